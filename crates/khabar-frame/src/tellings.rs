//! One event that a document tells twice, in its headline and its body: one fact with both pieces of evidence.

use std::collections::{BTreeMap, BTreeSet};

use khabar_core::{Cx, Fact, FactRef, Filler, Span, Value};
use khabar_lex::alphabet::Symbol;
use khabar_lex::{Text, TokenKind};

use crate::frame::{self, Frame};
use crate::party::KINDS;

/// A telling is compared with so many events of its key, the last ones.
const NEAR: usize = 8;

/// Two stretches of words say the same if they share so much of the shorter one.
const ALIKE: f64 = 0.7;

/// Words with fewer letters say nothing of what is told.
const SHORTEST: usize = 3;

/// Joins the facts that tell the same event, as the `same` of its frame says: the fullest telling stays, takes
/// what the others add, and names the words of each as evidence. Tellings that differ in anything that both say
/// stay apart.
pub(crate) fn join(cx: &Cx<'_>, frames: &[Frame], facts: Vec<Fact>) -> Vec<Fact> {
    let reader = Reader::of(cx);
    let mut events: Vec<Vec<Fact>> = Vec::new();
    let mut by_key: BTreeMap<Key, Vec<usize>> = BTreeMap::new();
    for fact in facts {
        let frame = frames.iter().find(|frame| frame.kind == fact.kind);
        let key = frame.and_then(|frame| reader.key(frame, &fact));
        let Some((frame, key)) = frame.zip(key) else {
            events.push(vec![fact]);
            continue;
        };
        let known = by_key.entry(key).or_default();
        let same = |at: &usize| reader.agree(frame, &events[*at][0], &fact);
        match known.iter().rev().take(NEAR).copied().find(same) {
            Some(at) => events[at].push(fact),
            None => {
                known.push(events.len());
                events.push(vec![fact]);
            }
        }
    }
    events
        .into_iter()
        .filter_map(|tellings| {
            let frame = frames.iter().find(|frame| frame.kind == tellings[0].kind);
            merged(frame, &reader, tellings)
        })
        .collect()
}

/// The kind, value, polarity and modality of an event and who takes part in it.
type Key = (&'static str, Vec<String>, Vec<BTreeSet<String>>);

/// What decides whether tellings are of one event, and no filler of its own.
const STATE: &[&str] = &["polarity", "modality"];

/// Roles that may differ: how it is told, and where from.
const TELLING: &[&str] = &[
    "cue",
    "form",
    "office",
    "source",
    "plover",
    "cameo",
    "time_from",
    "place_from",
];

struct Reader<'a> {
    text: &'a Text,
    /// Whom or what each mention means.
    meant: BTreeMap<FactRef, String>,
}

impl<'a> Reader<'a> {
    fn of(cx: &Cx<'a>) -> Reader<'a> {
        let mut meant = BTreeMap::new();
        for kind in KINDS.iter().filter(|kind| **kind != "office") {
            for (at, fact) in cx.facts(kind) {
                let who = ["entity", "latin", "value"]
                    .iter()
                    .find_map(|role| fact.value(role));
                meant.extend(who.map(|who| (at, who.to_string())));
            }
        }
        for (at, office) in cx.facts("office") {
            let holder = match office.value("holder") {
                Some(Value::Fact(person)) => meant.get(person).cloned(),
                _ => None,
            };
            let words = || {
                let of = ["role", "country", "entity"].iter();
                let of = of.flat_map(|role| office.fillers(role));
                let of: Vec<String> = of.map(|filler| filler.value.to_string()).collect();
                of.join(" ")
            };
            meant.insert(at, holder.unwrap_or_else(words));
        }
        Reader {
            text: Text::of(cx),
            meant,
        }
    }

    /// What a filler means; `None` for words and for whoever is unresolved.
    fn meaning(&self, filler: &Filler) -> Option<String> {
        match &filler.value {
            Value::Text => None,
            Value::Fact(of) => self.meant.get(of).cloned(),
            Value::Symbol(symbol) if *symbol == khabar_core::UNRESOLVED => None,
            value => Some(value.to_string()),
        }
    }

    fn meanings(&self, fact: &Fact, role: &str) -> BTreeSet<String> {
        let fillers = fact.fillers(role);
        fillers.filter_map(|filler| self.meaning(filler)).collect()
    }

    /// By what a telling is compared; `None` if it says too little to be known again.
    fn key(&self, frame: &Frame, fact: &Fact) -> Option<Key> {
        if frame.same.is_empty() {
            return None;
        }
        let mut who = Vec::new();
        for same in &frame.same {
            let (least, name) = frame::need(same.get_ref());
            if frame.role.get(name)?.is_text() {
                fact.fillers(name).next()?;
                continue;
            }
            let meant = self.meanings(fact, name);
            let known = fact
                .fillers(name)
                .all(|filler| self.meaning(filler).is_some());
            if meant.len() < least || !known {
                return None;
            }
            who.push(meant);
        }
        let value = frame.value.iter().map(|role| role.get_ref().as_str());
        let state = STATE.iter().copied().chain(value);
        let state = state.map(|role| {
            fact.value(role)
                .map(ToString::to_string)
                .unwrap_or_default()
        });
        Some((fact.kind, state.collect(), who))
    }

    /// Whether two tellings with one key contradict each other in nothing.
    fn agree(&self, frame: &Frame, one: &Fact, other: &Fact) -> bool {
        let mut roles = frame
            .role
            .iter()
            .filter(|(name, _)| !TELLING.contains(&name.as_str()));
        let roles_agree = roles.all(|(name, role)| {
            if role.is_text() {
                let words = |fact: &Fact| fact.fillers(name).next().and_then(|filler| filler.span);
                return match (words(one), words(other)) {
                    (Some(a), Some(b)) => self.alike(a, b),
                    // What only one of them says may be another matter.
                    (a, b) => a == b,
                };
            }
            let (a, b) = (self.meanings(one, name), self.meanings(other, name));
            a.is_empty() || b.is_empty() || !a.is_disjoint(&b)
        });
        let within = |a: &str, b: &str| a.starts_with(b) || b.starts_with(a);
        let setting_agrees = ["time", "place"].iter().all(|name| {
            let (a, b) = (self.meanings(one, name), self.meanings(other, name));
            let pairs = a.iter().flat_map(|a| b.iter().map(move |b| (a, b)));
            a.is_empty() || b.is_empty() || pairs.into_iter().any(|(a, b)| within(a, b))
        });
        roles_agree && setting_agrees
    }

    /// Whether two stretches of words say the same; where they overlap, one is a part of the other.
    fn alike(&self, a: Span, b: Span) -> bool {
        if a.start() < b.end() && b.start() < a.end() {
            return false;
        }
        let (a, b) = (self.words(a), self.words(b));
        let shorter = a.len().min(b.len());
        shorter > 0 && a.intersection(&b).count() as f64 >= ALIKE * shorter as f64
    }

    /// The words of a span that say something, folded.
    fn words(&self, span: Span) -> BTreeSet<&'a [Symbol]> {
        let first = self.text.token_at(span.start()).unwrap_or(usize::MAX);
        let tokens = self.text.tokens().iter().enumerate().skip(first);
        let tokens = tokens.take_while(|(_, token)| token.range().start < span.end());
        let words = tokens.filter(|(_, token)| token.kind == TokenKind::Word);
        let words = words.map(|(at, _)| &self.text.folded().symbols()[self.text.cells(at)]);
        words.filter(|word| word.len() >= SHORTEST).collect()
    }
}

/// The fullest telling with what the others add.
fn merged(frame: Option<&Frame>, reader: &Reader<'_>, tellings: Vec<Fact>) -> Option<Fact> {
    let fullest =
        (0..tellings.len()).max_by_key(|at| (tellings[*at].roles.len(), std::cmp::Reverse(*at)))?;
    let mut fact = tellings[fullest].clone();
    if tellings.len() == 1 {
        return Some(fact);
    }
    let adds = |fact: &Fact, name: &str, filler: &Filler| {
        let has = fact.fillers(name).next().is_some();
        let role = frame.and_then(|frame| frame.role.get(name));
        let many = name == "source" || role.is_some_and(|role| role.many);
        match reader.meaning(filler) {
            Some(known) if many => !reader.meanings(fact, name).contains(&known),
            _ => !has,
        }
    };
    let others = tellings.iter().enumerate().filter(|(at, _)| *at != fullest);
    for (name, filler) in others.flat_map(|(_, other)| &other.roles) {
        if adds(&fact, name, filler) {
            fact.roles.push((name, filler.clone()));
        }
    }
    for told in &tellings {
        fact = fact.with_at("evidence", Value::Text, told.span);
    }
    Some(fact)
}
