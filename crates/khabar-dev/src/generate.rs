//! The files that are made of others: the compiled gazetteer and the default configuration.

use std::fs;
use std::path::Path;

use anyhow::Context;
use khabar_core::Registry;
use khabar_lex::Gazetteer;
use khabar_run::Config;

/// Writes `config/gazetteer.tsv` and `config/khabar.toml`.
pub(crate) fn generate() -> anyhow::Result<()> {
    let gazetteer = gazetteer(Path::new("config/gazetteer"))?;
    write("config/gazetteer.tsv", &gazetteer.to_table())?;
    write(
        "config/khabar.toml",
        &Config::default_toml(&Registry::linked()?),
    )
}

/// The gazetteer of every TOML file in a folder, by name.
fn gazetteer(folder: &Path) -> anyhow::Result<Gazetteer> {
    let mut gazetteer = Gazetteer::default();
    let entries = fs::read_dir(folder).with_context(|| {
        format!(
            "cannot read `{}`; run this at the project's root",
            folder.display()
        )
    })?;
    let mut paths = entries
        .map(|e| Ok(e?.path()))
        .collect::<anyhow::Result<Vec<_>>>()?;
    paths.sort();
    paths.retain(|path| path.extension().is_some_and(|e| e == "toml"));
    let texts = paths
        .iter()
        .map(|path| {
            let read = fs::read_to_string(path);
            let text = read.with_context(|| format!("cannot read `{}`", path.display()))?;
            Ok((path.display().to_string(), text))
        })
        .collect::<anyhow::Result<Vec<_>>>()?;
    let files: Vec<_> = texts
        .iter()
        .map(|(path, text)| (&**path, &**text))
        .collect();
    gazetteer.add_files(&files)?;
    Ok(gazetteer)
}

/// Writes a file if that changes it, so that nothing is built again for nothing.
fn write(path: &str, text: &str) -> anyhow::Result<()> {
    if fs::read_to_string(path).is_ok_and(|old| old == text) {
        return Ok(());
    }
    fs::write(path, text).with_context(|| format!("cannot write `{path}`"))
}
