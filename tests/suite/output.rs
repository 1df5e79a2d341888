//! Every line of the output is one that `khabar schema` allows.

use khabar_run::{Format, Inputs, run, schema};
use khabar_tests::{engine, root};
use serde_json::Value;

#[test]
fn the_output_keeps_to_the_schema() {
    let engine = engine();
    let schema = schema(engine.registry());
    let validator = jsonschema::validator_for(&schema).unwrap();
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, bytes: &[u8]| std::fs::write(folder.path().join(name), bytes).unwrap();
    write("empty.txt", b"");
    write("broken.txt", b"\xff\xfe");
    write("english.txt", b"Nothing of ours.");
    write(
        "lines.jsonl",
        "{\"id\":7,\"text\":\"٥٪ من باكستان\",\"lang\":\"ar\",\"published\":\"never\"}\n{\n"
            .as_bytes(),
    );
    let paths = [root("seeds"), folder.path().to_owned()];
    let inputs = Inputs::find(&paths, Format::Text, None).unwrap();
    let mut lines = 0;
    run(&engine, inputs, 2, |done| {
        for line in done.facts.lines().chain(done.document.lines()) {
            let value: Value = serde_json::from_str(line).unwrap();
            let errors: Vec<String> = validator
                .iter_errors(&value)
                .map(|e| e.to_string())
                .collect();
            assert!(errors.is_empty(), "{line}\n{errors:#?}");
            lines += 1;
        }
        anyhow::Ok(())
    })
    .unwrap();
    assert!(lines > 100);
}

#[test]
fn the_schema_refuses_what_is_none_of_ours() {
    let schema = schema(engine().registry());
    let validator = jsonschema::validator_for(&schema).unwrap();
    for wrong in [
        r#"{"schema":1}"#,
        r#"{"schema":1,"doc":"d","id":"0123456789abcdef","kind":"unheard_of","span":{"bytes":[0,1],"chars":[0,1],"utf16":[0,1]},"text":"x","roles":{},"attrs":{},"by":"r"}"#,
        r#"{"schema":1,"doc":"d","id":"0123456789abcdef","kind":"number","span":{"bytes":[0,1],"chars":[0,1],"utf16":[0,1]},"text":"x","value":{"decimal":"1e9"},"roles":{},"attrs":{},"by":"r"}"#,
    ] {
        let value: Value = serde_json::from_str(wrong).unwrap();
        assert!(!validator.is_valid(&value), "{wrong}");
    }
}
