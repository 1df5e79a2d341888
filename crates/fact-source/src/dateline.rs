//! "Bishkek, 4 March 2025. /Kabar/ –" before the first sentence of a report.

use khabar_core::{Fact, Span, Value};
use khabar_lex::{Text, TokenKind};

use crate::Mentions;

/// Lines that may hold it: the headline may stand before.
const LINES: usize = 4;

/// The most bytes that a dateline has.
const LONGEST: usize = 160;

/// The dateline of a text, if it has one.
pub(crate) fn dateline(text: &Text, mentions: &Mentions<'_>) -> Option<Fact> {
    let source = text.source();
    let mut start = 0;
    for line in source.split_inclusive('\n').take(LINES) {
        let at = start + (line.len() - line.trim_start().len());
        start += line.len();
        if let Some(fact) = of_line(text, mentions, at, start) {
            return Some(fact);
        }
    }
    None
}

fn of_line(text: &Text, mentions: &Mentions<'_>, start: usize, end: usize) -> Option<Fact> {
    let source = text.source();
    let (place, mention) = mentions
        .starts
        .get(&start)
        .filter(|(_, m)| m.kind == "place")?;
    let mut fact = Fact::new("dateline", mention.span, "dateline").with_at(
        "place",
        Value::Fact(*place),
        mention.span,
    );
    let mut at = mention.span.end();
    let (mut time, mut agency, mut closed) = (false, false, false);
    while at < end.min(start + LONGEST) {
        let next = text.skip_space(at);
        if next > at {
            at = next;
            continue;
        }
        let c = source.get(at..)?.chars().next()?;
        if let Some((fact_at, mention)) = mentions.starts.get(&at) {
            match mention.kind {
                "time" if !time => {
                    fact = fact.with_at("time", Value::Fact(*fact_at), mention.span);
                    time = true;
                }
                // An agency stands in brackets: one that is not, begins the first sentence.
                "organization"
                    if !agency
                        && source[..at]
                            .trim_end()
                            .ends_with(['(', '/', '[', '«', '-', '–']) =>
                {
                    fact = fact.with_at("agency", Value::Fact(*fact_at), mention.span);
                    agency = true;
                }
                _ => break,
            }
            at = mention.span.end();
            fact.span = fact.span.join(mention.span);
            continue;
        }
        match c {
            '،' | ',' | '/' | '(' | '[' | '"' | '«' | '»' => {}
            '.' | ')' | ']' | '-' | '–' | '—' | ':' | '۔' | '_' => closed = true,
            '\n' => break,
            _ => {
                // A weekday and words such as "special" may stand between; a sentence may not.
                let token = text.token_at(at)?;
                if closed || text.tokens()[token].kind != TokenKind::Number {
                    break;
                }
            }
        }
        at += c.len_utf8();
        if matches!(c, '/' | ')' | ']' | '»') && (time || agency) {
            fact.span = Span::new(source, fact.span.start()..at).ok()?;
        }
    }
    ((time || agency) && closed).then_some(fact)
}
