//! Lines of `entities.jsonl`, `clusters.jsonl`, `conflicts.jsonl` and `lifecycles.jsonl`.

mod cluster;
mod entity;
mod schema;

use std::collections::BTreeMap;

use serde::Serialize;

use crate::SCHEMA;
use crate::conflict::Conflict;
use crate::days;
use crate::document::{Document, FactAt};
use crate::lifecycle::Lifecycle;
use crate::record::hex;

pub(crate) use cluster::{Clusters, head};
pub(crate) use entity::{by_office, entities};
pub use schema::schema;

/// A fact with its document.
#[derive(Debug, Serialize)]
struct Evidence<'a> {
    doc: &'a str,
    fact: String,
}

fn evidence<'a>(documents: &'a [Document], facts: &[FactAt]) -> Vec<Evidence<'a>> {
    let facts = facts.iter().map(|(document, fact)| Evidence {
        doc: &documents[*document as usize].id,
        fact: hex(*fact),
    });
    facts.collect()
}

/// Weights and scores with two digits: what is behind them says nothing.
fn rounded(number: f32) -> f64 {
    (f64::from(number) * 100.0).round() / 100.0
}

fn push(to: &mut String, line: &impl Serialize) {
    // Strings, numbers and string keys: nothing that JSON could refuse.
    to.push_str(&serde_json::to_string(line).unwrap_or_default());
    to.push('\n');
}

#[derive(Serialize)]
struct ConflictLine<'a> {
    schema: u32,
    id: &'a str,
    r#type: &'a str,
    status: &'static str,
    about: &'a str,
    claims: Vec<ClaimLine<'a>>,
    evidence: Vec<Evidence<'a>>,
    reasons: &'a [String],
}

#[derive(Serialize)]
struct ClaimLine<'a> {
    value: &'a str,
    facts: Vec<Evidence<'a>>,
}

/// `conflicts.jsonl`.
pub(crate) fn conflicts(documents: &[Document], conflicts: &[Conflict]) -> String {
    let mut text = String::new();
    for conflict in conflicts {
        let claims = conflict.claims.iter().map(|claim| ClaimLine {
            value: &claim.value,
            facts: evidence(documents, &claim.facts),
        });
        let line = ConflictLine {
            schema: SCHEMA,
            id: &conflict.id,
            r#type: &conflict.kind,
            status: conflict.status.word(),
            about: &conflict.about,
            claims: claims.collect(),
            evidence: evidence(documents, &conflict.evidence),
            reasons: &conflict.reasons,
        };
        push(&mut text, &line);
    }
    text
}

#[derive(Serialize)]
struct LifecycleLine<'a> {
    schema: u32,
    id: &'a str,
    kind: &'static str,
    about: &'a str,
    steps: Vec<StepLine<'a>>,
}

#[derive(Serialize)]
struct StepLine<'a> {
    doc: &'a str,
    fact: String,
    state: &'a str,
    modality: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    date: Option<String>,
    /// What dates it: the text, the document's own day, the gazetteer.
    #[serde(skip_serializing_if = "Option::is_none")]
    date_from: Option<&'static str>,
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    amounts: BTreeMap<&'a str, String>,
}

/// `lifecycles.jsonl`.
pub(crate) fn lifecycles(documents: &[Document], lifecycles: &[Lifecycle]) -> String {
    let mut text = String::new();
    for lifecycle in lifecycles {
        let steps = lifecycle.steps.iter().map(|step| StepLine {
            doc: &documents[step.document as usize].id,
            fact: hex(step.fact),
            state: &step.state,
            modality: &step.modality,
            date: step.day.map(days::date),
            date_from: step.day.map(|_| step.day_from.word()),
            amounts: step
                .amounts
                .iter()
                .map(|(role, value)| {
                    let amount =
                        format!("{}{} {}", value.bound, value.number.normalize(), value.unit);
                    (&**role, amount.trim_end().to_owned())
                })
                .collect(),
        });
        let line = LifecycleLine {
            schema: SCHEMA,
            id: &lifecycle.id,
            kind: lifecycle.kind,
            about: &lifecycle.about,
            steps: steps.collect(),
        };
        push(&mut text, &line);
    }
    text
}
