//! The words of a stretch of text as numbers, so that two stretches can be compared.
//!
//! Letters that writers of Arabic script interchange are one here. This serves comparison alone; what a
//! text says is read elsewhere.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;
use xxhash_rust::xxh3::xxh3_64;

/// Words with fewer letters say little of what is told.
const SHORTEST: usize = 3;

/// The words of a text, sorted, each once.
pub(crate) fn words(text: &str) -> Box<[u32]> {
    let folded = fold(text);
    let words = folded
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| word.chars().count() >= SHORTEST);
    let mut words: Vec<u32> = words.map(number).collect();
    words.sort_unstable();
    words.dedup();
    words.into()
}

/// A text without what writers leave out or interchange.
pub(crate) fn fold(text: &str) -> String {
    let letters = text.nfkd().filter(|c| !is_combining_mark(*c));
    letters
        .filter(|c| !matches!(c, 'ـ' | '\u{200b}'..='\u{200f}' | '\u{2066}'..='\u{2069}'))
        .flat_map(char::to_lowercase)
        .map(|c| match c {
            'ي' | 'ى' | 'ے' => 'ی',
            'ك' => 'ک',
            'ٱ' => 'ا',
            'ة' | 'ہ' | 'ھ' | 'ۀ' | 'ە' => 'ه',
            '٠'..='٩' => digit(c, '٠'),
            '۰'..='۹' => digit(c, '۰'),
            c => c,
        })
        .collect()
}

fn digit(c: char, zero: char) -> char {
    let value = (c as u32).saturating_sub(zero as u32);
    char::from_digit(value, 10).unwrap_or(c)
}

/// A word, an id or a value as a number.
pub(crate) fn number(word: &str) -> u32 {
    xxh3_64(word.as_bytes()) as u32
}

/// How many numbers two sorted lists share.
pub(crate) fn shared(one: &[u32], other: &[u32]) -> usize {
    let (mut a, mut b, mut shared) = (0, 0, 0);
    while let (Some(x), Some(y)) = (one.get(a), other.get(b)) {
        match x.cmp(y) {
            std::cmp::Ordering::Less => a += 1,
            std::cmp::Ordering::Greater => b += 1,
            std::cmp::Ordering::Equal => (a, b, shared) = (a + 1, b + 1, shared + 1),
        }
    }
    shared
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_that_writers_interchange_are_one() {
        assert_eq!(words("الأمريكي ۲۰۲۵"), words("الامریکی 2025"));
        assert_eq!(shared(&words("سد النهضة الكبير"), &words("سدّ النهضه")), 1);
    }
}
