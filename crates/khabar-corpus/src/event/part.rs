//! Events that are parts of others: the talks on a visit.

use std::collections::{BTreeMap, BTreeSet};

use crate::event::cluster::Cluster;
use crate::event::telling::{Actor, Telling, Tellings};

/// Families whose events happen on visits.
const PARTS: &[&str] = &["talks", "ceremony"];

/// Talks may be so many days before or after the day that a visit is told of.
const SLACK: i32 = 3;

/// Adds visits that are told once and have parts, and parts that are told once, to the clusters; returns
/// by cluster those that are parts of it. A visit has the talks and ceremonies of its documents in which a
/// visitor takes part, where neither time nor modality denies it.
pub(crate) fn parts(tellings: &Tellings<'_>, clusters: &mut Vec<Cluster>) -> Vec<Vec<u32>> {
    let mut whole: Vec<Vec<u32>> = clusters
        .iter()
        .map(|cluster| cluster.tellings.clone())
        .collect();
    let clustered: BTreeSet<u32> = whole.iter().flatten().copied().collect();
    let single = (0..tellings.list.len() as u32).filter(|at| !clustered.contains(at));
    let matters = |at: &u32| {
        let family = tellings.list[*at as usize].family;
        family == "visit" || PARTS.contains(&family)
    };
    whole.extend(single.filter(matters).map(|at| vec![at]));
    let told = |at: usize| -> Vec<&Telling<'_>> {
        whole[at]
            .iter()
            .map(|telling| &tellings.list[*telling as usize])
            .collect()
    };
    let mut by_document: BTreeMap<u32, Vec<usize>> = BTreeMap::new();
    for at in 0..whole.len() {
        for telling in told(at)
            .iter()
            .filter(|telling| PARTS.contains(&telling.family))
        {
            by_document.entry(telling.document).or_default().push(at);
        }
    }
    let mut found: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for at in 0..whole.len() {
        let visit = told(at);
        if visit[0].family != "visit" {
            continue;
        }
        let near = visit
            .iter()
            .filter_map(|telling| by_document.get(&telling.document));
        let near: BTreeSet<usize> = near.flatten().copied().collect();
        let parts: Vec<usize> = near
            .into_iter()
            .filter(|part| is_part(&visit, &told(*part)))
            .collect();
        if !parts.is_empty() {
            found.insert(at, parts);
        }
    }
    // Single tellings that are a whole or a part become clusters.
    let mut place: BTreeMap<usize, u32> = (0..clusters.len()).map(|at| (at, at as u32)).collect();
    for at in found
        .iter()
        .flat_map(|(whole, parts)| parts.iter().chain([whole]))
    {
        place.entry(*at).or_insert_with(|| {
            clusters.push(Cluster {
                tellings: whole[*at].clone(),
                support: None,
            });
            clusters.len() as u32 - 1
        });
    }
    let mut parts = vec![Vec::new(); clusters.len()];
    for (at, of) in found {
        parts[place[&at] as usize] = of.iter().map(|part| place[part]).collect();
    }
    parts
}

fn is_part(visit: &[&Telling<'_>], talks: &[&Telling<'_>]) -> bool {
    let visitors: BTreeSet<Actor> = visit
        .iter()
        .flat_map(|telling| telling.actors("visitor"))
        .collect();
    let there = talks
        .iter()
        .any(|telling| !telling.everybody().is_disjoint(&visitors));
    let apart = visit
        .iter()
        .filter_map(|telling| telling.when)
        .any(|visit| {
            let mut whens = talks.iter().filter_map(|telling| telling.when);
            whens.any(|when| !when.meets(visit, SLACK))
        });
    let same = talks
        .iter()
        .any(|talks| talks.event.modality == visit[0].event.modality);
    there && same && !apart
}
