//! What the seed documents know together, as a snapshot: a change is reviewed with `cargo xtask review`.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use khabar_corpus::{Corpus, Judgements, Known};
use khabar_run::{Format, Inputs};
use khabar_tests::{engine, root};
use serde_json::Value;

/// Where each fact stands: the first three characters of its document, and its code points.
type Places = BTreeMap<String, String>;

#[test]
fn the_seeds_together() {
    let engine = engine();
    let inputs = Inputs::find(&[root("seeds")], Format::Text, None).unwrap();
    let mut corpus = Corpus::default();
    let mut places = Places::new();
    khabar_run::run(&engine, inputs, 1, |done| {
        corpus.add(&done.document, &done.facts)?;
        for line in values(&done.facts) {
            let at = |end: usize| line["span"]["chars"][end].as_u64().unwrap();
            let place = format!("{}:{}..{}", &text(&line, "doc")[..3], at(0), at(1));
            places.insert(text(&line, "id").to_owned(), place);
        }
        anyhow::Ok(())
    })
    .unwrap();
    let known = corpus
        .known(engine.gazetteer(), &Judgements::default())
        .unwrap();
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path("../seeds");
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.bind(|| insta::assert_snapshot!("together", shown(&known, &places)));
}

fn values(lines: &str) -> Vec<Value> {
    lines
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect()
}

fn text<'v>(value: &'v Value, key: &str) -> &'v str {
    value[key].as_str().unwrap_or("-")
}

fn list<'v>(value: &'v Value, key: &str) -> &'v [Value] {
    value[key].as_array().map_or(&[], Vec::as_slice)
}

/// One line a thing without ids of facts; what belongs to it is indented.
fn shown(known: &Known, places: &Places) -> String {
    let mut shown = String::new();
    let place = |fact: &str| places.get(fact).cloned().unwrap_or_default();
    let facts = |facts: &[Value]| -> String {
        let places: Vec<String> = facts.iter().map(|fact| place(text(fact, "fact"))).collect();
        places.join(" ")
    };
    shown.push_str("# entities: by document, how often named, by office, by reference\n");
    for entity in values(&known.entities) {
        let _ = write!(shown, "{}", text(&entity, "id"));
        for mention in list(&entity, "mentions") {
            let count = |how: &str| list(mention, how).len();
            let [named, office, other] = ["named", "by_office", "by_reference"].map(count);
            let _ = write!(
                shown,
                " {}:{named}/{office}/{other}",
                &text(mention, "doc")[..3]
            );
        }
        shown.push('\n');
    }
    shown.push_str("\n# clusters\n");
    let mut clusters: Vec<String> = values(&known.clusters)
        .iter()
        .map(|cluster| {
            let tellings = list(cluster, "tellings");
            let mut told = format!(
                "{} {} {} time={} place={}",
                text(cluster, "kind"),
                facts(tellings),
                text(cluster, "modality"),
                text(cluster, "time"),
                text(cluster, "place"),
            );
            for (role, fillers) in cluster["roles"].as_object().unwrap() {
                for entity in fillers
                    .as_array()
                    .unwrap()
                    .iter()
                    .filter_map(|f| f["entity"].as_str())
                {
                    let _ = write!(told, "\n    {role}={entity}");
                }
            }
            for resolution in list(cluster, "resolutions") {
                let fact = place(text(resolution, "fact"));
                let (said, edtf) = (text(resolution, "said"), text(resolution, "edtf"));
                let _ = write!(
                    told,
                    "\n    {fact} {said} is {edtf} {}",
                    text(resolution, "reason")
                );
            }
            let parts = list(cluster, "parts").len();
            if parts > 0 {
                let _ = write!(told, "\n    parts {parts}");
            }
            told
        })
        .collect();
    clusters.sort();
    shown.push_str(&clusters.join("\n"));
    shown.push_str("\n\n# conflicts\n");
    for conflict in values(&known.conflicts) {
        let _ = writeln!(
            shown,
            "{} {} {}",
            text(&conflict, "type"),
            text(&conflict, "status"),
            text(&conflict, "about")
        );
        for claim in list(&conflict, "claims") {
            let _ = writeln!(
                shown,
                "    {} {}",
                text(claim, "value"),
                facts(list(claim, "facts"))
            );
        }
        let _ = writeln!(shown, "    evidence {}", facts(list(&conflict, "evidence")));
        for reason in list(&conflict, "reasons") {
            let _ = writeln!(shown, "    {}", reason.as_str().unwrap());
        }
    }
    shown.push_str("\n# life cycles\n");
    for lifecycle in values(&known.lifecycles) {
        let about = text(&lifecycle, "about");
        // A cluster's id is made of a fact's.
        let about = if about.starts_with("event/") {
            "event"
        } else {
            about
        };
        let _ = writeln!(shown, "{} {about}", text(&lifecycle, "kind"));
        for step in list(&lifecycle, "steps") {
            let _ = writeln!(
                shown,
                "    {} {} {} {} {}",
                text(step, "date"),
                text(step, "date_from"),
                text(step, "state"),
                text(step, "modality"),
                place(text(step, "fact"))
            );
        }
    }
    shown
}
