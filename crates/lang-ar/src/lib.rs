//! Arabic as news writes it: Modern Standard Arabic with the spellings of every region.
//!
//! Enters: nothing. Leaves: a registered [`LanguageSpec`], whose lexicons say everything that is
//! particular to the language. Never known here: any fact, and any other language.

use khabar_core::{LanguageSpec, Plugin};

/// Arabic.
pub const SPEC: LanguageSpec = LanguageSpec {
    code: "ar",
    name: "Arabic",
    by: env!("CARGO_PKG_NAME"),
    base: None,
    tags: &["ar", "ara", "arb"],
    lexicons: &[
        khabar_core::lexicon!("affix"),
        khabar_core::lexicon!("clause"),
        khabar_core::lexicon!("common"),
        khabar_core::lexicon!("event"),
        khabar_core::lexicon!("function"),
        khabar_core::lexicon!("identify"),
        khabar_core::lexicon!("identity"),
        khabar_core::lexicon!("measure"),
        khabar_core::lexicon!("name"),
        khabar_core::lexicon!("number"),
        khabar_core::lexicon!("office"),
        khabar_core::lexicon!("org"),
        khabar_core::lexicon!("place"),
        khabar_core::lexicon!("script"),
        khabar_core::lexicon!("source"),
        khabar_core::lexicon!("time"),
        khabar_core::lexicon!("undertaking"),
    ],
    readme: include_str!("../README.md"),
};

khabar_core::submit! { Plugin::Language(&SPEC) }
