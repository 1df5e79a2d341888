//! Who and what fills the roles of an event.

use std::ops::Range;

use khabar_core::{Span, Value};

use crate::clause::{Clauses, Place, is_amount};
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

/// One who fills a role once fills no other role of the event, and none twice: who does it comes first.
pub(crate) fn distinct(frame: &Frame, found: &mut Found) {
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
fn words(span: Span) -> Filled {
    Filled {
        value: Value::Text,
        span: Some(span),
    }
}

impl Finder<'_> {
    /// A quotation goes on to its closing mark, on the same line, through as many sentences as it takes.
    pub(crate) fn to_the_quotes_end(&self, span: Span) -> Span {
        let source = self.text.source();
        let rest = &source[span.end()..];
        let line = rest.find('\n').unwrap_or(rest.len());
        let close = rest[..line].find(['»', '”', '"', '″', '“']);
        let Some(close) = close.filter(|close| *close > 0) else {
            return span;
        };
        let open = source[..span.start()]
            .chars()
            .rev()
            .find(|c| !c.is_whitespace());
        if !open.is_some_and(|open| matches!(open, '«' | '“' | '"' | '„')) {
            return span;
        }
        let end = span.end() + rest[..close].trim_end().len();
        Span::new(source, span.start()..end).unwrap_or(span)
    }

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
            return head.is_some_and(|n| (clauses.triggers)(&items[n]));
        };
        let ends = |of: &Range<usize>| of.contains(&before);
        let mut others = reading.places.iter();
        let partner = others.any(|p| p.position == Position::With && ends(&p.items));
        let doer = reading.subject.as_ref();
        let doer = doer.is_some_and(|s| s.from != usize::MAX && ends(&(s.from..s.end)));
        let acts = party.kind == "person" || (party.kind == "office" && party.of_a_country);
        party.kind == "time" || partner || (doer && acts)
    }

    pub(crate) fn fill(
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

    /// The byte where something else begins behind a trigger: a comma, "which", "that", another clause.
    fn wall(&self, clauses: &Clauses<'_>, found: &Found) -> usize {
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

    /// What somebody is invited to or agrees with somebody on, without the one: of "X to visit Y" the visit. None
    /// if nothing but pronouns is left.
    fn behind_the_partner(&self, clauses: &Clauses<'_>, content: Span) -> Option<Span> {
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
    fn words_behind(&self, clauses: &Clauses<'_>, found: &Found) -> Option<Span> {
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
    fn headed(
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
    fn antecedent(
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
