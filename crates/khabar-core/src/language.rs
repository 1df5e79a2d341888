//! A language plugin: a code, perhaps a base, and its words.

/// A language as its crate registers it. What it does is told by its lexicons alone; what is
/// truly particular to one language beyond that is an [`crate::Extractor`] in the same crate.
#[derive(Debug)]
pub struct LanguageSpec {
    /// The code that documents declare and the output writes: `prs`.
    pub code: &'static str,
    /// English name: `Dari`.
    pub name: &'static str,
    /// The crate that registers it, for the census.
    pub by: &'static str,
    /// The language that this one is a variety of, by code: its lexicons are layered over the
    /// base's. There is no dependency between the crates.
    pub base: Option<&'static str>,
    /// BCP 47 and ISO 639-3 tags that mean this language in a document's declaration.
    pub tags: &'static [&'static str],
    /// Its lexicon files.
    pub lexicons: &'static [Lexicon],
    /// The crate's README.
    pub readme: &'static str,
}

/// One lexicon file of a language.
#[derive(Debug, Clone, Copy)]
pub struct Lexicon {
    /// The file's stem: `number` fills the slots `number.…`; a few names (`script`, `affix`,
    /// `function`, `identify`) belong to the language itself.
    pub name: &'static str,
    /// Path below the project's root, for messages.
    pub path: &'static str,
    /// Its TOML.
    pub toml: &'static str,
}

/// The [`Lexicon`] in `lexicon/NAME.toml` of the crate that calls this.
#[macro_export]
macro_rules! lexicon {
    ($name:literal) => {
        $crate::Lexicon {
            name: $name,
            path: concat!(
                "crates/",
                env!("CARGO_PKG_NAME"),
                "/lexicon/",
                $name,
                ".toml"
            ),
            toml: include_str!(concat!(
                env!("CARGO_MANIFEST_DIR"),
                "/lexicon/",
                $name,
                ".toml"
            )),
        }
    };
}

/// Words that a crate outside a language brings for it.
#[derive(Debug)]
pub struct WordsSpec {
    /// The language's code.
    pub language: &'static str,
    /// The crate that registers them, for the census.
    pub by: &'static str,
    /// The words.
    pub lexicon: Lexicon,
}

/// A set of words that a family of facts needs from every language: `number.scale`.
///
/// A language without the words is a gap in the table that `cargo xtask docs` prints, never a
/// failure.
#[derive(Debug, PartialEq, Eq)]
pub struct SlotSpec {
    /// The family's name, a dot, and the slot's own.
    pub name: &'static str,
    /// What belongs into it, for a linguist.
    pub doc: &'static str,
}
