//! People, the offices they hold, and organisations.
//!
//! Enters: a text whose names, name words and slot words are found. Leaves: facts of the kinds
//! `person`, `office` and `organization`. Never known here: any language and any single name; names
//! stand in the gazetteer, words in the slots.
//!
//! Organisations come first (`org`, those that only the text knows in `headed`), then offices (`office`) and
//! of what they are (`scope`, `local`, `annex`), then people, whom an office announces (`piece`, `run`,
//! `person`); then it is decided who holds what (`bind`) and which mentions are one person (`who`).

mod annex;
mod bind;
mod headed;
mod local;
mod office;
mod org;
mod person;
mod piece;
mod run;
mod scope;
mod slots;
mod spell;
mod who;

use std::collections::BTreeSet;
use std::sync::{Arc, OnceLock};

use khabar_core::{
    Cx, Extractor, Fact, FactRef, Holds, KindSpec, Languages, Plugin, RoleSpec, Settings, Sink,
    Spec, Value,
};
use khabar_lex::Text;

use office::Office;
use org::{Org, Who};
use person::Person;
use spell::Spellings;
use who::{Clusters, Known};

const KINDS: &[KindSpec] = &[
    KindSpec {
        name: "person",
        doc: "A person whom the text names; honorifics and ranks are outside.",
        roles: &[
            RoleSpec::value("entity", Holds::Entity),
            RoleSpec::one("given", Holds::Text),
            RoleSpec::one("family", Holds::Text),
            RoleSpec::one("patronymic", Holds::Text),
            RoleSpec::one("latin", Holds::Entity),
            RoleSpec::many("candidate", Holds::Entity),
        ],
    },
    KindSpec {
        name: "office",
        doc: "An office that the text names: what role, of which country or body, held by whom.",
        roles: &[
            RoleSpec::value("role", Holds::Entity),
            RoleSpec::many("country", Holds::Entity),
            RoleSpec::one("body", Holds::Fact(&["organization"])),
            RoleSpec::one("place", Holds::Entity),
            RoleSpec::many("holder", Holds::Fact(&["person"])),
            RoleSpec::attr("status", Holds::Symbol(&["former", "acting"])),
        ],
    },
    KindSpec {
        name: "organization",
        doc: "An organisation that the text names.",
        roles: &[
            RoleSpec::value("entity", Holds::Entity),
            RoleSpec::many("country", Holds::Entity),
        ],
    },
];

/// What this crate registers.
pub const SPEC: Spec = Spec {
    id: "fact-name",
    by: env!("CARGO_PKG_NAME"),
    readme: include_str!("../README.md"),
    kinds: KINDS,
    provides: &["person", "office", "organization"],
    requires: &[],
    slots: slots::SLOTS,
    languages: Languages::All,
    settings: &[],
    build,
};

khabar_core::submit! { Plugin::Extractor(&SPEC) }

fn build(_: &Settings) -> Box<dyn Extractor> {
    Box::new(Names {
        known: OnceLock::new(),
    })
}

struct Names {
    /// Made of the gazetteer of the first text, which is that of all.
    known: OnceLock<Known>,
}

impl Extractor for Names {
    fn extract(&self, cx: &Cx<'_>, sink: &mut Sink<'_>) {
        let text = Text::of(cx);
        let mut orgs = org::organisations(text);
        let mut offices = office::offices(text, &orgs);
        // "Chief of the army" names an office, and no army.
        let in_a_title = |org: &Org| {
            let holds = |office: &Office| office.core.contains(org.span);
            matches!(org.who, Who::OfState(_)) && offices.iter().any(holds)
        };
        let in_titles: Vec<bool> = orgs.iter().map(in_a_title).collect();
        let mut people = person::people(text, &orgs, &offices);
        let known = self.known.get_or_init(|| Known::of(text.gazetteer()));
        let reading = read(text, known, &people, &orgs, &mut offices);
        who::settle_bare(text, &mut people, &reading.clusters);
        of_whom(&mut orgs, &offices);
        let mut spellings = Spellings::new(text, &people, &reading.clusters);
        let persons: Vec<Option<FactRef>> = (0..people.len())
            .map(|at| {
                let fact = person_fact(&people, &reading.clusters, &mut spellings, at);
                sink.emit(fact)
            })
            .collect();
        let bodies: Vec<Option<FactRef>> = orgs
            .iter()
            .zip(in_titles)
            .map(|(org, in_title)| match in_title {
                true => None,
                false => sink.emit(org_fact(text, org)),
            })
            .collect();
        for (at, office) in offices.iter().enumerate() {
            if let Some(fact) = office_fact(&reading, office, at, &people, &persons, &bodies) {
                sink.emit(fact);
            }
        }
    }
}

/// Who is who, and who holds what.
struct Reading {
    holder: Vec<Option<usize>>,
    elsewhere: Vec<Vec<usize>>,
    clusters: Clusters,
}

fn read(
    text: &Text,
    known: &Known,
    people: &[Person],
    orgs: &[Org],
    offices: &mut [Office],
) -> Reading {
    let holder = bind::beside(text, people, offices);
    counterparts(offices);
    office::bare_heads(text, offices);
    let mut bound: Vec<Vec<usize>> = vec![Vec::new(); people.len()];
    for (office, holder) in holder.iter().enumerate() {
        if let Some(person) = holder {
            bound[*person].push(office);
        }
    }
    let clusters = who::clusters(text, known, people, offices, &bound);
    bind::countries(text, people, offices, &holder, &clusters);
    let elsewhere = bind::elsewhere(text, orgs, people, offices, &holder, &clusters);
    Reading {
        holder,
        elsewhere,
        clusters,
    }
}

/// Bodies that work for one who holds an office.
const WORK_FOR: [(&str, &str); 3] = [
    ("presidency", "president"),
    ("prime-ministers-office", "prime-minister"),
    ("royal-court", "king"),
];

/// "The prime minister's office" is that of the prime minister whom the text speaks of, if it is one.
fn of_whom(orgs: &mut [Org], offices: &[Office]) {
    for (body, role) in WORK_FOR {
        let offices = offices.iter().filter(|office| office.role == role);
        let told = offices.flat_map(|office| &office.countries);
        let countries: BTreeSet<&Arc<str>> = told.map(|(country, _)| country).collect();
        let (Some(country), 1) = (countries.first(), countries.len()) else {
            continue;
        };
        for org in orgs.iter_mut().filter(|org| org.countries.is_empty()) {
            if matches!(&org.who, Who::OfState(of) if of == body) {
                org.countries.push(((*country).clone(), None));
            }
        }
    }
}

/// A counterpart has the office that was named last.
fn counterparts(offices: &mut [Office]) {
    let mut last: Option<String> = None;
    for office in offices {
        if office.counterpart {
            if let Some(role) = &last {
                office.role.clone_from(role);
            }
        } else {
            last = Some(office.role.clone());
        }
    }
}

fn person_fact(
    people: &[Person],
    clusters: &Clusters,
    spellings: &mut Spellings<'_>,
    at: usize,
) -> Fact {
    let person = &people[at];
    let value = spellings.value(clusters.of[at]);
    let mut fact = Fact::new("person", person.span, person.rule).with("entity", value);
    let given = person.name.given.first().zip(person.name.given.last());
    if let Some((first, last)) = given {
        fact = fact.with_at("given", Value::Text, first.span.join(last.span));
    }
    if let Some(family) = &person.name.family {
        fact = fact.with_at("family", Value::Text, family.span);
    }
    if let Some(patronymic) = &person.name.patronymic {
        fact = fact.with_at("patronymic", Value::Text, patronymic.span);
    }
    fact = fact.with("latin", Value::Name(spellings.mention(at)));
    for cluster in clusters.ambiguous.get(&at).into_iter().flatten() {
        fact = fact.with("candidate", spellings.value(*cluster));
    }
    fact
}

fn org_fact(text: &Text, org: &Org) -> Fact {
    let value = match org.id(text) {
        Some(id) => Value::Entity(id),
        None => match &org.who {
            Who::OfState(body) => Value::Name(body.replace('-', " ")),
            _ => Value::Name(spell::latin(text, org.span)),
        },
    };
    let mut fact = Fact::new("organization", org.span, org.rule).with("entity", value);
    for (country, span) in &org.countries {
        let country = Value::Entity(country.clone());
        fact = match span {
            Some(span) => fact.with_at("country", country, *span),
            None => fact.with("country", country),
        };
    }
    fact
}

fn office_fact(
    reading: &Reading,
    office: &Office,
    at: usize,
    people: &[Person],
    persons: &[Option<FactRef>],
    bodies: &[Option<FactRef>],
) -> Option<Fact> {
    let beside = reading.holder[at];
    // "Minister" alone says nothing without a name.
    let vague = office.bare || office.role == "minister" || office.role == "counterpart";
    if vague && beside.is_none() && office.countries.is_empty() {
        return None;
    }
    let role: Arc<str> = format!("office/{}", office.role).into();
    let rule = match office.counterpart {
        true => "office.counterpart",
        false => "office.role",
    };
    let mut fact = Fact::new("office", office.span, rule).with("role", Value::Entity(role));
    for (country, span) in &office.countries {
        let country = Value::Entity(country.clone());
        fact = match span {
            Some(span) => fact.with_at("country", country, *span),
            None => fact.with("country", country),
        };
    }
    if let Some(body) = office.body.and_then(|body| bodies[body]) {
        fact = fact.with("body", Value::Fact(body));
    }
    if let Some((place, span)) = &office.place {
        fact = fact.with_at("place", place.clone(), *span);
    }
    if let Some((person, fact_ref)) = beside.and_then(|person| Some((person, persons[person]?))) {
        fact = fact.with_at("holder", Value::Fact(fact_ref), people[person].span);
    }
    for person in &reading.elsewhere[at] {
        if let Some(fact_ref) = persons[*person] {
            fact = fact.with("holder", Value::Fact(fact_ref));
        }
    }
    Some(match (office.former, office.acting) {
        (true, _) => fact.with("status", Value::Symbol("former")),
        (_, true) => fact.with("status", Value::Symbol("acting")),
        _ => fact,
    })
}
