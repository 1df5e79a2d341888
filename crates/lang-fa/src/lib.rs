//! Persian as news writes it in Iran; the base of Dari.
//!
//! Enters: nothing. Leaves: a registered [`LanguageSpec`], whose lexicons say everything that is
//! particular to the language. Never known here: any fact, and any other language.

use khabar_core::{LanguageSpec, Lexicon, Plugin};

/// Iranian Persian.
pub const SPEC: LanguageSpec = LanguageSpec {
    code: "fa",
    name: "Iranian Persian",
    by: env!("CARGO_PKG_NAME"),
    base: None,
    tags: &["fa", "fas", "per", "pes", "fa-IR"],
    lexicons: &[
        Lexicon {
            name: "affix",
            path: "crates/lang-fa/lexicon/affix.toml",
            toml: include_str!("../lexicon/affix.toml"),
        },
        Lexicon {
            name: "function",
            path: "crates/lang-fa/lexicon/function.toml",
            toml: include_str!("../lexicon/function.toml"),
        },
        Lexicon {
            name: "identify",
            path: "crates/lang-fa/lexicon/identify.toml",
            toml: include_str!("../lexicon/identify.toml"),
        },
        Lexicon {
            name: "measure",
            path: "crates/lang-fa/lexicon/measure.toml",
            toml: include_str!("../lexicon/measure.toml"),
        },
        Lexicon {
            name: "number",
            path: "crates/lang-fa/lexicon/number.toml",
            toml: include_str!("../lexicon/number.toml"),
        },
        Lexicon {
            name: "place",
            path: "crates/lang-fa/lexicon/place.toml",
            toml: include_str!("../lexicon/place.toml"),
        },
        Lexicon {
            name: "script",
            path: "crates/lang-fa/lexicon/script.toml",
            toml: include_str!("../lexicon/script.toml"),
        },
    ],
    readme: include_str!("../README.md"),
};

khabar_core::submit! { Plugin::Language(&SPEC) }
