//! Where news comes from: datelines, and who is named as a source.
//!
//! Enters: the places, times, people and organisations of a text, and the slots' words that name a source.
//! Leaves: facts of the kinds `attribution` and `dateline`. Never known here: any language, and any outlet.

mod dateline;

use std::collections::{BTreeMap, BTreeSet};

use khabar_core::{
    Cx, Extractor, Fact, FactRef, Holds, KindSpec, Languages, Plugin, RoleSpec, Settings, Sink,
    SlotSpec, Span, Spec, Value,
};
use khabar_lex::{Text, TokenKind};

const WHO: &[&str] = &["organization", "person", "office", "place"];

const KINDS: &[KindSpec] = &[
    KindSpec {
        name: "attribution",
        doc: "The text says from whom it has what it tells.",
        roles: &[
            RoleSpec::one("outlet", Holds::Party(WHO)),
            RoleSpec::one("agency", Holds::Party(WHO)),
            RoleSpec::many("cited", Holds::Party(WHO)),
            RoleSpec::attr("scope", Holds::Symbol(&["document", "sentence"])),
        ],
    },
    KindSpec {
        name: "dateline",
        doc: "Where and when a report was written, and by which agency, before its first sentence.",
        roles: &[
            RoleSpec::one("place", Holds::Party(&["place"])),
            RoleSpec::one("time", Holds::Party(&["time"])),
            RoleSpec::one("agency", Holds::Party(&["organization"])),
        ],
    },
];

const SLOTS: &[SlotSpec] = &[
    SlotSpec {
        name: "source.according",
        doc: "What names a source: `after`, it stands behind; `before`, it stands before.",
    },
    SlotSpec {
        name: "source.label",
        doc: "Words before a colon and the source: \"Source: …\".",
    },
    SlotSpec {
        name: "source.report",
        doc: "Verbs by which a news agency or a press office tells the news.",
    },
    SlotSpec {
        name: "source.office",
        doc: "Those who tell the news for somebody: a press office.",
    },
    SlotSpec {
        name: "source.rule",
        doc: "What one acts in accordance with, and that says nothing: rules, a plan.",
    },
    SlotSpec {
        name: "source.noun",
        doc: "Head nouns of sources without a name: a statement, witnesses.",
    },
];

/// What this crate registers.
pub const SPEC: Spec = Spec {
    id: "fact-source",
    by: env!("CARGO_PKG_NAME"),
    readme: include_str!("../README.md"),
    kinds: KINDS,
    provides: &["attribution", "dateline"],
    requires: &["person", "office", "organization", "place", "time"],
    slots: SLOTS,
    languages: Languages::All,
    settings: &[],
    build,
};

khabar_core::submit! { Plugin::Extractor(&SPEC) }

fn build(_: &Settings) -> Box<dyn Extractor> {
    Box::new(Sources)
}

struct Sources;

impl Extractor for Sources {
    fn extract(&self, cx: &Cx<'_>, sink: &mut Sink<'_>) {
        let text = Text::of(cx);
        let mentions = Mentions::of(cx);
        if let Some(fact) = dateline::dateline(text, &mentions) {
            sink.emit(fact);
        }
        let named = according(text, &mentions);
        for fact in chains(text, &mentions, named) {
            sink.emit(fact);
        }
        for fact in labels(text, &mentions)
            .into_iter()
            .chain(reports(text, &mentions))
        {
            sink.emit(fact);
        }
    }
}

/// The mentions that may be a source, a place or a time, by where they begin and end.
struct Mentions<'f> {
    starts: BTreeMap<usize, (FactRef, &'f Fact)>,
    ends: BTreeMap<usize, (FactRef, &'f Fact)>,
    /// News agencies, newspapers, broadcasters.
    media: BTreeSet<FactRef>,
}

impl<'f> Mentions<'f> {
    fn of(cx: &Cx<'f>) -> Mentions<'f> {
        let mut mentions = Mentions {
            starts: BTreeMap::new(),
            ends: BTreeMap::new(),
            media: BTreeSet::new(),
        };
        let gazetteer = Text::of(cx).gazetteer();
        for (at, org) in cx.facts("organization") {
            let entity = org
                .value("entity")
                .map(ToString::to_string)
                .unwrap_or_default();
            let class = gazetteer.get(&entity).and_then(|e| e.class.as_deref());
            if matches!(class, Some("media" | "agency")) {
                mentions.media.insert(at);
            }
        }
        // Of several that begin at one place the longest is meant; an office's holder stands beside it.
        for kind in ["time", "place", "office", "person", "organization"] {
            for (at, fact) in cx.facts(kind) {
                let longer = |old: &(FactRef, &Fact)| old.1.span.len() > fact.span.len();
                if !mentions.starts.get(&fact.span.start()).is_some_and(longer) {
                    mentions.starts.insert(fact.span.start(), (at, fact));
                }
                if !mentions.ends.get(&fact.span.end()).is_some_and(longer) {
                    mentions.ends.insert(fact.span.end(), (at, fact));
                }
            }
        }
        mentions
    }

    /// Who or what begins at a byte, or a few letters behind it: "to" may be written to a name.
    fn at(&self, byte: usize) -> Option<(FactRef, &'f Fact)> {
        let near = self.starts.range(byte..byte + JOINED).next()?;
        Some(*near.1)
    }
}

/// The longest preposition that is written to a name has so many bytes.
const JOINED: usize = 5;

/// A source and the words that name it as one.
struct Named {
    words: Span,
    who: Value,
    span: Span,
}

/// "According to X".
fn according(text: &Text, mentions: &Mentions<'_>) -> Vec<Named> {
    let mut named = Vec::new();
    for hit in text.hits("source.according") {
        let found = match text.entry(hit).value() {
            Some("before") => source_before(text, mentions, hit.span.start()),
            _ => source_behind(text, mentions, hit.span.end()),
        };
        if let Some((who, span)) = found {
            named.push(Named {
                words: hit.span,
                who,
                span,
            });
        }
    }
    named
}

/// Marks that may stand around a name.
const MARKS: &[char] = &['«', '»', '“', '”', '"', '(', ')', '\''];

/// The byte behind marks and space.
fn skip_marks(text: &Text, byte: usize) -> Option<usize> {
    let marks = text.source().get(byte..)?.chars();
    let marks = marks.take_while(|c| MARKS.contains(c));
    Some(text.skip_space(byte + marks.map(char::len_utf8).sum::<usize>()))
}

fn source_behind(text: &Text, mentions: &Mentions<'_>, byte: usize) -> Option<(Value, Span)> {
    let mut at = text.skip_space(byte);
    // "The news site «Radio Pakistan»": head nouns may stand before the name.
    let mut first: Option<Span> = None;
    for _ in 0..HEADS {
        at = skip_marks(text, at)?;
        if let Some((fact, mention)) = mentions.at(at).filter(|(_, m)| m.kind != "time") {
            return match via(mention).as_deref() {
                // "The American prosecutor" is no country.
                Some("nationality") => Some((Value::Text, first?.join(mention.span))),
                Some("demonym") => None,
                _ => Some((Value::Fact(fact), mention.span)),
            };
        }
        let token = text.token_at(at)?;
        if text.tokens()[token].kind != TokenKind::Word {
            return None;
        }
        let word = text.span(token)?;
        if text.starts("source.rule", word.start()).is_some() {
            return None;
        }
        first = first.or(Some(word));
        if text.starts("source.noun", word.start()).is_some() || head_inside(text, word) {
            let named = name_after(text, mentions, word.end());
            return Some(named.unwrap_or((Value::Text, phrase(text, word))));
        }
        at = text.skip_space(word.end());
    }
    None
}

/// By what words a place is named.
fn via(mention: &Fact) -> Option<String> {
    let via = mention.value("via").filter(|_| mention.kind == "place")?;
    Some(via.to_string())
}

/// How many words may stand between "according to" and the source.
const HEADS: usize = 3;

fn head_inside(text: &Text, word: Span) -> bool {
    let hits = text.hits("source.noun");
    let from = hits.partition_point(|hit| hit.span.start() < word.start());
    hits.get(from).is_some_and(|hit| word.contains(hit.span))
}

/// "The newspaper X": the name behind a head noun and at most one more word.
fn name_after(text: &Text, mentions: &Mentions<'_>, byte: usize) -> Option<(Value, Span)> {
    let mut at = text.skip_space(byte);
    for _ in 0..HEADS {
        at = skip_marks(text, at)?;
        if let Some((fact, mention)) = mentions.at(at).filter(|(_, m)| m.kind == "organization") {
            return Some((Value::Fact(fact), mention.span));
        }
        let token = text.token_at(at)?;
        if text.tokens()[token].kind != TokenKind::Word {
            return None;
        }
        at = text.skip_space(text.span(token)?.end());
    }
    None
}

/// A noun and up to two words behind it, on its line, before any punctuation or another slot's word.
fn phrase(text: &Text, noun: Span) -> Span {
    let mut span = noun;
    for _ in 0..2 {
        let at = text.skip_space(span.end());
        let Some(token) = text
            .token_at(at)
            .filter(|t| text.tokens()[*t].kind == TokenKind::Word)
        else {
            break;
        };
        match text.span(token) {
            Some(word) if !text.is_slot_word(word) && !text.is_word_of(word, &["function"]) => {
                span = span.join(word)
            }
            _ => break,
        }
    }
    span
}

fn source_before(text: &Text, mentions: &Mentions<'_>, byte: usize) -> Option<(Value, Span)> {
    let mut end = text.skip_space_back(byte);
    let rest = text.source().get(..end)?;
    let marks: usize = rest
        .chars()
        .rev()
        .take_while(|c| MARKS.contains(c))
        .map(char::len_utf8)
        .sum();
    if let Some((fact, mention)) = mentions
        .ends
        .get(&end)
        .or_else(|| mentions.ends.get(&(end - marks)))
        && mention.kind != "time"
    {
        return Some((Value::Fact(*fact), mention.span));
    }
    if marks > 0 {
        // "Inter Services Public Relations (ISPR) according to": the name before the bracket.
        let open = rest.rfind('(')?;
        end = text.skip_space_back(open);
        let (fact, mention) = mentions.ends.get(&end)?;
        return Some((Value::Fact(*fact), mention.span));
    }
    let token = text.token_at(end.checked_sub(1)?)?;
    let word = text.span(token)?;
    if text.ends("source.rule", word.end()).is_some() {
        return None;
    }
    let noun = text.ends("source.noun", word.end())?;
    // "In a statement that the army's media wing issued": whose statement it is.
    let sentence = text.sentence_at(byte)?;
    let from = text.tokens()[sentence.start].range().start;
    let owner = mentions.ends.range(from..noun.span.start()).next_back();
    let owner =
        owner.filter(|(at, (_, m))| m.kind == "organization" && noun.span.start() - **at < OWNER);
    Some(match owner {
        Some((_, (fact, mention))) => (Value::Fact(*fact), mention.span),
        None => (Value::Text, noun.span),
    })
}

/// An owner stands at most so many bytes before its statement.
const OWNER: usize = 60;

/// Sources of one sentence, one quoting the next, are one fact: the agency and whom it cites.
fn chains(text: &Text, mentions: &Mentions<'_>, named: Vec<Named>) -> Vec<Fact> {
    let mut facts: Vec<(std::ops::Range<usize>, Vec<Named>)> = Vec::new();
    for named in named {
        let Some(sentence) = text.sentence_at(named.words.start()) else {
            continue;
        };
        match facts.last_mut() {
            Some((same, chain)) if *same == sentence && chain.len() == 1 => chain.push(named),
            _ => facts.push((sentence, vec![named])),
        }
    }
    let opening = text.sentences().take(OPENING).last().map_or(0, |s| s.end);
    // What an outlet or agency reports goes on behind the sentence that names it.
    let reports = |who: &Value| match who {
        Value::Fact(at) => mentions.media.contains(at),
        _ => false,
    };
    facts
        .into_iter()
        .map(|(sentence, chain)| {
            let of_media = chain.iter().any(|named| reports(&named.who));
            let scope = if of_media && sentence.end <= opening {
                "document"
            } else {
                "sentence"
            };
            let mut fact = Fact::new("attribution", chain[0].words, "attribution.according");
            if let [first, second] = &chain[..] {
                fact = fact
                    .with_at("agency", first.who.clone(), first.span)
                    .with_at("cited", second.who.clone(), second.span);
            } else {
                fact = fact.with_at("cited", chain[0].who.clone(), chain[0].span);
            }
            fact.with("scope", Value::Symbol(scope))
        })
        .collect()
}

/// An outlet or agency that is named in one of the first sentences is the source of all the text.
const OPENING: usize = 3;

/// "Source: X".
fn labels(text: &Text, mentions: &Mentions<'_>) -> Vec<Fact> {
    let mut facts = Vec::new();
    for hit in text.hits("source.label") {
        let colon = text.skip_space(hit.span.end());
        if !text.source()[colon..].starts_with([':', '：']) {
            continue;
        }
        if let Some((at, mention)) = mentions.at(text.skip_space(colon + 1)) {
            facts.push(
                Fact::new("attribution", hit.span, "attribution.label")
                    .with_at("cited", Value::Fact(at), mention.span)
                    .with("scope", Value::Symbol("document")),
            );
        }
    }
    facts
}

/// "The press office reported".
fn reports(text: &Text, mentions: &Mentions<'_>) -> Vec<Fact> {
    let mut facts = Vec::new();
    for hit in text.hits("source.report") {
        let at = text.skip_space(hit.span.end());
        let Some((fact, mention)) = mentions.at(at).filter(|(_, m)| m.kind == "organization")
        else {
            continue;
        };
        let media = mentions.media.contains(&fact);
        if media || text.starts("source.office", mention.span.start()).is_some() {
            facts.push(
                Fact::new("attribution", hit.span, "attribution.report")
                    .with_at("cited", Value::Fact(fact), mention.span)
                    .with("scope", Value::Symbol("sentence")),
            );
        }
    }
    facts
}
