//! Facts of what was found.

use std::collections::BTreeMap;

use khabar_core::{Cx, Fact, FactRef, Filler, Holds, KindSpec, Span, Value};

use crate::find::Found;
use crate::frame::{Code, Frame, Modality, Rank};
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
        let facts = events.filter_map(|((event, mode), setting)| {
            let frame = &self.frames.frames[event.frame];
            let kind = self.kinds.iter().find(|kind| kind.name == frame.kind)?;
            let mut draft = Draft {
                fact: Fact::new(kind.name, event.span, self.frames.rule(event)),
                kind,
            };
            for (role, filled) in &event.roles {
                draft.put(role, filled);
            }
            for (role, symbol, span) in &event.symbols {
                draft.symbol(role, symbol, Some(*span));
            }
            self.offices(&mut draft, event, frame, &ranks);
            derived(&mut draft, event, frame, &ranks);
            told(&mut draft, event, mode, setting);
            self.sources(&mut draft, event, frame, mode);
            codes(&mut draft, event, frame, mode);
            Some(draft.fact)
        });
        facts.collect()
    }

    /// The office that stands beside who does it.
    fn offices(&self, draft: &mut Draft, event: &Found, frame: &Frame, ranks: &Ranks) {
        let roles = frame
            .role
            .iter()
            .filter(|(_, role)| role.office_of.is_some());
        for (name, _) in roles {
            let subjects = event.subjects.iter().map(|party| &self.parties[*party]);
            let beside = subjects
                .filter(|party| party.kind == "person")
                .find_map(|party| {
                    let office = party.office?;
                    let span = *ranks.spans.get(&office)?;
                    let named = party.fillers.iter().all(|f| f.span != Some(span));
                    named.then_some((office, span))
                });
            if let Some((office, span)) = beside {
                let value = Value::Fact(office);
                let span = Some(span);
                draft.put(name, &Filled { value, span });
            }
        }
    }

    /// Who says so: those in whose words it stands, then the sources of its place in the text.
    fn sources(&self, draft: &mut Draft, event: &Found, frame: &Frame, mode: &Mode) {
        let speaks = |role: &str| frame.speaker.as_ref().is_some_and(|s| s.get_ref() == role);
        let mut chain: Vec<&Filled> = Vec::new();
        for source in mode.speakers.iter().chain(self.sources.at(event.span)) {
            let mut roles = event.roles.iter();
            let own = roles.any(|(role, filled)| speaks(role) && filled.value == source.value);
            let same = |known: &&Filled| known.value == source.value && known.span == source.span;
            if !own && !chain.iter().any(same) {
                chain.push(source);
            }
        }
        for source in chain {
            draft.put("source", source);
        }
    }
}

/// A fact in the making.
struct Draft {
    fact: Fact,
    kind: &'static KindSpec,
}

impl Draft {
    fn put(&mut self, role: &str, filled: &Filled) {
        if let Some(role) = self.kind.role(role) {
            let filler = Filler {
                value: filled.value.clone(),
                span: filled.span,
            };
            self.fact.roles.push((role.name, filler));
        }
    }

    /// A symbol, if the role has it.
    fn symbol(&mut self, role: &str, symbol: &str, span: Option<Span>) {
        if let Some(symbol) = symbol_of(self.kind, role, symbol) {
            let value = Value::Symbol(symbol);
            self.put(role, &Filled { value, span });
        }
    }
}

/// Symbols that follow from offices, from quotation marks, or from the trigger's value.
fn derived(draft: &mut Draft, event: &Found, frame: &Frame, ranks: &Ranks) {
    for (name, role) in &frame.role {
        let of_value = frame.value.as_ref().is_some_and(|v| v.get_ref() == name);
        let symbol = match (&role.rank, &role.quoted) {
            (Some(rank), _) => ranks.symbol(event, rank),
            (None, Some([direct, _])) if event.quoted => Some(direct.clone()),
            (None, Some([_, other])) => Some(other.clone()),
            (None, None) => event.value.clone().filter(|_| of_value),
        };
        if let Some(symbol) = symbol {
            draft.symbol(name, &symbol, None);
        }
    }
}

/// Polarity, modality, time and place.
fn told(draft: &mut Draft, event: &Found, mode: &Mode, setting: &Setting) {
    let polarity = if mode.negated { "negated" } else { "affirmed" };
    draft.symbol("polarity", polarity, None);
    draft.symbol("modality", mode.modality.word(), None);
    let times = ("time", "time_from", &setting.time);
    for (role, from, told) in [times, ("place", "place_from", &setting.place)] {
        // Where a visit goes is where it happens, if it does.
        let to_come = role == "place" && event.goes && mode.modality != Modality::Asserted;
        if let Some(told) = told.as_ref().filter(|_| !to_come) {
            draft.put(role, &told.filled);
            draft.symbol(from, told.from, None);
        }
    }
}

/// The codes whose conditions hold.
fn codes(draft: &mut Draft, event: &Found, frame: &Frame, mode: &Mode) {
    let holds = |code: &&Code| {
        let value = event.value.as_ref();
        (code.modality.is_empty() || code.modality.contains(&mode.modality))
            && (code.value.is_empty() || value.is_some_and(|value| code.value.contains(value)))
    };
    if let Some(code) = frame.code.iter().find(holds) {
        for (role, code) in [("plover", &code.plover), ("cameo", &code.cameo)] {
            if let Some(code) = code {
                draft.symbol(role, code, None);
            }
        }
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
