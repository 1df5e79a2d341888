//! A sentence as the engine reads it: parties, triggers, words that carry grammar, and the rest.

use std::collections::BTreeSet;

use khabar_core::Span;
use khabar_lex::{Hit, Inflection, Text, TokenKind, VerbForm};

use crate::frame::Position;
use crate::frames::Frames;
use crate::party::Party;

/// What an item is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Thing {
    /// Somebody or something that the text names, by number.
    Party(usize),
    /// A preposition or postposition.
    Case(Position),
    /// "That" before what is said.
    That,
    /// "Who", "which".
    Relative,
    /// "And", "or" as a word of its own.
    And,
    /// Begins another clause: "while", "but".
    Join,
    /// May stand anywhere: "also".
    Adverb,
    /// Makes the verb before it a passive.
    Passive,
    /// The cancellation of what stands beside it.
    Undo,
    /// Negates the verb beside it.
    Not,
    /// Negates the noun behind it: "non-".
    Non,
    /// Makes what stands beside it something to come.
    Future,
    /// "Must", "should".
    Need,
    /// "May", "can".
    May,
    /// The verb of a verb of two words; whether its subject does it.
    Light(bool),
    /// A verb that carries an event noun; whether its subject does it.
    Support(bool),
    /// Any other verb.
    Verb,
    /// A pronoun for several who were just named.
    They,
    /// "He", "she", where nobody knows who.
    He,
    /// "We".
    We,
    /// Ends the naming of a source: "according to", behind it.
    Source,
    /// Begins a remark of the writer: "it should be noted".
    Note,
    /// "Including", "among them": whom a group is made of.
    Including,
    /// "It", "on them": a thing that was just named, where it is what is acted upon.
    It,
    /// An abstract noun: what is said, never who says it.
    ObjectNoun,
    /// A word of a trigger's or helper's slot, by number in the list of hits.
    Event(usize),
    /// A common noun that is as good as a name, by number in the list of hits.
    Common(usize),
    /// A comma.
    Comma,
    /// What announces a quotation.
    Colon,
    /// A quotation mark that opens, or may.
    Open,
    /// One that closes.
    Close,
    /// Other punctuation, which ends whatever there is.
    Strong,
    /// That of a question.
    Question,
    /// Punctuation that says nothing here: a bracket, a dash, a full stop.
    Mark,
    /// Any other word.
    Word,
}

/// What is written together with an item, before it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Joined {
    /// "And".
    pub and: bool,
    /// A preposition.
    pub case: Option<Position>,
    /// The future's letter.
    pub future: bool,
}

/// An item of a sentence.
#[derive(Debug, Clone)]
pub(crate) struct Item {
    pub span: Span,
    /// All that it may be; at least one.
    pub things: Vec<Thing>,
    /// Of a verb.
    pub inflection: Option<Inflection>,
    pub joined: Joined,
    /// Of a verb: a pronoun for what it is done to is written behind it.
    pub has_object: bool,
}

impl Item {
    pub fn is(&self, thing: Thing) -> bool {
        self.things.contains(&thing)
    }

    pub fn party(&self) -> Option<usize> {
        self.things.iter().find_map(|thing| match thing {
            Thing::Party(at) => Some(*at),
            _ => None,
        })
    }

    /// The case that it marks, unless it is a verb here.
    pub fn case(&self) -> Option<Position> {
        self.things.iter().find_map(|thing| match thing {
            Thing::Case(case) => Some(*case),
            _ => None,
        })
    }

    pub fn events(&self) -> impl Iterator<Item = usize> + '_ {
        self.things.iter().filter_map(|thing| match thing {
            Thing::Event(at) | Thing::Common(at) => Some(*at),
            _ => None,
        })
    }

    pub fn light(&self) -> Option<bool> {
        self.things.iter().find_map(|thing| match thing {
            Thing::Light(active) => Some(*active),
            _ => None,
        })
    }

    pub fn support(&self) -> Option<bool> {
        self.things.iter().find_map(|thing| match thing {
            Thing::Support(active) => Some(*active),
            _ => None,
        })
    }

    pub fn is_word(&self) -> bool {
        self.things
            .iter()
            .all(|thing| matches!(thing, Thing::Word | Thing::ObjectNoun | Thing::Common(_)))
    }

    /// A word of a frame's slot that is no verb.
    pub fn is_plain_noun(&self) -> bool {
        self.inflection.is_none() && self.events().next().is_some() && self.case().is_none()
    }

    /// A verb that makes a clause: not an infinitive, and no participle beside another verb.
    pub fn is_finite(&self) -> bool {
        let form = self.inflection.map(|inflection| inflection.form);
        let verb = |thing: &Thing| {
            matches!(
                thing,
                Thing::Light(_) | Thing::Support(_) | Thing::Verb | Thing::Event(_)
            )
        };
        self.things.iter().any(verb)
            && match form {
                Some(VerbForm::Infinitive | VerbForm::Conjunctive | VerbForm::Participle) => false,
                Some(_) => true,
                None => !self.things.iter().any(|t| matches!(t, Thing::Event(_))),
            }
    }

    pub fn is_participle(&self) -> bool {
        self.inflection
            .is_some_and(|i| i.form == VerbForm::Participle)
    }
}

/// An occurrence of a word that frames look for.
#[derive(Debug, Clone)]
pub(crate) struct EventHit {
    /// Number of the slot in the engine's list.
    pub slot: usize,
    pub value: Option<String>,
}

/// All items of a text, and the words of frames among them.
pub(crate) struct Items {
    /// Sentence by sentence.
    pub sentences: Vec<Vec<Item>>,
    pub hits: Vec<EventHit>,
    /// In the language verbs come first, and what belongs to a noun behind it.
    pub order: Order,
}

/// How a language orders a clause.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Order {
    /// Verb first; what belongs to a noun stands behind it.
    VerbFirst,
    /// Verb last; what belongs to a noun stands behind it.
    VerbLast,
    /// Verb last; what belongs to a noun stands before it.
    AllLast,
}

/// A slot of grammar words and what they are.
const GRAMMAR: &[(&str, Thing)] = &[
    ("clause.that", Thing::That),
    ("clause.relative", Thing::Relative),
    ("clause.and", Thing::And),
    ("clause.join", Thing::Join),
    ("clause.adverb", Thing::Adverb),
    ("clause.passive", Thing::Passive),
    ("clause.undo", Thing::Undo),
    ("clause.not", Thing::Not),
    ("clause.non", Thing::Non),
    ("clause.future", Thing::Future),
    ("clause.need", Thing::Need),
    ("clause.may", Thing::May),
    ("clause.verb", Thing::Verb),
    ("clause.they", Thing::They),
    ("clause.he", Thing::He),
    ("clause.we", Thing::We),
    ("clause.note", Thing::Note),
    ("clause.it", Thing::It),
    ("clause.including", Thing::Including),
    ("clause.some", Thing::Word),
    ("clause.idiom", Thing::Adverb),
    ("clause.object_noun", Thing::ObjectNoun),
];

/// A stretch of text that is something, before the stretches are told apart.
struct Candidate {
    span: Span,
    thing: Thing,
    inflection: Option<Inflection>,
    has_object: bool,
}

/// Reads a text as items; what tells begins at byte `body`, behind a dateline.
pub(crate) fn items(text: &Text, parties: &[Party], frames: &Frames, body: usize) -> Items {
    let mut hits = Vec::new();
    let mut candidates: Vec<Candidate> = Vec::new();
    let mut add = |hit: &Hit, thing: Thing| {
        let inflection = text.entry(hit).inflection();
        let has_object = inflection.is_some() && text.is_inflected(hit);
        let word = hit.span.of(text.source());
        let no_pronoun = |ending: &String| word.ends_with(ending.as_str());
        if has_object && text.signs("clause.noun_ending").iter().any(no_pronoun) {
            return;
        }
        candidates.push(Candidate {
            span: hit.span,
            thing,
            inflection,
            has_object,
        });
    };
    for (slot, thing) in GRAMMAR {
        for hit in text.hits(slot) {
            add(hit, *thing);
        }
    }
    for slot in ["clause.before", "clause.after"] {
        for hit in text.hits(slot) {
            let case = text.entry(hit).value().and_then(Position::named);
            add(hit, Thing::Case(case.unwrap_or(Position::Other)));
        }
    }
    // What names a source is no part of what is told.
    for hit in text.hits("source.according") {
        let behind = text.entry(hit).value() == Some("before");
        let thing = if behind {
            Thing::Join
        } else {
            Thing::Case(Position::Other)
        };
        add(hit, thing);
        if behind {
            add(hit, Thing::Source);
        }
    }
    for hit in text.hits("clause.light") {
        add(
            hit,
            Thing::Light(text.entry(hit).value() != Some("passive")),
        );
    }
    for hit in text.hits("clause.support") {
        add(
            hit,
            Thing::Support(text.entry(hit).value() != Some("passive")),
        );
    }
    for (slot, name) in frames.slots.iter().enumerate() {
        let common = frames.names(name);
        for hit in text.hits(name) {
            let value = text.entry(hit).value().map(str::to_owned);
            let thing = if common { Thing::Common } else { Thing::Event };
            add(hit, thing(hits.len()));
            hits.push(EventHit { slot, value });
        }
    }
    // An occasion's name may begin with the word that tells the event: "the fifth meeting of the commission".
    let told: BTreeSet<usize> = candidates
        .iter()
        .filter(|c| matches!(c.thing, Thing::Event(_)))
        .map(|c| c.span.start())
        .collect();
    let named = parties.iter().enumerate();
    let named =
        named.filter(|(_, party)| party.kind != "occasion" || !told.contains(&party.span.start()));
    let named = named.map(|(at, party)| Candidate {
        span: party.span,
        thing: Thing::Party(at),
        inflection: None,
        has_object: false,
    });
    candidates.extend(named);
    candidates.sort_by_key(|c| (c.span.start(), std::cmp::Reverse(c.span.end())));
    let order = text.signs("clause.order").first().map(String::as_str);
    let order = match order {
        Some("verb-first") => Order::VerbFirst,
        Some("all-last") => Order::AllLast,
        _ => Order::VerbLast,
    };
    let mut next = 0;
    let mut sentences = Vec::new();
    for sentence in text.sentences() {
        let mut items = sentence_items(text, sentence, order, &candidates, &mut next);
        items.retain(|item| item.span.end() > body);
        sentences.push(items);
    }
    Items {
        sentences,
        hits,
        order,
    }
}

fn sentence_items(
    text: &Text,
    tokens: std::ops::Range<usize>,
    order: Order,
    candidates: &[Candidate],
    next: &mut usize,
) -> Vec<Item> {
    let mut items: Vec<Item> = Vec::new();
    let mut until = 0;
    let mut quoted = false;
    for token in tokens {
        let range = text.tokens()[token].range();
        let mut taken = range.start < until;
        while let Some(candidate) = candidates.get(*next) {
            let span = candidate.span;
            if span.start() >= range.end {
                break;
            }
            *next += 1;
            if span.start() < range.start {
                continue;
            }
            // A ministry is no "and visited".
            let apart = span.start() > range.start && candidate.inflection.is_some();
            if apart && text.is_common_whole(token) {
                continue;
            }
            if let Some(last) = items.last_mut().filter(|last| last.span == span) {
                // A contract is no "they put" written as one word.
                let one_word = span.end() <= range.end;
                let noun =
                    |things: &[Thing]| matches!(things, [Thing::Event(_) | Thing::Common(_)]);
                if one_word && matches!(candidate.thing, Thing::Light(_)) && noun(&last.things) {
                    continue;
                }
                if one_word
                    && noun(&[candidate.thing])
                    && matches!(last.things[..], [Thing::Light(_)])
                {
                    last.things.clear();
                    last.inflection = None;
                }
                last.things.push(candidate.thing);
                last.inflection = last.inflection.or(candidate.inflection);
                last.has_object |= candidate.has_object;
            } else if span.start() >= until {
                until = span.end();
                taken = true;
                items.push(Item {
                    span,
                    things: vec![candidate.thing],
                    inflection: candidate.inflection,
                    joined: joined(text, range.start, span),
                    has_object: candidate.has_object,
                });
            }
        }
        if taken {
            continue;
        }
        let thing = match text.tokens()[token].kind {
            TokenKind::Word | TokenKind::Foreign | TokenKind::Number => Thing::Word,
            TokenKind::Space => continue,
            TokenKind::Line => Thing::Strong,
            TokenKind::Punct => punctuation(text.surface(token), &mut quoted),
        };
        if let Some(span) = text.span(token) {
            let asks = matches!(text.surface(token), "؟" | "?");
            let mut things = vec![thing];
            things.extend(asks.then_some(Thing::Question));
            items.push(Item {
                span,
                things,
                inflection: None,
                joined: Joined::default(),
                has_object: false,
            });
        }
    }
    settle(&mut items);
    unbracket(&mut items, text.source());
    unquote(&mut items, text.source());
    specify(&mut items, order);
    items
}

/// What is written before `span` in the token that begins at `start`.
fn joined(text: &Text, start: usize, span: Span) -> Joined {
    let mut joined = Joined::default();
    let Some(mut before) = text.source().get(start..span.start()) else {
        return joined;
    };
    while !before.is_empty() {
        let strip = |slot: &str| {
            let signs = text.signs(slot).iter();
            signs
                .filter_map(|sign| before.strip_prefix(sign.as_str()))
                .next()
        };
        before = if let Some(rest) = strip("clause.joined_and") {
            joined.and = true;
            rest
        } else if let Some(rest) = strip("clause.joined_future") {
            joined.future = true;
            rest
        } else if let Some(rest) = strip("clause.joined_to") {
            joined.case = Some(Position::To);
            rest
        } else if let Some(rest) = strip("clause.joined_in") {
            joined.case = Some(Position::In);
            rest
        } else {
            break;
        };
    }
    joined
}

fn punctuation(mark: &str, quoted: &mut bool) -> Thing {
    match mark {
        "،" | "," | "٬" => Thing::Comma,
        ":" => Thing::Colon,
        "«" | "“" | "„" | "‹" => Thing::Open,
        "»" | "”" | "›" | "″" => Thing::Close,
        "\"" | "'" => {
            *quoted = !*quoted;
            if *quoted { Thing::Open } else { Thing::Close }
        }
        "(" | ")" | "[" | "]" | "-" | "–" | "—" | "/" | "_" | "." | "ـ" | "’" | "‘" | "`" | "*"
        | "+" | "&" | "%" | "٪" => Thing::Mark,
        _ => Thing::Strong,
    }
}

/// A word that is a postposition or a verb, such as the Urdu one for "of" and "did", is a verb where the clause ends behind it.
fn settle(items: &mut [Item]) {
    for at in 0..items.len() {
        if items[at].case().is_none() || items[at].light().is_none() {
            continue;
        }
        let ends = match items.get(at + 1) {
            None => true,
            Some(next) => {
                let things = [
                    Thing::Strong,
                    Thing::Comma,
                    Thing::Join,
                    Thing::That,
                    Thing::And,
                ];
                things.iter().any(|thing| next.is(*thing))
                    || (next.is_finite() && next.is(Thing::Verb))
            }
        };
        items[at]
            .things
            .retain(|thing| matches!(thing, Thing::Case(_)) != ends);
    }
}

/// The longest aside in brackets, in items.
const LONGEST_ASIDE: usize = 6;

/// A short aside in brackets is no part of the sentence: "the ISPR (Inter Services Public Relations) said".
fn unbracket(items: &mut Vec<Item>, source: &str) {
    let mut at = 0;
    while at < items.len() {
        if items[at].span.of(source) == "(" {
            let close = (at + 1..items.len().min(at + LONGEST_ASIDE + 2))
                .find(|n| items[*n].span.of(source) == ")");
            if let Some(close) = close {
                items.drain(at..=close);
                continue;
            }
        }
        at += 1;
    }
}

/// The longest phrase for a group of which members are named, in items.
const LONGEST_GROUP: usize = 6;

/// A group is as good as its members: "with officials, among them the president" is "with the president". What
/// stands between the preposition and the members goes; of a language of postpositions, what stands between the
/// members and the postposition.
fn specify(items: &mut Vec<Item>, order: Order) {
    let plain = |item: &Item| {
        item.case().is_none()
            && (item.is_word() || item.party().is_some() || item.is(Thing::Comma))
            && item.inflection.is_none()
    };
    let mut at = 0;
    while at < items.len() {
        let (before, behind) = items.split_at(at);
        let group = match (items[at].is(Thing::Including), order) {
            (false, _) => None,
            (true, Order::AllLast) => {
                let member = before.last().is_some_and(|item| item.party().is_some());
                let words = behind[1..]
                    .iter()
                    .take(LONGEST_GROUP)
                    .take_while(|item| plain(item));
                let end = at + 1 + words.count();
                let case = items.get(end).is_some_and(|item| item.case().is_some());
                (member && case && end > at + 1).then_some(at..end)
            }
            (true, _) => {
                let member = behind.get(1).is_some_and(|item| item.party().is_some());
                let words = before
                    .iter()
                    .rev()
                    .take(LONGEST_GROUP)
                    .take_while(|item| plain(item));
                let start = at - words.count();
                let case = before[..start]
                    .last()
                    .is_some_and(|item| item.case().is_some());
                (member && case && start < at).then_some(start..at + 1)
            }
        };
        match group {
            Some(group) => {
                at = group.start;
                items.drain(group);
            }
            None => at += 1,
        }
    }
}

/// Quotation marks around a mere name are no quotation.
fn unquote(items: &mut Vec<Item>, source: &str) {
    let mut at = 0;
    while at + 1 < items.len() {
        if items[at].is(Thing::Open) && items[at + 1].party().is_some() {
            let closes = |c: char| matches!(c, '»' | '”' | '"' | '″' | '›');
            if items.get(at + 2).is_some_and(|item| item.is(Thing::Close)) {
                items.remove(at + 2);
                items.remove(at);
            } else if items[at + 1].span.of(source).contains(closes) {
                items.remove(at);
            }
        }
        at += 1;
    }
}
