//! Entities, clusters, conflicts and life cycles: whether all that they point to is there.

use std::collections::{BTreeSet, HashMap, HashSet};
use std::path::Path;

use serde_json::Value;

use super::facts::Facts;
use super::{Listed, Problems, read, values};
use crate::json::{list, text};

const ENTITIES: &str = "entities.jsonl";
const CLUSTERS: &str = "clusters.jsonl";
const CONFLICTS: &str = "conflicts.jsonl";
const LIFECYCLES: &str = "lifecycles.jsonl";

pub(crate) fn check(
    dir: &Path,
    documents: &[Listed],
    facts: &Facts<'_>,
    problems: &mut Problems,
) -> anyhow::Result<()> {
    let mut checker = Checker {
        documents: documents
            .iter()
            .map(|listed| listed.record.doc.as_str())
            .collect(),
        facts,
        entities: HashSet::new(),
        clusters: HashSet::new(),
        problems,
    };
    let text = read(dir, ENTITIES)?;
    let entities = values(ENTITIES, &text, checker.problems);
    checker.entities(&entities);
    let text = read(dir, CLUSTERS)?;
    let clusters = values(CLUSTERS, &text, checker.problems);
    checker.clusters(&clusters);
    let text = read(dir, CONFLICTS)?;
    let conflicts = values(CONFLICTS, &text, checker.problems);
    checker.conflicts(&conflicts);
    let text = read(dir, LIFECYCLES)?;
    let lifecycles = values(LIFECYCLES, &text, checker.problems);
    checker.lifecycles(&lifecycles);
    Ok(())
}

type Lines<'t> = [(usize, &'t str, Value)];

struct Checker<'c, 'd> {
    documents: HashSet<&'c str>,
    facts: &'c Facts<'d>,
    entities: HashSet<String>,
    clusters: HashSet<String>,
    problems: &'c mut Problems,
}

impl Checker<'_, '_> {
    fn entities(&mut self, lines: &Lines<'_>) {
        let mut named: HashMap<String, usize> = HashMap::new();
        for (line, _, entity) in lines {
            if !self.entities.insert(text(entity, "id").to_owned()) {
                let what = format!("the id {} stands there twice", text(entity, "id"));
                self.problems.add(ENTITIES, *line, what);
            }
            let mut documents = BTreeSet::new();
            for mention in list(entity, "mentions") {
                documents.insert(text(mention, "doc"));
                for how in ["named", "by_office", "by_reference"] {
                    for id in list(mention, how).iter().filter_map(Value::as_str) {
                        let told = self.evidence(ENTITIES, *line, text(mention, "doc"), id);
                        // A name is one entity's.
                        let other =
                            (how == "named" && told).then(|| named.insert(id.to_owned(), *line));
                        if let Some(other) = other.flatten() {
                            let what = format!("the fact {id} is named by line {other} too");
                            self.problems.add(ENTITIES, *line, what);
                        }
                    }
                }
            }
            for merge in list(entity, "merges") {
                self.evidence(ENTITIES, *line, text(merge, "doc"), text(merge, "fact"));
            }
            self.count(ENTITIES, *line, entity, documents.len());
        }
    }

    fn clusters(&mut self, lines: &Lines<'_>) {
        let ids = lines
            .iter()
            .map(|(_, _, cluster)| text(cluster, "id").to_owned());
        self.clusters.extend(ids);
        for (line, _, cluster) in lines {
            let mut told = HashSet::new();
            let mut documents = BTreeSet::new();
            for telling in list(cluster, "tellings") {
                let (doc, id) = (text(telling, "doc"), text(telling, "fact"));
                told.insert(id);
                documents.insert(doc);
                self.evidence(CLUSTERS, *line, doc, id);
                let fact = self.facts.get(id);
                let same = |fact: &&khabar_corpus::record::FactRecord| {
                    fact.kind == text(telling, "kind") && fact.text == text(telling, "text")
                };
                if fact.is_some() && fact.filter(same).is_none() {
                    let what = format!("the fact {id} is told otherwise in facts.jsonl");
                    self.problems.add(CLUSTERS, *line, what);
                }
            }
            self.count(CLUSTERS, *line, cluster, documents.len());
            let sources = list(cluster, "sources").iter();
            let sources: BTreeSet<&str> = sources
                .flat_map(|source| list(source, "documents"))
                .filter_map(Value::as_str)
                .collect();
            if sources != documents {
                let what = "its sources are not the documents that tell it";
                self.problems.add(CLUSTERS, *line, what);
            }
            let roles = cluster.get("roles").and_then(Value::as_object);
            for (role, filler) in roles.into_iter().flatten().flat_map(|(role, fillers)| {
                let fillers = fillers.as_array().into_iter().flatten();
                fillers.map(move |filler| (role, filler))
            }) {
                let entity = filler.get("entity").and_then(Value::as_str);
                if let Some(entity) = entity.filter(|entity| !self.entities.contains(*entity)) {
                    let what = format!("{role}: there is no entity {entity}");
                    self.problems.add(CLUSTERS, *line, what);
                }
                let mut tellings = list(filler, "tellings").iter().filter_map(Value::as_str);
                if let Some(other) = tellings.find(|id| !told.contains(id)) {
                    let what = format!("{role}: the fact {other} is none of its tellings");
                    self.problems.add(CLUSTERS, *line, what);
                }
            }
            for resolution in list(cluster, "resolutions") {
                let (doc, id) = (text(resolution, "doc"), text(resolution, "fact"));
                self.evidence(CLUSTERS, *line, doc, id);
                self.all(CLUSTERS, *line, list(resolution, "evidence"));
                let value = self.facts.get(id).and_then(|fact| fact.value.as_ref());
                let said = value.and_then(|value| value.unresolved.as_deref());
                if said.is_some_and(|said| said != text(resolution, "said")) {
                    let what = format!("the fact {id} does not say {}", text(resolution, "said"));
                    self.problems.add(CLUSTERS, *line, what);
                }
            }
            for part in list(cluster, "parts").iter().filter_map(Value::as_str) {
                if !self.clusters.contains(part) {
                    self.problems
                        .add(CLUSTERS, *line, format!("there is no event {part}"));
                }
            }
        }
    }

    fn conflicts(&mut self, lines: &Lines<'_>) {
        for (line, _, conflict) in lines {
            for claim in list(conflict, "claims") {
                self.all(CONFLICTS, *line, list(claim, "facts"));
            }
            self.all(CONFLICTS, *line, list(conflict, "evidence"));
            let about = text(conflict, "about");
            let known = self.clusters.contains(about)
                || self.documents.contains(about)
                || about.starts_with("office/");
            if !known {
                self.problems
                    .add(CONFLICTS, *line, format!("there is nothing called {about}"));
            }
        }
    }

    fn lifecycles(&mut self, lines: &Lines<'_>) {
        for (line, _, lifecycle) in lines {
            self.all(LIFECYCLES, *line, list(lifecycle, "steps"));
            let about = text(lifecycle, "about");
            let known = self.clusters.contains(about)
                || self.entities.contains(about)
                || about.starts_with("office/");
            if !known {
                self.problems.add(
                    LIFECYCLES,
                    *line,
                    format!("there is nothing called {about}"),
                );
            }
        }
    }

    fn all(&mut self, file: &str, line: usize, evidence: &[Value]) {
        for fact in evidence {
            self.evidence(file, line, text(fact, "doc"), text(fact, "fact"));
        }
    }

    /// Whether a fact is there and of the document that is said.
    fn evidence(&mut self, file: &str, line: usize, doc: &str, id: &str) -> bool {
        match self.facts.get(id) {
            Some(fact) if fact.doc == doc => return true,
            Some(fact) => {
                let what = format!("the fact {id} is of `{}`, not of `{doc}`", fact.doc);
                self.problems.add(file, line, what);
            }
            None => self
                .problems
                .add(file, line, format!("there is no fact {id}")),
        }
        false
    }

    fn count(&mut self, file: &str, line: usize, value: &Value, documents: usize) {
        if value["documents"] != documents {
            let what = format!(
                "{} documents are said, {documents} are listed",
                value["documents"]
            );
            self.problems.add(file, line, what);
        }
    }
}
