//! The sentences that lexicons give as examples: a word in brackets tells what its slot is for.

use std::collections::BTreeMap;

use khabar_core::{Declared, Document, Meta};
use khabar_lex::Words;
use khabar_tests::engine;

/// Slots of words that tell an event: `event.KIND.…`.
const EVENT: &str = "event.";

/// In the place of a kind: words that stand in events of several kinds.
const ANY: &str = "any";

#[test]
fn every_example_of_an_event_tells_it() {
    let engine = engine();
    let registry = engine.registry();
    let mut wrong = Vec::new();
    let mut read = 0;
    for language in registry.languages() {
        let words = Words::of(registry, language).unwrap();
        let base = language.base.and_then(|base| registry.language(base));
        let of_base = base.map(|base| Words::of(registry, base).unwrap());
        for (name, slot) in &words.slots {
            let Some(kind) = name
                .strip_prefix(EVENT)
                .and_then(|name| name.split('.').next())
            else {
                continue;
            };
            // A variety's base has tested its own.
            let known = of_base.as_ref().and_then(|words| words.slots.get(name));
            let known: &[String] = known.map_or(&[], |slot| &slot.examples);
            for example in slot
                .examples
                .iter()
                .filter(|example| !known.contains(example))
            {
                read += 1;
                let told = tells(&engine, language.code, kind, example);
                if !told {
                    wrong.push(format!("{} {name}: {example}", language.code));
                }
            }
        }
    }
    assert!(read > 100, "only {read} examples were read");
    assert!(
        wrong.is_empty(),
        "{} of {read} examples tell no such event:\n{}",
        wrong.len(),
        wrong.join("\n")
    );
}

/// Whether a fact of the kind has the bracketed words in its trigger or roles.
fn tells(engine: &khabar_run::Engine, language: &str, kind: &str, example: &str) -> bool {
    let Some((before, rest)) = example.split_once('[') else {
        return false;
    };
    let Some((word, after)) = rest.split_once(']') else {
        return false;
    };
    let document = Document {
        id: "example".into(),
        text: format!("{before}{word}{after}").into(),
        meta: Meta {
            language: Some(Declared {
                tag: language.to_owned(),
                from: "record",
            }),
            ..Meta::default()
        },
    };
    let at = before.len()..before.len() + word.len();
    let reading = engine.read(&document);
    reading.facts.iter().any(|fact| {
        let holds = |span: khabar_core::Span| span.start() < at.end && at.start < span.end();
        let roles = fact.roles.iter().filter_map(|(_, filler)| filler.span);
        let is_event = fact.fillers("modality").next().is_some();
        let is_kind = fact.kind == kind || (kind == ANY && is_event);
        is_kind && (holds(fact.span) || roles.into_iter().any(holds))
    })
}

#[test]
fn every_slot_of_an_event_has_an_example() {
    let engine = engine();
    let registry = engine.registry();
    let mut without: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for language in registry
        .languages()
        .filter(|language| language.base.is_none())
    {
        let words = Words::of(registry, language).unwrap();
        // Words that make a trigger something else tell no event of their own.
        let tells = |name: &&&str| name.starts_with(EVENT) && !name.starts_with("event.not.");
        for name in registry.slots().keys().filter(tells) {
            let empty = words
                .slots
                .get(*name)
                .is_some_and(|slot| slot.examples.is_empty());
            if empty {
                without.entry(language.code).or_default().push(name);
            }
        }
    }
    assert!(without.is_empty(), "slots without an example: {without:?}");
}
