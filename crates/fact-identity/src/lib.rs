//! Who is meant: bare names, offices alone, pronouns, and "the two sides".
//!
//! Enters: the people, offices and places of a text, and the slots' words for those who are not named.
//! Leaves: facts of the kind `identity`, each with what it points to, a score and reasons. Never known
//! here: any language, and who anybody is.
//!
//! Words for two fill their antecedents only where the text speaks of exactly two that they can mean;
//! else the fact says `unresolved` and keeps its place.

use std::collections::BTreeMap;

use khabar_core::{
    Amount, Cx, Extractor, Fact, FactRef, Holds, KindSpec, Languages, Plugin, RoleSpec, Settings,
    Sink, SlotSpec, Span, Spec, Value,
};
use khabar_lex::{Text, two_of};
use khabar_name::{PersonName, compare_people};
use rust_decimal::Decimal;

const POINTED_TO: &[&str] = &["person", "office", "place", "organization"];

const KINDS: &[KindSpec] = &[KindSpec {
    name: "identity",
    doc: "Words that mean somebody or something named elsewhere in the text.",
    roles: &[
        RoleSpec::one("mention", Holds::Fact(POINTED_TO)),
        RoleSpec::many("antecedent", Holds::Fact(POINTED_TO)),
        RoleSpec::one("score", Holds::Decimal),
        RoleSpec::many(
            "reason",
            Holds::Symbol(&[
                "family-alike",
                "family-differs",
                "given-alike",
                "given-differs",
                "given-missing",
                "patronymic-differs",
                "family-short",
                "family-missing",
                "same-office",
                "same-country",
                "only-two",
                "only-one",
            ]),
        ),
        RoleSpec::attr("status", Holds::Symbol(&["resolved", "unresolved"])),
    ],
}];

const SLOTS: &[SlotSpec] = &[
    SlotSpec {
        name: "identity.two",
        doc: "values `countries` and `people`: words for two that are named elsewhere.",
    },
    SlotSpec {
        name: "identity.oblique",
        doc: "Words behind somebody who is not who does something.",
    },
    SlotSpec {
        name: "identity.pronoun",
        doc: "Pronouns that mean a person who was named before.",
    },
];

/// What this crate registers.
pub const SPEC: Spec = Spec {
    id: "fact-identity",
    by: env!("CARGO_PKG_NAME"),
    readme: include_str!("../README.md"),
    kinds: KINDS,
    provides: &["identity"],
    requires: &["person", "office", "place"],
    slots: SLOTS,
    languages: Languages::All,
    settings: &[],
    build,
};

khabar_core::submit! { Plugin::Extractor(&SPEC) }

fn build(_: &Settings) -> Box<dyn Extractor> {
    Box::new(Identities)
}

struct Identities;

impl Extractor for Identities {
    fn extract(&self, cx: &Cx<'_>, sink: &mut Sink<'_>) {
        let text = Text::of(cx);
        let people: Vec<Mention<'_>> = cx.facts("person").filter_map(Mention::person).collect();
        let countries: Vec<Mention<'_>> = cx.facts("place").filter_map(Mention::country).collect();
        bare_names(cx, &people, sink);
        offices_alone(cx, sink);
        pronouns(cx, &people, sink);
        twos(text, &people, &countries, sink);
    }
}

/// A mention and whom it names, as far as the text tells: mentions of one have one value.
struct Mention<'f> {
    at: FactRef,
    fact: &'f Fact,
    who: String,
}

impl<'f> Mention<'f> {
    fn person((at, fact): (FactRef, &'f Fact)) -> Option<Mention<'f>> {
        let who = fact.value("entity")?.to_string();
        Some(Mention { at, fact, who })
    }

    fn country((at, fact): (FactRef, &'f Fact)) -> Option<Mention<'f>> {
        let who = fact.value("entity")?.to_string();
        (!who.contains('/') && fact.by != "place.unknown").then_some(Mention { at, fact, who })
    }

    fn name(&self, source: &str) -> PersonName {
        let word = |role: &str| {
            let filler = self.fact.fillers(role).next()?;
            Some(filler.span?.of(source).to_owned())
        };
        let given = word("given").unwrap_or_default();
        PersonName {
            given: given.split_whitespace().map(str::to_owned).collect(),
            family: word("family").unwrap_or_default(),
            patronymic: word("patronymic"),
        }
    }

    fn is_full(&self) -> bool {
        self.fact.value("given").is_some() && self.fact.value("family").is_some()
    }
}

/// A fact that points from `span` to what it means.
fn identity(span: Span, rule: &'static str, antecedents: &[FactRef]) -> Fact {
    let mut fact = Fact::new("identity", span, rule);
    for antecedent in antecedents {
        fact = fact.with("antecedent", Value::Fact(*antecedent));
    }
    fact.with("status", Value::Symbol("resolved"))
}

/// Two decimals of certainty.
fn score(cost: f32) -> Value {
    let percent = (100.0 * (1.0 - cost)).round().clamp(0.0, 100.0);
    Value::Decimal(Amount::exact(Decimal::new(percent as i64, 2)))
}

/// "Qureshi" is the Shah Mahmood Qureshi of the line before.
fn bare_names(cx: &Cx<'_>, people: &[Mention<'_>], sink: &mut Sink<'_>) {
    let mut fullest: BTreeMap<&str, usize> = BTreeMap::new();
    for (at, person) in people.iter().enumerate() {
        let first = *fullest.entry(&person.who).or_insert(at);
        if person.is_full() && !people[first].is_full() {
            fullest.insert(&person.who, at);
        }
    }
    for (at, person) in people.iter().enumerate() {
        let full = fullest[&*person.who];
        if full == at {
            continue;
        }
        let verdict = compare_people(&person.name(cx.source()), &people[full].name(cx.source()));
        let cost = verdict.family + verdict.given.unwrap_or(0.0);
        let mut fact = identity(person.fact.span, "identity.name", &[people[full].at])
            .with("mention", Value::Fact(person.at))
            .with("score", score(cost));
        for reason in verdict.reasons {
            fact = fact.with("reason", Value::Symbol(reason.word()));
        }
        sink.emit(fact);
    }
}

/// "The foreign minister" whom the text names elsewhere.
fn offices_alone(cx: &Cx<'_>, sink: &mut Sink<'_>) {
    for (at, office) in cx.facts("office") {
        let holders: Vec<FactRef> = office
            .fillers("holder")
            .filter(|holder| holder.span.is_none())
            .filter_map(|holder| match holder.value {
                Value::Fact(person) => Some(person),
                _ => None,
            })
            .collect();
        if holders.is_empty() {
            continue;
        }
        let mut fact = identity(office.span, "identity.office", &holders)
            .with("mention", Value::Fact(at))
            .with("reason", Value::Symbol("same-office"));
        if office.value("country").is_some() {
            fact = fact.with("reason", Value::Symbol("same-country"));
        }
        sink.emit(fact);
    }
}

/// "He", where the sentence before, or this one up to here, names one person only, who is no mere owner of
/// something, and speaks of no office that somebody else may hold.
fn pronouns(cx: &Cx<'_>, people: &[Mention<'_>], sink: &mut Sink<'_>) {
    let text = Text::of(cx);
    let offices = cx.facts("office");
    let unheld = offices.filter(|(_, office)| office.value("holder").is_none());
    let mut unheld: Vec<usize> = unheld.map(|(_, office)| office.span.start()).collect();
    unheld.sort_unstable();
    for hit in text.hits("identity.pronoun") {
        let span = hit.span;
        let here = sentence_start(text, span.start());
        let earlier = sentence_start(text, before_line(text, here));
        let named = |from: usize, to: usize| {
            let start = from;
            let from = people.partition_point(|p| p.fact.span.start() < from);
            let to = people.partition_point(|p| p.fact.span.end() <= to);
            let window = people.get(from..to).unwrap_or_default();
            let one = window
                .first()
                .filter(|p| window.iter().all(|q| q.who == p.who));
            let owns = |p: &Mention<'_>| {
                let behind = text.skip_space(p.fact.span.end());
                ["office.of", "identity.oblique"]
                    .iter()
                    .any(|slot| text.starts(slot, behind).is_some())
            };
            let first = window.first().map_or(0, |p| p.fact.span.start());
            let next = unheld.partition_point(|at| *at < start);
            let other = unheld.get(next).is_some_and(|at| *at < first);
            let one = one.filter(|_| !other && !window.iter().all(owns));
            (window.is_empty(), one.map(|person| person.at))
        };
        let (nobody, one) = named(here, span.start());
        let one = match nobody {
            true => named(earlier, here).1,
            false => one,
        };
        if let Some(person) = one {
            sink.emit(
                identity(span, "identity.pronoun", &[person])
                    .with("reason", Value::Symbol("only-one")),
            );
        }
    }
}

/// "Both leaders", "the two sides".
fn twos(text: &Text, people: &[Mention<'_>], countries: &[Mention<'_>], sink: &mut Sink<'_>) {
    for hit in text.hits("identity.two") {
        let mentions = match text.entry(hit).value() {
            Some("people") => people,
            _ => countries,
        };
        if let Some(both) = named_behind(text, countries, hit.span) {
            let both = both.map(|country| country.at);
            sink.emit(
                identity(hit.span, "identity.two", &both).with("reason", Value::Symbol("only-two")),
            );
            continue;
        }
        let to = mentions.partition_point(|m| m.fact.span.end() <= hit.span.start());
        let from = |byte: usize| {
            mentions
                .partition_point(|m| m.fact.span.start() < byte)
                .min(to)
        };
        // Countries may be those of the whole text; people are those just spoken of.
        let whole = (text.entry(hit).value() != Some("people")).then_some(0);
        let most = to.saturating_sub(LOOKED_AT);
        let pair = windows(text, hit.span.start())
            .into_iter()
            .chain(whole)
            .find_map(|start| two_of(mentions[from(start).max(most)..to].iter().map(|m| &*m.who)));
        let first = |who: &str| {
            mentions[most..to]
                .iter()
                .find(|m| m.who == who)
                .map(|m| m.at)
        };
        let fact = match pair {
            Some(pair) => {
                let both: Vec<FactRef> = pair.into_iter().filter_map(first).collect();
                identity(hit.span, "identity.two", &both).with("reason", Value::Symbol("only-two"))
            }
            None => Fact::new("identity", hit.span, "identity.two")
                .with("status", Value::Symbol("unresolved")),
        };
        sink.emit(fact);
    }
}

/// "The two sides, the Russian and the American one": two countries joined by "and" directly behind.
fn named_behind<'m, 'f>(
    text: &Text,
    countries: &'m [Mention<'f>],
    words: Span,
) -> Option<[&'m Mention<'f>; 2]> {
    let at = text.skip_space(words.end());
    let from = countries.partition_point(|m| m.fact.span.start() < at);
    let [one, other, ..] = countries.get(from..)? else {
        return None;
    };
    let between = text
        .source()
        .get(one.fact.span.end()..other.fact.span.start())?;
    let joined = between.trim();
    let and = !joined.is_empty()
        && joined.chars().count() <= LONGEST_AND
        && joined.chars().all(char::is_alphabetic);
    (one.fact.span.start() == at && and && one.who != other.who).then_some([one, other])
}

/// The longest word for "and" has this many letters.
const LONGEST_AND: usize = 3;

/// How many mentions are looked at.
const LOOKED_AT: usize = 200;

/// Where this sentence begins, and the ones before it.
fn windows(text: &Text, byte: usize) -> Vec<usize> {
    let mut starts = vec![sentence_start(text, byte)];
    while starts.len() < BACK {
        let last = *starts.last().unwrap_or(&0);
        let earlier = sentence_start(text, before_line(text, last));
        if earlier >= last {
            break;
        }
        starts.push(earlier);
    }
    starts
}

/// How many sentences are looked at, this one included.
const BACK: usize = 4;

/// The last byte of what stands before `byte`, on whatever line.
fn before_line(text: &Text, byte: usize) -> usize {
    text.source()[..byte].trim_end().len().saturating_sub(1)
}

fn sentence_start(text: &Text, byte: usize) -> usize {
    let tokens = text.sentence_at(byte);
    tokens.map_or(0, |tokens| text.tokens()[tokens.start].range().start)
}
