//! Where documents disagree with each other, with themselves or with what is known of the world.

mod number;
mod office;
mod own;
mod told;

use khabar_lex::Gazetteer;

use crate::document::{Document, FactAt};
use crate::entity::Entities;
use crate::entity::office::Tenures;
use crate::event::cluster::{self, Cluster};
use crate::event::same::Comparer;
use crate::event::telling::{Telling, Tellings};

/// Claims that cannot all be so, or seem so.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Conflict {
    pub id: Box<str>,
    /// `number`, `date`, `polarity`, `role`, `office`, `place`, `identity`.
    pub kind: Box<str>,
    pub status: Status,
    /// The cluster, entity or document that it is about.
    pub about: Box<str>,
    pub claims: Vec<Claim>,
    /// Facts that speak for one side, with their documents.
    pub evidence: Vec<FactAt>,
    pub reasons: Vec<String>,
}

/// How far a conflict is understood.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Status {
    /// Nobody knows.
    Open,
    /// A later telling has another state of things.
    Superseded,
    /// Units or calendars were confused.
    Artefact,
    /// It is known what is meant.
    Resolved,
}

impl Status {
    pub(crate) fn word(self) -> &'static str {
        match self {
            Status::Open => "open",
            Status::Superseded => "superseded",
            Status::Artefact => "artefact",
            Status::Resolved => "resolved",
        }
    }
}

/// One side of a conflict.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Claim {
    pub value: Box<str>,
    /// Facts that say so, with their documents.
    pub facts: Vec<FactAt>,
}

/// Everything that conflicts are looked for in.
pub(crate) struct Findings<'a> {
    pub documents: &'a [Document],
    pub entities: &'a Entities,
    pub tellings: &'a Tellings<'a>,
    pub clusters: &'a [Cluster],
    pub cluster_ids: &'a [Box<str>],
    pub tenures: &'a Tenures,
    pub gazetteer: &'a Gazetteer,
    pub comparer: &'a Comparer<'a>,
}

impl Findings<'_> {
    /// All conflicts, sorted by type and id.
    pub(crate) fn conflicts(&self) -> Vec<Conflict> {
        let mut conflicts = Vec::new();
        for (cluster, id) in self.clusters.iter().zip(self.cluster_ids) {
            let told: Vec<&Telling<'_>> = cluster
                .tellings
                .iter()
                .map(|at| &self.tellings.list[*at as usize])
                .collect();
            self.numbers(id, &told, &mut conflicts);
            self.dates(id, &told, &mut conflicts);
            self.roles(id, &told, &mut conflicts);
            self.polarity(id, &told, &mut conflicts);
            self.places(id, &told, &mut conflicts);
        }
        for at in 0..self.documents.len() {
            self.told(at, &mut conflicts);
            self.capitals(at, &mut conflicts);
            self.page(at, &mut conflicts);
        }
        self.offices(&mut conflicts);
        for conflict in &mut conflicts {
            let facts = conflict.claims.iter().flat_map(|claim| &claim.facts);
            let prefix = format!("conflict/{}", conflict.kind);
            conflict.id = cluster::id(&prefix, facts.map(|(_, fact)| *fact));
        }
        conflicts.sort_by(|a, b| (&a.kind, &a.id, &a.reasons).cmp(&(&b.kind, &b.id, &b.reasons)));
        conflicts.dedup();
        // Several of one type may begin with one fact.
        let mut before: Option<Box<str>> = None;
        let mut nth = 1;
        for conflict in &mut conflicts {
            let id = conflict.id.clone();
            nth = if before.as_ref() == Some(&id) {
                nth + 1
            } else {
                1
            };
            if nth > 1 {
                conflict.id = format!("{id}-{nth}").into();
            }
            before = Some(id);
        }
        conflicts
    }
}

/// A conflict without an id yet.
fn conflict(
    kind: &str,
    status: Status,
    about: &str,
    claims: impl Iterator<Item = Claim>,
    reasons: impl IntoIterator<Item = String>,
) -> Conflict {
    Conflict {
        id: Box::default(),
        kind: kind.into(),
        status,
        about: about.into(),
        claims: claims.collect(),
        evidence: Vec::new(),
        reasons: reasons
            .into_iter()
            .filter(|reason| !reason.is_empty())
            .collect(),
    }
}

/// The facts of some tellings.
fn facts(tellings: &[&Telling<'_>]) -> Vec<FactAt> {
    tellings
        .iter()
        .map(|telling| (telling.document, telling.event.fact))
        .collect()
}
