//! Tellings of one event that disagree.

use std::collections::{BTreeMap, BTreeSet};

use super::number::{artefact, compatible};
use super::{Claim, Conflict, Findings, Status, conflict, facts};
use crate::days;
use crate::document::Value;
use crate::event::rule::Rule;
use crate::event::telling::{Actor, Telling};

impl Findings<'_> {
    /// Values of one role that differ.
    pub(super) fn numbers(
        &self,
        about: &str,
        told: &[&Telling<'_>],
        conflicts: &mut Vec<Conflict>,
    ) {
        let roles: BTreeSet<&String> = told
            .iter()
            .filter_map(|telling| Rule::of(&telling.event.kind))
            .flat_map(|rule| &rule.settles)
            .collect();
        for role in roles {
            let mut sides: Vec<(&Value, Vec<&Telling<'_>>)> = Vec::new();
            for telling in told {
                let Some(value) = telling.value(role) else {
                    continue;
                };
                match sides.iter_mut().find(|(other, _)| compatible(value, other)) {
                    Some((_, tellings)) => tellings.push(telling),
                    None => sides.push((value, vec![telling])),
                }
            }
            if sides.len() < 2 {
                continue;
            }
            let artefact = sides
                .windows(2)
                .find_map(|pair| artefact(pair[0].0, pair[1].0));
            let tellings: Vec<&[&Telling<'_>]> = sides.iter().map(|(_, told)| &**told).collect();
            let (status, reason) = match artefact {
                Some(reason) => (Status::Artefact, reason.to_owned()),
                None => later(&tellings),
            };
            let claims = sides.iter().map(|(value, tellings)| Claim {
                value: format!("{}{} {}", value.bound, value.number.normalize(), value.unit)
                    .trim_end()
                    .into(),
                facts: facts(tellings),
            });
            conflicts.push(conflict(
                "number",
                status,
                about,
                claims,
                [format!("{role} differs"), reason],
            ));
        }
    }

    /// Days that both sides tell and that are not one.
    pub(super) fn dates(&self, about: &str, told: &[&Telling<'_>], conflicts: &mut Vec<Conflict>) {
        let mut sides: BTreeMap<i32, Vec<&Telling<'_>>> = BTreeMap::new();
        for telling in told {
            if let Some(days) = telling.when.filter(|days| days.is_day()) {
                sides.entry(days.from).or_default().push(telling);
            }
        }
        // Reports of one thing differ by a day where one says "yesterday" of another day's paper.
        let days: Vec<i32> = sides.keys().copied().collect();
        let next = days.windows(2).all(|pair| pair[1] - pair[0] == 1);
        let long = told
            .iter()
            .any(|telling| telling.when.is_some_and(|days| !days.is_day()));
        // Of a matter of several days each is one of them.
        if sides.len() < 2 || long || told.iter().all(|telling| telling.family == "visit") {
            return;
        }
        let tellings: Vec<&[&Telling<'_>]> = sides.values().map(|told| &**told).collect();
        let (status, reason) = match next {
            true => (Status::Open, "a day apart".to_owned()),
            false => later(&tellings),
        };
        let claims = sides.iter().map(|(day, tellings)| Claim {
            value: days::date(*day).into(),
            facts: facts(tellings),
        });
        conflicts.push(conflict("date", status, about, claims, [reason]));
    }

    /// Somebody who fills one role in some tellings and another one in others: who was the host?
    pub(super) fn roles(&self, about: &str, told: &[&Telling<'_>], conflicts: &mut Vec<Conflict>) {
        let mut by_actor: BTreeMap<Actor, BTreeMap<&str, Vec<&Telling<'_>>>> = BTreeMap::new();
        for telling in told {
            for (role, actor) in &telling.who {
                let roles = by_actor.entry(*actor).or_default();
                roles.entry(role).or_default().push(telling);
            }
        }
        for (actor, roles) in by_actor {
            let Actor::Entity(entity) = actor else {
                continue;
            };
            let telling = |told: &[&Telling<'_>]| -> BTreeSet<u32> {
                told.iter().map(|telling| telling.document).collect()
            };
            let documents: Vec<BTreeSet<u32>> = roles.values().map(|told| telling(told)).collect();
            // A document that gives both roles sees no contradiction in them.
            let both = documents.iter().enumerate().any(|(at, one)| {
                documents[at + 1..]
                    .iter()
                    .any(|other| !one.is_disjoint(other))
            });
            let kinds: BTreeSet<&str> = told.iter().map(|telling| &*telling.event.kind).collect();
            if roles.len() < 2 || both || kinds.len() > 1 {
                continue;
            }
            let id = &self.entities.list[entity as usize].id;
            let claims = roles.iter().map(|(role, tellings)| Claim {
                value: format!("{role} {id}").into(),
                facts: facts(tellings),
            });
            let reason = format!("{id} has another role");
            conflicts.push(conflict("role", Status::Open, about, claims, [reason]));
        }
    }

    pub(super) fn polarity(
        &self,
        about: &str,
        told: &[&Telling<'_>],
        conflicts: &mut Vec<Conflict>,
    ) {
        let not =
            |telling: &&&Telling<'_>| telling.event.negated || &*telling.event.modality == "denied";
        let (no, yes): (Vec<&Telling<'_>>, Vec<&Telling<'_>>) =
            told.iter().copied().partition(|telling| not(&telling));
        if no.is_empty() || yes.is_empty() {
            return;
        }
        let (status, reason) = later(&[&yes, &no]);
        let claims = [("affirmed", &yes), ("negated", &no)].map(|(value, tellings)| Claim {
            value: value.into(),
            facts: facts(tellings),
        });
        conflicts.push(conflict(
            "polarity",
            status,
            about,
            claims.into_iter(),
            [reason],
        ));
    }

    pub(super) fn places(&self, about: &str, told: &[&Telling<'_>], conflicts: &mut Vec<Conflict>) {
        // On a visit one goes to several.
        if told.iter().any(|telling| telling.family == "visit") {
            return;
        }
        let mut sides: Vec<(u32, Vec<&Telling<'_>>)> = Vec::new();
        for telling in told {
            let Some(place) = telling.place else { continue };
            let agrees = |other: u32| self.comparer.place_agrees(place, other);
            match sides.iter_mut().find(|(other, _)| agrees(*other)) {
                Some((_, tellings)) => tellings.push(telling),
                None => sides.push((place, vec![telling])),
            }
        }
        if sides.len() < 2 {
            return;
        }
        let claims = sides.iter().map(|(place, tellings)| Claim {
            value: self.entities.list[*place as usize].id.clone(),
            facts: facts(tellings),
        });
        conflicts.push(conflict("place", Status::Open, about, claims, []));
    }
}

/// Whether one side is told in later documents only: then things have moved on.
fn later(sides: &[&[&Telling<'_>]]) -> (Status, String) {
    let days: Option<Vec<(i32, i32)>> = sides
        .iter()
        .map(|told| {
            let days: Option<Vec<i32>> = told.iter().map(|telling| telling.day).collect();
            let days = days?;
            Some((*days.iter().min()?, *days.iter().max()?))
        })
        .collect();
    let mut days = days.unwrap_or_default();
    days.sort_unstable();
    let apart = days.len() > 1 && days.windows(2).all(|pair| pair[0].1 < pair[1].0);
    match apart {
        true => (
            Status::Superseded,
            "a later document says otherwise".to_owned(),
        ),
        false => (Status::Open, String::new()),
    }
}
