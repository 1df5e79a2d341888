//! The index of all facts that filters are answered from, without their texts.

use foldhash::HashMap;
use serde::Serialize;

use crate::document::{Document, Header};
use crate::entity::Entities;
use crate::part::{Parts, json};

/// How many facts one row of the index covers, at least.
const FACTS: usize = 2_000;

/// The index, being filled.
#[derive(Default)]
pub(crate) struct Index {
    kinds: Values,
    rules: Values,
    modalities: Values,
    languages: Values,
    names_of_languages: Vec<String>,
    block: Block,
    /// Where each document stands.
    pub places: HashMap<String, u32>,
}

/// Values of a filter in the order in which they appear, with how many facts have each; of languages, how
/// many documents.
#[derive(Default)]
struct Values {
    list: Vec<String>,
    counts: Vec<u32>,
    at: HashMap<String, u32>,
}

impl Values {
    fn add(&mut self, value: &str) -> u32 {
        let at = match self.at.get(value) {
            Some(at) => *at,
            None => {
                let at = self.list.len() as u32;
                self.list.push(value.to_owned());
                self.counts.push(0);
                self.at.insert(value.to_owned(), at);
                at
            }
        };
        self.counts[at as usize] += 1;
        at
    }

    fn counted(&self) -> Vec<(&str, u32)> {
        let counts = self.counts.iter().copied();
        self.list.iter().map(String::as_str).zip(counts).collect()
    }
}

/// The values of each filter with their counts.
#[derive(Serialize)]
pub(crate) struct Facets<'a> {
    kinds: Vec<(&'a str, u32)>,
    rules: Vec<(&'a str, u32)>,
    modalities: Vec<(&'a str, u32)>,
    languages: Vec<(&'a str, u32, &'a str)>,
}

/// A stretch of documents and the columns of their facts: numbers into the filters' values.
#[derive(Default, Serialize)]
struct Block {
    documents: Vec<Header>,
    kinds: Vec<u32>,
    rules: Vec<u32>,
    /// 0 for none, else one more than the place of the modality.
    modalities: Vec<u32>,
    /// Of each fact, how many entities and which.
    entities: Vec<u32>,
}

impl Index {
    /// Adds a document; gives the number of its language.
    pub(crate) fn add(&mut self, document: &mut Document, parts: &mut Parts) -> Option<u32> {
        let at = self.places.len() as u32;
        let header = &mut document.header;
        self.places.insert(header.id.clone(), at);
        if let Some((code, name)) = header.language_code.take() {
            let language = self.languages.add(&code);
            if language as usize == self.names_of_languages.len() {
                self.names_of_languages.push(name);
            }
            header.language = Some(language);
        }
        for fact in &document.facts {
            self.block.kinds.push(self.kinds.add(&fact.kind));
            self.block.rules.push(self.rules.add(&fact.by));
            let modality = fact.modality.as_deref();
            let modality = modality.map_or(0, |modality| self.modalities.add(modality) + 1);
            self.block.modalities.push(modality);
            self.block.entities.push(fact.entities.len() as u32);
            self.block.entities.extend(&fact.entities);
        }
        let language = header.language;
        self.block.documents.push(std::mem::take(header));
        if self.block.kinds.len() >= FACTS || self.block.documents.len() >= FACTS / 10 {
            self.cut(parts);
        }
        language
    }

    /// Writes what is left.
    pub(crate) fn close(&mut self, parts: &mut Parts) {
        if !self.block.documents.is_empty() {
            self.cut(parts);
        }
    }

    fn cut(&mut self, parts: &mut Parts) {
        let block = std::mem::take(&mut self.block);
        parts.push("index", &json(&block), [], &Entities::default());
    }

    pub(crate) fn facets(&self) -> Facets<'_> {
        let languages = self.languages.counted().into_iter();
        Facets {
            kinds: self.kinds.counted(),
            rules: self.rules.counted(),
            modalities: self.modalities.counted(),
            languages: languages
                .zip(&self.names_of_languages)
                .map(|((code, count), name)| (code, count, name.as_str()))
                .collect(),
        }
    }
}
