//! `cargo xtask`: what is done in this repository besides editing it.
//!
//! Enters: a command line. Leaves: files, what other programs print, an exit code: 0 for success,
//! 1 for a failure, 2 for a command line that makes no sense. Never known here: any crate of the
//! workspace. The program is started through cargo, so that a broken crate never breaks the tool
//! that helps to mend it.

mod browser;
mod check;
mod docs;
mod name;
mod new;
mod process;
mod project;
mod ready;
mod review;
mod run;

use std::fmt;
use std::process::ExitCode;

use anyhow::Result;

use crate::project::Project;

/// One command: how it is called, what it does, and its code.
struct Command {
    name: &'static str,
    arguments: &'static str,
    doc: &'static str,
    run: fn(&Project, &[String]) -> Result<ExitCode>,
}

const COMMANDS: &[Command] = &[
    Command {
        name: "run",
        arguments: "[ARGS…]",
        doc: "run the program; without arguments on seeds/, into out/",
        run: run::run,
    },
    Command {
        name: "test",
        arguments: "[ARGS…]",
        doc: "run all tests",
        run: run::test,
    },
    Command {
        name: "review",
        arguments: "[--accept | --drop] [FILTER]",
        doc: "show which facts a change added, lost and changed; accept or drop them",
        run: review::command,
    },
    Command {
        name: "new",
        arguments: "fact NAME | lang CODE NAME [--base CODE]",
        doc: "start a family of facts or a language from a template, and register it",
        run: new::command,
    },
    Command {
        name: "docs",
        arguments: "",
        doc: "refresh the generated files and the pictures of the report, print the table of languages and slots",
        run: docs::command,
    },
    Command {
        name: "check",
        arguments: "",
        doc: "hold the edges of the design: who depends on whom, what must lie beside what",
        run: check::command,
    },
    Command {
        name: "ready",
        arguments: "[--tested]",
        doc: "everything that CI does; --tested leaves out the tests",
        run: ready::command,
    },
    Command {
        name: "browser",
        arguments: "[ARGS…]",
        doc: "open the report of the seeds in a real browser and test it",
        run: browser::command,
    },
    Command {
        name: "bench",
        arguments: "[ARGS…]",
        doc: "measure the speed, in a release build",
        run: run::bench,
    },
    Command {
        name: "eval",
        arguments: "WHAT FILE…",
        doc: "measure the quality against a reference, in a release build",
        run: run::eval,
    },
];

/// A command line that makes no sense; the message says what would.
#[derive(Debug)]
struct Usage(String);

impl fmt::Display for Usage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for Usage {}

/// A usage error as the result of a command.
fn usage<T>(message: impl Into<String>) -> Result<T> {
    Err(Usage(message.into()).into())
}

fn main() -> ExitCode {
    match dispatch() {
        Ok(code) => code,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::from(if error.is::<Usage>() { 2 } else { 1 })
        }
    }
}

fn dispatch() -> Result<ExitCode> {
    let mut arguments = Vec::new();
    for argument in std::env::args_os().skip(1) {
        match argument.into_string() {
            Ok(argument) => arguments.push(argument),
            Err(argument) => return usage(format!("{} is not UTF-8", argument.display())),
        }
    }
    let Some((name, rest)) = arguments.split_first() else {
        process::announce(&help());
        return Ok(ExitCode::SUCCESS);
    };
    if matches!(name.as_str(), "help" | "-h" | "--help") {
        process::announce(&help());
        return Ok(ExitCode::SUCCESS);
    }
    match COMMANDS.iter().find(|command| command.name == name) {
        Some(command) => (command.run)(&Project::find()?, rest),
        None => usage(unknown(name)),
    }
}

fn unknown(name: &str) -> String {
    let hint = match name::nearest(name, COMMANDS.iter().map(|command| command.name)) {
        Some(near) => format!("; did you mean `{near}`?"),
        None => String::new(),
    };
    format!("there is no command `{name}`{hint}\n\n{}", help())
}

fn help() -> String {
    let mut help = String::from("cargo xtask COMMAND\n\n");
    for command in COMMANDS {
        let call = format!("{} {}", command.name, command.arguments);
        help += &format!("  {}\n      {}\n", call.trim_end(), command.doc);
    }
    help + "  help\n      this text\n"
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_unknown_command_names_the_nearest_and_the_others() {
        let message = unknown("reveiw");
        assert!(message.contains("did you mean `review`?"), "{message}");
        assert!(COMMANDS.iter().all(|c| message.contains(c.doc)));
        assert!(!unknown("frobnicate").contains("did you mean"));
    }
}
