//! Why a word tells an event, or why it does not.

use khabar_core::Span;
use khabar_lex::Text;

use crate::find::{Attempt, Found};
use crate::frames::Frames;
use crate::item::Items;
use crate::mode::Mode;

/// Attempts of the sentence are told up to so many.
const NEAREST: usize = 5;

/// Lines on the events and attempts of the sentence that holds `byte`, those at the byte first.
pub(crate) fn explain(
    text: &Text,
    frames: &Frames,
    items: &Items,
    found: &[Found],
    attempts: &[Attempt],
    modes: &[Mode],
    byte: usize,
) -> Vec<String> {
    let source = text.source();
    let holds = |span: Span| span.start() <= byte && byte < span.end();
    let mut lines = Vec::new();
    for (event, mode) in found.iter().zip(modes) {
        if !holds(event.span) {
            continue;
        }
        let frame = &frames.frames[event.frame];
        let trigger = &frame.trigger[event.trigger];
        let word = items.sentences[event.sentence][event.item].span.of(source);
        let value = event
            .value
            .as_deref()
            .map_or_else(String::new, |v| format!(", value {v}"));
        let form = event.inflection.map_or_else(
            || "no verb's form".to_owned(),
            |i| format!("{}{:?}", if i.negated { "negated " } else { "" }, i.form).to_lowercase(),
        );
        lines.push(format!(
            "{}: «{word}» of the slot {}{value}; {form}",
            frame.kind, trigger.slot
        ));
        if let Some(carrier) = event.carrier {
            let verb = items.sentences[event.sentence][carrier].span.of(source);
            lines.push(format!("  carried by «{verb}»"));
        }
        for ((role, filled), position) in event.roles.iter().zip(&event.positions) {
            let words = filled.span.map_or("", |span| span.of(source));
            lines.push(format!("  {role}: position {position:?}: «{words}»"));
        }
        for need in &trigger.needs {
            lines.push(format!("  condition met: {}", need.get_ref()));
        }
        lines.push(format!(
            "  modality {}{}",
            mode.modality.word(),
            match mode.parent {
                Some(_) => ", inside of what another event's words say",
                None => "",
            }
        ));
    }
    let sentence = text.sentence_at(byte).map(|tokens| {
        let at = |token: usize| text.tokens()[token].range();
        at(tokens.start).start..at(tokens.end - 1).end
    });
    let mut near: Vec<&Attempt> = attempts
        .iter()
        .filter(|a| {
            sentence
                .as_ref()
                .is_some_and(|s| s.contains(&a.span.start()))
        })
        .collect();
    let distance = |a: &Attempt| {
        if holds(a.span) {
            0
        } else {
            a.span
                .start()
                .abs_diff(byte)
                .min(a.span.end().abs_diff(byte))
        }
    };
    near.sort_by_key(|a| (distance(a), a.span));
    for attempt in near.into_iter().take(NEAREST) {
        let frame = &frames.frames[attempt.frame];
        let trigger = &frame.trigger[attempt.trigger];
        lines.push(format!(
            "no {} at «{}» of the slot {}: {}",
            frame.kind,
            attempt.span.of(source),
            trigger.slot,
            attempt.failed
        ));
    }
    lines
}
