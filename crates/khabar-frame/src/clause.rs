//! What belongs to a trigger: where its clause begins and ends, who does it, with whom, and what is said.
//!
//! Two orders are read. Where the verb comes first, its subject follows it, then what it governs. Where it
//! comes last, the subject opens the clause. Complements carry their case before or behind them.

use std::ops::Range;

use khabar_core::Span;
use khabar_lex::VerbForm;

use crate::frame::Position;
use crate::item::{Item, Joined, Order, Thing};
use crate::party::{Filled, Party};

/// A sentence with what its items refer to.
pub(crate) struct Clauses<'a> {
    pub items: &'a [Item],
    pub parties: &'a [Party],
    pub order: Order,
    /// Whether an item is a word that triggers an event: it ends the complements of another.
    pub triggers: &'a dyn Fn(&Item) -> bool,
    /// Whether an item is a verb that tells an event by itself.
    pub heads: &'a dyn Fn(&Item) -> bool,
}

/// Who fills a position.
#[derive(Debug, Clone)]
pub(crate) struct Place {
    pub position: Position,
    /// Parties by number; none where only words stand there.
    pub parties: Vec<usize>,
    /// The items of the phrase.
    pub items: Range<usize>,
}

/// Words before a name that belong to it: "Mr", "the coach".
const TITLES: usize = 3;

/// The longest subject that no rule knows has this many words.
const LONGEST_SUBJECT: usize = 12;

fn is_amount(kind: &str) -> bool {
    matches!(kind, "money" | "quantity" | "percent" | "number")
}

impl Clauses<'_> {
    /// The parties that stand side by side from item `at`, and the item behind the last.
    pub fn group(&self, at: usize) -> (Vec<usize>, usize) {
        let mut group: Vec<usize> = self.items[at].party().into_iter().collect();
        let mut end = at + 1;
        while let Some((party, next)) = self.joined_to(end) {
            let alike = |of: usize| self.parties[of].kind;
            let takes_part =
                |kind: &str| matches!(kind, "person" | "office" | "organization" | "place");
            let first = group.first().map_or("", |first| alike(*first));
            if takes_part(first) != takes_part(alike(party)) {
                break;
            }
            group.push(party);
            end = next;
        }
        (group, end)
    }

    /// The party that "and" joins to what ends before item `at`, and the item behind it.
    fn joined_to(&self, at: usize) -> Option<(usize, usize)> {
        let comma = usize::from(self.items.get(at)?.is(Thing::Comma));
        let item = self.items.get(at + comma)?;
        if item.joined.and && item.joined.case.is_none() {
            return Some((item.party()?, at + comma + 1));
        }
        let and = usize::from(item.is(Thing::And) && item.events().next().is_none());
        if and == 1 {
            let party = self.items.get(at + comma + 1)?;
            return Some((party.party()?, at + comma + 2));
        }
        // A list: its last member has the "and".
        let party = item.party().filter(|_| comma == 1)?;
        let rest = self.joined_to(at + 2)?;
        (rest.1 > 0).then_some((party, at + 2))
    }

    /// Whether a new clause of the same rank begins at an item, where the verb comes first.
    fn begins_clause(&self, at: usize) -> bool {
        let item = &self.items[at];
        let before = at.checked_sub(1).map(|before| &self.items[before]);
        let opened = item.joined.and
            || before.is_none_or(|b| b.is(Thing::Comma) || b.is(Thing::Join) || b.is(Thing::And));
        let form = item.inflection.map(|i| i.form);
        let verb = (self.heads)(item) && (item.is_finite() || item.is_participle());
        let support = item.support().is_some() && item.is_finite();
        let past = form == Some(VerbForm::Past);
        opened && item.joined.case.is_none() && ((verb) || (support && past))
    }

    /// Where what the item at `at` says or does ends.
    pub fn end(&self, at: usize) -> usize {
        let mut next = at + 1;
        let mut open = false;
        while let Some(item) = self.items.get(next) {
            if item.is(Thing::Open) {
                open = true;
            } else if item.is(Thing::Close) {
                open = false;
            } else if item.is(Thing::Strong) && !open {
                break;
            }
            let new = match self.order {
                Order::VerbFirst => self.begins_clause(next),
                Order::VerbLast | Order::AllLast => false,
            };
            if new && !open {
                break;
            }
            next += 1;
        }
        while next > at + 1 {
            let last = &self.items[next - 1];
            let idle = [Thing::Comma, Thing::And, Thing::Join, Thing::Strong];
            if !idle.iter().any(|thing| last.is(*thing)) {
                break;
            }
            next -= 1;
        }
        next
    }

    /// Where the clause of the item at `at` begins, where the verb comes last.
    pub fn start(&self, at: usize) -> usize {
        let mut start = at;
        while start > 0 {
            let item = &self.items[start - 1];
            let bound = [
                Thing::Strong,
                Thing::That,
                Thing::Join,
                Thing::Colon,
                Thing::Relative,
            ];
            if bound.iter().any(|thing| item.is(*thing)) {
                break;
            }
            let chained = item.is_participle()
                && self.items.get(start).is_some_and(|next| {
                    next.is(Thing::And) || next.is(Thing::Comma) || self.order == Order::AllLast
                });
            if (item.is_finite() || chained) && item.case().is_none() {
                break;
            }
            start -= 1;
        }
        while start < at {
            let idle = [Thing::Comma, Thing::And, Thing::Adverb];
            if !idle.iter().any(|thing| self.items[start].is(*thing)) {
                break;
            }
            start += 1;
        }
        start
    }

    /// The verb of the clause that item `at` stands in, where the verb comes last.
    pub fn last_verb(&self, at: usize) -> Option<usize> {
        let stop =
            |item: &Item| item.is(Thing::Strong) || item.is(Thing::That) || item.is(Thing::Join);
        let rest = self.items.iter().enumerate().skip(at + 1);
        let mut rest = rest.take_while(|(_, item)| !stop(item));
        rest.find(|(_, item)| item.is_finite() && item.case().is_none())
            .map(|(at, _)| at)
    }

    /// Skips what may stand between a verb and what belongs to it.
    fn skip_idle(&self, mut at: usize, end: usize) -> usize {
        loop {
            let is = |at: usize, thing: Thing| {
                at < end && self.items.get(at).is_some_and(|i| i.is(thing))
            };
            let time = |at: usize| {
                at < end
                    && self
                        .items
                        .get(at)
                        .and_then(Item::party)
                        .is_some_and(|p| self.parties[p].kind == "time")
            };
            if is(at, Thing::Adverb) || time(at) {
                at += 1;
            } else if is(at, Thing::Comma) && (is(at + 1, Thing::Adverb) || time(at + 1)) {
                at += 2;
            } else if is(at, Thing::Comma) && at > 0 && time(at - 1) {
                at += 1;
            } else {
                return at;
            }
        }
    }

    /// Who does what the verb at `at` says.
    pub fn subject(&self, at: usize) -> Option<Place> {
        match self.order {
            Order::VerbFirst => self.subject_behind(at).or_else(|| self.subject_before(at)),
            Order::VerbLast | Order::AllLast => self.subject_of_clause(self.start(at), at),
        }
    }

    fn place(&self, position: Position, at: usize) -> Place {
        let (parties, end) = self.group(at);
        Place {
            position,
            parties,
            items: at..end,
        }
    }

    fn subject_behind(&self, at: usize) -> Option<Place> {
        let end = self.end(at);
        let mut from = self.skip_idle(at + 1, end);
        // "Told the newspaper X, the minister ...": a case with its party may stand first.
        for _ in 0..2 {
            let case = usize::from(self.items.get(from)?.case().is_some());
            let party = self
                .items
                .get(from + case)
                .filter(|item| item.party().is_some());
            let marked = case == 1 || self.items[from].joined.case.is_some();
            match party {
                Some(_) if marked => {
                    let (_, behind) = self.group(from + case);
                    let next = self.skip_idle(behind, end);
                    let bare = self.items.get(next)?;
                    if next >= end
                        || bare.party().is_none()
                        || bare.joined.case.is_some()
                        || bare.joined.and
                    {
                        return None;
                    }
                    from = next;
                }
                _ => break,
            }
        }
        let mut to = from;
        while to < end && to < from + LONGEST_SUBJECT {
            let item = &self.items[to];
            if item.is(Thing::ObjectNoun) {
                break;
            }
            if let Some(party) = item.party().map(|party| &self.parties[party]) {
                if party.kind == "time" || is_amount(party.kind) {
                    break;
                }
                if to == from && item.joined.case.is_none() {
                    return self.doer(to).then(|| self.place(Position::Subject, to));
                }
                if to == from {
                    return None;
                }
                if party.kind == "person" && item.joined.case.is_none() && to - from <= TITLES {
                    return Some(self.place(Position::Subject, to));
                }
            } else if !item.is_word() || (self.triggers)(item) {
                break;
            }
            to += 1;
        }
        let behind = self.skip_idle(to, end);
        let stop = self
            .items
            .get(behind)
            .filter(|_| behind < self.items.len())?;
        let marks = [Thing::That, Thing::Colon, Thing::Open, Thing::Relative];
        let told = marks.iter().any(|mark| stop.is(*mark))
            || stop.case().is_some()
            || stop.is(Thing::ObjectNoun)
            || stop
                .party()
                .is_some_and(|party| is_amount(self.parties[party].kind))
            || (self.triggers)(stop);
        (to > from && told && behind <= end).then_some(Place {
            position: Position::Subject,
            parties: Vec::new(),
            items: from..to,
        })
    }

    /// Whether the party at an item can do something.
    fn doer(&self, at: usize) -> bool {
        let kind = self.items[at].party().map(|party| self.parties[party].kind);
        matches!(kind, Some("person" | "office" | "organization" | "place"))
    }

    /// "Pakistan and Kyrgyzstan agree", "who said".
    fn subject_before(&self, at: usize) -> Option<Place> {
        let mut last = at.checked_sub(1)?;
        while last > 0 && (self.items[last].is(Thing::Adverb) || self.items[last].is(Thing::Verb)) {
            last -= 1;
        }
        if self.items[last].is(Thing::Relative) {
            last = last.checked_sub(1)?;
            last = last.checked_sub(usize::from(self.items[last].is(Thing::Comma)))?;
        } else if self.items[at].joined.and {
            return None;
        }
        // The first party of the group that ends here.
        let mut first = last;
        if self.items[last].party().is_none() || !self.doer(last) {
            return self.words_before(at);
        }
        while first > 0 {
            let from = (first.saturating_sub(3)..first).find(|from| {
                self.items[*from].party().is_some() && self.group(*from).1 == last + 1
            });
            match from {
                Some(from) => first = from,
                None => break,
            }
        }
        let marked = self.items[first].joined.case.is_some()
            || first
                .checked_sub(1)
                .is_some_and(|b| self.items[b].case().is_some());
        (!marked).then(|| self.place(Position::Subject, first))
    }

    /// Words that open a sentence or a clause and end at the verb: "a group of Americans visits Basra".
    fn words_before(&self, at: usize) -> Option<Place> {
        let mut from = at;
        while from > 0 && at - from < LONGEST_SUBJECT {
            let item = &self.items[from - 1];
            let goes_on = item.is_word() || item.party().is_some() || item.case().is_some();
            if !goes_on || item.is_finite() {
                break;
            }
            from -= 1;
        }
        let opens = from == 0
            || [Thing::Join, Thing::That, Thing::Strong, Thing::Colon]
                .iter()
                .any(|thing| self.items[from - 1].is(*thing));
        let head = self.items.get(from).filter(|_| from < at)?;
        let noun =
            head.is_word() && head.joined == Joined::default() && !head.is(Thing::ObjectNoun);
        (opens && noun).then_some(Place {
            position: Position::Subject,
            parties: Vec::new(),
            items: from..at,
        })
    }

    /// The party or the words that open a clause whose verb comes last.
    fn subject_of_clause(&self, start: usize, verb: usize) -> Option<Place> {
        if self.order == Order::AllLast {
            // The mark of the doer stands behind it, wherever that is.
            let agent = (start..verb)
                .rev()
                .find(|at| self.items[*at].case() == Some(Position::Subject));
            if let Some(mark) = agent {
                return self.phrase_before(start, mark);
            }
        }
        let mut at = start;
        let mut phrase_end = 0;
        while at < verb {
            let item = &self.items[at];
            if item.case().is_some() && self.order == Order::VerbLast {
                // A phrase with a preposition, up to the comma or the party that it marks.
                let next = (at + 1..verb).find(|n| {
                    self.items[*n].party().is_some() || self.items[*n].is(Thing::Comma)
                })?;
                at = match self.items[next].party() {
                    Some(_) => self.group(next).1,
                    None => next + 1,
                };
                phrase_end = at;
                continue;
            }
            if item.party().is_some() {
                let (_, end) = self.group(at);
                let marked = self
                    .items
                    .get(end)
                    .filter(|_| end < verb)
                    .and_then(Item::case);
                let owned = self.order == Order::AllLast && marked.is_some();
                let object = marked == Some(Position::Object);
                let genitive = at > start.max(phrase_end)
                    && self.items[at - 1].is_word()
                    && self.order == Order::VerbLast;
                let time = item.party().is_some_and(|p| self.parties[p].kind == "time");
                if genitive && !object && !time {
                    let from = (start.max(phrase_end)..at)
                        .rev()
                        .take_while(|n| self.items[*n].is_word())
                        .last();
                    return Some(Place {
                        position: Position::Subject,
                        parties: Vec::new(),
                        items: from.unwrap_or(at)..end,
                    });
                }
                if self.doer(at) && !owned && !object {
                    return Some(self.place(Position::Subject, at));
                }
                at = end;
                continue;
            }
            if item.is(Thing::They) {
                return Some(Place {
                    position: Position::Subject,
                    parties: Vec::new(),
                    items: at..at + 1,
                });
            }
            at += 1;
        }
        None
    }

    /// The words that open a clause up to its first preposition, comma or verb, for a subject that nobody
    /// knows.
    pub fn unknown_subject(&self, verb: usize) -> Option<Place> {
        if self.order != Order::VerbLast {
            return None;
        }
        let start = self.start(verb);
        let mut end = start;
        while end < verb && end < start + LONGEST_SUBJECT {
            let item = &self.items[end];
            let goes_on = item.is_word() || item.party().is_some() || item.is(Thing::And);
            if !goes_on || (self.triggers)(item) {
                break;
            }
            end += 1;
        }
        let object = self
            .items
            .get(end)
            .filter(|_| end < verb)
            .and_then(Item::case)
            == Some(Position::Object);
        let word = self
            .items
            .get(start)
            .is_some_and(|item| item.is_word() && !item.is(Thing::ObjectNoun));
        (end > start && word && !object).then_some(Place {
            position: Position::Subject,
            parties: Vec::new(),
            items: start..end,
        })
    }

    /// The noun phrase that ends before the postposition at `mark`.
    pub fn phrase_before(&self, start: usize, mark: usize) -> Option<Place> {
        let last = mark.checked_sub(1).filter(|last| *last >= start)?;
        if self.items[last].party().is_some() {
            let mut first = last;
            while let Some(from) = (start.max(first.saturating_sub(3))..first)
                .find(|from| self.items[*from].party().is_some() && self.group(*from).1 == last + 1)
            {
                first = from;
            }
            return Some(self.place(Position::Subject, first));
        }
        let mut from = mark;
        while from > start && mark - from < LONGEST_SUBJECT {
            let item = &self.items[from - 1];
            let goes_on = item.is_word()
                || item.party().is_some()
                || item.is(Thing::They)
                || item.is(Thing::And)
                || item.case() == Some(Position::Of);
            if !goes_on {
                break;
            }
            from -= 1;
        }
        (from < mark).then_some(Place {
            position: Position::Subject,
            parties: Vec::new(),
            items: from..mark,
        })
    }

    /// Complements with their positions between two items. Of an event noun (`noun`), a bare party
    /// directly beside it is whose it is; of a verb, a bare one is its object.
    pub fn complements(&self, range: Range<usize>, noun: bool) -> Vec<Place> {
        match self.order {
            Order::AllLast => self.complements_with_marks_behind(range),
            Order::VerbFirst | Order::VerbLast => self.complements_with_marks_before(range, noun),
        }
    }

    fn complements_with_marks_before(&self, range: Range<usize>, noun: bool) -> Vec<Place> {
        let mut places = Vec::new();
        let mut pending: Option<(Position, usize)> = None;
        let mut words = 0;
        let mut first = true;
        let mut at = range.start;
        while at < range.end {
            let item = &self.items[at];
            if item.party().is_some() {
                let (parties, end) = self.group(at);
                let object = self.items.get(end).and_then(Item::case) == Some(Position::Object);
                let bare = if noun && first && words <= 2 {
                    Some(Position::Of)
                } else if noun {
                    None
                } else {
                    Some(Position::Object)
                };
                let position = if object {
                    Some(Position::Object)
                } else {
                    item.joined.case.or(pending.map(|(case, _)| case)).or(bare)
                };
                if let Some(position) = position {
                    places.push(Place {
                        position,
                        parties,
                        items: at..end,
                    });
                }
                let time = self.items[at]
                    .party()
                    .is_some_and(|p| self.parties[p].kind == "time");
                if !time {
                    first = false;
                    pending = None;
                    words = 0;
                }
                at = end;
                continue;
            }
            if let Some(case) = item.case() {
                self.words_only(&mut places, pending, at);
                // "With officials, among them X": X is one of those.
                let case = match (case, places.last()) {
                    (Position::Including, Some(last)) => last.position,
                    (case, _) => case,
                };
                pending = Some((case, at + 1));
                words = 0;
                first = false;
            } else if item.is_word() {
                words += 1;
                if words > 5 {
                    pending = None;
                }
            } else if item.is(Thing::Comma) {
                self.words_only(&mut places, pending, at);
                pending = None;
                first = false;
            }
            at += 1;
        }
        self.words_only(&mut places, pending, range.end);
        places
    }

    /// "With senior officials": a partner whom no rule knows.
    fn words_only(&self, places: &mut Vec<Place>, pending: Option<(Position, usize)>, end: usize) {
        if let Some((position @ (Position::With | Position::Between), from)) = pending
            && from < end
            && self.items[from..end].iter().all(Item::is_word)
        {
            places.push(Place {
                position,
                parties: Vec::new(),
                items: from..end,
            });
        }
    }

    fn complements_with_marks_behind(&self, range: Range<usize>) -> Vec<Place> {
        let mut places = Vec::new();
        let mut at = range.start;
        while at < range.end {
            if self.items[at].party().is_none() {
                at += 1;
                continue;
            }
            let (parties, end) = self.group(at);
            let case = self
                .items
                .get(end)
                .filter(|_| end < range.end)
                .and_then(Item::case);
            let position = match case {
                Some(case) => case,
                // Bare beside the noun: "the Islamabad visit"; else what the verb is done to.
                None if end == range.end => Position::Of,
                None => Position::Object,
            };
            places.push(Place {
                position,
                parties,
                items: at..end,
            });
            at = end;
        }
        places
    }

    /// What the trigger at `at` says, where that stands behind it: from the item `from` on.
    pub fn content_behind(&self, from: usize, at: usize) -> Option<(Range<usize>, bool)> {
        let end = self.end(at);
        let mut from = self.skip_idle(from, end);
        let mut quoted = false;
        while from < end {
            let item = &self.items[from];
            if item.is(Thing::Open) {
                quoted = true;
            } else if !(item.case().is_some()
                || item.is(Thing::That)
                || item.is(Thing::Colon)
                || (item.is(Thing::Comma) && quoted))
            {
                break;
            }
            from += 1;
            if quoted {
                break;
            }
        }
        let end = match quoted {
            true => (from..self.items.len())
                .find(|n| self.items[*n].is(Thing::Close))
                .unwrap_or(end),
            false => end,
        };
        (from < end).then_some((from..end, quoted))
    }

    /// The words of some items.
    pub fn span(&self, items: Range<usize>) -> Option<Span> {
        let items = self.items.get(items)?;
        let mut items = items.iter().filter(|item| {
            let marks = [Thing::Comma, Thing::Strong, Thing::Open, Thing::Close];
            !marks.iter().any(|thing| item.things == [*thing])
        });
        let first = items.next()?.span;
        Some(
            items
                .next_back()
                .map_or(first, |last| first.join(last.span)),
        )
    }

    /// The fillers of a place: parties, or the words.
    pub fn fillers(&self, place: &Place) -> Vec<Filled> {
        let parties = place
            .parties
            .iter()
            .flat_map(|party| self.parties[*party].fillers.clone());
        let mut fillers: Vec<Filled> = parties.collect();
        if fillers.is_empty()
            && let Some(span) = self.span(place.items.clone())
        {
            fillers.push(Filled {
                value: khabar_core::Value::Text,
                span: Some(span),
            });
        }
        fillers
    }
}
