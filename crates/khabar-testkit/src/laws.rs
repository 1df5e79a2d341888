//! The laws that every plugin keeps on every text.

use std::sync::Arc;

use khabar_core::{Declared, Document, LanguageSpec, Offsets, Severity, Span};
use khabar_lex::Text;
use khabar_lex::script::{self, Class};
use khabar_run::Engine;

use crate::document;

/// Reads `text` as each registered language and checks every law that a single text can break:
/// tokens tile, sentences and hits lie where they should, spans are on character boundaries and
/// counted alike in bytes, code points and UTF-16, no fact is refused, no extractor panics, and a
/// second reading is the same.
///
/// # Errors
/// Says which law was broken, and where.
pub fn check(engine: &Engine, text: &str) -> Result<(), String> {
    for language in engine.registry().languages() {
        let source: Arc<str> = text.into();
        let read = engine.reader(language)?.read(&source);
        analysis(&read, text).map_err(|e| format!("{}: {e}", language.code))?;
        facts(engine, language, text).map_err(|e| format!("{}: {e}", language.code))?;
    }
    Ok(())
}

fn analysis(read: &Text, text: &str) -> Result<(), String> {
    let mut end = 0;
    for token in read.tokens() {
        let range = token.range();
        if range.start != end || range.is_empty() {
            return Err(format!(
                "the tokens do not tile at byte {end}: next is {range:?}"
            ));
        }
        if text.get(range.clone()).is_none() {
            return Err(format!("a token cuts a character: {range:?}"));
        }
        end = range.end;
    }
    if end != text.len() {
        return Err(format!("the tokens end at byte {end} of {}", text.len()));
    }
    let mut after = 0;
    for sentence in read.sentences() {
        if sentence.start < after || sentence.is_empty() || sentence.end > read.tokens().len() {
            return Err(format!("the sentence {sentence:?} is out of order"));
        }
        after = sentence.end;
    }
    let folded = read.folded();
    for cell in 0..folded.len() {
        let Some(span) = folded.span(text, cell..cell + 1) else {
            return Err(format!("cell {cell} has no source"));
        };
        let ends = [
            span.of(text).chars().next(),
            span.of(text).chars().next_back(),
        ];
        let silent = |c: char| matches!(script::class(c), Class::Ignored | Class::Soft);
        if ends.iter().flatten().any(|c| silent(*c)) {
            return Err(format!("the span {span:?} starts or ends on a control"));
        }
    }
    Ok(())
}

fn facts(engine: &Engine, language: &LanguageSpec, text: &str) -> Result<(), String> {
    let mut one = document("law", text);
    one.meta.language = Some(Declared {
        tag: language.code.to_owned(),
        from: "record",
    });
    let reading = engine.read(&one);
    for diagnostic in &reading.diagnostics {
        if diagnostic.severity == Severity::Error && diagnostic.code != "empty-document" {
            return Err(diagnostic.to_string());
        }
    }
    for fact in &reading.facts {
        let fillers = fact.roles.iter().filter_map(|(_, filler)| filler.span);
        for span in fillers.chain([fact.span]) {
            counted(&one, span).map_err(|e| format!("{} {span:?}: {e}", fact.by))?;
        }
    }
    if engine.read(&one).facts == reading.facts {
        Ok(())
    } else {
        Err("a second reading differs".to_owned())
    }
}

/// Whether the three ways to count a span agree with the text.
fn counted(document: &Document, span: Span) -> Result<(), String> {
    let text = &*document.text;
    Span::new(text, span.range()).map_err(|e| e.to_string())?;
    let surface = span.of(text);
    let class = |c: Option<char>| c.map(script::class);
    let ends = [surface.chars().next(), surface.chars().next_back()];
    if ends
        .iter()
        .any(|c| matches!(class(*c), Some(Class::Ignored | Class::Soft)))
    {
        return Err(format!(
            "it starts or ends on a joiner or control: {surface:?}"
        ));
    }
    if class(text[span.end()..].chars().next()) == Some(Class::Mark) {
        return Err(format!("it cuts a combining mark: {surface:?}"));
    }
    let offsets = Offsets::of(text);
    let chars = offsets.chars(span);
    let by_chars: String = text.chars().skip(chars.start).take(chars.len()).collect();
    if by_chars != surface {
        return Err(format!(
            "code points {chars:?} are `{by_chars}`, bytes `{surface}`"
        ));
    }
    let units: Vec<u16> = text.encode_utf16().collect();
    let utf16 = offsets.utf16(span);
    let by_units = units.get(utf16.clone()).map(String::from_utf16_lossy);
    if by_units.as_deref() != Some(surface) {
        return Err(format!(
            "UTF-16 {utf16:?} is {by_units:?}, bytes `{surface}`"
        ));
    }
    Ok(())
}
