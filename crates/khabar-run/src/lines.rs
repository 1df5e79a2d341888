//! The line grammar: facts as lines that stay readable where text runs both ways.
//!
//! ```text
//! place 17..24 KG via=name by=place.name | پاکستان
//! ```
//!
//! A terminal that reorders shows each such line rightly, since it begins from left to right and nothing follows
//! the run; in one that does not, the letters of the run stand in the order of reading, and nothing else moves.
//!
//! One fact a line, sorted. First what is ASCII: the kind, the range in code points, the value,
//! roles and attributes, the rule. Then at most one run of right-to-left text, last. Further ones
//! stand on lines of their own below, indented, with the role that they fill. Bidi controls are
//! escaped. There are no ids and no times.

use std::fmt::Write as _;

use crate::Reading;
use khabar_core::{Document, Fact, Filler, Offsets, Registry, Shown, Span, Value};

/// A document's facts, below lines with `#` that tell its language and diagnostics.
pub fn snapshot(registry: &Registry, document: &Document, reading: &Reading) -> String {
    let mut text = String::new();
    match &reading.language {
        Some(found) => {
            let _ = writeln!(text, "# language {}", found.spec.code);
        }
        None => text.push_str("# language none\n"),
    }
    if let Some(published) = &document.meta.published {
        let _ = writeln!(text, "# published {} ({})", published.date, published.from);
    }
    for diagnostic in &reading.diagnostics {
        let _ = writeln!(text, "# {diagnostic}");
    }
    for line in facts(registry, document, &reading.facts) {
        text.push_str(&line);
        text.push('\n');
    }
    text
}

/// The lines of facts, in the order of the text; a fact's further lines belong to it.
pub fn facts(registry: &Registry, document: &Document, facts: &[Fact]) -> Vec<String> {
    let offsets = Offsets::of(&document.text);
    let mut lines: Vec<(Span, String)> = facts
        .iter()
        .map(|fact| (fact.span, line(registry, document, &offsets, facts, fact)))
        .collect();
    lines.sort();
    lines.dedup();
    lines.into_iter().map(|(_, line)| line).collect()
}

fn line(
    registry: &Registry,
    document: &Document,
    offsets: &Offsets<'_>,
    all: &[Fact],
    fact: &Fact,
) -> String {
    let kind = registry.kind(fact.kind);
    let mut line = format!("{} {}", fact.kind, range(offsets, fact.span));
    let mut below = String::new();
    for shown in [Shown::Value, Shown::Role, Shown::Attr] {
        for (role, filler) in &fact.roles {
            if kind.and_then(|k| k.role(role)).map(|r| r.shown) != Some(shown) {
                continue;
            }
            let value = filled(offsets, all, filler);
            let _ = match shown {
                Shown::Value => write!(line, " {value}"),
                Shown::Role | Shown::Attr => write!(line, " {role}={value}"),
            };
            if let Some(span) = filler.span {
                let surface = escape(span.of(&document.text));
                let _ = write!(below, "\n    {role} | {surface}");
            }
        }
    }
    let surface = escape(fact.span.of(&document.text));
    let _ = write!(line, " by={} | {surface}{below}", fact.by);
    line
}

fn filled(offsets: &Offsets<'_>, all: &[Fact], filler: &Filler) -> String {
    let value = match &filler.value {
        Value::Text => String::new(),
        Value::Fact(to) => all.get(to.index()).map_or_else(
            || "@nothing".to_owned(),
            |fact| format!("@{}:{}", fact.kind, range(offsets, fact.span)),
        ),
        other => other.to_string(),
    };
    let value = match filler.span {
        Some(span) if value.is_empty() => range(offsets, span),
        Some(span) => format!("{value}@{}", range(offsets, span)),
        None => value,
    };
    if value.contains(char::is_whitespace) {
        format!("\"{value}\"")
    } else {
        value
    }
}

fn range(offsets: &Offsets<'_>, span: Span) -> String {
    let chars = offsets.chars(span);
    format!("{}..{}", chars.start, chars.end)
}

/// Text with what a terminal would not show, or would let reorder the line, written out.
pub fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\u{200D}'..='\u{200F}'
            | '\u{61C}'
            | '\u{202A}'..='\u{202E}'
            | '\u{2066}'..='\u{2069}'
            | '\u{FEFF}'
            | '\u{AD}' => escaped.extend(c.escape_unicode()),
            c if c.is_control() => escaped.extend(c.escape_default()),
            c => escaped.push(c),
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::escape;

    #[test]
    fn what_would_reorder_a_line_is_written_out() {
        assert_eq!(escape("ا\u{202E}ب\nج"), "ا\\u{202e}ب\\nج");
        assert_eq!(escape("می\u{200C}شود"), "می\u{200C}شود");
    }
}
