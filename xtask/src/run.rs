//! Commands that only start another program: `run`, `test`, `bench`, `eval`.

use std::process::ExitCode;

use anyhow::Result;

use crate::process::{cargo, hand_over};
use crate::project::Project;

/// What starts the program, before its own arguments.
pub const CLI: &[&str] = &["run", "-q", "-p", "khabar-cli", "--"];

/// The program's arguments where the user gives none.
pub const SEEDS: &[&str] = &["run", "seeds", "--out", "out"];

/// `run [ARGS…]`.
pub fn run(project: &Project, arguments: &[String]) -> Result<ExitCode> {
    let mut command = cargo(CLI);
    if arguments.is_empty() {
        command.args(SEEDS).current_dir(project.root());
    } else {
        command.arg("run").args(arguments);
    }
    hand_over(&mut command)
}

/// `test [ARGS…]`.
pub fn test(_: &Project, arguments: &[String]) -> Result<ExitCode> {
    hand_over(cargo(&["test", "--workspace"]).args(arguments))
}

/// `bench [ARGS…]`.
pub fn bench(_: &Project, arguments: &[String]) -> Result<ExitCode> {
    dev("bench", arguments)
}

/// `eval WHAT FILE…`.
pub fn eval(_: &Project, arguments: &[String]) -> Result<ExitCode> {
    dev("eval", arguments)
}

fn dev(command: &str, arguments: &[String]) -> Result<ExitCode> {
    let start = ["run", "-q", "--release", "-p", "khabar-dev", "--", command];
    hand_over(cargo(&start).args(arguments))
}
