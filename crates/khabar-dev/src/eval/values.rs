//! Values of expressions against what test suites of other libraries expect.

use std::collections::BTreeMap;
use std::path::Path;

use khabar_core::{Decimal, Document, Fact, Meta, Offsets, Registry, Time, Value};
use khabar_run::{Config, Engine};
use serde_json::Value as Json;

use super::records;

/// Kinds that are compared; what the suites call otherwise stands beside ours.
const KINDS: &[(&str, &str)] = &[
    ("number", "number"),
    ("ordinal", "ordinal"),
    ("percent", "percent"),
    ("money", "money"),
    ("quantity", "quantity"),
    ("duration", "duration"),
];

#[derive(Default)]
struct Score {
    cases: usize,
    values: usize,
    spans: usize,
}

/// Prints, per language and kind, how many cases are read with the right values and spans.
pub(crate) fn values(file: &Path, register: &str, errors: bool) -> anyhow::Result<()> {
    let registry = Registry::linked()?;
    let engine = Engine::new(registry, khabar_all::listed(), Config::default())?;
    let mut scores: BTreeMap<(String, String), Score> = BTreeMap::new();
    for case in records(file)? {
        let text_of = |key: &str| case.get(key).and_then(Json::as_str).unwrap_or_default();
        let kind = KINDS.iter().find(|(theirs, _)| *theirs == text_of("kind"));
        let (Some((_, kind)), "parse" | "extract") = (kind, text_of("task")) else {
            continue;
        };
        if text_of("register") != register {
            continue;
        }
        let document = Document {
            id: text_of("id").into(),
            text: text_of("text").into(),
            meta: Meta {
                language: Some(khabar_core::Declared {
                    tag: text_of("lang").to_owned(),
                    from: "record",
                }),
                ..Meta::default()
            },
        };
        let reading = engine.read(&document);
        // A suite that asks for numbers alone means those inside of measures too.
        let asked = |f: &&Fact| f.kind == *kind || (*kind == "number" && f.kind != "place");
        let found: Vec<&Fact> = reading.facts.iter().filter(asked).collect();
        let (value, span) = judge(&document, &found, &case, text_of("task") == "parse");
        let score = scores
            .entry((text_of("lang").to_owned(), (*kind).to_owned()))
            .or_default();
        score.cases += 1;
        score.values += usize::from(value);
        score.spans += usize::from(span);
        if errors && !value {
            let told: Vec<String> = reading
                .facts
                .iter()
                .map(|f| {
                    format!(
                        "{} {:?}",
                        f.kind,
                        f.roles.first().map(|r| r.1.value.to_string())
                    )
                })
                .collect();
            let expected = case.get("expect").map(ToString::to_string);
            println!(
                "{} {kind} | {} | expected {} | found {}",
                text_of("lang"),
                text_of("text"),
                expected.unwrap_or_default(),
                told.join("; ")
            );
        }
    }
    println!(
        "{:<6}{:<12}{:>7}{:>15}{:>15}",
        "lang", "kind", "cases", "value right", "span right"
    );
    for ((lang, kind), score) in scores {
        let share = |n: usize| 100.0 * n as f64 / score.cases as f64;
        println!(
            "{lang:<6}{kind:<12}{:>7}{:>8} {:>5.1}%{:>8} {:>5.1}%",
            score.cases,
            score.values,
            share(score.values),
            score.spans,
            share(score.spans)
        );
    }
    Ok(())
}

/// Whether the values, and whether the spans, are what a case expects.
fn judge(document: &Document, found: &[&Fact], case: &Json, whole: bool) -> (bool, bool) {
    let mentions = case
        .get("expect")
        .and_then(|e| e.get("mentions"))
        .and_then(Json::as_array);
    let Some(mentions) = mentions else {
        return (found.is_empty(), found.is_empty());
    };
    let offsets = Offsets::of(&document.text);
    let overlaps = |fact: &Fact, mention: &Json| {
        let span = mention.get("span").and_then(Json::as_array);
        let at = |i: usize| span.and_then(|s| s.get(i)?.as_u64()).map(|n| n as usize);
        let chars = offsets.chars(fact.span);
        match (at(0), at(1)) {
            (Some(start), Some(end)) => chars.start < end && start < chars.end,
            _ => whole,
        }
    };
    let right = |m: &Json| found.iter().any(|f| overlaps(f, m) && same_value(f, m));
    let values = mentions.iter().all(right) && (whole || found.len() <= mentions.len());
    let spans = mentions
        .iter()
        .all(|m| found.iter().any(|f| overlaps(f, m)));
    (values, spans)
}

/// The UCUM code of a unit that the suites name otherwise.
fn ucum(unit: &str) -> &str {
    match unit {
        "acre" => "[acr_us]",
        "ha" => "har",
        "mi" => "[mi_i]",
        "ft" => "[ft_i]",
        "in" => "[in_i]",
        "oz" => "[oz_av]",
        "lb" => "[lb_av]",
        "MB" => "MBy",
        "GB" => "GBy",
        "TB" => "TBy",
        "kB" => "kBy",
        other => other,
    }
}

fn same_value(fact: &Fact, mention: &Json) -> bool {
    let field = |key: &str| mention.get(key).and_then(Json::as_str);
    let number = |key: &str| field(key).and_then(|s| s.parse::<Decimal>().ok());
    match fact.value("value") {
        Some(Value::Decimal(amount)) => number("value") == Some(amount.number),
        Some(Value::Integer(place)) => number("value") == Some(Decimal::from(*place)),
        Some(Value::Money { amount, .. } | Value::Quantity { amount, .. })
            if field("kind") == Some("number") =>
        {
            number("value") == Some(amount.number)
        }
        Some(Value::Money {
            amount, currency, ..
        }) => {
            let (wanted, code) = (number("amount"), field("currency").unwrap_or_default());
            let toman = code == "IRT" && &**currency == "IRR";
            let wanted = wanted.map(|w| if toman { w * Decimal::TEN } else { w });
            (toman || code == &**currency) && wanted == Some(amount.number)
        }
        Some(Value::Quantity { amount, unit }) => {
            let wanted = field("unit").map(ucum);
            number("amount") == Some(amount.number) && wanted == Some(&**unit)
        }
        Some(Value::Time(Time::Duration(length))) => field("value") == Some(length),
        _ => false,
    }
}
