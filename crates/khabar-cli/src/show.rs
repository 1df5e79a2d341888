//! `khabar show DOC`: the facts of a document for a person at a terminal, in the line grammar.

use std::collections::{BTreeSet, HashMap};
use std::fs::{self, File};
use std::io::{self, BufRead, BufReader, BufWriter, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context, bail};
use clap::Args;
use khabar_core::nearest;
use khabar_corpus::record::DocumentRecord;
use khabar_run::input::STDIN;
use khabar_run::{Engine, Format, Inputs, Item, lines, wire};
use serde_json::Value;

use crate::{Common, exit_code, tell};

/// Arguments of `khabar show`.
#[derive(Args)]
pub struct ShowArgs {
    /// A file, `-` for standard input, or the id of a document of an earlier run.
    doc: String,
    /// The folder that the run wrote.
    #[arg(long, value_name = "DIR", default_value = "out")]
    out: PathBuf,
    #[command(flatten)]
    common: Common,
}

pub(crate) fn show(args: &ShowArgs, listed: &[&str]) -> anyhow::Result<ExitCode> {
    let engine = args.common.engine(listed)?;
    let path = PathBuf::from(&args.doc);
    let mut out = BufWriter::new(io::stdout().lock());
    let mut failed = 0;
    if args.doc == STDIN || path.exists() {
        let inputs = Inputs::find(&[path], args.common.stdin(), Some(&args.out))?;
        for item in inputs.pieces().map(|piece| piece.document()) {
            failed += usize::from(!one(&mut out, &engine, &item, None)?);
        }
    } else {
        let item = item(&args.doc, &args.out)?;
        let known = ids(&args.doc, &args.out)?;
        failed += usize::from(!one(&mut out, &engine, &item, Some(&known))?);
    }
    out.flush()?;
    Ok(exit_code(failed))
}

/// Prints a document; false if there is none to print. `known` are the ids of the facts that an earlier run
/// has found.
fn one(
    out: &mut impl Write,
    engine: &Engine,
    item: &Item,
    known: Option<&BTreeSet<String>>,
) -> anyhow::Result<bool> {
    let document = match &item.document {
        Ok(document) => document,
        Err(why) => {
            tell(&format!("{}: {why}", item.id));
            return Ok(false);
        }
    };
    let reading = engine.read(document);
    writeln!(out, "# document {}", lines::escape(&document.id))?;
    out.write_all(lines::snapshot(engine.registry(), document, &reading).as_bytes())?;
    let now = wire::facts(engine.registry(), document, &reading.facts);
    if known.is_some_and(|known| *known != now.into_iter().map(|fact| fact.id).collect()) {
        tell(
            "the run of the folder found other facts: it had another configuration or version, or the source has changed",
        );
    }
    Ok(true)
}

/// The line of `documents.jsonl` of an id, and how many documents of its source stand before it.
fn record(id: &str, out: &Path) -> anyhow::Result<(DocumentRecord, usize)> {
    let path = out.join("documents.jsonl");
    let text = fs::read_to_string(&path).with_context(|| {
        format!(
            "there is no file `{id}`, and no folder of results to look for a document in: cannot read `{}`",
            path.display()
        )
    })?;
    let mut ids = Vec::new();
    let mut before: HashMap<String, usize> = HashMap::new();
    for line in text.lines() {
        let record: DocumentRecord = serde_json::from_str(line)
            .with_context(|| format!("`{}` is damaged; run again", path.display()))?;
        let before = before.entry(record.source.clone()).or_default();
        if record.doc == id {
            return Ok((record, *before));
        }
        *before += 1;
        ids.push(record.doc);
    }
    let hint = nearest(id, ids.iter().map(String::as_str));
    let hint = hint.map(|near| format!("; did you mean `{near}`?"));
    bail!(
        "there is no file `{id}`, and no such document in `{}`{}",
        out.display(),
        hint.unwrap_or_default()
    )
}

/// A document of the run that wrote `out`, read again from its source.
pub(crate) fn item(id: &str, out: &Path) -> anyhow::Result<Item> {
    let (record, before) = record(id, out)?;
    // Standard input is gone; its text was kept.
    let (source, before) = match (&record.text, record.source == STDIN) {
        (Some(kept), true) => (out.join(kept), 0),
        (None, true) => bail!("`{id}` was read from standard input, and there was no text in it"),
        (_, false) => (PathBuf::from(&record.source), before),
    };
    let inputs = Inputs::find(std::slice::from_ref(&source), Format::Text, None)
        .with_context(|| format!("the source of `{id}` cannot be read again"))?;
    let mut items = inputs.pieces().map(|piece| piece.document());
    let mut item = items
        .nth(before)
        .with_context(|| format!("`{}` does not hold `{id}` any more", source.display()))?;
    // The run may have given it another id than its source alone does.
    item.id = id.into();
    if let Ok(document) = &mut item.document {
        document.id = id.into();
    }
    Ok(item)
}

/// The ids of the facts that a run has found in a document.
fn ids(doc: &str, out: &Path) -> anyhow::Result<BTreeSet<String>> {
    let path = out.join("facts.jsonl");
    let context = || format!("cannot read `{}`", path.display());
    let mut ids = BTreeSet::new();
    for line in BufReader::new(File::open(&path).with_context(context)?).lines() {
        let fact: Value = serde_json::from_str(&line.with_context(context)?)
            .with_context(|| format!("`{}` is damaged; run again", path.display()))?;
        if fact["doc"] == doc {
            ids.extend(fact["id"].as_str().map(str::to_owned));
        }
    }
    Ok(ids)
}
