//! Events as documents tell them, with everybody who takes part as one of the corpus' entities.

use std::collections::{BTreeMap, BTreeSet};

use crate::days::{self, Days};
use crate::document::{Document, Event, Filler, Gist, Value, Who};
use crate::entity::Entities;
use crate::entity::office::Meant;
use crate::event::rule::Rule;

/// An entity by its index, or an office whose holder nobody knows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Actor {
    Entity(u32),
    /// An index of [`Tellings::offices`].
    Office(u32),
}

/// One event of one document.
#[derive(Debug)]
pub(crate) struct Telling<'d> {
    pub document: u32,
    pub event: &'d Event,
    pub family: &'d str,
    /// Who fills each role; sorted.
    pub who: Vec<(&'d str, Actor)>,
    /// When it was, if the document tells and the stretch is short.
    pub when: Option<Days>,
    /// The weekday, where it tells no more.
    pub weekday: Option<i8>,
    /// When the document was published.
    pub day: Option<i32>,
    pub place: Option<u32>,
    /// The countries that take part, or whose officials do.
    pub sides: BTreeSet<u32>,
}

/// Every event of every document.
pub(crate) struct Tellings<'d> {
    pub list: Vec<Telling<'d>>,
    /// Offices whose holders nobody knows: role and of what.
    pub offices: Vec<(Box<str>, Box<str>)>,
}

/// A longer stretch says when something was too vaguely to compare.
const LONGEST: i32 = 31;

/// Holding an office is a state, told by the office.
const STATES: &[&str] = &["holds", "former"];

impl<'d> Tellings<'d> {
    pub(crate) fn of(
        documents: &'d [Document],
        entities: &Entities,
        meant: &[Vec<Option<Meant>>],
    ) -> Tellings<'d> {
        let mut offices: BTreeMap<(Box<str>, Box<str>), u32> = BTreeMap::new();
        let countries = Countries::new(documents, entities);
        let mut list = Vec::new();
        for (at, document) in documents.iter().enumerate() {
            let mut actor = |who: Who| match who {
                Who::Name(name) => Some(Actor::Entity(entities.at(at, name))),
                Who::Office(office) => match meant[at][office as usize] {
                    Some(meant) => Some(Actor::Entity(meant.entity)),
                    None => {
                        let office = &document.offices[office as usize];
                        let of = office.of.first()?;
                        let next = offices.len() as u32;
                        let key = (office.role.clone(), of.clone());
                        Some(Actor::Office(*offices.entry(key).or_insert(next)))
                    }
                },
            };
            for event in &document.events {
                let state = event
                    .symbol("action")
                    .is_some_and(|action| STATES.contains(&action));
                if state {
                    continue;
                }
                let mut who: Vec<(&str, Actor)> = Vec::new();
                for (role, filler) in &event.roles {
                    if let Filler::Who(of) = filler {
                        who.extend(actor(*of).map(|actor| (Rule::role(&event.kind, role), actor)));
                    }
                }
                who.sort_unstable();
                who.dedup();
                let sides = who
                    .iter()
                    .flat_map(|(_, actor)| countries.of(at, *actor))
                    .collect();
                let time = event.time.map(|time| &document.times[time as usize]);
                let time = time.filter(|time| !time.page);
                list.push(Telling {
                    document: at as u32,
                    event,
                    family: Rule::family(&event.kind),
                    who,
                    when: time
                        .and_then(|time| time.days)
                        .filter(|days| days.to - days.from < LONGEST),
                    weekday: time.and_then(|time| days::weekday_of(&time.value)),
                    day: document.day,
                    place: event.place.map(|place| entities.at(at, place)),
                    sides,
                });
            }
        }
        let mut names = vec![Default::default(); offices.len()];
        for (office, at) in offices {
            names[at as usize] = office;
        }
        Tellings {
            list,
            offices: names,
        }
    }
}

/// Which countries people speak for.
struct Countries {
    /// By document and person.
    by_person: BTreeMap<(u32, u32), BTreeSet<u32>>,
    countries: BTreeSet<u32>,
}

impl Countries {
    fn new(documents: &[Document], entities: &Entities) -> Countries {
        let ids: BTreeMap<&str, u32> = entities
            .list
            .iter()
            .enumerate()
            .filter(|(_, entity)| entity.id.len() == 2)
            .map(|(at, entity)| (&*entity.id, at as u32))
            .collect();
        let mut of: BTreeMap<(u32, u32), BTreeSet<u32>> = BTreeMap::new();
        for (at, document) in documents.iter().enumerate() {
            for office in &document.offices {
                let countries = office.of.iter().filter_map(|of| ids.get(&**of));
                for holder in &office.holders {
                    let person = (at as u32, entities.at(at, *holder));
                    of.entry(person).or_default().extend(countries.clone());
                }
            }
        }
        Countries {
            by_person: of,
            countries: ids.into_values().collect(),
        }
    }

    fn of(&self, document: usize, actor: Actor) -> Vec<u32> {
        let Actor::Entity(at) = actor else {
            return Vec::new();
        };
        if self.countries.contains(&at) {
            return vec![at];
        }
        let of = self.by_person.get(&(document as u32, at));
        of.into_iter().flatten().copied().collect()
    }
}

impl Telling<'_> {
    /// Whether the same two countries take part in both, with a person in common: a minister in one is
    /// his country in the other.
    pub(crate) fn same_sides(&self, other: &Telling<'_>) -> bool {
        let shared = self.everybody().intersection(&other.everybody()).count();
        shared > 0 && self.sides.len() == 2 && self.sides == other.sides
    }

    /// Who fills a role.
    pub(crate) fn actors(&self, role: &str) -> impl Iterator<Item = Actor> + use<'_> {
        let from = self.who.partition_point(|(name, _)| *name < role);
        let of = self.who[from..].iter();
        let name = self
            .who
            .get(from)
            .map(|(name, _)| *name)
            .filter(|name| *name == role);
        of.take_while(move |(other, _)| Some(*other) == name)
            .map(|(_, actor)| *actor)
    }

    /// Everybody, whatever the role.
    pub(crate) fn everybody(&self) -> BTreeSet<Actor> {
        self.who.iter().map(|(_, actor)| *actor).collect()
    }

    /// The first words of a role.
    pub(crate) fn gist(&self, role: &str) -> Option<&Gist> {
        self.event.role(role).find_map(|filler| match filler {
            Filler::Words(gist) => Some(gist),
            _ => None,
        })
    }

    /// The first number of a role.
    pub(crate) fn value(&self, role: &str) -> Option<&Value> {
        self.event.role(role).find_map(|filler| match filler {
            Filler::Value(value) => Some(value),
            _ => None,
        })
    }

    /// A day to sort by: its own, else the document's.
    pub(crate) fn about(&self) -> Option<i32> {
        self.when.map(|days| days.from).or(self.day)
    }
}
