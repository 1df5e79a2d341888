//! All facts of the seed documents. A change is reviewed with `cargo xtask review`.

use khabar_run::lines;
use khabar_tests::{engine, root};

/// Compares one seed with its snapshot.
fn seed(stem: &str) {
    let engine = engine();
    let path = root(&format!("seeds/{stem}.txt"));
    let inputs = khabar_run::Inputs::find(&[path], khabar_run::Format::Text, None).unwrap();
    let mut shown = String::new();
    khabar_run::run(&engine, inputs, 1, |done| {
        let document = done.item.document.as_ref().expect("a seed can be read");
        shown = lines::snapshot(engine.registry(), document, &done.reading);
        anyhow::Ok(())
    })
    .unwrap();
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path("../seeds");
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.bind(|| insta::assert_snapshot!(stem, shown));
}

#[test]
fn seed_000() {
    seed("000_1b156ad3d2f6ca7a");
}

#[test]
fn seed_001() {
    seed("001_dd2f2596c0a54bff");
}

#[test]
fn seed_002() {
    seed("002_eafdd4cf71b63849");
}

#[test]
fn seed_003() {
    seed("003_9509681a77c9de9e");
}

#[test]
fn seed_004() {
    seed("004_911aa58a00c7daa3");
}

#[test]
fn every_seed_has_a_test_and_a_provenance() {
    let provenance = std::fs::read_to_string(root("seeds/provenance.toml")).unwrap();
    let provenance: toml::Table = provenance.parse().unwrap();
    let this = include_str!("seeds.rs");
    for (stem, text) in khabar_tests::seeds() {
        assert!(
            this.contains(&format!("seed(\"{stem}\")")),
            "{stem} has no test"
        );
        let table = provenance.get(&stem).and_then(toml::Value::as_table);
        let bytes = table
            .and_then(|t| t.get("bytes"))
            .and_then(toml::Value::as_integer);
        assert_eq!(
            bytes,
            i64::try_from(text.len()).ok(),
            "{stem}: seeds/provenance.toml"
        );
    }
}
