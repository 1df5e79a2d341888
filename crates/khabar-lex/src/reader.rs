//! A language made ready: its folding and all its words, compiled.

use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::Arc;

use foldhash::fast::FixedState;
use khabar_core::{LanguageSpec, Registry};

use crate::alphabet::Symbol;
use crate::fold::Folding;
use crate::gazetteer::{EVERY_LANGUAGE, Form, Gazetteer, Name};
use crate::inflect::Inflection;
use crate::lexicon::{LexiconError, Slot, Words};
use crate::matcher::{Forgive, Matcher, Meaning, Phrase, SILENT};
use crate::text::Text;

/// The group of a language's function words.
pub const FUNCTION: &str = "function";

/// What extractors may ask a language for beside words.
#[derive(Debug, Default)]
pub(crate) struct Marks {
    pub article: String,
    pub signs: HashMap<String, Vec<String>, FixedState>,
}

/// Reads texts of one language. Made once, used by all threads.
pub struct Reader {
    folding: Folding,
    abbreviations: Vec<Vec<Symbol>>,
    matcher: Arc<Matcher>,
    marks: Arc<Marks>,
    gazetteer: Arc<Gazetteer>,
}

impl Reader {
    /// The reader of `language` with the words of its lexicons and the names of `gazetteer`, its
    /// base's included.
    ///
    /// # Errors
    /// If a lexicon file or a name cannot be used.
    pub fn new(
        registry: &Registry,
        language: &LanguageSpec,
        gazetteer: &Arc<Gazetteer>,
    ) -> Result<Reader, LexiconError> {
        let words = Words::of(registry, language)?;
        let path = language.by;
        let folding = Folding::new(&words.script, path)?;
        let slot_words = slot_words(&words);
        let mut phrases: Vec<Phrase<'_>> = slot_words
            .iter()
            .map(|word| Phrase {
                text: &word.text,
                class: word.class,
                group: word.slot,
                meaning: Meaning::Word(word.value.clone()),
                inflection: word.inflection,
                forgive: Forgive::Letters,
            })
            .collect();
        let codes = [Some(language.code), language.base];
        let names = name_phrases(&words, &codes, gazetteer);
        phrases.extend(names.iter().map(|name| Phrase {
            text: &name.text,
            class: name.form.word(),
            group: name.domain,
            meaning: Meaning::Name {
                entity: name.entity.clone(),
                form: name.form,
                guarded: name.guarded,
            },
            inflection: None,
            forgive: if name.domain == "place" && name.form == Form::Name && !name.guarded {
                Forgive::Typo
            } else {
                Forgive::Letters
            },
        }));
        phrases.extend(words.function.iter().map(|word| Phrase {
            text: word,
            class: "",
            group: FUNCTION,
            meaning: Meaning::Word(None),
            inflection: None,
            forgive: Forgive::Letters,
        }));
        phrases.extend(words.common.iter().map(|word| Phrase {
            text: word,
            class: "common",
            group: SILENT,
            meaning: Meaning::Word(None),
            inflection: None,
            forgive: Forgive::Letters,
        }));
        let article = words.script.article.as_deref();
        let matcher = Matcher::new(&folding, &words.affix, article, phrases, path)?;
        let fold = |word: &String| folding.fold(word).symbols().to_vec();
        Ok(Reader {
            abbreviations: words.script.abbreviations.iter().map(fold).collect(),
            folding,
            matcher: Arc::new(matcher),
            marks: Arc::new(Marks {
                article: words.script.article.unwrap_or_default(),
                signs: words
                    .slots
                    .into_iter()
                    .map(|(name, slot)| (name, slot.signs))
                    .collect(),
            }),
            gazetteer: Arc::clone(gazetteer),
        })
    }

    /// A reader that knows no word: what folding and segmentation alone cost, for measuring.
    ///
    /// # Errors
    /// If a lexicon file cannot be used.
    pub fn without_words(
        registry: &Registry,
        language: &LanguageSpec,
    ) -> Result<Reader, LexiconError> {
        let words = Words::of(registry, language)?;
        let folding = Folding::new(&words.script, language.by)?;
        let matcher = Matcher::new(&folding, &words.affix, None, [], language.by)?;
        Ok(Reader {
            abbreviations: Vec::new(),
            folding,
            matcher: Arc::new(matcher),
            marks: Arc::default(),
            gazetteer: Arc::default(),
        })
    }

    /// Analyses a text. Never fails: any text has tokens.
    pub fn read(&self, source: &Arc<str>) -> Text {
        Text::new(
            Arc::clone(source),
            &self.folding,
            &self.abbreviations,
            &self.matcher,
            &self.marks,
            &self.gazetteer,
        )
    }
}

/// A word of a slot in one of its forms.
struct SlotWord<'w> {
    slot: &'w str,
    class: &'w str,
    text: String,
    value: Option<Arc<str>>,
    inflection: Option<Inflection>,
}

fn slot_words(words: &Words) -> Vec<SlotWord<'_>> {
    let mut all = Vec::new();
    for (name, slot) in &words.slots {
        let plain = slot.words.iter().map(|word| (word, None));
        let valued = slot.values.iter().flat_map(|(value, words)| {
            let value: Arc<str> = value.as_str().into();
            words.iter().map(move |word| (word, Some(value.clone())))
        });
        for (entry, value) in plain.chain(valued) {
            let forms = Slot::words_of(entry, &words.affix).into_iter();
            all.extend(forms.map(|(text, inflection)| SlotWord {
                slot: name,
                class: &slot.class,
                text,
                value: value.clone(),
                inflection,
            }));
        }
    }
    all
}

/// A name in a form that this language's texts may write.
struct NamePhrase<'g> {
    entity: Arc<str>,
    domain: &'g str,
    form: Form,
    text: Cow<'g, str>,
    guarded: bool,
}

/// The names of all entities in the language and the base `codes`. A country for which none of them lists a
/// nationality gets the ones that the language makes of its names.
fn name_phrases<'g>(
    words: &Words,
    codes: &[Option<&str>; 2],
    gazetteer: &'g Gazetteer,
) -> Vec<NamePhrase<'g>> {
    let mut phrases = Vec::new();
    for entity in gazetteer.entities() {
        let in_language = |code: &Option<&str>| -> Vec<&'g Name> {
            let names = entity.names.iter();
            names.filter(|n| Some(&*n.language) == *code).collect()
        };
        let mut own = in_language(&codes[0]);
        // What a variety says of a name that its base has too, counts.
        let shared = in_language(&Some(EVERY_LANGUAGE));
        for name in in_language(&codes[1]).into_iter().chain(shared) {
            if !own
                .iter()
                .any(|o| o.form == name.form && o.text == name.text)
            {
                own.push(name);
            }
        }
        let mut add = |form: Form, text: Cow<'g, str>, guarded: bool| {
            phrases.push(NamePhrase {
                entity: entity.id.clone(),
                domain: entity.domain(),
                form,
                text,
                guarded,
            });
        };
        for name in &own {
            add(name.form, Cow::Borrowed(&*name.text), name.guarded);
        }
        let listed = entity.listed.iter().any(|l| codes.contains(&Some(&**l)));
        if entity.kind == "country" && !listed {
            // One word only: "جمهورية كذا" makes no adjective.
            let single = own.iter().filter(|name| !name.text.contains([' ', '·']));
            for name in single.filter(|name| name.form == Form::Name) {
                for made in words.affix.nationalities(&name.text) {
                    add(Form::Nationality, Cow::Owned(made), name.guarded);
                }
            }
        }
    }
    phrases
}
