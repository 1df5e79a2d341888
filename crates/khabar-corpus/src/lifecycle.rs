//! One matter followed through documents: a project or an agreement through its stages, an office through
//! its holders, a plan to what came of it.

use std::collections::BTreeMap;

use khabar_lex::Gazetteer;

use crate::days;
use crate::document::{Kind, Value};
use crate::entity::Entities;
use crate::entity::office::{Tenures, is_single};
use crate::event::cluster::{self, Cluster};
use crate::event::telling::{Actor, Telling, Tellings};

/// A matter and its steps.
#[derive(Debug)]
pub(crate) struct Lifecycle {
    pub id: Box<str>,
    /// `project`, `agreement`, `office`, `plan`.
    pub kind: &'static str,
    /// An entity, an office with its country, or a cluster.
    pub about: Box<str>,
    /// In the order of time, undated ones first.
    pub steps: Vec<Step>,
}

/// A step of it.
#[derive(Debug)]
pub(crate) struct Step {
    pub document: u32,
    pub fact: u64,
    /// The day that is told, else that of the document.
    pub day: Option<i32>,
    /// What says which day it was.
    pub day_from: DayFrom,
    /// A stage, or who holds the office.
    pub state: Box<str>,
    pub modality: Box<str>,
    /// Costs, counts and deadlines, by role.
    pub amounts: Vec<(Box<str>, Value)>,
}

/// What dates a step.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum DayFrom {
    /// The step is told to be of that day.
    Told,
    /// The document is of that day.
    Document,
    /// Another document tells of which day this one is.
    Corpus,
    /// The gazetteer says since when somebody has held the office.
    Gazetteer,
}

impl DayFrom {
    pub(crate) fn word(self) -> &'static str {
        match self {
            DayFrom::Told => "told",
            DayFrom::Document => "document",
            DayFrom::Corpus => "corpus",
            DayFrom::Gazetteer => "gazetteer",
        }
    }
}

/// Where an instrument and a project stand.
const MATTERS: &[(&str, &str, Kind, &str)] = &[
    ("project", "project", Kind::Project, "project_status"),
    ("instrument", "agreement", Kind::Treaty, "agreement"),
];

/// Everything that has more than one step. `resolved` are the days of undated documents.
pub(crate) fn lifecycles(
    tellings: &Tellings<'_>,
    entities: &Entities,
    clusters: &[Cluster],
    cluster_ids: &[Box<str>],
    tenures: &Tenures,
    resolved: &BTreeMap<u32, i32>,
    gazetteer: &Gazetteer,
) -> Vec<Lifecycle> {
    let mut lifecycles = matters(tellings, entities, resolved);
    lifecycles.extend(offices(entities, tenures, gazetteer));
    lifecycles.extend(plans(tellings, clusters, cluster_ids, resolved));
    lifecycles.sort_by(|a, b| (a.kind, &a.about).cmp(&(b.kind, &b.about)));
    lifecycles
}

fn step(telling: &Telling<'_>, resolved: &BTreeMap<u32, i32>) -> Step {
    let resolved = resolved.get(&telling.document).copied();
    let values = telling
        .event
        .roles
        .iter()
        .filter_map(|(role, filler)| match filler {
            crate::document::Filler::Value(value) => Some((role.clone(), value.clone())),
            _ => None,
        });
    Step {
        document: telling.document,
        fact: telling.event.fact,
        day: telling.about().or(resolved),
        day_from: match (telling.when, telling.day) {
            (Some(_), _) => DayFrom::Told,
            (None, Some(_)) => DayFrom::Document,
            (None, None) => DayFrom::Corpus,
        },
        state: telling
            .event
            .symbol("stage")
            .unwrap_or(&telling.event.kind)
            .into(),
        modality: telling.event.modality.clone(),
        amounts: values.collect(),
    }
}

fn lifecycle(kind: &'static str, about: &str, mut steps: Vec<Step>) -> Lifecycle {
    steps.sort_by_key(|step| (step.day, step.document, step.fact));
    let facts = steps.iter().map(|step| step.fact);
    Lifecycle {
        id: cluster::id(&format!("lifecycle/{kind}"), facts),
        kind,
        about: about.into(),
        steps,
    }
}

/// Projects and instruments with more than one stage or document.
fn matters(
    tellings: &Tellings<'_>,
    entities: &Entities,
    resolved: &BTreeMap<u32, i32>,
) -> Vec<Lifecycle> {
    let mut by_matter: BTreeMap<(&'static str, u32), Vec<Step>> = BTreeMap::new();
    for telling in &tellings.list {
        for (role, kind, of, event) in MATTERS {
            if telling.event.kind.as_ref() != *event {
                continue;
            }
            for actor in telling.actors(role) {
                let Actor::Entity(entity) = actor else {
                    continue;
                };
                if entities.list[entity as usize].kind == *of {
                    by_matter
                        .entry((kind, entity))
                        .or_default()
                        .push(step(telling, resolved));
                }
            }
        }
    }
    let several = |steps: &Vec<Step>| {
        let first = &steps[0];
        let differs = |step: &Step| {
            step.document != first.document
                || step.state != first.state
                || step.modality != first.modality
        };
        steps.iter().any(differs)
    };
    by_matter
        .into_iter()
        .filter(|(_, steps)| several(steps))
        .map(|((kind, entity), steps)| lifecycle(kind, &entities.list[entity as usize].id, steps))
        .collect()
}

/// Offices that more than one person is told to hold, one after the other. Where the gazetteer knows holders,
/// others are slips.
fn offices(entities: &Entities, tenures: &Tenures, gazetteer: &Gazetteer) -> Vec<Lifecycle> {
    let mut lifecycles = Vec::new();
    for ((role, of), held) in tenures {
        if !is_single(role) || of.len() != 2 {
            continue;
        }
        let name = role.trim_start_matches("office/").replace('-', " ");
        let since = |entity: u32| {
            let known = gazetteer.get(&entities.list[entity as usize].id)?;
            let mut held = known.held.iter();
            let held = held.find(|held| held.of == **of && held.office == *name)?;
            Some(days::of_edtf(&held.from).map(|days| days.from))
        };
        let known = held.iter().any(|tenure| since(tenure.entity).is_some());
        let mut by_holder: BTreeMap<u32, Step> = BTreeMap::new();
        for tenure in held {
            let entity = &entities.list[tenure.entity as usize];
            let since = since(tenure.entity);
            // Who is known by a name alone may be anybody.
            if !entity.known || (known && since.is_none()) {
                continue;
            }
            let since = since.flatten();
            let first = by_holder.get(&tenure.entity).is_none_or(|step| {
                (tenure.day, tenure.document, tenure.fact) < (step.day, step.document, step.fact)
                    && step.day_from == DayFrom::Document
            });
            if first {
                by_holder.insert(
                    tenure.entity,
                    Step {
                        document: tenure.document,
                        fact: tenure.fact,
                        day: since.or(tenure.day),
                        day_from: match since {
                            Some(_) => DayFrom::Gazetteer,
                            None => DayFrom::Document,
                        },
                        state: entity.id.clone(),
                        modality: "asserted".into(),
                        amounts: Vec::new(),
                    },
                );
            }
        }
        if by_holder.len() > 1 {
            let steps = by_holder.into_values().collect();
            lifecycles.push(lifecycle("office", &format!("{role} {of}"), steps));
        }
    }
    lifecycles
}

/// Events that one telling plans and another one tells as done.
fn plans(
    tellings: &Tellings<'_>,
    clusters: &[Cluster],
    ids: &[Box<str>],
    resolved: &BTreeMap<u32, i32>,
) -> Vec<Lifecycle> {
    let plans = clusters.iter().zip(ids).filter_map(|(cluster, id)| {
        let told = || {
            cluster
                .tellings
                .iter()
                .map(|at| &tellings.list[*at as usize])
        };
        let is = |modality: &str| told().any(|telling| *telling.event.modality == *modality);
        let states = ["agreement", "project_status", "commitment", "target"];
        let planned = is("planned") && is("asserted");
        let matter = told().any(|telling| states.contains(&&*telling.event.kind));
        (planned && !matter).then(|| {
            let mut lifecycle = lifecycle(
                "plan",
                id,
                told().map(|telling| step(telling, resolved)).collect(),
            );
            lifecycle.steps.sort_by_key(|step| {
                (
                    *step.modality != *"planned",
                    step.day,
                    step.document,
                    step.fact,
                )
            });
            lifecycle
        })
    });
    plans.collect()
}
