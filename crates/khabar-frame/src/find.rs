//! Finds the events of a text: tries every trigger, fills its roles, and says what failed.

use std::ops::Range;

use khabar_core::{FactRef, Span};
use khabar_lex::{Inflection, Text};

use crate::clause::{Clauses, Words};
use crate::frame::{Frame, How, Position, Role, Trigger};
use crate::frames::Frames;
use crate::item::{Items, Order};
use crate::party::{Filled, Kinds, Party};
use crate::read::Read;
use crate::subject::{Agent, CARRIED};

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
                for hit in hits.into_iter().map(|hit| &self.items.hits[hit]) {
                    for (frame_at, trigger_at) in self.frames.of_slot(hit.slot).iter().copied() {
                        let frame = &self.frames.frames[frame_at];
                        let trigger = &frame.trigger[trigger_at];
                        let value = hit.value.clone().or_else(|| trigger.value.clone());
                        let word = Word {
                            frame,
                            trigger,
                            frame_at,
                            trigger_at,
                            sentence,
                            item,
                            value,
                        };
                        tries.push(self.attempt(&word).map_err(|failed| Attempt {
                            frame: frame_at,
                            trigger: trigger_at,
                            span: self.items.sentences[sentence][item].span,
                            failed,
                        }));
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

    fn attempt(&self, word: &Word<'_>) -> Result<Tried, String> {
        let items = &self.items.sentences[word.sentence];
        let clauses = Clauses {
            items,
            parties: self.parties,
            order: self.items.order,
            words: self,
        };
        let mut reading = self.read_word(&clauses, word)?;
        self.check_reading(&clauses, word, &reading)?;
        if clauses.order == Order::VerbFirst && word.trigger.how == How::Verb {
            self.displace(&clauses, &mut reading, word);
        }
        if word.trigger.object_behind {
            self.turn(&clauses, &mut reading, word);
        }
        reading.content = self.content(&clauses, word, reading.content.take(), &reading);
        let mut found = self.found(&clauses, word, &reading);
        self.fill_roles(&clauses, word, &reading, &mut found);
        self.check_found(&clauses, word, &reading, &found)?;
        let agent = self.new_agent(&clauses, word, &reading, &found);
        let subject = reading.subject.as_ref();
        let carried = subject.filter(|s| !s.new && s.from == usize::MAX);
        let carried = carried.map(|subject| subject.fillers.clone());
        Ok(Tried {
            found,
            agent,
            carried,
        })
    }

    /// An event without roles.
    fn found(&self, clauses: &Clauses<'_>, word: &Word<'_>, reading: &Read) -> Found {
        let here = reading
            .subject
            .as_ref()
            .filter(|s| s.sentence == word.sentence);
        let mut roles = word.frame.role.iter();
        let uses_content =
            roles.any(|(name, role)| word.at(name, role).contains(&Position::Content));
        let content = reading.content.as_ref().filter(|_| uses_content);
        let content = content.and_then(|(items, quoted)| {
            let span = clauses.span(items.clone())?;
            Some(match quoted {
                true => self.to_the_quotes_end(span),
                false => span,
            })
        });
        Found {
            frame: word.frame_at,
            trigger: word.trigger_at,
            sentence: word.sentence,
            item: word.item,
            span: reading.span,
            roles: Vec::new(),
            positions: Vec::new(),
            symbols: Vec::new(),
            content,
            quoted: reading.content.as_ref().is_some_and(|(_, quoted)| *quoted),
            subjects: here.map(|s| s.parties.clone()).unwrap_or_default(),
            inflection: reading.inflection,
            clause: reading.clause.clone(),
            carrier: reading.carrier,
            value: word.value.clone(),
            place: self.place(clauses, reading, word.trigger.how, content),
            goes: false,
        }
    }

    /// Who does it, for a verb further on that names nobody; nobody who does something inside of what another says.
    fn new_agent(
        &self,
        clauses: &Clauses<'_>,
        word: &Word<'_>,
        reading: &Read,
        found: &Found,
    ) -> Option<Agent> {
        let speaks = word.frame.speaker.is_some();
        let subject = reading.subject.as_ref();
        let subject = subject.filter(|s| s.new && (speaks || !s.parties.is_empty()))?;
        let before = self.found.iter().rev();
        let mut here = before.take_while(|f| f.sentence == word.sentence);
        let within = here.any(|f| f.content.is_some_and(|c| c.contains(found.span)));
        (!within).then(|| Agent {
            fillers: subject.fillers.clone(),
            parties: subject.parties.clone(),
            sentence: word.sentence,
            speaks,
            firm: clauses.order != Order::VerbFirst
                || !subject.parties.is_empty()
                || (subject.from != usize::MAX && self.is_definite(&clauses.items[subject.from])),
        })
    }
}

/// A word of a sentence, tried as a trigger.
pub(crate) struct Word<'a> {
    pub frame: &'a Frame,
    pub trigger: &'a Trigger,
    pub frame_at: usize,
    pub trigger_at: usize,
    pub sentence: usize,
    pub item: usize,
    /// The value that the lexicon gives the word, else the trigger.
    pub value: Option<String>,
}

impl Word<'_> {
    /// Where a role's fillers stand.
    pub fn at<'r>(&'r self, name: &str, role: &'r Role) -> &'r [Position] {
        self.trigger.at.get(name).unwrap_or(&role.at)
    }

    /// Whether its value is one of these.
    pub fn is_one_of(&self, values: &[String]) -> bool {
        let value = self.value.as_ref();
        value.is_some_and(|value| values.contains(value))
    }
}

/// An event and who is now the last agent.
struct Tried {
    found: Found,
    agent: Option<Agent>,
    /// Whom the verb means that names nobody.
    carried: Option<Vec<Filled>>,
}
