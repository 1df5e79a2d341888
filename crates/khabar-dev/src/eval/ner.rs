//! Mentions of sentences against named-entity annotation of other people.

use std::collections::BTreeMap;
use std::path::Path;

use anyhow::Context;
use khabar_core::{Fact, Offsets};
use serde_json::Value as Json;

use super::{document, engine, records};

/// A type of the annotation: the kinds of ours that answer it, and those that claim it. A stretch of
/// three years is a date to some annotators and none to others, so that a `duration` may answer and
/// never claims.
struct Type {
    names: &'static [&'static str],
    answered_by: &'static [&'static str],
    claimed_by: &'static [&'static str],
}

const TYPES: &[Type] = &[
    Type {
        names: &["DATE", "TIME"],
        answered_by: &["time", "duration"],
        claimed_by: &["time"],
    },
    Type {
        names: &["MONEY"],
        answered_by: &["money"],
        claimed_by: &["money"],
    },
    Type {
        names: &["PERCENT"],
        answered_by: &["percent"],
        claimed_by: &["percent"],
    },
    Type {
        names: &["NUMBER"],
        answered_by: &[
            "number", "quantity", "money", "percent", "duration", "ordinal",
        ],
        claimed_by: &[],
    },
];

/// Rules whose mentions the annotation leaves out by its guidelines, as the table by rule shows: it
/// marks none of a hundred "every day" and "in recent years". They may answer, and claim nothing.
const LEFT_OUT: [&str; 2] = ["time.set", "time.vague"];

#[derive(Default)]
struct Score {
    annotated: usize,
    answered: usize,
    claims: usize,
    right: usize,
}

/// Prints recall by type and precision by group of types, both by overlap.
pub(crate) fn ner(file: &Path, errors: bool) -> anyhow::Result<()> {
    let engine = engine()?;
    let mut scores: BTreeMap<String, Score> = BTreeMap::new();
    let mut rules: BTreeMap<&str, Score> = BTreeMap::new();
    let sentences = records(file)?;
    let present: Vec<&str> = sentences
        .iter()
        .flat_map(|sentence| spans(sentence).map(|(name, ..)| name))
        .collect();
    for sentence in &sentences {
        let text_of = |key: &str| sentence.get(key).and_then(Json::as_str);
        let text = text_of("text").context("a sentence without `text`")?;
        let document = document(text_of("id").unwrap_or_default(), text, text_of("lang"));
        let reading = engine.read(&document);
        let offsets = Offsets::of(&document.text);
        let overlaps = |fact: &Fact, (_, start, end): &(&str, usize, usize)| {
            let chars = offsets.chars(fact.span);
            chars.start < *end && *start < chars.end
        };
        for of in TYPES {
            let theirs: Vec<(&str, usize, usize)> = spans(sentence)
                .filter(|(name, ..)| of.names.contains(name))
                .collect();
            let ours = |kinds: &'static [&'static str]| {
                reading
                    .facts
                    .iter()
                    .filter(move |fact| kinds.contains(&fact.kind))
            };
            for span in &theirs {
                let answered = ours(of.answered_by).any(|fact| overlaps(fact, span));
                let score = scores.entry(span.0.to_owned()).or_default();
                score.annotated += 1;
                score.answered += usize::from(answered);
                if errors && !answered {
                    let words: String = document
                        .text
                        .chars()
                        .skip(span.1)
                        .take(span.2 - span.1)
                        .collect();
                    println!("missed {} {words} | {}", span.0, document.text);
                }
            }
            if !of.names.iter().any(|name| present.contains(name)) {
                continue;
            }
            let group = of.names.join("+");
            for fact in ours(of.claimed_by) {
                let right = theirs.iter().any(|span| overlaps(fact, span));
                let rule = rules.entry(fact.by).or_default();
                rule.claims += 1;
                rule.right += usize::from(right);
                if LEFT_OUT.contains(&fact.by) {
                    continue;
                }
                let score = scores.entry(group.clone()).or_default();
                score.claims += 1;
                score.right += usize::from(right);
                if errors && !right {
                    let words = fact.span.of(&document.text);
                    println!("wrong {group} {words} ({}) | {}", fact.by, document.text);
                }
            }
        }
    }
    println!(
        "{:<24}{:>10}{:>10}{:>8}{:>8}{:>8}{:>8}",
        "type", "annotated", "answered", "R", "claims", "right", "P"
    );
    let share = |part: usize, of: usize| match of {
        0 => "-".to_owned(),
        of => format!("{:.3}", part as f64 / of as f64),
    };
    let row = |name: &str, score: &Score| {
        println!(
            "{name:<24}{:>10}{:>10}{:>8}{:>8}{:>8}{:>8}",
            score.annotated,
            score.answered,
            share(score.answered, score.annotated),
            score.claims,
            score.right,
            share(score.right, score.claims)
        );
    };
    for (name, score) in &scores {
        row(name, score);
    }
    // By rule, so that a rule that annotation leaves out by its guidelines stands apart from one that
    // is wrong.
    for (rule, score) in &rules {
        row(rule, score);
    }
    Ok(())
}

/// The annotated spans of a sentence: type, first and last character.
fn spans(sentence: &Json) -> impl Iterator<Item = (&str, usize, usize)> {
    let spans = sentence.get("spans").and_then(Json::as_array);
    spans.into_iter().flatten().filter_map(|span| {
        let at = |key: &str| usize::try_from(span.get(key)?.as_u64()?).ok();
        Some((span.get("type")?.as_str()?, at("start")?, at("end")?))
    })
}
