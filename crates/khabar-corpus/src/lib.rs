//! What no single document knows: one person, one event, many tellings, and where they disagree.
//!
//! Enters: the lines of `facts.jsonl` and `documents.jsonl`, a gazetteer, judgements of people. Leaves: the
//! lines of `entities.jsonl`, `clusters.jsonl`, `conflicts.jsonl` and `lifecycles.jsonl`, the same ones
//! whatever the order of the documents. Never known here: texts, languages, extractors; facts are read and
//! never changed.
//!
//! The way: each document is kept short ([`Corpus::add`]); names become entities (`entity`, `person`), open
//! offices their holders (`office`); events with these entities (`telling`) are compared (`same`) and put
//! together (`cluster`); from that come times that one document leaves open (`resolve`), conflicts and life
//! cycles.

mod conflict;
mod days;
mod document;
mod entity;
mod event;
mod lifecycle;
mod line;
pub mod record;
mod sets;
mod words;

use khabar_lex::Gazetteer;

use crate::conflict::Findings;
use crate::document::Document;
use crate::entity::Entities;
use crate::entity::kinship::Kinship;
use crate::event::same::Comparer;
use crate::event::telling::Tellings;
use crate::record::{DocumentRecord, FactRecord};

pub use entity::judgement::{JudgementError, Judgements};
pub use line::schema;

/// The version of the lines; that of the facts.
const SCHEMA: u32 = 1;

/// The facts of many documents, kept short.
#[derive(Debug, Default)]
pub struct Corpus {
    documents: Vec<Document>,
}

/// A line that is none of this format.
#[derive(Debug, thiserror::Error)]
#[error("{what}, line {line}: {error}")]
pub struct LineError {
    /// Which file it is of.
    pub what: &'static str,
    /// Counted from 1.
    pub line: usize,
    /// What is wrong.
    pub error: serde_json::Error,
}

/// What a corpus knows, as lines of JSON, and how much of it there is.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Known {
    /// `entities.jsonl`.
    pub entities: String,
    /// `clusters.jsonl`.
    pub clusters: String,
    /// `conflicts.jsonl`.
    pub conflicts: String,
    /// `lifecycles.jsonl`.
    pub lifecycles: String,
}

impl Known {
    /// The lines by the name of their file.
    pub fn files(&self) -> [(&'static str, &str); 4] {
        [
            ("entities.jsonl", &self.entities),
            ("clusters.jsonl", &self.clusters),
            ("conflicts.jsonl", &self.conflicts),
            ("lifecycles.jsonl", &self.lifecycles),
        ]
    }
}

impl Corpus {
    /// Adds a document: its line of `documents.jsonl` and its lines of `facts.jsonl`.
    ///
    /// # Errors
    /// If a line is none of this format.
    pub fn add(&mut self, document: &str, facts: &str) -> Result<(), LineError> {
        let error = |what, line: usize| move |error| LineError { what, line, error };
        let record: DocumentRecord =
            serde_json::from_str(document).map_err(error("documents.jsonl", 1))?;
        let facts: Vec<FactRecord> = facts
            .lines()
            .enumerate()
            .map(|(at, line)| serde_json::from_str(line).map_err(error("facts.jsonl", at + 1)))
            .collect::<Result<_, _>>()?;
        self.documents.push(document::read(&record, &facts));
        Ok(())
    }

    /// Everything that these documents know together.
    ///
    /// # Errors
    /// If a judgement names an id that no document has, or contradicts itself.
    pub fn known(
        mut self,
        gazetteer: &Gazetteer,
        judgements: &Judgements,
    ) -> Result<Known, JudgementError> {
        self.documents.sort_by(|a, b| a.id.cmp(&b.id));
        let documents = &self.documents;
        let kinship = Kinship::of(documents);
        let entities = Entities::of(documents, gazetteer, &kinship, judgements)?;
        let tenures = entity::office::tenures(documents, &entities);
        let meant = entity::office::meant(documents, &entities, &tenures, gazetteer);
        let tellings = Tellings::of(documents, &entities, &meant);
        let countries = countries(&entities, gazetteer);
        let mut clusters = event::cluster::clusters(&tellings, &entities, &kinship, &countries);
        let parts = event::part::parts(&tellings, &mut clusters);
        let ids: Vec<Box<str>> = clusters
            .iter()
            .map(|cluster| {
                let told: Vec<_> = cluster
                    .tellings
                    .iter()
                    .map(|at| &tellings.list[*at as usize])
                    .collect();
                let prefix = format!("event/{}", line::head(&told).event.kind);
                event::cluster::id(&prefix, told.iter().map(|telling| telling.event.fact))
            })
            .collect();
        let resolutions = event::resolve::resolutions(documents, &tellings, &clusters);
        let comparer = Comparer {
            entities: &entities,
            kinship: &kinship,
            countries: &countries,
        };
        let conflicts = Findings {
            documents,
            entities: &entities,
            tellings: &tellings,
            clusters: &clusters,
            cluster_ids: &ids,
            tenures: &tenures,
            gazetteer,
            comparer: &comparer,
        }
        .conflicts();
        let lifecycles = lifecycle::lifecycles(
            &tellings,
            &entities,
            &clusters,
            &ids,
            &tenures,
            &event::resolve::days_of(&resolutions),
            gazetteer,
        );
        let lines = line::Clusters {
            documents,
            entities: &entities,
            tellings: &tellings,
            clusters: &clusters,
            ids: &ids,
            resolutions: &resolutions,
            parts: &parts,
        };
        Ok(Known {
            entities: line::entities(documents, &entities, &line::by_office(documents, &meant)),
            clusters: lines.lines(),
            conflicts: line::conflicts(documents, &conflicts),
            lifecycles: line::lifecycles(documents, &lifecycles),
        })
    }
}

/// By entity: the country that it lies in, of places; as indices.
fn countries(entities: &Entities, gazetteer: &Gazetteer) -> Vec<Option<u32>> {
    let at: foldhash::HashMap<&str, u32> = entities
        .list
        .iter()
        .enumerate()
        .map(|(at, entity)| (&*entity.id, at as u32))
        .collect();
    let country = |entity: &entity::Entity| {
        let country = gazetteer.get(&entity.id)?.country()?;
        at.get(country).copied()
    };
    entities.list.iter().map(country).collect()
}
