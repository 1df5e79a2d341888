//! Lines of `facts.jsonl` and `documents.jsonl` as this crate reads them: owned, with every key that may
//! stand in a value.

use std::collections::BTreeMap;

use serde::Deserialize;

/// A line of `facts.jsonl`.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct FactRecord {
    /// The document's id.
    pub doc: String,
    /// 16 hexadecimal digits.
    pub id: String,
    /// The kind's name.
    pub kind: String,
    /// Where it stands in the source.
    pub span: SpanRecord,
    /// The source in that span.
    pub text: String,
    /// What it states, of kinds that state one value.
    pub value: Option<FillerRecord>,
    /// Fillers by role.
    pub roles: BTreeMap<String, Vec<FillerRecord>>,
    /// Circumstances by name.
    pub attrs: BTreeMap<String, Vec<FillerRecord>>,
    /// The rule that found it.
    pub by: String,
}

/// A range of the source in the three ways that readers count.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
pub struct SpanRecord {
    /// In bytes of UTF-8.
    pub bytes: [usize; 2],
    /// In code points.
    pub chars: [usize; 2],
    /// In units of UTF-16.
    pub utf16: [usize; 2],
}

/// A value, or what fills a role; the keys that are set tell which sort of value it is.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub struct FillerRecord {
    /// A fact of the same document.
    pub fact: Option<String>,
    /// A typed id.
    pub entity: Option<String>,
    /// The Latin spelling of a name without an id.
    pub latin: Option<String>,
    /// One of a declared set.
    pub symbol: Option<String>,
    /// A known time.
    pub edtf: Option<String>,
    /// A time that is not known.
    pub unresolved: Option<String>,
    /// A length of time.
    pub duration: Option<String>,
    /// How often.
    pub set: Option<String>,
    /// Of money and of quantities.
    pub amount: Option<String>,
    /// ISO 4217.
    pub currency: Option<String>,
    /// Of a currency that the text does not name fully.
    pub inferred: bool,
    /// UCUM.
    pub unit: Option<String>,
    /// About, more than, less than.
    pub bound: Option<String>,
    /// A number.
    pub decimal: Option<String>,
    /// An integer.
    pub integer: Option<i64>,
    /// The words that say it.
    pub text: Option<String>,
    /// Where they stand.
    pub span: Option<SpanRecord>,
}

impl FactRecord {
    /// The first filler of a role or a circumstance.
    pub fn first(&self, role: &str) -> Option<&FillerRecord> {
        self.fillers(role).first()
    }

    /// Every filler of a role or a circumstance.
    pub fn fillers(&self, role: &str) -> &[FillerRecord] {
        let fillers = self.roles.get(role).or_else(|| self.attrs.get(role));
        fillers.map_or(&[], Vec::as_slice)
    }

    /// The symbol that fills a role.
    pub fn symbol(&self, role: &str) -> Option<&str> {
        self.first(role)?.symbol.as_deref()
    }
}

impl FillerRecord {
    /// The value as ids are hashed over it; see `khabar_core::Value`. Empty for a reference and for words.
    pub fn canonical(&self) -> String {
        let text = |text: &Option<String>| text.clone().unwrap_or_default();
        let bound = text(&self.bound);
        if let Some(amount) = &self.amount {
            let unit = self.currency.as_ref().or(self.unit.as_ref());
            let mark = if self.inferred { "~" } else { "" };
            return format!(
                "{bound}{amount} {}{mark}",
                unit.cloned().unwrap_or_default()
            );
        }
        if let Some(integer) = self.integer {
            return integer.to_string();
        }
        if let Some(decimal) = &self.decimal {
            return format!("{bound}{decimal}");
        }
        let others = [
            &self.edtf,
            &self.unresolved,
            &self.duration,
            &self.set,
            &self.entity,
            &self.latin,
            &self.symbol,
        ];
        let other = others.into_iter().find_map(Clone::clone);
        other.unwrap_or_default()
    }
}

/// What this crate reads of a line of `documents.jsonl`.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct DocumentRecord {
    /// Its id.
    pub doc: String,
    /// The file that it came from, or `-`.
    pub source: String,
    /// The file below the output that holds the text, of pages and of standard input.
    pub text: Option<String>,
    /// How it was read; none where it was not.
    pub language: Option<LanguageRecord>,
    /// When it was published.
    pub published: Option<PublishedRecord>,
    /// Who published it.
    pub outlet: Option<String>,
    /// A sketch of its words; see `documents.jsonl`.
    pub sketch: Option<String>,
    /// How many facts of each kind it has.
    pub counts: CountsRecord,
}

/// The language of a document.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct LanguageRecord {
    /// The language; of a variety, its base.
    pub code: String,
    /// What it was read as.
    pub variety: String,
}

/// The day of publication.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct PublishedRecord {
    /// ISO 8601, to the day.
    pub date: String,
}

/// The counts of a document.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct CountsRecord {
    /// Facts by kind.
    pub facts: BTreeMap<String, usize>,
}

/// The number of a fact's id; `None` if it is none.
pub fn fact_id(hex: &str) -> Option<u64> {
    let digits = hex.len() == 16 && hex.bytes().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f'));
    digits.then(|| u64::from_str_radix(hex, 16).ok()).flatten()
}

/// A fact's id as it is written.
pub fn hex(id: u64) -> String {
    format!("{id:016x}")
}
