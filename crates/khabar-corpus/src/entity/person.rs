//! People whom no gazetteer knows, put together across documents and scripts.
//!
//! Only full names are compared, never a family name alone. How much a name says depends on the corpus: a
//! family name that nearly always stands behind one given name is one person's; one that many people have
//! says little, and offices, countries and what else the documents tell of must decide.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use foldhash::HashMap;
use khabar_name::{Index, compare, sound_key};

use serde::Deserialize;

use crate::document::{Document, Kind, Name, Parts};
use crate::entity::kinship::Kinship;
use crate::entity::verdict::Verdicts;
use crate::entity::{Group, Merge, Reason, Ref, all, group};
use crate::sets::Sets;
use crate::words;

/// Odds, as their natural logarithm, from which two names are one person's.
const ENOUGH: f32 = 3.2;

/// Words of two languages at most this far apart may be one name.
const NEAR: f32 = 0.25;

/// Words of one language at most this far apart are spellings of one: its writers agree, and حمیدی is not
/// حمدی.
const SPELLING: f32 = 0.04;

/// How many family names that sound alike are looked at.
const LOOKED_AT: usize = 24;

/// How many people of one name are compared with a further mention: those named last.
const PEOPLE: usize = 64;

/// What a name is worth whose family name is nearly always this person's, and what another one is.
const OWN_NAME: f32 = 3.2;
const SHARED_NAME: f32 = 1.0;

/// Such a family name stands so often behind this given name.
const OWN: f32 = 0.8;

/// What two spellings lose for each unit of their distance, and, of two languages, at once if they are not
/// plainly one name.
const DISTANCE: f32 = 6.0;
const UNSURE: f32 = 2.0;
const PLAIN: f32 = 0.15;

const SAME_OFFICE: f32 = 4.0;
const SAME_COUNTRY: f32 = 1.5;
const SAME_ROLE: f32 = 0.7;
const OTHER_COUNTRY: f32 = -6.0;
const OTHER_OFFICE: f32 = -1.5;
/// Documents of one matter may speak of two people of a name.
const SAME_STORY: f32 = 4.0;
/// What two documents of one outlet or country share anyway.
const USUAL: f32 = 0.5;
const SAME_WEEK: f32 = 0.2;
const YEARS_APART: f32 = -1.5;

/// A way of writing a full name, and who is written so.
struct Form {
    /// The person's own name and those of the ancestors, in their order.
    given: Vec<String>,
    family: String,
    language: Box<str>,
    /// Sound keys of the first given name that writers do not leave out, and of the family name.
    first: u32,
    sound: u32,
    people: Vec<Ref>,
}

/// The people without an id, in groups that are one person each.
pub(super) fn groups(documents: &[Document], kinship: &Kinship, verdicts: &Verdicts) -> Vec<Group> {
    let mut forms: BTreeMap<(String, String), Form> = BTreeMap::new();
    let mut alone = Vec::new();
    for (at, name) in all(documents) {
        if name.kind != Kind::Person || name.entity.is_some() {
            continue;
        }
        // "Son of Abdullah al-Harbi" is what is left of somebody else's name.
        let whole = |parts: &&Parts| parts.is_full() && !USAGE.is_son(&parts.given[0]);
        let full = name.person.as_ref().filter(whole);
        let Some(parts) = full else {
            alone.push(group(Kind::Person, None, vec![at]));
            continue;
        };
        let family = parts.family.as_deref().unwrap_or_default();
        let key = (words::fold(family), words::fold(&parts.given.join(" ")));
        let language = &documents[at.document as usize].language;
        let form = forms
            .entry(key)
            .or_insert_with(|| Form::new(parts, language));
        form.people.push(at);
    }
    let forms: Vec<Form> = forms.into_values().collect();
    let matcher = Matcher::new(documents, kinship, &forms, verdicts);
    let mut groups: Vec<Group> = matcher
        .alike(&forms)
        .into_iter()
        .flat_map(|alike| matcher.people(&forms, &alike))
        .collect();
    groups.extend(alone);
    groups
}

impl Form {
    fn new(parts: &Parts, language: &str) -> Form {
        let sound = |word: &str| words::number(&String::from_utf8_lossy(&sound_key(word)));
        let given = parts.given.iter().map(|given| given.to_string());
        let given: Vec<String> = given.filter(|given| !USAGE.is_son(given)).collect();
        let family = parts.family.as_deref().unwrap_or_default().to_owned();
        Form {
            first: called(&given)
                .first()
                .map(|given| sound(given))
                .unwrap_or_default(),
            sound: sound(&family),
            given,
            family,
            language: language.into(),
            people: Vec::new(),
        }
    }
}

/// The given names that somebody is called by: "Mohammad Reza" is Reza too.
fn called(given: &[String]) -> &[String] {
    match given {
        [first, rest @ ..] if !rest.is_empty() && USAGE.is_dropped(first) => rest,
        given => given,
    }
}

/// How names are used; read from `names.toml`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Usage {
    dropped: Vec<String>,
    son: Vec<String>,
}

static USAGE: LazyLock<Usage> = LazyLock::new(|| {
    toml::from_str(include_str!("../../names.toml")).unwrap_or(Usage {
        dropped: Vec::new(),
        son: Vec::new(),
    })
});

impl Usage {
    fn is_dropped(&self, name: &str) -> bool {
        self.dropped
            .iter()
            .any(|dropped| words::fold(dropped) == words::fold(name))
    }

    fn is_son(&self, word: &str) -> bool {
        self.son.iter().any(|son| son == word)
    }
}

/// A person in the making.
struct Person {
    names: Vec<Ref>,
    documents: BTreeSet<u32>,
    merges: Vec<Merge>,
    forms: BTreeSet<usize>,
    /// Offices with what they are of, and the countries.
    offices: BTreeSet<(Box<str>, Box<str>)>,
    countries: BTreeSet<Box<str>>,
}

struct Matcher<'d> {
    documents: &'d [Document],
    verdicts: &'d Verdicts,
    kinship: &'d Kinship,
    /// How many people have a family name, by sound.
    family: HashMap<u32, u32>,
}

impl<'d> Matcher<'d> {
    fn new(
        documents: &'d [Document],
        kinship: &'d Kinship,
        forms: &[Form],
        verdicts: &'d Verdicts,
    ) -> Matcher<'d> {
        let mut matcher = Matcher {
            documents,
            verdicts,
            kinship,
            family: HashMap::default(),
        };
        for form in forms {
            *matcher.family.entry(form.sound).or_default() += form.people.len() as u32;
        }
        matcher
    }

    /// Sets of forms, by index, within which somebody may be written in several ways.
    fn alike(&self, forms: &[Form]) -> Vec<Vec<usize>> {
        let mut by_family: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
        for (at, form) in forms.iter().enumerate() {
            by_family.entry(&form.family).or_default().push(at);
        }
        let families: Vec<(&str, Vec<usize>)> = by_family.into_iter().collect();
        let index = Index::new(families.iter().map(|(family, _)| *family));
        let mut sets = Sets::new(forms.len());
        for (at, (family, own)) in families.iter().enumerate() {
            let near = index.find(family, LOOKED_AT);
            let near = near
                .iter()
                .filter(|found| found.cost <= NEAR && found.at >= at);
            for found in near {
                // Only names whose given names sound alike are compared.
                let mut by_given: HashMap<u32, Vec<usize>> = HashMap::default();
                let other = &families[found.at].1;
                for form in other {
                    by_given.entry(forms[*form].first).or_default().push(*form);
                }
                for one in own {
                    let same = by_given.get(&forms[*one].first);
                    let mut same: Vec<usize> = same.into_iter().flatten().copied().collect();
                    // Another script may have lost a consonant.
                    if same.is_empty() && other.len() <= LOOKED_AT {
                        let language = &forms[*one].language;
                        let other = other
                            .iter()
                            .filter(|other| forms[**other].language != *language);
                        same.extend(other);
                    }
                    for other in same.into_iter().filter(|other| other != one) {
                        if between(&forms[*one], &forms[other]).is_some() {
                            sets.join(*one, other);
                        }
                    }
                }
            }
        }
        sets.into_sets()
    }

    /// The people of forms that may be one name.
    fn people(&self, forms: &[Form], alike: &[usize]) -> Vec<Group> {
        let mut mentions: Vec<(i32, Ref, usize)> = Vec::new();
        for form in alike {
            let people = forms[*form].people.iter();
            mentions.extend(people.map(|at| {
                let day = self.documents[at.document as usize].day;
                (day.unwrap_or(i32::MIN), *at, *form)
            }));
        }
        mentions.sort_unstable();
        let weight = self.weight(forms, alike);
        let mut people: Vec<Person> = Vec::new();
        let mut compared = HashMap::default();
        for (_, at, form) in mentions {
            let name = self.name(at);
            let best = people
                .iter()
                .enumerate()
                .rev()
                .take(PEOPLE)
                .filter_map(|(index, person)| {
                    let cost = cost(forms, form, &person.forms, &mut compared)?;
                    // A document's own reading knows better whom it names twice.
                    if person.documents.contains(&at.document) {
                        return None;
                    }
                    let parted = !self.verdicts.parts_nothing()
                        && person
                            .names
                            .iter()
                            .any(|other| self.verdicts.apart(at, *other));
                    if parted {
                        return None;
                    }
                    let reasons = self.reasons(at, name, person, weight, cost);
                    let odds: f32 = reasons.iter().map(|reason| reason.weight).sum();
                    (odds >= ENOUGH).then_some((odds, index, reasons))
                })
                .max_by(|a, b| a.0.total_cmp(&b.0).then(b.1.cmp(&a.1)));
            let person = match best {
                Some((odds, index, reasons)) => {
                    people[index].merges.push(Merge {
                        name: at,
                        score: 1.0 / (1.0 + (-odds).exp()),
                        reasons,
                    });
                    &mut people[index]
                }
                None => {
                    people.push(Person {
                        names: Vec::new(),
                        documents: BTreeSet::new(),
                        merges: Vec::new(),
                        forms: BTreeSet::new(),
                        offices: BTreeSet::new(),
                        countries: BTreeSet::new(),
                    });
                    let last = people.len() - 1;
                    &mut people[last]
                }
            };
            person.names.push(at);
            person.documents.insert(at.document);
            person.forms.insert(form);
            for (role, of) in self.offices(at) {
                if of.len() == 2 {
                    person.countries.insert(of.clone());
                }
                person.offices.insert((role, of));
            }
        }
        let group = |person: Person| Group {
            kind: Kind::Person,
            entity: None,
            names: person.names,
            merges: person.merges,
        };
        people.into_iter().map(group).collect()
    }

    /// What the name says by itself.
    fn weight(&self, forms: &[Form], alike: &[usize]) -> f32 {
        let together: u32 = alike
            .iter()
            .map(|form| forms[*form].people.len() as u32)
            .sum();
        let of_family = |form: &usize| {
            self.family
                .get(&forms[*form].sound)
                .copied()
                .unwrap_or_default()
        };
        let family: u32 = alike.iter().map(of_family).max().unwrap_or_default();
        match together as f32 >= OWN * family as f32 {
            true => OWN_NAME,
            false => SHARED_NAME,
        }
    }

    fn name(&self, at: Ref) -> &'d Name {
        &self.documents[at.document as usize].names[at.name as usize]
    }

    /// The offices that a document says somebody holds, each with every country or body that it is of.
    fn offices(&self, at: Ref) -> impl Iterator<Item = (Box<str>, Box<str>)> {
        let offices = self.documents[at.document as usize].offices.iter();
        let held = offices.filter(move |office| office.holders == [at.name]);
        held.flat_map(|office| {
            let of = office.of.iter().cloned();
            let none = office.of.is_empty().then(Box::default);
            of.chain(none).map(|of| (office.role.clone(), of))
        })
    }

    fn reasons(
        &self,
        at: Ref,
        name: &Name,
        person: &Person,
        weight: f32,
        cost: f32,
    ) -> Vec<Reason> {
        let mut reasons = vec![Reason::of("name", weight, &name.latin)];
        if cost > 0.0 {
            reasons.push(Reason::new("spelling", -cost));
        }
        let own: BTreeSet<(Box<str>, Box<str>)> = self.offices(at).collect();
        let same = own
            .intersection(&person.offices)
            .find(|(_, of)| !of.is_empty());
        let countries: BTreeSet<&Box<str>> = own
            .iter()
            .map(|(_, of)| of)
            .filter(|of| of.len() == 2)
            .collect();
        let shared = countries
            .iter()
            .find(|country| person.countries.contains(**country));
        if let Some((role, of)) = same {
            reasons.push(Reason::of(
                "same-office",
                SAME_OFFICE,
                &format!("{role} {of}"),
            ));
        } else if let Some(country) = shared {
            reasons.push(Reason::of("same-country", SAME_COUNTRY, country));
        } else if !countries.is_empty() && !person.countries.is_empty() {
            reasons.push(Reason::new("other-country", OTHER_COUNTRY));
        } else if !own.is_empty() && !person.offices.is_empty() {
            let role = own
                .iter()
                .find(|(role, _)| person.offices.iter().any(|(known, _)| known == role));
            match role {
                Some((role, _)) => reasons.push(Reason::of("same-role", SAME_ROLE, role)),
                None => reasons.push(Reason::new("other-office", OTHER_OFFICE)),
            }
        }
        let others = person.names.iter().map(|name| name.document);
        let kin = match &name.person {
            Some(parts) => self.kinship.nearest_beside(at.document, others, parts),
            None => self.kinship.nearest(at.document, others),
        };
        if kin > USUAL {
            reasons.push(Reason::new("same-story", (kin - USUAL).min(SAME_STORY)));
        }
        let day = self.documents[at.document as usize].day;
        let last = person
            .names
            .iter()
            .rev()
            .find_map(|name| self.documents[name.document as usize].day);
        match day.zip(last).map(|(one, other)| (one - other).abs()) {
            Some(0..=7) => reasons.push(Reason::new("same-week", SAME_WEEK)),
            Some(731..) => reasons.push(Reason::new("years-apart", YEARS_APART)),
            _ => {}
        }
        reasons
    }
}

/// What two ways of writing a name lose by their difference; `None` if they are two names: the given names
/// are compared in their order, so that a son is not his father.
fn between(one: &Form, other: &Form) -> Option<f32> {
    let same_language = one.language == other.language;
    let most = if same_language { SPELLING } else { NEAR };
    // A name that half the people have says nothing if only one side says more.
    let bare = |form: &Form| form.given.len() == 1 && USAGE.is_dropped(&form.given[0]);
    if bare(one) != bare(other) {
        return None;
    }
    // Writers of one language agree on what they leave out: محمد أحمد is no أحمد.
    let given = |form: &Form| match same_language {
        true => form.given.clone(),
        false => called(&form.given).to_vec(),
    };
    let (left, right) = (given(one), given(other));
    let pairs = left.iter().zip(&right);
    let mut cost = compare(&one.family, &other.family).cost;
    for (a, b) in pairs {
        cost = cost.max(compare(a, b).cost);
    }
    if cost > most {
        // A given name may be written as two words.
        let joined = compare(&left.concat(), &right.concat()).cost;
        cost = compare(&one.family, &other.family).cost.max(joined);
    }
    let unsure = if cost > PLAIN { UNSURE } else { 0.0 };
    (cost <= most).then_some(DISTANCE * cost + unsure)
}

/// What a form loses against the forms of a person; `None` if it is another name than one of them.
fn cost(
    forms: &[Form],
    form: usize,
    others: &BTreeSet<usize>,
    compared: &mut HashMap<(usize, usize), Option<f32>>,
) -> Option<f32> {
    let mut most = 0.0_f32;
    for other in others.iter().filter(|other| **other != form) {
        let pair = (form.min(*other), form.max(*other));
        let cost = *compared
            .entry(pair)
            .or_insert_with(|| between(&forms[pair.0], &forms[pair.1]));
        most = most.max(cost?);
    }
    Some(most)
}
