//! Which language a document is in, and whether it is one of ours.

use std::collections::{BTreeMap, HashMap};

use khabar_core::{LanguageSpec, Lexicon, Registry};
use serde::Deserialize;

use crate::fold::Folding;
use crate::lexicon::{LexiconError, Words};
use crate::matcher::{Matcher, Meaning, Phrase};
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

/// Tells languages apart by letters that few of them write and by their commonest words.
pub struct Identifier {
    languages: Vec<Profile>,
    words: HashMap<String, Vec<u8>>,
    letters: HashMap<char, Vec<u8>>,
    varieties: BTreeMap<&'static str, Vec<VarietyJudge>>,
}

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
    bias: f64,
}

/// How much of a text is looked at, in bytes.
const SAMPLE: usize = 48 * 1024;

/// The least share of words with evidence, below which the language is unknown.
const LEAST_SHARE: f64 = 0.08;

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
            varieties: BTreeMap::new(),
        };
        for language in registry.languages() {
            let words = Words::of(registry, language)?;
            match language.base {
                None => {
                    let identify = &words.identify;
                    identifier.add(
                        Profile::Ours(language.code),
                        &identify.letters,
                        &identify.words,
                    );
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
            identifier.add(
                Profile::Foreign(profile.name),
                &profile.letters,
                &profile.words,
            );
        }
        Ok(identifier)
    }

    fn add(&mut self, profile: Profile, letters: &str, words: &str) {
        let id = self.languages.len() as u8;
        for letter in letters.chars().filter(|c| !c.is_whitespace()) {
            let ids = self.letters.entry(letter).or_default();
            ids.push(id);
        }
        for word in words.split_whitespace() {
            let ids = self.words.entry(plain(word)).or_default();
            if !ids.contains(&id) {
                ids.push(id);
            }
        }
        self.languages.push(profile);
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

    /// Adds what one word says: half for its letters, half for being a common word.
    fn weigh(&self, word: &str, key: &mut String, scores: &mut [f64]) {
        let mut seen: Option<&Vec<u8>> = None;
        key.clear();
        for c in word.chars() {
            if let Some(ids) = self.letters.get(&c)
                && seen.is_none_or(|before| ids.len() < before.len())
            {
                seen = Some(ids);
            }
            push_plain(key, c);
        }
        for ids in [seen, self.words.get(key.as_str())].into_iter().flatten() {
            for id in ids {
                scores[usize::from(*id)] += 1.0 / ids.len() as f64;
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
        let weight = |value: &str| value.parse::<f64>().unwrap_or(0.0);
        self.bias
            + all
                .filter_map(|hit| self.matcher.entry(hit).value().map(weight))
                .sum::<f64>()
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
            forgiving: false,
        })
    });
    Ok(Some(VarietyJudge {
        code: language.code,
        matcher: Matcher::new(&folding, &words.affix, None, phrases, language.by)?,
        folding,
        bias: variety.bias,
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
