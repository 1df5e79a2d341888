//! What the corpus layer knows: events told more than once, conflicts, life cycles.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use foldhash::{HashMap, HashMapExt};
use khabar_corpus::record::fact_id;
use serde::Serialize;

use super::source::independent;
use super::{Evidence, quoted};
use crate::entity::Entities;
use crate::folder::{At, ClusterLine, ConflictLine, LifecycleLine, RoleLine, StepLine};
use crate::part::{Parts, json};

/// How many quotations a row has at most; it says how many more there are.
const QUOTED: usize = 500;

/// What the rows need.
pub(super) struct Known<'a> {
    pub entities: &'a Entities,
    pub places: &'a HashMap<String, u32>,
    pub quotes: &'a HashMap<u64, Evidence>,
}

/// The clusters in the order in which they are shown.
pub(super) struct Clusters<'a> {
    list: Vec<&'a ClusterLine>,
    of_fact: HashMap<u64, u32>,
    by_id: HashMap<&'a str, u32>,
}

impl Clusters<'_> {
    /// The cluster of which a fact is a telling.
    pub(super) fn of_fact(&self, id: &str) -> Option<(u32, &ClusterLine)> {
        let at = *self.of_fact.get(&fact_id(id)?)?;
        Some((at, self.list[at as usize]))
    }
}

#[derive(Serialize)]
struct ClusterRow<'a> {
    id: &'a str,
    kind: &'a str,
    modality: &'a str,
    negated: bool,
    time: Option<&'a str>,
    place: Option<u32>,
    roles: BTreeMap<&'a str, Vec<Shown<'a>>>,
    tellings: Vec<Telling<'a>>,
    #[serde(skip_serializing_if = "is_none")]
    more: usize,
    documents: usize,
    independent: usize,
    sources: Vec<Source<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    resolutions: Vec<Resolution<'a>>,
    /// Other clusters.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    parts: Vec<u32>,
}

/// An entity, or words.
#[derive(Serialize)]
struct Shown<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    entity: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    symbol: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    value: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    words: Option<&'a str>,
}

#[derive(Serialize)]
struct Telling<'a> {
    evidence: Option<Evidence>,
    modality: &'a str,
    negated: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    time: Option<&'a str>,
    source: Vec<u32>,
}

#[derive(Serialize)]
struct Source<'a> {
    names: Vec<Shown<'a>>,
    documents: Vec<u32>,
    reprint: bool,
}

#[derive(Serialize)]
struct Resolution<'a> {
    document: Option<u32>,
    said: &'a str,
    edtf: &'a str,
    reason: &'a str,
}

#[derive(Serialize)]
struct ConflictRow<'a> {
    id: &'a str,
    r#type: &'a str,
    status: &'a str,
    about: About<'a>,
    claims: Vec<Claim<'a>>,
    evidence: Vec<Evidence>,
    reasons: &'a [String],
}

/// What a conflict or a life cycle is about.
#[derive(Serialize)]
#[serde(rename_all = "lowercase")]
enum About<'a> {
    Entity(u32),
    Cluster(u32),
    Document(u32),
    Words(&'a str),
}

#[derive(Serialize)]
struct Claim<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    entity: Option<u32>,
    value: &'a str,
    evidence: Vec<Evidence>,
    #[serde(skip_serializing_if = "is_none")]
    more: usize,
}

#[derive(Serialize)]
struct LifecycleRow<'a> {
    kind: &'a str,
    about: About<'a>,
    steps: Vec<Step>,
}

/// A step of a matter.
#[derive(Debug, Clone, Serialize)]
pub(super) struct Step {
    pub state: String,
    /// Who holds an office from then on.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub holder: Option<u32>,
    pub modality: String,
    pub date: Option<String>,
    pub date_from: Option<String>,
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub amounts: BTreeMap<String, String>,
    pub evidence: Option<Evidence>,
}

impl<'a> Known<'a> {
    /// Writes the clusters, those of the most independent sources first.
    pub(super) fn clusters(&self, lines: &'a [ClusterLine], parts: &mut Parts) -> Clusters<'a> {
        let mut list: Vec<&ClusterLine> = lines.iter().collect();
        list.sort_by_key(|of| (Reverse(independent(of)), Reverse(of.tellings.len()), &of.id));
        let mut clusters = Clusters {
            list,
            of_fact: HashMap::new(),
            by_id: HashMap::new(),
        };
        for (at, cluster) in clusters.list.iter().enumerate() {
            clusters.by_id.insert(&cluster.id, at as u32);
            let facts = cluster
                .tellings
                .iter()
                .filter_map(|of| fact_id(&of.at.fact));
            clusters.of_fact.extend(facts.map(|fact| (fact, at as u32)));
        }
        for cluster in &clusters.list {
            let mut names = BTreeSet::new();
            let row = self.cluster(cluster, &clusters, &mut names);
            parts.push("clusters", &json(&row), &names, self.entities);
        }
        clusters
    }

    fn cluster(
        &self,
        line: &'a ClusterLine,
        clusters: &Clusters<'_>,
        names: &mut BTreeSet<u32>,
    ) -> ClusterRow<'a> {
        let mut entity = |id: &str| {
            let at = self.entities.get(id);
            names.extend(at);
            at
        };
        let roles = line.roles.iter().map(|(role, fillers)| {
            let shown = fillers.iter().map(|filler| shown(filler, &mut entity));
            (role.as_str(), shown.collect())
        });
        let roles = roles.collect();
        let tellings = line.tellings.iter().take(QUOTED).map(|of| Telling {
            evidence: quoted(self.quotes, &of.at),
            modality: &of.modality,
            negated: of.polarity == "negated",
            time: of.time.as_deref(),
            source: of.source.iter().filter_map(|id| entity(id)).collect(),
        });
        let tellings = tellings.collect();
        let sources = line.sources.iter().map(|source| {
            let names = source.names.iter().map(|name| {
                let entity = entity(name);
                Shown {
                    entity,
                    symbol: None,
                    value: entity.is_none().then_some(name),
                    words: None,
                }
            });
            Source {
                names: names.collect(),
                documents: self.documents(&source.documents),
                reprint: source.reprint,
            }
        });
        ClusterRow {
            id: &line.id,
            kind: &line.kind,
            modality: &line.modality,
            negated: line.polarity == "negated",
            time: line.time.as_deref(),
            roles,
            tellings,
            more: line.tellings.len().saturating_sub(QUOTED),
            documents: line
                .tellings
                .iter()
                .map(|of| &of.at.doc)
                .collect::<BTreeSet<_>>()
                .len(),
            independent: independent(line),
            sources: sources.collect(),
            resolutions: line
                .resolutions
                .iter()
                .map(|of| Resolution {
                    document: self.places.get(&of.at.doc).copied(),
                    said: &of.said,
                    edtf: &of.edtf,
                    reason: &of.reason,
                })
                .collect(),
            parts: line
                .parts
                .iter()
                .filter_map(|id| clusters.by_id.get(id.as_str()).copied())
                .collect(),
            place: line.place.as_deref().and_then(entity),
        }
    }

    fn documents(&self, ids: &[String]) -> Vec<u32> {
        ids.iter()
            .filter_map(|id| self.places.get(id).copied())
            .collect()
    }

    fn evidence(&self, facts: &[At]) -> Vec<Evidence> {
        facts
            .iter()
            .take(QUOTED)
            .filter_map(|at| quoted(self.quotes, at))
            .collect()
    }

    /// Writes the conflicts, open ones first.
    pub(super) fn conflicts(
        &self,
        lines: &[ConflictLine],
        clusters: &Clusters<'_>,
        parts: &mut Parts,
    ) {
        const ORDER: [&str; 4] = ["open", "superseded", "resolved", "artefact"];
        let rank = |status: &str| ORDER.iter().position(|of| *of == status);
        let mut list: Vec<&ConflictLine> = lines.iter().collect();
        list.sort_by_key(|of| (rank(&of.status).unwrap_or(ORDER.len()), &of.r#type, &of.id));
        for line in list {
            let about = self.about(&line.about, clusters);
            let claims = line.claims.iter().map(|claim| Claim {
                entity: self.entities.get(&claim.value),
                value: &claim.value,
                evidence: self.evidence(&claim.facts),
                more: claim.facts.len().saturating_sub(QUOTED),
            });
            let row = ConflictRow {
                id: &line.id,
                r#type: &line.r#type,
                status: &line.status,
                claims: claims.collect(),
                evidence: self.evidence(&line.evidence),
                reasons: &line.reasons,
                about,
            };
            let mut names: BTreeSet<u32> =
                row.claims.iter().filter_map(|claim| claim.entity).collect();
            if let About::Entity(at) = row.about {
                names.insert(at);
            }
            parts.push("conflicts", &json(&row), &names, self.entities);
        }
    }

    fn about<'l>(&self, about: &'l str, clusters: &Clusters<'_>) -> About<'l> {
        let entity = || self.entities.get(about).map(About::Entity);
        let cluster = || clusters.by_id.get(about).copied().map(About::Cluster);
        let document = || self.places.get(about).copied().map(About::Document);
        entity()
            .or_else(cluster)
            .or_else(document)
            .unwrap_or(About::Words(about))
    }

    /// Writes the life cycles of agreements, offices and plans; gives those of projects, by project.
    pub(super) fn lifecycles(
        &self,
        lines: &[LifecycleLine],
        clusters: &Clusters<'_>,
        parts: &mut Parts,
    ) -> HashMap<u32, Vec<Step>> {
        let mut projects = HashMap::new();
        for line in lines {
            let about = self.about(&line.about, clusters);
            let steps: Vec<Step> = line.steps.iter().map(|step| self.step(step)).collect();
            if let (About::Entity(at), "project") = (&about, &*line.kind) {
                projects.insert(*at, steps);
                continue;
            }
            let mut names: BTreeSet<u32> = steps.iter().filter_map(|step| step.holder).collect();
            if let About::Entity(at) = about {
                names.insert(at);
            }
            let row = LifecycleRow {
                kind: &line.kind,
                about,
                steps,
            };
            parts.push("lifecycles", &json(&row), &names, self.entities);
        }
        projects
    }

    fn step(&self, step: &StepLine) -> Step {
        Step {
            holder: self.entities.get(&step.state),
            state: step.state.clone(),
            modality: step.modality.clone(),
            date: step.date.clone(),
            date_from: step.date_from.clone(),
            amounts: step.amounts.clone(),
            evidence: quoted(self.quotes, &step.at),
        }
    }
}

fn shown<'l>(filler: &'l RoleLine, entity: &mut impl FnMut(&str) -> Option<u32>) -> Shown<'l> {
    let known = filler.entity.as_deref().and_then(&mut *entity);
    let id = filler.entity.as_deref().filter(|_| known.is_none());
    let others = [
        id,
        filler.office.as_deref(),
        filler.value.as_deref(),
        filler.time.as_deref(),
    ];
    Shown {
        entity: known,
        symbol: filler.symbol.as_deref(),
        value: others.into_iter().flatten().next(),
        words: filler.text.as_deref(),
    }
}

fn is_none(count: &usize) -> bool {
    *count == 0
}
