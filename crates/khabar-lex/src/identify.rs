//! Which language a document is in, and whether it is one of ours.

use std::collections::{BTreeMap, HashMap};

use foldhash::fast::FixedState;
use khabar_core::{LanguageSpec, Lexicon, Registry};
use serde::Deserialize;

use crate::fold::Folding;
use crate::lexicon::{LexiconError, Words};
use crate::matcher::{Forgive, Matcher, Meaning, Phrase};
use crate::script::{self, Class};

/// What a document's text says about its language.
#[derive(Debug, Clone, PartialEq)]
pub enum Verdict {
    /// One of the registered languages.
    Ours {
        /// Its code; a variety's where it is one.
        code: &'static str,
        /// Share of the evidence that speaks for the language, 0 to 1.
        score: f64,
        /// For a language with varieties: how clearly it is this one, 0 (a coin's toss) to 1.
        variety_score: Option<f64>,
    },
    /// Another language, known by name.
    Foreign {
        /// Its English name.
        name: String,
        /// Share of the evidence that speaks for it, 0 to 1.
        score: f64,
    },
    /// Arabic script, but nothing known speaks from it.
    Unknown,
    /// Mostly another script.
    Script(&'static str),
    /// No letters.
    Empty,
}

/// Tells languages apart by the letters that not all of them write and by their commonest words.
pub struct Identifier {
    languages: Vec<Profile>,
    words: HashMap<String, Languages, FixedState>,
    letters: Letters,
    starts: Vec<(String, Languages)>,
    varieties: BTreeMap<&'static str, Vec<VarietyJudge>>,
}

/// A set of languages: a bit each.
type Languages = u64;

/// A language to tell apart: one of ours, or one to refuse by name.
enum Profile {
    Ours(&'static str),
    Foreign(String),
}

/// Sums what speaks for a variety and what for its base.
struct VarietyJudge {
    code: &'static str,
    folding: Folding,
    matcher: Matcher,
    favour: f64,
}

/// How much of a text is looked at, in bytes.
const SAMPLE: usize = 48 * 1024;

/// How much longer than its beginning a word must be, in bytes.
const LONGER: usize = 6;

/// The least share of words with evidence, below which the language is unknown.
const LEAST_SHARE: f64 = 0.05;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ForeignProfile {
    name: String,
    letters: String,
    words: String,
}

const FOREIGN: Lexicon = khabar_core::lexicon!("foreign");

impl Identifier {
    /// For the registered languages and those that are refused by name.
    ///
    /// # Errors
    /// If a lexicon file cannot be used.
    pub fn new(registry: &Registry) -> Result<Identifier, LexiconError> {
        let mut identifier = Identifier {
            languages: Vec::new(),
            words: HashMap::default(),
            letters: Letters::new(),
            starts: Vec::new(),
            varieties: BTreeMap::new(),
        };
        for language in registry.languages() {
            let words = Words::of_files(registry, language, &|file| FILES.contains(&file))?;
            match language.base {
                None => {
                    let identify = &words.identify;
                    let profile = Profile::Ours(language.code);
                    identifier.add(profile, &identify.letters, &identify.words)?;
                    let bit = identifier.bit();
                    let starts = identify.starts.iter().map(|start| (plain(start), bit));
                    identifier.starts.extend(starts);
                }
                Some(base) => {
                    if let Some(judge) = judge(language, &words)? {
                        identifier.varieties.entry(base).or_default().push(judge);
                    }
                }
            }
        }
        let foreign: BTreeMap<String, ForeignProfile> = toml::from_str(FOREIGN.toml)
            .map_err(|e| LexiconError::new(FOREIGN.path, e.to_string()))?;
        for profile in foreign.into_values() {
            let name = Profile::Foreign(profile.name);
            identifier.add(name, &profile.letters, &profile.words)?;
        }
        Ok(identifier)
    }

    /// The bit of the language that was added last.
    fn bit(&self) -> Languages {
        1 << (self.languages.len() - 1)
    }

    fn add(&mut self, profile: Profile, letters: &str, words: &str) -> Result<(), LexiconError> {
        self.languages.push(profile);
        if self.languages.len() > Languages::BITS as usize {
            let message = format!("more than {} languages to tell apart", Languages::BITS);
            return Err(LexiconError::new(FOREIGN.path, message));
        }
        let bit = self.bit();
        for letter in letters.chars() {
            self.letters.add(letter, bit);
        }
        for word in words.split_whitespace() {
            *self.words.entry(plain(word)).or_default() |= bit;
        }
        Ok(())
    }

    /// The language of a text.
    pub fn identify(&self, text: &str) -> Verdict {
        let text = &text[..text.floor_char_boundary(SAMPLE)];
        let mut scores = vec![0.0; self.languages.len()];
        let (mut words, mut arabic, mut foreign) = (0u32, 0usize, 0usize);
        let mut word = Word::default();
        for c in text.chars().chain([' ']) {
            let letter = self.letters.of(c);
            match letter.class {
                Class::Letter => {
                    arabic += 1;
                    word.push(&letter, c);
                    continue;
                }
                Class::Mark | Class::Ignored => continue,
                Class::Foreign => foreign += 1,
                _ => {}
            }
            if word.letters > 0 {
                words += 1;
                self.weigh(&word, &mut scores);
                word.clear();
            }
        }
        // Pages around an article are often in Latin: they count only where they drown the rest.
        if foreign / 3 > arabic {
            return Verdict::Script(script_of(text));
        }
        if words == 0 {
            return Verdict::Empty;
        }
        let total: f64 = scores.iter().sum();
        // The first of equals, so that ties do not depend on anything but the registry's order.
        let mut best = 0;
        for (at, score) in scores.iter().enumerate() {
            if *score > scores[best] {
                best = at;
            }
        }
        if scores[best] < LEAST_SHARE * f64::from(words) {
            return Verdict::Unknown;
        }
        let score = scores[best] / total;
        match &self.languages[best] {
            Profile::Foreign(name) => Verdict::Foreign {
                name: name.clone(),
                score,
            },
            Profile::Ours(code) => self.variety(code, score, text),
        }
    }

    /// Adds what one word says: one vote for its letters, shared by the languages that write them
    /// all, one for being a common word of some, half of one for the way it begins.
    fn weigh(&self, word: &Word, scores: &mut [f64]) {
        let key = word.key.as_str();
        let begins = |start: &str| key.len() >= start.len() + LONGER && key.starts_with(start);
        let by_start = self.starts.iter().find(|(start, _)| begins(start));
        let votes = [
            (word.written_by, 1.0),
            (self.words.get(key).copied(), 1.0),
            (by_start.map(|(_, set)| *set), 0.5),
        ];
        for (set, weight) in votes {
            let mut set = set.unwrap_or(0);
            let share = weight / f64::from(set.count_ones().max(1));
            while set != 0 {
                scores[set.trailing_zeros() as usize] += share;
                set &= set - 1;
            }
        }
    }

    fn variety(&self, base: &'static str, score: f64, text: &str) -> Verdict {
        let mut code = base;
        let mut variety_score = None;
        let mut highest = 0.0;
        for judge in self.varieties.get(base).into_iter().flatten() {
            let sum = judge.sum(text);
            let clear = (sum.abs() / (1.0 + sum.abs()) * 1000.0).round() / 1000.0;
            variety_score.get_or_insert(clear);
            if sum > highest {
                highest = sum;
                code = judge.code;
                variety_score = Some(clear);
            }
        }
        Verdict::Ours {
            code,
            score: (score * 1000.0).round() / 1000.0,
            variety_score,
        }
    }
}

impl VarietyJudge {
    fn sum(&self, text: &str) -> f64 {
        let folded = self.folding.fold(text);
        let hits = self.matcher.find(&folded, text);
        let all = hits.of(self.matcher.group("variety")).iter();
        let weights = all.filter_map(|hit| self.matcher.entry(hit).value()?.parse::<f64>().ok());
        let weigh = |weight: f64| {
            if weight > 0.0 {
                weight * self.favour
            } else {
                weight
            }
        };
        weights.map(weigh).sum()
    }
}

/// The lexicon files that say how a language is known.
const FILES: [&str; 3] = ["script", "affix", "identify"];

fn judge(language: &LanguageSpec, words: &Words) -> Result<Option<VarietyJudge>, LexiconError> {
    let Some(variety) = &words.identify.variety else {
        return Ok(None);
    };
    let folding = Folding::new(&words.script, language.by)?;
    let signed = variety
        .here
        .iter()
        .map(|marks| (marks, 1.0))
        .chain(variety.base.iter().map(|marks| (marks, -1.0)));
    let phrases = signed.flat_map(|(marks, sign)| {
        let value = Some((marks.weight * sign).to_string().into());
        marks.words.iter().map(move |word| Phrase {
            text: word,
            class: if words.affix.class.contains_key("noun") {
                "noun"
            } else {
                ""
            },
            group: "variety",
            meaning: Meaning::Word(value.clone()),
            inflection: None,
            forgive: Forgive::Nothing,
        })
    });
    Ok(Some(VarietyJudge {
        code: language.code,
        matcher: Matcher::new(&folding, &words.affix, None, phrases, language.by)?,
        folding,
        favour: variety.favour,
    }))
}

/// A word of Arabic script while it is read.
#[derive(Default)]
struct Word {
    key: String,
    letters: u32,
    /// The languages that write all of its letters, if not all languages do.
    written_by: Option<Languages>,
}

impl Word {
    fn push(&mut self, letter: &Letter, c: char) {
        self.letters += 1;
        if letter.written_by != 0 {
            let before = self.written_by.unwrap_or(Languages::MAX);
            self.written_by = Some(before & letter.written_by);
        }
        match letter.plain {
            Some(plain) => self.key.push(plain),
            None => self.key.extend(script::plain(c).map(plain_letter)),
        }
    }

    fn clear(&mut self) {
        self.key.clear();
        self.letters = 0;
        self.written_by = None;
    }
}

/// What there is to know of a character, in a table for those below U+0780.
struct Letters(Vec<Letter>);

#[derive(Clone, Copy)]
struct Letter {
    class: Class,
    /// Its letter in keys; `None` where it stands for several.
    plain: Option<char>,
    /// The languages that write it, none if all do.
    written_by: Languages,
}

impl Letters {
    fn new() -> Self {
        let all = (0..0x780u32).map(|code| char::from_u32(code).unwrap_or('\0'));
        Letters(all.map(Letter::of).collect())
    }

    fn add(&mut self, letter: char, bit: Languages) {
        if let Some(entry) = self.0.get_mut(letter as usize) {
            entry.written_by |= bit;
        }
    }

    fn of(&self, c: char) -> Letter {
        self.0
            .get(c as usize)
            .copied()
            .unwrap_or_else(|| Letter::of(c))
    }
}

impl Letter {
    fn of(c: char) -> Letter {
        let form = matches!(c, '\u{FB50}'..='\u{FEFC}');
        Letter {
            class: script::class(c),
            plain: (!form).then(|| plain_letter(c)),
            written_by: 0,
        }
    }
}

/// The key of a word: letters that writers and keyboards confuse across languages are one.
fn plain(word: &str) -> String {
    word.chars()
        .filter(|c| script::class(*c) == Class::Letter)
        .map(plain_letter)
        .collect()
}

fn plain_letter(c: char) -> char {
    match c {
        'ك' => 'ک',
        'ي' | 'ى' => 'ی',
        'آ' | 'أ' | 'إ' | 'ٱ' => 'ا',
        other => other,
    }
}

/// The script of most letters that are not of Arabic script.
fn script_of(text: &str) -> &'static str {
    let mut counts: BTreeMap<&'static str, u32> = BTreeMap::new();
    for c in text.chars().filter(|c| script::class(*c) == Class::Foreign) {
        *counts.entry(script_name(c)).or_default() += 1;
    }
    let most = counts.into_iter().max_by_key(|(_, count)| *count);
    most.map_or("another", |(name, _)| name)
}

fn script_name(c: char) -> &'static str {
    match c as u32 {
        0x41..=0x24F | 0x1E00..=0x1EFF => "Latin",
        0x370..=0x3FF => "Greek",
        0x400..=0x52F => "Cyrillic",
        0x530..=0x58F => "Armenian",
        0x590..=0x5FF => "Hebrew",
        0x700..=0x74F => "Syriac",
        0x780..=0x7BF => "Thaana",
        0x900..=0x97F => "Devanagari",
        0x980..=0x9FF => "Bengali",
        0xA00..=0xA7F => "Gurmukhi",
        0x10A0..=0x10FF => "Georgian",
        0x3040..=0x30FF => "Japanese",
        0x4E00..=0x9FFF => "Chinese",
        0xAC00..=0xD7AF => "Korean",
        _ => "another",
    }
}
