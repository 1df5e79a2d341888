//! Persian of both countries: summands from the largest down, " و " between them.

use super::{Rng, nth, once_in, one_of};

/// The words of a country.
pub struct Words {
    /// 1 to 19.
    units: [&'static str; 19],
    /// 100 to 900.
    hundreds: [&'static str; 9],
    thousand: &'static str,
    million: &'static str,
    milliard: &'static str,
    trillion: &'static str,
    /// Whether 10¹² is mostly "a thousand milliards".
    thousands_of_milliards: bool,
}

/// The tens from 20.
const TENS: [&str; 8] = ["بیست", "سی", "چهل", "پنجاه", "شصت", "هفتاد", "هشتاد", "نود"];

/// Iranian Persian says the hundreds in one word.
#[rustfmt::skip]
pub const IRANIAN: Words = Words {
    units: [
        "یک", "دو", "سه", "چهار", "پنج", "شش", "هفت", "هشت", "نه", "ده", "یازده", "دوازده",
        "سیزده", "چهارده", "پانزده", "شانزده", "هفده", "هجده/هیجده", "نوزده",
    ],
    hundreds: [
        "صد/یکصد", "دویست", "سیصد", "چهارصد", "پانصد", "ششصد", "هفتصد", "هشتصد", "نهصد",
    ],
    thousand: "هزار",
    million: "میلیون",
    milliard: "میلیارد",
    trillion: "تریلیون",
    thousands_of_milliards: true,
};

/// Dari keeps older forms of the units, and its hundreds are also regular.
#[rustfmt::skip]
pub const DARI: Words = Words {
    units: [
        "یک", "دو", "سه", "چهار/چار", "پنج", "شش", "هفت", "هشت", "نه/نُه", "ده", "یازده",
        "دوازده", "سیزده", "چهارده/چارده", "پانزده", "شانزده", "هفده", "هجده/هژده",
        "نوزده/نزده",
    ],
    hundreds: [
        "صد/یکصد/یک صد", "دویست/دوصد/دو صد", "سیصد/سه‌صد/سه صد", "چهارصد/چهار صد/چارصد",
        "پانصد/پنجصد/پنج صد", "ششصد/شش صد", "هفتصد/هفت صد", "هشتصد/هشت صد", "نهصد/نه صد",
    ],
    thousand: "هزار",
    million: "میلیون/ملیون",
    milliard: "میلیارد/ملیارد",
    trillion: "تریلیون/ترلیون",
    thousands_of_milliards: false,
};

/// What one writer keeps to in one number.
struct Style {
    /// Between ten and unit: "and", for some with a zero-width non-joiner.
    and: &'static str,
    /// Between a count and its scale word, in the same manner.
    space: &'static str,
}

/// From 1.
pub fn words(w: &Words, n: u64, rng: &mut Rng) -> String {
    let style = Style {
        and: [" و ", "\u{200c}و"][usize::from(once_in(6, rng))],
        space: [" ", "\u{200c}"][usize::from(once_in(8, rng))],
    };
    let mut summands = Vec::new();
    let thousands = n / 1_000_000_000_000;
    if w.thousands_of_milliards && thousands > 0 && once_in(2, rng) {
        let count = below_million(w, n / 1_000_000_000, &style, rng);
        summands.push(format!("{count} {}", one_of(w.milliard, rng)));
    } else {
        summands.extend(scaled(w, thousands, w.trillion, &style, rng));
        summands.extend(scaled(w, n / 1_000_000_000 % 1000, w.milliard, &style, rng));
    }
    summands.extend(scaled(w, n / 1_000_000 % 1000, w.million, &style, rng));
    let rest = n % 1_000_000;
    if rest > 0 {
        summands.push(below_million(w, rest, &style, rng));
    }
    summands.join(" و ")
}

/// 1 to 999 of a scale word, which has no plural behind a number.
fn scaled(w: &Words, count: u64, scale: &str, style: &Style, rng: &mut Rng) -> Option<String> {
    let count = (count > 0).then(|| below_thousand(w, count, style, rng))?;
    Some(format!("{count}{}{}", style.space, one_of(scale, rng)))
}

/// 1 to 999,999: a thousand needs no "one".
fn below_million(w: &Words, n: u64, style: &Style, rng: &mut Rng) -> String {
    let thousands = match n / 1000 {
        1 if once_in(2, rng) => Some(one_of("هزار/یکهزار", rng).to_owned()),
        count => scaled(w, count, w.thousand, style, rng),
    };
    let rest = n % 1000;
    let rest = (rest > 0).then(|| below_thousand(w, rest, style, rng));
    let summands: Vec<String> = thousands.into_iter().chain(rest).collect();
    summands.join(" و ")
}

/// 1 to 999.
fn below_thousand(w: &Words, n: u64, style: &Style, rng: &mut Rng) -> String {
    let mut summands = Vec::new();
    if n >= 100 {
        summands.push(one_of(nth(&w.hundreds, n / 100), rng).to_owned());
    }
    match n % 100 {
        0 => {}
        rest @ 1..20 => summands.push(one_of(nth(&w.units, rest), rng).to_owned()),
        rest => {
            let ten = nth(&TENS, rest / 10 - 1);
            let unit = (rest % 10 > 0).then(|| one_of(nth(&w.units, rest % 10), rng));
            let unit = unit.map(|unit| format!("{}{unit}", style.and));
            summands.push(format!("{ten}{}", unit.unwrap_or_default()));
        }
    }
    summands.join(" و ")
}
