//! Numbers and percentages.
//!
//! Enters: a text whose digits, scale words and guards are found. Leaves: facts of the kinds
//! `number` and `percent` with exact decimals. Never known here: any language; what is written
//! with a number beside digits (months, "million", "percent") comes from the slots.

mod guard;
mod numeral;
mod slots;

use khabar_core::{
    Amount, Bound, Cx, Extractor, Fact, Holds, KindSpec, Languages, Plugin, RoleSpec, Sink, Span,
    Spec, Value,
};
use khabar_lex::{Hit, Text, TokenKind};

use crate::numeral::{Numeral, numeral};

const KINDS: &[KindSpec] = &[
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
    provides: &["number", "percent"],
    requires: &[],
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
        let mut found: Vec<Found> = Vec::new();
        let mut token = 0;
        while token < text.tokens().len() {
            if text.tokens()[token].kind != TokenKind::Number {
                token += 1;
                continue;
            }
            let (next, numeral) = numeral(text, token);
            found.extend(numeral.map(|numeral| Found::read(text, numeral)));
            token = next.max(token + 1);
        }
        share(text, &mut found);
        guard::guard(text, &mut found);
        for number in found.iter().filter(|number| !number.dropped) {
            sink.emit(number.fact());
        }
    }
}

/// A number that was read, before it is decided what it is.
struct Found {
    numeral: Numeral,
    /// With the sign or word for percent.
    span: Span,
    percent: bool,
    bound: Bound,
    /// It states no number: it belongs to a date, a name, a label.
    dropped: bool,
}

impl Found {
    /// Looks for percent and bounds around a numeral.
    fn read(text: &Text, numeral: Numeral) -> Found {
        let percent = percent(text, numeral.span);
        Found {
            bound: bound(text, numeral.span, percent),
            span: percent.map_or(numeral.span, |span| span.join(numeral.span)),
            percent: percent.is_some(),
            numeral,
            dropped: false,
        }
    }

    fn fact(&self) -> Fact {
        let (kind, by) = match (self.percent, self.numeral.scale) {
            (true, _) => ("percent", "percent.digits"),
            (false, Some(_)) => ("number", "number.scaled"),
            (false, None) => ("number", "number.digits"),
        };
        let amount = Amount {
            number: self.numeral.value,
            bound: self.bound,
        };
        Fact::new(kind, self.span, by).with("value", Value::Decimal(amount))
    }
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
    Span::new(text.source(), range).ok()
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

/// The span with the brackets or quotes directly around it, if it has a pair: "(2.2) مليون".
fn bracketed(text: &Text, span: Span) -> Span {
    const PAIRS: [(char, char); 4] = [('(', ')'), ('"', '"'), ('«', '»'), ('“', '”')];
    let source = text.source();
    let open = source[..span.start()].chars().next_back();
    let close = source[span.end()..].chars().next();
    match open.zip(close).filter(|pair| PAIRS.contains(pair)) {
        Some((open, close)) => {
            let range = span.start() - open.len_utf8()..span.end() + close.len_utf8();
            Span::new(source, range).unwrap_or(span)
        }
        None => span,
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
        let bare = !before.percent && before.numeral.scale.is_none();
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
