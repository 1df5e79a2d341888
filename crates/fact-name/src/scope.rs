//! Of what an office is: its country, the organisation, or the town or province.

use std::sync::Arc;

use khabar_core::Span;
use khabar_lex::{Form, Hit, Text};

use crate::office::{Office, QUOTES, Reference, and, behind_qualities, qualities};
use crate::org::{Org, Who};
use crate::piece::country_of;

/// Finds the countries beside an office and takes them into its span.
pub(crate) fn countries(text: &Text, office: &mut Office) -> bool {
    match country_stands_before(text) {
        true => countries_before(text, office),
        false => countries_behind(text, office),
    }
}

/// Whether the language puts the country or body before the office.
pub(crate) fn country_stands_before(text: &Text) -> bool {
    let mut signs = text.signs("office.country").iter();
    signs.any(|sign| sign == "before")
}

fn countries_behind(text: &Text, office: &mut Office) -> bool {
    let mut end = behind_qualities(text, office.span.end());
    loop {
        let at = text.skip_space(end);
        let found = country_at(text, at).filter(|(hit, _, form)| {
            // An adjective without the article belongs to no title that has it.
            *form == Form::Name || !text.has_article(office.core) || text.has_article(hit.span)
        });
        // "The president of the Islamic Republic of X", of which the title has the first words.
        let found = found.or_else(|| {
            let hit = across(text, office.core)?;
            let (country, form) = country_of(text, hit)?;
            Some((hit, country.clone(), form))
        });
        if let Some((hit, country, _)) = found {
            office.countries.push((country, Some(hit.span)));
            office.span = office.span.join(hit.span);
            end = hit.span.end();
            let more = text.skip_space(end);
            if !office.plural || and(text, more).is_none() {
                break;
            }
            end = and(text, more).unwrap_or(end);
            continue;
        }
        for (slot, reference) in [
            ("office.this_state", Reference::This),
            ("office.both_states", Reference::Both),
        ] {
            if let Some(hit) = text.starts(slot, at)
                && (reference == Reference::This || office.plural)
            {
                office.reference = Some((reference, hit.span));
                office.span = office.span.join(hit.span);
                if let Some(body) = text.entry(hit).value().filter(|_| office.role == "head") {
                    office.role = format!("head-of-{body}");
                }
                return true;
            }
        }
        break;
    }
    if office.countries.is_empty() {
        return false;
    }
    // "… of X the former"
    qualities(text, office);
    true
}

/// A country by name or nationality that begins at a byte, perhaps glued to a conjunction.
fn country_at(text: &Text, byte: usize) -> Option<(&Hit, Arc<str>, Form)> {
    let token = text.token_at(byte)?;
    let range = text.tokens()[token].range();
    let at = |hits: &'_ [Hit]| -> usize { hits.partition_point(|hit| hit.span.start() < byte) };
    let (hits, near) = (text.hits("place"), text.near("place"));
    let exact = hits[at(hits)..]
        .iter()
        .take_while(|hit| hit.span.start() < range.end);
    // With a typing error, if the text also writes it rightly.
    let mistyped = near[at(near)..]
        .iter()
        .take_while(|hit| hit.span.start() < range.end);
    let mistyped = mistyped.filter(|typo| {
        let meant = text.entry(typo).meaning();
        hits.iter().any(|hit| text.entry(hit).meaning() == meant)
    });
    exact.chain(mistyped).find_map(|hit| {
        let (country, form) = country_of(text, hit)?;
        (hit.span.start() == byte).then(|| (hit, country.clone(), form))
    })
}

/// Countries before the office, as languages have it that put the head last.
fn countries_before(text: &Text, office: &mut Office) -> bool {
    country_of_holder(text, office) || countries_told_before(text, office)
}

/// "Prime Minister of Pakistan X", in the order of other languages: the country's name stands between the
/// office and its holder.
fn country_of_holder(text: &Text, office: &mut Office) -> bool {
    let at = text.skip_space(office.span.end());
    let Some((hit, country, Form::Name)) = country_at(text, at) else {
        return false;
    };
    let behind = text.skip_space(hit.span.end());
    let holder = ["person", "given", "name.honorific", "name.agent"]
        .iter()
        .any(|group| text.starts(group, behind).is_some());
    // "…, foreign minister of X": a headline that says last who said it.
    let rest = text.source()[hit.span.end()..].trim_start_matches(' ');
    let last = rest.is_empty() || rest.starts_with('\n');
    if holder || last {
        office.countries.push((country, Some(hit.span)));
        office.span = office.span.join(hit.span);
    }
    holder || last
}

fn countries_told_before(text: &Text, office: &mut Office) -> bool {
    let before = before_qualities(text, office.span.start());
    let linked = text
        .ends("office.of", before)
        .map(|of| text.skip_space_back(of.span.start()));
    for (slot, reference) in [
        ("office.this_state", Reference::This),
        ("office.both_states", Reference::Both),
    ] {
        if let Some(hit) = linked.and_then(|at| text.ends(slot, at)) {
            office.reference = Some((reference, hit.span));
            office.span = hit.span.join(office.span);
            return true;
        }
    }
    let mut at = linked.unwrap_or(before);
    let mut found = false;
    while let Some(hit) = place_ending(text, at) {
        let Some((country, form)) = country_of(text, hit) else {
            break;
        };
        if linked.is_none() && form == Form::Name && !found {
            break;
        }
        office
            .countries
            .insert(0, (country.clone(), Some(hit.span)));
        office.span = hit.span.join(office.span);
        found = true;
        let earlier = text.skip_space_back(hit.span.start());
        match text.ends("name.and", earlier) {
            Some(and) if office.plural => at = text.skip_space_back(and.span.start()),
            _ => break,
        }
    }
    found
}

fn place_ending(text: &Text, byte: usize) -> Option<&Hit> {
    text.ends("place", byte)
}

/// Finds the organisation that the office is of and takes it into its span.
pub(crate) fn body(text: &Text, orgs: &[Org], office: &mut Office) -> bool {
    // Organisations are sorted by their start.
    let starting = |at: usize| {
        let first = orgs.partition_point(|org| org.span.start() < at);
        (first..orgs.len()).take_while(move |org| orgs[*org].span.start() == at)
    };
    // "Of" may be glued to the name.
    let behind = |end: usize| {
        let at = text.skip_space(behind_qualities(text, end));
        let quote = text.source()[at..].chars().next();
        let quote = quote.filter(|c| QUOTES.contains(c));
        let at = at + quote.map_or(0, char::len_utf8);
        let token = text.token_at(at).map(|token| text.tokens()[token].range());
        let inside = token.filter(|token| token.start == at);
        let found = inside.unwrap_or(at..at + 1).flat_map(starting);
        found.max_by_key(|org| orgs[*org].span.len())
    };
    // "Head of the criminal police", of which a title has the first words.
    let from = orgs.partition_point(|org| org.span.start() <= office.core.start());
    let mut inside =
        (from..orgs.len()).take_while(|org| orgs[*org].span.start() < office.core.end());
    let across = inside
        .find(|org| orgs[*org].span.end() > office.core.end() && !country_stands_before(text));
    let found = if across.is_some() {
        across
    } else if country_stands_before(text) {
        let end = before_qualities(text, office.span.start());
        let end = text
            .ends("office.of", end)
            .map_or(end, |of| text.skip_space_back(of.span.start()));
        let last = orgs.partition_point(|org| org.span.start() < end);
        let near = (0..last).rev().take(NESTED);
        near.filter(|org| orgs[*org].span.end() == end)
            .max_by_key(|org| orgs[*org].span.len())
            // "Chairman PCB X", as headlines have it.
            .or_else(|| behind(office.core.end()).filter(|_| office.role != "president"))
    } else {
        behind(office.core.end())
    };
    let Some(found) = found else {
        return false;
    };
    let org = &orgs[found];
    office.body = Some(found);
    if let Who::OfState(body) = &org.who {
        office.countries.extend(org.countries.iter().cloned());
        let known = HEADS_OF_BODIES.iter().find(|(of, _)| of == body);
        if let Some((_, role)) = known.filter(|_| office.role == "head") {
            (*role).clone_into(&mut office.role);
        }
    }
    office.span = office.span.join(org.span);
    if across.is_some() && office.role == "police-chief" {
        "head".clone_into(&mut office.role);
    }
    true
}

/// What the head of a body that every state has is called.
const HEADS_OF_BODIES: [(&str, &str); 6] = [
    ("cabinet", "chairman-of-the-cabinet-of-ministers"),
    ("central-bank", "governor-of-the-central-bank"),
    ("government", "head-of-government"),
    ("judiciary", "head-of-the-judiciary"),
    ("parliament", "speaker-of-parliament"),
    ("senate", "chairman-of-the-senate"),
];

/// How many organisations may end at one place, or begin behind its start.
const NESTED: usize = 6;

/// Offices that a team, club or company has; without one they are nobody's.
const OF_TEAMS: [&str; 10] = [
    "captain",
    "chairman-of-the-board",
    "chief-executive",
    "chief-executive-officer",
    "chief-financial-officer",
    "chief-operating-officer",
    "coach",
    "head-coach",
    "managing-director",
    "vice-captain",
];

/// Whether an office that is complete in itself is of an organisation that stands beside it.
pub(crate) fn may_have_body(text: &Text, office: &Office) -> bool {
    let before = text.skip_space_back(office.span.start());
    // "President of the board", where a word between them says so.
    let of = before < office.span.start() && text.ends("office.of", before).is_some();
    let president = office.role == "president" && of && office.countries.is_empty();
    let council = office.role.ends_with("-city-council") || office.role == "police-chief";
    OF_TEAMS.contains(&&*office.role) || president || council
}

/// Whether it is said that the office is of something which is not known, or is any one: it is nobody's whom
/// the text names elsewhere. "A new president" is of something unsaid.
pub(crate) fn is_open(text: &Text, office: &Office) -> bool {
    let told = !office.countries.is_empty()
        || office.reference.is_some()
        || office.body.is_some()
        || office.place.is_some();
    let of_unknown = || {
        let end = before_qualities(text, office.span.start());
        end < office.span.start() && text.ends("office.of", end).is_some()
    };
    let before = text.skip_space_back(office.span.start());
    let behind = text.skip_space(office.span.end());
    let any = before < office.span.start() && text.ends("org.any", before).is_some()
        // "Chairman of this committee"
        || !told && behind > office.span.end() && text.starts("org.any", behind).is_some();
    let unsaid = match text.has_an_article() {
        true => !is_definite(text, office.core),
        false => country_stands_before(text) && of_unknown(),
    };
    any || (!told && unsaid)
}

/// Whether a title has the article at its last word, or is somebody's.
pub(crate) fn is_definite(text: &Text, title: Span) -> bool {
    let last = last_word(text, title);
    text.is_definite(last) || is_possessed(text, last)
}

fn is_possessed(text: &Text, word: Span) -> bool {
    let word = word.of(text.source());
    let mut signs = text.signs("office.possessed").iter();
    signs.any(|sign| word.ends_with(sign.as_str()))
}

pub(crate) fn last_word(text: &Text, span: Span) -> Span {
    let token = text.token_at(span.end().saturating_sub(1));
    let token = token.and_then(|token| text.span(token));
    token
        .filter(|token| token.start() >= span.start())
        .unwrap_or(span)
}

/// Before what stands between an office and the country or body before it.
pub(crate) fn before_qualities(text: &Text, byte: usize) -> usize {
    let before = text.skip_space_back(byte);
    let quality = ["office.former", "office.acting", "office.quality"]
        .iter()
        .find_map(|slot| text.ends(slot, before));
    quality.map_or(before, |hit| text.skip_space_back(hit.span.start()))
}

/// A place whose name begins inside of a title and ends behind it.
pub(crate) fn across(text: &Text, title: Span) -> Option<&Hit> {
    let hits = text.hits("place");
    let from = hits.partition_point(|hit| hit.span.start() <= title.start());
    let mut inside = hits[from..]
        .iter()
        .take_while(|hit| hit.span.start() < title.end());
    inside.find(|hit| hit.span.end() > title.end())
}
