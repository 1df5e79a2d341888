//! `khabar verify DIR`: whether every span, quotation, id and reference of a folder of results holds.
//!
//! The facts are read again with their sources; no extractor runs and nothing is taken on trust. Each thing
//! that does not hold is named with its file and line.

mod facts;
mod known;

use std::collections::HashMap;
use std::fs;
use std::io::Write;
use std::path::Path;
use std::process::ExitCode;

use anyhow::{Context, bail};
use khabar_corpus::record::DocumentRecord;
use khabar_run::input::STDIN;
use khabar_run::sources::Unread;
use khabar_run::{Sources, wire};
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

/// Reads the sources of the documents again and hands each text to `check` with the index of its document.
fn texts(
    dir: &Path,
    documents: &[Listed],
    problems: &mut Problems,
    mut check: impl FnMut(usize, &str, &mut Problems),
) {
    let name = "documents.jsonl";
    let mut sources = Sources::new(dir);
    for (at, Listed { line, record }) in documents.iter().enumerate() {
        let kept = record
            .text
            .as_deref()
            .map(|file| (file, sources.kept(file)));
        let read = match (&record.source, &kept) {
            (source, Some((_, text))) if source == STDIN => text.clone(),
            (source, _) => sources.source(source),
        };
        let text = match read {
            Ok(text) => text,
            // It failed in the run too, or has facts that nothing shows.
            Err(Unread::Failed(_)) => "".into(),
            Err(Unread::Gone(why)) => {
                problems.add(name, *line, why);
                continue;
            }
        };
        match &kept {
            Some((file, Ok(kept))) if *kept != text => {
                let what = format!("`{file}` is not the text of `{}`", record.source);
                problems.add(name, *line, what);
            }
            Some((_, Err(why))) => problems.add(name, *line, why.to_string()),
            _ => {}
        }
        check(at, &text, problems);
    }
}
