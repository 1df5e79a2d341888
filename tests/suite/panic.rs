//! A panic of one extractor on one document loses nothing else.

use assert_cmd::Command;

#[test]
fn a_planted_panic_is_one_diagnostic() {
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, text: &str| std::fs::write(folder.path().join(name), text).unwrap();
    write("a.txt", "أكدت باكستان أهمية السلام مع أفغانستان.");
    write("b.txt", "أكدت باكستان PANIC أهمية السلام مع أفغانستان.");
    write("c.txt", "أكدت باكستان أهمية السلام مع أفغانستان.");
    let out = folder.path().join("out");
    let output = Command::new(env!("CARGO_BIN_EXE_khabar-panicking"))
        .args(["run", "a.txt", "b.txt", "c.txt", "--out"])
        .arg(&out)
        .current_dir(folder.path())
        .output()
        .unwrap();
    let stderr = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(1), "{stderr}");
    let line = "b: error[extractor-panicked]: fact-panicking stopped on this document and its \
                facts are missing: a planted panic (panicking.rs:";
    assert!(stderr.starts_with(line), "{stderr}");
    assert_eq!(stderr.lines().count(), 1, "{stderr}");
    let facts = std::fs::read_to_string(out.join("facts.jsonl")).unwrap();
    for doc in ["a", "b", "c"] {
        let of_doc = format!("\"doc\":\"{doc}\"");
        assert_eq!(
            facts.lines().filter(|l| l.contains(&of_doc)).count(),
            3,
            "{doc}"
        );
    }
}
