//! Who tells the news.

use std::collections::{BTreeMap, BTreeSet};

use foldhash::HashMap;
use serde::Serialize;

use crate::entity::Entities;
use crate::fact::Facts;
use crate::folder::{ClusterLine, DocumentLine};
use crate::part::{Parts, json};

/// Who published a document or is cited for all of it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum SourceName {
    /// Whom the document's metadata names.
    Outlet(String),
    /// Whom its text names.
    Entity(u32),
}

/// The sources of a document: the outlet that it is given with, else those that its text names for all of it.
pub(super) fn names(line: &DocumentLine, facts: &Facts<'_>) -> Vec<SourceName> {
    if let Some(outlet) = &line.outlet {
        return vec![match facts.outlet(outlet) {
            Some(entity) => SourceName::Entity(entity),
            None => SourceName::Outlet(outlet.clone()),
        }];
    }
    let mut names = BTreeSet::new();
    for fact in facts.list {
        let roles: &[&str] = match &*fact.kind {
            "attribution" if fact.symbol("scope") == Some("document") => {
                &["outlet", "agency", "cited"]
            }
            "dateline" => &["agency"],
            _ => continue,
        };
        let fillers = roles.iter().flat_map(|role| fact.fillers(role));
        names.extend(
            fillers
                .filter_map(|filler| facts.entity(filler))
                .map(SourceName::Entity),
        );
    }
    names.into_iter().collect()
}

/// All sources, being filled.
#[derive(Default)]
pub(super) struct Sources {
    /// By document.
    of: Vec<(Vec<SourceName>, Option<u32>)>,
}

#[derive(Default)]
struct Told {
    documents: u32,
    languages: BTreeSet<u32>,
    shared: BTreeSet<usize>,
    alone: BTreeSet<usize>,
}

#[derive(Serialize)]
struct Row<'a> {
    /// As the documents are given with; null if nothing names a source.
    #[serde(skip_serializing_if = "Option::is_none")]
    name: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    entity: Option<u32>,
    documents: u32,
    languages: &'a BTreeSet<u32>,
    /// Events that another, independent source tells too.
    shared: usize,
    /// Events that it tells several times and nobody else does.
    alone: usize,
}

impl Sources {
    pub(super) fn add(&mut self, names: Vec<SourceName>, language: Option<u32>) {
        self.of.push((names, language));
    }

    pub(super) fn write(
        self,
        clusters: &[ClusterLine],
        places: &HashMap<String, u32>,
        entities: &Entities,
        parts: &mut Parts,
    ) {
        let mut told: BTreeMap<Option<SourceName>, Told> = BTreeMap::new();
        let named = |(names, _): &(Vec<SourceName>, Option<u32>)| -> Vec<Option<SourceName>> {
            match names.is_empty() {
                true => vec![None],
                false => names.iter().cloned().map(Some).collect(),
            }
        };
        for of in &self.of {
            for name in named(of) {
                let told = told.entry(name).or_default();
                told.documents += 1;
                told.languages.extend(of.1);
            }
        }
        for (at, cluster) in clusters.iter().enumerate() {
            let shared = independent(cluster) > 1;
            let documents = cluster.sources.iter().flat_map(|source| &source.documents);
            for document in documents.filter_map(|id| places.get(id)) {
                for name in named(&self.of[*document as usize]) {
                    let told = told.entry(name).or_default();
                    match shared {
                        true => told.shared.insert(at),
                        false => told.alone.insert(at),
                    };
                }
            }
        }
        let mut rows: Vec<_> = told.iter().collect();
        rows.sort_by_key(|(name, told)| (std::cmp::Reverse(told.documents), *name));
        for (name, told) in rows {
            let (name, entity) = match name {
                Some(SourceName::Outlet(name)) => (Some(name.as_str()), None),
                Some(SourceName::Entity(at)) => (None, Some(*at)),
                None => (None, None),
            };
            let row = Row {
                name,
                entity,
                documents: told.documents,
                languages: &told.languages,
                shared: told.shared.len(),
                alone: told.alone.len(),
            };
            parts.push("sources", &json(&row), &entity, entities);
        }
    }
}

/// How many sources tell an event independently of each other.
pub(super) fn independent(cluster: &ClusterLine) -> usize {
    cluster
        .sources
        .iter()
        .filter(|source| !source.reprint)
        .count()
}
