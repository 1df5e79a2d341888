//! Numbers and percentages.
//!
//! Enters: a text whose digits, scale words and guards are found. Leaves: facts of the kinds
//! `number` and `percent` with exact decimals. Never known here: any language; what is written
//! with a number beside digits (months, "million", "percent") comes from the slots.

mod numeral;

use khabar_core::{
    Amount, Bound, Cx, Decimal, Extractor, Fact, Holds, KindSpec, Languages, Plugin, RoleSpec,
    Sink, SlotSpec, Span, Spec, Value,
};
use khabar_lex::{FUNCTION, Text, TokenKind};

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

const SLOTS: &[SlotSpec] = &[
    SlotSpec {
        name: "number.scale",
        doc: "Words that multiply the number before them (thousand, lakh, million), by value.",
    },
    SlotSpec {
        name: "number.fraction",
        doc: "Words that add a part of the scale (\"and a half\"), by value.",
    },
    SlotSpec {
        name: "number.shift",
        doc: "Words before a number that change it by a part of its unit (ساڑھے), by value.",
    },
    SlotSpec {
        name: "number.percent",
        doc: "Words behind a number that make it a percentage.",
    },
    SlotSpec {
        name: "number.bound",
        doc: "Words before a number: about (`~`), more than (`>`), less than (`<`), by sign.",
    },
    SlotSpec {
        name: "number.to",
        doc: "Words between the two ends of a range.",
    },
    SlotSpec {
        name: "number.and",
        doc: "signs: what joins the groups of one number (\"3 million and 200 thousand\").",
    },
    SlotSpec {
        name: "number.decimal",
        doc: "signs: decimal marks; a slash counts only before a scale word or percent.",
    },
    SlotSpec {
        name: "number.group",
        doc: "signs: marks between groups of three digits.",
    },
    SlotSpec {
        name: "number.month",
        doc: "Names of months of every calendar: a number beside one is a part of a date.",
    },
    SlotSpec {
        name: "number.year",
        doc: "Words directly before the number of a year.",
    },
    SlotSpec {
        name: "number.era",
        doc: "Words directly behind the number of a year.",
    },
    SlotSpec {
        name: "number.label",
        doc: "Words directly before a number that only names something: article, resolution, phone.",
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
    slots: SLOTS,
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
            let (next, number) = read(text, token);
            found.extend(number);
            token = next.max(token + 1);
        }
        share_percent(text, &mut found);
        for number in found {
            if let Some(fact) = number.fact(text) {
                sink.emit(fact);
            }
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
}

impl Found {
    fn fact(self, text: &Text) -> Option<Fact> {
        let (kind, by) = match (self.percent, self.numeral.scaled) {
            (true, _) => ("percent", "percent.digits"),
            (false, true) => ("number", "number.scaled"),
            (false, false) => ("number", "number.digits"),
        };
        if !self.percent && no_count(text, &self) {
            return None;
        }
        let amount = Amount {
            number: self.numeral.value,
            bound: self.bound,
        };
        Some(Fact::new(kind, self.span, by).with("value", Value::Decimal(amount)))
    }
}

/// Reads the number that begins with the digits of `token`; gives the token behind it, and
/// nothing where the digits are no number (a clock time, a date, a part of a name).
fn read(text: &Text, token: usize) -> (usize, Option<Found>) {
    let (next, numeral) = numeral(text, token);
    let Some(numeral) = numeral else {
        return (next, None);
    };
    let mut span = numeral.span;
    let mut percent = false;
    let after = text.skip_space(span.end());
    if let Some(hit) = text.starts("number.percent", after) {
        span = span.join(hit.span);
        percent = true;
    } else if let Some(sign) = sign_span(text, after, true) {
        span = span.join(sign);
        percent = true;
    } else if let Some(sign) = sign_span(text, text.skip_space_back(span.start()), false) {
        span = span.join(sign);
        percent = true;
    }
    let before = text.skip_space_back(numeral.span.start());
    let bound = match text
        .ends("number.bound", before)
        .and_then(|hit| text.entry(hit).value())
    {
        Some("~") => Bound::About,
        Some(">") => Bound::MoreThan,
        Some("<") => Bound::LessThan,
        _ => Bound::Exact,
    };
    let found = Found {
        numeral,
        span,
        percent,
        bound,
    };
    (next, Some(found))
}

/// A percent sign that begins (or ends) at a byte.
fn sign_span(text: &Text, at: usize, begins: bool) -> Option<Span> {
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

/// "۲٫۴ و ۲٫۸ درصد", "from 10 to 20 %": the numbers before share the percentage.
fn share_percent(text: &Text, found: &mut [Found]) {
    for at in (1..found.len()).rev() {
        let (before, here) = found.split_at_mut(at);
        let (Some(before), Some(here)) = (before.last_mut(), here.first()) else {
            continue;
        };
        if here.percent && !before.percent && !before.numeral.scaled {
            before.percent = joined(text, before.span.end(), here.span.start());
        }
    }
}

/// Whether nothing but "and", "to" or a dash stands between two bytes.
fn joined(text: &Text, from: usize, to: usize) -> bool {
    let (from, to) = (text.skip_space(from), text.skip_space_back(to));
    let between = text.source().get(from..to).unwrap_or("");
    let word = |slot: &str| {
        text.starts(slot, from)
            .is_some_and(|hit| hit.span.end() == to)
    };
    matches!(between, "-" | "–" | "—")
        || text.signs("number.and").iter().any(|sign| sign == between)
        || word("number.to")
}

/// Whether a number that is no percentage belongs to a date, a name or a label.
fn no_count(text: &Text, found: &Found) -> bool {
    let span = found.numeral.span;
    let before = text.skip_space_back(span.start());
    let after = text.skip_space(span.end());
    if named(text, span) || text.ends("number.label", before).is_some() {
        return true;
    }
    if found.numeral.scaled {
        return false;
    }
    text.ends("number.year", before).is_some()
        || text.starts("number.era", after).is_some()
        || month_beside(text, before, after)
        || (found.numeral.looks_like_year() && !counts_something(text, after))
        || numbers_a_line(text, span)
}

/// "CASA-1000", "CASA 1000", "5G": digits that belong to a name in letters.
fn named(text: &Text, span: Span) -> bool {
    let Some(first) = text.token_at(span.start()) else {
        return false;
    };
    let kind = |token: Option<usize>| token.and_then(|t| text.tokens().get(t)).map(|t| t.kind);
    let letters = [Some(TokenKind::Word), Some(TokenKind::Foreign)];
    let before = first.checked_sub(1);
    let hyphen = before.is_some_and(|t| matches!(text.surface(t), "-" | "–" | "‑" | "_" | "/"));
    let two_before = first.checked_sub(2);
    let behind = text.token_at(span.end());
    (hyphen && letters.contains(&kind(two_before)))
        || kind(before) == Some(TokenKind::Foreign)
        || (kind(before) == Some(TokenKind::Space) && kind(two_before) == Some(TokenKind::Foreign))
        || kind(behind) == Some(TokenKind::Foreign)
}

/// Whether a month's name stands beside the number, perhaps behind a comma.
fn month_beside(text: &Text, before: usize, after: usize) -> bool {
    let comma_before = text.source()[..before]
        .strip_suffix(['،', ','])
        .map(|rest| text.skip_space_back(rest.len()));
    let month_ends = |at: usize| text.ends("number.month", at).is_some();
    month_ends(before)
        || comma_before.is_some_and(month_ends)
        || text.starts("number.month", after).is_some()
}

/// Whether a word that can be counted stands behind the number: not punctuation, and none of the
/// words that carry only grammar.
fn counts_something(text: &Text, after: usize) -> bool {
    let token = text.token_at(after).and_then(|t| text.tokens().get(t));
    token.is_some_and(|t| t.kind == TokenKind::Word) && text.starts(FUNCTION, after).is_none()
}

/// "1. ", "2) ", "3- " at the start of a line.
fn numbers_a_line(text: &Text, span: Span) -> bool {
    let source = text.source();
    let line = source[..span.start()].rfind('\n').map_or(0, |at| at + 1);
    source[line..span.start()].trim().is_empty()
        && source[span.end()..]
            .trim_start()
            .starts_with(['.', ')', '-', '–', '،'])
}

/// The exact power or sum that a lexicon value states.
fn decimal(value: &str) -> Option<Decimal> {
    value.parse().ok()
}
