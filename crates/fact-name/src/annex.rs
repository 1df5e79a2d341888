//! The noun phrase that a title of somebody needs behind it, where an article tells its end.

use khabar_core::Span;
use khabar_lex::{FUNCTION, Text, TokenKind};

use crate::office::Office;
use crate::scope::is_definite;

/// Where the noun phrase ends that a title of somebody needs behind it and that is no organisation the text
/// knows: "adviser to the Custodian of the Two Holy Mosques", "director of the … city". Only where an article
/// tells where a phrase ends.
pub(crate) fn annexed(text: &Text, office: &Office) -> Option<usize> {
    let told = !office.countries.is_empty() || office.body.is_some() || office.place.is_some();
    if told || !text.has_an_article() || is_definite(text, office.core) {
        return None;
    }
    let mut at = text.skip_space(office.core.end());
    if at == office.core.end() {
        return None;
    }
    if let Some(title) = text.starts("office.title", at) {
        return Some(title.span.end());
    }
    for _ in 0..NOUNS {
        let word = noun_at(text, at)?;
        let end = word.end();
        if text.has_article(word) {
            // "King …": a name follows that nobody can cut.
            let titled = text.starts("office.title_exact", at).is_some();
            return (!titled).then(|| adjectives(text, end));
        }
        at = text.skip_space(end);
        if at == end {
            return None;
        }
    }
    None
}

/// How many nouns stand behind one another in a phrase of this kind.
const NOUNS: usize = 4;

/// The word that begins at `at`, if it may be a noun and is nobody's name.
fn noun_at(text: &Text, at: usize) -> Option<Span> {
    let token = text.token_at(at)?;
    let span = text.span(token).filter(|span| span.start() == at)?;
    let name = ["given", "family", "person"]
        .iter()
        .filter_map(|group| text.starts(group, at))
        .any(|hit| !text.entry(hit).meaning().is_guarded());
    let other = [
        FUNCTION,
        "name.say",
        "name.honorific",
        "office.former",
        "office.acting",
        "office.quality",
        "office.in",
    ]
    .iter()
    .any(|slot| text.starts(slot, at).is_some());
    let word = text.tokens()[token].kind == TokenKind::Word;
    (word && !name && !other).then_some(span)
}

/// Where the adjectives with the article end that follow a noun with one.
fn adjectives(text: &Text, mut end: usize) -> usize {
    loop {
        let at = text.skip_space(end);
        let word = text.token_at(at).and_then(|token| text.span(token));
        let Some(word) = word.filter(|word| at > end && word.start() == at) else {
            return end;
        };
        let mut signs = text.signs("org.quality").iter();
        let letters = word.of(text.source());
        let adjective = signs.any(|sign| letters.ends_with(sign.as_str()));
        let name = ["given", "family", "person", "office.title_exact"]
            .iter()
            .any(|group| text.starts(group, at).is_some());
        if !text.has_article(word) || !adjective || name {
            return end;
        }
        end = word.end();
    }
}
