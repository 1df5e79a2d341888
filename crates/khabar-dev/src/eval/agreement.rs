//! Whether sentences of one meaning in four languages name the same places and people.

use std::collections::{BTreeMap, BTreeSet};

use khabar_core::{Fact, Value};
use khabar_name::{PersonName, compare_people};
use khabar_run::Engine;
use serde_json::Value as Json;

use super::document;
use super::parallel::LANGUAGES;

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
/// (twice the shared ones by the sum of both), and with `errors` the sentences that differ.
pub(super) fn print(engine: &Engine, sentences: &[Json], errors: bool) {
    let mut scores: BTreeMap<(&str, String), Score> = BTreeMap::new();
    for sentence in sentences {
        let read = |key: &str, language: &'static str| {
            let text = sentence.get(key)?.as_str()?;
            Some((language, text, named(engine, text, language)))
        };
        let told: Vec<_> = LANGUAGES
            .iter()
            .filter_map(|(key, language)| read(key, language))
            .collect();
        let mut differ = false;
        for (at, (one, _, left)) in told.iter().enumerate() {
            for (other, _, right) in &told[at + 1..] {
                let pair = format!("{one}-{other}");
                let places = left.places.intersection(&right.places).count();
                let sum = left.places.len() + right.places.len();
                differ |= 2 * places < sum;
                count(
                    scores.entry(("place", pair.clone())).or_default(),
                    sum,
                    places,
                );
                let people = same_people(left, right);
                let sum = left.people.len() + right.people.len();
                differ |= 2 * people < sum;
                count(scores.entry(("person", pair)).or_default(), sum, people);
            }
        }
        if errors && differ {
            let english = sentence
                .get("eng")
                .and_then(Json::as_str)
                .unwrap_or_default();
            println!("  eng {english}");
            for (language, text, named) in &told {
                let names = named.places.iter().chain(named.people.keys());
                let names: Vec<&str> = names.map(String::as_str).collect();
                println!("  {language} [{}] {text}", names.join(", "));
            }
        }
    }
    println!("\n{:<10}{:<9}{:>8}{:>9}", "kind", "pair", "named", "shared");
    for ((kind, pair), score) in scores {
        let share = 200.0 * score.shared as f64 / score.named.max(1) as f64;
        println!("{kind:<10}{pair:<9}{:>8}{share:>8.1}%", score.named);
    }
}

fn count(score: &mut Score, named: usize, shared: usize) {
    score.named += named;
    score.shared += shared;
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

fn named(engine: &Engine, text: &str, language: &str) -> Named {
    let document = document("sentence", text, Some(language));
    let mut named = Named::default();
    for fact in engine.read(&document).facts {
        match (fact.kind, fact.value("entity")) {
            ("place", Some(Value::Entity(entity))) => {
                named.places.insert(entity.to_string());
            }
            ("person", Some(value)) => {
                named.people.insert(value.to_string(), latin(&fact));
            }
            _ => {}
        }
    }
    named
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
