//! `entities.jsonl`.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use super::{push, rounded};
use crate::SCHEMA;
use crate::document::{Document, How};
use crate::entity::office::{Meant, Why};
use crate::entity::{Entities, Entity, Reason, Ref};
use crate::record::hex;

#[derive(Serialize)]
struct EntityLine<'a> {
    schema: u32,
    id: &'a str,
    kind: &'static str,
    label: &'a str,
    known: bool,
    documents: usize,
    forms: Vec<FormLine<'a>>,
    mentions: Vec<MentionLine<'a>>,
    merges: Vec<MergeLine<'a>>,
}

#[derive(Serialize)]
struct FormLine<'a> {
    text: &'a str,
    languages: Vec<&'a str>,
    count: u32,
}

#[derive(Serialize)]
struct MentionLine<'a> {
    doc: &'a str,
    named: Vec<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    by_office: Vec<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    by_reference: Vec<String>,
}

#[derive(Serialize)]
struct MergeLine<'a> {
    doc: &'a str,
    /// The first fact of the document that names it.
    fact: String,
    score: f64,
    reasons: Vec<ReasonLine<'a>>,
}

#[derive(Serialize)]
struct ReasonLine<'a> {
    reason: &'a str,
    weight: f64,
    #[serde(skip_serializing_if = "Option::is_none")]
    detail: Option<&'a str>,
}

fn reason(reason: &Reason) -> ReasonLine<'_> {
    ReasonLine {
        reason: reason.word,
        weight: rounded(reason.weight),
        detail: reason.detail.as_deref(),
    }
}

/// Facts by which an office alone means an entity, by entity and document.
pub(crate) type ByOffice = BTreeMap<(u32, u32), Vec<(u64, Why)>>;

/// Which entities are meant by offices that their documents leave open.
pub(crate) fn by_office(documents: &[Document], meant: &[Vec<Option<Meant>>]) -> ByOffice {
    let mut by_office = ByOffice::new();
    for (at, document) in documents.iter().enumerate() {
        for (office, meant) in document.offices.iter().zip(&meant[at]) {
            if let Some(meant) = meant {
                let facts = by_office.entry((meant.entity, at as u32)).or_default();
                facts.push((office.fact, meant.why));
            }
        }
    }
    by_office
}

/// `entities.jsonl`.
pub(crate) fn entities(
    documents: &[Document],
    entities: &Entities,
    by_office: &ByOffice,
) -> String {
    let mut order: Vec<(usize, &Entity)> = entities.list.iter().enumerate().collect();
    order.sort_by(|(_, a), (_, b)| (a.kind, &a.id).cmp(&(b.kind, &b.id)));
    let mut text = String::new();
    for (at, entity) in order {
        push(
            &mut text,
            &entity_line(documents, at as u32, entity, by_office),
        );
    }
    text
}

fn entity_line<'a>(
    documents: &'a [Document],
    at: u32,
    entity: &'a Entity,
    by_office: &ByOffice,
) -> EntityLine<'a> {
    let mut forms: BTreeMap<&str, (BTreeSet<&str>, u32)> = BTreeMap::new();
    let mut mentions: BTreeMap<u32, MentionLine<'_>> = BTreeMap::new();
    let none = |document: u32| MentionLine {
        doc: &documents[document as usize].id,
        named: Vec::new(),
        by_office: Vec::new(),
        by_reference: Vec::new(),
    };
    let mut merges: Vec<MergeLine<'_>> = Vec::new();
    let name = |at: &Ref| &documents[at.document as usize].names[at.name as usize];
    for of in &entity.names {
        let document = &documents[of.document as usize];
        for (form, times) in &name(of).forms {
            let (languages, count) = forms.entry(form).or_default();
            languages.insert(&document.language);
            *count += times;
        }
        let line = mentions
            .entry(of.document)
            .or_insert_with(|| none(of.document));
        for mention in &name(of).mentions {
            let list = match mention.how {
                How::Named => &mut line.named,
                How::ByOffice => &mut line.by_office,
                How::ByReference => &mut line.by_reference,
            };
            list.push(hex(mention.fact));
        }
    }
    for merge in &entity.merges {
        let first = name(&merge.name)
            .mentions
            .first()
            .map_or(0, |mention| mention.fact);
        merges.push(MergeLine {
            doc: &documents[merge.name.document as usize].id,
            fact: hex(first),
            score: rounded(merge.score),
            reasons: merge.reasons.iter().map(reason).collect(),
        });
    }
    for ((_, document), facts) in by_office.range((at, 0)..=(at, u32::MAX)) {
        let line = mentions.entry(*document).or_insert_with(|| none(*document));
        for (fact, why) in facts {
            line.by_office.push(hex(*fact));
            let word = match why {
                Why::Gazetteer => "holder-by-gazetteer",
                Why::Documents => "holder-by-documents",
            };
            merges.push(MergeLine {
                doc: &documents[*document as usize].id,
                fact: hex(*fact),
                score: match why {
                    Why::Gazetteer => 0.98,
                    Why::Documents => 0.9,
                },
                reasons: vec![ReasonLine {
                    reason: word,
                    weight: 0.0,
                    detail: None,
                }],
            });
        }
    }
    let mut forms: Vec<FormLine<'_>> = forms
        .into_iter()
        .map(|(text, (languages, count))| FormLine {
            text,
            languages: languages.into_iter().collect(),
            count,
        })
        .collect();
    forms.sort_by(|a, b| b.count.cmp(&a.count).then(a.text.cmp(b.text)));
    EntityLine {
        schema: SCHEMA,
        id: &entity.id,
        kind: entity.kind.word(),
        label: &entity.label,
        known: entity.known,
        documents: mentions.len(),
        forms,
        mentions: mentions.into_values().collect(),
        merges,
    }
}
