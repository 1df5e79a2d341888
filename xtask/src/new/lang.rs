//! `new lang CODE NAME [--base CODE]`: a language.

use anyhow::{Result, bail};

use super::draft::Draft;
use super::template::fill;
use super::{insert, register};
use crate::name::{bad_code, bad_language};
use crate::project::Project;
use crate::usage;

const MANIFEST: &str = include_str!("../../templates/lang/Cargo.toml.in");
const README: &str = include_str!("../../templates/lang/README.md.in");
const LIB: &str = include_str!("../../templates/lang/lib.rs.in");

/// A lexicon that every language begins with.
struct Lexicon {
    name: &'static str,
    template: &'static str,
    /// Whether a variety begins with it too; the others it has from its base.
    variety: bool,
}

macro_rules! lexicon {
    ($name:literal, variety: $variety:literal) => {
        Lexicon {
            name: $name,
            template: include_str!(concat!("../../templates/lang/", $name, ".toml.in")),
            variety: $variety,
        }
    };
}

const LEXICONS: &[Lexicon] = &[
    lexicon!("affix", variety: false),
    lexicon!("function", variety: false),
    lexicon!("identify", variety: true),
    lexicon!("number", variety: true),
    lexicon!("place", variety: true),
    lexicon!("script", variety: false),
];

/// The crate and its registrations.
pub fn draft(project: &Project, code: &str, name: &str, base: Option<&str>) -> Result<Draft> {
    if let Some(why) = bad_code(code).or_else(|| bad_language(name)) {
        return usage(why);
    }
    let folder = format!("crates/lang-{code}");
    if project.path(&folder).exists() {
        bail!("{folder} exists already: choose another code, or remove it");
    }
    if let Some(base) = base {
        check_base(project, base)?;
    }
    let base_code = base.map_or("None".to_owned(), |base| format!("Some(\"{base}\")"));
    let lexicons: Vec<&Lexicon> = LEXICONS
        .iter()
        .filter(|lexicon| base.is_none() || lexicon.variety)
        .collect();
    let entries: String = lexicons
        .iter()
        .map(|lexicon| insert::entry(lexicon.name) + "\n")
        .collect();
    let values = [
        ("code", code),
        ("name", name),
        ("base", base_code.as_str()),
        ("lexicons", entries.as_str()),
    ];
    let mut draft = Draft::default();
    for (file, template) in [
        ("Cargo.toml", MANIFEST),
        ("README.md", README),
        ("src/lib.rs", LIB),
    ] {
        draft.create(
            project,
            &format!("{folder}/{file}"),
            fill(template, &values),
        )?;
    }
    for lexicon in lexicons {
        let file = format!("{folder}/lexicon/{}.toml", lexicon.name);
        draft.create(project, &file, fill(lexicon.template, &values))?;
    }
    register(&mut draft, project, &format!("lang-{code}"))?;
    Ok(draft)
}

/// A base is a language of ours that has no base itself.
fn check_base(project: &Project, base: &str) -> Result<()> {
    if let Some(why) = bad_code(base) {
        return usage(why);
    }
    let lib = format!("crates/lang-{base}/src/lib.rs");
    if !project.path(&lib).is_file() {
        bail!("there is no crates/lang-{base} to be the base");
    }
    if !project
        .read(&lib)?
        .lines()
        .any(|line| line.trim() == "base: None,")
    {
        bail!("{base} is a variety itself: take its own base");
    }
    Ok(())
}

/// What the user does now.
pub fn next(code: &str) -> String {
    format!(
        "next:\n  1. crates/lang-{code}/README.md: two sentences on the language, and an example\n  \
         2. crates/lang-{code}/lexicon/: how it writes, how it is known, and its words; each file \
         says what its keys mean\n  \
         3. the names of places in config/gazetteer/, for `{code}`\n  \
         4. `cargo xtask docs` shows the slots that are still empty, `cargo xtask test` runs the \
         examples, `grep -rn FIXME crates/lang-{code}` shows what is left"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_lexicon_is_toml_and_leaves_no_placeholder() {
        let values = [("code", "tg"), ("name", "Tajik")];
        for lexicon in LEXICONS {
            let text = fill(lexicon.template, &values);
            assert!(text.parse::<toml::Table>().is_ok(), "{}", lexicon.name);
            assert!(!text.contains("{{"), "{}", lexicon.name);
            assert!(text.contains("FIXME"), "{}", lexicon.name);
        }
    }
}
