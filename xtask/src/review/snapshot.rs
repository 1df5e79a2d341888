//! A snapshot file: insta's header, and a body of one fact a line.

use std::ops::Range;

/// The body of a snapshot.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Snapshot {
    /// Its facts, in the order of the file.
    pub facts: Vec<Fact>,
    /// Every other line: what is said of the document, and what is no fact.
    pub other: Vec<String>,
}

/// One fact: `KIND START..END VALUE [ROLE=…]… by=RULE | SURFACE`, and the indented lines below.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fact {
    pub kind: String,
    pub range: Range<usize>,
    /// Value and roles.
    pub says: String,
    /// The rule's name.
    pub by: String,
    /// The words of the source, where the line shows them.
    pub surface: String,
    /// The lines below, without their indentation.
    pub below: Vec<String>,
}

impl Snapshot {
    /// Reads a snapshot, with or without insta's header. It never fails: a line that is no fact is
    /// kept as it stands.
    pub fn parse(text: &str) -> Snapshot {
        let mut snapshot = Snapshot::default();
        let mut below_fact = false;
        for line in split(text).1.lines().filter(|line| !line.trim().is_empty()) {
            let indented = line.starts_with([' ', '\t']);
            if indented && below_fact {
                let fact = snapshot.facts.last_mut();
                fact.into_iter()
                    .for_each(|fact| fact.below.push(line.trim().to_owned()));
                continue;
            }
            match Fact::parse(line) {
                Some(fact) if !indented => {
                    snapshot.facts.push(fact);
                    below_fact = true;
                }
                _ => {
                    snapshot.other.push(line.to_owned());
                    below_fact = false;
                }
            }
        }
        snapshot
    }
}

impl Fact {
    /// Reads the first line of a fact.
    pub fn parse(line: &str) -> Option<Fact> {
        let (head, surface) = line.split_once(" | ").unwrap_or((line, ""));
        let (kind, rest) = head.split_once(' ')?;
        let word = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_';
        if kind.is_empty() || !kind.chars().all(word) {
            return None;
        }
        let (range, rest) = rest.split_once(' ').unwrap_or((rest, ""));
        let (start, end) = range.split_once("..")?;
        let (says, by) = match rest.strip_prefix("by=") {
            Some(by) => ("", by),
            None => rest.rsplit_once(" by=").unwrap_or((rest, "")),
        };
        Some(Fact {
            kind: kind.to_owned(),
            range: start.parse().ok()?..end.parse().ok()?,
            says: says.trim().to_owned(),
            by: by.trim().to_owned(),
            surface: surface.to_owned(),
            below: Vec::new(),
        })
    }
}

/// The header with its two lines of hyphens, and the body. A file may have no header.
fn split(text: &str) -> (&str, &str) {
    let end = text
        .strip_prefix("---\n")
        .and_then(|rest| rest.find("\n---\n"));
    text.split_at(end.map_or(0, |end| end + "---\n".len() + "\n---\n".len()))
}

/// The file without the line of the header that says from where it was written: it would change
/// with every edit of the test.
pub fn without_assertion_line(text: &str) -> String {
    let (header, body) = split(text);
    let kept = header.split_inclusive('\n');
    let kept = kept.filter(|line| !line.starts_with("assertion_line:"));
    kept.chain([body]).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const FILE: &str = "---
source: tests/suite.rs
assertion_line: 12
---
# language ar, 812 characters
place 17..24 KG via=name by=place.name | پاکستان
meeting 30..41 participant=KG participant=PK by=meet.verb | التقى
  participant 17..24 | پاکستان
  topic 50..60 | التعاون
person 1..9 Sirojiddin Muhriddin by=person.title
";

    #[test]
    fn facts_with_the_lines_below_them() {
        let snapshot = Snapshot::parse(FILE);
        assert_eq!(snapshot.other, ["# language ar, 812 characters"]);
        let [place, meeting, person] = &snapshot.facts[..] else {
            panic!("{snapshot:?}");
        };
        assert_eq!(
            (place.kind.as_str(), place.range.clone()),
            ("place", 17..24)
        );
        assert_eq!(
            (place.says.as_str(), place.by.as_str()),
            ("KG via=name", "place.name")
        );
        assert_eq!(place.surface, "پاکستان");
        assert_eq!(meeting.below.len(), 2);
        assert_eq!(person.says, "Sirojiddin Muhriddin");
        assert_eq!(
            (person.by.as_str(), person.surface.as_str()),
            ("person.title", "")
        );
    }

    #[test]
    fn a_surface_may_look_like_the_rest() {
        let fact = Fact::parse("quote 0..9 by=quote.verb | a | b by=c").expect("it is a fact");
        assert_eq!((fact.says.as_str(), fact.by.as_str()), ("", "quote.verb"));
        assert_eq!(fact.surface, "a | b by=c");
    }

    #[test]
    fn what_is_no_fact_is_kept() {
        for line in [
            "none",
            "# place 1..2 x",
            "place x..3 KG",
            "Place 1..2 KG by=a",
        ] {
            assert_eq!(Fact::parse(line), None, "{line}");
            assert_eq!(Snapshot::parse(line).other, [line]);
        }
        let orphan = Snapshot::parse("# head\n  below\n");
        assert_eq!(orphan.other, ["# head", "  below"]);
    }

    #[test]
    fn only_the_header_loses_its_line() {
        let body = "assertion_line: 3\n---\n";
        let file = format!("---\nsource: a\nassertion_line: 12\n---\n{body}");
        assert_eq!(
            without_assertion_line(&file),
            format!("---\nsource: a\n---\n{body}")
        );
        assert_eq!(without_assertion_line(body), body);
    }
}
