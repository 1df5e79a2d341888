//! What people have judged about who is who, and what overrules the program.
//!
//! ```toml
//! [[same]]
//! ids = ["person/ali-ahmadi-3f2a", "person/ali-ahmadi"]
//! why = "the same deputy minister"
//!
//! [[not_same]]
//! ids = ["0f3a5c7e9b1d2468", "13579bdf02468ace"]
//! ```
//!
//! An id is one of `entities.jsonl`, of the gazetteer, or of a fact that names somebody.

use std::collections::BTreeMap;
use std::ops::Range;

use khabar_lex::report;
use serde::Deserialize;
use toml::Spanned;

/// Judgements, as they were read.
#[derive(Debug, Default)]
pub struct Judgements {
    path: String,
    text: String,
    pub(crate) same: Vec<Judgement>,
    pub(crate) not_same: Vec<Judgement>,
}

/// A judgement about some ids.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Judgement {
    pub ids: Spanned<Vec<Spanned<String>>>,
    /// For people.
    #[serde(default)]
    #[expect(dead_code, reason = "kept in the file, read by people")]
    why: Option<String>,
}

/// A file of judgements that cannot be used; says where and why.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
pub struct JudgementError(String);

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    #[serde(default)]
    same: Vec<Judgement>,
    #[serde(default)]
    not_same: Vec<Judgement>,
}

impl Judgements {
    /// Reads a file of judgements.
    ///
    /// # Errors
    /// On bad syntax, an unknown key, fewer than two ids, or ids that are said to be the same and not the
    /// same: with file, line, column and the line itself.
    pub fn parse(path: &str, text: &str) -> Result<Judgements, JudgementError> {
        let written: Written = toml::from_str(text).map_err(|e| {
            let span = e.span().unwrap_or(0..0);
            JudgementError(report(path, text, e.message(), span, "here"))
        })?;
        let judgements = Judgements {
            path: path.to_owned(),
            text: text.to_owned(),
            same: written.same,
            not_same: written.not_same,
        };
        judgements.check()?;
        Ok(judgements)
    }

    /// Whether nothing is judged.
    pub fn is_empty(&self) -> bool {
        self.same.is_empty() && self.not_same.is_empty()
    }

    fn check(&self) -> Result<(), JudgementError> {
        for judgement in self.same.iter().chain(&self.not_same) {
            if judgement.ids.get_ref().len() < 2 {
                let label = "name two ids or more";
                return Err(self.error("a judgement compares", judgement.ids.span(), label));
            }
        }
        // By id: one id that stands for all that are said to be the same.
        let mut head: BTreeMap<&str, &str> = BTreeMap::new();
        fn find<'j>(head: &BTreeMap<&'j str, &'j str>, mut id: &'j str) -> &'j str {
            while let Some(next) = head.get(id).filter(|next| **next != id) {
                id = next;
            }
            id
        }
        for judgement in &self.same {
            let mut ids = judgement
                .ids
                .get_ref()
                .iter()
                .map(|id| id.get_ref().as_str());
            let Some(first) = ids.next() else { continue };
            for id in ids {
                let (one, other) = (find(&head, first), find(&head, id));
                head.insert(other, one);
            }
        }
        for judgement in &self.not_same {
            let ids = judgement.ids.get_ref();
            for (at, id) in ids.iter().enumerate() {
                let known = find(&head, id.get_ref());
                let twin = ids[..at]
                    .iter()
                    .find(|other| find(&head, other.get_ref()) == known);
                if let Some(twin) = twin {
                    let title = format!(
                        "`{}` and `{}` are said to be the same and not the same",
                        twin.get_ref(),
                        id.get_ref()
                    );
                    return Err(self.error(&title, id.span(), "take one of the judgements out"));
                }
            }
        }
        Ok(())
    }

    /// The error of an id that means nothing in this corpus; `nearest` is one that does.
    pub(crate) fn unknown(&self, id: &Spanned<String>, nearest: Option<&str>) -> JudgementError {
        let title = format!("unknown id `{}`", id.get_ref());
        let label = match nearest {
            Some(near) => format!("did you mean `{near}`?"),
            None => "no entity and no naming fact of these documents has this id".to_owned(),
        };
        self.error(&title, id.span(), &label)
    }

    /// The error of ids whose kinds differ, so that they cannot be one.
    pub(crate) fn kinds(&self, id: &Spanned<String>, one: &str, other: &str) -> JudgementError {
        let title = format!("`{}` cannot be the same", id.get_ref());
        let label = format!("this is a {other}, the first one a {one}");
        self.error(&title, id.span(), &label)
    }

    /// The error of ids that judgements about their mentions join and part at once.
    pub(crate) fn clash(&self, id: &Spanned<String>) -> JudgementError {
        let title = format!("`{}` is said to be the same and not the same", id.get_ref());
        self.error(&title, id.span(), "take one of the judgements out")
    }

    fn error(&self, title: &str, span: Range<usize>, label: &str) -> JudgementError {
        JudgementError(report(&self.path, &self.text, title, span, label))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn error(text: &str) -> String {
        Judgements::parse("j.toml", text).unwrap_err().to_string()
    }

    #[test]
    fn judgements_are_read() {
        let text = "[[same]]\nids = ['person/a', 'person/b']\nwhy = 'one man'\n";
        let judgements = Judgements::parse("j.toml", text).unwrap();
        assert_eq!(judgements.same.len(), 1);
        assert!(!judgements.is_empty() && judgements.not_same.is_empty());
    }

    #[test]
    fn mistakes_have_a_line_and_a_column() {
        assert!(error("[[same]\n").contains("j.toml:1:"));
        let unknown = error("[[same]]\nids = ['a', 'b']\nreason = 'x'\n");
        assert!(
            unknown.contains("j.toml:3:1") && unknown.contains("reason"),
            "{unknown}"
        );
        let few = error("[[same]]\nids = ['a']\n");
        assert!(
            few.contains("j.toml:2:7") && few.contains("two ids"),
            "{few}"
        );
        let chain = "[[same]]\nids = ['a', 'b']\n[[same]]\nids = ['b', 'c']\n\
                     [[not_same]]\nids = ['x', 'a', 'c']\n";
        let chain = error(chain);
        assert!(chain.contains("j.toml:6:18"), "{chain}");
        assert!(chain.contains("the same and not the same"), "{chain}");
    }
}
