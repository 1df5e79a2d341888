//! Who and what a text names, as one noun phrase each: "Foreign Minister Ishaq Dar" is one party.

use std::collections::{BTreeMap, BTreeSet};

use khabar_core::{Cx, Fact, FactRef, Span, UNRESOLVED, Value};

use khabar_lex::Text;

use crate::frame::Role;

/// The kinds of mentions that take part in events.
pub(crate) const KINDS: &[&str] = &[
    "person",
    "office",
    "organization",
    "place",
    "project",
    "treaty",
    "occasion",
    "money",
    "quantity",
    "percent",
    "number",
    "time",
    "duration",
    "identity",
];

/// The kinds of the mentions of a document, by their place among its facts.
pub(crate) struct Kinds(Vec<&'static str>);

impl Kinds {
    pub fn of(cx: &Cx<'_>) -> Kinds {
        let mut kinds = Vec::new();
        for kind in KINDS {
            for (at, fact) in cx.facts(kind) {
                if kinds.len() <= at.index() {
                    kinds.resize(at.index() + 1, "");
                }
                kinds[at.index()] = fact.kind;
            }
        }
        Kinds(kinds)
    }

    /// Whether a role that holds mentions of some kinds may hold this filler.
    pub fn allow(&self, role: &Role, filled: &Filled) -> bool {
        match filled.value {
            Value::Fact(at) => {
                let kind = self.0.get(at.index()).copied().unwrap_or_default();
                role.holds.iter().any(|holds| holds == kind)
            }
            _ => true,
        }
    }
}

/// A filler: its value and the words that say it, if any do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Filled {
    pub value: Value,
    pub span: Option<Span>,
}

/// A noun phrase that names somebody or something.
#[derive(Debug, Clone)]
pub(crate) struct Party {
    /// The whole phrase, with office and name.
    pub span: Span,
    /// What it is: the kind of the mention; of a pronoun or "both sides" that of whom it means.
    pub kind: &'static str,
    /// The one, or the two of "both sides".
    pub fillers: Vec<Filled>,
    /// The office that stands beside the name, or is all that the text says.
    pub office: Option<FactRef>,
    /// Stands for somebody who was named before, and nobody knows for whom.
    pub pronoun: bool,
    /// Of an office: the text says of which country.
    pub of_a_country: bool,
    /// A town or region: it speaks only where it is said to.
    pub no_country: bool,
    /// Belongs to the press: a newspaper, a broadcaster, a news agency.
    pub press: bool,
    /// Is a club, a team or a federation of sport.
    pub sport: bool,
    /// Of a time: says when, and not how long or how often, and is no part of the page around the text.
    pub dated: bool,
}

/// The noun phrases of a document, in the order of the text; inner ones of longer ones are left out.
pub(crate) fn parties(cx: &Cx<'_>) -> Vec<Party> {
    let mut parties = Vec::new();
    let gazetteer = Text::of(cx).gazetteer();
    let known = |fact: &Fact| {
        let entity = fact.value("entity").map(ToString::to_string);
        entity.and_then(|entity| gazetteer.get(&entity))
    };
    let is_of = |fact: &Fact, classes: &[&str]| {
        let class = known(fact).and_then(|known| known.class.as_deref());
        class.is_some_and(|class| classes.contains(&class))
    };
    let no_country = |fact: &Fact| known(fact).is_some_and(|known| &*known.kind != "country");
    let offices: Vec<(FactRef, &Fact)> = cx.facts("office").collect();
    let mut held: BTreeMap<FactRef, Vec<usize>> = BTreeMap::new();
    for (n, (_, fact)) in offices.iter().enumerate() {
        for holder in fact
            .fillers("holder")
            .filter(|holder| holder.span.is_some())
        {
            if let Value::Fact(person) = holder.value {
                held.entry(person).or_default().push(n);
            }
        }
    }
    let mut beside = vec![false; offices.len()];
    let mut people = BTreeSet::new();
    for (at, person) in cx.facts("person") {
        people.insert(at);
        let mut span = person.span;
        let mut office = None;
        for n in held.get(&at).into_iter().flatten() {
            let (office_at, fact) = offices[*n];
            let gap = fact.span.start().saturating_sub(span.end());
            let gap = gap.max(span.start().saturating_sub(fact.span.end()));
            if gap <= NEAR {
                span = span.join(fact.span);
                office = office.or(Some(office_at));
                beside[*n] = true;
            }
        }
        parties.push(Party {
            span,
            kind: "person",
            fillers: vec![filled(at, person.span)],
            office,
            pronoun: false,
            of_a_country: false,
            no_country: false,
            press: false,
            sport: false,
            dated: false,
        });
    }
    // Who holds the office of a country, as far as the document says.
    let mut of_country: BTreeMap<(String, String), FactRef> = BTreeMap::new();
    for (_, fact) in &offices {
        let countries: Vec<String> = fact
            .fillers("country")
            .map(|f| f.value.to_string())
            .collect();
        let holder = fact.fillers("holder").next().map(|f| &f.value);
        if let (Some(role), [country], Some(Value::Fact(person))) =
            (fact.value("role"), &countries[..], holder)
        {
            of_country
                .entry((role.to_string(), country.clone()))
                .or_insert(*person);
        }
    }
    for ((at, fact), beside) in offices.iter().zip(beside) {
        if beside {
            continue;
        }
        let holders = fact.fillers("holder").map(|holder| Filled {
            value: holder.value.clone(),
            span: Some(fact.span),
        });
        let mut fillers: Vec<Filled> = holders.collect();
        let several = of_several(fact, &of_country);
        let kind = if let Some(several) = several {
            fillers = several;
            "person"
        } else if fillers.is_empty() {
            fillers.push(filled(*at, fact.span));
            "office"
        } else {
            "person"
        };
        parties.push(Party {
            span: fact.span,
            kind,
            fillers,
            office: Some(*at),
            pronoun: false,
            of_a_country: fact.fillers("country").next().is_some(),
            no_country: false,
            press: false,
            sport: false,
            dated: false,
        });
    }
    // A date in front of the text that is the page's own.
    let published = cx.document().meta.published.as_ref();
    let of_the_page = published.is_some_and(|published| published.from == "head line");
    for kind in KINDS
        .iter()
        .filter(|kind| !matches!(**kind, "person" | "office" | "identity"))
    {
        let facts = cx.facts(kind).filter(|(_, fact)| names(fact));
        parties.extend(facts.map(|(at, fact)| Party {
            span: fact.span,
            kind,
            fillers: vec![filled(at, fact.span)],
            office: None,
            pronoun: false,
            of_a_country: false,
            no_country: *kind == "place" && no_country(fact),
            press: *kind == "organization" && is_of(fact, &["media", "agency"]),
            sport: *kind == "organization" && is_of(fact, &["sport"]),
            dated: *kind == "time"
                && is_dated(fact)
                && !(of_the_page && fact.span.start() < HEAD_LINE),
        }));
    }
    let identities = cx.facts("identity");
    parties.extend(identities.filter_map(|(_, fact)| meant(&people, fact)));
    outermost(parties)
}

/// The occasions that a document names, in its order.
pub(crate) fn occasions(cx: &Cx<'_>) -> Vec<(Span, FactRef)> {
    let mut occasions: Vec<(Span, FactRef)> = cx
        .facts("occasion")
        .map(|(at, fact)| (fact.span, at))
        .collect();
    occasions.sort_unstable();
    occasions
}

/// How many bytes may stand between a name and its office.
const NEAR: usize = 24;

/// "The foreign ministers of X and Y": those who hold the office, where the document says who does; else
/// the countries.
fn of_several(
    office: &Fact,
    of_country: &BTreeMap<(String, String), FactRef>,
) -> Option<Vec<Filled>> {
    let role = office.value("role")?.to_string();
    let countries: Vec<&Value> = office
        .fillers("country")
        .map(|filler| &filler.value)
        .collect();
    let each = countries.iter().map(|country| {
        let holder = of_country.get(&(role.clone(), country.to_string()));
        Filled {
            value: holder.map_or_else(|| (*country).clone(), |person| Value::Fact(*person)),
            span: Some(office.span),
        }
    });
    (countries.len() > 1).then(|| each.collect())
}

fn filled(at: FactRef, span: Span) -> Filled {
    Filled {
        value: Value::Fact(at),
        span: Some(span),
    }
}

/// A date that is the page's own stands before this byte.
const HEAD_LINE: usize = 40;

/// Whether a time is a point or stretch of the calendar.
fn is_dated(fact: &Fact) -> bool {
    let value = fact
        .value("value")
        .map(ToString::to_string)
        .unwrap_or_default();
    value.starts_with(|c: char| c.is_ascii_digit() || c == 'X')
}

/// A nationality names nobody by itself: "the Egyptian side".
fn names(fact: &Fact) -> bool {
    let via = fact.value("via").map(ToString::to_string);
    via.is_none_or(|via| via != "nationality" && via != "demonym")
}

/// "Both sides" and "he", where they are somebody of their own and no name.
fn meant(people: &BTreeSet<FactRef>, identity: &Fact) -> Option<Party> {
    if !matches!(identity.by, "identity.two" | "identity.pronoun") {
        return None;
    }
    let antecedents = identity.fillers("antecedent").map(|filler| Filled {
        value: filler.value.clone(),
        span: Some(identity.span),
    });
    let mut fillers: Vec<Filled> = antecedents.collect();
    if fillers.is_empty() {
        fillers.push(Filled {
            value: Value::Symbol(UNRESOLVED),
            span: Some(identity.span),
        });
    }
    let is_person = fillers.iter().any(|filler| match filler.value {
        Value::Fact(of) => people.contains(&of),
        _ => false,
    });
    Some(Party {
        span: identity.span,
        kind: if is_person { "person" } else { "place" },
        fillers,
        office: None,
        pronoun: identity.by == "identity.pronoun",
        of_a_country: false,
        no_country: false,
        press: false,
        sport: false,
        dated: false,
    })
}

/// The order of the kinds where two name the same words.
fn rank(kind: &str) -> usize {
    KINDS.iter().position(|known| *known == kind).unwrap_or(0)
}

fn outermost(mut parties: Vec<Party>) -> Vec<Party> {
    parties.sort_by_key(|party| {
        let span = party.span;
        (
            span.start(),
            std::cmp::Reverse(span.end()),
            rank(party.kind),
        )
    });
    let mut until = 0;
    parties.retain(|party| {
        let outside = party.span.start() >= until;
        if outside {
            until = party.span.end();
        }
        outside
    });
    parties
}
