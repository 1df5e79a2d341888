//! The world's names: entities with typed ids, and what each language calls them.
//!
//! People edit TOML (`config/gazetteer/*.toml`); programs load the table that
//! [`Gazetteer::to_table`] makes of it, which reads some twenty times faster.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::sync::Arc;

use serde::Deserialize;

/// Text that a table holds already, or that was read from TOML.
type Text = Cow<'static, str>;

/// How a phrase names an entity.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Form {
    /// By its name.
    Name,
    /// By the adjective of nationality.
    Nationality,
    /// By the name of its people.
    People,
}

impl Form {
    const ALL: [Form; 3] = [Form::Name, Form::Nationality, Form::People];

    /// The word that tables and outputs write; also the class of words in `affix.toml`.
    pub fn word(self) -> &'static str {
        match self {
            Form::Name => "name",
            Form::Nationality => "nationality",
            Form::People => "people",
        }
    }
}

/// Something that has a name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entity {
    /// Typed and language-neutral: `KG`, `city/bishkek`.
    pub id: Arc<str>,
    /// The table it stands in: `country`, `city`.
    pub kind: Text,
    /// English name, for people who read the output.
    pub en: Text,
    /// The capital of a country, the country of a city.
    pub links: BTreeMap<Text, Text>,
    /// What languages call it.
    pub names: Vec<Name>,
    /// Languages whose nationality forms are listed, be it as none; the others make them of the
    /// names.
    pub listed: Vec<Text>,
}

impl Entity {
    /// The group under which the matcher lists it.
    pub fn domain(&self) -> &str {
        match &*self.kind {
            "country" | "city" => "place",
            other => other,
        }
    }
}

/// One name of an entity in one language.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Name {
    /// The language's code.
    pub language: Text,
    /// How it names the entity.
    pub form: Form,
    /// As written; `·` is a joint that is usually written together.
    pub text: Text,
    /// Also a common word or another name: needs evidence beside it.
    pub guarded: bool,
}

/// Entities by id.
#[derive(Debug, Clone, Default)]
pub struct Gazetteer {
    entities: BTreeMap<Arc<str>, Entity>,
}

/// A gazetteer file that cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum GazetteerError {
    /// It is no TOML of the expected shape.
    #[error("{path}: {message}")]
    Syntax {
        /// The file.
        path: String,
        /// With line, column and the line itself.
        message: String,
    },
    /// An entry contradicts another one.
    #[error("{path}: {id}: {message}")]
    Entry {
        /// The file.
        path: String,
        /// The entity.
        id: String,
        /// What is wrong.
        message: String,
    },
    /// The compiled table is damaged.
    #[error("the compiled gazetteer is damaged in line {0}; run `cargo xtask docs`")]
    Table(usize),
}

/// The field of a table's line that holds [`Entity::listed`].
const LISTED: &str = "nationality";

/// An entry as people write it.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    id: String,
    en: String,
    capital: Option<String>,
    country: Option<String>,
    #[serde(default)]
    names: BTreeMap<String, Vec<String>>,
    #[serde(default)]
    nationality: BTreeMap<String, Vec<String>>,
    #[serde(default)]
    people: BTreeMap<String, Vec<String>>,
    #[serde(default)]
    guarded: BTreeMap<String, Vec<String>>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(default)]
    country: Vec<Written>,
    #[serde(default)]
    city: Vec<Written>,
}

impl Gazetteer {
    /// Adds the entries of a TOML file.
    ///
    /// # Errors
    /// If it is no TOML of this shape, an id is there twice, or a guarded word is no name of its
    /// entry.
    pub fn add_toml(&mut self, path: &str, toml: &str) -> Result<(), GazetteerError> {
        let file: File = toml::from_str(toml).map_err(|e| GazetteerError::Syntax {
            path: path.to_owned(),
            message: e.to_string(),
        })?;
        let countries = file.country.into_iter().map(|w| ("country", w));
        for (kind, written) in countries.chain(file.city.into_iter().map(|w| ("city", w))) {
            let id = written.id.clone();
            let wrong = |message: String| GazetteerError::Entry {
                path: path.to_owned(),
                id: id.clone(),
                message,
            };
            let entity = entity(kind, written).map_err(wrong)?;
            if self.entities.insert(entity.id.clone(), entity).is_some() {
                return Err(wrong("is there twice".to_owned()));
            }
        }
        Ok(())
    }

    /// Checks that every link leads to an entity.
    ///
    /// # Errors
    /// Names the first entity whose link leads nowhere.
    pub fn check_links(&self) -> Result<(), GazetteerError> {
        for entity in self.entities.values() {
            for (link, to) in &entity.links {
                if !self.entities.contains_key(&**to) {
                    return Err(GazetteerError::Entry {
                        path: "config/gazetteer".to_owned(),
                        id: entity.id.to_string(),
                        message: format!("its {link} `{to}` is no entry"),
                    });
                }
            }
        }
        Ok(())
    }

    /// Adds one entity, replacing one of the same id.
    pub fn insert(&mut self, entity: Entity) {
        self.entities.insert(entity.id.clone(), entity);
    }

    /// The table that programs load: a line `E` an entity, below it a line `N` a name.
    pub fn to_table(&self) -> String {
        let mut table = String::new();
        for entity in self.entities.values() {
            let _ = write!(table, "E\t{}\t{}\t{}", entity.kind, entity.id, entity.en);
            for (link, to) in &entity.links {
                let _ = write!(table, "\t{link}={to}");
            }
            if !entity.listed.is_empty() {
                let _ = write!(table, "\t{LISTED}={}", entity.listed.join(","));
            }
            table.push('\n');
            for name in &entity.names {
                let guard = if name.guarded { "!" } else { "" };
                let form = name.form.word();
                let _ = writeln!(table, "N\t{}\t{form}{guard}\t{}", name.language, name.text);
            }
        }
        table
    }

    /// The gazetteer of a table.
    ///
    /// # Errors
    /// If a line is none that [`Gazetteer::to_table`] writes.
    pub fn from_table(table: &'static str) -> Result<Gazetteer, GazetteerError> {
        // Collected first: a map of sorted pairs is built at once.
        let mut entities: Vec<(Arc<str>, Entity)> = Vec::new();
        let mut current: Option<Entity> = None;
        for (at, line) in table.lines().enumerate() {
            let damaged = || GazetteerError::Table(at + 1);
            let mut fields = line.split('\t');
            match fields.next() {
                Some("E") => {
                    entities.extend(current.take().map(|e| (e.id.clone(), e)));
                    let (Some(kind), Some(id), Some(en)) =
                        (fields.next(), fields.next(), fields.next())
                    else {
                        return Err(damaged());
                    };
                    let mut links: BTreeMap<Text, Text> = fields
                        .filter_map(|f| f.split_once('='))
                        .map(|(link, to)| (link.into(), to.into()))
                        .collect();
                    let listed = links.remove(LISTED).unwrap_or_default();
                    current = Some(Entity {
                        id: id.into(),
                        kind: kind.into(),
                        en: en.into(),
                        links,
                        names: Vec::new(),
                        listed: match listed {
                            Cow::Borrowed(codes) => {
                                codes.split_terminator(',').map(Cow::Borrowed).collect()
                            }
                            Cow::Owned(_) => Vec::new(),
                        },
                    });
                }
                Some("N") => {
                    let entity = current.as_mut().ok_or_else(damaged)?;
                    let (Some(language), Some(form), Some(text)) =
                        (fields.next(), fields.next(), fields.next())
                    else {
                        return Err(damaged());
                    };
                    let (form, guarded) = match form.strip_suffix('!') {
                        Some(form) => (form, true),
                        None => (form, false),
                    };
                    let form = Form::ALL.into_iter().find(|f| f.word() == form);
                    entity.names.push(Name {
                        language: language.into(),
                        form: form.ok_or_else(damaged)?,
                        text: text.into(),
                        guarded,
                    });
                }
                _ => return Err(damaged()),
            }
        }
        entities.extend(current.map(|e| (e.id.clone(), e)));
        Ok(Gazetteer {
            entities: entities.into_iter().collect(),
        })
    }

    /// Entities by id.
    pub fn entities(&self) -> impl Iterator<Item = &Entity> {
        self.entities.values()
    }

    /// The entity of this id.
    pub fn get(&self, id: &str) -> Option<&Entity> {
        self.entities.get(id)
    }

    /// How many entities there are.
    pub fn len(&self) -> usize {
        self.entities.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.entities.is_empty()
    }
}

fn entity(kind: &str, written: Written) -> Result<Entity, String> {
    let forms = [
        (Form::Name, &written.names),
        (Form::Nationality, &written.nationality),
        (Form::People, &written.people),
    ];
    let mut names = Vec::new();
    for (form, by_language) in forms {
        for (language, texts) in by_language {
            let guarded = written.guarded.get(language);
            names.extend(texts.iter().map(|text| Name {
                language: language.clone().into(),
                form,
                text: text.clone().into(),
                guarded: guarded.is_some_and(|g| g.contains(text)),
            }));
        }
    }
    for (language, words) in &written.guarded {
        for word in words {
            if !names
                .iter()
                .any(|n| n.language == *language && n.text == *word)
            {
                return Err(format!(
                    "the guarded `{word}` is none of its names in {language}"
                ));
            }
        }
    }
    let links = [("capital", written.capital), ("country", written.country)];
    Ok(Entity {
        id: written.id.into(),
        kind: kind.to_owned().into(),
        en: written.en.into(),
        links: links
            .into_iter()
            .filter_map(|(link, to)| Some((link.into(), to?.into())))
            .collect(),
        names,
        listed: written.nationality.into_keys().map(Cow::Owned).collect(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const KG: &str = "[[country]]\nid = 'KG'\nen = 'Kyrgyzstan'\ncapital = 'city/bishkek'\n\
        names.ar = ['قيرغيزستان']\nnationality.ar = ['قرغيزي']\nguarded.ar = ['قرغيزي']\n";

    #[test]
    fn a_table_holds_what_the_toml_says() {
        let mut gazetteer = Gazetteer::default();
        gazetteer.add_toml("x.toml", KG).unwrap();
        let again = Gazetteer::from_table(gazetteer.to_table().leak()).unwrap();
        assert_eq!(again.to_table(), gazetteer.to_table());
        let entity = again.get("KG").unwrap();
        assert_eq!(entity.links["capital"], "city/bishkek");
        assert!(entity.names[1].guarded && !entity.names[0].guarded);
        assert!(again.check_links().is_err());
    }

    #[test]
    fn mistakes_are_told_with_their_place() {
        let mut gazetteer = Gazetteer::default();
        let unknown = gazetteer.add_toml("x.toml", "[[country]]\nid = 'KG'\nenn = 'K'\n");
        assert!(
            unknown
                .unwrap_err()
                .to_string()
                .contains("line 3, column 1")
        );
        let twice = gazetteer.add_toml("x.toml", &format!("{KG}{KG}"));
        assert!(
            twice
                .unwrap_err()
                .to_string()
                .contains("KG: is there twice")
        );
        assert!(Gazetteer::from_table("N\tar\tname\tx").is_err());
    }
}
