//! One byte a letter: the alphabet of the folded view.
//!
//! The letters of Arabic script that the four languages and their neighbours write, ASCII letters
//! and digits each have a symbol of one byte, so that the matcher walks bytes.

/// A letter of the folded view.
pub type Symbol = u8;

/// A letter outside the alphabet: it matches nothing, not even itself.
pub const OTHER: Symbol = 255;

/// A letter that stands for either of two (Urdu texts that write U+0647 for ہ and ھ alike).
pub const WILD: Symbol = 254;

/// The ranges of the alphabet, in the order of their symbols, which start at 1.
const RANGES: &[(char, char)] = &[
    ('a', 'z'),
    ('0', '9'),
    ('\u{620}', '\u{63F}'),
    ('\u{641}', '\u{64A}'),
    ('\u{66E}', '\u{66F}'),
    ('\u{671}', '\u{6D3}'),
    ('\u{6D5}', '\u{6D5}'),
    ('\u{6EE}', '\u{6EF}'),
    ('\u{6FA}', '\u{6FC}'),
    ('\u{6FF}', '\u{6FF}'),
    ('\u{750}', '\u{77F}'),
];

/// The symbol of a letter or ASCII digit, [`OTHER`] where the alphabet has none.
pub const fn symbol(letter: char) -> Symbol {
    let mut before = 1;
    let mut at = 0;
    while at < RANGES.len() {
        let (first, last) = RANGES[at];
        if letter >= first && letter <= last {
            return (before + letter as u32 - first as u32) as Symbol;
        }
        before += last as u32 - first as u32 + 1;
        at += 1;
    }
    OTHER
}

/// The letter of a symbol, for messages.
pub fn letter(symbol: Symbol) -> char {
    let mut left = u32::from(symbol).wrapping_sub(1);
    for (first, last) in RANGES {
        let size = *last as u32 - *first as u32 + 1;
        if left < size {
            return char::from_u32(*first as u32 + left).unwrap_or(char::REPLACEMENT_CHARACTER);
        }
        left -= size;
    }
    char::REPLACEMENT_CHARACTER
}

/// The symbol of a digit's value.
pub const fn digit(value: u32) -> Symbol {
    symbol('0') + value as Symbol
}

/// Whether the symbol is a digit.
pub const fn is_digit(symbol: Symbol) -> bool {
    symbol >= digit(0) && symbol <= digit(9)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_letter_comes_back_and_none_collides() {
        let mut seen = std::collections::BTreeSet::new();
        for (first, last) in RANGES {
            for c in *first..=*last {
                assert_eq!(letter(symbol(c)), c);
                assert!(seen.insert(symbol(c)));
                assert!(symbol(c) < WILD);
            }
        }
        assert_eq!(symbol('é'), OTHER);
    }
}
