//! What differs between two snapshots, fact by fact.

use std::collections::{BTreeMap, VecDeque};
use std::fmt;

use super::snapshot::{Fact, Snapshot};

/// The difference between an accepted snapshot and a pending one.
#[derive(Debug, Default)]
pub struct Diff {
    /// There is no accepted snapshot yet.
    pub first: bool,
    /// What each rule does differently, by the rule's name; in the order of the text.
    pub rules: BTreeMap<String, Vec<Change>>,
    /// Lines that are no facts and are only in the pending one.
    pub other_added: Vec<String>,
    /// Lines that are no facts and are only in the accepted one.
    pub other_lost: Vec<String>,
}

/// What became of a fact.
#[derive(Debug, PartialEq, Eq)]
pub enum Change {
    Added(Fact),
    Lost(Fact),
    /// Same kind and same range, but something else differs: the old one and the new one.
    Changed(Fact, Fact),
}

/// How many facts were added, lost and changed.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub struct Counts {
    pub added: usize,
    pub lost: usize,
    pub changed: usize,
}

impl Diff {
    /// The difference from `old` to `new`.
    pub fn of(old: Option<&Snapshot>, new: &Snapshot) -> Diff {
        let mut diff = Diff {
            first: old.is_none(),
            ..Diff::default()
        };
        let empty = Snapshot::default();
        let old = old.unwrap_or(&empty);
        let (gone, come) = unequal(&old.facts, &new.facts);
        let mut changes = pair(gone, come);
        changes.sort_by_key(|change| {
            let fact = change.fact();
            (fact.range.start, fact.range.end, fact.kind.clone())
        });
        for change in changes {
            let rule = change.fact().by.clone();
            diff.rules.entry(rule).or_default().push(change);
        }
        let (gone, come) = unequal(&old.other, &new.other);
        diff.other_lost = gone.into_iter().cloned().collect();
        diff.other_added = come.into_iter().cloned().collect();
        diff
    }

    /// Over all rules.
    pub fn counts(&self) -> Counts {
        let mut counts = Counts::default();
        for changes in self.rules.values() {
            counts.add(Counts::of(changes));
        }
        counts
    }
}

impl Change {
    /// The fact as it is now, or as it was before it was lost.
    fn fact(&self) -> &Fact {
        match self {
            Change::Added(fact) | Change::Lost(fact) | Change::Changed(_, fact) => fact,
        }
    }
}

impl Counts {
    /// Of these changes.
    pub fn of(changes: &[Change]) -> Counts {
        let mut counts = Counts::default();
        for change in changes {
            match change {
                Change::Added(_) => counts.added += 1,
                Change::Lost(_) => counts.lost += 1,
                Change::Changed(..) => counts.changed += 1,
            }
        }
        counts
    }

    /// Adds others.
    pub fn add(&mut self, other: Counts) {
        self.added += other.added;
        self.lost += other.lost;
        self.changed += other.changed;
    }
}

impl fmt::Display for Counts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "+{} -{} ~{}", self.added, self.lost, self.changed)
    }
}

/// What is only in `old`, and what is only in `new`; equal ones cancel out one by one.
fn unequal<'a, T: PartialEq>(old: &'a [T], new: &'a [T]) -> (Vec<&'a T>, Vec<&'a T>) {
    let mut come: Vec<&T> = new.iter().collect();
    let mut gone = Vec::new();
    for item in old {
        match come.iter().position(|other| *other == item) {
            Some(at) => {
                come.remove(at);
            }
            None => gone.push(item),
        }
    }
    (gone, come)
}

/// Pairs what is gone with what has come at the same place: of the same rule first.
fn pair(gone: Vec<&Fact>, come: Vec<&Fact>) -> Vec<Change> {
    let mut changes = Vec::new();
    let mut come: Vec<Option<&Fact>> = come.into_iter().map(Some).collect();
    let mut gone: VecDeque<(&Fact, bool)> = gone.into_iter().map(|fact| (fact, true)).collect();
    while let Some((fact, same_rule)) = gone.pop_front() {
        let partner = come.iter_mut().find(|other| {
            other.is_some_and(|other| {
                let same_place = other.kind == fact.kind && other.range == fact.range;
                same_place && (!same_rule || other.by == fact.by)
            })
        });
        match partner.and_then(Option::take) {
            Some(other) => changes.push(Change::Changed(fact.clone(), other.clone())),
            None if same_rule => gone.push_back((fact, false)),
            None => changes.push(Change::Lost(fact.clone())),
        }
    }
    let added = come.into_iter().flatten();
    changes.extend(added.map(|fact| Change::Added(fact.clone())));
    changes
}

#[cfg(test)]
mod tests {
    use super::*;

    fn diff(old: &str, new: &str) -> Diff {
        Diff::of(Some(&Snapshot::parse(old)), &Snapshot::parse(new))
    }

    #[test]
    fn equal_snapshots_differ_in_nothing() {
        let text = "# ar\nplace 0..2 KG by=a | x\nplace 0..2 KG by=a | x\n";
        let diff = diff(text, text);
        assert!(diff.rules.is_empty() && diff.other_added.is_empty() && diff.other_lost.is_empty());
    }

    #[test]
    fn added_lost_and_changed_by_rule() {
        let diff = diff(
            "# ar\nplace 0..2 KG by=place.name | x\nnumber 5..6 7 by=number.digits | 7\n",
            "# fa\nplace 0..2 TJ by=place.name | x\nplace 8..9 PK by=place.name | y\n",
        );
        assert_eq!(diff.counts().to_string(), "+1 -1 ~1");
        let rules: Vec<&str> = diff.rules.keys().map(String::as_str).collect();
        assert_eq!(rules, ["number.digits", "place.name"]);
        assert!(matches!(
            diff.rules["place.name"][..],
            [Change::Changed(..), Change::Added(_)]
        ));
        assert_eq!(diff.other_added, ["# fa"]);
        assert_eq!(diff.other_lost, ["# ar"]);
    }

    #[test]
    fn a_line_below_is_part_of_its_fact() {
        let diff = diff(
            "meeting 0..2 by=meet | x\n  topic 3..4 | a\n",
            "meeting 0..2 by=meet | x\n  topic 3..4 | b\n",
        );
        assert_eq!(diff.counts().to_string(), "+0 -0 ~1");
    }

    #[test]
    fn at_one_place_the_same_rule_is_paired_first() {
        let diff = diff(
            "person 0..2 A by=one | x\nperson 0..2 B by=two | x\n",
            "person 0..2 C by=two | x\n",
        );
        assert_eq!(Counts::of(&diff.rules["two"]).to_string(), "+0 -0 ~1");
        assert_eq!(Counts::of(&diff.rules["one"]).to_string(), "+0 -1 ~0");
    }

    #[test]
    fn one_of_two_equal_facts_can_be_lost() {
        let fact = "place 0..2 KG by=a | x\n";
        assert_eq!(diff(&fact.repeat(2), fact).counts().to_string(), "+0 -1 ~0");
    }
}
