//! Other programs: started, waited for, and quoted when they fail.

use std::io::Write;
use std::process::{Command, ExitCode, ExitStatus, Output};

use anyhow::{Context, Result, bail};

/// The cargo that started this tool, with these arguments.
pub fn cargo<S: AsRef<str>>(arguments: &[S]) -> Command {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let mut command = Command::new(cargo);
    command.args(arguments.iter().map(AsRef::as_ref));
    command
}

/// Runs a program with our own input and output; its exit code becomes ours.
pub fn hand_over(command: &mut Command) -> Result<ExitCode> {
    let line = line(command);
    let status = command.status();
    Ok(code(
        status.with_context(|| format!("`{line}` cannot be started"))?,
    ))
}

/// Runs a program quietly and gives what it printed. If it fails, all that it said is the error.
pub fn capture(command: &mut Command) -> Result<Vec<u8>> {
    let line = line(command);
    let output = command.output();
    let output = output.with_context(|| format!("`{line}` cannot be started"))?;
    if !output.status.success() {
        bail!("`{line}` failed ({}){}", output.status, said(&output));
    }
    Ok(output.stdout)
}

fn said(output: &Output) -> String {
    let mut said = String::new();
    for stream in [&output.stdout, &output.stderr] {
        let text = String::from_utf8_lossy(stream);
        if !text.trim().is_empty() {
            said += &format!("\n{}", text.trim_end());
        }
    }
    said
}

fn code(status: ExitStatus) -> ExitCode {
    let code = status.code().and_then(|code| u8::try_from(code).ok());
    code.map_or(ExitCode::FAILURE, ExitCode::from)
}

/// The command as a person would type it.
pub fn line(command: &Command) -> String {
    let program = std::path::Path::new(command.get_program());
    let program = program.file_stem().unwrap_or(command.get_program());
    let mut line = program.to_string_lossy().into_owned();
    for argument in command.get_args() {
        line.push(' ');
        line += &argument.to_string_lossy();
    }
    line
}

/// Writes to standard output, and at once: a slow step is announced before it starts.
pub fn announce(text: &str) {
    let mut out = std::io::stdout().lock();
    // A reader that has gone away is no reason to stop the work.
    let _ = out.write_all(text.as_bytes()).and_then(|()| out.flush());
}
