//! What the words of a sentence may be: triggers, verbs, nouns that nobody knows.

use crate::clause::Words;
use crate::find::Finder;
use crate::frame::{How, Trigger};
use crate::item::{Item, Thing};

/// A noun has at least so many letters.
const SHORTEST_NOUN: usize = 3;

impl Finder<'_> {
    /// Whether an item is a word of a trigger for which something holds.
    fn triggers(&self, item: &Item, holds: impl Fn(&Trigger) -> bool) -> bool {
        item.events().any(|event| {
            let of = self.frames.of_slot(self.items.hits[event].slot).iter();
            of.into_iter()
                .any(|(frame, trigger)| holds(&self.frames.frames[*frame].trigger[*trigger]))
        })
    }
}

impl Words for Finder<'_> {
    fn is_trigger(&self, item: &Item) -> bool {
        self.triggers(item, |_| true)
    }

    fn is_head(&self, item: &Item) -> bool {
        self.triggers(item, |trigger| trigger.how == How::Verb)
    }

    fn is_owned(&self, item: &Item) -> bool {
        self.triggers(item, |trigger| trigger.owned)
    }

    fn is_definite(&self, item: &Item) -> bool {
        self.text.has_article(item.span)
    }

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

    fn may_be_name(&self, item: &Item) -> bool {
        let word = item.span.of(self.text.source());
        let token = self.text.token_at(item.span.start()).unwrap_or(usize::MAX);
        item.things == [Thing::Word]
            && word.chars().count() >= SHORTEST_NOUN
            && !self.text.is_common(token)
            && !self.text.is_word_of(item.span, &["function"])
    }

    fn may_be_joined(&self, item: &Item) -> bool {
        let word = item.span.of(self.text.source());
        let token = self.text.token_at(item.span.start()).unwrap_or(usize::MAX);
        let and = self.text.signs("clause.joined_and").first();
        item.is_word()
            && and.is_some_and(|and| word.starts_with(and.as_str()))
            && !self.text.is_common_whole(token)
    }
}
