//! `khabar explain --doc FILE --at OFFSET`: why there is a fact at a place of a text, or why there is none.

use std::fmt::Write as _;
use std::path::Path;
use std::process::ExitCode;

use anyhow::{Context, bail};
use khabar_core::{Document, Fact, Filler, Offsets, Value};
use khabar_run::input::STDIN;
use khabar_run::{Inputs, Item, Reading};

use crate::Common;
use crate::about::print;
use crate::show;

/// `file` may also be the id of a document of the run that wrote `out`.
pub(crate) fn why(
    file: &Path,
    out: &Path,
    at: usize,
    common: &Common,
    listed: &[&str],
) -> anyhow::Result<ExitCode> {
    let engine = common.engine(listed)?;
    let name = file.display();
    let item = match file.exists() || file.as_os_str() == STDIN {
        true => only(file, common)?,
        false => {
            let id = file.to_string_lossy();
            show::item(&id, out)?
        }
    };
    let document = item
        .document
        .map_err(|why| anyhow::anyhow!("{name}: {why}"))?;
    let chars = document.text.chars().count();
    let Some((byte, _)) = document.text.char_indices().nth(at) else {
        bail!(
            "`{name}` has {chars} code points; --at counts them from 0, as `span.chars` of the output does"
        );
    };
    let (reading, told) = engine.explain(&document, byte);
    for diagnostic in &reading.diagnostics {
        crate::tell(&diagnostic.to_string());
    }
    let mut text = String::new();
    for fact in reading
        .facts
        .iter()
        .filter(|f| f.span.start() <= byte && byte < f.span.end())
    {
        write_fact(&mut text, &document, &reading, fact)?;
    }
    if text.is_empty() {
        writeln!(text, "no fact at {at}")?;
    }
    for (id, line) in told {
        writeln!(text, "{id}: {line}")?;
    }
    print(&text)
}

/// The one document of a file.
fn only(file: &Path, common: &Common) -> anyhow::Result<Item> {
    let name = file.display();
    let inputs = Inputs::find(&[file.to_owned()], common.stdin(), None)?;
    let mut items = inputs.pieces().map(|piece| piece.document());
    let item = items
        .next()
        .with_context(|| format!("`{name}` holds no document"))?;
    if items.next().is_some() {
        bail!(
            "`{name}` holds several documents; give the id of one of an earlier run, with --out, or put it into a file of its own"
        );
    }
    Ok(item)
}

fn write_fact(
    text: &mut String,
    document: &Document,
    reading: &Reading,
    fact: &Fact,
) -> std::fmt::Result {
    let offsets = Offsets::of(&document.text);
    let chars = offsets.chars(fact.span);
    let words = fact.span.of(&document.text);
    writeln!(
        text,
        "{} {}..{} by {} «{words}»",
        fact.kind, chars.start, chars.end, fact.by
    )?;
    for (role, filler) in &fact.roles {
        let words = filler.span.map_or_else(String::new, |span| {
            format!(" «{}»", span.of(&document.text))
        });
        writeln!(text, "  {role}: {}{words}", value(reading, filler))?;
    }
    Ok(())
}

fn value(reading: &Reading, filler: &Filler) -> String {
    match &filler.value {
        Value::Fact(to) => reading
            .facts
            .get(to.index())
            .map_or_else(String::new, |fact| {
                let value = ["entity", "role", "value"]
                    .iter()
                    .find_map(|role| fact.value(role));
                format!(
                    "{} {}",
                    fact.kind,
                    value.map(ToString::to_string).unwrap_or_default()
                )
            }),
        value => value.to_string(),
    }
}
