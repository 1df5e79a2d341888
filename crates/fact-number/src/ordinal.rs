//! Places in an order: ordinal words, alone or behind a number in words, and digits with an ordinal
//! ending.

use khabar_core::{Decimal, Fact, Span, Value};
use khabar_lex::{Hit, SpanSet, Text};

use crate::guard::is_whole;
use crate::{Found, Gap, between};

/// Every ordinal of the text. Numbers that belong to one are dropped.
pub(crate) fn ordinals(text: &Text, found: &mut [Found]) -> Vec<Fact> {
    let mut ordinals: Vec<Fact> = found.iter().filter_map(|n| of_digits(text, n)).collect();
    for hit in text.hits("number.ordinal_word") {
        let place = text
            .entry(hit)
            .value()
            .and_then(|value| value.parse::<i64>().ok());
        if let Some((place, span)) = place.and_then(|place| of_words(text, found, hit, place)) {
            let fact = Fact::new("ordinal", span, "ordinal.words");
            ordinals.push(fact.with("value", Value::Integer(place)));
        }
    }
    ordinals.extend(by_article(text, found));
    ordinals
}

/// "الكتاب العشرون": a cardinal with the article is an ordinal behind a noun that has it too.
fn by_article(text: &Text, found: &[Found]) -> Vec<Fact> {
    let hits = text.hits("number.ordinal_article").iter();
    let numbers = SpanSet::of(found.iter().map(|number| number.span));
    let words = SpanSet::of(text.hits("number.ordinal_word").iter().map(|o| o.span));
    let ordinal = |hit: &Hit| {
        let before = text.skip_space_back(hit.span.start()).checked_sub(1);
        let noun = before
            .and_then(|byte| text.token_at(byte))
            .and_then(|token| text.span(token));
        let definite = noun.is_none_or(|noun| text.has_article(noun));
        let counted = numbers.overlap(hit.span);
        let compound = words.overlap(hit.span);
        let place = text.entry(hit).value()?.parse::<i64>().ok()?;
        let fits = definite && !counted && !compound && !text.holds("number.trap", hit.span);
        fits.then(|| {
            let fact = Fact::new("ordinal", hit.span, "ordinal.article");
            fact.with("value", Value::Integer(place))
        })
    };
    hits.filter_map(ordinal).collect()
}

/// "12ویں"
fn of_digits(text: &Text, number: &Found) -> Option<Fact> {
    let after = text.skip_space(number.span.end());
    let ending = text.starts("number.ordinal", after)?;
    if !number.numeral.plain || number.numeral.words > 0 {
        return None;
    }
    let place = i64::try_from(number.numeral.value).ok()?;
    let span = number.numeral.span.join(ending.span);
    Some(Fact::new("ordinal", span, "ordinal.digits").with("value", Value::Integer(place)))
}

/// The place and the span of an ordinal word, with the number that it ends ("هفتصد و شصت و ششمین"), if
/// it is no fraction and nothing else.
fn of_words(text: &Text, found: &mut [Found], hit: &Hit, place: i64) -> Option<(i64, Span)> {
    let alone = text.starts("number.ordinal_never_alone", hit.span.start());
    let vague = alone.is_some() && !text.has_article(hit.span) && !is_whole(text, hit.span);
    if vague || text.holds("number.trap", hit.span) {
        return None;
    }
    // A number inside of the ordinal is a part of it; of one that runs into it, the hundreds are.
    let from = found.partition_point(|n| n.span.end() <= hit.span.start());
    if let Some(shared) = found.get_mut(from).filter(|n| n.span.overlaps(hit.span)) {
        // "یک سوم" is a third.
        if shared.numeral.value < Decimal::ONE {
            return None;
        }
        if shared.measure.is_some() || shared.span.end() > hit.span.end() {
            return None;
        }
        shared.dropped = true;
        if shared.span.start() < hit.span.start() {
            let hundreds = shared.numeral.value - shared.numeral.value % Decimal::ONE_HUNDRED;
            let whole = i64::try_from(hundreds).ok()?.checked_add(place)?;
            return Some((whole, shared.span.join(hit.span)));
        }
    }
    let before = found[..from]
        .last_mut()
        .filter(|number| number.numeral.words > 0);
    let Some(before) = before else {
        return Some((place, hit.span));
    };
    let gap = between(text, before.numeral.span.end(), hit.span.start());
    let whole = before.numeral.value.saturating_add(Decimal::from(place));
    let fits = before.numeral.value >= Decimal::from(20) && before.measure.is_none();
    match gap {
        // "یک سوم" is a fraction.
        Gap::Space => None,
        Gap::And if fits => {
            before.dropped = true;
            let span = before.numeral.span.join(hit.span);
            Some((i64::try_from(whole).ok()?, span))
        }
        _ => Some((place, hit.span)),
    }
}
