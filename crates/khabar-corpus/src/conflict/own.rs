//! Documents at odds with themselves, or with what is known of the world.

use std::collections::{BTreeMap, BTreeSet};

use super::{Claim, Conflict, Findings, Status, conflict};
use crate::days;
use crate::document::{Claim as Told, FactAt, How};

impl Findings<'_> {
    /// What a document's own facts say of each other.
    pub(super) fn told(&self, at: usize, conflicts: &mut Vec<Conflict>) {
        let document = &self.documents[at];
        for claim in &document.claims {
            let Told::Told {
                fact,
                text,
                kind,
                facts,
            } = claim
            else {
                continue;
            };
            let time = |id: &u64| document.times.iter().find(|time| time.fact == *id);
            let days: Vec<i32> = facts
                .iter()
                .filter_map(|fact| time(fact)?.days.map(|days| days.from))
                .collect();
            // A calendar of the moon may differ by a day or two from how it is counted elsewhere.
            let near = days.len() > 1 && days.windows(2).all(|pair| (pair[0] - pair[1]).abs() <= 2);
            let (status, reasons) = match near {
                true => (
                    Status::Artefact,
                    vec!["calendars differ by a day or two".to_owned()],
                ),
                false => (Status::Open, Vec::new()),
            };
            let claims = facts.iter().map(|fact| Claim {
                value: time(fact).map_or_else(Box::default, |time| time.value.clone()),
                facts: vec![(at as u32, *fact)],
            });
            // A date against the weekday beside it: what is written is the other side.
            let written = (facts.len() < 2).then(|| Claim {
                value: text.clone(),
                facts: vec![(at as u32, *fact)],
            });
            let claims = claims.chain(written);
            let mut conflict = conflict(kind, status, &document.id, claims, reasons);
            conflict.evidence = vec![(at as u32, *fact)];
            conflicts.push(conflict);
        }
    }

    /// A capital that is another country's: the country is named wrongly throughout the document.
    pub(super) fn capitals(&self, at: usize, conflicts: &mut Vec<Conflict>) {
        let document = &self.documents[at];
        let entity = |name: u32| &self.entities.list[self.entities.at(at, name) as usize];
        // By the country that is said and the one that is meant.
        let mut told: BTreeMap<[Box<str>; 2], Vec<FactAt>> = BTreeMap::new();
        for claim in &document.claims {
            let Told::Capital {
                city,
                city_fact,
                country,
                country_fact,
            } = claim
            else {
                continue;
            };
            let said = &entity(*country).id;
            let city = self.gazetteer.get(&entity(*city).id);
            let Some(really) = city
                .and_then(|city| city.country())
                .filter(|of| *of != &**said)
            else {
                continue;
            };
            let capital = self
                .gazetteer
                .get(really)
                .and_then(|of| of.links.get("capital"));
            if capital.is_none_or(|capital| city.is_none_or(|city| **capital != *city.id)) {
                continue;
            }
            let key = [said.clone(), really.into()];
            told.entry(key)
                .or_default()
                .extend([(at as u32, *city_fact), (at as u32, *country_fact)]);
        }
        for ([said, meant], mut evidence) in told {
            let mentions = |id: &str| -> Vec<FactAt> {
                let of = document
                    .names
                    .iter()
                    .filter(|name| name.entity.as_deref() == Some(id));
                let of = of.flat_map(|name| &name.mentions);
                let of = of.filter(|mention| mention.how == How::Named);
                of.map(|mention| (at as u32, mention.fact)).collect()
            };
            let mut reasons = vec![format!(
                "the text makes the capital of {meant} that of {said}"
            )];
            let (holders, facts) = self.held_elsewhere(at, &said, &meant);
            evidence.extend(facts);
            reasons.extend(
                holders
                    .into_iter()
                    .map(|[who, role]| format!("{who}, {role} of {said} here, is of {meant}")),
            );
            let claims = [
                Claim {
                    value: said.clone(),
                    facts: mentions(&said),
                },
                Claim {
                    value: meant.clone(),
                    facts: mentions(&meant),
                },
            ];
            let names_it = !claims[1].facts.is_empty();
            if names_it {
                reasons.push(format!("the text names {meant} too"));
            }
            // One slip alone may be the city's as well as the country's.
            let status = match names_it || reasons.len() > 1 {
                true => Status::Resolved,
                false => Status::Open,
            };
            if status == Status::Resolved {
                reasons.push(format!("says {said}, means {meant}"));
            }
            let mut conflict = conflict("place", status, &document.id, claims.into_iter(), reasons);
            evidence.sort_unstable();
            evidence.dedup();
            conflict.evidence = evidence;
            conflicts.push(conflict);
        }
    }

    /// People to whom a document gives an office of one country and whom the gazetteer knows in another's:
    /// them, their offices and the facts.
    fn held_elsewhere(
        &self,
        at: usize,
        said: &str,
        meant: &str,
    ) -> (BTreeSet<[Box<str>; 2]>, Vec<FactAt>) {
        let (mut who, mut facts) = (BTreeSet::new(), Vec::new());
        for office in &self.documents[at].offices {
            if !office.of.iter().any(|of| **of == *said) {
                continue;
            }
            for holder in &office.holders {
                let entity = &self.entities.list[self.entities.at(at, *holder) as usize];
                let known = self.gazetteer.get(&entity.id);
                let held = known.map_or(&[][..], |known| &known.held);
                let never = !held.is_empty() && held.iter().all(|held| held.of != said);
                if never && held.iter().any(|held| held.of == meant) {
                    who.insert([entity.id.clone(), office.role.clone()]);
                    facts.push((at as u32, office.fact));
                }
            }
        }
        (who, facts)
    }

    /// A date of the page that a weekday of the text may or may not count from.
    pub(super) fn page(&self, at: usize, conflicts: &mut Vec<Conflict>) {
        let document = &self.documents[at];
        let page = document
            .times
            .iter()
            .find(|time| time.page && time.days.is_some_and(days::Days::is_day));
        let Some((page, day)) = page.and_then(|page| Some((page, page.days?.from))) else {
            return;
        };
        let mut sides: BTreeMap<&str, Vec<FactAt>> = BTreeMap::new();
        for time in &document.times {
            let other =
                days::weekday_of(&time.value).is_some_and(|told| told != days::weekday(day));
            if !time.page && other {
                sides
                    .entry(&time.value)
                    .or_default()
                    .push((at as u32, time.fact));
            }
        }
        for (weekday, facts) in sides {
            let claims = [
                Claim {
                    value: weekday.into(),
                    facts,
                },
                Claim {
                    value: page.value.clone(),
                    facts: vec![(at as u32, page.fact)],
                },
            ];
            let reason = "the page's date is another weekday and dates the page, not what is told";
            conflicts.push(conflict(
                "date",
                Status::Open,
                &document.id,
                claims.into_iter(),
                [reason.to_owned()],
            ));
        }
    }
}
