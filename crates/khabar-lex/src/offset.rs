//! Where the characters of a derived text stand in the text it was made from.

use std::ops::Range;

/// A map from positions of a derived text to positions of its source.
///
/// Positions are counted in whatever units the two texts are cut into; the folded view maps cells
/// to source bytes. A map never decreases: several positions may share a source position (one
/// character that expands to four), and source positions may be skipped (characters that the
/// derived text ignores).
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum OffsetMap {
    /// Every position is its own source; costs nothing.
    Identity,
    /// The source position of each position and, last, of the end.
    Table(Vec<u32>),
}

impl OffsetMap {
    /// The source position where a derived position begins; the end maps to the end.
    pub fn start(&self, at: usize) -> usize {
        match self {
            OffsetMap::Identity => at,
            OffsetMap::Table(starts) => {
                let at = at.min(starts.len().saturating_sub(1));
                starts.get(at).map_or(0, |start| *start as usize)
            }
        }
    }

    /// The smallest source range whose characters give at least `range`: both ends snap outward,
    /// so that no part of an expanded character is cut off.
    pub fn widen(&self, range: Range<usize>) -> Range<usize> {
        let start = self.start(range.start);
        let OffsetMap::Table(starts) = self else {
            return range;
        };
        if range.is_empty() {
            return start..start;
        }
        let last = self.start(range.end - 1);
        let behind = starts[range.end.min(starts.len())..].iter();
        let next = behind.map(|s| *s as usize).find(|s| *s > last);
        let end = self.start(range.end).max(last);
        start..if end > last { end } else { next.unwrap_or(end) }
    }

    /// The map from this map's derived text to the source of `earlier`, of which this map's
    /// source is the derived text.
    #[must_use]
    pub fn compose(&self, earlier: &OffsetMap) -> OffsetMap {
        match (self, earlier) {
            (OffsetMap::Identity, other) | (other, OffsetMap::Identity) => other.clone(),
            (OffsetMap::Table(starts), earlier) => OffsetMap::Table(
                starts
                    .iter()
                    .map(|middle| {
                        u32::try_from(earlier.start(*middle as usize)).unwrap_or(u32::MAX)
                    })
                    .collect(),
            ),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// A map over `source_len` positions that drops and expands as `steps` say.
    fn table(steps: &[u8]) -> (OffsetMap, usize) {
        let mut starts = Vec::new();
        let mut source = 0u32;
        for step in steps {
            match step % 4 {
                0 => source += 1,
                1 => starts.extend([source, source, source]),
                _ => starts.push(source),
            }
            source += 1;
        }
        starts.push(source);
        let len = starts.len() - 1;
        (OffsetMap::Table(starts), len)
    }

    #[test]
    fn an_expanded_character_is_never_cut() {
        let map = OffsetMap::Table(vec![0, 3, 3, 3, 6, 8]);
        assert_eq!(map.widen(1..2), 3..6);
        assert_eq!(map.widen(2..3), 3..6);
        assert_eq!(map.widen(0..2), 0..6);
        assert_eq!(map.widen(4..5), 6..8);
    }

    proptest! {
        #[test]
        fn identity_is_neutral(steps in proptest::collection::vec(any::<u8>(), 1..60)) {
            let (map, _) = table(&steps);
            prop_assert_eq!(map.compose(&OffsetMap::Identity), map.clone());
            prop_assert_eq!(OffsetMap::Identity.compose(&map), map);
        }

        #[test]
        fn composing_is_mapping_twice(
            first in proptest::collection::vec(any::<u8>(), 1..40),
            second in proptest::collection::vec(2u8..4, 1..40),
        ) {
            let (earlier, middle) = table(&first);
            let (later, len) = table(&second[..second.len().min(middle.max(1))]);
            let both = later.compose(&earlier);
            for at in 0..=len {
                prop_assert_eq!(both.start(at), earlier.start(later.start(at)));
            }
        }

        #[test]
        fn widening_covers_and_never_runs_backwards(
            steps in proptest::collection::vec(any::<u8>(), 1..60),
            a in 0usize..100,
            b in 0usize..100,
        ) {
            let (map, len) = table(&steps);
            let (a, b) = (a.min(b).min(len), a.max(b).min(len));
            let wide = map.widen(a..b);
            prop_assert!(wide.start <= wide.end);
            prop_assert_eq!(wide.start, map.start(a));
            prop_assert!(a == b || wide.end > map.start(b - 1));
        }
    }
}
