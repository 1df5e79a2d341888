//! A run of the whole program over documents, kept in memory, for what evaluates the corpus layer.

use std::collections::HashMap;

use khabar_corpus::record::FactRecord;
use khabar_corpus::{Corpus, Judgements, Known};
use khabar_run::{Engine, Inputs};
use serde_json::Value;

/// Facts and what they know together.
pub(super) struct Run {
    pub facts: Vec<FactRecord>,
    pub clusters: Vec<Value>,
    pub conflicts: Vec<Value>,
    pub lifecycles: Vec<Value>,
    /// By fact: the entities that it names or means.
    pub meant: HashMap<String, Vec<String>>,
}

/// Runs `inputs` as the program does.
pub(super) fn run(engine: &Engine, inputs: Inputs) -> anyhow::Result<Run> {
    let mut corpus = Corpus::default();
    let mut facts = Vec::new();
    khabar_run::run(engine, inputs, 0, |done| -> anyhow::Result<()> {
        corpus.add(&done.document, &done.facts)?;
        for line in done.facts.lines() {
            facts.push(serde_json::from_str(line)?);
        }
        Ok(())
    })?;
    let known = corpus.known(engine.gazetteer(), &Judgements::default())?;
    Run::of(facts, &known)
}

impl Run {
    fn of(facts: Vec<FactRecord>, known: &Known) -> anyhow::Result<Run> {
        let lines = |text: &str| -> anyhow::Result<Vec<Value>> {
            let lines = text.lines().map(serde_json::from_str);
            Ok(lines.collect::<Result<_, _>>()?)
        };
        let entities = lines(&known.entities)?;
        let mut meant: HashMap<String, Vec<String>> = HashMap::new();
        for entity in &entities {
            let id = text(entity, "id");
            for mention in list(entity, "mentions") {
                for how in ["named", "by_office", "by_reference"] {
                    for fact in list(mention, how).iter().filter_map(Value::as_str) {
                        meant
                            .entry(fact.to_owned())
                            .or_default()
                            .push(id.to_owned());
                    }
                }
            }
        }
        Ok(Run {
            facts,
            clusters: lines(&known.clusters)?,
            conflicts: lines(&known.conflicts)?,
            lifecycles: lines(&known.lifecycles)?,
            meant,
        })
    }
}

/// The text of a key, empty if there is none.
pub(super) fn text<'v>(value: &'v Value, key: &str) -> &'v str {
    value.get(key).and_then(Value::as_str).unwrap_or_default()
}

/// The list of a key, empty if there is none.
pub(super) fn list<'v>(value: &'v Value, key: &str) -> &'v [Value] {
    value
        .get(key)
        .and_then(Value::as_array)
        .map_or(&[], Vec::as_slice)
}
