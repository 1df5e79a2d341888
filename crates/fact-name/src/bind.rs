//! Who holds which office.

use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

use khabar_core::Span;
use khabar_lex::{FUNCTION, Hit, Meaning, SpanSet, Text, two_of};

use crate::office::{Office, Reference, behind_qualities, ends, joined};
use crate::org::{Org, Who};
use crate::person::Person;
use crate::piece::country_of;
use crate::scope;
use crate::who::{Clusters, same_role};

/// For each office the mention that holds it, as the text puts them side by side.
pub(crate) fn beside(text: &Text, people: &[Person], offices: &[Office]) -> Vec<Option<usize>> {
    let mut holder: Vec<Option<usize>> = vec![None; offices.len()];
    let places = Places::of(text, offices);
    // "Foreign Minister X": the office before the name, and those joined to it.
    for (at, person) in people.iter().enumerate() {
        let Some(last) = office_before(text, &places, person) else {
            continue;
        };
        let mut office = last;
        holder[office] = Some(at);
        while office > 0
            && (joined(text, offices[office - 1].span, offices[office].core)
                || (apposed(text, &offices[office - 1], &offices[office])
                    && (same_role(&offices[office - 1].role, &offices[office].role)
                        || is_governed(text, &offices[office - 1])))
                || bracketed(text, &offices[office - 1], &offices[office]))
            && holder[office - 1].is_none()
            && !offices[office - 1].plural
        {
            office -= 1;
            holder[office] = Some(at);
        }
    }
    // "X, foreign minister of Y and …": the office behind the name.
    for (at, person) in people.iter().enumerate() {
        let Some(first) = office_behind(text, &places, person) else {
            continue;
        };
        // "X received his counterpart": where the verb stands first, the next noun is its object.
        let object = text.skip_space(person.span.end()) == offices[first].span.start();
        if offices[first].counterpart && object && text.has_an_article() {
            continue;
        }
        let mut office = first;
        while holder[office].is_none() && !offices[office].plural {
            holder[office] = Some(at);
            let more = office + 1 < offices.len()
                && (joined(text, offices[office].span, offices[office + 1].core)
                    || apposed(text, &offices[office], &offices[office + 1]));
            if !more {
                break;
            }
            office += 1;
        }
    }
    // "Foreign minister of Y, X": behind a comma, if nothing else holds it.
    for (office, held) in holder.iter_mut().enumerate() {
        if held.is_some() || offices[office].plural {
            continue;
        }
        let end = text.skip_space(behind_qualities(text, offices[office].span.end()));
        let Some(comma) = after_comma(text, end) else {
            continue;
        };
        let next = people
            .binary_search_by_key(&comma, |person| person.span.start())
            .ok();
        // Whose own office stands behind the name holds no other.
        *held = next.filter(|next| {
            let person = &people[*next];
            let known = person.pieces.len() > 1 || person.entity.is_some();
            known && office_behind(text, &places, person).is_none()
        });
    }
    holder
}

/// Whether two offices of one person stand side by side with nothing between them: "the crown prince, minister
/// of defence", where an article tells that the first is not of the second.
fn apposed(text: &Text, one: &Office, other: &Office) -> bool {
    let between = text.skip_space(one.span.end());
    let countries = |office: &Office| {
        let countries = office.countries.iter().map(|(country, _)| country.clone());
        countries.collect::<Vec<_>>()
    };
    let country = other.countries.is_empty() || countries(one) == countries(other);
    text.has_an_article() && country && between > one.span.end() && between == other.core.start()
}

/// Whether a preposition or a title of respect stands before an office: it is no subject, which might have the
/// next office as its object ("The president met the minister X").
fn is_governed(text: &Text, office: &Office) -> bool {
    let before = text.skip_space_back(office.span.start());
    let glued = before == office.span.start() && before > 0;
    let word = [FUNCTION, "name.honorific"]
        .iter()
        .filter_map(|slot| text.ends(slot, before))
        .any(|hit| hit.span.end() == before && before < office.span.start());
    glued || word
}

/// Whether an office stands in brackets behind another one: its abbreviation.
fn bracketed(text: &Text, one: &Office, other: &Office) -> bool {
    let open = text.skip_space(one.span.end());
    text.source()[open..].starts_with('(') && other.span.start() == open + 1
}

pub(crate) fn after_comma(text: &Text, at: usize) -> Option<usize> {
    let comma = text.source()[at..].chars().next()?;
    matches!(comma, '،' | ',').then(|| text.skip_space(at + comma.len_utf8()))
}

/// Where offices begin, and where a holder's name may begin behind them.
struct Places {
    begin: HashMap<usize, usize>,
    end: HashMap<usize, usize>,
}

impl Places {
    fn of(text: &Text, offices: &[Office]) -> Places {
        let mut places = Places {
            begin: HashMap::new(),
            end: HashMap::new(),
        };
        for (at, office) in offices.iter().enumerate() {
            places.begin.entry(office.span.start()).or_insert(at);
            places.begin.entry(office.core.start()).or_insert(at);
            // Of an office and its abbreviation in brackets the later one.
            for end in ends(text, office) {
                if end > office.span.end() {
                    places.end.insert(end, at);
                }
            }
        }
        places
    }
}

fn office_before(text: &Text, places: &Places, person: &Person) -> Option<usize> {
    let mut start = person.span.start();
    // Past ranks and titles of respect; "Prince" may be the last word of one, and is an office.
    loop {
        if let Some(office) = places.end.get(&start) {
            return Some(*office);
        }
        let before = text.skip_space_back(start);
        match text.ends("name.honorific", before) {
            Some(hit) if hit.span.start() < start => start = hit.span.start(),
            _ => return None,
        }
    }
}

fn office_behind(text: &Text, places: &Places, person: &Person) -> Option<usize> {
    let mut at = text.skip_space(person.span.end());
    if let Some(quote) = text.source()[at..]
        .chars()
        .next()
        .filter(|c| matches!(c, '»' | '"' | '”'))
    {
        at = text.skip_space(at + quote.len_utf8());
    }
    let at = after_comma(text, at).unwrap_or(at);
    places.begin.get(&at).copied()
}

/// Fills countries that are told elsewhere: "this country", a holder's other office, the gazetteer.
pub(crate) fn countries(
    text: &Text,
    people: &[Person],
    offices: &mut [Office],
    holder: &[Option<usize>],
    clusters: &Clusters,
) {
    // "Al-Sudani" is no mention of Sudan where it is somebody's name.
    let names = SpanSet::of(people.iter().map(|person| person.span));
    for office in offices.iter_mut() {
        let Some((reference, span)) = office.reference else {
            continue;
        };
        let found = match reference {
            Reference::This => last_country(text, &names, span).into_iter().collect(),
            Reference::Both => both_countries(text, &names, span).unwrap_or_default(),
        };
        office
            .countries
            .extend(found.into_iter().map(|country| (country, Some(span))));
    }
    let cluster = |office: usize| holder[office].map(|person| clusters.of[person]);
    let mut told: HashMap<usize, Arc<str>> = HashMap::new();
    // Twice: what the first round has found for one office of a person tells the others.
    for at in (0..offices.len()).chain(0..offices.len()) {
        if let (Some(cluster), [(country, _)]) = (cluster(at), offices[at].countries.as_slice()) {
            told.entry(cluster).or_insert_with(|| country.clone());
        }
        if !offices[at].countries.is_empty() || offices[at].plural || offices[at].body.is_some() {
            continue;
        }
        let Some(cluster_at) = cluster(at) else {
            continue;
        };
        let entity = clusters.entity[cluster_at].as_deref();
        let by_gazetteer = entity.and_then(|id| {
            let entity = text.gazetteer().get(id)?;
            let of = entity
                .held
                .iter()
                .find(|held| same_role(&held.office, &offices[at].role))?;
            (!of.of.is_empty() && !of.of.contains('/')).then(|| Arc::from(&*of.of))
        });
        let country: Option<Arc<str>> = by_gazetteer.or_else(|| told.get(&cluster_at).cloned());
        if let Some(country) = country {
            told.entry(cluster_at).or_insert_with(|| country.clone());
            offices[at].countries.push((country, None));
        }
    }
}

/// The country spoken of last before a place of the text: named, or by one of its cities.
fn last_country(text: &Text, names: &SpanSet, before: Span) -> Option<Arc<str>> {
    let hits = text.hits("place");
    let to = hits.partition_point(|hit| hit.span.end() <= before.start());
    let places = hits[..to].iter().rev();
    places.filter(|hit| !names.hold(hit.span)).find_map(|hit| {
        let Meaning::Name { guarded: false, .. } = text.entry(hit).meaning() else {
            return None;
        };
        text.entity(hit)?.country().map(Arc::from)
    })
}

/// The two countries that the text speaks of, if it is two: up to here, or in the sentences just before.
fn both_countries(text: &Text, names: &SpanSet, before: Span) -> Option<Vec<Arc<str>>> {
    let hits = text.hits("place");
    let to = hits.partition_point(|hit| hit.span.end() <= before.start());
    let countries = |from: usize| {
        let hits = hits[to.saturating_sub(LOOKED_AT)..to].iter();
        let hits = hits.filter(|hit| !names.hold(hit.span));
        let countries = hits.filter_map(|hit| Some((hit, country_of(text, hit)?.0)));
        let guarded = |hit: &Hit| text.entry(hit).meaning().is_guarded();
        let sure: BTreeSet<_> = countries
            .clone()
            .filter(|(hit, _)| !guarded(hit))
            .map(|(_, country)| country)
            .collect();
        // An adjective that needs proof has it where the country is named too.
        let named =
            countries.filter(|(hit, country)| hit.span.start() >= from && sure.contains(country));
        two_of(named.map(|(_, country)| country))
    };
    let sentence = |byte: usize| {
        let tokens = text.sentence_at(byte)?;
        Some(text.tokens()[tokens.start].range().start)
    };
    let here = sentence(before.start()).unwrap_or(0);
    let earlier = sentence(text.skip_space_back(here).saturating_sub(1)).unwrap_or(here);
    let two = [here, earlier, 0].into_iter().find_map(countries)?;
    Some(two.into_iter().cloned().collect())
}

/// How many names of places are looked at for the two countries spoken of.
const LOOKED_AT: usize = 200;

/// How many people on either side are looked at for one who holds an office.
const HELD: usize = 400;

/// Holders that are named elsewhere: the office alone is that of whoever the text says holds it.
pub(crate) fn elsewhere(
    text: &Text,
    orgs: &[Org],
    people: &[Person],
    offices: &mut [Office],
    holder: &[Option<usize>],
    clusters: &Clusters,
) -> Vec<Vec<usize>> {
    let mut found: Vec<Vec<usize>> = vec![Vec::new(); offices.len()];
    let mut held: HashMap<usize, Vec<usize>> = HashMap::new();
    for (office, person) in holder.iter().enumerate() {
        let Some(person) = person else {
            continue;
        };
        // Of mentions of one office one is enough.
        let theirs = held.entry(clusters.of[*person]).or_default();
        let alike = |other: &usize| {
            let (one, other) = (&offices[office], &offices[*other]);
            let countries = |of: &Office| {
                let countries = of.countries.iter().map(|(country, _)| country.clone());
                countries.collect::<Vec<_>>()
            };
            one.role == other.role
                && one.former == other.former
                && one.plural == other.plural
                && same_body(text, orgs, one, other)
                && countries(one) == countries(other)
        };
        if theirs.len() < OFFICES && !theirs.iter().any(alike) {
            theirs.push(office);
        }
    }
    for at in 0..offices.len() {
        let office = &offices[at];
        let several = office.plural && office.countries.len() < 2;
        let many = several || MANY.contains(&&*office.role);
        if holder[at].is_some() || office.counterpart || many || scope::is_open(text, office) {
            continue;
        }
        let untold = office.countries.is_empty() && office.body.is_none() && !office.plural;
        let mut told = Vec::new();
        let wanted: Vec<Option<&Arc<str>>> = match office.countries.as_slice() {
            [] => vec![None],
            several => several.iter().map(|(country, _)| Some(country)).collect(),
        };
        for country in wanted {
            let agrees = |other: &usize| {
                let other = &offices[*other];
                let countries = || other.countries.iter().map(|(country, _)| country);
                other.former == office.former
                    && !other.plural
                    && same_body(text, orgs, office, other)
                    && (same_role(&other.role, &office.role) || heads(&other.role, &office.role))
                    && country.is_none_or(|country| countries().any(|c| c == country))
            };
            // Of several who hold such an office, whoever was spoken of last.
            let holds = |mention: &usize| {
                let offices = held.get(&clusters.of[*mention]);
                offices.and_then(|offices| offices.iter().copied().find(agrees))
            };
            let to = people.partition_point(|person| person.span.start() < office.span.start());
            let before = || (0..to).rev().take(HELD);
            let behind = || (to..people.len()).take(HELD);
            // Who is named in the sentence itself would hardly be called by the office in it: "X said that
            // the minister …".
            let sentence = text.sentence_at(office.span.start());
            let here: BTreeSet<usize> = before()
                .take_while(|m| text.sentence_at(people[*m].span.start()) == sentence)
                .map(|mention| clusters.of[mention])
                .collect();
            let apart = |mention: &usize| !here.contains(&clusters.of[*mention]);
            let other = before()
                .filter(apart)
                .find_map(|mention| holds(&mention))
                .or_else(|| before().chain(behind()).find_map(|mention| holds(&mention)));
            let Some(other) = other else {
                continue;
            };
            let person = holder[other];
            found[at].extend(person.map(|person| clusters.fullest[clusters.of[person]]));
            if untold && offices[other].countries.len() == 1 {
                told.push((offices[other].countries[0].0.clone(), None));
            }
        }
        offices[at].countries.extend(told);
    }
    found
}

/// How many offices of one person are looked at.
const OFFICES: usize = 32;

/// Offices that many people hold at once: alone they mean nobody.
const MANY: [&str; 12] = [
    "member",
    "member-of-parliament",
    "senator",
    "ambassador",
    "judge",
    "representative",
    "prince",
    "princess",
    "adviser",
    "secretary",
    "coach",
    "referee",
];

/// Whether two offices are of one body: the director of one is not that of another.
fn same_body(text: &Text, orgs: &[Org], one: &Office, other: &Office) -> bool {
    let same_place = match (&one.place, &other.place) {
        (Some((one, _)), Some((other, _))) => one == other,
        (None, Some(_)) => one.core == one.span,
        (Some(_), None) => false,
        (None, None) => true,
    };
    if !same_place {
        return false;
    }
    let body = |office: &Office| {
        let org = &orgs[office.body?];
        Some((org.who.clone(), org.span.of(text.source())))
    };
    match (body(one), body(other)) {
        (None, None) => true,
        (Some((Who::Entity(one), _)), Some((Who::Entity(other), _))) => one == other,
        (Some((_, one)), Some((_, other))) => one == other,
        // "The chairman" of the body named before.
        (None, Some(_)) => one.core == one.span,
        (Some(_), None) => false,
    }
}

/// "Head of government" is said of prime ministers and of chairmen of cabinets, "head of state" of
/// presidents.
fn heads(held: &str, said: &str) -> bool {
    let government = ["prime-minister", "chairman-of-the-cabinet-of-ministers"];
    match said {
        "head-of-government" => government.contains(&held),
        "head-of-state" => held == "president",
        _ => false,
    }
}
