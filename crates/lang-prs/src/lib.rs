//! Dari, the Persian of Afghanistan: what it has beside or instead of Iranian Persian.
//!
//! Enters: nothing. Leaves: a registered [`LanguageSpec`], whose lexicons say everything that is
//! particular to the language. Never known here: any fact, and any other language.

use khabar_core::{LanguageSpec, Lexicon, Plugin};

/// Dari.
pub const SPEC: LanguageSpec = LanguageSpec {
    code: "prs",
    name: "Dari",
    by: env!("CARGO_PKG_NAME"),
    base: Some("fa"),
    tags: &["prs", "fa-AF"],
    lexicons: &[
        Lexicon {
            name: "identify",
            path: "crates/lang-prs/lexicon/identify.toml",
            toml: include_str!("../lexicon/identify.toml"),
        },
        Lexicon {
            name: "measure",
            path: "crates/lang-prs/lexicon/measure.toml",
            toml: include_str!("../lexicon/measure.toml"),
        },
        Lexicon {
            name: "number",
            path: "crates/lang-prs/lexicon/number.toml",
            toml: include_str!("../lexicon/number.toml"),
        },
        Lexicon {
            name: "place",
            path: "crates/lang-prs/lexicon/place.toml",
            toml: include_str!("../lexicon/place.toml"),
        },
    ],
    readme: include_str!("../README.md"),
};

khabar_core::submit! { Plugin::Language(&SPEC) }
