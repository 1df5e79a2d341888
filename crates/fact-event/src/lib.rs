//! What happened: meetings, visits, statements, agreements and the other events of diplomacy and the economy.
//!
//! Enters: what `khabar-frame` needs, and the frames of `frames/*.toml`. Leaves: facts of the kinds that these
//! define. Never known here: any language. A new kind of event is a frame and words, and no Rust.

mod frames;

use std::sync::OnceLock;

use khabar_core::{Extractor, Made, Settings, Spec};
use khabar_frame::Family;

use frames::FRAMES;

const FAMILY: Family = Family {
    id: "fact-event",
    by: env!("CARGO_PKG_NAME"),
    readme: include_str!("../README.md"),
    frames: FRAMES,
    build,
};

khabar_core::submit! { Made(spec) }

fn spec() -> Result<&'static Spec, String> {
    static SPEC: OnceLock<Result<Spec, String>> = OnceLock::new();
    let spec = SPEC.get_or_init(|| khabar_frame::spec(&FAMILY));
    spec.as_ref().map_err(Clone::clone)
}

fn build(_: &Settings) -> Box<dyn Extractor> {
    match spec() {
        Ok(spec) => khabar_frame::extractor(&FAMILY, spec),
        // Without a spec nobody registers, and nobody builds.
        Err(why) => unreachable!("{why}"),
    }
}
