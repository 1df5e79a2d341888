//! Events by day: what the timeline and the table of meetings are made of.

use std::cmp::Reverse;

use khabar_corpus::record::FactRecord;
use serde::{Serialize, Serializer};

use super::known::Clusters;
use crate::entity::Entities;
use crate::fact::Facts;
use crate::part::{Parts, json};

/// An event as one document tells it.
pub(crate) struct Event {
    /// Id of the fact.
    pub id: String,
    /// EDTF; empty if nothing dates it.
    pub day: String,
    /// What dates it: `text`, `cluster` (another telling), `document` (its day of publication).
    pub day_from: &'static str,
    pub kind: String,
    pub modality: String,
    pub negated: bool,
    /// The document and the fact in it.
    pub at: [u32; 2],
    pub place: Option<u32>,
    /// The cluster of which it is a telling.
    pub cluster: Option<u32>,
    /// Roles with the entities in them.
    pub who: Vec<(String, u32)>,
}

impl Serialize for Event {
    /// There are many: a list, whose order `web/timeline.js` knows.
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let list = (
            &self.day,
            self.day_from,
            &self.kind,
            &self.modality,
            self.negated,
            self.at,
            self.place,
            self.cluster,
            &self.who,
        );
        list.serialize(to)
    }
}

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
    Some(Event {
        id: fact.id.clone(),
        day,
        day_from: from,
        kind: fact.kind.clone(),
        modality: fact.symbol("modality").unwrap_or_default().to_owned(),
        negated: polarity == "negated",
        at,
        place: fact.first("place").and_then(|place| facts.entity(place)),
        cluster: None,
        who,
    })
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
        let Some((at, cluster)) = clusters.of_fact(&event.id) else {
            continue;
        };
        event.cluster = Some(at);
        if let Some(time) = cluster.time.as_deref().filter(|_| event.day_from != "text") {
            (event.day, event.day_from) = (time.to_owned(), "cluster");
        }
    }
    events.sort_by(|a, b| (Reverse(&a.day), a.at).cmp(&(Reverse(&b.day), b.at)));
    for event in &events {
        let names: Vec<u32> = event
            .who
            .iter()
            .map(|(_, at)| *at)
            .chain(event.place)
            .collect();
        parts.push("events", &json(event), &names, entities);
    }
}
