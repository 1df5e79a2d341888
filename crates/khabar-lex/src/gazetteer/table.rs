//! The compiled form: a line `E` an entity, below it a line `H` an office and a line `N` a name.

use std::borrow::Cow;
use std::fmt::Write as _;
use std::sync::Arc;

use super::{Entity, Form, Gazetteer, GazetteerError, Held, Name};

/// The fields of an entity's line that are no links.
const LISTED: &str = "nationality";
const CLASS: &str = "type";
const BETWEEN: &str = "between";

impl Gazetteer {
    /// The table that programs load.
    pub fn to_table(&self) -> String {
        let mut table = String::new();
        for entity in self.entities() {
            let _ = write!(table, "E\t{}\t{}\t{}", entity.kind, entity.id, entity.en);
            for (link, to) in entity.links.iter() {
                let _ = write!(table, "\t{link}={to}");
            }
            if let Some(class) = &entity.class {
                let _ = write!(table, "\t{CLASS}={class}");
            }
            for (field, texts) in [(LISTED, &entity.listed), (BETWEEN, &entity.between)] {
                if !texts.is_empty() {
                    let _ = write!(table, "\t{field}={}", texts.join(","));
                }
            }
            table.push('\n');
            for held in &entity.held {
                let Held {
                    office,
                    of,
                    from,
                    to,
                } = held;
                let _ = writeln!(table, "H\t{office}\t{of}\t{from}\t{to}");
            }
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
            let mut fields = Fields(Some(line));
            match fields.next() {
                Some("E") => {
                    entities.extend(current.take().map(|e| (e.id.clone(), e)));
                    current = Some(entity(fields).ok_or_else(damaged)?);
                }
                Some("H") => {
                    let entity = current.as_mut().ok_or_else(damaged)?;
                    entity.held.push(held(fields).ok_or_else(damaged)?);
                }
                Some("N") => {
                    let entity = current.as_mut().ok_or_else(damaged)?;
                    entity.names.push(name(fields).ok_or_else(damaged)?);
                }
                _ => return Err(damaged()),
            }
        }
        entities.extend(current.map(|e| (e.id.clone(), e)));
        Ok(Gazetteer {
            entities: entities.into_iter().collect(),
            ..Gazetteer::default()
        })
    }
}

/// The fields of a line. Every line of the table passes here at start-up: bytes are compared, and the
/// pattern search of the standard library is not called for fields of a few letters.
struct Fields(Option<&'static str>);

impl Iterator for Fields {
    type Item = &'static str;

    fn next(&mut self) -> Option<&'static str> {
        let line = self.0.take()?;
        let Some(tab) = line.bytes().position(|byte| byte == b'\t') else {
            return Some(line);
        };
        self.0 = Some(&line[tab + 1..]);
        Some(&line[..tab])
    }
}

fn entity(mut fields: Fields) -> Option<Entity> {
    let (kind, id, en) = (fields.next()?, fields.next()?, fields.next()?);
    let mut entity = Entity::new(kind.into(), id, en.into());
    let list = |texts: &'static str| texts.split(',').map(Cow::Borrowed).collect();
    for field in fields {
        let at = field.bytes().position(|byte| byte == b'=')?;
        let (name, value) = (&field[..at], &field[at + 1..]);
        match name {
            LISTED => entity.listed = list(value),
            BETWEEN => entity.between = list(value),
            CLASS => entity.class = Some(value.into()),
            link => entity.links.insert(link.into(), value.into()),
        }
    }
    Some(entity)
}

fn held(mut fields: Fields) -> Option<Held> {
    let mut field = || fields.next().map(Cow::Borrowed);
    Some(Held {
        office: field()?,
        of: field()?,
        from: field()?,
        to: field()?,
    })
}

fn name(mut fields: Fields) -> Option<Name> {
    let (language, form, text) = (fields.next()?, fields.next()?, fields.next()?);
    let (form, guarded) = match form.strip_suffix('!') {
        Some(form) => (form, true),
        None => (form, false),
    };
    Some(Name {
        language: language.into(),
        form: Form::ALL.into_iter().find(|f| f.word() == form)?,
        text: text.into(),
        guarded,
    })
}
