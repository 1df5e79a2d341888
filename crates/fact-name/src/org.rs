//! Organisations: those of the gazetteer, the bodies and ministries that every state has, and those that
//! only the text knows.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use khabar_core::Span;
use khabar_lex::{FUNCTION, Form, Hit, Meaning, SpanSet, Text};

use crate::headed::{headed, headed_last};
use crate::office::and;
use crate::piece::country_of;
use crate::scope::country_stands_before;

/// An organisation that the text names.
#[derive(Debug, Clone)]
pub(crate) struct Org {
    pub span: Span,
    pub who: Who,
    /// Its country, where the text tells it.
    pub countries: Vec<(Arc<str>, Option<Span>)>,
    pub rule: &'static str,
}

/// Which organisation it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Who {
    /// One of the gazetteer.
    Entity(Arc<str>),
    /// A body that every state has: `cabinet`, `foreign-ministry`.
    OfState(String),
    /// One that is known by its words only.
    Named,
}

impl Org {
    /// Its id: of the gazetteer, or made of its country and what it is there.
    pub fn id(&self, text: &Text) -> Option<Arc<str>> {
        match &self.who {
            Who::Entity(id) => Some(id.clone()),
            Who::OfState(body) => {
                let (country, _) = self.countries.first()?;
                let known = text.gazetteer().body(country, body);
                Some(match known {
                    Some(entity) => entity.id.clone(),
                    None => format!("org/{}-{body}", country.to_lowercase()).into(),
                })
            }
            Who::Named => None,
        }
    }
}

/// All organisations of a text, in its order; names inside of others too.
pub(crate) fn organisations(text: &Text) -> Vec<Org> {
    let mut orgs = known(text);
    let known = Known::of(&orgs);
    let mut found = state_bodies(text, home(text).as_ref());
    found.extend(ministries(text));
    found.extend(headed(text, &known));
    found.extend(headed_last(text, &known));
    // Of overlapping ones that are no names of the gazetteer, the longest.
    found.sort_by_key(|org| (std::cmp::Reverse(org.span.len()), org.span));
    let mut kept: BTreeMap<usize, usize> = BTreeMap::new();
    for org in found {
        let span = org.span;
        let clash = kept.range(..span.end()).next_back();
        let clash = clash.is_some_and(|(_, end)| *end > span.start());
        let inside = known.spans.hold(span);
        let cuts = known.spans.overlap(span) && known.spans.inside(span).next().is_none();
        if !inside && !cuts && !clash && !text.holds("org.trap", span) {
            kept.insert(span.start(), span.end());
            orgs.push(org);
        }
    }
    orgs.sort_by_key(|org| (org.span.start(), std::cmp::Reverse(org.span.end())));
    orgs
}

/// Where the gazetteer's names stand: the longest by where it begins and by where it ends.
pub(crate) struct Known {
    pub spans: SpanSet,
    pub from: HashMap<usize, usize>,
    pub to: HashMap<usize, usize>,
}

impl Known {
    fn of(orgs: &[Org]) -> Known {
        let mut known = Known {
            spans: SpanSet::of(orgs.iter().map(|org| org.span)),
            from: HashMap::new(),
            to: HashMap::new(),
        };
        for Org { span, .. } in orgs {
            let end = known.from.entry(span.start()).or_default();
            *end = span.end().max(*end);
            let start = known.to.entry(span.end()).or_insert(span.start());
            *start = span.start().min(*start);
        }
        known
    }
}

/// Names of the gazetteer.
fn known(text: &Text) -> Vec<Org> {
    let outer = text.hits("org");
    let hits = outer.iter().chain(text.nested("org"));
    let mut orgs: Vec<Org> = Vec::new();
    let mut seen: BTreeMap<usize, Vec<(Span, Arc<str>)>> = BTreeMap::new();
    for hit in hits {
        let Meaning::Name {
            entity, guarded, ..
        } = text.entry(hit).meaning()
        else {
            continue;
        };
        if *guarded && !proven(text, hit) {
            continue;
        }
        // A shorter name of the same inside of its full one is no second mention.
        let within = outer.partition_point(|long| long.span.end() <= hit.span.start());
        let inside = outer
            .get(within)
            .filter(|long| long.span != hit.span && long.span.contains(hit.span));
        // Inside of another one's name it is a mention at the end, or before "of".
        let cut = inside.is_some_and(|long| {
            let behind = text.skip_space(hit.span.end());
            long.span.end() != hit.span.end() && text.starts("office.of", behind).is_none()
        });
        let near = seen.range(..=hit.span.start()).rev().take(3);
        let again = near
            .flat_map(|(_, spans)| spans)
            .any(|(span, who)| *span == hit.span || (span.contains(hit.span) && who == entity));
        let surface = hit.span.of(text.source());
        let lower = surface.is_ascii() && !surface.contains(|c: char| c.is_ascii_uppercase());
        // Spelled otherwise, and a word as it is spelled.
        let token = text.token_at(hit.span.start());
        let part = token.is_some_and(|token| {
            let whole = text.span(token);
            whole.is_some_and(|whole| whole.contains(hit.span) && whole != hit.span)
                && text.is_common_whole(token)
        });
        let single = !surface.contains(char::is_whitespace);
        let common = single && token.is_some_and(|token| text.is_common(token));
        let word = part || cut || !hit.strict && (common || text.is_slot_word(hit.span));
        let word = word || is_of_another(text, hit);
        if again || text.holds("org.trap", hit.span) || lower || word {
            continue;
        }
        let here = seen.entry(hit.span.start()).or_default();
        here.push((hit.span, entity.clone()));
        orgs.push(Org {
            span: hit.span,
            who: Who::Entity(entity.clone()),
            countries: Vec::new(),
            rule: "organization.name",
        });
    }
    orgs
}

/// Whether an adjective beside the name says that it is another country's: "the Afghan election commission".
fn is_of_another(text: &Text, hit: &Hit) -> bool {
    let Some(country) = text.entity(hit).and_then(|entity| entity.country()) else {
        return false;
    };
    let beside = match country_stands_before(text) {
        true => text.ends("place", text.skip_space_back(hit.span.start())),
        false => text.starts("place", text.skip_space(hit.span.end())),
    };
    let other = beside.and_then(|place| country_of(text, place));
    other.is_some_and(|(other, form)| form == Form::Nationality && **other != *country)
}

/// Whether something beside a guarded name proves it: the noun for what it is, or its countries.
fn proven(text: &Text, hit: &Hit) -> bool {
    let before = text.skip_space_back(hit.span.start());
    let behind = text.skip_space(hit.span.end());
    let beside = ["org.head", "office.head", "org.beside"]
        .iter()
        .filter_map(|slot| text.ends(slot, before))
        // "Amin Fares": a secretary's word that is a given name.
        .any(|word| text.starts("given", word.span.start()).is_none())
        || text.starts("org.beside", behind).is_some();
    beside
        || text.starts("org.head_last", behind).is_some()
        || between(text, hit)
        || bracketed(text, hit)
}

/// Whether the text speaks of all the countries that an entity is joint between.
pub(crate) fn between(text: &Text, hit: &Hit) -> bool {
    let Some(entity) = text.entity(hit) else {
        return false;
    };
    let named = |country: &str| {
        let hits = text.hits("place").iter();
        let mut countries = hits.filter_map(|hit| country_of(text, hit));
        countries.any(|(found, _)| **found == *country)
    };
    !entity.between.is_empty() && entity.between.iter().all(|country| named(country))
}

/// "( الفرنسية )": agencies sign their reports in brackets.
fn bracketed(text: &Text, hit: &Hit) -> bool {
    let agency = text
        .entity(hit)
        .is_some_and(|entity| matches!(entity.class.as_deref(), Some("agency" | "media")));
    let before =
        text.source()[..text.skip_space_back(hit.span.start())].ends_with(['(', '/', '«', '"']);
    let behind = text.source()[text.skip_space(hit.span.end())..].starts_with([')', '/', '»', '"']);
    agency && before && behind
}

/// The country that the text is mostly about, or from one of whose cities it reports: what it says of
/// "the army" is said of that one's.
fn home(text: &Text) -> Option<Arc<str>> {
    let begin = text.source().len() - text.source().trim_start().len();
    let dateline = text.starts("place", begin).and_then(|hit| text.entity(hit));
    if let Some(country) = dateline
        .filter(|place| place.kind == "city")
        .and_then(|city| city.country())
    {
        return Some(country.into());
    }
    let mut counts: BTreeMap<&Arc<str>, usize> = BTreeMap::new();
    for hit in text.hits("place") {
        if let Some((country, _)) = country_of(text, hit)
            && !text.entry(hit).meaning().is_guarded()
        {
            *counts.entry(country).or_default() += 1;
        }
    }
    let mut counts: Vec<(&Arc<str>, usize)> = counts.into_iter().collect();
    counts.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    match counts.as_slice() {
        [(country, count), rest @ ..] => {
            let next = rest.first().map_or(0, |(_, count)| *count);
            (*count >= 3 && *count >= 2 * next).then(|| (*country).clone())
        }
        [] => None,
    }
}

/// "government of X", "the Kyrgyz cabinet"; without a country beside it, that of `home`.
fn state_bodies(text: &Text, home: Option<&Arc<str>>) -> Vec<Org> {
    let bodies = text.hits("org.state_body").iter();
    bodies
        .filter_map(|hit| {
            let body = text.entry(hit).value()?;
            let mut org = of_country(text, hit.span, body.to_owned(), "organization.state-body")?;
            if org.countries.is_empty() {
                // "The army" alone may be anybody's; "the council of ministers" is somebody's.
                let words = hit.span.of(text.source()).split_whitespace().count();
                match home {
                    Some(home) => org.countries.push((home.clone(), None)),
                    None if words > 1 => {}
                    None => return None,
                }
            }
            Some(org)
        })
        .collect()
}

/// "ministry" + portfolio.
fn ministries(text: &Text) -> Vec<Org> {
    let ministries = text.hits("office.ministry").iter();
    ministries
        .filter_map(|hit| {
            let portfolio = text.starts("office.portfolio", text.skip_space(hit.span.end()))?;
            let of = text.entry(portfolio).value()?;
            let end = portfolios(text, portfolio.span.end());
            let span = Span::new(text.source(), hit.span.start()..end).ok()?;
            let body = format!("{of}-ministry");
            of_country(text, span, body, "organization.ministry")
        })
        .collect()
}

/// A body of the country that stands beside it, on the side where the language puts it.
fn of_country(text: &Text, span: Span, body: String, rule: &'static str) -> Option<Org> {
    let mut org = Org {
        span,
        who: Who::OfState(body),
        countries: Vec::new(),
        rule,
    };
    let place = if country_stands_before(text) {
        let end = text.skip_space_back(span.start());
        let linked = text.ends("office.of", end);
        let end = linked.map_or(end, |of| text.skip_space_back(of.span.start()));
        let before = text.ends("place", end).filter(|hit| {
            linked.is_some() || country_of(text, hit).is_some_and(|(_, form)| form != Form::Name)
        });
        before.or_else(|| {
            // By an ezafe, as in Persian.
            let hit = text.starts("place", text.skip_space(span.end()))?;
            let (_, form) = country_of(text, hit)?;
            // "The national team | against Australia"
            let at = text.skip_space(hit.span.end());
            let goes_on = text.starts(FUNCTION, at).is_some_and(|word| {
                let own = ["office.of", "name.agent"].iter();
                let mut own = own.filter_map(|slot| text.starts(slot, at));
                own.all(|hit| hit.span != word.span)
            });
            (form == Form::Name && !goes_on).then_some(hit)
        })
    } else {
        text.starts("place", text.skip_space(span.end()))
    };
    if let Some(hit) = place
        && let Some((country, form)) = country_of(text, hit)
        && (form == Form::Name || agrees(text, span, hit.span))
    {
        org.countries.push((country.clone(), Some(hit.span)));
        org.span = span.join(hit.span);
    }
    Some(org)
}

/// Whether an adjective behind a noun agrees with it, where the language shows that by an ending.
pub(crate) fn agrees(text: &Text, noun: Span, adjective: Span) -> bool {
    let signs = text.signs("name.feminine");
    let ends = |span: Span| {
        signs
            .iter()
            .any(|sign| span.of(text.source()).ends_with(sign.as_str()))
    };
    signs.is_empty() || !ends(noun) || ends(adjective)
}

/// Where the portfolios of one ministry end, of which the first ends at `end`: "of water, of electricity and
/// irrigation".
pub(crate) fn portfolios(text: &Text, end: usize) -> usize {
    let mut end = end;
    loop {
        let at = text.skip_space(end);
        let more = || {
            let next = and(text, at)?;
            let hit = text.starts("office.portfolio", next)?;
            (!text.has_an_article() || text.has_article(hit.span)).then_some(hit.span.end())
        };
        match list(text, at).or_else(more) {
            Some(further) => end = further,
            None => return end,
        }
    }
}

/// Where a list ends whose comma stands at `at`: ", mines and trade" of a ministry of industry.
pub(crate) fn list(text: &Text, at: usize) -> Option<usize> {
    let comma = text.source()[at..].chars().next()?;
    if !matches!(comma, '،' | ',') {
        return None;
    }
    let word = |at: usize| {
        let words = ["org.tail", "office.portfolio"]
            .iter()
            .filter_map(|slot| text.starts(slot, at));
        words.max_by_key(|hit| hit.cells.len())
    };
    let second = word(text.skip_space(at + comma.len_utf8()))?;
    let third = and(text, text.skip_space(second.span.end())).and_then(word)?;
    Some(third.span.end())
}
