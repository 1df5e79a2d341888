//! `clusters.jsonl`.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use super::{Evidence, evidence, push, rounded};
use crate::SCHEMA;
use crate::days;
use crate::document::{Document, Filler, Who};
use crate::entity::Entities;
use crate::event::cluster::Cluster;
use crate::event::resolve::{Resolution, SAME_EVENT};
use crate::event::rule::Rule;
use crate::event::source;
use crate::event::telling::{Actor, Telling, Tellings};
use crate::record::hex;

#[derive(Serialize)]
struct ClusterLine<'a> {
    schema: u32,
    id: &'a str,
    kind: &'a str,
    /// What the fullest and latest tellings say of it.
    polarity: &'static str,
    modality: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    time: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    place: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    support: Option<f64>,
    roles: BTreeMap<&'a str, Vec<RoleLine<'a>>>,
    tellings: Vec<TellingLine<'a>>,
    documents: usize,
    sources: Vec<SourceLine<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    resolutions: Vec<ResolutionLine<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    parts: Vec<&'a str>,
}

#[derive(Serialize)]
struct RoleLine<'a> {
    #[serde(flatten)]
    filler: FillerLine<'a>,
    /// The facts that say so.
    tellings: Vec<String>,
}

/// A filler that tellings share; words are shown once each.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
enum FillerLine<'a> {
    Entity(&'a str),
    Office(String),
    Symbol(&'a str),
    Value(String),
    Time(&'a str),
    Text(&'a str),
}

#[derive(Serialize)]
struct TellingLine<'a> {
    doc: &'a str,
    fact: String,
    kind: &'a str,
    text: &'a str,
    modality: &'a str,
    polarity: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    time: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    published: Option<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    source: Vec<&'a str>,
}

#[derive(Serialize)]
struct SourceLine<'a> {
    names: Vec<String>,
    documents: Vec<&'a str>,
    reprint: bool,
}

#[derive(Serialize)]
struct ResolutionLine<'a> {
    doc: &'a str,
    fact: String,
    text: &'a str,
    said: &'a str,
    edtf: &'a str,
    reason: &'static str,
    evidence: Vec<Evidence<'a>>,
}

/// What lines of clusters are made of.
pub(crate) struct Clusters<'a> {
    pub documents: &'a [Document],
    pub entities: &'a Entities,
    pub tellings: &'a Tellings<'a>,
    pub clusters: &'a [Cluster],
    pub ids: &'a [Box<str>],
    pub resolutions: &'a [Resolution],
    /// By cluster: those that are parts of it.
    pub parts: &'a [Vec<u32>],
}

impl<'a> Clusters<'a> {
    /// `clusters.jsonl`.
    pub(crate) fn lines(&self) -> String {
        let mut order: Vec<usize> = (0..self.clusters.len()).collect();
        order.sort_by_key(|at| &self.ids[*at]);
        let mut text = String::new();
        for at in order {
            push(&mut text, &self.line(at));
        }
        text
    }

    fn line(&self, at: usize) -> ClusterLine<'_> {
        let told: Vec<&Telling<'_>> = self.clusters[at]
            .tellings
            .iter()
            .map(|telling| &self.tellings.list[*telling as usize])
            .collect();
        let head = head(&told);
        let documents: BTreeSet<u32> = told.iter().map(|telling| telling.document).collect();
        let id = |document: u32| &*self.documents[document as usize].id;
        let sources = source::sources(self.documents, self.entities, &documents);
        let resolutions = self.resolutions.iter().filter(|of| of.cluster == at as u32);
        ClusterLine {
            schema: SCHEMA,
            id: &self.ids[at],
            kind: &head.event.kind,
            polarity: polarity(head),
            modality: &head.event.modality,
            time: self.time(at, &told),
            place: self.place(&told),
            support: self.clusters[at].support.map(rounded),
            roles: self.roles(&told),
            tellings: told.iter().map(|telling| self.telling(telling)).collect(),
            documents: documents.len(),
            sources: sources
                .iter()
                .map(|source| SourceLine {
                    names: source.names.iter().map(ToString::to_string).collect(),
                    documents: source.documents.iter().map(|at| id(*at)).collect(),
                    reprint: source.reprint,
                })
                .collect(),
            resolutions: resolutions
                .map(|of| ResolutionLine {
                    doc: id(of.document),
                    fact: hex(of.fact),
                    text: &of.text,
                    said: &of.said,
                    edtf: &of.value,
                    reason: of.reason,
                    evidence: evidence(self.documents, &of.evidence),
                })
                .collect(),
            parts: self.parts[at]
                .iter()
                .map(|part| &*self.ids[*part as usize])
                .collect(),
        }
    }

    /// The shortest stretch that is told, or that the corpus resolves, if they agree.
    fn time(&self, at: usize, told: &[&Telling<'_>]) -> Option<String> {
        let days = told.iter().filter_map(|telling| telling.when);
        let shortest = days.min_by_key(|days| (days.to - days.from, days.from));
        let resolved = || {
            let of = self
                .resolutions
                .iter()
                .find(|of| of.cluster == at as u32 && of.reason == SAME_EVENT);
            of.map(|of| of.value.to_string())
        };
        let Some(shortest) = shortest else {
            return resolved();
        };
        let apart = told
            .iter()
            .filter_map(|telling| telling.when)
            .any(|days| !days.meets(shortest, 0));
        (!apart).then(|| match shortest.is_day() {
            true => days::date(shortest.from),
            false => format!("{}/{}", days::date(shortest.from), days::date(shortest.to)),
        })
    }

    /// The smallest place that is told.
    fn place(&self, told: &[&Telling<'_>]) -> Option<&'a str> {
        let ids = told.iter().filter_map(|telling| telling.place);
        let ids = ids.map(|place| &*self.entities.list[place as usize].id);
        let rank = |id: &str| match id.split_once('/').map(|(kind, _)| kind) {
            Some("facility") => 0,
            Some("city") => 1,
            Some(_) => 2,
            None => 3,
        };
        ids.min_by_key(|id| (rank(id), *id))
    }

    fn roles(&self, told: &[&'a Telling<'a>]) -> BTreeMap<&'a str, Vec<RoleLine<'a>>> {
        let mut roles: BTreeMap<&str, BTreeMap<FillerLine<'_>, BTreeSet<u64>>> = BTreeMap::new();
        for telling in told {
            let document = &self.documents[telling.document as usize];
            for (role, actor) in &telling.who {
                let filler = match actor {
                    Actor::Entity(at) => FillerLine::Entity(&self.entities.list[*at as usize].id),
                    Actor::Office(at) => {
                        let (role, of) = &self.tellings.offices[*at as usize];
                        FillerLine::Office(format!("{role} {of}"))
                    }
                };
                let fillers = roles.entry(role).or_default();
                fillers
                    .entry(filler)
                    .or_default()
                    .insert(telling.event.fact);
            }
            for (role, filler) in &telling.event.roles {
                let filler = match filler {
                    Filler::Who(_) => continue,
                    Filler::Symbol(symbol) if **symbol == *"unresolved" => continue,
                    Filler::Symbol(symbol) => FillerLine::Symbol(symbol),
                    Filler::Value(value) => FillerLine::Value(
                        format!("{}{} {}", value.bound, value.number.normalize(), value.unit)
                            .trim_end()
                            .to_owned(),
                    ),
                    Filler::Time(at) => FillerLine::Time(&document.times[*at as usize].value),
                    Filler::Words(gist) => FillerLine::Text(&gist.text),
                };
                let role = Rule::role(&telling.event.kind, role);
                let fillers = roles.entry(role).or_default();
                fillers
                    .entry(filler)
                    .or_default()
                    .insert(telling.event.fact);
            }
        }
        let line = |(filler, facts): (FillerLine<'a>, BTreeSet<u64>)| RoleLine {
            filler,
            tellings: facts.into_iter().map(hex).collect(),
        };
        let roles = roles
            .into_iter()
            .map(|(role, fillers)| (role, fillers.into_iter().map(line).collect()));
        roles.collect()
    }

    fn telling(&self, telling: &'a Telling<'a>) -> TellingLine<'a> {
        let document = &self.documents[telling.document as usize];
        let source = telling.event.sources.iter().filter_map(|who| match who {
            Who::Name(name) => {
                let at = self.entities.at(telling.document as usize, *name);
                Some(&*self.entities.list[at as usize].id)
            }
            Who::Office(_) => None,
        });
        TellingLine {
            doc: &document.id,
            fact: hex(telling.event.fact),
            kind: &telling.event.kind,
            text: &telling.event.text,
            modality: &telling.event.modality,
            polarity: polarity(telling),
            time: telling
                .event
                .time
                .map(|time| &*document.times[time as usize].value),
            published: document.day.map(days::date),
            source: source.collect(),
        }
    }
}

/// The telling that speaks for all: what is done before what is planned, then the fullest.
pub(crate) fn head<'t, 'd>(told: &[&'t Telling<'d>]) -> &'t Telling<'d> {
    let rank = |telling: &Telling<'_>| {
        let done = &*telling.event.modality == "asserted";
        (done, telling.event.roles.len())
    };
    let mut best = told[0];
    for telling in told {
        if rank(telling) > rank(best) {
            best = telling;
        }
    }
    best
}

fn polarity(telling: &Telling<'_>) -> &'static str {
    match telling.event.negated {
        true => "negated",
        false => "affirmed",
    }
}
