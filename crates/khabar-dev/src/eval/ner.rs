//! Mentions of sentences against named-entity annotation of other people.

use std::collections::BTreeMap;
use std::path::Path;

use anyhow::Context;
use khabar_core::{Fact, Offsets, Value};
use serde_json::Value as Json;

use super::{document, documents, engine, records};

/// A type of the annotation: which facts of ours answer it, and which claim it. A stretch of three
/// years is a date to some annotators and none to others, so that a `duration` may answer and never
/// claims.
struct Type {
    names: &'static [&'static str],
    answers: fn(&Fact) -> bool,
    claims: fn(&Fact, &[Fact]) -> bool,
}

const TYPES: &[Type] = &[
    Type {
        names: &["DATE", "TIME"],
        answers: |fact| matches!(fact.kind, "time" | "duration"),
        claims: |fact, _| fact.kind == "time",
    },
    Type {
        names: &["MONEY"],
        answers: |fact| fact.kind == "money",
        claims: |fact, _| fact.kind == "money",
    },
    Type {
        names: &["PERCENT"],
        answers: |fact| fact.kind == "percent",
        claims: |fact, _| fact.kind == "percent",
    },
    Type {
        names: &["NUMBER"],
        answers: |fact| {
            matches!(
                fact.kind,
                "number" | "quantity" | "money" | "percent" | "duration" | "ordinal"
            )
        },
        claims: |_, _| false,
    },
    // These annotations are flat: a place inside of an organisation's name is not marked.
    Type {
        names: &["LOC"],
        answers: |fact| fact.kind == "place" && by_name(fact),
        claims: |fact, all| {
            let holds =
                |other: &Fact| other.kind == "organization" && other.span.contains(fact.span);
            fact.kind == "place" && by_name(fact) && !all.iter().any(holds)
        },
    },
    Type {
        names: &["PER"],
        answers: |fact| fact.kind == "person",
        claims: |fact, _| fact.kind == "person",
    },
    Type {
        names: &["ORG"],
        answers: |fact| fact.kind == "organization",
        claims: |fact, all| {
            let holds = |other: &Fact| {
                other.kind == "organization"
                    && other.span != fact.span
                    && other.span.contains(fact.span)
            };
            fact.kind == "organization" && !all.iter().any(holds)
        },
    },
    Type {
        names: &["OFFICE"],
        answers: |fact| fact.kind == "office",
        claims: |_, _| false,
    },
];

/// Whether a place is named, and not pointed to by a nationality.
fn by_name(fact: &Fact) -> bool {
    let via = fact.value("via");
    via == Some(&Value::Symbol("name")) || via == Some(&Value::Symbol("capital"))
}

/// Rules whose mentions the annotation leaves out by its guidelines, as the table by rule shows: it
/// marks none of a hundred "every day" and "in recent years". They may answer, and claim nothing.
const LEFT_OUT: [&str; 2] = ["time.set", "time.vague"];

#[derive(Default)]
struct Score {
    annotated: usize,
    answered: usize,
    exactly: usize,
    claims: usize,
    right: usize,
    exact: usize,
}

/// Prints recall by type and precision by group of types, by overlap and exact. Sentences are read in
/// their document, where the file tells it.
pub(crate) fn ner(file: &Path, errors: bool) -> anyhow::Result<()> {
    let engine = engine()?;
    let mut scores: BTreeMap<String, Score> = BTreeMap::new();
    let mut rules: BTreeMap<&str, Score> = BTreeMap::new();
    let sentences = records(file)?;
    let present: Vec<&str> = sentences
        .iter()
        .flat_map(|sentence| spans(sentence).map(|(name, ..)| name))
        .collect();
    for sentences in documents(&sentences) {
        let (text, annotated) = joined(sentences)?;
        let first = |key: &str| sentences[0].get(key).and_then(Json::as_str);
        let document = document(first("id").unwrap_or_default(), &text, first("lang"));
        let reading = engine.read(&document);
        let sentence_at = |byte: usize| {
            let end = text[byte..].find('\n').map_or(text.len(), |end| byte + end);
            let start = text[..byte].rfind('\n').map_or(0, |at| at + 1);
            &text[start..end]
        };
        let offsets = Offsets::of(&document.text);
        let overlaps = |fact: &Fact, (_, start, end): &Annotated<'_>| {
            let chars = offsets.chars(fact.span);
            chars.start < *end && *start < chars.end
        };
        for of in TYPES {
            let theirs: Vec<Annotated<'_>> = annotated
                .iter()
                .filter(|(name, ..)| of.names.contains(name))
                .copied()
                .collect();
            let facts = || reading.facts.iter();
            let same = |fact: &Fact, (_, start, end): &Annotated<'_>| {
                offsets.chars(fact.span) == (*start..*end)
            };
            for span in &theirs {
                let mut answers = facts().filter(|fact| (of.answers)(fact) && overlaps(fact, span));
                let answered = answers.clone().next().is_some();
                let score = scores.entry(span.0.to_owned()).or_default();
                score.annotated += 1;
                score.answered += usize::from(answered);
                score.exactly += usize::from(answers.any(|fact| same(fact, span)));
                if errors && !answered {
                    let byte = |char: usize| {
                        text.char_indices()
                            .nth(char)
                            .map_or(text.len(), |(at, _)| at)
                    };
                    let (start, end) = (byte(span.1), byte(span.2));
                    let (words, sentence) = (&text[start..end], sentence_at(start));
                    println!("missed {} {words} | {sentence}", span.0);
                }
            }
            if !of.names.iter().any(|name| present.contains(name)) {
                continue;
            }
            let group = of.names.join("+");
            for fact in facts().filter(|fact| (of.claims)(fact, &reading.facts)) {
                let right = theirs.iter().any(|span| overlaps(fact, span));
                let exact = theirs.iter().any(|span| same(fact, span));
                let rule = rules.entry(fact.by).or_default();
                rule.claims += 1;
                rule.right += usize::from(right);
                rule.exact += usize::from(exact);
                if LEFT_OUT.contains(&fact.by) {
                    continue;
                }
                let score = scores.entry(group.clone()).or_default();
                score.claims += 1;
                score.right += usize::from(right);
                score.exact += usize::from(exact);
                if errors && !right {
                    let words = fact.span.of(&document.text);
                    let sentence = sentence_at(fact.span.start());
                    println!("wrong {group} {words} ({}) | {sentence}", fact.by);
                }
            }
        }
    }
    println!(
        "{:<28}{:>10}{:>10}{:>7}{:>8}{:>8}{:>7}{:>7}{:>9}{:>9}{:>9}",
        "type",
        "annotated",
        "answered",
        "R",
        "claims",
        "right",
        "P",
        "F1",
        "R exact",
        "P exact",
        "F1 exact"
    );
    let ratio = |part: usize, of: usize| match of {
        0 => f64::NAN,
        of => part as f64 / of as f64,
    };
    let f1 = |r: f64, p: f64| 2.0 * r * p / (r + p);
    let row = |name: &str, score: &Score| {
        let (r, p) = (
            ratio(score.answered, score.annotated),
            ratio(score.right, score.claims),
        );
        let exact = (
            ratio(score.exactly, score.annotated),
            ratio(score.exact, score.claims),
        );
        let cell = |share: f64| match share.is_nan() {
            true => "-".to_owned(),
            false => format!("{share:.3}"),
        };
        println!(
            "{name:<28}{:>10}{:>10}{:>7}{:>8}{:>8}{:>7}{:>7}{:>9}{:>9}{:>9}",
            score.annotated,
            score.answered,
            cell(r),
            score.claims,
            score.right,
            cell(p),
            cell(f1(r, p)),
            cell(exact.0),
            cell(exact.1),
            cell(f1(exact.0, exact.1))
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

/// A span of the annotation: type, first and last character.
type Annotated<'s> = (&'s str, usize, usize);

/// The text of a document, a sentence a line, and its annotated spans: type, first and last character.
fn joined(sentences: &[Json]) -> anyhow::Result<(String, Vec<Annotated<'_>>)> {
    let (mut text, mut chars, mut annotated) = (String::new(), 0, Vec::new());
    for sentence in sentences {
        let words = sentence.get("text").and_then(Json::as_str);
        let words = words.context("a sentence without `text`")?;
        if !text.is_empty() {
            text.push('\n');
            chars += 1;
        }
        annotated
            .extend(spans(sentence).map(|(name, start, end)| (name, chars + start, chars + end)));
        text.push_str(words);
        chars += words.chars().count();
    }
    Ok((text, annotated))
}

/// The annotated spans of a sentence: type, first and last character.
fn spans(sentence: &Json) -> impl Iterator<Item = Annotated<'_>> {
    let spans = sentence.get("spans").and_then(Json::as_array);
    spans.into_iter().flatten().filter_map(|span| {
        let at = |key: &str| usize::try_from(span.get(key)?.as_u64()?).ok();
        Some((span.get("type")?.as_str()?, at("start")?, at("end")?))
    })
}
