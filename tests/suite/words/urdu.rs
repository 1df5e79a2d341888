//! Urdu: every number below 100 has a name of its own, the scales are Indian, nothing joins them.

use super::{Rng, nth, once_in, one_of};

/// 1 to 99, ten to a line.
#[rustfmt::skip]
const NAMES: [&str; 99] = [
    "ایک", "دو", "تین", "چار", "پانچ", "چھ/چھے", "سات", "آٹھ", "نو", "دس",
    "گیارہ", "بارہ", "تیرہ", "چودہ", "پندرہ", "سولہ", "سترہ", "اٹھارہ", "انیس/اُنیس", "بیس",
    "اکیس", "بائیس", "تئیس/تیئس/تیئیس", "چوبیس", "پچیس", "چھبیس", "ستائیس", "اٹھائیس", "انتیس/اُنتیس", "تیس",
    "اکتیس", "بتیس", "تینتیس", "چونتیس", "پینتیس", "چھتیس", "سینتیس", "اڑتیس", "انتالیس", "چالیس",
    "اکتالیس", "بیالیس", "تینتالیس", "چوالیس", "پینتالیس", "چھیالیس", "سینتالیس", "اڑتالیس", "انچاس", "پچاس",
    "اکیاون/اکاون", "باون", "ترپن", "چون", "پچپن", "چھپن", "ستاون", "اٹھاون", "انسٹھ", "ساٹھ",
    "اکسٹھ", "باسٹھ", "تریسٹھ/ترسٹھ", "چونسٹھ", "پینسٹھ", "چھیاسٹھ", "سڑسٹھ", "اڑسٹھ", "انہتر", "ستر",
    "اکہتر", "بہتر", "تہتر", "چوہتر", "پچہتر/پچھتر", "چھہتر", "ستتر", "اٹھہتر/اٹھتر", "اناسی", "اسی/اسّی",
    "اکیاسی", "بیاسی", "تراسی", "چوراسی", "پچاسی", "چھیاسی", "ستاسی", "اٹھاسی", "نواسی", "نوے",
    "اکیانوے/اکانوے", "بانوے", "ترانوے", "چورانوے", "پچانوے", "چھیانوے", "ستانوے", "اٹھانوے", "ننانوے",
];
/// The scales above a hundred, the largest first.
const SCALES: [(u64, &str); 5] = [
    (100_000_000_000, "کھرب"),
    (1_000_000_000, "ارب"),
    (10_000_000, "کروڑ"),
    (100_000, "لاکھ"),
    (1_000, "ہزار"),
];

/// From 1 to below 10¹³: 1 to 99 of each scale, 1 to 9 of the hundred, "one" always said.
pub fn words(n: u64, rng: &mut Rng) -> String {
    if let Some(words) = in_hundreds(n, rng) {
        return words;
    }
    let mut summands = Vec::new();
    for (scale, word) in SCALES {
        summands.extend(scaled(n / scale % 100, word, rng));
    }
    summands.extend(scaled(n / 100 % 10, "سو", rng));
    summands.extend(name(n % 100, rng));
    summands.join(" ")
}

/// "Fifteen hundred": up to 9,999 a hundred may be counted through.
fn in_hundreds(n: u64, rng: &mut Rng) -> Option<String> {
    let (thousands, hundreds) = (n / 1000, n / 100 % 10);
    let may_be = (1..10).contains(&thousands) && hundreds > 0;
    if !may_be || !once_in(4, rng) {
        return None;
    }
    let summands = scaled(n / 100, "سو", rng)
        .into_iter()
        .chain(name(n % 100, rng));
    Some(summands.collect::<Vec<_>>().join(" "))
}

fn scaled(count: u64, scale: &str, rng: &mut Rng) -> Option<String> {
    Some(format!("{} {scale}", name(count, rng)?))
}

fn name(n: u64, rng: &mut Rng) -> Option<String> {
    (n > 0).then(|| one_of(nth(&NAMES, n), rng).to_owned())
}
