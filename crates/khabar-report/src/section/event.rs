//! Events by day: what the timeline and the table of meetings are made of.

use std::cmp::Reverse;

use khabar_corpus::record::FactRecord;
use serde::Serialize;

use super::known::Clusters;
use crate::entity::Entities;
use crate::fact::Facts;
use crate::part::{Parts, json};

/// An event as one document tells it; written as a list, in this order.
#[derive(Serialize)]
pub(crate) struct Event(
    /// EDTF; empty if nothing dates it.
    pub String,
    /// What dates it: `text`, `cluster` (another telling), `document` (its day of publication).
    pub &'static str,
    /// Kind.
    pub String,
    /// Modality.
    pub String,
    /// Whether it is negated.
    pub bool,
    /// The document and the fact in it.
    pub [u32; 2],
    /// Where.
    pub Option<u32>,
    /// The cluster of which it is a telling.
    pub Option<u32>,
    /// Roles with the entities in them.
    pub Vec<(String, u32)>,
    /// Id of the fact.
    #[serde(skip)]
    pub String,
);

/// The event that a fact tells. An office that somebody holds is none.
pub(crate) fn read(
    fact: &FactRecord,
    facts: &Facts<'_>,
    at: [u32; 2],
    published: Option<&str>,
) -> Option<Event> {
    let polarity = fact.symbol("polarity")?;
    if fact.kind == "tenure" && fact.symbol("action") == Some("holds") {
        return None;
    }
    let time = fact.first("time").map(|time| facts.value(time));
    let time = time.filter(|edtf| is_dated(edtf));
    let (day, from) = match (time, published) {
        (Some(edtf), _) => (edtf, "text"),
        (None, Some(date)) => (date.to_owned(), "document"),
        (None, None) => (String::new(), ""),
    };
    let who = fact.roles.iter().flat_map(|(role, fillers)| {
        let entities = fillers.iter().filter_map(|filler| facts.entity(filler));
        entities.map(move |entity| (role.clone(), entity))
    });
    let mut who: Vec<(String, u32)> = who.collect();
    who.dedup();
    Some(Event(
        day,
        from,
        fact.kind.clone(),
        fact.symbol("modality").unwrap_or_default().to_owned(),
        polarity == "negated",
        at,
        fact.first("place").and_then(|place| facts.entity(place)),
        None,
        who,
        fact.id.clone(),
    ))
}

/// Whether a time begins with a year, so that it has a place among others.
fn is_dated(edtf: &str) -> bool {
    edtf.len() >= 4 && edtf.bytes().take(4).all(|b| b.is_ascii_digit())
}

/// Writes the events, the latest first and the undated last.
pub(super) fn write(
    mut events: Vec<Event>,
    clusters: &Clusters<'_>,
    entities: &Entities,
    parts: &mut Parts,
) {
    for event in &mut events {
        let Some((at, cluster)) = clusters.of_fact(&event.9) else {
            continue;
        };
        event.7 = Some(at);
        if let Some(time) = cluster.time.as_deref().filter(|_| event.1 != "text") {
            (event.0, event.1) = (time.to_owned(), "cluster");
        }
    }
    events.sort_by(|a, b| (Reverse(&a.0), a.5).cmp(&(Reverse(&b.0), b.5)));
    for event in &events {
        let names: Vec<u32> = event.8.iter().map(|(_, at)| *at).chain(event.6).collect();
        parts.push("events", &json(event), &names, entities);
    }
}
