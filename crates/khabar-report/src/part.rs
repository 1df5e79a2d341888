//! Data in parts of bounded size.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

use serde::Serialize;

use crate::entity::Entities;
use crate::{ReportError, page};

/// How much data goes into `report.html` itself, in bytes.
const WITHIN: usize = 3_000_000;

/// A part is closed at this size of its rows, in bytes; its names come on top.
const LIMIT: usize = 700_000;

/// The kinds of data.
pub(crate) const KINDS: &[&str] = &[
    "clusters",
    "conflicts",
    "documents",
    "entities",
    "events",
    "index",
    "lifecycles",
    "projects",
    "sources",
    "undertakings",
];

/// Rows of one kind that are loaded together.
#[derive(Debug)]
pub(crate) struct Part {
    /// `documents-0001`.
    pub name: String,
    /// `{"names":{…},"rows":[…]}`, fit for a script element.
    pub json: String,
}

/// All parts, being filled. While they are small they are kept, to stand in the page itself; beyond
/// [`WITHIN`] each is written as soon as it is closed.
pub(crate) struct Parts {
    /// Where files of parts lie.
    folder: PathBuf,
    kept: Vec<Part>,
    /// Bytes of all that was closed.
    size: usize,
    starts: BTreeMap<&'static str, Vec<usize>>,
    open: BTreeMap<&'static str, Open>,
    written: BTreeSet<PathBuf>,
    /// The first that could not be written; told at the end.
    failed: Option<ReportError>,
}

/// What came of the parts.
pub(crate) struct Closed {
    /// Those that belong into the page; none if files were written.
    pub kept: Vec<Part>,
    /// By kind of data: the number of the first row of each part.
    pub starts: BTreeMap<&'static str, Vec<usize>>,
    /// The files that were written.
    pub written: BTreeSet<PathBuf>,
}

#[derive(Default)]
struct Open {
    rows: String,
    count: usize,
    names: BTreeSet<u32>,
    /// Rows in the parts before.
    before: usize,
}

impl Parts {
    /// Parts whose files, if there are any, lie in `folder`.
    pub(crate) fn new(folder: PathBuf) -> Parts {
        Parts {
            folder,
            kept: Vec::new(),
            size: 0,
            starts: BTreeMap::new(),
            open: BTreeMap::new(),
            written: BTreeSet::new(),
            failed: None,
        }
    }

    /// Adds a row of a kind, and the entities whose names it needs.
    pub(crate) fn push<'n>(
        &mut self,
        kind: &'static str,
        row: &str,
        names: impl IntoIterator<Item = &'n u32>,
        entities: &Entities,
    ) {
        debug_assert!(KINDS.contains(&kind), "{kind} is listed");
        let open = self.open.entry(kind).or_default();
        if open.count > 0 && open.rows.len() + row.len() > LIMIT {
            self.cut(kind, entities);
        }
        let open = self.open.entry(kind).or_default();
        if open.count > 0 {
            open.rows.push(',');
        }
        open.rows.push_str(row);
        open.count += 1;
        open.names.extend(names);
        if open.rows.len() > LIMIT {
            self.cut(kind, entities);
        }
    }

    fn cut(&mut self, kind: &'static str, entities: &Entities) {
        let Some(open) = self.open.get_mut(kind) else {
            return;
        };
        let starts = self.starts.entry(kind).or_default();
        starts.push(open.before);
        let names = open.names.iter().map(|at| (*at, entities.name(*at)));
        let names: BTreeMap<u32, [&str; 3]> = names.collect();
        let part = Part {
            name: format!("{kind}-{:04}", starts.len()),
            json: format!("{{\"names\":{},\"rows\":[{}]}}", json(&names), open.rows),
        };
        *open = Open {
            before: open.before + open.count,
            ..Open::default()
        };
        self.size += part.json.len();
        self.kept.push(part);
        if self.size > WITHIN {
            self.put();
        }
    }

    /// Writes what was kept.
    fn put(&mut self) {
        for part in std::mem::take(&mut self.kept) {
            let path = self.folder.join(page::file_name(&part.name));
            let done = page::write(&path, &page::part(&part));
            self.failed = self.failed.take().or(done.err());
            self.written.insert(path);
        }
    }

    /// Closes every part.
    ///
    /// # Errors
    /// If one could not be written.
    pub(crate) fn close(mut self, entities: &Entities) -> Result<Closed, ReportError> {
        let kinds: Vec<&'static str> = self.open.keys().copied().collect();
        for kind in kinds {
            if self.open.get(kind).is_some_and(|open| open.count > 0) {
                self.cut(kind, entities);
            }
        }
        match self.failed {
            Some(error) => Err(error),
            None => Ok(Closed {
                kept: self.kept,
                starts: self.starts,
                written: self.written,
            }),
        }
    }
}

/// JSON that may stand in a script element: nothing in it opens or closes one.
pub(crate) fn json(value: &impl Serialize) -> String {
    // Strings, numbers and string keys: nothing that JSON could refuse.
    let json = serde_json::to_string(value).unwrap_or_default();
    // Outside of strings JSON has no such sign.
    if json.contains('<') {
        json.replace('<', "\\u003c")
    } else {
        json
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_data_ends_the_script_that_holds_it() {
        let words = "</script><!-- <SCRIPT>";
        let written = json(&words);
        assert!(!written.contains('<'), "{written}");
        assert_eq!(
            serde_json::from_str::<String>(&written).ok().as_deref(),
            Some(words)
        );
    }

    fn many(rows: usize, folder: &std::path::Path) -> Closed {
        let entities = Entities::default();
        let mut parts = Parts::new(folder.to_owned());
        let row = format!("\"{}\"", "x".repeat(LIMIT / 3));
        for _ in 0..rows {
            parts.push("documents", &row, [], &entities);
        }
        parts.close(&entities).unwrap_or_else(|why| panic!("{why}"))
    }

    #[test]
    fn parts_are_cut_by_size_and_know_where_they_begin() {
        let folder = tempfile::tempdir().unwrap_or_else(|why| panic!("{why}"));
        let closed = many(7, folder.path());
        assert_eq!(closed.starts["documents"], [0, 2, 4, 6]);
        assert_eq!(closed.kept[3].name, "documents-0004");
        assert!(closed.written.is_empty());
        for part in closed.kept {
            let value: serde_json::Value = serde_json::from_str(&part.json).unwrap_or_default();
            assert!(value["rows"].is_array(), "{}", part.name);
        }
    }

    #[test]
    fn beyond_the_size_of_a_page_all_are_files() {
        let folder = tempfile::tempdir().unwrap_or_else(|why| panic!("{why}"));
        let closed = many(20, folder.path());
        assert!(closed.kept.is_empty());
        assert_eq!(closed.written.len(), 10);
        assert!(closed.written.iter().all(|path| path.is_file()));
    }
}
