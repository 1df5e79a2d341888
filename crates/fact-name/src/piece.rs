//! Words that may be parts of a person's name, one by one.

use std::ops::Range;
use std::sync::Arc;

use khabar_core::Span;
use khabar_lex::{FUNCTION, Form, Hit, Meaning, Text, TokenKind};

/// What a word says about being part of a name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Part {
    /// The name of somebody the gazetteer knows.
    Person(Arc<str>),
    /// A given name.
    Given,
    /// A family name.
    Family,
    /// A name of the lists that is also something else.
    Weak,
    /// One that is mostly something else: a common word.
    Word,
    /// It ends as family names do.
    Shape,
    /// A particle between two names.
    Particle,
    /// No word that the language knows.
    Unknown,
}

/// A word of a run.
#[derive(Debug, Clone)]
pub(crate) struct Piece {
    pub span: Span,
    pub cells: Range<usize>,
    pub part: Part,
}
/// A word that nobody knows is a name only from this many letters on.
const LETTERS: usize = 3;

/// What begins at `byte` and may be part of a name, with the second part of a compound family name.
pub(crate) fn piece_at(text: &Text, byte: usize) -> Option<Piece> {
    let mut piece = first_at(text, byte)?;
    if text.holds("name.trap", piece.span) || in_a_place(text, piece.span) {
        return None;
    }
    let behind = text.skip_space(piece.span.end());
    let joined = behind - piece.span.end() <= ZWNJ;
    let second = text.starts("name.second", behind).filter(|_| joined);
    let plain = matches!(
        piece.part,
        Part::Given | Part::Family | Part::Weak | Part::Unknown
    );
    if let Some(hit) = second.filter(|_| plain) {
        piece = Piece {
            span: piece.span.join(hit.span),
            cells: piece.cells.start..hit.cells.end,
            part: Part::Family,
        };
    }
    Some(piece)
}

/// Bytes of a zero-width non-joiner: as far apart as that, or a space, parts of one name stand.
const ZWNJ: usize = 3;

/// Whether a particle says whose son or daughter somebody is: a name follows, whatever else it means.
pub(crate) fn is_father(text: &Text, piece: &Piece) -> bool {
    let hit = text.starts("name.particle", piece.span.start());
    let value = hit.and_then(|hit| text.entry(hit).value());
    piece.part == Part::Particle && value.is_some_and(says_father)
}

/// Whether a piece begins with such a particle: the family name comes behind the father's.
pub(crate) fn says_whose_child(text: &Text, piece: &Piece) -> bool {
    let particle = text.starts("name.particle", piece.span.start());
    let value = particle.and_then(|hit| text.entry(hit).value());
    text.has_an_article() && value.is_some_and(says_father)
}

/// Whether the Latin spelling of a particle is one that says whose child somebody is.
pub(crate) fn says_father(particle: &str) -> bool {
    ["bin", "ibn", "ben", "bint", "ould", "Al"].contains(&particle)
}

pub(crate) fn whole_word(text: &Text, byte: usize) -> Option<Piece> {
    let token = text.token_at(byte)?;
    let span = text.span(token).filter(|span| span.start() == byte)?;
    let cells = text.cells(token);
    let part = Part::Unknown;
    (text.tokens()[token].kind == TokenKind::Word).then_some(Piece { span, cells, part })
}

/// A word with the article behind which the name must end: grammar, a comma, or nothing follows.
pub(crate) fn closing(text: &Text, byte: usize) -> Option<Piece> {
    let piece = whole_word(text, byte)?;
    let behind = text.skip_space(piece.span.end());
    let rest = &text.source()[behind..];
    let ends = text.starts(FUNCTION, behind).is_some()
        || rest.starts_with(['،', ',', '.', '(', '\n'])
        || rest.is_empty();
    let other = also_place(text, piece.span) || text.starts("office.title_exact", byte).is_some();
    let part = Part::Family;
    (text.has_article(piece.span) && ends && !other).then_some(Piece { part, ..piece })
}

/// A word with the article that ends as those do that say where somebody is from, and is no nationality.
pub(crate) fn origin(text: &Text, byte: usize) -> Option<Piece> {
    let piece = whole_word(text, byte)?;
    let word = piece.span.of(text.source());
    let from = text.has_article(piece.span) && ends_in(text, "name.nisba", word);
    let part = Part::Family;
    (from && !also_place(text, piece.span)).then_some(Piece { part, ..piece })
}

fn first_at(text: &Text, byte: usize) -> Option<Piece> {
    let of = |hit: &Hit, part| {
        let (span, cells) = (hit.span, hit.cells.clone());
        Some(Piece { span, cells, part })
    };
    let person = text
        .starts("person", byte)
        .filter(|hit| !guarded(text, hit));
    if let Some(hit) = person
        && let Some(entity) = text.entity(hit)
    {
        return of(hit, Part::Person(entity.id.clone()));
    }
    let given = text.starts("given", byte);
    let family = text.starts("family", byte);
    let longest = [given, family]
        .into_iter()
        .flatten()
        .max_by_key(|hit| hit.cells.len());
    // A name ends where its word does, or before what is written together with names.
    let longest = longest.filter(|hit| !cut(text, hit.span));
    if let Some(hit) = longest {
        // Spelled otherwise, and a word as it is spelled.
        if inside_a_word(text, hit) || (!hit.strict && known_word(text, byte, hit.span)) {
            return None;
        }
        let sure =
            |other: Option<&Hit>| other.is_some_and(|o| o.span == hit.span && !guarded(text, o));
        let part = if also_place(text, hit.span) || short_behind_proclitic(text, hit) {
            Part::Weak
        } else if sure(given) {
            Part::Given
        } else if sure(family) {
            Part::Family
        } else {
            Part::Weak
        };
        return match part {
            // A guarded name that only carries grammar here.
            Part::Weak if is_function(text, hit.span) => None,
            Part::Weak
                if text
                    .token_at(byte)
                    .is_some_and(|token| text.is_common(token)) =>
            {
                of(hit, Part::Word)
            }
            // "Mengal" is also Tuesday.
            _ if text.is_word_of(hit.span, &["time.", "number.", "measure."]) => {
                of(hit, Part::Word)
            }
            part => of(hit, part),
        };
    }
    if let Some(hit) = text.starts("name.particle", byte) {
        return of(hit, Part::Particle);
    }
    let token = text.token_at(byte)?;
    let range = text.tokens()[token].range();
    if text.tokens()[token].kind != TokenKind::Word || range.start != byte {
        return None;
    }
    let span = text.span(token)?;
    // "And", where it is written together with what follows, begins more unknown words than a name does.
    let word = span.of(text.source());
    let and = text
        .signs("name.and")
        .iter()
        .any(|and| word.starts_with(and.as_str()));
    if and || known(text, token, span) || text.is_two_words(token) {
        return None;
    }
    let cells = text.cells(token);
    // A further family name may say where somebody is from, with an article.
    let nisba = text.has_article(span) && ends_in(text, "name.nisba", word);
    let part = match nisba || shaped(text, word) {
        true => Part::Shape,
        false => Part::Unknown,
    };
    (part == Part::Shape || cells.len() >= LETTERS).then_some(Piece { span, cells, part })
}

/// Whether a short name stands behind what may be a proclitic, and is more likely the rest of a word:
/// "فخار" is pottery, and nobody's "خار".
fn short_behind_proclitic(text: &Text, hit: &Hit) -> bool {
    let token = text.token_at(hit.span.start());
    let Some(word) = token.and_then(|token| text.span(token)) else {
        return false;
    };
    let before = &text.source()[word.start().min(hit.span.start())..hit.span.start()];
    let and = text.signs("name.and").iter().any(|and| and == before);
    let least = match and {
        true => LETTERS + 1,
        false => LETTERS + 2,
    };
    !before.is_empty() && hit.cells.len() < least
}

fn guarded(text: &Text, hit: &Hit) -> bool {
    text.entry(hit).meaning().is_guarded()
}

/// Whether a span ends inside of a word before a joiner, with letters of the word behind it that are no
/// ending.
fn cut(text: &Text, span: Span) -> bool {
    let Some(token) = text.token_at(span.end().saturating_sub(1)) else {
        return false;
    };
    let rest = text.span(token).map_or(0, |word| word.end());
    let joiner = text.source()[span.end()..].starts_with('\u{200C}');
    rest > span.end()
        && joiner
        && text
            .starts("name.second", text.skip_space(span.end()))
            .is_none()
}

/// Whether a longer name of a place holds a stretch: "Khorramabad" is nobody's Khorram.
fn in_a_place(text: &Text, span: Span) -> bool {
    let hits = text.hits("place");
    let from = hits.partition_point(|hit| hit.span.end() <= span.start());
    hits.get(from).is_some_and(|hit| {
        hit.span.contains(span) && hit.span != span && !text.entry(hit).meaning().is_guarded()
    })
}

/// Whether a place or nationality has the very span.
pub(crate) fn also_place(text: &Text, span: Span) -> bool {
    text.starts("place", span.start())
        .is_some_and(|hit| hit.span == span)
}

fn is_function(text: &Text, span: Span) -> bool {
    let hit = text.starts(FUNCTION, span.start());
    hit.is_some_and(|hit| hit.span == span)
}

fn known_word(text: &Text, byte: usize, span: Span) -> bool {
    text.is_slot_word(span)
        || text
            .token_at(byte)
            .is_some_and(|token| text.is_common(token))
}

/// Whether a name is only a part of a word that the language knows: what looks like a proclitic before
/// it is none.
fn inside_a_word(text: &Text, hit: &Hit) -> bool {
    let Some(token) = text.token_at(hit.span.start()) else {
        return false;
    };
    let whole = text.span(token);
    let inside =
        whole.filter(|span| span.start() < hit.span.start() || span.end() > hit.span.end());
    inside.is_some_and(|span| {
        is_function(text, span) || text.is_slot_word(span) || text.is_common_whole(token)
    })
}

/// Whether a word is one that the language knows: a name is none of these.
fn known(text: &Text, token: usize, span: Span) -> bool {
    is_function(text, span)
        || text.is_common(token)
        || text.is_slot_word(span)
        || text
            .starts("place", span.start())
            .is_some_and(|hit| hit.span == span)
        || text
            .starts("org", span.start())
            .is_some_and(|hit| hit.span == span)
        || ends_in_a_place(text, span)
}

/// Whether a name of a place ends a word behind what is written together with it: "in Mecca".
fn ends_in_a_place(text: &Text, span: Span) -> bool {
    let hit = text.ends("place", span.end());
    hit.is_some_and(|hit| span.contains(hit.span) && hit.cells.len() >= LETTERS)
}

/// Whether a word ends as family names do.
pub(crate) fn shaped(text: &Text, word: &str) -> bool {
    ends_in(text, "name.suffix", word) || ends_in(text, "name.patronymic", word)
}

/// Whether a word ends in a sign of the slot, with letters before it.
pub(crate) fn ends_in(text: &Text, slot: &str, word: &str) -> bool {
    text.signs(slot).iter().any(|sign| {
        let rest = word.strip_suffix(sign.as_str());
        rest.is_some_and(|rest| rest.chars().count() >= 2)
    })
}

/// Whether a hit of the place domain names a country, by name or by nationality.
pub(crate) fn country_of<'t>(text: &'t Text, hit: &Hit) -> Option<(&'t Arc<str>, Form)> {
    match text.entry(hit).meaning() {
        Meaning::Name { entity, form, .. } if !entity.contains('/') => Some((entity, *form)),
        _ => None,
    }
}
