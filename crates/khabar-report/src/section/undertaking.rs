//! Promises, targets, and whatever else has a deadline.

use std::collections::{BTreeMap, BTreeSet};

use khabar_corpus::record::{FactRecord, FillerRecord};
use serde::Serialize;

use super::Evidence;
use super::event::Event;
use crate::entity::Entities;
use crate::fact::Facts;
use crate::part::{Parts, json};

/// What somebody is bound to.
#[derive(Serialize)]
pub(crate) struct Undertaking {
    kind: String,
    modality: String,
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    negated: bool,
    /// When it was told.
    told: String,
    /// EDTF, or a time that is not known; empty without one.
    #[serde(skip_serializing_if = "String::is_empty")]
    deadline: String,
    roles: BTreeMap<String, Vec<Said>>,
    evidence: Evidence,
}

/// What fills a role, away from its document.
#[derive(Serialize)]
pub(crate) struct Said {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub entity: Option<u32>,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub value: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub words: Option<String>,
}

/// Fillers of roles away from their document.
pub(super) fn said(facts: &Facts<'_>, filler: &FillerRecord) -> Said {
    let entity = facts.entity(filler);
    Said {
        entity,
        value: match entity {
            Some(_) => String::new(),
            None => facts.value(filler),
        },
        words: filler.text.clone(),
    }
}

/// Whether a fact binds somebody.
pub(super) fn is(fact: &FactRecord) -> bool {
    matches!(&*fact.kind, "commitment" | "target") || fact.first("deadline").is_some()
}

pub(super) fn read(
    fact: &FactRecord,
    facts: &Facts<'_>,
    event: &Event,
    evidence: Evidence,
) -> Undertaking {
    let deadline = fact.first("deadline").map(|time| facts.value(time));
    let roles = fact.roles.iter().map(|(role, fillers)| {
        let said = fillers.iter().map(|filler| said(facts, filler));
        (role.clone(), said.collect())
    });
    Undertaking {
        kind: event.kind.clone(),
        modality: event.modality.clone(),
        negated: event.negated,
        told: event.day.clone(),
        deadline: deadline.unwrap_or_default(),
        roles: roles.collect(),
        evidence,
    }
}

/// Writes the undertakings, those with a deadline first and the earliest of them first.
pub(super) fn write(mut list: Vec<Undertaking>, entities: &Entities, parts: &mut Parts) {
    list.sort_by(|a, b| {
        let key = |of: &Undertaking| {
            let open = of.deadline.is_empty();
            (
                open,
                of.deadline.clone(),
                of.evidence.document,
                of.evidence.fact,
            )
        };
        key(a).cmp(&key(b))
    });
    for undertaking in &list {
        let roles = undertaking.roles.values().flatten();
        let names: BTreeSet<u32> = roles.filter_map(|said| said.entity).collect();
        parts.push("undertakings", &json(undertaking), &names, entities);
    }
}
