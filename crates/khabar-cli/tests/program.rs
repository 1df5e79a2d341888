//! The program as its users meet it: messages, exit codes, files.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on should stop")]

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

use assert_cmd::Command;
use tempfile::TempDir;

const ARABIC: &str = "أكدت باكستان وقرغيزستان أهمية السلام، وبلغ التبادل 12 ألف طن بنسبة 5٪.\n";

/// A folder to work in, and what the program says there.
struct Desk(TempDir);

struct Said {
    code: Option<i32>,
    out: String,
    err: String,
}

impl Desk {
    fn new() -> Self {
        Desk(tempfile::tempdir().unwrap())
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    fn file(&self, name: &str, bytes: impl AsRef<[u8]>) -> &Self {
        let path = self.path(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
        self
    }

    fn khabar(&self, args: &[&str]) -> Said {
        self.khabar_with(args, "")
    }

    fn khabar_with(&self, args: &[&str], input: &str) -> Said {
        let output = Command::new(env!("CARGO_BIN_EXE_khabar"))
            .args(args)
            .current_dir(self.0.path())
            .write_stdin(input)
            .output()
            .unwrap();
        said(output)
    }

    fn lines(&self, name: &str) -> Vec<String> {
        let text = fs::read_to_string(self.path(name)).unwrap();
        text.lines().map(str::to_owned).collect()
    }
}

fn said(output: std::process::Output) -> Said {
    Said {
        code: output.status.code(),
        out: String::from_utf8(output.stdout).unwrap(),
        err: String::from_utf8(output.stderr).unwrap(),
    }
}

#[test]
fn a_run_writes_its_files_and_ends_in_a_table() {
    let desk = Desk::new();
    desk.file("in/a.txt", ARABIC)
        .file("in/below/b.txt", ARABIC)
        .file("in/c.pdf", "x");
    let said = desk.khabar(&["run", "in"]);
    assert_eq!(said.code, Some(0), "{}", said.err);
    assert_eq!(
        said.err,
        "left out 1 file of no known format, e.g. in/c.pdf\n"
    );
    for row in [
        "documents",
        "Arabic (ar)",
        "percent",
        "place",
        "plugins",
        "seconds",
    ] {
        assert!(said.out.contains(row), "{}", said.out);
    }
    let documents = desk.lines("out/documents.jsonl");
    assert!(
        documents[0].contains(r#""doc":"a","source":"in/a.txt""#),
        "{}",
        documents[0]
    );
    assert!(
        documents[1].contains(r#""doc":"below/b""#),
        "{}",
        documents[1]
    );
    assert_eq!(desk.lines("out/facts.jsonl").len(), 2 * 6);
    let run = fs::read_to_string(desk.path("out/run.json")).unwrap();
    for key in [
        "census",
        "plan",
        "version",
        "seconds_by_step",
        "fact-place",
        "lang-ur",
    ] {
        assert!(run.contains(key), "{run}");
    }
}

#[test]
fn a_second_run_does_not_read_the_results_of_the_first() {
    let desk = Desk::new();
    desk.file("in/a.txt", ARABIC);
    for _ in 0..2 {
        let said = desk.khabar(&["run", "in", "--out", "in/out"]);
        assert_eq!((said.code, said.err.as_str()), (Some(0), ""));
        assert_eq!(desk.lines("in/out/documents.jsonl").len(), 1);
    }
}

#[test]
fn a_fact_line_says_what_where_and_why() {
    let desk = Desk::new();
    let said = desk.khabar_with(&["extract", "-"], "بلغ المجموع 12 ألف.\n");
    assert_eq!(said.code, Some(0));
    assert_eq!(said.err, "");
    let expected = r#"{"schema":1,"doc":"stdin","id":"#;
    assert!(said.out.starts_with(expected), "{}", said.out);
    let expected = concat!(
        r#""kind":"number","span":{"bytes":[22,31],"chars":[12,18],"utf16":[12,18]},"#,
        r#""text":"12 ألف","value":{"decimal":"12000"},"roles":{},"attrs":{},"by":"number.scaled"}"#,
    );
    assert!(said.out.trim_end().ends_with(expected), "{}", said.out);
}

#[test]
fn compressed_files_pages_and_records_are_read() {
    let desk = Desk::new();
    let mut gzip = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    gzip.write_all(ARABIC.as_bytes()).unwrap();
    desk.file("a.txt.gz", gzip.finish().unwrap());
    desk.file("b.txt.zst", zstd::encode_all(ARABIC.as_bytes(), 1).unwrap());
    let record = format!(
        "{{\"id\":\"r1\",\"lang\":\"ar\",\"published\":\"2025-12-04T10:00:00\",\"text\":{ARABIC:?}}}\n"
    );
    desk.file("c.jsonl", record.repeat(2));
    let paragraph = format!("<p>{}</p>", ARABIC.repeat(8));
    let page = format!(
        "<html lang='ar'><head><title>خبر</title><meta property='article:published_time' \
         content='2025-03-04T08:00:00Z'></head><body><nav><a href='/'>أخبار كندا</a></nav>\
         <article>{}</article><footer>حقوق النشر اليابان</footer></body></html>",
        paragraph.repeat(4)
    );
    desk.file("d.html", page);
    let said = desk.khabar(&[
        "run",
        "a.txt.gz",
        "b.txt.zst",
        "c.jsonl",
        "d.html",
        "-",
        "--out",
        "o",
    ]);
    // Standard input was empty, which is an error of that document alone.
    assert_eq!(said.code, Some(1), "{}", said.err);
    assert!(
        said.err.starts_with("stdin: error[empty-document]"),
        "{}",
        said.err
    );
    let documents = desk.lines("o/documents.jsonl");
    assert_eq!(documents.len(), 6);
    assert!(documents[2].contains(r#""published":{"date":"2025-12-04","from":"record"}"#));
    assert!(documents[3].contains(r#""doc":"r1~2""#) && documents[3].contains("duplicate-id"));
    assert!(
        documents[4].contains(r#""published":{"date":"2025-03-04","from":"page"}"#),
        "{}",
        documents[4]
    );
    assert!(documents[4].contains(r#""text":"texts/d.txt""#));
    let text = fs::read_to_string(desk.path("o/texts/d.txt")).unwrap();
    assert!(
        text.contains("باكستان") && !text.contains("كندا") && !text.contains("اليابان"),
        "{text}"
    );
}

#[test]
fn invalid_utf8_is_an_error_of_its_document() {
    let desk = Desk::new();
    desk.file("a.txt", b"abc \xff\xfe").file("b.txt", ARABIC);
    let said = desk.khabar(&["run", "a.txt", "b.txt"]);
    assert_eq!(said.code, Some(1));
    assert_eq!(
        said.err,
        "a: error[invalid-utf8]: not UTF-8: byte 4 begins no character; convert the file to UTF-8\n"
    );
    assert_eq!(desk.lines("out/facts.jsonl").len(), 6);
    assert_eq!(desk.lines("out/documents.jsonl").len(), 2);
}

#[test]
fn an_empty_file_is_an_error_of_its_document() {
    let desk = Desk::new();
    desk.file("a.txt", "").file("b.txt", ARABIC);
    let said = desk.khabar(&["run", "a.txt", "b.txt"]);
    assert_eq!(said.code, Some(1));
    assert_eq!(
        said.err,
        "a: error[empty-document]: the document is empty: there is nothing to read\n"
    );
    assert_eq!(desk.lines("out/facts.jsonl").len(), 6);
}

#[cfg(unix)]
#[test]
fn an_unreadable_folder_is_told_and_the_rest_is_read() {
    use std::os::unix::fs::PermissionsExt;
    use std::os::unix::process::CommandExt;
    let mode = |path: &Path, mode: u32| {
        fs::set_permissions(path, fs::Permissions::from_mode(mode)).unwrap();
    };
    let desk = Desk::new();
    desk.file("in/b.txt", ARABIC)
        .file("in/closed/c.txt", ARABIC);
    // Root may read everything, so the program runs as somebody else, from where that one may.
    let program = desk.path("khabar");
    fs::copy(env!("CARGO_BIN_EXE_khabar"), &program).unwrap();
    fs::create_dir(desk.path("out")).unwrap();
    for (name, bits) in [
        ("", 0o755),
        ("khabar", 0o755),
        ("in", 0o755),
        ("in/closed", 0o000),
        ("out", 0o777),
    ] {
        mode(&desk.path(name), bits);
    }
    let mut command = std::process::Command::new(&program);
    command.args(["run", "in"]).current_dir(desk.0.path());
    if fs::read_dir(desk.path("in/closed")).is_ok() {
        command.uid(65_534).gid(65_534);
    }
    let said = said(command.output().unwrap());
    mode(&desk.path("in/closed"), 0o755);
    assert_eq!(said.code, Some(1), "{}", said.err);
    assert_eq!(
        said.err,
        "in/closed: error[unreadable]: cannot look into the folder `in/closed`: Permission denied\n"
    );
    assert_eq!(desk.lines("out/facts.jsonl").len(), 6);
}

#[test]
fn languages_that_are_none_of_ours_are_refused_by_name() {
    let desk = Desk::new();
    desk.file(
        "ps.txt",
        "د افغانستان د بهرنیو چارو وزارت وايي چې دوی به له ټولو هېوادونو سره ښې اړیکې ولري.",
    );
    desk.file(
        "en.txt",
        "The two sides signed an agreement in Islamabad on Thursday.",
    );
    desk.file(
        "de.jsonl",
        format!("{{\"id\":\"de\",\"lang\":\"de\",\"text\":{ARABIC:?}}}\n"),
    );
    desk.file(
        "fa.jsonl",
        format!("{{\"id\":\"fa\",\"lang\":\"fa\",\"text\":{ARABIC:?}}}\n"),
    );
    let said = desk.khabar(&["run", "ps.txt", "en.txt", "de.jsonl", "fa.jsonl"]);
    assert_eq!(said.code, Some(0), "{}", said.err);
    let lines: Vec<&str> = said.err.lines().collect();
    assert_eq!(
        lines[0],
        "ps: refused[language-refused]: refused: the text is Pashto"
    );
    assert_eq!(
        lines[1],
        "en: refused[language-refused]: refused: the text is in Latin script"
    );
    let none_of = "de: refused[language-refused]: refused: declared as `de`, which is none of ";
    assert!(
        lines[2].starts_with(none_of) && lines[2].contains("Dari"),
        "{}",
        lines[2]
    );
    let documents = desk.lines("out/documents.jsonl");
    // A template's tag does not refuse a page that is plainly one of ours.
    let page = format!(
        "<html lang='en'><body><article>{}</article></body></html>",
        { format!("<p>{}</p>", ARABIC.repeat(8)).repeat(4) }
    );
    desk.file("page.html", page);
    let said = desk.khabar(&["extract", "page.html"]);
    let noted = "page: note[language-disagrees]: the page declares `en`, but its text is Arabic; read as that\n";
    assert_eq!((said.code, said.err.as_str()), (Some(0), noted));
    let disagrees = "declared as Iranian Persian, but the text is Arabic; read as declared";
    assert!(documents[3].contains(disagrees), "{}", documents[3]);
}

#[test]
fn an_unknown_key_is_told_with_its_place_and_the_nearest_name() {
    let desk = Desk::new();
    desk.file("a.txt", ARABIC)
        .file("config/khabar.toml", "[fact-place]\ntypoes = true\n");
    let said = desk.khabar(&["run", "a.txt"]);
    assert_eq!(said.code, Some(2));
    let expected = "\
error: unknown key `typoes` in `[fact-place]`
 --> config/khabar.toml:2:1
  |
2 | typoes = true
  | ^^^^^^ did you mean `typos`?
";
    assert_eq!(said.err, expected);
    assert!(!desk.path("out").exists());
}

#[test]
fn a_configuration_is_checked_whole() {
    let desk = Desk::new();
    let default = desk.khabar(&["config", "--default"]).out;
    let nothing_runs = default.replace("enabled = true", "enabled = false");
    desk.file("a.txt", ARABIC);
    for (toml, says) in [
        ("[fact-plaice]\n", "did you mean `fact-place`?"),
        ("[fact-place]\ntypos = 3\n", "c.toml:2:9"),
        (
            "[run]\nthreads = -1\n",
            "write a whole number from 0 to 1024",
        ),
        ("[run\n", "c.toml:1:"),
        (&nothing_runs, "no extractor is enabled"),
    ] {
        desk.file("c.toml", toml);
        let said = desk.khabar(&["run", "a.txt", "--config", "c.toml"]);
        assert_eq!(said.code, Some(2), "{toml}");
        assert!(said.err.contains(says), "{toml}: {}", said.err);
    }
    desk.file("c.toml", "[fact-place]\nenabled = false\n");
    let said = desk.khabar(&["extract", "a.txt", "--config", "c.toml"]);
    assert_eq!(said.code, Some(2));
    assert!(said.err.contains("fact-event"), "{}", said.err);
    let without = "[fact-place]\nenabled = false\n[fact-identity]\nenabled = false\n\
                   [fact-event]\nenabled = false\n[fact-source]\nenabled = false\n";
    desk.file("c.toml", without);
    let said = desk.khabar(&["extract", "a.txt", "--config", "c.toml"]);
    assert_eq!(said.code, Some(0));
    assert!(
        said.out.contains("percent") && !said.out.contains("place"),
        "{}",
        said.out
    );
}

#[test]
fn wrong_usage_ends_with_two() {
    let desk = Desk::new();
    let said = desk.khabar(&["run", "nowhere"]);
    assert_eq!(said.code, Some(2));
    assert_eq!(said.err, "error: there is no file or folder `nowhere`\n");
    assert_eq!(desk.khabar(&["rum"]).code, Some(2));
    let said = desk.khabar(&["explain", "fact-plaice"]);
    assert_eq!(said.code, Some(2));
    assert!(
        said.err.contains("did you mean `fact-place`?"),
        "{}",
        said.err
    );
    fs::create_dir(desk.path("nothing")).unwrap();
    let said = desk.khabar(&["run", "nothing"]);
    assert_eq!(said.code, Some(2));
    assert!(said.err.contains("holds no .txt"), "{}", said.err);
}

#[test]
fn the_program_tells_about_itself() {
    let desk = Desk::new();
    for (args, says) in [
        (&["plan"][..], "fact-place → place"),
        (&["plan", "--slots"], "number.scale"),
        (&["explain", "fact-place"], "typos = true"),
        (&["schema"], "\"$defs\""),
        (&["config", "--default"], "[fact-place]"),
    ] {
        let said = desk.khabar(args);
        assert_eq!(said.code, Some(0), "{args:?}: {}", said.err);
        assert!(said.out.contains(says), "{args:?}: {}", said.out);
    }
    let default = desk.khabar(&["config", "--default"]).out;
    desk.file("config/khabar.toml", default)
        .file("a.txt", ARABIC);
    assert_eq!(desk.khabar(&["run", "a.txt"]).code, Some(0));
}

#[test]
fn a_place_of_a_text_is_explained() {
    let desk = Desk::new();
    let text = "زار رئيس الوزراء الهندي ناريندرا مودي الدوحة. يزور كثيرون المتحف.\n";
    desk.file("a.txt", text);
    let said = desk.khabar(&["explain", "--doc", "a.txt", "--at", "1"]);
    assert_eq!(said.code, Some(0), "{}", said.err);
    for line in [
        "visit 0..3 by visit.verb",
        "visit: «زار» of the slot event.visit.verb; past",
        "destination: position Object: «الدوحة»",
        "condition met: visitor|destination",
    ] {
        assert!(said.out.contains(line), "{line} is not in {}", said.out);
    }
    let without = text.chars().position(|c| c == '.').unwrap() + 2;
    let said = desk.khabar(&["explain", "--doc", "a.txt", "--at", &without.to_string()]);
    assert_eq!(said.code, Some(0), "{}", said.err);
    let why = "no visit at «يزور» of the slot event.visit.verb";
    assert!(said.out.contains(why), "{}", said.out);
    let said = desk.khabar(&["explain", "--doc", "a.txt", "--at", "9999"]);
    assert_eq!(said.code, Some(2));
    assert!(said.err.contains("code points"), "{}", said.err);
}

#[test]
fn records_are_taken_as_they_are() {
    let desk = Desk::new();
    let text = serde_text();
    desk.file(
        "r.jsonl",
        format!(
            "\u{FEFF}{{\"id\":12345678901234567890123,\"text\":{text}}}\n\
             [\"a\",{text}]\n\
             {{\"id\":[1],\"lang\":7,\"published\":5,\"text\":{text}}}\n\
             {{\"id\":\"d\",\"lang\":\" ar \",\"text\":{text}}}\n"
        ),
    );
    let said = desk.khabar(&["run", "r.jsonl"]);
    assert_eq!(said.code, Some(1));
    let wrong = "r#2: error[bad-record]: line 2 is no record: an object with `id` and `text`\n";
    assert_eq!(said.err, wrong);
    let documents = desk.lines("out/documents.jsonl");
    assert!(
        documents[0].contains(r#""doc":"12345678901234567890123""#),
        "{}",
        documents[0]
    );
    assert!(documents[2].contains(r#""doc":"r#3""#), "{}", documents[2]);
    for note in ["the id [1] is no name", "`lang` is 7", "`published` is 5"] {
        assert!(documents[2].contains(note), "{}", documents[2]);
    }
    assert!(
        documents[3].contains(r#""from":"record""#),
        "{}",
        documents[3]
    );
}

fn serde_text() -> String {
    format!("{ARABIC:?}")
}

#[test]
fn a_page_that_no_parser_should_meet_costs_no_other_document() {
    let desk = Desk::new();
    desk.file("a.html", "<b>".repeat(40_000) + "x")
        .file("b.txt", ARABIC);
    let said = desk.khabar(&["run", "a.html", "b.txt"]);
    assert_eq!(said.code, Some(1));
    assert_eq!(
        said.err,
        "a: error[page-too-deep]: the page nests more than 256 elements and was not read\n"
    );
    assert_eq!(desk.lines("out/facts.jsonl").len(), 6);
}

#[test]
fn extracted_texts_of_like_names_are_kept_apart() {
    let desk = Desk::new();
    let page = |text: &str| {
        format!(
            "<html><body><article><p>{}</p></article></body></html>",
            text.repeat(9)
        )
    };
    desk.file("in/a/b.html", page(ARABIC))
        .file("in/a_b.html", page("زار الوفد اليابان. "));
    assert_eq!(desk.khabar(&["run", "in"]).code, Some(0));
    let mut texts: Vec<String> = fs::read_dir(desk.path("out/texts"))
        .unwrap()
        .map(|e| e.unwrap().file_name().into_string().unwrap())
        .collect();
    texts.sort();
    assert_eq!(texts.len(), 2, "{texts:?}");
    assert!(
        texts[0].starts_with("a_b-") && texts[1] == "a_b.txt",
        "{texts:?}"
    );
}

#[test]
fn a_run_over_its_own_results_does_not_empty_them() {
    let desk = Desk::new();
    desk.file("a.txt", ARABIC);
    assert_eq!(desk.khabar(&["run", "a.txt"]).code, Some(0));
    let before = desk.lines("out/facts.jsonl").len();
    let said = desk.khabar(&["run", "out/facts.jsonl"]);
    assert_eq!(said.code, Some(0), "{}", said.err);
    assert_eq!(desk.lines("out/documents.jsonl").len(), before);
    assert!(!desk.path("out/facts.jsonl.part").exists());
}

#[cfg(unix)]
#[test]
fn output_that_nobody_reads_is_no_error() {
    let desk = Desk::new();
    desk.file("a.txt", ARABIC);
    let mut child = std::process::Command::new(env!("CARGO_BIN_EXE_khabar"))
        .args(["run", "a.txt"])
        .current_dir(desk.0.path())
        .stdout(std::process::Stdio::piped())
        .stderr(std::process::Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    let output = child.wait_with_output().unwrap();
    assert_eq!(output.status.code(), Some(0));
    assert!(output.stderr.is_empty());
}

/// A block of the project's README that begins with ```` ```LANGUAGE ```` and holds `word`.
fn readme_block(language: &str, word: &str) -> String {
    let readme = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../README.md");
    let readme = fs::read_to_string(readme).unwrap();
    let open = format!("```{language}\n");
    let mut blocks = readme
        .split(&open)
        .skip(1)
        .filter_map(|block| block.split("```").next());
    let block = blocks.find(|block| block.contains(word));
    block
        .unwrap_or_else(|| panic!("no {language} block with {word}"))
        .to_owned()
}

#[test]
fn a_users_own_names_are_found_as_the_readme_says() {
    let desk = Desk::new();
    let names = readme_block("toml", "my-names.toml");
    let text = readme_block("text", "پامیر");
    desk.file("my-names.toml", &names).file("a.txt", text);
    let facts = |args: &[&str]| {
        let said = desk.khabar(args);
        assert_eq!(said.code, Some(0), "{}", said.err);
        said.out
    };
    let ids = ["city/new-harbour", "person/zarina-nuri", "org/pamir-solar"];
    let with = facts(&["extract", "a.txt", "--gazetteer", "my-names.toml"]);
    let without = facts(&["extract", "a.txt"]);
    desk.file("c.toml", "[run]\ngazetteer = [\"my-names.toml\"]\n");
    let configured = facts(&["extract", "a.txt", "--config", "c.toml"]);
    assert_eq!(with, configured);
    for id in ids {
        assert!(with.contains(id), "{id}: {with}");
        assert!(!without.contains(id), "{id}: {without}");
    }

    desk.file("bad.toml", "[city]\nx = { en = \"X\", country = \"XX\" }\n");
    let said = desk.khabar(&["extract", "a.txt", "--gazetteer", "bad.toml"]);
    assert_eq!(said.code, Some(2));
    assert!(said.err.contains("bad.toml:2:27"), "{}", said.err);
    let said = desk.khabar(&["extract", "a.txt", "--gazetteer", "nowhere.toml"]);
    assert_eq!(said.code, Some(2));
    assert!(said.err.contains("nowhere.toml"), "{}", said.err);
}

#[test]
fn a_judgement_that_cannot_be_used_leaves_the_old_results() {
    let desk = Desk::new();
    desk.file("in/a.txt", ARABIC)
        .file("j.toml", "[[same]]\nids = ['PK', 'person/nobody']\n");
    assert_eq!(desk.khabar(&["run", "in"]).code, Some(0));
    let before = desk.lines("out/entities.jsonl");
    desk.file("in/b.txt", ARABIC);
    let said = desk.khabar(&["run", "in", "--judgements", "j.toml"]);
    assert_eq!(said.code, Some(2));
    assert!(
        said.err.contains("unknown id `person/nobody`"),
        "{}",
        said.err
    );
    assert!(said.err.contains("j.toml:2:14"), "{}", said.err);
    assert_eq!(desk.lines("out/entities.jsonl"), before);
    assert_eq!(desk.lines("out/documents.jsonl").len(), 1);
}

#[test]
fn judgements_of_the_configuration_count_from_its_folder() {
    let desk = Desk::new();
    desk.file("in/a.txt", ARABIC)
        .file("set/khabar.toml", "[run]\njudgements = 'j.toml'\n")
        .file("set/j.toml", "[[same]]\nids = ['PK', 'KG']\n");
    let said = desk.khabar(&["run", "in", "--config", "set/khabar.toml"]);
    assert_eq!(said.code, Some(0), "{}", said.err);
    let entities = desk.lines("out/entities.jsonl");
    assert!(
        entities
            .iter()
            .any(|line| line.contains(r#""reason":"judged""#)),
        "{entities:#?}"
    );
}
