//! Language identification on sentences whose language is known.

use std::collections::BTreeMap;
use std::path::Path;

use khabar_core::Registry;
use khabar_lex::{Identifier, Verdict};
use serde_json::Value;

use super::records;

/// How many sentences are pooled to tell Dari from Iranian Persian.
const POOL: usize = 10;

/// Keys of the file, and what a text under them should be told as.
const KEYS: &[(&str, &[&str])] = &[
    ("arb", &["ar"]),
    ("pes", &["fa", "prs"]),
    ("fas", &["fa", "prs"]),
    ("prs", &["fa", "prs"]),
    ("urd", &["ur"]),
    ("eng", &["refused"]),
    ("pbt", &["refused"]),
    ("pus", &["refused"]),
    ("ckb", &["refused"]),
];

/// Prints accuracy by sentence, and of fa against prs by pools of sentences.
pub(crate) fn lang(file: &Path, errors: bool) -> anyhow::Result<()> {
    let records = records(file)?;
    let identifier = Identifier::new(&Registry::linked()?)?;
    println!("by sentence");
    for (key, right) in KEYS {
        let texts = texts(&records, key);
        let mut told: BTreeMap<String, usize> = BTreeMap::new();
        for text in &texts {
            let verdict = identifier.identify(text);
            let name = name(&verdict);
            *told.entry(name.clone()).or_default() += 1;
            let short = if right[0] == "refused" && !matches!(verdict, Verdict::Ours { .. }) {
                "refused"
            } else {
                &name
            };
            if errors && !right.contains(&short) {
                println!("  {key} told as {name}: {text}");
            }
        }
        let hit = |(name, count): (&String, &usize)| {
            let refused =
                right[0] == "refused" && !["ar", "fa", "prs", "ur"].contains(&name.as_str());
            (refused || right.contains(&name.as_str())).then_some(*count)
        };
        let correct: usize = told.iter().filter_map(hit).sum();
        print_row(key, correct, texts.len(), &told);
    }
    println!("by pools of {POOL} sentences");
    for (key, right) in [("pes", "fa"), ("fas", "fa"), ("prs", "prs")] {
        let texts = texts(&records, key);
        let mut told: BTreeMap<String, usize> = BTreeMap::new();
        for pool in texts.chunks_exact(POOL) {
            let verdict = identifier.identify(&pool.join("\n"));
            *told.entry(name(&verdict)).or_default() += 1;
        }
        let correct = told.get(right).copied().unwrap_or(0);
        print_row(key, correct, texts.len() / POOL, &told);
    }
    Ok(())
}

fn texts<'r>(records: &'r [Value], key: &str) -> Vec<&'r str> {
    records
        .iter()
        .filter_map(|r| r.get(key)?.as_str())
        .collect()
}

fn name(verdict: &Verdict) -> String {
    match verdict {
        Verdict::Ours { code, .. } => (*code).to_owned(),
        Verdict::Foreign { name, .. } => name.clone(),
        Verdict::Unknown => "unknown".to_owned(),
        Verdict::Script(script) => format!("{script} script"),
        Verdict::Empty => "empty".to_owned(),
    }
}

fn print_row(key: &str, correct: usize, all: usize, told: &BTreeMap<String, usize>) {
    if all > 0 {
        let share = 100.0 * correct as f64 / all as f64;
        let told: Vec<String> = told
            .iter()
            .map(|(name, count)| format!("{name} {count}"))
            .collect();
        println!(
            "  {key}  {correct:>5} of {all:>5}  {share:6.2} %   told as: {}",
            told.join(", ")
        );
    }
}
