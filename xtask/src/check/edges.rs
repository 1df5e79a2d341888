//! Which crate may depend on which.

use std::collections::BTreeSet;
use std::path::Path;

use anyhow::{Context, Result};
use serde_json::Value;

use super::Violation;

/// A crate of the workspace.
#[derive(Debug, Default)]
pub struct Package {
    name: String,
    /// Its Cargo.toml, below the root.
    manifest: String,
    dependencies: Vec<Dependency>,
}

#[derive(Debug)]
struct Dependency {
    name: String,
    dev: bool,
}

/// What a crate may depend on within the workspace.
enum Allowed {
    /// These only.
    Only(&'static [&'static str]),
    /// All but these; a name that ends in `-` stands for every crate that begins so.
    AllBut(&'static [&'static str]),
}

/// What tests may use anywhere.
const TESTKIT: &str = "khabar-testkit";

/// The rule of a crate, and the reason for it.
fn rule(name: &str) -> (Allowed, &'static str) {
    use Allowed::{AllBut, Only};
    match name {
        "xtask" => (
            Only(&[]),
            "the tool must build when every other crate is broken",
        ),
        "khabar-core" => (Only(&[]), "the core knows nobody"),
        "khabar-name" => (Only(&[]), "comparing names needs no document"),
        "khabar-lex" => (Only(&["khabar-core"]), "words know the core only"),
        "khabar-frame" => (
            Only(&["khabar-core", "khabar-lex"]),
            "the engine for events knows no language and no event",
        ),
        "khabar-run" | "khabar-corpus" | "khabar-report" => (
            AllBut(&["lang-", "fact-", "khabar-all"]),
            "it works on whatever is registered; only khabar-all names plugins",
        ),
        _ if name.starts_with("lang-") => (
            Only(&["khabar-core", "khabar-lex"]),
            "a language knows no other language, no family of facts and no runner; a variety names \
             its base by code",
        ),
        _ if name.starts_with("fact-") => (
            Only(&["khabar-core", "khabar-frame", "khabar-lex", "khabar-name"]),
            "a family of facts requires kinds and declares slots; it never names another crate",
        ),
        _ => (AllBut(&[]), ""),
    }
}

/// The crates that `cargo metadata --no-deps` lists.
pub fn packages(metadata: &Value, root: &Path) -> Result<Vec<Package>> {
    let list = metadata["packages"].as_array();
    let list = list.context("cargo metadata lists no packages")?;
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let mut packages: Vec<Package> = Vec::new();
    for package in list {
        let manifest = text(&package["manifest_path"]);
        let below = Path::new(&manifest).strip_prefix(root);
        let dependencies = package["dependencies"].as_array();
        packages.push(Package {
            name: text(&package["name"]),
            manifest: below.map_or_else(|_| manifest.clone(), |path| path.display().to_string()),
            dependencies: dependencies
                .into_iter()
                .flatten()
                .map(|dependency| Dependency {
                    name: text(&dependency["name"]),
                    dev: dependency["kind"] == "dev",
                })
                .collect(),
        });
    }
    Ok(packages)
}

/// The dependencies that the design forbids.
pub fn violations(packages: &[Package]) -> Vec<Violation> {
    let ours: BTreeSet<&str> = packages.iter().map(|p| p.name.as_str()).collect();
    let mut violations = Vec::new();
    for package in packages {
        let (allowed, reason) = rule(&package.name);
        for dependency in &package.dependencies {
            let to = dependency.name.as_str();
            let inside = ours.contains(to) && to != package.name;
            let for_tests = dependency.dev && to == TESTKIT;
            if inside && !for_tests && !allowed.allows(to) {
                violations.push(Violation::new(
                    &package.manifest,
                    format!("{} depends on {to}: {reason}", package.name),
                    format!("remove the dependency on {to}"),
                ));
            }
        }
    }
    violations
}

impl Allowed {
    fn allows(&self, name: &str) -> bool {
        let among = |set: &[&str]| {
            set.iter()
                .any(|entry| *entry == name || (entry.ends_with('-') && name.starts_with(entry)))
        };
        match self {
            Allowed::Only(set) => among(set),
            Allowed::AllBut(set) => !among(set),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn package(name: &str, dependencies: &[(&str, bool)]) -> Package {
        let dependency = |(name, dev): &(&str, bool)| Dependency {
            name: (*name).to_owned(),
            dev: *dev,
        };
        Package {
            name: name.to_owned(),
            manifest: format!("crates/{name}/Cargo.toml"),
            dependencies: dependencies.iter().map(dependency).collect(),
        }
    }

    /// Checks one crate among others and gives what it may not depend on.
    fn broken(name: &str, dependencies: &[(&str, bool)]) -> Vec<String> {
        let mut packages = vec![package(name, dependencies)];
        packages.extend(dependencies.iter().map(|(name, _)| package(name, &[])));
        packages.retain(|package| package.name != "anyhow");
        let remedies = violations(&packages).into_iter().map(|v| v.remedy);
        remedies
            .map(|r| r.replace("remove the dependency on ", ""))
            .collect()
    }

    fn plain(names: &[&'static str]) -> Vec<(&'static str, bool)> {
        names.iter().map(|name| (*name, false)).collect()
    }

    #[test]
    fn facts_and_languages() {
        let names = plain(&[
            "khabar-core",
            "khabar-lex",
            "fact-a",
            "lang-b",
            "khabar-run",
            "anyhow",
        ]);
        assert_eq!(broken("fact-x", &names), ["fact-a", "lang-b", "khabar-run"]);
        assert_eq!(broken("lang-x", &names), ["fact-a", "lang-b", "khabar-run"]);
    }

    #[test]
    fn the_inner_crates() {
        let names = plain(&["khabar-core", "khabar-all", "fact-a", "lang-b", "anyhow"]);
        assert_eq!(
            broken("khabar-run", &names),
            ["khabar-all", "fact-a", "lang-b"]
        );
        assert_eq!(
            broken("khabar-lex", &names),
            ["khabar-all", "fact-a", "lang-b"]
        );
        assert_eq!(
            broken("khabar-core", &names[1..]),
            ["khabar-all", "fact-a", "lang-b"]
        );
        assert_eq!(
            broken("xtask", &names),
            ["khabar-core", "khabar-all", "fact-a", "lang-b"]
        );
        assert!(broken("khabar-all", &names).is_empty());
    }

    #[test]
    fn tests_may_use_the_testkit() {
        assert!(broken("khabar-core", &[(TESTKIT, true)]).is_empty());
        assert_eq!(broken("khabar-core", &[(TESTKIT, false)]), [TESTKIT]);
        assert_eq!(broken("fact-x", &[("lang-b", true)]), ["lang-b"]);
    }

    #[test]
    fn metadata() {
        let metadata = serde_json::json!({ "packages": [{
            "name": "fact-x",
            "manifest_path": "/p/crates/fact-x/Cargo.toml",
            "dependencies": [{ "name": "a", "kind": null }, { "name": "b", "kind": "dev" }],
        }]});
        let packages = packages(&metadata, Path::new("/p")).expect("it is well formed");
        let [package] = &packages[..] else {
            panic!("{packages:?}");
        };
        assert_eq!(package.manifest, "crates/fact-x/Cargo.toml");
        let dev: Vec<bool> = package.dependencies.iter().map(|d| d.dev).collect();
        assert_eq!(dev, [false, true]);
    }
}
