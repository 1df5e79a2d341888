//! A short fingerprint of a text, by which reprints are known.

use std::collections::BTreeSet;

use khabar_lex::{Text, TokenKind};
use xxhash_rust::xxh3::xxh3_64;

/// How many numbers a sketch has.
const NUMBERS: usize = 16;

/// How many words in a row are hashed.
const WORDS: usize = 4;

/// The least of the hashes over every four words in a row, eight hexadecimal digits each: two texts share
/// about as much of their sketches as of their words. Empty for a text of fewer words.
pub(crate) fn sketch(text: &Text) -> String {
    let words: Vec<&[_]> = (0..text.tokens().len())
        .filter(|at| text.tokens()[*at].kind == TokenKind::Word)
        .map(|at| &text.folded().symbols()[text.cells(at)])
        .collect();
    let mut least = BTreeSet::new();
    for row in words.windows(WORDS) {
        let number = xxh3_64(&row.join(&0_u8)) as u32;
        least.insert(number);
        if least.len() > NUMBERS {
            least.pop_last();
        }
    }
    least.iter().map(|number| format!("{number:08x}")).collect()
}
