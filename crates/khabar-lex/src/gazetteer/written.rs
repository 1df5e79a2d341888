//! Gazetteer files as people write them: a table a kind, in it a key an entity.
//!
//! ```toml
//! [city]
//! karachi = { en = "Karachi", country = "PK", ar = ["كراتشي"], fa = ["کراچی"], ur = ["کراچی"] }
//! ```

use std::collections::BTreeSet;
use std::ops::Range;

use khabar_core::nearest;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::{
    BODY, EVERY_LANGUAGE, Entity, Form, Gazetteer, GazetteerError, HOST, Held, KINDS, Name, Text,
};
use crate::report::report;

/// What an entry may say beside its names in languages.
const KEYS: &[&str] = &[
    "en",
    "type",
    "country",
    "capital",
    "between",
    "body",
    "host",
    "held",
    "guarded",
    "nationality",
    "people",
    EVERY_LANGUAGE,
];

/// What `type` may say of an organisation.
const CLASSES: &[&str] = &[
    "agency",
    "alliance",
    "armed",
    "bank",
    "company",
    "government",
    "media",
    "military",
    "ngo",
    "other",
    "party",
    "religious",
    "sport",
    "un",
    "university",
];

/// A file: its path, for messages, and its text.
pub type Source<'s> = (&'s str, &'s str);

impl Gazetteer {
    /// Adds the entries of files. An entry of an id that is there already adds its names to it and
    /// replaces what else it says.
    ///
    /// # Errors
    /// At the first mistake, with file, line and column: no TOML, an unknown table or key, a value of
    /// the wrong type, a link that leads to no entry, an id that two of the files hold.
    pub fn add_files(&mut self, files: &[Source<'_>]) -> Result<()> {
        let mut links: Vec<(&Source<'_>, Link)> = Vec::new();
        let mut written: BTreeSet<String> = BTreeSet::new();
        for file in files {
            let mut reader = FileReader {
                file: *file,
                links: Vec::new(),
            };
            for (entity, key) in reader.read()? {
                if !written.insert(entity.id.to_string()) {
                    let title = format!("`{}` is there twice", entity.id);
                    return Err(reader.wrong(&title, key, "put both into one entry"));
                }
                self.add(entity, &reader, key)?;
            }
            links.extend(reader.links.into_iter().map(|link| (file, link)));
        }
        for (file, link) in links {
            if self.get(&link.to).is_none() {
                let title = format!("`{}` is no entry of the gazetteer", link.to);
                let known = self.entities().map(|entity| &*entity.id);
                let label = match nearest(&link.to, known) {
                    Some(near) => format!("did you mean `{near}`?"),
                    None => "write the id of an entry".to_owned(),
                };
                let (path, text) = *file;
                return Err(GazetteerError::Written(report(
                    path, text, &title, link.at, &label,
                )));
            }
        }
        Ok(())
    }

    fn add(&mut self, entity: Entity, reader: &FileReader<'_>, key: Range<usize>) -> Result<()> {
        if let Some(old) = self.entities.get_mut(&entity.id) {
            if !entity.en.is_empty() {
                old.en = entity.en;
            }
            old.class = entity.class.or(old.class.take());
            for (link, to) in entity.links.iter() {
                old.links.insert(link.clone(), to.clone());
            }
            if !entity.between.is_empty() {
                old.between = entity.between;
            }
            old.held.extend(entity.held);
            old.listed.extend(entity.listed);
            for name in entity.names {
                old.names.retain(|o| {
                    (&o.language, o.form, &o.text) != (&name.language, name.form, &name.text)
                });
                old.names.push(name);
            }
            return Ok(());
        }
        if entity.en.is_empty() {
            let title = format!("`{}` has no `en`", entity.id);
            return Err(reader.wrong(&title, key, "add its English name: `en = \"…\"`"));
        }
        self.insert(entity);
        Ok(())
    }
}

/// An id that an entry points to, and where it says so.
struct Link {
    to: String,
    at: Range<usize>,
}

struct FileReader<'s> {
    file: Source<'s>,
    links: Vec<Link>,
}

type Value<'v> = Spanned<DeValue<'v>>;
type Result<T> = std::result::Result<T, GazetteerError>;

impl FileReader<'_> {
    fn wrong(&self, title: &str, at: Range<usize>, label: &str) -> GazetteerError {
        let (path, text) = self.file;
        GazetteerError::Written(report(path, text, title, at, label))
    }

    /// Every entry with the place of its key.
    fn read(&mut self) -> Result<Vec<(Entity, Range<usize>)>> {
        let text = self.file.1;
        let table = DeTable::parse(text).map_err(|e| {
            let at = e.span().unwrap_or(0..0);
            self.wrong(e.message(), at, "the file stops being TOML here")
        })?;
        let mut entries = Vec::new();
        for (kind, value) in table.get_ref() {
            let name: &str = kind.get_ref();
            let Some((name, _)) = KINDS.iter().find(|(known, _)| *known == name) else {
                let known = KINDS.iter().map(|(kind, _)| *kind);
                let title = format!("unknown table `{name}`");
                return Err(self.unknown(&title, name, kind.span(), known));
            };
            for (key, value) in self.table(name, value)? {
                let entity = self.entity(name, key, value)?;
                entries.push((entity, key.span()));
            }
        }
        Ok(entries)
    }

    fn unknown<'k>(
        &self,
        title: &str,
        name: &str,
        at: Range<usize>,
        known: impl Iterator<Item = &'k str> + Clone,
    ) -> GazetteerError {
        let label = match nearest(name, known.clone()) {
            Some(near) => format!("did you mean `{near}`?"),
            None => format!("known: {}", known.collect::<Vec<_>>().join(", ")),
        };
        self.wrong(title, at, &label)
    }

    fn entity(
        &mut self,
        kind: &'static str,
        key: &Spanned<std::borrow::Cow<'_, str>>,
        value: &Value<'_>,
    ) -> Result<Entity> {
        let slug: &str = key.get_ref();
        let part = matches!(kind, "given" | "family");
        let ascii = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
        let fits = match kind {
            "country" => slug.len() == 2 && slug.chars().all(|c| c.is_ascii_uppercase()),
            _ if part => !slug.is_empty() && !slug.contains(['\t', '\n', ',']),
            _ => !slug.is_empty() && slug.chars().all(ascii),
        };
        if !fits {
            let title = format!("`{slug}` is no key of `[{kind}]`");
            let label = match kind {
                "country" => "write two capital letters of ISO 3166-1",
                _ if part => "write the Latin spelling",
                _ => "write lower-case ASCII letters, digits and `-`",
            };
            return Err(self.wrong(&title, key.span(), label));
        }
        let id = match kind {
            "country" => slug.to_owned(),
            _ => format!("{kind}/{slug}"),
        };
        let en = if part { slug } else { "" };
        let mut entity = Entity::new(kind.into(), &id, en.to_owned().into());
        // A name that all languages write alike may stand without a table.
        if value.get_ref().is_array() {
            self.names(&mut entity, EVERY_LANGUAGE, Form::Name, value)?;
            return Ok(entity);
        }
        let mut guarded: Vec<(String, String, Range<usize>)> = Vec::new();
        for (key, value) in self.table(slug, value)? {
            let name: &str = key.get_ref();
            match name {
                "en" => entity.en = self.string(name, value)?.to_owned().into(),
                "type" => entity.class = Some(self.class(value)?),
                "country" | "capital" | HOST => {
                    let to = self.link(name, value)?;
                    entity.links.insert(name.to_owned().into(), to);
                }
                "body" => {
                    let body = self.string(name, value)?.to_owned();
                    entity.links.insert(BODY.into(), body.into());
                }
                "between" => {
                    for value in self.array(name, value)? {
                        let to = self.link(name, value)?;
                        entity.between.push(to);
                    }
                }
                "held" => {
                    for value in self.array(name, value)? {
                        let held = self.held(value)?;
                        entity.held.push(held);
                    }
                }
                "guarded" => {
                    for (language, words) in self.table(name, value)? {
                        let language: &str = self.language(language)?;
                        for word in self.array(language, words)? {
                            let text = self.string(language, word)?;
                            guarded.push((language.to_owned(), text.to_owned(), word.span()));
                        }
                    }
                }
                "nationality" | "people" => {
                    let form = match name {
                        "people" => Form::People,
                        _ => Form::Nationality,
                    };
                    for (language, words) in self.table(name, value)? {
                        let language: &str = self.language(language)?;
                        self.names(&mut entity, language, form, words)?;
                        if form == Form::Nationality {
                            entity.listed.push(language.to_owned().into());
                        }
                    }
                }
                _ => {
                    let language: &str = self.language(key)?;
                    if name.len() > 2
                        && !value.get_ref().is_array()
                        && nearest(name, KEYS.iter().copied()).is_some()
                    {
                        let title = format!("unknown key `{name}`");
                        return Err(self.unknown(&title, name, key.span(), KEYS.iter().copied()));
                    }
                    self.names(&mut entity, language, Form::Name, value)?;
                }
            }
        }
        for (language, word, at) in guarded {
            let of = |name: &&mut Name| name.text == *word && name.language == *language;
            let mut found = false;
            for name in entity.names.iter_mut().filter(of) {
                name.guarded = true;
                found = true;
            }
            if found {
                continue;
            }
            // A variety may guard what its base calls it.
            let Some(name) = entity.names.iter().find(|name| name.text == *word) else {
                let title = format!("the guarded `{word}` is none of its names");
                return Err(self.wrong(&title, at, "list it as a name too, or leave it out here"));
            };
            entity.names.push(Name {
                language: language.into(),
                form: name.form,
                text: word.into(),
                guarded: true,
            });
        }
        Ok(entity)
    }

    /// A key that is a language's code.
    fn language<'k>(&self, key: &'k Spanned<std::borrow::Cow<'_, str>>) -> Result<&'k str> {
        let name: &str = key.get_ref();
        let code = matches!(name.len(), 2 | 3) && name.chars().all(|c| c.is_ascii_lowercase());
        if code || name == EVERY_LANGUAGE {
            return Ok(name);
        }
        let title = format!("unknown key `{name}`");
        Err(self.unknown(&title, name, key.span(), KEYS.iter().copied()))
    }

    fn names(
        &self,
        entity: &mut Entity,
        language: &str,
        form: Form,
        value: &Value<'_>,
    ) -> Result<()> {
        for value in self.array(language, value)? {
            let text = self.string(language, value)?;
            if text.trim() != text || text.is_empty() || text.contains(['\t', '\n']) {
                let title = format!("`{text}` is no name");
                return Err(self.wrong(&title, value.span(), "write it without space at its ends"));
            }
            if let Some(sign) = punctuation(text) {
                let title = format!("the name `{text}` holds {sign}");
                let label = "write letters, digits, spaces and hyphens between letters only";
                return Err(self.wrong(&title, value.span(), label));
            }
            entity.names.push(Name {
                language: language.to_owned().into(),
                form,
                text: text.to_owned().into(),
                guarded: false,
            });
        }
        Ok(())
    }

    fn class(&self, value: &Value<'_>) -> Result<Text> {
        let class = self.string("type", value)?;
        if CLASSES.contains(&class) {
            return Ok(class.to_owned().into());
        }
        let title = format!("unknown type `{class}`");
        Err(self.unknown(&title, class, value.span(), CLASSES.iter().copied()))
    }

    fn held(&mut self, value: &Value<'_>) -> Result<Held> {
        let mut held = Held {
            office: Text::default(),
            of: Text::default(),
            from: Text::default(),
            to: Text::default(),
        };
        for (key, inner) in self.table("held", value)? {
            let name: &str = key.get_ref();
            let text = self.string(name, inner)?.to_owned();
            match name {
                "office" => held.office = text.into(),
                "of" => held.of = self.link(name, inner)?,
                "from" => held.from = text.into(),
                "to" => held.to = text.into(),
                _ => {
                    let known = ["office", "of", "from", "to"];
                    let title = format!("unknown key `{name}` in `held`");
                    return Err(self.unknown(&title, name, key.span(), known.into_iter()));
                }
            }
        }
        if held.office.is_empty() {
            let label = "add `office = \"…\"`";
            return Err(self.wrong("no office is named", value.span(), label));
        }
        Ok(held)
    }

    fn link(&mut self, name: &str, value: &Value<'_>) -> Result<Text> {
        let to = self.string(name, value)?.to_owned();
        self.links.push(Link {
            to: to.clone(),
            at: value.span(),
        });
        Ok(to.into())
    }

    fn string<'v>(&self, name: &str, value: &'v Value<'_>) -> Result<&'v str> {
        value.get_ref().as_str().ok_or_else(|| {
            let title = format!("`{name}` is {}, not a string", value.get_ref().type_str());
            self.wrong(&title, value.span(), "write it in quotes")
        })
    }

    fn array<'v, 'd>(&self, name: &str, value: &'v Value<'d>) -> Result<&'v [Value<'d>]> {
        let array = value.get_ref().as_array();
        array.map(|array| &array[..]).ok_or_else(|| {
            let title = format!("`{name}` is {}, not a list", value.get_ref().type_str());
            self.wrong(&title, value.span(), "write it as a list: `[\"…\"]`")
        })
    }

    fn table<'v, 'd>(&self, name: &str, value: &'v Value<'d>) -> Result<&'v DeTable<'d>> {
        value.get_ref().as_table().ok_or_else(|| {
            let title = format!("`{name}` is {}, not a table", value.get_ref().type_str());
            self.wrong(&title, value.span(), "write it as `{ key = … }`")
        })
    }
}

/// What keeps a text from being found as a name: punctuation, or a hyphen that joins nothing.
fn punctuation(name: &str) -> Option<String> {
    let joins = |c: char| matches!(c, ' ' | '\u{200C}' | '·' | '-');
    let mark = |c: char| matches!(c, '\u{64B}'..='\u{65F}' | '\u{670}' | '\u{640}');
    let strange = name
        .chars()
        .find(|c| !c.is_alphanumeric() && !joins(*c) && !mark(*c));
    if let Some(c) = strange {
        return Some(format!("`{c}`"));
    }
    let loose =
        name.contains(" -") || name.contains("- ") || name.starts_with('-') || name.ends_with('-');
    loose.then(|| "a hyphen beside a space".to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    const KG: &str = "[country]\nKG = { en = 'Kyrgyzstan', capital = 'city/bishkek', \
        ar = ['قيرغيزستان'], nationality = { ar = ['قرغيزي'] }, guarded = { ar = ['قرغيزي'] } }\n";
    const BISHKEK: &str = "[city]\nbishkek = { en = 'Bishkek', country = 'KG', ur = ['بشکیک'] }\n\
        [person]\nx-y = { en = 'X Y', held = [{ office = 'president', of = 'KG', from = '2021' }] }\n\
        [given]\n'Muhammad' = ['محمد']\n";

    fn error(files: &[Source<'_>]) -> String {
        let mut gazetteer = Gazetteer::default();
        gazetteer.add_files(files).unwrap_err().to_string()
    }

    #[test]
    fn a_table_holds_what_the_toml_says() {
        let mut gazetteer = Gazetteer::default();
        gazetteer
            .add_files(&[("a.toml", KG), ("b.toml", BISHKEK)])
            .unwrap();
        let again = Gazetteer::from_table(gazetteer.to_table().leak()).unwrap();
        assert_eq!(again.to_table(), gazetteer.to_table());
        let entity = again.get("KG").unwrap();
        assert_eq!(entity.links.get("capital").unwrap(), "city/bishkek");
        assert!(entity.names[1].guarded && !entity.names[0].guarded);
        assert_eq!(again.get("person/x-y").unwrap().held[0].from, "2021");
        assert_eq!(
            again.get("given/Muhammad").unwrap().names[0].language,
            "all"
        );
        assert!(Gazetteer::from_table("N\tar\tname\tx").is_err());
    }

    #[test]
    fn mistakes_are_told_with_their_place() {
        let cases = [
            (
                "[country]\nKG = { enn = 'K' }",
                "x.toml:2:8",
                "did you mean `en`?",
            ),
            ("[citty]\n", "x.toml:1:2", "did you mean `city`?"),
            ("[city]\nBishkek = { en = 'B' }", "x.toml:2:1", "lower-case"),
            ("[city]\nb = { en = 3 }", "x.toml:2:12", "in quotes"),
            (
                "[city]\nb = { en = 'B', ur = 'ب' }",
                "x.toml:2:22",
                "as a list",
            ),
            ("[city]\nb = { ur = ['ب'] }", "x.toml:2:1", "English name"),
            (
                "[city]\nb = { en = 'B', country = 'KG' }",
                "x.toml:2:27",
                "is no entry",
            ),
            (
                "[city]\nb = { en = 'B', guarded = { ur = ['ب'] } }",
                "x.toml:2:35",
                "none of its names",
            ),
            (
                "[org]\nb = { en = 'B', type = 'compny' }",
                "x.toml:2:24",
                "did you mean `company`?",
            ),
            (
                "[city]\nb = { en = 'B', ur = ['ب/ت'] }",
                "x.toml:2:23",
                "holds `/`",
            ),
            ("[org]\nb = ", "x.toml:2:5", "stops being TOML"),
        ];
        for (toml, place, what) in cases {
            let told = error(&[("x.toml", toml)]);
            assert!(told.contains(place) && told.contains(what), "{told}");
        }
        let twice = error(&[("a.toml", BISHKEK), ("b.toml", BISHKEK)]);
        assert!(
            twice.contains("b.toml:2:1") && twice.contains("there twice"),
            "{twice}"
        );
    }

    #[test]
    fn a_later_file_adds_to_what_is_there() {
        let mut gazetteer = Gazetteer::default();
        gazetteer
            .add_files(&[("a.toml", KG), ("b.toml", BISHKEK)])
            .unwrap();
        let more = "[city]\nbishkek = { ur = ['بشکک'] }\n";
        gazetteer.add_files(&[("mine.toml", more)]).unwrap();
        let bishkek = gazetteer.get("city/bishkek").unwrap();
        assert_eq!((&*bishkek.en, bishkek.names.len()), ("Bishkek", 2));
    }
}
