//! Who and what fills the roles of an event.

use khabar_core::{Span, Value};

use crate::clause::{Clauses, Place};
use crate::find::{Finder, Found, Word};
use crate::frame::{Frame, How, Position, Role};
use crate::item::Order;
use crate::party::Filled;
use crate::read::Read;

/// One who fills a role once fills no other role of the event, and none twice: who does it comes first.
fn distinct(frame: &Frame, found: &mut Found) {
    let text = |role: &str| frame.role.get(role).is_some_and(Role::is_text);
    let mut order: Vec<((String, Filled), Position)> = found
        .roles
        .drain(..)
        .zip(found.positions.drain(..))
        .collect();
    order.sort_by_key(|(_, position)| *position);
    let mut seen: Vec<Value> = Vec::new();
    let named: Vec<Span> = order
        .iter()
        .filter(|((role, _), _)| !text(role))
        .filter_map(|((_, filled), _)| filled.span)
        .collect();
    for ((role, filled), position) in order {
        // "Signed the agreement" has no subject but the agreement.
        let taken = |span: Span| {
            let same = |named: &Span| span.contains(*named) && 2 * named.len() > span.len();
            named.iter().any(same)
        };
        if text(&role) && position == Position::Content && frame.speaker.is_none() {
            if filled.span.is_some_and(taken) {
                continue;
            }
        } else if !text(&role) && filled.value != Value::Text {
            if seen.contains(&filled.value) {
                continue;
            }
            seen.push(filled.value.clone());
        }
        found.roles.push((role, filled));
        found.positions.push(position);
    }
}

/// Mere words as a filler.
pub(crate) fn words(span: Span) -> Filled {
    Filled {
        value: Value::Text,
        span: Some(span),
    }
}

impl Finder<'_> {
    /// Fills the roles of an event.
    pub(crate) fn fill_roles(
        &self,
        clauses: &Clauses<'_>,
        word: &Word<'_>,
        reading: &Read,
        found: &mut Found,
    ) {
        let frame = word.frame;
        for (name, role) in &frame.role {
            for (position, filled) in self.fill(clauses, reading, found, role, word.at(name, role))
            {
                found.roles.push((name.clone(), filled));
                found.positions.push(position);
            }
        }
        distinct(frame, found);
        found.symbols = self.symbols_beside(clauses, frame, found);
        if let Some(role) = frame.place.as_ref().filter(|_| found.place.is_none()) {
            let told = found.roles.iter().find(|(name, _)| name == role.get_ref());
            found.place = told.map(|(_, filled)| filled.clone());
            found.goes = true;
        }
    }

    fn fill(
        &self,
        clauses: &Clauses<'_>,
        reading: &Read,
        found: &Found,
        role: &Role,
        at: &[Position],
    ) -> Vec<(Position, Filled)> {
        let frame = &self.frames.frames[found.frame];
        let how = frame.trigger[found.trigger].how;
        // Whether the content is what somebody says, and not the amount of a gift.
        let tells = frame
            .role
            .values()
            .any(|role| role.is_text() && role.at.contains(&Position::Content));
        let mut filled: Vec<(Position, Filled)> = Vec::new();
        for position in at {
            if role.first && !filled.is_empty() {
                break;
            }
            if role.is_text() {
                if *position == Position::Content
                    && let Some(span) = found.content
                {
                    let span = match frame.speaker {
                        None => self.behind_the_partner(clauses, span),
                        Some(_) => Some(span),
                    };
                    return span
                        .map(|span| (*position, words(span)))
                        .into_iter()
                        .collect();
                }
                if *position == Position::Of
                    && how == How::Noun
                    && clauses.order != Order::AllLast
                    && let Some(span) = self.words_behind(clauses, found)
                {
                    return vec![(*position, words(span))];
                }
                if *position == Position::Subject
                    && let Some(subject) = reading.subject.as_ref().filter(|s| s.new)
                    && let Some(span) = clauses.span(subject.from..subject.end)
                {
                    return vec![(*position, words(span))];
                }
                if *position == Position::Trigger {
                    return vec![(*position, words(found.span))];
                }
                let amount = |place: &&Place| {
                    place.parties.iter().any(|party| {
                        matches!(
                            self.parties[*party].kind,
                            "number" | "time" | "quantity" | "percent" | "money" | "duration"
                        )
                    })
                };
                let place = reading
                    .places
                    .iter()
                    .find(|place| place.position == *position && !amount(place));
                let phrase = place.and_then(|p| clauses.span(p.from..p.items.end));
                if let Some(span) = phrase {
                    return vec![(*position, words(span))];
                }
                continue;
            }
            let mut here: Vec<Filled> = Vec::new();
            let takes = |party: &usize| {
                let party = &self.parties[*party];
                let with = matches!(
                    position,
                    Position::Subject | Position::Between | Position::With
                );
                let acts = !(role.no_town && party.no_country) || with;
                if !acts {
                    return false;
                }
                let by_office = !role.in_office || party.kind != "person" || party.office.is_some();
                by_office && role.holds.iter().any(|kind| kind == party.kind)
            };
            match position {
                Position::Subject => {
                    let not = found
                        .value
                        .as_ref()
                        .is_some_and(|value| role.not_subject_of.contains(value));
                    if let Some(subject) = reading.subject.as_ref().filter(|_| !not) {
                        let nobody = subject.parties.is_empty()
                            && role.holds.iter().any(|kind| kind == "person");
                        if nobody || subject.parties.iter().any(&takes) {
                            here.extend(subject.fillers.clone());
                        }
                    }
                }
                Position::Content => {
                    let Some(content) = found.content else {
                        continue;
                    };
                    let inside = self
                        .parties
                        .partition_point(|p| p.span.start() < content.start());
                    let inside = self.parties[inside..]
                        .iter()
                        .enumerate()
                        .map(|(n, p)| (n + inside, p));
                    let inside = inside.take_while(|(_, p)| p.span.end() <= content.end());
                    // "Fell from 12": where it began.
                    let begins = |party: &usize| {
                        let span = self.parties[*party].span;
                        let at = clauses.items.iter().position(|item| item.span == span);
                        at.and_then(|at| at.checked_sub(1)).is_some_and(|before| {
                            clauses.items[before].case() == Some(Position::From)
                        })
                    };
                    let mut inside = inside.map(|(n, _)| n).filter(|party| takes(party));
                    let first = inside.find(|party| !begins(party));
                    here.extend(
                        first
                            .into_iter()
                            .flat_map(|party| self.parties[party].fillers.clone()),
                    );
                }
                position => {
                    let said = |place: &&Place| {
                        let span = clauses.span(place.items.clone());
                        let content = found
                            .content
                            .filter(|_| tells && !role.inside && how != How::Noun);
                        content
                            .zip(span)
                            .is_some_and(|(content, span)| content.contains(span))
                    };
                    // "At a party of Hezbollah's": behind another noun, "to" is that noun's.
                    let last = reading.subject.as_ref().filter(|s| s.end != usize::MAX);
                    let last = last.map_or(found.item + 1, |s| s.end.max(found.item + 1));
                    let beside = |place: &&Place| {
                        !role.beside
                            || clauses.order != Order::VerbFirst
                            || clauses.skip_idle(last, place.items.start) + 1 >= place.items.start
                    };
                    let mut here_first = true;
                    for place in reading
                        .places
                        .iter()
                        .filter(|place| place.position == *position && !said(place))
                        .filter(beside)
                    {
                        // "Talks between A and B on trade between C and D": the first two talk.
                        if *position == Position::Between
                            && !std::mem::replace(&mut here_first, false)
                        {
                            break;
                        }
                        let parties = place.parties.iter().filter(|party| takes(party));
                        here.extend(parties.flat_map(|party| self.parties[*party].fillers.clone()));
                        if place.parties.is_empty()
                            && role.holds.iter().any(|kind| kind == "person")
                        {
                            here.extend(clauses.fillers(place));
                        }
                    }
                }
            }
            // Words before the mark of the doer are who does it, known or not.
            let marked = *position == Position::Subject && clauses.order == Order::AllLast;
            let unnamed = |filled: &Filled| filled.value == Value::Text;
            here.retain(|filled| {
                let names = || !role.named || marked || self.begins_with(clauses, role, filled);
                self.kinds.allow(role, filled) && (!unnamed(filled) || names())
            });
            let here = here.into_iter().map(|filled| (*position, filled));
            filled.extend(here);
            if !role.many && !role.nearest && !filled.is_empty() {
                filled.truncate(1);
                return filled;
            }
        }
        if role.nearest {
            let wall = self.wall(clauses, found);
            let distance = |filled: &Filled| {
                let span = filled.span.filter(|span| span.start() < wall)?;
                let behind = span.start().checked_sub(found.span.end());
                behind.or_else(|| found.span.start().checked_sub(span.end()))
            };
            filled.retain(|(_, filled)| distance(filled).is_some());
            filled.sort_by_key(|(_, filled)| distance(filled));
            filled.truncate(1);
        }
        if filled.is_empty() && role.holds.iter().any(|kind| kind == "occasion") {
            filled.extend(self.occasion(found.span).map(|f| (Position::Trigger, f)));
        }
        if filled.is_empty() {
            let headed = self.headed(clauses, reading, found, role).map(words);
            let headed = headed.or_else(|| self.antecedent(clauses, reading, found, role));
            filled.extend(headed.map(|headed| (Position::Of, headed)));
        }
        filled
    }

    /// Whether words that fill a role begin with one of its nouns that are as good as a name.
    fn begins_with(&self, clauses: &Clauses<'_>, role: &Role, filled: &Filled) -> bool {
        let slot = role
            .or_words_of
            .as_ref()
            .and_then(|name| self.frames.slot(name));
        let (Some(slot), Some(span)) = (slot, filled.span) else {
            return false;
        };
        let mut first = clauses.items.iter();
        first
            .find(|item| item.span.start() == span.start())
            .is_some_and(|item| item.events().any(|e| self.items.hits[e].slot == slot))
    }

    /// The occasion whose name the trigger's word begins.
    fn occasion(&self, trigger: Span) -> Option<Filled> {
        let occasions = self.occasions;
        let at = occasions.partition_point(|(span, _)| span.start() < trigger.start());
        let (span, fact) = occasions.get(at)?;
        span.contains(trigger).then_some(Filled {
            value: Value::Fact(*fact),
            span: Some(*span),
        })
    }
}
