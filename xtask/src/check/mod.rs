//! `check`: holds the edges of the design, so that nobody has to remember them.

mod edges;
mod files;

use std::fmt;
use std::process::ExitCode;

use anyhow::{Context, Result};

use crate::process::{announce, capture, cargo};
use crate::project::Project;
use crate::usage;

/// Something that the design does not allow.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Violation {
    /// The file to look at, below the root.
    pub file: String,
    /// What is wrong.
    pub problem: String,
    /// What to do.
    pub remedy: String,
}

impl Violation {
    fn new(file: &str, problem: impl Into<String>, remedy: impl Into<String>) -> Violation {
        Violation {
            file: file.to_owned(),
            problem: problem.into(),
            remedy: remedy.into(),
        }
    }
}

impl fmt::Display for Violation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Violation {
            file,
            problem,
            remedy,
        } = self;
        write!(f, "{file}: {problem}\n    → {remedy}")
    }
}

/// `check`.
pub fn command(project: &Project, arguments: &[String]) -> Result<ExitCode> {
    if let Some(argument) = arguments.first() {
        return usage(format!(
            "`check` takes no argument, and `{argument}` is one"
        ));
    }
    let violations = violations(project)?;
    for violation in &violations {
        announce(&format!("{violation}\n"));
    }
    match violations.len() {
        0 => announce("the edges hold\n"),
        1 => announce("1 edge is broken\n"),
        n => announce(&format!("{n} edges are broken\n")),
    }
    Ok(match violations.is_empty() {
        true => ExitCode::SUCCESS,
        false => ExitCode::FAILURE,
    })
}

/// Everything that is wrong, sorted by file.
pub fn violations(project: &Project) -> Result<Vec<Violation>> {
    let metadata = ["metadata", "--no-deps", "--format-version", "1"];
    let metadata = capture(cargo(&metadata).current_dir(project.root()))?;
    let metadata = serde_json::from_slice(&metadata).context("cargo metadata wrote no JSON")?;
    let packages = edges::packages(&metadata, project.root())?;
    let mut violations = edges::violations(&packages);
    violations.extend(files::violations(project)?);
    violations.sort();
    Ok(violations)
}
