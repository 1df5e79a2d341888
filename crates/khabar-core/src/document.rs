//! A text to read, and what is known of it from outside the text.

use std::sync::Arc;

/// One document as it came in. The text is never rewritten.
#[derive(Debug, Clone)]
pub struct Document {
    /// Unique in a run, stable between runs: a file's path below its input, or a record's `id`.
    pub id: Arc<str>,
    /// The source text: every span counts in its bytes.
    pub text: Arc<str>,
    /// What the document's own record or page says about it.
    pub meta: Meta,
}

/// What a record, a page's head or a file says about the document.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Meta {
    /// The language that the source declares.
    pub language: Option<Declared>,
    /// The day of publication.
    pub published: Option<Published>,
    /// The headline where it is not part of the text.
    pub title: Option<String>,
    /// Where the document was found.
    pub url: Option<String>,
    /// Who published it.
    pub outlet: Option<String>,
}

/// A language that a source declares, and how far it is to be believed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Declared {
    /// A code of [`crate::LanguageSpec`], or a tag of BCP 47 with or without a region.
    pub tag: String,
    /// Where it stood: `record`, `page`. Templates of pages declare what nobody looked at, so that
    /// a page's tag of another language does not refuse a text that is plainly one of ours.
    pub from: &'static str,
}

/// A day of publication, and where it was read: the only clock that extraction knows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Published {
    /// ISO 8601, to the day: `2025-12-04`.
    pub date: String,
    /// Where it stood: `record`, `page`, `head line`.
    pub from: &'static str,
}
