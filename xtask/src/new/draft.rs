//! Files to be written, held back until all of them are known to be possible.

use anyhow::{Context, Result, bail};

use crate::project::Project;

/// What a command is about to write.
#[derive(Default)]
pub struct Draft {
    files: Vec<File>,
}

struct File {
    path: String,
    text: String,
    new: bool,
}

impl Draft {
    /// A file that must not exist yet.
    pub fn create(&mut self, project: &Project, path: &str, text: String) -> Result<()> {
        if project.path(path).exists() {
            bail!("{path} exists already: choose another name, or remove it");
        }
        self.files.push(File {
            path: path.to_owned(),
            text,
            new: true,
        });
        Ok(())
    }

    /// A change of a file that exists.
    pub fn edit(
        &mut self,
        project: &Project,
        path: &str,
        change: impl FnOnce(&str) -> Result<String>,
    ) -> Result<()> {
        let text =
            change(&project.read(path)?).with_context(|| format!("{path} is not changed"))?;
        self.files.push(File {
            path: path.to_owned(),
            text,
            new: false,
        });
        Ok(())
    }

    /// Writes everything; gives one line for each file.
    pub fn write(self, project: &Project) -> Result<Vec<String>> {
        let mut lines = Vec::new();
        for file in self.files {
            project.write(&file.path, &file.text)?;
            let done = if file.new { "new    " } else { "changed" };
            lines.push(format!("{done} {}", file.path));
        }
        Ok(lines)
    }
}
