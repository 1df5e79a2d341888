//! Runs of words that may be one person's name.

use std::ops::Range;
use std::sync::Arc;

use khabar_core::Span;
use khabar_lex::{FUNCTION, Form, Hit, Meaning, SpanSet, Text, TokenKind};
use khabar_name::compare;

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

/// Words side by side.
#[derive(Debug, Clone, Default)]
pub(crate) struct Run {
    pub pieces: Vec<Piece>,
}

/// Names have at most this many words.
const MOST: usize = 6;

/// A word that nobody knows is a name only from this many letters on.
const LETTERS: usize = 3;

impl Run {
    /// The longest run from `byte` on. With a cue before it words that nobody knows are taken too; behind a
    /// title of respect a single given name is no whole name.
    pub fn grow(text: &Text, byte: usize, cued: bool, titled: bool) -> Run {
        let mut run = Run::default();
        let mut at = byte;
        while run.count(|part| *part != Part::Particle) < MOST {
            let father = match run.pieces.as_slice() {
                // "bin Abi Talib"
                [.., before, last] => {
                    let kunya = text.starts("name.particle", last.span.start());
                    is_father(text, last) || is_father(text, before) && kunya.is_some()
                }
                [last] => is_father(text, last),
                [] => false,
            };
            let piece = piece_at(text, at).or_else(|| whole_word(text, at).filter(|_| father));
            // "Engineer Muhammad al-X": behind a title the word with the article is of the name, whatever it
            // means elsewhere.
            let open = titled && matches!(run.pieces.as_slice(), [one] if one.part == Part::Given);
            let piece = piece.or_else(|| closing(text, at).filter(|_| open));
            let Some(piece) = piece else {
                break;
            };
            // The title behind a name may begin with a word that is a name too.
            let titles = [
                "office.title",
                "office.title_exact",
                "office.minister",
                "office.head",
            ];
            let title = titles.iter().any(|slot| text.starts(slot, at).is_some());
            let inside = run.pieces.last().is_none_or(|p| p.part == Part::Particle);
            if title && !inside && matches!(piece.part, Part::Weak | Part::Word) {
                break;
            }
            if run.known() && (matches!(piece.part, Part::Person(_)) || honoured(text, at)) {
                break;
            }
            let end = piece.span.end();
            // A common word between names belongs to them.
            let between = piece.part == Part::Word && !run.pieces.is_empty() && {
                let behind = piece_at(text, next(text, end)).map(|next| next.part);
                matches!(behind, Some(Part::Given | Part::Family | Part::Shape))
            };
            // "Majid bin Ali X"
            let chained = run.pieces.len() > 1
                && run.pieces.last().is_some_and(|p| says_whose_child(text, p))
                && piece.part == Part::Unknown;
            // "Sergei Ivanovich X"
            let whose = matches!(run.pieces.as_slice(), [_, last]
                if piece.part == Part::Unknown
                    && ends_in(text, "name.patronymic", last.span.of(text.source())));
            if !between && !father && !whose && !chained && !run.takes(&piece.part, cued) {
                break;
            }
            run.pieces.push(piece);
            at = next(text, end);
            if at == end {
                break;
            }
        }
        while run.pieces.last().is_some_and(|p| p.part == Part::Particle) {
            run.pieces.pop();
        }
        // "Steve Jobs Ali": "on", as some spell it, behind a name that is complete.
        while let [.., before, last] = run.pieces.as_slice()
            && !matches!(
                before.part,
                Part::Given | Part::Weak | Part::Word | Part::Particle
            )
            && text.holds("name.no_end", last.span)
        {
            run.pieces.pop();
        }
        // "The government of X", "the Egyptian X": a word before somebody who is known is none of the
        // name.
        if let [first, second, ..] = run.pieces.as_slice()
            && (matches!(first.part, Part::Word | Part::Unknown | Part::Shape)
                || also_place(text, first.span))
            && matches!(second.part, Part::Person(_) | Part::Given)
            && (matches!(second.part, Part::Person(_))
                || also_place(text, first.span)
                || text.has_article(first.span))
        {
            let start = second.span.start();
            return Run::grow(text, start, cued, titled);
        }
        run
    }

    fn takes(&self, part: &Part, cued: bool) -> bool {
        let Some(last) = self.pieces.last() else {
            return cued || !matches!(part, Part::Word);
        };
        let unknown = self.count(|p| *p == Part::Unknown);
        let known = self.strong();
        match part {
            // "… Muhammad al-X": a known given name, and one unknown word behind it.
            Part::Unknown if !cued => {
                unknown == 0 && matches!(last.part, Part::Given | Part::Particle) && known > 0
            }
            Part::Unknown => {
                unknown < 3
                    && (known == 0 || last.part == Part::Given || last.part == Part::Particle)
            }
            Part::Weak => cued || known > 0,
            Part::Word => {
                // "Sayed Bahram Nazari": the first of them is a name that may be a title.
                let titled = self.pieces.len() == 2 && self.pieces[0].part == Part::Weak;
                matches!(last.part, Part::Given | Part::Particle)
                    && (self.pieces.len() == 1 || titled)
            }
            _ => true,
        }
    }

    pub fn count(&self, is: impl Fn(&Part) -> bool) -> usize {
        self.pieces.iter().filter(|p| is(&p.part)).count()
    }

    /// How many of its words are names without doubt.
    pub fn strong(&self) -> usize {
        self.count(|p| {
            matches!(
                p,
                Part::Person(_) | Part::Given | Part::Family | Part::Shape
            )
        })
    }

    fn known(&self) -> bool {
        self.count(|part| matches!(part, Part::Person(_))) > 0
    }

    pub fn span(&self) -> Option<Span> {
        Some(self.pieces.first()?.span.join(self.pieces.last()?.span))
    }

    /// The entity of a person whom the gazetteer knows. Names before it may be further given names, of the
    /// person and not of a child; behind it only a patronymic is: "John Howard Johnson" is no John Howard.
    pub fn entity(&self, text: &Text) -> Option<&Arc<str>> {
        let at = self
            .pieces
            .iter()
            .position(|p| matches!(p.part, Part::Person(_)))?;
        let Part::Person(entity) = &self.pieces[at].part else {
            return None;
        };
        let goes_on = |p: &Piece| matches!(p.part, Part::Given | Part::Family | Part::Unknown);
        let child = at > 0 && self.pieces[at - 1].part == Part::Particle;
        let bare = !self.pieces[at]
            .span
            .of(text.source())
            .contains(char::is_whitespace);
        // "Jorge Messi" is not Lionel.
        let relative = at > 0 && bare && {
            let en = text.gazetteer().get(entity).map_or("", |known| &known.en);
            let first = self.pieces[at - 1].span.of(text.source());
            self.pieces[at - 1].part == Part::Given
                && !en
                    .split([' ', '-'])
                    .any(|word| compare(first, word).cost <= GIVEN)
        };
        let other = child || relative || self.pieces[at + 1..].iter().any(goes_on);
        (!other).then_some(entity)
    }
}

/// Given names at most this far apart may be one.
const GIVEN: f32 = 0.3;

/// Where a word begins that may be the given name before a family name at `byte`: one that nobody knows,
/// or one of the lists that is also a word.
/// `taken` are stretches that are no part of a name.
pub(crate) fn given_before(text: &Text, taken: &SpanSet, byte: usize) -> Option<usize> {
    let end = text.skip_space_back(byte);
    if end == byte {
        return None;
    }
    let token = text.token_at(end.checked_sub(1)?)?;
    let start = text.tokens()[token].range().start;
    let piece = piece_at(text, start)?;
    let name = match piece.part {
        Part::Unknown => may_be_given(text, piece.span.of(text.source())),
        Part::Weak | Part::Shape => true,
        _ => false,
    };
    (name && piece.span.end() == end && !taken.overlap(piece.span)).then_some(start)
}

/// Whether a word that nobody knows looks like a given name rather than a verb or noun before the
/// family name: "Williams left", where verbs stand first.
fn may_be_given(text: &Text, word: &str) -> bool {
    let vowels = text.signs("name.vowel");
    let inside = word.char_indices().skip(1);
    let spoken = vowels.is_empty()
        || inside
            .map(|(at, _)| &word[at..])
            .any(|rest| vowels.iter().any(|vowel| rest.starts_with(vowel.as_str())));
    spoken && !ends_in(text, "name.inflection", word)
}

/// Whether an honorific begins at `byte`, and a name behind it.
fn honoured(text: &Text, byte: usize) -> bool {
    text.starts("name.honorific", byte).is_some_and(|hit| {
        let behind = text.skip_space(hit.span.end());
        ["given", "family", "person"]
            .iter()
            .any(|group| text.starts(group, behind).is_some())
    })
}

/// Whether a word that may belong to a name stands directly behind `byte`.
pub(crate) fn goes_on(text: &Text, byte: usize) -> bool {
    let behind = text.skip_space(byte);
    let piece = piece_at(text, behind).filter(|_| behind > byte);
    piece.is_some_and(|piece| {
        matches!(
            piece.part,
            Part::Given | Part::Family | Part::Person(_) | Part::Shape
        )
    })
}

/// Where the word behind `byte` begins: behind white space, or a hyphen between two parts of a name.
fn next(text: &Text, byte: usize) -> usize {
    let after = text.skip_space(byte);
    match text.source()[after..].strip_prefix('-') {
        Some(_) if after == byte => after + 1,
        _ => after,
    }
}

/// What begins at `byte` and may be part of a name, with the second part of a compound family name.
fn piece_at(text: &Text, byte: usize) -> Option<Piece> {
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
fn is_father(text: &Text, piece: &Piece) -> bool {
    let hit = text.starts("name.particle", piece.span.start());
    let value = hit.and_then(|hit| text.entry(hit).value());
    piece.part == Part::Particle && value.is_some_and(says_father)
}

/// Whether a piece begins with such a particle: the family name comes behind the father's.
fn says_whose_child(text: &Text, piece: &Piece) -> bool {
    let particle = text.starts("name.particle", piece.span.start());
    let value = particle.and_then(|hit| text.entry(hit).value());
    text.has_an_article() && value.is_some_and(says_father)
}

/// Whether the Latin spelling of a particle is one that says whose child somebody is.
pub(crate) fn says_father(particle: &str) -> bool {
    ["bin", "ibn", "ben", "bint", "ould", "Al"].contains(&particle)
}

fn whole_word(text: &Text, byte: usize) -> Option<Piece> {
    let token = text.token_at(byte)?;
    let span = text.span(token).filter(|span| span.start() == byte)?;
    let cells = text.cells(token);
    let part = Part::Unknown;
    (text.tokens()[token].kind == TokenKind::Word).then_some(Piece { span, cells, part })
}

/// A word with the article behind which the name must end: grammar, a comma, or nothing follows.
fn closing(text: &Text, byte: usize) -> Option<Piece> {
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
