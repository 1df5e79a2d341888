//! What tests of plugins share.
//!
//! Enters: an engine, texts, Markdown files. Leaves: the cases of a Markdown file and what is wrong with their results, damaged texts,
//! and the laws that every plugin must keep. Never known here: any single language or fact.

pub mod damage;
pub mod laws;
pub mod markdown;

use khabar_core::{Document, Meta};

/// A document of a test: its id and text, and nothing known from outside.
pub fn document(id: &str, text: &str) -> Document {
    Document {
        id: id.into(),
        text: text.into(),
        meta: Meta::default(),
    }
}
