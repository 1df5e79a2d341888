//! From how many independent sources an event is known.

use std::collections::{BTreeMap, BTreeSet};

use crate::document::{Document, Kind, Who};
use crate::entity::Entities;
use crate::entity::kinship::{self, REPRINT};
use crate::sets::Sets;

/// The documents of a cluster that are one source: of one outlet, from one agency, or of one text.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Source {
    /// Outlets and agencies, by name or id; none of a document that names none.
    pub names: BTreeSet<Box<str>>,
    pub documents: Vec<u32>,
    /// Whether some of them are one text.
    pub reprint: bool,
}

/// The independent sources of some documents.
pub(crate) fn sources(
    documents: &[Document],
    entities: &Entities,
    of: &BTreeSet<u32>,
) -> Vec<Source> {
    let list: Vec<u32> = of.iter().copied().collect();
    let names = |at: u32| -> BTreeSet<Box<str>> {
        let document = &documents[at as usize];
        let cited = document.cited.iter().filter_map(|who| match who {
            Who::Name(name) => Some(&entities.list[entities.at(at as usize, *name) as usize]),
            Who::Office(_) => None,
        });
        let cited = cited.filter(|entity| entity.kind == Kind::Organization);
        document
            .outlet
            .iter()
            .cloned()
            .chain(cited.map(|entity| entity.id.clone()))
            .collect()
    };
    let names: Vec<BTreeSet<Box<str>>> = list.iter().map(|at| names(*at)).collect();
    let mut sets = Sets::new(list.len());
    let mut first: BTreeMap<&str, usize> = BTreeMap::new();
    for (at, names) in names.iter().enumerate() {
        for name in names {
            let head = *first.entry(name).or_insert(at);
            sets.join(head, at);
        }
    }
    // Texts are compared with those that share the least number of their sketch.
    let mut reprints = BTreeSet::new();
    let mut by_least: BTreeMap<u32, Vec<usize>> = BTreeMap::new();
    for (at, document) in list.iter().enumerate() {
        let sketch = &documents[*document as usize].sketch;
        for number in sketch.iter().take(4) {
            let alike = by_least.entry(*number).or_default();
            let twin = alike.iter().copied().find(|other| {
                kinship::alike(sketch, &documents[list[*other] as usize].sketch) >= REPRINT
            });
            match twin {
                Some(other) => {
                    sets.join(other, at);
                    reprints.extend([other, at]);
                }
                None => alike.push(at),
            }
        }
    }
    let sources = sets.into_sets().into_iter().map(|set| Source {
        reprint: set.iter().filter(|at| reprints.contains(at)).count() > 1,
        names: set
            .iter()
            .flat_map(|at| names[*at].iter().cloned())
            .collect(),
        documents: set.iter().map(|at| list[*at]).collect(),
    });
    sources.collect()
}
