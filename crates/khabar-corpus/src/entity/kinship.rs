//! How far two documents tell of the same matter: what rare things both of them name.

use std::collections::BTreeMap;

use foldhash::HashMap;

use crate::document::{Document, Kind};
use crate::words;

/// What all shared names together may weigh.
const MOST: f32 = 6.0;

/// A name that one document in so many has weighs nothing (its natural logarithm).
const COMMON: f32 = 2.0;

/// How many documents of somebody are looked at: the last ones.
const LOOKED_AT: usize = 12;

/// Names by document, and what each weighs.
pub(crate) struct Kinship {
    things: Vec<Box<[u32]>>,
    weights: HashMap<u32, f32>,
    sketches: Vec<Box<[u32]>>,
}

impl Kinship {
    pub(crate) fn of(documents: &[Document]) -> Kinship {
        let things: Vec<Box<[u32]>> = documents.iter().map(things).collect();
        let mut times: BTreeMap<u32, u32> = BTreeMap::new();
        for thing in things.iter().flat_map(|things| things.iter()) {
            *times.entry(*thing).or_default() += 1;
        }
        // Of few documents even what each of them names once says something.
        let all = (documents.len() as f32).max(50.0);
        let weight = |times: u32| ((all / times as f32).ln() - COMMON).max(0.0);
        Kinship {
            things,
            weights: times
                .iter()
                .map(|(thing, times)| (*thing, weight(*times)))
                .collect(),
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

    /// How much two documents share.
    pub(crate) fn between(&self, one: u32, other: u32) -> f32 {
        let (one, other) = (one as usize, other as usize);
        if alike(&self.sketches[one], &self.sketches[other]) >= REPRINT {
            return MOST;
        }
        let (mut a, mut b) = (
            self.things[one].iter().peekable(),
            self.things[other].iter().peekable(),
        );
        let mut weight = 0.0;
        while let (Some(x), Some(y)) = (a.peek(), b.peek()) {
            match x.cmp(y) {
                std::cmp::Ordering::Less => _ = a.next(),
                std::cmp::Ordering::Greater => _ = b.next(),
                std::cmp::Ordering::Equal => {
                    weight += self.weights.get(*x).copied().unwrap_or_default();
                    (_, _) = (a.next(), b.next());
                }
            }
        }
        (weight / 2.0).min(MOST)
    }
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
