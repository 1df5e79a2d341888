//! The town or province that an office is of.

use khabar_core::{Span, Value};
use khabar_lex::{FUNCTION, Form, Hit, Meaning, Text, TokenKind};

use crate::office::{Office, behind_qualities};
use crate::scope::{across, before_qualities, country_stands_before, last_word};

/// Offices of a town, district or province.
const LOCAL: [&str; 22] = [
    "chairman-of-the-city-council",
    "chief-minister",
    "chief-secretary",
    "commissioner",
    "corps-commander",
    "county-governor",
    "deputy-commissioner",
    "deputy-governor",
    "deputy-mayor",
    "district-governor",
    "friday-prayer-leader",
    "governor",
    "inspector-general-of-police",
    "lieutenant-governor",
    "mayor",
    "member-of-parliament",
    "member-of-the-city-council",
    "military-governor",
    "police-chief",
    "police-commissioner",
    "prosecutor",
    "village-head",
];

/// Finds the place of a local office and takes it into its span: "the governor of the Qassim region".
pub(crate) fn place(text: &Text, office: &mut Office) {
    // "The director of the education department of Kerman"
    let of_body = office.body.is_some() && !country_stands_before(text) && !text.has_an_article();
    // "The agriculture minister of Punjab": provinces have ministers where the country stands before.
    let provincial = country_stands_before(text) && office.role.ends_with("-minister");
    let local = LOCAL.contains(&&*office.role) || of_body || provincial;
    if !local || !office.countries.is_empty() {
        return;
    }
    let before = match country_stands_before(text) {
        true => place_before(text, office),
        false => None,
    };
    let Some((span, place)) = before.or_else(|| place_behind(text, office)) else {
        return;
    };
    let province = matches!(&place, Value::Entity(id) if id.starts_with("region/"));
    if provincial && !province {
        return;
    }
    office.span = office.span.join(span);
    office.place = Some((place, span));
}

fn place_before(text: &Text, office: &Office) -> Option<(Span, Value)> {
    let of = text.ends("office.of", before_qualities(text, office.span.start()))?;
    let hit = text.ends("place", text.skip_space_back(of.span.start()))?;
    Some((hit.span, town(text, hit, &office.role)?))
}

fn place_behind(text: &Text, office: &Office) -> Option<(Span, Value)> {
    let end = match office.body {
        Some(_) => office.span.end(),
        None => office.core.end(),
    };
    let at = text.skip_space(behind_qualities(text, end));
    // "The emir of the Eastern Province", of which the title has the first word.
    if let Some(hit) = across(text, office.core) {
        return Some((hit.span, town(text, hit, &office.role)?));
    }
    if text.has_article(last_word(text, office.core)) || at == end {
        return None;
    }
    let kind = text.starts("place.kind", at);
    let name = kind.map_or(at, |kind| text.skip_space(kind.span.end()));
    if let Some(hit) = text.starts("place", name) {
        let object = text.starts("office.object", text.skip_space(hit.span.end()));
        return Some((
            hit.span,
            town(text, hit, &office.role).filter(|_| object.is_none())?,
        ));
    }
    if office.body.is_some() {
        return None;
    }
    // A town that nobody knows.
    let token = text.token_at(name)?;
    let span = text.span(token).filter(|span| span.start() == name)?;
    let named = ["given", "family", "person", FUNCTION]
        .iter()
        .any(|group| text.starts(group, name).is_some());
    let unknown = text.tokens()[token].kind == TokenKind::Word
        && text.cells(token).len() > 2
        && !text.is_common(token)
        && !text.is_slot_word(span)
        && !(named && kind.is_none());
    // Only the noun for what it is makes a place of a word, but where an office's town always follows it.
    let follows = !text.has_an_article() && !country_stands_before(text);
    let told = kind.is_some() || follows;
    let latin = || {
        let accent = khabar_name::Accent::of(text.signs("name.accent"));
        khabar_name::romanise(span.of(text.source()), accent)
    };
    (unknown && told).then(|| (span, Value::Name(latin())))
}

/// The place that a hit names, if it is no country; of a governor the province that is called like its capital.
fn town(text: &Text, hit: &Hit, role: &str) -> Option<Value> {
    let Meaning::Name {
        entity,
        form: Form::Name,
        ..
    } = text.entry(hit).meaning()
    else {
        return None;
    };
    let province = entity
        .strip_prefix("city/")
        .filter(|_| role.ends_with("governor") && role != "county-governor")
        .and_then(|name| {
            let kinds = ["province", "governorate", "region"].iter();
            let mut ids = kinds.map(|kind| format!("region/{name}-{kind}"));
            ids.find_map(|id| text.gazetteer().get(&id))
        });
    let place = province.map_or(entity, |province| &province.id);
    place.contains('/').then(|| Value::Entity(place.clone()))
}
