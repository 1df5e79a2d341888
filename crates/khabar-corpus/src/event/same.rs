//! Whether two tellings are of one event.

use crate::document::{Gist, Kind, Value};
use crate::entity::Entities;
use crate::entity::kinship::Kinship;
use crate::event::rule::Rule;
use crate::event::telling::{Actor, Telling};
use crate::words::shared;

/// Support from which two tellings are of one event.
const ENOUGH: f32 = 2.0;

/// What one who is not told on one side costs.
const BARE: f32 = 2.0;

/// What is measured happens to nobody: its words alone are not enough.
const NOBODY: f32 = -3.5;
const SAME_DAY: f32 = 3.0;
const SAME_DAYS: f32 = 2.0;
const SAME_WORDS: f32 = 3.0;
const SAME_VALUE: f32 = 2.0;
const SAME_PLACE: f32 = 1.0;
const OTHER_PLACE: f32 = -3.0;

/// Two documents of which one is undated must be so near in what they name.
const KIN: f32 = 2.0;

/// So near must they be where one tells barely who took part.
const CLOSE: f32 = 4.0;

/// States and organisations meet all the time: without a person the documents must be nearer.
const NO_PERSON: f32 = -2.0;

/// A document tells of what was so many days before it, and plans so far ahead.
const REPORTED: i32 = 4;
const PLANNED: i32 = 45;

/// Stretches of words say the same if they share so much of the shorter one, and so many words.
const ALIKE: f32 = 0.6;
const FEWEST: usize = 4;

/// And so much of the longer one: content that was cut too long holds another statement.
const OVERLAP: f32 = 0.4;

/// What is measured is named by few words, nearly all of which must be the same.
const MEASURED: f32 = 0.85;

/// In two languages they must share so many names and numbers.
const THINGS: usize = 2;

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
        let within = one.document == other.document;
        let kin = match within {
            true => 0.0,
            false => self.kinship.between(one.document, other.document),
        };
        let rule = Rule::of(&one.event.kind).filter(|_| one.event.kind == other.event.kind);
        let valued = valued(rule, one, other);
        let (mut support, mut bare) = self.who(one, other, within && valued)?;
        let joint = joint(one, other);
        let mut told = valued;
        let measured = rule.is_some_and(|rule| rule.who().next().is_none());
        for role in rule.iter().flat_map(|rule| &rule.says) {
            match (one.gist(role), other.gist(role)) {
                (Some(a), Some(b)) => match self.words(a, b, kin, measured) {
                    Some(words) => (support, told) = (support + words, true),
                    // One treaty is one matter, whatever is said of it.
                    None if joint => {}
                    None => return None,
                },
                (None, None) => {}
                _ => bare += 1,
            }
        }
        if valued {
            support += SAME_VALUE;
        }
        if joint && within {
            support += SAME_VALUE;
        }
        let talks = one.event.kind != other.event.kind
            && (one.who == other.who || one.same_sides(other))
            && one.event.modality == other.event.modality;
        // What is measured is measured again: but for one day only the same value is the same.
        let one_day = one.when.is_some() && one.when == other.when;
        if measured && !valued && !one_day {
            return None;
        }
        // Where words must say the same, nothing else does.
        if rule.is_some_and(|rule| !rule.says.is_empty()) && !told && !joint {
            return None;
        }
        if within && !told && !joint && !talks {
            // Joined by the document's own reading if anything speaks for it.
            return None;
        }
        let persons = support >= 0.0 || measured;
        let dated = one.about().is_some() && other.about().is_some();
        if !within && !persons && (kin < CLOSE || !dated) {
            return None;
        }
        if bare > 0 && !within && !self.barely(one, other, kin) {
            return None;
        }
        support += match within {
            true => ENOUGH,
            false => self.time(one, other, kin)? + kin,
        };
        if let Some((a, b)) = one.place.zip(other.place) {
            support += match self.place_agrees(a, b) {
                true => SAME_PLACE,
                false => OTHER_PLACE,
            };
        }
        (support >= ENOUGH + BARE * bare as f32).then_some(support)
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

    /// Whether one who is told barely may be the same: documents of one matter and one day.
    fn barely(&self, one: &Telling<'_>, other: &Telling<'_>, kin: f32) -> bool {
        let told = one.when.zip(other.when).map(|(a, b)| a.is_day() && a == b);
        let published = one.day.zip(other.day).map(|(a, b)| (a - b).abs() <= 1);
        match one.family {
            "talks" | "call" => told == Some(true) && kin >= KIN,
            _ => kin >= CLOSE && told.or(published) != Some(false),
        }
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

    /// What those who take part say: their weight and how many are not told on one side.
    /// `sure` says that something else does already.
    pub(crate) fn who(
        &self,
        one: &Telling<'_>,
        other: &Telling<'_>,
        sure: bool,
    ) -> Option<(f32, usize)> {
        let Some(rule) = Rule::of(&one.event.kind) else {
            let (a, b) = (one.everybody(), other.everybody());
            return (a.intersection(&b).count() >= 2).then_some((0.0, 0));
        };
        let (mut bare, mut agreeing, mut any) = (0, 0, false);
        for (least, role) in rule.who() {
            any = true;
            let a: Vec<Actor> = one.actors(role).collect();
            let b: Vec<Actor> = other.actors(role).collect();
            if a.is_empty() && b.is_empty() {
                continue;
            }
            if a.is_empty() || b.is_empty() {
                bare += 1;
                continue;
            }
            let shared = a.iter().filter(|actor| b.contains(actor)).count();
            match shared {
                0 => return None,
                shared if shared >= least => agreeing += 1,
                _ if one.document == other.document && one.same_sides(other) => agreeing += 1,
                _ if a.len() < least || b.len() < least => {
                    (bare, agreeing) = (bare + 1, agreeing + 1)
                }
                _ => return None,
            }
        }
        if !any {
            return Some((NOBODY, 0));
        }
        // Who is told by one role alone, of several that say which event it is, is told barely.
        let single = agreeing == 1 && rule.who().count() > 1 && bare == 0 && rule.says.is_empty();
        // A country that somebody goes to is not yet the visit; a treaty is enough.
        let first = rule.who().next().is_some_and(|(_, role)| {
            one.actors(role).next().is_some() && other.actors(role).next().is_some()
        });
        let person = |actor: &Actor| match actor {
            Actor::Entity(at) => self.entities.list[*at as usize].kind == Kind::Person,
            Actor::Office(_) => true,
        };
        let (a, b) = (one.everybody(), other.everybody());
        let talks = matches!(one.family, "talks" | "call");
        let weight = match talks && !a.intersection(&b).any(person) {
            true => NO_PERSON,
            false => 0.0,
        };
        (first || sure || joint(one, other)).then_some((weight, bare + usize::from(single)))
    }

    /// What two stretches of words say of each other; `None` if not the same.
    fn words(&self, one: &Gist, other: &Gist, kin: f32, measured: bool) -> Option<f32> {
        let ratio = |a: &[u32], b: &[u32]| {
            let (fewer, more) = (a.len().min(b.len()).max(1), a.len().max(b.len()).max(1));
            let shared = shared(a, b);
            (
                shared,
                shared as f32 / fewer as f32,
                shared as f32 / more as f32,
            )
        };
        let (words, share, of_all) = ratio(&one.words, &other.words);
        if measured {
            let same = words >= FEWEST - 2 && of_all >= MEASURED;
            return same.then_some(SAME_WORDS);
        }
        // The same formula of another day, or to somebody else, names and counts other things.
        let things = one.things.len().min(other.things.len());
        if things >= THINGS && shared(&one.things, &other.things) == 0 {
            return None;
        }
        if words >= FEWEST && share >= ALIKE && of_all >= OVERLAP {
            return Some(SAME_WORDS + of_all);
        }
        let (things, share, _) = ratio(&one.things, &other.things);
        let close = one.things.len().max(other.things.len()) <= 2 * things;
        (things >= THINGS && share >= ALIKE && close && kin >= KIN).then_some(things as f32 - 1.0)
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

/// Whether two things that no one knows are called by the same words.
fn alike(one: Option<&Gist>, other: Option<&Gist>) -> bool {
    let words = one
        .zip(other)
        .filter(|(a, b)| a.words.len() > 1 && a.words == b.words);
    words.is_some()
}

/// Whether a value of both is the same.
fn valued(rule: Option<&Rule>, one: &Telling<'_>, other: &Telling<'_>) -> bool {
    let mut roles = rule
        .into_iter()
        .flat_map(|rule| rule.settles.iter().chain(&rule.equal));
    roles.any(|role| {
        let values = one.value(role).zip(other.value(role));
        values.is_some_and(|(a, b)| equal(a, b))
    })
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

/// Whether both tell of one treaty or project.
fn joint(one: &Telling<'_>, other: &Telling<'_>) -> bool {
    ["instrument", "project"].iter().any(|role| {
        let same = |actor| other.actors(role).any(|other| other == actor);
        one.actors(role).any(same) || alike(one.gist(role), other.gist(role))
    })
}

/// Whether two numbers are one.
pub(crate) fn equal(one: &Value, other: &Value) -> bool {
    one.number == other.number && one.unit == other.unit
}
