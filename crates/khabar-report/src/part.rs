//! Data in parts of bounded size.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use crate::entity::Entities;

/// A part is closed at this size of its rows, in bytes; its names come on top.
const LIMIT: usize = 700_000;

/// The kinds of data.
pub(crate) const KINDS: &[&str] = &[
    "clusters",
    "conflicts",
    "documents",
    "entities",
    "events",
    "index",
    "lifecycles",
    "projects",
    "sources",
    "undertakings",
];

/// Rows of one kind that are loaded together.
#[derive(Debug)]
pub(crate) struct Part {
    /// `documents-0001`.
    pub name: String,
    /// `{"names":{…},"rows":[…]}`, fit for a script element.
    pub json: String,
}

/// All parts, being filled.
#[derive(Default)]
pub(crate) struct Parts {
    closed: Vec<Part>,
    starts: BTreeMap<&'static str, Vec<usize>>,
    open: BTreeMap<&'static str, Open>,
}

#[derive(Default)]
struct Open {
    rows: String,
    count: usize,
    names: BTreeSet<u32>,
    /// Rows in the parts before.
    before: usize,
}

impl Parts {
    /// Adds a row of a kind, and the entities whose names it needs.
    pub(crate) fn push<'n>(
        &mut self,
        kind: &'static str,
        row: &str,
        names: impl IntoIterator<Item = &'n u32>,
        entities: &Entities,
    ) {
        debug_assert!(KINDS.contains(&kind), "{kind} is listed");
        let open = self.open.entry(kind).or_default();
        if open.count > 0 && open.rows.len() + row.len() > LIMIT {
            self.cut(kind, entities);
        }
        let open = self.open.entry(kind).or_default();
        if open.count > 0 {
            open.rows.push(',');
        }
        open.rows.push_str(row);
        open.count += 1;
        open.names.extend(names);
        if open.rows.len() > LIMIT {
            self.cut(kind, entities);
        }
    }

    fn cut(&mut self, kind: &'static str, entities: &Entities) {
        let Some(open) = self.open.get_mut(kind) else {
            return;
        };
        let starts = self.starts.entry(kind).or_default();
        starts.push(open.before);
        let names: BTreeMap<u32, [&str; 3]> = open
            .names
            .iter()
            .map(|at| (*at, entities.name(*at)))
            .collect();
        self.closed.push(Part {
            name: format!("{kind}-{:04}", starts.len()),
            json: format!("{{\"names\":{},\"rows\":[{}]}}", json(&names), open.rows),
        });
        *open = Open {
            before: open.before + open.count,
            ..Open::default()
        };
    }

    /// Every part, and by kind where each begins.
    pub(crate) fn close(
        mut self,
        entities: &Entities,
    ) -> (Vec<Part>, BTreeMap<&'static str, Vec<usize>>) {
        let kinds: Vec<&'static str> = self.open.keys().copied().collect();
        for kind in kinds {
            if self.open.get(kind).is_some_and(|open| open.count > 0) {
                self.cut(kind, entities);
            }
        }
        (self.closed, self.starts)
    }
}

/// JSON that may stand in a script element: nothing in it opens or closes one.
pub(crate) fn json(value: &impl Serialize) -> String {
    // Strings, numbers and string keys: nothing that JSON could refuse.
    let json = serde_json::to_string(value).unwrap_or_default();
    // Outside of strings JSON has no such sign.
    if json.contains('<') {
        json.replace('<', "\\u003c")
    } else {
        json
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_data_ends_the_script_that_holds_it() {
        let words = "</script><!-- <SCRIPT>";
        let written = json(&words);
        assert!(!written.contains('<'), "{written}");
        assert_eq!(
            serde_json::from_str::<String>(&written).ok().as_deref(),
            Some(words)
        );
    }

    #[test]
    fn parts_are_cut_by_size_and_know_where_they_begin() {
        let entities = Entities::default();
        let mut parts = Parts::default();
        let row = format!("\"{}\"", "x".repeat(LIMIT / 3));
        for _ in 0..7 {
            parts.push("documents", &row, [], &entities);
        }
        let (closed, starts) = parts.close(&entities);
        assert_eq!(starts["documents"], [0, 2, 4, 6]);
        assert_eq!(closed[3].name, "documents-0004");
        for part in closed {
            let value: serde_json::Value = serde_json::from_str(&part.json).unwrap_or_default();
            assert!(value["rows"].is_array(), "{}", part.name);
        }
    }
}
