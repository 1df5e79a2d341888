//! Results against what other people have annotated.

use std::io::{BufRead, BufReader, Read};
use std::path::Path;

use anyhow::Context;
use khabar_core::{Declared, Document, Meta, Registry};
use khabar_run::{Config, Engine};
use serde_json::Value;

mod agreement;
pub(crate) mod corpus;
pub(crate) mod events;
pub(crate) mod gold;
mod judge;
mod known;
pub(crate) mod lang;
pub(crate) mod names;
pub(crate) mod ner;
pub(crate) mod parallel;
pub(crate) mod stories;
mod tally;
pub(crate) mod values;

/// The records of a JSON Lines file, compressed or not.
fn records(path: &Path) -> anyhow::Result<Vec<Value>> {
    let name = path.display();
    let file = std::fs::File::open(path).with_context(|| format!("cannot open `{name}`"))?;
    let reader: Box<dyn Read> = if path.extension().is_some_and(|e| e == "gz") {
        Box::new(flate2::read::MultiGzDecoder::new(file))
    } else {
        Box::new(file)
    };
    let mut records = Vec::new();
    for (at, line) in BufReader::new(reader).lines().enumerate() {
        let line = line.with_context(|| format!("{name}:{}", at + 1))?;
        if !line.trim().is_empty() {
            records
                .push(serde_json::from_str(&line).with_context(|| format!("{name}:{}", at + 1))?);
        }
    }
    Ok(records)
}

/// The records of one document each: neighbours with one `doc`, else every record for itself.
fn documents(records: &[Value]) -> impl Iterator<Item = &[Value]> {
    let of = |record: &Value| record.get("doc").and_then(Value::as_str).map(str::to_owned);
    records.chunk_by(move |left, right| of(left).is_some() && of(left) == of(right))
}

/// The program as it is linked, with its defaults.
fn engine() -> anyhow::Result<Engine> {
    Ok(Engine::new(
        Registry::linked()?,
        khabar_all::listed(),
        Config::default(),
    )?)
}

/// A document of one text in a declared language.
fn document(id: &str, text: &str, language: Option<&str>) -> Document {
    Document {
        id: id.into(),
        text: text.into(),
        meta: Meta {
            language: language.map(|tag| Declared {
                tag: tag.to_owned(),
                from: "record",
            }),
            ..Meta::default()
        },
    }
}
