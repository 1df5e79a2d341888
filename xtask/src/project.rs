//! The folder of the project and what lies in it.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};

/// The workspace that this tool belongs to. Paths are given below its root, with `/`.
pub struct Project {
    root: PathBuf,
}

impl Project {
    /// The workspace of the tool that cargo just started, or else the one around the current folder.
    pub fn find() -> Result<Project> {
        let own = std::env::var_os("CARGO_MANIFEST_DIR").map(PathBuf::from);
        let own = own.as_deref().and_then(Path::parent);
        let here = std::env::current_dir().context("the current folder cannot be read")?;
        let is_root = |folder: &&Path| folder.join("xtask/Cargo.toml").is_file();
        match own.into_iter().chain(here.ancestors()).find(is_root) {
            Some(root) => Ok(Project::at(root)),
            None => bail!("this folder is in no checkout of the project: go there first"),
        }
    }

    /// The workspace with this root.
    pub fn at(root: &Path) -> Project {
        let root = root.to_owned();
        Project { root }
    }

    /// Its root.
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// A path below the root.
    pub fn path(&self, path: &str) -> PathBuf {
        self.root.join(path)
    }

    /// The text of a file.
    pub fn read(&self, path: &str) -> Result<String> {
        fs::read_to_string(self.path(path)).with_context(|| format!("{path} cannot be read"))
    }

    /// Writes a file, with the folders above it.
    pub fn write(&self, path: &str, text: &str) -> Result<()> {
        let to = self.path(path);
        let folder = to.parent().unwrap_or(&self.root);
        fs::create_dir_all(folder)
            .and_then(|()| fs::write(&to, text))
            .with_context(|| format!("{path} cannot be written"))
    }

    /// The names in a folder, sorted; none if there is no such folder. Hidden ones are left out.
    pub fn names(&self, folder: &str) -> Result<Vec<String>> {
        let list = || -> io::Result<Vec<String>> {
            let mut names = Vec::new();
            for entry in fs::read_dir(self.path(folder))? {
                names.extend(entry?.file_name().into_string());
            }
            Ok(names)
        };
        let mut names = match list() {
            Err(error) if error.kind() == io::ErrorKind::NotFound => Vec::new(),
            listed => listed.with_context(|| format!("{folder} cannot be listed"))?,
        };
        names.retain(|name| !name.starts_with('.'));
        names.sort();
        Ok(names)
    }

    /// The crates below `crates/` whose name starts with `prefix`, sorted.
    pub fn crates(&self, prefix: &str) -> Result<Vec<String>> {
        let mut crates = self.names("crates")?;
        crates.retain(|name| {
            name.starts_with(prefix) && self.path(&format!("crates/{name}/Cargo.toml")).is_file()
        });
        Ok(crates)
    }

    /// Every file below a folder, as paths below the root, sorted.
    pub fn files(&self, folder: &str) -> Result<Vec<String>> {
        let mut files = Vec::new();
        for name in self.names(folder)? {
            let path = format!("{folder}/{name}");
            let meta = fs::symlink_metadata(self.path(&path))
                .with_context(|| format!("{path} cannot be read"))?;
            if meta.is_dir() {
                files.extend(self.files(&path)?);
            } else {
                files.push(path);
            }
        }
        Ok(files)
    }
}
