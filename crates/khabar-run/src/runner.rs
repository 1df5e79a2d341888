//! Documents in, lines out: parallel over documents, in the order of the input.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

use khabar_core::{Diagnostic, Severity};
use rayon::prelude::*;
use xxhash_rust::xxh3::xxh3_64;

use crate::engine::{Engine, Reading, guarded};
use crate::input::{Inputs, Item, Piece, STDIN};
use crate::wire;

/// What became of one input, ready to be written.
#[derive(Debug)]
pub struct Done {
    /// The document's id, unique in the run.
    pub id: Arc<str>,
    /// The input.
    pub item: Item,
    /// What was read from it.
    pub reading: Reading,
    /// Lines of `facts.jsonl`, each with its end.
    pub facts: String,
    /// How many of these lines are of each kind.
    pub kinds: BTreeMap<&'static str, usize>,
    /// The line of `documents.jsonl`, with its end.
    pub document: String,
    /// The text and its file below the output, where no source holds it as it was read: text taken out of a
    /// page, standard input.
    pub text: Option<(String, Arc<str>)>,
}

impl Done {
    /// Everything that there is to tell, errors of the input first.
    pub fn diagnostics(&self) -> impl Iterator<Item = &Diagnostic> {
        let failed = self.item.document.as_ref().err();
        failed
            .into_iter()
            .chain(&self.item.notes)
            .chain(&self.reading.diagnostics)
    }
}

/// The counts of a run.
#[derive(Debug, Default)]
pub struct Summary {
    /// Inputs, read or not.
    pub documents: usize,
    /// Documents that failed, as a whole or in one extractor.
    pub failed: usize,
    /// Documents that were left out because of their language.
    pub refused: usize,
    /// Bytes of source text.
    pub bytes: usize,
    /// Documents by code of the language that they were read as.
    pub languages: BTreeMap<&'static str, usize>,
    /// Facts by kind.
    pub facts: BTreeMap<&'static str, usize>,
    /// Diagnostics by severity and code.
    pub diagnostics: BTreeMap<(Severity, &'static str), usize>,
    /// Time by step, summed over all threads.
    pub times: BTreeMap<&'static str, Duration>,
}

/// How many pieces a thread is given at once: enough to keep all busy, little enough to hold few
/// documents in memory.
const PIECES_PER_THREAD: usize = 32;

/// Reads all inputs on `threads` threads (0: one a core) and hands what became of each to `done`,
/// in the order of the input.
///
/// # Errors
/// Whatever `done` returns; the run stops there. Also if the system refuses to start a thread.
pub fn run<E: From<rayon::ThreadPoolBuildError>>(
    engine: &Engine,
    inputs: Inputs,
    threads: usize,
    mut done: impl FnMut(Done) -> Result<(), E>,
) -> Result<Summary, E> {
    let pool = rayon::ThreadPoolBuilder::new()
        .num_threads(threads)
        .build()?;
    let batch = pool.current_num_threads() * PIECES_PER_THREAD;
    let mut summary = Summary::default();
    // How often each id was seen.
    let mut ids: BTreeMap<Arc<str>, usize> = BTreeMap::new();
    let mut pieces = inputs.pieces();
    loop {
        let some: Vec<Piece> = pieces.by_ref().take(batch).collect();
        if some.is_empty() {
            return Ok(summary);
        }
        let read: Vec<Done> = pool.install(|| {
            let read = some.into_par_iter().map(|piece| read(engine, piece));
            read.collect()
        });
        for mut one in read {
            while let Some(seen) = ids.get_mut(&one.id) {
                *seen += 1;
                let nth = *seen;
                one = renamed(engine, one, nth);
            }
            ids.insert(one.id.clone(), 1);
            summary.add(&one);
            done(one)?;
        }
    }
}

/// Reads what a piece holds. A panic, which only a bug can cause, is an error of this document.
fn read(engine: &Engine, piece: Piece) -> Done {
    let (id, origin) = piece.name();
    let mut item = guarded(|| piece.document()).unwrap_or_else(|panic| Item {
        id,
        origin,
        document: Err(panicked(&panic)),
        notes: Vec::new(),
        extracted: false,
    });
    let reading = match &item.document {
        Ok(document) => guarded(|| engine.read(document)),
        Err(_) => Ok(Reading::default()),
    };
    let reading = reading.unwrap_or_else(|panic| {
        item.document = Err(panicked(&panic));
        Reading::default()
    });
    written(engine, item, reading)
}

fn panicked(panic: &str) -> Diagnostic {
    let message = format!("reading this document failed: {panic}");
    Diagnostic::new(Severity::Error, "document-panicked", message)
}

/// The `nth` document of the same id gets another one, and says so.
fn renamed(engine: &Engine, one: Done, nth: usize) -> Done {
    let Done {
        id,
        mut item,
        reading,
        ..
    } = one;
    let new: Arc<str> = format!("{id}~{nth}").into();
    let message = format!("another document has the id `{id}`; this one is called `{new}`");
    item.notes
        .push(Diagnostic::new(Severity::Note, "duplicate-id", message));
    item.id = new.clone();
    if let Ok(document) = &mut item.document {
        document.id = new;
    }
    written(engine, item, reading)
}

fn written(engine: &Engine, item: Item, reading: Reading) -> Done {
    let registry = engine.registry();
    let id = item.id.clone();
    let mut facts = String::new();
    let lines = match &item.document {
        Ok(document) => wire::facts(registry, document, &reading.facts),
        Err(_) => Vec::new(),
    };
    let mut kinds = BTreeMap::new();
    for line in &lines {
        push_line(&mut facts, line);
        *kinds.entry(line.kind).or_default() += 1;
    }
    let text = match &item.document {
        Ok(document) if item.extracted || item.origin == STDIN => Some((
            format!("texts/{}.txt", file_name(&id)),
            document.text.clone(),
        )),
        _ => None,
    };
    let file = text.as_ref().map(|(file, _)| file.as_str());
    let mut document = String::new();
    push_line(
        &mut document,
        &wire::document(&id, &item, &reading, &lines, file),
    );
    drop(lines);
    Done {
        id,
        item,
        reading,
        facts,
        kinds,
        document,
        text,
    }
}

fn push_line(to: &mut String, line: &impl serde::Serialize) {
    // Strings, numbers and string keys: nothing that JSON could refuse.
    to.push_str(&serde_json::to_string(line).unwrap_or_default());
    to.push('\n');
}

/// An id as a file's name: what could leave the folder, offend a file system or be too long for one
/// is replaced, and a hash of the id tells the results apart.
fn file_name(id: &str) -> String {
    const LONGEST: usize = 100;
    let keep = |c: char| c.is_alphanumeric() || matches!(c, '-' | '_' | '~');
    if id.len() <= LONGEST && id.chars().all(keep) {
        return id.to_owned();
    }
    let stem = id.chars().map(|c| if keep(c) { c } else { '_' });
    let stem: String = stem.collect();
    let stem = &stem[..stem.floor_char_boundary(LONGEST)];
    format!("{stem}-{:08x}", xxh3_64(id.as_bytes()) as u32)
}

impl Summary {
    fn add(&mut self, one: &Done) {
        self.documents += 1;
        let mut worst = None;
        for diagnostic in one.diagnostics() {
            let key = (diagnostic.severity, diagnostic.code);
            *self.diagnostics.entry(key).or_default() += 1;
            worst = worst.max(Some(diagnostic.severity));
        }
        match worst {
            Some(Severity::Error) => self.failed += 1,
            Some(Severity::Refused) => self.refused += 1,
            _ => {}
        }
        if let Ok(document) = &one.item.document {
            self.bytes += document.text.len();
        }
        if let Some(found) = &one.reading.language {
            *self.languages.entry(found.spec.code).or_default() += 1;
        }
        for (kind, count) in &one.kinds {
            *self.facts.entry(kind).or_default() += count;
        }
        for (step, time) in &one.reading.times {
            *self.times.entry(step).or_default() += *time;
        }
    }
}
