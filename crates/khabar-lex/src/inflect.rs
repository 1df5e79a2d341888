//! The forms of verbs, made from their stems where a language is regular.
//!
//! A word of a slot is written plain; with its form before a colon, `past:دعت`; or as the parts that a
//! paradigm of `affix.toml` needs, `verb=أكد/ؤكد/مؤكد`, whose templates name them `{0}`, `{1}`, `{2}`.

use std::collections::BTreeMap;

/// What a verb's form says of time; the name of a form in lexicons is in lower case.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum VerbForm {
    /// It happened.
    Past,
    /// It happens.
    Present,
    /// It will happen.
    Future,
    /// It may, should, is meant to happen.
    Subjunctive,
    /// The act itself, as a noun.
    Infinitive,
    /// Beside another verb: "stressing", "having discussed".
    Participle,
    /// Before another verb of the same doer: "having gone".
    Conjunctive,
}

/// The form of a verb as a text writes it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Inflection {
    /// Which form.
    pub form: VerbForm,
    /// Whether the form itself says "not".
    pub negated: bool,
    /// Whether the form says that several do it.
    pub plural: bool,
}

impl Inflection {
    /// The form of a name: `past`, `not-past`, `plural-past`.
    pub fn named(name: &str) -> Option<Inflection> {
        let without = |name, prefix| match str::strip_prefix(name, prefix) {
            Some(rest) => (true, rest),
            None => (false, name),
        };
        let (plural, name) = without(name, "plural-");
        let (negated, name) = without(name, "not-");
        let form = match name {
            "past" => VerbForm::Past,
            "present" => VerbForm::Present,
            "future" => VerbForm::Future,
            "subjunctive" => VerbForm::Subjunctive,
            "infinitive" => VerbForm::Infinitive,
            "participle" => VerbForm::Participle,
            "conjunctive" => VerbForm::Conjunctive,
            _ => return None,
        };
        Some(Inflection {
            form,
            negated,
            plural,
        })
    }
}

/// Templates by the name of the form that they make.
pub type Paradigm = BTreeMap<String, Vec<String>>;

/// A word of a lexicon and its form, if it has one.
pub(crate) type Inflected = (String, Option<Inflection>);

/// The words that an entry of a slot stands for.
///
/// # Errors
/// If it names a form or a paradigm that does not exist, or lacks a part.
pub(crate) fn words_of(
    entry: &str,
    paradigms: &BTreeMap<String, Paradigm>,
) -> Result<Vec<Inflected>, String> {
    let named = |sign: char| {
        let (name, rest) = entry.split_once(sign)?;
        let is_name = |c: char| c.is_ascii_lowercase() || c == '-';
        (!name.is_empty() && name.chars().all(is_name)).then_some((name, rest))
    };
    if let Some((name, parts)) = named('=') {
        let Some(paradigm) = paradigms.get(name) else {
            let known: Vec<&str> = paradigms.keys().map(String::as_str).collect();
            let known = known.join(", ");
            return Err(format!(
                "`{entry}` names the paradigm `{name}`; affix.toml has: {known}"
            ));
        };
        let parts: Vec<&str> = parts.split('/').collect();
        let mut words = Vec::new();
        for (form, templates) in paradigm {
            let inflection = Inflection::named(form)
                .ok_or_else(|| format!("the paradigm `{name}` makes the unknown form `{form}`"))?;
            let made = templates
                .iter()
                .filter_map(|template| filled(template, &parts));
            words.extend(made.map(|word| (word, Some(inflection))));
        }
        if words.is_empty() {
            return Err(format!("`{entry}` gives no word: its parts are empty"));
        }
        return Ok(words);
    }
    match named(':') {
        Some((form, word)) => match Inflection::named(form) {
            Some(inflection) if !word.is_empty() => Ok(vec![(word.to_owned(), Some(inflection))]),
            _ => Err(format!(
                "`{entry}`: forms are past, present, future, subjunctive, infinitive, participle, \
                 conjunctive, each also with `not-` or `plural-` before it"
            )),
        },
        None => Ok(vec![(entry.to_owned(), None)]),
    }
}

/// A template with the parts that it names; `None` if one of them is empty.
fn filled(template: &str, parts: &[&str]) -> Option<String> {
    let mut word = template.to_owned();
    for at in 0..9 {
        let name = format!("{{{at}}}");
        if word.contains(&name) {
            let part = parts.get(at).filter(|part| !part.is_empty())?;
            word = word.replace(&name, part);
        }
    }
    Some(word)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn paradigms() -> BTreeMap<String, Paradigm> {
        toml::from_str("[verb]\npast = ['{0}', '{0}ت']\nparticiple = ['{1}ا']\n").unwrap()
    }

    #[test]
    fn forms_are_made_of_the_parts_that_are_there() {
        let words = |entry: &str| words_of(entry, &paradigms());
        let forms: Vec<String> = words("verb=قال/")
            .unwrap()
            .into_iter()
            .map(|w| w.0)
            .collect();
        assert_eq!(forms, ["قال", "قالت"]);
        let all = words("verb=أكد/مؤكد").unwrap();
        assert_eq!(all[0].0, "مؤكدا");
        assert_eq!(all[0].1, Inflection::named("participle"));
        assert_eq!(
            words("not-past:نگفت").unwrap()[0].1,
            Inflection::named("not-past")
        );
    }

    #[test]
    fn a_mistake_is_told_with_what_there_is() {
        let wrong = |entry: &str| words_of(entry, &paradigms()).unwrap_err();
        assert!(wrong("vreb=قال/").contains("affix.toml has: verb"));
        assert!(wrong("pest:قال").contains("past, present"));
        assert!(wrong("verb=").contains("empty"));
    }
}
