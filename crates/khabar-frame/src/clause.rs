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
    pub words: &'a dyn Words,
}

/// What the words of a sentence may be.
pub(crate) trait Words {
    /// A word that triggers an event: it ends the complements of another.
    fn is_trigger(&self, item: &Item) -> bool;
    /// A verb that tells an event by itself.
    fn is_head(&self, item: &Item) -> bool;
    /// A verb whose doer stands directly before it.
    fn is_owned(&self, item: &Item) -> bool;
    /// A word that nobody knows and that may be a noun: it carries no grammar and has no preposition.
    fn may_be_noun(&self, item: &Item) -> bool;
    /// A word that nobody knows and that may be a name: it is no common word.
    fn may_be_name(&self, item: &Item) -> bool;
    /// A word that nobody knows and that may have "and" written to it.
    fn may_be_joined(&self, item: &Item) -> bool;
    /// A noun with the article.
    fn is_definite(&self, item: &Item) -> bool;
}

/// Who fills a position.
#[derive(Debug, Clone)]
pub(crate) struct Place {
    pub position: Position,
    /// Parties by number; none where only words stand there.
    pub parties: Vec<usize>,
    /// The items of its parties, or all of it.
    pub items: Range<usize>,
    /// Where the whole phrase begins, behind its preposition: "security" of "on the security of the Gulf".
    pub from: usize,
}

/// A verb of telling stands at most so many items behind its doer.
const NEAR_VERB: usize = 14;

/// A title in quotation marks has fewer items than this.
const SHORT_QUOTE: usize = 5;

pub(crate) fn is_amount(kind: &str) -> bool {
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
            // "The deputy of the towns A and B".
            if matches!(first, "person" | "office") && self.parties[party].no_country {
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
        let verb = self.words.is_head(item) && (item.is_finite() || item.is_participle());
        let support = item.support().is_some() && item.is_finite();
        let past = form == Some(VerbForm::Past);
        opened && item.joined.case.is_none() && ((verb) || (support && past))
    }

    /// Where what the item at `at` says or does ends.
    pub fn end(&self, at: usize) -> usize {
        let mut next = at + 1;
        let mut open = false;
        // "That in X's shops, …": what is said only begins behind the comma.
        let mut fronted = false;
        // "That the mayor, …, stressed": its subject waits for a verb.
        let mut waits = false;
        while let Some(item) = self.items.get(next) {
            let first = self.items[next - 1].is(Thing::That);
            fronted |= first && (item.case().is_some() || item.is(Thing::Join));
            let predicate = item.is_finite() && item.case().is_none();
            let bare = predicate && !item.joined.and && !item.is_participle();
            let predicate_of_that = waits && bare;
            waits = (waits || first) && !predicate;
            if item.is(Thing::Open) {
                open = true;
            } else if item.is(Thing::Close) {
                open = false;
            } else if (item.is(Thing::Strong) || item.is(Thing::Note)) && !open {
                break;
            }
            let new = match self.order {
                Order::VerbFirst => self.begins_clause(next),
                Order::VerbLast | Order::AllLast => false,
            };
            if new && !open && !predicate_of_that && !std::mem::take(&mut fronted) {
                break;
            }
            next += 1;
        }
        while next > at + 1 {
            let last = &self.items[next - 1];
            let idle = [
                Thing::Comma,
                Thing::And,
                Thing::Join,
                Thing::Strong,
                Thing::Mark,
            ];
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
    pub(crate) fn skip_idle(&self, mut at: usize, end: usize) -> usize {
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
            if is(at, Thing::Adverb) || is(at, Thing::It) || time(at) {
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

    pub(crate) fn place(&self, position: Position, at: usize) -> Place {
        let (parties, end) = self.group(at);
        Place {
            position,
            parties,
            items: at..end,
            from: at,
        }
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
                    // "Reached, on the inner lines, 5 million": a number is governed by what stands directly
                    // before it, and "about" governs nothing.
                    let amount = item
                        .party()
                        .is_some_and(|p| is_amount(self.parties[p].kind));
                    let governs =
                        |case: &Position| !amount || (words == 0 && *case != Position::Other);
                    let before = pending.map(|(case, _)| case).filter(governs);
                    item.joined.case.or(before).or(bare)
                };
                if let Some(position) = position {
                    let own = item.joined.case.is_none();
                    let from = pending.filter(|_| own).map(|(_, from)| from);
                    places.push(Place {
                        position,
                        parties,
                        items: at..end,
                        from: from.unwrap_or(at),
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
            } else if item.is(Thing::Open) {
                // A title in quotation marks names nobody who takes part.
                first = false;
            } else if item.is(Thing::Comma) {
                // "With his counterpart, X": an apposition.
                let next = self
                    .items
                    .get(at + 1)
                    .filter(|next| next.joined == Joined::default());
                let person = next.and_then(Item::party).map(|p| self.parties[p].kind);
                let named = words > 0 && matches!(person, Some("person" | "office"));
                if !named {
                    self.words_only(&mut places, pending, at);
                    pending = None;
                }
                first = false;
            }
            at += 1;
        }
        self.words_only(&mut places, pending, range.end);
        places
    }

    /// "With senior officials": a partner whom no rule knows.
    fn words_only(&self, places: &mut Vec<Place>, pending: Option<(Position, usize)>, end: usize) {
        // Where adverbs are made with "with", words behind it are none.
        if self.order != Order::VerbFirst {
            return;
        }
        if let Some((position @ (Position::With | Position::Between), from)) = pending
            && from < end
            && self.items[from..end].iter().all(Item::is_word)
        {
            places.push(Place {
                position,
                parties: Vec::new(),
                items: from..end,
                from,
            });
        }
    }

    /// Whether only adjectives and further owners stand between an owner's mark and what it owns.
    fn owns(&self, mut at: usize, noun: usize) -> bool {
        let mut words = 0;
        while at < noun {
            let item = &self.items[at];
            if item.party().is_some() {
                let (_, end) = self.group(at);
                if self.items.get(end).and_then(Item::case) != Some(Position::Of) {
                    return false;
                }
                at = end + 1;
                words = 0;
                continue;
            }
            words += 1;
            let plain = item.is_word() || (item.is_plain_noun() && !self.words.is_trigger(item));
            if !plain || words > 2 {
                return false;
            }
            at += 1;
        }
        true
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
                // "The talks on the demands of X" are not those of X.
                Some(Position::Of) if !self.owns(end + 1, range.end) => Position::Other,
                Some(case) => case,
                // Bare beside the noun: "the Islamabad visit"; else what the verb is done to.
                None if end == range.end => Position::Of,
                None => Position::Object,
            };
            places.push(Place {
                position,
                parties,
                items: at..end,
                from: at,
            });
            at = end;
        }
        places
    }

    /// Whether what is said from item `start` on is announced: by "that", a colon or a quotation mark.
    pub fn is_announced(&self, start: usize, trigger: usize) -> bool {
        let before = start.checked_sub(1).filter(|before| *before > trigger);
        let marks = [Thing::That, Thing::Colon, Thing::Open];
        before.is_some_and(|before| marks.iter().any(|mark| self.items[before].is(*mark)))
    }

    /// What the trigger at `at` says, where that stands behind it: from the item `from` on, and whether it is in
    /// quotation marks. What `reports` begins where something announces it, "that", a colon or a quotation
    /// mark, however long the speaker's titles are.
    pub fn content_behind(
        &self,
        from: usize,
        at: usize,
        reports: bool,
    ) -> Option<(Range<usize>, bool)> {
        let end = self.end(at);
        let from = self.skip_idle(from, end);
        let beside = self.items.get(from)?.case();
        let told_beside = matches!(
            beside,
            Some(Position::On | Position::About | Position::From)
        ) || self.items[from].is(Thing::ObjectNoun)
            || beside == Some(Position::To);
        let from = match told_beside && !reports {
            true => from,
            false => self.announcement(from, end, reports).unwrap_or(from),
        };
        self.content_from(from, end)
    }

    /// Where something announces what is said: no other verb of telling stands before it, unless what is said
    /// by this one is always announced.
    fn announcement(&self, from: usize, end: usize, always: bool) -> Option<usize> {
        let marks = [Thing::That, Thing::Colon, Thing::Open];
        let closes =
            |n: usize| (n + 1..end.min(n + SHORT_QUOTE)).any(|c| self.items[c].is(Thing::Close));
        let that = |n: usize| (n + 1..end).any(|t| self.items[t].is(Thing::That));
        // A newspaper's name in quotation marks announces nothing.
        let title = |n: usize| {
            self.items[n].is(Thing::Open) && closes(n) && (that(n) || self.is_a_name(n, end))
        };
        let at = (from..end)
            .find(|n| marks.iter().any(|mark| self.items[*n].is(*mark)) && !title(*n))?;
        let head = |item: &Item| {
            self.words.is_head(item) && item.is_finite() && item.joined.case.is_none()
        };
        (always || !self.items[from..at].iter().any(head)).then_some(at)
    }

    /// Where another speaker begins, in a language that marks the doer: behind a verb or a comma, and before a
    /// verb of telling; or where somebody's saying is spoken of, or a source.
    fn next_speaker(&self, from: usize, end: usize) -> Option<usize> {
        if self.order != Order::AllLast {
            return None;
        }
        (from + 1..end).find_map(|mark| {
            let marked = self.items[mark].case() == Some(Position::Subject);
            let item = &self.items[mark];
            if !marked && !item.is(Thing::Source) && !self.words.is_owned(item) {
                return None;
            }
            let tells = !marked
                || (mark + 1..end.min(mark + NEAR_VERB))
                    .any(|n| self.words.is_head(&self.items[n]));
            let start = match marked {
                true => self.agent(from, mark + 1)?.items.start,
                false => self.phrase_before(from, mark)?.items.start,
            };
            let before = &self.items[start.checked_sub(1).filter(|before| *before > from)?];
            let bound = before.is(Thing::Comma)
                || before.is(Thing::And)
                || before.is(Thing::Join)
                || before.is_finite();
            (tells && bound).then_some(start)
        })
    }

    /// Whether quotation marks that open at an item stand around a few words of a clause that goes on behind them:
    /// a name, and nothing that is said.
    fn is_a_name(&self, open: usize, end: usize) -> bool {
        let close =
            (open + 1..end.min(open + SHORT_QUOTE)).find(|n| self.items[*n].is(Thing::Close));
        let behind = close.and_then(|close| self.items.get(close + 1).filter(|_| close + 1 < end));
        behind.is_some_and(|next| {
            let ends = [
                Thing::Comma,
                Thing::Strong,
                Thing::Mark,
                Thing::Join,
                Thing::And,
            ];
            !ends.iter().any(|mark| next.is(*mark)) && !next.joined.and
        })
    }

    fn content_from(&self, mut from: usize, end: usize) -> Option<(Range<usize>, bool)> {
        let (mut quoted, mut announced, mut spoken) = (false, false, false);
        while from < end {
            let item = &self.items[from];
            let to = |n: usize| self.items[n].case() == Some(Position::To);
            let addressed = item.party().is_some()
                && (item.joined.case == Some(Position::To) || (from > 0 && to(from - 1)));
            let goes_on = self.items.get(from + 1).filter(|_| from + 1 < end);
            if addressed
                && goes_on.is_some_and(|next| next.case().is_some() || next.is(Thing::That))
            {
                // "Thanked X for …".
            } else if item.is(Thing::Open) && self.is_a_name(from, end) {
                break;
            } else if item.is(Thing::Open) {
                quoted = true;
            } else if item.is(Thing::That) || item.is(Thing::Colon) {
                announced = true;
                spoken = item.is(Thing::Colon);
            } else if announced || item.case().is_none() || self.order == Order::VerbLast {
                break;
            }
            from += 1;
            if quoted {
                break;
            }
        }
        let close =
            |from: usize| (from..self.items.len()).find(|n| self.items[*n].is(Thing::Close));
        let end = match quoted {
            true => close(from).unwrap_or(end),
            false => self.next_speaker(from, end).unwrap_or(end),
        };
        (from < end).then_some((from..end, quoted || spoken))
    }

    /// The words of some items.
    pub fn span(&self, items: Range<usize>) -> Option<Span> {
        let items = self.items.get(items)?;
        let mut items = items.iter().filter(|item| {
            let marks = [
                Thing::Comma,
                Thing::Strong,
                Thing::Open,
                Thing::Close,
                Thing::Mark,
            ];
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
