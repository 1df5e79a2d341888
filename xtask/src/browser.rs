//! `browser`: opens the report in a real browser, for tests and for pictures.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};

use anyhow::{Context, Result, bail};

use crate::process::{capture, cargo, hand_over};
use crate::project::Project;
use crate::run::SEEDS;

/// Where the tests lie that run in node.
const TESTS: &str = "tests/browser";
/// Where the seeds are read to for them.
const RESULTS: &str = "target/browser/seeds";
/// What a Chromium is called.
const BROWSERS: &[&str] = &["chromium", "chromium-browser", "google-chrome"];

/// `browser [ARGS…]`: the arguments are node's.
pub fn command(project: &Project, arguments: &[String]) -> Result<ExitCode> {
    hand_over(&mut tests(project, arguments)?)
}

/// Runs the tests quietly.
pub fn check(project: &Project) -> Result<()> {
    capture(&mut tests(project, &[])?).map(|_| ())
}

fn tests(project: &Project, arguments: &[String]) -> Result<Command> {
    let mut node = ready(project)?;
    // One file after another: some tests look at the time.
    node.args(["--test", "--test-concurrency=1"])
        .args(arguments);
    Ok(node)
}

/// Makes the pictures of `docs/` anew.
pub fn pictures(project: &Project) -> Result<()> {
    let mut node = ready(project)?;
    node.arg("pictures.mjs").arg(project.path("docs"));
    capture(&mut node).map(|_| ())
}

/// Whether there is a browser, and node to drive it.
pub fn is_there() -> bool {
    chromium().is_some() && in_path("npm").is_some()
}

/// Node in the folder of the tests, with everything that they need.
fn ready(project: &Project) -> Result<Command> {
    let Some(chromium) = chromium().filter(|_| in_path("npm").is_some()) else {
        bail!(
            "this needs Chromium, node and npm; on Debian: apt-get install chromium nodejs npm fonts-noto-core"
        );
    };
    let tests = project.path(TESTS);
    // npm writes this file when it has installed what the lock file says.
    let installed = tests.join("node_modules/.package-lock.json");
    if !is_newer(&installed, &tests.join("package-lock.json")) {
        let mut npm = Command::new("npm");
        npm.args(["ci", "--no-fund", "--no-audit"]);
        capture(npm.current_dir(&tests))?;
    }
    capture(cargo(&["build", "-q", "-p", "khabar-cli"]).current_dir(project.root()))?;
    let khabar = std::env::current_exe().context("this program does not know where it is")?;
    let khabar = khabar.with_file_name(format!("khabar{}", std::env::consts::EXE_SUFFIX));
    let mut run = Command::new(&khabar);
    run.args([SEEDS[0], SEEDS[1], "--out", RESULTS]);
    capture(run.current_dir(project.root()))?;
    let mut node = Command::new("node");
    node.current_dir(&tests)
        .env("CHROMIUM", chromium)
        .env("KHABAR", khabar)
        .env("KHABAR_RESULTS", project.path(RESULTS));
    Ok(node)
}

fn is_newer(file: &Path, than: &Path) -> bool {
    let time = |path: &Path| path.metadata().and_then(|meta| meta.modified());
    matches!((time(file), time(than)), (Ok(file), Ok(than)) if file >= than)
}

fn chromium() -> Option<PathBuf> {
    let named = std::env::var_os("CHROMIUM").map(PathBuf::from);
    named.or_else(|| BROWSERS.iter().find_map(in_path))
}

fn in_path(name: impl AsRef<OsStr>) -> Option<PathBuf> {
    let path = std::env::var_os("PATH")?;
    let mut places = std::env::split_paths(&path).map(|folder| folder.join(name.as_ref()));
    places.find(|place| place.is_file())
}
