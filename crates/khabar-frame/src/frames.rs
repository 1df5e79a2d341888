//! Frames and the slots that their triggers read.

use std::collections::BTreeMap;

use crate::find::Found;
use crate::frame::Frame;

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
            std::iter::once(&t.slot)
                .chain(&t.under)
                .chain(&t.not_with)
                .chain(has)
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

    pub(crate) fn of_slot(&self, slot: usize) -> impl Iterator<Item = (usize, usize)> + '_ {
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

    pub(crate) fn slot(&self, name: &str) -> Option<usize> {
        self.slots
            .binary_search_by(|slot| slot.as_str().cmp(name))
            .ok()
    }
}
