//! `docs`: refreshes the generated files and the pictures, and prints the table of languages and slots.

use std::process::ExitCode;

use anyhow::{Context, Result};

use crate::browser;
use crate::process::{announce, capture, cargo, hand_over};
use crate::project::Project;
use crate::run::CLI;
use crate::usage;

/// The plan as the program prints it.
pub const PLAN: &str = "tests/plan.snap";

/// `docs`.
pub fn command(project: &Project, arguments: &[String]) -> Result<ExitCode> {
    if let Some(argument) = arguments.first() {
        return usage(format!("`docs` takes no argument, and `{argument}` is one"));
    }
    refresh(project)?;
    match browser::is_there() {
        true => browser::pictures(project)?,
        false => announce("no Chromium here: the pictures in docs/ stay as they are\n"),
    }
    hand_over(
        cargo(CLI)
            .args(["plan", "--slots"])
            .current_dir(project.root()),
    )
}

/// Writes config/khabar.toml, config/gazetteer.tsv and tests/plan.snap anew, quietly.
pub fn refresh(project: &Project) -> Result<()> {
    let generate = ["run", "-q", "-p", "khabar-dev", "--", "generate"];
    capture(cargo(&generate).current_dir(project.root()))?;
    let plan = capture(cargo(CLI).arg("plan").current_dir(project.root()))?;
    let plan = String::from_utf8(plan).context("the plan that the program printed is not UTF-8")?;
    if project.read(PLAN).ok().as_ref() != Some(&plan) {
        project.write(PLAN, &plan)?;
    }
    Ok(())
}
