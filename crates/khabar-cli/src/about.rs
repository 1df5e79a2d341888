//! The commands that tell about the program itself.

use std::fmt::Write as _;
use std::io::{self, Write as _};
use std::process::ExitCode;

use anyhow::bail;
use khabar_core::{Holds, Registry, SettingDefault, Spec, nearest};
use khabar_lex::Words;
use khabar_run::Config;

use crate::Common;

pub(crate) fn plan(common: &Common, slots: bool, listed: &[&str]) -> anyhow::Result<ExitCode> {
    let engine = common.engine(listed)?;
    let text = if slots {
        slot_table(engine.registry())?
    } else {
        let mut text = String::new();
        for (at, layer) in engine.plan().layers.iter().enumerate() {
            for id in layer {
                let Some(spec) = engine.registry().extractor(id) else {
                    continue;
                };
                let requires = if spec.requires.is_empty() {
                    String::new()
                } else {
                    format!(" ← {}", spec.requires.join(" "))
                };
                writeln!(
                    text,
                    "layer {} {id} → {}{requires}",
                    at + 1,
                    spec.provides.join(" ")
                )?;
            }
        }
        text
    };
    print(&text)
}

/// Words by slot and language; a gap is a `-`.
fn slot_table(registry: &Registry) -> anyhow::Result<String> {
    let mut columns = Vec::new();
    for language in registry.languages() {
        columns.push((language.code, Words::of(registry, language)?));
    }
    let mut text = format!("{:<28}", "slot");
    for (code, _) in &columns {
        write!(text, "{code:>6}")?;
    }
    text.push('\n');
    for name in registry.slots().keys() {
        write!(text, "{name:<28}")?;
        for (_, words) in &columns {
            let count = words.slots.get(*name).map_or(0, |slot| {
                slot.words.len()
                    + slot.signs.len()
                    + slot.values.values().map(Vec::len).sum::<usize>()
            });
            match count {
                0 => write!(text, "{:>6}", "-")?,
                n => write!(text, "{n:>6}")?,
            }
        }
        text.push('\n');
    }
    Ok(text)
}

pub(crate) fn explain(id: &str) -> anyhow::Result<ExitCode> {
    let registry = Registry::linked()?;
    let Some(spec) = registry.extractor(id) else {
        let known: Vec<&str> = registry.extractors().map(|s| s.id).collect();
        match nearest(id, known.iter().copied()) {
            Some(near) => bail!("there is no extractor `{id}`; did you mean `{near}`?"),
            None => bail!(
                "there is no extractor `{id}`; there are {}",
                known.join(", ")
            ),
        }
    };
    print(&explanation(spec)?)
}

fn explanation(spec: &Spec) -> anyhow::Result<String> {
    let mut text = format!("{}\n", spec.readme.trim_end());
    writeln!(text, "\n## Kinds\n")?;
    for kind in spec.kinds {
        writeln!(text, "- {}: {}", kind.name, kind.doc)?;
        for role in kind.roles {
            let several = if role.many { ", any number" } else { "" };
            writeln!(text, "    {}: {}{several}", role.name, holds(role.holds))?;
        }
    }
    if !spec.requires.is_empty() {
        writeln!(text, "\nRequires: {}", spec.requires.join(", "))?;
    }
    writeln!(text, "\n## Slots\n")?;
    for slot in spec.slots {
        writeln!(text, "- {}: {}", slot.name, slot.doc)?;
    }
    writeln!(text, "\n## Settings of [{}]\n", spec.id)?;
    writeln!(text, "- enabled = true: Whether it runs.")?;
    for setting in spec.settings {
        let default = match setting.default {
            SettingDefault::Bool(b) => b.to_string(),
            SettingDefault::Integer { value, min, max } => format!("{value} ({min} to {max})"),
        };
        writeln!(text, "- {} = {default}: {}", setting.key, setting.doc)?;
    }
    Ok(text)
}

fn holds(holds: Holds) -> String {
    match holds {
        Holds::Text => "words of the source".into(),
        Holds::Integer => "a whole number".into(),
        Holds::Decimal => "an exact number".into(),
        Holds::Money => "an amount of money".into(),
        Holds::Quantity => "an amount of a unit".into(),
        Holds::Time => "a time".into(),
        Holds::Entity => "an entity of the gazetteer, or a romanised name".into(),
        Holds::Fact(kinds) => format!("a fact: {}", kinds.join(", ")),
        Holds::Party(kinds) => format!("a fact ({}), an entity, or words", kinds.join(", ")),
        Holds::Symbol(set) => format!("one of {}", set.join(", ")),
    }
}

pub(crate) fn schema() -> anyhow::Result<ExitCode> {
    let schema = khabar_corpus::schema(khabar_run::schema(&Registry::linked()?));
    print(&format!("{schema:#}\n"))
}

pub(crate) fn config() -> anyhow::Result<ExitCode> {
    print(&Config::default_toml(&Registry::linked()?))
}

pub(crate) fn print(text: &str) -> anyhow::Result<ExitCode> {
    io::stdout().lock().write_all(text.as_bytes())?;
    Ok(ExitCode::SUCCESS)
}
