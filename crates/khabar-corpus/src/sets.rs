//! Disjoint sets of indices.

use std::collections::BTreeMap;

/// Disjoint sets of indices.
pub(crate) struct Sets(Vec<usize>);

impl Sets {
    pub(crate) fn new(len: usize) -> Sets {
        Sets((0..len).collect())
    }

    pub(crate) fn find(&mut self, mut at: usize) -> usize {
        while self.0[at] != at {
            self.0[at] = self.0[self.0[at]];
            at = self.0[at];
        }
        at
    }

    pub(crate) fn join(&mut self, one: usize, other: usize) {
        let (one, other) = (self.find(one), self.find(other));
        self.0[one.max(other)] = one.min(other);
    }

    /// Each set in order, the sets by their first index.
    pub(crate) fn into_sets(mut self) -> Vec<Vec<usize>> {
        let mut sets: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        for at in 0..self.0.len() {
            let head = self.find(at);
            sets.entry(head).or_default().push(at);
        }
        sets.into_values().collect()
    }
}
