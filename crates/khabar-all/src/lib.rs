//! The link list.
//!
//! Enters: the plugin crates of `Cargo.toml`. Leaves: a program that has them all. Never known
//! here: what any of them does.
//!
//! A crate that `Cargo.toml` lists and no code names is not linked, and registers nothing,
//! silently. So each is named here, a crate that is not fails the build, and [`listed`] lets every
//! run compare the list with what has registered.

#![deny(unused_crate_dependencies)]

use fact_event as _;
use fact_identity as _;
use fact_name as _;
use fact_number as _;
use fact_place as _;
use fact_source as _;
use fact_time as _;
use fact_undertaking as _;
use lang_ar as _;
use lang_fa as _;
use lang_prs as _;
use lang_ur as _;

/// The names of the plugin crates that this crate depends on.
pub fn listed() -> impl Iterator<Item = &'static str> {
    include_str!("../Cargo.toml")
        .lines()
        .skip_while(|line| *line != "[dependencies]")
        .skip(1)
        .take_while(|line| !line.starts_with('['))
        .filter_map(|line| line.split(['.', ' ', '=']).next())
        .filter(|name| !name.is_empty() && !name.starts_with('#'))
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_list_is_read_from_the_manifest() {
        let listed: Vec<_> = super::listed().collect();
        assert!(listed.contains(&"lang-ar") && listed.contains(&"fact-place"));
        assert!(
            listed
                .iter()
                .all(|name| name.starts_with("lang-") || name.starts_with("fact-"))
        );
    }
}
