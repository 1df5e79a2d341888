//! `new fact NAME`: a family of facts.

use anyhow::{Result, bail};

use super::draft::Draft;
use super::template::fill;
use super::{insert, register};
use crate::name::{bad_fact, camel, snake};
use crate::project::Project;
use crate::usage;

const FILES: &[(&str, &str)] = &[
    (
        "Cargo.toml",
        include_str!("../../templates/fact/Cargo.toml.in"),
    ),
    (
        "README.md",
        include_str!("../../templates/fact/README.md.in"),
    ),
    ("src/lib.rs", include_str!("../../templates/fact/lib.rs.in")),
];
const LEXICON: &str = include_str!("../../templates/fact/lexicon.toml.in");

/// The crate, an empty lexicon in every language that is no variety, and the registrations.
pub fn draft(project: &Project, name: &str) -> Result<Draft> {
    if let Some(why) = bad_fact(name) {
        return usage(why);
    }
    let folder = format!("crates/fact-{name}");
    if project.path(&folder).exists() {
        bail!("{folder} exists already: choose another name, or remove it");
    }
    let (type_name, kind) = (camel(name), snake(name));
    let values = [
        ("name", name),
        ("Name", type_name.as_str()),
        ("kind", kind.as_str()),
    ];
    let mut draft = Draft::default();
    for (file, template) in FILES {
        draft.create(
            project,
            &format!("{folder}/{file}"),
            fill(template, &values),
        )?;
    }
    for language in project.crates("lang-")? {
        let lib = format!("crates/{language}/src/lib.rs");
        if project
            .read(&lib)?
            .lines()
            .any(|line| line.trim() == "base: None,")
        {
            let lexicon = format!("crates/{language}/lexicon/{name}.toml");
            draft.create(project, &lexicon, fill(LEXICON, &values))?;
            draft.edit(project, &lib, |text| insert::lexicon(text, name))?;
        }
    }
    register(&mut draft, project, &format!("fact-{name}"))?;
    Ok(draft)
}

/// What the user does now.
pub fn next(name: &str) -> String {
    format!(
        "next:\n  1. put a word into crates/lang-ar/lexicon/{name}.toml\n  \
         2. write an example with that word into crates/fact-{name}/README.md: it is the first test\n  \
         3. `cargo xtask test`, and make crates/fact-{name}/src/lib.rs find what you want\n  \
         4. `grep -rn FIXME crates` shows what is left; then `cargo xtask docs`, and \
         `cargo xtask ready`"
    )
}
