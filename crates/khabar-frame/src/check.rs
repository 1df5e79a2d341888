//! What must be there for a word to tell an event, and what must not.

use khabar_core::{UNRESOLVED, Value};

use crate::clause::{Clauses, Place};
use crate::find::{Finder, Found, Word};
use crate::frame::{self, How, Position};
use crate::item::{Item, Order, Thing};
use crate::party::Filled;
use crate::read::Read;

/// A word that makes a trigger something else stands at most so many items from it.
const NEAR_WORD: usize = 8;

impl Finder<'_> {
    /// What can be told before any role is filled.
    pub(crate) fn check_reading(
        &self,
        clauses: &Clauses<'_>,
        word: &Word<'_>,
        reading: &Read,
    ) -> Result<(), String> {
        let trigger = word.trigger;
        let items = clauses.items;
        if self.stands_with(clauses, word) {
            return Err("a word beside it makes it something else".into());
        }
        let passive = reading.carrier.is_some_and(|carrier| {
            let behind = items.get(carrier + 1);
            behind.is_some_and(|next| next.is(Thing::Passive))
                || items[carrier].light() == Some(false)
        });
        if trigger.passive && !passive {
            return Err("is no passive".into());
        }
        let subject = reading.subject.as_ref();
        if trigger.named_here && subject.is_none_or(|s| s.from == usize::MAX) {
            return Err("nobody is named in its clause".into());
        }
        if trigger.not_press && self.with_the_press(reading) {
            return Err("is an interview".into());
        }
        Ok(())
    }

    /// What can be told when roles and content are known.
    pub(crate) fn check_found(
        &self,
        clauses: &Clauses<'_>,
        word: &Word<'_>,
        reading: &Read,
        found: &Found,
    ) -> Result<(), String> {
        let trigger = word.trigger;
        if let Some(start) = reading.content.as_ref().map(|(items, _)| items.start) {
            let announced = start < word.item || clauses.is_announced(start, word.item);
            let must = word.is_one_of(&trigger.announced) && clauses.order == Order::VerbFirst;
            if must && !announced {
                return Err("nothing announces what is said".into());
            }
            let leads = start.checked_sub(1).is_some_and(|before| {
                let before = &clauses.items[before];
                let marks = [Thing::That, Thing::Colon, Thing::Open];
                before.case().is_some() || marks.iter().any(|mark| before.is(*mark))
            });
            let led = leads || clauses.items[start].joined.case.is_some() || start < word.item;
            if trigger.led && clauses.order == Order::VerbFirst && !led {
                return Err("nothing leads to what is said".into());
            }
            let that = start > 0 && clauses.items[start - 1].is(Thing::That);
            if trigger.no_clause && that {
                return Err("it is said, and not done".into());
            }
        }
        let has = &trigger.content_has;
        if !has.is_empty() && !self.content_has(clauses, found, has) {
            return Err("what its words must speak of is not there".into());
        }
        if trigger.not_match && self.is_match(found) {
            return Err("is a match".into());
        }
        let met = |need: &str| {
            let (least, name) = frame::need(need);
            let fillers = found.roles.iter().filter(|(role, _)| role == name);
            let plural = found.inflection.is_some_and(|i| i.plural);
            let many = |filled: &Filled| match plural || self.is_group(clauses.items, filled) {
                true => 2,
                false => 1,
            };
            fillers.map(|(_, filled)| many(filled)).sum::<usize>() >= least
        };
        let mut needs = trigger.needs.iter().map(|need| need.get_ref());
        match needs.find(|need| !need.split('|').any(met)) {
            Some(need) => Err(need.clone()),
            None => Ok(()),
        }
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

    /// Whether only clubs take part.
    fn is_match(&self, found: &Found) -> bool {
        let sport = |(_, filled): &(String, Filled)| {
            let start = filled.span.map_or(0, |span| span.start());
            let at = self.parties.partition_point(|p| p.span.start() < start);
            let party = self.parties.get(at);
            party.is_some_and(|party| party.sport && party.fillers.contains(filled))
        };
        !found.roles.is_empty() && found.roles.iter().all(sport)
    }

    /// Whether the press is whom it is done with.
    fn with_the_press(&self, reading: &Read) -> bool {
        let with = |place: &&Place| place.position == Position::With;
        let with = reading.places.iter().filter(with);
        with.flat_map(|place| &place.parties)
            .any(|party| self.parties[*party].press)
    }

    /// Whether a word that makes a trigger something else stands near it, in its clause.
    fn stands_with(&self, clauses: &Clauses<'_>, word: &Word<'_>) -> bool {
        let (at, noun) = (word.item, word.trigger.how == How::Noun);
        let names = word.trigger.not_with.iter();
        let slots: Vec<usize> = names.filter_map(|name| self.frames.slot(name)).collect();
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
