//! Offices: a role, the country or body that it is of, and how it is held.

use std::sync::Arc;

use khabar_core::{Span, Value};
use khabar_lex::{Hit, Text};

use crate::org::{Org, portfolios};
use crate::{annex, local, scope};

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
    /// The town or province that it is of: an entity, or a name that nobody knows.
    pub place: Option<(Value, Span)>,
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
        let word =
            is_given_here(text, hit) || is_adjective(text, hit) || is_of_a_name(text, hit, before);
        if taken || fathers || word || text.holds("name.trap", hit.span) || in_a_name(text, hit) {
            continue;
        }
        offices.extend(office(text, orgs, slot, hit));
    }
    share_countries(text, &mut offices);
    offices
}

/// Whether a known person's name has the word, or a given name of several: "Shah Mahmood".
fn in_a_name(text: &Text, hit: &Hit) -> bool {
    ["person", "given"].iter().any(|group| {
        let names = text.hits(group);
        let from = names.partition_point(|name| name.span.end() <= hit.span.start());
        names.get(from).is_some_and(|name| {
            name.span.contains(hit.span)
                && name.span != hit.span
                && !text.entry(name).meaning().is_guarded()
        })
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

/// "Naser al-Din Shah": a title behind the name that it belongs to.
fn is_of_a_name(text: &Text, hit: &Hit, before: usize) -> bool {
    let title = text
        .starts("office.of_names", hit.span.start())
        .is_some_and(|title| title.span == hit.span);
    title && before < hit.span.start() && text.ends("given", before).is_some()
}

/// "The main tent": an adjective of the noun before it.
fn is_adjective(text: &Text, hit: &Hit) -> bool {
    let same = text
        .starts("office.adjective", hit.span.start())
        .is_some_and(|adjective| adjective.span == hit.span);
    let before = text.skip_space_back(hit.span.start());
    let noun = text.token_at(before.saturating_sub(1));
    let noun = noun.and_then(|noun| text.span(noun));
    same && noun.is_some_and(|noun| noun.end() == before && text.is_definite(noun))
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
        place: None,
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
                end = match office.plural {
                    true => portfolio.span.end(),
                    false => portfolios(text, portfolio.span.end()),
                };
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
    qualities(text, &mut office);
    let countries = scope::countries(text, &mut office);
    if office.counterpart {
        own(text, &mut office);
    }
    if slot == "office.head" && office.role == value {
        let with_body = scope::body(text, orgs, &mut office);
        if !with_body {
            let of_country = text
                .starts("office.head_of_country", hit.span.start())
                .filter(|head| head.span == hit.span && countries);
            match of_country.and_then(|head| text.entry(head).value()) {
                Some(role) => role.clone_into(&mut office.role),
                None => office.bare = !countries,
            }
        }
    } else if scope::may_have_body(text, &office) {
        scope::body(text, orgs, &mut office);
    }
    local::place(text, &mut office);
    let ambassador = office.role == "ambassador";
    let needs = slot == "office.head" || ambassador;
    if let Some(end) = annex::annexed(text, &office).filter(|_| needs) {
        let title = text.starts("office.title", text.skip_space(office.span.end()));
        if ambassador && title.is_none() {
            // "The ambassador of the desert"
            return None;
        }
        office.span = Span::new(text.source(), office.span.start()..end).ok()?;
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
pub(crate) fn qualities(text: &Text, office: &mut Office) {
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
        // "President «deposed» X"
        let open = text.source()[at..].chars().next();
        let quote = open
            .filter(|c| QUOTES.contains(c))
            .map_or(0, char::len_utf8);
        let quality = ["office.former", "office.acting", "office.quality"]
            .iter()
            .find_map(|slot| text.starts(slot, at + quote));
        let Some(hit) = quality else {
            return byte;
        };
        byte = hit.span.end();
        let close = text.source()[byte..].chars().next();
        byte += close.filter(|_| quote > 0).map_or(0, char::len_utf8);
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
    ends.extend(behind(&QUOTES, plain));
    ends.extend(behind(&[')'], plain));
    if source[plain..].starts_with('(')
        && let Some(length) = source[plain..].find(')').filter(|length| *length < BRACKET)
    {
        ends.push(text.skip_space(plain + length + 1));
    }
    ends
}

pub(crate) const QUOTES: [char; 3] = ['«', '"', '“'];

/// An abbreviation in brackets has at most this many bytes.
const BRACKET: usize = 40;

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
        "office.portfolio",
        "given",
        "family",
        "person",
    ]
    .iter()
    .filter_map(|group| inside(group))
    .min()
}

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
        if !offices[at].bare || scope::is_open(text, &offices[at]) {
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
