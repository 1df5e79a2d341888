//! How far two documents tell of the same matter: what rare things both of them name.

use std::collections::BTreeMap;

use foldhash::HashMap;
use khabar_name::sound_key;

use crate::document::{Document, Kind, Parts};
use crate::words;

/// What all shared names together may weigh.
const MOST: f32 = 6.0;

/// A name that one document in so many has weighs nothing (its natural logarithm).
const COMMON: f32 = 2.0;

/// How many documents of somebody are looked at: the last ones.
const LOOKED_AT: usize = 12;

/// Names by document, and what each weighs.
pub(crate) struct Kinship {
    things: Things,
    /// People without an id, by the sound of their full names.
    people: Things,
    sketches: Vec<Box<[u32]>>,
}

/// Numbers by document, sorted, with what it weighs that two documents share one.
struct Things {
    of: Vec<Box<[u32]>>,
    weights: HashMap<u32, f32>,
}

impl Things {
    fn new(of: Vec<Box<[u32]>>) -> Things {
        let mut times: BTreeMap<u32, u32> = BTreeMap::new();
        for thing in of.iter().flat_map(|things| things.iter()) {
            *times.entry(*thing).or_default() += 1;
        }
        // Of few documents even what each of them names once says something.
        let all = (of.len() as f32).max(50.0);
        let weight = |times: u32| ((all / times as f32).ln() - COMMON).max(0.0);
        let weights = times.iter().map(|(thing, times)| (*thing, weight(*times)));
        Things {
            weights: weights.collect(),
            of,
        }
    }

    /// The weight of what two documents share, but for one thing.
    fn shared(&self, one: u32, other: u32, but: Option<u32>) -> f32 {
        let (one, other) = (&self.of[one as usize], &self.of[other as usize]);
        let (mut a, mut b) = (one.iter().peekable(), other.iter().peekable());
        let mut weight = 0.0;
        while let (Some(x), Some(y)) = (a.peek(), b.peek()) {
            match x.cmp(y) {
                std::cmp::Ordering::Less => _ = a.next(),
                std::cmp::Ordering::Greater => _ = b.next(),
                std::cmp::Ordering::Equal => {
                    if Some(**x) != but {
                        weight += self.weights.get(*x).copied().unwrap_or_default();
                    }
                    (_, _) = (a.next(), b.next());
                }
            }
        }
        weight
    }
}

impl Kinship {
    pub(crate) fn of(documents: &[Document]) -> Kinship {
        Kinship {
            things: Things::new(documents.iter().map(things).collect()),
            people: Things::new(documents.iter().map(people).collect()),
            sketches: documents
                .iter()
                .map(|document| document.sketch.clone())
                .collect(),
        }
    }

    /// The kinship of a document with the nearest one of some others.
    pub(crate) fn nearest(
        &self,
        document: u32,
        others: impl DoubleEndedIterator<Item = u32>,
    ) -> f32 {
        let others = others.rev().take(LOOKED_AT);
        let kin = others.map(|other| self.between(document, other));
        kin.fold(0.0, f32::max)
    }

    /// The same where somebody is looked for: other people who are named beside them count too.
    pub(crate) fn nearest_beside(
        &self,
        document: u32,
        others: impl DoubleEndedIterator<Item = u32>,
        parts: &Parts,
    ) -> f32 {
        let own = Some(sound(parts));
        let others = others.rev().take(LOOKED_AT);
        let kin = others.map(|other| {
            let people = self.people.shared(document, other, own) / 2.0;
            (self.between(document, other) + people).min(MOST)
        });
        kin.fold(0.0, f32::max)
    }

    /// How much two documents share.
    pub(crate) fn between(&self, one: u32, other: u32) -> f32 {
        let sketch = |document: u32| &self.sketches[document as usize];
        if alike(sketch(one), sketch(other)) >= REPRINT {
            return MOST;
        }
        (self.things.shared(one, other, None) / 2.0).min(MOST)
    }
}

/// A full name as its sound.
fn sound(parts: &Parts) -> u32 {
    let family = parts.family.as_deref().unwrap_or_default();
    let first = parts.given.first().map(|given| sound_key(given));
    let mut key = first.unwrap_or_default();
    key.push(b'|');
    key.extend(sound_key(family));
    words::number(&String::from_utf8_lossy(&key))
}

/// The people of a document who have no id, by the sound of their full names.
fn people(document: &Document) -> Box<[u32]> {
    let unknown = document.names.iter().filter(|name| name.entity.is_none());
    let parts = unknown.filter_map(|name| name.person.as_ref());
    let mut people: Vec<u32> = parts.filter(|parts| parts.is_full()).map(sound).collect();
    people.sort_unstable();
    people.dedup();
    people.into()
}

/// Two documents are one text, perhaps shortened, from this share of their sketches on.
pub(crate) const REPRINT: f32 = 0.5;

/// The share of two sketches that is the same: how alike the words of two documents are.
pub(crate) fn alike(one: &[u32], other: &[u32]) -> f32 {
    let most = one.len().min(other.len());
    if most == 0 {
        return 0.0;
    }
    words::shared(one, other) as f32 / most as f32
}

/// What a document names by ids of their own, but for countries; who has no id is left to the comparison
/// of people.
fn things(document: &Document) -> Box<[u32]> {
    let names = document.names.iter().filter(|name| {
        let country =
            name.kind == Kind::Place && name.entity.as_ref().is_some_and(|id| id.len() == 2);
        !country
    });
    let mut things: Vec<u32> = names
        .filter_map(|name| name.entity.as_deref().map(words::number))
        .collect();
    things.sort_unstable();
    things.dedup();
    things.into()
}
