//! The HTML around the data.
//!
//! Every page has a content security policy that allows the project's own scripts and styles by their hashes,
//! and nothing else: no inline script that data could bring, no request to anywhere. Data stands in script
//! elements of type `application/json`, which no browser runs; parts beside the page are shown in hidden
//! frames that hand their text over, since a page that is opened from a disk may not read files.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use base64::prelude::{BASE64_STANDARD, Engine as _};
use maud::{DOCTYPE, PreEscaped, html};
use sha2::{Digest, Sha256};

use crate::ReportError;
use crate::part::Part;

/// A script of a package, as the package has it; which versions these are is in `vendor/README.md`.
macro_rules! vendored {
    ($($file:literal),* $(,)?) => { &[$(include_str!(concat!("../vendor/", $file))),*] };
}

const LIBRARIES: &[&str] = vendored![
    "preact/preact.min.umd.js",
    "preact/hooks.umd.js",
    "htm/htm.umd.js",
    "d3-array/d3-array.min.js",
    "d3-color/d3-color.min.js",
    "d3-interpolate/d3-interpolate.min.js",
    "d3-format/d3-format.min.js",
    "d3-time/d3-time.min.js",
    "d3-time-format/d3-time-format.min.js",
    "d3-scale/d3-scale.min.js",
    "d3-selection/d3-selection.min.js",
    "d3-axis/d3-axis.min.js",
];

/// The project's own code; one script, so that the files share their names.
pub(crate) const APP: &[&str] = &[
    include_str!("../web/words.js"),
    include_str!("../web/data.js"),
    include_str!("../web/route.js"),
    include_str!("../web/index.js"),
    include_str!("../web/marks.js"),
    include_str!("../web/show.js"),
    include_str!("../web/card.js"),
    include_str!("../web/filter.js"),
    include_str!("../web/document.js"),
    include_str!("../web/lists.js"),
    include_str!("../web/entity.js"),
    include_str!("../web/timeline.js"),
    include_str!("../web/meetings.js"),
    include_str!("../web/sections.js"),
    include_str!("../web/app.js"),
];

const STYLE: &str = include_str!("../web/report.css");

/// What a part runs: it hands its data to the page that shows it in a frame.
const HAND_OVER: &str = include_str!("../web/part.js");

/// `report.html`. With `within`, the parts stand in it and it needs no other file.
pub(crate) fn report(head: &str, parts: &[Part], within: bool) -> String {
    let app = format!("(() => {{\n\"use strict\";\n{}\n}})();", APP.concat());
    let scripts: Vec<&str> = LIBRARIES
        .iter()
        .map(|of| without_map(of))
        .chain([app.as_str()])
        .collect();
    let frames = if within { "'none'" } else { "'self'" };
    let policy = format!(
        "default-src 'none'; script-src {}; style-src {}; img-src data:; frame-src {frames}; \
         base-uri 'none'; form-action 'none'; require-trusted-types-for 'script'; trusted-types 'none'",
        hashes(&scripts),
        hashes(&[STYLE]),
    );
    let page = html! {
        (DOCTYPE)
        html lang="en" {
            head {
                meta charset="utf-8";
                meta http-equiv="Content-Security-Policy" content=(policy);
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta name="color-scheme" content="light dark";
                meta name="referrer" content="no-referrer";
                title { "khabar" }
                link rel="icon" href="data:,";
                style { (PreEscaped(STYLE)) }
            }
            body {
                noscript { "This report needs JavaScript. The same facts are in facts.jsonl beside it." }
                div id="app" {}
                (data("head", head))
                @for part in parts { (data(&part.name, &part.json)) }
                @for script in &scripts { script { (PreEscaped(script)) } }
            }
        }
    };
    page.into_string()
}

/// A library without the name of a map of its source, which is not shipped.
fn without_map(script: &str) -> &str {
    script
        .split("//# sourceMappingURL")
        .next()
        .unwrap_or_default()
}

/// A page that holds a part.
pub(crate) fn part(part: &Part) -> String {
    let policy = format!("default-src 'none'; script-src {}", hashes(&[HAND_OVER]));
    let page = html! {
        (DOCTYPE)
        html lang="en" {
            head {
                meta charset="utf-8";
                meta http-equiv="Content-Security-Policy" content=(policy);
                title { (part.name) }
            }
            body {
                (data("part", &part.json))
                script { (PreEscaped(HAND_OVER)) }
            }
        }
    };
    page.into_string()
}

/// A script element that holds data; [`crate::part::json`] made it fit for that.
fn data(name: &str, json: &str) -> maud::Markup {
    html! { script type="application/json" id=(format!("data-{name}")) { (PreEscaped(json)) } }
}

fn hashes(texts: &[&str]) -> String {
    let hash = |text: &&str| format!("'sha256-{}'", BASE64_STANDARD.encode(Sha256::digest(text)));
    texts.iter().map(hash).collect::<Vec<_>>().join(" ")
}

/// Writes a page beside an old one and gives it its name when it is complete.
///
/// # Errors
/// If it cannot be written.
pub(crate) fn write(path: &Path, page: &str) -> Result<(), ReportError> {
    let part = path.with_added_extension("part");
    let folder = path.parent().unwrap_or(Path::new("."));
    let done = fs::create_dir_all(folder)
        .and_then(|()| fs::write(&part, page))
        .and_then(|()| fs::rename(&part, path));
    done.map_err(|error| ReportError::Write {
        path: path.to_owned(),
        error,
    })
}

/// The file of a part.
pub(crate) fn file_name(part: &str) -> String {
    format!("{part}.html")
}

/// The files of parts that an earlier report has left in a folder.
pub(crate) fn parts_in(folder: &Path) -> BTreeSet<PathBuf> {
    let is_part = |name: &str| {
        let stem = name.strip_suffix(".html").unwrap_or_default();
        let (kind, number) = stem.rsplit_once('-').unwrap_or_default();
        crate::part::KINDS.contains(&kind)
            && number.len() >= 4
            && number.bytes().all(|b| b.is_ascii_digit())
    };
    let files = fs::read_dir(folder).into_iter().flatten().flatten();
    let files = files.filter(|file| file.file_name().to_str().is_some_and(is_part));
    files.map(|file| file.path()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_policy_names_every_script_and_style_of_the_page() {
        let parts = [Part {
            name: "documents-0001".into(),
            json: "{}".into(),
        }];
        let page = report("{}", &parts, true);
        let run = page.matches("<script>").count();
        assert_eq!(run, LIBRARIES.len() + 1);
        assert_eq!(page.matches("'sha256-").count(), run + 1);
        assert!(!page.contains("unsafe-"));
    }

    #[test]
    fn no_code_ends_its_own_element() {
        for code in LIBRARIES.iter().chain(APP).chain(&[HAND_OVER]) {
            assert!(!code.to_lowercase().contains("</script"));
            assert!(!code.contains("<!--"));
        }
        assert!(!STYLE.to_lowercase().contains("</style"));
    }
}
