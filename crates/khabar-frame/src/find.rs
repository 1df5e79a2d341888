//! Finds the events of a text: tries every trigger, fills its roles, and says what failed.

use std::collections::BTreeMap;
use std::ops::Range;

use khabar_core::{Span, UNRESOLVED, Value};
use khabar_lex::{Inflection, Text, VerbForm};

use crate::clause::{Clauses, Place};
use crate::frame::{Frame, How, Position, Role};
use crate::item::{Item, Items, Order, Thing};
use crate::party::{Filled, Kinds, Party};

/// Frames and the slots that their triggers read.
pub(crate) struct Frames {
    pub frames: Vec<Frame>,
    /// Every slot that an event's word may stand in, sorted.
    pub slots: Vec<String>,
    /// The name of each trigger's rule, by frame.
    rules: Vec<Vec<&'static str>>,
    /// Names of the rules by which mentions tell events, by kind.
    pub mention_rules: BTreeMap<String, &'static str>,
}

impl Frames {
    pub fn new(frames: Vec<Frame>) -> Frames {
        let triggers = frames.iter().flat_map(|frame| &frame.trigger);
        let of_triggers = triggers.flat_map(|t| {
            let has = t.content_has.iter().filter(|name| name.contains('.'));
            std::iter::once(&t.slot).chain(&t.under).chain(has)
        });
        let roles = frames.iter().flat_map(|frame| frame.role.values());
        let of_roles = roles.flat_map(|role| role.words.iter().chain(&role.heads));
        let mut slots: Vec<String> = of_triggers.chain(of_roles).cloned().collect();
        slots.sort();
        slots.dedup();
        let rule = |slot: &str| {
            let name = slot.strip_prefix("event.").unwrap_or(slot);
            &*String::leak(name.to_owned())
        };
        let rules = frames
            .iter()
            .map(|frame| frame.trigger.iter().map(|t| rule(&t.slot)).collect());
        let mentions = frames.iter().filter(|frame| !frame.mention.is_empty());
        let mentions =
            mentions.map(|frame| (frame.kind.clone(), rule(&format!("{}.mention", frame.kind))));
        Frames {
            rules: rules.collect(),
            mention_rules: mentions.collect(),
            frames,
            slots,
        }
    }

    fn of_slot(&self, slot: usize) -> impl Iterator<Item = (usize, usize)> + '_ {
        let name = &self.slots[slot];
        self.frames.iter().enumerate().flat_map(move |(at, frame)| {
            let triggers = frame.trigger.iter().enumerate();
            triggers
                .filter(move |(_, t)| t.slot == *name)
                .map(move |(t, _)| (at, t))
        })
    }

    /// The name of the rule that found an event.
    pub fn rule(&self, event: &Found) -> &'static str {
        self.rules[event.frame][event.trigger]
    }

    fn slot(&self, name: &str) -> Option<usize> {
        self.slots
            .binary_search_by(|slot| slot.as_str().cmp(name))
            .ok()
    }
}

/// An event that a text tells.
#[derive(Debug, Clone)]
pub(crate) struct Found {
    pub frame: usize,
    pub trigger: usize,
    pub sentence: usize,
    /// The item of the trigger's word.
    pub item: usize,
    pub span: Span,
    pub roles: Vec<(String, Filled)>,
    /// Where each of them stood.
    pub positions: Vec<Position>,
    /// What the event's words govern: what is said, agreed, promised.
    pub content: Option<Span>,
    /// Whether that stands in quotation marks.
    pub quoted: bool,
    /// Who does it, as parties.
    pub subjects: Vec<usize>,
    /// The form of the verb that carries it, if one does.
    pub inflection: Option<Inflection>,
    /// The clause, as items.
    pub clause: Range<usize>,
    /// The verb that carries an event noun or the light verb, as an item.
    pub carrier: Option<usize>,
    pub value: Option<String>,
    /// Where it happened, as far as its own words say.
    pub place: Option<Filled>,
}

/// A trigger that gave no event, and the condition that failed.
#[derive(Debug, Clone)]
pub(crate) struct Attempt {
    pub frame: usize,
    pub trigger: usize,
    pub span: Span,
    pub failed: String,
}

/// Who did the last thing that was told, for a verb that names nobody.
#[derive(Debug, Clone)]
struct Agent {
    fillers: Vec<Filled>,
    parties: Vec<usize>,
    sentence: usize,
}

/// How many sentences later a verb may still mean the last agent.
const CARRIED: usize = 2;

/// Finds events sentence by sentence.
pub(crate) struct Finder<'a> {
    pub text: &'a Text,
    pub frames: &'a Frames,
    pub items: &'a Items,
    pub parties: &'a [Party],
    kinds: &'a Kinds,
    pub found: Vec<Found>,
    pub attempts: Vec<Attempt>,
    /// The last ones, the last at the end.
    agents: Vec<Agent>,
}

impl<'a> Finder<'a> {
    pub fn new(
        text: &'a Text,
        frames: &'a Frames,
        items: &'a Items,
        parties: &'a [Party],
        kinds: &'a Kinds,
    ) -> Self {
        Finder {
            text,
            frames,
            items,
            parties,
            kinds,
            found: Vec::new(),
            attempts: Vec::new(),
            agents: Vec::new(),
        }
    }

    pub fn run(mut self) -> (Vec<Found>, Vec<Attempt>) {
        for sentence in 0..self.items.sentences.len() {
            for item in 0..self.items.sentences[sentence].len() {
                let hits: Vec<usize> = self.items.sentences[sentence][item].events().collect();
                let mut tries = Vec::new();
                for hit in hits {
                    for (frame, trigger) in self.frames.of_slot(self.items.hits[hit].slot) {
                        tries.push(self.attempt(sentence, item, hit, frame, trigger));
                    }
                }
                self.choose(tries);
            }
        }
        (self.found, self.attempts)
    }

    /// Of the events that one word may tell, the one with the most conditions.
    fn choose(&mut self, tries: Vec<Result<Tried, Attempt>>) {
        let mut best: Option<Tried> = None;
        for tried in tries {
            match tried {
                Ok(tried) => {
                    let needs = |t: &Tried| {
                        self.frames.frames[t.found.frame].trigger[t.found.trigger]
                            .needs
                            .len()
                    };
                    if best.as_ref().is_none_or(|best| needs(&tried) > needs(best)) {
                        best = Some(tried);
                    }
                }
                Err(attempt) => self.attempts.push(attempt),
            }
        }
        if let Some(best) = best {
            if let Some(agent) = best.agent {
                self.agents
                    .retain(|old| best.found.sentence - old.sentence <= CARRIED);
                self.agents.push(agent);
            }
            self.found.push(best.found);
        }
    }

    fn attempt(
        &self,
        sentence: usize,
        at: usize,
        hit: usize,
        frame_at: usize,
        trigger_at: usize,
    ) -> Result<Tried, Attempt> {
        let frame = &self.frames.frames[frame_at];
        let trigger = &frame.trigger[trigger_at];
        let items = &self.items.sentences[sentence];
        let is_trigger = |item: &Item| {
            item.events().any(|e| {
                self.frames
                    .of_slot(self.items.hits[e].slot)
                    .next()
                    .is_some()
            })
        };
        let is_head = |item: &Item| {
            item.events().any(|e| {
                let mut of = self.frames.of_slot(self.items.hits[e].slot);
                of.any(|(f, t)| self.frames.frames[f].trigger[t].how == How::Verb)
            })
        };
        let clauses = Clauses {
            items,
            parties: self.parties,
            order: self.items.order,
            triggers: &is_trigger,
            heads: &is_head,
        };
        let fail = |why: &str| Attempt {
            frame: frame_at,
            trigger: trigger_at,
            span: items[at].span,
            failed: why.to_owned(),
        };
        let reading = match trigger.how {
            How::Verb if trigger.owned => self.owned(&clauses, at, sentence),
            How::Verb => self.verb(&clauses, at, sentence),
            How::Compound => self.compound(&clauses, at, sentence, trigger.split),
            How::Noun if trigger.under.is_empty() => self.noun(&clauses, at, sentence),
            How::Noun => self.governed(&clauses, at, sentence, &trigger.under),
        };
        let mut reading = reading.map_err(&fail)?;
        if trigger.object_behind {
            self.turn(&clauses, &mut reading, at, sentence);
        }
        let value = self.items.hits[hit]
            .value
            .clone()
            .or_else(|| trigger.value.clone());
        let mut found = Found {
            frame: frame_at,
            trigger: trigger_at,
            sentence,
            item: at,
            span: reading.span,
            roles: Vec::new(),
            positions: Vec::new(),
            content: None,
            quoted: reading.content.as_ref().is_some_and(|(_, quoted)| *quoted),
            subjects: reading
                .subject
                .as_ref()
                .filter(|subject| subject.sentence == sentence)
                .map(|subject| subject.parties.clone())
                .unwrap_or_default(),
            inflection: reading.inflection,
            clause: reading.clause.clone(),
            carrier: reading.carrier,
            value,
            place: None,
        };
        let uses_content = frame.role.iter().any(|(name, role)| {
            trigger
                .at
                .get(name)
                .unwrap_or(&role.at)
                .contains(&Position::Content)
        });
        found.content =
            reading
                .content
                .as_ref()
                .filter(|_| uses_content)
                .and_then(|(items, quoted)| {
                    let span = clauses.span(items.clone())?;
                    Some(if *quoted {
                        self.to_the_quotes_end(span)
                    } else {
                        span
                    })
                });
        found.place = self.place(&clauses, &reading, trigger.how, found.content);
        for (name, role) in &frame.role {
            let at = trigger.at.get(name).unwrap_or(&role.at);
            self.fill(&clauses, &reading, &found, role, at)
                .into_iter()
                .for_each(|(position, filled)| {
                    found.roles.push((name.clone(), filled));
                    found.positions.push(position);
                });
        }
        distinct(frame, &mut found);
        if let Some(role) = frame.place.as_ref().filter(|_| found.place.is_none()) {
            let told = found.roles.iter().find(|(name, _)| name == role.get_ref());
            found.place = told.map(|(_, filled)| filled.clone());
        }
        if !trigger.content_has.is_empty()
            && !self.content_has(&clauses, &found, &trigger.content_has)
        {
            return Err(fail("what its words must speak of is not there"));
        }
        for need in &trigger.needs {
            let met = need
                .get_ref()
                .split('|')
                .any(|name| found.roles.iter().any(|(role, _)| role == name));
            if !met {
                return Err(fail(need.get_ref()));
            }
        }
        let agent = reading
            .subject
            .as_ref()
            .filter(|s| s.new)
            .map(|subject| Agent {
                fillers: subject.fillers.clone(),
                parties: subject.parties.clone(),
                sentence,
            });
        Ok(Tried { found, agent })
    }

    /// "And invited President X to visit": X is invited if somebody else did what the sentence told before.
    fn turn(&self, clauses: &Clauses<'_>, reading: &mut Read, at: usize, sentence: usize) {
        let Some(subject) = reading.subject.as_ref().filter(|subject| subject.new) else {
            return;
        };
        if !clauses.items[at].joined.and
            || reading.places.iter().any(|p| {
                p.position == Position::Object
                    && !p.parties.is_empty()
                    && p.items.start == subject.end
            })
        {
            return;
        }
        let agent = self.last_agent(clauses, at, sentence);
        if let Some(agent) =
            agent.filter(|agent| agent.sentence == sentence && agent.fillers != subject.fillers)
        {
            reading.places.insert(
                0,
                Place {
                    position: Position::Object,
                    parties: subject.parties.clone(),
                    items: subject.from..subject.end,
                },
            );
            reading.subject = Some(Subject::carried(agent));
        }
    }

    /// Whether the content holds a word of one of the slots or a mention of one of the kinds.
    fn content_has(&self, clauses: &Clauses<'_>, found: &Found, names: &[String]) -> bool {
        let Some(content) = found.content else {
            return false;
        };
        let inside = clauses
            .items
            .iter()
            .filter(|item| content.contains(item.span));
        inside.into_iter().any(|item| {
            let kind = item.party().map(|party| self.parties[party].kind);
            names.iter().any(|name| {
                kind == Some(name.as_str())
                    || item
                        .events()
                        .any(|e| self.frames.slots[self.items.hits[e].slot] == *name)
            })
        })
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
        let carried = at
            .checked_sub(1)
            .is_some_and(|before| clauses.items[before].support().is_some());
        if carried && clauses.order == Order::VerbFirst {
            return Err("is a noun that the verb before it carries");
        }
        let subject = self.subject(clauses, at, sentence);
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
        let apart = || {
            let verb = clauses.last_verb(at).filter(|_| split)?;
            let before = verb.checked_sub(1).map(|before| &clauses.items[before])?;
            let own = clauses.items[verb].light().is_some() && !(clauses.triggers)(before);
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
                || (clauses.triggers)(item);
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
                    item.is(Thing::That) || item.is(Thing::Strong) || (clauses.heads)(item)
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
        if near {
            read.span = read.span.join(clauses.items[verb].span);
        }
        if let Some(light) = carrier.filter(|c| clauses.order == Order::AllLast && *c <= verb + 1) {
            read.span = read.span.join(clauses.items[light].span);
        }
        if clauses.order == Order::VerbLast && verb < at && carrier != Some(at + 1) {
            // "Voicing satisfaction at X, …": up to the comma.
            let end = (at + 1..clauses.items.len()).find(|n| {
                let item = &clauses.items[*n];
                item.is(Thing::Comma) || item.is(Thing::Strong) || item.is_finite()
            });
            read.content = clauses
                .content_behind(at + 1, at)
                .and_then(|(range, quoted)| {
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
            read.content = clauses.content_behind(from, at);
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
                    let between = &items[verb + 1..at];
                    // Only the first noun behind the verb and its subject is carried by it.
                    if !between
                        .iter()
                        .any(|item| (clauses.triggers)(item) || item.case().is_some())
                    {
                        carrier = Some(verb);
                        if items[verb].support() == Some(true) {
                            subject = self.subject(clauses, verb, sentence);
                        }
                    }
                }
                if subject.is_none() {
                    subject = self.circumstance(clauses, at, sentence);
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
                    .find(|n| (clauses.triggers)(&items[*n]) && *n > at + 1);
                range.start..other.unwrap_or(range.end)
            }
            false => range,
        };
        let mut places = clauses.complements(range, true);
        if clauses.order == Order::AllLast {
            let end = carrier.unwrap_or(at + 1).max(at + 1);
            places.extend(clauses.complements(at + 1..end, true));
        }
        let carried = carrier.is_some_and(|c| {
            let object = items.get(at + 1).and_then(Item::case) == Some(Position::Object);
            c == at + 1 + usize::from(object) && items[c].light() != Some(false)
        });
        if carried && clauses.order != Order::VerbFirst {
            subject = self.subject(clauses, at, sentence);
        }
        if subject.is_none() && clauses.order == Order::VerbLast {
            subject = self.circumstance(clauses, at, sentence);
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

    /// "The two ministers discussed, in a telephone call, …": several who do something in the course of an
    /// event take part in it.
    fn circumstance(&self, clauses: &Clauses<'_>, at: usize, sentence: usize) -> Option<Subject> {
        let items = clauses.items;
        let before = at.checked_sub(1)?;
        let case = items[at].joined.case.or(items[before].case());
        if !matches!(case, Some(Position::In | Position::During)) {
            return None;
        }
        let head = match clauses.order {
            Order::VerbFirst => {
                let from = at.saturating_sub(FAR);
                (from..at)
                    .rev()
                    .find(|n| (clauses.heads)(&items[*n]) && items[*n].is_finite())?
            }
            Order::VerbLast | Order::AllLast => clauses.last_verb(at)?,
        };
        let place = clauses
            .subject(head)
            .filter(|place| place.items.end <= at)?;
        let subject = self.named(clauses, &place, sentence);
        let several = subject.fillers.len() > 1;
        several.then_some(Subject {
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
                places = clauses.complements(from..end, false);
                content = clauses.content_behind(from, at);
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
                let goes_on = items
                    .get(verb + 1)
                    .is_some_and(|next| next.is_word() || next.party().is_some());
                content = if told {
                    clauses.content_behind(verb + 1, verb)
                } else {
                    let before = self
                        .content_before(clauses, from, at)
                        .map(|range| (range, false));
                    before.or_else(|| clauses.content_behind(verb + 1, verb).filter(|_| goes_on))
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
        while start < end
            && (items[start].is(Thing::Comma)
                || items[start].is(Thing::Adverb)
                || items[start].case() == Some(Position::Subject))
        {
            start += 1;
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
                }
            });
            match governed {
                Some(mark) => start = mark + 1,
                None if !object => return None,
                None => {}
            }
        }
        (start < end).then_some(start..end)
    }

    /// Who does it: named in the clause, a pronoun for somebody, or nobody, and then who did the last thing.
    fn subject(&self, clauses: &Clauses<'_>, at: usize, sentence: usize) -> Option<Subject> {
        let named = clauses.subject(at);
        let carried = self.last_agent(clauses, at, sentence);
        let Some(place) = named else {
            if let Some(agent) = carried
                .filter(|agent| agent.sentence == sentence || clauses.order == Order::VerbFirst)
            {
                return Some(Subject::carried(agent));
            }
            if let Some(place) = clauses.unknown_subject(at) {
                return Some(self.named(clauses, &place, sentence));
            }
            return carried.map(Subject::carried);
        };
        let pronoun = place.parties.first().is_some_and(|party| {
            let party = &self.parties[*party];
            party.pronoun
                && party
                    .fillers
                    .iter()
                    .all(|f| f.value == Value::Symbol(UNRESOLVED))
        });
        let they = place.items.len() == 1 && clauses.items[place.items.start].is(Thing::They);
        if pronoun || they {
            let span = clauses.span(place.items.clone());
            let fillers = match carried {
                Some(agent) => agent
                    .fillers
                    .iter()
                    .map(|f| Filled {
                        value: f.value.clone(),
                        span,
                    })
                    .collect(),
                None => vec![Filled {
                    value: Value::Symbol(UNRESOLVED),
                    span,
                }],
            };
            return Some(Subject {
                fillers,
                parties: carried
                    .map(|agent| agent.parties.clone())
                    .unwrap_or_default(),
                from: place.items.start,
                end: place.items.end,
                new: false,
                sentence,
            });
        }
        Some(self.named(clauses, &place, sentence))
    }

    /// Who did the last thing, if the verb's number fits.
    fn last_agent(&self, clauses: &Clauses<'_>, at: usize, sentence: usize) -> Option<&Agent> {
        let inflection = clauses.items[at].inflection;
        // A verb that comes first and names nobody has the number of whom it means.
        let number = inflection
            .filter(|_| clauses.order == Order::VerbFirst)
            .map(|i| i.plural);
        let mut last = self.agents.iter().rev();
        last.find(|agent| {
            sentence - agent.sentence <= CARRIED
                && number.is_none_or(|plural| plural == (agent.fillers.len() > 1))
        })
    }

    fn named(&self, clauses: &Clauses<'_>, place: &Place, sentence: usize) -> Subject {
        Subject {
            fillers: clauses.fillers(place),
            parties: place.parties.clone(),
            from: place.items.start,
            end: place.items.end,
            new: true,
            sentence,
        }
    }

    /// A quotation goes on to its closing mark, on the same line, through as many sentences as it takes.
    fn to_the_quotes_end(&self, span: Span) -> Span {
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
    fn place(
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
        let within = reading
            .places
            .iter()
            .filter(|place| place.position == Position::In && !said(place));
        let parties = within.flat_map(|place| &place.parties);
        let mut parties = parties.map(|party| &self.parties[*party]);
        let party = parties.find(|party| party.kind == "place" && party.fillers.len() == 1)?;
        party.fillers.first().cloned()
    }

    fn fill(
        &self,
        clauses: &Clauses<'_>,
        reading: &Read,
        found: &Found,
        role: &Role,
        at: &[Position],
    ) -> Vec<(Position, Filled)> {
        let mut filled: Vec<(Position, Filled)> = Vec::new();
        for position in at {
            if role.is_text() {
                if *position == Position::Content
                    && let Some(span) = found.content
                {
                    return vec![(
                        *position,
                        Filled {
                            value: Value::Text,
                            span: Some(span),
                        },
                    )];
                }
                if *position == Position::Of
                    && clauses.order != Order::AllLast
                    && let Some(span) = self.words_behind(clauses, found)
                {
                    return vec![(
                        *position,
                        Filled {
                            value: Value::Text,
                            span: Some(span),
                        },
                    )];
                }
                if *position == Position::Subject
                    && let Some(subject) = reading.subject.as_ref().filter(|s| s.new)
                    && let Some(span) = clauses.span(subject.from..subject.end)
                {
                    return vec![(
                        *position,
                        Filled {
                            value: Value::Text,
                            span: Some(span),
                        },
                    )];
                }
                if *position == Position::Trigger {
                    return vec![(
                        *position,
                        Filled {
                            value: Value::Text,
                            span: Some(found.span),
                        },
                    )];
                }
                let place = reading
                    .places
                    .iter()
                    .find(|place| place.position == *position);
                let words = place.and_then(|place| clauses.span(place.items.clone()));
                if let Some(span) = words {
                    return vec![(
                        *position,
                        Filled {
                            value: Value::Text,
                            span: Some(span),
                        },
                    )];
                }
                continue;
            }
            let mut here: Vec<Filled> = Vec::new();
            let takes = |party: &usize| {
                role.holds
                    .iter()
                    .any(|kind| kind == self.parties[*party].kind)
            };
            match position {
                Position::Subject => {
                    if let Some(subject) = &reading.subject {
                        let words = subject.parties.is_empty()
                            && role.holds.iter().any(|kind| kind == "person");
                        if words || subject.parties.iter().any(&takes) {
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
                    let first = inside.map(|(n, _)| n).find(|party| takes(party));
                    here.extend(
                        first
                            .into_iter()
                            .flat_map(|party| self.parties[party].fillers.clone()),
                    );
                }
                position => {
                    for place in reading
                        .places
                        .iter()
                        .filter(|place| place.position == *position)
                    {
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
            here.retain(|filled| self.kinds.allow(role, filled));
            let here = here.into_iter().map(|filled| (*position, filled));
            filled.extend(here);
            if !role.many && !filled.is_empty() {
                filled.truncate(1);
                return filled;
            }
        }
        if filled.is_empty()
            && let Some(span) = self.headed(clauses, reading, found, role)
        {
            filled.push((
                Position::Of,
                Filled {
                    value: Value::Text,
                    span: Some(span),
                },
            ));
        }
        filled
    }
}

impl Finder<'_> {
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
        let behind = || {
            let end = clause.end.min(found.item + NEAR_HEAD);
            (found.item + 1..end).find(is_head)
        };
        let before = || clause.clone().find(is_head).filter(|n| *n < found.item);
        let noun = self.frames.frames[found.frame].trigger[found.trigger].how == How::Noun;
        let head = match clauses.order {
            Order::VerbFirst => behind()?,
            Order::VerbLast if noun => behind().or_else(before)?,
            Order::VerbLast | Order::AllLast => before()?,
        };
        let ends = |n: &usize| {
            let item = &items[*n];
            let case = item.case().is_some() && clauses.order != Order::AllLast;
            case || item.is(Thing::Comma)
                || item.is(Thing::Strong)
                || item.is(Thing::That)
                || item.is_finite()
                || item.joined.and
                || *n == found.item
        };
        let limit = clause.end.min(head + LONGEST_HEADED);
        let end = (head + 1..limit).find(ends).unwrap_or(limit);
        clauses.span(head..end.max(head + 1))
    }
}

/// A noun that fills a role stands at most so many items behind its trigger.
const NEAR_HEAD: usize = 6;

/// The longest phrase of such a noun.
const LONGEST_HEADED: usize = 10;

/// A verb and the noun that it governs stand at most so many items apart.
const FAR: usize = 12;

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
    for ((role, filled), position) in order {
        if !text(&role) && filled.value != Value::Text {
            if seen.contains(&filled.value) {
                continue;
            }
            seen.push(filled.value.clone());
        }
        found.roles.push((role, filled));
        found.positions.push(position);
    }
}

/// An event and who is now the last agent.
struct Tried {
    found: Found,
    agent: Option<Agent>,
}

/// Who does it.
#[derive(Debug, Clone)]
struct Subject {
    fillers: Vec<Filled>,
    parties: Vec<usize>,
    /// The items of the phrase; of one carried from before, none.
    from: usize,
    end: usize,
    /// Whether it is named here.
    new: bool,
    /// The sentence that names it.
    sentence: usize,
}

impl Subject {
    fn carried(agent: &Agent) -> Subject {
        Subject {
            fillers: agent.fillers.clone(),
            parties: agent.parties.clone(),
            from: usize::MAX,
            end: usize::MAX,
            new: false,
            sentence: agent.sentence,
        }
    }
}

/// What stands with a trigger.
struct Read {
    span: Span,
    inflection: Option<Inflection>,
    subject: Option<Subject>,
    places: Vec<Place>,
    content: Option<(Range<usize>, bool)>,
    clause: Range<usize>,
    carrier: Option<usize>,
}
