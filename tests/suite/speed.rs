//! Nothing is quadratic: a long document costs no more per byte than a short one.

use std::time::Instant;

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
