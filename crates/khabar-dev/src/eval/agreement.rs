//! Whether sentences of one meaning in four languages name the same places and people.

use std::collections::{BTreeMap, BTreeSet};

use khabar_core::{Fact, Value};
use khabar_name::{PersonName, compare_people};
use khabar_run::Engine;
use serde_json::Value as Json;

use super::parallel::LANGUAGES;
use super::{document, documents};

/// What one sentence names.
#[derive(Default)]
struct Named {
    places: BTreeSet<String>,
    /// By what the fact says of them: entity or Latin name.
    people: BTreeMap<String, PersonName>,
}

#[derive(Default)]
struct Score {
    /// What either side names; what both do counts twice.
    named: usize,
    shared: usize,
}

/// Prints by kind and pair of languages the share of what both sentences name in what either names
/// (twice the shared ones by the sum of both), and with `errors` the sentences that differ. A sentence
/// is read where it stands in its document.
pub(super) fn print(engine: &Engine, sentences: &[Json], errors: bool) {
    let mut scores: BTreeMap<(&str, String), Score> = BTreeMap::new();
    for document in documents(sentences) {
        let told: Vec<_> = LANGUAGES
            .iter()
            .filter_map(|(key, language)| Some((*language, read(engine, document, key, language)?)))
            .collect();
        for at in 0..document.len() {
            let differ = compare(&told, at, &mut scores);
            if errors && differ {
                let text = |key: &str| document[at].get(key).and_then(Json::as_str);
                println!("  eng {}", text("eng").unwrap_or_default());
                for ((key, language), (_, named)) in LANGUAGES.iter().zip(&told) {
                    let names = named[at].places.iter().chain(named[at].people.keys());
                    let names: Vec<&str> = names.map(String::as_str).collect();
                    let text = text(key).unwrap_or_default();
                    println!("  {language} [{}] {text}", names.join(", "));
                }
            }
        }
    }
    println!("\n{:<10}{:<9}{:>8}{:>9}", "kind", "pair", "named", "shared");
    for ((kind, pair), score) in scores {
        let share = 200.0 * score.shared as f64 / score.named.max(1) as f64;
        println!("{kind:<10}{pair:<9}{:>8}{share:>8.1}%", score.named);
    }
}

/// Counts what sentence `at` names in each pair of languages; whether any two differ.
fn compare(
    told: &[(&'static str, Vec<Named>)],
    at: usize,
    scores: &mut BTreeMap<(&str, String), Score>,
) -> bool {
    let mut differ = false;
    for (number, (one, left)) in told.iter().enumerate() {
        for (other, right) in &told[number + 1..] {
            let (left, right) = (&left[at], &right[at]);
            let places = (
                left.places.len() + right.places.len(),
                left.places.intersection(&right.places).count(),
            );
            let people = (
                left.people.len() + right.people.len(),
                same_people(left, right),
            );
            for (kind, (named, shared)) in [("place", places), ("person", people)] {
                differ |= 2 * shared < named;
                let pair = format!("{one}-{other}");
                let score = scores.entry((kind, pair)).or_default();
                score.named += named;
                score.shared += shared;
            }
        }
    }
    differ
}

/// People of both sides, by entity or by the sound of their names.
fn same_people(left: &Named, right: &Named) -> usize {
    let mut open: Vec<(&String, &PersonName)> = right.people.iter().collect();
    let mut shared = 0;
    for (who, name) in &left.people {
        let same = open
            .iter()
            .position(|(other, known)| *other == who || compare_people(name, known).same);
        if let Some(same) = same {
            open.remove(same);
            shared += 1;
        }
    }
    shared
}

/// What each sentence of a document names; `None` if one is not told in the language.
fn read(engine: &Engine, sentences: &[Json], key: &str, language: &str) -> Option<Vec<Named>> {
    let texts: Option<Vec<&str>> = sentences
        .iter()
        .map(|sentence| sentence.get(key)?.as_str())
        .collect();
    let texts = texts?;
    let ends: Vec<usize> = texts
        .iter()
        .scan(0, |end, text| {
            *end += text.len() + 1;
            Some(*end)
        })
        .collect();
    let mut named: Vec<Named> = texts.iter().map(|_| Named::default()).collect();
    let document = document("document", &texts.join("\n"), Some(language));
    for fact in engine.read(&document).facts {
        let sentence = ends.partition_point(|end| *end <= fact.span.start());
        match (fact.kind, fact.value("entity")) {
            ("place", Some(Value::Entity(entity))) => {
                named[sentence].places.insert(entity.to_string());
            }
            ("person", Some(value)) => {
                named[sentence]
                    .people
                    .insert(value.to_string(), latin(&fact));
            }
            _ => {}
        }
    }
    Some(named)
}

/// The parts of a person's Latin name.
fn latin(fact: &Fact) -> PersonName {
    let latin = fact
        .value("latin")
        .map(ToString::to_string)
        .unwrap_or_default();
    let mut words: Vec<String> = latin.split(' ').map(str::to_owned).collect();
    PersonName {
        family: words.pop().unwrap_or_default(),
        given: words,
        patronymic: None,
    }
}
