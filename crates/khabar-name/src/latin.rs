//! A Latin spelling of a word in Arabic script, close to what a newspaper would print.
//!
//! Short vowels are not written, so that one has to be put where consonants would not make syllables
//! otherwise; names that are known should be looked up in a list instead.

use crate::letters::letters;

/// In which language a word is read aloud.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Accent {
    /// ض is d, و is w.
    #[default]
    Arabic,
    /// ض is z, و is v.
    Persian,
    /// ض is z, و is w.
    Urdu,
}

impl Accent {
    /// By what a language says of itself: `persian`, `urdu`, or nothing.
    pub fn of(signs: &[String]) -> Accent {
        match signs.first().map(String::as_str) {
            Some("persian") => Accent::Persian,
            Some("urdu") => Accent::Urdu,
            _ => Accent::Arabic,
        }
    }
}

/// How a letter sounds in names of a language.
fn sound(letter: char, before: Option<char>, next: Option<char>, accent: Accent) -> &'static str {
    let first = before.is_none();
    match letter {
        'ض' if accent != Accent::Arabic => "z",
        // A consonant before a vowel and behind a long one: "Davarzani", "Kaveh".
        'و' if first || next.is_some_and(is_vowel) || before == Some('ا') => match accent {
            Accent::Persian => "v",
            _ => "w",
        },
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
        'و' => "u",
        'ی' if first || next.is_some_and(is_open) => "y",
        'ی' => "i",
        'ے' => "e",
        'ئ' if !matches!(next, Some('ی' | 'ے')) => "i",
        _ => "",
    }
}

/// A vowel that begins a syllable behind a ی.
fn is_open(letter: char) -> bool {
    matches!(letter, 'ا' | 'و' | 'آ')
}

fn is_vowel(letter: char) -> bool {
    matches!(letter, 'ا' | 'آ' | 'و' | 'ی' | 'ے' | 'ى')
}

/// The Latin spelling of a word, with a capital letter; of a word in Latin letters, itself.
pub fn romanise(word: &str, accent: Accent) -> String {
    if word.is_ascii() {
        return word.to_owned();
    }
    let mut letters = letters(word);
    let article = letters.starts_with(&['ا', 'ل']) && letters.len() > 4;
    if article {
        letters.drain(..2);
    }
    let mut latin = String::new();
    // Consonants since the last vowel.
    let mut run: Vec<&str> = Vec::new();
    let mut spoken = false;
    for (at, letter) in letters.iter().enumerate() {
        let next = letters.get(at + 1).copied();
        let before = at.checked_sub(1).map(|at| letters[at]);
        // "Iran" and "Usama", but "Ayoubi".
        let glides = letters.get(at + 2).is_some_and(|c| is_open(*c));
        if before.is_none() && *letter == 'ا' && (next == Some('و') || next == Some('ی') && !glides)
        {
            continue;
        }
        let closed = !run.is_empty();
        // "Obama"
        let opens = at == 1 && before == Some('ا') && next.is_some_and(|next| !is_vowel(next));
        let sound = match letter {
            'و' if opens => "o",
            'ہ' if next.is_none() && closed => "a",
            // "al-Islamiya"
            'ہ' if next.is_none() && before == Some('ی') && word.ends_with('ة') => "ya",
            'ع' if closed => "a",
            letter => sound(*letter, before, next, accent),
        };
        match sound.starts_with(['a', 'i', 'u', 'e', 'o']) || sound == "ya" {
            true => {
                let onset = run.pop();
                syllables(&mut latin, &run, spoken, None);
                run.clear();
                latin.extend(onset);
                latin.push_str(sound);
                spoken = true;
            }
            false if sound.is_empty() => {}
            false => run.push(sound),
        }
    }
    // "Asad", but "Nahid", "Naser".
    let short = match (latin.chars().count(), accent) {
        (1, _) => "a",
        (_, Accent::Persian) => "e",
        _ => "i",
    };
    syllables(&mut latin, &run, spoken, Some(short));
    let mut capital = latin.chars();
    let first = capital.next().map(|c| c.to_ascii_uppercase());
    let word: String = first.into_iter().chain(capital).collect();
    match article {
        true => format!("al-{word}"),
        false => word,
    }
}

/// The Latin spelling of several words.
pub fn romanise_phrase(phrase: &str, accent: Accent) -> String {
    let words = phrase.split_whitespace().map(|word| romanise(word, accent));
    words.collect::<Vec<String>>().join(" ")
}

/// Writes consonants between which a vowel stands that nobody writes: "haz-ra-ti", "mah-mad". One closes
/// the syllable before them, if there is one; the others make syllables of their own. At the end of the word
/// `short` is the vowel between two of them.
fn syllables(latin: &mut String, run: &[&str], spoken: bool, short: Option<&str>) {
    let last = short.is_some();
    let mut rest = run;
    // A glide closes none: "Da-var-za-ni".
    if spoken
        && let [coda, others @ ..] = rest
        && !matches!(*coda, "v" | "w")
    {
        latin.push_str(coda);
        rest = others;
        // "Richard" and "Jabir": some stand together at the end; "Ahmad": three do not.
        if let (Some(short), [one]) = (short, rest) {
            if !together(coda, one) {
                latin.push_str(short);
            }
            latin.push_str(one);
            return;
        }
    }
    if let (true, false, [one, two, three]) = (last, spoken, rest)
        && matches!(*two, "r" | "n" | "l")
        && matches!(*three, "d" | "t" | "k" | "g" | "q")
    {
        // "Mard", "Jang".
        latin.extend([*one, "a", *two, *three]);
        return;
    }
    // At the end the last syllable is closed, before a vowel the last one is open.
    if last && rest.len() % 2 == 1 {
        latin.extend([rest[0], "a"]);
        rest = &rest[1..];
    }
    for pair in rest.chunks(2) {
        latin.extend([pair[0], "a"]);
        latin.push_str(pair.get(1).unwrap_or(&""));
    }
}

/// Whether two consonants end a word without a vowel between them.
fn together(one: &str, other: &str) -> bool {
    let liquid = matches!(one, "r" | "n" | "l" | "m");
    let hissing = matches!(one, "s" | "sh" | "kh" | "f" | "z" | "k");
    liquid && !matches!(other, "r" | "n" | "l" | "m" | "h") || hissing && other == "t"
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_spelled_as_a_reader_would_say_them() {
        use Accent::{Arabic, Persian, Urdu};
        let cases = [
            ("زرداری", Urdu, "Zardari"),
            ("شمخانی", Persian, "Shamkhani"),
            ("لاريجاني", Arabic, "Larijani"),
            ("البرادعي", Arabic, "al-Baradai"),
            ("روحانی", Persian, "Ruhani"),
            ("جباروف", Arabic, "Jabaruf"),
            ("حضرتی", Persian, "Hazrati"),
            ("داورزنی", Persian, "Davarzani"),
            ("ایوبی", Persian, "Ayubi"),
            ("محمد", Arabic, "Mahmad"),
            ("احمد", Urdu, "Ahmad"),
            ("حسن", Arabic, "Hasan"),
            ("الإسلامية", Arabic, "al-Aslamiya"),
            ("الوئام", Arabic, "al-Wiam"),
            ("فائز", Arabic, "Faiz"),
            ("الناهض", Arabic, "al-Nahid"),
            ("الجاسم", Arabic, "al-Jasim"),
            ("باقر", Persian, "Baqer"),
            ("هولاند", Arabic, "Huland"),
            ("أسد", Arabic, "Asad"),
            ("أوهاغن", Arabic, "Ohaghin"),
            ("پورمحمد", Persian, "Purmahmad"),
            ("تومانبايف", Arabic, "Tumanbaif"),
            ("Dawn", Urdu, "Dawn"),
        ];
        for (word, accent, latin) in cases {
            assert_eq!(romanise(word, accent), latin, "{word}");
        }
    }
}
