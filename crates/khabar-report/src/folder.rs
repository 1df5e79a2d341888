//! The files of a run, as far as the report shows them.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::{BufRead, BufReader, Lines};
use std::path::Path;
use std::sync::Arc;

use khabar_run::Sources;
use khabar_run::sources::Unread;
use serde::Deserialize;
use serde::de::DeserializeOwned;

use crate::ReportError;

/// The results of a run.
pub(crate) struct Folder<'d> {
    pub entities: Vec<EntityLine>,
    pub clusters: Vec<ClusterLine>,
    pub conflicts: Vec<ConflictLine>,
    pub lifecycles: Vec<LifecycleLine>,
    pub documents: Documents<'d>,
}

impl Folder<'_> {
    pub(crate) fn open(dir: &Path) -> Result<Folder<'_>, ReportError> {
        Ok(Folder {
            entities: read(dir, "entities.jsonl")?,
            clusters: read(dir, "clusters.jsonl")?,
            conflicts: read(dir, "conflicts.jsonl")?,
            lifecycles: read(dir, "lifecycles.jsonl")?,
            documents: Documents {
                documents: lines(dir, DOCUMENTS)?,
                facts: lines(dir, FACTS)?,
                sources: Sources::new(dir),
                line: 0,
                fact_line: 0,
            },
        })
    }
}

/// `documents.jsonl` and `facts.jsonl` side by side, with the texts.
pub(crate) struct Documents<'d> {
    documents: Lines<BufReader<File>>,
    facts: Lines<BufReader<File>>,
    sources: Sources<'d>,
    line: usize,
    fact_line: usize,
}

/// A document before its facts are read.
pub(crate) struct Raw {
    pub line: DocumentLine,
    pub facts: Vec<String>,
    /// Where its first fact stands in `facts.jsonl`.
    pub first_fact: usize,
    pub text: Result<Arc<str>, Unread>,
}

pub(crate) const DOCUMENTS: &str = "documents.jsonl";
pub(crate) const FACTS: &str = "facts.jsonl";

impl Documents<'_> {
    /// The next documents, at most `most`; none at the end.
    pub(crate) fn next_batch(&mut self, most: usize) -> Result<Vec<Raw>, ReportError> {
        let mut batch = Vec::new();
        while batch.len() < most {
            let Some(line) = self.documents.next() else {
                break;
            };
            self.line += 1;
            let error = |what: String| ReportError::Line {
                file: DOCUMENTS,
                line: self.line,
                what,
            };
            let line = line.map_err(|why| error(why.to_string()))?;
            let line: DocumentLine =
                serde_json::from_str(&line).map_err(|why| error(why.to_string()))?;
            let count = line.counts.facts.values().sum();
            let mut facts = Vec::with_capacity(count);
            let first_fact = self.fact_line + 1;
            for fact in self.facts.by_ref().take(count) {
                self.fact_line += 1;
                facts.push(fact.map_err(|why| ReportError::Line {
                    file: FACTS,
                    line: self.fact_line,
                    what: why.to_string(),
                })?);
            }
            if facts.len() < count {
                return Err(error(format!(
                    "says {count} facts, and {FACTS} has {} of them",
                    facts.len()
                )));
            }
            let text = self.sources.text(&line.source, line.text.as_deref());
            batch.push(Raw {
                line,
                facts,
                first_fact,
                text,
            });
        }
        Ok(batch)
    }
}

fn lines(dir: &Path, name: &str) -> Result<Lines<BufReader<File>>, ReportError> {
    let path = dir.join(name);
    let file = File::open(&path).map_err(|error| ReportError::Read { path, error })?;
    Ok(BufReader::with_capacity(1 << 16, file).lines())
}

fn read<T: DeserializeOwned>(dir: &Path, name: &'static str) -> Result<Vec<T>, ReportError> {
    let path = dir.join(name);
    let text = fs::read_to_string(&path).map_err(|error| ReportError::Read { path, error })?;
    let line = |(at, line): (usize, &str)| {
        serde_json::from_str(line).map_err(|why| ReportError::Line {
            file: name,
            line: at + 1,
            what: why.to_string(),
        })
    };
    text.lines().enumerate().map(line).collect()
}

/// A line of `documents.jsonl`.
#[derive(Deserialize)]
pub(crate) struct DocumentLine {
    pub doc: String,
    pub source: String,
    pub text: Option<String>,
    pub language: Option<LanguageLine>,
    pub published: Option<PublishedLine>,
    pub outlet: Option<String>,
    pub title: Option<String>,
    pub url: Option<String>,
    pub counts: CountsLine,
    pub diagnostics: Vec<DiagnosticLine>,
}

#[derive(Deserialize)]
pub(crate) struct LanguageLine {
    pub variety: String,
    pub name: String,
}

#[derive(Deserialize)]
pub(crate) struct PublishedLine {
    pub date: String,
    pub from: String,
}

#[derive(Deserialize)]
pub(crate) struct CountsLine {
    pub facts: BTreeMap<String, usize>,
}

#[derive(Deserialize)]
pub(crate) struct DiagnosticLine {
    pub severity: String,
    pub code: String,
    pub message: String,
}

/// A line of `entities.jsonl`.
#[derive(Deserialize)]
pub(crate) struct EntityLine {
    pub id: String,
    pub kind: String,
    pub label: String,
    pub known: bool,
    pub documents: usize,
    pub forms: Vec<FormLine>,
    pub mentions: Vec<MentionLine>,
    pub merges: Vec<MergeLine>,
}

#[derive(Deserialize)]
pub(crate) struct FormLine {
    pub text: String,
    pub languages: Vec<String>,
    pub count: u32,
}

#[derive(Deserialize)]
pub(crate) struct MentionLine {
    pub doc: String,
    pub named: Vec<String>,
    #[serde(default)]
    pub by_office: Vec<String>,
    #[serde(default)]
    pub by_reference: Vec<String>,
}

#[derive(Deserialize)]
pub(crate) struct MergeLine {
    pub doc: String,
    pub score: f64,
    pub reasons: Vec<ReasonLine>,
}

#[derive(Deserialize)]
pub(crate) struct ReasonLine {
    pub reason: String,
    pub weight: f64,
    pub detail: Option<String>,
}

/// A fact with its document.
#[derive(Deserialize)]
pub(crate) struct At {
    pub doc: String,
    pub fact: String,
}

/// A line of `clusters.jsonl`.
#[derive(Deserialize)]
pub(crate) struct ClusterLine {
    pub id: String,
    pub kind: String,
    pub polarity: String,
    pub modality: String,
    pub time: Option<String>,
    pub place: Option<String>,
    pub roles: BTreeMap<String, Vec<RoleLine>>,
    pub tellings: Vec<TellingLine>,
    pub sources: Vec<SourceLine>,
    #[serde(default)]
    pub resolutions: Vec<ResolutionLine>,
    #[serde(default)]
    pub parts: Vec<String>,
}

/// What fills a role of a cluster: one of these keys.
#[derive(Deserialize)]
pub(crate) struct RoleLine {
    pub entity: Option<String>,
    pub office: Option<String>,
    pub symbol: Option<String>,
    pub value: Option<String>,
    pub time: Option<String>,
    pub text: Option<String>,
}

#[derive(Deserialize)]
pub(crate) struct TellingLine {
    #[serde(flatten)]
    pub at: At,
    pub modality: String,
    pub polarity: String,
    pub time: Option<String>,
    #[serde(default)]
    pub source: Vec<String>,
}

#[derive(Deserialize)]
pub(crate) struct SourceLine {
    pub names: Vec<String>,
    pub documents: Vec<String>,
    pub reprint: bool,
}

#[derive(Deserialize)]
pub(crate) struct ResolutionLine {
    #[serde(flatten)]
    pub at: At,
    pub said: String,
    pub edtf: String,
    pub reason: String,
}

/// A line of `conflicts.jsonl`.
#[derive(Deserialize)]
pub(crate) struct ConflictLine {
    pub id: String,
    pub r#type: String,
    pub status: String,
    pub about: String,
    pub claims: Vec<ClaimLine>,
    pub evidence: Vec<At>,
    pub reasons: Vec<String>,
}

#[derive(Deserialize)]
pub(crate) struct ClaimLine {
    pub value: String,
    pub facts: Vec<At>,
}

/// A line of `lifecycles.jsonl`.
#[derive(Deserialize)]
pub(crate) struct LifecycleLine {
    pub kind: String,
    pub about: String,
    pub steps: Vec<StepLine>,
}

#[derive(Deserialize)]
pub(crate) struct StepLine {
    #[serde(flatten)]
    pub at: At,
    pub state: String,
    pub modality: String,
    pub date: Option<String>,
    pub date_from: Option<String>,
    #[serde(default)]
    pub amounts: BTreeMap<String, String>,
}
