//! The texts of a finished run, read again from where the run found them.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::input::{Format, Inputs, Item, STDIN};

/// Reads texts in the order of `documents.jsonl`, each source once.
pub struct Sources<'d> {
    dir: &'d Path,
    open: Option<Open>,
}

/// A source with the documents of it that were not asked for yet.
struct Open {
    path: String,
    rest: Box<dyn Iterator<Item = Item>>,
}

/// Why a text is not to be had.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Unread {
    /// The run could not read the document either.
    #[error("{0}")]
    Failed(String),
    /// It cannot be read any more.
    #[error("{0}")]
    Gone(String),
}

impl<'d> Sources<'d> {
    /// For the results in `dir`.
    pub fn new(dir: &'d Path) -> Sources<'d> {
        Sources { dir, open: None }
    }

    /// The text of the next document, as its line of `documents.jsonl` says where it is: its `source`, and
    /// its `text` if there is one, which then counts.
    ///
    /// # Errors
    /// If there is none.
    pub fn text(&mut self, source: &str, text: Option<&str>) -> Result<Arc<str>, Unread> {
        match text {
            Some(file) => self.kept(file),
            None => self.source(source),
        }
    }

    /// A text that the run has kept below its results.
    ///
    /// # Errors
    /// If it is not there.
    pub fn kept(&self, file: &str) -> Result<Arc<str>, Unread> {
        let text = fs::read_to_string(self.dir.join(file));
        text.map(Arc::from)
            .map_err(|error| Unread::Gone(format!("cannot read `{file}`: {error}")))
    }

    /// The next document of a source. The documents of a source stand together and in its order; one that was
    /// given twice begins anew.
    ///
    /// # Errors
    /// If it has no further document, or cannot be read.
    pub fn source(&mut self, source: &str) -> Result<Arc<str>, Unread> {
        if source == STDIN {
            let why = "standard input cannot be read again";
            return Err(Unread::Gone(why.to_owned()));
        }
        let mut next = None;
        if let Some(open) = self.open.as_mut().filter(|open| open.path == source) {
            next = open.rest.next();
        }
        let item = match next {
            Some(item) => item,
            None => self
                .reopen(source)?
                .ok_or_else(|| Unread::Gone(format!("`{source}` has no document any more")))?,
        };
        match item.document {
            Ok(document) => Ok(document.text),
            Err(why) => Err(Unread::Failed(why.message)),
        }
    }

    /// Opens a source and takes its first document.
    fn reopen(&mut self, source: &str) -> Result<Option<Item>, Unread> {
        let inputs = Inputs::find(&[PathBuf::from(source)], Format::Text, None)
            .map_err(|why| Unread::Gone(format!("its source cannot be read: {why}")))?;
        let mut rest = Box::new(inputs.pieces().map(|piece| piece.document()));
        let first = rest.next();
        self.open = Some(Open {
            path: source.to_owned(),
            rest,
        });
        Ok(first)
    }
}
