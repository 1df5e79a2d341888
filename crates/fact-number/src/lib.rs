//! Numbers, and what they measure.
//!
//! Enters: a text whose digits, number words, units and guards are found. Leaves: facts of the
//! kinds `number`, `ordinal`, `percent`, `money`, `quantity` and `duration` with exact decimals.
//! Never known here: any language; every word (months, "million", "percent") comes from the slots.

mod counted;
mod dated;
mod guard;
mod measure;
mod minor;
mod ordinal;
mod range;
mod slots;

use khabar_core::{
    Amount, Bound, Cx, Extractor, Fact, Holds, KindSpec, Languages, Plugin, RoleSpec, Sink, Span,
    Spec, Value,
};
use khabar_lex::numeral::{Numeral, bracketed, fraction, half, numeral, part, point, spelled};
use khabar_lex::{Hit, SpanSet, Text, Token, TokenKind};

use crate::dated::Times;
use crate::measure::Measure;

const KINDS: &[KindSpec] = &[
    KindSpec {
        name: "money",
        doc: "An amount of money.",
        roles: &[
            RoleSpec::value("value", Holds::Money),
            RoleSpec::one("lower", Holds::Money),
            RoleSpec::one("upper", Holds::Money),
        ],
    },
    KindSpec {
        name: "quantity",
        doc: "An amount of a unit, or a count of things.",
        roles: &[
            RoleSpec::value("value", Holds::Quantity),
            RoleSpec::one("lower", Holds::Quantity),
            RoleSpec::one("upper", Holds::Quantity),
        ],
    },
    KindSpec {
        name: "duration",
        doc: "A length of time.",
        roles: &[
            RoleSpec::value("value", Holds::Time),
            RoleSpec::one("lower", Holds::Time),
            RoleSpec::one("upper", Holds::Time),
            RoleSpec::attr("bound", Holds::Symbol(&["~", ">", "<"])),
        ],
    },
    KindSpec {
        name: "ordinal",
        doc: "A place in an order.",
        roles: &[RoleSpec::value("value", Holds::Integer)],
    },
    KindSpec {
        name: "number",
        doc: "A number that the text states.",
        roles: &[
            RoleSpec::value("value", Holds::Decimal),
            RoleSpec::one("lower", Holds::Decimal),
            RoleSpec::one("upper", Holds::Decimal),
        ],
    },
    KindSpec {
        name: "percent",
        doc: "A share in hundredths.",
        roles: &[
            RoleSpec::value("value", Holds::Decimal),
            RoleSpec::one("lower", Holds::Decimal),
            RoleSpec::one("upper", Holds::Decimal),
        ],
    },
];

/// What this crate registers.
pub const SPEC: Spec = Spec {
    id: "fact-number",
    by: env!("CARGO_PKG_NAME"),
    readme: include_str!("../README.md"),
    kinds: KINDS,
    provides: &[
        "duration", "money", "number", "ordinal", "percent", "quantity",
    ],
    requires: &["time"],
    slots: slots::SLOTS,
    languages: Languages::All,
    settings: &[],
    build: |_| Box::new(Numbers),
};

khabar_core::submit! { Plugin::Extractor(&SPEC) }

struct Numbers;

impl Extractor for Numbers {
    fn extract(&self, cx: &Cx<'_>, sink: &mut Sink<'_>) {
        let text = Text::of(cx);
        let times = Times::of(cx);
        let mut found: Vec<Found> = Vec::new();
        let mut end = 0;
        for start in starts(text) {
            if start.at < end {
                continue;
            }
            let (numeral, behind) = start.read(text);
            end = behind;
            if let Some(numeral) = numeral.map(|number| number.signed(text)) {
                let number = Found::read(text, numeral);
                end = end.max(number.numeral.span.end());
                if number.measure.as_ref().is_some_and(Measure::is_length) {
                    end = end.max(number.span.end());
                }
                found.push(number);
            }
        }
        found.retain(|number| !times.hold(number));
        share(text, &mut found);
        guard::guard(text, &mut found);
        measure::merge_durations(text, &mut found);
        minor::merge_minor_units(text, &mut found);
        minor::merge_smaller_units(text, &mut found);
        range::merge_ranges(text, &mut found);
        let mut ordinals = ordinal::ordinals(text, &mut found);
        ordinals.retain(|ordinal| !times.cover(ordinal.span));
        let counted = counted::counted(text, &times);
        // "سنتين ونصف": the half belongs to the dual.
        let spans = SpanSet::of(counted.iter().map(|fact| fact.span));
        let told = |number: &Found| spans.overlap(number.span);
        let free = |number: &&Found| !number.dropped && !told(number);
        for number in found.iter().filter(free) {
            sink.emit(number.fact());
        }
        for fact in counted {
            sink.emit(fact);
        }
        for ordinal in ordinals {
            sink.emit(ordinal);
        }
    }
}

/// Where a number may begin.
struct Start {
    at: usize,
    /// The token, if it is one of digits.
    token: Option<usize>,
    /// A scale word, which begins a number only with more behind it ("هزار و دویست").
    scale: bool,
}

impl Start {
    /// The number that begins here, and where the next one may begin.
    fn read(&self, text: &Text) -> (Option<Numeral>, usize) {
        if let Some(part) = part(text, self.at) {
            return (Some(part), part.span.end());
        }
        // "كلم٢": the exponent of a unit.
        let exponent = self.token.is_some()
            && ["measure.unit", "measure.unit_exact"]
                .iter()
                .any(|slot| text.ends(slot, self.at).is_some());
        if exponent {
            return (None, self.at);
        }
        let Some(token) = self.token else {
            let number = spelled(text, self.at)
                .filter(|number| number.words > 1 || !self.scale || single_scale(text, self.at));
            let number = number.map(|number| half(text, point(text, number)));
            return (number, self.at);
        };
        let (next, numeral) = numeral(text, token);
        let behind = text.tokens().get(next).map(|t| t.range().start);
        (numeral, behind.unwrap_or(usize::MAX))
    }
}

/// Digits and number words, in the order of the text.
fn starts(text: &Text) -> Vec<Start> {
    let is_digits = |(_, t): &(usize, &Token)| t.kind == TokenKind::Number;
    let digits = text.tokens().iter().enumerate().filter(is_digits);
    let digits = digits.map(|(at, token)| Start {
        at: token.range().start,
        token: Some(at),
        scale: false,
    });
    let words = |slot: &str, scale: bool| {
        let hits = text.hits(slot).iter();
        hits.map(move |hit| Start {
            at: hit.span.start(),
            token: None,
            scale,
        })
    };
    let scales = words("number.scale", true);
    let mut starts: Vec<Start> = digits
        .chain(words("number.word", false))
        .chain(words("number.part", false))
        .chain(scales)
        .collect();
    starts.sort_by_key(|start| start.at);
    starts
}

/// A number that was read, before it is decided what it is.
struct Found {
    numeral: Numeral,
    /// With the sign or word for percent.
    span: Span,
    percent: bool,
    measure: Option<Measure>,
    bound: Bound,
    /// The lower end, if it is a range; the numeral is then the upper one.
    lower: Option<Amount>,
    /// It states no number: it belongs to a date, a name, a label.
    dropped: bool,
}

impl Found {
    /// Looks for percent and bounds around a numeral.
    fn read(text: &Text, mut numeral: Numeral) -> Found {
        let percent = percent(text, numeral.span);
        let mut measure = match percent {
            None => Measure::read(text, &numeral),
            Some(_) => None,
        };
        if let Some(measure) = &mut measure {
            measure.take_scale(text, &mut numeral);
        }
        let unit = percent.or(measure.as_ref().map(|measure| measure.span));
        // "۷ سال و نیم"
        let half = unit.and_then(|unit| fraction(text, unit.end()));
        let length = measure.as_ref().filter(|measure| measure.is_length());
        let half = half.filter(|(half, _)| length.is_some_and(|one| one.is_halved(text, *half)));
        let mut unit = unit;
        if let Some((span, part)) = half {
            numeral.value = numeral.value.saturating_add(part);
            // "أربعة أشهر ونصف الشهر"
            let again = text.starts("measure.time_unit", text.skip_space(span.end()));
            let end = again.map_or(span, |again| again.span);
            unit = unit.map(|unit| unit.join(end));
        }
        Found {
            bound: bound(text, numeral.span, unit),
            span: unit.map_or(numeral.span, |unit| balanced(text, unit.join(numeral.span))),
            percent: percent.is_some(),
            measure,
            lower: None,
            numeral,
            dropped: false,
        }
    }

    /// The exact amount and how the text qualifies it.
    fn amount(&self) -> Amount {
        Amount {
            number: self.numeral.value,
            bound: self.bound,
        }
    }

    fn fact(&self) -> Fact {
        let (kind, by) = match (&self.measure, self.percent, self.numeral.words) {
            (Some(measure), ..) => measure.kind_and_rule(),
            (None, true, 0) => ("percent", "percent.digits"),
            (None, true, _) => ("percent", "percent.words"),
            (None, false, 0) if self.numeral.scale.is_none() => ("number", "number.digits"),
            (None, false, 0) => ("number", "number.scaled"),
            (None, false, _) => ("number", "number.words"),
        };
        let value = |amount: Amount| match &self.measure {
            Some(measure) => measure.value(amount),
            None => Value::Decimal(amount),
        };
        let fact = Fact::new(kind, self.span, by);
        let fact = match self.lower {
            Some(lower) => fact
                .with("lower", value(lower))
                .with("upper", value(self.amount())),
            None => fact.with("value", value(self.amount())),
        };
        match self.bound {
            Bound::Exact => fact,
            bound if kind == "duration" => fact.with("bound", Value::Symbol(bound.sign())),
            _ => fact,
        }
    }
}

/// A span that closes a bracket, with the opening one: "(100) كيلوغرام".
fn balanced(text: &Text, span: Span) -> Span {
    let words = span.of(text.source());
    let before = text.source()[..span.start()].trim_end_matches(' ');
    let open = before
        .strip_suffix('(')
        .map(|rest| rest.len()..before.len());
    let closes = words.contains(')') && !words.contains('(');
    match open.filter(|_| closes).and_then(|open| text.marked(open)) {
        Some(open) => open.join(span),
        None => span,
    }
}

/// Whether the scale word at a byte says one of it ("مليون زائر"), where the plural says many.
fn single_scale(text: &Text, at: usize) -> bool {
    text.starts("number.scale_alone", at).is_some()
}

/// The word or sign for percent beside a number: "5 بالمئة", "5%", "٪5".
fn percent(text: &Text, number: Span) -> Option<Span> {
    let after = text.skip_space(bracketed(text, number).end());
    let word = text.starts("number.percent", after).map(|hit| hit.span);
    word.or_else(|| sign(text, after, true))
        .or_else(|| sign(text, text.skip_space_back(number.start()), false))
        .or_else(|| percent_before(text, number))
}

/// A word for percent before a number that nothing else measures: "بالمائة 10", "بنسبة 10".
fn percent_before(text: &Text, number: Span) -> Option<Span> {
    let before = text.skip_space_back(number.start());
    let ratio = text.ends("number.ratio", before).map(|hit| hit.span);
    let word = ratio.or_else(|| {
        let word = text.ends("number.percent", before)?.span;
        // "20 بالمائة 10 أشخاص": the word belongs to the number before it.
        let counted = text.skip_space_back(word.start());
        let digit = counted.checked_sub(1).and_then(|at| text.token_at(at));
        let free = digit.is_none_or(|t| text.tokens()[t].kind != TokenKind::Number)
            && text.ends("number.word", counted).is_none();
        free.then_some(word)
    })?;
    let next = text.skip_space(number.end());
    let ends = text.token_at(next).filter(|_| next < text.source().len());
    let kind = ends.map(|token| text.tokens()[token].kind);
    let alone = !matches!(
        kind,
        Some(TokenKind::Word | TokenKind::Foreign | TokenKind::Number)
    ) || text.starts(khabar_lex::FUNCTION, next).is_some();
    alone.then_some(word)
}

/// A percent sign that begins (or ends) at a byte.
fn sign(text: &Text, at: usize, begins: bool) -> Option<Span> {
    let (before, after) = text.source().split_at_checked(at)?;
    let c = if begins {
        after.chars().next()
    } else {
        before.chars().next_back()
    };
    let len = c.filter(|c| matches!(c, '%' | '٪' | '﹪'))?.len_utf8();
    let range = if begins { at..at + len } else { at - len..at };
    text.marked(range)
}

/// What the words before, or behind the number and its percent, say of its exactness.
fn bound(text: &Text, number: Span, percent: Option<Span>) -> Bound {
    let whole = bracketed(text, percent.map_or(number, |span| span.join(number)));
    let start = text.skip_space_back(text.skip_article_back(whole.start()));
    let before = text.ends("number.bound", start);
    let after = text.starts("number.bound_after", text.skip_space(whole.end()));
    let sign = |hit: Option<&Hit>| hit.and_then(|hit| text.entry(hit).value());
    let before = sign(before).or_else(|| bound_sign(text, start));
    // "About 900 and more": the side says more than the distance.
    match [before, sign(after)] {
        [Some(">"), _] | [_, Some(">")] => Bound::MoreThan,
        [Some("<"), _] | [_, Some("<")] => Bound::LessThan,
        [Some("~"), _] | [_, Some("~")] => Bound::About,
        _ => Bound::Exact,
    }
}

/// What the last of several numbers says for all: "۲٫۴ و ۲٫۸ درصد", "27، 40 و 36 درصد" share the
/// percentage, "400 تا 500 میلیون" the scale.
fn share(text: &Text, found: &mut [Found]) {
    let mut shared = false;
    let mut measured = false;
    for at in (1..found.len()).rev() {
        let (before, here) = found.split_at_mut(at);
        let (Some(before), Some(here)) = (before.last_mut(), here.first()) else {
            continue;
        };
        let bare = !before.percent && before.measure.is_none() && before.numeral.scale.is_none();
        let gap = between(text, before.span.end(), here.span.start());
        if bare && here.percent && (gap.joins() || (shared && gap == Gap::Comma)) {
            before.percent = true;
            (shared, measured) = (true, false);
            continue;
        }
        shared = false;
        let range =
            matches!(gap, Gap::To | Gap::Or) || (gap == Gap::And && between_two(text, before.span));
        if let (true, Some(scale)) = (range && bare && !here.percent, here.numeral.scale) {
            before.numeral.share_scale(scale, here.numeral.value);
        }
        let listed = gap.joins() || (measured && gap == Gap::Comma);
        measured = !before.percent && before.measure.is_none() && listed && here.measure.is_some();
        if measured {
            before.measure = here.measure.clone();
        }
    }
}

/// Whether "between" stands before a number, so that "and" behind it joins a range.
fn between_two(text: &Text, number: Span) -> bool {
    let before = text.skip_space_back(number.start());
    text.ends("number.between", before).is_some()
}

/// The sign of a bound that ends at a byte, which is no end of a tag: ">10", "<= 100".
fn bound_sign(text: &Text, at: usize) -> Option<&'static str> {
    let before = text.source().get(..at)?;
    let open = before
        .strip_suffix('=')
        .map_or(before, |rest| rest.trim_end_matches(' '));
    let c = before.chars().next_back()?;
    let c = if c == '=' {
        open.chars().next_back()?
    } else {
        c
    };
    let line = &open[open.rfind('\n').map_or(0, |at| at + 1)..];
    let tag = c == '>' && line.trim_end_matches('>').contains('<');
    match c {
        '≥' => Some(">"),
        '≤' => Some("<"),
        '>' if !tag => Some(">"),
        '<' => Some("<"),
        _ => None,
    }
}

/// What stands between two numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Gap {
    /// Nothing but space.
    Space,
    /// "and".
    And,
    /// "to", or a dash.
    To,
    /// "or".
    Or,
    /// A comma.
    Comma,
    /// A slash.
    Slash,
    /// A word that stands between the two sides of a score.
    Score,
    /// Anything else.
    Other,
}

impl Gap {
    /// Whether the two numbers are said of one thing.
    fn joins(self) -> bool {
        matches!(self, Gap::And | Gap::To | Gap::Or)
    }

    /// The same, or members of one list.
    fn lists(self) -> bool {
        self.joins() || self == Gap::Comma
    }
}

fn between(text: &Text, from: usize, to: usize) -> Gap {
    let (from, to) = (text.skip_space(from), text.skip_space_back(to));
    let gap = text.source().get(from..to);
    match gap.map(|gap| gap.trim_matches('\u{200C}')) {
        _ if from >= to => Gap::Space,
        Some("-" | "–" | "—") => Gap::To,
        Some("،" | ",") => Gap::Comma,
        Some("/") => Gap::Slash,
        Some(sign) if text.signs("number.list").iter().any(|and| and == sign) => Gap::And,
        _ if word(text, "number.to", from, to) => Gap::To,
        _ if word(text, "number.or", from, to) => Gap::Or,
        _ if word(text, "number.score", from, to) => Gap::Score,
        _ => Gap::Other,
    }
}

/// Whether a word of the slot, and nothing else, stands between two bytes.
fn word(text: &Text, slot: &str, from: usize, to: usize) -> bool {
    let hit = text.starts(slot, from);
    hit.is_some_and(|hit| hit.span.end() == to)
}
