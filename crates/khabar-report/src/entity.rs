//! Entities, and which facts speak of them.

use foldhash::{HashMap, HashMapExt};
use khabar_corpus::record::fact_id;
use serde::Serialize;

use crate::folder::{EntityLine, FormLine, MergeLine};
use crate::part::{Parts, json};

/// The entities, those of the most documents first.
#[derive(Default)]
pub(crate) struct Entities {
    pub list: Vec<EntityLine>,
    by_id: HashMap<String, u32>,
    /// Facts with the entities that they name, sorted.
    of_fact: Vec<(u64, u32)>,
}

impl Entities {
    pub(crate) fn of(mut list: Vec<EntityLine>) -> Entities {
        list.sort_by(|a, b| (b.documents, &a.id).cmp(&(a.documents, &b.id)));
        let mut by_id = HashMap::with_capacity(list.len());
        let mut of_fact = Vec::new();
        for (at, entity) in list.iter().enumerate() {
            by_id.insert(entity.id.clone(), at as u32);
            for mention in &entity.mentions {
                let facts = [&mention.named, &mention.by_office, &mention.by_reference];
                let ids = facts.into_iter().flatten().filter_map(|id| fact_id(id));
                of_fact.extend(ids.map(|id| (id, at as u32)));
            }
        }
        of_fact.sort_unstable();
        of_fact.dedup();
        Entities {
            list,
            by_id,
            of_fact,
        }
    }

    /// The entity of an id.
    pub(crate) fn get(&self, id: &str) -> Option<u32> {
        self.by_id.get(id).copied()
    }

    /// The entities that a fact names or means.
    pub(crate) fn named_by(&self, fact: u64) -> impl Iterator<Item = u32> {
        let from = self.of_fact.partition_point(|(id, _)| *id < fact);
        let list = self.of_fact[from..].iter();
        list.take_while(move |(id, _)| *id == fact)
            .map(|(_, at)| *at)
    }

    /// Id, Latin name and kind.
    pub(crate) fn name(&self, at: u32) -> [&str; 3] {
        let entity = &self.list[at as usize];
        [&entity.id, &entity.label, &entity.kind]
    }

    /// Writes the rows of all entities. `places` says where documents stand.
    pub(crate) fn write(&self, parts: &mut Parts, places: &HashMap<String, u32>) {
        for entity in &self.list {
            let row = Row {
                id: &entity.id,
                kind: &entity.kind,
                label: &entity.label,
                known: entity.known,
                forms: entity.forms.iter().map(form).collect(),
                documents: entity
                    .mentions
                    .iter()
                    .filter_map(|mention| {
                        let ways = [&mention.named, &mention.by_office, &mention.by_reference];
                        let [named, office, reference] = ways.map(|facts| facts.len() as u32);
                        let at = places.get(&mention.doc)?;
                        Some([*at, named, office, reference])
                    })
                    .collect(),
                merges: entity.merges.iter().map(|of| merge(of, places)).collect(),
            };
            parts.push("entities", &json(&row), [], self);
        }
    }
}

#[derive(Serialize)]
struct Row<'a> {
    id: &'a str,
    kind: &'a str,
    label: &'a str,
    known: bool,
    forms: Vec<(&'a str, &'a [String], u32)>,
    /// Document, then how often it is named, meant by an office, by a reference.
    documents: Vec<[u32; 4]>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    merges: Vec<Merge<'a>>,
}

#[derive(Serialize)]
struct Merge<'a> {
    document: Option<u32>,
    score: f64,
    /// What speaks for it, with its weight and perhaps more words.
    reasons: Vec<(&'a str, f64, Option<&'a str>)>,
}

fn form(form: &FormLine) -> (&str, &[String], u32) {
    (&form.text, &form.languages, form.count)
}

fn merge<'a>(merge: &'a MergeLine, places: &HashMap<String, u32>) -> Merge<'a> {
    let reasons = merge.reasons.iter();
    Merge {
        document: places.get(&merge.doc).copied(),
        score: merge.score,
        reasons: reasons
            .map(|of| (of.reason.as_str(), of.weight, of.detail.as_deref()))
            .collect(),
    }
}
