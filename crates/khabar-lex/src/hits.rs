//! What the matcher found in a text.

use std::ops::Range;

use khabar_core::Span;

/// An occurrence of a phrase.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hit {
    pub(crate) entry: u32,
    /// The cells of the span.
    pub cells: Range<usize>,
    /// The mention in the source: proclitics and enclitics outside, article and inflection inside.
    pub span: Span,
    /// Whether the text writes the phrase's very letters.
    pub strict: bool,
    /// How many letters are written together with the phrase.
    pub affixes: usize,
}

/// All occurrences in one text, by group.
#[derive(Debug, Default)]
pub(crate) struct Hits {
    groups: Vec<Vec<Hit>>,
    near: Vec<Vec<Hit>>,
    nested: Vec<Vec<Hit>>,
    /// The bytes at which any hit begins, and those at which one ends: most questions are about bytes
    /// where none does.
    begin: Bytes,
    end: Bytes,
}

/// A set of bytes of a text.
#[derive(Debug, Default)]
struct Bytes(Vec<u64>);

impl Bytes {
    fn of(len: usize, bytes: impl Iterator<Item = usize>) -> Bytes {
        let mut words = vec![0; len / 64 + 1];
        for byte in bytes {
            words[byte / 64] |= 1 << (byte % 64);
        }
        Bytes(words)
    }

    fn holds(&self, byte: usize) -> bool {
        let word = self.0.get(byte / 64);
        word.is_some_and(|word| word >> (byte % 64) & 1 == 1)
    }
}

impl Hits {
    pub fn new(
        groups: Vec<Vec<Hit>>,
        near: Vec<Vec<Hit>>,
        nested: Vec<Vec<Hit>>,
        len: usize,
    ) -> Hits {
        let spans = || groups.iter().flatten().map(|hit| hit.span);
        Hits {
            begin: Bytes::of(len, spans().map(Span::start)),
            end: Bytes::of(len, spans().map(Span::end)),
            groups,
            near,
            nested,
        }
    }

    /// Whether a hit of any group begins at a byte.
    pub fn begin(&self, byte: usize) -> bool {
        self.begin.holds(byte)
    }

    /// Whether a hit of any group ends at a byte.
    pub fn end(&self, byte: usize) -> bool {
        self.end.holds(byte)
    }

    pub fn of(&self, group: Option<u16>) -> &[Hit] {
        let hits = group.and_then(|group| self.groups.get(usize::from(group)));
        hits.map_or(&[], Vec::as_slice)
    }

    pub fn nested(&self, group: Option<u16>) -> &[Hit] {
        let hits = group.and_then(|group| self.nested.get(usize::from(group)));
        hits.map_or(&[], Vec::as_slice)
    }

    pub fn near(&self, group: Option<u16>) -> &[Hit] {
        let hits = group.and_then(|group| self.near.get(usize::from(group)));
        hits.map_or(&[], Vec::as_slice)
    }
}
