//! "Dushanbe, the capital of Tajikistan": of which country a text says that a city is the capital.

use khabar_core::{Fact, Span, Value};
use khabar_lex::{Meaning, Text};

/// The fact of a city with the country whose capital the words around it say that it is.
pub(crate) fn told(text: &Text, fact: Fact) -> Fact {
    let city = match fact.value("entity") {
        Some(Value::Entity(id)) => id.starts_with("city/"),
        _ => false,
    };
    match city.then(|| country(text, fact.span)).flatten() {
        Some((id, span)) => fact.with_at("capital_of", Value::Entity(id), span),
        None => fact,
    }
}

fn country(text: &Text, city: Span) -> Option<(std::sync::Arc<str>, Span)> {
    // The city, the capital, the country.
    let behind = over_comma(text, city.end());
    if let Some(word) = text.starts("place.capital", behind) {
        let found = at(text, text.skip_space(word.span.end()), true);
        if found.is_some() {
            return found;
        }
    }
    let before = back_over_comma(text, city.start());
    if let Some(word) = text.ends("place.capital", before) {
        // The country, the capital, the city.
        return at(text, text.skip_space_back(word.span.start()), false);
    }
    // The capital, the country, the city.
    let (id, span) = at(text, before, false)?;
    let word = text.ends("place.capital", text.skip_space_back(span.start()));
    word.map(|_| (id, span))
}

/// The country whose name begins, or ends, at a byte.
fn at(text: &Text, byte: usize, begins: bool) -> Option<(std::sync::Arc<str>, Span)> {
    let hit = match begins {
        true => text.starts("place", byte),
        false => text.ends("place", byte),
    }?;
    match text.entry(hit).meaning() {
        Meaning::Name { entity, .. } if !entity.contains('/') => Some((entity.clone(), hit.span)),
        _ => None,
    }
}

fn over_comma(text: &Text, byte: usize) -> usize {
    let at = text.skip_space(byte);
    let rest = &text.source()[at..];
    match rest.strip_prefix(['،', ',']) {
        Some(tail) => text.skip_space(text.source().len() - tail.len()),
        None => at,
    }
}

fn back_over_comma(text: &Text, byte: usize) -> usize {
    let at = text.skip_space_back(byte);
    match text.source()[..at].strip_suffix(['،', ',']) {
        Some(head) => text.skip_space_back(head.len()),
        None => at,
    }
}
