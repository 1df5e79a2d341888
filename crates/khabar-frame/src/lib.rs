//! The engine for events: triggers, roles, conditions, polarity and modality.
//!
//! Enters: a text whose names, times and amounts are found, frames in TOML, and the slots in which each
//! language says how its clauses are built (`clause.…`) and which words tell what (`event.…`). Leaves: facts of
//! the frames' kinds. Never known here: any language, and any single kind of event.
//!
//! A sentence is read as items ([`item`]); a trigger takes from its clause who does it, with whom, and what is
//! said ([`clause`]); a frame says which of these fill which role and what must be there ([`frame`], [`find`]);
//! then it is settled whether it is done, to come or promised, and who says so ([`mode`]), and when and where
//! ([`setting`]).

mod check;
mod clause;
mod content;
mod doer;
mod emit;
mod explain;
mod fill;
mod find;
mod frame;
mod frames;
mod head;
mod item;
mod mode;
mod party;
mod place;
mod read;
mod setting;
mod slots;
mod source;
mod subject;
mod tellings;
mod words;

use std::collections::BTreeSet;

use khabar_core::{
    Cx, Extractor, FactRef, Holds, KindSpec, Languages, RoleSpec, Settings, Shown, Sink, SlotSpec,
    Span, Spec,
};
use khabar_lex::Text;

pub use frame::{Code, Frame, How, Mention, Modality, Position, Rank, Role, Trigger};

use find::{Attempt, Finder, Found};
use frames::Frames;
use item::Items;
use party::{Kinds, Party};
use source::Sources;

/// Kinds that must be there before events are read, beside those that take part in them.
const SOURCES: [&str; 2] = ["attribution", "dateline"];

/// What a crate of events is called and brings.
pub struct Family {
    /// Its extractor's id.
    pub id: &'static str,
    /// The crate.
    pub by: &'static str,
    /// Its README.
    pub readme: &'static str,
    /// Its frames: path and TOML.
    pub frames: &'static [(&'static str, &'static str)],
    /// Makes its extractor; see [`extractor`].
    pub build: fn(&Settings) -> Box<dyn Extractor>,
}

/// The spec of a family, made of its frames. What it holds lives as long as the program: call it once.
///
/// # Errors
/// What is wrong with a frame, with file, line and column.
pub fn spec(family: &Family) -> Result<Spec, String> {
    let frames = read_all(family)?;
    let kinds: Vec<KindSpec> = frames.iter().map(kind).collect();
    let kinds: &'static [KindSpec] = Vec::leak(kinds);
    let provides: Vec<&'static str> = kinds.iter().map(|kind| kind.name).collect();
    let slots: BTreeSet<String> = frames.iter().flat_map(Frame::slots).cloned().collect();
    let of_frames = slots.into_iter().map(|name| {
        let doc = format!(
            "Words of the frame `{}`.",
            name.split('.').nth(1).unwrap_or_default()
        );
        SlotSpec {
            name: String::leak(name),
            doc: String::leak(doc),
        }
    });
    let clause = slots::CLAUSE.iter().map(|slot| SlotSpec {
        name: slot.name,
        doc: slot.doc,
    });
    let requires = party::KINDS.iter().copied().chain(SOURCES);
    Ok(Spec {
        id: family.id,
        by: family.by,
        readme: family.readme,
        kinds,
        provides: Vec::leak(provides),
        requires: Vec::leak(requires.collect()),
        slots: Vec::leak(of_frames.chain(clause).collect()),
        languages: Languages::All,
        settings: &[],
        build: family.build,
    })
}

fn read_all(family: &Family) -> Result<Vec<Frame>, String> {
    family
        .frames
        .iter()
        .map(|(path, toml)| frame::read(path, toml))
        .collect()
}

fn leaked(words: &[String]) -> &'static [&'static str] {
    let words = words.iter().map(|word| &*String::leak(word.clone()));
    Vec::leak(words.collect())
}

/// Roles that every event has.
const POLARITY: &[&str] = &["affirmed", "negated"];
/// Where a time or place of an event was told.
const FROM: &[&str] = &["clause", "sentence", "dateline"];

fn kind(frame: &Frame) -> KindSpec {
    let mut roles: Vec<RoleSpec> = frame
        .role
        .iter()
        .map(|(name, role)| RoleSpec {
            name: String::leak(name.clone()),
            holds: if !role.symbols.is_empty() {
                Holds::Symbol(leaked(&role.symbols))
            } else if role.is_text() {
                Holds::Text
            } else {
                Holds::Party(leaked(&role.holds))
            },
            many: role.many,
            shown: Shown::Role,
        })
        .collect();
    let codes = |code: fn(&Code) -> &Option<String>| {
        let mut codes: Vec<String> = frame.code.iter().filter_map(|c| code(c).clone()).collect();
        codes.sort();
        codes.dedup();
        leaked(&codes)
    };
    roles.extend([
        RoleSpec::attr("polarity", Holds::Symbol(POLARITY)),
        RoleSpec::attr("modality", Holds::Symbol(Modality::WORDS)),
        RoleSpec::attr("time", Holds::Party(&["time"])),
        RoleSpec::attr("time_from", Holds::Symbol(FROM)),
        RoleSpec::attr("place", Holds::Party(&["place"])),
        RoleSpec::attr("place_from", Holds::Symbol(FROM)),
        RoleSpec::attrs(
            "source",
            Holds::Party(&["person", "office", "organization", "place"]),
        ),
        RoleSpec::attr("plover", Holds::Symbol(codes(|code| &code.plover))),
        RoleSpec::attr("cameo", Holds::Symbol(codes(|code| &code.cameo))),
        RoleSpec::attrs("evidence", Holds::Text),
    ]);
    KindSpec {
        name: String::leak(frame.kind.clone()),
        doc: String::leak(frame.doc.clone()),
        roles: Vec::leak(roles),
    }
}

/// The extractor of a family whose spec was made.
pub fn extractor(family: &Family, spec: &'static Spec) -> Box<dyn Extractor> {
    // The frames were read without a mistake when the spec was made.
    let frames = read_all(family).unwrap_or_default();
    Box::new(Events {
        frames: Frames::new(frames),
        kinds: spec.kinds,
    })
}

struct Events {
    frames: Frames,
    kinds: &'static [KindSpec],
}

impl Extractor for Events {
    fn extract(&self, cx: &Cx<'_>, sink: &mut Sink<'_>) {
        let reading = Reading::of(cx, &self.frames);
        let (mut found, _) = reading.find(&self.frames);
        let mut modes = mode::modes(&self.frames, &reading.items, &found);
        mode::give(&self.frames, &reading.kinds, &mut found, &modes);
        let dateline = reading.sources.dateline.as_ref();
        let settings = setting::settings(&reading.items, &reading.parties, &found, dateline);
        mode::look_ahead(reading.text, &found, &settings, &mut modes);
        let told = emit::Told {
            frames: &self.frames,
            kinds: self.kinds,
            parties: &reading.parties,
            found: &found,
            modes: &modes,
            settings: &settings,
            sources: &reading.sources,
        };
        for fact in tellings::join(cx, &self.frames.frames, told.facts(cx)) {
            sink.emit(fact);
        }
        for fact in emit::of_mentions(cx, &self.frames, self.kinds) {
            sink.emit(fact);
        }
    }

    fn explain(&self, cx: &Cx<'_>, byte: usize) -> Vec<String> {
        let reading = Reading::of(cx, &self.frames);
        let (found, attempts) = reading.find(&self.frames);
        let modes = mode::modes(&self.frames, &reading.items, &found);
        let items = &reading.items;
        explain::explain(
            reading.text,
            &self.frames,
            items,
            &found,
            &attempts,
            &modes,
            byte,
        )
    }
}

/// A text as the engine reads it, before any event is found.
struct Reading<'a> {
    text: &'a Text,
    parties: Vec<Party>,
    kinds: Kinds,
    occasions: Vec<(Span, FactRef)>,
    sources: Sources,
    items: Items,
}

impl<'a> Reading<'a> {
    fn of(cx: &Cx<'a>, frames: &Frames) -> Reading<'a> {
        let text = Text::of(cx);
        let parties = party::parties(cx);
        let sources = Sources::of(cx);
        let body = sources.dateline.as_ref().map_or(0, |dateline| dateline.end);
        Reading {
            text,
            kinds: Kinds::of(cx),
            occasions: party::occasions(cx),
            items: item::items(text, &parties, frames, body),
            parties,
            sources,
        }
    }

    /// The events, and the triggers that gave none.
    fn find(&self, frames: &Frames) -> (Vec<Found>, Vec<Attempt>) {
        let (items, parties) = (&self.items, &self.parties);
        Finder::new(
            self.text,
            frames,
            items,
            parties,
            &self.kinds,
            &self.occasions,
        )
        .run()
    }
}
