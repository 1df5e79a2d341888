//! The facts: their spans, quotations, ids and references to each other.

use std::collections::{BTreeMap, HashMap};

use khabar_core::{Offsets, Span};
use khabar_corpus::record::{FactRecord, FillerRecord, SpanRecord};
use khabar_run::wire;

use super::{Listed, Problems, values};

const NAME: &str = "facts.jsonl";

/// The facts by id, and where they stand.
pub(crate) struct Facts<'d> {
    /// The index of each document.
    documents: HashMap<&'d str, usize>,
    /// By document: its facts with their lines.
    of: Vec<Vec<(usize, FactRecord)>>,
    /// By id: the document and the place among its facts.
    by_id: HashMap<String, (usize, usize)>,
}

impl<'d> Facts<'d> {
    pub(crate) fn new(documents: &'d [Listed]) -> Facts<'d> {
        let ids = documents.iter().enumerate();
        Facts {
            documents: ids
                .map(|(at, listed)| (listed.record.doc.as_str(), at))
                .collect(),
            of: documents.iter().map(|_| Vec::new()).collect(),
            by_id: HashMap::new(),
        }
    }

    /// Reads the lines and checks what needs no text: documents, ids, references.
    pub(crate) fn read(&mut self, lines: &str, problems: &mut Problems) {
        for (line, _, value) in values(NAME, lines, problems) {
            let fact: FactRecord = match serde_json::from_value(value) {
                Ok(fact) => fact,
                Err(error) => {
                    problems.add(NAME, line, format!("no fact: {error}"));
                    continue;
                }
            };
            let Some(document) = self.documents.get(fact.doc.as_str()).copied() else {
                problems.add(NAME, line, format!("no document `{}` is listed", fact.doc));
                continue;
            };
            let at = (document, self.of[document].len());
            if let Some((document, at)) = self.by_id.insert(fact.id.clone(), at) {
                let first = self.of[document][at].0;
                problems.add(
                    NAME,
                    line,
                    format!("the id {} stands in line {first} too", fact.id),
                );
            }
            if !has_its_id(&fact) {
                let what = format!(
                    "the id {} is not that of a {} at {:?} with this value",
                    fact.id, fact.kind, fact.span.bytes
                );
                problems.add(NAME, line, what);
            }
            self.of[document].push((line, fact));
        }
        for facts in &self.of {
            for (line, fact) in facts {
                self.references(*line, fact, problems);
            }
        }
    }

    fn references(&self, line: usize, fact: &FactRecord, problems: &mut Problems) {
        for (role, filler) in fillers(fact) {
            let Some(id) = &filler.fact else { continue };
            let Some(meant) = self.get(id) else {
                problems.add(NAME, line, format!("{role}: there is no fact {id}"));
                continue;
            };
            if meant.doc != fact.doc {
                problems.add(
                    NAME,
                    line,
                    format!("{role}: the fact {id} is of `{}`", meant.doc),
                );
            }
            let value = meant.value.as_ref();
            let names = |value: Option<&FillerRecord>| {
                value.map_or((None, None), |value| {
                    (value.entity.clone(), value.latin.clone())
                })
            };
            if names(Some(filler)) != names(value) {
                problems.add(
                    NAME,
                    line,
                    format!("{role}: the fact {id} names something else"),
                );
            }
        }
    }

    /// Checks spans and quotations of a document against its text.
    pub(crate) fn check_text(&self, document: usize, text: &str, problems: &mut Problems) {
        let offsets = Offsets::of(text);
        for (line, fact) in &self.of[document] {
            let mut check = |what: &str, span: &SpanRecord, said: &str| {
                if let Err(why) = holds(text, &offsets, span, said) {
                    problems.add(NAME, *line, format!("{what}: {why}"));
                }
            };
            check("the fact", &fact.span, &fact.text);
            for (role, filler) in fillers(fact) {
                if let (Some(span), Some(said)) = (&filler.span, &filler.text) {
                    check(role, span, said);
                }
            }
        }
    }

    /// Checks the counts of each document.
    pub(crate) fn check_counts(&self, documents: &[Listed], problems: &mut Problems) {
        for (listed, facts) in documents.iter().zip(&self.of) {
            let mut counts: BTreeMap<String, usize> = BTreeMap::new();
            for (_, fact) in facts {
                *counts.entry(fact.kind.clone()).or_default() += 1;
            }
            if counts != listed.record.counts.facts {
                let what = format!(
                    "`{}` is said to have other facts than it has in {NAME}",
                    listed.record.doc
                );
                problems.add("documents.jsonl", listed.line, what);
            }
        }
    }

    /// The fact of an id.
    pub(crate) fn get(&self, id: &str) -> Option<&FactRecord> {
        let (document, at) = self.by_id.get(id)?;
        Some(&self.of[*document][*at].1)
    }

    pub(crate) fn len(&self) -> usize {
        self.of.iter().map(Vec::len).sum()
    }
}

fn fillers(fact: &FactRecord) -> impl Iterator<Item = (&str, &FillerRecord)> {
    let roles = fact.roles.iter().chain(&fact.attrs);
    roles.flat_map(|(role, fillers)| fillers.iter().map(move |filler| (role.as_str(), filler)))
}

/// Of several facts that agree in everything that an id is made of, the later ones have a number behind;
/// no document has more of them.
const TWINS: usize = 64;

fn has_its_id(fact: &FactRecord) -> bool {
    let [start, end] = fact.span.bytes;
    let value = fact
        .value
        .as_ref()
        .map(FillerRecord::canonical)
        .unwrap_or_default();
    let id = |nth| wire::fact_id(&fact.doc, &fact.kind, [start, end], &value, nth);
    (1..=TWINS).any(|nth| id(nth) == fact.id)
}

/// Whether a span lies in the text, counts alike in all three ways, and holds what is quoted.
fn holds(text: &str, offsets: &Offsets<'_>, told: &SpanRecord, said: &str) -> Result<(), String> {
    let [start, end] = told.bytes;
    let span = Span::new(text, start..end).map_err(|why| why.to_string())?;
    let (chars, utf16) = (offsets.chars(span), offsets.utf16(span));
    if [chars.start, chars.end] != told.chars {
        return Err(format!(
            "the code points are {}..{}, not {}..{}",
            chars.start, chars.end, told.chars[0], told.chars[1]
        ));
    }
    if [utf16.start, utf16.end] != told.utf16 {
        return Err(format!(
            "the UTF-16 units are {}..{}, not {}..{}",
            utf16.start, utf16.end, told.utf16[0], told.utf16[1]
        ));
    }
    match span.of(text) == said {
        true => Ok(()),
        false => Err(format!(
            "the text at {start}..{end} is «{}», not «{said}»",
            span.of(text)
        )),
    }
}
