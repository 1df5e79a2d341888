//! The files that are made of others: the compiled gazetteer, the list of frames, the default configuration.

use std::fs;
use std::path::Path;

use anyhow::Context;
use khabar_core::Registry;
use khabar_lex::Gazetteer;
use khabar_run::Config;

/// Writes `config/gazetteer.tsv`, the list of frames, and `config/khabar.toml`.
pub(crate) fn generate() -> anyhow::Result<()> {
    let gazetteer = gazetteer(Path::new("config/gazetteer"))?;
    write("config/gazetteer.tsv", &gazetteer.to_table())?;
    write(FRAMES_LIST, &frames()?)?;
    write(
        "config/khabar.toml",
        &Config::default_toml(&Registry::linked()?),
    )
}

const FRAMES: &str = "crates/fact-event/frames";
const FRAMES_LIST: &str = "crates/fact-event/src/frames.rs";

/// Rust that names every frame of the folder, so that a new one needs no other change.
fn frames() -> anyhow::Result<String> {
    let mut names = fs::read_dir(FRAMES)
        .with_context(|| format!("cannot read `{FRAMES}`; run this at the project's root"))?
        .map(|entry| Ok(entry?.file_name().to_string_lossy().into_owned()))
        .collect::<anyhow::Result<Vec<_>>>()?;
    names.retain(|name| name.ends_with(".toml"));
    names.sort();
    let mut list = String::from(
        "// Written by `cargo xtask docs` from the folder `frames`: do not edit.\n\n\
         /// The frames: path and TOML.\n\
         pub(crate) const FRAMES: &[(&str, &str)] = &[\n",
    );
    for name in names {
        list += &format!(
            "    (\n        \"{FRAMES}/{name}\",\n        include_str!(\"../frames/{name}\"),\n    ),\n"
        );
    }
    list += "];\n";
    Ok(list)
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
