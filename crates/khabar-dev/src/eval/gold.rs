//! Facts of documents against their complete annotation.

use std::collections::BTreeMap;
use std::path::Path;

use anyhow::Context;
use khabar_all as _;
use khabar_core::{Document, Fact, Offsets};
use khabar_run::{Format, Inputs};
use serde_json::Value;

use super::{engine, records};

/// The kinds that are compared by exact span and value.
const KINDS: &[&str] = &[
    "place", "number", "ordinal", "percent", "money", "quantity", "duration", "time",
];

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

#[derive(Default)]
struct Score {
    right: usize,
    missed: usize,
    wrong: usize,
}

/// Prints precision and recall by kind, and everything missed or wrong.
pub(crate) fn gold(gold: &Path, seeds: &Path) -> anyhow::Result<()> {
    let engine = engine()?;
    let mut scores: BTreeMap<String, Score> = BTreeMap::new();
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
    }
    println!(
        "\n{:<16}{:>8}{:>8}{:>8}{:>8}{:>8}{:>8}",
        "kind", "right", "missed", "wrong", "P", "R", "F1"
    );
    for (kind, score) in scores {
        let ratio = |of: usize| {
            if of == 0 {
                1.0
            } else {
                score.right as f64 / of as f64
            }
        };
        let (p, r) = (
            ratio(score.right + score.wrong),
            ratio(score.right + score.missed),
        );
        let f1 = if p + r == 0.0 {
            0.0
        } else {
            2.0 * p * r / (p + r)
        };
        println!(
            "{kind:<16}{:>8}{:>8}{:>8}{p:>8.3}{r:>8.3}{f1:>8.3}",
            score.right, score.missed, score.wrong
        );
    }
    Ok(())
}

fn pair(value: &Value) -> Option<(usize, usize)> {
    let at = |i: usize| usize::try_from(value.get(i)?.as_u64()?).ok();
    Some((at(0)?, at(1)?))
}

fn mention(record: &Value) -> Option<Mention> {
    let kind = record
        .get("kind")?
        .as_str()
        .filter(|kind| KINDS.contains(kind))?;
    let key = if kind == "place" { "entity" } else { "value" };
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
            value: fact
                .value("entity")
                .or_else(|| fact.value("value"))
                .map(ToString::to_string)
                .unwrap_or_default(),
            text: fact.span.of(&document.text).to_owned(),
            hard: false,
            values: Vec::new(),
            spans: Vec::new(),
        }
    };
    facts
        .iter()
        .filter(|f| KINDS.contains(&f.kind))
        .map(mention)
        .collect()
}

fn compare(expected: &[Mention], found: &[Mention], scores: &mut BTreeMap<String, Score>) {
    let same = |e: &Mention, f: &Mention| {
        let span = e.chars == f.chars || e.spans.contains(&f.chars);
        let value = e.value == f.value || e.values.contains(&f.value);
        e.kind == f.kind && span && value
    };
    for e in expected.iter().filter(|e| !e.hard) {
        // Countries are told apart: they are complete, other places are not yet.
        let kind = group(e);
        if found.iter().any(|f| same(e, f)) {
            scores.entry(kind).or_default().right += 1;
        } else {
            scores.entry(kind).or_default().missed += 1;
            println!("  missed {} {:?} {} {}", e.kind, e.chars, e.value, e.text);
        }
    }
    for f in found {
        // What a native reader would hesitate about counts neither way.
        let hard = |e: &Mention| e.hard && e.chars.0 < f.chars.1 && f.chars.0 < e.chars.1;
        if !expected.iter().any(|e| same(e, f) || hard(e)) {
            scores.entry(group(f)).or_default().wrong += 1;
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
