//! Whom an office means that a document tells without a name.

use std::collections::BTreeMap;

use khabar_lex::Gazetteer;

use crate::days;
use crate::document::{Document, Kind};
use crate::entity::Entities;

/// Somebody meant by an office, and what says so.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Meant {
    pub entity: u32,
    pub why: Why,
}

/// What says who holds an office.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Why {
    /// The gazetteer, on the day of the document.
    Gazetteer,
    /// Other documents of those weeks, all of them.
    Documents,
}

/// Other documents speak for so many days before and after theirs.
const DAYS: i32 = 30;

/// A person in an office, as a document tells it.
#[derive(Debug, Clone)]
pub(crate) struct Tenure {
    pub document: u32,
    pub fact: u64,
    pub entity: u32,
    pub day: Option<i32>,
}

/// Who is told to hold each office, by role and by country or body.
pub(crate) type Tenures = BTreeMap<(Box<str>, Box<str>), Vec<Tenure>>;

/// Every office that one person is said to hold now.
pub(crate) fn tenures(documents: &[Document], entities: &Entities) -> Tenures {
    let mut tenures = Tenures::new();
    for (at, document) in documents.iter().enumerate() {
        for office in &document.offices {
            let ([holder], [of], None) = (&*office.holders, &*office.of, &office.status) else {
                continue;
            };
            let held = tenures
                .entry((office.role.clone(), of.clone()))
                .or_default();
            held.push(Tenure {
                document: at as u32,
                fact: office.fact,
                entity: entities.at(at, *holder),
                day: document.day,
            });
        }
    }
    tenures
}

/// By document, by office: whom it means, of those that the document itself leaves open and that only one
/// person can hold.
pub(crate) fn meant(
    documents: &[Document],
    entities: &Entities,
    tenures: &Tenures,
    gazetteer: &Gazetteer,
) -> Vec<Vec<Option<Meant>>> {
    let world = world(entities, gazetteer);
    let of_document = |document: &Document| -> Vec<Option<Meant>> {
        let of_office = |office: &crate::document::Office| {
            let ([], [of], None) = (&*office.holders, &*office.of, &office.status) else {
                return None;
            };
            if !office.told_of || !is_single(&office.role) || of.len() != 2 {
                return None;
            }
            let day = document.day?;
            let key = (office.role.clone(), of.clone());
            let known = world.get(&key).map_or(&[][..], Vec::as_slice);
            let then = known
                .iter()
                .filter(|(from, to, _)| *from <= day && day <= *to);
            let mut then = then.map(|(_, _, entity)| *entity);
            if let (Some(entity), None) = (then.next(), then.next()) {
                let why = Why::Gazetteer;
                return Some(Meant { entity, why });
            }
            let near = |tenure: &&Tenure| tenure.day.is_some_and(|told| (told - day).abs() <= DAYS);
            let mut told = tenures
                .get(&key)?
                .iter()
                .filter(near)
                .map(|tenure| tenure.entity);
            let entity = told.next()?;
            let why = Why::Documents;
            told.all(|other| other == entity)
                .then_some(Meant { entity, why })
        };
        document.offices.iter().map(of_office).collect()
    };
    documents.iter().map(of_document).collect()
}

type World = BTreeMap<(Box<str>, Box<str>), Vec<(i32, i32, u32)>>;

/// Who held which office from when to when, of the people that the documents name.
fn world(entities: &Entities, gazetteer: &Gazetteer) -> World {
    let mut world = World::new();
    for (at, entity) in entities.list.iter().enumerate() {
        let held = match (entity.kind, gazetteer.get(&entity.id)) {
            (Kind::Person, Some(known)) => known.held.as_slice(),
            _ => continue,
        };
        for held in held {
            let end = |edtf: &str| days::of_edtf(edtf);
            let Some(from) = end(&held.from) else {
                continue;
            };
            let to = match held.to.is_empty() {
                true => i32::MAX,
                false => end(&held.to).map_or(i32::MAX, |days| days.to),
            };
            let role = format!("office/{}", held.office.replace(' ', "-"));
            let key = (role.into(), held.of.as_ref().into());
            world
                .entry(key)
                .or_default()
                .push((from.from, to, at as u32));
        }
    }
    world
}

/// Offices that one person holds at a time, apart from ministers.
const SINGLE: &[&str] = &[
    "chairman-of-the-cabinet-of-ministers",
    "chief-of-army-staff",
    "chief-of-staff",
    "crown-prince",
    "emir",
    "king",
    "pope",
    "president",
    "prime-minister",
    "queen",
    "secretary-general",
    "speaker-of-parliament",
    "sultan",
    "supreme-leader",
];

/// Whether one person at a time holds an office: "minister" alone may be anybody.
pub(crate) fn is_single(role: &str) -> bool {
    let role = role.strip_prefix("office/").unwrap_or(role);
    let minister = role.ends_with("-minister")
        && !["deputy-", "state-", "former-", "assistant-"]
            .iter()
            .any(|prefix| role.starts_with(prefix));
    minister || SINGLE.contains(&role)
}
