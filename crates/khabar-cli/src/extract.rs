//! `khabar extract`: the facts of one input on standard output.

use std::io::{self, BufWriter, Write};
use std::path::PathBuf;
use std::process::ExitCode;

use clap::Args;
use khabar_run::Inputs;

use crate::{Common, exit_code, tell};

/// Arguments of `khabar extract`.
#[derive(Args)]
pub struct ExtractArgs {
    /// A file, or `-` for standard input. Spans of a page count in its extracted text, which
    /// `khabar run` writes beside the facts.
    input: PathBuf,
    #[command(flatten)]
    common: Common,
}

pub(crate) fn extract(args: &ExtractArgs, listed: &[&str]) -> anyhow::Result<ExitCode> {
    let engine = args.common.engine(listed)?;
    let inputs = Inputs::find(std::slice::from_ref(&args.input), args.common.stdin(), None)?;
    let mut out = BufWriter::new(io::stdout().lock());
    let summary = khabar_run::run(&engine, inputs, engine.config().threads, |done| {
        for diagnostic in done.diagnostics() {
            tell(&format!("{}: {diagnostic}", done.id));
        }
        out.write_all(done.facts.as_bytes())?;
        anyhow::Ok(())
    })?;
    out.flush()?;
    Ok(exit_code(summary.failed))
}
