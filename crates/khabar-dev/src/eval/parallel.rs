//! Whether the sentences of one meaning in four languages give the same values.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use khabar_core::{Amount, Fact, Span, Time, Value};
use khabar_run::Engine;
use serde_json::Value as Json;

use super::{agreement, document, engine, records};

/// Keys of the file, and the language that each is declared as.
pub(super) const LANGUAGES: [(&str, &str); 4] =
    [("arb", "ar"), ("fas", "fa"), ("prs", "prs"), ("urd", "ur")];

/// Values with how often each occurs.
type Values = BTreeMap<String, usize>;

#[derive(Default)]
struct Score {
    sentences: usize,
    agree: usize,
    /// Sentences in which either side has a value.
    valued: usize,
    valued_agree: usize,
}

/// Prints, by kind and pair of languages, how often the values of a sentence are the same ones, and
/// with `errors` every sentence where they are not.
pub(crate) fn parallel(file: &Path, errors: bool) -> anyhow::Result<()> {
    let engine = engine()?;
    let mut scores: BTreeMap<(&str, String), Score> = BTreeMap::new();
    let sentences = records(file)?;
    for record in &sentences {
        let read = |key: &str, language: &str| {
            let text = record.get(key)?.as_str()?;
            Some((text.to_owned(), values(&engine, text, language)))
        };
        let told: Vec<_> = LANGUAGES
            .iter()
            .filter_map(|(key, language)| Some((*language, read(key, language)?)))
            .collect();
        let kinds: BTreeSet<&str> = ["number", "percent", "money", "time", "all"].into();
        for (at, (one, (_, left))) in told.iter().enumerate() {
            for (other, (_, right)) in &told[at + 1..] {
                for kind in &kinds {
                    let (left, right) = (of_kind(left, kind), of_kind(right, kind));
                    let score = scores.entry((kind, format!("{one}-{other}"))).or_default();
                    let valued = !left.is_empty() || !right.is_empty();
                    let agree = left == right;
                    score.sentences += 1;
                    score.agree += usize::from(agree);
                    score.valued += usize::from(valued);
                    score.valued_agree += usize::from(valued && agree);
                }
            }
        }
        let differ = told.windows(2).any(|pair| pair[0].1.1 != pair[1].1.1);
        if errors && differ {
            println!(
                "{}",
                record.get("id").map_or_else(String::new, Json::to_string)
            );
            println!(
                "  eng {}",
                record.get("eng").and_then(Json::as_str).unwrap_or_default()
            );
            for (language, (text, values)) in &told {
                let values: Vec<String> = values
                    .iter()
                    .map(|(value, times)| match times {
                        1 => value.clone(),
                        times => format!("{value} ×{times}"),
                    })
                    .collect();
                println!("  {language} [{}] {text}", values.join(", "));
            }
        }
    }
    println!(
        "{:<10}{:<9}{:>10}{:>9}{:>9}{:>10}{:>9}{:>9}",
        "kind", "pair", "sentences", "agree", "", "valued", "agree", ""
    );
    for ((kind, pair), score) in scores {
        let share = |n: usize, of: usize| 100.0 * n as f64 / of.max(1) as f64;
        println!(
            "{kind:<10}{pair:<9}{:>10}{:>9}{:>8.1}%{:>10}{:>9}{:>8.1}%",
            score.sentences,
            score.agree,
            share(score.agree, score.sentences),
            score.valued,
            score.valued_agree,
            share(score.valued_agree, score.valued)
        );
    }
    agreement::print(&engine, &sentences, errors);
    Ok(())
}

fn of_kind(values: &Values, kind: &str) -> Values {
    let fits = |value: &&String| kind == "all" || value.starts_with(kind);
    let kept = values.iter().filter(|(value, _)| fits(value));
    kept.map(|(value, times)| (value.clone(), *times)).collect()
}

fn values(engine: &Engine, text: &str, language: &str) -> Values {
    let document = document("sentence", text, Some(language));
    let mut values = Values::new();
    let facts = engine.read(&document).facts;
    let times = facts.iter().filter(|fact| fact.kind == "time");
    let times: Vec<Span> = times.map(|fact| fact.span).collect();
    // The length in "three days ago" is told by the time already.
    let counts = |fact: &&Fact| {
        fact.kind != "duration" || !times.iter().any(|time| time.overlaps(fact.span))
    };
    for value in facts.iter().filter(counts).filter_map(value) {
        *values.entry(value).or_default() += 1;
    }
    values
}

/// What a fact says, without its words: bounds and counted nouns are left out, since languages choose
/// them freely, and a length of time is a number of its unit.
fn value(fact: &Fact) -> Option<String> {
    let kind = match fact.kind {
        "number" | "quantity" | "duration" => "number",
        "percent" | "money" | "time" => fact.kind,
        _ => return None,
    };
    let one = |role: &str| fact.value(role).map(plain);
    let value = match (one("lower"), one("upper")) {
        (Some(lower), Some(upper)) => format!("{lower}..{upper}"),
        _ => one("value")?,
    };
    Some(format!("{kind} {value}"))
}

fn plain(value: &Value) -> String {
    let number = |amount: &Amount| amount.number.normalize().to_string();
    match value {
        Value::Decimal(amount) | Value::Quantity { amount, .. } => number(amount),
        Value::Money {
            amount, currency, ..
        } => format!("{} {currency}", number(amount)),
        Value::Time(Time::Edtf(edtf)) => edtf.trim_end_matches('~').to_owned(),
        other => other.to_string(),
    }
}
