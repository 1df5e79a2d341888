//! Events against annotation: the complete one of the gold documents, and speech and events of treebanks.

use std::collections::BTreeSet;
use std::path::Path;

use khabar_all as _;
use khabar_core::{Document, Fact, FactRef, Filler, Offsets, Value as Found};
use serde_json::Value;

use super::tally::Tallies;
use super::{document, engine, records};

/// The kinds that are compared.
const KINDS: &[&str] = &[
    "meeting",
    "visit",
    "call",
    "discussion",
    "agreement",
    "commitment",
    "target",
    "statement",
    "invitation",
    "tenure",
    "indicator",
    "project_status",
    "aid",
    "investment",
    "policy",
    "ceremony",
    "attribution",
    "dateline",
];

/// Roles that say how the fact was found, and no part of what happened.
const OURS: &[&str] = &[
    "polarity",
    "modality",
    "time",
    "time_from",
    "place",
    "place_from",
    "source",
    "plover",
    "cameo",
    "evidence",
    "scope",
];

/// A promise may be called asserted, and the other way round.
const PROMISES: &[&str] = &["agreement", "commitment", "target"];

type Span = (usize, usize);

fn pair(value: &Value) -> Option<Span> {
    let at = |i: usize| usize::try_from(value.get(i)?.as_u64()?).ok();
    Some((at(0)?, at(1)?))
}

fn overlaps(a: Span, b: Span) -> bool {
    a.0 < b.1 && b.0 < a.1
}

fn list<'v>(record: &'v Value, path: &[&str]) -> &'v [Value] {
    let at = path.iter().try_fold(record, |value, key| value.get(key));
    at.and_then(Value::as_array).map_or(&[], Vec::as_slice)
}

fn text<'v>(record: &'v Value, path: &[&str]) -> Option<&'v str> {
    let at = path.iter().try_fold(record, |value, key| value.get(key));
    at.and_then(Value::as_str)
}

/// Other values that are right: `{key}` of an alternative.
fn alternatives<'v>(record: &'v Value, key: &str) -> Vec<&'v Value> {
    list(record, &["alt"])
        .iter()
        .filter_map(|alt| alt.get(key))
        .collect()
}

struct Reading<'a> {
    offsets: Offsets<'a>,
    text: &'a str,
    facts: &'a [Fact],
}

impl Reading<'_> {
    fn chars(&self, span: khabar_core::Span) -> Span {
        let chars = self.offsets.chars(span);
        (chars.start, chars.end)
    }

    fn value(&self, value: &Found) -> String {
        match value {
            Found::Fact(of) => self.entity(*of),
            value => value.to_string(),
        }
    }

    fn entity(&self, of: FactRef) -> String {
        let fact = self.facts.get(of.index());
        let value = fact.and_then(|f| {
            ["entity", "role", "value"]
                .iter()
                .find_map(|role| f.value(role))
        });
        value.map(ToString::to_string).unwrap_or_default()
    }

    /// Whether a filler says what an annotated one says.
    fn fits(&self, gold: &Value, filler: &Filler) -> bool {
        if let Some(span) = gold.get("chars").and_then(pair)
            && let Some(found) = filler.span
            && overlaps(span, self.chars(found))
        {
            return true;
        }
        if let Some(entity) = text(gold, &["entity"]) {
            return self.value(&filler.value) == entity;
        }
        match text(gold, &["value"]) {
            Some(value) if gold.get("chars").is_none() => {
                let plain = |s: &str| s.replace(['_', '-'], " ");
                plain(&self.value(&filler.value)) == plain(value)
            }
            _ => false,
        }
    }
}

/// Compares the events of one document with those of its annotation.
pub(super) fn compare(
    document: &Document,
    annotated: &[Value],
    facts: &[Fact],
    tallies: &mut Tallies,
) {
    let reading = Reading {
        offsets: Offsets::of(&document.text),
        text: &document.text,
        facts,
    };
    let events: Vec<&Fact> = facts.iter().filter(|f| KINDS.contains(&f.kind)).collect();
    let gold: Vec<&Value> = annotated
        .iter()
        .filter(|r| text(r, &["kind"]).is_some_and(|kind| KINDS.contains(&kind)))
        .collect();
    let mut taken = BTreeSet::new();
    let mut matched: Vec<Option<Piece>> = vec![None; gold.len()];
    for hard in [false, true] {
        for (at, record) in gold.iter().enumerate() {
            if (record.get("hard").and_then(Value::as_bool) == Some(true)) != hard {
                continue;
            }
            let piece = best(&reading, record, &events, &taken);
            matched[at] = piece;
            taken.extend(piece);
        }
    }
    for (record, event) in gold.iter().zip(&matched) {
        let kind = text(record, &["kind"]).unwrap_or_default();
        let hard = record.get("hard").and_then(Value::as_bool) == Some(true);
        let words = text(record, &["text"]).unwrap_or_default();
        match event {
            _ if hard => {}
            None => {
                for name in [kind, "= events"] {
                    tallies.of(name).missed += 1;
                }
                println!("  missed {kind} {} «{words}»", record["chars"]);
            }
            Some((event, telling)) => {
                for name in [kind, "= events"] {
                    tallies.of(name).right += 1;
                }
                roles(&reading, record, events[*event], *telling == 0, tallies);
                circumstances(&reading, record, events[*event], tallies);
            }
        }
    }
    for (at, event) in events.iter().enumerate() {
        if !taken.iter().any(|(event, _)| *event == at) {
            for name in [event.kind, "= events"] {
                tallies.of(name).wrong += 1;
            }
            println!(
                "  wrong {} {:?} «{}»",
                event.kind,
                reading.chars(event.span),
                event.span.of(reading.text)
            );
        }
    }
}

/// An event, by number, and which of its tellings.
type Piece = (usize, usize);

/// The telling of an event of an annotated one's kind that overlaps its trigger most.
fn best(
    reading: &Reading<'_>,
    record: &Value,
    events: &[&Fact],
    taken: &BTreeSet<Piece>,
) -> Option<Piece> {
    let mut spans: Vec<Span> = record.get("chars").and_then(pair).into_iter().collect();
    spans.extend(alternatives(record, "chars").into_iter().filter_map(pair));
    let mut kinds: Vec<&str> = text(record, &["kind"]).into_iter().collect();
    kinds.extend(
        alternatives(record, "kind")
            .into_iter()
            .filter_map(Value::as_str),
    );
    let overlap = |told: Span| {
        let overlap = |gold: &Span| told.1.min(gold.1).saturating_sub(told.0.max(gold.0));
        spans.iter().map(overlap).max().unwrap_or(0)
    };
    let of_kind = events
        .iter()
        .enumerate()
        .filter(|(_, event)| kinds.contains(&event.kind));
    let pieces = of_kind.flat_map(|(at, event)| {
        let others = event.fillers("evidence").filter_map(|filler| filler.span);
        let others = others.filter(|span| *span != event.span);
        let told = std::iter::once(event.span).chain(others);
        told.enumerate()
            .map(move |(piece, span)| ((at, piece), reading.chars(span)))
    });
    let free = pieces.filter(|(piece, _)| !taken.contains(piece));
    free.map(|(piece, span)| (overlap(span), std::cmp::Reverse(piece)))
        .filter(|(overlap, _)| *overlap > 0)
        .max()
        .map(|(_, piece)| piece.0)
}

/// Compares the roles. Of a telling that is only evidence for a fuller one (`own` is false), the words that fill a
/// role stand in that one, and are not compared.
fn roles(reading: &Reading<'_>, record: &Value, event: &Fact, own: bool, tallies: &mut Tallies) {
    let kind = text(record, &["kind"]).unwrap_or_default();
    let empty = serde_json::Map::new();
    let gold = record
        .get("roles")
        .and_then(Value::as_object)
        .unwrap_or(&empty);
    let mut used = vec![false; event.roles.len()];
    for (role, fillers) in gold {
        let compared = |filler: &&Value| own || text(filler, &["entity"]).is_some();
        for filler in fillers.as_array().into_iter().flatten().filter(compared) {
            let at = event
                .roles
                .iter()
                .enumerate()
                .position(|(at, (name, found))| {
                    !used[at] && name == role && reading.fits(filler, found)
                });
            let other = || {
                let values = alternatives(record, &format!("roles.{role}"));
                event.roles.iter().position(|(name, found)| {
                    name == role
                        && values
                            .iter()
                            .any(|v| v.as_str() == Some(&*reading.value(&found.value)))
                })
            };
            match at.or_else(other) {
                Some(at) => {
                    used[at] = true;
                    tallies.of("= roles").right += 1;
                    tallies.of(&format!("role {role}")).right += 1;
                    if let Some(entity) = text(filler, &["entity"]) {
                        let same = reading.value(&event.roles[at].1.value) == entity;
                        let tally = tallies.of("= entities of roles");
                        if same {
                            tally.right += 1
                        } else {
                            tally.wrong += 1
                        }
                    }
                }
                None if filler.get("unsure").is_some() => {}
                None => {
                    tallies.of("= roles").missed += 1;
                    tallies.of(&format!("role {role}")).missed += 1;
                    println!(
                        "    {kind} {} «{}»: {role} missed: {filler}",
                        record["chars"],
                        record["text"].as_str().unwrap_or_default()
                    );
                }
            }
        }
    }
    for ((name, filler), used) in event.roles.iter().zip(used) {
        if used || OURS.contains(name) || !own {
            continue;
        }
        tallies.of("= roles").wrong += 1;
        tallies.of(&format!("role {name}")).wrong += 1;
        let words = filler.span.map_or("", |span| span.of(reading.text));
        println!(
            "    {kind} {} «{}»: {name} wrong: {} «{words}»",
            record["chars"],
            record["text"].as_str().unwrap_or_default(),
            reading.value(&filler.value)
        );
    }
}

fn circumstances(reading: &Reading<'_>, record: &Value, event: &Fact, tallies: &mut Tallies) {
    let kind = text(record, &["kind"]).unwrap_or_default();
    for name in ["modality", "polarity", "time", "place"] {
        let from = event
            .value(&format!("{name}_from"))
            .map(|f| reading.value(f));
        let found = event.value(name).map(|value| reading.value(value));
        // The annotation leaves out what only the dateline says.
        let found = found.filter(|_| from.as_deref() != Some("dateline"));
        if matches!(name, "modality" | "polarity") && found.is_none() {
            continue;
        }
        let gold = text(record, &["attrs", name]).map(str::to_owned);
        let promise = |value: &Option<String>| {
            name == "modality"
                && PROMISES.contains(&kind)
                && matches!(value.as_deref(), Some("asserted" | "committed"))
        };
        let other = alternatives(record, &format!("attrs.{name}"))
            .into_iter()
            .any(|value| value.as_str().map(str::to_owned) == found);
        let right = found == gold || other || (promise(&found) && promise(&gold));
        let tally = tallies.of(&format!("= {name}"));
        match (right, &found, &gold) {
            (true, _, _) => tally.right += 1,
            (false, Some(_), _) => tally.wrong += 1,
            (false, None, _) => tally.missed += 1,
        }
        if !right {
            println!(
                "    {kind} {} «{}»: {name} is {gold:?}, found {found:?}",
                record["chars"],
                record["text"].as_str().unwrap_or_default()
            );
        }
    }
}

/// Speakers and cues of reported speech, and other events, of treebank sentences.
pub(crate) fn events(file: &Path, errors: bool) -> anyhow::Result<()> {
    let engine = engine()?;
    let mut tallies = Tallies::default();
    let records = records(file)?;
    // Other words that tell the same are not annotated, and so not counted as wrong.
    let cues: BTreeSet<String> = records
        .iter()
        .flat_map(|record| list(record, &["events"]))
        .filter(|event| text(event, &["type"]) == Some("STATEMENT"))
        .filter_map(|event| Some(event.get("trigger")?.get(2)?.as_str()?.to_owned()))
        .collect();
    for record in records {
        let Some(sentence) = text(&record, &["text"]) else {
            continue;
        };
        let lang = text(&record, &["lang"]).unwrap_or("ar");
        let document = document(text(&record, &["id"]).unwrap_or("?"), sentence, Some(lang));
        let facts = engine.read(&document).facts;
        let reading = Reading {
            offsets: Offsets::of(sentence),
            text: sentence,
            facts: &facts,
        };
        if errors {
            println!("{sentence}");
        }
        if lang != "ar" {
            spoken(&reading, &record, lang, &mut tallies, errors);
        } else {
            told(&reading, &record, &cues, &mut tallies, errors);
        }
    }
    tallies.print("events");
    Ok(())
}

fn spoken(reading: &Reading<'_>, record: &Value, lang: &str, tallies: &mut Tallies, errors: bool) {
    let of = |label: &str| -> Vec<Span> {
        let spans = list(record, &["spans"])
            .iter()
            .filter(|s| text(s, &["type"]) == Some(label));
        spans
            .filter_map(|s| {
                Some((
                    usize::try_from(s.get("start")?.as_u64()?).ok()?,
                    usize::try_from(s.get("end")?.as_u64()?).ok()?,
                ))
            })
            .collect()
    };
    let statements = || reading.facts.iter().filter(|f| f.kind == "statement");
    let cues: Vec<Span> = statements().map(|f| reading.chars(f.span)).collect();
    let speakers: Vec<Span> = statements()
        .flat_map(|f| f.fillers("speaker"))
        .filter_map(|f| f.span)
        .map(|span| reading.chars(span))
        .collect();
    for (label, found) in [("CUE", cues), ("SPEAKER", speakers)] {
        count(
            reading,
            &format!("{lang} {label}"),
            &of(label),
            &found,
            tallies,
            errors,
        );
    }
}

/// Annotated spans against found ones, one to one; a span that is found twice counts once.
fn count(
    reading: &Reading<'_>,
    name: &str,
    gold: &[Span],
    found: &[Span],
    tallies: &mut Tallies,
    errors: bool,
) {
    let mut found = found.to_vec();
    found.sort_unstable();
    found.dedup();
    let words = |span: Span| -> String {
        reading
            .text
            .chars()
            .skip(span.0)
            .take(span.1 - span.0)
            .collect()
    };
    let mut used = vec![false; found.len()];
    for span in gold {
        let at = (0..found.len()).find(|at| !used[*at] && overlaps(*span, found[*at]));
        match at {
            Some(at) => {
                used[at] = true;
                tallies.of(name).right += 1;
            }
            None => {
                tallies.of(name).missed += 1;
                if errors {
                    println!("    missed {name} «{}»", words(*span));
                }
            }
        }
    }
    for (span, used) in found.iter().zip(used) {
        if !used {
            tallies.of(name).wrong += 1;
            if errors {
                println!("    wrong {name} «{}»", words(*span));
            }
        }
    }
}

/// The kind of fact for an annotated type of event.
const TYPES: &[(&str, &str)] = &[
    ("STATEMENT", "statement"),
    ("MEET", "meeting"),
    ("VISIT", "visit"),
    ("ARRIVE", "visit"),
    ("SIGN", "agreement"),
    ("AGREE", "agreement"),
    ("APPOINT", "tenure"),
];

fn told(
    reading: &Reading<'_>,
    record: &Value,
    cues: &BTreeSet<String>,
    tallies: &mut Tallies,
    errors: bool,
) {
    for (label, kind) in TYPES {
        let gold = list(record, &["events"])
            .iter()
            .filter(|e| text(e, &["type"]) == Some(label));
        let gold: Vec<&Value> = gold.collect();
        let triggers: Vec<Span> = gold
            .iter()
            .filter_map(|e| pair(e.get("trigger")?))
            .collect();
        let facts: Vec<&Fact> = reading.facts.iter().filter(|f| f.kind == *kind).collect();
        let annotated = |fact: &&Fact| {
            let word = fact
                .span
                .of(reading.text)
                .split_whitespace()
                .next()
                .unwrap_or_default();
            *label != "STATEMENT" || cues.contains(word)
        };
        let found = facts.iter().filter(|fact| annotated(fact));
        let found: Vec<Span> = found.map(|f| reading.chars(f.span)).collect();
        // Only verbs are annotated, so that nouns that tell the same are not counted as wrong.
        let found: Vec<Span> = match *label {
            "STATEMENT" => found,
            _ => found
                .into_iter()
                .filter(|f| triggers.iter().any(|t| overlaps(*t, *f)))
                .collect(),
        };
        count(reading, label, &triggers, &found, tallies, errors);
        if *label == "STATEMENT" {
            let subjects = gold
                .iter()
                .filter(|e| e.get("subj_pron").and_then(Value::as_bool) == Some(false));
            let subjects: Vec<Span> = subjects.filter_map(|e| pair(e.get("subj")?)).collect();
            let speakers: Vec<Span> = facts
                .iter()
                .filter(|f| triggers.iter().any(|t| overlaps(*t, reading.chars(f.span))))
                .flat_map(|f| f.fillers("speaker"))
                .filter_map(|f| f.span)
                .map(|span| reading.chars(span))
                .collect();
            count(
                reading,
                "SPEAKER of these",
                &subjects,
                &speakers,
                tallies,
                errors,
            );
        }
    }
}
