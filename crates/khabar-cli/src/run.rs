//! `khabar run`: documents in, a folder of results out.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::{Duration, Instant};

use anyhow::Context;
use clap::Args;
use comfy_table::{CellAlignment, Table, presets};
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use khabar_core::Severity;
use khabar_corpus::{Corpus, Known};
use khabar_run::{Done, Engine, Inputs, Summary};
use serde_json::json;

use crate::report::tell_without_text;
use crate::{Common, exit_code, tell};

/// Arguments of `khabar run`.
#[derive(Args)]
pub struct RunArgs {
    /// Files and folders; `-` is standard input. .txt, .html and .jsonl, each also .gz or .zst.
    #[arg(required = true)]
    inputs: Vec<PathBuf>,
    /// The folder for the results.
    #[arg(long, value_name = "DIR", default_value = "out")]
    out: PathBuf,
    /// Worker threads; 0 takes one a core. Changes nothing in the results.
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u16).range(..=1024))]
    threads: Option<u16>,
    /// A file of judgements about who is who across documents.
    #[arg(long, value_name = "FILE")]
    judgements: Option<PathBuf>,
    #[command(flatten)]
    common: Common,
}

/// How many diagnostics are shown while running; the rest is in documents.jsonl.
const SHOWN: usize = 20;

pub(crate) fn run(args: &RunArgs, listed: &[&str]) -> anyhow::Result<ExitCode> {
    let started = Instant::now();
    let engine = args.common.engine(listed)?;
    let judgements = args
        .common
        .judgements(args.judgements.as_deref(), engine.config())?;
    let inputs = Inputs::find(&args.inputs, args.common.stdin(), Some(&args.out))?;
    let skipped = inputs.skipped.clone();
    let threads = args.threads.map_or(engine.config().threads, usize::from);
    let mut output = Output::create(&args.out)?;
    let progress = progress();
    let mut told = 0;
    let mut corpus = Corpus::default();
    let summary = khabar_run::run(&engine, inputs, threads, |done| {
        for diagnostic in done.diagnostics().filter(|d| d.severity > Severity::Note) {
            told += 1;
            if told <= SHOWN {
                progress.suspend(|| tell(&format!("{}: {diagnostic}", done.id)));
            }
        }
        progress.inc(1);
        corpus.add(&done.document, &done.facts)?;
        output.write(&done)
    })?;
    progress.finish_and_clear();
    let merging = Instant::now();
    let known = corpus.known(engine.gazetteer(), &judgements)?;
    let merging = merging.elapsed();
    output.close()?;
    write_known(&args.out, &known)?;
    let counts = counts(&known);
    // The report is made of the files alone, and needs the room.
    drop(known);
    if told > SHOWN {
        tell(&format!(
            "… and {} more; all are in {}",
            told - SHOWN,
            args.out.join("documents.jsonl").display()
        ));
    }
    if !skipped.is_empty() {
        tell(&format!(
            "left out {} of no known format, e.g. {}",
            files(skipped.len()),
            skipped[0]
        ));
    }
    let reporting = Instant::now();
    let report = khabar_report::write(&args.out)?;
    tell_without_text(&report);
    let reporting = reporting.elapsed();
    let elapsed = started.elapsed();
    let record = record(
        args,
        &engine,
        &summary,
        &skipped,
        counts,
        [elapsed, merging, reporting],
    );
    let path = args.out.join("run.json");
    fs::write(&path, record).with_context(|| format!("cannot write `{}`", path.display()))?;
    let table = table(&engine, &summary, counts, listed.len(), elapsed);
    writeln!(std::io::stdout().lock(), "{table}")?;
    Ok(exit_code(summary.failed))
}

fn files(count: usize) -> String {
    format!("{count} file{}", if count == 1 { "" } else { "s" })
}

/// The files of a run, being written: beside the old ones until the run is complete, so that a run
/// may read the results of an earlier one and a failed run spoils none.
struct Output {
    dir: PathBuf,
    facts: Part,
    documents: Part,
}

/// A file that gets its name when it is complete.
struct Part {
    path: PathBuf,
    file: BufWriter<File>,
}

impl Part {
    fn create(path: PathBuf) -> anyhow::Result<Part> {
        let part = Part::named(&path);
        let file = File::create(&part)
            .map(BufWriter::new)
            .with_context(|| format!("cannot write `{}`", part.display()))?;
        Ok(Part { path, file })
    }

    fn named(path: &Path) -> PathBuf {
        path.with_added_extension("part")
    }

    fn write(&mut self, text: &str) -> anyhow::Result<()> {
        let context = || format!("cannot write `{}`", self.path.display());
        self.file.write_all(text.as_bytes()).with_context(context)
    }

    fn close(mut self) -> anyhow::Result<()> {
        let done = self
            .file
            .flush()
            .and_then(|()| fs::rename(Part::named(&self.path), &self.path));
        done.with_context(|| format!("cannot write `{}`", self.path.display()))
    }
}

impl Output {
    fn create(dir: &Path) -> anyhow::Result<Output> {
        let folder = || format!("cannot make the folder `{}`", dir.display());
        fs::create_dir_all(dir).with_context(folder)?;
        Ok(Output {
            dir: dir.to_owned(),
            facts: Part::create(dir.join("facts.jsonl"))?,
            documents: Part::create(dir.join("documents.jsonl"))?,
        })
    }

    fn write(&mut self, done: &Done) -> anyhow::Result<()> {
        self.facts.write(&done.facts)?;
        self.documents.write(&done.document)?;
        if let Some((file, text)) = &done.text {
            let path = self.dir.join(file);
            fs::create_dir_all(path.parent().unwrap_or(&self.dir))
                .and_then(|()| fs::write(&path, text.as_bytes()))
                .with_context(|| format!("cannot write `{}`", path.display()))?;
        }
        Ok(())
    }

    fn close(self) -> anyhow::Result<()> {
        self.facts.close()?;
        self.documents.close()
    }
}

/// The files of what the documents know together.
fn write_known(dir: &Path, known: &Known) -> anyhow::Result<()> {
    for (name, lines) in known.files() {
        let mut part = Part::create(dir.join(name))?;
        part.write(lines)?;
        part.close()?;
    }
    Ok(())
}

/// How many entities, clusters, conflicts and life cycles there are.
fn counts(known: &Known) -> [(&'static str, usize); 4] {
    known
        .files()
        .map(|(name, lines)| (name.trim_end_matches(".jsonl"), lines.lines().count()))
}

/// Hidden until the work has taken a second, and in a pipe for good. It ticks by itself, so that one
/// slow document shows too.
fn progress() -> ProgressBar {
    let bar = ProgressBar::with_draw_target(None, ProgressDrawTarget::hidden());
    bar.set_style(
        ProgressStyle::with_template("{spinner} {pos} documents, {per_sec}")
            .unwrap_or_else(|_| ProgressStyle::default_spinner()),
    );
    let shown = bar.clone();
    std::thread::spawn(move || {
        std::thread::sleep(Duration::from_secs(1));
        if !shown.is_finished() {
            shown.set_draw_target(ProgressDrawTarget::stderr());
            shown.enable_steady_tick(Duration::from_millis(200));
        }
    });
    bar
}

/// `run.json`: the one file that may differ between two runs.
fn record(
    args: &RunArgs,
    engine: &Engine,
    summary: &Summary,
    skipped: &[String],
    counts: [(&'static str, usize); 4],
    [elapsed, merging, reporting]: [Duration; 3],
) -> String {
    let diagnostics: Vec<_> = summary
        .diagnostics
        .iter()
        .map(|((severity, code), count)| {
            json!({ "severity": severity.word(), "code": code, "count": count })
        })
        .collect();
    let seconds = |d: Duration| (d.as_secs_f64() * 1e6).round() / 1e6;
    let times: serde_json::Map<_, _> = summary
        .times
        .iter()
        .map(|(step, time)| ((*step).to_owned(), json!(seconds(*time))))
        .collect();
    let record = json!({
        "schema": khabar_run::wire::SCHEMA,
        "version": env!("CARGO_PKG_VERSION"),
        "census": engine.registry().crates().collect::<Vec<_>>(),
        "plan": engine.plan().layers,
        "config": args.common.config_file().map(|p| p.display().to_string()),
        "inputs": args.inputs.iter().map(|p| p.display().to_string()).collect::<Vec<_>>(),
        "skipped": skipped,
        "documents": summary.documents,
        "failed": summary.failed,
        "refused": summary.refused,
        "bytes": summary.bytes,
        "languages": summary.languages,
        "facts": summary.facts,
        "corpus": counts.into_iter().collect::<BTreeMap<_, _>>(),
        "diagnostics": diagnostics,
        "seconds": seconds(elapsed),
        "seconds_corpus": seconds(merging),
        "seconds_report": seconds(reporting),
        "seconds_by_step": times,
    });
    format!("{record:#}\n")
}

/// The short table at the end of a run.
fn table(
    engine: &Engine,
    summary: &Summary,
    counts: [(&'static str, usize); 4],
    listed: usize,
    elapsed: Duration,
) -> Table {
    let mut table = Table::new();
    table.load_preset(presets::NOTHING);
    let mut row = |name: String, count: String| {
        table.add_row([name, count]);
    };
    row("documents".into(), summary.documents.to_string());
    for language in engine.registry().languages() {
        if let Some(count) = summary.languages.get(language.code) {
            let variety = language.base.map(|base| format!(", variety of {base}"));
            let name = format!(
                "  {} ({}{})",
                language.name,
                language.code,
                variety.unwrap_or_default()
            );
            row(name, count.to_string());
        }
    }
    for (what, count) in [("refused", summary.refused), ("failed", summary.failed)] {
        if count > 0 {
            row(format!("  {what}"), count.to_string());
        }
    }
    row(
        "facts".into(),
        summary.facts.values().sum::<usize>().to_string(),
    );
    for (kind, count) in &summary.facts {
        row(format!("  {kind}"), count.to_string());
    }
    for (name, count) in counts {
        row(name.into(), count.to_string());
    }
    row(
        "diagnostics".into(),
        summary.diagnostics.values().sum::<usize>().to_string(),
    );
    for ((severity, code), count) in &summary.diagnostics {
        row(format!("  {} {code}", severity.word()), count.to_string());
    }
    row(
        "plugins".into(),
        format!(
            "{} of {} linked",
            engine.registry().crates().count(),
            listed
        ),
    );
    row("seconds".into(), format!("{:.2}", elapsed.as_secs_f64()));
    if let Some(column) = table.column_mut(1) {
        column.set_cell_alignment(CellAlignment::Right);
    }
    table
}
