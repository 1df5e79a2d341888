//! Counts without a number before what they count: duals, "شخص واحد", "الدول الخمس", "لمدة شهر".

use khabar_core::{Amount, Bound, Decimal, Fact, Span, Time, Value};
use khabar_lex::numeral::fraction;
use khabar_lex::{Hit, Text};

use crate::bound;
use crate::dated::Times;
use crate::measure::Measure;

/// Every such count that is not a part of a time.
pub(crate) fn counted(text: &Text, times: &Times) -> Vec<Fact> {
    let mut facts = Vec::new();
    lasting(text, times, &mut facts);
    duals(text, times, &mut facts);
    behind(text, times, &mut facts);
    bounded(text, times, &mut facts);
    facts
}

/// Lengths of one unit behind a word that says that something lasted: "لمدة شهر".
fn lasting(text: &Text, times: &Times, facts: &mut Vec<Fact>) {
    for hit in text.hits("measure.lasting") {
        let Some(unit) = text.starts("measure.time_unit", text.skip_space(hit.span.end())) else {
            continue;
        };
        // "طوال عقود": nobody says how many.
        let several = text.starts("time.plural", unit.span.start()).is_some();
        if several || text.has_article(unit.span) || times.hold_length(unit.span) {
            continue;
        }
        if let Some(length) = text.entry(unit).value() {
            let length = Value::Time(Time::Duration(length.to_owned()));
            facts.push(Fact::new("duration", unit.span, "duration.lasting").with("value", length));
        }
    }
}

/// What one word counts by itself: "عامين", "طائرتان".
fn duals(text: &Text, times: &Times, facts: &mut Vec<Fact>) {
    let trapped = |hit: &&Hit| text.holds("number.trap", hit.span);
    for hit in text.hits("measure.time_dual") {
        let free = !trapped(&hit) && !times.hold_length(hit.span);
        if let Some(length) = text.entry(hit).value().filter(|_| free) {
            facts.push(dual(text, hit, length));
        }
    }
    for hit in text.hits("measure.dual") {
        // "البلدين" only names the two that were told before.
        let known = text.has_article(hit.span) || trapped(&hit);
        let free = !known && !times.cover(hit.span);
        if let Some(unit) = text.entry(hit).value().filter(|_| free) {
            let two = Value::Quantity {
                amount: Amount::exact(Decimal::TWO),
                unit: unit.into(),
            };
            facts.push(Fact::new("quantity", hit.span, "quantity.dual").with("value", two));
        }
    }
}

/// "عامين", "نحو سنتين ونصف": with what the words around say of its exactness, and a half.
fn dual(text: &Text, hit: &Hit, length: &str) -> Fact {
    let half = fraction(text, hit.span.end()).filter(|(half, _)| {
        let next = text.skip_space(half.end());
        ["measure.time_unit", "number.scale"]
            .iter()
            .all(|slot| text.starts(slot, next).is_none())
    });
    let single = length.strip_prefix("P2");
    let (span, length) = match (half, single) {
        (Some((half, part)), Some(unit)) => {
            let count = Decimal::TWO.saturating_add(part).normalize();
            (hit.span.join(half), format!("P{count}{unit}"))
        }
        _ => (hit.span, length.to_owned()),
    };
    let fact = Fact::new("duration", span, "duration.dual")
        .with("value", Value::Time(Time::Duration(length)));
    match bound(text, span, None) {
        Bound::Exact => fact,
        bound => fact.with("bound", Value::Symbol(bound.sign())),
    }
}

/// Number words behind the noun that they agree with: "شخص واحد", "الدول الخمس".
fn behind(text: &Text, times: &Times, facts: &mut Vec<Fact>) {
    for slot in ["number.one_behind", "number.definite"] {
        for hit in text.hits(slot) {
            let value = text.entry(hit).value().and_then(|value| value.parse().ok());
            let (Some(number), false) = (value, text.holds("number.trap", hit.span)) else {
                continue;
            };
            let amount = Amount::exact(number);
            let end = text.skip_space_back(hit.span.start());
            let fact = match (Measure::before(text, end), slot) {
                // "The five states", where the states may be any: the article says that it agrees.
                (None, "number.definite") if article_before(text, end) && is_last(text, hit) => {
                    Fact::new("number", hit.span, "number.definite")
                        .with("value", Value::Decimal(amount))
                }
                (Some(measure), _) if slot == "number.one_behind" || is_last(text, hit) => {
                    let (kind, _) = measure.kind_and_rule();
                    let by = match kind {
                        "duration" => "duration.behind",
                        _ => "quantity.behind",
                    };
                    Fact::new(kind, measure.span.join(hit.span), by)
                        .with("value", measure.value(amount))
                }
                _ => continue,
            };
            let free = match fact.kind {
                "duration" => !times.hold_length(fact.span),
                _ => !times.cover(fact.span),
            };
            if free {
                facts.push(fact);
            }
        }
    }
}

/// "فوق الثلاثين": tens with the article behind a bound, which says an age or a count.
fn bounded(text: &Text, times: &Times, facts: &mut Vec<Fact>) {
    for hit in text.hits("number.ordinal_article") {
        let value = text.entry(hit).value().and_then(|value| value.parse().ok());
        let start = text.skip_space_back(hit.span.start());
        let bound = text.ends("number.bound", start);
        let bound = bound.and_then(|bound| text.entry(bound).value());
        let free = is_last(text, hit) && !times.cover(hit.span);
        if let (Some(number), Some(bound), true) = (value, bound.and_then(Bound::of_sign), free) {
            let value = Value::Decimal(Amount { number, bound });
            facts.push(Fact::new("number", hit.span, "number.bounded").with("value", value));
        }
    }
}

/// Whether the word that ends at a byte has the article.
fn article_before(text: &Text, end: usize) -> bool {
    let token = end.checked_sub(1).and_then(|byte| text.token_at(byte));
    let span = token.and_then(|token| text.span(token));
    span.is_some_and(|span: Span| text.has_article(span))
}

/// Whether no further number word stands behind, which would make it the first part of one.
fn is_last(text: &Text, hit: &Hit) -> bool {
    let next = text.skip_space(hit.span.end());
    [
        "number.word",
        "number.scale",
        "measure.time_unit",
        "measure.noun",
    ]
    .iter()
    .all(|slot| text.starts(slot, next).is_none())
}
