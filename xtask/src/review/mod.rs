//! `review`: which facts a change added, lost and changed, and whether that is right.

mod diff;
mod show;
mod snapshot;

use std::fs;
use std::io::{BufRead, IsTerminal};
use std::process::ExitCode;

use anyhow::{Context, Result};

use crate::process::announce;
use crate::project::Project;
use crate::usage;

use self::diff::{Counts, Diff};
use self::show::Paint;
use self::snapshot::Snapshot;

/// What becomes of a pending snapshot.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Verdict {
    Accept,
    Drop,
    Skip,
}

/// How the verdicts are found.
enum Mode {
    /// The same for every file.
    All(Verdict),
    /// The user is asked.
    Ask,
}

/// `review [--accept | --drop] [FILTER]`. The exit code is 1 as long as something is pending.
pub fn command(project: &Project, arguments: &[String]) -> Result<ExitCode> {
    let (verdict, filter) = parse(arguments)?;
    let terminal = std::io::stdin().is_terminal() && std::io::stdout().is_terminal();
    let mode = match verdict {
        Some(verdict) => Mode::All(verdict),
        None if terminal => Mode::Ask,
        None => Mode::All(Verdict::Skip),
    };
    let mut pending = project.files("tests")?;
    pending.retain(|path| path.ends_with(".snap.new") && path.contains(filter));
    if pending.is_empty() {
        println!("nothing to review");
        return Ok(ExitCode::SUCCESS);
    }
    let left = review(project, &pending, &mode)?;
    if left == 0 {
        return Ok(ExitCode::SUCCESS);
    }
    println!(
        "{left} pending: `cargo xtask review --accept` takes the new facts, `--drop` the old ones"
    );
    Ok(ExitCode::FAILURE)
}

fn parse(arguments: &[String]) -> Result<(Option<Verdict>, &str)> {
    let (mut verdict, mut filter) = (None, None);
    for argument in arguments {
        let twice = match argument.as_str() {
            "--accept" => verdict.replace(Verdict::Accept).is_some(),
            "--drop" => verdict.replace(Verdict::Drop).is_some(),
            option if option.starts_with('-') => {
                return usage(format!(
                    "`review` knows --accept and --drop, not `{option}`"
                ));
            }
            part => filter.replace(part).is_some(),
        };
        if twice {
            return usage("`review` takes one of --accept and --drop, and one FILTER");
        }
    }
    Ok((verdict, filter.unwrap_or("")))
}

/// Shows each file and settles it; gives the number of those that stay pending.
fn review(project: &Project, pending: &[String], mode: &Mode) -> Result<usize> {
    let paint = Paint::for_stdout();
    let mut left = 0;
    let mut total = Counts::default();
    for path in pending {
        let target = path.trim_end_matches(".new");
        let new = project.read(path)?;
        let old = match project.path(target).exists() {
            true => Some(Snapshot::parse(&project.read(target)?)),
            false => None,
        };
        let diff = Diff::of(old.as_ref(), &Snapshot::parse(&new));
        total.add(diff.counts());
        announce(&show::file(target, &diff, paint));
        let verdict = match mode {
            Mode::All(verdict) => *verdict,
            Mode::Ask => ask()?,
        };
        settle(project, path, target, &new, verdict)?;
        left += usize::from(verdict == Verdict::Skip);
    }
    announce(&format!("{total} in {}\n", show::files(pending.len())));
    Ok(left)
}

fn ask() -> Result<Verdict> {
    loop {
        announce("accept, drop, skip? ");
        let mut answer = String::new();
        let read = std::io::stdin().lock().read_line(&mut answer);
        if read.context("the answer cannot be read")? == 0 {
            println!();
            return Ok(Verdict::Skip);
        }
        if let Some(verdict) = verdict(&answer) {
            return Ok(verdict);
        }
    }
}

/// A whole word or its beginning; an empty line skips.
fn verdict(answer: &str) -> Option<Verdict> {
    let answer = answer.trim().to_lowercase();
    let choices = [
        ("skip", Verdict::Skip),
        ("accept", Verdict::Accept),
        ("drop", Verdict::Drop),
    ];
    let choice = choices.iter().find(|(word, _)| word.starts_with(&answer));
    choice.map(|(_, verdict)| *verdict)
}

fn settle(project: &Project, path: &str, target: &str, new: &str, verdict: Verdict) -> Result<()> {
    let from = project.path(path);
    match verdict {
        Verdict::Skip => Ok(()),
        Verdict::Drop => fs::remove_file(from).with_context(|| format!("{path} cannot be removed")),
        Verdict::Accept => {
            project.write(path, &snapshot::without_assertion_line(new))?;
            fs::rename(from, project.path(target))
                .with_context(|| format!("{path} cannot be renamed to {target}"))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn strings(words: &[&str]) -> Vec<String> {
        words.iter().map(|word| (*word).to_owned()).collect()
    }

    #[test]
    fn arguments() {
        let arguments = strings(&["--accept", "seeds"]);
        let parsed = parse(&arguments).expect("it is valid");
        assert!(parsed == (Some(Verdict::Accept), "seeds"));
        assert!(parse(&[]).expect("it is valid") == (None, ""));
        for wrong in [&["--accept", "--drop"][..], &["a", "b"], &["--all"]] {
            let error = parse(&strings(wrong))
                .map(|_| ())
                .expect_err("it is invalid");
            assert!(error.is::<crate::Usage>());
        }
    }

    #[test]
    fn answers() {
        assert!(verdict("a\n") == Some(Verdict::Accept));
        assert!(verdict("Drop\n") == Some(Verdict::Drop));
        assert!(verdict("\n") == Some(Verdict::Skip));
        assert!(verdict("yes\n").is_none());
    }

    #[test]
    fn accepting_and_dropping() {
        let root = std::env::temp_dir().join(format!("xtask-review-{}", std::process::id()));
        let project = Project::at(&root);
        let new = "---\nsource: a.rs\nassertion_line: 7\n---\nplace 0..2 KG by=place.name | x\n";
        for path in ["tests/a.snap.new", "tests/sub/b.snap.new"] {
            project.write(path, new).expect("it can be written");
        }
        project
            .write("tests/sub/b.snap", "old")
            .expect("it can be written");

        let settle_all = |path: &str, verdict| {
            let pending = strings(&[path]);
            review(&project, &pending, &Mode::All(verdict)).expect("it works")
        };
        assert_eq!(settle_all("tests/a.snap.new", Verdict::Skip), 1);
        assert_eq!(settle_all("tests/a.snap.new", Verdict::Accept), 0);
        assert_eq!(settle_all("tests/sub/b.snap.new", Verdict::Drop), 0);
        let files = project.files("tests").expect("it can be listed");
        assert_eq!(files, ["tests/a.snap", "tests/sub/b.snap"]);
        let accepted = project.read("tests/a.snap").expect("it can be read");
        assert_eq!(
            accepted,
            "---\nsource: a.rs\n---\nplace 0..2 KG by=place.name | x\n"
        );
        assert_eq!(
            project.read("tests/sub/b.snap").expect("it can be read"),
            "old"
        );
        fs::remove_dir_all(root).expect("it can be removed");
    }
}
