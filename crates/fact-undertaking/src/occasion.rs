//! Occasions: by name, or as the summit of an organisation; with number and year.

use khabar_core::{Cx, Fact, FactRef, Sink, Span, Value};
use khabar_lex::{SpanSet, Text, TokenKind};

use crate::{digit, known};

/// An occasion and what is told beside its name.
struct Occasion {
    span: Span,
    id: Option<String>,
    host: Option<FactRef>,
    number: Option<i64>,
    year: Option<i64>,
    rule: &'static str,
}

pub(crate) fn occasions(cx: &Cx<'_>, text: &Text, sink: &mut Sink<'_>) {
    // "The Olympic committee" names no games.
    let orgs = SpanSet::of(cx.facts("organization").map(|(_, org)| org.span));
    let named = |span: Span| orgs.around(span.start()) || orgs.around(span.end());
    let mut occasions: Vec<Occasion> = known(text, "occasion", "undertaking.occasion")
        .into_iter()
        .filter(|(span, _)| !named(*span))
        .map(|(span, entity)| Occasion {
            span,
            id: Some(entity.to_string()),
            host: None,
            number: None,
            year: None,
            rule: "occasion.name",
        })
        .collect();
    for occasion in held(cx, text) {
        if !occasions
            .iter()
            .any(|other| other.span.overlaps(occasion.span))
        {
            occasions.push(occasion);
        }
    }
    // One text's "meeting" of an organisation is the summit that it tells of.
    let summits: Vec<String> = occasions
        .iter()
        .filter_map(|occasion| occasion.id.clone())
        .filter(|id| id.ends_with("-summit"))
        .collect();
    let unified = |id: &Option<String>| -> Option<String> {
        let id = id.as_deref()?;
        let summit = id.strip_suffix("-meeting").map(|id| format!("{id}-summit"));
        Some(
            summit
                .filter(|s| summits.contains(s))
                .unwrap_or_else(|| id.to_owned()),
        )
    };
    let cities: Vec<(Option<String>, Option<String>)> = occasions
        .iter()
        .map(|occasion| (unified(&occasion.id), city(text, occasion.span)))
        .collect();
    for mut occasion in occasions {
        occasion.id = unified(&occasion.id);
        year(text, &mut occasion);
        if occasion.rule == "occasion.of" && occasion.number.or(occasion.year).is_none() {
            let base = occasion.id.clone();
            let city = |of: &(Option<String>, Option<String>)| of.0 == base && of.1.is_some();
            let city = cities
                .iter()
                .find(|of| city(of))
                .and_then(|of| of.1.clone());
            // One of a row to which somebody is invited is the next one, wherever it will be.
            let which = city.or_else(|| invited(text, occasion.span).then(|| NEXT.to_owned()));
            if let (Some(id), Some(which)) = (&mut occasion.id, which) {
                *id = format!("{id}-{which}");
            }
        }
        let Some(id) = occasion.id else {
            continue;
        };
        // One of a row is an entity of its own.
        let which = occasion.year.or(occasion.number);
        let id = match which.filter(|which| !id.ends_with(&format!("-{which}"))) {
            Some(which) => format!("{id}-{which}"),
            None => id,
        };
        let mut fact = Fact::new("occasion", occasion.span, occasion.rule)
            .with("entity", Value::Entity(id.into()));
        if let Some(host) = occasion.host {
            fact = fact.with("host", Value::Fact(host));
        }
        if let Some(number) = occasion.number {
            fact = fact.with("number", Value::Integer(number));
        }
        if let Some(year) = occasion.year {
            fact = fact.with("year", Value::Integer(year));
        }
        sink.emit(fact);
    }
}

/// How many organisations may end at one place.
const NESTED: usize = 6;

/// Nouns for occasions beside an organisation: before it, or behind it.
fn held(cx: &Cx<'_>, text: &Text) -> Vec<Occasion> {
    let orgs: Vec<(FactRef, &Fact)> = cx.facts("organization").collect();
    let ordinals: Vec<(Span, i64)> = cx
        .facts("ordinal")
        .filter_map(|(_, fact)| match fact.value("value") {
            Some(Value::Integer(n)) => Some((fact.span, *n)),
            _ => None,
        })
        .collect();
    let mut found: Vec<Occasion> = Vec::new();
    for hit in text.hits("undertaking.occasion") {
        let Some(what) = text.entry(hit).value() else {
            continue;
        };
        let mut span = hit.span;
        let mut number = None;
        let mut end = text.skip_space(hit.span.end());
        if let Some((ordinal, n)) = ordinals.iter().find(|(span, _)| span.start() == end) {
            number = Some(*n);
            span = span.join(*ordinal);
            end = text.skip_space(ordinal.end());
        }
        if let Some((ordinal, n)) = ordinals
            .iter()
            .find(|(ordinal, _)| text.skip_space(ordinal.end()) == hit.span.start())
        {
            number = Some(*n);
            span = span.join(*ordinal);
        }
        // The article and a preposition may be glued to the organisation's name.
        let from = orgs.partition_point(|(_, org)| org.span.start() < end);
        let behind = orgs[from..]
            .iter()
            .take_while(|(_, org)| text.token_at(org.span.start()) == text.token_at(end));
        let behind = behind.max_by_key(|(_, org)| org.span.len());
        let before = || {
            let at = text.skip_space_back(span.start());
            let at = text
                .ends("undertaking.of", at)
                .map_or(at, |of| text.skip_space_back(of.span.start()));
            // "(SCO)" behind the full name.
            let bracket = text.source()[..at].ends_with(')');
            let ends = |org: &Fact| {
                org.span.end() == at || (bracket && text.skip_space(org.span.end()) + 1 == at)
            };
            let near = orgs.partition_point(|(_, org)| org.span.start() < at);
            let org = orgs[..near]
                .iter()
                .rev()
                .take(NESTED)
                .filter(|(_, org)| ends(org));
            org.max_by_key(|(_, org)| org.span.len())
        };
        let Some((host, org)) = behind.or_else(before) else {
            continue;
        };
        let mut first = org.span;
        // "the Shanghai Cooperation Organisation (SCO) summit"
        if text.source()[..first.start()].ends_with('(') {
            let open = text.skip_space_back(first.start() - 1);
            let full = orgs.iter().filter(|(_, full)| full.span.end() == open);
            let full = full.filter(|(_, full)| full.value("entity") == org.value("entity"));
            first = full
                .map(|(_, full)| full.span)
                .max_by_key(|s| s.len())
                .unwrap_or(first);
        }
        let id = match org.value("entity") {
            Some(Value::Entity(id)) => match text.gazetteer().meetings_of(id) {
                Some(series) if what == "meeting" => Some(series.id.to_string()),
                _ => id
                    .strip_prefix("org/")
                    .map(|slug| format!("occasion/{slug}-{what}")),
            },
            _ => None,
        };
        found.push(Occasion {
            span: span.join(first),
            id,
            host: Some(*host),
            number,
            year: None,
            rule: "occasion.of",
        });
    }
    found
}

/// What tells one of a row that is still to come, and nothing else is told of it.
const NEXT: &str = "next";

/// Whether somebody is invited to an occasion: "an invitation to attend the summit".
fn invited(text: &Text, span: Span) -> bool {
    let before = text.skip_space_back(span.start());
    let behind = text.skip_space(span.end());
    let attended = text.ends("undertaking.attend", before).is_some()
        || text.starts("undertaking.attend", behind).is_some();
    let sentence = text.sentence_at(span.start());
    let invites = text.hits("undertaking.invite").iter();
    attended
        && invites
            .map(|hit| text.sentence_at(hit.span.start()))
            .any(|of| of.is_some() && of == sentence)
}

/// The city beside which an occasion is told: "the summit in X", "the summit held in X".
fn city(text: &Text, span: Span) -> Option<String> {
    let source = text.source();
    let near = |from: usize, to: usize| {
        let gap = source.get(from..to);
        gap.is_some_and(|gap| gap.chars().count() <= BESIDE && !gap.contains(['\n', '.', '۔', '،']))
    };
    let slug = |hit: &khabar_lex::Hit| {
        let entity = text.entity(hit)?;
        let sure = !text.entry(hit).meaning().is_guarded();
        entity
            .id
            .strip_prefix("city/")
            .filter(|_| sure)
            .map(str::to_owned)
    };
    let hits = text.hits("place");
    let behind = hits.partition_point(|hit| hit.span.start() < span.end());
    let after = hits
        .get(behind)
        .filter(|hit| near(span.end(), hit.span.start()));
    let before = hits[..hits.partition_point(|hit| hit.span.end() <= span.start())].last();
    let before = before.filter(|hit| near(hit.span.end(), span.start()));
    after.and_then(slug).or_else(|| before.and_then(slug))
}

/// Letters that "in" or "held in" take between an occasion and its city.
const BESIDE: usize = 14;

/// A year of four digits directly behind the name belongs to it.
fn year(text: &Text, occasion: &mut Occasion) {
    let at = text.skip_space(occasion.span.end());
    let Some(token) = text.token_at(at) else {
        return;
    };
    let digits = text.tokens()[token];
    if digits.kind != TokenKind::Number || digits.range().start != at {
        return;
    }
    let surface = text.surface(token);
    let number = surface
        .chars()
        .filter_map(|c| c.to_digit(10).or_else(|| digit(c)))
        .fold(0i64, |n, digit| n * 10 + i64::from(digit));
    let years = 1_900..=2_100;
    if surface.chars().count() == 4
        && years.contains(&number)
        && let Some(span) = text.span(token)
    {
        occasion.year = Some(number);
        occasion.span = occasion.span.join(span);
    }
}
