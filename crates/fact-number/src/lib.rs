//! Numbers, and what they measure.
//!
//! Enters: a text whose digits, number words, units and guards are found. Leaves: facts of the
//! kinds `number`, `ordinal`, `percent`, `money`, `quantity` and `duration` with exact decimals.
//! Never known here: any language; every word (months, "million", "percent") comes from the slots.

mod dated;
mod guard;
mod measure;
mod ordinal;
mod slots;

use khabar_core::{
    Amount, Bound, Cx, Extractor, Fact, Holds, KindSpec, Languages, Plugin, RoleSpec, Sink, Span,
    Spec, Value,
};
use khabar_lex::numeral::{Numeral, bracketed, fraction, half, numeral, point, spelled};
use khabar_lex::{Hit, Text, Token, TokenKind};

use crate::dated::Times;
use crate::measure::Measure;

const KINDS: &[KindSpec] = &[
    KindSpec {
        name: "money",
        doc: "An amount of money.",
        roles: &[RoleSpec::value("value", Holds::Money)],
    },
    KindSpec {
        name: "quantity",
        doc: "An amount of a unit, or a count of things.",
        roles: &[RoleSpec::value("value", Holds::Quantity)],
    },
    KindSpec {
        name: "duration",
        doc: "A length of time.",
        roles: &[
            RoleSpec::value("value", Holds::Time),
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
        roles: &[RoleSpec::value("value", Holds::Decimal)],
    },
    KindSpec {
        name: "percent",
        doc: "A share in hundredths.",
        roles: &[RoleSpec::value("value", Holds::Decimal)],
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
            let numeral = match start.token {
                Some(token) => {
                    let (next, numeral) = numeral(text, token);
                    end = text
                        .tokens()
                        .get(next)
                        .map_or(usize::MAX, |t| t.range().start);
                    numeral
                }
                None => spelled(text, start.at)
                    .filter(|number| {
                        number.words > 1 || !start.scale || single_scale(text, start.at)
                    })
                    .map(|number| half(text, point(text, number))),
            };
            if let Some(numeral) = numeral.map(|number| number.signed(text)) {
                end = end.max(numeral.span.end());
                found.push(Found::read(text, numeral));
            }
        }
        found.retain(|number| !times.hold(number));
        share(text, &mut found);
        guard::guard(text, &mut found);
        measure::merge_durations(text, &mut found);
        let mut ordinals = ordinal::ordinals(text, &mut found);
        ordinals.retain(|ordinal| !times.cover(ordinal.span));
        for number in found.iter().filter(|number| !number.dropped) {
            sink.emit(number.fact());
        }
        measure::duals(text, &times, sink);
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
    /// It states no number: it belongs to a date, a name, a label.
    dropped: bool,
}

impl Found {
    /// Looks for percent and bounds around a numeral.
    fn read(text: &Text, numeral: Numeral) -> Found {
        let percent = percent(text, numeral.span);
        let measure = match percent {
            None => Measure::read(text, &numeral),
            Some(_) => None,
        };
        let unit = percent.or(measure.as_ref().map(|measure| measure.span));
        // "۷ سال و نیم"
        let half = unit.and_then(|unit| fraction(text, unit.end()));
        let half = half.filter(|_| measure.as_ref().is_some_and(Measure::is_length));
        let mut numeral = numeral;
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
            span: unit.map_or(numeral.span, |span| span.join(numeral.span)),
            percent: percent.is_some(),
            measure,
            numeral,
            dropped: false,
        }
    }

    fn fact(&self) -> Fact {
        let amount = Amount {
            number: self.numeral.value,
            bound: self.bound,
        };
        if let Some(measure) = &self.measure {
            return measure.fact(self.span, amount);
        }
        let (kind, by) = match (self.percent, self.numeral.words, self.numeral.scale) {
            (true, 0, _) => ("percent", "percent.digits"),
            (true, _, _) => ("percent", "percent.words"),
            (false, 0, None) => ("number", "number.digits"),
            (false, 0, Some(_)) => ("number", "number.scaled"),
            (false, _, _) => ("number", "number.words"),
        };
        Fact::new(kind, self.span, by).with("value", Value::Decimal(amount))
    }
}

/// Whether the scale word at a byte says one of it ("مليون زائر"), where the plural says many.
fn single_scale(text: &Text, at: usize) -> bool {
    text.starts("number.scale_alone", at).is_some()
}

/// The word or sign for percent beside a number: "5 بالمئة", "5%", "٪5".
fn percent(text: &Text, number: Span) -> Option<Span> {
    let after = text.skip_space(number.end());
    let word = text.starts("number.percent", after).map(|hit| hit.span);
    word.or_else(|| sign(text, after, true))
        .or_else(|| sign(text, text.skip_space_back(number.start()), false))
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
    // "About 900 and more": the side says more than the distance.
    match [sign(before), sign(after)] {
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
    for at in (1..found.len()).rev() {
        let (before, here) = found.split_at_mut(at);
        let (Some(before), Some(here)) = (before.last_mut(), here.first()) else {
            continue;
        };
        let bare = !before.percent && before.measure.is_none() && before.numeral.scale.is_none();
        let gap = between(text, before.span.end(), here.span.start());
        if bare && here.percent && (gap.joins() || (shared && gap == Gap::Comma)) {
            before.percent = true;
            shared = true;
            continue;
        }
        shared = false;
        let range = gap == Gap::To || (gap == Gap::And && between_two(text, before.span));
        if let (true, Some(scale)) = (range && bare && !here.percent, here.numeral.scale) {
            before.numeral.share_scale(scale, here.numeral.value);
        }
        if !before.percent && before.measure.is_none() && gap.joins() {
            before.measure = here.measure.clone();
        }
    }
}

/// Whether "between" stands before a number, so that "and" behind it joins a range.
fn between_two(text: &Text, number: Span) -> bool {
    let before = text.skip_space_back(number.start());
    text.ends("number.between", before).is_some()
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
        matches!(self, Gap::And | Gap::To)
    }

    /// The same, or members of one list.
    fn lists(self) -> bool {
        self.joins() || self == Gap::Comma
    }
}

fn between(text: &Text, from: usize, to: usize) -> Gap {
    let (from, to) = (text.skip_space(from), text.skip_space_back(to));
    match text.source().get(from..to) {
        _ if from >= to => Gap::Space,
        Some("-" | "–" | "—") => Gap::To,
        Some("،" | ",") => Gap::Comma,
        Some("/") => Gap::Slash,
        Some(sign) if text.signs("number.list").iter().any(|and| and == sign) => Gap::And,
        _ if word(text, "number.to", from, to) => Gap::To,
        _ if word(text, "number.score", from, to) => Gap::Score,
        _ => Gap::Other,
    }
}

/// Whether a word of the slot, and nothing else, stands between two bytes.
fn word(text: &Text, slot: &str, from: usize, to: usize) -> bool {
    let hit = text.starts(slot, from);
    hit.is_some_and(|hit| hit.span.end() == to)
}
