//! What an extractor lets its user set.

use std::collections::BTreeMap;

/// One key of an extractor's table in `khabar.toml`.
#[derive(Debug)]
pub struct Setting {
    /// Lower case, `_` between words.
    pub key: &'static str,
    /// The value where the user sets none; it also fixes the type.
    pub default: Default,
    /// What it changes, for the user.
    pub doc: &'static str,
}

/// A default and thereby a type.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Default {
    /// `true` or `false`.
    Bool(bool),
    /// A whole number within bounds, both included.
    Integer {
        /// The default itself.
        value: i64,
        /// Smallest allowed.
        min: i64,
        /// Largest allowed.
        max: i64,
    },
}

/// A value that was checked against its [`Setting`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Set {
    /// `true` or `false`.
    Bool(bool),
    /// A whole number.
    Integer(i64),
}

/// The checked settings of one extractor: every key of its spec has a value.
#[derive(Debug, Clone, std::default::Default)]
pub struct Settings(BTreeMap<&'static str, Set>);

impl Settings {
    /// The defaults of `settings`.
    pub fn defaults(settings: &'static [Setting]) -> Self {
        let value = |setting: &Setting| match setting.default {
            Default::Bool(b) => Set::Bool(b),
            Default::Integer { value, .. } => Set::Integer(value),
        };
        Settings(settings.iter().map(|s| (s.key, value(s))).collect())
    }

    /// Overrides one value; the caller has checked key and type against the spec.
    pub fn set(&mut self, key: &'static str, value: Set) {
        self.0.insert(key, value);
    }

    /// A flag that the extractor's own spec declares; `false` for any other key.
    pub fn flag(&self, key: &str) -> bool {
        matches!(self.0.get(key), Some(Set::Bool(true)))
    }

    /// A whole number that the extractor's own spec declares; 0 for any other key.
    pub fn integer(&self, key: &str) -> i64 {
        match self.0.get(key) {
            Some(Set::Integer(n)) => *n,
            _ => 0,
        }
    }
}
