//! The program made ready: checked plugins, the plan, the languages; reads one document at a time.

use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Arc, Once, OnceLock};
use std::time::{Duration, Instant};

use khabar_core::{
    Cx, Diagnostic, Document, Extractor, Fact, LanguageSpec, Plan, PlanError, Registry,
    RegistryError, Severity, Sink, Spec,
};
use khabar_lex::{Gazetteer, GazetteerError, Identifier, LexiconError, Reader, Text, Verdict};

use crate::config::Config;

/// Everything that reading documents needs; shared by all threads.
pub struct Engine {
    registry: Registry,
    plan: Plan,
    extractors: BTreeMap<&'static str, (&'static Spec, Box<dyn Extractor>)>,
    gazetteer: Arc<Gazetteer>,
    identifier: Identifier,
    readers: BTreeMap<&'static str, OnceLock<Result<Reader, String>>>,
    config: Config,
}

/// What keeps the program from starting.
#[derive(Debug, thiserror::Error)]
pub enum EngineError {
    /// The plugins contradict each other.
    #[error(transparent)]
    Registry(#[from] RegistryError),
    /// No order exists in which the extractors could run.
    #[error(transparent)]
    Plan(#[from] PlanError),
    /// A lexicon cannot be used.
    #[error(transparent)]
    Lexicon(#[from] LexiconError),
    /// The gazetteer cannot be used.
    #[error(transparent)]
    Gazetteer(#[from] GazetteerError),
}

/// What was read from one document.
#[derive(Debug, Default)]
pub struct Reading {
    /// In the order of emission; none for a document that was refused or failed.
    pub facts: Vec<Fact>,
    /// In the order of their telling.
    pub diagnostics: Vec<Diagnostic>,
    /// The language that it was read as.
    pub language: Option<LanguageFound>,
    /// Words of Arabic script.
    pub words: usize,
    /// Sentences.
    pub sentences: usize,
    /// By which reprints are known: the least hashes of its words, eight hexadecimal digits each.
    pub sketch: String,
    /// How long each step took: `identify`, `text`, and each extractor by id.
    pub times: Vec<(&'static str, Duration)>,
}

/// A document's language and how it was found.
#[derive(Debug, Clone)]
pub struct LanguageFound {
    /// The language plugin.
    pub spec: &'static LanguageSpec,
    /// Share of the evidence in the text, 0 to 1; `None` where the text was not asked.
    pub score: Option<f64>,
    /// How clearly it is this variety and not its base or sister, 0 to 1.
    pub variety_score: Option<f64>,
    /// What told it: `record`, `page`, `text`.
    pub from: &'static str,
}

/// The gazetteer that the program carries.
const GAZETTEER: &str = include_str!("../../../config/gazetteer.tsv");

impl Engine {
    /// The engine of the linked plugins, compared with the crates that should have registered.
    ///
    /// # Errors
    /// Whatever is wrong with plugins, plan, lexicons or gazetteer, by name.
    pub fn new<'a>(
        registry: Registry,
        listed: impl IntoIterator<Item = &'a str>,
        config: Config,
    ) -> Result<Engine, EngineError> {
        registry.census(listed)?;
        Engine::with(registry, config, Engine::gazetteer_carried()?)
    }

    /// The gazetteer that the program carries.
    ///
    /// # Errors
    /// If its table is damaged.
    pub fn gazetteer_carried() -> Result<Gazetteer, GazetteerError> {
        Gazetteer::from_table(GAZETTEER)
    }

    /// The engine of any plugins and any gazetteer.
    ///
    /// # Errors
    /// See [`Engine::new`].
    pub fn with(
        registry: Registry,
        config: Config,
        gazetteer: impl Into<Arc<Gazetteer>>,
    ) -> Result<Engine, EngineError> {
        let plan = Plan::new(&registry, |id| config.enabled(id))?;
        let built = plan.order().filter_map(|id| {
            let spec = registry.extractor(id)?;
            Some((id, (spec, (spec.build)(&config.settings(spec)))))
        });
        quiet_panics();
        Ok(Engine {
            extractors: built.collect(),
            identifier: Identifier::new(&registry)?,
            readers: registry
                .languages()
                .map(|l| (l.code, OnceLock::new()))
                .collect(),
            plan,
            gazetteer: gazetteer.into(),
            registry,
            config,
        })
    }

    /// The plugins.
    pub fn registry(&self) -> &Registry {
        &self.registry
    }

    /// The plan.
    pub fn plan(&self) -> &Plan {
        &self.plan
    }

    /// The configuration.
    pub fn config(&self) -> &Config {
        &self.config
    }

    /// The gazetteer.
    pub fn gazetteer(&self) -> &Gazetteer {
        &self.gazetteer
    }

    /// The language identification.
    pub fn identifier(&self) -> &Identifier {
        &self.identifier
    }

    /// The reader of a language, made when it is first needed.
    ///
    /// # Errors
    /// If one of its lexicons cannot be used.
    pub fn reader(&self, language: &LanguageSpec) -> Result<&Reader, String> {
        let make =
            || Reader::new(&self.registry, language, &self.gazetteer).map_err(|e| e.to_string());
        match self.readers.get(language.code) {
            Some(cell) => cell.get_or_init(make).as_ref().map_err(Clone::clone),
            None => Err(format!(
                "the language `{}` is not registered",
                language.code
            )),
        }
    }

    /// Reads a document. Never fails: what goes wrong is a diagnostic.
    pub fn read(&self, document: &Document) -> Reading {
        let mut reading = Reading::default();
        if document.text.trim().is_empty() {
            let message = "the document is empty: there is nothing to read";
            reading
                .diagnostics
                .push(Diagnostic::new(Severity::Error, "empty-document", message));
            return reading;
        }
        if u32::try_from(document.text.len()).is_err() {
            let message = "the document is longer than 4 GB; cut it into parts";
            reading
                .diagnostics
                .push(Diagnostic::new(Severity::Error, "too-long", message));
            return reading;
        }
        let started = Instant::now();
        let found = self.language(document, &mut reading.diagnostics);
        reading.times.push(("identify", started.elapsed()));
        let Some(found) = found else {
            return reading;
        };
        let started = Instant::now();
        let reader = match self.reader(found.spec) {
            Ok(reader) => reader,
            Err(why) => {
                let diagnostic = Diagnostic::new(Severity::Error, "language-unusable", why);
                reading.diagnostics.push(diagnostic);
                return reading;
            }
        };
        let text = reader.read(&document.text);
        reading.times.push(("text", started.elapsed()));
        reading.sentences = text.sentences().count();
        let is_word = |t: &&khabar_lex::Token| t.kind == khabar_lex::TokenKind::Word;
        reading.words = text.tokens().iter().filter(is_word).count();
        reading.sketch = crate::sketch::sketch(&text);
        self.extract(document, found.spec, &text, &mut reading);
        reading.language = Some(found);
        reading
    }

    /// What each extractor says of the facts at a byte of a document's text, with its id; with the reading
    /// itself.
    pub fn explain(
        &self,
        document: &Document,
        byte: usize,
    ) -> (Reading, Vec<(&'static str, String)>) {
        let reading = self.read(document);
        let mut told = Vec::new();
        let Some(found) = &reading.language else {
            return (reading, told);
        };
        let Ok(reader) = self.reader(found.spec) else {
            return (reading, told);
        };
        let text = reader.read(&document.text);
        for id in self.plan.order() {
            if let Some((spec, extractor)) = self.extractors.get(id)
                && spec.languages.serve(found.spec)
            {
                let cx = Cx::new(document, found.spec, &text, &reading.facts, spec);
                let lines = extractor.explain(&cx, byte);
                told.extend(lines.into_iter().map(|line| (spec.id, line)));
            }
        }
        (reading, told)
    }

    fn extract(
        &self,
        document: &Document,
        language: &'static LanguageSpec,
        text: &Text,
        reading: &mut Reading,
    ) {
        let kind = |name: &str| self.registry.kind(name);
        let mut facts: Vec<Fact> = Vec::new();
        for layer in &self.plan.layers {
            let mut emitted: Vec<Fact> = Vec::new();
            for id in layer {
                let Some((spec, extractor)) = self.extractors.get(id) else {
                    continue;
                };
                if !spec.languages.serve(language) {
                    continue;
                }
                let started = Instant::now();
                let cx = Cx::new(document, language, text, &facts, spec);
                let base = facts.len() + emitted.len();
                let result = guarded(|| {
                    let mut sink = Sink::new(spec, &document.text, &facts, base, &kind);
                    extractor.extract(&cx, &mut sink);
                    sink.finish()
                });
                match result {
                    Ok((found, told)) => {
                        emitted.extend(found);
                        reading.diagnostics.extend(told);
                    }
                    Err(panic) => {
                        let message = format!(
                            "{id} stopped on this document and its facts are missing: {panic}"
                        );
                        reading.diagnostics.push(Diagnostic::new(
                            Severity::Error,
                            "extractor-panicked",
                            message,
                        ));
                    }
                }
                reading.times.push((id, started.elapsed()));
            }
            facts.extend(emitted);
        }
        reading.facts = facts;
    }

    /// The language to read a document as. A declared one wins; a text that disagrees with it is
    /// told. `None` where the document is refused.
    fn language(&self, document: &Document, told: &mut Vec<Diagnostic>) -> Option<LanguageFound> {
        let verdict = self.identifier.identify(&document.text);
        let Some(declared) = &document.meta.language else {
            return self.told_by_text(verdict, told);
        };
        let tag = &declared.tag;
        let spec = self.declared(tag);
        let told_as = match &verdict {
            Verdict::Ours { code, .. } => self.registry.language(code),
            _ => None,
        };
        let hint = declared.from == "page"
            && told_as.is_some_and(|t| Some(t.code) != spec.map(|s| s.code));
        if hint {
            let looks = self.describe(&verdict);
            let message =
                format!("the page declares `{tag}`, but its text is {looks}; read as that");
            told.push(Diagnostic::new(
                Severity::Note,
                "language-disagrees",
                message,
            ));
            return self.told_by_text(verdict, told);
        }
        let Some(spec) = spec else {
            let names: Vec<&str> = self.registry.languages().map(|l| l.name).collect();
            let names = names.join(", ");
            let message = format!("refused: declared as `{tag}`, which is none of {names}");
            told.push(Diagnostic::new(
                Severity::Refused,
                "language-refused",
                message,
            ));
            return None;
        };
        let (score, variety_score) = match &verdict {
            Verdict::Ours {
                code,
                score,
                variety_score,
            } if *code == spec.code => (Some(*score), *variety_score),
            // Nothing in the text tells the variety from its base.
            Verdict::Ours {
                variety_score: Some(0.0),
                ..
            } if told_as.is_some_and(|t| root(t) == root(spec)) => (None, Some(0.0)),
            other => {
                let looks = self.describe(other);
                let name = spec.name;
                let message =
                    format!("declared as {name}, but the text is {looks}; read as declared");
                told.push(Diagnostic::new(
                    Severity::Note,
                    "language-disagrees",
                    message,
                ));
                (None, None)
            }
        };
        Some(LanguageFound {
            spec,
            score,
            variety_score,
            from: declared.from,
        })
    }

    fn told_by_text(&self, verdict: Verdict, told: &mut Vec<Diagnostic>) -> Option<LanguageFound> {
        let Verdict::Ours {
            code,
            score,
            variety_score,
        } = verdict
        else {
            let message = format!("refused: the text is {}", self.describe(&verdict));
            told.push(Diagnostic::new(
                Severity::Refused,
                "language-refused",
                message,
            ));
            return None;
        };
        Some(LanguageFound {
            spec: self.registry.language(code)?,
            score: Some(score),
            variety_score,
            from: "text",
        })
    }

    /// The language that a tag means, with or without its region.
    fn declared(&self, tag: &str) -> Option<&'static LanguageSpec> {
        let tag = tag.replace('_', "-");
        let find = |tag: &str| {
            let mut languages = self.registry.languages();
            languages.find(|l| l.tags.iter().any(|t| t.eq_ignore_ascii_case(tag)))
        };
        find(&tag).or_else(|| find(tag.split('-').next()?))
    }

    fn describe(&self, verdict: &Verdict) -> String {
        match verdict {
            Verdict::Ours { code, .. } => self
                .registry
                .language(code)
                .map_or(*code, |l| l.name)
                .to_owned(),
            Verdict::Foreign { name, .. } => name.clone(),
            Verdict::Unknown => "in a language of Arabic script that is not known here".to_owned(),
            Verdict::Script(script) => format!("in {script} script"),
            Verdict::Empty => "without letters".to_owned(),
        }
    }
}

/// The code of a language, of a variety that of its base.
fn root(language: &LanguageSpec) -> &'static str {
    language.base.unwrap_or(language.code)
}

thread_local! {
    static GUARDED: Cell<bool> = const { Cell::new(false) };
    static PANIC: RefCell<Option<String>> = const { RefCell::new(None) };
}

/// Keeps panics of extractors off standard error: they become diagnostics. Others are shown as
/// ever.
fn quiet_panics() {
    static HOOK: Once = Once::new();
    HOOK.call_once(|| {
        let before = std::panic::take_hook();
        std::panic::set_hook(Box::new(move |info| {
            if !GUARDED.get() {
                before(info);
                return;
            }
            let payload = info.payload();
            let message = payload
                .downcast_ref::<&str>()
                .map(|s| (*s).to_owned())
                .or_else(|| payload.downcast_ref::<String>().cloned())
                .unwrap_or_else(|| "a panic without a message".to_owned());
            // The file alone: the folders are those of the machine that built the program.
            let file = |path: &str| path.rsplit(['/', '\\']).next().unwrap_or("").to_owned();
            let place = info
                .location()
                .map(|l| format!(" ({}:{})", file(l.file()), l.line()));
            PANIC.set(Some(message + &place.unwrap_or_default()));
        }));
    });
}

/// Runs `work`; a panic in it is an error with its message and place. Inside of another one, the
/// inner one catches.
pub(crate) fn guarded<T>(work: impl FnOnce() -> T) -> Result<T, String> {
    let outer = GUARDED.replace(true);
    let result = catch_unwind(AssertUnwindSafe(work));
    GUARDED.set(outer);
    result.map_err(|_| PANIC.take().unwrap_or_else(|| "a panic".to_owned()))
}
