//! `khabar explain --entity ID`: why the names of many documents are one.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;
use std::process::ExitCode;

use anyhow::{Context, bail};
use khabar_core::nearest;
use serde_json::Value;

use crate::about::print;
use crate::json::{list, text};

/// How many documents of an entity are listed.
const SHOWN: usize = 20;

pub(crate) fn explain(id: &str, out: &Path) -> anyhow::Result<ExitCode> {
    let path = out.join("entities.jsonl");
    let lines = fs::read_to_string(&path).with_context(|| {
        format!(
            "cannot read `{}`; give the folder that `khabar run` wrote with --out",
            path.display()
        )
    })?;
    let mut ids = Vec::new();
    for line in lines.lines() {
        let entity: Value = serde_json::from_str(line)
            .with_context(|| format!("`{}` is damaged; run again", path.display()))?;
        if text(&entity, "id") == id {
            return print(&told(&entity));
        }
        ids.push(text(&entity, "id").to_owned());
    }
    match nearest(id, ids.iter().map(String::as_str)) {
        Some(near) => bail!("there is no entity `{id}`; did you mean `{near}`?"),
        None => bail!(
            "there is no entity `{id}` among the {} of these documents",
            ids.len()
        ),
    }
}

fn told(entity: &Value) -> String {
    let mut told = String::new();
    let known = match entity["known"] == true {
        true => "in the gazetteer",
        false => "not in the gazetteer",
    };
    let _ = writeln!(
        told,
        "{} {} «{}», {known}, {} document{}",
        text(entity, "kind"),
        text(entity, "id"),
        text(entity, "label"),
        entity["documents"],
        if entity["documents"] == 1 { "" } else { "s" },
    );
    for form in list(entity, "forms") {
        let languages = list(form, "languages").iter().filter_map(Value::as_str);
        let languages: Vec<&str> = languages.collect();
        let _ = writeln!(
            told,
            "  written {} ×{} «{}»",
            languages.join(" "),
            form["count"],
            text(form, "text")
        );
    }
    let mentions = list(entity, "mentions");
    for mention in mentions.iter().take(SHOWN) {
        let facts = |how: &str| list(mention, how).len();
        let _ = writeln!(
            told,
            "  in {}: named {}, by office {}, by reference {}",
            text(mention, "doc"),
            facts("named"),
            facts("by_office"),
            facts("by_reference")
        );
    }
    if mentions.len() > SHOWN {
        let _ = writeln!(told, "  and in {} more", mentions.len() - SHOWN);
    }
    let merges = list(entity, "merges");
    if merges.is_empty() {
        let why = match entity["known"] == true {
            true => "each document's own reading gives it this id",
            false => "no names of several documents were put together",
        };
        let _ = writeln!(told, "  {why}");
    }
    for merge in merges {
        let reasons = list(merge, "reasons").iter().map(|reason| {
            let detail = reason.get("detail").and_then(Value::as_str);
            let detail = detail
                .map(|detail| format!(" ({detail})"))
                .unwrap_or_default();
            format!(
                "{}{detail} {:+}",
                text(reason, "reason"),
                reason["weight"].as_f64().unwrap_or(0.0)
            )
        });
        let reasons: Vec<String> = reasons.collect();
        let _ = writeln!(
            told,
            "  {} of {} joined, score {}: {}",
            text(merge, "fact"),
            text(merge, "doc"),
            merge["score"],
            reasons.join(", ")
        );
    }
    told
}
