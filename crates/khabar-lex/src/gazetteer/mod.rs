//! The world's names: entities with typed ids, and what each language calls them.
//!
//! People edit TOML (`config/gazetteer/*.toml`, see `written`); programs load the table that
//! [`Gazetteer::to_table`] makes of it (see `table`), which reads some twenty times faster.

mod table;
mod written;

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::{Arc, OnceLock};

/// Text that a table holds already, or that was read from TOML.
pub type Text = Cow<'static, str>;

/// The language of a name that texts of every language write so: "CASA-1000", محمد.
pub const EVERY_LANGUAGE: &str = "all";

/// The key of an organisation that is one of the bodies that every state has, and of the building where one
/// sits.
const BODY: &str = "body";

/// The link from an occasion to the organisation whose meetings it is.
const HOST: &str = "host";

/// How a phrase names an entity.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Form {
    /// By its name.
    Name,
    /// By the adjective of nationality.
    Nationality,
    /// By the name of its people.
    People,
}

impl Form {
    const ALL: [Form; 3] = [Form::Name, Form::Nationality, Form::People];

    /// The word that tables and outputs write; also the class of words in `affix.toml`.
    pub fn word(self) -> &'static str {
        match self {
            Form::Name => "name",
            Form::Nationality => "nationality",
            Form::People => "people",
        }
    }
}

/// The tables of a gazetteer file, and the domain under which the matcher lists their names.
const KINDS: &[(&str, &str)] = &[
    ("country", "place"),
    ("city", "place"),
    ("region", "place"),
    ("sea", "place"),
    ("river", "place"),
    ("mountain", "place"),
    ("facility", "place"),
    ("org", "org"),
    ("person", "person"),
    ("given", "given"),
    ("family", "family"),
    ("project", "project"),
    ("treaty", "treaty"),
    ("occasion", "occasion"),
];

/// Something that has a name, or a part of people's names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entity {
    /// Typed and language-neutral: `KG`, `city/bishkek`, `given/Muhammad`.
    pub id: Arc<str>,
    /// The table it stands in: `country`, `city`, `org`.
    pub kind: Text,
    /// English name, for people who read the output; of a part of a name, its Latin spelling.
    pub en: Text,
    /// What sort of organisation it is: `agency`, `party`.
    pub class: Option<Text>,
    /// The capital of a country, the country of a city.
    pub links: Links,
    /// The countries that something joint belongs to.
    pub between: Vec<Text>,
    /// Offices that a person has held.
    pub held: Vec<Held>,
    /// What languages call it.
    pub names: Vec<Name>,
    /// Languages whose nationality forms are listed, be it as none; the others make them of the
    /// names.
    pub listed: Vec<Text>,
}

/// What an entity is linked to, by the name of the link. An entity has one or two.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Links(Vec<(Text, Text)>);

impl Links {
    /// The value of a link.
    pub fn get(&self, link: &str) -> Option<&Text> {
        let at = self.0.binary_search_by(|(name, _)| (**name).cmp(link));
        at.ok().map(|at| &self.0[at].1)
    }

    /// The links in the order of their names.
    pub fn iter(&self) -> impl Iterator<Item = (&Text, &Text)> {
        self.0.iter().map(|(link, to)| (link, to))
    }

    fn insert(&mut self, link: Text, to: Text) {
        match self.0.binary_search_by(|(name, _)| name.cmp(&link)) {
            Ok(at) => self.0[at].1 = to,
            Err(at) => self.0.insert(at, (link, to)),
        }
    }
}

/// An office and when it was held.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Held {
    /// In English: `foreign minister`.
    pub office: Text,
    /// The country or organisation; empty if unknown.
    pub of: Text,
    /// EDTF of any grain; empty if unknown.
    pub from: Text,
    /// EDTF of any grain; empty if still held or unknown.
    pub to: Text,
}

/// One name of an entity in one language.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Name {
    /// The language's code, or [`EVERY_LANGUAGE`].
    pub language: Text,
    /// How it names the entity.
    pub form: Form,
    /// As written; `·` is a joint that is usually written together.
    pub text: Text,
    /// Also a common word or another name: needs evidence beside it.
    pub guarded: bool,
}

impl Entity {
    /// An entity without names.
    pub fn new(kind: Text, id: &str, en: Text) -> Entity {
        Entity {
            id: id.into(),
            kind,
            en,
            class: None,
            links: Links::default(),
            between: Vec::new(),
            held: Vec::new(),
            names: Vec::new(),
            listed: Vec::new(),
        }
    }

    /// The group under which the matcher lists it.
    pub fn domain(&self) -> &str {
        let known = KINDS.iter().find(|(kind, _)| *kind == self.kind);
        known.map_or(&*self.kind, |(_, domain)| domain)
    }

    /// The country it lies in or belongs to; of a country, itself.
    pub fn country(&self) -> Option<&str> {
        match &*self.kind {
            "country" => Some(&self.id),
            _ => self.links.get("country").map(|country| &**country),
        }
    }
}

/// Entities by id.
#[derive(Debug, Clone, Default)]
pub struct Gazetteer {
    entities: BTreeMap<Arc<str>, Entity>,
    /// Ids by country, body and kind, made when they are first asked for.
    bodies: OnceLock<BTreeMap<String, Arc<str>>>,
    /// Ids of occasions by their hosts, likewise.
    hosted: OnceLock<BTreeMap<Text, Arc<str>>>,
}

/// A gazetteer file that cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum GazetteerError {
    /// What is wrong, with file, line, column and the line itself.
    #[error("{0}")]
    Written(String),
    /// The compiled table is damaged.
    #[error("the compiled gazetteer is damaged in line {0}; run `cargo xtask docs`")]
    Table(usize),
}

impl Gazetteer {
    /// Adds one entity, replacing one of the same id.
    pub fn insert(&mut self, entity: Entity) {
        self.bodies = OnceLock::new();
        self.hosted = OnceLock::new();
        self.entities.insert(entity.id.clone(), entity);
    }

    /// Entities by id.
    pub fn entities(&self) -> impl Iterator<Item = &Entity> {
        self.entities.values()
    }

    /// The entity of this id.
    pub fn get(&self, id: &str) -> Option<&Entity> {
        self.entities.get(id)
    }

    /// The organisation that is a country's `body`: its army, its parliament.
    pub fn body(&self, country: &str, body: &str) -> Option<&Entity> {
        self.of_state(country, body, "org")
    }

    /// The building where a country's `body` sits.
    pub fn seat(&self, country: &str, body: &str) -> Option<&Entity> {
        self.of_state(country, body, "facility")
    }

    fn of_state(&self, country: &str, body: &str, kind: &str) -> Option<&Entity> {
        let bodies = self.bodies.get_or_init(|| {
            let told = self.entities().filter_map(|entity| {
                let (country, body) = (entity.links.get("country")?, entity.links.get(BODY)?);
                let key = format!("{country} {body} {}", entity.kind);
                Some((key, entity.id.clone()))
            });
            told.collect()
        });
        self.get(bodies.get(&format!("{country} {body} {kind}"))?)
    }

    /// The occasion that is the meetings of an organisation.
    pub fn meetings_of(&self, organization: &str) -> Option<&Entity> {
        let hosted = self.hosted.get_or_init(|| {
            let told = self.entities().filter_map(|entity| {
                let host = entity.links.get(HOST)?;
                Some((host.clone(), entity.id.clone()))
            });
            told.collect()
        });
        self.get(hosted.get(organization)?)
    }

    /// How many entities there are.
    pub fn len(&self) -> usize {
        self.entities.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.entities.is_empty()
    }
}
