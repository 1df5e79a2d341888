//! Frames and the slots that their triggers read.

use std::collections::BTreeMap;

use crate::find::Found;
use crate::frame::Frame;

/// Frames and the slots that their triggers read.
pub(crate) struct Frames {
    pub frames: Vec<Frame>,
    /// Every slot that an event's word may stand in, sorted.
    pub slots: Vec<String>,
    /// The triggers of each slot.
    by_slot: Vec<Vec<(usize, usize)>>,
    /// The name of each trigger's rule, by frame.
    rules: Vec<Vec<&'static str>>,
    /// Names of the rules by which mentions tell events, by kind.
    pub mention_rules: BTreeMap<String, &'static str>,
}

impl Frames {
    pub fn new(frames: Vec<Frame>) -> Frames {
        let mut slots: Vec<String> = frames.iter().flat_map(Frame::slots).cloned().collect();
        slots.sort();
        slots.dedup();
        let of_slot = |name: &String| {
            let all = frames.iter().enumerate();
            all.flat_map(|(at, frame)| {
                let triggers = frame.trigger.iter().enumerate();
                let of_it = triggers.filter(|(_, trigger)| trigger.slot == *name);
                of_it.map(move |(trigger, _)| (at, trigger))
            })
            .collect()
        };
        let by_slot = slots.iter().map(of_slot).collect();
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
            by_slot,
        }
    }

    /// Whether a slot's words are as good as names in some role.
    pub fn names(&self, slot: &str) -> bool {
        let mut roles = self.frames.iter().flat_map(|frame| frame.role.values());
        roles.any(|role| role.or_words_of.as_deref() == Some(slot))
    }

    /// The triggers whose words a slot holds, as frame and trigger by number.
    pub fn of_slot(&self, slot: usize) -> &[(usize, usize)] {
        &self.by_slot[slot]
    }

    /// The name of the rule that found an event.
    pub fn rule(&self, event: &Found) -> &'static str {
        self.rules[event.frame][event.trigger]
    }

    pub(crate) fn slot(&self, name: &str) -> Option<usize> {
        self.slots
            .binary_search_by(|slot| slot.as_str().cmp(name))
            .ok()
    }
}
