//! What must lie beside what.

use std::process::Command;

use anyhow::{Context, Result};
use toml::{Table, Value};

use super::Violation;
use crate::name::snake;
use crate::project::Project;

/// The link list, and the manifest that goes with it.
const ALL: (&str, &str) = (
    "crates/khabar-all/src/lib.rs",
    "crates/khabar-all/Cargo.toml",
);
const PROVENANCE: &str = "seeds/provenance.toml";

/// Everything that lies where it should not, or does not lie where it should.
pub fn violations(project: &Project) -> Result<Vec<Violation>> {
    let mut violations = readmes(project)?;
    violations.extend(links(project)?);
    violations.extend(lexicons(project)?);
    violations.extend(seeds(project)?);
    violations.extend(gazetteer(project)?);
    violations.extend(pending(project));
    Ok(violations)
}

fn readmes(project: &Project) -> Result<Vec<Violation>> {
    let crates = project
        .crates("")?
        .into_iter()
        .map(|name| format!("crates/{name}"));
    let without = crates.chain(["xtask".to_owned()]);
    let empty = |folder: &String| match project.read(&format!("{folder}/README.md")) {
        Ok(text) => text.trim().is_empty(),
        Err(_) => true,
    };
    let without = without.filter(empty);
    Ok(without
        .map(|folder| {
            Violation::new(
                &format!("{folder}/README.md"),
                "the crate has no README, or an empty one",
                "write what it finds or does, with examples",
            )
        })
        .collect())
}

/// Every plugin crate is a dependency of khabar-all and is named in its code.
fn links(project: &Project) -> Result<Vec<Violation>> {
    let mut plugins = project.crates("fact-")?;
    plugins.extend(project.crates("lang-")?);
    if plugins.is_empty() {
        return Ok(Vec::new());
    }
    let (code, manifest) = (project.read(ALL.0)?, table(project, ALL.1)?);
    let dependencies = manifest.get("dependencies").and_then(Value::as_table);
    let mut violations = Vec::new();
    for name in plugins {
        if !dependencies.is_some_and(|list| list.contains_key(&name)) {
            violations.push(Violation::new(
                ALL.1,
                format!("{name} is not among the dependencies, so it is never linked"),
                format!("add `{name}.workspace = true` to [dependencies]"),
            ));
        }
        let line = format!("use {} as _;", snake(&name));
        if !code.lines().any(|found| found.trim() == line) {
            violations.push(Violation::new(
                ALL.0,
                format!("{name} is not named, so it registers nothing"),
                format!("add `{line}`"),
            ));
        }
    }
    Ok(violations)
}

/// Every lexicon file of a language is loaded.
fn lexicons(project: &Project) -> Result<Vec<Violation>> {
    let mut violations = Vec::new();
    for name in project.crates("lang-")? {
        let lib = format!("crates/{name}/src/lib.rs");
        let code = project.read(&lib)?;
        for file in project.names(&format!("crates/{name}/lexicon"))? {
            let Some(stem) = file.strip_suffix(".toml") else {
                continue;
            };
            let entry = format!("lexicon!(\"{stem}\")");
            if !code.contains(&entry) {
                violations.push(Violation::new(
                    &lib,
                    format!("lexicon/{file} is not loaded"),
                    format!("add `khabar_core::{entry}` to its lexicons, or remove the file"),
                ));
            }
        }
    }
    Ok(violations)
}

/// Every seed document says where it came from, and has a snapshot.
fn seeds(project: &Project) -> Result<Vec<Violation>> {
    let mut seeds = project.names("seeds")?;
    seeds.retain(|name| !name.ends_with(".toml") && !name.ends_with(".md"));
    let provenance = match project.path(PROVENANCE).is_file() {
        true => table(project, PROVENANCE)?,
        false => Table::new(),
    };
    let mut violations = Vec::new();
    for seed in seeds {
        let stem = seed
            .rsplit_once('.')
            .map_or(seed.as_str(), |(stem, _)| stem);
        if !names(&Value::Table(provenance.clone()), &[stem, &seed]) {
            violations.push(Violation::new(
                PROVENANCE,
                format!("seeds/{seed} has no table"),
                "add one that says where the document came from",
            ));
        }
        let snapshot = format!("tests/seeds/{stem}.snap");
        if !project.path(&snapshot).is_file() {
            violations.push(Violation::new(
                &snapshot,
                format!("seeds/{seed} has no snapshot"),
                "run `cargo xtask test`, then `cargo xtask review`",
            ));
        }
    }
    Ok(violations)
}

/// Whether a table carries one of these names, or says it in one of its keys.
fn names(value: &Value, wanted: &[&str]) -> bool {
    match value {
        Value::Table(table) => table.iter().any(|(key, value)| match value {
            Value::Table(_) | Value::Array(_) => {
                wanted.contains(&key.as_str()) || names(value, wanted)
            }
            Value::String(text) => wanted.contains(&text.rsplit('/').next().unwrap_or(text)),
            _ => false,
        }),
        Value::Array(values) => values.iter().any(|value| names(value, wanted)),
        _ => false,
    }
}

/// Every table of names says where its names came from.
fn gazetteer(project: &Project) -> Result<Vec<Violation>> {
    let mut violations = Vec::new();
    for file in project.names("config/gazetteer")? {
        let path = format!("config/gazetteer/{file}");
        if file.ends_with(".toml") && !has_source(&project.read(&path)?) {
            violations.push(Violation::new(
                &path,
                "the comment at its head names no source",
                "begin with a line `# Source: …` that says where the names came from",
            ));
        }
    }
    Ok(violations)
}

/// Whether the comment that a file begins with has a line `# Source…`.
fn has_source(text: &str) -> bool {
    let mut head = text.lines().take_while(|line| line.starts_with('#'));
    head.any(|line| line.starts_with("# Source"))
}

/// No pending snapshot is committed. Without git there is nothing to say.
fn pending(project: &Project) -> Vec<Violation> {
    let mut git = Command::new("git");
    git.args(["ls-files", "--", "*.snap.new"])
        .current_dir(project.root());
    let listed = match git.output() {
        Ok(output) if output.status.success() => output.stdout,
        _ => return Vec::new(),
    };
    String::from_utf8_lossy(&listed)
        .lines()
        .map(|path| {
            Violation::new(
                path,
                "a pending snapshot is committed",
                format!("`git rm --cached {path}`, then `cargo xtask review`"),
            )
        })
        .collect()
}

fn table(project: &Project, path: &str) -> Result<Table> {
    let table = project.read(path)?.parse();
    table.with_context(|| format!("{path} is no TOML: correct it first"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_seed_is_named_by_a_table_or_in_it() {
        let named = |toml: &str| {
            let table: Table = toml.parse().expect("it is TOML");
            names(&Value::Table(table), &["000_a", "000_a.txt"])
        };
        assert!(named("[000_a]\nurl = 'x'"));
        assert!(named("['000_a.txt']\nurl = 'x'"));
        assert!(named("[seed.000_a]\nurl = 'x'"));
        assert!(named("[[seed]]\nfile = 'seeds/000_a.txt'"));
        assert!(!named("[000_b]\nurl = 'x'"));
        assert!(!named("000_a = 1"));
    }

    #[test]
    fn the_source_stands_in_the_head() {
        assert!(has_source("# Countries.\n# Source: CLDR\n[x]\n"));
        assert!(!has_source("[x]\n# Source: CLDR\n"));
        assert!(!has_source("# Countries.\n\n"));
    }

    #[test]
    fn what_is_missing_in_a_project() {
        let root = std::env::temp_dir().join(format!("xtask-files-{}", std::process::id()));
        let project = Project::at(&root);
        let write = |path: &str, text: &str| project.write(path, text).expect("it can be written");
        write("xtask/README.md", "# xtask");
        write(ALL.0, "use fact_a as _;\n");
        write(ALL.1, "[dependencies]\nfact-a.workspace = true\n");
        write("crates/khabar-all/README.md", "# all");
        for name in ["fact-a", "lang-b"] {
            write(&format!("crates/{name}/Cargo.toml"), "");
        }
        write("crates/fact-a/README.md", "# a");
        write(
            "crates/lang-b/src/lib.rs",
            "khabar_core::lexicon!(\"one\"),",
        );
        write("crates/lang-b/lexicon/one.toml", "");
        write("crates/lang-b/lexicon/two.toml", "");
        write("seeds/000_a.txt", "");
        write("config/gazetteer/city.toml", "[x]\n");

        let mut violations = violations(&project).expect("it can be read");
        violations.sort();
        let found: Vec<&str> = violations.iter().map(|v| v.file.as_str()).collect();
        assert_eq!(
            found,
            [
                "config/gazetteer/city.toml",
                ALL.1,
                ALL.0,
                "crates/lang-b/README.md",
                "crates/lang-b/src/lib.rs",
                PROVENANCE,
                "tests/seeds/000_a.snap",
            ]
        );
        std::fs::remove_dir_all(root).expect("it can be removed");
    }
}
