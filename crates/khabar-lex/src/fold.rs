//! The folded view: the letters of a text as a language reads them, without spaces and marks,
//! each with its place in the source and the boundary before it.

use std::ops::Range;

use khabar_core::Span;

use crate::alphabet::{OTHER, Symbol, WILD, digit, symbol};
use crate::lexicon::{LexiconError, Script};
use crate::offset::OffsetMap;
use crate::script::{self, Class};

/// What separates a cell from the one before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Boundary {
    /// Nothing: the two letters are written together.
    None = 0,
    /// A ZWNJ, or the seam between letters and digits or between scripts.
    Soft = 1,
    /// White space.
    Space = 2,
    /// A single hyphen or dash, without space.
    Hyphen = 3,
    /// Punctuation or the end of a line: no phrase reaches across.
    Punct = 4,
}

impl Boundary {
    const MASK: u8 = 0b111;

    fn of(bits: u8) -> Self {
        match bits & Self::MASK {
            0 => Boundary::None,
            1 => Boundary::Soft,
            2 => Boundary::Space,
            3 => Boundary::Hyphen,
            _ => Boundary::Punct,
        }
    }

    /// One separator after another.
    pub(crate) fn and(self, next: Boundary) -> Boundary {
        match (self, next) {
            (Boundary::None, other) | (other, Boundary::None) => other,
            (Boundary::Hyphen, Boundary::Soft) | (Boundary::Soft, Boundary::Hyphen) => {
                Boundary::Hyphen
            }
            (Boundary::Hyphen, _) | (_, Boundary::Hyphen) => Boundary::Punct,
            (one, other) => one.max(other),
        }
    }
}

/// A cell says an ezafe: ۀ, or a written kasra.
const EZAFE: u8 = 0b0000_1000;
/// A cell bears a tanwin of the accusative, which marks an Arabic adverb.
const TANWIN: u8 = 0b0001_0000;

/// The folded view of one text.
#[derive(Debug)]
pub struct Folded {
    symbols: Vec<Symbol>,
    /// Boundary before the cell, and the features of its letter.
    marks: Vec<u8>,
    offsets: OffsetMap,
}

impl Folded {
    /// How many cells there are.
    pub fn len(&self) -> usize {
        self.symbols.len()
    }

    /// Whether the text has no letter and no digit.
    pub fn is_empty(&self) -> bool {
        self.symbols.is_empty()
    }

    /// The symbols of all cells, strictly folded.
    pub fn symbols(&self) -> &[Symbol] {
        &self.symbols
    }

    /// The boundary before a cell; behind the last cell, [`Boundary::Punct`].
    pub fn before(&self, cell: usize) -> Boundary {
        self.marks
            .get(cell)
            .map_or(Boundary::Punct, |bits| Boundary::of(*bits))
    }

    /// Whether the letter of a cell says an ezafe.
    pub fn has_ezafe(&self, cell: usize) -> bool {
        self.marks.get(cell).is_some_and(|bits| bits & EZAFE != 0)
    }

    /// Whether the letter of a cell bears a tanwin of the accusative.
    pub fn has_tanwin(&self, cell: usize) -> bool {
        self.marks.get(cell).is_some_and(|bits| bits & TANWIN != 0)
    }

    /// The map from cells to bytes of the source.
    pub fn offsets(&self) -> &OffsetMap {
        &self.offsets
    }

    /// The source range that a range of cells was read from: from the first cell's character to
    /// the last one's, with the combining marks behind it, and without joiners and controls at
    /// either end. `None` for an empty range.
    pub fn span(&self, source: &str, cells: Range<usize>) -> Option<Span> {
        if cells.is_empty() || cells.end > self.len() {
            return None;
        }
        let start = self.offsets.start(cells.start);
        let last = self.offsets.start(cells.end - 1);
        let mut rest = source.get(last..)?.chars();
        let mut end = last + rest.next()?.len_utf8();
        for c in rest {
            if script::class(c) != Class::Mark {
                break;
            }
            end += c.len_utf8();
        }
        Span::new(source, start..end).ok()
    }

    fn push(&mut self, symbol: Symbol, before: Boundary, ezafe: bool, start: usize) {
        self.symbols.push(symbol);
        self.marks
            .push(before as u8 | if ezafe { EZAFE } else { 0 });
        if let OffsetMap::Table(starts) = &mut self.offsets {
            starts.push(u32::try_from(start).unwrap_or(u32::MAX));
        }
    }
}

/// What one character becomes.
#[derive(Debug, Clone, Copy)]
struct Fold {
    class: Class,
    symbol: Symbol,
    ezafe: bool,
    wild: bool,
}

/// A language's way to fold: one table for the characters below U+0780, which is nearly all of a
/// text, and a slower way for the rest.
pub struct Folding {
    table: Vec<Fold>,
    weak: [Symbol; 256],
    initial: [Symbol; 256],
    wild_after: [bool; 256],
    wild_reads: [Symbol; 2],
    ends: Vec<char>,
}

/// What takes the cells and pieces of a text while it is folded.
pub(crate) trait Pieces {
    /// A character that begins a piece of this class at a byte of the source, before the cell
    /// `cell`; `joins` if it continues the piece before.
    fn piece(&mut self, class: Class, at: usize, cell: usize, joins: bool);
}

impl Folding {
    /// The folding that `script` describes.
    ///
    /// # Errors
    /// If a letter of the lexicon is outside the alphabet or a replacement is no single letter.
    pub fn new(script: &Script, path: &str) -> Result<Folding, LexiconError> {
        let one = |s: &str| single(s, path);
        let mut table: Vec<Fold> = (0..0x780u32)
            .map(|code| plain_fold(char::from_u32(code).unwrap_or('\0')))
            .collect();
        for (letters, to) in script.strict.iter().chain(&script.ezafe) {
            let to = one(to)?;
            for letter in letters.chars() {
                let fold = entry(&mut table, letter, path)?;
                fold.symbol = to;
            }
        }
        for letter in script.ezafe.keys().flat_map(|letters| letters.chars()) {
            entry(&mut table, letter, path)?.ezafe = true;
        }
        let mut folding = Folding {
            table,
            weak: std::array::from_fn(|at| at as Symbol),
            initial: std::array::from_fn(|at| at as Symbol),
            wild_after: [false; 256],
            wild_reads: [OTHER; 2],
            ends: script.sentence_end.chars().collect(),
        };
        for (letters, to) in &script.weak {
            for letter in letters.chars() {
                folding.weak[usize::from(known(letter, path)?)] = one(to)?;
            }
        }
        for (letters, to) in &script.initial {
            for letter in letters.chars() {
                folding.initial[usize::from(known(letter, path)?)] = one(to)?;
            }
        }
        if let Some(wild) = &script.wild {
            entry(&mut folding.table, wild.letter, path)?.wild = true;
            for letter in wild.after.chars() {
                folding.wild_after[usize::from(known(letter, path)?)] = true;
            }
            for (read, letter) in folding.wild_reads.iter_mut().zip(wild.reads) {
                *read = known(letter, path)?;
            }
        }
        Ok(folding)
    }

    /// The symbol that the matcher's weak key has for a strict symbol.
    pub fn weak(&self, symbol: Symbol) -> Symbol {
        self.weak[usize::from(symbol)]
    }

    /// The two letters that [`WILD`] stands for.
    pub fn wild_reads(&self) -> [Symbol; 2] {
        self.wild_reads
    }

    /// Whether the character ends a sentence.
    pub fn ends_sentence(&self, c: char) -> bool {
        self.ends.contains(&c)
    }

    /// Folds a text.
    pub fn fold(&self, source: &str) -> Folded {
        struct Nobody;
        impl Pieces for Nobody {
            fn piece(&mut self, _: Class, _: usize, _: usize, _: bool) {}
        }
        self.fold_into(source, &mut Nobody)
    }

    /// Folds a text and tells `pieces` where words, numbers and separators lie.
    pub(crate) fn fold_into(&self, source: &str, pieces: &mut impl Pieces) -> Folded {
        let guess = source.len() / 2;
        let mut folded = Folded {
            symbols: Vec::with_capacity(guess),
            marks: Vec::with_capacity(guess),
            offsets: OffsetMap::Table(Vec::with_capacity(guess + 1)),
        };
        // The class of the word or number that goes on, the separators since the last cell, and
        // the letter that a combining mark would change.
        let mut open: Option<Class> = None;
        let mut pending = Boundary::Punct;
        let mut letter: Option<char> = None;
        let mut skip_to = 0;
        for (at, c) in source.char_indices() {
            if at < skip_to {
                continue;
            }
            let fold = self.of(c);
            let cell = folded.len();
            match fold.class {
                Class::Letter | Class::Foreign | Class::Digit(_) => {
                    let kind = match fold.class {
                        Class::Digit(_) => Class::Digit(0),
                        other => other,
                    };
                    let joins = open == Some(kind);
                    pieces.piece(kind, at, cell, joins);
                    if !joins && open.is_some() && pending == Boundary::None {
                        pending = Boundary::Soft;
                    }
                    self.push_letter(&mut folded, c, fold, pending, at);
                    open = Some(kind);
                    letter = Some(c);
                    if folded.len() > cell {
                        pending = Boundary::None;
                    }
                }
                Class::Mark => {
                    pieces.piece(Class::Mark, at, cell, true);
                    self.mark(&mut folded, letter, c);
                }
                Class::Ignored => pieces.piece(Class::Ignored, at, cell, true),
                Class::Soft => {
                    pieces.piece(Class::Soft, at, cell, open.is_some());
                    pending = pending.and(Boundary::Soft);
                    letter = None;
                }
                Class::Punct if source[at..].starts_with(ZWNJ_TEXT) && open.is_some() => {
                    pieces.piece(Class::Soft, at, cell, true);
                    pending = pending.and(Boundary::Soft);
                    letter = None;
                    skip_to = at + ZWNJ_TEXT.len();
                }
                separator => {
                    pieces.piece(separator, at, cell, separator == Class::Space);
                    pending = pending.and(match separator {
                        Class::Space => Boundary::Space,
                        Class::Hyphen => Boundary::Hyphen,
                        _ => Boundary::Punct,
                    });
                    open = None;
                    letter = None;
                }
            }
        }
        if let OffsetMap::Table(starts) = &mut folded.offsets {
            starts.push(u32::try_from(source.len()).unwrap_or(u32::MAX));
        }
        folded
    }

    fn of(&self, c: char) -> Fold {
        self.table
            .get(c as usize)
            .copied()
            .unwrap_or_else(|| plain_fold(c))
    }

    fn push_letter(&self, folded: &mut Folded, c: char, fold: Fold, before: Boundary, at: usize) {
        if fold.class != Class::Letter || (c as usize) < self.table.len() {
            let symbol = self.in_place(folded, fold, before);
            folded.push(symbol, before, fold.ezafe, at);
            return;
        }
        let mut before = before;
        for letter in script::plain(c) {
            let fold = self.of(letter);
            let symbol = self.in_place(folded, fold, before);
            folded.push(symbol, before, fold.ezafe, at);
            before = Boundary::None;
        }
    }

    /// The symbol of a letter at the end of what is folded so far.
    fn in_place(&self, folded: &Folded, fold: Fold, before: Boundary) -> Symbol {
        if before != Boundary::None {
            return self.initial[usize::from(fold.symbol)];
        }
        let previous = folded.symbols.last().copied().unwrap_or(OTHER);
        if fold.wild && self.wild_after[usize::from(previous)] {
            return WILD;
        }
        fold.symbol
    }

    fn mark(&self, folded: &mut Folded, letter: Option<char>, mark: char) {
        let (Some(symbol), Some(bits)) = (folded.symbols.last_mut(), folded.marks.last_mut())
        else {
            return;
        };
        match mark {
            '\u{650}' => *bits |= EZAFE,
            '\u{64B}' => *bits |= TANWIN,
            _ => {
                if let Some(composed) = letter.and_then(|l| script::compose(l, mark)) {
                    let fold = self.of(composed);
                    *symbol = fold.symbol;
                    *bits |= if fold.ezafe { EZAFE } else { 0 };
                }
            }
        }
    }
}

/// What careless conversion leaves of a ZWNJ.
const ZWNJ_TEXT: &str = "&zwnj;";

fn plain_fold(c: char) -> Fold {
    let class = script::class(c);
    let symbol = match class {
        Class::Letter => symbol(c),
        Class::Foreign => symbol(script::latin(c)),
        Class::Digit(value) => digit(u32::from(value)),
        _ => OTHER,
    };
    Fold {
        class,
        symbol,
        ezafe: false,
        wild: false,
    }
}

fn entry<'t>(
    table: &'t mut [Fold],
    letter: char,
    path: &str,
) -> Result<&'t mut Fold, LexiconError> {
    let message = format!("`{letter}` is no letter of the alphabet");
    table
        .get_mut(letter as usize)
        .filter(|fold| fold.class == Class::Letter)
        .ok_or_else(|| LexiconError::new(path, message))
}

/// The symbol of a letter of the alphabet.
fn known(letter: char, path: &str) -> Result<Symbol, LexiconError> {
    single(letter.encode_utf8(&mut [0; 4]), path)
}

fn single(s: &str, path: &str) -> Result<Symbol, LexiconError> {
    let mut letters = s.chars();
    match (letters.next().map(symbol), letters.next()) {
        (Some(symbol), None) if symbol != OTHER => Ok(symbol),
        _ => {
            let message = format!("`{s}` is not one letter of the alphabet");
            Err(LexiconError::new(path, message))
        }
    }
}
