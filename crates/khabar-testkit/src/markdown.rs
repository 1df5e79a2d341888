//! Markdown files as tests: a heading names the case, a `text` block holds the text, a `facts`
//! block the facts that it should give.
//!
//! ````text
//! ## A number with a scale word
//!
//! ```text lang=ar published=2025-12-04
//! أكثر من 12 ألف طالب
//! ```
//!
//! ```facts
//! number >12000 | 12 ألف
//! ```
//! ````
//!
//! A line of the `facts` block says the kind, the value, any roles, and behind `|` the words. The
//! range and the rule may be left out, and with `..` any roles that the case is not about. Every fact
//! must have its line and every line its fact; `none` says that there is no fact.

use khabar_core::{Declared, Document, Meta, Published};
use khabar_run::{Engine, lines};

/// One case of a file.
#[derive(Debug, Clone)]
pub struct Case {
    /// The nearest headings, outermost first.
    pub name: String,
    /// The line of the file where its text begins, from 1.
    pub line: usize,
    /// The text as the fence holds it, without the last line end.
    pub text: String,
    /// The declared language; without one the text has to tell.
    pub lang: Option<String>,
    /// The day of publication.
    pub published: Option<String>,
    /// The lines of the `facts` block.
    pub expected: Vec<String>,
}

/// The cases of a Markdown file.
///
/// # Errors
/// If a text has no facts, facts have no text, or a fence has an attribute that nobody knows.
pub fn cases(markdown: &str) -> Result<Vec<Case>, String> {
    let mut cases: Vec<Case> = Vec::new();
    let mut headings: Vec<(usize, String)> = Vec::new();
    let mut open: Option<Case> = None;
    let mut lines = markdown.lines().enumerate();
    while let Some((at, line)) = lines.next() {
        if let Some(heading) = heading(line) {
            headings.retain(|(level, _)| *level < heading.0);
            headings.push(heading);
            continue;
        }
        let Some(info) = line.strip_prefix("```") else {
            continue;
        };
        let body: Vec<&str> = lines
            .by_ref()
            .map(|(_, line)| line)
            .take_while(|line| !line.starts_with("```"))
            .collect();
        let mut words = info.split_whitespace();
        match words.next() {
            Some("text") if info.contains('=') => {
                if let Some(case) = &open {
                    return Err(format!("line {}: the text has no facts", case.line));
                }
                let names: Vec<&str> = headings.iter().map(|(_, name)| name.as_str()).collect();
                let mut case = Case {
                    name: names.join(" / "),
                    line: at + 2,
                    text: body.join("\n"),
                    lang: None,
                    published: None,
                    expected: Vec::new(),
                };
                for word in words {
                    match word.split_once('=') {
                        Some(("lang", "?")) => {}
                        Some(("lang", lang)) => case.lang = Some(lang.to_owned()),
                        Some(("published", day)) => case.published = Some(day.to_owned()),
                        _ => return Err(format!("line {}: what is `{word}`?", at + 1)),
                    }
                }
                open = Some(case);
            }
            Some("facts") => {
                let Some(mut case) = open.take() else {
                    return Err(format!("line {}: these facts have no text", at + 1));
                };
                let filled = body.into_iter().filter(|line| !line.trim().is_empty());
                case.expected = filled.map(str::to_owned).collect();
                if case.expected.is_empty() {
                    return Err(format!(
                        "line {}: write `none` where no fact is expected",
                        at + 1
                    ));
                }
                cases.push(case);
            }
            _ => {}
        }
    }
    match open {
        Some(case) => Err(format!("line {}: the text has no facts", case.line)),
        None => Ok(cases),
    }
}

fn heading(line: &str) -> Option<(usize, String)> {
    let level = line.bytes().take_while(|b| *b == b'#').count();
    let name = line.get(level..)?.strip_prefix(' ')?;
    (level > 0).then(|| (level, name.trim().to_owned()))
}

/// Reads the case's text and compares the facts of `kinds` with what it expects.
///
/// # Errors
/// Lists the lines without fact and the facts without line.
pub fn check(engine: &Engine, case: &Case, kinds: &[&str]) -> Result<(), String> {
    let document = Document {
        id: case.name.as_str().into(),
        text: case.text.as_str().into(),
        meta: Meta {
            language: case.lang.clone().map(|tag| Declared {
                tag,
                from: "record",
            }),
            published: case.published.clone().map(|date| Published {
                date,
                from: "record",
            }),
            ..Meta::default()
        },
    };
    let reading = engine.read(&document);
    let mut wrong: Vec<String> = reading
        .diagnostics
        .iter()
        .filter(|d| d.severity > khabar_core::Severity::Note)
        .map(|d| format!("! {d}"))
        .collect();
    // Facts point to facts of other kinds too, so that all are rendered.
    let of_kind = |line: &String| {
        kinds
            .iter()
            .any(|kind| line.split(' ').next() == Some(*kind))
    };
    let mut found: Vec<String> = lines::facts(engine.registry(), &document, &reading.facts)
        .into_iter()
        .map(|line| line.lines().next().unwrap_or_default().to_owned())
        .filter(of_kind)
        .collect();
    let none = [String::from("none")];
    for expected in case.expected.iter().filter(|_| case.expected != none) {
        match found.iter().position(|line| fits(expected, line)) {
            Some(at) => {
                found.remove(at);
            }
            None => wrong.push(format!("- {expected}")),
        }
    }
    wrong.extend(found.into_iter().map(|line| format!("+ {line}")));
    if wrong.is_empty() {
        Ok(())
    } else {
        Err(format!(
            "in line {}: expected (-) and not found, or found (+) and not expected\n{}",
            case.line,
            wrong.join("\n")
        ))
    }
}

/// Stands in a line for roles that it does not name.
const OPEN: &str = "..";

/// Whether a found line says all that an expected one says; range and rule may be left out there.
fn fits(expected: &str, found: &str) -> bool {
    let parts = |line: &str| {
        let (facts, surface) = line.split_once(" | ").unwrap_or((line, ""));
        let words: Vec<String> = facts.split_whitespace().map(str::to_owned).collect();
        (words, surface.trim_end().to_owned())
    };
    let (wanted, surface) = parts(expected);
    let (has, found_surface) = parts(found);
    let is_range = |word: &str| {
        word.split_once("..")
            .is_some_and(|(a, b)| [a, b].iter().all(|n| n.bytes().all(|c| c.is_ascii_digit())))
    };
    let open = wanted.iter().any(|word| word == OPEN);
    let optional =
        |word: &String| is_range(word) || word.starts_with("by=") || (open && word.contains('='));
    surface == found_surface
        && wanted.first() == has.first()
        && wanted.iter().all(|word| word == OPEN || has.contains(word))
        && has
            .iter()
            .all(|word| optional(word) || wanted.contains(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    const FILE: &str = "# Numbers\n\n## Scale\n\n```text lang=ar\n12 ألف\n```\n\n```facts\nnumber 12000 | 12 ألف\n```\n\n## None\n\n```text lang=fa published=2025-12-04\nخبر\n```\n```facts\nnone\n```\n";

    #[test]
    fn cases_have_names_texts_and_facts() {
        let cases = cases(FILE).unwrap();
        assert_eq!(cases[0].name, "Numbers / Scale");
        assert_eq!(cases[0].text, "12 ألف");
        assert_eq!(cases[1].published.as_deref(), Some("2025-12-04"));
        assert_eq!(cases[1].expected, ["none"]);
    }

    #[test]
    fn a_file_that_tests_nothing_is_refused() {
        assert!(cases("```text lang=ar\nx\n```\n").is_err());
        assert!(cases("```facts\nnone\n```\n").is_err());
        assert!(cases("```text lang=ar colour=red\nx\n```\n").is_err());
    }

    #[test]
    fn range_and_rule_may_be_left_out_and_nothing_else() {
        let found = "place 0..7 PK via=name by=place.name | پاکستان";
        assert!(fits("place PK via=name | پاکستان", found));
        assert!(fits(found, found));
        assert!(!fits("place PK | پاکستان", found));
        assert!(fits("place PK .. | پاکستان", found));
        assert!(!fits("place AF .. | پاکستان", found));
        assert!(!fits("place PK via=capital .. | پاکستان", found));
        assert!(!fits("place 1..7 PK via=name | پاکستان", found));
        assert!(!fits("place PK via=name | پاکستا", found));
    }
}
