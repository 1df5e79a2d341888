//! Everything that linked crates have registered, checked and in a fixed order.

use std::collections::{BTreeMap, BTreeSet};

use crate::extractor::Spec;
use crate::kind::{KindSpec, Shown};
use crate::language::{LanguageSpec, SlotSpec, WordsSpec};

/// What a crate submits: `inventory::submit! { Plugin::Extractor(&SPEC) }`.
#[derive(Clone, Copy)]
pub enum Plugin {
    /// A family of facts.
    Extractor(&'static Spec),
    /// A language.
    Language(&'static LanguageSpec),
    /// Words for a language of another crate.
    Words(&'static WordsSpec),
}

inventory::collect!(Plugin);

/// A family of facts whose spec is made of data when the program starts: `submit! { Made(spec) }`. What is
/// wrong with the data is told with file, line and column.
pub struct Made(pub fn() -> Result<&'static Spec, String>);

inventory::collect!(Made);

/// The plugins of this program, sorted by id: inventory's own order is unspecified.
#[derive(Default)]
pub struct Registry {
    extractors: BTreeMap<&'static str, &'static Spec>,
    languages: BTreeMap<&'static str, &'static LanguageSpec>,
    words: Vec<&'static WordsSpec>,
    kinds: BTreeMap<&'static str, &'static KindSpec>,
    crates: BTreeSet<&'static str>,
}

/// What is wrong with the set of plugins; each is an error at start-up.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum RegistryError {
    /// No plugin at all: the link list was not linked.
    #[error(
        "no plugin is registered: the program must name khabar-all in code (`use khabar_all as _;`)"
    )]
    Empty,
    /// The data of a family cannot be used.
    #[error("{0}")]
    Made(String),
    /// Two plugins share an id.
    #[error("the id `{id}` is registered twice, by {first} and by {second}")]
    DuplicateId {
        /// The id.
        id: String,
        /// A crate.
        first: String,
        /// Another crate, or the same.
        second: String,
    },
    /// Two crates define a kind.
    #[error("the kind `{kind}` is defined twice, by {first} and by {second}")]
    DuplicateKind {
        /// The kind.
        kind: String,
        /// An extractor.
        first: String,
        /// Another extractor.
        second: String,
    },
    /// A kind declares a role twice, or two roles as its value.
    #[error("the kind `{kind}` of {by} declares the role `{role}` twice or a second value")]
    DuplicateRole {
        /// The kind.
        kind: String,
        /// The role.
        role: String,
        /// The extractor.
        by: String,
    },
    /// An extractor provides or requires a kind that nobody defines.
    #[error("{by} names the kind `{kind}`, which nobody defines{}", hint(near))]
    UnknownKind {
        /// The kind.
        kind: String,
        /// The extractor.
        by: String,
        /// A registered kind of a similar name.
        near: Option<String>,
    },
    /// A language or a set of words rests on a language that is not registered.
    #[error("{by} rests on the language `{base}`, which is not registered")]
    UnknownLanguage {
        /// The missing language.
        base: String,
        /// Who needs it.
        by: String,
    },
    /// Languages whose bases lead back to themselves or too deep.
    #[error("the language `{0}` rests on a variety; a base must have no base of its own")]
    BaseOfBase(String),
    /// A crate of the link list registers nothing, or something is registered from outside it.
    #[error("census: {}", census_text(silent, unlisted))]
    Census {
        /// In the link list, and registering nothing.
        silent: Vec<String>,
        /// Registering, and not in the link list.
        unlisted: Vec<String>,
    },
}

fn hint(near: &Option<String>) -> String {
    near.as_ref()
        .map(|name| format!("; did you mean `{name}`?"))
        .unwrap_or_default()
}

fn census_text(silent: &[String], unlisted: &[String]) -> String {
    let mut parts = Vec::new();
    if !silent.is_empty() {
        parts.push(format!(
            "linked but registering nothing: {} (is `inventory::submit!` there?)",
            silent.join(", ")
        ));
    }
    if !unlisted.is_empty() {
        parts.push(format!(
            "registered but not in khabar-all's Cargo.toml: {}",
            unlisted.join(", ")
        ));
    }
    parts.join("; ")
}

impl Registry {
    /// The plugins of every crate that is linked into this program.
    ///
    /// # Errors
    /// Whatever makes the set unusable; see [`RegistryError`].
    pub fn linked() -> Result<Registry, RegistryError> {
        let made = inventory::iter::<Made>.into_iter().map(|made| (made.0)());
        let made: Result<Vec<&Spec>, String> = made.collect();
        let made = made.map_err(RegistryError::Made)?;
        let made = made.into_iter().map(Plugin::Extractor);
        Registry::of(inventory::iter::<Plugin>.into_iter().copied().chain(made))
    }

    /// A registry of these plugins.
    ///
    /// # Errors
    /// See [`Registry::linked`].
    pub fn of(plugins: impl IntoIterator<Item = Plugin>) -> Result<Registry, RegistryError> {
        let mut all: Vec<Plugin> = plugins.into_iter().collect();
        all.sort_by_key(|plugin| key(*plugin));
        let mut registry = Registry::default();
        for plugin in all {
            registry.add(plugin)?;
        }
        if registry.crates.is_empty() {
            return Err(RegistryError::Empty);
        }
        registry.check_kinds()?;
        registry.check_languages()?;
        Ok(registry)
    }

    fn add(&mut self, plugin: Plugin) -> Result<(), RegistryError> {
        self.crates.insert(crate_of(plugin));
        let twice = match plugin {
            Plugin::Extractor(spec) => self
                .extractors
                .insert(spec.id, spec)
                .map(|other| (spec.id, other.by, spec.by)),
            Plugin::Language(spec) => self
                .languages
                .insert(spec.code, spec)
                .map(|other| (spec.code, other.by, spec.by)),
            Plugin::Words(spec) => {
                self.words.push(spec);
                None
            }
        };
        match twice {
            None => Ok(()),
            Some((id, first, second)) => Err(RegistryError::DuplicateId {
                id: id.into(),
                first: first.into(),
                second: second.into(),
            }),
        }
    }

    fn check_kinds(&mut self) -> Result<(), RegistryError> {
        let mut definers: BTreeMap<&str, &str> = BTreeMap::new();
        for spec in self.extractors.values() {
            for kind in spec.kinds {
                if let Some(first) = definers.insert(kind.name, spec.id) {
                    return Err(RegistryError::DuplicateKind {
                        kind: kind.name.into(),
                        first: first.into(),
                        second: spec.id.into(),
                    });
                }
                check_roles(kind, spec.id)?;
                self.kinds.insert(kind.name, kind);
            }
        }
        for spec in self.extractors.values() {
            for kind in spec.provides.iter().chain(spec.requires) {
                if !self.kinds.contains_key(kind) {
                    return Err(RegistryError::UnknownKind {
                        kind: (*kind).into(),
                        by: spec.id.into(),
                        near: nearest(kind, self.kinds.keys().copied()).map(Into::into),
                    });
                }
            }
        }
        Ok(())
    }

    fn check_languages(&self) -> Result<(), RegistryError> {
        let needs = self
            .languages
            .values()
            .filter_map(|l| Some((l.base?, l.by)));
        let words = self.words.iter().map(|w| (w.language, w.by));
        for (base, by) in needs.chain(words) {
            if !self.languages.contains_key(base) {
                return Err(RegistryError::UnknownLanguage {
                    base: base.into(),
                    by: by.into(),
                });
            }
        }
        for language in self.languages.values() {
            let base = language.base.and_then(|base| self.languages.get(base));
            if base.is_some_and(|base| base.base.is_some()) {
                return Err(RegistryError::BaseOfBase(language.code.into()));
            }
        }
        Ok(())
    }

    /// Compares the crates that register something with those that should.
    ///
    /// # Errors
    /// [`RegistryError::Census`] names every difference.
    pub fn census<'a>(
        &self,
        listed: impl IntoIterator<Item = &'a str>,
    ) -> Result<(), RegistryError> {
        let listed: BTreeSet<&str> = listed.into_iter().collect();
        let names = |from: &BTreeSet<&str>, less: &BTreeSet<&str>| -> Vec<String> {
            from.difference(less).map(|s| (*s).to_owned()).collect()
        };
        let silent = names(&listed, &self.crates);
        let unlisted = names(&self.crates, &listed);
        if silent.is_empty() && unlisted.is_empty() {
            Ok(())
        } else {
            Err(RegistryError::Census { silent, unlisted })
        }
    }

    /// Extractors by id.
    pub fn extractors(&self) -> impl Iterator<Item = &'static Spec> + '_ {
        self.extractors.values().copied()
    }

    /// The extractor of this id.
    pub fn extractor(&self, id: &str) -> Option<&'static Spec> {
        self.extractors.get(id).copied()
    }

    /// Languages by code.
    pub fn languages(&self) -> impl Iterator<Item = &'static LanguageSpec> + '_ {
        self.languages.values().copied()
    }

    /// The language of this code.
    pub fn language(&self, code: &str) -> Option<&'static LanguageSpec> {
        self.languages.get(code).copied()
    }

    /// Words that other crates bring for a language.
    pub fn words(&self, language: &str) -> impl Iterator<Item = &'static WordsSpec> + '_ {
        let language = language.to_owned();
        self.words
            .iter()
            .copied()
            .filter(move |words| words.language == language)
    }

    /// Kinds by name.
    pub fn kinds(&self) -> impl Iterator<Item = &'static KindSpec> + '_ {
        self.kinds.values().copied()
    }

    /// The kind of this name.
    pub fn kind(&self, name: &str) -> Option<&'static KindSpec> {
        self.kinds.get(name).copied()
    }

    /// Slots by name; one that several extractors declare stands once.
    pub fn slots(&self) -> BTreeMap<&'static str, &'static SlotSpec> {
        let slots = self.extractors.values().flat_map(|spec| spec.slots);
        slots.map(|slot| (slot.name, slot)).collect()
    }

    /// Names of the crates that registered something.
    pub fn crates(&self) -> impl Iterator<Item = &'static str> + '_ {
        self.crates.iter().copied()
    }
}

fn key(plugin: Plugin) -> (u8, &'static str, &'static str, &'static str) {
    match plugin {
        Plugin::Language(spec) => (0, spec.code, spec.by, ""),
        Plugin::Words(spec) => (1, spec.language, spec.by, spec.lexicon.name),
        Plugin::Extractor(spec) => (2, spec.id, spec.by, ""),
    }
}

fn crate_of(plugin: Plugin) -> &'static str {
    match plugin {
        Plugin::Extractor(spec) => spec.by,
        Plugin::Language(spec) => spec.by,
        Plugin::Words(spec) => spec.by,
    }
}

fn check_roles(kind: &'static KindSpec, by: &str) -> Result<(), RegistryError> {
    let mut seen = BTreeSet::new();
    let mut value = false;
    for role in kind.roles {
        let second_value = role.shown == Shown::Value && std::mem::replace(&mut value, true);
        if !seen.insert(role.name) || second_value {
            return Err(RegistryError::DuplicateRole {
                kind: kind.name.into(),
                role: role.name.into(),
                by: by.into(),
            });
        }
    }
    Ok(())
}

/// The candidate that a person most likely meant by `name`, if one is close.
pub fn nearest<'a>(name: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    candidates
        .into_iter()
        .map(|candidate| (strsim::jaro_winkler(name, candidate), candidate))
        .filter(|(score, _)| *score >= 0.75)
        .max_by(|a, b| a.0.total_cmp(&b.0).then(b.1.cmp(a.1)))
        .map(|(_, candidate)| candidate)
}
