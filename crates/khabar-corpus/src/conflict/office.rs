//! Two people in one office at one time.

use std::collections::{BTreeMap, BTreeSet};

use khabar_name::compare;

use super::{Claim, Conflict, Findings, Status, conflict};
use crate::days;
use crate::entity::office::{Tenure, is_single};
use crate::event::source::sources;

/// Documents that are no further apart than this speak of one time.
const DAYS: i32 = 30;

impl Findings<'_> {
    /// Whether the gazetteer says that somebody held an office on the day of the document; `None` if it
    /// says that they never did, or nothing.
    fn held(&self, tenure: &Tenure, role: &str, of: &str) -> Option<bool> {
        let known = self
            .gazetteer
            .get(&self.entities.list[tenure.entity as usize].id)?;
        let name = role.trim_start_matches("office/").replace('-', " ");
        let held = known
            .held
            .iter()
            .filter(|held| held.of == of && held.office == name);
        let then = |held: &khabar_lex::Held| {
            let (from, to) = (days::of_edtf(&held.from), days::of_edtf(&held.to));
            let day = tenure.day?;
            Some(from.is_none_or(|from| from.from <= day) && to.is_none_or(|to| day <= to.to))
        };
        held.filter_map(then).max()
    }

    /// Whether the gazetteer knows offices of somebody.
    fn holds_others(&self, entity: u32) -> bool {
        let known = self.gazetteer.get(&self.entities.list[entity as usize].id);
        known.is_some_and(|known| !known.held.is_empty())
    }

    /// One office of one country, held by two people at one time.
    pub(super) fn offices(&self, conflicts: &mut Vec<Conflict>) {
        for ((role, of), held) in self.tenures {
            if !is_single(role) || of.len() != 2 {
                continue;
            }
            let mut by_holder: BTreeMap<u32, Vec<&Tenure>> = BTreeMap::new();
            for tenure in held {
                // Who is known by one name alone may be anybody, somebody of another time is no rival, and one
                // who is known for other offices only was misread.
                let entity = &self.entities.list[tenure.entity as usize];
                let full = entity.known || entity.label.contains(' ');
                let here = self.held(tenure, role, of);
                let elsewhere = here.is_none() && self.holds_others(tenure.entity);
                if full && tenure.day.is_some() && here != Some(false) && !elsewhere {
                    by_holder.entry(tenure.entity).or_default().push(tenure);
                }
            }
            let holders: Vec<&Vec<&Tenure>> = by_holder.values().collect();
            for (at, one) in holders.iter().enumerate() {
                for other in &holders[at + 1..] {
                    conflicts.extend(self.rivals(role, of, one, other));
                }
            }
        }
    }

    /// Two people who are told to hold one office, if that is of one time and nothing explains it.
    fn rivals(&self, role: &str, of: &str, one: &[&Tenure], other: &[&Tenure]) -> Option<Conflict> {
        let near = |a: &Tenure, b: &Tenure| {
            let days = a.day.zip(b.day);
            days.is_some_and(|(a, b)| (a - b).abs() <= DAYS)
        };
        let side = |own: &[&Tenure], others: &[&Tenure]| -> Vec<Tenure> {
            let own = own
                .iter()
                .filter(|own| others.iter().any(|other| near(own, other)));
            own.map(|tenure| (*tenure).clone()).collect()
        };
        let sides = [side(one, other), side(other, one)];
        let once = |side: &[Tenure]| {
            let documents: BTreeSet<u32> = side.iter().map(|tenure| tenure.document).collect();
            sources(self.documents, self.entities, &documents).len() < 2
        };
        let known = |side: &[Tenure]| {
            side.iter()
                .any(|tenure| self.held(tenure, role, of) == Some(true))
        };
        // Against what is known one source is a slip of the document or of its reading.
        let slip = |side: &[Tenure], other: &[Tenure]| known(other) && once(side);
        let [left, right] = &sides;
        if left.is_empty() || right.is_empty() || slip(left, right) || slip(right, left) {
            return None;
        }
        let days = |side: &[Tenure]| {
            let days = side.iter().filter_map(|tenure| tenure.day);
            days.clone().min().zip(days.max())
        };
        let (status, reason) = match days(left).zip(days(right)) {
            Some((a, b)) if a.1 < b.0 || b.1 < a.0 => {
                (Status::Superseded, "later documents have another holder")
            }
            _ => (Status::Open, "two holders at one time"),
        };
        let claims = sides.iter().map(|side| Claim {
            value: self.entities.list[side[0].entity as usize].id.clone(),
            facts: side
                .iter()
                .map(|tenure| (tenure.document, tenure.fact))
                .collect(),
        });
        let about = format!("{role} {of}");
        let [left, right] =
            [left, right].map(|side| &*self.entities.list[side[0].entity as usize].label);
        if names_alike(left, right) {
            // Perhaps they are one, whose names were not spelled nearly enough alike.
            let reason = "one office at one time, and names alike: one person or two".to_owned();
            return Some(conflict("identity", Status::Open, &about, claims, [reason]));
        }
        Some(conflict(
            "office",
            status,
            &about,
            claims,
            [reason.to_owned()],
        ))
    }
}

/// Words of two names at most this far apart may be one.
const NEAR: f32 = 0.2;

/// Whether two names share a word, by sound.
fn names_alike(one: &str, other: &str) -> bool {
    let words = |name: &'_ str| -> Vec<String> {
        let words = name.split([' ', '-']).filter(|word| word.len() > 3);
        words.map(str::to_owned).collect()
    };
    let other = words(other);
    let near = |word: &String| other.iter().any(|other| compare(word, other).cost <= NEAR);
    // All but one of the shorter name's words, and at least one.
    let one = words(one);
    let alike = one.iter().filter(|word| near(word)).count();
    alike > 0 && alike + 1 >= one.len().min(other.len())
}
