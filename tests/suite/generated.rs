//! The files that are made of others are fresh. `cargo xtask docs` refreshes them.

use std::fs;

use khabar_lex::Gazetteer;
use khabar_run::Config;
use khabar_tests::{engine, root};

fn file(path: &str) -> String {
    fs::read_to_string(root(path)).unwrap_or_else(|e| panic!("{path}: {e}"))
}

const STALE: &str = "is stale: run `cargo xtask docs` and review the change";

#[test]
fn the_compiled_gazetteer_is_fresh() {
    let mut gazetteer = Gazetteer::default();
    let mut paths: Vec<_> = fs::read_dir(root("config/gazetteer"))
        .unwrap()
        .map(|e| e.unwrap().path())
        .filter(|p| p.extension().is_some_and(|e| e == "toml"))
        .collect();
    paths.sort();
    let texts: Vec<(String, String)> = paths
        .iter()
        .map(|path| {
            (
                path.display().to_string(),
                fs::read_to_string(path).unwrap(),
            )
        })
        .collect();
    let files: Vec<_> = texts
        .iter()
        .map(|(path, text)| (&**path, &**text))
        .collect();
    if let Err(e) = gazetteer.add_files(&files) {
        panic!("{e}");
    }
    assert!(
        gazetteer.to_table() == file("config/gazetteer.tsv"),
        "config/gazetteer.tsv {STALE}"
    );
}

#[test]
fn the_list_of_frames_is_fresh() {
    let list = file("crates/fact-event/src/frames.rs");
    let frames = fs::read_dir(root("crates/fact-event/frames")).unwrap();
    let names: Vec<String> = frames
        .map(|e| e.unwrap().file_name().to_string_lossy().into_owned())
        .collect();
    for name in &names {
        let line = format!("include_str!(\"../frames/{name}\")");
        assert!(
            list.contains(&line),
            "crates/fact-event/src/frames.rs {STALE}"
        );
    }
    assert_eq!(list.matches("include_str!").count(), names.len());
}

#[test]
fn the_default_configuration_is_fresh_and_changes_nothing() {
    let engine = engine();
    let text = file("config/khabar.toml");
    let fresh = Config::default_toml(engine.registry());
    assert!(text == fresh, "config/khabar.toml {STALE}");
    let config = Config::parse("config/khabar.toml", &text, engine.registry()).unwrap();
    for spec in engine.registry().extractors() {
        assert!(config.enabled(spec.id));
    }
}

#[test]
fn the_plan_is_the_reviewed_one() {
    let engine = engine();
    let file = file("tests/plan.snap");
    let planned: Vec<&str> = file
        .lines()
        .filter_map(|line| line.split_whitespace().nth(2))
        .collect();
    let order: Vec<&str> = engine.plan().order().collect();
    assert_eq!(planned, order, "tests/plan.snap {STALE}");
}

#[test]
fn every_language_can_be_made_ready() {
    let engine = engine();
    for language in engine.registry().languages() {
        if let Err(e) = engine.reader(language) {
            panic!("{e}");
        }
    }
}

#[test]
fn no_family_of_facts_holds_a_word_of_any_language() {
    let is_letter = |c: char| matches!(c, '\u{620}'..='\u{64A}' | '\u{671}'..='\u{6D3}');
    let crates = fs::read_dir(root("crates"))
        .unwrap()
        .map(|e| e.unwrap().path());
    let is_family = |name: &std::ffi::OsStr| name.to_string_lossy().starts_with("fact-");
    let families = crates.filter(|p| p.file_name().is_some_and(is_family));
    for entry in families.flat_map(|p| fs::read_dir(p.join("src")).unwrap()) {
        let path = entry.unwrap().path();
        let text = fs::read_to_string(&path).unwrap();
        let code = text.split("#[cfg(test)]").next().unwrap_or_default();
        for (at, line) in code.lines().enumerate() {
            let comment = line.find("//").unwrap_or(line.len());
            // A description of a slot may show a word.
            let shown = line.trim_start().starts_with("doc:");
            let word = line[..comment].contains(is_letter) && !shown;
            assert!(
                !word,
                "{}:{}: words belong into lexicons",
                path.display(),
                at + 1
            );
        }
    }
}
