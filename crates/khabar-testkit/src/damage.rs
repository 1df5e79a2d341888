//! Texts that nobody meant to write: damaged ones and random ones, the same at every run.

use fastrand::Rng;

/// Drops, doubles and swaps characters of a text, one in a hundred or so.
pub fn characters(text: &str, seed: u64) -> String {
    let mut rng = Rng::with_seed(seed);
    let mut chars: Vec<char> = text.chars().collect();
    for _ in 0..chars.len() / 100 + 1 {
        if chars.len() < 2 {
            break;
        }
        let at = rng.usize(..chars.len() - 1);
        match rng.u8(..3) {
            0 => {
                chars.remove(at);
            }
            1 => chars.insert(at, chars[at]),
            _ => chars.swap(at, at + 1),
        }
    }
    chars.into_iter().collect()
}

/// Drops, doubles and swaps bytes of a text; what is no UTF-8 any more is replaced as a careless
/// converter does.
pub fn bytes(text: &str, seed: u64) -> String {
    let mut rng = Rng::with_seed(seed);
    let mut bytes = text.as_bytes().to_vec();
    for _ in 0..bytes.len() / 200 + 1 {
        if bytes.len() < 2 {
            break;
        }
        let at = rng.usize(..bytes.len() - 1);
        match rng.u8(..3) {
            0 => {
                bytes.remove(at);
            }
            1 => bytes.insert(at, bytes[at]),
            _ => bytes.swap(at, at + 1),
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

/// Letters, digits, marks, controls and signs of Arabic script and around it, at random.
pub fn random(len: usize, seed: u64) -> String {
    const RANGES: &[(u32, u32)] = &[
        (0x20, 0x7E),
        (0x600, 0x6FF),
        (0x600, 0x6FF),
        (0x620, 0x64A),
        (0x660, 0x669),
        (0x750, 0x77F),
        (0x2000, 0x206F),
        (0xFB50, 0xFDFF),
        (0xFE70, 0xFEFF),
        (0x1F600, 0x1F64F),
    ];
    let mut rng = Rng::with_seed(seed);
    let mut text = String::new();
    for _ in 0..len {
        let (first, last) = RANGES[rng.usize(..RANGES.len())];
        text.extend(char::from_u32(rng.u32(first..=last)));
        if rng.u8(..5) == 0 {
            text.push([' ', '\n', '\u{200C}', '،', '.'][rng.usize(..5)]);
        }
    }
    text
}

/// The words of a text in random order and number, so that whatever depends on context meets
/// contexts that nobody wrote.
pub fn shuffled(text: &str, seed: u64) -> String {
    let mut rng = Rng::with_seed(seed);
    let mut words: Vec<&str> = text.split_inclusive(char::is_whitespace).collect();
    rng.shuffle(&mut words);
    words.concat()
}
