//! What stands with a trigger: the verb that carries it, who does it, its complements, and what is said.

use std::ops::Range;

use khabar_core::Span;
use khabar_lex::{Inflection, VerbForm};

use crate::clause::{Clauses, Place, is_amount};
use crate::find::{Finder, Word};
use crate::frame::{How, Position, Trigger};
use crate::item::{Item, Order, Thing};
use crate::subject::Subject;

/// What stands with a trigger.
pub(crate) struct Read {
    pub span: Span,
    pub inflection: Option<Inflection>,
    pub subject: Option<Subject>,
    pub places: Vec<Place>,
    pub content: Option<(Range<usize>, bool)>,
    pub clause: Range<usize>,
    pub carrier: Option<usize>,
}

/// A verb and the noun that it governs stand at most so many items apart.
pub(crate) const FAR: usize = 12;

/// "Presented the prisoner's son his thanks": so many items may stand between, at most.
const CARRIES_NEAR: usize = 5;

impl Finder<'_> {
    /// What stands with a word that is tried as a trigger.
    pub(crate) fn read_word(
        &self,
        clauses: &Clauses<'_>,
        word: &Word<'_>,
    ) -> Result<Read, &'static str> {
        let (at, sentence, trigger) = (word.item, word.sentence, word.trigger);
        match trigger.how {
            How::Verb if trigger.owned => self.owned(clauses, at, sentence),
            How::Verb => self.verb(clauses, at, sentence),
            How::Compound => self.compound(clauses, at, sentence, trigger.split),
            How::Noun if trigger.under.is_empty() => self.noun(clauses, at, sentence, trigger),
            How::Noun => self.governed(clauses, at, sentence, &trigger.under),
        }
    }

    /// A verb that tells the event alone.
    fn verb(
        &self,
        clauses: &Clauses<'_>,
        at: usize,
        sentence: usize,
    ) -> Result<Read, &'static str> {
        let item = &clauses.items[at];
        if item.case().is_some() && clauses.order == Order::VerbFirst {
            return Err("is a preposition here");
        }
        match item.inflection.map(|i| i.form) {
            Some(VerbForm::Infinitive | VerbForm::Conjunctive) => return Err("is no finite verb"),
            Some(VerbForm::Participle) => {
                let before = at.checked_sub(1).map(|b| &clauses.items[b]);
                let beside = match clauses.order {
                    Order::VerbFirst => {
                        item.joined.and
                            || before.is_some_and(|b| b.is(Thing::Comma))
                            || self.is_adverbial(item)
                    }
                    Order::VerbLast => clauses.items.get(at + 1).is_some_and(|next| {
                        next.is(Thing::And)
                            || next.is(Thing::Comma)
                            || next.is(Thing::Colon)
                            || next.is(Thing::That)
                    }),
                    Order::AllLast => true,
                };
                if !beside {
                    return Err("is a participle that stands alone");
                }
            }
            Some(VerbForm::Present | VerbForm::Subjunctive) if item.joined.case.is_some() => {
                return Err("says a purpose");
            }
            _ if item.joined.case.is_some() => return Err("is a noun here"),
            _ => {}
        }
        // A verb that comes first follows no preposition: "wants to, in describing".
        let governed = at
            .checked_sub(1)
            .and_then(|before| clauses.items[before].case());
        let noun = clauses.order == Order::VerbFirst
            && matches!(
                governed,
                Some(
                    Position::In
                        | Position::On
                        | Position::To
                        | Position::From
                        | Position::With
                        | Position::About
                        | Position::For
                        | Position::By
                        | Position::Between
                )
            );
        if noun || (at > 0 && clauses.items[at - 1].is(Thing::Non)) {
            return Err("is a noun here");
        }
        let near = at.saturating_sub(if item.has_object { CARRIES_NEAR } else { 1 })..at;
        let carried = near
            .rev()
            .take_while(|n| clauses.items[*n].is_word() || clauses.items[*n].support().is_some())
            .any(|n| clauses.items[n].support().is_some());
        if carried && clauses.order == Order::VerbFirst {
            return Err("is a noun that the verb before it carries");
        }
        let not = clauses
            .items
            .get(at + 1)
            .is_some_and(|next| next.is(Thing::Not));
        let next = clauses.items.get(at + 1 + usize::from(not));
        if next.is_some_and(|next| next.is(Thing::Passive)) {
            return Err("is a passive that names nobody");
        }
        let subject = match item.is_participle() && clauses.order == Order::VerbFirst {
            // A participle beside another verb is said of who does that.
            true => self
                .last_agent(clauses, at, sentence)
                .filter(|a| a.sentence == sentence)
                .map(Subject::carried),
            false => self.subject(clauses, at, sentence),
        };
        Ok(self.read(clauses, at, at, subject, item.inflection))
    }

    /// A verb whose doer stands directly before it, as an owner.
    fn owned(
        &self,
        clauses: &Clauses<'_>,
        at: usize,
        sentence: usize,
    ) -> Result<Read, &'static str> {
        let place = clauses
            .phrase_before(clauses.start(at), at)
            .ok_or("nobody stands before it")?;
        let subject = Some(self.named(clauses, &place, sentence));
        Ok(self.read(clauses, at, at, subject, clauses.items[at].inflection))
    }

    /// Whether a participle has an ending of those that stand beside another verb, and no article.
    fn is_adverbial(&self, item: &Item) -> bool {
        let word = item.span.of(self.text.source());
        let endings = self.text.signs("clause.adverbial_ending").iter();
        !self.text.has_article(item.span)
            && endings
                .into_iter()
                .any(|ending| word.ends_with(ending.as_str()))
    }

    /// The nominal part of a verb of two words.
    fn compound(
        &self,
        clauses: &Clauses<'_>,
        at: usize,
        sentence: usize,
        split: bool,
    ) -> Result<Read, &'static str> {
        // "Voiced concern": the first noun is a part of the second one's verb.
        let next = clauses.items.get(at + 1);
        let part =
            next.is_some_and(|next| clauses.words.is_trigger(next) && next.light().is_none());
        if part && !split && clauses.order == Order::VerbLast {
            return Err("is a part of the verb behind it");
        }
        let apart = || {
            let verb = clauses.last_verb(at).filter(|_| split)?;
            let before = verb.checked_sub(1).map(|before| &clauses.items[before])?;
            let own = clauses.items[verb].light().is_some() && !clauses.words.is_trigger(before);
            own.then_some(verb)
        };
        let light = self.light_behind(clauses, at).or_else(apart);
        let light = light.ok_or("no light verb behind it")?;
        let verb = &clauses.items[light];
        if verb
            .inflection
            .is_some_and(|i| i.form == VerbForm::Infinitive)
        {
            return Err("is a noun here: its verb is an infinitive");
        }
        // A compound whose light verb stands apart is something that its subject does.
        let active = verb.light() != Some(false) || split;
        let subject = match active {
            true => self.subject(clauses, at, sentence),
            false => None,
        };
        let mut read = self.read(clauses, at, light, subject, verb.inflection);
        if light > at + 1 && split {
            read.content = Some((at + 1..light, false));
            read.places
                .extend(clauses.complements(at + 1..light, false));
        }
        if !active && let Some(place) = clauses.subject(at) {
            // Whom a passive names first is whom it is done to.
            read.places.insert(
                0,
                Place {
                    position: Position::Object,
                    ..place
                },
            );
        }
        read.carrier = Some(light);
        if light == at + 1 {
            read.span = read.span.join(verb.span);
        }
        Ok(read)
    }

    /// The light verb directly behind item `at`: only "also", a negation, and other nominal parts may
    /// stand between.
    fn light_behind(&self, clauses: &Clauses<'_>, at: usize) -> Option<usize> {
        let mut next = at + 1;
        while let Some(item) = clauses.items.get(next) {
            let may = item.is(Thing::Adverb)
                || item.is(Thing::Not)
                || item.is(Thing::And)
                || clauses.words.is_trigger(item);
            if item.light().is_some() && item.case().is_none() {
                return Some(next);
            }
            if !may || next > at + 5 {
                return None;
            }
            next += 1;
        }
        None
    }

    /// A noun that a verb of a slot must govern: "voiced his concern".
    fn governed(
        &self,
        clauses: &Clauses<'_>,
        at: usize,
        sentence: usize,
        under: &[String],
    ) -> Result<Read, &'static str> {
        let slots: Vec<usize> = under
            .iter()
            .filter_map(|name| self.frames.slot(name))
            .collect();
        let governs = |n: &usize| {
            let item = &clauses.items[*n];
            item.events()
                .any(|e| slots.contains(&self.items.hits[e].slot))
        };
        let verb = match clauses.order {
            Order::VerbFirst => {
                let from = at.saturating_sub(FAR);
                let verb = (from..at)
                    .rev()
                    .find(governs)
                    .ok_or("no verb that governs it")?;
                let between = &clauses.items[verb + 1..at];
                let other = between.iter().any(|item| {
                    item.is(Thing::That) || item.is(Thing::Strong) || clauses.words.is_head(item)
                });
                if other {
                    return Err("another clause begins between it and the verb that governs it");
                }
                verb
            }
            Order::VerbLast => (at.saturating_sub(2)..at)
                .rev()
                .find(governs)
                .or_else(|| (at + 1..clauses.items.len().min(at + FAR)).find(governs))
                .ok_or("no verb that governs it")?,
            Order::AllLast => (at + 1..clauses.items.len().min(at + 4))
                .find(governs)
                .ok_or("no verb that governs it")?,
        };
        let carrier = match clauses.order {
            Order::VerbFirst => Some(verb),
            _ => self
                .light_behind(clauses, verb.max(at))
                .or_else(|| clauses.last_verb(verb.max(at))),
        };
        let subject = self.subject(clauses, verb.min(at), sentence);
        let inflection = carrier.and_then(|c| clauses.items[c].inflection);
        let last = carrier.filter(|c| *c > at).unwrap_or(at);
        let mut read = self.read(clauses, at, last.max(at), subject, inflection);
        read.carrier = carrier;
        let near = verb.abs_diff(at) <= 2;
        if near || clauses.order == Order::VerbFirst {
            read.span = read.span.join(clauses.items[verb].span);
        }
        if let Some(light) = carrier.filter(|c| clauses.order == Order::AllLast && *c <= verb + 1) {
            read.span = read.span.join(clauses.items[light].span);
        }
        if clauses.order == Order::VerbLast && verb < at {
            let before = |range: &Range<usize>| range.start < verb && range.end > verb;
            if let Some((range, _)) = read.content.as_mut().filter(|(range, _)| before(range)) {
                range.end = verb;
            }
        }
        if clauses.order == Order::VerbLast && verb < at && carrier != Some(at + 1) {
            // "Voicing satisfaction at X, …": up to the comma.
            let end = (at + 1..clauses.items.len()).find(|n| {
                let item = &clauses.items[*n];
                item.is(Thing::Comma) || item.is(Thing::Strong) || item.is_finite()
            });
            let joined = clauses
                .items
                .get(at + 1)
                .is_some_and(|next| next.is(Thing::And));
            let behind = clauses
                .content_behind(at + 1, at, false)
                .filter(|_| !joined);
            read.content = behind.and_then(|(range, quoted)| {
                let end = end.unwrap_or(range.end).min(range.end);
                (range.start < end).then_some((range.start..end, quoted))
            });
        }
        if clauses.order == Order::VerbLast && verb > at + 1 && read.content.is_none() {
            // "Its resolve to cooperate with X voiced": between the noun and the verb.
            let from = (at + 1..verb).find(|n| {
                clauses.items[*n].case().is_some()
                    && clauses.items[*n].case() != Some(Position::Object)
            });
            read.content = from
                .filter(|from| from + 1 < verb)
                .map(|from| (from + 1..verb, false));
        }
        if clauses.order == Order::VerbFirst {
            // What the noun governs, behind whose it is.
            let from = match clauses.items.get(at + 1).and_then(Item::party) {
                Some(_) => clauses.group(at + 1).1,
                None => at + 1,
            };
            read.content = clauses.content_behind(from, at, false);
            let end = clauses.end(at);
            read.places.extend(clauses.complements(at + 1..end, true));
        }
        Ok(read)
    }

    /// An event noun with its complements, and the subject of the verb that carries it.
    fn noun(
        &self,
        clauses: &Clauses<'_>,
        at: usize,
        sentence: usize,
        trigger: &Trigger,
    ) -> Result<Read, &'static str> {
        let items = clauses.items;
        let (mut carrier, mut subject) = (None, None);
        match clauses.order {
            Order::VerbFirst => {
                let from = at.saturating_sub(FAR);
                let verb = (from..at).rev().take_while(|n| {
                    !items[*n].is(Thing::That)
                        && !items[*n].is(Thing::Strong)
                        && !items[*n].is(Thing::Comma)
                });
                let verb = verb
                    .into_iter()
                    .find(|n| items[*n].support().is_some() && items[*n].is_finite());
                if let Some(verb) = verb {
                    // Only the first noun behind the verb and its subject is carried by it.
                    let amount = |n: usize| {
                        let party = items[n].party().map(|party| &self.parties[party]);
                        party.is_some_and(|party| is_amount(party.kind))
                    };
                    // "20 tons of aid".
                    let of = |n: usize| items[n].case() == Some(Position::From) && amount(n - 1);
                    let other = |n: usize| {
                        clauses.words.is_trigger(&items[n]) || (items[n].case().is_some() && !of(n))
                    };
                    if !(verb + 1..at).any(other) {
                        carrier = Some(verb);
                        if items[verb].support() == Some(true) {
                            subject = self.subject(clauses, verb, sentence);
                        }
                    }
                }
                if carrier.is_none() {
                    let next = (at + 1..items.len().min(at + 4))
                        .take_while(|n| !items[*n].is(Thing::Strong));
                    carrier = next
                        .into_iter()
                        .find(|n| items[*n].support() == Some(false) && items[*n].is_finite());
                }
            }
            Order::VerbLast | Order::AllLast => carrier = clauses.last_verb(at),
        }
        let clause = match clauses.order {
            Order::VerbFirst => carrier.filter(|c| *c < at).unwrap_or(at)..clauses.end(at),
            Order::VerbLast | Order::AllLast => {
                clauses.start(at)..carrier.map_or(at + 1, |c| c + 1).max(at + 1)
            }
        };
        let (range, behind) = match clauses.order {
            Order::AllLast => (clauses.start(at)..at, false),
            Order::VerbFirst => (at + 1..clauses.end(at), true),
            Order::VerbLast => (at + 1..carrier.unwrap_or(at + 1).max(at + 1), true),
        };
        let range = match behind {
            true => {
                let other = range
                    .clone()
                    .find(|n| clauses.words.is_trigger(&items[*n]) && *n > at + 1);
                range.start..other.unwrap_or(range.end)
            }
            false => range,
        };
        let mut places = clauses.complements(range, true);
        if clauses.order == Order::AllLast {
            let end = carrier.unwrap_or(at + 1).max(at + 1);
            let behind = clauses.complements(at + 1..end, true).into_iter();
            places.extend(
                behind.filter(|place| matches!(place.position, Position::For | Position::To)),
            );
        }
        if trigger.carried && carrier.is_none() {
            return Err("no verb carries it");
        }
        let carried = carrier.is_some_and(|c| {
            let object = items.get(at + 1).and_then(Item::case) == Some(Position::Object);
            c == at + 1 + usize::from(object) && items[c].light() != Some(false)
        });
        if carried && clauses.order != Order::VerbFirst {
            subject = self.subject(clauses, at, sentence);
        }
        if subject.is_none() {
            let partner = places.iter().any(|place| place.position == Position::With);
            let of = places
                .iter()
                .any(|place| place.position == Position::Of && !place.parties.is_empty());
            let alone = trigger.in_passing && !of;
            subject = self.circumstance(clauses, at, sentence, partner || alone);
        }
        if let Some(subject) = &subject {
            places.retain(|place| !place.items.contains(&subject.from));
        }
        let content = match clauses.order {
            Order::AllLast => None,
            _ => places
                .iter()
                .find(|p| p.position == Position::About)
                .map(|p| (p.items.start..clause.end, false)),
        };
        let content = content.or_else(|| {
            let about = (at + 1..clause.end).find(|n| items[*n].case() == Some(Position::About))?;
            (about + 1 < clause.end).then_some((about + 1..clause.end, false))
        });
        Ok(Read {
            span: items[at].span,
            inflection: carrier.and_then(|c| items[c].inflection),
            subject,
            places,
            content,
            clause,
            carrier,
        })
    }

    /// "The two ministers discussed, in a telephone call, …": who does something in the course of an event
    /// takes part in it; one alone only where `one` may.
    fn circumstance(
        &self,
        clauses: &Clauses<'_>,
        at: usize,
        sentence: usize,
        one: bool,
    ) -> Option<Subject> {
        let items = clauses.items;
        let case = match clauses.order {
            Order::AllLast => items.get(at + 1).and_then(Item::case),
            Order::VerbFirst | Order::VerbLast => {
                let before = at.checked_sub(1).and_then(|before| items[before].case());
                items[at].joined.case.or(before)
            }
        };
        if !matches!(case, Some(Position::In | Position::During)) {
            return None;
        }
        let place = match clauses.order {
            Order::VerbFirst => {
                let from = at.saturating_sub(FAR);
                let before = (from..at)
                    .rev()
                    .find(|n| clauses.words.is_head(&items[*n]) && items[*n].is_finite());
                let behind = || {
                    (at + 1..items.len().min(at + FAR))
                        .find(|n| clauses.words.is_head(&items[*n]) && items[*n].is_finite())
                };
                clauses.subject(before.or_else(behind)?)
            }
            Order::VerbLast => clauses.subject(clauses.last_verb(at)?),
            Order::AllLast => clauses.agent(clauses.start(at), clauses.last_verb(at)?),
        };
        let place = place.filter(|place| !place.items.contains(&at))?;
        let subject = self.named(clauses, &place, sentence);
        let enough = one || subject.fillers.len() > 1;
        (enough && !place.parties.is_empty()).then_some(Subject {
            new: false,
            ..subject
        })
    }

    /// What belongs to a verb at `verb` (or to the nominal part at `at` of one).
    fn read(
        &self,
        clauses: &Clauses<'_>,
        at: usize,
        verb: usize,
        subject: Option<Subject>,
        inflection: Option<Inflection>,
    ) -> Read {
        let items = clauses.items;
        let mut span = items[at].span;
        if verb == at + 1 {
            span = span.join(items[verb].span);
        }
        let (clause, places, content);
        match clauses.order {
            Order::VerbFirst => {
                let end = clauses.end(at);
                let from = subject
                    .as_ref()
                    .filter(|s| s.from > at && s.end <= end)
                    .map_or(at + 1, |s| s.end);
                clause = at..end;
                let next = (from..end)
                    .find(|n| clauses.words.is_trigger(&items[*n]) || items[*n].is(Thing::That));
                places = clauses.complements(from..next.unwrap_or(end), false);
                content = clauses.content_behind(from, at, false);
            }
            Order::VerbLast | Order::AllLast => {
                let start = clauses.start(at);
                let from = subject
                    .as_ref()
                    .filter(|s| s.from >= start && s.end <= at)
                    .map_or(start, |s| s.end);
                clause = start..verb + 1;
                places = clauses.complements(from..at, false);
                let told = items.get(verb + 1).is_some_and(|next| {
                    next.is(Thing::That) || next.is(Thing::Colon) || next.is(Thing::Open)
                });
                // "Promised to help Sudan" needs no "that", but a verb of what is wished.
                let wished = items.iter().skip(verb + 1).any(|item| {
                    item.inflection
                        .is_some_and(|i| i.form == VerbForm::Subjunctive)
                });
                let goes_on = items.get(verb + 1).is_some_and(|next| {
                    let case = next.case().is_some() && wished && clauses.order == Order::VerbLast;
                    next.is_word() || next.party().is_some() || case
                });
                content = if told {
                    clauses.content_behind(verb + 1, verb, false)
                } else {
                    let before = self
                        .content_before(clauses, from, at)
                        .map(|range| (range, false));
                    before.or_else(|| {
                        clauses
                            .content_behind(verb + 1, verb, false)
                            .filter(|_| goes_on)
                    })
                };
            }
        }
        Read {
            span,
            inflection,
            subject,
            places,
            content,
            clause,
            carrier: None,
        }
    }

    /// What is said, where it stands between the subject and a verb that comes last.
    fn content_before(
        &self,
        clauses: &Clauses<'_>,
        from: usize,
        at: usize,
    ) -> Option<Range<usize>> {
        let items = clauses.items;
        let mut end = at;
        while end > from && (items[end - 1].is(Thing::Adverb) || items[end - 1].case().is_some()) {
            end -= 1;
        }
        let mut start = from;
        let idle = [
            Thing::Comma,
            Thing::Adverb,
            Thing::Future,
            Thing::Need,
            Thing::May,
        ];
        while start < end
            && (idle.iter().any(|idle| items[start].is(*idle))
                || items[start].case() == Some(Position::Subject))
        {
            start += 1;
        }
        if clauses.order == Order::AllLast {
            // "On Sunday", "during the meeting": circumstances, and nothing that is said.
            while let Some(mark) = (start..end).find(|n| items[*n].case().is_some()) {
                let time = items[start]
                    .party()
                    .is_some_and(|p| clauses.parties[p].kind == "time");
                let circumstance = matches!(
                    items[mark].case(),
                    Some(Position::During | Position::After | Position::Before)
                );
                let dated = time && mark == start + 1;
                if !(circumstance || dated) {
                    break;
                }
                start = mark + 1;
            }
        }
        if clauses.order == Order::VerbLast {
            let object =
                items.get(end).filter(|_| end < at).and_then(Item::case) == Some(Position::Object);
            let case = |wanted: Position| (start..end).find(|n| items[*n].case() == Some(wanted));
            let governed = case(Position::On).or_else(|| {
                if object {
                    None
                } else {
                    case(Position::From)
                        .or_else(|| case(Position::About))
                        .or_else(|| case(Position::To))
                        .or_else(|| case(Position::With))
                        .or_else(|| case(Position::For))
                }
            });
            // "Called X the cause of Y": all of it.
            let both = (start..end)
                .find(|n| items[*n].case() == Some(Position::Object))
                .filter(|mark| *mark > start);
            // "Signed X on Sunday in Y": X.
            let predicate = |n: usize| {
                let party = items[n].party().map(|party| clauses.parties[party].kind);
                items[n].is_word() || party.is_some_and(|kind| !matches!(kind, "time" | "place"))
            };
            let whole = both.filter(|mark| (mark + 1..end).any(predicate));
            match governed {
                _ if whole.is_some() => {}
                _ if both.is_some() => end = both.unwrap_or(end),
                Some(mark) => start = mark + 1,
                None if !object => return None,
                None => {}
            }
        }
        (start < end).then_some(start..end)
    }
}
