//! The laws over the seeds, damaged seeds and random text, for every registered plugin.

use khabar_core::Registry;
use khabar_run::{Config, Engine, Format, Inputs, run};
use khabar_testkit::{damage, laws};
use khabar_tests::{engine, root, seeds};

fn hold(engine: &Engine, what: &str, text: &str) {
    if let Err(broken) = laws::check(engine, text) {
        panic!("{what}: {broken}\n{text:?}");
    }
}

#[test]
fn laws_hold_on_the_seeds() {
    let engine = engine();
    for (stem, text) in seeds() {
        hold(&engine, &stem, &text);
    }
}

#[test]
fn laws_hold_on_damaged_seeds() {
    let engine = engine();
    for (stem, text) in seeds() {
        for seed in 0..6 {
            hold(
                &engine,
                &format!("{stem}, characters, {seed}"),
                &damage::characters(&text, seed),
            );
            hold(
                &engine,
                &format!("{stem}, bytes, {seed}"),
                &damage::bytes(&text, seed),
            );
            hold(
                &engine,
                &format!("{stem}, shuffled, {seed}"),
                &damage::shuffled(&text, seed),
            );
        }
    }
}

#[test]
fn laws_hold_on_random_text() {
    let engine = engine();
    for seed in 0..200 {
        let text = damage::random(1 + 7 * seed as usize % 400, seed);
        hold(&engine, &format!("random {seed}"), &text);
    }
}

#[test]
fn results_are_the_same_at_any_number_of_threads() {
    let out = |threads: usize| {
        let registry = Registry::linked().unwrap();
        let engine = Engine::new(registry, khabar_all::listed(), Config::default()).unwrap();
        // The same files again and again, so that there is something to run side by side.
        let paths = vec![root("seeds"); 20];
        let inputs = Inputs::find(&paths, Format::Text, None).unwrap();
        let mut all = String::new();
        let summary = run(&engine, inputs, threads, |done| {
            all.push_str(&done.facts);
            all.push_str(&done.document);
            anyhow::Ok(())
        });
        assert!(summary.is_ok_and(|s| s.documents >= 100));
        all
    };
    let one = out(1);
    assert!(one == out(2), "two threads differ from one");
    assert!(one == out(8), "eight threads differ from one");
}
