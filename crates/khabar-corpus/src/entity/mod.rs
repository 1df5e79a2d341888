//! Who is who: the names of all documents as entities with one id each.

pub(crate) mod judgement;
pub(crate) mod kinship;
pub(crate) mod office;
mod person;
mod thing;
mod verdict;

use std::collections::{BTreeMap, BTreeSet};

use foldhash::HashMap;
use khabar_lex::Gazetteer;

use crate::document::{Document, Kind, Name};
use crate::entity::judgement::{JudgementError, Judgements};
use crate::entity::kinship::Kinship;
use crate::entity::verdict::Verdicts;
use crate::record::{fact_id, hex};
use crate::words;

/// A name of a document, by the indices of both.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Ref {
    pub document: u32,
    pub name: u32,
}

/// Somebody or something, over all documents.
#[derive(Debug)]
pub(crate) struct Entity {
    pub id: Box<str>,
    pub kind: Kind,
    /// English or Latin, for people.
    pub label: Box<str>,
    /// Whether the gazetteer has it.
    pub known: bool,
    /// In the order of documents.
    pub names: Vec<Ref>,
    /// Why the names of several documents are one, where no id said it.
    pub merges: Vec<Merge>,
}

/// A name that was put to others.
#[derive(Debug, Clone)]
pub(crate) struct Merge {
    pub name: Ref,
    /// How sure: 0 to 1.
    pub score: f32,
    pub reasons: Vec<Reason>,
}

/// A piece of evidence and what it weighs, in natural logarithms of odds.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Reason {
    pub word: &'static str,
    pub weight: f32,
    /// What exactly agrees: an office, a name.
    pub detail: Option<Box<str>>,
}

impl Reason {
    pub(crate) fn new(word: &'static str, weight: f32) -> Reason {
        Reason {
            word,
            weight,
            detail: None,
        }
    }

    pub(crate) fn of(word: &'static str, weight: f32, detail: &str) -> Reason {
        Reason {
            word,
            weight,
            detail: Some(detail.into()),
        }
    }
}

/// All entities, and which one each name is.
#[derive(Debug)]
pub(crate) struct Entities {
    pub list: Vec<Entity>,
    /// By document, by name: an index of the list.
    pub of: Vec<Vec<u32>>,
}

/// Names that are one, before they have an id.
pub(crate) struct Group {
    pub kind: Kind,
    pub entity: Option<Box<str>>,
    pub names: Vec<Ref>,
    pub merges: Vec<Merge>,
}

impl Entities {
    /// Puts the names of all documents together. `documents` are in the order of their ids.
    ///
    /// # Errors
    /// If a judgement names an id that nothing here has, or things that cannot be one.
    pub(crate) fn of(
        documents: &[Document],
        gazetteer: &Gazetteer,
        kinship: &Kinship,
        judgements: &Judgements,
    ) -> Result<Entities, JudgementError> {
        let mut entities = Entities::with(documents, gazetteer, kinship, &Verdicts::default());
        if judgements.is_empty() {
            return Ok(entities);
        }
        // An id may be one that another judgement has made.
        let mut verdicts = Verdicts::default();
        loop {
            let before = verdicts.understood();
            verdicts.read(judgements, |id| entities.meant(documents, gazetteer, id));
            if verdicts.understood() == before {
                break;
            }
            entities = Entities::with(documents, gazetteer, kinship, &verdicts);
        }
        if let Some(id) = verdicts.not_understood(judgements) {
            return Err(judgements.unknown(id, entities.nearest(id.get_ref())));
        }
        verdicts.check(judgements, documents, &entities.of)?;
        Ok(entities)
    }

    fn with(
        documents: &[Document],
        gazetteer: &Gazetteer,
        kinship: &Kinship,
        verdicts: &Verdicts,
    ) -> Entities {
        let mut groups = known(documents, verdicts);
        groups.extend(person::groups(documents, kinship, verdicts));
        groups.extend(thing::groups(documents, kinship, verdicts));
        let groups = verdicts.joined(groups);
        assembled(documents, gazetteer, groups)
    }

    /// The names that an id stands for; `None` if nothing has it. An id of the gazetteer that no document
    /// names stands for none.
    fn meant(&self, documents: &[Document], gazetteer: &Gazetteer, id: &str) -> Option<Vec<Ref>> {
        if let Some(entity) = self.list.iter().find(|entity| *entity.id == *id) {
            return Some(entity.names.clone());
        }
        if let Some(fact) = fact_id(id) {
            let named = documents.iter().enumerate().find_map(|(document, of)| {
                let has = |name: &Name| name.mentions.iter().any(|mention| mention.fact == fact);
                let name = of.names.iter().position(has)?;
                Some(Ref {
                    document: document as u32,
                    name: name as u32,
                })
            });
            return named.map(|name| vec![name]);
        }
        gazetteer.get(id).map(|_| Vec::new())
    }

    fn nearest(&self, id: &str) -> Option<&str> {
        let slug = |id: &str| id.split('/').nth(1).map(str::to_owned);
        let wanted = slug(id)?;
        let near = |entity: &&Entity| {
            slug(&entity.id)
                .is_some_and(|known| known.starts_with(&wanted) || wanted.starts_with(&known))
        };
        self.list.iter().find(near).map(|entity| &*entity.id)
    }

    /// The entity of a name.
    pub(crate) fn at(&self, document: usize, name: u32) -> u32 {
        self.of[document][name as usize]
    }
}

/// Names that have an id already: a group an id.
fn known(documents: &[Document], verdicts: &Verdicts) -> Vec<Group> {
    let mut by_id: BTreeMap<(Kind, &str), Vec<Ref>> = BTreeMap::new();
    let mut apart = Vec::new();
    for (at, name) in all(documents) {
        let Some(id) = &name.entity else { continue };
        if verdicts.parted(at) {
            apart.push(group(name.kind, None, vec![at]));
        } else {
            by_id.entry((name.kind, id)).or_default().push(at);
        }
    }
    let known = by_id
        .into_iter()
        .map(|((kind, id), names)| group(kind, Some(id.into()), names));
    known.chain(apart).collect()
}

pub(crate) fn group(kind: Kind, entity: Option<Box<str>>, names: Vec<Ref>) -> Group {
    Group {
        kind,
        entity,
        names,
        merges: Vec::new(),
    }
}

/// Every name with its place.
pub(crate) fn all(documents: &[Document]) -> impl Iterator<Item = (Ref, &Name)> {
    documents.iter().enumerate().flat_map(|(document, of)| {
        of.names.iter().enumerate().map(move |(name, told)| {
            let at = Ref {
                document: document as u32,
                name: name as u32,
            };
            (at, told)
        })
    })
}

/// Gives every group its id and every name its entity.
fn assembled(documents: &[Document], gazetteer: &Gazetteer, mut groups: Vec<Group>) -> Entities {
    for group in &mut groups {
        group.names.sort_unstable();
        group.merges.sort_by_key(|merge| merge.name);
    }
    groups.sort_by(|a, b| (a.kind, &a.entity, &a.names).cmp(&(b.kind, &b.entity, &b.names)));
    let name = |at: &Ref| &documents[at.document as usize].names[at.name as usize];
    let labels: Vec<String> = groups
        .iter()
        .map(|group| {
            let latin = group.names.iter().map(|at| &*name(at).latin);
            commonest(latin.filter(|latin| !latin.is_empty())).to_owned()
        })
        .collect();
    // How many things without an id would have the same one.
    let mut takers: HashMap<String, usize> = HashMap::default();
    let slugs: Vec<String> = groups
        .iter()
        .zip(&labels)
        .map(|(group, label)| format!("{}/{}", group.kind.prefix(), slug(label)))
        .collect();
    for (group, slug) in groups.iter().zip(&slugs) {
        if group.entity.is_none() {
            *takers.entry(slug.clone()).or_default() += 1;
        }
    }
    let ids: BTreeSet<&str> = groups
        .iter()
        .filter_map(|group| group.entity.as_deref())
        .collect();
    let mut list = Vec::with_capacity(groups.len());
    for ((group, slug), label) in groups.iter().zip(slugs).zip(labels) {
        let known = group.entity.as_deref().and_then(|id| gazetteer.get(id));
        let id = match &group.entity {
            Some(id) => id.to_string(),
            None => {
                let taken = takers.get(&slug).copied().unwrap_or_default() > 1
                    || ids.contains(&*slug)
                    || gazetteer.get(&slug).is_some();
                // Told apart by the first fact that names each.
                let first = group.names.iter().flat_map(|at| &name(at).mentions);
                let first = first.map(|mention| mention.fact).min().unwrap_or_default();
                match taken {
                    true => format!("{slug}-{}", &hex(first)[..8]),
                    false => slug,
                }
            }
        };
        let label = match known {
            Some(entity) => entity.en.to_string(),
            None if label.is_empty() => of_id(&id),
            None => label,
        };
        list.push(Entity {
            id: id.into(),
            kind: group.kind,
            label: label.into(),
            known: known.is_some(),
            names: Vec::new(),
            merges: Vec::new(),
        });
    }
    let mut of: Vec<Vec<u32>> = documents
        .iter()
        .map(|document| vec![0; document.names.len()])
        .collect();
    for (at, group) in groups.into_iter().enumerate() {
        for name in &group.names {
            of[name.document as usize][name.name as usize] = at as u32;
        }
        list[at].names = group.names;
        list[at].merges = group.merges;
    }
    Entities { list, of }
}

/// The word that stands most often, the first of several.
fn commonest<'w>(words: impl Iterator<Item = &'w str>) -> &'w str {
    let mut times: BTreeMap<&str, usize> = BTreeMap::new();
    for word in words {
        *times.entry(word).or_default() += 1;
    }
    let most = times
        .into_iter()
        .max_by(|a, b| a.1.cmp(&b.1).then(b.0.cmp(a.0)));
    most.map_or("", |(word, _)| word)
}

/// A label of an id that no gazetteer has: `org/kg-government` is "Kg government".
fn of_id(id: &str) -> String {
    let words = id.split('/').next_back().unwrap_or(id).replace('-', " ");
    let mut letters = words.chars();
    match letters.next() {
        Some(first) => first.to_uppercase().chain(letters).collect(),
        None => words,
    }
}

/// Latin words as a part of an id: `ali-ahmadi`.
pub(crate) fn slug(latin: &str) -> String {
    let folded = words::fold(latin);
    let words = folded
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty());
    let slug = words.collect::<Vec<_>>().join("-");
    match slug.is_empty() {
        true => "unnamed".to_owned(),
        false => slug,
    }
}
