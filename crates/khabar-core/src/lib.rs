//! The nouns of khabar.
//!
//! Enters: plugins, registered by their crates. Leaves: a checked [`Registry`] and a [`Plan`] that
//! a runner can follow, and the types that extractors speak: [`Span`], [`Fact`], [`Value`].
//! Never known here: files, clocks, threads, what a word is, and any single language or fact.

mod diagnostic;
mod document;
mod extractor;
mod fact;
mod kind;
mod language;
mod plan;
mod registry;
mod settings;
mod span;
mod value;

pub use diagnostic::{Diagnostic, Severity};
pub use document::{Declared, Document, Meta, Published};
pub use extractor::{Cx, Extractor, Languages, Sink, Spec};
pub use fact::{Fact, FactRef, Filler, Refusal};
pub use inventory::submit;
pub use kind::{Holds, KindSpec, RoleSpec, Shown, UNRESOLVED};
pub use language::{LanguageSpec, Lexicon, SlotSpec, WordsSpec};
pub use plan::{Plan, PlanError};
pub use registry::{Made, Plugin, Registry, RegistryError, nearest};
pub use rust_decimal::Decimal;
pub use settings::{Default as SettingDefault, Set, Setting, Settings};
pub use span::{Offsets, Span, SpanError};
pub use value::{Amount, Bound, Time, Value};
