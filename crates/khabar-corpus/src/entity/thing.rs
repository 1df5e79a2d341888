//! Organisations, projects and whatever else is no person and has no id.

use std::collections::BTreeMap;

use crate::document::{Document, Kind, Name};
use crate::entity::kinship::Kinship;
use crate::entity::verdict::Verdicts;
use crate::entity::{Group, Merge, Reason, Ref, all, group};
use crate::words;

/// How sure it is that two things are one that are called by the same words.
const ALIKE: f32 = 0.9;

/// So near are documents that mean one body by "the supreme court".
const NEAR: f32 = 3.0;

/// How many bodies of one description are compared with a further mention: those named last.
const BODIES: usize = 64;

/// Kind, words, language and countries.
type Called<'d> = (Kind, String, &'d str, &'d [Box<str>]);

/// Things are one if they are called alike in one language, by two words or more, and are of one country. What
/// is only described, a court, a ministry, is one within documents of one matter, whatever their language.
pub(super) fn groups(documents: &[Document], kinship: &Kinship, verdicts: &Verdicts) -> Vec<Group> {
    let mut named: BTreeMap<Called<'_>, Vec<Ref>> = BTreeMap::new();
    let mut described: BTreeMap<&str, Vec<Ref>> = BTreeMap::new();
    let mut groups = Vec::new();
    for (at, name) in all(documents) {
        if name.entity.is_some() || name.kind == Kind::Person {
            continue;
        }
        let form = commonest(name);
        if is_description(&name.latin) {
            described.entry(&name.latin).or_default().push(at);
        } else if form.split_whitespace().count() < 2 || name.kind == Kind::Place {
            groups.push(group(name.kind, None, vec![at]));
        } else {
            let language = &*documents[at.document as usize].language;
            let key = (name.kind, form, language, name.countries.as_slice());
            named.entry(key).or_default().push(at);
        }
    }
    groups.extend(named.into_iter().flat_map(|((kind, ..), names)| {
        let (together, apart) = parted(names, verdicts);
        let merges = together.iter().skip(1).map(|name| Merge {
            name: *name,
            score: ALIKE,
            reasons: vec![Reason::new("same-words", logit(ALIKE))],
        });
        let together = Group {
            kind,
            entity: None,
            merges: merges.collect(),
            names: together,
        };
        let apart = apart
            .into_iter()
            .map(move |name| group(kind, None, vec![name]));
        apart.chain([together])
    }));
    for names in described.into_values() {
        groups.extend(bodies(documents, kinship, verdicts, &names));
    }
    groups
}

fn logit(p: f32) -> f32 {
    (p / (1.0 - p)).ln()
}

/// The words by which a document calls it most often.
fn commonest(name: &Name) -> String {
    let most = name
        .forms
        .iter()
        .max_by_key(|(form, times)| (*times, std::cmp::Reverse(form.len()), form));
    most.map(|(form, _)| words::fold(form)).unwrap_or_default()
}

/// Whether a Latin spelling is a description in English, which has no capital: "supreme court".
fn is_description(latin: &str) -> bool {
    !latin.is_empty() && !latin.contains(char::is_uppercase)
}

/// The names that are judged to be others than the first of their group, and the rest.
fn parted(names: Vec<Ref>, verdicts: &Verdicts) -> (Vec<Ref>, Vec<Ref>) {
    let first = names[0];
    names
        .into_iter()
        .partition(|name| !verdicts.apart(first, *name))
}

/// The bodies of one description: each is of documents of one matter and of one country.
fn bodies(
    documents: &[Document],
    kinship: &Kinship,
    verdicts: &Verdicts,
    names: &[Ref],
) -> Vec<Group> {
    let name = |at: Ref| &documents[at.document as usize].names[at.name as usize];
    let mut bodies: Vec<Group> = Vec::new();
    for at in names {
        let same = bodies.iter_mut().rev().take(BODIES).find_map(|body| {
            let last = name(*body.names.last()?);
            let (own, other) = (&name(*at).countries, &last.countries);
            let countries = own.is_empty() || other.is_empty() || own == other;
            let apart = !verdicts.parts_nothing()
                && body.names.iter().any(|other| verdicts.apart(*at, *other));
            let kin = kinship.nearest(at.document, body.names.iter().map(|name| name.document));
            (countries && !apart && kin >= NEAR && last.kind == name(*at).kind)
                .then_some((body, kin))
        });
        match same {
            Some((body, kin)) => {
                body.merges.push(Merge {
                    name: *at,
                    score: 1.0 / (1.0 + (-kin).exp()),
                    reasons: vec![Reason::new("same-story", kin)],
                });
                body.names.push(*at);
            }
            None => bodies.push(group(name(*at).kind, None, vec![*at])),
        }
    }
    bodies
}
