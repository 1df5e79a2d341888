//! Facts of what was found.

use std::collections::BTreeMap;

use khabar_core::{Cx, Fact, FactRef, Filler, Holds, KindSpec, Span, Value};

use crate::find::Found;
use crate::frame::{Modality, Rank};
use crate::frames::Frames;
use crate::mode::Mode;
use crate::party::{Filled, Party};
use crate::setting::Setting;
use crate::source::Sources;

/// All that was found out about the events of a text.
pub(crate) struct Told<'a> {
    pub frames: &'a Frames,
    pub kinds: &'static [KindSpec],
    pub parties: &'a [Party],
    pub found: &'a [Found],
    pub modes: &'a [Mode],
    pub settings: &'a [Setting],
    pub sources: &'a Sources,
}

impl Told<'_> {
    /// The facts of the events.
    pub fn facts(&self, cx: &Cx<'_>) -> Vec<Fact> {
        let ranks = Ranks::of(cx);
        let events = self.found.iter().zip(self.modes).zip(self.settings);
        events
            .filter_map(|((event, mode), setting)| {
                let frame = &self.frames.frames[event.frame];
                let kind = self.kinds.iter().find(|kind| kind.name == frame.kind)?;
                let mut fact = Fact::new(kind.name, event.span, self.frames.rule(event));
                let put = |fact: &mut Fact, role: &str, filled: &Filled| {
                    if let Some(role) = kind.role(role) {
                        fact.roles.push((
                            role.name,
                            Filler {
                                value: filled.value.clone(),
                                span: filled.span,
                            },
                        ));
                    }
                };
                for (role, filled) in &event.roles {
                    put(&mut fact, role, filled);
                }
                for (name, role) in &frame.role {
                    if role.office_of.is_some() {
                        for party in &event.subjects {
                            let party = &self.parties[*party];
                            if let (Some(office), "person") = (party.office, party.kind)
                                && let Some(span) = ranks.spans.get(&office)
                                && party.fillers.iter().all(|f| f.span != Some(*span))
                            {
                                put(
                                    &mut fact,
                                    name,
                                    &Filled {
                                        value: Value::Fact(office),
                                        span: Some(*span),
                                    },
                                );
                                break;
                            }
                        }
                    }
                    let symbol = match &role.rank {
                        Some(rank) => ranks.symbol(event, rank),
                        None if role.quoted.is_some() => {
                            role.quoted.as_ref().map(|[direct, other]| {
                                if event.quoted {
                                    direct.clone()
                                } else {
                                    other.clone()
                                }
                            })
                        }
                        None if frame.value.as_ref().is_some_and(|v| v.get_ref() == name) => {
                            event.value.clone()
                        }
                        None => None,
                    };
                    if let Some(symbol) = symbol.and_then(|symbol| symbol_of(kind, name, &symbol)) {
                        put(
                            &mut fact,
                            name,
                            &Filled {
                                value: Value::Symbol(symbol),
                                span: None,
                            },
                        );
                    }
                }
                for (role, symbol, span) in &event.symbols {
                    if let Some(symbol) = symbol_of(kind, role, symbol) {
                        put(
                            &mut fact,
                            role,
                            &Filled {
                                value: Value::Symbol(symbol),
                                span: Some(*span),
                            },
                        );
                    }
                }
                let word = |name: &str, word: &str| {
                    symbol_of(kind, name, word).map(|symbol| Filled {
                        value: Value::Symbol(symbol),
                        span: None,
                    })
                };
                let polarity = if mode.negated { "negated" } else { "affirmed" };
                if let Some(filled) = word("polarity", polarity) {
                    put(&mut fact, "polarity", &filled);
                }
                if let Some(filled) = word("modality", mode.modality.word()) {
                    put(&mut fact, "modality", &filled);
                }
                for (role, from, told) in [
                    ("time", "time_from", &setting.time),
                    ("place", "place_from", &setting.place),
                ] {
                    // Where a visit goes is where it happens, if it does.
                    let to_come =
                        role == "place" && event.goes && mode.modality != Modality::Asserted;
                    if let Some(told) = told.as_ref().filter(|_| !to_come) {
                        put(&mut fact, role, &told.filled);
                        if let Some(filled) = word(from, told.from) {
                            put(&mut fact, from, &filled);
                        }
                    }
                }
                let mut chain: Vec<&Filled> = Vec::new();
                for source in mode.speakers.iter().chain(self.sources.at(event.span)) {
                    let own = event.roles.iter().any(|(role, filled)| {
                        frame.speaker.as_ref().is_some_and(|s| s.get_ref() == role)
                            && filled.value == source.value
                    });
                    if !own
                        && !chain
                            .iter()
                            .any(|known| known.value == source.value && known.span == source.span)
                    {
                        chain.push(source);
                    }
                }
                for source in chain {
                    put(&mut fact, "source", source);
                }
                let code = frame.code.iter().find(|code| {
                    (code.modality.is_empty() || code.modality.contains(&mode.modality))
                        && (code.value.is_empty()
                            || event
                                .value
                                .as_ref()
                                .is_some_and(|value| code.value.contains(value)))
                });
                for (name, code) in code
                    .into_iter()
                    .flat_map(|c| [("plover", &c.plover), ("cameo", &c.cameo)])
                {
                    if let Some(filled) = code.as_deref().and_then(|code| word(name, code)) {
                        put(&mut fact, name, &filled);
                    }
                }
                Some(fact)
            })
            .collect()
    }
}

/// The events that mentions tell by themselves.
pub(crate) fn of_mentions(cx: &Cx<'_>, frames: &Frames, kinds: &'static [KindSpec]) -> Vec<Fact> {
    let mut facts = Vec::new();
    for frame in &frames.frames {
        let Some(kind) = kinds.iter().find(|kind| kind.name == frame.kind) else {
            continue;
        };
        for told in &frame.mention {
            for (at, mention) in cx.facts(&told.of) {
                let mut fact = Fact::new(
                    kind.name,
                    mention.span,
                    frames
                        .mention_rules
                        .get(&frame.kind)
                        .copied()
                        .unwrap_or(kind.name),
                );
                let mut complete = true;
                for (role, of) in &told.roles {
                    let Some(role) = kind.role(role) else {
                        continue;
                    };
                    let fillers: Vec<Filler> = match of.as_str() {
                        "self" => vec![Filler {
                            value: Value::Fact(at),
                            span: Some(mention.span),
                        }],
                        of => mention
                            .fillers(of)
                            .filter(|f| f.span.is_some())
                            .cloned()
                            .collect(),
                    };
                    complete &= !fillers.is_empty();
                    let one = if role.many { fillers.len() } else { 1 };
                    fact.roles.extend(
                        fillers
                            .into_iter()
                            .take(one)
                            .map(|filler| (role.name, filler)),
                    );
                }
                let symbols = mention
                    .roles
                    .iter()
                    .map(|(_, filler)| filler.value.to_string());
                let status = symbols
                    .into_iter()
                    .find_map(|symbol| told.status.get(&symbol));
                if let (Some(value), Some(role)) = (status.or(told.value.as_ref()), &frame.value)
                    && let Some(symbol) = symbol_of(kind, role.get_ref(), value)
                    && let Some(role) = kind.role(role.get_ref())
                {
                    fact = fact.with(role.name, Value::Symbol(symbol));
                }
                if complete {
                    facts.push(
                        fact.with("polarity", Value::Symbol("affirmed"))
                            .with("modality", Value::Symbol("asserted")),
                    );
                }
            }
        }
    }
    facts
}

/// A word of a role's set of symbols.
fn symbol_of(kind: &KindSpec, role: &str, word: &str) -> Option<&'static str> {
    match kind.role(role)?.holds {
        Holds::Symbol(set) => set.iter().find(|symbol| **symbol == word).copied(),
        _ => None,
    }
}

/// Which office each person of the text holds.
struct Ranks {
    roles: BTreeMap<FactRef, String>,
    spans: BTreeMap<FactRef, Span>,
    held: BTreeMap<FactRef, Vec<FactRef>>,
}

impl Ranks {
    fn of(cx: &Cx<'_>) -> Ranks {
        let mut ranks = Ranks {
            roles: BTreeMap::new(),
            spans: BTreeMap::new(),
            held: BTreeMap::new(),
        };
        for (at, office) in cx.facts("office") {
            let role = office
                .value("role")
                .map(ToString::to_string)
                .unwrap_or_default();
            let role = role.strip_prefix("office/").unwrap_or(&role).to_owned();
            ranks.roles.insert(at, role);
            ranks.spans.insert(at, office.span);
            for holder in office.fillers("holder") {
                if let Value::Fact(person) = holder.value {
                    ranks.held.entry(person).or_default().push(at);
                }
            }
        }
        // Whoever is named with an office once holds it wherever the text names him.
        let mut of_entity: BTreeMap<String, Vec<FactRef>> = BTreeMap::new();
        let people: Vec<(FactRef, String)> = cx
            .facts("person")
            .filter_map(|(at, person)| Some((at, person.value("entity")?.to_string())))
            .collect();
        for (at, who) in &people {
            let held = ranks.held.get(at).cloned().unwrap_or_default();
            of_entity.entry(who.clone()).or_default().extend(held);
        }
        for (at, who) in people {
            if let Some(held) = of_entity.get(&who).filter(|held| !held.is_empty()) {
                ranks.held.insert(at, held.clone());
            }
        }
        ranks
    }

    /// The symbol whose offices all fillers of the other role hold.
    fn symbol(&self, event: &Found, rank: &Rank) -> Option<String> {
        let of = event
            .roles
            .iter()
            .filter(|(role, _)| role == rank.of.get_ref());
        let of = of
            .map(|(_, filled)| filled)
            .filter(|filled| filled.value != Value::Text);
        let fillers: Vec<&Filled> = of.collect();
        let holds = |filled: &Filled, offices: &[String]| {
            let Value::Fact(fact) = filled.value else {
                return false;
            };
            let held = self.held.get(&fact).map_or(&[][..], Vec::as_slice);
            let roles = held
                .iter()
                .chain([&fact])
                .filter_map(|office| self.roles.get(office));
            roles
                .into_iter()
                .any(|role| offices.iter().any(|o| o == role))
        };
        let all = |offices: &Vec<String>| fillers.iter().all(|filled| holds(filled, offices));
        let mut symbols = rank.offices.iter().filter(|(_, offices)| all(offices));
        let (symbol, _) = symbols.next().filter(|_| fillers.len() > 1)?;
        Some(symbol.clone())
    }
}
