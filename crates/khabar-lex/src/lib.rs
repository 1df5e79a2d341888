//! From source text to words that extractors can look up.
//!
//! Enters: a source text, the lexicons of its language, the gazetteer. Leaves: a [`Text`] with its
//! folded view, tokens, sentences, and every occurrence of every word and name; and a [`Verdict`]
//! on the language of a document. Never known here: what a fact is, and any single language.
//!
//! The source is never rewritten. Whatever is matched on the folded view comes back as a
//! [`khabar_core::Span`] of the source.

mod affix;
pub mod alphabet;
mod fold;
mod gazetteer;
mod hits;
mod identify;
mod inflect;
mod lexicon;
mod live;
mod matcher;
mod near;
pub mod numeral;
mod offset;
mod reader;
mod report;
pub mod script;
mod sentence;
mod spans;
mod text;
mod trie;

pub use fold::{Boundary, Folded, Folding};
pub use gazetteer::{EVERY_LANGUAGE, Entity, Form, Gazetteer, GazetteerError, Held, Links, Name};
pub use hits::Hit;
pub use identify::{Identifier, Verdict};
pub use inflect::{Inflection, Paradigm, VerbForm};
pub use lexicon::{
    Affix, Class as WordClass, Ending, Identify, LexiconError, Marks, RunOn, Script, Slot, Variety,
    Wild, Words,
};
pub use live::two_of;
pub use matcher::{Entry, Forgive, Matcher, Meaning, Phrase};
pub use offset::OffsetMap;
pub use reader::{FUNCTION, Reader};
pub use report::report;
pub use spans::SpanSet;
pub use text::{Text, Token, TokenKind};
