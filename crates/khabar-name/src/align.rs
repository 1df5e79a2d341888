//! The cheapest way to read two words as spellings of one name.

use crate::letters::{Reading, Word};
use crate::sound::Sound;

/// How two words differ in their cheapest readings.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Difference {
    /// A consonant stands against another one that spelling confuses.
    ConsonantsAlike,
    /// A consonant is on one side only, or stands against quite another one.
    ConsonantsDiffer,
    /// A vowel is written on one side only.
    VowelUnwritten,
    /// Two written vowels differ.
    VowelsDiffer,
}

/// How far two words are from being one name.
#[derive(Debug, Clone, PartialEq)]
pub struct Distance {
    /// 0 for spellings of one name, 1 and more for names that have nothing in common.
    pub cost: f32,
    /// What made it cost anything, each once, sorted.
    pub differences: Vec<Difference>,
}

/// Compares two words of a name, each in either script.
pub fn compare(one: &str, other: &str) -> Distance {
    if one == other {
        return Distance {
            cost: 0.0,
            differences: Vec::new(),
        };
    }
    let (one, other) = (Word::new(one), Word::new(other));
    let (cost, steps) = align(&one, &other);
    let mut differences: Vec<Difference> = steps
        .into_iter()
        .filter_map(|(a, b)| difference(a, b))
        .collect();
    differences.sort_unstable();
    differences.dedup();
    Distance {
        cost: cost / one.weight.max(other.weight),
        differences,
    }
}

fn difference(one: Option<Sound>, other: Option<Sound>) -> Option<Difference> {
    match (one, other) {
        (Some(a), Some(b)) if a == b => None,
        (Some(a), Some(b)) if a.is_vowel() && b.is_vowel() => {
            (a.against(b) > 0.1).then_some(Difference::VowelsDiffer)
        }
        (Some(a), Some(b)) => Some(match a.against(b) < 0.4 {
            true => Difference::ConsonantsAlike,
            false => Difference::ConsonantsDiffer,
        }),
        (Some(a), None) | (None, Some(a)) => match a {
            Sound::Silent | Sound::Stop => None,
            a if a.is_vowel() => Some(Difference::VowelUnwritten),
            Sound::H | Sound::W | Sound::Y => Some(Difference::ConsonantsAlike),
            _ => Some(Difference::ConsonantsDiffer),
        },
        (None, None) => None,
    }
}

/// The cost of the cheapest readings, not divided by length. `row` is space to work in.
pub(crate) fn cost(one: &Word, other: &Word, row: &mut Vec<f32>) -> f32 {
    let width = other.readings.len() + 1;
    row.clear();
    row.resize((one.readings.len() + 1) * width, f32::INFINITY);
    row[0] = 0.0;
    walk(one, other, &mut |from, to, cost, _| {
        let reached = row[from] + cost;
        row[to] = row[to].min(reached);
    });
    row.last().copied().unwrap_or(f32::INFINITY)
}

type Step = (Option<Sound>, Option<Sound>);

/// The cost and the pairs of sounds.
fn align(one: &Word, other: &Word) -> (f32, Vec<Step>) {
    let table = table(one, other);
    let mut at = table.len() - 1;
    let mut steps = Vec::new();
    while at > 0 {
        let (_, back, step) = table[at];
        steps.push(step);
        if back >= at {
            break;
        }
        at = back;
    }
    (table[table.len() - 1].0, steps)
}

type Cell = (f32, usize, Step);

/// By letters taken from both: the least cost so far, where from, and the last pair.
fn table(one: &Word, other: &Word) -> Vec<Cell> {
    let cells = (one.readings.len() + 1) * (other.readings.len() + 1);
    let mut table: Vec<Cell> = vec![(f32::INFINITY, 0, (None, None)); cells];
    table[0].0 = 0.0;
    walk(one, other, &mut |from, to, cost, step| {
        let reached = table[from].0 + cost;
        if reached < table[to].0 {
            table[to] = (reached, from, step);
        }
    });
    table
}

/// Reports every step from one pair of places to a later one, in an order in which a place is complete
/// before a step leaves it.
fn walk(one: &Word, other: &Word, step: &mut dyn FnMut(usize, usize, f32, Step)) {
    let width = other.readings.len() + 1;
    for (i, ours) in rows(one) {
        for (j, theirs) in rows(other) {
            let from = i * width + j;
            for a in ours {
                let to = (i + usize::from(a.letters)) * width + j;
                step(from, to, a.cost + one.lost(a.sound), (Some(a.sound), None));
                for b in theirs {
                    if a.sound == Sound::Silent || b.sound == Sound::Silent {
                        continue;
                    }
                    let against = a.sound.against(b.sound);
                    if against <= 1.0 {
                        let cost = a.cost + b.cost + against;
                        let to = to + usize::from(b.letters);
                        step(from, to, cost, (Some(a.sound), Some(b.sound)));
                    }
                }
            }
            for b in theirs {
                let to = from + usize::from(b.letters);
                step(
                    from,
                    to,
                    b.cost + other.lost(b.sound),
                    (None, Some(b.sound)),
                );
            }
        }
    }
}

/// Every place of a word with its readings, the end without any.
fn rows(word: &Word) -> impl Iterator<Item = (usize, &[Reading])> {
    let rows = word.readings.iter().map(Vec::as_slice);
    rows.chain(std::iter::once(&[][..])).enumerate()
}
