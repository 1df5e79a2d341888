//! The contract of an extractor: what it declares, what it is given, where its facts go.

use std::any::Any;

use crate::diagnostic::{Diagnostic, Severity};
use crate::document::Document;
use crate::fact::{self, Fact, FactRef, Refusal};
use crate::kind::KindSpec;
use crate::language::{LanguageSpec, SlotSpec};
use crate::settings::{Setting, Settings};

/// Finds facts of one family in one document.
///
/// The same extractor serves all documents at once, from several threads: it keeps no state
/// between calls.
pub trait Extractor: Send + Sync {
    /// Reads the document of `cx` and hands every fact to `sink`.
    ///
    /// It never fails: text that it cannot make sense of gives no fact, and what a user should
    /// know about it is a diagnostic. It sees the facts of the kinds that its spec requires and
    /// of no other extractor in its own layer.
    fn extract(&self, cx: &Cx<'_>, sink: &mut Sink<'_>);

    /// Lines for a person who asks why there is a fact at a byte of the source, or why there is none; `cx`
    /// holds all facts of the document. Without an answer of its own, nothing.
    fn explain(&self, cx: &Cx<'_>, byte: usize) -> Vec<String> {
        let _ = (cx, byte);
        Vec::new()
    }
}

/// What an extractor declares about itself; a `const` beside its code.
pub struct Spec {
    /// Unique, and its table's name in `khabar.toml`: `fact-number`.
    pub id: &'static str,
    /// The crate that registers it, for the census.
    pub by: &'static str,
    /// The crate's README: what it finds, with examples that are its first tests.
    pub readme: &'static str,
    /// Kinds that this crate defines.
    pub kinds: &'static [KindSpec],
    /// Kinds of the facts that it emits; defined here or elsewhere.
    pub provides: &'static [&'static str],
    /// Kinds that must be complete before it runs.
    pub requires: &'static [&'static str],
    /// Sets of words that it reads.
    pub slots: &'static [SlotSpec],
    /// The languages it serves.
    pub languages: Languages,
    /// What its user may set.
    pub settings: &'static [Setting],
    /// Makes it from checked settings.
    pub build: fn(&Settings) -> Box<dyn Extractor>,
}

/// The languages that an extractor serves.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Languages {
    /// Every registered one.
    All,
    /// These, by code; a variety counts as its base too.
    Only(&'static [&'static str]),
}

impl Languages {
    /// Whether documents of `language` are served.
    pub fn serve(self, language: &LanguageSpec) -> bool {
        match self {
            Languages::All => true,
            Languages::Only(codes) => {
                codes.contains(&language.code)
                    || language.base.is_some_and(|base| codes.contains(&base))
            }
        }
    }
}

/// What an extractor is given for one document.
pub struct Cx<'a> {
    document: &'a Document,
    language: &'a LanguageSpec,
    analysis: &'a (dyn Any + Send + Sync),
    facts: &'a [Fact],
    spec: &'a Spec,
}

impl<'a> Cx<'a> {
    /// For the runner: `facts` are those of the layers before.
    pub fn new(
        document: &'a Document,
        language: &'a LanguageSpec,
        analysis: &'a (dyn Any + Send + Sync),
        facts: &'a [Fact],
        spec: &'a Spec,
    ) -> Self {
        Cx {
            document,
            language,
            analysis,
            facts,
            spec,
        }
    }

    /// The document.
    pub fn document(&self) -> &'a Document {
        self.document
    }

    /// The source text that spans count in.
    pub fn source(&self) -> &'a str {
        &self.document.text
    }

    /// The language that the document is read as.
    pub fn language(&self) -> &'a LanguageSpec {
        self.language
    }

    /// What the language layer made of the text. The core carries it and never looks inside;
    /// `khabar_lex::Text::of` opens it.
    pub fn analysis(&self) -> &'a (dyn Any + Send + Sync) {
        self.analysis
    }

    /// The facts of a required kind, in the order of emission.
    ///
    /// # Panics
    /// If the extractor's spec does not require the kind: its place in the plan would not hold.
    pub fn facts(&self, kind: &str) -> impl Iterator<Item = (FactRef, &'a Fact)> + use<'a> {
        let Some(kind) = self.spec.requires.iter().find(|k| **k == kind) else {
            panic!(
                "{} reads the kind `{kind}` but does not require it",
                self.spec.id
            );
        };
        (0u32..)
            .map(FactRef)
            .zip(self.facts)
            .filter(move |(_, fact)| fact.kind == *kind)
    }
}

/// Takes the facts of one extractor on one document.
pub struct Sink<'a> {
    spec: &'a Spec,
    text: &'a str,
    earlier: &'a [Fact],
    base: usize,
    kind: &'a dyn Fn(&str) -> Option<&'static KindSpec>,
    facts: Vec<Fact>,
    diagnostics: Vec<Diagnostic>,
}

impl<'a> Sink<'a> {
    /// For the runner: `earlier` are the facts of the layers before, `base` the number of facts
    /// taken so far, `kind` looks a kind up in the registry.
    pub fn new(
        spec: &'a Spec,
        text: &'a str,
        earlier: &'a [Fact],
        base: usize,
        kind: &'a dyn Fn(&str) -> Option<&'static KindSpec>,
    ) -> Self {
        Sink {
            spec,
            text,
            earlier,
            base,
            kind,
            facts: Vec::new(),
            diagnostics: Vec::new(),
        }
    }

    /// Takes a fact and gives the reference by which others may point to it.
    ///
    /// A fact of an undeclared kind, with an unknown role, a value that the role cannot hold or
    /// a bad span is refused: it becomes an error of the document that names the rule.
    pub fn emit(&mut self, fact: Fact) -> Option<FactRef> {
        if let Err(refusal) = self.check(&fact) {
            let message = format!("{} refused from {}: {refusal}", fact.by, self.spec.id);
            self.tell(Diagnostic::new(Severity::Error, "fact-refused", message));
            return None;
        }
        let at = u32::try_from(self.base + self.facts.len()).ok()?;
        self.facts.push(fact);
        Some(FactRef(at))
    }

    /// Tells the user something about the document.
    pub fn tell(&mut self, diagnostic: Diagnostic) {
        self.diagnostics.push(diagnostic);
    }

    /// Ends the extraction and hands over what was taken.
    pub fn finish(self) -> (Vec<Fact>, Vec<Diagnostic>) {
        (self.facts, self.diagnostics)
    }

    fn check(&self, fact: &Fact) -> Result<(), Refusal> {
        let kind = Some(fact.kind)
            .filter(|kind| self.spec.provides.contains(kind))
            .and_then(self.kind)
            .ok_or_else(|| Refusal::Kind(fact.kind.to_owned()))?;
        fact::check(fact, kind, self.text, |to| {
            let own = || self.facts.get(to.index().checked_sub(self.base)?);
            self.earlier.get(to.index()).or_else(own).map(|f| f.kind)
        })
    }
}
