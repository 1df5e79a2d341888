//! What a run has to tell about a document beside its facts.

use std::fmt;

use crate::span::Span;

/// A message about one document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diagnostic {
    /// How bad it is.
    pub severity: Severity,
    /// Stable name for programs: `language-refused`.
    pub code: &'static str,
    /// What happened and, where it helps, what to do.
    pub message: String,
    /// Where in the source, if at a place.
    pub span: Option<Span>,
}

/// How bad a diagnostic is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// The document was read; something about it is worth knowing.
    Note,
    /// The document was left out on purpose: it is not in a language of ours.
    Refused,
    /// The document, or one extractor on it, failed.
    Error,
}

impl Diagnostic {
    /// A diagnostic about the document as a whole.
    pub fn new(severity: Severity, code: &'static str, message: impl Into<String>) -> Self {
        Diagnostic {
            severity,
            code,
            message: message.into(),
            span: None,
        }
    }

    /// The same, at a place.
    #[must_use]
    pub fn at(mut self, span: Span) -> Self {
        self.span = Some(span);
        self
    }
}

impl Severity {
    /// The word that the output writes.
    pub fn word(self) -> &'static str {
        match self {
            Severity::Note => "note",
            Severity::Refused => "refused",
            Severity::Error => "error",
        }
    }
}

impl fmt::Display for Diagnostic {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{}[{}]: {}",
            self.severity.word(),
            self.code,
            self.message
        )
    }
}
