//! Judgements as they apply to the names of this corpus.

use std::collections::{BTreeMap, BTreeSet};

use toml::Spanned;

use crate::document::{Document, Kind};
use crate::entity::judgement::{Judgement, JudgementError, Judgements};
use crate::entity::{Group, Merge, Reason, Ref};

/// What a judged id stands for: its names here.
type Names = BTreeSet<Ref>;

/// Judgements whose ids are known. An id keeps the names that it stood for when it was first understood.
#[derive(Debug, Default)]
pub(crate) struct Verdicts {
    names: BTreeMap<String, Names>,
    same: Vec<Vec<Names>>,
    not_same: Vec<Vec<Names>>,
}

/// What a judgement weighs, as odds.
const JUDGED: f32 = 100.0;

impl Verdicts {
    /// How many ids are understood.
    pub(crate) fn understood(&self) -> usize {
        self.names.len()
    }

    /// Looks up the ids that are not understood yet, and takes over each judgement that is understood fully.
    pub(crate) fn read(
        &mut self,
        judgements: &Judgements,
        meant: impl Fn(&str) -> Option<Vec<Ref>>,
    ) {
        for id in ids(judgements) {
            if !self.names.contains_key(id.get_ref()) {
                let names = meant(id.get_ref()).map(|names| names.into_iter().collect());
                self.names
                    .extend(names.map(|names| (id.get_ref().clone(), names)));
            }
        }
        let read = |judgements: &[Judgement]| -> Vec<Vec<Names>> {
            let judged = judgements.iter().filter_map(|judgement| {
                let ids = judgement.ids.get_ref().iter();
                ids.map(|id| self.names.get(id.get_ref()).cloned())
                    .collect()
            });
            judged.collect()
        };
        (self.same, self.not_same) = (read(&judgements.same), read(&judgements.not_same));
    }

    /// The first id that is not understood.
    pub(crate) fn not_understood<'j>(
        &self,
        judgements: &'j Judgements,
    ) -> Option<&'j Spanned<String>> {
        ids(judgements).find(|id| !self.names.contains_key(id.get_ref()))
    }

    /// Checks what can be known only of a corpus: that ids said to be the same are of one kind, and that
    /// no names are both joined and parted.
    pub(crate) fn check(
        &self,
        judgements: &Judgements,
        documents: &[Document],
        of: &[Vec<u32>],
    ) -> Result<(), JudgementError> {
        let names = |id: &Spanned<String>| self.names.get(id.get_ref()).into_iter().flatten();
        let kind = |id: &Spanned<String>| -> Option<Kind> {
            let at = names(id).next()?;
            Some(documents[at.document as usize].names[at.name as usize].kind)
        };
        for judgement in &judgements.same {
            let mut told = judgement
                .ids
                .get_ref()
                .iter()
                .filter_map(|id| Some((id, kind(id)?)));
            let Some((_, first)) = told.next() else {
                continue;
            };
            if let Some((id, other)) = told.find(|(_, kind)| *kind != first) {
                return Err(judgements.kinds(id, first.word(), other.word()));
            }
        }
        for judgement in &judgements.not_same {
            let ids = judgement.ids.get_ref();
            for (at, id) in ids.iter().enumerate() {
                let entities = |id| -> BTreeSet<u32> {
                    let of = |name: &Ref| of[name.document as usize][name.name as usize];
                    names(id).map(of).collect()
                };
                let own = self.own(ids, at);
                let own: BTreeSet<u32> = own
                    .iter()
                    .map(|name| of[name.document as usize][name.name as usize])
                    .collect();
                let others = ids[..at].iter().map(entities);
                let mut others = others.filter(|other| other.len() == 1);
                if own.len() == 1 && others.any(|other| other == own) {
                    return Err(judgements.clash(id));
                }
            }
        }
        Ok(())
    }

    /// The names of the id at `at` that no id before it has too.
    fn own(&self, ids: &[Spanned<String>], at: usize) -> Names {
        let names =
            |id: &Spanned<String>| self.names.get(id.get_ref()).cloned().unwrap_or_default();
        let mut own = names(&ids[at]);
        for before in &ids[..at] {
            let before = names(before);
            if !own.is_subset(&before) {
                own.retain(|name| !before.contains(name));
            }
        }
        own
    }

    /// Whether a name is judged not to be whom its own id says.
    pub(crate) fn parted(&self, name: Ref) -> bool {
        let mut judged = self.not_same.iter();
        judged.any(|sets| {
            let mut after = sets.iter().enumerate();
            after.any(|(at, set)| {
                let inside = |other: &Names| other.len() > set.len() && set.is_subset(other);
                let whole = sets.iter().any(inside);
                // Of two single mentions of one name the later one leaves.
                let single = set.len() == 1 && at > 0;
                set.contains(&name) && (whole || single)
            })
        })
    }

    /// Whether two names are judged to be two.
    pub(crate) fn apart(&self, one: Ref, other: Ref) -> bool {
        self.not_same.iter().any(|sets| {
            let side = |name: Ref| {
                let having = sets
                    .iter()
                    .enumerate()
                    .filter(|(_, set)| set.contains(&name));
                having.min_by_key(|(_, set)| set.len()).map(|(at, _)| at)
            };
            side(one)
                .zip(side(other))
                .is_some_and(|(one, other)| one != other)
        })
    }

    /// Whether nothing is said to differ.
    pub(crate) fn parts_nothing(&self) -> bool {
        self.not_same.is_empty()
    }

    /// The groups with those joined that are judged to be one.
    pub(crate) fn joined(&self, mut groups: Vec<Group>) -> Vec<Group> {
        for sets in &self.same {
            let names: Names = sets.iter().flatten().copied().collect();
            let touched = |group: &Group| group.names.iter().any(|name| names.contains(name));
            let (mut together, rest): (Vec<Group>, Vec<Group>) =
                groups.into_iter().partition(touched);
            groups = rest;
            // The id of the first one that has one stays.
            let place = |group: &Group| {
                let first = |set: &Names| group.names.iter().any(|name| set.contains(name));
                (group.entity.is_none(), sets.iter().position(first))
            };
            together.sort_by_key(|group| (place(group), group.names.first().copied()));
            let mut together = together.into_iter();
            let Some(mut whole) = together.next() else {
                continue;
            };
            for group in together {
                whole.merges.extend(group.names.iter().map(|name| Merge {
                    name: *name,
                    score: 1.0,
                    reasons: vec![Reason::new("judged", JUDGED)],
                }));
                whole.names.extend(group.names);
            }
            groups.push(whole);
        }
        groups
    }
}

fn ids(judgements: &Judgements) -> impl Iterator<Item = &Spanned<String>> {
    let judged = judgements.same.iter().chain(&judgements.not_same);
    judged.flat_map(|judgement| judgement.ids.get_ref())
}
