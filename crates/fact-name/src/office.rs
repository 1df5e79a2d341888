//! Offices: a role, the country or body that it is of, and how it is held.

use std::sync::Arc;

use khabar_core::Span;
use khabar_lex::{Form, Hit, Text};

use crate::org::{Org, list};
use crate::run::country_of;

/// An office that the text names.
#[derive(Debug, Clone)]
pub(crate) struct Office {
    /// Role, and country words where they stand beside it.
    pub span: Span,
    /// The role alone.
    pub core: Span,
    /// `foreign-minister`.
    pub role: String,
    pub countries: Vec<(Arc<str>, Option<Span>)>,
    /// Its country is "this country" or "the two countries", to be found in the text.
    pub reference: Option<(Reference, Span)>,
    /// Index of the organisation that it is of.
    pub body: Option<usize>,
    pub former: bool,
    pub acting: bool,
    /// Several people's: "the foreign ministers of".
    pub plural: bool,
    /// "his counterpart": the role of the office named before.
    pub counterpart: bool,
    /// "the chairman": of what, an office named before says.
    pub bare: bool,
}

/// A country that is not named here.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Reference {
    This,
    Both,
}

/// All offices of a text, in its order.
pub(crate) fn offices(text: &Text, orgs: &[Org]) -> Vec<Office> {
    let slots = [
        "office.title",
        "office.title_exact",
        "office.minister",
        "office.head",
        "office.counterpart",
    ];
    let mut heads: Vec<(&'static str, &Hit)> = slots
        .iter()
        .flat_map(|slot| text.hits(slot).iter().map(move |hit| (*slot, hit)))
        .collect();
    // Of two that begin together the longer; of the same the one that is complete in itself.
    heads.sort_by_key(|(_, hit)| (hit.span.start(), std::cmp::Reverse(hit.span.end())));
    let mut offices: Vec<Office> = Vec::new();
    for (slot, hit) in heads {
        let taken = offices
            .last()
            .is_some_and(|office| office.span.end() > hit.span.start());
        // "bin Sultan": a father's name.
        let before = text.skip_space_back(hit.span.start());
        let fathers = before < hit.span.start() && text.ends("name.particle", before).is_some();
        let given = is_given_here(text, hit);
        if taken || fathers || given || text.holds("name.trap", hit.span) || in_a_name(text, hit) {
            continue;
        }
        offices.extend(office(text, orgs, slot, hit));
    }
    share_countries(text, &mut offices);
    offices
}

/// Whether a known person's name has the word: "Shah Mahmood".
fn in_a_name(text: &Text, hit: &Hit) -> bool {
    let people = text.hits("person");
    let from = people.partition_point(|person| person.span.end() <= hit.span.start());
    people.get(from).is_some_and(|person| {
        person.span.contains(hit.span)
            && person.span != hit.span
            && !text.entry(person).meaning().is_guarded()
    })
}

/// Whether a title without the article that it needs is somebody's given name: "Sultan al-Dosari".
fn is_given_here(text: &Text, hit: &Hit) -> bool {
    let same = text
        .starts("given", hit.span.start())
        .is_some_and(|given| given.span == hit.span);
    let behind = text.skip_space(hit.span.end());
    let name = ["given", "family"]
        .iter()
        .any(|group| text.starts(group, behind).is_some());
    text.has_an_article() && !text.has_article(hit.span) && same && name
}

fn office(text: &Text, orgs: &[Org], slot: &str, hit: &Hit) -> Option<Office> {
    let value = text.entry(hit).value().unwrap_or_default();
    let mut office = Office {
        span: hit.span,
        core: hit.span,
        role: value.to_owned(),
        countries: Vec::new(),
        reference: None,
        body: None,
        former: false,
        acting: false,
        plural: text
            .starts("office.plural", hit.span.start())
            .is_some_and(|plural| hit.span.contains(plural.span)),
        counterpart: slot == "office.counterpart",
        bare: false,
    };
    if office.counterpart {
        "counterpart".clone_into(&mut office.role);
    }
    let mut end = hit.span.end();
    if slot == "office.minister" {
        let portfolio = text.starts("office.portfolio", text.skip_space(end));
        match portfolio {
            Some(portfolio) => {
                let of = text.entry(portfolio).value().unwrap_or_default();
                office.role = format!("{of}-minister");
                let listed = list(text, text.skip_space(portfolio.span.end()));
                end = listed.unwrap_or(portfolio.span.end());
            }
            None => "minister".clone_into(&mut office.role),
        }
        office.core = Span::new(text.source(), hit.span.start()..end).ok()?;
        office.span = office.core;
    }
    // "The two heads of government" says both in one word.
    let states = text.hits("office.both_states");
    let from = states.partition_point(|hit| hit.span.start() < office.core.start());
    let both = states
        .get(from)
        .filter(|both| office.core.contains(both.span));
    office.reference = both.map(|both| (Reference::Both, both.span));
    deputy(text, &mut office);
    let before = text
        .signs("office.country")
        .iter()
        .any(|sign| sign == "before");
    qualities(text, &mut office);
    let countries = match before {
        true => countries_before(text, &mut office),
        false => countries_behind(text, &mut office),
    };
    if office.counterpart {
        own(text, &mut office);
    }
    if slot == "office.head" && office.role == value {
        let with_body = body(text, orgs, &mut office, before);
        if !with_body {
            let of_country = text
                .starts("office.head_of_country", hit.span.start())
                .filter(|head| head.span == hit.span && countries);
            match of_country.and_then(|head| text.entry(head).value()) {
                Some(role) => role.clone_into(&mut office.role),
                None => office.bare = !countries,
            }
        }
    }
    Some(office)
}

/// "His Tajik counterpart": the word for "his" where it stands behind.
fn own(text: &Text, office: &mut Office) {
    if let Some(hit) = text.starts("office.own", text.skip_space(office.span.end())) {
        office.span = office.span.join(hit.span);
    }
}

/// "Deputy" directly before the office.
fn deputy(text: &Text, office: &mut Office) {
    let before = text.skip_space_back(office.core.start());
    if let Some(hit) = text.ends("office.deputy", before)
        && !office.role.starts_with("deputy")
    {
        office.role = format!("deputy-{}", office.role);
        office.core = hit.span.join(office.core);
        office.span = office.core;
    }
}

/// "Former" and "acting" on either side; they belong to no name, and the span ends before them.
fn qualities(text: &Text, office: &mut Office) {
    let before = text.skip_space_back(office.span.start());
    let behind = text.skip_space(office.span.end());
    let beside =
        |slot: &str| text.ends(slot, before).is_some() || text.starts(slot, behind).is_some();
    office.former |= beside("office.former");
    office.acting |= beside("office.acting");
}

/// Behind what stands between an office and its country or holder: "former", "acting".
pub(crate) fn behind_qualities(text: &Text, mut byte: usize) -> usize {
    loop {
        let at = text.skip_space(byte);
        let quality = ["office.former", "office.acting", "office.quality"]
            .iter()
            .find_map(|slot| text.starts(slot, at));
        match quality {
            Some(hit) => byte = hit.span.end(),
            None => return byte,
        }
    }
}

/// Where a holder's name may begin behind an office: past "former", an opening quotation mark, and an
/// abbreviation of the office in brackets.
pub(crate) fn ends(text: &Text, office: &Office) -> Vec<usize> {
    let source = text.source();
    let plain = text.skip_space(behind_qualities(text, office.span.end()));
    let mut ends = vec![plain];
    // "The Saudi ambassador in Muscat X", "the delegate to the United Nations X".
    if let Some(hit) = text.starts("office.in", plain) {
        let at = text.skip_space(hit.span.end());
        let whereto = ["place", "org"]
            .iter()
            .filter_map(|group| text.starts(group, at));
        ends.extend(whereto.map(|hit| text.skip_space(hit.span.end())));
    }
    let behind = |signs: &[char], at: usize| {
        let sign = source[at..].chars().next().filter(|c| signs.contains(c))?;
        Some(text.skip_space(at + sign.len_utf8()))
    };
    ends.extend(behind(&['«', '"', '“', ')'], plain));
    if source[plain..].starts_with('(')
        && let Some(length) = source[plain..].find(')').filter(|length| *length < BRACKET)
    {
        ends.push(text.skip_space(plain + length + 1));
    }
    ends
}

/// An abbreviation in brackets has at most this many bytes.
const BRACKET: usize = 40;

fn countries_behind(text: &Text, office: &mut Office) -> bool {
    let mut end = behind_qualities(text, office.span.end());
    loop {
        let at = text.skip_space(end);
        let found = country_at(text, at).filter(|(hit, _, form)| {
            // An adjective without the article belongs to no title that has it.
            *form == Form::Name || !text.has_article(office.core) || text.has_article(hit.span)
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

/// Behind "and" at a byte, be it a word or glued to what follows.
pub(crate) fn and(text: &Text, byte: usize) -> Option<usize> {
    if let Some(hit) = text.starts("name.and", byte) {
        return Some(text.skip_space(hit.span.end()));
    }
    // "وطاجيكستان": the name begins inside the word.
    let token = text.token_at(byte)?;
    let range = text.tokens()[token].range();
    let inside = |group: &str| {
        let hits = text.hits(group);
        let from = hits.partition_point(|hit| hit.span.start() <= range.start);
        let hit = hits.get(from)?;
        (hit.span.start() < range.end && range.start == byte).then(|| hit.span.start())
    };
    [
        "place",
        "office.title",
        "office.title_exact",
        "office.minister",
        "office.head",
        "given",
        "family",
        "person",
    ]
    .iter()
    .filter_map(|group| inside(group))
    .min()
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
    if holder {
        office.countries.push((country, Some(hit.span)));
        office.span = office.span.join(hit.span);
    }
    holder
}

fn countries_told_before(text: &Text, office: &mut Office) -> bool {
    let mut start = office.span.start();
    let before = text.skip_space_back(start);
    // Past a "former" between the country and the office.
    let quality = ["office.former", "office.acting", "office.quality"]
        .iter()
        .find_map(|slot| text.ends(slot, before));
    if let Some(hit) = quality {
        start = hit.span.start();
    }
    let before = text.skip_space_back(start);
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

/// The organisation that the office is of.
fn body(text: &Text, orgs: &[Org], office: &mut Office, before: bool) -> bool {
    // Organisations are sorted by their start.
    let starting = |at: usize| {
        let first = orgs.partition_point(|org| org.span.start() < at);
        (first..orgs.len()).take_while(move |org| orgs[*org].span.start() == at)
    };
    let found = if before {
        let end = text.skip_space_back(office.span.start());
        let end = text
            .ends("office.of", end)
            .map_or(end, |of| text.skip_space_back(of.span.start()));
        let last = orgs.partition_point(|org| org.span.start() < end);
        let near = (0..last).rev().take(NESTED);
        near.filter(|org| orgs[*org].span.end() == end)
            .max_by_key(|org| orgs[*org].span.len())
    } else {
        let at = text.skip_space(office.core.end());
        // "of" may be glued to the name.
        let token = text.token_at(at).map(|token| text.tokens()[token].range());
        let inside = token
            .filter(|token| token.start == at)
            .unwrap_or(at..at + 1);
        let found = inside.flat_map(starting);
        found.max_by_key(|org| orgs[*org].span.len())
    };
    let Some(found) = found else {
        return false;
    };
    let org = &orgs[found];
    office.body = Some(found);
    if org.entity_is_country_body() {
        office.countries.extend(org.countries.iter().cloned());
    }
    office.span = office.span.join(org.span);
    true
}

/// How many organisations may end at one place, or begin behind its start.
const NESTED: usize = 6;

/// "The deputy prime minister and foreign minister of X": the country of the last is that of all.
fn share_countries(text: &Text, offices: &mut [Office]) {
    for at in (1..offices.len()).rev() {
        let (left, right) = offices.split_at_mut(at);
        let (Some(one), other) = (left.last_mut(), &right[0]) else {
            continue;
        };
        let alone = one.countries.is_empty() && one.reference.is_none() && one.body.is_none();
        if alone && joined(text, one.span, other.core) {
            one.countries.clone_from(&other.countries);
            one.reference = other.reference;
            one.former |= other.former;
        }
    }
}

/// "The chairman" is the office named before whose last word it is.
pub(crate) fn bare_heads(text: &Text, offices: &mut [Office]) {
    for at in 0..offices.len() {
        if !offices[at].bare {
            continue;
        }
        let word = offices[at].core.of(text.source());
        let before = offices[..at].iter().rev().find(|office| {
            let core = office.core.of(text.source());
            !office.bare && core != word && (core.ends_with(word) || core.starts_with(word))
        });
        if let Some(before) = before {
            let (role, countries) = (before.role.clone(), before.countries.clone());
            let office = &mut offices[at];
            office.role = role;
            office.countries = countries
                .into_iter()
                .map(|(country, _)| (country, None))
                .collect();
            office.bare = false;
        }
    }
}

/// Whether only "and" stands between two stretches.
pub(crate) fn joined(text: &Text, one: Span, other: Span) -> bool {
    let from = text.skip_space(one.end());
    from <= other.start() && and(text, from) == Some(other.start())
}
