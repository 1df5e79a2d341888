//! Whether two full names are one person's, part by part: never by the whole string, or two people of
//! one family would be nearly one.

use crate::align::{Distance, compare};

/// A person's name in parts, each in either script.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct PersonName {
    /// Given names in their order: "آصف", "علی".
    pub given: Vec<String>,
    /// The family name, or the last part of a name that has none.
    pub family: String,
    /// A patronymic, which many texts leave out.
    pub patronymic: Option<String>,
}

/// Why two names are one person's or are not.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Reason {
    /// The family names are spellings of one.
    FamilyAlike,
    /// They are not.
    FamilyDiffers,
    /// The given names of the one that tells fewer are spellings of given names of the other.
    GivenAlike,
    /// One of them is not.
    GivenDiffers,
    /// One side tells no given name.
    GivenMissing,
    /// Both tell a patronymic, and they differ.
    PatronymicDiffers,
    /// The family name is too short to tell anything without a given name.
    FamilyShort,
    /// One side tells no family name.
    FamilyMissing,
}

impl Reason {
    /// A word for outputs: `family-alike`.
    pub fn word(self) -> &'static str {
        match self {
            Reason::FamilyAlike => "family-alike",
            Reason::FamilyDiffers => "family-differs",
            Reason::GivenAlike => "given-alike",
            Reason::GivenDiffers => "given-differs",
            Reason::GivenMissing => "given-missing",
            Reason::PatronymicDiffers => "patronymic-differs",
            Reason::FamilyShort => "family-short",
            Reason::FamilyMissing => "family-missing",
        }
    }
}

/// What the names alone say about two people.
#[derive(Debug, Clone, PartialEq)]
pub struct Verdict {
    /// Whether they may be one person. Whether they are, an office, a country or a date may deny.
    pub same: bool,
    /// The distance of the family names.
    pub family: f32,
    /// The distance of the nearest given names; `None` if one side tells none.
    pub given: Option<f32>,
    /// In the order of their declaration.
    pub reasons: Vec<Reason>,
}

/// Family names at most this far apart are one.
pub(crate) const FAMILY: f32 = 0.15;

/// Given names at most this far apart are one.
pub(crate) const GIVEN: f32 = 0.3;

/// Letters that a family name needs to stand alone.
const SHORT: usize = 2;

/// Compares two names. A name without given names, or without a family name, may be many people's:
/// `same` is then true only if the caller may take a bare name for the person, as inside of one
/// document.
pub fn compare_people(one: &PersonName, other: &PersonName) -> Verdict {
    let missing = one.family.is_empty() || other.family.is_empty();
    let family = match missing {
        true => 0.0,
        false => compare(&one.family, &other.family).cost,
    };
    let mut reasons = Vec::new();
    let mut same = family <= FAMILY;
    reasons.push(match same {
        _ if missing => Reason::FamilyMissing,
        true => Reason::FamilyAlike,
        false => Reason::FamilyDiffers,
    });
    let given = given_cost(&one.given, &other.given);
    match given {
        Some(cost) if cost <= GIVEN => reasons.push(Reason::GivenAlike),
        Some(_) => {
            reasons.push(Reason::GivenDiffers);
            same = false;
        }
        None => {
            reasons.push(Reason::GivenMissing);
            let letters = |name: &PersonName| name.family.chars().count();
            if letters(one).min(letters(other)) <= SHORT {
                reasons.push(Reason::FamilyShort);
                same = false;
            }
        }
    }
    if let (Some(a), Some(b)) = (&one.patronymic, &other.patronymic) {
        let Distance { cost, .. } = compare(a, b);
        if cost > GIVEN {
            reasons.push(Reason::PatronymicDiffers);
            same = false;
        }
    }
    reasons.sort_unstable();
    Verdict {
        same,
        family,
        given,
        reasons,
    }
}

/// How far apart two lists of given names are: each name of the shorter one is to be found in the longer
/// one, in its order; a name may be written as two. `None` if a list is empty.
fn given_cost(one: &[String], other: &[String]) -> Option<f32> {
    let (few, many) = match one.len() <= other.len() {
        true => (one, other),
        false => (other, one),
    };
    if few.is_empty() {
        return None;
    }
    // The least of the greatest cost so far, with the last name taken before each place of `many`.
    let mut least = vec![0.0_f32; many.len() + 1];
    for name in few {
        let mut next = vec![f32::INFINITY; many.len() + 1];
        for (at, candidate) in many.iter().enumerate() {
            let cost = least[at].max(compare(name, candidate).cost);
            next[at + 1] = next[at].min(cost);
        }
        least = next;
    }
    let apart = least[many.len()];
    let joined = (few.len() != many.len()).then(|| compare(&few.concat(), &many.concat()).cost);
    Some(joined.map_or(apart, |joined| joined.min(apart)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn name(text: &str) -> PersonName {
        let mut parts: Vec<String> = text.split(' ').map(str::to_owned).collect();
        let family = parts.pop().unwrap_or_default();
        PersonName {
            given: parts,
            family,
            patronymic: None,
        }
    }

    fn same(one: &str, other: &str) -> bool {
        compare_people(&name(one), &name(other)).same
    }

    #[test]
    fn spellings_of_one_name_in_four_scripts_are_one_person() {
        let people: &[&[&str]] = &[
            &["Sadyr Japarov", "صدر جباروف", "صدير جاباروف", "صدیر جباروف"],
            &[
                "Akylbek Japarov",
                "أكيلبيك جاباروف",
                "اکیل بیک جپاروف",
                "اکیبیک زہاپاروف",
            ],
            &["Jeenbek Kulubaev", "ژینبیک کلوبایف", "جينبيك كولوباييف"],
            &[
                "Kohir Rasulzoda",
                "كوهير رسولزودا",
                "قوہیر رسولزوڈا",
                "قاهر رسولزاده",
            ],
            &[
                "Sirojiddin Muhriddin",
                "سراجالدین مهرالدین",
                "سراج‌الدین مهرالدین",
            ],
            &["Roman Golovchenko", "رومن گولوچینکو", "رومان غولوفتشينكو"],
            &[
                "Adylbek Kasymaliev",
                "عادلبيك قاسمعلييف",
                "عادل‌بیک قاسم‌علی‌اف",
            ],
            &["Shehbaz Sharif", "شهباز شريف", "شہباز شریف"],
        ];
        for (at, spellings) in people.iter().enumerate() {
            for one in *spellings {
                for other in *spellings {
                    let verdict = compare_people(&name(one), &name(other));
                    assert!(verdict.same, "{one} and {other}: {verdict:?}");
                }
                for stranger in people[..at].iter().flat_map(|p| p.iter()) {
                    assert!(!same(one, stranger), "{one} and {stranger}");
                }
            }
        }
    }

    #[test]
    fn one_given_name_of_two_does_not_make_brothers_one() {
        assert!(!same("سید هوشنگ نظری", "سید محمد کاظم نظری"));
        assert!(!same("محمد رضا عارف", "Mohammad Ali Aref"));
        assert!(same("محمد رضا عارف", "Reza Aref"));
        assert!(same("Mohammad Reza Aref", "رضا عارف"));
        assert!(!same("رضا محمد عارف", "Mohammad Reza Aref"));
    }

    #[test]
    fn names_that_share_their_consonants_are_told_apart_by_vowels() {
        assert!(!same("عاصم منير", "عاصم منور"));
    }

    #[test]
    fn a_bare_family_name_is_anybodys_and_a_short_one_nobodys() {
        assert!(same("Japarov", "صدر جباروف"));
        assert!(!same("دار", "دور"));
        let short = compare_people(&name("بن"), &name("Hassan Ben"));
        assert!(!short.same && short.reasons.contains(&Reason::FamilyShort));
    }
}
