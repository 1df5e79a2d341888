//! One document: its row, and what other sections show of it.

use std::collections::BTreeSet;

use foldhash::HashSet;
use khabar_corpus::record::{FactRecord, fact_id};
use serde::Serialize;

use crate::ReportError;
use crate::entity::Entities;
use crate::fact::{FactRow, Facts};
use crate::folder::{DiagnosticLine, DocumentLine, FACTS, Raw};
use crate::part::json;
use crate::section::{self, Told};

/// How much of a document is shown at most: bytes of its row. The row of a larger one says what is left out.
const LARGEST: usize = 2_500_000;

/// How much of the text stands on either side of a quoted fact, in characters.
const AROUND: usize = 90;

/// What is made of a document.
pub(crate) struct Document {
    pub row: String,
    pub names: BTreeSet<u32>,
    pub without_text: bool,
    pub header: Header,
    pub facts: Vec<Indexed>,
    pub told: Told,
}

/// What lists show of a document.
#[derive(Default, Serialize)]
pub(crate) struct Header {
    pub id: String,
    /// A place among the languages of the filter.
    pub language: Option<u32>,
    #[serde(skip)]
    pub language_code: Option<(String, String)>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub date: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// The first words of a document without a title.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub opening: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub outlet: Option<String>,
    pub source: String,
    pub facts: usize,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub diagnostics: Vec<[String; 3]>,
}

/// What filters ask of a fact.
pub(crate) struct Indexed {
    pub kind: String,
    pub by: String,
    pub modality: Option<String>,
    pub entities: Vec<u32>,
}

#[derive(Serialize)]
struct Row<'a> {
    id: &'a str,
    text: Option<&'a str>,
    /// Why the text is not whole, or not there.
    #[serde(skip_serializing_if = "Option::is_none")]
    note: Option<&'a Note>,
    #[serde(skip_serializing_if = "Option::is_none")]
    url: Option<&'a str>,
    /// What says when it was published.
    #[serde(skip_serializing_if = "Option::is_none")]
    dated_by: Option<&'a str>,
    facts: Vec<FactRow<'a>>,
}

#[derive(Serialize)]
#[serde(rename_all = "lowercase")]
enum Note {
    /// The source cannot be read again: the reason.
    Gone(String),
    /// The source holds other words than the run has read.
    Changed,
    /// Only so many of so many UTF-16 units are shown, and so many facts lie behind.
    Cut([usize; 3]),
}

/// Reads a document and makes everything of it that the report shows. `at` is its place among the documents,
/// `wanted` are the facts of which other sections quote words.
pub(crate) fn read(
    at: u32,
    raw: Raw,
    entities: &Entities,
    wanted: &HashSet<u64>,
) -> Result<Document, ReportError> {
    let Raw {
        line,
        facts,
        first_fact,
        text,
    } = raw;
    let records = records(&line.doc, &facts, first_fact)?;
    let (text, note) = match text {
        Ok(text) if !holds(&text, &records) => (None, Some(Note::Changed)),
        Ok(text) => (Some(text), None),
        // What the run could not read either has its diagnostic.
        Err(_) if line.diagnostics.iter().any(|of| of.severity == "error") => (None, None),
        Err(why) => (None, Some(Note::Gone(why.to_string()))),
    };
    let without_text = note.is_some();
    let of = Facts::new(&records, entities, text.is_none());
    let quoted = text.as_deref();
    let wanted = |fact: &FactRecord| fact_id(&fact.id).filter(|id| wanted.contains(id));
    let told = section::told(at, &line, &of, wanted, |fact| quote(quoted, fact));
    let mut names = BTreeSet::new();
    let indexed: Vec<Indexed> = records
        .iter()
        .map(|fact| {
            let entities = of.entities(fact);
            names.extend(&entities);
            Indexed {
                kind: fact.kind.clone(),
                by: fact.by.clone(),
                modality: fact.symbol("modality").map(str::to_owned),
                entities: entities.into_iter().collect(),
            }
        })
        .collect();
    let row = fitted(&line, &of, text.as_deref(), note);
    let diagnostic = |of: DiagnosticLine| [of.severity, of.code, of.message];
    Ok(Document {
        row,
        names,
        without_text,
        told,
        header: Header {
            language: None,
            language_code: line.language.map(|of| (of.variety, of.name)),
            date: line.published.map(|published| published.date),
            opening: match line.title {
                None => text.as_deref().and_then(opening),
                Some(_) => None,
            },
            title: line.title,
            outlet: line.outlet,
            source: line.source,
            facts: records.len(),
            diagnostics: line.diagnostics.into_iter().map(diagnostic).collect(),
            id: line.doc,
        },
        facts: indexed,
    })
}

/// The row of a document, of as much of it as there is room for.
fn fitted(line: &DocumentLine, of: &Facts<'_>, text: Option<&str>, note: Option<Note>) -> String {
    let row = |text: Option<&str>, facts: usize, note: Option<&Note>| {
        let facts = of.list[..facts].iter();
        json(&Row {
            id: &line.doc,
            text,
            note,
            url: line.url.as_deref(),
            dated_by: line.published.as_ref().map(|published| &*published.from),
            facts: facts.map(|fact| of.row(fact)).collect(),
        })
    };
    let all = of.list.len();
    let mut whole = row(text, all, note.as_ref());
    let mut share = 1.0;
    while whole.len() > LARGEST && share > 0.0001 {
        // Text and facts lie about evenly; a tenth less, so that this ends soon.
        share *= 0.9 * LARGEST as f64 / whole.len() as f64;
        let Some(text) = text else {
            whole = row(None, (all as f64 * share) as usize, note.as_ref());
            continue;
        };
        let shown = &text[..cut(text, (text.len() as f64 * share) as usize)];
        let within = |fact: &&FactRecord| fact.span.bytes[1] <= shown.len();
        // The browser counts facts from the first: none may be missing between others.
        let facts = of.list.iter().take_while(within).count();
        let units = |text: &str| text.encode_utf16().count();
        let note = Note::Cut([units(shown), units(text), all - facts]);
        whole = row(Some(shown), facts, Some(&note));
    }
    whole
}

fn records(doc: &str, facts: &[String], first: usize) -> Result<Vec<FactRecord>, ReportError> {
    let record = |(at, line): (usize, &String)| {
        let error = |what: String| ReportError::Line {
            file: FACTS,
            line: first + at,
            what,
        };
        let fact: FactRecord = serde_json::from_str(line).map_err(|why| error(why.to_string()))?;
        match fact.doc == doc {
            true => Ok(fact),
            false => Err(error(format!(
                "a fact of `{}` stands among those of `{doc}`",
                fact.doc
            ))),
        }
    };
    facts.iter().enumerate().map(record).collect()
}

/// Whether every fact's words stand in the text where the fact says.
fn holds(text: &str, facts: &[FactRecord]) -> bool {
    let of = |fact: &FactRecord| text.get(fact.span.bytes[0]..fact.span.bytes[1]);
    facts.iter().all(|fact| of(fact) == Some(&fact.text))
}

/// The end of the last line of a text that ends before `most` bytes, or of as many characters as there is room for.
fn cut(text: &str, most: usize) -> usize {
    let end = text.floor_char_boundary(most);
    text[..end].rfind('\n').map_or(end, |line| line + 1)
}

/// How many characters of a text stand for its title.
const OPENING: usize = 70;

/// The first words of a text.
fn opening(text: &str) -> Option<String> {
    let line = text.lines().map(str::trim).find(|line| !line.is_empty())?;
    let Some((end, _)) = line.char_indices().nth(OPENING) else {
        return Some(line.to_owned());
    };
    let end = line[..end].rfind(' ').unwrap_or(end);
    Some(format!("{} …", &line[..end]))
}

/// A fact's words with those before and behind it, from word to word and within its line.
fn quote(text: Option<&str>, fact: &FactRecord) -> [String; 3] {
    let Some(text) = text else {
        return [String::new(), fact.text.clone(), String::new()];
    };
    let [start, end] = fact.span.bytes;
    let before = &text[..start];
    let line = before.rfind('\n').map_or(0, |at| at + 1);
    let from = before[line..]
        .char_indices()
        .rev()
        .nth(AROUND)
        .map_or(line, |(at, _)| {
            let from = line + at;
            before[from..]
                .find(' ')
                .map_or(from, |space| from + space + 1)
        });
    let behind = &text[end..];
    let line = behind.find('\n').unwrap_or(behind.len());
    let to = behind[..line]
        .char_indices()
        .nth(AROUND)
        .map_or(line, |(at, _)| behind[..at].rfind(' ').unwrap_or(at));
    let open = if from > 0 && !before[..from].ends_with('\n') {
        "… "
    } else {
        ""
    };
    let close = if to < line { " …" } else { "" };
    [
        format!("{open}{}", &before[from..]),
        fact.text.clone(),
        format!("{}{close}", &behind[..to]),
    ]
}
