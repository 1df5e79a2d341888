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
