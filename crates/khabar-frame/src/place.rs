//! Where an event happens, as far as its own clause says.

use std::ops::Range;

use khabar_core::Span;

use crate::clause::{Clauses, Place};
use crate::find::Finder;
use crate::frame::{How, Position};
use crate::item::{Order, Thing};
use crate::party::Filled;
use crate::read::Read;

impl Finder<'_> {
    /// The place that stands with the trigger.
    pub(crate) fn place(
        &self,
        clauses: &Clauses<'_>,
        reading: &Read,
        how: How,
        content: Option<Span>,
    ) -> Option<Filled> {
        let said = |place: &Place| {
            let span = clauses.span(place.items.clone());
            how != How::Noun
                && content
                    .zip(span)
                    .is_some_and(|(content, span)| content.contains(span))
        };
        // "The head of the Red Cross in X said": where that is, and not where he said it.
        let of_a_name = |place: &Place| {
            let case = place.items.start - usize::from(place.items.start > 0);
            let at = match clauses.items[case].case() {
                Some(_) if clauses.order != Order::AllLast => case.checked_sub(1),
                _ => Some(case).filter(|case| *case < place.items.start),
            };
            let party = at.and_then(|at| clauses.items[at].party());
            // "The minister of Egypt", with "in" written to the name.
            let written = clauses.items[place.items.start].joined.case.is_some();
            party.is_some_and(|party| {
                let party = &self.parties[party];
                let office = party.kind == "office" && (written || !party.of_a_country);
                party.kind == "organization" || office
            })
        };
        let of_the_clause = |place: &Place| {
            clauses.order != Order::VerbLast || self.is_of_the_clause(clauses, reading, place)
        };
        let within = reading.places.iter().filter(|place| {
            place.position == Position::In
                && !said(place)
                && !of_a_name(place)
                && of_the_clause(place)
        });
        let parties = within.flat_map(|place| &place.parties);
        let mut parties = parties.map(|party| &self.parties[*party]);
        let party = parties.find(|party| party.kind == "place" && party.fillers.len() == 1)?;
        party.fillers.first().cloned()
    }

    /// Whether a phrase with a preposition belongs to the clause and not to a noun before it, where verbs come
    /// last: it opens the clause, or stands behind who does it or with whom, a time, a comma, or another such
    /// phrase.
    fn is_of_the_clause(&self, clauses: &Clauses<'_>, reading: &Read, place: &Place) -> bool {
        let items = clauses.items;
        let case = place.items.start - usize::from(place.items.start > 0);
        let Some(before) = case.checked_sub(1) else {
            return true;
        };
        let item = &items[before];
        let bounds = [
            Thing::Comma,
            Thing::Strong,
            Thing::That,
            Thing::Join,
            Thing::Colon,
            Thing::Mark,
            Thing::Adverb,
            Thing::And,
            Thing::He,
            Thing::They,
        ];
        if bounds.iter().any(|bound| item.is(*bound))
            || (item.is_finite() && item.case().is_none())
            || case <= reading.clause.start
        {
            return true;
        }
        let Some(party) = item.party().map(|party| &self.parties[party]) else {
            // "In talks between both in X": where the talks are is where what they agree on is agreed.
            let head = (0..=before).rev().find(|n| !items[*n].is_word());
            return head.is_some_and(|n| clauses.words.is_trigger(&items[n]));
        };
        let ends = |of: &Range<usize>| of.contains(&before);
        let mut others = reading.places.iter();
        let partner = others.any(|p| p.position == Position::With && ends(&p.items));
        let doer = reading.subject.as_ref();
        let doer = doer.is_some_and(|s| s.from != usize::MAX && ends(&(s.from..s.end)));
        let acts = party.kind == "person" || (party.kind == "office" && party.of_a_country);
        party.kind == "time" || partner || (doer && acts)
    }
}
