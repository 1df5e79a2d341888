//! From paths to documents: formats, compression, folders, standard input.

use std::fs::File;
use std::io::{self, BufRead, BufReader, Read};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use khabar_core::{Declared, Diagnostic, Document, Meta, Published, Severity};
use serde::Deserialize;
use serde_json::Value;
use serde_json::value::RawValue;
use walkdir::WalkDir;

use crate::html;

/// The path that stands for standard input, and the source of what was read from it.
pub const STDIN: &str = "-";

/// What a file holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// One document of plain text.
    Text,
    /// One page.
    Html,
    /// One document a line: an object with `id`, `text`, and optionally `lang`, `published`,
    /// `title`, `url`, `outlet`.
    JsonLines,
}

impl Format {
    /// The format and the stem of a file's name, whatever its compression.
    fn of_name(name: &str) -> Option<(Format, &str)> {
        let bare = Packed::of_name(name).1;
        let (stem, extension) = bare.rsplit_once('.')?;
        let format = match extension.to_ascii_lowercase().as_str() {
            "txt" => Format::Text,
            "html" | "htm" => Format::Html,
            "jsonl" | "ndjson" => Format::JsonLines,
            _ => return None,
        };
        Some((format, stem))
    }
}

/// How a file is compressed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Packed {
    No,
    Gzip,
    Zstd,
}

impl Packed {
    fn of_name(name: &str) -> (Packed, &str) {
        match name.rsplit_once('.') {
            Some((bare, "gz" | "GZ")) => (Packed::Gzip, bare),
            Some((bare, "zst" | "ZST")) => (Packed::Zstd, bare),
            _ => (Packed::No, name),
        }
    }
}

/// An input that does not exist or cannot be understood as one.
#[derive(Debug, thiserror::Error)]
pub enum InputError {
    /// Nothing is there.
    #[error("there is no file or folder `{0}`")]
    Missing(String),
    /// No file of a known format in a folder.
    #[error("the folder `{0}` holds no .txt, .html or .jsonl file (each also .gz or .zst)")]
    NothingIn(String),
}

/// A place that documents come from.
#[derive(Debug, Clone)]
enum Source {
    File {
        path: PathBuf,
        id: String,
        format: Format,
    },
    Stdin(Format),
    /// A part of a folder that could not be looked into.
    Broken {
        id: String,
        message: String,
    },
}

/// Everything that a run reads, in a fixed order.
#[derive(Debug)]
pub struct Inputs {
    sources: Vec<Source>,
    /// Files in folders that are of no known format.
    pub skipped: Vec<String>,
}

impl Inputs {
    /// Finds the documents of `paths`: files, folders, `-` for standard input (read as `stdin`).
    /// The folder `out`, where the results go, is left out of the folders.
    ///
    /// # Errors
    /// If a path does not exist, or a folder holds nothing to read.
    pub fn find(
        paths: &[PathBuf],
        stdin: Format,
        out: Option<&Path>,
    ) -> Result<Inputs, InputError> {
        let out = out.and_then(|out| out.canonicalize().ok());
        let mut inputs = Inputs {
            sources: Vec::new(),
            skipped: Vec::new(),
        };
        for path in paths {
            if path.as_os_str() == STDIN {
                inputs.sources.push(Source::Stdin(stdin));
            } else if path.is_dir() {
                inputs.folder(path, out.as_deref())?;
            } else if path.symlink_metadata().is_ok() {
                let name = path.file_name().unwrap_or_default().to_string_lossy();
                // A file that was named is read, whatever it is called.
                let (format, stem) =
                    Format::of_name(&name).unwrap_or((Format::Text, Packed::of_name(&name).1));
                inputs.sources.push(Source::File {
                    path: path.clone(),
                    id: stem.to_owned(),
                    format,
                });
            } else {
                return Err(InputError::Missing(path.display().to_string()));
            }
        }
        Ok(inputs)
    }

    fn folder(&mut self, root: &Path, out: Option<&Path>) -> Result<(), InputError> {
        let before = self.sources.len();
        let is_out = |entry: &walkdir::DirEntry| {
            out.is_some() && entry.path().canonicalize().ok().as_deref() == out
        };
        let walk = WalkDir::new(root).sort_by_file_name().into_iter();
        for entry in walk.filter_entry(|e| !e.file_type().is_dir() || !is_out(e)) {
            match entry {
                Ok(entry) if entry.file_type().is_dir() => {}
                Ok(entry) => {
                    let below = entry.path().strip_prefix(root).unwrap_or(entry.path());
                    let id = below.to_string_lossy().replace('\\', "/");
                    // A pipe or a device would be waited for.
                    let regular = entry.path().is_file();
                    match Format::of_name(&id).filter(|_| regular) {
                        Some((format, stem)) => self.sources.push(Source::File {
                            id: stem.to_owned(),
                            path: entry.into_path(),
                            format,
                        }),
                        None => self.skipped.push(entry.path().display().to_string()),
                    }
                }
                Err(e) => {
                    let path = e.path().unwrap_or(root).display().to_string();
                    let cause = e.io_error().map_or_else(|| e.to_string(), cause);
                    self.sources.push(Source::Broken {
                        message: format!("cannot look into the folder `{path}`: {cause}"),
                        id: path,
                    });
                }
            }
        }
        if self.sources.len() == before {
            return Err(InputError::NothingIn(root.display().to_string()));
        }
        Ok(())
    }

    /// The pieces that documents are made of, read one after another; making documents of them
    /// ([`Piece::documents`]) is left to the workers.
    pub fn pieces(self) -> impl Iterator<Item = Piece> {
        self.sources.into_iter().flat_map(pieces)
    }
}

/// What one worker makes documents of: a file, or a line of one.
#[derive(Debug)]
pub enum Piece {
    /// A file still to be read.
    #[doc(hidden)]
    File {
        path: PathBuf,
        id: String,
        format: Format,
    },
    /// Bytes that were read already.
    #[doc(hidden)]
    Bytes {
        bytes: Vec<u8>,
        id: String,
        origin: String,
        format: Format,
    },
    /// A line of a JSON Lines file.
    #[doc(hidden)]
    Line {
        bytes: Vec<u8>,
        origin: String,
        file: String,
        line: usize,
        offset: u64,
    },
    /// What could not be read.
    #[doc(hidden)]
    Broken {
        id: String,
        origin: String,
        diagnostic: Diagnostic,
    },
}

/// A document, or why there is none.
#[derive(Debug)]
pub struct Item {
    /// The document's id, or what to call the broken place.
    pub id: Arc<str>,
    /// The file it came from, or `-`.
    pub origin: String,
    /// The document, or the error.
    pub document: Result<Document, Diagnostic>,
    /// What else there is to tell.
    pub notes: Vec<Diagnostic>,
    /// The text was taken out of a page: spans count in the extracted text.
    pub extracted: bool,
}

fn pieces(source: Source) -> Box<dyn Iterator<Item = Piece>> {
    match source {
        Source::File {
            path,
            id,
            format: Format::JsonLines,
        } => {
            let origin = path.display().to_string();
            match open(&path) {
                Ok(reader) => Box::new(lines(reader, origin, id)),
                Err(e) => Box::new(std::iter::once(unreadable(id, origin, &e))),
            }
        }
        Source::File { path, id, format } => {
            Box::new(std::iter::once(Piece::File { path, id, format }))
        }
        Source::Stdin(Format::JsonLines) => Box::new(lines(
            Box::new(BufReader::new(io::stdin())),
            "-".into(),
            "stdin".into(),
        )),
        Source::Stdin(format) => {
            let mut bytes = Vec::new();
            let (id, origin) = ("stdin".to_owned(), STDIN.to_owned());
            Box::new(std::iter::once(match io::stdin().read_to_end(&mut bytes) {
                Ok(_) => Piece::Bytes {
                    bytes,
                    id,
                    origin,
                    format,
                },
                Err(e) => unreadable(id, origin, &e),
            }))
        }
        Source::Broken { id, message } => Box::new(std::iter::once(Piece::Broken {
            origin: id.clone(),
            id,
            diagnostic: Diagnostic::new(Severity::Error, "unreadable", message),
        })),
    }
}

fn unreadable(id: String, origin: String, e: &io::Error) -> Piece {
    let message = format!("cannot read `{origin}`: {}", cause(e));
    Piece::Broken {
        id,
        origin,
        diagnostic: Diagnostic::new(Severity::Error, "unreadable", message),
    }
}

/// The longest document that is read, in bytes: 1 GiB. A small compressed file may hold more.
const LONGEST: u64 = 1 << 30;

fn too_long(id: String, origin: String) -> Piece {
    let message = "the document is longer than 1 GiB; cut it into parts";
    Piece::Broken {
        id,
        origin,
        diagnostic: Diagnostic::new(Severity::Error, "too-long", message),
    }
}

/// An error's cause without the number that the system gives it.
fn cause(e: &io::Error) -> String {
    let text = e.to_string();
    text.split(" (os error").next().unwrap_or(&text).to_owned()
}

fn open(path: &Path) -> io::Result<Box<dyn BufRead>> {
    let file = File::open(path)?;
    let name = path.to_string_lossy();
    Ok(match Packed::of_name(&name).0 {
        Packed::No => Box::new(BufReader::new(file)),
        Packed::Gzip => Box::new(BufReader::new(flate2::read::MultiGzDecoder::new(file))),
        Packed::Zstd => Box::new(BufReader::new(zstd::Decoder::new(file)?)),
    })
}

fn lines(
    mut reader: Box<dyn BufRead>,
    origin: String,
    file: String,
) -> impl Iterator<Item = Piece> {
    let (mut line, mut offset, mut records, mut ended) = (0, 0, 0, false);
    std::iter::from_fn(move || {
        while !ended {
            let mut bytes = Vec::new();
            let at = offset;
            line += 1;
            match reader.read_until(b'\n', &mut bytes) {
                Ok(0) => ended = true,
                Ok(read) => offset += read as u64,
                Err(e) => {
                    ended = true;
                    return Some(unreadable(format!("{file}#{line}"), origin.clone(), &e));
                }
            }
            // A byte order mark belongs to the file, not to its first record.
            let mark = bytes.strip_prefix(b"\xEF\xBB\xBF").filter(|_| line == 1);
            let (bytes, at) = match mark {
                Some(rest) => (rest.to_vec(), at + 3),
                None => (bytes, at),
            };
            if bytes.iter().all(u8::is_ascii_whitespace) {
                continue;
            }
            records += 1;
            return Some(Piece::Line {
                bytes,
                origin: origin.clone(),
                file: file.clone(),
                line,
                offset: at,
            });
        }
        let empty = std::mem::replace(&mut records, 1) == 0;
        empty.then(|| Piece::Broken {
            id: file.clone(),
            origin: origin.clone(),
            diagnostic: Diagnostic::new(
                Severity::Error,
                "empty-document",
                "the file is empty: it has no record",
            ),
        })
    })
}

impl Piece {
    /// What to call the piece before it is a document: an id and the file.
    pub fn name(&self) -> (Arc<str>, String) {
        match self {
            Piece::File { path, id, .. } => (id.as_str().into(), path.display().to_string()),
            Piece::Bytes { id, origin, .. } | Piece::Broken { id, origin, .. } => {
                (id.as_str().into(), origin.clone())
            }
            Piece::Line {
                origin, file, line, ..
            } => (format!("{file}#{line}").into(), origin.clone()),
        }
    }

    /// Makes the document of a piece.
    pub fn document(self) -> Item {
        match self {
            Piece::File { path, id, format } => {
                let origin = path.display().to_string();
                let mut bytes = Vec::new();
                let read = open(&path).and_then(|r| r.take(LONGEST + 1).read_to_end(&mut bytes));
                match read {
                    Ok(_) if bytes.len() as u64 > LONGEST => too_long(id, origin).document(),
                    Ok(_) => single(bytes, id, origin, format),
                    Err(e) => unreadable(id, origin, &e).document(),
                }
            }
            Piece::Bytes {
                bytes,
                id,
                origin,
                format,
            } => single(bytes, id, origin, format),
            Piece::Line {
                bytes,
                origin,
                file,
                line,
                offset,
            } => record(&bytes, origin, &file, line, offset),
            Piece::Broken {
                id,
                origin,
                diagnostic,
            } => Item {
                id: id.into(),
                origin,
                document: Err(diagnostic),
                notes: Vec::new(),
                extracted: false,
            },
        }
    }
}

fn utf8(bytes: Vec<u8>, offset: u64) -> Result<String, Diagnostic> {
    String::from_utf8(bytes).map_err(|e| {
        let at = offset + e.utf8_error().valid_up_to() as u64;
        let message =
            format!("not UTF-8: byte {at} begins no character; convert the file to UTF-8");
        Diagnostic::new(Severity::Error, "invalid-utf8", message)
    })
}

fn single(bytes: Vec<u8>, id: String, origin: String, format: Format) -> Item {
    let id: Arc<str> = id.into();
    let mut notes = Vec::new();
    let document = utf8(bytes, 0).and_then(|text| match format {
        Format::Html => html::document(&id, &text, &mut notes),
        Format::Text | Format::JsonLines => Ok(Document {
            id: id.clone(),
            meta: Meta {
                published: head_line(&text),
                ..Meta::default()
            },
            text: text.into(),
        }),
    });
    Item {
        id,
        origin,
        document,
        notes,
        extracted: format == Format::Html,
    }
}

/// A harvester's own first line, `date 2025-12-04 …`, dates the document.
fn head_line(text: &str) -> Option<Published> {
    let rest = text.trim_start().strip_prefix("date ")?;
    let date = rest.trim_start().get(..10)?;
    Some(Published {
        date: day(date)?,
        from: "head line",
    })
}

/// A line of a JSON Lines file. Only `text` must be what it should; of the rest, what cannot be used
/// is noted.
#[derive(Deserialize)]
struct Record<'r> {
    #[serde(borrow)]
    id: Option<&'r RawValue>,
    text: Option<String>,
    lang: Option<Value>,
    published: Option<Value>,
    title: Option<Value>,
    url: Option<Value>,
    outlet: Option<Value>,
}

fn record(bytes: &[u8], origin: String, file: &str, line: usize, offset: u64) -> Item {
    let place: Arc<str> = format!("{file}#{line}").into();
    let mut notes = Vec::new();
    let text = utf8(bytes.to_vec(), offset);
    let read = text.as_deref().map_err(Clone::clone).and_then(|text| {
        if !text.trim_start().starts_with('{') {
            let message = format!("line {line} is no record: an object with `id` and `text`");
            return Err(Diagnostic::new(Severity::Error, "bad-record", message));
        }
        serde_json::from_str::<Record<'_>>(text).map_err(|e| {
            let why = e.to_string();
            let why = why.split(" at line").next().unwrap_or(&why);
            let column = e.column();
            let message = format!("line {line}, column {column} is no record: {why}");
            Diagnostic::new(Severity::Error, "bad-record", message)
        })
    });
    let (id, document) = match read {
        Err(diagnostic) => (place, Err(diagnostic)),
        Ok(record) => {
            let id = record.id.and_then(|id| id_of(id.get(), &place, &mut notes));
            let id = id.unwrap_or(place);
            (id.clone(), document_of(record, id, line, &mut notes))
        }
    };
    Item {
        id,
        origin,
        document,
        notes,
        extracted: false,
    }
}

/// An id as the record writes it: a string, or a number digit by digit.
fn id_of(raw: &str, place: &str, notes: &mut Vec<Diagnostic>) -> Option<Arc<str>> {
    let string = serde_json::from_str::<String>(raw).ok();
    let number = raw.starts_with(|c: char| c == '-' || c.is_ascii_digit());
    match string.or_else(|| number.then(|| raw.to_owned())) {
        Some(id) if !id.is_empty() => Some(id.into()),
        _ if raw == "null" => None,
        _ => {
            let message = format!("the id {raw} is no name; this one is called `{place}`");
            notes.push(Diagnostic::new(Severity::Note, "bad-id", message));
            None
        }
    }
}

/// A text field; anything else is noted and left out.
fn text_of(value: Option<Value>, field: &str, notes: &mut Vec<Diagnostic>) -> Option<String> {
    match value {
        Some(Value::String(text)) => Some(text),
        None | Some(Value::Null) => None,
        Some(other) => {
            let message = format!("`{field}` is {other}, not a text, and was left out");
            notes.push(Diagnostic::new(Severity::Note, "bad-field", message));
            None
        }
    }
}

fn document_of(
    record: Record<'_>,
    id: Arc<str>,
    line: usize,
    notes: &mut Vec<Diagnostic>,
) -> Result<Document, Diagnostic> {
    let Some(text) = record.text else {
        let message = format!("the record in line {line} has no `text`");
        return Err(Diagnostic::new(Severity::Error, "bad-record", message));
    };
    let told = text_of(record.published, "published", notes);
    let published = told.and_then(|told| {
        published(&told, "record").or_else(|| {
            notes.push(unread_date(&told));
            None
        })
    });
    Ok(Document {
        id,
        text: text.into(),
        meta: Meta {
            language: declared(text_of(record.lang, "lang", notes), "record"),
            published,
            title: text_of(record.title, "title", notes),
            url: text_of(record.url, "url", notes),
            outlet: text_of(record.outlet, "outlet", notes),
        },
    })
}

/// A declared language; an empty declaration is none.
pub(crate) fn declared(tag: Option<String>, from: &'static str) -> Option<Declared> {
    let tag = tag?.trim().to_owned();
    (!tag.is_empty()).then_some(Declared { tag, from })
}

/// The day of an ISO 8601 date or date-time.
pub(crate) fn published(told: &str, from: &'static str) -> Option<Published> {
    let date = day(told.trim())?;
    Some(Published { date, from })
}

pub(crate) fn unread_date(told: &str) -> Diagnostic {
    let message = format!("the date of publication `{told}` is no ISO 8601 date and was left out");
    Diagnostic::new(Severity::Note, "published-unreadable", message)
}

fn day(told: &str) -> Option<String> {
    let pieces = jiff::fmt::temporal::Pieces::parse(told).ok()?;
    Some(pieces.date().to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_tell_format_and_compression() {
        assert_eq!(Format::of_name("a/b.txt.gz"), Some((Format::Text, "a/b")));
        assert_eq!(
            Format::of_name("b.jsonl.zst"),
            Some((Format::JsonLines, "b"))
        );
        assert_eq!(Format::of_name("b.pdf"), None);
    }

    #[test]
    fn dates_are_read_or_left_out() {
        let read = |told| published(told, "record").map(|p| p.date);
        assert_eq!(read("2015-07-21T02:51:33").as_deref(), Some("2015-07-21"));
        assert_eq!(read("2025-12-04").as_deref(), Some("2025-12-04"));
        assert_eq!(read("2025-03-04T08:00:00Z").as_deref(), Some("2025-03-04"));
        assert_eq!(
            read("2025-03-04T08:00:00+05:00").as_deref(),
            Some("2025-03-04")
        );
        assert_eq!(read("2025-02-30"), None);
        assert_eq!(read("yesterday"), None);
        let head = |text| head_line(text).map(|p| p.date);
        assert_eq!(
            head(" date 2025-12-04 پاکستان").as_deref(),
            Some("2025-12-04")
        );
        assert_eq!(head("date unknown"), None);
    }

    #[test]
    fn broken_records_name_their_line() {
        let item = record(b"{\"id\": 1,\n", "f.jsonl".into(), "f", 7, 0);
        assert!(
            item.document
                .unwrap_err()
                .message
                .starts_with("line 7, column")
        );
        let item = record(b"{\"id\": 1}", "f.jsonl".into(), "f", 7, 0);
        assert_eq!(&*item.id, "1");
        assert!(item.document.unwrap_err().message.contains("no `text`"));
        let item = record(b"{\"text\": \"\xff\"}", "f.jsonl".into(), "f", 7, 100);
        assert!(item.document.unwrap_err().message.contains("byte 110"));
    }
}
