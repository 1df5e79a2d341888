//! The slots of words that hold a clause together.

use khabar_core::SlotSpec;

/// Slots that the engine itself reads: how a language builds its clauses.
pub(crate) const CLAUSE: &[SlotSpec] = &[
    SlotSpec {
        name: "clause.order",
        doc: "sign: `verb-first`, `verb-last` (what belongs to a noun behind it), or `all-last` (before it).",
    },
    SlotSpec {
        name: "clause.before",
        doc: "Prepositions, by what they make of the noun phrase behind them: `with`, `between`, `to`, …",
    },
    SlotSpec {
        name: "clause.after",
        doc: "Postpositions, by what they make of the noun phrase before them: `agent`, `object`, `with`, …",
    },
    SlotSpec {
        name: "clause.joined_and",
        doc: "signs: \"and\" where it is written to the next word.",
    },
    SlotSpec {
        name: "clause.joined_to",
        doc: "signs: \"to\" where it is written to the next word.",
    },
    SlotSpec {
        name: "clause.joined_in",
        doc: "signs: \"in\" where it is written to the next word.",
    },
    SlotSpec {
        name: "clause.joined_future",
        doc: "signs: what makes the verb that it is written to a future.",
    },
    SlotSpec {
        name: "clause.adverbial_ending",
        doc: "signs: how a participle ends that stands beside another verb.",
    },
    SlotSpec {
        name: "clause.noun_ending",
        doc: "signs: how only nouns end, and no verb with a pronoun behind it.",
    },
    SlotSpec {
        name: "clause.that",
        doc: "Words before what is said: \"that\".",
    },
    SlotSpec {
        name: "clause.relative",
        doc: "Relative pronouns.",
    },
    SlotSpec {
        name: "clause.and",
        doc: "\"And\" and \"or\" as words of their own.",
    },
    SlotSpec {
        name: "clause.join",
        doc: "Words that begin another clause.",
    },
    SlotSpec {
        name: "clause.light",
        doc: "Light verbs, `active` and `passive`.",
    },
    SlotSpec {
        name: "clause.support",
        doc: "Verbs that carry an event noun, `active` and `passive`.",
    },
    SlotSpec {
        name: "clause.verb",
        doc: "Other verbs: where a clause ends or begins.",
    },
    SlotSpec {
        name: "clause.passive",
        doc: "Auxiliaries behind a verb that make it a passive.",
    },
    SlotSpec {
        name: "clause.undo",
        doc: "Nouns that say of an event that it does not happen: its cancellation.",
    },
    SlotSpec {
        name: "clause.not",
        doc: "Negations that stand apart.",
    },
    SlotSpec {
        name: "clause.non",
        doc: "Negations of the noun behind them: \"non-\", \"lack of\".",
    },
    SlotSpec {
        name: "clause.future",
        doc: "Words that make something planned.",
    },
    SlotSpec {
        name: "clause.to_come",
        doc: "signs: words in a time that lies ahead: \"tomorrow\", \"next\".",
    },
    SlotSpec {
        name: "clause.need",
        doc: "\"Must\", \"should\", \"necessary\".",
    },
    SlotSpec {
        name: "clause.may",
        doc: "\"May\", \"possible\".",
    },
    SlotSpec {
        name: "clause.they",
        doc: "Pronouns for several who were just named.",
    },
    SlotSpec {
        name: "clause.he",
        doc: "\"He\", \"she\".",
    },
    SlotSpec {
        name: "clause.note",
        doc: "What begins a remark of the writer: \"it should be noted\".",
    },
    SlotSpec {
        name: "clause.we",
        doc: "\"We\".",
    },
    SlotSpec {
        name: "clause.it",
        doc: "Pronouns for a thing that was just named, with the mark of what is acted upon: \"it\", \"on them\".",
    },
    SlotSpec {
        name: "clause.including",
        doc: "Words between a group and those of it who are named: \"among them\".",
    },
    SlotSpec {
        name: "clause.some",
        doc: "What counts or takes a part of those behind it, with its preposition: \"some of\".",
    },
    SlotSpec {
        name: "clause.idiom",
        doc: "Fixed phrases that hold a word of an event and tell none: \"God willing\", \"worth mentioning\".",
    },
    SlotSpec {
        name: "clause.adverb",
        doc: "Words that may stand anywhere without being anything.",
    },
    SlotSpec {
        name: "clause.object_noun",
        doc: "Abstract nouns that are what is said and never who says it.",
    },
];
