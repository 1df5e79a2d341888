//! Latin names against a pool of Arabic ones: whether the right one is ranked first.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::time::Instant;

use anyhow::Context;
use khabar_name::Index;
use serde_json::Value as Json;

use super::records;

/// How many names are asked for.
const ASKED: usize = 2_000;

/// The operating point: a name is taken if it is as near as this, and no other one nearly so.
const THRESHOLD: f32 = 0.05;
const MARGIN: f32 = 0.03;

/// How large a pool the time is measured against.
const POOL: usize = 100_000;

/// Prints how often the right spelling is first, and precision and recall by threshold.
pub(crate) fn names(file: &Path, errors: bool) -> anyhow::Result<()> {
    let mut pairs: Vec<(String, String)> = Vec::new();
    for record in records(file)? {
        let of = |key: &str| record.get(key).and_then(Json::as_str).map(str::to_owned);
        pairs.push((
            of("a").context("a pair without `a`")?,
            of("b").context("a pair without `b`")?,
        ));
    }
    // One Latin name may have several spellings: each is right.
    let mut spellings: BTreeMap<String, BTreeSet<&str>> = BTreeMap::new();
    for (latin, arabic) in &pairs {
        spellings
            .entry(latin.to_lowercase())
            .or_default()
            .insert(arabic);
    }
    let pool: Vec<&str> = pairs
        .iter()
        .map(|(_, arabic)| &**arabic)
        .collect::<BTreeSet<_>>()
        .into_iter()
        .collect();
    let started = Instant::now();
    let index = Index::new(pool.iter().copied());
    println!(
        "{} names in the pool, indexed in {:.0} ms",
        pool.len(),
        started.elapsed().as_secs_f64() * 1e3
    );
    let every = (pairs.len() / ASKED).max(1);
    let asked: Vec<&(String, String)> = pairs.iter().step_by(every).take(ASKED).collect();
    let (mut first, mut among) = (0, 0);
    let mut claims: Vec<(f32, f32, bool)> = Vec::new();
    let started = Instant::now();
    for (latin, _) in &asked {
        let right = &spellings[&latin.to_lowercase()];
        let found = index.find(latin, 5);
        let is_right = |at: usize| right.contains(pool[at]);
        if let Some(best) = found.first() {
            let next = found.get(1).map_or(f32::INFINITY, |next| next.cost);
            claims.push((best.cost, next - best.cost, is_right(best.at)));
            first += usize::from(is_right(best.at));
            if errors && !is_right(best.at) {
                let told: Vec<String> = found
                    .iter()
                    .map(|f| format!("{} {:.3}", pool[f.at], f.cost))
                    .collect();
                println!("{latin}: {right:?} | {}", told.join(", "));
            }
        } else if errors {
            println!("{latin}: {right:?} | nothing");
        }
        among += usize::from(found.iter().any(|f| is_right(f.at)));
    }
    let each = started.elapsed().as_secs_f64() * 1e3 / asked.len() as f64;
    let share = |part: usize| 100.0 * part as f64 / asked.len() as f64;
    println!(
        "{} asked: first {:.1} %, among the first five {:.1} %, {each:.3} ms a name",
        asked.len(),
        share(first),
        share(among),
    );
    let points = [0.02, THRESHOLD, 0.1, 0.15].into_iter();
    for (threshold, margin) in points.flat_map(|t| [0.0, 0.02, MARGIN, 0.04, 0.05].map(|m| (t, m)))
    {
        let taken = claims
            .iter()
            .filter(|(cost, gap, _)| *cost <= threshold && *gap >= margin);
        let (taken, right) = taken.fold((0, 0), |(n, r), (.., ok)| (n + 1, r + usize::from(*ok)));
        println!(
            "cost up to {threshold:.2}, next {margin:.2} further: {taken} taken, precision {:.3}, recall {:.3}",
            right as f64 / f64::from(taken).max(1.0),
            right as f64 / asked.len() as f64,
        );
    }
    time(&pool, &asked);
    Ok(())
}

/// How long one question takes against a large pool: the names and, up to its size, pairs of their
/// halves.
fn time(pool: &[&str], asked: &[&(String, String)]) {
    let mut rng = fastrand::Rng::with_seed(1);
    let mut large: Vec<String> = pool.iter().map(|name| (*name).to_owned()).collect();
    while large.len() < POOL {
        let half = |name: &str, back: bool| -> String {
            let letters: Vec<char> = name.chars().collect();
            let middle = letters.len() / 2;
            match back {
                true => letters[middle..].iter().collect(),
                false => letters[..middle].iter().collect(),
            }
        };
        let (one, other) = (rng.usize(..pool.len()), rng.usize(..pool.len()));
        large.push(half(pool[one], false) + &half(pool[other], true));
    }
    let started = Instant::now();
    let index = Index::new(large.iter().map(String::as_str));
    let made = started.elapsed().as_secs_f64();
    let mut times: Vec<f64> = asked
        .iter()
        .take(500)
        .map(|(latin, _)| {
            let started = Instant::now();
            std::hint::black_box(index.find(latin, 5));
            started.elapsed().as_secs_f64() * 1e3
        })
        .collect();
    times.sort_by(f64::total_cmp);
    println!(
        "against {} names (indexed in {made:.2} s): median {:.3} ms, 99 % within {:.3} ms",
        large.len(),
        times[times.len() / 2],
        times[times.len() * 99 / 100],
    );
}
