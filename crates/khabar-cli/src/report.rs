//! `khabar report DIR`: the page that people look at.

use std::io::Write;
use std::path::Path;
use std::process::ExitCode;

use khabar_report::Written;

use crate::tell;

pub(crate) fn report(dir: &Path) -> anyhow::Result<ExitCode> {
    let written = khabar_report::write(dir)?;
    tell_without_text(&written);
    let beside = match written.parts {
        0 => String::new(),
        parts => format!(", with {parts} files in {}", dir.join("report").display()),
    };
    writeln!(
        std::io::stdout().lock(),
        "{}{beside}",
        written.page.display()
    )?;
    Ok(ExitCode::SUCCESS)
}

/// Tells of how many documents the report shows no text, or not all of it.
pub(crate) fn tell_without_text(written: &Written) {
    if written.without_text > 0 {
        tell(&format!(
            "the report shows {} document{} without text: the source is gone or has changed since the run",
            written.without_text,
            if written.without_text == 1 { "" } else { "s" },
        ));
    }
}
