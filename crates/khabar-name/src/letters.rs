//! Which sounds the letters of Latin and Arabic script may stand for.
//!
//! The tables say what newspapers do, not what phonetics teaches: Egyptian ج is G, Persian و is V,
//! German "ch" is KH, French "ch" is SH. The first reading is the usual one; others cost something.

use std::collections::HashMap;
use std::sync::OnceLock;

use foldhash::fast::FixedState;

use crate::sound::Sound::{self, *};

/// One way to read the letters at a place.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Reading {
    /// How many letters it takes.
    pub letters: u8,
    pub sound: Sound,
    pub cost: f32,
}

/// A word with every reading of every place.
#[derive(Debug, Clone)]
pub(crate) struct Word {
    /// By the letter that they begin at.
    pub readings: Vec<Vec<Reading>>,
    /// How many consonants it has in its usual reading, for comparing costs with its length.
    pub weight: f32,
    /// What a vowel counts that only this word writes: Arabic script writes the long ones alone.
    pub vowels: f32,
}

type Row = (&'static str, &'static [(Sound, f32)]);

/// What Latin letters may stand for.
const LATIN: &[Row] = &[
    ("a", &[(A, 0.0), (E, 0.1), (O, 0.15)]),
    ("aa", &[(A, 0.0)]),
    ("ae", &[(A, 0.05), (E, 0.05), (I, 0.1)]),
    ("ai", &[(E, 0.1)]),
    ("au", &[(O, 0.1)]),
    ("b", &[(B, 0.0)]),
    ("bb", &[(B, 0.0)]),
    ("c", &[(K, 0.0), (S, 0.15), (Ch, 0.25), (J, 0.4)]),
    ("cc", &[(K, 0.0), (Ch, 0.1)]),
    ("ch", &[(Ch, 0.0), (Sh, 0.05), (Kh, 0.15), (K, 0.1)]),
    ("ck", &[(K, 0.0)]),
    ("cz", &[(Ch, 0.0)]),
    ("d", &[(D, 0.0)]),
    ("dd", &[(D, 0.0)]),
    ("dg", &[(J, 0.1)]),
    ("dh", &[(Dh, 0.0), (D, 0.05)]),
    ("dj", &[(J, 0.0)]),
    ("dzh", &[(J, 0.0)]),
    ("e", &[(E, 0.0), (A, 0.1)]),
    ("ea", &[(I, 0.0), (E, 0.1)]),
    ("ee", &[(I, 0.0)]),
    ("ei", &[(I, 0.1), (E, 0.1)]),
    ("eu", &[(O, 0.1), (U, 0.1)]),
    ("f", &[(F, 0.0)]),
    ("ff", &[(F, 0.0)]),
    ("g", &[(G, 0.0), (J, 0.1), (Zh, 0.2)]),
    ("gg", &[(G, 0.0), (J, 0.2)]),
    ("gh", &[(Gh, 0.0), (G, 0.05), (Silent, 0.2)]),
    ("gn", &[(N, 0.1)]),
    ("gu", &[(G, 0.05)]),
    ("h", &[(H, 0.0), (Silent, 0.2)]),
    ("i", &[(I, 0.0), (E, 0.1)]),
    ("ie", &[(I, 0.0)]),
    (
        "j",
        &[(J, 0.0), (Zh, 0.05), (Y, 0.1), (Kh, 0.25), (H, 0.25)],
    ),
    ("k", &[(K, 0.0)]),
    ("kk", &[(K, 0.0)]),
    ("kh", &[(Kh, 0.0), (K, 0.15)]),
    ("kn", &[(N, 0.1)]),
    ("l", &[(L, 0.0)]),
    ("ll", &[(L, 0.0), (Y, 0.2)]),
    ("m", &[(M, 0.0)]),
    ("mm", &[(M, 0.0)]),
    ("n", &[(N, 0.0)]),
    ("nn", &[(N, 0.0)]),
    ("o", &[(O, 0.0), (A, 0.15)]),
    ("oa", &[(O, 0.05)]),
    ("oe", &[(O, 0.05), (U, 0.1)]),
    ("oo", &[(U, 0.0)]),
    ("ou", &[(U, 0.0), (O, 0.05)]),
    ("ow", &[(O, 0.1)]),
    ("p", &[(P, 0.0)]),
    ("pp", &[(P, 0.0)]),
    ("ph", &[(F, 0.0), (P, 0.4)]),
    ("q", &[(Q, 0.0)]),
    ("qu", &[(K, 0.05)]),
    ("r", &[(R, 0.0)]),
    ("rr", &[(R, 0.0)]),
    ("rh", &[(R, 0.0)]),
    ("s", &[(S, 0.0), (Z, 0.05), (Sh, 0.3)]),
    ("ss", &[(S, 0.0)]),
    ("sc", &[(S, 0.1), (Sh, 0.2)]),
    ("sch", &[(Sh, 0.0)]),
    ("sh", &[(Sh, 0.0)]),
    ("sz", &[(S, 0.1), (Sh, 0.15)]),
    ("t", &[(T, 0.0)]),
    ("tt", &[(T, 0.0)]),
    ("tch", &[(Ch, 0.0)]),
    ("th", &[(Th, 0.0), (T, 0.0)]),
    ("tsch", &[(Ch, 0.0)]),
    ("ts", &[(S, 0.2)]),
    ("tz", &[(Z, 0.2), (S, 0.2)]),
    ("u", &[(U, 0.0), (A, 0.15), (W, 0.1)]),
    ("ue", &[(U, 0.05)]),
    ("v", &[(V, 0.0)]),
    ("w", &[(W, 0.0), (V, 0.05)]),
    ("wh", &[(W, 0.0)]),
    ("wr", &[(R, 0.1)]),
    ("y", &[(Y, 0.0), (I, 0.0)]),
    ("z", &[(Z, 0.0), (S, 0.15)]),
    ("zz", &[(Z, 0.0)]),
    ("zh", &[(Zh, 0.0)]),
    ("'", &[(Stop, 0.0), (Silent, 0.0)]),
];

/// What the letters of Arabic script may stand for; variants of a letter are folded before.
const ARABIC: &[Row] = &[
    ("ا", &[(A, 0.0)]),
    ("آ", &[(A, 0.0)]),
    ("ای", &[(I, 0.06), (E, 0.04)]),
    ("او", &[(O, 0.04), (U, 0.08)]),
    ("یو", &[(U, 0.04)]),
    ("ب", &[(B, 0.0), (P, 0.05), (V, 0.3)]),
    ("پ", &[(P, 0.0)]),
    ("ت", &[(T, 0.0)]),
    ("تش", &[(Ch, 0.0)]),
    ("تس", &[(S, 0.1), (Z, 0.15)]),
    ("تز", &[(Z, 0.1)]),
    ("ٹ", &[(T, 0.0)]),
    ("ث", &[(Th, 0.0), (S, 0.05), (T, 0.1)]),
    ("ج", &[(J, 0.0), (G, 0.05), (Zh, 0.05), (Ch, 0.2)]),
    ("چ", &[(Ch, 0.0), (G, 0.15), (J, 0.15)]),
    ("ح", &[(H, 0.0)]),
    ("خ", &[(Kh, 0.0), (H, 0.15)]),
    ("د", &[(D, 0.0)]),
    ("دج", &[(J, 0.0)]),
    ("ڈ", &[(D, 0.0)]),
    ("ذ", &[(Dh, 0.0), (Z, 0.05)]),
    ("ر", &[(R, 0.0)]),
    ("ڑ", &[(R, 0.0), (D, 0.1)]),
    ("ز", &[(Z, 0.0), (S, 0.2)]),
    ("زہ", &[(Zh, 0.05)]),
    ("ژ", &[(Zh, 0.0), (J, 0.05)]),
    ("ژہ", &[(Zh, 0.05)]),
    ("س", &[(S, 0.0), (Z, 0.2)]),
    ("ش", &[(Sh, 0.0), (S, 0.3)]),
    ("ص", &[(S, 0.0)]),
    ("ض", &[(D, 0.0), (Z, 0.05)]),
    ("ط", &[(T, 0.0)]),
    ("ظ", &[(Z, 0.0), (Dh, 0.05)]),
    ("ع", &[(Stop, 0.0), (Any, 0.05)]),
    ("غ", &[(Gh, 0.0), (G, 0.0)]),
    ("ف", &[(F, 0.0), (V, 0.05)]),
    ("ڤ", &[(V, 0.0)]),
    ("ق", &[(Q, 0.0), (K, 0.05), (G, 0.1)]),
    ("ک", &[(K, 0.0), (G, 0.15)]),
    ("گ", &[(G, 0.0)]),
    ("ل", &[(L, 0.0)]),
    ("لل", &[(L, 0.0)]),
    ("م", &[(M, 0.0)]),
    ("ن", &[(N, 0.0)]),
    ("ں", &[(N, 0.0), (Silent, 0.2)]),
    ("و", &[(U, 0.0), (O, 0.0), (W, 0.0), (V, 0.05)]),
    ("وو", &[(W, 0.05), (U, 0.05)]),
    ("ہ", &[(H, 0.0), (Silent, 0.25)]),
    ("ھ", &[(Silent, 0.0), (H, 0.1)]),
    ("ی", &[(I, 0.0), (Y, 0.0), (E, 0.0)]),
    ("یی", &[(I, 0.05), (Y, 0.05)]),
    ("ے", &[(E, 0.0), (I, 0.05)]),
    ("ى", &[(A, 0.0), (I, 0.05)]),
    ("ء", &[(Stop, 0.0), (Silent, 0.0)]),
    ("ئ", &[(Stop, 0.0), (I, 0.05), (Y, 0.05), (E, 0.05)]),
    ("ؤ", &[(Stop, 0.0), (U, 0.05), (O, 0.05)]),
];

/// A word's letters made comparable: lower case without accents, one letter for the variants of each.
pub(crate) fn letters(word: &str) -> Vec<char> {
    let mut letters = Vec::with_capacity(word.len());
    for c in word.chars().flat_map(char::to_lowercase) {
        match c {
            'ي' => letters.push('ی'),
            'ك' | 'ڪ' => letters.push('ک'),
            'ه' | 'ۀ' | 'ۂ' | 'ە' | 'ة' | 'ۃ' => letters.push('ہ'),
            'أ' | 'إ' | 'ٱ' => letters.push('ا'),
            '\u{64B}'..='\u{652}' | '\u{670}' | '\u{640}' | '\u{200C}'..='\u{200F}' => {}
            'x' => letters.extend(['k', 's']),
            'á' | 'à' | 'â' | 'ã' | 'ä' | 'å' | 'ā' | 'ă' => letters.push('a'),
            'ç' | 'č' | 'ć' => letters.extend(['c', 'h']),
            'é' | 'è' | 'ê' | 'ë' | 'ē' | 'ė' | 'ę' | 'ě' => letters.push('e'),
            'ğ' => letters.extend(['g', 'h']),
            'í' | 'ì' | 'î' | 'ï' | 'ı' | 'ī' => letters.push('i'),
            'ñ' | 'ń' | 'ň' => letters.push('n'),
            'ó' | 'ò' | 'ô' | 'õ' | 'ö' | 'ø' | 'ō' => letters.push('o'),
            'ř' => letters.push('r'),
            'š' | 'ş' | 'ș' | 'ś' => letters.extend(['s', 'h']),
            'ť' | 'ţ' | 'ț' => letters.push('t'),
            'ú' | 'ù' | 'û' | 'ü' | 'ū' | 'ů' => letters.push('u'),
            'ý' | 'ÿ' => letters.push('y'),
            'ž' => letters.extend(['z', 'h']),
            'ź' | 'ż' => letters.push('z'),
            'ł' => letters.push('l'),
            'ß' => letters.extend(['s', 's']),
            '’' | '‘' | 'ʿ' | 'ʾ' | '`' => letters.push('\''),
            c if c.is_alphabetic() || c == '\'' => letters.push(c),
            _ => {}
        }
    }
    // "Muhriddin", "Salahuddin": nobody says the article of "…الدین".
    let tail = ['ا', 'ل', 'د', 'ی', 'ن'];
    if letters.len() > tail.len() && letters.ends_with(&tail) {
        let article = letters.len() - tail.len();
        letters.drain(article..article + 2);
    }
    letters
}

impl Word {
    /// What it costs that the other word has nothing for a sound of this one.
    pub fn lost(&self, sound: Sound) -> f32 {
        match sound.is_vowel() {
            true => self.vowels * sound.lost(),
            false => sound.lost(),
        }
    }

    pub fn new(word: &str) -> Word {
        Word::of(&letters(word))
    }

    pub fn of(letters: &[char]) -> Word {
        let mut readings: Vec<Vec<Reading>> = Vec::with_capacity(letters.len());
        let mut at_least = Vec::new();
        for at in 0..letters.len() {
            let mut here = Vec::new();
            for take in 1..=4.min(letters.len() - at) {
                let group = &letters[at..at + take];
                for (sound, cost) in rows(group).iter().copied() {
                    let letters = take as u8;
                    here.push(Reading {
                        letters,
                        sound,
                        cost,
                    });
                }
            }
            edges(letters, at, &mut here);
            if here.is_empty() {
                here.push(Reading {
                    letters: 1,
                    sound: Silent,
                    cost: 0.5,
                });
            }
            at_least.push(here[0].sound);
            readings.push(here);
        }
        let heard = |sound: &&Sound| !sound.is_vowel() && **sound != Silent && **sound != Stop;
        let consonants = at_least.iter().filter(heard).count();
        let vowels = at_least.iter().filter(|sound| sound.is_vowel()).count();
        Word {
            readings,
            weight: (consonants as f32 + 0.3 * vowels as f32).max(1.0),
            vowels: match letters.first() {
                Some(first) if !first.is_ascii() => 2.0,
                _ => 1.0,
            },
        }
    }
}

/// Readings that depend on where in the word a letter stands.
fn edges(letters: &[char], at: usize, here: &mut Vec<Reading>) {
    let mut add = |letters, sound, cost| {
        here.push(Reading {
            letters,
            sound,
            cost,
        });
    };
    let last = at + 1 == letters.len();
    match letters[at] {
        'c' if letters
            .get(at + 1)
            .is_some_and(|c| matches!(c, 'e' | 'i' | 'y')) =>
        {
            add(1, S, 0.0);
        }
        'ا' | 'ع' if at == 0 => add(1, Any, 0.0),
        // "Al-" and "ال" are written or not.
        'a' | 'e' if at == 0 && letters.get(1) == Some(&'l') && letters.len() > 4 => {
            add(2, Silent, 0.15);
        }
        'ہ' if last => {
            add(1, A, 0.0);
            add(1, E, 0.0);
        }
        'ہ' if letters.len() == at + 2 => add(1, T, 0.3),
        'e' if last => add(1, Silent, 0.05),
        'h' if last => add(1, Silent, 0.0),
        'd' | 't' | 's' if last => add(1, Silent, 0.5),
        _ => {}
    }
    if at == 0 && letters.starts_with(&['ا', 'ل']) && letters.len() > 4 {
        add(2, Silent, 0.1);
    }
}

fn rows(group: &[char]) -> &'static [(Sound, f32)] {
    static ROWS: OnceLock<Rows> = OnceLock::new();
    let rows = ROWS.get_or_init(|| {
        let rows = LATIN.iter().chain(ARABIC);
        rows.map(|(letters, sounds)| (letters.chars().collect(), *sounds))
            .collect()
    });
    rows.get(group).copied().unwrap_or_default()
}

type Rows = HashMap<Vec<char>, &'static [(Sound, f32)], FixedState>;
