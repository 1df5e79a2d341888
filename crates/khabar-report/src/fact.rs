//! A fact as the browser gets it.

use std::collections::{BTreeMap, BTreeSet};

use foldhash::HashMap;
use khabar_corpus::record::{FactRecord, FillerRecord, fact_id};
use serde::Serialize;

use crate::entity::Entities;

/// A fact of a document. Its words are a range of the document's text.
#[derive(Serialize)]
pub(crate) struct FactRow<'a> {
    id: &'a str,
    kind: &'a str,
    by: &'a str,
    /// In UTF-16 units.
    at: [usize; 2],
    /// Its words, where the text cannot be shown.
    #[serde(skip_serializing_if = "Option::is_none")]
    words: Option<&'a str>,
    /// In code points, as `khabar explain --at` counts.
    char: usize,
    #[serde(skip_serializing_if = "Option::is_none")]
    value: Option<Filler<'a>>,
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    roles: BTreeMap<&'a str, Vec<Filler<'a>>>,
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    attrs: BTreeMap<&'a str, Vec<Filler<'a>>>,
    /// The entities that it names or means.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    entities: Vec<u32>,
}

/// What fills a role: the keys that are set tell what it is.
#[derive(Serialize, Clone)]
pub(crate) struct Filler<'a> {
    /// An entity of all documents.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub entity: Option<u32>,
    /// The place of a fact among those of its document.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub fact: Option<u32>,
    /// A canonical value; of a fact, that of the fact.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub value: String,
    /// One of a declared set.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub symbol: Option<&'a str>,
    /// In UTF-16 units.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub at: Option<[usize; 2]>,
    /// Its words, where the text cannot be shown.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub words: Option<&'a str>,
}

/// The facts of a document.
pub(crate) struct Facts<'a> {
    pub list: &'a [FactRecord],
    place: HashMap<&'a str, u32>,
    entities: &'a Entities,
    /// Whether words are written out because the text cannot be shown.
    spelled: bool,
}

impl<'a> Facts<'a> {
    pub(crate) fn new(list: &'a [FactRecord], entities: &'a Entities, spelled: bool) -> Facts<'a> {
        let places = list.iter().enumerate();
        Facts {
            list,
            place: places
                .map(|(at, fact)| (fact.id.as_str(), at as u32))
                .collect(),
            entities,
            spelled,
        }
    }

    pub(crate) fn row(&self, fact: &'a FactRecord) -> FactRow<'a> {
        let value = fact.value.as_ref();
        FactRow {
            id: &fact.id,
            kind: &fact.kind,
            by: &fact.by,
            at: fact.span.utf16,
            words: self.spelled.then_some(&*fact.text),
            char: fact.span.chars[0],
            value: value.map(|value| self.filler(value)),
            roles: self.fillers(&fact.roles),
            attrs: self.fillers(&fact.attrs),
            entities: fact_id(&fact.id)
                .into_iter()
                .flat_map(|id| self.entities.named_by(id))
                .collect(),
        }
    }

    fn fillers(
        &self,
        roles: &'a BTreeMap<String, Vec<FillerRecord>>,
    ) -> BTreeMap<&'a str, Vec<Filler<'a>>> {
        let roles = roles.iter().map(|(role, fillers)| {
            let fillers = fillers.iter().map(|filler| self.filler(filler));
            (role.as_str(), fillers.collect())
        });
        roles.collect()
    }

    pub(crate) fn filler(&self, filler: &'a FillerRecord) -> Filler<'a> {
        let fact = filler
            .fact
            .as_deref()
            .and_then(|id| self.place.get(id).copied());
        let entity = self.entity(filler);
        Filler {
            entity,
            fact,
            value: match (entity, &filler.symbol) {
                (Some(_), _) | (_, Some(_)) => String::new(),
                _ => self.value(filler),
            },
            symbol: filler.symbol.as_deref(),
            at: filler.span.map(|span| span.utf16),
            words: filler.text.as_deref().filter(|_| self.spelled),
        }
    }

    /// The entity of all documents that a filler means.
    pub(crate) fn entity(&self, filler: &FillerRecord) -> Option<u32> {
        let by_fact = || {
            let id = filler.fact.as_deref().and_then(fact_id)?;
            self.entities.named_by(id).next()
        };
        let by_id = || self.entities.get(filler.entity.as_deref()?);
        by_id().or_else(by_fact)
    }

    /// The organisation that an outlet of the metadata is.
    pub(crate) fn outlet(&self, outlet: &str) -> Option<u32> {
        self.entities.get(&format!("org/{outlet}"))
    }

    /// The canonical value of a filler, or of the fact that it refers to.
    pub(crate) fn value(&self, filler: &FillerRecord) -> String {
        let own = filler.canonical();
        if !own.is_empty() {
            return own;
        }
        let fact = filler.fact.as_deref().and_then(|id| self.place.get(id));
        let value = fact.and_then(|at| self.list[*at as usize].value.as_ref());
        value.map(FillerRecord::canonical).unwrap_or_default()
    }

    /// Every entity that a fact speaks of, itself or in a role.
    pub(crate) fn entities(&self, fact: &FactRecord) -> BTreeSet<u32> {
        let mut entities = BTreeSet::new();
        if let Some(id) = fact_id(&fact.id) {
            entities.extend(self.entities.named_by(id));
        }
        let roles = fact.roles.values().chain(fact.attrs.values()).flatten();
        for filler in fact.value.iter().chain(roles) {
            entities.extend(self.entity(filler));
        }
        entities
    }
}
