//! Four translations of one story, read as four documents: are their names one entity each?
//!
//! A mention's English name is looked for in the English sentence that is aligned with its own: the run of
//! capitalised words that sounds like it. Two mentions of aligned sentences with one English name should
//! be one entity; two mentions in one entity should have one English name.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use khabar_name::compare;
use khabar_run::{Engine, Format, Inputs};
use serde_json::{Value, json};

use super::known::{self, Run, text};
use super::parallel::LANGUAGES;
use super::tally::Tallies;
use super::{documents, engine, records};

/// A word of a name sounds like an English one that is at most this far.
const NEAR: f32 = 0.25;

/// A name of some language's sentence, with the English name that it stands for.
struct Mention {
    language: &'static str,
    kind: String,
    sentence: usize,
    entity: String,
    english: String,
    said: String,
}

/// Prints precision and recall of pairs of mentions in two languages.
pub(crate) fn stories(file: &Path, errors: bool) -> anyhow::Result<()> {
    let engine = engine()?;
    let sentences = records(file)?;
    let (folder, starts) = written(&sentences)?;
    let run = known::run(
        &engine,
        Inputs::find(&[folder.join("stories.jsonl")], Format::Text, None)?,
    )?;
    let _ = std::fs::remove_dir_all(&folder);
    let mut mentions: BTreeMap<String, Vec<Mention>> = BTreeMap::new();
    let mut unnamed = 0;
    for (story, part) in documents(&sentences).enumerate() {
        let names: Vec<Names> = part
            .iter()
            .map(|record| Names::of(text(record, "eng")))
            .collect();
        let all = Names::joined(&names);
        for (_, language) in LANGUAGES {
            let id = format!("{story}:{language}");
            let (told, without) =
                of_document(&engine, &run, &id, language, &starts[&id], &names, &all);
            unnamed += without;
            mentions.entry(story.to_string()).or_default().extend(told);
        }
    }
    let mut tallies = Tallies::default();
    for told in mentions.values() {
        pairs(told, &mut tallies, errors);
    }
    tallies.print("pairs of mentions");
    across(&mentions, errors);
    println!("mentions without an English name, left out: {unnamed}");
    Ok(())
}

/// Where each sentence of a document begins, in code points.
type Starts = BTreeMap<String, Vec<usize>>;

/// The stories as records of documents in a file of a folder of its own.
fn written(sentences: &[Value]) -> anyhow::Result<(std::path::PathBuf, Starts)> {
    let folder = std::env::temp_dir().join(format!("khabar-stories-{}", std::process::id()));
    std::fs::create_dir_all(&folder)?;
    let (mut lines, mut starts) = (String::new(), Starts::new());
    for (story, part) in documents(sentences).enumerate() {
        for (key, language) in LANGUAGES {
            let id = format!("{story}:{language}");
            let (mut body, mut begins, mut length) = (String::new(), Vec::new(), 0);
            for record in part {
                begins.push(length);
                let sentence = text(record, key);
                body.push_str(sentence);
                body.push('\n');
                length += sentence.chars().count() + 1;
            }
            let record = json!({ "id": id, "lang": language, "text": body });
            lines.push_str(&record.to_string());
            lines.push('\n');
            starts.insert(id, begins);
        }
    }
    std::fs::write(folder.join("stories.jsonl"), lines)?;
    Ok((folder, starts))
}

/// The names of an English sentence: runs of capitalised words.
struct Names(Vec<Vec<String>>);

impl Names {
    fn of(sentence: &str) -> Names {
        let mut runs: Vec<Vec<String>> = Vec::new();
        let mut open = false;
        for word in sentence.split_whitespace() {
            let bare = word.trim_matches(|c: char| !c.is_alphanumeric());
            let bare = bare
                .strip_suffix("'s")
                .or(bare.strip_suffix("’s"))
                .unwrap_or(bare);
            let capital = bare.chars().next().is_some_and(char::is_uppercase);
            if capital {
                match runs.last_mut().filter(|_| open) {
                    Some(run) => run.push(bare.to_owned()),
                    None => runs.push(vec![bare.to_owned()]),
                }
            }
            open = capital && word.ends_with(bare);
        }
        Names(runs)
    }

    fn joined(names: &[Names]) -> Names {
        Names(names.iter().flat_map(|names| names.0.clone()).collect())
    }

    /// The run with a word that is nearest to one of a name's words.
    fn nearest(&self, label: &str, person: bool) -> Option<&Vec<String>> {
        let words: Vec<&str> = label
            .split([' ', '-'])
            .filter(|word| word.len() > 2)
            .collect();
        let mut best: Option<(f32, &Vec<String>)> = None;
        for run in &self.0 {
            for word in run {
                let costs = words.iter().map(|label| near(label, word, person));
                let cost = costs.fold(f32::INFINITY, f32::min);
                if cost <= NEAR && best.is_none_or(|(known, _)| cost < known) {
                    best = Some((cost, run));
                }
            }
        }
        best.map(|(_, run)| run)
    }

    /// The fullest run of a story that holds all words of another.
    fn fullest(&self, run: &[String]) -> String {
        let holds = |other: &&Vec<String>| run.iter().all(|word| other.contains(word));
        let fullest = self.0.iter().filter(holds).max_by_key(|other| other.len());
        fullest.map_or_else(|| run.join(" "), |run| run.join(" "))
    }
}

/// How far a word of a label is from an English word.
fn near(label: &str, word: &str, person: bool) -> f32 {
    let prefix = |a: &str, b: &str| a.get(..4).is_some_and(|head| b.starts_with(head));
    if alias(label) == alias(word) {
        return 0.0;
    }
    if !person && (prefix(label, word) || prefix(word, label)) {
        return 0.05;
    }
    match word.len() > 2 {
        true => compare(label, word).cost,
        false => 1.0,
    }
}

fn of_document(
    engine: &Engine,
    run: &Run,
    id: &str,
    language: &'static str,
    starts: &[usize],
    names: &[Names],
    all: &Names,
) -> (Vec<Mention>, usize) {
    let kinds = ["person", "organization", "place"];
    let (mut mentions, mut unnamed) = (Vec::new(), 0);
    let here = run
        .facts
        .iter()
        .filter(|fact| fact.doc == id && kinds.contains(&fact.kind.as_str()));
    for fact in here {
        let Some([entity]) = run.meant.get(&fact.id).map(Vec::as_slice) else {
            continue;
        };
        let sentence = starts.partition_point(|start| *start <= fact.span.chars[0]) - 1;
        let known = engine
            .gazetteer()
            .get(entity)
            .map(|known| known.en.to_string());
        let latin = fact.value.as_ref().and_then(|value| value.latin.clone());
        let bare = khabar_name::romanise_phrase(&fact.text, khabar_name::Accent::of(&[]));
        // Of what the gazetteer has, another spelling proves nothing.
        let labels = match known {
            Some(known) => [Some(known), None],
            None => [latin, Some(bare)],
        };
        let person = fact.kind == "person";
        let english = labels
            .iter()
            .flatten()
            .find_map(|label| names[sentence].nearest(label, person));
        match english {
            Some(english) => mentions.push(Mention {
                language,
                kind: fact.kind.clone(),
                sentence,
                entity: entity.clone(),
                english: match person {
                    true => all.fullest(english),
                    false => english.join(" "),
                },
                said: fact.text.clone(),
            }),
            None => unnamed += 1,
        }
    }
    (mentions, unnamed)
}

/// English words for one country or body.
const ALIASES: &[&[&str]] = &[
    &[
        "US",
        "U.S",
        "USA",
        "America",
        "American",
        "Americans",
        "States",
    ],
    &[
        "UK", "Britain", "British", "Briton", "Britons", "Kingdom", "England", "English",
    ],
    &["France", "French"],
    &["Denmark", "Danish"],
    &["Netherlands", "Dutch"],
    &["Spain", "Spanish"],
    &["Greece", "Greek", "Greeks"],
    &["Wales", "Welsh"],
    &["UN", "Nations"],
    &["Ireland", "Irish"],
    &["Thailand", "Thai"],
    &["Turkey", "Turkish"],
    &["Switzerland", "Swiss"],
];

fn alias(word: &str) -> &str {
    let group = ALIASES.iter().find(|group| group.contains(&word));
    group
        .and_then(|group| group.first())
        .copied()
        .unwrap_or(word)
}

/// Whether two English names are one: one holds a word of the other's, or one that begins as it does.
fn same_english(one: &str, other: &str) -> bool {
    one == other
        || one.split([' ', '-']).any(|a| {
            other.split([' ', '-']).any(|b| {
                let (a, b) = (alias(a), alias(b));
                a == b || a.get(..4).zip(b.get(..4)).is_some_and(|(a, b)| a == b)
            })
        })
}

/// Recall over aligned sentences of one story, by kind.
fn pairs(mentions: &[Mention], tallies: &mut Tallies, errors: bool) {
    let mut by_name: BTreeMap<(usize, &str, &str), BTreeMap<&str, &Mention>> = BTreeMap::new();
    for mention in mentions {
        let key = (
            mention.sentence,
            mention.kind.as_str(),
            mention.english.as_str(),
        );
        by_name
            .entry(key)
            .or_default()
            .entry(mention.language)
            .or_insert(mention);
    }
    for ((_, kind, english), told) in by_name {
        let told: Vec<&Mention> = told.into_values().collect();
        let strict = format!("{kind}, in all four");
        // A language in which the name is not found loses its pairs.
        let lost = 6 - told.len() * (told.len() - 1) / 2;
        tallies.of(&strict).missed += lost;
        for (at, one) in told.iter().enumerate() {
            for other in &told[at + 1..] {
                let same = one.entity == other.entity;
                for name in [kind, "all", strict.as_str()] {
                    let tally = tallies.of(name);
                    match same {
                        true => tally.right += 1,
                        false => tally.missed += 1,
                    }
                }
                if errors && !same {
                    println!(
                        "apart {kind} {english}: {} {} {} | {} {} {}",
                        one.language,
                        one.said,
                        one.entity,
                        other.language,
                        other.said,
                        other.entity
                    );
                }
            }
        }
    }
}

/// Story, language and English name of mentions, with how many there are.
type Places<'m> = BTreeMap<(&'m str, &'m str, &'m str), usize>;

/// Precision over all pairs of mentions in different documents that are one entity.
fn across(mentions: &BTreeMap<String, Vec<Mention>>, errors: bool) {
    let mut by_entity: BTreeMap<(&str, &str), Places<'_>> = BTreeMap::new();
    for (story, told) in mentions {
        for mention in told {
            let place = (story.as_str(), mention.language, mention.english.as_str());
            let entity = (mention.kind.as_str(), mention.entity.as_str());
            *by_entity
                .entry(entity)
                .or_default()
                .entry(place)
                .or_default() += 1;
        }
    }
    let mut counts: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
    let mut told = BTreeSet::new();
    for ((kind, entity), places) in &by_entity {
        let places: Vec<_> = places.iter().collect();
        for (at, ((story, language, english), times)) in places.iter().enumerate() {
            for ((other_story, other_language, other), other_times) in &places[at + 1..] {
                if story == other_story && language == other_language {
                    continue;
                }
                let pairs = **times * **other_times;
                let same = same_english(english, other);
                let mut within = vec![*kind, "all"];
                if story == other_story {
                    within.push("all, within a story");
                }
                for name in within {
                    let (right, wrong) = counts.entry(name).or_default();
                    match same {
                        true => *right += pairs,
                        false => *wrong += pairs,
                    }
                }
                if errors && !same {
                    told.insert(format!(
                        "one {entity}: {english} ({story}) | {other} ({other_story})"
                    ));
                }
            }
        }
    }
    println!(
        "\n{:<28}{:>10}{:>8}{:>8}",
        "pairs in one entity", "right", "wrong", "P"
    );
    for (name, (right, wrong)) in counts {
        let share = right as f64 / (right + wrong).max(1) as f64;
        println!("{name:<28}{right:>10}{wrong:>8}{share:>8.3}");
    }
    for line in told {
        println!("{line}");
    }
}
