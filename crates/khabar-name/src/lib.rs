//! Names of people across scripts and spellings.
//!
//! Enters: names as text, in Latin letters or in the Arabic script of any of the languages. Leaves: how
//! far two of them are from being spellings of one name, with reasons ([`compare`], [`compare_people`]);
//! the nearest names of a large list ([`Index`]); a Latin spelling of a word in Arabic script
//! ([`romanise`]). Never known here: documents, facts, who anybody is.
//!
//! What is compared is sound. Each letter or group of letters can be read as one of a few sounds at a
//! cost (`letters`), two sounds differ at a cost (`sound`), and the cheapest pair of readings is looked
//! for (`align`). Arabic script leaves out short vowels, so that a vowel that only one side writes costs
//! little, and two that differ cost more: without that, منير and منور would be one name.

mod align;
mod index;
mod latin;
mod letters;
mod people;
mod sound;

pub use align::{Difference, Distance, compare};
pub use index::{Found, Index, sound_key};
pub use latin::{Accent, romanise, romanise_phrase};
pub use people::{PersonName, Reason, Verdict, compare_people};
