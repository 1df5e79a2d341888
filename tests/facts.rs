//! Every case of `tests/facts/**/*.md` and of the plugins' READMEs, a test each.

use std::path::Path;
use std::sync::Arc;

use khabar_run::Engine;
use khabar_testkit::markdown::{Case, cases, check};
use khabar_tests::{engine, root};
use libtest_mimic::{Arguments, Failed, Trial};

fn main() {
    let arguments = Arguments::from_args();
    let engine = Arc::new(engine());
    let mut trials = Vec::new();
    for spec in engine.registry().extractors() {
        let file = format!("crates/{}/README.md", spec.by);
        trials.extend(file_trials(&engine, &file, spec.readme, spec.provides));
        let family = spec.id.strip_prefix("fact-").unwrap_or(spec.id);
        let folder = format!("tests/facts/{family}");
        for (file, text) in markdown_files(&folder) {
            trials.extend(file_trials(&engine, &file, &text, spec.provides));
        }
    }
    let kinds: Vec<&'static str> = engine.registry().kinds().map(|k| k.name).collect();
    let kinds: &'static [&'static str] = Vec::leak(kinds);
    for language in engine.registry().languages() {
        let file = format!("crates/{}/README.md", language.by);
        trials.extend(file_trials(&engine, &file, language.readme, kinds));
    }
    libtest_mimic::run(&arguments, trials).exit();
}

/// The Markdown files of a folder, by name; none where the folder is not there.
fn markdown_files(folder: &str) -> Vec<(String, String)> {
    let entries = std::fs::read_dir(root(folder))
        .into_iter()
        .flatten()
        .flatten();
    let mut files: Vec<(String, String)> = entries
        .map(|entry| entry.path())
        .filter(|path| path.extension().is_some_and(|e| e == "md"))
        .filter_map(|path: std::path::PathBuf| {
            let name = Path::new(folder).join(path.file_name()?);
            Some((
                name.display().to_string(),
                std::fs::read_to_string(&path).ok()?,
            ))
        })
        .collect();
    files.sort();
    files
}

/// A test a case; of a file that cannot be read as cases, one test that says so.
fn file_trials(
    engine: &Arc<Engine>,
    file: &str,
    text: &str,
    kinds: &'static [&'static str],
) -> Vec<Trial> {
    let cases = match cases(text) {
        Ok(cases) => cases,
        Err(e) => {
            let name = file.to_owned();
            return vec![Trial::test(name, move || Err(Failed::from(e)))];
        }
    };
    let trial = |case: Case| {
        let engine = Arc::clone(engine);
        let lang = case.lang.clone().unwrap_or_default();
        let name = format!("{file} {} [{lang}] line {}", case.name, case.line);
        Trial::test(name, move || {
            check(&engine, &case, kinds).map_err(Failed::from)
        })
    };
    cases.into_iter().map(trial).collect()
}
