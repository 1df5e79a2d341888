//! How Latin spells the names of a text.

use std::collections::HashMap;

use khabar_core::{Span, Value};
use khabar_lex::{Form, Hit, Meaning, Text};
use khabar_name::{Accent, compare, romanise};

use crate::person::Person;
use crate::piece::says_father;
use crate::who::{Clusters, LATIN_PARTICLES};

/// The Latin spellings of people, each made once.
pub(crate) struct Spellings<'t> {
    text: &'t Text,
    people: &'t [Person],
    clusters: &'t Clusters,
    /// By cluster, words, and which parts of the name they are.
    mentions: HashMap<(usize, &'t str, bool, bool), String>,
    /// By cluster, of somebody the gazetteer does not know: all mentions of one person say the fullest name.
    full: HashMap<usize, String>,
}

impl<'t> Spellings<'t> {
    pub fn new(text: &'t Text, people: &'t [Person], clusters: &'t Clusters) -> Spellings<'t> {
        Spellings {
            text,
            people,
            clusters,
            mentions: HashMap::new(),
            full: HashMap::new(),
        }
    }

    /// Of a mention, the words that it has.
    pub fn mention(&mut self, at: usize) -> String {
        let (text, person) = (self.text, &self.people[at]);
        let cluster = self.clusters.of[at];
        let words = person.span.of(text.source());
        let parts = (person.name.given.is_empty(), person.name.family.is_some());
        let made = self.mentions.entry((cluster, words, parts.0, parts.1));
        let entity = self.clusters.entity[cluster].as_deref();
        made.or_insert_with(|| latin_of(text, person, entity))
            .clone()
    }

    /// Who a cluster is: an entity of the gazetteer, or a name.
    pub fn value(&mut self, cluster: usize) -> Value {
        if let Some(id) = &self.clusters.entity[cluster] {
            return Value::Entity(id.clone());
        }
        let span = self.people[self.clusters.fullest[cluster]].span;
        let full = self.full.entry(cluster);
        Value::Name(full.or_insert_with(|| latin(self.text, span)).clone())
    }
}

/// The Latin spelling of a mention; of somebody the gazetteer knows, as it spells these parts.
fn latin_of(text: &Text, person: &Person, entity: Option<&str>) -> String {
    let known = entity.and_then(|id| text.gazetteer().get(id));
    let Some(known) = known else {
        return latin(text, person.span);
    };
    let words: Vec<&str> = known.en.split(' ').collect();
    match (person.name.given.is_empty(), person.name.family.is_some()) {
        (false, true) => known.en.to_string(),
        (true, _) => {
            // "bin Farhan" where the text has the particle too.
            let particle = text.starts("name.particle", person.span.start()).is_some();
            let is_particle = |word: &&&str| LATIN_PARTICLES.contains(&&*word.to_lowercase());
            let before = words.iter().rev().skip(1).take_while(is_particle).count();
            // Both names without the space between them.
            let word = person.span.of(text.source());
            let last = words
                .last()
                .map_or(f32::INFINITY, |last| compare(word, last).cost);
            if !word.contains(char::is_whitespace) && compare(word, &words.concat()).cost < last {
                return known.en.to_string();
            }
            // "Makarem Shirazi" is two words in both, "Khamene i" in one only.
            let joined: String = word.split_whitespace().collect();
            let end = |count: usize| words[words.len().saturating_sub(count)..].concat();
            let cost = |count: usize| compare(&joined, &end(count)).cost;
            let several = word.split_whitespace().count();
            let several = if several > 1 && cost(several) < cost(1) {
                several
            } else {
                1
            };
            let count = if particle { 1 + before } else { several };
            words[words.len().saturating_sub(count)..].join(" ")
        }
        (false, false) => words
            .first()
            .map_or_else(String::new, |word| (*word).to_owned()),
    }
}

/// A place that is named at `at`, inside of a longer name.
fn place_in(text: &Text, span: Span, at: usize) -> Option<&Hit> {
    let hit = text.starts("place", at)?;
    let named = matches!(
        text.entry(hit).meaning(),
        Meaning::Name {
            form: Form::Name,
            ..
        }
    );
    (named && span.contains(hit.span)).then_some(hit)
}

/// The Latin spelling of a word by its letters, and of what is written to it: "lil-Difa".
fn spelled_word(text: &Text, word: &str) -> String {
    let accent = Accent::of(text.signs("name.accent"));
    let before = text.signs("name.before").iter();
    let mut before = before.filter_map(|sign| sign.split_once('='));
    let split = before.find_map(|(sign, latin)| Some((latin, word.strip_prefix(sign)?)));
    match split.filter(|(_, rest)| rest.chars().count() > 2) {
        Some((latin, rest)) => format!("{latin}{}", romanise(rest, accent)),
        None => romanise(word, accent),
    }
}

/// The Latin spelling of a mention: each word as the lists have it, or else by its letters.
pub(crate) fn latin(text: &Text, span: Span) -> String {
    let mut latin: Vec<String> = Vec::new();
    let mut at = span.start();
    while at < span.end() {
        let listed = ["given", "family"]
            .iter()
            .filter_map(|group| text.starts(group, at))
            .filter(|hit| span.contains(hit.span))
            // Of a name that is both, the given name stands first and the family name last.
            .max_by_key(|hit| {
                let last = hit.span.end() == span.end() && span.start() < at;
                let family = text
                    .entity(hit)
                    .is_some_and(|entity| entity.kind == "family");
                (hit.cells.len(), family == last)
            });
        let particle = text.starts("name.particle", at).filter(|hit| {
            // "Sulaiman bin Ali" is no Binali.
            let father = text.entry(hit).value().is_some_and(says_father);
            let inside = father && at > span.start();
            inside || listed.is_none_or(|name| name.cells.len() <= hit.cells.len())
        });
        let particle = particle.and_then(|hit| Some((hit, text.entry(hit).value()?)));
        let spelled = text.starts("name.latin", at);
        let spelled = spelled.and_then(|hit| Some((hit, text.entry(hit).value()?)));
        let end = match listed {
            _ if let Some((hit, value)) = spelled => {
                let article = if text.has_article(hit.span) {
                    "al-"
                } else {
                    ""
                };
                latin.push(format!("{article}{value}"));
                hit.span.end()
            }
            _ if particle.is_some() => {
                latin.extend(particle.map(|(_, value)| value.to_owned()));
                particle.map_or(span.end(), |(hit, _)| hit.span.end())
            }
            Some(hit) => {
                latin.extend(text.entity(hit).map(|entity| entity.en.to_string()));
                hit.span.end()
            }
            // Behind a noun with the article "al-Saudiyya" is an adjective, not the country.
            None if let Some(place) = place_in(text, span, at)
                && !(at > span.start()
                    && text.has_article(span)
                    && text.has_article(place.span)) =>
            {
                latin.extend(text.entity(place).map(|entity| entity.en.to_string()));
                place.span.end()
            }
            None => {
                let Some(token) = text.token_at(at) else {
                    break;
                };
                let end = text.tokens()[token].range().end.min(span.end());
                let word = spelled_word(text, &text.source()[at..end]);
                if !word.trim().is_empty() {
                    latin.push(word);
                }
                end
            }
        };
        at = text.skip_space(end).max(end);
    }
    latin.join(" ")
}
