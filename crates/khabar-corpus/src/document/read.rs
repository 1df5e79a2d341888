//! From the lines of a document to what is kept of it.

use std::collections::BTreeMap;

use foldhash::HashMap;
use rust_decimal::Decimal;

use super::{
    Claim, Document, Event, Filler, Gist, How, Kind, Mention, Name, Office, Parts, TimeFact, Value,
    Who,
};
use crate::days;
use crate::record::{DocumentRecord, FactRecord, FillerRecord, fact_id};
use crate::words;

/// Reads the lines of one document.
pub(crate) fn read(record: &DocumentRecord, facts: &[FactRecord]) -> Document {
    let mut reader = Reader {
        facts: facts.iter().map(|fact| (&*fact.id, fact)).collect(),
        ..Reader::default()
    };
    for fact in facts {
        reader.name(fact);
    }
    for fact in facts {
        match &*fact.kind {
            "office" => reader.office(fact),
            "time" => reader.time(fact),
            _ => {}
        }
    }
    for fact in facts.iter().filter(|fact| fact.kind == "identity") {
        reader.identity(fact);
    }
    let inside = Inside::of(&reader, facts);
    let mut events = Vec::new();
    let mut cited = Vec::new();
    let mut claims = Vec::new();
    for fact in facts {
        if fact.attrs.contains_key("modality") {
            events.push(reader.event(fact, &inside));
        } else if matches!(&*fact.kind, "attribution" | "dateline") {
            for role in ["agency", "cited", "outlet"] {
                let fillers = fact.fillers(role).iter();
                cited.extend(fillers.filter_map(|filler| reader.who(filler)));
            }
        } else if fact.kind == "conflict" {
            let claimed = fact.fillers("claim").iter();
            claims.push(Claim::Told {
                fact: id_of(fact),
                text: fact.text.as_str().into(),
                kind: fact.symbol("type").unwrap_or_default().into(),
                facts: claimed
                    .filter_map(|filler| filler.fact.as_deref().and_then(fact_id))
                    .collect(),
            });
        } else if let Some(country) = fact.first("capital_of") {
            claims.extend(reader.capital(fact, country));
        }
    }
    let names = std::mem::take(&mut reader.names);
    Document {
        id: record.doc.as_str().into(),
        language: record
            .language
            .as_ref()
            .map_or("", |language| &language.variety)
            .into(),
        day: record
            .published
            .as_ref()
            .and_then(|published| days::of_date(&published.date)),
        outlet: record.outlet.as_deref().map(Into::into),
        sketch: sketch(record.sketch.as_deref().unwrap_or_default()),
        names,
        offices: reader.offices,
        times: reader.times,
        events,
        cited,
        claims,
    }
}

/// The numbers of a sketch, eight hexadecimal digits each.
fn sketch(hex: &str) -> Box<[u32]> {
    let numbers = hex.as_bytes().chunks(8).filter_map(|digits| {
        let digits = std::str::from_utf8(digits).ok()?;
        u32::from_str_radix(digits, 16).ok()
    });
    let mut numbers: Vec<u32> = numbers.collect();
    numbers.sort_unstable();
    numbers.into()
}

fn id_of(fact: &FactRecord) -> u64 {
    fact_id(&fact.id).unwrap_or_default()
}

#[derive(Default)]
struct Reader<'r> {
    facts: HashMap<&'r str, &'r FactRecord>,
    names: Vec<Name>,
    /// Names by kind and by id or Latin spelling.
    by_key: BTreeMap<(Kind, String), u32>,
    name_of: HashMap<&'r str, u32>,
    offices: Vec<Office>,
    office_of: HashMap<&'r str, u32>,
    times: Vec<TimeFact>,
    time_of: HashMap<&'r str, u32>,
}

impl<'r> Reader<'r> {
    fn name(&mut self, fact: &'r FactRecord) {
        let Some((kind, value)) = Kind::of(&fact.kind).zip(fact.value.as_ref()) else {
            return;
        };
        let latin = value.latin.as_deref().unwrap_or_default();
        let Some(key) = value.entity.as_deref().or(value.latin.as_deref()) else {
            return;
        };
        let names = &mut self.names;
        let at = *self
            .by_key
            .entry((kind, key.to_owned()))
            .or_insert_with(|| {
                names.push(Name {
                    kind,
                    entity: value.entity.as_deref().map(Into::into),
                    latin: latin.into(),
                    person: None,
                    forms: Vec::new(),
                    mentions: Vec::new(),
                    countries: Vec::new(),
                });
                names.len() as u32 - 1
            });
        self.name_of.insert(&fact.id, at);
        let name = &mut self.names[at as usize];
        name.mentions.push(Mention {
            fact: id_of(fact),
            how: How::Named,
        });
        match name.forms.iter_mut().find(|(form, _)| **form == *fact.text) {
            Some((_, times)) => *times += 1,
            None => name.forms.push((fact.text.as_str().into(), 1)),
        }
        for country in fact
            .fillers("country")
            .iter()
            .filter_map(|f| f.entity.as_deref())
        {
            if !name.countries.iter().any(|known| **known == *country) {
                name.countries.push(country.into());
            }
        }
        if kind == Kind::Person {
            let parts = parts(fact);
            let fuller = |known: &Parts| known.size() >= parts.size();
            if !name.person.as_ref().is_some_and(fuller) {
                name.person = Some(parts);
            }
        }
    }

    fn office(&mut self, fact: &'r FactRecord) {
        let Some(role) = fact
            .value
            .as_ref()
            .and_then(|value| value.entity.as_deref())
        else {
            return;
        };
        let of = ["country", "body", "place"].iter();
        let of = of.flat_map(|role| fact.fillers(role));
        // A body that nobody knows is known by its name.
        let of = of.filter_map(|filler| {
            let of = filler.entity.as_deref().or(filler.latin.as_deref());
            of.map(Into::into)
        });
        let holders = fact.fillers("holder").iter();
        let holders: Vec<u32> = holders.filter_map(|filler| self.name_at(filler)).collect();
        let at = self.offices.len() as u32;
        self.office_of.insert(&fact.id, at);
        for holder in &holders {
            self.means(*holder, fact, How::ByOffice);
        }
        self.offices.push(Office {
            fact: id_of(fact),
            role: role.into(),
            of: of.collect(),
            told_of: fact
                .fillers("country")
                .iter()
                .any(|filler| filler.text.is_some()),
            holders,
            status: fact.symbol("status").map(Into::into),
        });
    }

    fn means(&mut self, name: u32, fact: &FactRecord, how: How) {
        let mention = Mention {
            fact: id_of(fact),
            how,
        };
        let mentions = &mut self.names[name as usize].mentions;
        if !mentions.contains(&mention) {
            mentions.push(mention);
        }
    }

    fn time(&mut self, fact: &'r FactRecord) {
        let value = fact.value.as_ref();
        let told = value.and_then(|v| v.edtf.as_deref().or(v.unresolved.as_deref()));
        let Some(told) = told else {
            return;
        };
        self.time_of.insert(&fact.id, self.times.len() as u32);
        self.times.push(TimeFact {
            fact: id_of(fact),
            text: fact.text.as_str().into(),
            value: told.into(),
            days: days::of_edtf(told),
            page: fact.symbol("of") == Some("page"),
        });
    }

    /// Whom the words of an `identity` mean: another name of theirs is one with it, others are mentions.
    fn identity(&mut self, fact: &FactRecord) {
        if fact.symbol("status") != Some("resolved") {
            return;
        }
        let mention = fact.first("mention");
        let how = match mention.and_then(|mention| self.fact(mention)) {
            // Its own fact is a mention of the one name already.
            Some(person) if person.kind == "person" => return,
            Some(_) => How::ByOffice,
            None => How::ByReference,
        };
        let antecedents = fact.fillers("antecedent").iter();
        let antecedents: Vec<u32> = antecedents
            .filter_map(|filler| self.name_at(filler))
            .collect();
        for name in antecedents {
            // An office that is held is counted with its own fact.
            if how == How::ByReference {
                self.means(name, fact, how);
            }
        }
    }

    fn fact(&self, filler: &FillerRecord) -> Option<&'r FactRecord> {
        self.facts.get(filler.fact.as_deref()?).copied()
    }

    fn name_at(&self, filler: &FillerRecord) -> Option<u32> {
        self.name_of.get(filler.fact.as_deref()?).copied()
    }

    /// Who fills a role: a name, the one who is known to hold an office, or an office.
    fn who(&self, filler: &FillerRecord) -> Option<Who> {
        if let Some(name) = self.name_at(filler) {
            return Some(Who::Name(name));
        }
        if let Some(office) = filler.fact.as_deref().and_then(|id| self.office_of.get(id)) {
            return Some(match self.offices[*office as usize].holders.as_slice() {
                [one] => Who::Name(*one),
                _ => Who::Office(*office),
            });
        }
        let entity = filler.entity.as_deref()?;
        let known = Kind::ALL
            .into_iter()
            .find_map(|kind| self.by_key.get(&(kind, entity.to_owned())));
        known.map(|at| Who::Name(*at))
    }

    fn capital(&self, fact: &FactRecord, country: &FillerRecord) -> Option<Claim> {
        let span = country.span?;
        let at = self
            .facts
            .values()
            .find(|place| place.kind == "place" && place.span == span)?;
        Some(Claim::Capital {
            city: *self.name_of.get(&*fact.id)?,
            city_fact: id_of(fact),
            country: self.name_of.get(&*at.id).copied()?,
            country_fact: id_of(at),
        })
    }

    fn event(&self, fact: &FactRecord, inside: &Inside) -> Event {
        let mut roles = Vec::new();
        for (role, fillers) in &fact.roles {
            for filler in fillers {
                let filler = self.filler(filler, inside);
                roles.extend(filler.map(|filler| (role.as_str().into(), filler)));
            }
        }
        // Where the report comes from is not yet where it was.
        let own = |role: &str, from: &str| {
            let told = fact.first(role)?.fact.as_deref()?;
            (fact.symbol(from) != Some("dateline")).then_some(told)
        };
        let time = own("time", "time_from");
        let place = own("place", "place_from")
            .and_then(|id| self.name_of.get(id))
            .copied();
        let sources = fact.fillers("source").iter();
        Event {
            fact: id_of(fact),
            kind: fact.kind.as_str().into(),
            text: fact.text.as_str().into(),
            negated: fact.symbol("polarity") == Some("negated"),
            modality: fact.symbol("modality").unwrap_or_default().into(),
            roles,
            time: time.and_then(|id| self.time_of.get(id)).copied(),
            place,
            sources: sources.filter_map(|filler| self.who(filler)).collect(),
        }
    }

    fn filler(&self, filler: &FillerRecord, inside: &Inside) -> Option<Filler> {
        if let Some(who) = self.who(filler) {
            return Some(Filler::Who(who));
        }
        if let Some(symbol) = &filler.symbol {
            return Some(Filler::Symbol(symbol.as_str().into()));
        }
        if let Some(fact) = self.fact(filler) {
            if let Some(time) = self.time_of.get(&*fact.id) {
                return Some(Filler::Time(*time));
            }
            return value_of(fact).map(Filler::Value);
        }
        let (text, span) = (filler.text.as_deref()?, filler.span?);
        Some(Filler::Words(Gist {
            text: text.into(),
            words: words::words(text),
            things: inside.things(span.bytes),
        }))
    }
}

fn parts(fact: &FactRecord) -> Parts {
    let texts = |role: &str| -> Vec<Box<str>> {
        let fillers = fact.fillers(role).iter();
        fillers
            .filter_map(|filler| filler.text.as_deref().map(Into::into))
            .collect()
    };
    Parts {
        given: texts("given")
            .iter()
            .flat_map(|given| given.split_whitespace())
            .map(Into::into)
            .collect(),
        family: texts("family").into_iter().next(),
        patronymic: texts("patronymic").into_iter().next(),
    }
}

/// The number that a fact states.
pub(crate) fn value_of(fact: &FactRecord) -> Option<Value> {
    let value = fact.value.as_ref()?;
    let number = value.amount.as_ref().or(value.decimal.as_ref());
    let number = match (number, value.integer) {
        (Some(number), _) => number.parse().ok()?,
        (None, Some(integer)) => Decimal::from(integer),
        (None, None) => return None,
    };
    let unit = match &*fact.kind {
        "percent" => Some("%"),
        _ => value.currency.as_deref().or(value.unit.as_deref()),
    };
    Some(Value {
        fact: id_of(fact),
        number,
        unit: unit.unwrap_or_default().into(),
        bound: value.bound.as_deref().unwrap_or_default().into(),
        text: fact.text.as_str().into(),
    })
}

/// What stands where, in the order of the text: names and values as numbers.
struct Inside {
    things: Vec<([usize; 2], u32)>,
}

impl Inside {
    fn of(reader: &Reader<'_>, facts: &[FactRecord]) -> Inside {
        let things = facts.iter().filter_map(|fact| {
            let thing = match reader.name_of.get(&*fact.id) {
                Some(name) => {
                    let name = &reader.names[*name as usize];
                    // Countries stand in too many stories to tell them apart.
                    if name.entity.as_ref().is_some_and(|id| id.len() == 2) {
                        return None;
                    }
                    words::number(name.entity.as_deref().unwrap_or(&name.latin))
                }
                None => {
                    let value = value_of(fact)?;
                    words::number(&format!("{} {}", value.number.normalize(), value.unit))
                }
            };
            Some((fact.span.bytes, thing))
        });
        let mut things: Vec<_> = things.collect();
        things.sort_unstable();
        Inside { things }
    }

    fn things(&self, bytes: [usize; 2]) -> Box<[u32]> {
        let from = self.things.partition_point(|(span, _)| span[0] < bytes[0]);
        let inside = self.things[from..]
            .iter()
            .take_while(|(span, _)| span[0] < bytes[1])
            .filter(|(span, _)| span[1] <= bytes[1]);
        let mut things: Vec<u32> = inside.map(|(_, thing)| *thing).collect();
        things.sort_unstable();
        things.dedup();
        things.into()
    }
}
