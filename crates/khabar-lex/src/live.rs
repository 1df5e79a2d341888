//! Which two of those that a text speaks of are the two that it means.

use std::collections::BTreeMap;

/// The two that are mentioned, if there are no others or hardly any: each then at least twice as often
/// as the third, and more than once. In the order of their first mention.
pub fn two_of<T: Ord + Copy>(mentions: impl Iterator<Item = T>) -> Option<[T; 2]> {
    let mut counts: BTreeMap<T, (usize, usize)> = BTreeMap::new();
    for (at, who) in mentions.enumerate() {
        counts.entry(who).or_insert((0, at)).0 += 1;
    }
    let mut counts: Vec<(T, usize, usize)> = counts
        .into_iter()
        .map(|(who, (count, first))| (who, count, first))
        .collect();
    counts.sort_by_key(|(_, count, first)| (std::cmp::Reverse(*count), *first));
    let pair = match counts.as_slice() {
        [one, other] => [one, other],
        [one, other, (_, third, _), ..] if other.1 >= 2 * third && other.1 > 1 => [one, other],
        _ => return None,
    };
    let [one, other] = pair;
    Some(match one.2 < other.2 {
        true => [one.0, other.0],
        false => [other.0, one.0],
    })
}

#[cfg(test)]
mod tests {
    use super::two_of;

    #[test]
    fn two_are_meant_where_nobody_else_is_spoken_of() {
        assert_eq!(two_of(["b", "a", "b"].into_iter()), Some(["b", "a"]));
        assert_eq!(two_of(["a", "a"].into_iter()), None);
        assert_eq!(two_of(["a", "b", "c"].into_iter()), None);
        assert_eq!(two_of("aabbc".chars()), Some(['a', 'b']));
        assert_eq!(two_of("aabcd".chars()), None);
    }
}
