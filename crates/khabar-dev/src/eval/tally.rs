//! Right, missed and wrong, and a table of them.

use std::collections::BTreeMap;

/// What was right, missed, and wrong.
#[derive(Default, Clone, Copy)]
pub(super) struct Tally {
    pub right: usize,
    pub missed: usize,
    pub wrong: usize,
}

/// Counts by what is counted.
#[derive(Default)]
pub(super) struct Tallies(BTreeMap<String, Tally>);

impl Tallies {
    pub(super) fn of(&mut self, name: &str) -> &mut Tally {
        self.0.entry(name.to_owned()).or_default()
    }

    /// A table of precision, recall and F1.
    pub(super) fn print(&self, title: &str) {
        println!(
            "\n{:<28}{:>8}{:>8}{:>8}{:>8}{:>8}{:>8}",
            title, "right", "missed", "wrong", "P", "R", "F1"
        );
        for (name, tally) in &self.0 {
            let ratio = |of: usize| {
                if of == 0 {
                    1.0
                } else {
                    tally.right as f64 / of as f64
                }
            };
            let (p, r) = (
                ratio(tally.right + tally.wrong),
                ratio(tally.right + tally.missed),
            );
            let f1 = if p + r == 0.0 {
                0.0
            } else {
                2.0 * p * r / (p + r)
            };
            println!(
                "{name:<28}{:>8}{:>8}{:>8}{p:>8.3}{r:>8.3}{f1:>8.3}",
                tally.right, tally.missed, tally.wrong
            );
        }
    }
}
