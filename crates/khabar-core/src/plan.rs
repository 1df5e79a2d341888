//! The order in which extractors run: layers, from what they require and provide.

use std::collections::{BTreeMap, BTreeSet};

use crate::extractor::Spec;
use crate::registry::Registry;

/// Extractors in layers. All of a layer may run once the layers before are complete; inside a
/// layer nobody sees what a neighbour emits.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Plan {
    /// Ids, sorted inside each layer.
    pub layers: Vec<Vec<&'static str>>,
}

/// Why no order exists; each is an error at start-up.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PlanError {
    /// Nothing to run.
    #[error("no extractor is enabled")]
    Empty,
    /// A required kind has no provider among the enabled extractors.
    #[error(
        "{by} requires the kind `{kind}`, which no enabled extractor provides{}",
        switched_off(disabled)
    )]
    MissingProvider {
        /// The extractor in need.
        by: String,
        /// The kind.
        kind: String,
        /// Extractors that would provide it and are disabled.
        disabled: Vec<String>,
    },
    /// Extractors that wait for each other.
    #[error("these extractors wait for each other: {}", .0.join(" → "))]
    Cycle(Vec<String>),
}

fn switched_off(disabled: &[String]) -> String {
    if disabled.is_empty() {
        String::new()
    } else {
        format!(" (disabled: {})", disabled.join(", "))
    }
}

impl Plan {
    /// The plan for those extractors of `registry` that `enabled` accepts.
    ///
    /// # Errors
    /// [`PlanError`], with the names that a user needs to mend it.
    pub fn new(registry: &Registry, enabled: impl Fn(&str) -> bool) -> Result<Plan, PlanError> {
        let mut waiting: BTreeMap<&'static str, &'static Spec> = registry
            .extractors()
            .filter(|spec| enabled(spec.id))
            .map(|spec| (spec.id, spec))
            .collect();
        if waiting.is_empty() {
            return Err(PlanError::Empty);
        }
        check_providers(registry, &waiting)?;
        let mut layers = Vec::new();
        while !waiting.is_empty() {
            let pending: BTreeSet<&str> =
                waiting.values().flat_map(|s| s.provides).copied().collect();
            let ready: Vec<&'static str> = waiting
                .values()
                .filter(|spec| spec.requires.iter().all(|kind| !pending.contains(kind)))
                .map(|spec| spec.id)
                .collect();
            if ready.is_empty() {
                return Err(PlanError::Cycle(cycle(&waiting)));
            }
            waiting.retain(|id, _| !ready.contains(id));
            layers.push(ready);
        }
        Ok(Plan { layers })
    }

    /// Every extractor in the order of the plan.
    pub fn order(&self) -> impl Iterator<Item = &'static str> + '_ {
        self.layers.iter().flatten().copied()
    }
}

fn check_providers(
    registry: &Registry,
    enabled: &BTreeMap<&'static str, &'static Spec>,
) -> Result<(), PlanError> {
    for spec in enabled.values() {
        for kind in spec.requires {
            if enabled.values().any(|other| other.provides.contains(kind)) {
                continue;
            }
            let provides = |other: &&Spec| other.provides.contains(kind);
            return Err(PlanError::MissingProvider {
                by: spec.id.into(),
                kind: (*kind).into(),
                disabled: registry
                    .extractors()
                    .filter(provides)
                    .map(|other| other.id.to_owned())
                    .collect(),
            });
        }
    }
    Ok(())
}

/// A chain of waiting extractors that ends where it began.
fn cycle(waiting: &BTreeMap<&'static str, &'static Spec>) -> Vec<String> {
    let waits_for = |spec: &Spec| {
        waiting
            .values()
            .find(|other| spec.requires.iter().any(|k| other.provides.contains(k)))
            .copied()
    };
    let mut path: Vec<&'static str> = Vec::new();
    let mut next = waiting.values().next().copied();
    while let Some(spec) = next {
        let seen = path.iter().position(|id| *id == spec.id);
        path.push(spec.id);
        if let Some(start) = seen {
            return path[start..].iter().map(|id| (*id).to_owned()).collect();
        }
        next = waits_for(spec);
    }
    path.into_iter().map(Into::into).collect()
}
