//! What one document says, kept short: whom and what it names, what it tells of them, and its times.

mod read;

use rust_decimal::Decimal;

use crate::days::Days;

pub(crate) use read::read;

/// A fact, with the index of its document.
pub(crate) type FactAt = (u32, u64);

/// A document as the corpus keeps it.
#[derive(Debug)]
pub(crate) struct Document {
    pub id: Box<str>,
    /// The language or variety.
    pub language: Box<str>,
    /// The day of publication.
    pub day: Option<i32>,
    pub outlet: Option<Box<str>>,
    /// The least hashes of its words, sorted; equal lists of two documents mean one text.
    pub sketch: Box<[u32]>,
    pub names: Vec<Name>,
    pub offices: Vec<Office>,
    pub times: Vec<TimeFact>,
    pub events: Vec<Event>,
    /// Agencies and outlets that it says it has this from.
    pub cited: Vec<Who>,
    /// Conflicts that the document's own facts show.
    pub claims: Vec<Claim>,
}

/// Somebody or something that a document names.
#[derive(Debug)]
pub(crate) struct Name {
    /// Kind of its mentions: `person`, `place`.
    pub kind: Kind,
    /// The typed id; none of what nobody knows.
    pub entity: Option<Box<str>>,
    /// The Latin spelling, of what has no id.
    pub latin: Box<str>,
    pub person: Option<Parts>,
    /// Spellings with how often each stands.
    pub forms: Vec<(Box<str>, u32)>,
    pub mentions: Vec<Mention>,
    /// Countries that it is said to be of.
    pub countries: Vec<Box<str>>,
}

/// A person's name as the document writes it most fully.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Parts {
    pub given: Vec<Box<str>>,
    pub family: Option<Box<str>>,
    pub patronymic: Option<Box<str>>,
}

/// What can be named.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Kind {
    Person,
    Organization,
    Place,
    Project,
    Treaty,
    Occasion,
}

impl Kind {
    pub(crate) const ALL: [Kind; 6] = [
        Kind::Person,
        Kind::Organization,
        Kind::Place,
        Kind::Project,
        Kind::Treaty,
        Kind::Occasion,
    ];

    pub(crate) fn word(self) -> &'static str {
        match self {
            Kind::Person => "person",
            Kind::Organization => "organization",
            Kind::Place => "place",
            Kind::Project => "project",
            Kind::Treaty => "treaty",
            Kind::Occasion => "occasion",
        }
    }

    /// What an id of this kind begins with.
    pub(crate) fn prefix(self) -> &'static str {
        match self {
            Kind::Organization => "org",
            kind => kind.word(),
        }
    }

    fn of(word: &str) -> Option<Kind> {
        Kind::ALL.into_iter().find(|kind| kind.word() == word)
    }
}

/// A place in a document that names or means somebody.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Mention {
    /// The fact's id.
    pub fact: u64,
    pub how: How,
}

/// How a mention means somebody.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum How {
    Named,
    ByOffice,
    ByReference,
}

/// An office that somebody holds or that stands for whoever holds it.
#[derive(Debug)]
pub(crate) struct Office {
    pub fact: u64,
    /// `office/foreign-minister`.
    pub role: Box<str>,
    /// Countries and bodies that it is of.
    pub of: Vec<Box<str>>,
    /// Whether the document itself says of which country, in these words.
    pub told_of: bool,
    /// Who holds it, by index of names.
    pub holders: Vec<u32>,
    /// Former, acting.
    pub status: Option<Box<str>>,
}

/// A time that a document tells.
#[derive(Debug)]
pub(crate) struct TimeFact {
    pub fact: u64,
    pub text: Box<str>,
    /// EDTF, or what is known of it.
    pub value: Box<str>,
    pub days: Option<Days>,
    /// Of the page rather than of the text.
    pub page: bool,
}

/// Who or what fills a role.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Who {
    /// An index of the document's names.
    Name(u32),
    /// An index of its offices.
    Office(u32),
}

/// An event as one document tells it.
#[derive(Debug)]
pub(crate) struct Event {
    pub fact: u64,
    pub kind: Box<str>,
    pub text: Box<str>,
    pub negated: bool,
    pub modality: Box<str>,
    pub roles: Vec<(Box<str>, Filler)>,
    /// An index of the document's times.
    pub time: Option<u32>,
    pub place: Option<u32>,
    pub sources: Vec<Who>,
}

/// What fills a role.
#[derive(Debug)]
pub(crate) enum Filler {
    Who(Who),
    Symbol(Box<str>),
    Value(Value),
    Time(u32),
    Words(Gist),
}

/// A number, with what it counts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Value {
    pub fact: u64,
    pub number: Decimal,
    /// Currency, unit, `%` or nothing.
    pub unit: Box<str>,
    /// About, more than, less than.
    pub bound: Box<str>,
    pub text: Box<str>,
}

/// What a stretch of words says.
#[derive(Debug)]
pub(crate) struct Gist {
    pub text: Box<str>,
    /// Its words, see [`words::words`].
    pub words: Box<[u32]>,
    /// What it names and counts, as numbers that are the same in every language.
    pub things: Box<[u32]>,
}

/// A conflict of a document with itself, or with what is known of the world.
#[derive(Debug)]
pub(crate) enum Claim {
    /// A fact of the kind `conflict`: its type and the facts that disagree.
    Told {
        fact: u64,
        text: Box<str>,
        kind: Box<str>,
        facts: Vec<u64>,
    },
    /// A place is said to be the capital of a country: facts of both.
    Capital {
        city: u32,
        city_fact: u64,
        country: u32,
        country_fact: u64,
    },
}

impl Event {
    /// What fills a role.
    pub(crate) fn role<'e, 'r>(
        &'e self,
        role: &'r str,
    ) -> impl Iterator<Item = &'e Filler> + use<'e, 'r> {
        let of = self.roles.iter().filter(move |(name, _)| **name == *role);
        of.map(|(_, filler)| filler)
    }

    pub(crate) fn symbol(&self, role: &str) -> Option<&str> {
        self.role(role).find_map(|filler| match filler {
            Filler::Symbol(symbol) => Some(&**symbol),
            _ => None,
        })
    }
}

impl Parts {
    /// How many words tell it, the family's counting most.
    fn size(&self) -> usize {
        2 * usize::from(self.family.is_some())
            + self.given.len()
            + usize::from(self.patronymic.is_some())
    }

    /// Whether it says enough to be one person's: a given and a family name.
    pub(crate) fn is_full(&self) -> bool {
        !self.given.is_empty() && self.family.is_some()
    }
}
