//! Whether an event is told as done, to come, promised, asked for or denied; and who says so.

use khabar_core::Span;
use khabar_lex::{Text, VerbForm};

use crate::find::Found;
use crate::frame::{Frame, How, Modality, Position};
use crate::frames::Frames;
use crate::item::{Item, Items, Order, Thing};
use crate::party::{Filled, Kinds};
use crate::setting::Setting;

/// What the text says of an event's being so.
#[derive(Debug, Clone)]
pub(crate) struct Mode {
    pub negated: bool,
    pub modality: Modality,
    /// Who says it, the nearest first.
    pub speakers: Vec<Filled>,
    /// The event whose content this one stands in.
    pub parent: Option<usize>,
}

/// The cancellation of an event stands at most so many items behind the noun that names it.
const NEAR_UNDO: usize = 6;

/// A mark of modality counts for a verb at most so many items behind it.
const NEAR: usize = 4;

/// The modes of events, in their order.
pub(crate) fn modes(frames: &Frames, items: &Items, found: &[Found]) -> Vec<Mode> {
    let parents: Vec<Option<usize>> = parents(found);
    let mut modes: Vec<Option<Mode>> = vec![None; found.len()];
    for at in 0..found.len() {
        settle(frames, items, found, &parents, &mut modes, at, 0);
    }
    modes.into_iter().flatten().collect()
}

/// Fills roles of events that stand in what another event says with those of that event, as its frame tells.
pub(crate) fn give(frames: &Frames, kinds: &Kinds, found: &mut [Found], modes: &[Mode]) {
    for at in 0..found.len() {
        let Some(parent) = modes[at].parent else {
            continue;
        };
        let over = &frames.frames[found[parent].frame];
        let Some(gifts) = over.gives.get(&frames.frames[found[at].frame].kind) else {
            continue;
        };
        for (role, of) in gifts {
            if found[at].roles.iter().any(|(has, _)| has == role) {
                continue;
            }
            let given = found[parent].roles.iter().filter(|(name, _)| name == of);
            let takes = |filled: &Filled| {
                let frame = &frames.frames[found[at].frame];
                frame
                    .role
                    .get(role)
                    .is_some_and(|role| kinds.allow(role, filled))
            };
            let given = given.map(|(_, filled)| filled.clone()).filter(takes);
            let given: Vec<Filled> = given.collect();
            for filled in given {
                found[at].roles.push((role.clone(), filled));
                found[at].positions.push(crate::frame::Position::Content);
            }
        }
    }
}

/// What is told of a time that lies ahead is planned, unless its verb says that it is done: "meets tomorrow".
pub(crate) fn look_ahead(text: &Text, found: &[Found], settings: &[Setting], modes: &mut [Mode]) {
    let ahead = text.signs("clause.to_come");
    let says = |span: Span| {
        let mut words = span.of(text.source()).split_whitespace();
        words.any(|word| ahead.iter().any(|sign| word.ends_with(sign.as_str())))
    };
    for ((event, setting), mode) in found.iter().zip(settings).zip(modes) {
        let time = setting.time.as_ref().filter(|time| time.from == "clause");
        let to_come = time.and_then(|time| time.filled.span).is_some_and(says);
        let done = event
            .inflection
            .is_some_and(|i| matches!(i.form, VerbForm::Past));
        if to_come && !done && mode.modality == Modality::Asserted {
            mode.modality = Modality::Planned;
        }
    }
}

/// The event with the smallest content that holds each one.
fn parents(found: &[Found]) -> Vec<Option<usize>> {
    // Contents as a stack: events come in the order of the text.
    let mut by_start: Vec<(Span, usize)> = found
        .iter()
        .enumerate()
        .filter_map(|(at, f)| Some((f.content?, at)))
        .collect();
    by_start.sort_by_key(|(span, _)| (span.start(), std::cmp::Reverse(span.end())));
    let mut order: Vec<usize> = (0..found.len()).collect();
    order.sort_by_key(|at| found[*at].span);
    let mut parents = vec![None; found.len()];
    let mut open: Vec<(Span, usize)> = Vec::new();
    let mut next = 0;
    for at in order {
        let span = found[at].span;
        while let Some(content) = by_start
            .get(next)
            .filter(|(c, _)| c.start() <= span.start())
        {
            open.push(*content);
            next += 1;
        }
        open.retain(|(content, _)| content.end() > span.start());
        let holds = |(content, of): &&(Span, usize)| *of != at && content.contains(span);
        parents[at] = open
            .iter()
            .filter(holds)
            .min_by_key(|(content, _)| content.len())
            .map(|(_, of)| *of);
    }
    parents
}

/// Events nest at most so deep.
const DEEPEST: usize = 8;

fn settle(
    frames: &Frames,
    items: &Items,
    found: &[Found],
    parents: &[Option<usize>],
    modes: &mut Vec<Option<Mode>>,
    at: usize,
    depth: usize,
) {
    if modes[at].is_some() {
        return;
    }
    let parent = parents[at].filter(|_| depth < DEEPEST);
    if let Some(parent) = parent {
        settle(frames, items, found, parents, modes, parent, depth + 1);
    }
    let event = &found[at];
    let frame = &frames.frames[event.frame];
    let mut modality = own(items, event);
    if modality == Modality::Asserted {
        let value = event.value.as_deref();
        modality = Frame::by_value(&frame.modality, value).unwrap_or(Modality::Asserted);
    }
    let mut negated = negated(frames, items, event);
    let wished = event
        .inflection
        .is_some_and(|i| i.form == VerbForm::Subjunctive);
    let mut speakers = Vec::new();
    if let Some((of, mode)) = parent.and_then(|of| Some((of, modes[of].as_ref()?))) {
        let over = &frames.frames[found[of].frame];
        if let Some(speaker) = &over.speaker {
            let roles = found[of]
                .roles
                .iter()
                .filter(|(role, _)| role == speaker.get_ref());
            speakers.extend(roles.map(|(_, filled)| filled.clone()));
        }
        speakers.extend(mode.speakers.iter().cloned());
        let told_as_done = event.inflection.is_some_and(|i| i.form == VerbForm::Past);
        if !told_as_done && modality == Modality::Asserted {
            let governed = Frame::by_value(&over.governs, found[of].value.as_deref());
            let planned = (mode.modality == Modality::Planned).then_some(Modality::Planned);
            modality = governed.or(planned).unwrap_or(modality);
        }
        let denied =
            Frame::by_value(&over.governs, found[of].value.as_deref()) == Some(Modality::Denied);
        if denied {
            modality = Modality::Denied;
            negated = true;
        }
    }
    if modality == Modality::Asserted && is_purpose(frames, items, event) {
        modality = Modality::Planned;
    }
    if modality == Modality::Asserted && wished && items.order != Order::VerbFirst {
        modality = Modality::Possible;
    }
    modes[at] = Some(Mode {
        negated,
        modality,
        speakers,
        parent,
    });
}

/// What the verb's form and the words beside it say.
fn own(items: &Items, event: &Found) -> Modality {
    let sentence = &items.sentences[event.sentence];
    let carrier = event.carrier.unwrap_or(event.item);
    let form = event.inflection.map(|i| i.form);
    let (from, to) = match items.order {
        Order::VerbFirst => {
            let first = carrier.min(event.item);
            (
                first.saturating_sub(NEAR),
                (event.item + NEAR)
                    .min(event.clause.end)
                    .max(event.item + 1),
            )
        }
        Order::VerbLast | Order::AllLast => (event.clause.start, event.clause.end.max(carrier + 1)),
    };
    let content = |n: &usize| event.content.is_some_and(|c| c.contains(sentence[*n].span));
    let mut beside: Vec<usize> = (from..to.min(sentence.len()))
        .filter(|n| !content(n))
        .collect();
    if items.order == Order::VerbFirst {
        // What another verb before it begins is not said of this one.
        let wall = beside.iter().rposition(|n| {
            *n < carrier.min(event.item)
                && (sentence[*n].is(Thing::Comma)
                    || sentence[*n].is(Thing::Strong)
                    || (sentence[*n].is_finite() && !sentence[*n].is(Thing::Verb)))
        });
        beside.drain(..wall.map_or(0, |wall| wall + 1));
    }
    let any_other = |thing: Thing| {
        let mut others = beside.iter().filter(|n| **n != event.item);
        others.any(|n| sentence[*n].is(thing))
    };
    let any = |thing: Thing| beside.iter().any(|n| sentence[*n].is(thing));
    let future = sentence[event.item].joined.future || sentence[carrier].joined.future;
    // Where verbs come last, a past one is told as done, whatever a phrase before it holds.
    let done = items.order == Order::VerbLast && form == Some(VerbForm::Past);
    if future || form == Some(VerbForm::Future) || (any(Thing::Future) && !done) {
        Modality::Planned
    } else if any(Thing::Need) && !done {
        Modality::Requested
    } else if any_other(Thing::May) || is_asked(sentence, event) {
        Modality::Possible
    } else {
        Modality::Asserted
    }
}

/// "Came for talks": what an event noun names that "for" stands before is still to come.
fn is_purpose(frames: &Frames, items: &Items, event: &Found) -> bool {
    let sentence = &items.sentences[event.sentence];
    let noun = frames.frames[event.frame].trigger[event.trigger].how == How::Noun;
    let case = |n: usize| sentence.get(n).and_then(Item::case);
    let before = match items.order {
        Order::AllLast => case(event.item + 1),
        Order::VerbFirst | Order::VerbLast => event.item.checked_sub(1).and_then(case),
    };
    noun && before == Some(Position::For)
}

/// Whether the sentence is a question, and not merely what is said in it.
fn is_asked(sentence: &[Item], event: &Found) -> bool {
    let Some(last) = sentence.last().filter(|last| last.is(Thing::Question)) else {
        return false;
    };
    let told = event.content.is_some_and(|content| {
        if content.start() >= event.span.end() {
            return true;
        }
        let behind = sentence
            .iter()
            .filter(|item| item.span.start() >= content.end());
        behind
            .into_iter()
            .all(|item| item.span == last.span || !item.is_finite())
    });
    !told
}

/// Whether the verb is negated.
fn negated(frames: &Frames, items: &Items, event: &Found) -> bool {
    let sentence = &items.sentences[event.sentence];
    let is = |n: usize, thing: Thing| sentence.get(n).is_some_and(|item| item.is(thing));
    let noun = frames.frames[event.frame].trigger[event.trigger].how == How::Noun;
    if noun {
        // Its cancellation; a negated verb of the clause says nothing of what a noun names.
        let behind = 1 + usize::from(
            sentence
                .get(event.item + 1)
                .is_some_and(|item| item.case().is_some()),
        );
        let undone = match items.order {
            Order::AllLast => is(event.item + behind, Thing::Undo),
            Order::VerbFirst | Order::VerbLast => {
                let before = event.item.checked_sub(1);
                before.is_some_and(|n| is(n, Thing::Undo) || is(n, Thing::Non))
            }
        };
        // "The visit to X was cancelled".
        let later = event
            .carrier
            .filter(|c| items.order != Order::VerbFirst && *c > event.item);
        let undone =
            undone || later.is_some_and(|c| c - event.item <= NEAR_UNDO && is(c - 1, Thing::Undo));
        let carried = event
            .carrier
            .is_some_and(|c| items.order == Order::VerbFirst && c > 0 && is(c - 1, Thing::Not));
        return undone || carried;
    }
    if event.inflection.is_some_and(|i| i.negated) {
        return true;
    }
    let carrier = event.carrier.unwrap_or(event.item);
    let is_not = |n: usize| is(n, Thing::Not);
    let before = |n: usize| n > 0 && is_not(n - 1);
    match items.order {
        Order::VerbFirst => before(carrier) || before(event.item),
        Order::VerbLast => before(carrier),
        Order::AllLast => {
            before(carrier)
                || (event.item.min(carrier)..=carrier).any(is_not)
                || is_not(carrier + 1)
        }
    }
}
