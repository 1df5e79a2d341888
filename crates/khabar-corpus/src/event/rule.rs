//! When two tellings are of one event, by kind; read from `same.toml`.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use serde::Deserialize;

/// What decides whether two tellings of a kind are of one event.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(crate) struct Rule {
    family: Option<String>,
    who: Vec<String>,
    rename: BTreeMap<String, String>,
    pub alike: Vec<String>,
    pub says: Vec<String>,
    pub equal: Vec<String>,
    pub settles: Vec<String>,
    pub days: i32,
}

/// The days of a kind that `same.toml` does not name.
const DAYS: i32 = 2;

static RULES: LazyLock<BTreeMap<String, Rule>> =
    LazyLock::new(|| toml::from_str(include_str!("../../same.toml")).unwrap_or_default());

impl Rule {
    /// The rule of a kind; none of one that has no table.
    pub(crate) fn of(kind: &str) -> Option<&'static Rule> {
        RULES.get(kind)
    }

    /// Kinds of one family are compared.
    pub(crate) fn family(kind: &str) -> &str {
        let family = RULES.get(kind).and_then(|rule| rule.family.as_deref());
        family.unwrap_or(kind)
    }

    /// The name of a role in the family.
    pub(crate) fn role<'r>(kind: &str, role: &'r str) -> &'r str {
        let renamed = RULES.get(kind).and_then(|rule| rule.rename.get(role));
        renamed.map_or(role, String::as_str)
    }

    /// Roles that say which event it is, with how many fillers both tellings must share.
    pub(crate) fn who(&self) -> impl Iterator<Item = (usize, &str)> {
        self.who.iter().map(|who| match who.split_once(' ') {
            Some((least, role)) => (least.parse().unwrap_or(1), role),
            None => (1, who.as_str()),
        })
    }

    /// Whether it happens to nobody: a figure.
    pub(crate) fn is_measured(&self) -> bool {
        self.who.is_empty()
    }

    /// How far apart two tellings of a kind may be.
    pub(crate) fn days(kind: &str) -> i32 {
        RULES.get(kind).map_or(DAYS, |rule| rule.days)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_rules_are_read() {
        let rules: BTreeMap<String, Rule> =
            toml::from_str(include_str!("../../same.toml")).unwrap();
        assert!(rules.len() > 10);
        for (kind, rule) in &rules {
            assert!(rule.days > 0, "{kind}");
            let words = rule
                .who()
                .all(|(least, role)| least > 0 && !role.contains(' '));
            assert!(words, "{kind}");
        }
        assert_eq!(Rule::family("discussion"), "talks");
        assert_eq!(Rule::role("discussion", "party"), "participant");
        assert_eq!(Rule::family("attack"), "attack");
    }
}
