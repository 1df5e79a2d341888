//! What states and organisations undertake together: projects, treaties, occasions.
//!
//! Enters: a text whose names of the gazetteer are found, and its organisations. Leaves: facts of the
//! kinds `project`, `treaty` and `occasion`. Never known here: any language and any single name.
//!
//! Three ways lead to a fact: a name of the gazetteer; a noun such as "project" before a name in
//! quotation marks or Latin letters; a noun such as "summit" beside the organisation that holds it.

mod occasion;

use std::sync::Arc;

use khabar_core::{
    Cx, Extractor, Fact, Holds, KindSpec, Languages, Plugin, RoleSpec, Settings, Sink, SlotSpec,
    Span, Spec, Value,
};
use khabar_lex::{Hit, Meaning, Text, TokenKind};

const KINDS: &[KindSpec] = &[
    KindSpec {
        name: "project",
        doc: "A named project: a power line, a railway, a corridor, a programme.",
        roles: &[RoleSpec::value("entity", Holds::Entity)],
    },
    KindSpec {
        name: "treaty",
        doc: "A named treaty, agreement, charter or resolution.",
        roles: &[
            RoleSpec::value("entity", Holds::Entity),
            RoleSpec::one("number", Holds::Integer),
        ],
    },
    KindSpec {
        name: "occasion",
        doc: "A summit, a conference, games: something that people come together for.",
        roles: &[
            RoleSpec::value("entity", Holds::Entity),
            RoleSpec::one("host", Holds::Fact(&["organization"])),
            RoleSpec::one("number", Holds::Integer),
            RoleSpec::one("year", Holds::Integer),
        ],
    },
];

const SLOTS: &[SlotSpec] = &[
    SlotSpec {
        name: "undertaking.project",
        doc: "\"project\" and its like, directly before a name.",
    },
    SlotSpec {
        name: "undertaking.treaty",
        doc: "\"agreement\" and its like, directly before a name.",
    },
    SlotSpec {
        name: "undertaking.resolution",
        doc: "\"resolution\", directly before its number.",
    },
    SlotSpec {
        name: "undertaking.occasion",
        doc: "values: nouns for occasions, beside the organisation that holds one.",
    },
    SlotSpec {
        name: "undertaking.invite",
        doc: "Words of inviting.",
    },
    SlotSpec {
        name: "undertaking.attend",
        doc: "\"to take part in\", directly beside an occasion: of an invitation, one still to come.",
    },
    SlotSpec {
        name: "undertaking.of",
        doc: "Words between an organisation and its occasion.",
    },
];

/// What this crate registers.
pub const SPEC: Spec = Spec {
    id: "fact-undertaking",
    by: env!("CARGO_PKG_NAME"),
    readme: include_str!("../README.md"),
    kinds: KINDS,
    provides: &["project", "treaty", "occasion"],
    requires: &["organization", "ordinal"],
    slots: SLOTS,
    languages: Languages::All,
    settings: &[],
    build,
};

khabar_core::submit! { Plugin::Extractor(&SPEC) }

fn build(_: &Settings) -> Box<dyn Extractor> {
    Box::new(Undertakings)
}

struct Undertakings;

impl Extractor for Undertakings {
    fn extract(&self, cx: &Cx<'_>, sink: &mut Sink<'_>) {
        let text = Text::of(cx);
        let mut taken: Vec<Span> = Vec::new();
        let heads = [
            ("project", "undertaking.project"),
            ("treaty", "undertaking.treaty"),
        ];
        for (kind, head) in heads {
            for (span, entity) in known(text, kind, head) {
                taken.push(span);
                sink.emit(named(kind, span, entity));
            }
        }
        for (kind, head) in heads {
            for hit in text.hits(head) {
                let span = called(text, hit.span.end());
                let Some(span) = span.filter(|span| !taken.iter().any(|t| t.overlaps(*span)))
                else {
                    continue;
                };
                taken.push(span);
                let latin = khabar_name::romanise_phrase(
                    span.of(text.source()),
                    khabar_name::Accent::of(text.signs("name.accent")),
                );
                let rule = match kind {
                    "project" => "project.called",
                    _ => "treaty.called",
                };
                sink.emit(Fact::new(kind, span, rule).with("entity", Value::Name(latin)));
            }
        }
        resolutions(text, &taken, sink);
        occasion::occasions(cx, text, sink);
    }
}

fn named(kind: &'static str, span: Span, entity: Arc<str>) -> Fact {
    let rule = match kind {
        "project" => "project.name",
        "treaty" => "treaty.name",
        _ => "occasion.name",
    };
    Fact::new(kind, span, rule).with("entity", Value::Entity(entity))
}

/// Names of the gazetteer's domain `kind`; a guarded one behind its noun or where the text speaks of
/// all the countries that it is between.
fn known(text: &Text, kind: &str, head: &str) -> Vec<(Span, Arc<str>)> {
    let hits = text.hits(kind).iter();
    let mut found: Vec<(Span, Arc<str>)> = Vec::new();
    for hit in hits {
        let Meaning::Name {
            entity, guarded, ..
        } = text.entry(hit).meaning()
        else {
            continue;
        };
        let beside = || {
            let before = text.skip_space_back(hit.span.start());
            text.ends(head, before).is_some()
        };
        let twice = found.iter().any(|(span, _)| *span == hit.span);
        if !twice && (!*guarded || beside() || between(text, hit)) {
            found.push((hit.span, entity.clone()));
        }
    }
    found
}

/// Whether the text names all the countries that an entity is joint between.
fn between(text: &Text, hit: &Hit) -> bool {
    let Some(entity) = text.entity(hit) else {
        return false;
    };
    let named = |country: &str| {
        text.hits("place")
            .iter()
            .any(|hit| match text.entry(hit).meaning() {
                Meaning::Name { entity, .. } => **entity == *country,
                Meaning::Word(_) => false,
            })
    };
    !entity.between.is_empty() && entity.between.iter().all(|country| named(country))
}

/// A name in quotation marks, or in Latin letters perhaps with a number, that begins behind `byte`.
fn called(text: &Text, byte: usize) -> Option<Span> {
    let at = text.skip_space(byte);
    let source = text.source();
    let open = source[at..].chars().next()?;
    let close: &[char] = match open {
        '«' => &['»'],
        '"' => &['"'],
        '“' => &['”', '″'],
        _ => &[],
    };
    if !close.is_empty() {
        let from = at + open.len_utf8();
        let length = source[from..].find(close)?;
        let inside = &source[from..from + length];
        let words = inside.split_whitespace().count();
        let letters = inside.chars().any(char::is_alphabetic);
        let whole = !inside.contains('\n') && inside.trim() == inside;
        return ((1..=6).contains(&words) && letters && whole)
            .then(|| Span::new(source, from..from + length).ok())
            .flatten();
    }
    // "CASA-1000", "TAPI"
    let token = text.token_at(at)?;
    let first = text.tokens()[token];
    if first.kind != TokenKind::Foreign || first.range().len() < 2 {
        return None;
    }
    let mut end = first.range().end;
    let rest = text.tokens().get(token + 1..).unwrap_or_default();
    if let [dash, number, ..] = rest
        && matches!(&source[dash.range()], "-" | "–" | " ")
        && number.kind == TokenKind::Number
    {
        end = number.range().end;
    }
    Span::new(source, at..end).ok()
}

/// "Resolution 2231": of the Security Council, whose numbers everybody knows.
fn resolutions(text: &Text, taken: &[Span], sink: &mut Sink<'_>) {
    for head in text.hits("undertaking.resolution") {
        let at = text.skip_space(head.span.end());
        let Some(token) = text.token_at(at) else {
            continue;
        };
        let digits = text.tokens()[token];
        if digits.kind != TokenKind::Number || digits.range().start != at {
            continue;
        }
        let number = text
            .surface(token)
            .chars()
            .filter_map(|c| c.to_digit(10).or_else(|| digit(c)));
        let number = number.fold(0i64, |n, digit| n * 10 + i64::from(digit));
        let Some(span) = text.span(token).map(|span| head.span.join(span)) else {
            continue;
        };
        let council = 1..=4_000;
        if !council.contains(&number) || taken.iter().any(|taken| taken.overlaps(span)) {
            continue;
        }
        let id: Arc<str> = format!("treaty/un-res-{number}").into();
        sink.emit(
            Fact::new("treaty", span, "treaty.resolution")
                .with("entity", Value::Entity(id))
                .with("number", Value::Integer(number)),
        );
    }
}

/// The value of a digit of Arabic script.
fn digit(c: char) -> Option<u32> {
    match c {
        '\u{660}'..='\u{669}' => Some(c as u32 - 0x660),
        '\u{6F0}'..='\u{6F9}' => Some(c as u32 - 0x6F0),
        _ => None,
    }
}
