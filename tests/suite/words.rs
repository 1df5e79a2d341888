//! Numbers in words come back as the numbers that they are.
//!
//! The words are made here from the grammar of each language and never from the lexicons, so that
//! a form that a lexicon lacks shows up as a number that is not read.

use std::collections::{BTreeSet, HashMap};

use fastrand::Rng;
use khabar_core::{Amount, Decimal, Declared, Value};
use khabar_run::Engine;
use khabar_testkit::document;
use khabar_tests::engine;

/// How many numbers are read in each language.
const NUMBERS: usize = 10_000;

/// A number in words of a language, each time in another of the forms that its grammar allows.
fn words(language: &str, n: u64, rng: &mut Rng) -> String {
    match language {
        _ if n == 0 => "صفر".to_owned(),
        "ar" => arabic::words(n, rng),
        "fa" => persian::words(&persian::IRANIAN, n, rng),
        "prs" => persian::words(&persian::DARI, n, rng),
        "ur" => urdu::words(n, rng),
        _ => panic!("no grammar for {language}"),
    }
}

/// One of the forms that an entry gives between slashes.
fn one_of<'w>(forms: &'w str, rng: &mut Rng) -> &'w str {
    let at = rng.usize(..forms.split('/').count());
    forms.split('/').nth(at).unwrap_or(forms)
}

/// True once in so many times.
fn once_in(times: u32, rng: &mut Rng) -> bool {
    rng.u32(..times) == 0
}

/// The entry of a table that begins with one.
fn nth<'t>(table: &[&'t str], n: u64) -> &'t str {
    table[n as usize - 1]
}

/// Arabic: gender, case and state change nearly every word, and و is written to the next one.
mod arabic {
    use super::{Rng, nth, once_in, one_of};

    /// 3 to 10 as they stand before a feminine noun; ة makes them those before a masculine one.
    const STEMS: [&str; 8] = ["ثلاث", "أربع", "خمس", "ست", "سبع", "ثماني", "تسع", "عشر"];
    /// The tens from 20 without their ending.
    const TENS: [&str; 8] = ["عشر", "ثلاث", "أربع", "خمس", "ست", "سبع", "ثمان", "تسع"];
    /// Scale, singular and plural, the largest first. All are masculine.
    const SCALES: [(u64, &str, &str); 5] = [
        (1_000_000_000_000, "تريليون", "تريليونات"),
        (1_000_000_000, "مليار", "مليارات"),
        (1_000_000_000, "بليون", "بلايين/بليونات"),
        (1_000_000, "مليون", "ملايين"),
        (1_000, "ألف", "آلاف"),
    ];

    #[derive(Clone, Copy, PartialEq, Eq)]
    enum Gender {
        Masculine,
        Feminine,
    }

    #[derive(Clone, Copy, PartialEq, Eq)]
    enum Case {
        Nominative,
        Accusative,
        Genitive,
    }

    /// What one writer keeps to in one number.
    #[derive(Clone, Copy)]
    struct Style {
        /// The case of the whole, which every summand takes.
        case: Case,
        /// The gender of what the whole counts.
        counted: Gender,
        /// How the accusative ending of an indefinite word is written.
        alef: &'static str,
        /// The word for a hundred without its ending.
        hundred: &'static str,
    }

    impl Style {
        fn any(rng: &mut Rng) -> Self {
            Style {
                case: [Case::Nominative, Case::Accusative, Case::Genitive][rng.usize(..3)],
                counted: [Gender::Masculine, Gender::Feminine][rng.usize(..2)],
                alef: ["ا", "ا", "ًا", "اً"][rng.usize(..4)],
                hundred: ["مئ", "مائ"][rng.usize(..2)],
            }
        }

        /// Dual and masculine plural know two cases.
        fn ending(self, nominative: &'static str, oblique: &'static str) -> &'static str {
            match self.case {
                Case::Nominative => nominative,
                Case::Accusative | Case::Genitive => oblique,
            }
        }

        /// An indefinite singular: only the accusative can be seen.
        fn indefinite(self, word: &str) -> String {
            match self.case {
                Case::Accusative => format!("{word}{}", self.alef),
                Case::Nominative | Case::Genitive => word.to_owned(),
            }
        }

        /// A singular behind 11 to 99: always accusative.
        fn specified(self, word: &str) -> String {
            format!("{word}{}", self.alef)
        }

        /// A dual: two cases, and the ن falls before the noun that it belongs to.
        fn dual(self, word: &str, construct: bool) -> String {
            let vowel = self.ending("ا", "ي");
            let noon = if construct { "" } else { "ن" };
            format!("{word}{vowel}{noon}")
        }

        /// The tens: a masculine plural of two cases.
        fn ten(self, tens: u64) -> String {
            format!("{}{}", nth(&TENS, tens - 1), self.ending("ون", "ين"))
        }

        /// 1 to 10. One and two agree; from 3 the gender is turned round.
        fn unit(self, n: u64, gender: Gender, rng: &mut Rng) -> String {
            match (n, gender) {
                (1, Gender::Masculine) => self.indefinite("واحد"),
                (1, Gender::Feminine) => "واحدة".to_owned(),
                (2, Gender::Masculine) => self.dual("اثن", false),
                (2, Gender::Feminine) => self.dual("اثنت", false),
                (_, Gender::Masculine) => format!("{}ة", nth(&STEMS, n - 2)),
                // The ي of eight falls with the ending that is not written, though not for all.
                (8, _) if self.case != Case::Accusative => match self.alef {
                    "ا" => one_of("ثمان/ثماني", rng).to_owned(),
                    _ => "ثمانٍ".to_owned(),
                },
                (_, Gender::Feminine) => self.indefinite(nth(&STEMS, n - 2)),
            }
        }

        /// 11 to 19: ten agrees with what is counted, 3 to 9 before it do not; without ending
        /// except for two.
        fn teen(self, n: u64, gender: Gender) -> String {
            match (n - 10, gender) {
                (1, Gender::Masculine) => "أحد عشر".to_owned(),
                (1, Gender::Feminine) => "إحدى عشرة".to_owned(),
                (2, Gender::Masculine) => format!("{} عشر", self.dual("اثن", true)),
                (2, Gender::Feminine) => format!("{} عشرة", self.dual("اثنت", true)),
                (unit, Gender::Masculine) => format!("{}ة عشر", nth(&STEMS, unit - 2)),
                (unit, Gender::Feminine) => format!("{} عشرة", nth(&STEMS, unit - 2)),
            }
        }

        /// 1 to 99: the unit before the ten. One has a form of its own there.
        fn below_hundred(self, n: u64, gender: Gender, rng: &mut Rng) -> String {
            match (n / 10, n % 10) {
                (0, _) | (1, 0) => self.unit(n, gender, rng),
                (1, _) => self.teen(n, gender),
                (tens, 0) => self.ten(tens),
                (tens, unit) => {
                    let unit = match (unit, gender) {
                        (1, Gender::Masculine) if once_in(3, rng) => self.indefinite("أحد"),
                        (1, Gender::Feminine) if !once_in(3, rng) => "إحدى".to_owned(),
                        _ => self.unit(unit, gender, rng),
                    };
                    format!("{unit} و{}", self.ten(tens))
                }
            }
        }

        /// 100 to 900: a feminine noun, in one word with its unit or in two.
        fn hundreds(self, n: u64, construct: bool, rng: &mut Rng) -> String {
            let hundred = self.hundred;
            match n {
                1 => format!("{hundred}ة"),
                2 => self.dual(&format!("{hundred}ت"), construct),
                8 => format!("{}{hundred}ة", one_of("ثمان/ثمان /ثماني ", rng)),
                _ => format!("{}{}{hundred}ة", nth(&STEMS, n - 2), one_of("/ ", rng)),
            }
        }

        /// 1 to 999 of a scale word: its last summand decides on the form of the noun.
        fn scaled(self, count: u64, one: &str, many: &str, rng: &mut Rng) -> String {
            let (hundreds, rest) = (count / 100, count % 100);
            let counted = match rest {
                0 => format!("{} {one}", self.hundreds(hundreds, true, rng)),
                1 | 2 if hundreds > 0 => return self.one_or_two_more(count, one, rng),
                1 => self.indefinite(one),
                2 => self.dual(one, false),
                3..=10 => {
                    let rest = self.unit(rest, Gender::Masculine, rng);
                    format!("{rest} {}", one_of(many, rng))
                }
                _ => {
                    let rest = self.below_hundred(rest, Gender::Masculine, rng);
                    format!("{rest} {}", self.specified(one))
                }
            };
            if hundreds == 0 || rest == 0 {
                return counted;
            }
            format!("{} و{counted}", self.hundreds(hundreds, false, rng))
        }

        /// 101, 102, 201 … of a scale word: the noun is said again, today also counted as it is.
        fn one_or_two_more(self, count: u64, one: &str, rng: &mut Rng) -> String {
            let (hundreds, rest) = (count / 100, count % 100);
            if once_in(2, rng) {
                let hundreds = self.hundreds(hundreds, true, rng);
                return format!("{hundreds} {one} و{}", self.scaled(rest, one, one, rng));
            }
            let two = self.dual("اثن", false);
            let rest = if rest == 1 { "واحد" } else { &two };
            format!("{} و{rest} {one}", self.hundreds(hundreds, false, rng))
        }
    }

    /// From 1: scale by scale, the largest first, every summand behind و.
    pub fn words(n: u64, rng: &mut Rng) -> String {
        let style = Style::any(rng);
        let not_said = one_of("بليون/بليون/بليون/مليار", rng);
        let mut summands = Vec::new();
        for (scale, one, many) in SCALES.into_iter().filter(|s| s.1 != not_said) {
            let count = n / scale % 1000;
            if count > 0 {
                summands.push(style.scaled(count, one, many, rng));
            }
        }
        let (hundreds, rest) = (n / 100 % 10, n % 100);
        if hundreds > 0 {
            summands.push(style.hundreds(hundreds, false, rng));
        }
        if rest > 0 {
            summands.push(style.below_hundred(rest, style.counted, rng));
        }
        summands.join(" و")
    }
}

/// Persian of both countries: summands from the largest down, " و " between them.
mod persian {
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
}

/// Urdu: every number below 100 has a name of its own, the scales are Indian, nothing joins them.
mod urdu {
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
}

/// How a language's numbers are drawn, and the sentences that they are read in.
struct Trial {
    language: &'static str,
    /// Up to how many digits.
    digits: u32,
    /// A bare count stands at the braces: nothing before it names it, nothing behind is counted.
    frames: [&'static str; 2],
    /// Those that alone in one word may be something else: scale words and homographs.
    unsure: &'static [u64],
}

const TRIALS: [Trial; 4] = [
    Trial {
        language: "ar",
        digits: 15,
        frames: ["وبلغ العدد {}.", "وارتفع العدد إلى {}."],
        unsure: &[
            60,
            100,
            200,
            1_000,
            1_000_000,
            1_000_000_000,
            1_000_000_000_000,
        ],
    },
    Trial {
        language: "fa",
        digits: 15,
        frames: ["تعداد آنها {} است.", "تعداد آنها به {} رسید."],
        unsure: &[30, 100, 1_000],
    },
    Trial {
        language: "prs",
        digits: 15,
        frames: ["تعداد آنها {} است.", "تعداد آنها به {} رسید."],
        unsure: &[30, 100, 1_000],
    },
    // ستر is also what is covered, بہتر better, چون since, اسی this very one.
    Trial {
        language: "ur",
        digits: 13,
        frames: ["کل تعداد {} رہی۔", "ان کی تعداد {} ہے۔"],
        unsure: &[19, 54, 70, 72, 80, 89],
    },
];

/// A number of any length from two digits: as it falls, round, or with gaps.
fn draw(digits: u32, rng: &mut Rng) -> u64 {
    let length = rng.u32(2..=digits);
    let first = 10_u64.pow(length - 1);
    let n = rng.u64(first..first * 10);
    match rng.u32(..4) {
        0 => {
            let round = 10_u64.pow(rng.u32(1..length));
            n / round * round
        }
        1 => (0..length - 1).fold(n, |n, at| {
            let place = 10_u64.pow(at);
            if rng.bool() {
                n - n / place % 10 * place
            } else {
                n
            }
        }),
        _ => n,
    }
}

/// What is wrong with the reading of a number in a frame, if anything.
fn wrong(engine: &Engine, language: &str, frame: &str, n: u64, words: &str) -> Option<String> {
    let mut document = document("words", &frame.replace("{}", words));
    document.meta.language = Some(Declared {
        tag: language.to_owned(),
        from: "record",
    });
    let reading = engine.read(&document);
    let found: Vec<(&str, Option<&Value>)> = reading
        .facts
        .iter()
        .filter(|fact| fact.kind == "number")
        .map(|fact| (fact.span.of(&document.text), fact.value("value")))
        .collect();
    let expected = Value::Decimal(Amount::exact(Decimal::from(n)));
    if found == [(words, Some(&expected))] {
        return None;
    }
    let all = reading.facts.iter().map(|fact| {
        let value = fact.value("value").map(ToString::to_string);
        let value = value.unwrap_or_default();
        format!("{} {value} | {}", fact.kind, fact.span.of(&document.text))
    });
    let all = all.collect::<Vec<_>>().join("; ");
    Some(format!(
        "{language} {n}\n    {}\n    found: {all}",
        document.text
    ))
}

#[test]
fn numbers_in_words_come_back() {
    let engine = engine();
    let mut failures = Vec::new();
    for trial in &TRIALS {
        let mut rng = Rng::with_seed(20_251_204);
        let mut read = 0;
        let mut failed = Vec::new();
        while read < NUMBERS {
            let n = draw(trial.digits, &mut rng);
            let words = words(trial.language, n, &mut rng);
            let one_word = !words.contains([' ', '\u{200c}']);
            if n < 11 || one_word && trial.unsure.contains(&n) {
                continue;
            }
            read += 1;
            let frame = trial.frames[rng.usize(..2)];
            failed.extend(wrong(&engine, trial.language, frame, n, &words));
        }
        if !failed.is_empty() {
            let first = failed.iter().take(20).map(String::as_str);
            let first = first.collect::<Vec<_>>().join("\n  ");
            failures.push(format!(
                "{}: {} of {read}\n  {first}",
                trial.language,
                failed.len()
            ));
        }
    }
    assert!(
        failures.is_empty(),
        "not read back:\n{}",
        failures.join("\n")
    );
}

/// The forms that the grammar gives for a number, as far as many draws show them.
fn forms(language: &str, n: u64) -> BTreeSet<String> {
    let mut rng = Rng::with_seed(1);
    (0..4000).map(|_| words(language, n, &mut rng)).collect()
}

/// Each of the forms between slashes is one that the grammar gives.
fn gives(language: &str, expected: &[(u64, &str)]) {
    for (n, expected) in expected {
        let forms = forms(language, *n);
        for form in expected.split('/') {
            assert!(
                forms.contains(form),
                "{language} {n}: no {form:?} in {forms:#?}"
            );
        }
    }
}

/// The forms between slashes are all that the grammar gives.
fn gives_only(language: &str, expected: &[(u64, &str)]) {
    for (n, expected) in expected {
        let expected: BTreeSet<String> = expected.split('/').map(str::to_owned).collect();
        assert_eq!(forms(language, *n), expected, "{language} {n}");
    }
}

#[test]
fn arabic_words_follow_the_grammar() {
    gives_only(
        "ar",
        &[
            (0, "صفر"),
            (3, "ثلاثة/ثلاث/ثلاثا/ثلاثًا/ثلاثاً"),
            (11, "أحد عشر/إحدى عشرة"),
            (12, "اثنا عشر/اثني عشر/اثنتا عشرة/اثنتي عشرة"),
            (18, "ثمانية عشر/ثماني عشرة"),
            (40, "أربعون/أربعين"),
            (200, "مئتان/مئتين/مائتان/مائتين"),
            (300, "ثلاثمئة/ثلاثمائة/ثلاث مئة/ثلاث مائة"),
            (1_000, "ألف/ألفا/ألفًا/ألفاً"),
            (2_000, "ألفان/ألفين"),
            (10_000, "عشرة آلاف"),
            (11_000, "أحد عشر ألفا/أحد عشر ألفًا/أحد عشر ألفاً"),
            (100_000, "مئة ألف/مائة ألف"),
            (200_000, "مئتا ألف/مئتي ألف/مائتا ألف/مائتي ألف"),
            (5_000_000, "خمسة ملايين"),
            (3_000_000_000, "ثلاثة مليارات/ثلاثة بلايين/ثلاثة بليونات"),
            (4_000_000_000_000, "أربعة تريليونات"),
        ],
    );
    gives(
        "ar",
        &[
            (8, "ثمانية/ثمان/ثماني/ثمانٍ/ثمانيا/ثمانيًا"),
            (
                21,
                "واحد وعشرون/واحدا وعشرين/واحد وعشرين/أحد وعشرون/إحدى وعشرون/إحدى وعشرين/واحدة وعشرين",
            ),
            (22, "اثنان وعشرون/اثنين وعشرين/اثنتان وعشرون/اثنتين وعشرين"),
            (
                35,
                "خمسة وثلاثون/خمسة وثلاثين/خمس وثلاثون/خمسا وثلاثين/خمسًا وثلاثين",
            ),
            (
                88,
                "ثمانية وثمانون/ثمان وثمانين/ثمانٍ وثمانون/ثمانيا وثمانين",
            ),
            (800, "ثمانمئة/ثمانمائة/ثماني مئة/ثمان مائة"),
            (1_995, "ألف وتسعمئة وخمسة وتسعون/ألفا وتسعمائة وخمسا وتسعين"),
            (103_000, "مئة وثلاثة آلاف"),
            (101_000, "مئة ألف وألف/مئة وواحد ألف"),
            (202_000, "مئتا ألف وألفان/مئتين واثنين ألف"),
            (
                325_000,
                "ثلاثمئة وخمسة وعشرون ألفا/ثلاث مئة وخمسة وعشرين ألفًا",
            ),
            (2_000_015, "مليونان وخمسة عشر/مليونين وخمس عشرة"),
            (90_000_000, "تسعون مليونا/تسعين مليونًا"),
        ],
    );
}

#[test]
fn persian_words_follow_the_grammar() {
    gives_only(
        "fa",
        &[
            (0, "صفر"),
            (11, "یازده"),
            (16, "شانزده"),
            (18, "هجده/هیجده"),
            (21, "بیست و یک/بیست‌ویک"),
            (100, "صد/یکصد"),
            (1_000, "هزار/یک هزار/یک‌هزار/یکهزار"),
            (2_000_000, "دو میلیون/دو‌میلیون"),
        ],
    );
    gives(
        "fa",
        &[
            (253, "دویست و پنجاه و سه"),
            (375, "سیصد و هفتاد و پنج"),
            (1_404, "هزار و چهارصد و چهار/یک هزار و چهارصد و چهار"),
            (31_631_000, "سی و یک میلیون و ششصد و سی و یک هزار"),
            (500_000_000_019, "پانصد میلیارد و نوزده"),
            (20_000_000_000_000, "بیست هزار میلیارد/بیست تریلیون"),
            (
                3_500_000_000_000,
                "سه هزار و پانصد میلیارد/سه تریلیون و پانصد میلیارد",
            ),
        ],
    );
}

#[test]
fn dari_words_follow_the_grammar() {
    gives_only(
        "prs",
        &[
            (0, "صفر"),
            (4, "چهار/چار"),
            (18, "هجده/هژده"),
            (19, "نوزده/نزده"),
            (100, "صد/یکصد/یک صد"),
            (200, "دویست/دوصد/دو صد"),
            (500, "پانصد/پنجصد/پنج صد"),
        ],
    );
    gives(
        "prs",
        &[
            (49, "چهل و نه/چهل و نُه/چهل‌ونه"),
            (64, "شصت و چهار/شصت و چار"),
            (300, "سیصد/سه صد"),
            (12_000, "دوازده هزار"),
            (3_000_000, "سه میلیون/سه ملیون"),
            (7_000_000_000, "هفت میلیارد/هفت ملیارد"),
            (1_000_000_000_000, "یک تریلیون/یک ترلیون"),
        ],
    );
}

#[test]
fn urdu_words_follow_the_grammar() {
    gives_only(
        "ur",
        &[
            (0, "صفر"),
            (6, "چھ/چھے"),
            (23, "تئیس/تیئس/تیئیس"),
            (39, "انتالیس"),
            (55, "پچپن"),
            (67, "سڑسٹھ"),
            (79, "اناسی"),
            (89, "نواسی"),
            (99, "ننانوے"),
            (100, "ایک سو"),
            (1_000, "ایک ہزار"),
            (1_500, "ایک ہزار پانچ سو/پندرہ سو"),
            (345_000, "تین لاکھ پینتالیس ہزار"),
            (10_000_000, "ایک کروڑ"),
            (3_000_000_000, "تین ارب"),
            (1_250_000_000_000, "بارہ کھرب پچاس ارب"),
            (
                9_999_999_999_999,
                "ننانوے کھرب ننانوے ارب ننانوے کروڑ ننانوے لاکھ ننانوے ہزار نو سو ننانوے",
            ),
        ],
    );
}

#[test]
fn no_words_are_those_of_two_numbers() {
    for trial in &TRIALS {
        let mut rng = Rng::with_seed(2);
        let mut known: HashMap<String, u64> = HashMap::new();
        for turn in 0..30_000 {
            let n = if turn < 3000 {
                turn / 3
            } else {
                draw(trial.digits, &mut rng)
            };
            let words = words(trial.language, n, &mut rng);
            assert!(
                !words.contains("  ") && words.trim() == words,
                "{n}: {words:?}"
            );
            let first = *known.entry(words.clone()).or_insert(n);
            assert_eq!(first, n, "{}: {words}", trial.language);
        }
    }
}
