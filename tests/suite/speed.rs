//! Nothing is quadratic: a long document costs no more per byte than a short one.

use std::time::Instant;

use khabar_corpus::{Corpus, Judgements};
use khabar_run::{Format, Inputs};
use khabar_testkit::document;
use khabar_tests::{engine, seeds};

#[test]
fn the_cost_per_byte_does_not_grow_with_the_document() {
    let engine = engine();
    for (stem, text) in seeds() {
        let per_byte = |repeat: usize| {
            let long = document("long", &text.repeat(repeat));
            let best = (0..3).map(|_| {
                let started = Instant::now();
                engine.read(&long);
                started.elapsed()
            });
            best.min().unwrap_or_default().as_secs_f64() / long.text.len() as f64
        };
        per_byte(1);
        let (short, long) = (per_byte(5), per_byte(100));
        // Twenty times the length: quadratic would be a factor of twenty.
        assert!(
            long < short * 6.0,
            "{stem}: {long:e} s a byte against {short:e}"
        );
    }
}

#[test]
fn one_long_line_of_numbers_costs_no_more_per_byte_either() {
    let engine = engine();
    for (lang, piece) in [
        ("fa", "۱۲ "),
        ("fa", "(۵) "),
        ("fa", "«۵» "),
        ("fa", "و ۵ "),
        ("fa", "۵ - "),
        ("fa", "ایران "),
        ("ur", "۵ میلیون و "),
        ("ar", "٪٥ "),
        ("ar", "خمسة وعشرون و"),
        ("ar", "الخامس و"),
        ("fa", "۳ ساعت و ۲ دقیقه "),
    ] {
        let per_byte = |repeat: usize| {
            let mut long = document("long", &piece.repeat(repeat));
            long.meta.language = Some(khabar_core::Declared {
                tag: lang.to_owned(),
                from: "record",
            });
            let best = (0..3).map(|_| {
                let started = Instant::now();
                engine.read(&long);
                started.elapsed()
            });
            best.min().unwrap_or_default().as_secs_f64() / long.text.len() as f64
        };
        per_byte(10);
        let (short, long) = (per_byte(400), per_byte(8000));
        assert!(
            long < short * 6.0,
            "{piece}: {long:e} s a byte against {short:e}"
        );
    }
}

/// The lines of a document under another id.
fn renamed(lines: &str, id: &str) -> String {
    let fresh = |id: &str, fact: &str| format!("{:016x}", hash(&format!("{id}{fact}")));
    let mut told = lines.replace(r#""doc":"one""#, &format!(r#""doc":"{id}""#));
    let ids: Vec<&str> = lines
        .match_indices(r#""id":""#)
        .map(|(at, key)| &lines[at + key.len()..at + key.len() + 16])
        .collect();
    for fact in ids {
        told = told.replace(fact, &fresh(id, fact));
    }
    told
}

fn hash(text: &str) -> u64 {
    // FNV-1a: any spread will do.
    text.bytes().fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    })
}

#[test]
fn the_corpus_costs_no_more_per_document_when_all_tell_one_story() {
    let engine = engine();
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("one.jsonl");
    let text = "قال المتحدث باسم أمانة جازان رستم الكبيسي إن العمل في الجسر الجديد انتهى قبل موعده. والتقى وزير الخارجية \
                المصري سامح شكري نظيره السعودي عادل الجبير في جدة.";
    let record =
        serde_json::json!({ "id": "one", "lang": "ar", "published": "2015-07-22", "text": text });
    std::fs::write(&path, record.to_string()).unwrap();
    let inputs = Inputs::find(&[path], Format::Text, None).unwrap();
    let (mut told, mut facts) = (String::new(), String::new());
    khabar_run::run(&engine, inputs, 1, |done| {
        (told, facts) = (done.document, done.facts);
        anyhow::Ok(())
    })
    .unwrap();
    let per_document = |documents: usize| {
        let mut corpus = Corpus::default();
        for at in 0..documents {
            let id = format!("d{at}");
            corpus
                .add(&renamed(&told, &id), &renamed(&facts, &id))
                .unwrap();
        }
        let started = Instant::now();
        let known = corpus
            .known(engine.gazetteer(), &Judgements::default())
            .unwrap();
        assert!(
            known
                .clusters
                .contains(&format!(r#""documents":{documents},"#))
        );
        started.elapsed().as_secs_f64() / documents as f64
    };
    per_document(20);
    let (few, many) = (per_document(100), per_document(1600));
    // Sixteen times the documents: quadratic would be a factor of sixteen.
    assert!(many < few * 6.0, "{many:e} s a document against {few:e}");
}
