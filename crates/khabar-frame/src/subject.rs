//! Who does what a verb says: named in its clause, a pronoun, or nobody, and then who did the last thing.

use khabar_core::{UNRESOLVED, Value};

use crate::clause::{Clauses, Place};
use crate::find::{Finder, Word};
use crate::frame::Position;
use crate::item::{Order, Thing};
use crate::party::Filled;
use crate::read::Read;

/// Who did the last thing that was told, for a verb that names nobody.
#[derive(Debug, Clone)]
pub(crate) struct Agent {
    pub fillers: Vec<Filled>,
    pub parties: Vec<usize>,
    pub sentence: usize,
    /// Whether they said something, and not merely did.
    pub speaks: bool,
    /// Whether a later sentence may mean them: somebody who is named, or a definite noun.
    pub firm: bool,
}

/// How many sentences later a verb may still mean the last agent.
pub(crate) const CARRIED: usize = 2;

/// Who does it.
#[derive(Debug, Clone)]
pub(crate) struct Subject {
    pub fillers: Vec<Filled>,
    pub parties: Vec<usize>,
    /// The items of the phrase; of one carried from before, none.
    pub from: usize,
    pub end: usize,
    /// Whether it is named here.
    pub new: bool,
    /// The sentence that names it.
    pub sentence: usize,
}

impl Subject {
    pub fn carried(agent: &Agent) -> Subject {
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

impl Finder<'_> {
    /// Who does it: named in the clause, a pronoun for somebody, or nobody, and then who did the last thing.
    pub(crate) fn subject(
        &self,
        clauses: &Clauses<'_>,
        at: usize,
        sentence: usize,
    ) -> Option<Subject> {
        let carried = self.last_agent(clauses, at, sentence);
        let here = carried.is_some_and(|agent| agent.sentence == sentence);
        let named = clauses
            .subject(at)
            .or_else(|| clauses.around_a_relative(at))
            .or_else(|| clauses.of_the_first_conjunct(at).filter(|_| !here));
        let Some(place) = named else {
            let words = clauses.unknown_subject(at);
            if let Some(place) = words.filter(|place| self.is_noun_phrase(clauses, place)) {
                return Some(self.named(clauses, &place, sentence));
            }
            // "Gave a speech, said in it": who gave it.
            let in_it = clauses
                .items
                .get(at + 1)
                .is_some_and(|next| next.is(Thing::It));
            let carried = carried
                .filter(|_| clauses.may_mean_the_last(at) && !in_it && !clauses.has_a_doer(at));
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
        let first = &clauses.items[place.items.start];
        let they = place.items.len() == 1 && (first.is(Thing::They) || first.is(Thing::He));
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

    /// Whether words may name who does something: they do not begin with a word that only carries grammar.
    fn is_noun_phrase(&self, clauses: &Clauses<'_>, place: &Place) -> bool {
        let first = clauses.items[place.items.start].span;
        !self.text.is_word_of(first, &["function"])
            && self.text.starts("function", first.start()).is_none()
    }

    /// Who did the last thing, if the verb's number fits.
    pub(crate) fn last_agent(
        &self,
        clauses: &Clauses<'_>,
        at: usize,
        sentence: usize,
    ) -> Option<&Agent> {
        let inflection = clauses.items[at].inflection;
        // A verb that comes first and names nobody has the number of whom it means.
        let number = inflection
            .filter(|i| match clauses.order {
                Order::VerbFirst => true,
                // One of rank may have the plural, but then he is named.
                Order::VerbLast => i.plural,
                Order::AllLast => false,
            })
            .map(|i| i.plural);
        let acts = |party: &usize| !self.parties[*party].no_country;
        let mut last = self.agents.iter().rev();
        last.find(|agent| {
            sentence - agent.sentence <= CARRIED
                && (agent.sentence == sentence || agent.firm)
                && (agent.speaks || agent.parties.iter().any(acts))
                && number.is_none_or(|plural| plural == (agent.fillers.len() > 1))
        })
    }

    pub(crate) fn named(&self, clauses: &Clauses<'_>, place: &Place, sentence: usize) -> Subject {
        Subject {
            fillers: clauses.fillers(place),
            parties: place.parties.clone(),
            from: place.items.start,
            end: place.items.end,
            new: true,
            sentence,
        }
    }

    /// "A group of Americans visits Basra": what stands behind the verb and cannot do it is what it is done to.
    pub(crate) fn displace(&self, clauses: &Clauses<'_>, reading: &mut Read, word: &Word<'_>) {
        let (at, sentence, frame) = (word.item, word.sentence, word.frame);
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
    pub(crate) fn turn(&self, clauses: &Clauses<'_>, reading: &mut Read, word: &Word<'_>) {
        let (at, sentence) = (word.item, word.sentence);
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
}
