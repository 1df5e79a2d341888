//! Runs the plan over documents.
//!
//! Enters: paths, a configuration, the registered plugins. Leaves: lines of facts and documents in
//! the order of the input, the same bytes at any number of threads. Never known here: any single
//! language or fact, and how a person is shown the result.

pub mod config;
mod engine;
mod html;
pub mod input;
pub mod lines;
mod runner;
mod schema;
mod sketch;
pub mod sources;
pub mod wire;

pub use config::{Config, ConfigError};
pub use engine::{Engine, EngineError, LanguageFound, Reading};
pub use input::{Format, InputError, Inputs, Item};
pub use runner::{Done, Summary, run};
pub use schema::schema;
pub use sources::Sources;
