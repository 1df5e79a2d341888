//! Which language a document is in, and whether it is one of ours.

use std::collections::{BTreeMap, HashMap};

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
    words: HashMap<String, Languages>,
    letters: HashMap<char, Languages>,
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

const FOREIGN: Lexicon = Lexicon {
    name: "foreign",
    path: "crates/khabar-lex/lexicon/foreign.toml",
    toml: include_str!("../lexicon/foreign.toml"),
};

impl Identifier {
    /// For the registered languages and those that are refused by name.
    ///
    /// # Errors
    /// If a lexicon file cannot be used.
    pub fn new(registry: &Registry) -> Result<Identifier, LexiconError> {
        let mut identifier = Identifier {
            languages: Vec::new(),
            words: HashMap::new(),
            letters: HashMap::new(),
            starts: Vec::new(),
            varieties: BTreeMap::new(),
        };
        for language in registry.languages() {
            let words = Words::of(registry, language)?;
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
            *self.letters.entry(letter).or_default() |= bit;
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
        let mut words = 0u32;
        let mut key = String::new();
        for word in text.split(|c| !in_word(c)).filter(|w| !w.is_empty()) {
            words += 1;
            self.weigh(word, &mut key, &mut scores);
        }
        if words == 0 {
            return script_of(text).map_or(Verdict::Empty, Verdict::Script);
        }
        if let Some(script) = script_of(text) {
            return Verdict::Script(script);
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
    fn weigh(&self, word: &str, key: &mut String, scores: &mut [f64]) {
        let mut by_letters: Option<Languages> = None;
        key.clear();
        for c in word.chars() {
            if let Some(write) = self.letters.get(&c) {
                by_letters = Some(by_letters.map_or(*write, |before| before & write));
            }
            push_plain(key, c);
        }
        let by_word = self.words.get(key.as_str()).copied();
        let begins = |start: &str| key.len() >= start.len() + LONGER && key.starts_with(start);
        let by_start = self
            .starts
            .iter()
            .find(|(start, _)| begins(start))
            .map(|(_, set)| *set);
        for (set, weight) in [(by_letters, 1.0), (by_word, 1.0), (by_start, 0.5)] {
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

/// Whether a character belongs to a word of Arabic script.
fn in_word(c: char) -> bool {
    matches!(
        script::class(c),
        Class::Letter | Class::Mark | Class::Ignored
    )
}

/// The key of a word: letters that writers and keyboards confuse across languages are one.
fn plain(word: &str) -> String {
    let mut key = String::new();
    for c in word.chars() {
        push_plain(&mut key, c);
    }
    key
}

fn push_plain(key: &mut String, c: char) {
    match c {
        'ك' => key.push('ک'),
        'ي' | 'ى' => key.push('ی'),
        'آ' | 'أ' | 'إ' | 'ٱ' => key.push('ا'),
        c if script::class(c) == Class::Letter => key.extend(script::plain(c).map(|p| match p {
            'ك' => 'ک',
            'ي' | 'ى' => 'ی',
            other => other,
        })),
        _ => {}
    }
}

/// The script of most letters, unless it is Arabic script.
fn script_of(text: &str) -> Option<&'static str> {
    let mut counts: BTreeMap<&'static str, u32> = BTreeMap::new();
    let mut arabic = 0u32;
    for c in text.chars() {
        match script::class(c) {
            Class::Letter => arabic += 1,
            Class::Foreign => *counts.entry(script_name(c)).or_default() += 1,
            _ => {}
        }
    }
    let (name, count) = counts.into_iter().max_by_key(|(_, count)| *count)?;
    // Pages around an article are often in Latin: they count only where they drown the rest.
    (count / 3 > arabic).then_some(name)
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
