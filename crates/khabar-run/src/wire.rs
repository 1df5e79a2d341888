//! The wire format: facts and documents as lines of JSON.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use khabar_core::{
    Diagnostic, Document, Fact, Filler, Offsets, Registry, Shown, Span, Time, Value,
};
use serde::Serialize;
use xxhash_rust::xxh3::xxh3_64;

use crate::engine::Reading;
use crate::input::Item;

/// The version of the format; raised when a reader of the old one would misread the new.
pub const SCHEMA: u32 = 1;

/// A line of `facts.jsonl`.
#[derive(Debug, Serialize)]
pub struct FactLine<'a> {
    schema: u32,
    doc: &'a str,
    /// 16 hexadecimal digits; see [`facts`].
    pub id: String,
    /// The kind's name.
    pub kind: &'static str,
    span: SpanLine,
    text: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    value: Option<ValueLine>,
    roles: BTreeMap<&'static str, Vec<FillerLine<'a>>>,
    attrs: BTreeMap<&'static str, Vec<FillerLine<'a>>>,
    by: &'static str,
}

/// A range in the three ways that readers count.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
struct SpanLine {
    bytes: [usize; 2],
    chars: [usize; 2],
    utf16: [usize; 2],
}

#[derive(Debug, Serialize)]
struct FillerLine<'a> {
    #[serde(flatten)]
    value: ValueLine,
    #[serde(skip_serializing_if = "Option::is_none")]
    text: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    span: Option<SpanLine>,
}

/// A value; each kind of value has keys of its own.
#[derive(Debug, Serialize)]
#[serde(untagged)]
enum ValueLine {
    Text {},
    Integer {
        integer: i64,
    },
    Decimal {
        decimal: String,
        #[serde(skip_serializing_if = "str::is_empty")]
        bound: &'static str,
    },
    Money {
        amount: String,
        currency: String,
        #[serde(skip_serializing_if = "std::ops::Not::not")]
        inferred: bool,
        #[serde(skip_serializing_if = "str::is_empty")]
        bound: &'static str,
    },
    Quantity {
        amount: String,
        unit: String,
        #[serde(skip_serializing_if = "str::is_empty")]
        bound: &'static str,
    },
    Edtf {
        edtf: String,
    },
    Unresolved {
        unresolved: String,
    },
    Duration {
        duration: String,
    },
    Set {
        set: String,
    },
    Entity {
        entity: String,
    },
    Name {
        latin: String,
    },
    Fact {
        fact: String,
        /// The entity that the fact names, so that a line can be read alone.
        #[serde(skip_serializing_if = "Option::is_none")]
        entity: Option<String>,
        #[serde(skip_serializing_if = "Option::is_none")]
        latin: Option<String>,
    },
    Symbol {
        symbol: &'static str,
    },
}

/// The facts of a document as lines, sorted by place and then by kind and value.
///
/// An id is a hash (XXH3, 64 bits, seed 0) over the document's id, the kind, the byte span and
/// the canonical value, with a NUL between them; of several facts that agree in all of these, the
/// second is hashed with `2` behind them, and so on. A fact that is told twice in every respect is
/// written once.
pub fn facts<'a>(registry: &Registry, document: &'a Document, facts: &[Fact]) -> Vec<FactLine<'a>> {
    let offsets = Offsets::of(&document.text);
    let mut order: Vec<usize> = (0..facts.len()).collect();
    order.sort_by_cached_key(|at| {
        let fact = &facts[*at];
        (
            fact.span,
            fact.kind,
            canonical(registry, fact),
            fact.by,
            *at,
        )
    });
    let mut ids = vec![String::new(); facts.len()];
    let mut taken = BTreeSet::new();
    let mut before: Option<usize> = None;
    order.retain(|at| {
        let twin = before.filter(|before| facts[*before] == facts[*at]);
        if let Some(twin) = twin {
            // References to a fact that is told twice point to the one line.
            ids[*at] = ids[twin].clone();
            return false;
        }
        let id = id(registry, document, &facts[*at], &taken);
        taken.insert(id.clone());
        ids[*at] = id;
        before = Some(*at);
        true
    });
    let lines = order.iter().map(|at| {
        line(
            registry,
            document,
            &offsets,
            facts,
            &facts[*at],
            &ids,
            ids[*at].clone(),
        )
    });
    lines.collect()
}

fn id(registry: &Registry, document: &Document, fact: &Fact, taken: &BTreeSet<String>) -> String {
    let value = canonical(registry, fact);
    let (start, end) = (fact.span.start(), fact.span.end());
    let of = |nth| fact_id(&document.id, fact.kind, [start, end], &value, nth);
    let mut nth = 1;
    loop {
        let id = of(nth);
        if !taken.contains(&id) {
            return id;
        }
        nth += 1;
    }
}

/// The id of the `nth` fact, from 1, of those that agree in document, kind, bytes and canonical value; see
/// [`facts`].
pub fn fact_id(
    document: &str,
    kind: &str,
    [start, end]: [usize; 2],
    value: &str,
    nth: usize,
) -> String {
    let mut key = format!("{document}\0{kind}\0{start}\0{end}\0{value}");
    if nth > 1 {
        key.push_str(&format!("\0{nth}"));
    }
    format!("{:016x}", xxh3_64(key.as_bytes()))
}

/// The canonical value of a fact: that of its value role, empty without one.
pub fn canonical(registry: &Registry, fact: &Fact) -> String {
    value_of(registry, fact).map_or_else(String::new, |filler| filler.value.to_string())
}

fn value_of<'f>(registry: &Registry, fact: &'f Fact) -> Option<&'f Filler> {
    let kind = registry.kind(fact.kind)?;
    let role = kind.roles.iter().find(|role| role.shown == Shown::Value)?;
    fact.fillers(role.name).next()
}

fn line<'a>(
    registry: &Registry,
    document: &'a Document,
    offsets: &Offsets<'_>,
    facts: &[Fact],
    fact: &Fact,
    ids: &[String],
    id: String,
) -> FactLine<'a> {
    let mut roles: BTreeMap<_, Vec<_>> = BTreeMap::new();
    let mut attrs: BTreeMap<_, Vec<_>> = BTreeMap::new();
    let kind = registry.kind(fact.kind);
    for (name, filler) in &fact.roles {
        let shown = kind.and_then(|k| k.role(name)).map(|role| role.shown);
        let filler = FillerLine {
            value: value(registry, facts, &filler.value, ids),
            text: filler.span.map(|span| span.of(&document.text)),
            span: filler.span.map(|span| span_line(offsets, span)),
        };
        match shown {
            Some(Shown::Role) => roles.entry(*name).or_default().push(filler),
            Some(Shown::Attr) => attrs.entry(*name).or_default().push(filler),
            Some(Shown::Value) | None => {}
        }
    }
    FactLine {
        schema: SCHEMA,
        doc: &document.id,
        id,
        kind: fact.kind,
        span: span_line(offsets, fact.span),
        text: fact.span.of(&document.text),
        value: value_of(registry, fact).map(|filler| value(registry, facts, &filler.value, ids)),
        roles,
        attrs,
        by: fact.by,
    }
}

fn span_line(offsets: &Offsets<'_>, span: Span) -> SpanLine {
    let pair = |range: Range<usize>| [range.start, range.end];
    SpanLine {
        bytes: pair(span.range()),
        chars: pair(offsets.chars(span)),
        utf16: pair(offsets.utf16(span)),
    }
}

fn value(registry: &Registry, facts: &[Fact], value: &Value, ids: &[String]) -> ValueLine {
    let number = |amount: &khabar_core::Amount| amount.number.normalize().to_string();
    match value {
        Value::Text => ValueLine::Text {},
        Value::Integer(integer) => ValueLine::Integer { integer: *integer },
        Value::Decimal(amount) => ValueLine::Decimal {
            decimal: number(amount),
            bound: amount.bound.sign(),
        },
        Value::Money {
            amount,
            currency,
            inferred,
        } => ValueLine::Money {
            amount: number(amount),
            currency: currency.to_string(),
            inferred: *inferred,
            bound: amount.bound.sign(),
        },
        Value::Quantity { amount, unit } => ValueLine::Quantity {
            amount: number(amount),
            unit: unit.to_string(),
            bound: amount.bound.sign(),
        },
        Value::Time(Time::Edtf(edtf)) => ValueLine::Edtf { edtf: edtf.clone() },
        Value::Time(Time::Unresolved(unresolved)) => ValueLine::Unresolved {
            unresolved: unresolved.clone(),
        },
        Value::Time(Time::Duration(duration)) => ValueLine::Duration {
            duration: duration.clone(),
        },
        Value::Time(Time::Set(set)) => ValueLine::Set { set: set.clone() },
        Value::Entity(entity) => ValueLine::Entity {
            entity: entity.to_string(),
        },
        Value::Name(latin) => ValueLine::Name {
            latin: latin.clone(),
        },
        Value::Fact(to) => {
            let canonical = facts
                .get(to.index())
                .and_then(|fact| value_of(registry, fact))
                .map(|filler| &filler.value);
            let (entity, latin) = match canonical {
                Some(Value::Entity(id)) => (Some(id.to_string()), None),
                Some(Value::Name(latin)) => (None, Some(latin.clone())),
                _ => (None, None),
            };
            ValueLine::Fact {
                fact: ids.get(to.index()).cloned().unwrap_or_default(),
                entity,
                latin,
            }
        }
        Value::Symbol(symbol) => ValueLine::Symbol { symbol },
    }
}

/// A line of `documents.jsonl`.
#[derive(Debug, Serialize)]
pub struct DocumentLine<'a> {
    schema: u32,
    doc: &'a str,
    source: &'a str,
    /// The file below the output that holds the text that spans count in, where the source does not: of
    /// pages and of standard input.
    #[serde(skip_serializing_if = "Option::is_none")]
    text: Option<&'a str>,
    language: Option<LanguageLine>,
    published: Option<PublishedLine<'a>>,
    outlet: Option<&'a str>,
    title: Option<&'a str>,
    url: Option<&'a str>,
    #[serde(skip_serializing_if = "str::is_empty")]
    sketch: &'a str,
    counts: Counts,
    diagnostics: Vec<DiagnosticLine<'a>>,
}

#[derive(Debug, Serialize)]
struct LanguageLine {
    /// The language; of a variety, its base.
    code: &'static str,
    variety: &'static str,
    name: &'static str,
    score: Option<f64>,
    variety_score: Option<f64>,
    from: &'static str,
}

#[derive(Debug, Serialize)]
struct PublishedLine<'a> {
    date: &'a str,
    from: &'a str,
}

#[derive(Debug, Default, Serialize)]
struct Counts {
    bytes: usize,
    chars: usize,
    words: usize,
    sentences: usize,
    facts: BTreeMap<&'static str, usize>,
}

#[derive(Debug, Serialize)]
struct DiagnosticLine<'a> {
    severity: &'static str,
    code: &'static str,
    message: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    span: Option<SpanLine>,
}

/// The line of a document, read or not. `id` is the document's own or the one it was given
/// instead; `text` is the file of an extracted text.
pub fn document<'a>(
    id: &'a str,
    item: &'a Item,
    reading: &'a Reading,
    lines: &[FactLine<'_>],
    text: Option<&'a str>,
) -> DocumentLine<'a> {
    let document = item.document.as_ref().ok();
    let meta = document.map(|d| &d.meta);
    let failed = item.document.as_ref().err();
    let mut counts = Counts {
        words: reading.words,
        sentences: reading.sentences,
        ..Counts::default()
    };
    if let Some(document) = document {
        counts.bytes = document.text.len();
        counts.chars = document.text.chars().count();
    }
    for line in lines {
        *counts.facts.entry(line.kind).or_default() += 1;
    }
    let diagnostics = failed
        .into_iter()
        .chain(&item.notes)
        .chain(&reading.diagnostics);
    let offsets = document.map(|d| Offsets::of(&d.text));
    DocumentLine {
        schema: SCHEMA,
        doc: id,
        source: &item.origin,
        text,
        language: reading.language.as_ref().map(|found| LanguageLine {
            code: found.spec.base.unwrap_or(found.spec.code),
            variety: found.spec.code,
            name: found.spec.name,
            score: found.score,
            variety_score: found.variety_score,
            from: found.from,
        }),
        published: meta
            .and_then(|m| m.published.as_ref())
            .map(|p| PublishedLine {
                date: &p.date,
                from: p.from,
            }),
        outlet: meta.and_then(|m| m.outlet.as_deref()),
        title: meta.and_then(|m| m.title.as_deref()),
        url: meta.and_then(|m| m.url.as_deref()),
        sketch: &reading.sketch,
        counts,
        diagnostics: diagnostics
            .map(|d| diagnostic(d, offsets.as_ref()))
            .collect(),
    }
}

fn diagnostic<'a>(diagnostic: &'a Diagnostic, offsets: Option<&Offsets<'_>>) -> DiagnosticLine<'a> {
    DiagnosticLine {
        severity: diagnostic.severity.word(),
        code: diagnostic.code,
        message: &diagnostic.message,
        span: offsets
            .zip(diagnostic.span)
            .map(|(offsets, span)| span_line(offsets, span)),
    }
}
