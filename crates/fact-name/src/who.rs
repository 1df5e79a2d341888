//! Which mentions are one person, and who of the gazetteer it is.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use khabar_lex::{Gazetteer, Text};
use khabar_name::{Index, PersonName, compare, compare_people, sound_key};

use crate::office::Office;
use crate::person::{Person, Word};
use crate::piece::Part;

/// The people of the gazetteer, by the sound of their family names.
pub(crate) struct Known {
    people: Vec<(Arc<str>, PersonName)>,
    index: Index,
}

/// Words of Latin names that are no names.
pub(crate) const LATIN_PARTICLES: [&str; 8] =
    ["bin", "ibn", "al", "ben", "van", "von", "de", "der"];

impl Known {
    pub fn of(gazetteer: &Gazetteer) -> Known {
        let people: Vec<(Arc<str>, PersonName)> = gazetteer
            .entities()
            .filter(|entity| entity.kind == "person")
            .map(|entity| (entity.id.clone(), latin_name(&entity.en)))
            .collect();
        let index = Index::new(people.iter().map(|(_, name)| &*name.family));
        Known { people, index }
    }

    /// The person that a name and what is told of its offices point to, if it is one only.
    fn find(
        &self,
        gazetteer: &Gazetteer,
        name: &PersonName,
        offices: &[&Office],
        rare: bool,
    ) -> Option<Arc<str>> {
        let mut found: Vec<(f32, &Arc<str>)> = Vec::new();
        for near in self.index.find_alike(&name.family, NEAREST) {
            if near.cost > FAMILY {
                break;
            }
            let (id, known) = &self.people[near.at];
            let verdict = compare_people(name, known);
            if !verdict.same {
                continue;
            }
            let cost = verdict.family + verdict.given.unwrap_or(0.0);
            let evidence = offices.iter().any(|office| held(gazetteer, id, office));
            let denied = offices.iter().any(|office| denies(gazetteer, id, office));
            let by_name =
                verdict.given.is_some_and(|given| given <= SURE) && verdict.family <= SURE;
            if !denied && (evidence || (by_name && rare)) {
                found.push((cost, id));
            }
        }
        found.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(b.1)));
        match found.as_slice() {
            [(_, one)] => Some((*one).clone()),
            [(cost, one), (next, _), ..] if next - cost > SURE => Some((*one).clone()),
            _ => None,
        }
    }
}

/// How many family names are looked at.
const NEAREST: usize = 24;

/// Family names farther apart are not one.
const FAMILY: f32 = 0.15;

/// Names this near are one without an office that says so, and a nearer person wins by this much.
const SURE: f32 = 0.06;

fn latin_name(en: &str) -> PersonName {
    let is_name = |word: &&str| !LATIN_PARTICLES.contains(&&*word.to_lowercase());
    let mut words: Vec<String> = en
        .split([' ', '-'])
        .filter(is_name)
        .map(str::to_owned)
        .collect();
    PersonName {
        family: words.pop().unwrap_or_default(),
        given: words,
        patronymic: None,
    }
}

/// `foreign-minister` and `foreign minister` are one.
pub(crate) fn same_role(one: &str, other: &str) -> bool {
    let plain = |byte: u8| match byte {
        b' ' | b'_' => b'-',
        byte => byte.to_ascii_lowercase(),
    };
    one.len() == other.len() && one.bytes().map(plain).eq(other.bytes().map(plain))
}

/// Whether the gazetteer says that a person held this office.
fn held(gazetteer: &Gazetteer, id: &str, office: &Office) -> bool {
    let Some(entity) = gazetteer.get(id) else {
        return false;
    };
    entity.held.iter().any(|held| {
        let country = office.countries.is_empty()
            || office
                .countries
                .iter()
                .any(|(country, _)| **country == *held.of);
        country && same_role(&held.office, &office.role)
    })
}

/// Whether an office is of a country where the person never held any.
fn denies(gazetteer: &Gazetteer, id: &str, office: &Office) -> bool {
    let Some(entity) = gazetteer.get(id) else {
        return false;
    };
    let told = !office.countries.is_empty() && !entity.held.is_empty();
    told && !office.plural
        && !entity.held.iter().any(|held| {
            office
                .countries
                .iter()
                .any(|(country, _)| **country == *held.of)
                || held.of.contains('/')
        })
}

/// The people of a text: mentions of one are one cluster.
#[derive(Debug, Default)]
pub(crate) struct Clusters {
    /// By mention.
    pub of: Vec<usize>,
    /// By cluster: the gazetteer's id.
    pub entity: Vec<Option<Arc<str>>>,
    /// By cluster: the mention with the fullest name, the first of several.
    pub fullest: Vec<usize>,
    /// Mentions whose bare name may be several people's.
    pub ambiguous: BTreeMap<usize, Vec<usize>>,
}

/// Puts the mentions of one person together. `bound` are the offices of each mention.
pub(crate) fn clusters(
    text: &Text,
    known: &Known,
    people: &[Person],
    offices: &[Office],
    bound: &[Vec<usize>],
) -> Clusters {
    let names: Vec<PersonName> = people.iter().map(|person| name_of(text, person)).collect();
    let mut clusters = Clusters {
        of: vec![usize::MAX; people.len()],
        ..Clusters::default()
    };
    let symbols = text.folded().symbols();
    let mut by_sound: HashMap<Vec<u8>, Vec<usize>> = HashMap::new();
    let mut by_entity: HashMap<Arc<str>, usize> = HashMap::new();
    let mut by_name: HashMap<Vec<&[u8]>, usize> = HashMap::new();
    let mut by_word: HashMap<&[u8], Vec<usize>> = HashMap::new();
    // Full names first: a bare one is whose it is.
    for (at, person) in people.iter().enumerate() {
        if !person.name.is_full() && person.entity.is_none() {
            continue;
        }
        let letters: Vec<&[u8]> = person
            .name
            .words()
            .map(|word| &symbols[word.cells.clone()])
            .collect();
        let known = person
            .entity
            .as_ref()
            .and_then(|id| by_entity.get(id))
            .or_else(|| by_name.get(&letters))
            .copied();
        // Only who is new to the text is compared with the others by sound.
        let mut others = match known {
            Some(_) => None,
            None => Some(by_sound.entry(sound_key(&names[at].family)).or_default()),
        };
        let same = known.or_else(|| {
            let alike = others.as_deref()?;
            alike.iter().rev().take(ALIKE).copied().find(|cluster| {
                let other = clusters.fullest[*cluster];
                match (&person.entity, &clusters.entity[*cluster]) {
                    (Some(one), Some(two)) => one == two,
                    _ => {
                        people[other].name.is_full()
                            && person.name.is_full()
                            && spelled_alike(&names[at], &names[other])
                    }
                }
            })
        });
        match same {
            Some(cluster) => {
                clusters.of[at] = cluster;
                if names[at].given.len() > names[clusters.fullest[cluster]].given.len() {
                    clusters.fullest[cluster] = at;
                }
                if clusters.entity[cluster].is_none() {
                    clusters.entity[cluster].clone_from(&person.entity);
                }
            }
            None => clusters.open(at, person.entity.clone()),
        }
        let cluster = clusters.of[at];
        if let (None, Some(alike)) = (same, &mut others) {
            alike.push(cluster);
        }
        if person.name.is_full() {
            by_name.entry(letters).or_insert(cluster);
        }
        if let Some(id) = &clusters.entity[cluster] {
            by_entity.insert(id.clone(), cluster);
        }
        for word in person.name.words().filter(|_| person.name.is_full()) {
            let clusters = by_word.entry(&symbols[word.cells.clone()]).or_default();
            if clusters.last() != Some(&cluster) {
                clusters.push(cluster);
            }
        }
    }
    for (at, person) in people.iter().enumerate() {
        if clusters.of[at] != usize::MAX {
            continue;
        }
        let Some(word) = person.name.words().next() else {
            continue;
        };
        let mut candidates = by_word
            .get(&symbols[word.cells.clone()])
            .cloned()
            .unwrap_or_default();
        let mut key = Vec::new();
        if candidates.is_empty() {
            key = sound_key(&names[at].family);
            let alike = by_sound.get(&key).into_iter().flatten().copied();
            let alike = alike.take(ALIKE);
            let full = |cluster: &usize| {
                let full = &people[clusters.fullest[*cluster]];
                full.name.is_full() && sounds_alike(text, word, full)
            };
            candidates = alike.filter(full).collect();
        }
        candidates.sort_by_key(|cluster| (at.abs_diff(clusters.fullest[*cluster]), *cluster));
        candidates.dedup();
        candidates.truncate(CANDIDATES);
        candidates.sort_unstable();
        let roles = |mentions: &[usize]| -> Vec<&str> {
            let offices = mentions.iter().map(|office| &*offices[*office].role);
            offices.collect()
        };
        let own = roles(&bound[at]);
        let agrees = |cluster: &usize| {
            let near = (0..at).rev().chain(at + 1..people.len()).take(LOOKED_AT);
            let of_cluster = near.filter(|other| clusters.of[*other] == *cluster);
            let mut theirs = of_cluster.flat_map(|other| roles(&bound[other]));
            theirs.any(|role| own.contains(&role))
        };
        // "Prince Muhammad" is no engineer of this given name.
        let is_given = |cluster: &usize| {
            let full = &people[clusters.fullest[*cluster]].name;
            let same = |other: &Word| symbols[other.cells.clone()] == symbols[word.cells.clone()];
            !full.family.as_ref().is_some_and(same)
        };
        if !own.is_empty() {
            candidates.retain(|cluster| !is_given(cluster) || agrees(cluster));
        }
        if candidates.len() > 1 {
            // The office decides.
            let agreeing: Vec<usize> = candidates.iter().copied().filter(agrees).collect();
            if agreeing.len() == 1 {
                candidates = agreeing;
            }
        }
        match candidates.as_slice() {
            [one] => clusters.of[at] = *one,
            [] => {
                let alike = by_sound.entry(key).or_default();
                let same = alike.iter().rev().take(ALIKE).copied().find(|cluster| {
                    let other = clusters.fullest[*cluster];
                    !people[other].name.is_full() && spelled_alike(&names[at], &names[other])
                });
                match same {
                    Some(cluster) => clusters.of[at] = cluster,
                    None => {
                        clusters.open(at, person.entity.clone());
                        alike.push(clusters.of[at]);
                    }
                }
            }
            several => {
                clusters.ambiguous.insert(at, several.to_vec());
                clusters.open(at, None);
            }
        }
    }
    let mut held_by: Vec<Vec<&Office>> = vec![Vec::new(); clusters.entity.len()];
    for (at, cluster) in clusters.of.iter().enumerate() {
        held_by[*cluster].extend(bound[at].iter().map(|office| &offices[*office]));
    }
    for (cluster, held) in held_by.iter().enumerate() {
        if clusters.entity[cluster].is_some() {
            continue;
        }
        let full = clusters.fullest[cluster];
        let rare = people[full]
            .pieces
            .iter()
            .any(|piece| matches!(piece.part, Part::Shape | Part::Unknown));
        let told = !held.is_empty() || (rare && people[full].name.is_full());
        if clusters.ambiguous.contains_key(&full) || !told {
            continue;
        }
        let found = known.find(text.gazetteer(), &names[full], held, rare);
        clusters.entity[cluster] = found;
    }
    clusters
}

impl Clusters {
    fn open(&mut self, at: usize, entity: Option<Arc<str>>) {
        self.of[at] = self.fullest.len();
        self.fullest.push(at);
        self.entity.push(entity);
    }
}

/// Reads one word alone as the part that it is of the full name of whom it means.
pub(crate) fn settle_bare(text: &Text, people: &mut [Person], clusters: &Clusters) {
    let symbols = text.folded().symbols();
    for at in 0..people.len() {
        let full = &people[clusters.fullest[clusters.of[at]]].name;
        let bare = &people[at].name;
        let words: Vec<&Word> = bare.words().collect();
        let [word] = words.as_slice() else {
            continue;
        };
        if !full.is_full() || bare.patronymic.is_some() {
            continue;
        }
        let same = |other: &Word| symbols[other.cells.clone()] == symbols[word.cells.clone()];
        let given = full.given.iter().any(same);
        let family = full.family.as_ref().is_some_and(same);
        let word = (*word).clone();
        let name = &mut people[at].name;
        if given && !family {
            (name.given, name.family) = (vec![word], None);
        } else if family && !given {
            (name.given, name.family) = (Vec::new(), Some(word));
        }
    }
}

/// Two spellings of one full name in one language.
fn spelled_alike(one: &PersonName, other: &PersonName) -> bool {
    compare_people(one, other).same
}

/// How many people of names that sound alike are compared: a text that names more of them is a list.
const ALIKE: usize = 64;

/// How many people a bare name may be said to mean: the nearest ones.
const CANDIDATES: usize = 8;

/// How many mentions around a bare name are looked at for an office that decides whose it is.
const LOOKED_AT: usize = 400;

/// Whether a bare word is another spelling of the family name of somebody named in full.
fn sounds_alike(text: &Text, word: &Word, full: &Person) -> bool {
    let source = text.source();
    let family = full.name.family.as_ref();
    family.is_some_and(|family| compare(word.span.of(source), family.span.of(source)).cost <= SURE)
}

fn name_of(text: &Text, person: &Person) -> PersonName {
    let word = |word: &Word| word.span.of(text.source()).to_owned();
    let mut given: Vec<String> = person.name.given.iter().map(word).collect();
    let family = person.name.family.as_ref().map(word);
    PersonName {
        patronymic: person.name.patronymic.as_ref().map(word),
        family: family.or_else(|| given.pop()).unwrap_or_default(),
        given,
    }
}
