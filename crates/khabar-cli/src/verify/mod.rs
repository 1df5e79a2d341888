//! `khabar verify DIR`: whether every span, quotation, id and reference of a folder of results holds.
//!
//! The facts are read again with their sources; no extractor runs and nothing is taken on trust. Each thing
//! that does not hold is named with its file and line.

mod facts;
mod known;

use std::collections::HashMap;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context, bail};
use khabar_corpus::record::DocumentRecord;
use khabar_run::{Format, Inputs, wire};
use serde_json::Value;

use facts::Facts;

/// How many problems are printed.
const SHOWN: usize = 100;

/// What does not hold, as lines `facts.jsonl:12: …`.
#[derive(Default)]
struct Problems {
    told: Vec<String>,
}

impl Problems {
    fn add(&mut self, file: &str, line: usize, what: impl AsRef<str>) {
        self.told.push(format!("{file}:{line}: {}", what.as_ref()));
    }
}

pub(crate) fn verify(dir: &Path) -> anyhow::Result<ExitCode> {
    let mut problems = Problems::default();
    let documents = documents(dir, &mut problems)?;
    let lines = read(dir, "facts.jsonl")?;
    let mut facts = Facts::new(&documents);
    facts.read(&lines, &mut problems);
    texts(dir, &documents, &mut problems, |at, text, problems| {
        facts.check_text(at, text, problems);
    });
    facts.check_counts(&documents, &mut problems);
    known::check(dir, &documents, &facts, &mut problems)?;
    let mut out = std::io::stdout().lock();
    for problem in problems.told.iter().take(SHOWN) {
        writeln!(out, "{problem}")?;
    }
    if problems.told.len() > SHOWN {
        writeln!(out, "… and {} more", problems.told.len() - SHOWN)?;
    }
    let (documents, facts) = (documents.len(), facts.len());
    let code = match problems.told.len() {
        0 => {
            writeln!(out, "all holds: {facts} facts of {documents} documents")?;
            ExitCode::SUCCESS
        }
        wrong => {
            writeln!(
                out,
                "{wrong} thing{} in {facts} facts of {documents} documents",
                if wrong == 1 {
                    " does not hold"
                } else {
                    "s do not hold"
                }
            )?;
            ExitCode::from(1)
        }
    };
    Ok(code)
}

/// The text of a file of the results.
fn read(dir: &Path, name: &str) -> anyhow::Result<String> {
    let path = dir.join(name);
    fs::read_to_string(&path).with_context(|| {
        format!(
            "cannot read `{}`; give the folder that `khabar run` wrote",
            path.display()
        )
    })
}

/// The lines of a file as values, with their numbers; what is no line of this version is a problem.
fn values<'t>(name: &str, text: &'t str, problems: &mut Problems) -> Vec<(usize, &'t str, Value)> {
    let mut values = Vec::new();
    for (at, line) in text.lines().enumerate() {
        match serde_json::from_str::<Value>(line) {
            Ok(value) if value["schema"] == wire::SCHEMA => values.push((at + 1, line, value)),
            Ok(value) => {
                let what = format!(
                    "version {} of the format, not {}",
                    value["schema"],
                    wire::SCHEMA
                );
                problems.add(name, at + 1, what);
            }
            Err(error) => problems.add(name, at + 1, format!("no JSON: {error}")),
        }
    }
    values
}

/// A line of `documents.jsonl`.
pub(crate) struct Listed {
    line: usize,
    record: DocumentRecord,
}

fn documents(dir: &Path, problems: &mut Problems) -> anyhow::Result<Vec<Listed>> {
    let name = "documents.jsonl";
    let text = read(dir, name)?;
    let mut documents: Vec<Listed> = Vec::new();
    let mut by_id: HashMap<String, usize> = HashMap::new();
    for (line, _, value) in values(name, &text, problems) {
        match serde_json::from_value::<DocumentRecord>(value) {
            Ok(record) => {
                if let Some(first) = by_id.insert(record.doc.clone(), line) {
                    let what = format!("the document `{}` stands in line {first} too", record.doc);
                    problems.add(name, line, what);
                    continue;
                }
                documents.push(Listed { line, record });
            }
            Err(error) => problems.add(name, line, format!("no document: {error}")),
        }
    }
    if documents.is_empty() && problems.told.is_empty() {
        bail!("`{}` lists no document", dir.join(name).display());
    }
    Ok(documents)
}

/// Reads the sources of the documents again, each once, and hands each text to `check` with the index of
/// its document.
fn texts(
    dir: &Path,
    documents: &[Listed],
    problems: &mut Problems,
    mut check: impl FnMut(usize, &str, &mut Problems),
) {
    let name = "documents.jsonl";
    let mut by_source: Vec<(&str, Vec<usize>)> = Vec::new();
    let mut place: HashMap<&str, usize> = HashMap::new();
    for (at, listed) in documents.iter().enumerate() {
        let source = listed.record.source.as_str();
        let index = *place.entry(source).or_insert_with(|| {
            by_source.push((source, Vec::new()));
            by_source.len() - 1
        });
        by_source[index].1.push(at);
    }
    for (source, listed) in by_source {
        let line = documents[listed[0]].line;
        if source == "-" {
            problems.add(name, line, "standard input cannot be read again");
            continue;
        }
        let inputs = match Inputs::find(&[PathBuf::from(source)], Format::Text, None) {
            Ok(inputs) => inputs,
            Err(error) => {
                problems.add(name, line, format!("its source cannot be read: {error}"));
                continue;
            }
        };
        // The documents of a source stand in its order; a source that was given twice begins anew.
        let mut texts = inputs.pieces().map(|piece| piece.document().document);
        let mut first = Vec::new();
        for (nth, at) in listed.iter().enumerate() {
            let document = match texts.next() {
                Some(document) => {
                    first.push(document.clone());
                    document
                }
                None if nth > 0 && !first.is_empty() => first[nth % first.len()].clone(),
                None => {
                    let what = format!("`{source}` has no document {}", nth + 1);
                    problems.add(name, documents[*at].line, what);
                    continue;
                }
            };
            let Listed { line, record } = &documents[*at];
            let Ok(document) = document else {
                // It failed in the run too, or has facts that nothing shows.
                check(*at, "", problems);
                continue;
            };
            if let Some(extracted) = &record.text {
                match fs::read_to_string(dir.join(extracted)) {
                    Ok(text) if *text == *document.text => {}
                    Ok(_) => {
                        let what = format!("`{extracted}` is not the text of `{source}`");
                        problems.add(name, *line, what);
                    }
                    Err(error) => {
                        problems.add(name, *line, format!("cannot read `{extracted}`: {error}"));
                    }
                }
            }
            check(*at, &document.text, problems);
        }
    }
}
