//! The compiled form: a line `E` an entity, below it a line `H` an office and a line `N` a name.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::sync::Arc;

use super::{Entity, Form, Gazetteer, GazetteerError, Held, Name, Text};

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
            for (link, to) in &entity.links {
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
            let mut fields = line.split('\t');
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

fn entity(mut fields: impl Iterator<Item = &'static str>) -> Option<Entity> {
    let (kind, id, en) = (fields.next()?, fields.next()?, fields.next()?);
    let mut links: BTreeMap<Text, Text> = fields
        .filter_map(|f| f.split_once('='))
        .map(|(link, to)| (link.into(), to.into()))
        .collect();
    let mut list = |field: &str| match links.remove(field) {
        Some(Cow::Borrowed(texts)) => texts.split(',').map(Cow::Borrowed).collect(),
        _ => Vec::new(),
    };
    let (listed, between) = (list(LISTED), list(BETWEEN));
    Some(Entity {
        class: links.remove(CLASS),
        links,
        between,
        listed,
        ..Entity::new(kind.into(), id, en.into())
    })
}

fn held(mut fields: impl Iterator<Item = &'static str>) -> Option<Held> {
    let mut field = || fields.next().map(Cow::Borrowed);
    Some(Held {
        office: field()?,
        of: field()?,
        from: field()?,
        to: field()?,
    })
}

fn name(mut fields: impl Iterator<Item = &'static str>) -> Option<Name> {
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
