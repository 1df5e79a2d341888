//! The program with one extractor more, which panics where a text tells it to.

use std::process::ExitCode;

use khabar_core::{Cx, Extractor, Languages, Plugin, Sink, Spec};

const SPEC: Spec = Spec {
    id: "fact-panicking",
    by: env!("CARGO_PKG_NAME"),
    readme: "Panics.",
    kinds: &[],
    provides: &[],
    requires: &["place"],
    slots: &[],
    languages: Languages::All,
    settings: &[],
    build: |_| Box::new(Panicking),
};

khabar_core::submit! { Plugin::Extractor(&SPEC) }

struct Panicking;

impl Extractor for Panicking {
    fn extract(&self, cx: &Cx<'_>, _: &mut Sink<'_>) {
        assert!(!cx.source().contains("PANIC"), "a planted panic");
    }
}

fn main() -> ExitCode {
    khabar_cli::main(khabar_all::listed().chain([env!("CARGO_PKG_NAME")]))
}
