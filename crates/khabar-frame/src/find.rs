//! Finds the events of a text: tries every trigger, fills its roles, and says what failed.

use std::ops::Range;

use khabar_core::{FactRef, Span, UNRESOLVED, Value};
use khabar_lex::{Inflection, Text};

use crate::clause::{Clauses, Place};
use crate::fill::distinct;
use crate::frame::{self, Frame, How, Position};
use crate::frames::Frames;
use crate::item::{Item, Items, Order, Thing};
use crate::party::{Filled, Kinds, Party};
use crate::read::Read;
use crate::subject::{Agent, CARRIED, Subject};

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
    /// Symbols that words beside the trigger give a role.
    pub symbols: Vec<(String, String, Span)>,
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
    /// Whether that is only where it is to happen.
    pub goes: bool,
}

/// A noun has at least so many letters.
const SHORTEST_NOUN: usize = 3;

/// A trigger that gave no event, and the condition that failed.
#[derive(Debug, Clone)]
pub(crate) struct Attempt {
    pub frame: usize,
    pub trigger: usize,
    pub span: Span,
    pub failed: String,
}

/// Finds events sentence by sentence.
pub(crate) struct Finder<'a> {
    pub text: &'a Text,
    pub frames: &'a Frames,
    pub items: &'a Items,
    pub parties: &'a [Party],
    pub kinds: &'a Kinds,
    /// Named occasions, in the order of the text.
    pub occasions: &'a [(Span, FactRef)],
    pub found: Vec<Found>,
    pub attempts: Vec<Attempt>,
    /// The last ones, the last at the end.
    pub agents: Vec<Agent>,
}

impl<'a> Finder<'a> {
    pub fn new(
        text: &'a Text,
        frames: &'a Frames,
        items: &'a Items,
        parties: &'a [Party],
        kinds: &'a Kinds,
        occasions: &'a [(Span, FactRef)],
    ) -> Self {
        Finder {
            text,
            frames,
            items,
            parties,
            kinds,
            occasions,
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
                        tries.push(self.attempt(sentence, item, hit, *frame, *trigger));
                    }
                }
                self.choose(tries);
            }
        }
        (self.found, self.attempts)
    }

    /// Of the events that one word may tell, the one with the most conditions; a verb before a noun.
    fn choose(&mut self, tries: Vec<Result<Tried, Attempt>>) {
        let mut best: Option<Tried> = None;
        for tried in tries {
            match tried {
                Ok(tried) => {
                    let needs = |t: &Tried| {
                        let trigger = &self.frames.frames[t.found.frame].trigger[t.found.trigger];
                        (trigger.needs.len(), trigger.how != How::Noun)
                    };
                    if best.as_ref().is_none_or(|best| needs(&tried) > needs(best)) {
                        best = Some(tried);
                    }
                }
                Err(attempt) => self.attempts.push(attempt),
            }
        }
        if let Some(best) = best {
            if let Some(carried) = &best.carried
                && let Some(agent) = self
                    .agents
                    .iter_mut()
                    .rev()
                    .find(|agent| agent.fillers == *carried)
            {
                agent.sentence = best.found.sentence;
            }
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
            item.events()
                .any(|e| !self.frames.of_slot(self.items.hits[e].slot).is_empty())
        };
        let is_head = |item: &Item| {
            item.events().any(|e| {
                let of = self.frames.of_slot(self.items.hits[e].slot);
                let is_verb =
                    |(f, t): &(usize, usize)| self.frames.frames[*f].trigger[*t].how == How::Verb;
                of.iter().any(is_verb)
            })
        };
        let is_owned = |item: &Item| {
            item.events().any(|e| {
                let of = self.frames.of_slot(self.items.hits[e].slot);
                of.iter()
                    .any(|(f, t)| self.frames.frames[*f].trigger[*t].owned)
            })
        };
        let clauses = Clauses {
            items,
            parties: self.parties,
            order: self.items.order,
            triggers: &is_trigger,
            heads: &is_head,
            owned: &is_owned,
            noun: &|item: &Item| self.may_be_noun(item),
            joined: &|item: &Item| self.may_be_joined(item),
            definite: &|item: &Item| self.text.has_article(item.span),
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
            How::Noun if trigger.under.is_empty() => self.noun(&clauses, at, sentence, trigger),
            How::Noun => self.governed(&clauses, at, sentence, &trigger.under),
        };
        let noun = trigger.how == How::Noun;
        if self.stands_with(&clauses, at, noun, &trigger.not_with) {
            return Err(fail("a word beside it makes it something else"));
        }
        let mut reading = reading.map_err(&fail)?;
        let passive = reading.carrier.is_some_and(|carrier| {
            let aux = items
                .get(carrier + 1)
                .is_some_and(|next| next.is(Thing::Passive));
            aux || items[carrier].light() == Some(false)
        });
        if trigger.passive && !passive {
            return Err(fail("is no passive"));
        }
        if trigger.named_here
            && !reading
                .subject
                .as_ref()
                .is_some_and(|s| s.from != usize::MAX)
        {
            return Err(fail("nobody is named in its clause"));
        }
        if trigger.not_press && self.with_the_press(&reading) {
            return Err(fail("is an interview"));
        }
        if clauses.order == Order::VerbFirst && trigger.how == How::Verb {
            self.displace(&clauses, &mut reading, at, sentence, frame);
        }
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
            symbols: Vec::new(),
            content: None,
            quoted: false,
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
            goes: false,
        };
        let says = |values: &[String]| {
            let value = found.value.as_ref();
            value.is_some_and(|value| values.contains(value))
        };
        let is_announced = reading
            .content
            .as_ref()
            .is_some_and(|(items, _)| items.start < at || clauses.is_announced(items.start, at));
        // "What X said": there the content follows all the same.
        let what = at > 0 && self.text.is_word_of(items[at - 1].span, &["function"]);
        let relative = at > 0 && items[at - 1].is(Thing::Relative);
        if items[at].has_object && (relative || !what) && !is_announced {
            // "The agreement that the voters rejected": what stands behind is something else.
            reading.content = None;
        }
        // "Told X", "spoke with X": whom, and not what.
        let partner = frame.role.iter().any(|(name, role)| {
            let at = trigger.at.get(name).unwrap_or(&role.at);
            !role.is_text() && at.contains(&Position::With)
        });
        let whom = |items_of: &Range<usize>| {
            let before = items_of
                .start
                .checked_sub(1)
                .filter(|_| items_of.start < at);
            match before.and_then(|before| items[before].case()) {
                Some(Position::To) => says(&trigger.told_to),
                Some(Position::With) => partner,
                _ => false,
            }
        };
        reading.content = reading.content.filter(|(content, _)| !whom(content));
        if clauses.order == Order::VerbFirst && trigger.how == How::Verb {
            let reports = found
                .value
                .as_ref()
                .is_some_and(|value| trigger.announced.contains(value));
            let subject = reading
                .subject
                .as_ref()
                .filter(|s| s.from != usize::MAX && s.from > at);
            let from = subject.map_or(at + 1, |s| s.end);
            if reports {
                reading.content = clauses.content_behind(from, at, true);
            }
            // "…, as the agency said": it said what stands before.
            let aside = at.checked_sub(1).filter(|before| {
                let item = &items[*before];
                item.is(Thing::Join) || item.case() == Some(Position::Other)
            });
            let told = reading
                .content
                .as_ref()
                .is_some_and(|(items, _)| clauses.is_announced(items.start, at));
            if let Some(before) = aside
                .filter(|before| *before > 0 && !told && (reports || reading.content.is_none()))
            {
                let start = (0..before)
                    .rev()
                    .find(|n| items[*n].is(Thing::Strong))
                    .map_or(0, |n| n + 1);
                reading.content = (start < before).then_some((start..before, false));
            }
        }
        if trigger.behind {
            reading.content = reading.content.filter(|(items, _)| items.start > at);
            let last = reading.carrier.unwrap_or(at).max(at);
            if reading.content.is_none() && clauses.order != Order::VerbFirst {
                // "Asked X to …": with or without a word for "that".
                let from = (last + 1..items.len()).find(|n| {
                    !items[*n].is(Thing::Comma)
                        && !items[*n].is(Thing::Join)
                        && !items[*n].is(Thing::That)
                });
                let goes_on = items.get(last + 1).is_some_and(|next| {
                    !next.is(Thing::And) && !next.is(Thing::Strong) && !next.is(Thing::Mark)
                });
                let end = clauses.end(last);
                reading.content = from
                    .filter(|from| goes_on && *from < end)
                    .map(|from| (from..end, false));
            }
        }
        reading.content = reading
            .content
            .filter(|(items, _)| !self.is_time(&clauses, items));
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
        found.quoted = reading.content.as_ref().is_some_and(|(_, quoted)| *quoted);
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
        found.symbols = self.symbols_beside(&clauses, frame, &found);
        if let Some(role) = frame.place.as_ref().filter(|_| found.place.is_none()) {
            let told = found.roles.iter().find(|(name, _)| name == role.get_ref());
            found.place = told.map(|(_, filled)| filled.clone());
            found.goes = true;
        }
        let said = reading.content.as_ref().map(|(items, _)| items.start);
        let announced = said.is_some_and(|start| start < at || clauses.is_announced(start, at));
        let must = found
            .value
            .as_ref()
            .is_some_and(|value| trigger.announced.contains(value));
        if must && clauses.order == Order::VerbFirst && said.is_some() && !announced {
            return Err(fail("nothing announces what is said"));
        }
        if trigger.no_clause
            && said.is_some_and(|start| start > 0 && items[start - 1].is(Thing::That))
        {
            return Err(fail("it is said, and not done"));
        }
        if !trigger.content_has.is_empty()
            && !self.content_has(&clauses, &found, &trigger.content_has)
        {
            return Err(fail("what its words must speak of is not there"));
        }
        for need in &trigger.needs {
            let met = |need: &str| {
                let (least, name) = frame::need(need);
                let fillers = found.roles.iter().filter(|(role, _)| role == name);
                let plural = found.inflection.is_some_and(|i| i.plural);
                let many = |filled: &Filled| match plural || self.is_group(items, filled) {
                    true => 2,
                    false => 1,
                };
                fillers.map(|(_, filled)| many(filled)).sum::<usize>() >= least
            };
            if !need.get_ref().split('|').any(met) {
                return Err(fail(need.get_ref()));
            }
        }
        let speaks = frame.speaker.is_some();
        let within = self
            .found
            .iter()
            .rev()
            .take_while(|f| f.sentence == sentence);
        let within = within
            .into_iter()
            .any(|f| f.content.is_some_and(|c| c.contains(found.span)));
        let agent = reading
            .subject
            .as_ref()
            .filter(|s| s.new && (speaks || !s.parties.is_empty()) && !within)
            .map(|subject| Agent {
                fillers: subject.fillers.clone(),
                parties: subject.parties.clone(),
                sentence,
                speaks,
            });
        let carried = reading
            .subject
            .as_ref()
            .filter(|s| !s.new && s.from == usize::MAX);
        let carried = carried.map(|subject| subject.fillers.clone());
        Ok(Tried {
            found,
            agent,
            carried,
        })
    }

    /// "A group of Americans visits Basra": what stands behind the verb and cannot do it is what it is done to.
    fn displace(
        &self,
        clauses: &Clauses<'_>,
        reading: &mut Read,
        at: usize,
        sentence: usize,
        frame: &Frame,
    ) {
        let Some(subject) = reading
            .subject
            .as_ref()
            .filter(|s| s.new && s.from != usize::MAX && s.from > at)
        else {
            return;
        };
        let does = |kind: &str| {
            let mut roles = frame
                .role
                .values()
                .filter(|role| role.at.contains(&Position::Subject));
            roles.any(|role| role.is_text() || role.holds.iter().any(|holds| holds == kind))
        };
        if subject.parties.is_empty() || subject.parties.iter().any(|p| does(self.parties[*p].kind))
        {
            return;
        }
        reading.places.insert(
            0,
            Place {
                position: Position::Object,
                parties: subject.parties.clone(),
                items: subject.from..subject.end,
                from: subject.from,
            },
        );
        let before = clauses.subject_before(at);
        reading.subject = before.map(|place| self.named(clauses, &place, sentence));
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
                    from: subject.from,
                },
            );
            reading.subject = Some(Subject::carried(agent));
        }
    }

    /// Whether a word that is no known one begins like "and".
    fn may_be_joined(&self, item: &Item) -> bool {
        let word = item.span.of(self.text.source());
        let token = self.text.token_at(item.span.start()).unwrap_or(usize::MAX);
        let and = self.text.signs("clause.joined_and").first();
        item.is_word()
            && and.is_some_and(|and| word.starts_with(and.as_str()))
            && !self.text.is_common_whole(token)
    }

    /// Whether a word may be a noun: it carries no grammar, and is no common word behind a preposition that is
    /// written to it.
    fn may_be_noun(&self, item: &Item) -> bool {
        let word = item.span.of(self.text.source());
        if word.chars().count() < SHORTEST_NOUN
            || self.text.starts("function", item.span.start()).is_some()
        {
            return false;
        }
        let signs = ["clause.joined_in", "clause.joined_to"];
        let mut signs = signs.iter().flat_map(|slot| self.text.signs(slot));
        let prefixed = signs.any(|sign| word.starts_with(sign.as_str()));
        let token = self.text.token_at(item.span.start()).unwrap_or(usize::MAX);
        !(prefixed && self.text.is_common(token) && !self.text.is_common_whole(token))
    }

    /// Whether a filler names several: "the leaders", "they", "both sides".
    fn is_group(&self, items: &[Item], filled: &Filled) -> bool {
        let begins = |item: &&Item| {
            filled
                .span
                .is_some_and(|span| item.span.start() == span.start())
        };
        items.iter().find(begins).is_some_and(|item| {
            let common = |thing: &Thing| matches!(thing, Thing::Common(_) | Thing::They);
            let two = item.party().map(|party| &self.parties[party]);
            let both = two.is_some_and(|party| {
                let unknown = |filled: &Filled| filled.value == Value::Symbol(UNRESOLVED);
                !party.pronoun && party.fillers.iter().all(unknown)
            });
            both || item.things.iter().any(common)
        })
    }

    /// Whether the press is whom it is done with.
    fn with_the_press(&self, reading: &Read) -> bool {
        let with = |place: &&Place| place.position == Position::With;
        let with = reading.places.iter().filter(with);
        with.flat_map(|place| &place.parties)
            .any(|party| self.parties[*party].press)
    }

    /// Whether some items say a time and nothing else.
    fn is_time(&self, clauses: &Clauses<'_>, items: &Range<usize>) -> bool {
        let items = &clauses.items[items.clone()];
        items.iter().all(|item| {
            item.party()
                .is_some_and(|party| self.parties[party].kind == "time")
        })
    }

    /// Whether a word of one of the slots stands near an item, in its clause.
    fn stands_with(&self, clauses: &Clauses<'_>, at: usize, noun: bool, names: &[String]) -> bool {
        let slots: Vec<usize> = names
            .iter()
            .filter_map(|name| self.frames.slot(name))
            .collect();
        if slots.is_empty() {
            return false;
        }
        let near = match clauses.order {
            Order::VerbFirst => {
                let before = if noun { NEAR_WORD } else { 0 };
                at.saturating_sub(before)..clauses.end(at).min(at + NEAR_WORD)
            }
            Order::VerbLast | Order::AllLast => clauses.start(at)..clauses.items.len().min(at + 3),
        };
        let mut items = clauses.items[near].iter();
        items.any(|item| {
            item.events()
                .any(|e| slots.contains(&self.items.hits[e].slot))
        })
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
}

/// A word that makes a trigger something else stands at most so many items behind it.
const NEAR_WORD: usize = 8;

/// An event and who is now the last agent.
struct Tried {
    found: Found,
    agent: Option<Agent>,
    /// Whom the verb means that names nobody.
    carried: Option<Vec<Filled>>,
}
