//! Roles that words fill: nouns that a role names with what belongs to them, pronouns for those, symbols.

use khabar_core::Span;

use crate::clause::{Clauses, is_amount};
use crate::fill::words;
use crate::find::{Finder, Found};
use crate::frame::{Frame, How, Position, Role};
use crate::item::{Order, Thing};
use crate::party::Filled;
use crate::read::Read;

/// A noun that fills a role stands at most so many items behind an event noun, and behind a verb.
const NEAR_HEAD: usize = 6;
const FAR_HEAD: usize = 20;

/// So many words stand before such a noun, at most, where what belongs to a noun stands before it.
const OWN_WORDS: usize = 2;

/// The longest phrase of such a noun.
const LONGEST_HEADED: usize = 10;

impl Finder<'_> {
    /// The byte where something else begins behind a trigger: a comma, "which", "that", another clause.
    pub(crate) fn wall(&self, clauses: &Clauses<'_>, found: &Found) -> usize {
        if clauses.order != Order::VerbFirst {
            return usize::MAX;
        }
        let walls = [
            Thing::Comma,
            Thing::Relative,
            Thing::That,
            Thing::Join,
            Thing::Strong,
        ];
        let behind = clauses.items.iter().skip(found.item + 1);
        let mut walled = behind.filter(|item| walls.iter().any(|wall| item.is(*wall)));
        walled.next().map_or(usize::MAX, |item| item.span.start())
    }

    /// What somebody is invited to or agrees with somebody on, without the one: of "X to visit Y" the visit. None
    /// if nothing but pronouns is left.
    pub(crate) fn behind_the_partner(&self, clauses: &Clauses<'_>, content: Span) -> Option<Span> {
        let items = clauses.items;
        let inside: Vec<usize> = (0..items.len())
            .filter(|n| content.contains(items[*n].span))
            .collect();
        let (first, last) = (*inside.first()?, *inside.last()?);
        let pronoun = |n: &usize| {
            let item = &items[*n];
            item.is(Thing::It)
                || item.is(Thing::They)
                || item.is(Thing::He)
                || item.case().is_some()
        };
        if inside.iter().all(pronoun) {
            return None;
        }
        // "With X, the secretary of Y, the return": behind the partner and what he is.
        let with = items[first].case() == Some(Position::With);
        let first = first + usize::from(with);
        if items[first].party().is_none() {
            return Some(content);
        }
        let (parties, mut end) = clauses.group(first);
        while with && end + 1 < last && items[end].is(Thing::Comma) {
            end = match items[end + 1].party() {
                Some(_) => clauses.group(end + 1).1,
                None => return clauses.span(end + 1..last + 1),
            };
        }
        let acts = |party: &usize| {
            matches!(
                self.parties[*party].kind,
                "person" | "office" | "organization"
            )
        };
        let Some(next) = items
            .get(end)
            .filter(|_| end <= last && parties.iter().all(acts))
        else {
            return Some(content);
        };
        match (next.case().is_some(), next.joined.case.is_some()) {
            // Behind the mark of an owner the phrase goes on.
            (true, _) if next.case() == Some(Position::Of) => Some(content),
            (true, _) if end < last => clauses.span(end + 1..last + 1),
            (false, true) => clauses.span(end..last + 1),
            _ => Some(content),
        }
    }

    /// What words beside the trigger say of roles that hold symbols: "a trilateral meeting".
    pub(crate) fn symbols_beside(
        &self,
        clauses: &Clauses<'_>,
        frame: &Frame,
        found: &Found,
    ) -> Vec<(String, String, Span)> {
        let near = found.item.saturating_sub(NEAR_HEAD)..found.item + NEAR_HEAD;
        let near = near.start..near.end.min(clauses.items.len());
        let mut symbols = Vec::new();
        for (name, role) in &frame.role {
            let Some(slot) = role.words.as_ref().and_then(|slot| self.frames.slot(slot)) else {
                continue;
            };
            for item in &clauses.items[near.clone()] {
                let said = found
                    .content
                    .is_some_and(|content| content.contains(item.span));
                let hits = item.events().map(|event| &self.items.hits[event]);
                let values = hits.filter(|hit| hit.slot == slot && !said);
                let values = values.filter_map(|hit| hit.value.clone());
                symbols.extend(values.map(|value| (name.clone(), value, item.span)));
            }
        }
        symbols
    }

    /// The words directly behind an event noun, up to the first preposition.
    pub(crate) fn words_behind(&self, clauses: &Clauses<'_>, found: &Found) -> Option<Span> {
        let from = found.item + 1;
        let goes_on = |n: &usize| {
            let item = &clauses.items[*n];
            (item.is_word() || item.party().is_some()) && !item.joined.and
        };
        let end = (from..found.clause.end.min(clauses.items.len()))
            .take_while(goes_on)
            .last()?;
        clauses.span(from..end + 1)
    }

    /// A noun of the role's slot and the words behind it, in the trigger's clause and not within what is said
    /// there: "the bridge over the Amu" of "opened the bridge over the Amu".
    pub(crate) fn headed(
        &self,
        clauses: &Clauses<'_>,
        reading: &Read,
        found: &Found,
        role: &Role,
    ) -> Option<Span> {
        let slot = self.frames.slot(role.heads.as_ref()?)?;
        let items = clauses.items;
        let is_head = |n: &usize| items[*n].events().any(|e| self.items.hits[e].slot == slot);
        let clause = reading.clause.start..reading.clause.end.min(items.len());
        let noun = self.frames.frames[found.frame].trigger[found.trigger].how == How::Noun;
        let wall = match role.nearest {
            true => self.wall(clauses, found),
            false => usize::MAX,
        };
        let behind = || {
            let near = if noun { NEAR_HEAD } else { FAR_HEAD };
            let end = clause.end.min(found.item + near);
            let before_wall = |n: &usize| items[*n].span.start() < wall;
            // "177 % of the product": of what it is a part.
            let part = |n: &usize| role.nearest && items[*n - 1].case() == Some(Position::From);
            // "A unit in the hospital": where it is.
            let inside = |n: &usize| items[*n].joined.case == Some(Position::In);
            (found.item + 1..end)
                .take_while(before_wall)
                .find(|n| is_head(n) && !part(n) && !inside(n))
        };
        let before = || clause.clone().find(is_head).filter(|n| *n < found.item);
        let head = match clauses.order {
            Order::VerbFirst => behind()?,
            Order::VerbLast if noun => behind().or_else(before)?,
            Order::VerbLast | Order::AllLast => before()?,
        };
        self.phrase_of_head(clauses, head, clause.end, found.item)
    }

    /// A pronoun for what is acted upon means the last noun before it that fills the role, or the last mention
    /// that does: "the document that they signed".
    pub(crate) fn antecedent(
        &self,
        clauses: &Clauses<'_>,
        reading: &Read,
        found: &Found,
        role: &Role,
    ) -> Option<Filled> {
        let slot = self.frames.slot(role.heads.as_ref()?)?;
        let items = clauses.items;
        let last = found.carrier.unwrap_or(found.item).max(found.item);
        let beside = match clauses.order {
            Order::VerbFirst => found.item + 1..found.item + 2,
            Order::VerbLast | Order::AllLast => reading.clause.start..found.item,
        };
        let mut beside = items.get(beside).into_iter().flatten();
        let pronoun = items[found.item].has_object
            || items[last].has_object
            || beside.any(|item| item.is(Thing::It));
        if !pronoun {
            return None;
        }
        let until = match clauses.order {
            Order::VerbFirst => found.item,
            Order::VerbLast | Order::AllLast => reading.clause.start,
        };
        (0..until).rev().find_map(|at| {
            let item = &items[at];
            if let Some(party) = item.party().map(|party| &self.parties[party]) {
                let fills = role.holds.iter().any(|kind| kind == party.kind);
                return fills.then(|| party.fillers.first().cloned()).flatten();
            }
            let is_head = item.events().any(|e| self.items.hits[e].slot == slot);
            let span = is_head.then(|| self.phrase_of_head(clauses, at, until, found.item));
            span.flatten().map(words)
        })
    }

    /// A noun and the words behind it, up to what ends its phrase.
    fn phrase_of_head(
        &self,
        clauses: &Clauses<'_>,
        head: usize,
        clause_end: usize,
        trigger: usize,
    ) -> Option<Span> {
        let items = clauses.items;
        if clauses.order == Order::AllLast {
            let word = |n: &usize| items[*n].is_word();
            let from = (head.saturating_sub(OWN_WORDS)..head)
                .rev()
                .take_while(word)
                .last();
            return clauses.span(from.unwrap_or(head)..head + 1);
        }
        let ends = |n: &usize| {
            let item = &items[*n];
            let case = item.case().is_some() && clauses.order != Order::AllLast;
            case || item.is(Thing::Comma)
                || item.is(Thing::Strong)
                || item.is(Thing::That)
                || item.is(Thing::Relative)
                || item.is_finite()
                || item.joined.and
                || item
                    .party()
                    .is_some_and(|p| is_amount(self.parties[p].kind))
                || *n == trigger
        };
        let limit = clause_end.min(head + LONGEST_HEADED);
        let end = (head + 1..limit).find(ends).unwrap_or(limit);
        clauses.span(head..end.max(head + 1))
    }
}
