//! When and where an event happened: as its own clause says, else its sentence.

use khabar_core::Span;
use khabar_lex::VerbForm;

use crate::find::Found;
use crate::frame::Position;
use crate::item::{Item, Items, Order, Thing};
use crate::party::{Filled, Party};
use crate::source::Dateline;

/// A time or place of an event and where that is told.
#[derive(Debug, Clone)]
pub(crate) struct Told {
    pub filled: Filled,
    pub from: &'static str,
}

/// When and where.
#[derive(Debug, Clone, Default)]
pub(crate) struct Setting {
    pub time: Option<Told>,
    pub place: Option<Told>,
}

/// The settings of events, in their order.
pub(crate) fn settings(
    items: &Items,
    parties: &[Party],
    found: &[Found],
    dateline: Option<&Dateline>,
) -> Vec<Setting> {
    let mut settings: Vec<Setting> = found
        .iter()
        .map(|event| Setting {
            time: None,
            place: event.place.clone().map(|filled| Told {
                filled,
                from: "clause",
            }),
        })
        .collect();
    let mut first = 0;
    for (sentence, here) in items.sentences.iter().enumerate() {
        let last = first
            + found[first..]
                .iter()
                .take_while(|f| f.sentence == sentence)
                .count();
        let events = first..last;
        first = last;
        if events.is_empty() {
            continue;
        }
        let times: Vec<(usize, &Party)> = here
            .iter()
            .enumerate()
            .filter_map(|(at, item)| Some((at, &parties[item.party()?])))
            .filter(|(_, party)| party.kind == "time" && dates(party))
            .collect();
        for (at, time) in &times {
            // "Preparing for next season", with "for" written to it.
            if here[*at].joined.case == Some(Position::To) {
                continue;
            }
            let owner = events
                .clone()
                .filter(|e| found[*e].clause.contains(at) && !inside(found[*e].content, time.span))
                .filter(|e| items.order != Order::VerbFirst || !apart(here, found[*e].item, *at))
                .min_by_key(|e| (found[*e].clause.len(), found[*e].item.abs_diff(*at)));
            if let Some(owner) = owner
                && settings[owner].time.is_none()
            {
                settings[owner].time = told(time, "clause");
            }
        }
        // The only time of a sentence, outside of what anybody says, is that of all that it tells.
        if let [(at, only)] = times[..]
            && !events.clone().any(|e| inside(found[e].content, only.span))
        {
            // "On Tuesday, …" holds for all that follows; behind a verb, only for what "and" joins to that.
            let opens = !here[..at]
                .iter()
                .any(|item| item.is_finite() && item.case().is_none());
            for event in events {
                if !opens && !here[found[event].item].joined.and {
                    continue;
                }
                // It holds for what follows it, up to a clause of its own.
                let between = at..found[event].item.max(at);
                let other = here[between]
                    .iter()
                    .any(|item| item.is(Thing::That) || item.is(Thing::Relative));
                if at < found[event].item
                    && !other
                    && settings[event].time.is_none()
                    && !is_nested(found, event)
                {
                    settings[event].time = told(only, "sentence");
                }
            }
        }
    }
    if let Some(dateline) = dateline {
        report(items, found, dateline, &mut settings);
    }
    settings
}

/// What the first sentence behind a dateline tells as done, without a time or place of its own, has that of
/// the dateline.
fn report(items: &Items, found: &[Found], dateline: &Dateline, settings: &mut [Setting]) {
    let ends = |sentence: &Vec<Item>| {
        sentence
            .last()
            .is_some_and(|last| last.span.end() > dateline.end)
    };
    let Some(first) = items.sentences.iter().position(ends) else {
        return;
    };
    for (at, event) in found.iter().enumerate() {
        let past = event.inflection.is_some_and(|i| i.form == VerbForm::Past);
        if event.sentence != first || !past || is_nested(found, at) {
            continue;
        }
        let from = |filled: &Option<Filled>| {
            filled.clone().map(|filled| Told {
                filled,
                from: "dateline",
            })
        };
        let setting = &mut settings[at];
        setting.time = setting.time.take().or_else(|| from(&dateline.time));
        setting.place = setting.place.take().or_else(|| from(&dateline.place));
    }
}

/// Whether a time says when something happens, and not how long or how often.
fn dates(party: &Party) -> bool {
    party.dated
}

/// Whether a "which" or "that" between a verb and a time behind it makes that the time of something else.
fn apart(items: &[Item], event: usize, time: usize) -> bool {
    let between = items.get(event + 1..time).unwrap_or_default();
    between
        .iter()
        .any(|item| item.is(Thing::Relative) || item.is(Thing::That) || item.is(Thing::Join))
}

fn told(party: &Party, from: &'static str) -> Option<Told> {
    let filled = party.fillers.first()?.clone();
    Some(Told { filled, from })
}

fn inside(content: Option<Span>, span: Span) -> bool {
    content.is_some_and(|content| content.contains(span))
}

/// Whether an event stands in what another one of its sentence says.
fn is_nested(found: &[Found], event: usize) -> bool {
    let span = found[event].span;
    let sentence = found[event].sentence;
    let near = event.saturating_sub(16)..found.len().min(event + 16);
    near.into_iter().any(|other| {
        other != event && found[other].sentence == sentence && inside(found[other].content, span)
    })
}
