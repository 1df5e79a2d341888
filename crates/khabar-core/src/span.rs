//! A range of the source text, and the two other ways to count it.

use std::fmt;
use std::ops::Range;

/// A half-open byte range of a document's source text, on character boundaries.
///
/// The fields are private so that a `Span` exists only where [`Span::new`] has checked it against
/// the text, or where two checked spans were joined. A range of the folded view is another type
/// and cannot be emitted.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    start: u32,
    end: u32,
}

/// Why a byte range is no span of a text.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SpanError {
    /// The range is empty or runs backwards.
    #[error("the range {0}..{1} holds nothing")]
    Empty(usize, usize),
    /// The range ends behind the text.
    #[error("the range {0}..{1} ends behind the text of {2} bytes")]
    Outside(usize, usize, usize),
    /// The range cuts a character in two.
    #[error("the range {0}..{1} cuts a character in two")]
    InsideCharacter(usize, usize),
}

impl Span {
    /// The bytes `range` of `text`.
    ///
    /// # Errors
    /// If the range is empty, ends behind the text or cuts a character.
    pub fn new(text: &str, range: Range<usize>) -> Result<Span, SpanError> {
        let Range { start, end } = range;
        if start >= end {
            return Err(SpanError::Empty(start, end));
        }
        let (Ok(from), Ok(to)) = (u32::try_from(start), u32::try_from(end)) else {
            return Err(SpanError::Outside(start, end, text.len()));
        };
        if end > text.len() {
            return Err(SpanError::Outside(start, end, text.len()));
        }
        if !text.is_char_boundary(start) || !text.is_char_boundary(end) {
            return Err(SpanError::InsideCharacter(start, end));
        }
        Ok(Span {
            start: from,
            end: to,
        })
    }

    /// First byte.
    pub fn start(self) -> usize {
        self.start as usize
    }

    /// One behind the last byte.
    pub fn end(self) -> usize {
        self.end as usize
    }

    /// Length in bytes; never zero.
    #[allow(clippy::len_without_is_empty)]
    pub fn len(self) -> usize {
        (self.end - self.start) as usize
    }

    /// The byte range.
    pub fn range(self) -> Range<usize> {
        self.start()..self.end()
    }

    /// The surface: `text[span]`. Empty if `text` is not the text that the span was made for.
    pub fn of(self, text: &str) -> &str {
        text.get(self.range()).unwrap_or("")
    }

    /// From the start of one to the end of the other, whatever their order.
    #[must_use]
    pub fn join(self, other: Span) -> Span {
        Span {
            start: self.start.min(other.start),
            end: self.end.max(other.end),
        }
    }

    /// Whether every byte of `other` is in `self`.
    pub fn contains(self, other: Span) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// Whether the two share a byte.
    pub fn overlaps(self, other: Span) -> bool {
        self.start < other.end && other.start < self.end
    }
}

impl fmt::Debug for Span {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}..{}", self.start, self.end)
    }
}

/// Turns byte offsets of one text into code points and UTF-16 code units.
///
/// Built in one pass; a conversion walks at most [`Offsets::STEP`] bytes.
#[derive(Debug)]
pub struct Offsets<'t> {
    text: &'t str,
    /// Code points and UTF-16 units before byte `i * STEP`.
    marks: Vec<(u32, u32)>,
}

impl<'t> Offsets<'t> {
    /// Distance of the counted positions, in bytes.
    const STEP: usize = 64;

    /// Counts `text`.
    pub fn of(text: &'t str) -> Self {
        let mut marks = Vec::with_capacity(text.len() / Self::STEP + 1);
        let (mut chars, mut units) = (0, 0);
        for (at, byte) in text.bytes().enumerate() {
            if at % Self::STEP == 0 {
                marks.push((chars, units));
            }
            let (c, u) = weight(byte);
            chars += c;
            units += u;
        }
        Offsets { text, marks }
    }

    /// `span` counted in code points.
    pub fn chars(&self, span: Span) -> Range<usize> {
        self.at(span.start()).0..self.at(span.end()).0
    }

    /// `span` counted in UTF-16 code units.
    pub fn utf16(&self, span: Span) -> Range<usize> {
        self.at(span.start()).1..self.at(span.end()).1
    }

    fn at(&self, byte: usize) -> (usize, usize) {
        let mark = (byte / Self::STEP).min(self.marks.len().saturating_sub(1));
        let (mut chars, mut units) = self.marks.get(mark).copied().unwrap_or_default();
        for b in &self.text.as_bytes()[mark * Self::STEP..byte] {
            let (c, u) = weight(*b);
            chars += c;
            units += u;
        }
        (chars as usize, units as usize)
    }
}

/// What a byte of UTF-8 adds to the counts: a lead byte one code point, of four bytes two units.
fn weight(byte: u8) -> (u32, u32) {
    match byte {
        0x80..=0xBF => (0, 0),
        0xF0..=0xFF => (1, 2),
        _ => (1, 1),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn refuses_what_is_no_range_of_the_text() {
        assert_eq!(Span::new("قال", 2..2), Err(SpanError::Empty(2, 2)));
        assert_eq!(Span::new("قال", 4..8), Err(SpanError::Outside(4, 8, 6)));
        assert_eq!(
            Span::new("قال", 1..4),
            Err(SpanError::InsideCharacter(1, 4))
        );
    }

    #[test]
    fn counts_agree_with_a_recount() {
        let text = "a ۲٫۴ درصد 😀 قال ".repeat(40);
        let offsets = Offsets::of(&text);
        for (start, c) in text.char_indices() {
            let span = Span::new(&text, start..start + c.len_utf8()).unwrap();
            let before = &text[..start];
            assert_eq!(offsets.chars(span).start, before.chars().count());
            assert_eq!(offsets.utf16(span).start, before.encode_utf16().count());
        }
    }
}
