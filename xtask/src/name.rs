//! Names: which are valid, how they are written elsewhere, and which one was meant.

/// Names of files and types that the scaffolds need for themselves.
const RESERVED: &[&str] = &[
    "affix",
    "box",
    "cx",
    "extractor",
    "fact",
    "function",
    "holds",
    "identify",
    "kind-spec",
    "languages",
    "plugin",
    "role-spec",
    "script",
    "self",
    "shown",
    "sink",
    "slot-spec",
    "span",
    "spec",
    "text",
    "value",
];

/// Why `name` cannot be that of a family of facts.
pub fn bad_fact(name: &str) -> Option<String> {
    let letters = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
    let starts = name.starts_with(|c: char| c.is_ascii_lowercase());
    if !starts || !name.chars().all(letters) || name.ends_with('-') || name.contains("--") {
        return Some(format!(
            "`{name}` is no name of a family of facts: it starts with a letter a–z and goes on with \
             letters, digits and single hyphens, such as `weather` or `court-ruling`"
        ));
    }
    if name.len() > 30 {
        return Some(format!("`{name}` is longer than 30 letters"));
    }
    if RESERVED.contains(&name) {
        return Some(format!(
            "`{name}` already means something else here; take a narrower name"
        ));
    }
    None
}

/// Why `code` cannot be that of a language.
pub fn bad_code(code: &str) -> Option<String> {
    let fits = (2..=3).contains(&code.len()) && code.chars().all(|c| c.is_ascii_lowercase());
    (!fits).then(|| {
        format!("`{code}` is no code of a language: take two or three letters a–z of ISO 639")
    })
}

/// Why `name` cannot be the English name of a language.
pub fn bad_language(name: &str) -> Option<String> {
    let letters = |c: char| c.is_ascii_alphabetic() || c == ' ' || c == '-';
    let fits = name.starts_with(|c: char| c.is_ascii_uppercase())
        && name.ends_with(|c: char| c.is_ascii_alphabetic())
        && name.chars().all(letters);
    (!fits).then(|| {
        format!("`{name}` is no English name of a language, such as `Tajik` or \"Central Kurdish\"")
    })
}

/// `court-ruling` as a type: `CourtRuling`.
pub fn camel(name: &str) -> String {
    let mut camel = String::new();
    for part in name.split('-') {
        let mut letters = part.chars();
        camel.extend(letters.next().map(|first| first.to_ascii_uppercase()));
        camel.push_str(letters.as_str());
    }
    camel
}

/// `court-ruling` as a kind or a crate in code: `court_ruling`.
pub fn snake(name: &str) -> String {
    name.replace('-', "_")
}

/// The candidate that a person most likely meant by `name`, if one is close.
pub fn nearest<'a>(name: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    candidates
        .into_iter()
        .map(|candidate| (distance(name, candidate), candidate))
        .filter(|(distance, candidate)| *distance <= candidate.len().max(3) / 2)
        .min()
        .map(|(_, candidate)| candidate)
}

/// How many letters must be put in, taken out, replaced or swapped with their neighbour.
fn distance(a: &str, b: &str) -> usize {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    let mut rows: Vec<Vec<usize>> = vec![(0..=b.len()).collect()];
    for i in 1..=a.len() {
        let mut row = vec![i];
        for j in 1..=b.len() {
            let other = usize::from(a[i - 1] != b[j - 1]);
            let mut least = (rows[i - 1][j] + 1).min(row[j - 1] + 1);
            least = least.min(rows[i - 1][j - 1] + other);
            if i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] {
                least = least.min(rows[i - 2][j - 2] + 1);
            }
            row.push(least);
        }
        rows.push(row);
    }
    rows[a.len()][b.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_facts() {
        for good in ["weather", "court-ruling", "g20"] {
            assert_eq!(bad_fact(good), None);
        }
        for bad in [
            "", "Weather", "2day", "-a", "a-", "a--b", "a_b", "../x", "طقس", "value",
        ] {
            assert!(bad_fact(bad).is_some(), "{bad}");
        }
    }

    #[test]
    fn codes_and_names_of_languages() {
        assert_eq!(bad_code("tg"), None);
        assert_eq!(bad_code("prs"), None);
        for bad in ["", "t", "TG", "tajik", "t1", "fa-AF"] {
            assert!(bad_code(bad).is_some(), "{bad}");
        }
        assert_eq!(bad_language("Central Kurdish"), None);
        for bad in ["", "tajik", "Tajik ", "Ta\"jik"] {
            assert!(bad_language(bad).is_some(), "{bad}");
        }
    }

    #[test]
    fn the_same_name_elsewhere() {
        assert_eq!(camel("court-ruling"), "CourtRuling");
        assert_eq!(snake("court-ruling"), "court_ruling");
    }

    #[test]
    fn the_nearest_name() {
        assert_eq!(nearest("raedy", ["run", "ready", "review"]), Some("ready"));
        assert_eq!(nearest("rnu", ["run", "test"]), Some("run"));
        assert_eq!(nearest("xyz", ["run", "test"]), None);
    }
}
