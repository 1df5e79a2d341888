//! Arabic: gender, case and state change nearly every word, and و is written to the next one.

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
