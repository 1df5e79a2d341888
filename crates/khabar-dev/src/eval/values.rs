//! Values of expressions against what test suites of other libraries expect.

use std::collections::BTreeMap;
use std::path::Path;

use anyhow::{Context, bail};
use khabar_core::{Document, Fact, Published};
use serde::Deserialize;
use serde_json::Value as Json;

use super::judge::{Verdict, judge};
use super::{engine, records};

/// What the suites call a kind, and the kinds of ours that answer it.
const KINDS: &[(&str, &[&str])] = &[
    // A suite that asks for numbers alone means those inside of measures too.
    ("number", NUMBERS),
    ("numberrange", NUMBERS),
    ("ordinal", &["ordinal"]),
    ("percent", &["percent"]),
    ("money", &["money"]),
    ("quantity", &["quantity"]),
    ("duration", &["duration"]),
    ("date", &["time"]),
    ("daterange", &["time", "duration"]),
    ("datetime", &["time"]),
    ("datetimerange", &["time", "duration"]),
    ("time", &["time"]),
    ("timerange", &["time"]),
    ("set", &["time"]),
    ("timex_span", &["time", "duration"]),
];

const NUMBERS: &[&str] = &[
    "number", "percent", "money", "quantity", "duration", "ordinal", "time",
];

/// Cases whose expectation a person has judged wrong, or a convention of one library.
const REVIEWED: &str = include_str!("../../values.toml");

/// Where they are, for messages.
const LIST: &str = "crates/khabar-dev/values.toml";

/// A group of reviewed cases with one reason.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Group {
    reason: String,
    cases: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Reviewed {
    group: Vec<Group>,
}

#[derive(Default)]
struct Score {
    cases: usize,
    values: usize,
    spans: usize,
    reviewed: usize,
}

/// Prints, per language and kind, how many cases are read with the right values and spans.
pub(crate) fn values(file: &Path, register: &str, errors: bool) -> anyhow::Result<()> {
    let mut reviewed = reviewed()?;
    let engine = engine()?;
    let mut scores: BTreeMap<(String, String), Score> = BTreeMap::new();
    for case in records(file)? {
        let text_of = |key: &str| case.get(key).and_then(Json::as_str).unwrap_or_default();
        let kind = text_of("kind");
        let Some((_, ours)) = KINDS.iter().find(|(theirs, _)| *theirs == kind) else {
            continue;
        };
        let task = text_of("task");
        if !matches!(task, "parse" | "extract") || text_of("register") != register {
            continue;
        }
        let language = text_of("lang").to_owned();
        let keys = [kind, "all"].map(|kind| (language.clone(), kind.to_owned()));
        let document = document(&case);
        let reading = engine.read(&document);
        let found: Vec<&Fact> = reading
            .facts
            .iter()
            .filter(|f| ours.contains(&f.kind))
            .collect();
        let Verdict { value, span } = judge(&document, &found, &case, task == "parse");
        if let Some(reason) = reviewed.remove(text_of("id")) {
            for key in keys {
                scores.entry(key).or_default().reviewed += 1;
            }
            if value {
                println!("{} needs no entry in {LIST}: it is right", text_of("id"));
            } else if errors {
                println!("{} reviewed: {}", text_of("id"), reason.trim());
            }
            continue;
        }
        for key in keys {
            let score = scores.entry(key).or_default();
            score.cases += 1;
            score.values += usize::from(value);
            score.spans += usize::from(span);
        }
        if errors && !value {
            let told = reading.facts.iter().map(|fact| {
                let value = fact.value("value").map(ToString::to_string);
                format!(
                    "{} {} «{}»",
                    fact.kind,
                    value.unwrap_or_default(),
                    fact.span.of(&document.text)
                )
            });
            println!(
                "{} {language} {kind} | {} | {} | expected {} | found {}",
                text_of("id"),
                text_of("text"),
                text_of("ref"),
                case.get("expect")
                    .map(ToString::to_string)
                    .unwrap_or_default(),
                told.collect::<Vec<_>>().join("; ")
            );
        }
    }
    for id in reviewed.keys() {
        println!("{LIST} lists {id}, which is no case of this register");
    }
    println!(
        "{:<6}{:<15}{:>7}{:>15}{:>15}{:>10}",
        "lang", "kind", "cases", "value right", "span right", "reviewed"
    );
    for ((lang, kind), score) in scores {
        let share = |n: usize| 100.0 * n as f64 / score.cases.max(1) as f64;
        println!(
            "{lang:<6}{kind:<15}{:>7}{:>8} {:>5.1}%{:>8} {:>5.1}%{:>10}",
            score.cases,
            score.values,
            share(score.values),
            score.spans,
            share(score.spans),
            score.reviewed
        );
    }
    Ok(())
}

/// The reviewed cases, by id.
fn reviewed() -> anyhow::Result<BTreeMap<String, String>> {
    let file: Reviewed = toml::from_str(REVIEWED).context(LIST)?;
    let mut cases = BTreeMap::new();
    for group in file.group {
        for case in group.cases {
            if cases.insert(case.clone(), group.reason.clone()).is_some() {
                bail!("{LIST} lists {case} twice");
            }
        }
    }
    Ok(cases)
}

/// The document of a case: its text, language and the day that it was told.
fn document(case: &Json) -> Document {
    let text_of = |key: &str| case.get(key).and_then(Json::as_str);
    let told = |key: &str| text_of(key).unwrap_or_default();
    let mut document = super::document(told("id"), told("text"), Some(told("lang")));
    document.meta.published = text_of("ref").and_then(|told| {
        Some(Published {
            date: told.get(..10)?.to_owned(),
            from: "record",
        })
    });
    document
}
