//! Places.
//!
//! Enters: a text whose names and nationalities of the gazetteer are found. Leaves: facts of the
//! kind `place`, each with a typed entity and how the text names it. Never known here: any
//! language and any single place; names stand in the gazetteer, evidence in the slots.

mod capital;

use std::collections::BTreeSet;

use khabar_core::{
    Cx, Extractor, Fact, Holds, KindSpec, Languages, Plugin, RoleSpec, Setting, SettingDefault,
    Settings, Sink, SlotSpec, Span, Spec, Value,
};
use khabar_lex::{Form, Hit, Meaning, SpanSet, Text};

const KINDS: &[KindSpec] = &[KindSpec {
    name: "place",
    doc: "A place that the text names, or points to by a nationality.",
    roles: &[
        RoleSpec::value("entity", Holds::Entity),
        RoleSpec::one(
            "via",
            Holds::Symbol(&["name", "nationality", "demonym", "capital"]),
        ),
        RoleSpec::one("government", Holds::Entity),
        RoleSpec::many("candidate", Holds::Entity),
        // The country whose capital the text says that it is, rightly or not.
        RoleSpec::one("capital_of", Holds::Entity),
        RoleSpec::attr("spelling", Holds::Symbol(&["typo"])),
    ],
}];

const SLOTS: &[SlotSpec] = &[
    SlotSpec {
        name: "place.trap",
        doc: "Longer phrases that hold a place's name and are not that place.",
    },
    SlotSpec {
        name: "place.before",
        doc: "Words directly before a name that prove it to be a place's (\"the city of\").",
    },
    SlotSpec {
        name: "place.after",
        doc: "Words directly behind a name, perhaps behind a comma, that prove it to be a place's.",
    },
    SlotSpec {
        name: "place.nationality_before",
        doc: "Words directly before an adjective that prove it to be a nationality.",
    },
    SlotSpec {
        name: "place.nationality_after",
        doc: "Words directly behind an adjective that prove it to be a nationality.",
    },
    SlotSpec {
        name: "place.list",
        doc: "signs: what stands between the names of a list; a neighbour proves a guarded name.",
    },
    SlotSpec {
        name: "place.kind",
        doc: "Nouns for what a place is, directly before its name: an unknown word behind is a place.",
    },
    SlotSpec {
        name: "place.seat",
        doc: "Nouns before a body of a state for the building where it sits.",
    },
    SlotSpec {
        name: "place.speaks",
        doc: "Verbs beside a capital that is the government there.",
    },
    SlotSpec {
        name: "place.capital",
        doc: "Words between or before a city and a country that make the city its capital.",
    },
    SlotSpec {
        name: "place.city",
        doc: "Words directly before a name of a country and its capital that mean the city.",
    },
];

/// What this crate registers.
pub const SPEC: Spec = Spec {
    id: "fact-place",
    by: env!("CARGO_PKG_NAME"),
    readme: include_str!("../README.md"),
    kinds: KINDS,
    provides: &["place"],
    requires: &["person", "organization", "office"],
    slots: SLOTS,
    languages: Languages::All,
    settings: &[Setting {
        key: "typos",
        default: SettingDefault::Bool(true),
        doc: "Read a long name with one typing error where the text also writes it rightly.",
    }],
    build,
};

khabar_core::submit! { Plugin::Extractor(&SPEC) }

fn build(settings: &Settings) -> Box<dyn Extractor> {
    Box::new(Places {
        typos: settings.flag("typos"),
    })
}

struct Places {
    typos: bool,
}

impl Extractor for Places {
    fn extract(&self, cx: &Cx<'_>, sink: &mut Sink<'_>) {
        let text = Text::of(cx);
        let names = Names::of(cx);
        let mut exact = BTreeSet::new();
        for same_span in text.hits("place").chunk_by(|a, b| a.span == b.span) {
            let span = same_span[0].span;
            // Spelled otherwise, and a word as it is spelled.
            let word =
                !same_span[0].strict && text.is_word_of(span, &["number.", "measure.", "time."]);
            if trapped(text, &same_span[0]) || names.people.hold(span) || word {
                continue;
            }
            let mut readings = readings(text, &names, same_span);
            // Of a proper name's words only countries are places: Shanghai is none in the SCO's name.
            if names.organisations.hold(span) {
                readings.retain(|reading| !reading.entity.contains('/'));
            }
            exact.extend(readings.iter().map(|r| r.entity));
            if let Some(fact) = fact(span, &readings) {
                sink.emit(capital::told(text, governing(text, fact, &readings)));
            }
        }
        behind_kinds(text, &names, sink);
        seats(cx, text, sink);
        for town in names.towns {
            sink.emit(town);
        }
        if self.typos {
            typos(text, &exact, sink);
        }
    }
}

/// What other families have read: the words of a person's name are no place.
struct Names {
    people: SpanSet,
    organisations: SpanSet,
    /// The words that tell the country or town of an office.
    of_offices: SpanSet,
    /// Towns of offices that nobody knows.
    towns: Vec<Fact>,
}

impl Names {
    fn of(cx: &Cx<'_>) -> Names {
        let spans = |kind: &str| cx.facts(kind).map(|(_, fact)| fact.span);
        let scopes = cx.facts("office").flat_map(|(_, fact)| {
            let scopes = fact.fillers("country").chain(fact.fillers("place"));
            scopes.filter_map(|scope| Some((scope.span?, &scope.value)))
        });
        let scopes: Vec<(Span, &Value)> = scopes.collect();
        let towns = scopes.iter().filter_map(|(span, value)| match value {
            Value::Name(_) => Some(unknown(*span, (*value).clone())),
            _ => None,
        });
        Names {
            people: SpanSet::of(spans("person")),
            organisations: SpanSet::of(spans("organization")),
            towns: towns.collect(),
            of_offices: SpanSet::of(scopes.iter().map(|(span, _)| *span)),
        }
    }
}

/// "Tehran said": the capital is the government there.
fn governing(text: &Text, fact: Fact, readings: &[Reading<'_>]) -> Fact {
    let [
        Reading {
            entity,
            form: Form::Name,
        },
    ] = readings
    else {
        return fact;
    };
    let gazetteer = text.gazetteer();
    let country = gazetteer.get(entity).and_then(|city| city.country());
    let capital = country
        .and_then(|country| gazetteer.get(country))
        .filter(|country| {
            country
                .links
                .get("capital")
                .is_some_and(|c| **c == ***entity)
        });
    let span = fact.span;
    let speaks = || {
        let before = text.skip_space_back(span.start());
        let behind = text.skip_space(span.end());
        text.ends("place.speaks", before).is_some() || text.starts("place.speaks", behind).is_some()
    };
    match capital.filter(|_| speaks()) {
        Some(country) => Fact::new("place", span, "place.capital")
            .with("entity", Value::Entity((*entity).clone()))
            .with("via", Value::Symbol("capital"))
            .with("government", Value::Entity(country.id.clone())),
        None => fact,
    }
}

/// Words that nobody knows behind a noun for what a place is: "the village of X".
fn behind_kinds(text: &Text, names: &Names, sink: &mut Sink<'_>) {
    for kind in text.hits("place.kind") {
        let at = text.skip_space(kind.span.end());
        // "The city", "his town" are complete.
        let complete = text.is_definite(kind.span) || text.is_inflected(kind);
        if at == kind.span.end() || complete || text.starts("place", at).is_some() {
            continue;
        }
        let Some(token) = text.token_at(at) else {
            continue;
        };
        let sure = |hit: &&Hit| !text.entry(hit).meaning().is_guarded() || !text.is_common(token);
        let listed = ["family", "given"]
            .iter()
            .find_map(|group| text.starts(group, at).filter(sure))
            .filter(|hit| {
                text.span(token)
                    .is_some_and(|word| word.end() <= hit.span.end())
            })
            .filter(|hit| {
                text.starts(khabar_lex::FUNCTION, at)
                    .is_none_or(|f| f.span != hit.span)
            });
        let span = listed.map(|hit| hit.span).or_else(|| text.span(token));
        let Some(span) = span.filter(|span| span.start() == at) else {
            continue;
        };
        let word = text.tokens()[token].kind == khabar_lex::TokenKind::Word;
        let letters = span.of(text.source());
        let begins = |sign: &String| letters.starts_with(sign.as_str());
        let ends = |sign: &String| letters.ends_with(sign.as_str());
        // "A commercial port", "and a town".
        let word_of_another = text.signs("org.quality").iter().any(ends)
            || text.signs("name.and").iter().any(begins)
            || text.is_two_words(token);
        let name = listed.is_some()
            || text.cells(token).len() > 2
                && !word_of_another
                && !text.is_common(token)
                && !text.is_slot_word(span)
                && text.starts(khabar_lex::FUNCTION, at).is_none();
        let taken = names.people.overlap(span) || names.organisations.overlap(span);
        let of_office = names.of_offices.hold(span);
        if word && name && !taken && !of_office && !text.holds("place", span) {
            let latin = khabar_name::romanise(
                span.of(text.source()),
                khabar_name::Accent::of(text.signs("name.accent")),
            );
            sink.emit(unknown(span, Value::Name(latin)));
        }
    }
}

/// "The seat of the prime minister's office": the building.
fn seats(cx: &Cx<'_>, text: &Text, sink: &mut Sink<'_>) {
    for (_, organization) in cx.facts("organization") {
        let before = text.skip_space_back(organization.span.start());
        let noun = text.ends("place.seat", before);
        let country = organization.value("country");
        let (Some(noun), Some(Value::Entity(country)), Some(Value::Entity(id))) =
            (noun, country, organization.value("entity"))
        else {
            continue;
        };
        // The id of a body that every state has is made of the country and the body.
        let body = id.strip_prefix(&*format!("org/{}-", country.to_lowercase()));
        let seat = body.and_then(|body| text.gazetteer().seat(country, body));
        if let Some(seat) = seat {
            sink.emit(
                Fact::new("place", noun.span.join(organization.span), "place.seat")
                    .with("entity", Value::Entity(seat.id.clone()))
                    .with("via", Value::Symbol("name")),
            );
        }
    }
}

/// A place that only the text knows.
fn unknown(span: Span, name: Value) -> Fact {
    Fact::new("place", span, "place.unknown")
        .with("entity", name)
        .with("via", Value::Symbol("name"))
}

/// What a stretch of text may name.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Reading<'t> {
    entity: &'t std::sync::Arc<str>,
    form: Form,
}

/// The readings of hits with one span for which there is enough evidence. A name of a country
/// and of its capital means the country, unless a word before it says that it is the city.
fn readings<'t>(text: &'t Text, names: &Names, hits: &[Hit]) -> Vec<Reading<'t>> {
    let mut readings: Vec<Reading<'t>> = Vec::new();
    for hit in hits {
        let Meaning::Name {
            entity,
            form,
            guarded,
        } = text.entry(hit).meaning()
        else {
            continue;
        };
        if !*guarded || names.of_offices.hold(hit.span) || proven(text, hit, *form) {
            let reading = Reading {
                entity,
                form: *form,
            };
            if !readings.contains(&reading) {
                readings.push(reading);
            }
        }
    }
    // "The Saudi delegation": a name that is an adjective behind a noun with which it agrees.
    if hits.first().is_some_and(|hit| agrees(text, hit.span)) {
        let countries = readings.iter_mut().filter(|r| !r.entity.contains('/'));
        countries.for_each(|reading| reading.form = Form::Nationality);
        readings.dedup();
    }
    // A name that is also some adjective ("آلمانی") is read as the name.
    if readings.iter().any(|r| r.form == Form::Name) {
        readings.retain(|r| r.form == Form::Name);
    }
    let is_city = |r: &Reading<'_>| r.entity.contains('/');
    let cities = readings.iter().filter(|r| is_city(r)).count();
    if cities > 0 && cities < readings.len() {
        let city = hits.iter().any(|hit| cued(text, "place.city", hit));
        readings.retain(|r| is_city(r) == city);
    }
    readings
}

/// Whether a feminine noun with the article stands directly before a word that is like it in both.
fn agrees(text: &Text, span: Span) -> bool {
    let before = text.skip_space_back(span.start());
    let noun = text.token_at(before.saturating_sub(1));
    let Some(noun) = noun.and_then(|noun| text.span(noun)) else {
        return false;
    };
    let signs = text.signs("name.feminine");
    let alike = |word: Span| {
        let letters = word.of(text.source());
        text.has_article(word) && signs.iter().any(|sign| letters.ends_with(sign.as_str()))
    };
    noun.end() == before && before < span.start() && alike(noun) && alike(span)
}

/// A fact of the one reading; of several, one that names them as candidates and decides nothing.
fn fact(span: Span, readings: &[Reading<'_>]) -> Option<Fact> {
    let via = |form: Form| {
        Value::Symbol(match form {
            Form::Name => "name",
            Form::Nationality => "nationality",
            Form::People => "demonym",
        })
    };
    let rule = match readings.first()?.form {
        Form::Name => "place.name",
        Form::Nationality => "place.nationality",
        Form::People => "place.people",
    };
    Some(match readings {
        [one] => Fact::new("place", span, rule)
            .with("entity", Value::Entity(one.entity.clone()))
            .with("via", via(one.form)),
        several => several.iter().fold(
            Fact::new("place", span, "place.ambiguous").with("via", via(several[0].form)),
            |fact, reading| fact.with("candidate", Value::Entity(reading.entity.clone())),
        ),
    })
}

/// Whether a longer phrase that is no place holds the hit; one that is a place by its whole name is none.
fn trapped(text: &Text, hit: &Hit) -> bool {
    let traps = text.hits("place.trap");
    let from = traps.partition_point(|trap| trap.span.end() <= hit.span.start());
    let trap = traps.get(from);
    let phrase = hit.span.of(text.source()).contains(char::is_whitespace);
    trap.is_some_and(|trap| {
        trap.span.overlaps(hit.span)
            && trap.cells.len() >= hit.cells.len()
            && !(phrase && trap.span == hit.span)
    })
}

/// Whether a word beside a guarded mention proves it.
fn proven(text: &Text, hit: &Hit, form: Form) -> bool {
    if listed(text, hit) {
        return true;
    }
    match form {
        Form::Name => cued(text, "place.before", hit) || followed(text, "place.after", hit, true),
        Form::Nationality | Form::People => {
            cued(text, "place.nationality_before", hit)
                || followed(text, "place.nationality_after", hit, false)
        }
    }
}

/// Whether the hit stands in a list beside a place that needs no proof.
fn listed(text: &Text, hit: &Hit) -> bool {
    let hits = text.hits("place");
    let at = hits.partition_point(|other| other.span < hit.span);
    let after = hits.partition_point(|other| other.span <= hit.span);
    let sure = |other: &&Hit| {
        let guarded = Meaning::is_guarded(text.entry(other).meaning());
        !guarded && !trapped(text, other)
    };
    let signs = text.signs("place.list");
    let side_by_side = |one: &Hit, other: &Hit| {
        let gap = text.source().get(one.span.end()..other.span.start());
        gap.is_some_and(|gap| signs.iter().any(|sign| sign == gap.trim()))
    };
    let before = hits[..at].last().filter(sure);
    let next = hits.get(after).filter(sure);
    before.is_some_and(|other| side_by_side(other, hit))
        || next.is_some_and(|other| side_by_side(hit, other))
}

/// Whether a word of the slot stands directly before the hit. Where the language has an article,
/// a nationality agrees with its noun: "المستشار تركي" is a name, not a Turkish counsellor.
fn cued(text: &Text, slot: &str, hit: &Hit) -> bool {
    let before = text.skip_space_back(hit.span.start());
    text.ends(slot, before).is_some_and(|cue| {
        !slot.starts_with("place.nationality")
            || text.has_article(cue.span) == text.has_article(hit.span)
    })
}

/// Whether a word of the slot stands directly behind the hit, perhaps behind a comma.
fn followed(text: &Text, slot: &str, hit: &Hit, comma: bool) -> bool {
    let after = text.skip_space(hit.span.end());
    let rest = &text.source()[after..];
    let behind_comma = rest
        .strip_prefix(['،', ','])
        .filter(|_| comma)
        .map(|tail| text.skip_space(text.source().len() - tail.len()));
    text.starts(slot, after).is_some()
        || behind_comma.is_some_and(|at| text.starts(slot, at).is_some())
}

/// Long names with one typing error, of places that the text also writes rightly.
fn typos(text: &Text, exact: &BTreeSet<&std::sync::Arc<str>>, sink: &mut Sink<'_>) {
    for same_span in text.near("place").chunk_by(|a, b| a.span == b.span) {
        let mut meant: Vec<_> = same_span
            .iter()
            .filter_map(|hit| match text.entry(hit).meaning() {
                Meaning::Name { entity, .. } if exact.contains(entity) => Some(entity),
                _ => None,
            })
            .collect();
        meant.dedup();
        if let ([entity], false) = (&meant[..], trapped(text, &same_span[0])) {
            sink.emit(
                Fact::new("place", same_span[0].span, "place.typo")
                    .with("entity", Value::Entity((*entity).clone()))
                    .with("via", Value::Symbol("name"))
                    .with("spelling", Value::Symbol("typo")),
            );
        }
    }
}
