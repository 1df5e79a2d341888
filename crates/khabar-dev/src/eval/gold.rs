//! Facts of documents against their complete annotation.

use std::path::Path;

use anyhow::Context;
use khabar_all as _;
use khabar_core::{Document, Fact, Offsets};
use khabar_run::{Format, Inputs};
use serde_json::Value;

use super::tally::Tallies;
use super::{engine, records};

/// The kinds that are compared by exact span and value, and where the annotation has the value.
const KINDS: &[(&str, &str)] = &[
    ("place", "entity"),
    ("person", "entity"),
    ("office", "value"),
    ("organization", "entity"),
    ("project", "entity"),
    ("treaty", "entity"),
    ("occasion", "entity"),
    ("number", "value"),
    ("ordinal", "value"),
    ("percent", "value"),
    ("money", "value"),
    ("quantity", "value"),
    ("duration", "value"),
    ("time", "value"),
];

/// The roles of an office that are compared too.
const OFFICE_ROLES: &[&str] = &["country", "holder"];

/// An annotated mention, or one that was found: characters and value.
#[derive(Clone)]
struct Mention {
    kind: String,
    chars: (usize, usize),
    value: String,
    text: String,
    hard: bool,
    /// Other values that are right too.
    values: Vec<String>,
    /// Other spans that are right too.
    spans: Vec<(usize, usize)>,
}

/// Prints precision and recall by kind, and everything missed or wrong.
pub(crate) fn gold(gold: &Path, seeds: &Path) -> anyhow::Result<()> {
    let engine = engine()?;
    let mut scores = Tallies::default();
    let mut events = Tallies::default();
    let mut files: Vec<_> = std::fs::read_dir(seeds)
        .with_context(|| format!("cannot read `{}`", seeds.display()))?
        .filter_map(|e| Some(e.ok()?.path()))
        .filter(|p| p.extension().is_some_and(|e| e == "txt"))
        .collect();
    files.sort();
    for path in files {
        let stem = path
            .file_stem()
            .unwrap_or_default()
            .to_string_lossy()
            .into_owned();
        let annotated = records(&gold.join(format!("{stem}.jsonl")))?;
        let inputs = Inputs::find(std::slice::from_ref(&path), Format::Text, None)?;
        let items = inputs.pieces().map(|piece| piece.document());
        let document = items.map(|item| item.document).next();
        let document = document.with_context(|| format!("`{}` is empty", path.display()))?;
        let document = document.map_err(|why| anyhow::anyhow!("{}: {why}", path.display()))?;
        let reading = engine.read(&document);
        let expected: Vec<Mention> = annotated.iter().filter_map(mention).collect();
        let found = found(&document, &reading.facts);
        println!("{stem}");
        compare(&expected, &found, &mut scores);
        offices(&document, &annotated, &reading.facts, &mut scores);
        super::events::compare(&document, &annotated, &reading.facts, &mut events);
    }
    scores.print("kind");
    events.print("events");
    Ok(())
}

fn pair(value: &Value) -> Option<(usize, usize)> {
    let at = |i: usize| usize::try_from(value.get(i)?.as_u64()?).ok();
    Some((at(0)?, at(1)?))
}

fn mention(record: &Value) -> Option<Mention> {
    let told = record.get("kind")?.as_str()?;
    let (kind, key) = *KINDS.iter().find(|(kind, _)| *kind == told)?;
    let alternatives = record.get("alt").and_then(Value::as_array);
    Some(Mention {
        kind: kind.to_owned(),
        chars: pair(record.get("chars")?)?,
        value: record.get(key)?.as_str().unwrap_or_default().to_owned(),
        text: record.get("text")?.as_str()?.to_owned(),
        hard: record.get("hard").and_then(Value::as_bool) == Some(true),
        values: alternatives
            .into_iter()
            .flatten()
            .filter_map(|alt| Some(alt.get(key)?.as_str()?.to_owned()))
            .collect(),
        spans: alternatives
            .into_iter()
            .flatten()
            .filter_map(|alt| pair(alt.get("chars")?))
            .collect(),
    })
}

fn found(document: &Document, facts: &[Fact]) -> Vec<Mention> {
    let offsets = Offsets::of(&document.text);
    let mention = |fact: &Fact| {
        let chars = offsets.chars(fact.span);
        Mention {
            kind: fact.kind.to_owned(),
            chars: (chars.start, chars.end),
            value: value_of(fact),
            text: fact.span.of(&document.text).to_owned(),
            hard: false,
            values: Vec::new(),
            spans: Vec::new(),
        }
    };
    facts
        .iter()
        .filter(|f| KINDS.iter().any(|(kind, _)| *kind == f.kind))
        .map(mention)
        .collect()
}

/// The value of a fact as the annotation writes it.
fn value_of(fact: &Fact) -> String {
    let value = ["entity", "value", "role"]
        .iter()
        .find_map(|role| fact.value(role));
    let value = value.map(ToString::to_string).unwrap_or_default();
    match value.strip_prefix("office/") {
        Some(role) => role.replace('-', " "),
        None => value,
    }
}

/// Who holds which office: what stands side by side against the annotated tenures, and countries and
/// holders of every office, told elsewhere or inferred, against those of the annotation.
fn offices(document: &Document, annotated: &[Value], facts: &[Fact], scores: &mut Tallies) {
    let offsets = Offsets::of(&document.text);
    let chars = |fact: &Fact| {
        let chars = offsets.chars(fact.span);
        (chars.start, chars.end)
    };
    let entity = |value: &khabar_core::Value| match value {
        khabar_core::Value::Fact(of) => facts.get(of.index()).map(value_of).unwrap_or_default(),
        value => value.to_string(),
    };
    let fillers = |record: &Value, role: &str| -> Vec<Value> {
        let fillers = record.get("roles").and_then(|roles| roles.get(role));
        fillers
            .and_then(Value::as_array)
            .cloned()
            .unwrap_or_default()
    };
    let mut score = |group: &str, expected: &[String], found: &[String], what: &str| {
        let score = scores.of(group);
        for value in expected {
            if found.contains(value) {
                score.right += 1;
            } else {
                score.missed += 1;
                println!("  missed {group} {value} of {what}");
            }
        }
        for value in found.iter().filter(|value| !expected.contains(value)) {
            score.wrong += 1;
            println!("  wrong  {group} {value} of {what}");
        }
    };
    for record in annotated {
        let told = |key: &str| record.get(key).and_then(Value::as_str).unwrap_or_default();
        let hard = record.get("hard").and_then(Value::as_bool) == Some(true);
        let Some(at) = record.get("chars").and_then(pair).filter(|_| !hard) else {
            continue;
        };
        let alternatives = record.get("alt").and_then(Value::as_array);
        let mut spans: Vec<(usize, usize)> = alternatives
            .into_iter()
            .flatten()
            .filter_map(|alt| pair(alt.get("chars")?))
            .collect();
        spans.push(at);
        let overlaps = |fact: &&Fact| {
            let (start, end) = chars(fact);
            fact.kind == "office" && start < at.1 && at.0 < end
        };
        match told("kind") {
            "tenure" => {
                let person: Vec<String> = fillers(record, "person")
                    .iter()
                    .filter_map(|filler| Some(filler.get("entity")?.as_str()?.to_owned()))
                    .collect();
                let office = facts.iter().find(overlaps);
                let beside = office
                    .into_iter()
                    .flat_map(|office| office.fillers("holder"));
                let beside = beside.filter(|filler| filler.span.is_some());
                let found: Vec<String> = beside.map(|filler| entity(&filler.value)).collect();
                score("binding", &person, &found, told("text"));
            }
            "office" => {
                let office = facts
                    .iter()
                    .find(|fact| fact.kind == "office" && spans.contains(&chars(fact)));
                for role in OFFICE_ROLES {
                    let expected: Vec<String> = fillers(record, role)
                        .iter()
                        .filter_map(|filler| Some(filler.get("entity")?.as_str()?.to_owned()))
                        .collect();
                    let found = office.into_iter().flat_map(|office| office.fillers(role));
                    let found: Vec<String> = found.map(|filler| entity(&filler.value)).collect();
                    score(&format!("office {role}"), &expected, &found, told("text"));
                }
            }
            _ => {}
        }
    }
}

fn compare(expected: &[Mention], found: &[Mention], scores: &mut Tallies) {
    let same = |e: &Mention, f: &Mention| {
        let span = e.chars == f.chars || e.spans.contains(&f.chars);
        let value = e.value == f.value || e.values.contains(&f.value);
        e.kind == f.kind && span && value
    };
    for e in expected.iter().filter(|e| !e.hard) {
        // Countries are told apart: they are complete, other places are not yet.
        let kind = group(e);
        if found.iter().any(|f| same(e, f)) {
            scores.of(&kind).right += 1;
        } else {
            scores.of(&kind).missed += 1;
            println!("  missed {} {:?} {} {}", e.kind, e.chars, e.value, e.text);
        }
    }
    for f in found {
        // What a native reader would hesitate about counts neither way.
        let hard = |e: &Mention| {
            e.hard && e.kind == f.kind && e.chars.0 < f.chars.1 && f.chars.0 < e.chars.1
        };
        if !expected.iter().any(|e| same(e, f) || hard(e)) {
            scores.of(&group(f)).wrong += 1;
            println!("  wrong  {} {:?} {} {}", f.kind, f.chars, f.value, f.text);
        }
    }
}

fn group(mention: &Mention) -> String {
    if mention.kind == "place" && mention.value.len() == 2 {
        "place (country)".to_owned()
    } else {
        mention.kind.clone()
    }
}
