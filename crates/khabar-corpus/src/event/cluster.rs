//! Tellings of one event, put together.
//!
//! Tellings are compared if they share a key: two who take part, or one of them and a rare word of what is
//! said. Within a key they stand in the order of time, and each is compared with those shortly before it;
//! so no key makes all pairs.

use std::collections::BTreeSet;

use foldhash::HashMap;

use crate::entity::Entities;
use crate::entity::kinship::Kinship;
use crate::event::rule::Rule;
use crate::event::same::Comparer;
use crate::event::share::who;
use crate::event::telling::{Actor, Telling, Tellings};
use crate::record::hex;
use crate::sets::Sets;

/// Tellings of one event, by index, in the order of documents.
#[derive(Debug)]
pub(crate) struct Cluster {
    pub tellings: Vec<u32>,
    /// How strongly the weakest link binds them; none of a single one.
    pub support: Option<f32>,
}

/// How many tellings before it, in the order of time, a telling is compared with under one key.
const LOOKED_AT: usize = 48;

/// Tellings further apart in time than this are not compared.
const DAYS: i32 = 60;

/// How many of those who take part make keys.
const ACTORS: usize = 8;

/// How many of its rarest words and things make keys for what is said.
const RARE: usize = 4;

/// A word that so many tellings of a family share leads to none of them.
const COMMON: u32 = 2000;

/// How many tellings of each of two clusters are compared before these become one.
const SAMPLE: usize = 8;

/// The clusters of two tellings or more.
pub(crate) fn clusters(
    tellings: &Tellings<'_>,
    entities: &Entities,
    kinship: &Kinship,
    countries: &[Option<u32>],
) -> Vec<Cluster> {
    let comparer = Comparer {
        entities,
        kinship,
        countries,
    };
    let list = &tellings.list;
    let mut by_key: HashMap<u64, Vec<u32>> = HashMap::default();
    let frequency = frequencies(list);
    for (at, telling) in list.iter().enumerate() {
        for key in keys(telling, &frequency) {
            by_key.entry(key).or_default().push(at as u32);
        }
    }
    let mut links: HashMap<(u32, u32), Option<f32>> = HashMap::default();
    for mut tellings in by_key.into_values() {
        let about = |at: u32| list[at as usize].about().unwrap_or(i32::MIN);
        tellings.sort_by_key(|at| (about(*at), *at));
        for (place, at) in tellings.iter().enumerate() {
            for other in tellings[..place].iter().rev().take(LOOKED_AT) {
                let apart = about(*at).saturating_sub(about(*other));
                let dated = about(*other) != i32::MIN;
                if dated && apart > DAYS {
                    break;
                }
                let pair = (*at.min(other), *at.max(other));
                links.entry(pair).or_insert_with(|| {
                    comparer.support(&list[pair.0 as usize], &list[pair.1 as usize])
                });
            }
        }
    }
    let mut links: Vec<(f32, u32, u32)> = links
        .into_iter()
        .filter_map(|((one, other), support)| Some((support?, one, other)))
        .collect();
    links.sort_unstable_by(|a, b| b.0.total_cmp(&a.0).then((a.1, a.2).cmp(&(b.1, b.2))));
    joined(list, &comparer, &links)
}

/// Tellings that were joined so far.
struct Joined {
    tellings: Vec<u32>,
    /// The documents of those that say something in words: each says it once.
    saying: BTreeSet<u32>,
    weakest: f32,
}

impl Joined {
    fn one(list: &[Telling<'_>], at: usize) -> Joined {
        let rule = Rule::of(&list[at].event.kind);
        let says = rule.is_some_and(|rule| !rule.says.is_empty() && rule.settles.is_empty());
        Joined {
            tellings: vec![at as u32],
            saying: says.then_some(list[at].document).into_iter().collect(),
            weakest: f32::INFINITY,
        }
    }

    /// Whether nothing in either contradicts; of many tellings some are asked.
    fn agrees(&self, other: &Joined, list: &[Telling<'_>], comparer: &Comparer<'_>) -> bool {
        let (few, many) = match self.saying.len() <= other.saying.len() {
            true => (&self.saying, &other.saying),
            false => (&other.saying, &self.saying),
        };
        let one = |a: &Telling<'_>, b: &Telling<'_>| {
            let kinds = a.event.kind == b.event.kind;
            !comparer.contradict(a, b) && (!kinds || who(a, b, a.document == b.document).is_some())
        };
        let at = |at: &u32| &list[*at as usize];
        !few.iter().any(|document| many.contains(document))
            && self.tellings.iter().take(SAMPLE).all(|a| {
                let mut others = other.tellings.iter().take(SAMPLE);
                others.all(|b| one(at(a), at(b)))
            })
    }

    /// Takes over the smaller one's tellings.
    fn with(self, other: Joined, support: f32) -> Joined {
        let (mut whole, part) = match self.tellings.len() >= other.tellings.len() {
            true => (self, other),
            false => (other, self),
        };
        whole.tellings.extend(part.tellings);
        whole.saying.extend(part.saying);
        whole.weakest = whole.weakest.min(part.weakest).min(support);
        whole
    }
}

/// Joins along the links, the strongest first, where nothing on either side contradicts.
fn joined(
    list: &[Telling<'_>],
    comparer: &Comparer<'_>,
    links: &[(f32, u32, u32)],
) -> Vec<Cluster> {
    let mut sets = Sets::new(list.len());
    let mut members: HashMap<usize, Joined> = HashMap::default();
    for (support, one, other) in links {
        let (one, other) = (sets.find(*one as usize), sets.find(*other as usize));
        if one == other {
            continue;
        }
        for at in [one, other] {
            members.entry(at).or_insert_with(|| Joined::one(list, at));
        }
        if !members[&one].agrees(&members[&other], list, comparer) {
            continue;
        }
        sets.join(one, other);
        if let (Some(left), Some(right)) = (members.remove(&one), members.remove(&other)) {
            members.insert(one.min(other), left.with(right, *support));
        }
    }
    let mut clusters: Vec<Cluster> = members
        .into_values()
        .filter(|joined| joined.tellings.len() > 1)
        .map(|mut joined| {
            joined.tellings.sort_unstable();
            Cluster {
                tellings: joined.tellings,
                support: Some(joined.weakest),
            }
        })
        .collect();
    clusters.sort_by(|a, b| a.tellings.cmp(&b.tellings));
    clusters
}

/// In how many tellings of a family each word and thing of what is said stands.
type Frequencies<'d> = HashMap<(&'d str, u32), u32>;

fn frequencies<'d>(list: &[Telling<'d>]) -> Frequencies<'d> {
    let mut frequencies = Frequencies::default();
    for telling in list {
        for word in said(telling) {
            *frequencies.entry((telling.family, word)).or_default() += 1;
        }
    }
    frequencies
}

/// The words and things of the roles that must say the same.
fn said<'t>(telling: &'t Telling<'_>) -> impl Iterator<Item = u32> + use<'t> {
    let rule = Rule::of(&telling.event.kind);
    let roles = rule.into_iter().flat_map(|rule| &rule.says);
    let gists = roles.filter_map(|role| telling.gist(role));
    gists.flat_map(|gist| gist.words.iter().chain(&gist.things).copied())
}

/// Under which keys a telling is compared with others.
fn keys(telling: &Telling<'_>, frequency: &Frequencies<'_>) -> BTreeSet<u64> {
    let rule = Rule::of(&telling.event.kind);
    let mut actors: Vec<Actor> = match rule {
        Some(rule) => rule
            .who()
            .flat_map(|(_, role)| telling.actors(role))
            .collect(),
        None => telling.everybody().into_iter().collect(),
    };
    actors.sort_unstable();
    actors.dedup();
    actors.truncate(ACTORS);
    let number = |actor: &Actor| match actor {
        Actor::Entity(at) => format!("e{at}"),
        Actor::Office(at) => format!("o{at}"),
    };
    let hash = |parts: &[&str]| xxhash_rust::xxh3::xxh3_64(parts.join("\0").as_bytes());
    let mut keys = BTreeSet::new();
    let says = rule.is_some_and(|rule| !rule.says.is_empty());
    if says {
        let of = |word: &u32| {
            frequency
                .get(&(telling.family, *word))
                .copied()
                .unwrap_or_default()
        };
        let mut rare: Vec<u32> = said(telling).filter(|word| of(word) < COMMON).collect();
        rare.sort_by_key(|word| (of(word), *word));
        rare.dedup();
        let anybody = [Actor::Entity(u32::MAX)];
        let actors = if actors.is_empty() {
            &anybody[..]
        } else {
            &actors[..]
        };
        for word in rare.iter().take(RARE) {
            for actor in actors {
                keys.insert(hash(&[telling.family, &number(actor), &word.to_string()]));
            }
        }
    }
    for (at, one) in actors.iter().enumerate() {
        // Of what is said the speaker alone leads to too many; of an agreement, its instrument does not.
        if !says
            || telling
                .actors("instrument")
                .any(|instrument| instrument == *one)
        {
            keys.insert(hash(&[telling.family, &number(one)]));
        }
        for other in &actors[at + 1..] {
            keys.insert(hash(&[telling.family, &number(one), &number(other)]));
        }
    }
    // What nobody knows but is called by some words.
    for (_, role) in rule.iter().flat_map(|rule| rule.who()) {
        let words = telling.gist(role).filter(|gist| gist.words.len() > 1);
        keys.extend(words.map(|gist| hash(&[telling.family, role, &format!("{:?}", gist.words)])));
    }
    // What one document tells twice.
    for value in rule
        .iter()
        .flat_map(|rule| rule.settles.iter().chain(&rule.equal))
    {
        if let Some(value) = telling.value(value) {
            let document = telling.document.to_string();
            let number = value.number.normalize().to_string();
            keys.insert(hash(&["within", telling.family, &document, &number]));
        }
    }
    keys
}

/// An id of something that facts make: the least of them names it.
pub(crate) fn id(prefix: &str, facts: impl Iterator<Item = u64>) -> Box<str> {
    format!("{prefix}-{}", hex(facts.min().unwrap_or_default())).into()
}
