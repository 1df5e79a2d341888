//! The lexicon files of a language, read and layered over those of its base.

use std::collections::{BTreeMap, BTreeSet};

use khabar_core::{LanguageSpec, Lexicon, Registry};
use serde::Deserialize;

use crate::inflect::{Inflected, Paradigm, words_of};

/// A lexicon file that cannot be used.
#[derive(Debug, thiserror::Error)]
#[error("{path}: {message}")]
pub struct LexiconError {
    /// The file, below the project's root.
    pub path: String,
    /// What is wrong, with line and column where it is a matter of syntax.
    pub message: String,
}

impl LexiconError {
    pub(crate) fn new(path: &str, message: impl Into<String>) -> Self {
        LexiconError {
            path: path.to_owned(),
            message: message.into(),
        }
    }
}

/// All words of one language, its base's included.
#[derive(Debug, Default)]
pub struct Words {
    /// How it folds and ends sentences.
    pub script: Script,
    /// What may stand before and after a word, by class of word.
    pub affix: Affix,
    /// Words that carry grammar rather than meaning.
    pub function: BTreeSet<String>,
    /// Words that are neither a name nor of any slot: what is unknown is likely to be a name.
    pub common: BTreeSet<String>,
    /// What tells it from its base, and from other languages.
    pub identify: Identify,
    /// The words of each slot.
    pub slots: BTreeMap<String, Slot>,
}

/// `script.toml`: how a language folds its letters and ends its sentences.
#[derive(Debug, Default, Clone, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Script {
    /// Letters that are one letter in this language; `"كڪ" = "ک"` reads both as ک.
    pub strict: BTreeMap<String, String>,
    /// Letters that writers confuse: matched, but a text that writes the very letter wins.
    pub weak: BTreeMap<String, String>,
    /// Letters that stand for another one at the start of a word.
    pub initial: BTreeMap<String, String>,
    /// Letters that also say an ezafe.
    pub ezafe: BTreeMap<String, String>,
    /// A letter that may stand for either of two.
    pub wild: Option<Wild>,
    /// Characters that end a sentence.
    pub sentence_end: String,
    /// Words that a full stop behind them only shortens, without the stop.
    pub abbreviations: Vec<String>,
    /// The article that is written together with its noun.
    pub article: Option<String>,
}

/// A letter with two readings.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Wild {
    /// The letter as written.
    pub letter: char,
    /// Letters after which it is ambiguous.
    pub after: String,
    /// The two letters that it may stand for.
    pub reads: [char; 2],
}

/// `affix.toml`: classes of words and what is written together with them.
#[derive(Debug, Default, Clone, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Affix {
    /// Letters after which a suffix of `after_vowel` may stand.
    pub vowels: String,
    /// The end of a chain behind which the article loses its first letter.
    pub article_elided_after: Option<String>,
    /// By name of the class.
    pub class: BTreeMap<String, Class>,
    /// How a nationality is made of a country's name: the longest ending that fits is replaced.
    pub nationality: Vec<Ending>,
    /// Words that writers run together.
    pub run_on: RunOn,
    /// How the forms of verbs are made, by the name of the paradigm.
    pub paradigm: BTreeMap<String, Paradigm>,
}

/// Words that writers run together without a space: those of one number, a number and its unit.
#[derive(Debug, Default, Clone, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct RunOn {
    /// Slots of the words that others may follow.
    pub first: Vec<String>,
    /// Slots of the words that may follow.
    pub then: Vec<String>,
    /// What may stand between two of them.
    pub links: Vec<String>,
}

/// What may be written together with a word. `|` marks where the mention itself begins or ends:
/// `"و|ال"` is a conjunction outside and an article inside, `"ان|"` a dual inside. An ending that
/// begins with a space may also stand apart, as a word of its own.
#[derive(Debug, Default, Clone, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Class {
    /// Chains before the word.
    pub before: Vec<String>,
    /// Endings behind it.
    pub after: Vec<String>,
    /// Endings behind it if its last letter is a vowel.
    pub after_vowel: Vec<String>,
    /// Endings behind it unless an article stands before it: no possessive goes with one.
    pub after_bare: Vec<String>,
}

/// One rewriting of an ending.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Ending {
    /// What the name ends in; empty fits every name.
    pub of: String,
    /// What stands there instead.
    pub gives: Vec<String>,
}

/// `identify.toml`: how a text of this language is known.
#[derive(Debug, Default, Clone, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Identify {
    /// Letters that it writes and not all languages of the script do.
    pub letters: String,
    /// How many of its longer words begin.
    pub starts: Vec<String>,
    /// Words that are frequent in it and rare in the others, separated by white space.
    pub words: String,
    /// For a variety: what speaks for it and what for its base.
    pub variety: Option<Variety>,
}

/// Weighed discriminators of a variety against its base.
#[derive(Debug, Default, Clone, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Variety {
    /// How much more what speaks for the variety counts than what speaks for the base: writers of
    /// a variety use the base's words too, hardly ever the other way round.
    pub favour: f64,
    /// Words that speak for the variety.
    pub here: Vec<Marks>,
    /// Words that speak for the base.
    pub base: Vec<Marks>,
}

/// Words of one weight.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Marks {
    /// How much one occurrence counts.
    pub weight: f64,
    /// The words or phrases.
    pub words: Vec<String>,
}

/// The words of one slot.
#[derive(Debug, Default, Clone, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Slot {
    /// The class of `affix.toml` that says what may be written together with them; without one,
    /// nothing may.
    pub class: String,
    /// Words without a value.
    pub words: Vec<String>,
    /// Words by the value that they have.
    pub values: BTreeMap<String, Vec<String>>,
    /// Marks that are no words: they are not looked for, the extractor asks for them.
    pub signs: Vec<String>,
    /// Sentences in which a word of the slot, in brackets, tells what the slot is for: each is a test.
    pub examples: Vec<String>,
    /// For a variety: words of the base that it does not have.
    pub remove: Vec<String>,
    /// For a variety: forget the base's words of this slot.
    pub replace: bool,
}

/// `function.toml` and `common.toml`: words between white space.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct List {
    words: String,
}

impl Words {
    /// The words of `language`, layered over its base's, with those that other crates bring.
    ///
    /// # Errors
    /// If a file is no TOML of its kind, or fills a slot of another file's family.
    pub fn of(registry: &Registry, language: &LanguageSpec) -> Result<Words, LexiconError> {
        Words::of_files(registry, language, &|_| true)
    }

    /// As [`Words::of`], of the files whose names are `wanted` only.
    ///
    /// # Errors
    /// As [`Words::of`].
    pub fn of_files(
        registry: &Registry,
        language: &LanguageSpec,
        wanted: &dyn Fn(&str) -> bool,
    ) -> Result<Words, LexiconError> {
        let mut words = match language.base.and_then(|base| registry.language(base)) {
            Some(base) => Words::of_files(registry, base, wanted)?,
            None => Words::default(),
        };
        words.identify = Identify::default();
        let outside = registry.words(language.code).map(|words| &words.lexicon);
        for lexicon in language.lexicons.iter().chain(outside) {
            if wanted(lexicon.name) {
                words.add(lexicon)?;
            }
        }
        Ok(words)
    }

    fn add(&mut self, lexicon: &Lexicon) -> Result<(), LexiconError> {
        match lexicon.name {
            "script" => self.script.layer(parse(lexicon)?),
            "affix" => self.affix.layer(parse(lexicon)?),
            "identify" => self.identify = parse(lexicon)?,
            "function" => {
                let file: List = parse(lexicon)?;
                self.function
                    .extend(file.words.split_whitespace().map(str::to_owned));
            }
            "common" => {
                let file: List = parse(lexicon)?;
                self.common
                    .extend(file.words.split_whitespace().map(str::to_owned));
            }
            family => {
                let slots: BTreeMap<String, Slot> = parse(lexicon)?;
                for (name, slot) in slots {
                    if name.split_once('.').is_none_or(|(f, _)| f != family) {
                        let message = format!("the slot `{name}` does not start with `{family}.`");
                        return Err(LexiconError::new(lexicon.path, message));
                    }
                    for entry in slot.entries() {
                        words_of(entry, &self.affix.paradigm)
                            .map_err(|why| mistake(lexicon, entry, &why))?;
                    }
                    self.slots.entry(name).or_default().layer(slot);
                }
            }
        }
        Ok(())
    }
}

/// A mistake in an entry, with the line and column where it stands.
fn mistake(lexicon: &Lexicon, entry: &str, why: &str) -> LexiconError {
    let before = lexicon.toml.split(&format!("\"{entry}\"")).next();
    let before = before.unwrap_or_default();
    let line = before.matches('\n').count() + 1;
    let column = before.rsplit('\n').next().map_or(0, |l| l.chars().count()) + 1;
    LexiconError::new(lexicon.path, format!("line {line}, column {column}: {why}"))
}

fn parse<T: for<'de> Deserialize<'de>>(lexicon: &Lexicon) -> Result<T, LexiconError> {
    toml::from_str(lexicon.toml).map_err(|e| LexiconError::new(lexicon.path, e.to_string()))
}

impl Script {
    fn layer(&mut self, over: Script) {
        self.strict.extend(over.strict);
        self.weak.extend(over.weak);
        self.initial.extend(over.initial);
        self.ezafe.extend(over.ezafe);
        self.wild = over.wild.or(self.wild.take());
        if !over.sentence_end.is_empty() {
            self.sentence_end = over.sentence_end;
        }
        self.abbreviations.extend(over.abbreviations);
        self.article = over.article.or(self.article.take());
    }
}

impl Affix {
    fn layer(&mut self, over: Affix) {
        if !over.vowels.is_empty() {
            self.vowels = over.vowels;
        }
        self.article_elided_after = over
            .article_elided_after
            .or(self.article_elided_after.take());
        self.class.extend(over.class);
        if !over.nationality.is_empty() {
            self.nationality = over.nationality;
        }
        if !over.run_on.first.is_empty() {
            self.run_on = over.run_on;
        }
        self.paradigm.extend(over.paradigm);
    }

    /// The nationalities that the language makes of a country's name.
    pub fn nationalities(&self, name: &str) -> Vec<String> {
        let fits = |ending: &&Ending| name.ends_with(&ending.of) && name.len() > ending.of.len();
        let longest = self.nationality.iter().filter(fits);
        let Some(ending) = longest.max_by_key(|ending| ending.of.len()) else {
            return Vec::new();
        };
        let stem = &name[..name.len() - ending.of.len()];
        let made = ending.gives.iter().map(|gives| format!("{stem}{gives}"));
        made.collect()
    }
}

impl Slot {
    /// The entries as they are written, with the value of each.
    pub fn entries(&self) -> impl Iterator<Item = &str> {
        let valued = self.values.values().flatten();
        self.words.iter().chain(valued).map(String::as_str)
    }

    /// The words that an entry stands for; those of a mistaken one, which is told when the file is read,
    /// are none.
    pub(crate) fn words_of(entry: &str, affix: &Affix) -> Vec<Inflected> {
        words_of(entry, &affix.paradigm).unwrap_or_default()
    }

    fn layer(&mut self, over: Slot) {
        if over.replace {
            *self = Slot::default();
        }
        let gone = |word: &String| !over.remove.contains(word);
        self.words.retain(gone);
        for words in self.values.values_mut() {
            words.retain(gone);
        }
        if !over.class.is_empty() {
            self.class = over.class;
        }
        self.words.extend(over.words);
        self.signs.extend(over.signs);
        self.examples.extend(over.examples);
        for (value, words) in over.values {
            self.values.entry(value).or_default().extend(words);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn slot(toml: &str) -> Slot {
        toml::from_str(toml).unwrap()
    }

    #[test]
    fn a_variety_adds_removes_and_replaces() {
        let mut base = slot("words = ['درصد', 'صدی']\n[values]\n1000 = ['هزار']");
        base.layer(slot("words = ['فیصد']\nremove = ['صدی']"));
        assert_eq!(base.words, ["درصد", "فیصد"]);
        assert_eq!(base.values["1000"], ["هزار"]);
        base.layer(slot("replace = true\nwords = ['فیصد']"));
        assert_eq!(base.words, ["فیصد"]);
        assert!(base.values.is_empty());
    }

    #[test]
    fn the_longest_ending_makes_the_nationality() {
        let affix: Affix = toml::from_str(
            "nationality = [{of='', gives=['ي']}, {of='ا', gives=['ي']}, {of='يا', gives=['ي']}]",
        )
        .unwrap();
        assert_eq!(affix.nationalities("سوريا"), ["سوري"]);
        assert_eq!(affix.nationalities("فرنسا"), ["فرنسي"]);
        assert_eq!(affix.nationalities("مصر"), ["مصري"]);
    }
}
