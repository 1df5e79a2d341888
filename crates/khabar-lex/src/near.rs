//! Long names with one typing error.

use crate::alphabet::Symbol;

/// Names of fewer letters are not looked for with a typing error.
pub(crate) const NEAR_LETTERS: usize = 8;

/// Long names by their first and by their last four letters: one typing error leaves one of the
/// two intact.
#[derive(Default)]
pub(crate) struct Near {
    heads: Vec<([Symbol; 4], u32)>,
    tails: Vec<([Symbol; 4], u32)>,
    keys: Vec<Vec<Symbol>>,
}

impl Near {
    pub fn add(&mut self, key: &[Symbol], id: u32) {
        if key.len() >= NEAR_LETTERS
            && let (Some(head), Some(tail)) = (key.first_chunk(), key.last_chunk())
        {
            self.heads.push((*head, id));
            self.tails.push((*tail, id));
        }
    }

    pub fn close(&mut self, keys: Vec<Vec<Symbol>>) {
        self.heads.sort_unstable();
        self.tails.sort_unstable();
        self.keys = keys;
    }

    /// The names that `word` differs from by one letter added, dropped, changed or swapped.
    pub fn find(&self, word: &[Symbol], weak: &[Symbol; 256]) -> Vec<u32> {
        if self.heads.is_empty() {
            return Vec::new();
        }
        let word: Vec<Symbol> = word.iter().map(|s| weak[usize::from(*s)]).collect();
        let mut found = Vec::new();
        let sides = [
            (&self.heads, word.first_chunk::<4>()),
            (&self.tails, word.last_chunk::<4>()),
        ];
        for (index, part) in sides {
            let Some(part) = part else { continue };
            let from = index.partition_point(|(key, _)| key < part);
            let same = index[from..].iter().take_while(|(key, _)| key == part);
            found.extend(
                same.map(|(_, id)| *id)
                    .filter(|id| one_apart(&self.keys[*id as usize], &word)),
            );
        }
        found.sort_unstable();
        found.dedup();
        found
    }
}

/// Whether two words differ by exactly one edit; the first letter must be the same.
fn one_apart(a: &[Symbol], b: &[Symbol]) -> bool {
    if a.first() != b.first() || a.len().abs_diff(b.len()) > 1 {
        return false;
    }
    let head = a.iter().zip(b).take_while(|(x, y)| x == y).count();
    let (a, b) = (&a[head..], &b[head..]);
    match (a, b) {
        ([], []) => false,
        ([_, a @ ..], [_, b @ ..]) if a == b => true,
        ([x, y, a @ ..], [p, q, b @ ..]) if x == q && y == p && a == b => true,
        ([_, rest @ ..], b) if rest == b => true,
        (a, [_, rest @ ..]) if a == rest => true,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_edit_is_seen() {
        let apart = |a: &str, b: &str| one_apart(a.as_bytes(), b.as_bytes());
        assert!(apart("abcdef", "abxdef"));
        assert!(apart("abcdef", "abdef"));
        assert!(apart("abcdef", "abccdef"));
        assert!(apart("abcdef", "abdcef"));
        assert!(!apart("abcdef", "abcdef"));
        assert!(!apart("abcdef", "axcdxf"));
        assert!(!apart("abcdef", "xbcdef"));
    }
}
