//! The words of the interface: one file a language.

/// The English ones.
pub(crate) fn english() -> serde_json::Value {
    // A test holds that the file can be read; without it the interface shows its keys.
    toml::from_str(ENGLISH).unwrap_or_default()
}

const ENGLISH: &str = include_str!("../words/en.toml");

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::page::APP;

    /// The words in quotation marks that follow each `lead` in the code.
    fn after<'c>(code: &'c str, lead: &'c str) -> impl Iterator<Item = &'c str> {
        let pieces = code.split(lead).skip(1);
        pieces.filter_map(|piece| piece.split('"').next())
    }

    #[test]
    fn every_word_that_the_code_says_has_an_entry() {
        let words: Result<serde_json::Value, _> = toml::from_str(ENGLISH);
        let words = words.map_err(|why| why.to_string());
        let ui = words.as_ref().map(|words| &words["ui"]);
        let ui = ui.unwrap_or_else(|why| panic!("words/en.toml: {why}"));
        let code = APP.concat();
        let mut keys = BTreeSet::new();
        for lead in ["say(\"", "why=\""] {
            keys.extend(after(&code, lead).map(str::to_owned));
        }
        for of in after(&code, "count(\"") {
            keys.extend([format!("{of}_one"), format!("{of}_many")]);
        }
        // Keys that are put together end where the rest is added.
        keys.retain(|key| !key.ends_with('_'));
        assert!(keys.len() > 80, "{keys:?}");
        let missing: Vec<_> = keys
            .iter()
            .filter(|key| !ui[key.as_str()].is_string())
            .collect();
        assert!(missing.is_empty(), "words/en.toml lacks {missing:?}");
    }

    #[test]
    fn every_rule_that_the_seeds_use_says_why() {
        let words: serde_json::Value = toml::from_str(ENGLISH).unwrap_or_default();
        let says = |rule: &str| {
            let of_all = rule.rfind('.').map(|dot| format!("*{}", &rule[dot..]));
            [Some(rule), of_all.as_deref()]
                .into_iter()
                .flatten()
                .any(|rule| words["rule"][rule].is_string())
        };
        let snapshots = concat!(env!("CARGO_MANIFEST_DIR"), "/../../tests/seeds");
        let mut rules = BTreeSet::new();
        for file in std::fs::read_dir(snapshots).into_iter().flatten().flatten() {
            let text = std::fs::read_to_string(file.path()).unwrap_or_default();
            let by = text.split(" by=").skip(1);
            rules.extend(
                by.filter_map(|rest| rest.split_whitespace().next())
                    .map(str::to_owned),
            );
        }
        assert!(rules.len() > 40, "{rules:?}");
        let silent: Vec<_> = rules.iter().filter(|rule| !says(rule)).collect();
        assert!(
            silent.is_empty(),
            "words/en.toml says nothing of {silent:?}"
        );
    }
}
