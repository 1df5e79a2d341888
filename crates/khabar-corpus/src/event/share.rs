//! What two tellings share: who takes part, what is said, what is counted.

use crate::document::{Gist, Value};
use crate::event::rule::Rule;
use crate::event::same::KIN;
use crate::event::telling::{Actor, Telling};
use crate::words::shared;

/// What the same words weigh; a share of the longer text is added.
const SAME_WORDS: f32 = 3.0;

/// Stretches of words say the same if they share so much of the shorter one, and so many words.
const ALIKE: f32 = 0.6;
const FEWEST: usize = 4;

/// And so much of the longer one: content that was cut too long holds another statement.
const OVERLAP: f32 = 0.4;

/// What is measured is named by few words, nearly all of which must be the same.
const MEASURED: f32 = 0.85;

/// In two languages they must share so many names and numbers.
const THINGS: usize = 2;

/// Those who take part in both.
pub(crate) struct Who {
    /// Roles that say which event it is and that only one of the two tells, or tells fully.
    pub bare: usize,
}

/// Whether those who take part may be the same; `sure` says that something else tells it already.
pub(crate) fn who(one: &Telling<'_>, other: &Telling<'_>, sure: bool) -> Option<Who> {
    let Some(rule) = Rule::of(&one.event.kind) else {
        let (a, b) = (one.everybody(), other.everybody());
        return (a.intersection(&b).count() >= 2).then_some(Who { bare: 0 });
    };
    if rule.is_measured() {
        return Some(Who { bare: 0 });
    }
    let (mut bare, mut agreeing) = (0, 0);
    for (least, role) in rule.who() {
        let a: Vec<Actor> = one.actors(role).collect();
        let b: Vec<Actor> = other.actors(role).collect();
        if a.is_empty() && b.is_empty() {
            continue;
        }
        if a.is_empty() || b.is_empty() {
            bare += 1;
            continue;
        }
        let shared = a.iter().filter(|actor| b.contains(actor)).count();
        match shared {
            0 => return None,
            shared if shared >= least => agreeing += 1,
            _ if one.document == other.document && one.same_sides(other) => agreeing += 1,
            _ if a.len() < least || b.len() < least => (bare, agreeing) = (bare + 1, agreeing + 1),
            _ => return None,
        }
    }
    // Who is told by one role alone, of several that say which event it is, is told barely.
    let single = agreeing == 1 && rule.who().count() > 1 && bare == 0 && rule.says.is_empty();
    // A country that somebody goes to is not yet the visit; a treaty is enough.
    let first = rule.who().next().is_some_and(|(_, role)| {
        one.actors(role).next().is_some() && other.actors(role).next().is_some()
    });
    (first || sure || joint(one, other)).then_some(Who {
        bare: bare + usize::from(single),
    })
}

/// What the words of two tellings say of each other.
#[derive(Default)]
pub(crate) struct Said {
    /// Roles whose words say the same, and what that weighs.
    pub alike: usize,
    pub weight: f32,
    /// Roles whose words only one of the two has.
    pub bare: usize,
}

/// Compares the roles whose words must say the same; `None` if they do not.
pub(crate) fn said(
    rule: Option<&Rule>,
    one: &Telling<'_>,
    other: &Telling<'_>,
    kin: f32,
) -> Option<Said> {
    let mut said = Said::default();
    let measured = rule.is_some_and(Rule::is_measured);
    for role in rule.iter().flat_map(|rule| &rule.says) {
        match (one.gist(role), other.gist(role)) {
            (Some(a), Some(b)) => match words(a, b, kin, measured) {
                Some(weight) => (said.weight, said.alike) = (said.weight + weight, said.alike + 1),
                // One treaty is one matter, whatever is said of it.
                None if joint(one, other) => {}
                None => return None,
            },
            (None, None) => {}
            _ => said.bare += 1,
        }
    }
    Some(said)
}

/// What two stretches of words say of each other; `None` if not the same.
fn words(one: &Gist, other: &Gist, kin: f32, measured: bool) -> Option<f32> {
    let ratio = |a: &[u32], b: &[u32]| {
        let (fewer, more) = (a.len().min(b.len()).max(1), a.len().max(b.len()).max(1));
        let shared = shared(a, b);
        (
            shared,
            shared as f32 / fewer as f32,
            shared as f32 / more as f32,
        )
    };
    let (words, share, of_all) = ratio(&one.words, &other.words);
    if measured {
        let same = words >= FEWEST - 2 && of_all >= MEASURED;
        return same.then_some(SAME_WORDS);
    }
    // The same formula of another day, or to somebody else, names and counts other things.
    let things = one.things.len().min(other.things.len());
    if things >= THINGS && shared(&one.things, &other.things) == 0 {
        return None;
    }
    if words >= FEWEST && share >= ALIKE && of_all >= OVERLAP {
        return Some(SAME_WORDS + of_all);
    }
    let (things, share, _) = ratio(&one.things, &other.things);
    let close = one.things.len().max(other.things.len()) <= 2 * things;
    (things >= THINGS && share >= ALIKE && close && kin >= KIN).then_some(things as f32 - 1.0)
}

/// Whether both tell of one treaty or project.
pub(crate) fn joint(one: &Telling<'_>, other: &Telling<'_>) -> bool {
    ["instrument", "project"].iter().any(|role| {
        let same = |actor| other.actors(role).any(|other| other == actor);
        one.actors(role).any(same) || alike(one.gist(role), other.gist(role))
    })
}

/// Whether two things that no one knows are called by the same words.
fn alike(one: Option<&Gist>, other: Option<&Gist>) -> bool {
    let words = one
        .zip(other)
        .filter(|(a, b)| a.words.len() > 1 && a.words == b.words);
    words.is_some()
}

/// Whether a value of both is the same.
pub(crate) fn valued(rule: Option<&Rule>, one: &Telling<'_>, other: &Telling<'_>) -> bool {
    let mut roles = rule
        .into_iter()
        .flat_map(|rule| rule.settles.iter().chain(&rule.equal));
    roles.any(|role| {
        let values = one.value(role).zip(other.value(role));
        values.is_some_and(|(a, b)| equal(a, b))
    })
}

/// Whether two numbers are one.
pub(crate) fn equal(one: &Value, other: &Value) -> bool {
    one.number == other.number && one.unit == other.unit
}
