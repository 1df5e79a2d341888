//! Puts a line or a block where it belongs in a sorted list, and touches nothing else.

use anyhow::{Result, bail};

/// Adds `line` to the lines below `head`, which end with an empty line, a table or a comment.
/// Entries stand in groups by the first part of their name (`fact-…`, `lang-…`), sorted within.
pub fn dependency(text: &str, head: &str, line: &str) -> Result<String> {
    let Some(start) = text.lines().position(|found| found.trim() == head) else {
        bail!("it has no line `{head}` to put `{line}` below");
    };
    let list: Vec<&str> = text
        .lines()
        .skip(start + 1)
        .take_while(|line| !line.trim().is_empty() && !line.starts_with(['[', '#']))
        .collect();
    let names: Vec<&str> = list.iter().map(|line| key(line)).collect();
    let at = place(&names, key(line), '-')?;
    Ok(put(text, start + 1 + at, line))
}

/// Adds `use NAME as _;` to the others of its kind.
pub fn link(text: &str, name: &str) -> Result<String> {
    let named = |line: &str| -> Option<String> {
        let name = line.strip_prefix("use ")?.strip_suffix(" as _;")?;
        Some(name.to_owned())
    };
    let line = format!("use {name} as _;");
    let Some(start) = text.lines().position(|line| named(line).is_some()) else {
        bail!("it has no line `use … as _;` to put `{line}` beside");
    };
    let list: Vec<String> = text.lines().skip(start).map_while(named).collect();
    let names: Vec<&str> = list.iter().map(String::as_str).collect();
    let at = place(&names, name, '_')?;
    Ok(put(text, start + at, &line))
}

/// The line that lists the lexicon `family` in the code of a language crate, as rustfmt writes it.
pub fn entry(family: &str) -> String {
    format!("        khabar_core::lexicon!(\"{family}\"),")
}

/// Adds the lexicon `family` to the list in the code of a language crate.
pub fn lexicon(text: &str, family: &str) -> Result<String> {
    let line = entry(family);
    let mut lines = text.lines();
    let Some(head) = lines.position(|line| line == "    lexicons: &[") else {
        bail!("it has no line `    lexicons: &[` to put this below:\n{line}");
    };
    let list: Vec<&str> = lines.take_while(|line| *line != "    ],").collect();
    let names: Vec<&str> = list
        .iter()
        .filter_map(|line| line.split('"').nth(1))
        .collect();
    if list != names.iter().map(|name| entry(name)).collect::<Vec<_>>() {
        bail!("its lexicons are not written as usual; add this by hand:\n{line}");
    }
    // Lexicons are one list without groups.
    let at = place(&names, family, '\0')?;
    Ok(put(text, head + 1 + at, &line))
}

/// The name that an entry of a manifest begins with.
fn key(line: &str) -> &str {
    line.split(['.', ' ', '=']).next().unwrap_or(line)
}

/// Where `name` belongs among `names`: before the first of its group that is greater, or else
/// behind the last of its group; without a group, before the first greater name.
fn place(names: &[&str], name: &str, separator: char) -> Result<usize> {
    if names.contains(&name) {
        bail!("`{name}` is there already");
    }
    let group = |name: &str| {
        name.split_once(separator)
            .map(|(group, _)| group.to_owned())
    };
    let own = |other: &&str| group(other) == group(name);
    let greater = names.iter().position(|other| own(other) && *other > name);
    let behind = names.iter().rposition(own).map(|at| at + 1);
    let anywhere = names.iter().position(|other| *other > name);
    Ok(greater.or(behind).or(anywhere).unwrap_or(names.len()))
}

/// Puts lines before the line with this number.
fn put(text: &str, at: usize, lines: &str) -> String {
    let mut out = String::new();
    let mut rest = text.split_inclusive('\n');
    for line in rest.by_ref().take(at) {
        out += line;
    }
    if !out.is_empty() && !out.ends_with('\n') {
        out.push('\n');
    }
    out += lines;
    out.push('\n');
    out.extend(rest);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    const ROOT: &str = "\
[workspace.dependencies]
# Inside the workspace
khabar-core = { path = \"crates/khabar-core\" }
fact-number = { path = \"crates/fact-number\" }
fact-place = { path = \"crates/fact-place\" }
lang-ar = { path = \"crates/lang-ar\" }
lang-ur = { path = \"crates/lang-ur\" }
# From crates.io
anyhow = \"1\"
";

    /// The line before and the line behind the one that was put in.
    fn neighbours<'a>(text: &'a str, line: &str) -> (&'a str, &'a str) {
        let lines: Vec<&str> = text.lines().collect();
        let at = lines
            .iter()
            .position(|found| *found == line)
            .expect("it was put in");
        (lines[at - 1], lines.get(at + 1).copied().unwrap_or(""))
    }

    fn name_of(line: &str) -> &str {
        key(line)
    }

    #[test]
    fn a_dependency_stands_sorted_in_its_group() {
        for (name, before, behind) in [
            ("fact-aid", "khabar-core", "fact-number"),
            ("fact-office", "fact-number", "fact-place"),
            ("fact-weather", "fact-place", "lang-ar"),
            ("lang-tg", "lang-ar", "lang-ur"),
            ("lang-uz", "lang-ur", "#"),
        ] {
            let line = format!("{name} = {{ path = \"crates/{name}\" }}");
            let text = dependency(ROOT, "# Inside the workspace", &line).expect("it fits");
            let (b, a) = neighbours(&text, &line);
            assert_eq!((name_of(b), name_of(a)), (before, behind));
            assert_eq!(text.lines().count(), ROOT.lines().count() + 1);
        }
    }

    #[test]
    fn what_is_there_or_has_no_place_is_refused() {
        let line = "lang-ar = { path = \"crates/lang-ar\" }";
        assert!(dependency(ROOT, "# Inside the workspace", line).is_err());
        assert!(dependency(ROOT, "[dependencies]", line).is_err());
        assert!(link("fn main() {}\n", "fact_a").is_err());
        assert!(lexicon("const A: B = B {\n    lexicons: &[],\n};\n", "a").is_err());
    }

    #[test]
    fn a_list_may_end_the_file() {
        let text = dependency(
            "[dependencies]\na-b = \"1\"",
            "[dependencies]",
            "a-c = \"1\"",
        );
        assert_eq!(
            text.expect("it fits"),
            "[dependencies]\na-b = \"1\"\na-c = \"1\"\n"
        );
        let text = dependency("[dependencies]\n", "[dependencies]", "a-c = \"1\"");
        assert_eq!(text.expect("it fits"), "[dependencies]\na-c = \"1\"\n");
    }

    #[test]
    fn a_link_stands_sorted() {
        let code =
            "//! Doc.\n\nuse fact_a as _;\nuse fact_c as _;\nuse lang_ar as _;\n\nfn f() {}\n";
        let text = link(code, "fact_b").expect("it fits");
        assert_eq!(
            neighbours(&text, "use fact_b as _;"),
            ("use fact_a as _;", "use fact_c as _;")
        );
        let text = link(code, "fact_d").expect("it fits");
        assert_eq!(
            neighbours(&text, "use fact_d as _;"),
            ("use fact_c as _;", "use lang_ar as _;")
        );
        let text = link(code, "lang_tg").expect("it fits");
        assert_eq!(
            neighbours(&text, "use lang_tg as _;"),
            ("use lang_ar as _;", "")
        );
        assert!(link(code, "fact_a").is_err());
    }

    #[test]
    fn a_lexicon_stands_sorted() {
        let code = "pub const SPEC: LanguageSpec = LanguageSpec {\n    lexicons: &[\n    ],\n};\n";
        let code = lexicon(code, "place").expect("it fits");
        let code = lexicon(&code, "affix").expect("it fits");
        let code = lexicon(&code, "weather").expect("it fits");
        let code = lexicon(&code, "quote").expect("it fits");
        let list = ["affix", "place", "quote", "weather"].map(entry).join("\n");
        assert!(
            code.ends_with(&format!("&[\n{list}\n    ],\n}};\n")),
            "{code}"
        );
        assert!(lexicon(&code, "quote").is_err());
    }
}
