//! `new`: starts a crate from a template and registers it wherever it must be named.
//!
//! Everything is drafted before anything is written: a refusal leaves the tree as it was.

mod draft;
mod fact;
mod insert;
mod lang;
mod template;

use std::process::ExitCode;

use anyhow::{Context, Result, bail};

use crate::project::Project;
use crate::{docs, usage};

use self::draft::Draft;

/// How `new` is called.
const CALL: &str = "`new fact NAME` or `new lang CODE NAME [--base CODE]`, with --no-docs to leave \
                    the generated files alone";

/// What is to be scaffolded.
#[derive(Debug, PartialEq, Eq)]
enum What<'a> {
    Fact {
        name: &'a str,
    },
    Lang {
        code: &'a str,
        name: &'a str,
        base: Option<&'a str>,
    },
}

/// `new fact NAME`, `new lang CODE NAME [--base CODE]`.
pub fn command(project: &Project, arguments: &[String]) -> Result<ExitCode> {
    let (what, with_docs) = parse(arguments)?;
    let (draft, next) = match what {
        What::Fact { name } => (fact::draft(project, name)?, fact::next(name)),
        What::Lang { code, name, base } => {
            (lang::draft(project, code, name, base)?, lang::next(code))
        }
    };
    for line in draft.write(project)? {
        println!("{line}");
    }
    let refreshed = if with_docs {
        docs::refresh(project)
    } else {
        Ok(())
    };
    println!("\n{next}");
    refreshed.map_err(|error| {
        error.context("the crate is there; the generated files are not fresh: `cargo xtask docs`")
    })?;
    Ok(ExitCode::SUCCESS)
}

fn parse(arguments: &[String]) -> Result<(What<'_>, bool)> {
    let (mut plain, mut base, mut with_docs) = (Vec::new(), None, true);
    let mut rest = arguments.iter().map(String::as_str);
    while let Some(argument) = rest.next() {
        match argument {
            "--no-docs" => with_docs = false,
            "--base" => match rest.next() {
                Some(code) => base = Some(code),
                None => return usage("--base wants the code of a language, such as `--base fa`"),
            },
            option if option.starts_with('-') => {
                return usage(format!("`new` does not know `{option}`: {CALL}"));
            }
            other => plain.push(other),
        }
    }
    match (&plain[..], base) {
        (["fact", name], None) => Ok((What::Fact { name }, with_docs)),
        (["lang", code, name], base) => Ok((What::Lang { code, name, base }, with_docs)),
        _ => usage(format!(
            "it is {CALL}; a name of two words stands in quotes"
        )),
    }
}

/// Names a crate in the workspace and in the link list.
fn register(draft: &mut Draft, project: &Project, name: &str) -> Result<()> {
    if !is_member(&project.read("Cargo.toml")?, &format!("crates/{name}"))? {
        bail!("Cargo.toml: no entry of `members` covers crates/{name}; add \"crates/*\" first");
    }
    draft.edit(project, "Cargo.toml", |text| {
        let line = format!("{name} = {{ path = \"crates/{name}\" }}");
        insert::dependency(text, "# Inside the workspace", &line)
    })?;
    draft.edit(project, "crates/khabar-all/Cargo.toml", |text| {
        insert::dependency(text, "[dependencies]", &format!("{name}.workspace = true"))
    })?;
    draft.edit(project, "crates/khabar-all/src/lib.rs", |text| {
        insert::link(text, &crate::name::snake(name))
    })
}

/// Whether the workspace of this manifest has a folder among its members.
fn is_member(manifest: &str, folder: &str) -> Result<bool> {
    let manifest: toml::Table = manifest.parse().context("Cargo.toml is no TOML")?;
    let members = manifest
        .get("workspace")
        .and_then(|table| table.get("members"));
    let members = members
        .and_then(|members| members.as_array())
        .into_iter()
        .flatten();
    let mut members = members.filter_map(|member| member.as_str());
    Ok(members.any(|member| match member.strip_suffix('*') {
        Some(start) => folder.starts_with(start),
        None => folder == member,
    }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn members() {
        let manifest = "[workspace]\nmembers = ['crates/lang-*', 'crates/fact-a']\n";
        let is_member = |folder| is_member(manifest, folder).expect("it is TOML");
        assert!(is_member("crates/lang-tg") && is_member("crates/fact-a"));
        assert!(!is_member("crates/fact-b"));
    }

    fn strings(line: &str) -> Vec<String> {
        line.split(' ').map(str::to_owned).collect()
    }

    #[test]
    fn arguments() {
        let fact = strings("fact weather --no-docs");
        let parsed = parse(&fact).expect("it is valid");
        assert_eq!(parsed, (What::Fact { name: "weather" }, false));
        let lang = strings("lang tg --base fa Tajik");
        let expected = What::Lang {
            code: "tg",
            name: "Tajik",
            base: Some("fa"),
        };
        assert_eq!(parse(&lang).expect("it is valid"), (expected, true));
        for wrong in [
            "fact",
            "fact a b",
            "fact a --base fa",
            "lang tg",
            "lang tg Tajik --base",
            "x",
        ] {
            assert!(parse(&strings(wrong)).is_err(), "{wrong}");
        }
    }
}
