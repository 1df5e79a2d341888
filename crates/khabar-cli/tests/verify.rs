//! `khabar verify` finds each of many planted damages, and nothing where there is none.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on should stop")]

use std::fs;
use std::path::Path;

use assert_cmd::Command;
use serde_json::Value;
use tempfile::TempDir;

const VISIT: &str = "زار الرئيس القرغيزي صدير جاباروف باكستان يوم الخميس. والتقى الرئيس القرغيزي صدير جاباروف \
                     رئيس الوزراء الباكستاني شهباز شريف في إسلام آباد يوم الخميس. ووقعت 15 اتفاقية.";
const MEETING: &str = "صدر جباروف رئیس جمهور قرقیزستان امروز به پاکستان سفر کرد. صدر جباروف رئیس جمهور قرقیزستان امروز \
                       با شهباز شریف نخست وزیر پاکستان در اسلام آباد دیدار کرد.";
const CAPITAL: &str =
    "شیرعلی میرزا، وزیر دفاع قزاقستان، در دوشنبه، پایتخت قزاقستان، با مقامات تاجکستان دیدار کرد.";

/// A folder with sources and results.
struct Desk(TempDir);

impl Desk {
    fn new() -> Desk {
        let desk = Desk(tempfile::tempdir().unwrap());
        fs::create_dir(desk.0.path().join("in")).unwrap();
        fs::write(desk.0.path().join("in/visit.txt"), VISIT).unwrap();
        let record = |id: &str, lang: &str, text: &str| {
            let line = serde_json::json!({ "id": id, "lang": lang, "published": "2025-12-04", "text": text });
            format!("{line}\n")
        };
        let lines = record("meeting", "fa", MEETING) + &record("capital", "prs", CAPITAL);
        fs::write(desk.0.path().join("in/lines.jsonl"), lines).unwrap();
        let page = format!(
            "<html><head><title>نشست</title></head><body><article><p>{MEETING}</p><p>{}</p></article></body></html>",
            "این خبر به‌روز می‌شود و گزارش کامل آن پس از پایان نشست خواهد آمد. ".repeat(6)
        );
        fs::write(desk.0.path().join("in/page.html"), page).unwrap();
        let said = desk.khabar(&["run", "in"]);
        assert!(said.0 == Some(0), "{}", said.1);
        desk
    }

    fn khabar(&self, args: &[&str]) -> (Option<i32>, String) {
        let output = Command::new(env!("CARGO_BIN_EXE_khabar"))
            .args(args)
            .current_dir(self.0.path())
            .output()
            .unwrap();
        let said =
            String::from_utf8(output.stdout).unwrap() + &String::from_utf8(output.stderr).unwrap();
        (output.status.code(), said)
    }

    fn path(&self, name: &str) -> std::path::PathBuf {
        self.0.path().join(name)
    }

    /// Changes the first line of a file that `changes` changes.
    fn damage(&self, file: &str, mut change: impl FnMut(&mut Value) -> bool) {
        let path = self.path(file);
        let mut done = false;
        let lines: Vec<String> = read(&path)
            .lines()
            .map(|line| {
                let mut value: Value = serde_json::from_str(line).unwrap();
                match !done && change(&mut value) {
                    true => {
                        done = true;
                        value.to_string()
                    }
                    false => line.to_owned(),
                }
            })
            .collect();
        assert!(done, "nothing to damage in {file}");
        fs::write(path, lines.join("\n") + "\n").unwrap();
    }

    /// Fails unless `khabar verify` names a line of the file, and the words.
    fn found(&self, file: &str, words: &str) {
        let (code, said) = self.khabar(&["verify", "out"]);
        assert_eq!(code, Some(1), "{said}");
        let named = |line: &str| line.starts_with(&format!("{file}:")) && line.contains(words);
        assert!(said.lines().any(named), "no `{file}: … {words}` in\n{said}");
    }
}

fn read(path: &Path) -> String {
    fs::read_to_string(path).unwrap()
}

#[test]
fn an_undamaged_folder_holds() {
    let desk = Desk::new();
    let (code, said) = desk.khabar(&["verify"]);
    assert_eq!(code, Some(0), "{said}");
    assert!(said.starts_with("all holds: "), "{said}");
    assert!(said.contains("of 4 documents"), "{said}");
}

#[test]
fn a_moved_span() {
    let desk = Desk::new();
    desk.damage("out/facts.jsonl", |fact| {
        for way in ["bytes", "chars", "utf16"] {
            let by = if way == "bytes" { 2 } else { 1 };
            for end in 0..2 {
                fact["span"][way][end] = (fact["span"][way][end].as_u64().unwrap() + by).into();
            }
        }
        true
    });
    desk.found("facts.jsonl", "the fact: the ");
    desk.found("facts.jsonl", "is not that of a");
}

#[test]
fn offsets_of_one_way_of_counting() {
    let desk = Desk::new();
    desk.damage("out/facts.jsonl", |fact| {
        fact["span"]["utf16"][1] = 4000.into();
        true
    });
    desk.found("facts.jsonl", "the UTF-16 units are");
}

#[test]
fn a_quotation_that_the_source_does_not_have() {
    let desk = Desk::new();
    desk.damage("out/facts.jsonl", |fact| {
        let quoted = fact["kind"] == "meeting";
        if quoted {
            fact["roles"]["participant"][0]["text"] = "علي".into();
        }
        quoted
    });
    desk.found("facts.jsonl", "participant: the text at");
}

#[test]
fn a_changed_value() {
    let desk = Desk::new();
    desk.damage("out/facts.jsonl", |fact| {
        let place = fact["value"]["entity"] == "PK";
        if place {
            fact["value"]["entity"] = "KG".into();
        }
        place
    });
    desk.found("facts.jsonl", "is not that of a place");
    desk.found("facts.jsonl", "names something else");
}

#[test]
fn a_fact_that_others_refer_to_and_that_is_gone() {
    let desk = Desk::new();
    let path = desk.path("out/facts.jsonl");
    let lines = read(&path);
    let kept = lines
        .lines()
        .filter(|line| !line.contains(r#""kind":"person""#));
    fs::write(&path, kept.collect::<Vec<_>>().join("\n") + "\n").unwrap();
    desk.found("facts.jsonl", "there is no fact");
    desk.found("entities.jsonl", "there is no fact");
    desk.found("documents.jsonl", "other facts than it has");
}

#[test]
fn a_line_that_stands_twice() {
    let desk = Desk::new();
    let path = desk.path("out/facts.jsonl");
    let lines = read(&path);
    let first = lines.lines().next().unwrap();
    fs::write(&path, format!("{lines}{first}\n")).unwrap();
    desk.found("facts.jsonl", "stands in line 1 too");
}

#[test]
fn a_cut_line() {
    let desk = Desk::new();
    let path = desk.path("out/facts.jsonl");
    let lines = read(&path);
    fs::write(&path, &lines[..lines.len() - 20]).unwrap();
    desk.found("facts.jsonl", "no JSON");
}

#[test]
fn a_changed_source() {
    let desk = Desk::new();
    let path = desk.path("in/visit.txt");
    fs::write(&path, read(&path).replace("شريف", "شريط")).unwrap();
    desk.found("facts.jsonl", "the text at");
}

#[test]
fn a_source_that_is_gone() {
    let desk = Desk::new();
    fs::remove_file(desk.path("in/visit.txt")).unwrap();
    desk.found("documents.jsonl", "its source cannot be read");
}

#[test]
fn an_extracted_text_that_is_not_the_page_s() {
    let desk = Desk::new();
    let path = desk.path("out/texts/page.txt");
    fs::write(&path, read(&path).replace("پاکستان", "افغانستان")).unwrap();
    desk.found("documents.jsonl", "is not the text of");
}

#[test]
fn an_entity_with_a_mention_of_another_document() {
    let desk = Desk::new();
    desk.damage("out/entities.jsonl", |entity| {
        entity["mentions"][0]["doc"] = "elsewhere".into();
        true
    });
    desk.found("entities.jsonl", "not of `elsewhere`");
}

#[test]
fn a_name_that_two_entities_have() {
    let desk = Desk::new();
    let mut other = Value::Null;
    desk.damage("out/entities.jsonl", |entity| {
        let first = other.is_null();
        if first {
            other = entity["mentions"][0]["named"][0].clone();
            return false;
        }
        entity["mentions"][0]["named"][0] = other.clone();
        true
    });
    desk.found("entities.jsonl", "is named by line");
}

#[test]
fn an_event_with_a_teller_too_many_and_an_entity_that_nobody_has() {
    let desk = Desk::new();
    desk.damage("out/clusters.jsonl", |cluster| {
        cluster["documents"] = 9.into();
        let roles = cluster["roles"].as_object_mut().unwrap();
        let filler = roles
            .values_mut()
            .find(|fillers| fillers[0]["entity"].is_string());
        filler.unwrap()[0]["entity"] = "person/nobody".into();
        true
    });
    desk.found("clusters.jsonl", "9 documents are said");
    desk.found("clusters.jsonl", "there is no entity person/nobody");
}

#[test]
fn a_conflict_and_a_life_cycle_about_nothing() {
    let desk = Desk::new();
    desk.damage("out/conflicts.jsonl", |conflict| {
        conflict["claims"][0]["facts"][0]["fact"] = "0000000000000000".into();
        conflict["about"] = "event/none".into();
        true
    });
    desk.found("conflicts.jsonl", "there is no fact 0000000000000000");
    desk.found("conflicts.jsonl", "there is nothing called event/none");
}

#[test]
fn a_folder_that_is_none_of_ours() {
    let desk = Desk::new();
    let (code, said) = desk.khabar(&["verify", "in"]);
    assert_eq!(code, Some(2));
    assert!(
        said.contains("give the folder that `khabar run` wrote"),
        "{said}"
    );
}

#[test]
fn an_entity_is_explained_with_its_spellings() {
    let desk = Desk::new();
    let (code, said) = desk.khabar(&["explain", "--entity", "person/sadyr-japarov"]);
    assert_eq!(code, Some(0), "{said}");
    assert!(
        said.starts_with("person person/sadyr-japarov «Sadyr Japarov», in the gazetteer"),
        "{said}"
    );
    assert!(
        said.contains("«صدير جاباروف»") && said.contains("«صدر جباروف»"),
        "{said}"
    );
    let (code, said) = desk.khabar(&["explain", "--entity", "person/sadyr-japarof"]);
    assert_eq!(code, Some(2));
    assert!(
        said.contains("did you mean `person/sadyr-japarov`?"),
        "{said}"
    );
}
