//! `ready`: everything that CI does, between two looks at the tree.

use std::collections::BTreeMap;
use std::collections::hash_map::DefaultHasher;
use std::hash::{Hash, Hasher};
use std::process::{Command, ExitCode};
use std::time::Instant;

use anyhow::{Result, bail};

use crate::process::{announce, capture, cargo};
use crate::project::Project;
use crate::run::{CLI, SEEDS};
use crate::{browser, check, docs, usage};

/// A named step.
type Step = (&'static str, fn(&Project) -> Result<()>);

const STEPS: &[Step] = &[
    ("cargo fmt --all --check", |project| {
        run(
            project,
            &["fmt", "--all", "--check"],
            "run `cargo fmt --all`",
        )
    }),
    ("cargo clippy", |project| {
        let lint = [
            "clippy",
            "--workspace",
            "--all-targets",
            "-q",
            "--",
            "-D",
            "warnings",
        ];
        run(project, &lint, "")
    }),
    ("cargo xtask check", edges),
    ("cargo xtask docs", docs::refresh),
    (TESTS, |project| {
        let hint = "where a snapshot differs, `cargo xtask review` shows the facts";
        run(project, &["test", "--workspace"], hint)
    }),
    ("cargo xtask browser", |project| {
        // A machine of CI has a browser, or the check is none.
        if browser::is_there() || std::env::var_os("CI").is_some() {
            return browser::check(project);
        }
        announce("no Chromium here, left out");
        Ok(())
    }),
    ("cargo xtask run", |project| {
        run(project, &[CLI, SEEDS].concat(), "")
    }),
];

const TESTS: &str = "cargo test --workspace";

/// `ready [--tested]`.
pub fn command(project: &Project, arguments: &[String]) -> Result<ExitCode> {
    let mut tested = false;
    for argument in arguments {
        match argument.as_str() {
            "--tested" => tested = true,
            other => return usage(format!("`ready` knows --tested, not `{other}`")),
        }
    }
    let before = Tree::look(project);
    for (name, step) in STEPS.iter().filter(|(name, _)| !(tested && *name == TESTS)) {
        announce(&format!("{name:<26}"));
        let start = Instant::now();
        let result = step(project);
        let time = start.elapsed().as_secs_f64();
        let end = if result.is_ok() { "" } else { "  FAILED" };
        announce(&format!("{time:>7.1} s{end}\n"));
        result?;
    }
    match (before, Tree::look(project)) {
        (Some(before), Some(after)) => {
            let changed = before.difference(&after);
            if !changed.is_empty() {
                bail!(
                    "the checks changed the tree: run `cargo xtask docs` and commit\n  {}",
                    changed.join("\n  ")
                );
            }
        }
        _ => println!("the tree was not compared: there is no git here, or no checkout"),
    }
    println!("ready");
    Ok(ExitCode::SUCCESS)
}

fn run(project: &Project, arguments: &[&str], hint: &str) -> Result<()> {
    match capture(cargo(arguments).current_dir(project.root())) {
        Err(error) if !hint.is_empty() => bail!("{error:#}\n{hint}"),
        result => result.map(|_| ()),
    }
}

fn edges(project: &Project) -> Result<()> {
    let violations = check::violations(project)?;
    if violations.is_empty() {
        return Ok(());
    }
    let lines: Vec<String> = violations.iter().map(ToString::to_string).collect();
    bail!("these edges are broken\n{}", lines.join("\n"))
}

/// What every file of the checkout holds, but for those that git ignores.
#[derive(PartialEq, Eq)]
struct Tree(BTreeMap<String, Option<u64>>);

impl Tree {
    /// `None` where git is missing or the folder is no checkout.
    fn look(project: &Project) -> Option<Tree> {
        let mut git = Command::new("git");
        git.args([
            "ls-files",
            "-z",
            "--cached",
            "--others",
            "--exclude-standard",
        ]);
        let listed = git.current_dir(project.root()).output().ok()?;
        if !listed.status.success() {
            return None;
        }
        let listed = String::from_utf8_lossy(&listed.stdout).into_owned();
        let paths = listed.split('\0').filter(|path| !path.is_empty());
        let hashed = paths.map(|path| (path.to_owned(), hash(project, path)));
        Some(Tree(hashed.collect()))
    }

    /// The files that are not the same in both.
    fn difference(&self, other: &Tree) -> Vec<String> {
        let mut changed = Vec::new();
        for path in self.0.keys().chain(other.0.keys()) {
            let same = self.0.get(path).copied().flatten() == other.0.get(path).copied().flatten();
            if !same && !changed.contains(path) {
                changed.push(path.clone());
            }
        }
        changed.sort();
        changed
    }
}

/// `None` for a file that is not there or cannot be read.
fn hash(project: &Project, path: &str) -> Option<u64> {
    let bytes = std::fs::read(project.path(path)).ok()?;
    let mut hasher = DefaultHasher::new();
    bytes.hash(&mut hasher);
    Some(hasher.finish())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_difference_of_two_trees() {
        let tree = |files: &[(&str, Option<u64>)]| {
            Tree(
                files
                    .iter()
                    .map(|(path, hash)| ((*path).to_owned(), *hash))
                    .collect(),
            )
        };
        let before = tree(&[
            ("same", Some(1)),
            ("edited", Some(1)),
            ("gone", Some(1)),
            ("no", None),
        ]);
        let after = tree(&[("same", Some(1)), ("edited", Some(2)), ("new", Some(1))]);
        assert_eq!(before.difference(&after), ["edited", "gone", "new"]);
        assert!(before.difference(&before).is_empty());
    }

    #[test]
    fn the_tests_are_a_step() {
        assert!(STEPS.iter().any(|(name, _)| *name == TESTS));
    }
}
