//! Whether two tellings are of one event.

use crate::document::Kind;
use crate::entity::Entities;
use crate::entity::kinship::Kinship;
use crate::event::rule::Rule;
use crate::event::share::{equal, joint, said, valued, who};
use crate::event::telling::{Actor, Telling};

/// Support from which two tellings are of one event.
const ENOUGH: f32 = 2.0;

/// What one who is not told on one side costs.
const BARE: f32 = 2.0;

/// What is measured happens to nobody: its words alone are not enough.
const NOBODY: f32 = -3.5;
const SAME_DAY: f32 = 3.0;
const SAME_DAYS: f32 = 2.0;
const SAME_VALUE: f32 = 2.0;
const SAME_PLACE: f32 = 1.0;
const OTHER_PLACE: f32 = -3.0;

/// Two documents of which one is undated must be so near in what they name.
pub(crate) const KIN: f32 = 2.0;

/// So near must they be where one tells barely who took part.
const CLOSE: f32 = 4.0;

/// States and organisations meet all the time: without a person the documents must be nearer.
const NO_PERSON: f32 = -2.0;

/// A document tells of what was so many days before it, and plans so far ahead.
const REPORTED: i32 = 4;
const PLANNED: i32 = 45;

/// Families in which people, organisations and states meet.
const TALKS: &[&str] = &["talks", "call"];

/// Compares tellings.
pub(crate) struct Comparer<'a> {
    pub entities: &'a Entities,
    pub kinship: &'a Kinship,
    /// By entity: the country that a place lies in.
    pub countries: &'a [Option<u32>],
}

impl Comparer<'_> {
    /// How strongly two tellings of one family speak for one event; `None` if they do not.
    pub(crate) fn support(&self, one: &Telling<'_>, other: &Telling<'_>) -> Option<f32> {
        if self.contradict(one, other) {
            return None;
        }
        let rule = Rule::of(&one.event.kind).filter(|_| one.event.kind == other.event.kind);
        let within = one.document == other.document;
        let kin = match within {
            true => 0.0,
            false => self.kinship.between(one.document, other.document),
        };
        let valued = valued(rule, one, other);
        let joint = joint(one, other);
        let who = who(one, other, within && valued)?;
        let said = said(rule, one, other, kin)?;
        let measured = rule.is_some_and(Rule::is_measured);
        let one_day = one.when.is_some() && one.when == other.when;
        // What is measured is measured again: but for one day only the same value is the same.
        if measured && !valued && !one_day {
            return None;
        }
        let told = valued || said.alike > 0;
        // Where words must say the same, nothing else does.
        if rule.is_some_and(|rule| !rule.says.is_empty()) && !told && !joint {
            return None;
        }
        let mut support = said.weight;
        if measured {
            support += NOBODY;
        }
        if valued {
            support += SAME_VALUE;
        }
        if TALKS.contains(&one.family) && !self.share_a_person(one, other) {
            support += NO_PERSON;
        }
        let bare = who.bare + said.bare;
        support += match within {
            true => within_support(one, other, told, joint)?,
            false => self.across_support(one, other, kin, bare)?,
        };
        if let Some((a, b)) = one.place.zip(other.place) {
            support += match self.place_agrees(a, b) {
                true => SAME_PLACE,
                false => OTHER_PLACE,
            };
        }
        (support >= ENOUGH + BARE * bare as f32).then_some(support)
    }

    /// What two documents say for one event by their times and by what else they name. `bare` are the roles
    /// that only one of them tells.
    fn across_support(
        &self,
        one: &Telling<'_>,
        other: &Telling<'_>,
        kin: f32,
        bare: usize,
    ) -> Option<f32> {
        let dated = one.about().is_some() && other.about().is_some();
        let states = TALKS.contains(&one.family) && !self.share_a_person(one, other);
        if states && (kin < CLOSE || !dated) {
            return None;
        }
        if bare > 0 && !barely(one, other, kin) {
            return None;
        }
        Some(self.time(one, other, kin)? + kin)
    }

    /// Whether a person, or somebody in an office, takes part in both.
    fn share_a_person(&self, one: &Telling<'_>, other: &Telling<'_>) -> bool {
        let person = |actor: &Actor| match actor {
            Actor::Entity(at) => self.entities.list[*at as usize].kind == Kind::Person,
            Actor::Office(_) => true,
        };
        one.everybody().intersection(&other.everybody()).any(person)
    }

    /// Whether something that both tell cannot be of one event.
    pub(crate) fn contradict(&self, one: &Telling<'_>, other: &Telling<'_>) -> bool {
        if one.family != other.family || !modalities_agree(one, other) {
            return true;
        }
        let slack = self.slack(one);
        let times = one
            .when
            .zip(other.when)
            .is_some_and(|(a, b)| !a.meets(b, slack));
        if self.elsewhere(one, other) || within_differs(one, other) {
            return true;
        }
        let weekday = |telling: &Telling<'_>, other: &Telling<'_>| {
            let day = other.when.filter(|days| days.is_day());
            let weekdays = telling
                .weekday
                .zip(day.map(|days| crate::days::weekday(days.from)));
            weekdays.is_some_and(|(told, is)| told != is)
        };
        let both = one.weekday.zip(other.weekday).is_some_and(|(a, b)| a != b);
        // Yes and no contradict each other only if they are said of one time.
        let undated = one.about().is_none() || other.about().is_none();
        let no = one.event.negated != other.event.negated && undated;
        if times || both || no || weekday(one, other) || weekday(other, one) {
            return true;
        }
        if one.event.kind != other.event.kind {
            return false;
        }
        let Some(rule) = Rule::of(&one.event.kind) else {
            return false;
        };
        let others = rule.alike.iter().any(|role| {
            let mut own = one.actors(role).peekable();
            let told = own.peek().is_some() && other.actors(role).next().is_some();
            told && !own.any(|actor| other.actors(role).any(|other| other == actor))
        });
        others
            || rule.equal.iter().any(|role| {
                let symbols = one.event.symbol(role).zip(other.event.symbol(role));
                let values = one.value(role).zip(other.value(role));
                symbols.is_some_and(|(a, b)| a != b) || values.is_some_and(|(a, b)| !equal(a, b))
            })
    }

    /// How far apart two days may be that are both told.
    fn slack(&self, telling: &Telling<'_>) -> i32 {
        let days = Rule::days(&telling.event.kind);
        match telling.family {
            // The same people meet again soon.
            "talks" | "call" => days.min(1),
            "indicator" => 0,
            _ => days,
        }
    }

    /// Whether two talks are in two places: then they are two, but of one day it may be a mistake.
    fn elsewhere(&self, one: &Telling<'_>, other: &Telling<'_>) -> bool {
        let talks = one.family == "talks";
        let one_day = one
            .when
            .zip(other.when)
            .is_some_and(|(a, b)| a.is_day() && a == b);
        let apart = one
            .place
            .zip(other.place)
            .is_some_and(|(a, b)| !self.place_agrees(a, b));
        talks && apart && (!one_day || one.document == other.document)
    }

    /// What the times of two documents say; `None` if they are too far apart, or nobody knows.
    fn time(&self, one: &Telling<'_>, other: &Telling<'_>, kin: f32) -> Option<f32> {
        let slack = Rule::days(&one.event.kind);
        match (one.when, other.when) {
            (Some(a), Some(b)) if a.meets(b, 0) => {
                return Some(if a.is_day() && b.is_day() {
                    SAME_DAY
                } else {
                    SAME_DAYS
                });
            }
            (Some(a), Some(b)) => return a.meets(b, self.slack(one)).then_some(0.0),
            _ => {}
        }
        let reported = |when: crate::days::Days, day: i32, telling: &Telling<'_>| {
            let ahead = match &*telling.event.modality {
                "asserted" => 1,
                _ => PLANNED,
            };
            when.to >= day - REPORTED && when.from <= day + ahead
        };
        match (one.when, one.day, other.when, other.day) {
            (Some(when), _, None, Some(day)) => reported(when, day, other).then_some(SAME_DAYS),
            (None, Some(day), Some(when), _) => reported(when, day, one).then_some(SAME_DAYS),
            (None, Some(a), None, Some(b)) => ((a - b).abs() <= slack).then_some(SAME_DAYS),
            _ if kin >= KIN => Some(0.0),
            _ => weekday_there(one, other).then_some(SAME_DAYS),
        }
    }

    /// Whether two places may be one: the same, or one within the other.
    pub(crate) fn place_agrees(&self, one: u32, other: u32) -> bool {
        let of = |place: u32| self.countries.get(place as usize).copied().flatten();
        // Of places that are no countries and whose country is the same, one may hold the other.
        let kind = |place: u32| {
            let entity = &self.entities.list[place as usize];
            (entity.kind == Kind::Place)
                .then(|| entity.id.split('/').next().unwrap_or_default().to_owned())
        };
        // A region of the world may hold any country.
        let wide = |place: u32| {
            let region = self.entities.list[place as usize].id.starts_with("region/");
            region && of(place).is_none()
        };
        one == other
            || wide(one)
            || wide(other)
            || of(one) == Some(other)
            || of(other) == Some(one)
            || (of(one).is_some() && of(one) == of(other) && kind(one) != kind(other))
    }
}

/// What speaks for one event within a document, which has joined its tellings already: a value or words, a treaty,
/// or talks of the same people by two names.
fn within_support(one: &Telling<'_>, other: &Telling<'_>, told: bool, joint: bool) -> Option<f32> {
    let talks = one.event.kind != other.event.kind
        && (one.who == other.who || one.same_sides(other))
        && one.event.modality == other.event.modality;
    let treaty = if joint { SAME_VALUE } else { 0.0 };
    (told || joint || talks).then_some(ENOUGH + treaty)
}

/// Whether one who is told barely may be the same: documents of one matter and one day.
fn barely(one: &Telling<'_>, other: &Telling<'_>, kin: f32) -> bool {
    let told = one.when.zip(other.when).map(|(a, b)| a.is_day() && a == b);
    let published = one.day.zip(other.day).map(|(a, b)| (a - b).abs() <= 1);
    match one.family {
        "talks" | "call" => told == Some(true) && kin >= KIN,
        _ => kin >= CLOSE && told.or(published) != Some(false),
    }
}

/// Whether one may be told as done and the other as planned: what is asked for or only possible is told
/// apart from what is.
fn modalities_agree(one: &Telling<'_>, other: &Telling<'_>) -> bool {
    let real = |telling: &Telling<'_>| {
        matches!(
            &*telling.event.modality,
            "asserted" | "planned" | "committed" | "denied"
        )
    };
    real(one) == real(other)
}

/// Whether one document tells two values or says yes and no: it tells of two things.
fn within_differs(one: &Telling<'_>, other: &Telling<'_>) -> bool {
    if one.document != other.document {
        return false;
    }
    let rule = Rule::of(&one.event.kind).filter(|_| one.event.kind == other.event.kind);
    let mut settles = rule.iter().flat_map(|rule| &rule.settles);
    let differs = |role: &String| {
        let values = one.value(role).zip(other.value(role));
        values.is_some_and(|(a, b)| !equal(a, b))
    };
    one.event.negated != other.event.negated || settles.any(differs)
}

/// Whether one tells a weekday and the other a day that is one, at one place.
fn weekday_there(one: &Telling<'_>, other: &Telling<'_>) -> bool {
    let fits = |open: &Telling<'_>, dated: &Telling<'_>| {
        let day = dated.when.filter(|days| days.is_day());
        let weekday = day.map(|days| crate::days::weekday(days.from));
        open.weekday.is_some() && open.weekday == weekday
    };
    one.place.is_some() && one.place == other.place && (fits(one, other) || fits(other, one))
}
