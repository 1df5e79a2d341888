//! Projects and how far they are.

use std::collections::BTreeMap;

use foldhash::HashMap;
use khabar_corpus::record::FactRecord;
use serde::Serialize;

use super::Evidence;
use super::event::Event;
use super::known::Step;
use crate::entity::Entities;
use crate::fact::Facts;
use crate::part::{Parts, json};

/// What one document says of where a project stands.
pub(crate) struct Status(Step);

#[derive(Serialize)]
struct Project<'a> {
    entity: u32,
    documents: usize,
    /// None if no text says where it stands.
    steps: &'a [Step],
}

/// The project that a fact speaks of, and what it says.
pub(super) fn read(
    fact: &FactRecord,
    facts: &Facts<'_>,
    event: &Event,
    evidence: impl FnOnce() -> Evidence,
) -> Option<(u32, Status)> {
    if fact.kind != "project_status" {
        return None;
    }
    let project = fact
        .first("project")
        .and_then(|project| facts.entity(project))?;
    let amounts = fact
        .roles
        .iter()
        .filter(|(role, _)| *role != "project" && *role != "stage");
    let amounts = amounts.filter_map(|(role, fillers)| {
        let values: Vec<String> = fillers.iter().map(|filler| facts.value(filler)).collect();
        let values = values.join(", ");
        (!values.is_empty()).then(|| (role.clone(), values))
    });
    let step = Step {
        state: fact.symbol("stage").unwrap_or_default().to_owned(),
        holder: None,
        modality: event.modality.clone(),
        date: Some(event.day.clone()).filter(|day| !day.is_empty()),
        date_from: Some(event.day_from.to_owned()).filter(|from| !from.is_empty()),
        amounts: amounts.collect::<BTreeMap<_, _>>(),
        evidence: Some(evidence()),
    };
    Some((project, Status(step)))
}

/// Writes every project that is named, those of which most is told first. `followed` are the steps of those
/// that the corpus layer follows, which count; of the others, what each document says.
pub(super) fn write(
    statuses: &mut HashMap<u32, Vec<Status>>,
    followed: &mut HashMap<u32, Vec<Step>>,
    entities: &Entities,
    parts: &mut Parts,
) {
    let projects = entities.list.iter().enumerate();
    let projects = projects.filter(|(_, entity)| entity.kind == "project");
    let mut rows: Vec<(u32, usize, Vec<Step>)> = projects
        .map(|(at, entity)| {
            let at = at as u32;
            let told = statuses.remove(&at).unwrap_or_default();
            let told = told.into_iter().map(|Status(step)| step).collect();
            (at, entity.documents, followed.remove(&at).unwrap_or(told))
        })
        .collect();
    rows.sort_by_key(|(at, _, steps)| (std::cmp::Reverse(steps.len()), *at));
    for (entity, documents, steps) in &rows {
        let row = Project {
            entity: *entity,
            documents: *documents,
            steps,
        };
        parts.push("projects", &json(&row), [entity], entities);
    }
}
