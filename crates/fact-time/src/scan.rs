//! What stands at a byte: words of slots, counts, units. Everything else is built of this.

use khabar_core::{Decimal, Span};
use khabar_lex::numeral::{Numeral, fraction, joint, numeral, part, spelled};
use khabar_lex::{Boundary, Hit, Text, TokenKind, script};

use crate::calendar::Calendar;
use crate::compose::starts;
use crate::moment::Unit;

/// A text to read times in.
pub(crate) struct Scan<'t> {
    pub text: &'t Text,
    /// The calendar of a year or month that names none.
    pub calendar: Calendar,
    /// The calendar of years from 1300 to 1450.
    pub old: Option<Calendar>,
    /// The bytes at which an expression or a part of one may begin, and the readings of it.
    pub starts: Vec<(usize, u8)>,
}

/// Digits without any mark.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Digits {
    pub value: i32,
    /// How many.
    pub len: usize,
    pub end: usize,
}

/// A whole number of any writing.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Count {
    pub value: Decimal,
    pub end: usize,
}

/// A length of time.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Length {
    /// How many of the unit.
    pub count: Decimal,
    pub unit: Unit,
    /// So many of a smaller unit more: "a week and six days".
    pub rest: Option<(i64, Unit)>,
    pub end: usize,
}

impl<'t> Scan<'t> {
    pub fn new(text: &'t Text) -> Self {
        let mut signs = text.signs("time.calendar").iter();
        let mut calendar = || signs.next().and_then(|sign| Calendar::of_letter(sign));
        Scan {
            text,
            calendar: calendar().unwrap_or(Calendar::Gregorian),
            old: calendar(),
            starts: starts(text),
        }
    }

    /// The weekday that weeks begin with.
    pub fn week_begins(&self) -> u8 {
        let sign = self.text.signs("time.week").first();
        sign.and_then(|sign| sign.parse().ok()).unwrap_or(1)
    }

    /// Whether "about" stands before a time.
    pub fn about(&self, span: Span) -> bool {
        let before = self.text.skip_space_back(span.start());
        let hit = self.text.ends("number.bound", before);
        hit.is_some_and(|hit| self.value(hit) == "~")
    }

    /// The word of a slot that begins at a byte.
    pub fn word(&self, slot: &str, at: usize) -> Option<&'t Hit> {
        let hit = self.text.starts(slot, at)?;
        (!self.text.holds("time.trap", hit.span)).then_some(hit)
    }

    /// The word of a slot that begins at a byte or behind the prepositions that are written to it
    /// there ("لعام"), but not behind a conjunction.
    pub fn piece(&self, slot: &str, at: usize) -> Option<&'t Hit> {
        if let Some(hit) = self.word(slot, at) {
            return Some(hit);
        }
        let hits = self.text.hits(slot);
        let hit = hits.get(hits.partition_point(|hit| hit.span.start() < at))?;
        let token = self.text.token_at(at)?;
        let same = self.text.tokens()[token].range();
        let inside = same.start == at && hit.span.start() < same.end;
        let cells = self.text.cells(token).start + 1..=hit.cells.start;
        let written_to_it = |cell| self.text.folded().before(cell) == Boundary::None;
        (inside
            && cells.into_iter().all(written_to_it)
            && !self.begins_with_and(at)
            && !self.text.holds("time.trap", hit.span))
        .then_some(hit)
    }

    /// The value that the lexicon gives to a word.
    pub fn value(&self, hit: &Hit) -> &'t str {
        self.text.entry(hit).value().unwrap_or_default()
    }

    /// The value of the slot's word at a byte, and where it ends.
    pub fn valued(&self, slot: &str, at: usize) -> Option<(&'t str, usize)> {
        let hit = self.word(slot, at)?;
        Some((self.value(hit), hit.span.end()))
    }

    /// The whole number that is the value of the slot's word at a byte.
    pub fn numbered(&self, slot: &str, at: usize) -> Option<(i64, usize)> {
        let (value, end) = self.valued(slot, at)?;
        Some((value.parse().ok()?, end))
    }

    /// Where the next thing begins.
    pub fn next(&self, end: usize) -> usize {
        self.text.skip_space(end)
    }

    /// Whether a word of the slot ends before a byte.
    pub fn after(&self, slot: &str, at: usize) -> bool {
        let before = self.text.skip_space_back(at);
        self.text.ends(slot, before).is_some()
    }

    /// Whether the word at a byte begins with what joins a list and is written to its words.
    fn begins_with_and(&self, at: usize) -> bool {
        joint(self.text, at).is_some_and(|next| next != at)
    }

    /// Where what follows a conjunction at a byte begins.
    pub fn and(&self, at: usize) -> Option<usize> {
        let written = joint(self.text, at).filter(|next| *next != at);
        written.or_else(|| {
            let mut words = self.text.signs("number.list").iter();
            let word = words.find(|word| {
                let rest = self.rest(at).strip_prefix(word.as_str());
                rest.is_some_and(|rest| !word.is_empty() && rest.starts_with(char::is_whitespace))
            })?;
            Some(self.next(at + word.len()))
        })
    }

    /// The slot's word at a byte if there is one; where it ends, or the byte itself.
    pub fn skip(&self, slot: &str, at: usize) -> usize {
        self.piece(slot, at)
            .map_or(at, |hit| self.next(hit.span.end()))
    }

    /// The source from a byte on.
    pub fn rest(&self, at: usize) -> &'t str {
        self.text.source().get(at..).unwrap_or_default()
    }

    /// Where the text goes on behind one of the characters at a byte.
    pub fn mark(&self, at: usize, marks: &[char]) -> Option<usize> {
        let c = self.rest(at).chars().next()?;
        marks.contains(&c).then(|| self.next(at + c.len_utf8()))
    }

    /// The span of a stretch, with the stretched end of its last letter ("هـ").
    pub fn span(&self, start: usize, end: usize) -> Option<Span> {
        let tail = self.rest(end).chars().take_while(|c| *c == '\u{640}');
        let end = end + tail.map(char::len_utf8).sum::<usize>();
        self.text.marked(start..end)
    }

    /// Where the word or number behind an article that stands alone at a byte begins ("الـ10").
    pub fn behind_the_article(&self, at: usize) -> usize {
        let token = self
            .text
            .token_at(at)
            .filter(|t| self.text.tokens()[*t].range().start == at);
        let span = token.and_then(|token| self.text.span(token));
        let letters = span.map_or("", |span| span.of(self.text.source()));
        let alone = self.text.has_an_article() && letters == self.text.article();
        match token {
            Some(token) if alone => self.next(self.text.tokens()[token].range().end),
            _ => at,
        }
    }

    /// Whether the word before a byte is a number.
    pub fn follows_a_number(&self, at: usize) -> bool {
        let before = self.text.skip_space_back(at);
        let digits = before
            .checked_sub(1)
            .and_then(|byte| self.text.token_at(byte))
            .is_some_and(|token| self.text.tokens()[token].kind == TokenKind::Number);
        let words = ["number.word", "number.scale", "number.part"];
        digits
            || words
                .iter()
                .any(|slot| self.text.ends(slot, before).is_some())
    }

    /// Whether a number and a word for a range stand before: "دو تا سه هفته آینده" has two ends.
    pub fn ends_a_range(&self, at: usize) -> bool {
        let before = self.text.skip_space_back(at);
        ["number.to", "number.or"].iter().any(|slot| {
            let word = self.text.ends(slot, before);
            word.is_some_and(|word| self.follows_a_number(word.span.start()))
        })
    }

    /// The digits that begin at a byte.
    pub fn digits(&self, at: usize) -> Option<Digits> {
        let token = self.token(at, TokenKind::Number)?;
        let surface = self.text.surface(token);
        let value = |c: char| match script::class(c) {
            script::Class::Digit(value) => Some(i32::from(value)),
            _ => None,
        };
        let digits: Vec<i32> = surface.chars().filter_map(value).collect();
        if digits.len() > 6 {
            return None;
        }
        Some(Digits {
            value: digits.iter().fold(0, |all, digit| all * 10 + digit),
            len: digits.len(),
            end: self.text.span(token)?.end(),
        })
    }

    /// The token of this kind that begins at a byte.
    pub fn token(&self, at: usize, kind: TokenKind) -> Option<usize> {
        let token = self.text.token_at(at)?;
        let here = self.text.tokens()[token];
        (here.kind == kind && here.range().start == at).then_some(token)
    }

    /// The number of any writing that begins at a byte.
    pub fn numeral(&self, at: usize) -> Option<Numeral> {
        match self.token(at, TokenKind::Number) {
            Some(token) => numeral(self.text, token).1,
            None => spelled(self.text, at),
        }
    }

    /// The number of any writing that begins at a byte, where it ends.
    pub fn count(&self, at: usize) -> Option<Count> {
        // "ساڑھے آٹھ"
        let shifted = self.text.starts("number.shift", at);
        let number = match shifted.map(|shift| self.next(shift.span.end())) {
            Some(next) => self
                .numeral(next)
                .filter(|number| number.span.start() == at)?,
            None => self.numeral(at)?,
        };
        let (start, end) = (number.span.start(), number.span.end());
        (start == at || !number.plain).then_some(Count {
            value: number.value,
            end,
        })
    }

    /// A whole number in words.
    pub fn spelled(&self, at: usize) -> Option<(i32, usize)> {
        let number = spelled(self.text, at)?;
        let whole = number.value.is_integer();
        let value = whole.then(|| i32::try_from(number.value).ok())??;
        (number.words > 0).then_some((value, number.span.end()))
    }

    /// An ordinal: one word, or a ten and a word ("بیست و سوم").
    pub fn ordinal(&self, at: usize) -> Option<(i32, usize)> {
        let word = |at: usize| {
            let hit = self.text.starts("number.ordinal_word", at)?;
            Some((self.value(hit).parse::<i32>().ok()?, hit.span.end()))
        };
        let digits = || {
            let digits = self.digits(at)?;
            let ending = self.text.starts("number.ordinal", self.next(digits.end))?;
            Some((digits.value, ending.span.end()))
        };
        let by_article = || {
            let hit = self.text.starts("number.ordinal_article", at)?;
            Some((self.value(hit).parse::<i32>().ok()?, hit.span.end()))
        };
        word(at).or_else(digits).or_else(by_article).or_else(|| {
            let (tens, end) = self.spelled(at)?;
            let next = self.and(self.next(end))?;
            let (unit, end) = word(next)?;
            (tens >= 20 && tens % 10 == 0 && unit < 10).then_some((tens + unit, end))
        })
    }

    /// A unit of time that begins at a byte, whatever is written to it.
    pub fn unit(&self, at: usize) -> Option<(i64, Unit, usize)> {
        let hit = self.piece("measure.time_unit", at)?;
        let (count, unit) = Unit::of(self.value(hit))?;
        Some((count, unit, hit.span.end()))
    }

    /// A counted unit, perhaps with a smaller one: "ثلاثة أيام", "عامين", "یک سال و نیم", "1 ہفتے اور 6 دن".
    pub fn length(&self, at: usize) -> Option<Length> {
        let length = self
            .dual(at)
            .or_else(|| self.counted_unit(at))
            .or_else(|| self.one_before_a_rest(at))?;
        Some(self.with_rest(length))
    }

    /// The length of a word that counts its unit by itself.
    fn dual(&self, at: usize) -> Option<Length> {
        let (length, end) = self.valued("measure.time_dual", at)?;
        let digits: String = length.chars().filter(char::is_ascii_digit).collect();
        let one = match digits.len() {
            1 => "1",
            2 => "10",
            _ => "100",
        };
        let (_, unit) = Unit::of(&length.replacen(&digits, one, 1))?;
        // "عامين ونصف"
        let half = fraction(self.text, end);
        let again = |span: Span| self.unit(self.next(span.end()));
        let half = half.filter(|(span, _)| again(*span).is_none_or(|(_, other, _)| other == unit));
        let behind = |span: Span| again(span).map_or(span.end(), |(_, _, end)| end);
        let (end, more) = half.map_or((end, Decimal::ZERO), |(span, part)| (behind(span), part));
        Some(Length {
            count: Decimal::TWO + more,
            unit,
            rest: None,
            end,
        })
    }

    fn counted_unit(&self, at: usize) -> Option<Length> {
        // "$3.6 bn العام الماضي"
        let before = self.text.source()[..at].chars().next_back();
        if matches!(before, Some('$' | '€' | '£' | '¥' | '₹')) {
            return None;
        }
        let part = part(self.text, at).map(|part| Count {
            value: part.value,
            end: part.span.end(),
        });
        let count = part.or_else(|| self.count(at))?;
        let (times, unit, mut end) = self.unit(self.next(count.end))?;
        let named = self.span(self.next(count.end), end)?;
        // "نصف الساعة", but not "$3.6 bn العام".
        if self.text.has_article(named) && part.is_none() {
            return None;
        }
        let mut value = count.value.checked_mul(Decimal::from(times))?;
        if let Some((span, part)) = fraction(self.text, end) {
            value = value.checked_add(part)?;
            end = span.end();
        }
        Some(Length {
            count: value,
            unit,
            rest: None,
            end,
        })
    }

    /// One unit that only its name says, before a smaller one that is counted: "أسبوع و 6 أيام".
    fn one_before_a_rest(&self, at: usize) -> Option<Length> {
        let length = self.one(at)?;
        self.rest_of(&length).is_some().then_some(length)
    }

    /// One unit that only its name says, or the word "one" behind it: "عام", "سنة واحدة".
    pub fn one(&self, at: usize) -> Option<Length> {
        let several = self.piece("time.plural", at).is_some();
        if several || self.after("time.few", at) || self.follows_a_number(at) {
            return None;
        }
        let (times, unit, end) = self.unit(at)?;
        let article = self
            .span(at, end)
            .is_some_and(|span| self.text.has_article(span));
        let said = self
            .spelled(self.next(end))
            .filter(|(value, _)| *value == 1);
        (!article).then_some(Length {
            count: Decimal::from(times),
            unit,
            rest: None,
            end: said.map_or(end, |(_, end)| end),
        })
    }

    fn with_rest(&self, length: Length) -> Length {
        match self.rest_of(&length) {
            Some((count, unit, end)) => Length {
                rest: Some((count, unit)),
                end,
                ..length
            },
            None => length,
        }
    }

    fn rest_of(&self, length: &Length) -> Option<(i64, Unit, usize)> {
        let next = self.next(length.end);
        let next = self.and(next).unwrap_or(next);
        let rest = self.dual(next).or_else(|| self.counted_unit(next))?;
        let count = rest
            .count
            .is_integer()
            .then(|| i64::try_from(rest.count).ok())??;
        (rest.unit < length.unit && length.count.is_integer())
            .then_some((count, rest.unit, rest.end))
    }
}
