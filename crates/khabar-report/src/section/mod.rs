//! What is shown across documents: events, undertakings, projects, conflicts, sources.

mod event;
mod known;
mod project;
mod source;
mod undertaking;

use foldhash::{HashMap, HashSet};
use khabar_corpus::record::{FactRecord, fact_id};
use serde::Serialize;

use crate::entity::Entities;
use crate::fact::Facts;
use crate::folder::{At, DocumentLine, Folder};
use crate::part::Parts;

use event::Event;
use project::Status;
use source::{SourceName, Sources};
use undertaking::Undertaking;

/// A fact with the words around it, for a reader who sees it away from its document.
#[derive(Debug, Clone, Serialize)]
pub(crate) struct Evidence {
    /// The document's place among all.
    document: u32,
    /// The fact's place among those of its document.
    fact: u32,
    /// Before, the fact's words, behind.
    quote: [String; 3],
}

/// What a document tells to the sections.
#[derive(Default)]
pub(crate) struct Told {
    events: Vec<Event>,
    undertakings: Vec<Undertaking>,
    statuses: Vec<(u32, Status)>,
    quotes: Vec<(u64, Evidence)>,
    sources: Vec<SourceName>,
}

/// The facts of which other sections quote words.
pub(crate) fn wanted(folder: &Folder<'_>) -> HashSet<u64> {
    let clusters = folder.clusters.iter();
    let tellings = clusters.flat_map(|cluster| cluster.tellings.iter().map(|of| &of.at));
    let claims = folder.conflicts.iter().flat_map(|conflict| {
        let claims = conflict.claims.iter().flat_map(|claim| &claim.facts);
        claims.chain(&conflict.evidence)
    });
    let lifecycles = folder.lifecycles.iter();
    let steps = lifecycles.flat_map(|lifecycle| lifecycle.steps.iter().map(|step| &step.at));
    let all = tellings.chain(claims).chain(steps);
    all.filter_map(|at| fact_id(&at.fact)).collect()
}

/// What document `at` tells. `wanted` gives the id and the quotation of a fact that a section quotes.
pub(crate) fn told(
    at: u32,
    line: &DocumentLine,
    facts: &Facts<'_>,
    wanted: impl Fn(&FactRecord) -> Option<u64>,
    quote: impl Fn(&FactRecord) -> [String; 3],
) -> Told {
    let mut told = Told {
        sources: source::names(line, facts),
        ..Told::default()
    };
    let published = line.published.as_ref().map(|published| &*published.date);
    for (nth, fact) in facts.list.iter().enumerate() {
        let evidence = || Evidence {
            document: at,
            fact: nth as u32,
            quote: quote(fact),
        };
        if let Some(id) = wanted(fact) {
            told.quotes.push((id, evidence()));
        }
        let Some(event) = event::read(fact, facts, [at, nth as u32], published) else {
            continue;
        };
        if undertaking::is(fact) {
            told.undertakings
                .push(undertaking::read(fact, facts, &event, evidence()));
        }
        if let Some((project, status)) = project::read(fact, facts, &event, evidence) {
            told.statuses.push((project, status));
        }
        told.events.push(event);
    }
    told
}

/// The sections, being filled.
#[derive(Default)]
pub(crate) struct Sections {
    events: Vec<Event>,
    undertakings: Vec<Undertaking>,
    statuses: HashMap<u32, Vec<Status>>,
    quotes: HashMap<u64, Evidence>,
    sources: Sources,
}

impl Sections {
    pub(crate) fn add(&mut self, told: Told, language: Option<u32>) {
        self.sources.add(told.sources, language);
        self.events.extend(told.events);
        self.undertakings.extend(told.undertakings);
        for (project, status) in told.statuses {
            self.statuses.entry(project).or_default().push(status);
        }
        self.quotes.extend(told.quotes);
    }

    /// Writes every section.
    pub(crate) fn close(
        mut self,
        folder: &Folder<'_>,
        entities: &Entities,
        places: &HashMap<String, u32>,
        parts: &mut Parts,
    ) {
        let known = known::Known {
            entities,
            places,
            quotes: &self.quotes,
        };
        let clusters = known.clusters(&folder.clusters, parts);
        known.conflicts(&folder.conflicts, &clusters, parts);
        let mut steps = known.lifecycles(&folder.lifecycles, &clusters, parts);
        project::write(&mut self.statuses, &mut steps, entities, parts);
        undertaking::write(self.undertakings, entities, parts);
        self.sources
            .write(&folder.clusters, places, entities, parts);
        event::write(self.events, &clusters, entities, parts);
    }
}

/// The quotation of a fact; none if the file of facts has no such one.
fn quoted(quotes: &HashMap<u64, Evidence>, at: &At) -> Option<Evidence> {
    quotes.get(&fact_id(&at.fact)?).cloned()
}
