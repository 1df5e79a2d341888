//! The words of the interface: one file a language.

/// The English ones.
pub(crate) fn english() -> serde_json::Value {
    // A test reads the file; what it cannot say falls back to ids.
    toml::from_str(include_str!("../words/en.toml")).unwrap_or_default()
}
