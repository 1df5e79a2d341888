//! Dari, the Persian of Afghanistan: what it has beside or instead of Iranian Persian.
//!
//! Enters: nothing. Leaves: a registered [`LanguageSpec`], whose lexicons say everything that is
//! particular to the language. Never known here: any fact, and any other language.

use khabar_core::{LanguageSpec, Plugin};

/// Dari.
pub const SPEC: LanguageSpec = LanguageSpec {
    code: "prs",
    name: "Dari",
    by: env!("CARGO_PKG_NAME"),
    base: Some("fa"),
    tags: &["prs", "fa-AF"],
    lexicons: &[
        khabar_core::lexicon!("clause"),
        khabar_core::lexicon!("common"),
        khabar_core::lexicon!("event"),
        khabar_core::lexicon!("identify"),
        khabar_core::lexicon!("identity"),
        khabar_core::lexicon!("measure"),
        khabar_core::lexicon!("name"),
        khabar_core::lexicon!("number"),
        khabar_core::lexicon!("office"),
        khabar_core::lexicon!("org"),
        khabar_core::lexicon!("place"),
        khabar_core::lexicon!("source"),
        khabar_core::lexicon!("time"),
        khabar_core::lexicon!("undertaking"),
    ],
    readme: include_str!("../README.md"),
};

khabar_core::submit! { Plugin::Language(&SPEC) }
