//! How a difference is shown: one change a line, right-to-left words last.

use std::io::IsTerminal;

use super::diff::{Change, Counts, Diff};
use super::snapshot::Fact;

/// Whether to colour.
#[derive(Clone, Copy)]
pub struct Paint(bool);

const BOLD: &str = "1";
const RED: &str = "31";
const GREEN: &str = "32";
const YELLOW: &str = "33";

impl Paint {
    /// Colours on a terminal, unless NO_COLOR is set.
    pub fn for_stdout() -> Paint {
        let unwanted = std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
        Paint(std::io::stdout().is_terminal() && !unwanted)
    }

    fn paint(self, colour: &str, text: &str) -> String {
        match self.0 {
            true => format!("\x1b[{colour}m{text}\x1b[0m"),
            false => text.to_owned(),
        }
    }
}

/// The difference of one file.
pub fn file(path: &str, diff: &Diff, paint: Paint) -> String {
    let new = if diff.first { "  (new)" } else { "" };
    let mut out = format!("{}  {}{new}\n", paint.paint(BOLD, path), diff.counts());
    for (rule, changes) in &diff.rules {
        let rule = if rule.is_empty() { "(no rule)" } else { rule };
        out += &format!("  {}  {}\n", paint.paint(BOLD, rule), Counts::of(changes));
        for change in changes {
            out += &self::change(change, paint);
        }
    }
    let others = diff.other_lost.iter().map(|line| ("- ", RED, line));
    let mut others = others
        .chain(diff.other_added.iter().map(|line| ("+ ", GREEN, line)))
        .peekable();
    if others.peek().is_some() {
        out += &format!("  {}\n", paint.paint(BOLD, "the document"));
    } else if diff.rules.is_empty() {
        out += "  the same facts: only the header, the order or white space differs\n";
    }
    for (sign, colour, line) in others {
        out += &format!("    {}{line}\n", paint.paint(colour, sign));
    }
    out
}

/// A number of files, in words.
pub fn files(count: usize) -> String {
    match count {
        1 => "1 file".to_owned(),
        _ => format!("{count} files"),
    }
}

fn change(change: &Change, paint: Paint) -> String {
    let (sign, colour, lines) = match change {
        Change::Added(fact) => ("+ ", GREEN, whole(fact)),
        Change::Lost(fact) => ("- ", RED, whole(fact)),
        Change::Changed(old, new) => ("~ ", YELLOW, both(old, new)),
    };
    let mut out = String::new();
    for (at, line) in lines.iter().enumerate() {
        let sign = if at == 0 { sign } else { "    " };
        out += &format!("    {}{line}\n", paint.paint(colour, sign));
    }
    out
}

/// A fact as its snapshot writes it, but for the rule, which the heading names.
fn whole(fact: &Fact) -> Vec<String> {
    let mut lines = vec![first(fact, &fact.says, &fact.surface)];
    lines.extend(fact.below.iter().cloned());
    lines
}

/// The old fact → the new one. What is the same in both is not said twice.
fn both(old: &Fact, new: &Fact) -> Vec<String> {
    let says = |fact: &Fact| match old.by == new.by {
        true => fact.says.clone(),
        false => format!("{} by={}", fact.says, fact.by).trim().to_owned(),
    };
    let (was, is) = (says(old), says(new));
    let says = if was == is {
        is
    } else {
        format!("{was} → {is}")
    };
    let mut lines = vec![first(new, &says, &new.surface)];
    if old.surface != new.surface {
        lines.push(format!("was | {}", old.surface));
    }
    let lost = old.below.iter().filter(|line| !new.below.contains(line));
    lines.extend(lost.map(|line| format!("- {line}")));
    let added = new.below.iter().filter(|line| !old.below.contains(line));
    lines.extend(added.map(|line| format!("+ {line}")));
    lines
}

fn first(fact: &Fact, says: &str, surface: &str) -> String {
    let mut line = format!("{} {}..{}", fact.kind, fact.range.start, fact.range.end);
    for (before, part) in [(" ", says), (" | ", surface)] {
        if !part.is_empty() {
            line += before;
            line += part;
        }
    }
    line
}

#[cfg(test)]
mod tests {
    use super::super::snapshot::Snapshot;
    use super::*;

    #[test]
    fn a_file_with_every_sort_of_change() {
        let old = Snapshot::parse(
            "# ar\nplace 0..2 KG via=name by=place.name | ب\nnumber 5..6 7 by=number.digits | ٧\n\
             meeting 9..11 by=meet.verb | ج\n  topic 12..14 | د\n",
        );
        let new = Snapshot::parse(
            "# fa\nplace 0..2 TJ via=name by=place.name | ب\nplace 7..9 PK by=place.name | ت\n\
             meeting 9..11 by=meet.verb | ج\n  topic 15..17 | ه\n",
        );
        let shown = file("tests/a.snap", &Diff::of(Some(&old), &new), Paint(false));
        let expected = "\
tests/a.snap  +1 -1 ~2
  meet.verb  +0 -0 ~1
    ~ meeting 9..11 | ج
        - topic 12..14 | د
        + topic 15..17 | ه
  number.digits  +0 -1 ~0
    - number 5..6 7 | ٧
  place.name  +1 -0 ~1
    ~ place 0..2 KG via=name → TJ via=name | ب
    + place 7..9 PK | ت
  the document
    - # ar
    + # fa
";
        assert_eq!(shown, expected);
    }

    #[test]
    fn a_change_of_rule_names_both() {
        let old = Snapshot::parse("place 0..2 KG by=one | x\n");
        let new = Snapshot::parse("place 0..2 KG by=two | x\n");
        let shown = file("a", &Diff::of(Some(&old), &new), Paint(false));
        assert!(
            shown.contains("~ place 0..2 KG by=one → KG by=two | x"),
            "{shown}"
        );
    }

    #[test]
    fn colours_only_where_wanted() {
        let new = Snapshot::parse("place 0..2 KG by=one | x\n");
        let diff = Diff::of(None, &new);
        assert!(file("a", &diff, Paint(true)).contains("\x1b[32m+ \x1b[0mplace"));
        assert!(file("a", &diff, Paint(false)).starts_with("a  +1 -0 ~0  (new)\n"));
    }
}
