//! The nearest names of a large list.
//!
//! Names are found by keys: their consonants as coarse classes, with each one left out in turn, so that
//! one lost or changed consonant still leads to the name. What is found is compared cheaply by its
//! consonants and then, the best of it, by sound.

use std::collections::HashMap;

use foldhash::fast::FixedState;

use crate::align::cost;
use crate::letters::Word;
use crate::sound::Sound;

/// A list of words of names, ready to be asked.
pub struct Index {
    words: Vec<Entry>,
    whole: Keys,
    shortened: Keys,
}

type Keys = HashMap<u64, Vec<u32>, FixedState>;

struct Entry {
    word: Word,
    classes: Vec<u8>,
}

/// A name of the list and how far it is.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Found {
    /// Its place in the list.
    pub at: usize,
    /// As in [`crate::Distance::cost`].
    pub cost: f32,
}

/// How many names are compared by sound.
const COMPARED: usize = 160;

/// How many readings of one word's consonants are looked up.
const READINGS: usize = 8;

/// A name with all the consonants that is nearer than this is not beaten by one with others.
const NEAR: f32 = 0.08;

impl Index {
    /// The index of words, each in either script.
    pub fn new<'w>(words: impl IntoIterator<Item = &'w str>) -> Index {
        let mut index = Index {
            words: Vec::new(),
            whole: HashMap::with_hasher(FixedState::default()),
            shortened: HashMap::with_hasher(FixedState::default()),
        };
        for word in words {
            let at = index.words.len() as u32;
            let word = Word::new(word);
            let skeletons = skeletons(&word);
            for skeleton in &skeletons {
                add(&mut index.whole, key(skeleton, None), at);
                for key in shortened(skeleton) {
                    add(&mut index.shortened, key, at);
                }
            }
            let classes = skeletons.into_iter().next().unwrap_or_default();
            index.words.push(Entry { word, classes });
        }
        index
    }

    /// The nearest words, the nearest first, at most `most`; words of one cost in the order of the list.
    pub fn find(&self, word: &str, most: usize) -> Vec<Found> {
        let word = Word::new(word);
        let skeletons = skeletons(&word);
        let mut row = Vec::new();
        let mut found = self.alike(&word, &skeletons, &mut row);
        if found.first().is_none_or(|best| best.cost > NEAR) {
            // One consonant more, less or other.
            let others = skeletons.iter().flat_map(|skeleton| {
                let longer = self.shortened.get(&key(skeleton, None));
                let same = shortened(skeleton).flat_map(|key| {
                    let (whole, shortened) = (self.whole.get(&key), self.shortened.get(&key));
                    whole.into_iter().chain(shortened)
                });
                longer.into_iter().chain(same)
            });
            let others = others.flatten().copied().collect();
            found.extend(self.nearest(&word, others, Some(&skeletons), &mut row));
            sort(&mut found);
            found.dedup_by_key(|found| found.at);
        }
        found.truncate(most);
        found
    }

    /// The nearest words with the very consonants, as coarse classes: cheaper than [`Index::find`], and
    /// without those that lost or changed one.
    pub fn find_alike(&self, word: &str, most: usize) -> Vec<Found> {
        let word = Word::new(word);
        let mut found = self.alike(&word, &skeletons(&word), &mut Vec::new());
        found.truncate(most);
        found
    }

    fn alike(&self, word: &Word, skeletons: &[Vec<u8>], row: &mut Vec<f32>) -> Vec<Found> {
        let alike = skeletons
            .iter()
            .filter_map(|skeleton| self.whole.get(&key(skeleton, None)));
        self.nearest(word, alike.flatten().copied().collect(), None, row)
    }

    /// The candidates by their cost. Of too many, only those are compared whose letters, and whose
    /// consonants where these differ from `skeletons`, are likest.
    fn nearest(
        &self,
        word: &Word,
        mut candidates: Vec<u32>,
        skeletons: Option<&[Vec<u8>]>,
        row: &mut Vec<f32>,
    ) -> Vec<Found> {
        candidates.sort_unstable();
        candidates.dedup();
        if candidates.len() > COMPARED {
            candidates.sort_by_cached_key(|at| {
                let entry = &self.words[*at as usize];
                let edits = |s: &Vec<u8>| edits(s, &entry.classes);
                let consonants = skeletons.and_then(|all| all.iter().map(edits).min());
                let letters = word.readings.len().abs_diff(entry.word.readings.len());
                (consonants, letters, *at)
            });
            candidates.truncate(COMPARED);
        }
        let mut found: Vec<Found> = candidates
            .into_iter()
            .map(|at| {
                let other = &self.words[at as usize].word;
                Found {
                    at: at as usize,
                    cost: cost(word, other, row) / word.weight.max(other.weight),
                }
            })
            .collect();
        sort(&mut found);
        found
    }
}

fn sort(found: &mut [Found]) {
    found.sort_by(|a, b| a.cost.total_cmp(&b.cost).then(a.at.cmp(&b.at)));
}

fn add(keys: &mut Keys, key: u64, at: u32) {
    let words = keys.entry(key).or_default();
    if words.last() != Some(&at) {
        words.push(at);
    }
}

/// A key that spellings of one name in one language mostly share: the coarse classes of a word's
/// consonants in their most usual reading.
pub fn sound_key(word: &str) -> Vec<u8> {
    skeletons(&Word::new(word))
        .into_iter()
        .next()
        .unwrap_or_default()
}

/// The classes of a word's consonants in its most usual readings.
fn skeletons(word: &Word) -> Vec<Vec<u8>> {
    // (cost, letters taken, classes)
    let mut open: Vec<(f32, usize, Vec<u8>)> = vec![(0.0, 0, Vec::new())];
    let mut done: Vec<(f32, Vec<u8>)> = Vec::new();
    while let Some((cost, at, classes)) = open.pop() {
        let Some(readings) = word.readings.get(at) else {
            done.push((cost, classes));
            continue;
        };
        let mut seen: Vec<(u8, Option<u8>)> = Vec::new();
        let longest = readings
            .iter()
            .filter(|r| r.cost <= 0.2 && r.sound.class().is_some())
            .map(|r| r.letters)
            .max();
        for reading in readings {
            if reading.cost > 0.3 || longest.is_some_and(|most| reading.letters < most) {
                continue;
            }
            let class = reading.sound.class();
            if reading.sound == Sound::Silent && reading.letters < 2 && longest.is_some() {
                continue;
            }
            if seen.contains(&(reading.letters, class)) {
                continue;
            }
            seen.push((reading.letters, class));
            let mut next = classes.clone();
            next.extend(class.filter(|class| next.last() != Some(class)));
            open.push((cost + reading.cost, at + usize::from(reading.letters), next));
        }
        if open.len() > 64 {
            open.sort_by(|a, b| b.0.total_cmp(&a.0));
            open.drain(..open.len() - 64);
        }
    }
    done.sort_by(|a, b| a.0.total_cmp(&b.0));
    let mut skeletons: Vec<Vec<u8>> = Vec::new();
    for (_, classes) in done {
        if !skeletons.contains(&classes) {
            skeletons.push(classes);
        }
    }
    skeletons.truncate(READINGS);
    skeletons
}

/// The key of a skeleton, with one consonant left out or none.
fn key(skeleton: &[u8], left_out: Option<usize>) -> u64 {
    let kept = skeleton.iter().enumerate();
    let kept = kept.filter(|(at, _)| Some(*at) != left_out);
    kept.fold(1u64, |key, (_, class)| {
        key.wrapping_mul(31).wrapping_add(u64::from(*class))
    })
}

/// The keys of a skeleton with each consonant left out in turn.
fn shortened(skeleton: &[u8]) -> impl Iterator<Item = u64> + '_ {
    let all = 0..skeleton.len();
    all.filter(|_| skeleton.len() > 1)
        .map(|left_out| key(skeleton, Some(left_out)))
}

/// How many classes have to be changed, left out or added.
fn edits(one: &[u8], other: &[u8]) -> usize {
    let mut row: Vec<usize> = (0..=other.len()).collect();
    for (i, a) in one.iter().enumerate() {
        let mut before = row[0];
        row[0] = i + 1;
        for (j, b) in other.iter().enumerate() {
            let change = before + usize::from(a != b);
            before = row[j + 1];
            row[j + 1] = change.min(row[j] + 1).min(before + 1);
        }
    }
    row[other.len()]
}
