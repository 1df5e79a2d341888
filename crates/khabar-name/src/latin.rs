//! A Latin spelling of a word in Arabic script, close to what a newspaper would print.
//!
//! Short vowels are not written, so that one has to be put where two consonants meet at the start of a
//! syllable; names that are known should be looked up in a list instead.

use crate::letters::letters;

/// How a letter sounds in names of a language.
fn sound(letter: char, next: Option<char>, first: bool) -> &'static str {
    match letter {
        'ا' | 'آ' | 'ى' => "a",
        'ع' if first => "a",
        'ب' => "b",
        'پ' => "p",
        'ت' | 'ط' | 'ٹ' => "t",
        'ث' | 'س' | 'ص' => "s",
        'ج' => "j",
        'چ' => "ch",
        'ح' | 'ہ' => "h",
        'خ' => "kh",
        'د' | 'ڈ' | 'ض' => "d",
        'ذ' | 'ز' | 'ظ' => "z",
        'ر' | 'ڑ' => "r",
        'ژ' => "zh",
        'ش' => "sh",
        'غ' => "gh",
        'ف' => "f",
        'ڤ' => "v",
        'ق' => "q",
        'ک' => "k",
        'گ' => "g",
        'ل' => "l",
        'م' => "m",
        'ن' | 'ں' => "n",
        'و' if first || next.is_some_and(is_vowel) => "w",
        'و' => "u",
        'ی' if first || next.is_some_and(|c| matches!(c, 'ا' | 'و' | 'آ')) => "y",
        'ی' => "i",
        'ے' => "e",
        _ => "",
    }
}

fn is_vowel(letter: char) -> bool {
    matches!(letter, 'ا' | 'آ' | 'و' | 'ی' | 'ے' | 'ى')
}

/// The Latin spelling of a word, with a capital letter; of a word in Latin letters, itself.
pub fn romanise(word: &str) -> String {
    if word.is_ascii() {
        return word.to_owned();
    }
    let mut letters = letters(word);
    let article = letters.starts_with(&['ا', 'ل']) && letters.len() > 4;
    if article {
        letters.drain(..2);
    }
    let mut latin = String::new();
    // Whether the last sound was a consonant without a vowel behind it, and the one before it too.
    let mut open = 0;
    for (at, letter) in letters.iter().enumerate() {
        let next = letters.get(at + 1).copied();
        let first = at == 0;
        let last = next.is_none();
        let mut sound = sound(*letter, next, first);
        if *letter == 'ہ' && last && open > 0 {
            sound = "a";
        }
        if *letter == 'ع' && open > 0 {
            sound = "a";
        }
        if first && *letter == 'ا' && next == Some('ی') {
            continue;
        }
        if first && *letter == 'ا' && next == Some('و') {
            continue;
        }
        let Some(initial) = sound.chars().next() else {
            continue;
        };
        let vowel = matches!(initial, 'a' | 'i' | 'u' | 'e');
        if vowel {
            open = 0;
        } else {
            // "mhmd" is "mahmad": a vowel behind a first consonant, and wherever three would meet.
            let starts = open == 1 && (latin_len(&latin) == 1 || !last);
            if starts && !latin.ends_with(|c: char| "aiue".contains(c)) && !cluster(&latin, sound) {
                latin.push('a');
                open = 0;
            }
            open += 1;
        }
        latin.push_str(sound);
    }
    let mut capital = latin.chars();
    let first = capital.next().map(|c| c.to_ascii_uppercase());
    let word: String = first.into_iter().chain(capital).collect();
    match article {
        true => format!("al-{word}"),
        false => word,
    }
}

/// The Latin spelling of several words.
pub fn romanise_phrase(phrase: &str) -> String {
    let words: Vec<String> = phrase.split_whitespace().map(romanise).collect();
    words.join(" ")
}

fn latin_len(latin: &str) -> usize {
    match latin {
        "ch" | "kh" | "sh" | "zh" | "gh" => 1,
        other => other.len(),
    }
}

/// Consonants that stand together in the middle of names: "Turkmen", "Rahman".
fn cluster(before: &str, sound: &str) -> bool {
    before.len() > 2
        && before.ends_with(['r', 'n', 'l', 'm', 's', 'h', 't', 'k', 'd', 'b', 'f', 'q'])
        && !sound.is_empty()
        && before
            .chars()
            .rev()
            .nth(1)
            .is_some_and(|c| "aiue".contains(c))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_spelled_as_a_reader_would_say_them() {
        let cases = [
            ("زرداری", "Zardari"),
            ("شمخانی", "Shamkhani"),
            ("لاريجاني", "Larijani"),
            ("البرادعي", "al-Baradai"),
            ("روحانی", "Ruhani"),
            ("جباروف", "Jabaruf"),
            ("Dawn", "Dawn"),
        ];
        for (word, latin) in cases {
            assert_eq!(romanise(word), latin, "{word}");
        }
    }
}
