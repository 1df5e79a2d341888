//! What the tests of the whole share: the engine with every plugin, and the project's files.

use std::path::{Path, PathBuf};

use khabar_core::Registry;
use khabar_run::{Config, Engine};

/// The engine of all linked plugins at their defaults.
///
/// # Panics
/// If it does not start.
pub fn engine() -> Engine {
    let start = || {
        let registry = Registry::linked()?;
        Engine::new(registry, khabar_all::listed(), Config::default())
    };
    start().unwrap_or_else(|e| panic!("{e}"))
}

/// A path below the project's root.
pub fn root(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..").join(path)
}

/// The seed documents by stem.
///
/// # Panics
/// If the folder cannot be read.
pub fn seeds() -> Vec<(String, String)> {
    let mut seeds: Vec<(String, String)> = std::fs::read_dir(root("seeds"))
        .expect("the folder of seeds is there")
        .filter_map(|entry| {
            let path = entry.ok()?.path();
            let stem = path.file_stem()?.to_str()?.to_owned();
            let is_text = path.extension().is_some_and(|e| e == "txt");
            is_text.then(|| (stem, std::fs::read_to_string(&path).unwrap_or_default()))
        })
        .collect();
    seeds.sort();
    seeds
}
