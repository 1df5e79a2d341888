//! Arabic as news writes it: Modern Standard Arabic with the spellings of every region.
//!
//! Enters: nothing. Leaves: a registered [`LanguageSpec`], whose lexicons say everything that is
//! particular to the language. Never known here: any fact, and any other language.

use khabar_core::{LanguageSpec, Lexicon, Plugin};

/// Arabic.
pub const SPEC: LanguageSpec = LanguageSpec {
    code: "ar",
    name: "Arabic",
    by: env!("CARGO_PKG_NAME"),
    base: None,
    tags: &["ar", "ara", "arb"],
    lexicons: &[
        Lexicon {
            name: "affix",
            path: "crates/lang-ar/lexicon/affix.toml",
            toml: include_str!("../lexicon/affix.toml"),
        },
        Lexicon {
            name: "function",
            path: "crates/lang-ar/lexicon/function.toml",
            toml: include_str!("../lexicon/function.toml"),
        },
        Lexicon {
            name: "identify",
            path: "crates/lang-ar/lexicon/identify.toml",
            toml: include_str!("../lexicon/identify.toml"),
        },
        Lexicon {
            name: "measure",
            path: "crates/lang-ar/lexicon/measure.toml",
            toml: include_str!("../lexicon/measure.toml"),
        },
        Lexicon {
            name: "number",
            path: "crates/lang-ar/lexicon/number.toml",
            toml: include_str!("../lexicon/number.toml"),
        },
        Lexicon {
            name: "place",
            path: "crates/lang-ar/lexicon/place.toml",
            toml: include_str!("../lexicon/place.toml"),
        },
        Lexicon {
            name: "script",
            path: "crates/lang-ar/lexicon/script.toml",
            toml: include_str!("../lexicon/script.toml"),
        },
    ],
    readme: include_str!("../README.md"),
};

khabar_core::submit! { Plugin::Language(&SPEC) }
