//! What documents know together: one person and one event in four languages, conflicts, judgements; and
//! that neither the order of the documents nor a further one changes what it should not.

use std::collections::{BTreeMap, BTreeSet};

use khabar_core::Registry;
use khabar_corpus::{Corpus, Judgements, Known, schema};
use khabar_run::{Engine, Format, Inputs};
use khabar_tests::{engine, root};
use serde_json::{Value, json};

/// A visit and talks on it, told in four languages and two calendars of days.
const VISIT: &[(&str, &str, &str, &str)] = &[
    (
        "ar",
        "ar",
        "",
        "زار الرئيس القرغيزي صدير جاباروف باكستان يوم الخميس. والتقى الرئيس القرغيزي صدير جاباروف رئيس \
         الوزراء الباكستاني شهباز شريف في إسلام آباد يوم الخميس. وقال إن التجارة ستنمو خلال العامين المقبلين.",
    ),
    (
        "fa",
        "fa",
        "2025-12-04",
        "صدر جباروف رئیس جمهور قرقیزستان امروز به پاکستان سفر کرد. صدر جباروف رئیس جمهور قرقیزستان امروز \
         با شهباز شریف نخست وزیر پاکستان در اسلام آباد دیدار کرد.",
    ),
    (
        "prs",
        "prs",
        "2025-12-05",
        "صدر جباروف رییس جمهور قرغزستان دیروز در اسلام آباد با شهباز شریف صدراعظم پاکستان ملاقات کرد. \
         شیرعلی میرزا، وزیر دفاع قزاقستان، در دوشنبه، پایتخت قزاقستان، با مقامات تاجکستان دیدار کرد.",
    ),
    (
        "ur",
        "ur",
        "2025-12-03",
        "کرغزستان کے صدر صدر جباروف جمعرات کو اسلام آباد میں پاکستان کے وزیر اعظم شہباز شریف سے ملاقات کریں گے۔",
    ),
];

/// People without an entry in the gazetteer: one name twice, another one of the same family.
const PEOPLE: &[(&str, &str, &str, &str)] = &[
    (
        "one",
        "ar",
        "2015-07-21",
        "أوضح المتحدث باسم أمانة جازان رستم الكبيسي أن العمل بدأ. وأشاد أمير منطقة جازان بالعمل.",
    ),
    (
        "two",
        "ar",
        "2015-07-22",
        "قال المتحدث باسم أمانة جازان رستم الكبيسي إن العمل انتهى. وشكر أمير منطقة جازان العاملين.",
    ),
    (
        "three",
        "ar",
        "2015-07-22",
        "قال الدكتور محمود الكبيسي إن المرضى بخير.",
    ),
];

type Told<'t> = (&'t str, &'t str, &'t str, &'t str);

/// The lines of some documents: of `documents.jsonl` and `facts.jsonl`.
fn lines(engine: &Engine, documents: &[Told<'_>]) -> Vec<(String, String)> {
    let folder = tempfile::tempdir().unwrap();
    let records: String = documents
        .iter()
        .map(|(id, lang, published, text)| {
            let mut record = json!({ "id": id, "lang": lang, "text": text });
            if !published.is_empty() {
                record["published"] = json!(published);
            }
            format!("{record}\n")
        })
        .collect();
    let path = folder.path().join("documents.jsonl");
    std::fs::write(&path, records).unwrap();
    read(engine, &[path])
}

fn read(engine: &Engine, paths: &[std::path::PathBuf]) -> Vec<(String, String)> {
    let inputs = Inputs::find(paths, Format::Text, None).unwrap();
    let mut lines = Vec::new();
    khabar_run::run(engine, inputs, 2, |done| {
        lines.push((done.document.trim_end().to_owned(), done.facts));
        anyhow::Ok(())
    })
    .unwrap();
    lines
}

fn known(engine: &Engine, lines: &[(String, String)], judgements: &str) -> Result<Known, String> {
    let mut corpus = Corpus::default();
    for (document, facts) in lines {
        corpus.add(document, facts).unwrap();
    }
    let judgements = Judgements::parse("judgements.toml", judgements).map_err(|e| e.to_string())?;
    corpus
        .known(engine.gazetteer(), &judgements)
        .map_err(|e| e.to_string())
}

fn values(lines: &str) -> Vec<Value> {
    lines
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect()
}

fn of<'v>(values: &'v [Value], key: &str, value: &str) -> Vec<&'v Value> {
    values.iter().filter(|v| v[key] == value).collect()
}

/// The documents that tell an event.
fn tellers(cluster: &Value) -> BTreeSet<&str> {
    let tellings = cluster["tellings"].as_array().unwrap();
    tellings
        .iter()
        .map(|telling| telling["doc"].as_str().unwrap())
        .collect()
}

#[test]
fn one_meeting_in_four_languages_is_one_event_with_one_pair_of_people() {
    let engine = engine();
    let known = known(&engine, &lines(&engine, VISIT), "").unwrap();
    let entities = values(&known.entities);
    let japarov = of(&entities, "id", "person/sadyr-japarov");
    assert_eq!(japarov[0]["documents"], 4);
    let clusters = values(&known.clusters);
    let meeting = of(&clusters, "kind", "meeting");
    let meeting = meeting.iter().find(|c| tellers(c).len() == 4).unwrap();
    assert_eq!(meeting["time"], "2025-12-04");
    assert_eq!(meeting["place"], "city/islamabad");
    assert_eq!(meeting["modality"], "asserted");
    assert_eq!(meeting["sources"].as_array().unwrap().len(), 4);
    let people: Vec<&Value> = meeting["roles"]["participant"]
        .as_array()
        .unwrap()
        .iter()
        .collect();
    let ids: Vec<&str> = people
        .iter()
        .map(|p| p["entity"].as_str().unwrap())
        .collect();
    assert_eq!(ids, ["person/sadyr-japarov", "person/shehbaz-sharif"]);
    assert!(
        people
            .iter()
            .all(|p| p["tellings"].as_array().unwrap().len() == 4)
    );
    // The visit holds the meeting as a part of it.
    let visit = of(&clusters, "kind", "visit");
    assert!(visit.iter().any(|visit| visit["parts"][0] == meeting["id"]));
    // What was planned in one text and done in others is a life cycle, no conflict.
    let plans = values(&known.lifecycles);
    let plan = of(&plans, "kind", "plan");
    assert_eq!(plan[0]["about"], meeting["id"]);
    assert_eq!(plan[0]["steps"][0]["modality"], "planned");
}

#[test]
fn a_day_that_one_text_leaves_open_comes_from_another_and_changes_no_fact() {
    let engine = engine();
    let lines = lines(&engine, VISIT);
    let known = known(&engine, &lines, "").unwrap();
    let clusters = values(&known.clusters);
    let resolutions = clusters
        .iter()
        .filter_map(|c| c["resolutions"].as_array())
        .flatten();
    let resolved: BTreeSet<(&str, &str, &str)> = resolutions
        .map(|r| {
            assert!(!r["evidence"].as_array().unwrap().is_empty());
            let key = |key: &str| r[key].as_str().unwrap();
            (key("text"), key("said"), key("edtf"))
        })
        .collect();
    assert!(
        resolved.contains(&("يوم الخميس", "XXXX-WXX-4", "2025-12-04")),
        "{resolved:?}"
    );
    let years = ("العامين المقبلين", "P2Y", "2025-12-04/2027-12-04");
    assert!(resolved.contains(&years), "{resolved:?}");
    assert!(lines[0].1.contains("XXXX-WXX-4") && !lines[0].1.contains("2025-12-04"));
}

#[test]
fn a_capital_of_another_country_shows_what_is_meant() {
    let engine = engine();
    let known = known(&engine, &lines(&engine, VISIT), "").unwrap();
    let conflicts = values(&known.conflicts);
    let [conflict] = of(&conflicts, "type", "place")[..] else {
        panic!("{conflicts:#?}");
    };
    assert_eq!(conflict["status"], "resolved");
    assert_eq!(conflict["claims"][0]["value"], "KZ");
    assert_eq!(conflict["claims"][1]["value"], "TJ");
    let reasons = conflict["reasons"].to_string();
    assert!(
        reasons.contains("says KZ, means TJ") && reasons.contains("sherali-mirzo"),
        "{reasons}"
    );
}

#[test]
fn people_of_one_family_stay_apart_and_merges_have_reasons() {
    let engine = engine();
    let known = known(&engine, &lines(&engine, PEOPLE), "").unwrap();
    let entities = values(&known.entities);
    let people = of(&entities, "kind", "person");
    let documents: BTreeMap<&str, &Value> = people
        .iter()
        .map(|p| (p["id"].as_str().unwrap(), &p["documents"]))
        .collect();
    assert_eq!(documents["person/rostam-kubaisi"], 2, "{documents:?}");
    assert_eq!(documents["person/mahmoud-kubaisi"], 1, "{documents:?}");
    let rostam = people
        .iter()
        .find(|p| p["id"] == "person/rostam-kubaisi")
        .unwrap();
    let [merge] = &rostam["merges"].as_array().unwrap()[..] else {
        panic!("{rostam:#}");
    };
    assert!(merge["score"].as_f64().unwrap() > 0.9);
    assert_eq!(merge["reasons"][0]["reason"], "name");
}

#[test]
fn judgements_join_and_part_and_persist() {
    let engine = engine();
    let lines = lines(&engine, PEOPLE);
    let same = "[[same]]\nids = ['person/rostam-kubaisi', 'person/mahmoud-kubaisi']\n";
    let joined = values(&known(&engine, &lines, same).unwrap().entities);
    assert_eq!(of(&joined, "kind", "person")[0]["documents"], 3);
    let before = values(&known(&engine, &lines, "").unwrap().entities);
    let rostam = of(&before, "id", "person/rostam-kubaisi")[0];
    let fact = |at: usize| rostam["mentions"][at]["named"][0].as_str().unwrap();
    let apart = format!("[[not_same]]\nids = ['{}', '{}']\n", fact(0), fact(1));
    let parted = values(&known(&engine, &lines, &apart).unwrap().entities);
    let people = of(&parted, "kind", "person");
    assert_eq!(people.len(), 3);
    assert!(people.iter().all(|person| person["documents"] == 1));
    // Two who are told apart have a discriminator both, and may be judged by it.
    let ids: Vec<&str> = people.iter().map(|p| p["id"].as_str().unwrap()).collect();
    let twins: Vec<&&str> = ids.iter().filter(|id| id.contains("rostam")).collect();
    assert!(
        twins
            .iter()
            .all(|id| id.len() == "person/rostam-kubaisi-01234567".len()),
        "{ids:?}"
    );
    let again = format!(
        "{apart}[[same]]\nids = ['{}', 'person/mahmoud-kubaisi']\n",
        twins[0]
    );
    let again = values(&known(&engine, &lines, &again).unwrap().entities);
    assert_eq!(of(&again, "kind", "person").len(), 2);
}

#[test]
fn a_bad_judgement_is_an_error_with_its_place() {
    let engine = engine();
    let lines = lines(&engine, PEOPLE);
    let error = |judgements: &str| known(&engine, &lines, judgements).unwrap_err();
    let unknown = error("[[same]]\nids = ['person/rostam-kubaisi', 'person/nobody-at-all']\n");
    assert!(unknown.contains("judgements.toml:2:33"), "{unknown}");
    assert!(
        unknown.contains("unknown id `person/nobody-at-all`"),
        "{unknown}"
    );
    let clash = error(
        "[[same]]\nids = ['person/rostam-kubaisi', 'person/mahmoud-kubaisi']\n\
         [[not_same]]\nids = ['person/mahmoud-kubaisi', 'person/rostam-kubaisi']\n",
    );
    assert!(clash.contains("judgements.toml:4:34"), "{clash}");
    assert!(clash.contains("the same and not the same"), "{clash}");
    let syntax = error("[[same]]\nids = ['a', \n[[");
    assert!(syntax.contains("judgements.toml:3:"), "{syntax}");
    let kinds = error("[[same]]\nids = ['person/rostam-kubaisi', 'region/jazan-region']\n");
    assert!(kinds.contains("judgements.toml:2:33"), "{kinds}");
    // A contradiction that only mentions show.
    let entities = values(&known(&engine, &lines, "").unwrap().entities);
    let rostam = of(&entities, "id", "person/rostam-kubaisi")[0];
    let fact = |at: usize| rostam["mentions"][at]["named"][0].as_str().unwrap();
    let hidden = format!(
        "[[same]]\nids = ['person/rostam-kubaisi', 'person/mahmoud-kubaisi']\n\
         [[not_same]]\nids = ['{}', '{}']\n",
        fact(0),
        fact(1)
    );
    let hidden = error(&hidden);
    assert!(hidden.contains("judgements.toml:4:28"), "{hidden}");
}

#[test]
fn an_id_of_the_gazetteer_that_no_document_names_is_no_error() {
    let engine = engine();
    let lines = lines(&engine, PEOPLE);
    let apart = "[[not_same]]\nids = ['person/rostam-kubaisi', 'person/shehbaz-sharif']\n";
    let without = known(&engine, &lines, "").unwrap();
    assert_eq!(known(&engine, &lines, apart).unwrap(), without);
}

fn seeds() -> Vec<std::path::PathBuf> {
    vec![root("seeds")]
}

#[test]
fn the_order_of_the_documents_changes_nothing() {
    let engine = engine();
    let mut all = read(&engine, &seeds());
    all.extend(lines(&engine, VISIT));
    all.extend(lines(&engine, PEOPLE));
    let straight = known(&engine, &all, "").unwrap();
    assert!(straight.clusters.lines().count() > 3);
    let mut random = fastrand::Rng::with_seed(7);
    for _ in 0..5 {
        random.shuffle(&mut all);
        assert_eq!(known(&engine, &all, "").unwrap(), straight);
    }
}

#[test]
fn a_further_document_changes_no_facts_of_others() {
    let engine = engine();
    let few = lines(&engine, &VISIT[..3]);
    let all = lines(&engine, VISIT);
    let facts = |lines: &[(String, String)]| -> Vec<String> {
        lines.iter().map(|(_, facts)| facts.clone()).collect()
    };
    assert!(facts(&few) == facts(&all[..3]), "other facts");
    assert!(!all[3].1.is_empty());
}

#[test]
fn every_line_keeps_to_the_schema() {
    let engine = engine();
    let schema = schema(khabar_run::schema(&Registry::linked().unwrap()));
    let validator = jsonschema::validator_for(&schema).unwrap();
    let mut all = read(&engine, &seeds());
    all.extend(lines(&engine, VISIT));
    all.extend(lines(&engine, PEOPLE));
    let known = known(&engine, &all, "").unwrap();
    for (file, lines) in known.files() {
        assert!(!lines.is_empty(), "{file}");
        for line in values(lines) {
            let errors: Vec<String> = validator
                .iter_errors(&line)
                .map(|e| e.to_string())
                .collect();
            assert!(errors.is_empty(), "{file}: {line}\n{errors:#?}");
        }
    }
    let bare = json!({ "schema": 1, "id": "person/x", "kind": "person" });
    assert!(!validator.is_valid(&bare));
}

#[test]
fn reprints_and_one_agency_are_one_source() {
    let text = "وقال المتحدث باسم أمانة جازان رستم الكبيسي إن العمل في الجسر الجديد انتهى قبل موعده بشهر كامل \
                وإن الطريق سيفتح أمام السيارات مطلع الأسبوع المقبل.";
    let engine = engine();
    let told = [
        ("a", "ar", "2015-07-22", text),
        ("b", "ar", "2015-07-22", text),
    ];
    let known = known(&engine, &lines(&engine, &told), "").unwrap();
    let clusters = values(&known.clusters);
    let statement = of(&clusters, "kind", "statement")[0];
    assert_eq!(statement["documents"], 2);
    let sources = statement["sources"].as_array().unwrap();
    assert_eq!(sources.len(), 1, "{statement:#}");
    assert_eq!(sources[0]["reprint"], true);
}

#[test]
fn values_days_and_denials_that_differ_are_shown_with_both_sides() {
    let met = "وزير الخارجية المصري سامح شكري أمس في جدة نظيره السعودي عادل الجبير.";
    let signed = "مذكرة تفاهم حول اتفاقية العبور الرباعية.";
    let signed =
        |count: &str| format!("وقعت باكستان وقرغيزستان اليوم في إسلام آباد {count} {signed}");
    let (fifteen, fourteen) = (signed("15"), signed("14"));
    let (yes, no) = (format!("التقى {met}"), format!("لم يلتق {met}"));
    let told = [
        ("a", "ar", "2015-07-22", fifteen.as_str()),
        ("b", "ar", "2015-07-22", fourteen.as_str()),
        ("c", "ar", "2015-07-24", yes.as_str()),
        ("d", "ar", "2015-07-24", no.as_str()),
        ("e", "ar", "2015-07-25", yes.as_str()),
        (
            "f",
            "ar",
            "2015-07-24",
            "قال الوزير يوم الاثنين الموافق 24 يوليو 2015 إن العمل بدأ.",
        ),
    ];
    let engine = engine();
    let known = known(&engine, &lines(&engine, &told), "").unwrap();
    let conflicts = values(&known.conflicts);
    let sides = |conflict: &Value| -> Vec<(String, Vec<String>)> {
        let claims = conflict["claims"].as_array().unwrap().iter();
        let side = |claim: &Value| {
            let facts = claim["facts"].as_array().unwrap().iter();
            let documents = facts.map(|fact| fact["doc"].as_str().unwrap().to_owned());
            (
                claim["value"].as_str().unwrap().to_owned(),
                documents.collect(),
            )
        };
        claims.map(side).collect()
    };
    let number = of(&conflicts, "type", "number");
    let of_documents = |value: &str, documents: &[&str]| {
        (
            value.to_owned(),
            documents
                .iter()
                .map(|d| (*d).to_owned())
                .collect::<Vec<_>>(),
        )
    };
    assert_eq!(
        sides(number[0]),
        [
            of_documents("15 {memorandum}", &["a"]),
            of_documents("14 {memorandum}", &["b"])
        ]
    );
    assert_eq!(number[0]["status"], "open");
    let polarity = of(&conflicts, "type", "polarity");
    assert_eq!(
        sides(polarity[0]),
        [
            of_documents("affirmed", &["c", "e"]),
            of_documents("negated", &["d"])
        ]
    );
    let dates = of(&conflicts, "type", "date");
    let of_event = dates
        .iter()
        .find(|c| c["about"].as_str().unwrap().starts_with("event/"))
        .unwrap();
    assert_eq!(
        sides(of_event),
        [
            of_documents("2015-07-23", &["c", "d"]),
            of_documents("2015-07-24", &["e"])
        ]
    );
    // A Friday that is called a Monday.
    let own = dates.iter().find(|c| c["about"] == "f").unwrap();
    assert_eq!(sides(own)[0], of_documents("2015-07-24", &["f"]));
}

#[test]
fn an_office_alone_means_who_holds_it_that_week() {
    let told = [
        (
            "a",
            "ar",
            "2015-07-26",
            "قال وزير النفط الموريتاني رستم الكبيسي إن الإنتاج زاد.",
        ),
        (
            "b",
            "ar",
            "2015-07-24",
            "قال وزير النفط الموريتاني إن الإنتاج زاد.",
        ),
        (
            "c",
            "ar",
            "2014-07-24",
            "قال وزير النفط الموريتاني إن الإنتاج زاد.",
        ),
    ];
    let engine = engine();
    let known = known(&engine, &lines(&engine, &told), "").unwrap();
    let entities = values(&known.entities);
    let minister = of(&entities, "id", "person/rostam-kubaisi")[0];
    let documents: Vec<&str> = minister["mentions"]
        .as_array()
        .unwrap()
        .iter()
        .map(|mention| mention["doc"].as_str().unwrap())
        .collect();
    assert_eq!(documents, ["a", "b"]);
    assert_eq!(
        minister["merges"][0]["reasons"][0]["reason"],
        "holder-by-documents"
    );
}

#[test]
fn somebody_in_two_roles_is_shown_if_no_document_gives_both() {
    let text =
        "زار وزير الخارجية المصري سامح شكري اليوم السعودية، والتقى نظيره السعودي عادل الجبير.";
    let engine = engine();
    let told = [
        ("a", "ar", "2015-07-22", text),
        ("b", "ar", "2015-07-22", text),
    ];
    let mut lines = lines(&engine, &told);
    // The first text as if it made the minister the host, the second one as if he came along.
    for (at, role) in [(0, "host"), (1, "visitor")] {
        let mut facts = values(&lines[at].1);
        let jubeir = facts
            .iter()
            .find(|fact| fact["value"]["entity"] == "person/adel-al-jubeir")
            .map(|fact| json!({ "fact": fact["id"], "entity": "person/adel-al-jubeir" }))
            .unwrap();
        let visit = facts
            .iter_mut()
            .find(|fact| fact["kind"] == "visit")
            .unwrap();
        let roles = visit["roles"].as_object_mut().unwrap();
        let fillers = roles.entry(role).or_insert_with(|| json!([]));
        fillers.as_array_mut().unwrap().push(jubeir);
        lines[at].1 = facts.iter().map(|fact| format!("{fact}\n")).collect();
    }
    let known = known(&engine, &lines, "").unwrap();
    let conflicts = values(&known.conflicts);
    let [role] = of(&conflicts, "type", "role")[..] else {
        panic!("{conflicts:#?}");
    };
    assert_eq!(role["claims"][0]["value"], "host person/adel-al-jubeir");
    assert_eq!(role["claims"][1]["value"], "visitor person/adel-al-jubeir");
}
