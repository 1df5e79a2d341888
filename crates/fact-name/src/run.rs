//! Runs of words that may be one person's name.

use std::sync::Arc;

use khabar_core::Span;
use khabar_lex::{SpanSet, Text, TokenKind};
use khabar_name::compare;

use crate::piece::{
    Part, Piece, also_place, closing, ends_in, is_father, origin, piece_at, says_whose_child,
    whole_word,
};

/// Words side by side.
#[derive(Debug, Clone, Default)]
pub(crate) struct Run {
    pub pieces: Vec<Piece>,
}

/// Names have at most this many words.
const MOST: usize = 6;

impl Run {
    /// The longest run from `byte` on. With a cue before it words that nobody knows are taken too; behind a
    /// title of respect a single given name is no whole name.
    pub fn grow(text: &Text, byte: usize, cued: bool, titled: bool) -> Run {
        let mut run = Run::default();
        let mut at = byte;
        while run.count(|part| *part != Part::Particle) < MOST {
            let Some(piece) = run.next_piece(text, at, titled) else {
                break;
            };
            let father = run.names_a_father(text);
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
            let listed = piece.part == Part::Word && text.has_article(piece.span);
            let chained = run.has_a_father(text) && (piece.part == Part::Unknown || listed);
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

    /// What may go on the name at `at`.
    fn next_piece(&self, text: &Text, at: usize, titled: bool) -> Option<Piece> {
        let piece = piece_at(text, at);
        if let Some(piece) = piece {
            // "… bin Ali" is no Ben Ali behind another name.
            let guarded = piece.part == Part::Weak && says_whose_child(text, &piece);
            let part = match guarded && !self.pieces.is_empty() {
                true => Part::Given,
                false => piece.part.clone(),
            };
            return Some(Piece { part, ..piece });
        }
        // A father's name may be any word. "Engineer Muhammad al-X": behind a title a word with the article is
        // of the name, and so is behind a father's one that says where they are from, whatever it means
        // elsewhere.
        let father = whole_word(text, at).filter(|_| self.names_a_father(text));
        let alone = matches!(self.pieces.as_slice(), [one] if one.part == Part::Given);
        let closing = || closing(text, at).filter(|_| titled && alone);
        let origin = || origin(text, at).filter(|_| self.has_a_father(text));
        father.or_else(closing).or_else(origin)
    }

    /// Whether the last piece is a particle behind which a father's name stands: "bin", "bin Abi".
    fn names_a_father(&self, text: &Text) -> bool {
        match self.pieces.as_slice() {
            [.., before, last] => {
                let kunya = text.starts("name.particle", last.span.start());
                let kunya = kunya.is_some_and(|hit| hit.span == last.span);
                is_father(text, last) || is_father(text, before) && kunya
            }
            [last] => is_father(text, last),
            [] => false,
        }
    }

    /// Whether the last piece is a father's name.
    fn has_a_father(&self, text: &Text) -> bool {
        match self.pieces.as_slice() {
            [.., before, last] => says_whose_child(text, last) || is_father(text, before),
            _ => false,
        }
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
        // "Khalid al-Faisal bin Abdulaziz" goes on with whose son he is.
        let fathers = self.pieces[at + 1..]
            .first()
            .is_some_and(|p| is_father(text, p) || says_whose_child(text, p));
        let goes_on =
            |p: &Piece| !fathers && matches!(p.part, Part::Given | Part::Family | Part::Unknown);
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
    if text.tokens()[token].kind != TokenKind::Word || text.is_common(token) {
        return None;
    }
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
