//! Organisations that nobody knows, by the noun that begins or ends their name: "university of X", "Y
//! company".

use std::sync::Arc;

use khabar_core::Span;
use khabar_lex::{Form, Hit, Meaning, Text, TokenKind};

use crate::office::and;
use crate::org::{Known, Org, Who, agrees, list};
use crate::piece::{country_of, ends_in};

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
    /// The word before has the article, and is no title: only adjectives go on, with the article too.
    closed: bool,
    /// Nothing stands behind it yet.
    fresh: bool,
}

/// Whether a head with these words is a name: a quality alone names nothing.
fn names(said: &[Says]) -> bool {
    let count = |what: Says| said.iter().filter(|says| **says == what).count();
    count(Says::Which) + count(Says::Name) + count(Says::Topic) > 0 || count(Says::Quality) > 1
}

/// How many words a name has behind its head at most.
const MOST: usize = 9;

/// Names that a noun begins: "University of X", "Y National Company".
pub(crate) fn headed(text: &Text, known: &Known) -> Vec<Org> {
    let mut orgs = Vec::new();
    for head in text.hits("org.head") {
        let trap = text.holds("org.trap", head.span);
        if trap || known.spans.hold(head.span) || is_any(text, head) {
            continue;
        }
        let mut kind = Head {
            closed: false,
            fresh: true,
            national: text.holds("org.national", head.span),
            definite: text.is_definite(head.span),
        };
        let type_of = text.entry(head).value().unwrap_or_default();
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
            if said.is_empty() && kind.definite && !definite(text, at) {
                break;
            }
            // "The futsal team X".
            let about = |says: &Says| *says == Says::Topic && type_of == TEAM;
            let people = said.iter().all(|says| *says == Says::Name || about(says));
            let before = text.token_at(end.saturating_sub(1));
            let before = before.and_then(|token| text.span(token));
            kind.fresh = said.is_empty();
            kind.closed = before.is_some_and(|word| {
                let titles = ["office.title", "office.title_exact", "name.honorific"];
                let title = titles.iter().any(|slot| text.holds(slot, word));
                let given = text.starts("given", word.start()).is_some();
                text.has_article(word) && !title && !given
            });
            let found = tail(text, known, at, people, kind, &mut countries);
            // "The martyr X", "the university X": these words do not end a name.
            let opens = text.ends("org.open", end).is_some();
            let found = found.or_else(|| Some((any_word(text, at).filter(|_| opens)?, Says::Name)));
            let Some((to, says)) = found else {
                if let Some(to) = and_definite(text, known, at, &said).filter(|_| !kind.definite) {
                    end = to;
                    said.push(Says::Topic);
                    continue;
                }
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
            // "Has the support of": the noun is the verb's.
            let verb = text.starts("org.verb", text.skip_space(to)).is_some();
            if verb && matches!(says, Says::Name | Says::Topic | Says::Quality) {
                break;
            }
            end = to;
            said.push(says);
        }
        let apposed = APPOSED.contains(&type_of)
            && known.from.contains_key(&first)
            && !said[1..]
                .iter()
                .any(|says| matches!(says, Says::Name | Says::Topic));
        let of_state = ["org.state_body", "office.ministry"].iter().any(|slot| {
            let body = text.starts(slot, head.span.start());
            body.is_some_and(|body| body.span.end() >= end)
        });
        let which = |says: &Says| matches!(says, Says::Which | Says::Name);
        let any_team = type_of == TEAM && !said.iter().any(which);
        if names(&said)
            && !any_team
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

/// "The committee of information and awareness": where a word ends that an "and" and the article are written
/// to, behind what an organisation is for.
fn and_definite(text: &Text, known: &Known, at: usize, said: &[Says]) -> Option<usize> {
    let token = text.token_at(at)?;
    let word = text.span(token).filter(|word| word.start() == at)?;
    let letters = word.of(text.source());
    let mut signs = text.signs("name.and").iter();
    let rest = signs.find_map(|sign| letters.strip_prefix(sign.as_str()))?;
    let start = word.end() - rest.len();
    let noun = Span::new(text.source(), start..word.end()).ok()?;
    let topic = said.last() == Some(&Says::Topic);
    let another = [
        "org.head",
        "office.title",
        "office.title_exact",
        "office.head",
        "place",
        "person",
    ]
    .iter()
    .any(|group| text.starts(group, start).is_some());
    let goes_on = topic && text.has_article(noun) && !another && !known.from.contains_key(&start);
    goes_on.then_some(word.end())
}

/// Where a word ends that begins at `at` and carries more than grammar.
fn any_word(text: &Text, at: usize) -> Option<usize> {
    let token = text.token_at(at)?;
    let span = text.span(token).filter(|span| span.start() == at)?;
    let grammar = text.starts(khabar_lex::FUNCTION, at);
    let word = text.tokens()[token].kind == TokenKind::Word
        && grammar.is_none_or(|hit| hit.span != span)
        && text.starts("name.say", at).is_none();
    word.then_some(span.end())
}

/// Whether a noun means any one of its kind: "a company", "companies", "his club".
fn is_any(text: &Text, head: &Hit) -> bool {
    let before = text.skip_space_back(head.span.start());
    let word = text.token_at(before.saturating_sub(1));
    let word = word.and_then(|word| text.span(word));
    let counted = |word: Span| {
        let digits = word.of(text.source()).chars().all(char::is_numeric);
        digits || text.is_word_of(word, &["number."])
    };
    text.is_inflected(head)
        || (before < head.span.start()
            && (text.ends("org.any", before).is_some()
                || word.is_some_and(|word| word.end() == before && counted(word))))
}

/// The type of those that a sport alone does not name: "the football team".
const TEAM: &str = "sport";

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
        let joined = noun.is_ok_and(|noun| text.has_article(noun));
        let adjective = text.has_article(word) && quality(text, word) == Says::Quality;
        if glued.is_none() && !adjective || glued.is_some() && !joined {
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
    // "The committee of the … of parliament"
    if let Some(hit) = text.starts("org.state_body", at).filter(|_| !head.fresh) {
        return Some((hit.span.end(), Says::Which));
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
    let people = people && !head.closed;
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
        && !text.is_two_words(token)
        && !text.is_slot_word(span)
        && !ends_in(text, "name.inflection", span.of(text.source()))
        && !begins_with_and(text, span)
        && text.starts(khabar_lex::FUNCTION, at).is_none();
    // "A Kurdish party".
    let adjective = text.has_an_article() && quality(text, span) == Says::Quality;
    let says = match foreign {
        true => Says::Which,
        false if adjective => Says::Quality,
        false => Says::Name,
    };
    let goes_on = match head.closed {
        true => adjective && text.has_article(span),
        false => people,
    };
    (foreign || (unknown && goes_on)).then_some((span.end(), says))
}

/// Whether a word begins with an "and" that the language writes to it.
fn begins_with_and(text: &Text, word: Span) -> bool {
    let word = word.of(text.source());
    let mut signs = text.signs("name.and").iter();
    signs.any(|sign| word.starts_with(sign.as_str()))
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
pub(crate) fn headed_last(text: &Text, known: &Known) -> Vec<Org> {
    let mut orgs = Vec::new();
    for head in text.hits("org.head_last") {
        let thing = text.starts("name.thing_behind", text.skip_space(head.span.end()));
        // "The Huawei company": known by itself.
        let type_of = text.entry(head).value().unwrap_or_default();
        let before = text.skip_space_back(head.span.start());
        let apposed = APPOSED.contains(&type_of) && known.to.contains_key(&before);
        if known.spans.hold(head.span) || is_any(text, head) || thing.is_some() || apposed {
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
        // "A private security company"
        let any = text.starts("org.any", start).is_some() || {
            let before = text.skip_space_back(start);
            before < start && text.ends("org.any", before).is_some()
        };
        if names(&said)
            && whole
            && !any
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
    let title = ["office.title", "office.title_exact"]
        .iter()
        .any(|slot| text.ends(slot, end).is_some());
    if title {
        return None;
    }
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
    let joins = text.ends("name.and", end).is_some();
    if let Some(hit) = text.ends("name.latin", end).filter(|_| !joins) {
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
        let grammar = |hit: &Hit| {
            let word = text.ends(khabar_lex::FUNCTION, hit.span.end());
            word.is_some_and(|word| word.span == hit.span)
        };
        let guarded = |hit: &Hit| text.entry(hit).meaning().is_guarded();
        let sure = |hit: &&Hit| !guarded(hit) || !common(hit) && !grammar(hit);
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
        && !text.is_two_words(token)
        && !text.is_slot_word(span)
        && text.starts(khabar_lex::FUNCTION, span.start()).is_none();
    unknown.then_some((span.start(), Says::Unknown))
}
