//! Organisations: those of the gazetteer, the bodies that every state has, and names that a noun such
//! as "ministry" or "university" begins or ends.

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use khabar_core::Span;
use khabar_lex::{Form, Hit, Meaning, SpanSet, Text, TokenKind};

use crate::office::and;
use crate::run::country_of;

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
    /// Whether it is a body of the countries that it names.
    pub fn entity_is_country_body(&self) -> bool {
        matches!(self.who, Who::OfState(_))
    }

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
struct Known {
    spans: SpanSet,
    from: HashMap<usize, usize>,
    to: HashMap<usize, usize>,
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
        let word = part || cut || !hit.strict && text.is_slot_word(hit.span);
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
            let end = list(text, text.skip_space(portfolio.span.end()));
            let end = end.unwrap_or(portfolio.span.end());
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
    let before = text
        .signs("office.country")
        .iter()
        .any(|sign| sign == "before");
    let place = if before {
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
            (form == Form::Name).then_some(hit)
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
fn agrees(text: &Text, noun: Span, adjective: Span) -> bool {
    let signs = text.signs("name.feminine");
    let ends = |span: Span| {
        signs
            .iter()
            .any(|sign| span.of(text.source()).ends_with(sign.as_str()))
    };
    signs.is_empty() || !ends(noun) || ends(adjective)
}

/// What a word behind or before a head says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Says {
    /// Nothing: another head.
    Nothing,
    /// "of", "for": the name goes on.
    Link,
    /// A quality: "technical", "national".
    Quality,
    /// What it is about: "football".
    Topic,
    /// Which one it is.
    Which,
    /// Which one it is, by somebody's name.
    Name,
    /// A word that nobody knows: it belongs to a name that something else makes one.
    Unknown,
}

/// What the noun that begins a name asks of the words behind it.
#[derive(Debug, Clone, Copy, Default)]
struct Head {
    /// A nationality alone says which one it is.
    national: bool,
    /// It has the article: adjectives follow, and no names.
    definite: bool,
}

/// Whether a head with these words is a name: a quality alone names nothing.
fn names(said: &[Says]) -> bool {
    let count = |what: Says| said.iter().filter(|says| **says == what).count();
    count(Says::Which) + count(Says::Name) + count(Says::Topic) > 0 || count(Says::Quality) > 1
}

/// How many words a name has behind its head at most.
const MOST: usize = 9;

/// Names that a noun begins: "University of X", "Y National Company".
fn headed(text: &Text, known: &Known) -> Vec<Org> {
    let mut orgs = Vec::new();
    for head in text.hits("org.head") {
        if known.spans.hold(head.span) || is_any(text, head) {
            continue;
        }
        let kind = Head {
            national: text.holds("org.national", head.span),
            definite: text.has_article(head.span),
        };
        let mut end = head.span.end();
        let mut said = Vec::new();
        let mut countries = Vec::new();
        let first = text.skip_space(end);
        let whole = quoted(text, first);
        let quoted = whole.and_then(|to| Span::new(text.source(), first..to).ok());
        if quoted.is_some_and(|quoted| known.spans.inside(quoted).next().is_some()) {
            // "the news site “X”": X is known by itself.
            continue;
        }
        for _ in 0..MOST {
            let at = text.skip_space(end);
            if at == end && at < text.source().len() {
                break;
            }
            if let Some(to) = list(text, at).filter(|_| !said.is_empty()) {
                end = to;
                continue;
            }
            // A name goes on with what it is for, if nothing has said yet which one it is.
            let begun =
                !said.is_empty() || head.span.of(text.source()).contains(char::is_whitespace);
            let open = begun
                && !said
                    .iter()
                    .any(|says| matches!(says, Says::Which | Says::Name));
            if let Some(to) = purpose(text, at).filter(|_| open) {
                end = to;
                said.push(Says::Topic);
                continue;
            }
            // An adjective of another gender belongs to a noun before the head.
            let noun = Span::new(text.source(), head.span.start()..end).ok();
            let adjective = text.starts("place", at).filter(|hit| {
                country_of(text, hit).is_some_and(|(_, form)| form == Form::Nationality)
            });
            if let (Some(noun), Some(hit)) = (noun, adjective)
                && !agrees(text, noun, hit.span)
            {
                break;
            }
            // Nothing but adjectives, with the article too, stands behind a head that has one.
            if said.is_empty() && text.has_article(head.span) && !definite(text, at) {
                break;
            }
            let people = said.iter().all(|says| *says == Says::Name);
            let Some((to, says)) = tail(text, known, at, people, kind, &mut countries) else {
                // One function word inside, if the name goes on behind it.
                let inside = and(text, at)
                    .filter(|_| text.starts("org.inside", at).is_some() || text.has_an_article())
                    .or_else(|| Some(text.skip_space(text.starts("org.inside", at)?.span.end())));
                // A second organisation behind "and" is one of its own.
                let inside = inside.filter(|at| {
                    text.starts("org.head", *at).is_none() && !known.from.contains_key(at)
                });
                let more = inside.and_then(|at| tail(text, known, at, false, kind, &mut countries));
                match more {
                    Some((to, more)) if more != Says::Nothing && !said.is_empty() => {
                        said.push(more);
                        end = to;
                        continue;
                    }
                    _ => break,
                }
            };
            end = to;
            said.push(says);
        }
        let kind = text.entry(head).value().unwrap_or_default();
        let apposed = APPOSED.contains(&kind)
            && known.from.contains_key(&first)
            && !said[1..]
                .iter()
                .any(|says| matches!(says, Says::Name | Says::Topic));
        let of_state = ["org.state_body", "office.ministry"].iter().any(|slot| {
            let body = text.starts(slot, head.span.start());
            body.is_some_and(|body| body.span.end() >= end)
        });
        if names(&said)
            && !of_state
            && !apposed
            && let Ok(span) = Span::new(text.source(), head.span.start()..end)
        {
            orgs.push(Org {
                span,
                who: Who::Named,
                countries,
                rule: "organization.headed",
            });
        }
    }
    orgs
}

/// Whether a noun means any one of its kind: "a company", "companies", "his club".
fn is_any(text: &Text, head: &Hit) -> bool {
    let before = text.skip_space_back(head.span.start());
    text.is_inflected(head)
        || (before < head.span.start() && text.ends("org.any", before).is_some())
}

/// Types of organisations whose noun stands beside the name as what it is: "the OPEC organisation". The
/// bureau of an organisation is another one.
const APPOSED: [&str; 8] = [
    "company", "media", "sport", "bank", "alliance", "party", "armed", "ngo",
];

/// Where a purpose ends that begins at `at`: "for credit and savings" of a national bank.
fn purpose(text: &Text, at: usize) -> Option<usize> {
    let word = |at: usize| text.token_at(at).and_then(|token| text.span(token));
    let first = word(at)?;
    let begins = |sign: &String| first.of(text.source()).starts_with(sign.as_str());
    let begins = text.signs("org.for").iter().any(begins);
    if !begins || text.holds("org.no_purpose", first) || first.start() != at {
        return None;
    }
    let mut end = first.end();
    for _ in 0..MOST {
        let next = text.skip_space(end);
        let Some(word) = word(next).filter(|_| next > end) else {
            break;
        };
        // "and savings", "and the savings": glued to what follows.
        let letters = word.of(text.source());
        let mut signs = text.signs("name.and").iter();
        let glued = signs.find_map(|sign| letters.strip_prefix(sign.as_str()));
        let behind = glued.map_or(word.start(), |rest| word.end() - rest.len());
        let noun = Span::new(text.source(), behind..word.end());
        if !text.has_article(word) && !noun.is_ok_and(|noun| text.has_article(noun)) {
            break;
        }
        end = word.end();
    }
    Some(end)
}

/// Whether what begins at `at` has the language's article, or is a quoted or foreign name.
fn definite(text: &Text, at: usize) -> bool {
    let word = text.token_at(at).and_then(|token| text.span(token));
    let foreign = text
        .token_at(at)
        .is_some_and(|token| text.tokens()[token].kind == TokenKind::Foreign);
    foreign || quoted(text, at).is_some() || word.is_some_and(|word| text.has_article(word))
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

/// A word that goes on a name at `at`: where it ends, and whether it names anything.
fn tail(
    text: &Text,
    known: &Known,
    at: usize,
    people: bool,
    head: Head,
    countries: &mut Vec<(Arc<str>, Option<Span>)>,
) -> Option<(usize, Says)> {
    if let Some(quoted) = quoted(text, at) {
        return Some((quoted, Says::Which));
    }
    if let Some(end) = known.from.get(&at) {
        return Some((*end, Says::Which));
    }
    if let Some(hit) = text.starts("place", at) {
        return Some((hit.span.end(), place(text, hit, head, countries)));
    }
    for slot in ["org.tail", "office.portfolio", "org.joint"] {
        if let Some(hit) = text.starts(slot, at).filter(|hit| whole(text, hit)) {
            return Some((hit.span.end(), quality(text, hit.span)));
        }
    }
    // "Foundation of X Y": people's names stand directly behind the head.
    for part in ["person", "given", "family"].iter().filter(|_| people) {
        if let Some(hit) = text
            .starts(part, at)
            .filter(|hit| !text.entry(hit).meaning().is_guarded())
        {
            return Some((hit.span.end(), Says::Name));
        }
    }
    // A head inside of a name: "the council of the faculty of".
    if let Some(hit) = text.starts("org.head", at) {
        return Some((hit.span.end(), Says::Nothing));
    }
    let token = text.token_at(at)?;
    let span = text.span(token)?;
    let foreign = text.tokens()[token].kind == TokenKind::Foreign;
    let unknown = text.tokens()[token].kind == TokenKind::Word
        && span.start() == at
        && text.cells(token).len() > 3
        && !text.is_common(token)
        && !text.is_slot_word(span)
        && text.starts(khabar_lex::FUNCTION, at).is_none();
    let says = match foreign {
        true => Says::Which,
        // "A Kurdish party".
        false if text.has_an_article() && quality(text, span) == Says::Quality => Says::Quality,
        false => Says::Name,
    };
    (foreign || (unknown && people)).then_some((span.end(), says))
}

/// Whether a word ends where its token does, not before a joiner.
fn whole(text: &Text, hit: &Hit) -> bool {
    !text.source()[hit.span.end()..].starts_with('\u{200C}')
}

/// What a place says: by its name which one it is; "a French company" is any of France.
fn place(
    text: &Text,
    hit: &Hit,
    head: Head,
    countries: &mut Vec<(Arc<str>, Option<Span>)>,
) -> Says {
    if let Some((country, _)) = country_of(text, hit) {
        countries.push((country.clone(), Some(hit.span)));
    }
    match text.entry(hit).meaning() {
        // Behind a head with an article "al-Saudiyya" is an adjective.
        Meaning::Name {
            form: Form::Name, ..
        } if !head.definite => Says::Which,
        _ if head.national => Says::Which,
        _ => Says::Quality,
    }
}

/// Whether a word is an adjective, by its ending.
fn quality(text: &Text, span: Span) -> Says {
    let signs = text.signs("org.quality");
    let word = span.of(text.source());
    let single = !word.contains(char::is_whitespace);
    match single && signs.iter().any(|sign| word.ends_with(sign.as_str())) {
        true => Says::Quality,
        false => Says::Topic,
    }
}

/// Where a quotation of at most a few words ends that begins at `at`.
fn quoted(text: &Text, at: usize) -> Option<usize> {
    let rest = &text.source()[at..];
    let open = rest.chars().next()?;
    let close: &[char] = match open {
        '«' => &['»'],
        '"' => &['"'],
        '“' => &['”', '″', '"'],
        '‘' => &['’'],
        _ => return None,
    };
    let inside = &rest[open.len_utf8()..];
    let length = inside.find(close)?;
    let words = inside[..length].split_whitespace().count();
    let line = inside[..length].contains('\n');
    let close = inside[length..].chars().next()?.len_utf8();
    (!line && (1..=5).contains(&words)).then_some(at + open.len_utf8() + length + close)
}

/// Names that a noun ends, in languages that put the head last.
fn headed_last(text: &Text, known: &Known) -> Vec<Org> {
    let mut orgs = Vec::new();
    for head in text.hits("org.head_last") {
        let thing = text.starts("name.thing_behind", text.skip_space(head.span.end()));
        if known.spans.hold(head.span) || is_any(text, head) || thing.is_some() {
            continue;
        }
        let mut start = head.span.start();
        let mut said = Vec::new();
        let mut countries = Vec::new();
        for _ in 0..MOST {
            let before = text.skip_space_back(start);
            if before == start && start > 0 {
                break;
            }
            let Some((from, says)) = tail_before(text, known, before, &mut countries) else {
                break;
            };
            start = from;
            said.push(says);
        }
        let whole = said.last().is_some_and(|says| *says != Says::Link);
        if names(&said)
            && whole
            && let Ok(span) = Span::new(text.source(), start..head.span.end())
        {
            orgs.push(Org {
                span,
                who: Who::Named,
                countries,
                rule: "organization.headed",
            });
        }
    }
    orgs
}

fn tail_before(
    text: &Text,
    known: &Known,
    end: usize,
    countries: &mut Vec<(Arc<str>, Option<Span>)>,
) -> Option<(usize, Says)> {
    if let Some(start) = known.to.get(&end) {
        return Some((*start, Says::Which));
    }
    if let Some(hit) = text.ends("place", end) {
        return Some((
            hit.span.start(),
            place(text, hit, Head::default(), countries),
        ));
    }
    for slot in ["org.tail", "office.portfolio"] {
        if let Some(hit) = text.ends(slot, end) {
            return Some((hit.span.start(), quality(text, hit.span)));
        }
    }
    if let Some(hit) = text.ends("name.latin", end) {
        // "of", "for"
        let small = text
            .entry(hit)
            .value()
            .is_some_and(|value| value.starts_with(char::is_lowercase));
        let says = if small { Says::Link } else { Says::Topic };
        return Some((hit.span.start(), says));
    }
    for part in ["person", "given", "family"] {
        let common = |hit: &Hit| {
            let token = text.token_at(hit.span.start());
            token.is_some_and(|token| text.is_common(token))
        };
        let sure = |hit: &&Hit| !text.entry(hit).meaning().is_guarded() || !common(hit);
        if let Some(hit) = text.ends(part, end).filter(sure) {
            return Some((hit.span.start(), Says::Which));
        }
    }
    if let Some(hit) = text.ends("org.head", end) {
        return Some((hit.span.start(), Says::Nothing));
    }
    let token = text.token_at(end.checked_sub(1)?)?;
    let span = text.span(token)?;
    let unknown = text.tokens()[token].kind == TokenKind::Word
        && text.cells(token).len() > 3
        && !text.is_common(token)
        && !text.is_slot_word(span)
        && text.starts(khabar_lex::FUNCTION, span.start()).is_none();
    unknown.then_some((span.start(), Says::Unknown))
}
