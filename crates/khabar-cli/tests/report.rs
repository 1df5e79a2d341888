//! `khabar report` and `khabar show` on folders of results, whole and damaged.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on should stop")]

use std::fs;
use std::path::{Path, PathBuf};

use assert_cmd::Command;
use tempfile::TempDir;

const MEETING: &str =
    "صدر جباروف رئیس جمهور قرقیزستان امروز با شهباز شریف نخست وزیر پاکستان در اسلام آباد دیدار کرد.";
const HOSTILE: &str =
    "</script><script>alert(1)</script><!-- زار الرئيس القرغيزي صدير جاباروف باكستان. \u{202E}";

/// A folder with sources and results.
struct Desk(TempDir);

impl Desk {
    fn new() -> Desk {
        let desk = Desk(tempfile::tempdir().unwrap());
        fs::create_dir(desk.path("in")).unwrap();
        fs::create_dir(desk.path("in/deep")).unwrap();
        fs::write(desk.path("in/meeting.txt"), MEETING).unwrap();
        fs::write(desk.path("in/deep/meeting.txt"), MEETING).unwrap();
        let line = serde_json::json!({ "id": "hostile", "lang": "ar", "title": "</title><script>", "text": HOSTILE });
        fs::write(desk.path("in/lines.jsonl"), format!("{line}\n")).unwrap();
        let said = desk.khabar(&["run", "in"], "");
        assert!(said.0 == Some(0), "{}", said.2);
        desk
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    /// The exit code, standard output, standard error.
    fn khabar(&self, args: &[&str], stdin: &str) -> (Option<i32>, String, String) {
        let output = Command::new(env!("CARGO_BIN_EXE_khabar"))
            .args(args)
            .current_dir(self.0.path())
            .write_stdin(stdin)
            .output()
            .unwrap();
        let text = |bytes| String::from_utf8(bytes).unwrap();
        (
            output.status.code(),
            text(output.stdout),
            text(output.stderr),
        )
    }

    fn report(&self) -> String {
        read(&self.path("out/report.html"))
    }
}

fn read(path: &Path) -> String {
    fs::read_to_string(path).unwrap()
}

#[test]
fn a_run_writes_the_report_that_its_folder_gives() {
    let desk = Desk::new();
    let of_run = desk.report();
    fs::remove_file(desk.path("out/report.html")).unwrap();
    let (code, out, err) = desk.khabar(&["report"], "");
    assert_eq!(
        (code, out.trim(), err.as_str()),
        (Some(0), "out/report.html", "")
    );
    assert!(of_run == desk.report(), "the same bytes");
    assert!(of_run.contains(MEETING));
    for threads in ["1", "2", "8"] {
        desk.khabar(&["run", "in", "--threads", threads], "");
        assert!(
            of_run == desk.report(),
            "the same bytes at {threads} threads"
        );
    }
}

#[test]
fn what_documents_hold_never_becomes_markup() {
    let desk = Desk::new();
    let report = desk.report();
    assert!(!report.contains("<script>alert"));
    assert!(!report.contains("</title><script>"));
    assert!(report.contains("\\u003c/script>\\u003cscript>alert(1)"));
}

#[test]
fn a_source_that_is_gone_or_changed_is_told() {
    let desk = Desk::new();
    fs::write(desk.path("in/meeting.txt"), "چیز دیگری نوشته شده است.").unwrap();
    let (code, _, err) = desk.khabar(&["report"], "");
    assert_eq!(code, Some(0));
    assert!(err.contains("1 document without text"), "{err}");
    assert!(desk.report().contains("\"note\":\"changed\""));
    fs::remove_file(desk.path("in/lines.jsonl")).unwrap();
    let (_, _, err) = desk.khabar(&["report"], "");
    assert!(err.contains("2 documents without text"), "{err}");
    assert!(desk.report().contains("\"note\":{\"gone\":"));
    assert!(desk.report().contains("جاباروف"), "facts quote their words");
}

#[test]
fn what_is_no_result_is_refused_by_name_and_line() {
    let desk = Desk::new();
    let (code, _, err) = desk.khabar(&["report", "nowhere"], "");
    assert_eq!(code, Some(2));
    assert!(
        err.contains("nowhere") && err.contains("khabar run"),
        "{err}"
    );
    let facts = read(&desk.path("out/facts.jsonl"));
    let damages = [
        (facts.replacen("\"span\"", "\"spam\"", 1), "facts.jsonl:1: "),
        (
            facts.lines().skip(1).collect::<Vec<_>>().join("\n"),
            "documents.jsonl:3: ",
        ),
        (
            format!("{}\n{facts}", facts.lines().last().unwrap()),
            "facts.jsonl:1: ",
        ),
    ];
    for (damaged, told) in damages {
        fs::write(desk.path("out/facts.jsonl"), damaged).unwrap();
        let (code, _, err) = desk.khabar(&["report"], "");
        assert_eq!(code, Some(2));
        assert!(err.contains(told), "{told}: {err}");
    }
}

#[test]
fn standard_input_can_be_shown_and_verified_afterwards() {
    let desk = Desk::new();
    desk.khabar(&["run", "-", "--out", "piped"], MEETING);
    assert!(read(&desk.path("piped/report.html")).contains(MEETING));
    let (code, out, _) = desk.khabar(&["verify", "piped"], "");
    assert_eq!(code, Some(0), "{out}");
    let (code, out, err) = desk.khabar(&["show", "stdin", "--out", "piped"], "");
    assert_eq!((code, err.as_str()), (Some(0), ""));
    assert!(out.contains("| دیدار کرد"), "{out}");
}

#[test]
fn many_documents_lie_in_parts_and_old_parts_go() {
    let desk = Desk::new();
    let long = format!("{MEETING} {}\n", "و این متن ادامه دارد. ".repeat(60));
    let lines =
        (0..1500).map(|at| serde_json::json!({ "id": at.to_string(), "lang": "fa", "text": long }));
    let lines: Vec<String> = lines.map(|line| line.to_string()).collect();
    fs::write(desk.path("many.jsonl"), lines.join("\n")).unwrap();
    desk.khabar(&["run", "many.jsonl"], "");
    let parts = || fs::read_dir(desk.path("out/report")).map_or(0, Iterator::count);
    assert!(parts() > 5);
    assert!(desk.path("out/report/documents-0002.html").exists());
    fs::write(desk.path("out/report/mine.html"), "").unwrap();
    desk.khabar(&["run", "in"], "");
    assert_eq!(parts(), 1, "what is not ours stays");
    assert!(desk.report().contains(MEETING));
}

#[test]
fn a_very_long_text_is_cut_and_says_so() {
    let desk = Desk::new();
    fs::write(
        desk.path("in/long.txt"),
        format!("{MEETING}\n").repeat(6000),
    )
    .unwrap();
    desk.khabar(&["run", "in/long.txt"], "");
    let parts = fs::read_dir(desk.path("out/report"))
        .unwrap()
        .map(|file| file.unwrap().path());
    let mut cut = false;
    for path in parts {
        assert!(
            path.metadata().unwrap().len() < 5_000_000,
            "{}",
            path.display()
        );
        cut |= read(&path).contains("\"note\":{\"cut\":");
    }
    assert!(cut);
}

#[test]
fn a_document_is_shown_by_file_and_by_id() {
    let desk = Desk::new();
    let (code, by_file, _) = desk.khabar(&["show", "in/meeting.txt"], "");
    assert_eq!(code, Some(0));
    let (code, by_id, err) = desk.khabar(&["show", "meeting"], "");
    assert_eq!((code, err.as_str()), (Some(0), ""));
    assert_eq!(by_file, by_id);
    for line in by_id.lines().filter(|line| !line.starts_with('#')) {
        let (plain, words) = line.split_once(" | ").unwrap_or((line, ""));
        assert!(plain.is_ascii(), "{plain}");
        assert!(!words.is_empty());
    }
    let (code, below, err) = desk.khabar(&["show", "deep/meeting"], "");
    assert_eq!(
        (code, err.as_str()),
        (Some(0), ""),
        "an id with a folder in it"
    );
    assert_eq!(below.lines().count(), by_id.lines().count());
    let (_, hostile, _) = desk.khabar(&["show", "hostile"], "");
    assert!(
        !hostile.contains('\u{202E}'),
        "no override reaches the terminal"
    );
}

#[test]
fn a_fact_is_explained_by_the_id_of_its_document() {
    let desk = Desk::new();
    let at = HOSTILE.chars().position(|c| c == 'ز').unwrap().to_string();
    let (code, out, err) = desk.khabar(&["explain", "--doc", "hostile", "--at", &at], "");
    assert_eq!((code, err.as_str()), (Some(0), ""));
    assert!(
        out.contains("visit") && out.contains("by visit.verb"),
        "{out}"
    );
}

#[test]
fn what_cannot_be_shown_is_told() {
    let desk = Desk::new();
    let (code, _, err) = desk.khabar(&["show", "metting"], "");
    assert_eq!(code, Some(2));
    assert!(err.contains("did you mean `meeting`?"), "{err}");
    fs::write(desk.path("in/meeting.txt"), "شهباز شریف به قرقیزستان رفت.").unwrap();
    let (code, _, err) = desk.khabar(&["show", "meeting"], "");
    assert_eq!(code, Some(0));
    assert!(err.contains("found other facts"), "{err}");
    fs::remove_file(desk.path("in/meeting.txt")).unwrap();
    let (code, _, err) = desk.khabar(&["show", "meeting"], "");
    assert_eq!(code, Some(2));
    assert!(err.contains("cannot be read again"), "{err}");
}
