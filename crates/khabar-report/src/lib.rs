//! The page that people look at.
//!
//! Enters: the folder that a run wrote, and the texts that it has read. Leaves: `report.html`, and beside it
//! `report/` with its data where that is too much for one page. Never known here: languages, extractors, a
//! clock; the same folder gives the same bytes.
//!
//! The way: the small files are read whole (`folder`, `entity`), then documents one after another (`document`),
//! each to a row of data and to what other sections show of it (`section`). Rows are cut into parts of bounded
//! size (`part`); `page` writes the HTML around them. What a browser does with the data is in `web/`.

mod document;
mod entity;
mod fact;
mod folder;
mod index;
mod page;
mod part;
mod section;
mod words;

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use rayon::prelude::*;
use serde::Serialize;

use crate::entity::Entities;
use crate::folder::{Folder, Raw};
use crate::index::Index;
use crate::part::Parts;
use crate::section::Sections;

/// How many documents are made ready at a time.
const BATCH: usize = 256;

/// What was written.
#[derive(Debug, PartialEq, Eq)]
pub struct Written {
    /// The page to open.
    pub page: PathBuf,
    /// How many files of data lie beside it, in `report/`.
    pub parts: usize,
    /// Documents whose text could not be read again; their facts are shown without it.
    pub without_text: usize,
}

/// Why there is no report.
#[derive(Debug, thiserror::Error)]
pub enum ReportError {
    /// A file of the results cannot be read.
    #[error("cannot read `{path}`: {error}; give the folder that `khabar run` wrote")]
    Read {
        /// Which file.
        path: PathBuf,
        /// What the system says.
        error: io::Error,
    },
    /// A line is none of this format.
    #[error("{file}:{line}: {what}; `khabar verify` tells more, a new run mends it")]
    Line {
        /// Which file.
        file: &'static str,
        /// Counted from 1.
        line: usize,
        /// What is wrong.
        what: String,
    },
    /// The report cannot be written.
    #[error("cannot write `{path}`: {error}")]
    Write {
        /// Which file.
        path: PathBuf,
        /// What the system says.
        error: io::Error,
    },
}

/// What the browser needs before any part.
#[derive(Serialize)]
struct Head<'a> {
    words: serde_json::Value,
    totals: Totals,
    /// The values of each filter; an index of facts counts in these.
    facets: index::Facets<'a>,
    /// By kind of data: the number of the first row of each part.
    parts: &'a BTreeMap<&'static str, Vec<usize>>,
}

#[derive(Serialize)]
struct Totals {
    documents: usize,
    facts: usize,
    entities: usize,
    clusters: usize,
    conflicts: usize,
    without_text: usize,
}

/// Writes the report of the results in `dir` into it.
///
/// # Errors
/// If a file of the results is missing or damaged, or a page cannot be written.
pub fn write(dir: &Path) -> Result<Written, ReportError> {
    let mut folder = Folder::open(dir)?;
    let entities = Entities::of(std::mem::take(&mut folder.entities));
    let wanted = section::wanted(&folder);
    let beside = dir.join("report");
    let mut parts = Parts::new(beside.clone());
    let mut index = Index::default();
    let mut sections = Sections::default();
    let (mut documents, mut facts, mut without_text) = (0, 0, 0);
    loop {
        let batch: Vec<Raw> = folder.documents.next_batch(BATCH)?;
        if batch.is_empty() {
            break;
        }
        let first = documents as u32;
        let read: Vec<_> = batch
            .into_par_iter()
            .enumerate()
            .map(|(at, raw)| document::read(first + at as u32, raw, &entities, &wanted))
            .collect::<Result<_, _>>()?;
        for mut document in read {
            documents += 1;
            facts += document.facts.len();
            without_text += usize::from(document.without_text);
            parts.push("documents", &document.row, &document.names, &entities);
            let language = index.add(&mut document, &mut parts);
            sections.add(document.told, language);
        }
    }
    index.close(&mut parts);
    entities.write(&mut parts, &index.places);
    let totals = Totals {
        documents,
        facts,
        entities: entities.list.len(),
        clusters: folder.clusters.len(),
        conflicts: folder.conflicts.len(),
        without_text,
    };
    sections.close(&folder, &entities, &index.places, &mut parts);
    let closed = parts.close(&entities)?;
    let head = Head {
        words: words::english(),
        totals,
        facets: index.facets(),
        parts: &closed.starts,
    };
    let within = closed.written.is_empty();
    let page = page::report(&part::json(&head), &closed.kept, within);
    let path = dir.join("report.html");
    page::write(&path, &page)?;
    for path in page::parts_in(&beside).difference(&closed.written) {
        fs::remove_file(path).map_err(|error| ReportError::Write {
            path: path.clone(),
            error,
        })?;
    }
    if within {
        // Empty by now, unless somebody else keeps something there.
        let _ = fs::remove_dir(&beside);
    }
    Ok(Written {
        page: path,
        parts: closed.written.len(),
        without_text,
    })
}
