//! Whole expressions: parts that belong together, ranges, and where they may begin.

use khabar_core::Decimal;
use khabar_lex::{Text, TokenKind, script};

use crate::moment::{Clock, From, Link, Moment, Month, Offset, Partial, Phrase, Unit, What, Year};
use crate::scan::Scan;

/// What reads a part that begins at a byte.
type Reading<'t> = fn(&Scan<'t>, usize) -> Option<Phrase>;

// The readings of the smallest parts, as bits.
const DATE: u8 = 1;
const RELATIVE: u8 = 1 << 1;
const CLOCK: u8 = 1 << 2;
const PERIOD: u8 = 1 << 3;
const WEEKDAY: u8 = 1 << 4;
const PART: u8 = 1 << 5;
const NUMBER: u8 = DATE | RELATIVE | CLOCK | PERIOD;

/// The slots whose words an expression or a part of one may begin with, and the readings that may
/// read it then; digits are read as numbers are. An edge is read before the part that it is of.
const BEGIN: [(&str, u8); 43] = [
    ("time.month", DATE),
    ("time.month_guarded", DATE),
    ("time.month_rare", DATE),
    ("time.month_word", DATE),
    ("time.weekday", WEEKDAY | PERIOD),
    ("time.weekday_guarded", WEEKDAY | PERIOD),
    ("time.day_word", DATE | RELATIVE | WEEKDAY),
    ("time.season", PERIOD),
    ("time.year_word", DATE),
    ("time.decade_word", PERIOD | RELATIVE),
    ("time.decade", PERIOD),
    ("time.century_word", PERIOD),
    ("time.quarter_word", PERIOD | RELATIVE),
    ("time.half_word", PERIOD),
    ("time.cycle", DATE | RELATIVE),
    ("time.deictic", RELATIVE),
    ("time.deictic_by_tense", RELATIVE),
    ("time.shift_before", DATE | RELATIVE | WEEKDAY | PERIOD),
    ("time.told_before", DATE | RELATIVE),
    ("time.span_before", RELATIVE),
    ("time.ago_before", RELATIVE),
    ("time.hence_before", RELATIVE),
    ("time.within_before", RELATIVE),
    ("time.few", RELATIVE),
    ("time.plural", RELATIVE),
    ("time.part", PART | CLOCK),
    ("time.part_guarded", PART | CLOCK),
    ("time.clock_before", CLOCK),
    ("time.meridiem", CLOCK),
    ("time.hour_ordinal", CLOCK),
    ("time.every", PERIOD),
    ("time.each_before", PERIOD),
    ("time.set", PERIOD),
    ("time.times_word", PERIOD),
    ("time.final", PERIOD),
    ("time.edge", 0),
    ("measure.time_unit", DATE | RELATIVE | PERIOD),
    ("measure.time_dual", RELATIVE | PERIOD),
    ("number.word", NUMBER),
    ("number.scale", NUMBER),
    ("number.part", NUMBER),
    ("number.ordinal_word", DATE | CLOCK | PERIOD),
    ("number.ordinal_article", DATE | CLOCK | PERIOD),
];

/// The bytes at which words that expressions begin with, and digits, stand in a text, each with the
/// readings that may begin there.
pub(crate) fn starts(text: &Text) -> Vec<(usize, u8)> {
    let words = BEGIN.iter().flat_map(|(slot, readings)| {
        let hits = text.hits(slot).iter();
        hits.map(move |hit| (hit.span.start(), *readings))
    });
    let tokens = text.tokens().iter();
    let digits = tokens.filter(|token| token.kind == TokenKind::Number);
    let digits = digits.map(|token| (token.range().start, NUMBER));
    let mut starts: Vec<(usize, u8)> = words.chain(digits).collect();
    starts.sort_unstable();
    starts.dedup_by(|next, kept| {
        let same = next.0 == kept.0;
        if same {
            kept.1 |= next.1;
        }
        same
    });
    starts
}

impl Scan<'_> {
    /// Every expression of the text, in its order, none inside of another.
    pub fn phrases(&self) -> Vec<Phrase> {
        let mut phrases: Vec<Phrase> = Vec::new();
        let mut end = 0;
        for &(start, _) in &self.starts {
            if start < end {
                continue;
            }
            if let Some(phrase) = self.expression(start) {
                end = phrase.span.end();
                phrases.push(phrase);
            }
        }
        phrases
    }

    /// The expression that begins at a byte, if it says a time.
    fn expression(&self, at: usize) -> Option<Phrase> {
        if self.inside_of_a_number(at) {
            return None;
        }
        let with_edge = self.behind_its_edge(at).filter(is_said);
        let mut phrase = with_edge.or_else(|| self.whole(at))?;
        // "2015 کے اوائل": the edge behind the time.
        let after = self.next(phrase.span.end());
        if phrase.moments.iter().all(|moment| moment.edge.is_none())
            && let Some((value, end)) = self.valued("time.edge_after", after)
        {
            for moment in &mut phrase.moments {
                moment.edge = edge_symbol(value);
            }
            phrase.span = self.span(at, end)?;
        }
        if let [moment] = phrase.moments.as_mut_slice()
            && phrase.rule == "time.part"
            && moment.is_bare_part()
            && phrase
                .span
                .of(self.text.source())
                .contains([' ', '-', '\u{200C}'])
        {
            moment.clock = full_hour_of(moment.part);
        }
        is_said(&phrase).then_some(phrase)
    }

    /// "أواخر العام الماضي": a time with the word for its edge before it.
    fn behind_its_edge(&self, at: usize) -> Option<Phrase> {
        let (value, end) = self.valued("time.edge", at)?;
        let edge = edge_symbol(value)?;
        let next = self.next(end);
        let after = self.skip("time.of", next);
        let mut phrase = self
            .whole(next)
            .or_else(|| self.whole(after))
            .or_else(|| self.this_unit(after))?;
        for moment in &mut phrase.moments {
            moment.edge = Some(edge);
        }
        phrase.span = self.span(at, phrase.span.end())?;
        Some(phrase)
    }

    /// "نهاية العام", "پایان سال": the edge of the year or month that it is.
    fn this_unit(&self, at: usize) -> Option<Phrase> {
        let (count, unit, end) = self.unit(at)?;
        // "آغاز سال تحصیلی" is not that of the calendar's year.
        let cycle = self.piece("time.cycle", at).is_some();
        let one = count == 1 && matches!(unit, Unit::Year | Unit::Month) && !cycle;
        let offset = Offset::new(0, unit, From::Today);
        let moment = Moment::of(What::Offset(offset));
        let phrase = self.phrase(at, end, "time.shifted", vec![moment], Link::And)?;
        let article = self.text.has_article(phrase.span) || !self.text.has_an_article();
        (one && article && self.is_free(end)).then_some(phrase)
    }

    /// Whether the byte is in the middle of a number, so that nothing begins there: behind a mark
    /// between digits, or at the scale of digits.
    fn inside_of_a_number(&self, at: usize) -> bool {
        let is_digit = |c: char| matches!(script::class(c), script::Class::Digit(_));
        let ends_in_a_digit = |text: &str| text.chars().next_back().is_some_and(is_digit);
        let before = self.rest_before(at);
        let unmarked = before.strip_suffix(['.', ',', '٫', '٬', '/', '-', ':', '\u{60D}']);
        let marked = self.digits(at).is_some() && unmarked.is_some_and(ends_in_a_digit);
        let slots = ["number.word", "number.scale"];
        let scale = self.text.starts("number.scale", at).is_some();
        let word = scale || self.text.starts("number.word", at).is_some();
        let here = self.text.skip_space_back(at);
        let ands = self.text.signs("number.and").iter();
        let behind_and = ands.filter_map(|and| before[..here].strip_suffix(and.as_str()));
        let continued = || {
            let ends = |at: usize| slots.iter().any(|slot| self.text.ends(slot, at).is_some());
            ends(here)
                || behind_and
                    .into_iter()
                    .any(|rest| ends(self.text.skip_space_back(rest.len())))
        };
        marked || (scale && ends_in_a_digit(before.trim_end())) || (word && continued())
    }

    fn rest_before(&self, at: usize) -> &str {
        self.text.source().get(..at).unwrap_or_default()
    }

    /// An expression with everything that belongs to it.
    fn whole(&self, at: usize) -> Option<Phrase> {
        if let Some(hours) = self.hours(at) {
            return Some(hours);
        }
        let first = self.joined_parts(at)?;
        Some(self.range(&first).unwrap_or(first))
    }

    /// Parts side by side that say one moment: "ساعت ۱۸ یکشنبه هفتم شهریور", "أمس الخميس".
    fn joined_parts(&self, at: usize) -> Option<Phrase> {
        let mut phrase = self.atom(at)?;
        for _ in 0..4 {
            let Some(next) = self.attached(&phrase) else {
                break;
            };
            phrase = next;
        }
        Some(phrase)
    }

    /// The phrase with the part behind it, if they say one moment together.
    fn attached(&self, phrase: &Phrase) -> Option<Phrase> {
        let end = phrase.span.end();
        let here = self.next(end);
        let of = self.skip("time.of", here);
        let twice = self.skip("time.of", of);
        let joint = self.skip("time.joint", here);
        // "2014-04-07T09:32:36"
        let stamp = self.rest(end).starts_with('T').then_some(end + 1);
        let mark = self.mark(here, &['،', ',', '-', '–']);
        // "اليوم (الأربعاء)"
        if let Some(inside) = self.mark(here, &['('])
            && let Some(day) = self.weekday(self.next(inside))
            && let Some(close) = self.mark(self.next(day.span.end()), &[')'])
            && let Some(mut whole) = self.merge(phrase, &day)
        {
            let close = self.text.skip_space_back(close);
            whole.span = self.span(phrase.span.start(), close)?;
            return Some(whole);
        }
        // "الأحد الموافق 24 شوال"
        let pair = self.piece("time.pair", here);
        let pair = pair.filter(|_| phrase.moments.iter().all(|m| m.what == What::Open));
        let pair = pair.map(|hit| self.skip("time.day_word", self.next(hit.span.end())));
        let between = [
            Some(here),
            stamp,
            Some(of),
            Some(twice),
            Some(joint),
            pair,
            mark,
        ];
        between.into_iter().flatten().find_map(|at| {
            let other = self.hours(at).or_else(|| self.atom(at));
            let other = other.filter(|_| at >= end)?;
            if Some(at) == mark && at != here && !may_follow_a_mark(phrase, &other) {
                return None;
            }
            self.merge(phrase, &other)
        })
    }

    fn merge(&self, phrase: &Phrase, other: &Phrase) -> Option<Phrase> {
        let [second] = other.moments.as_slice() else {
            let [first] = phrase.moments.as_slice() else {
                return None;
            };
            return self.merge_into(phrase, other, |moment| first.merged(moment));
        };
        let merged: Option<Vec<Moment>> = phrase
            .moments
            .iter()
            .map(|one| one.merged(second))
            .collect();
        Some(Phrase {
            span: phrase.span.join(other.span),
            rule: broader(phrase.rule, other.rule),
            moments: merged?,
            length: phrase.length.clone().or_else(|| other.length.clone()),
            ..phrase.clone()
        })
    }

    fn merge_into(
        &self,
        phrase: &Phrase,
        other: &Phrase,
        merge: impl Fn(&Moment) -> Option<Moment>,
    ) -> Option<Phrase> {
        let merged: Option<Vec<Moment>> = other.moments.iter().map(merge).collect();
        Some(Phrase {
            span: phrase.span.join(other.span),
            moments: merged?,
            ..other.clone()
        })
    }

    /// The smallest part that begins at a byte, by the reading that reads most.
    fn atom(&self, at: usize) -> Option<Phrase> {
        let start = self.starts.binary_search_by_key(&at, |start| start.0);
        let (_, bits) = self.starts[start.ok()?];
        let readings: [(u8, Reading<'_>); 6] = [
            (DATE, Self::date),
            (RELATIVE, Self::relative),
            (CLOCK, Self::clock),
            (PERIOD, Self::period),
            (WEEKDAY, Self::weekday),
            (PART, Self::part),
        ];
        let may = readings.into_iter().filter(|(bit, _)| bits & bit != 0);
        // Of two of one length the first in this order.
        let mut best: Option<Phrase> = None;
        for phrase in may.filter_map(|(_, read)| read(self, at)) {
            if best
                .as_ref()
                .is_none_or(|b| b.span.end() < phrase.span.end())
            {
                best = Some(phrase);
            }
        }
        best
    }

    /// "يوم الخميس", "منگل کے روز", "چهارشنبه گذشته", "گزشتہ جمعہ".
    fn weekday(&self, at: usize) -> Option<Phrase> {
        let (before, begin) = match self.numbered("time.shift_before", at) {
            Some((by, end)) => (Some(by), self.next(end)),
            None => (None, at),
        };
        // "اليوم الخميس" is today, with its name.
        let today = self.piece("time.deictic", begin).is_some();
        let word = self.piece("time.day_word", begin).filter(|_| !today);
        let named_at = word.map_or(begin, |hit| self.skip("time.of", self.next(hit.span.end())));
        let (weekday, mut end) = self.weekday_name(named_at)?;
        let guarded = self.word("time.weekday", named_at).is_none();
        let mut sure = word.is_some() || before.is_some();
        let behind = self.next(end);
        let of = self.skip("time.of", behind);
        let day = self
            .word("time.day_word", behind)
            .or_else(|| self.word("time.day_word", of));
        if let Some(day) = day {
            end = day.span.end();
            sure = true;
        }
        if self.word("time.on_after", self.next(end)).is_some() {
            sure = true;
        }
        let mut shift = before;
        if shift.is_none()
            && let Some((by, behind)) = self.numbered("time.shift_after", self.next(end))
            // "روز دوشنبه قبل از اینکه" counts from an event.
            && self.word("time.event_after", self.next(behind)).is_none()
        {
            (shift, end, sure) = (Some(by), behind, true);
        }
        let moment = Moment {
            weekday: Some(weekday),
            weekday_shift: shift.and_then(|by| i8::try_from(by).ok()),
            ..Moment::default()
        };
        let rule = match guarded && !sure {
            true => "time.weekday_guarded",
            false => "time.weekday",
        };
        self.phrase(at, end, rule, vec![moment], Link::And)
    }

    /// The name of a weekday at a byte.
    pub fn weekday_name(&self, at: usize) -> Option<(u8, usize)> {
        let hit = self
            .word("time.weekday", at)
            .or_else(|| self.word("time.weekday_guarded", at))?;
        Some((self.value(hit).parse().ok()?, hit.span.end()))
    }

    // --- ranges ---

    /// "من 15 مارس إلى 20 أبريل 2015", "بين مايو ويوليو", "از ساعت ۱۷ تا ۱۹".
    fn range(&self, first: &Phrase) -> Option<Phrase> {
        let [from] = first.moments.as_slice() else {
            return None;
        };
        let (link, next) = self.joined(first.span.end())?;
        let between = self.after("number.between", first.span.start());
        let link = if between { Link::To } else { link };
        let at = self.skip("time.from", next);
        let second = self
            .joined_parts(at)
            .or_else(|| self.second_clock(from, at))
            .or_else(|| self.second_month(from, at))?;
        let [to] = second.moments.as_slice() else {
            return None;
        };
        if link != Link::To && !shares_its_year(from, to) {
            return None;
        }
        Some(Phrase {
            span: self.span(first.span.start(), second.span.end())?,
            moments: ends(from, to)?,
            link,
            length: None,
            ..first.clone()
        })
    }

    /// The month that ends a range of months, which needs no other evidence.
    fn second_month(&self, from: &Moment, at: usize) -> Option<Phrase> {
        let What::Date(date) = &from.what else {
            return None;
        };
        if date.month == Month::Open || date.day.is_some() {
            return None;
        }
        let (date, end) = self.month_and_year(at, true)?;
        self.phrase(at, end, "time.date", vec![Moment::date(date)], Link::And)
    }

    /// "من 3 إلى 3:30", "من الثانية إلى الخامسة مساء": hours of which only the last one is told by more
    /// than its number.
    fn hours(&self, at: usize) -> Option<Phrase> {
        let (half, begin) = self.half_before(at);
        // "8-9 صباحا"
        let digits = self.digits(begin).filter(|digits| digits.len <= 2);
        let dash = digits.and_then(|digits| self.mark(digits.end, &['-', '–']));
        if half.is_none() && dash.is_none() && !self.after("time.from", at) {
            return None;
        }
        let (hour, end) = match digits.filter(|_| dash.is_some()) {
            Some(digits) => (Decimal::from(digits.value), digits.end),
            None => self.hour(begin)?,
        };
        let hour = hour.is_integer().then(|| u8::try_from(hour).ok())??;
        let (link, next) = self.joined(end)?;
        // "3-2 مساء" ends a score.
        let rises = self
            .digits(next)
            .is_none_or(|last| last.value > i32::from(hour));
        if dash.is_some() && !rises {
            return None;
        }
        let last = self.clock(next).or_else(|| self.ordinal_hour(next))?;
        let clock = Clock::full_hour(hour);
        let from = Moment {
            clock: Some(half.map_or(clock, |half| clock.placed(half))),
            ..Moment::default()
        };
        let moments = ends(&from, last.moments.first()?)?;
        if link != Link::To {
            return None;
        }
        self.phrase(at, last.span.end(), "time.clock", moments, Link::To)
    }

    /// The bare hour that ends a range of clock times.
    fn second_clock(&self, from: &Moment, at: usize) -> Option<Phrase> {
        from.clock?;
        let digits = self
            .digits(at)
            .filter(|digits| digits.len <= 2 && digits.value <= 24)?;
        if !self.is_free(digits.end) {
            return None;
        }
        let moment = Moment {
            clock: Some(Clock::full_hour(u8::try_from(digits.value).ok()?)),
            ..Moment::default()
        };
        self.phrase(at, digits.end, "time.clock", vec![moment], Link::And)
    }
}

/// Whether a phrase says a time: not a guarded word without evidence, a part of the day alone, or a
/// part of a year without one.
fn is_said(phrase: &Phrase) -> bool {
    let open = |moment: &Moment| moment.what == What::Open && moment.clock.is_none();
    let guarded = phrase.rule == "time.weekday_guarded" && phrase.moments.iter().all(open);
    let bare = phrase.moments.iter().all(Moment::is_bare_part);
    !guarded && !bare && phrase.rule != "time.piece_open"
}

/// Both ends of a range, each with what the other says for both: the year, the month, the half of
/// the day. Nothing where the two are not of one kind.
fn ends(from: &Moment, to: &Moment) -> Option<Vec<Moment>> {
    let (mut from, mut to) = (from.clone(), to.clone());
    match (&mut from.what, &mut to.what) {
        (What::Date(one), What::Date(other)) => share(one, other)?,
        // "ساعت ۱۷ تا ۱۹ یکشنبه"
        (what @ What::Open, other) if from.clock.is_some() && to.clock.is_some() => {
            *what = other.clone();
        }
        (other, what @ What::Open) if from.clock.is_some() && to.clock.is_some() => {
            *what = other.clone();
        }
        (What::Open, What::Open) => {}
        (What::Offset(one), What::Offset(other)) if one.unit == other.unit => {}
        (What::Decade { .. }, What::Decade { .. }) | (What::Century(_), What::Century(_)) => {}
        _ => return None,
    }
    let clocks = from.clock.is_some() == to.clock.is_some();
    let weekdays = from.weekday.is_some() == to.weekday.is_some()
        || matches!((&from.what, &to.what), (What::Date(_), What::Date(_)));
    if let (Some(one), Some(other)) = (&mut from.clock, &to.clock)
        && !one.settled
        && other.settled
        && one.hour < 12
        && one.hour + 12 <= other.hour
    {
        one.hour += 12;
    }
    if let (Some(one), Some(other)) = (&from.clock, &mut to.clock)
        && one.settled
        && !other.settled
        && other.hour < one.hour
        && other.hour < 12
    {
        other.hour += 12;
    }
    (clocks && weekdays).then(|| vec![from, to])
}

/// "مايو ويونيو 2024": the members of a list of which the last one tells the year.
fn shares_its_year(from: &Moment, to: &Moment) -> bool {
    match (&from.what, &to.what) {
        (What::Date(one), What::Date(other)) => {
            one.year == Year::Open && other.year != Year::Open && one.has_month()
        }
        _ => false,
    }
}

/// Gives to each date what only the other one says.
fn share(one: &mut Partial, other: &mut Partial) -> Option<()> {
    let calendar = match (one.calendar, other.calendar) {
        (Some(a), Some(b)) if a != b => return None,
        (a, b) => a.or(b),
    };
    (one.calendar, other.calendar) = (calendar, calendar);
    if one.day.is_some() != other.day.is_some() || one.has_month() != other.has_month() {
        return None;
    }
    match (one.year, other.year) {
        (Year::Open, year) => one.year = year,
        (year, Year::Open) if one.month != Month::Open => other.year = year,
        _ => {}
    }
    Some(())
}

/// Behind a comma or a dash only another side of the same day follows: "الخميس، 15 أوت", "جمعه - ۱۴ آبان".
fn may_follow_a_mark(phrase: &Phrase, other: &Phrase) -> bool {
    let side = |phrase: &Phrase| match phrase.moments.as_slice() {
        [moment] => {
            let date = matches!(&moment.what, What::Date(date) if date.day.is_some());
            let today = matches!(&moment.what, What::Offset(offset) if offset.from == From::Today && moment.what.is_day());
            (
                moment.weekday.is_some() && !date,
                date,
                moment.clock.is_some() && !date,
                today,
            )
        }
        _ => (false, false, false, false),
    };
    let ((weekday, date, clock, today), (weekday2, date2, clock2, today2)) =
        (side(phrase), side(other));
    ((weekday || today || clock) && date2)
        || ((date || weekday || today) && clock2)
        || (date && weekday2)
        || (today2 && weekday)
}

/// The rule that is named for two parts: the one that fixes the day.
fn broader(one: &'static str, other: &'static str) -> &'static str {
    let weak = [
        "time.piece_open",
        "time.part",
        "time.part_guarded",
        "time.clock",
        "time.weekday",
        "time.weekday_guarded",
    ];
    let rank = |rule: &str| {
        weak.iter()
            .position(|weak| *weak == rule)
            .unwrap_or(weak.len())
    };
    if rank(other) > rank(one) { other } else { one }
}

/// The clock time of a part of the day that is a moment.
fn full_hour_of(part: Option<&str>) -> Option<Clock> {
    match part {
        Some("noon") => Some(Clock::full_hour(12)),
        Some("midnight") => Some(Clock::full_hour(0)),
        _ => None,
    }
}

/// The parts of a stretch.
pub(crate) const EDGES: [&str; 3] = ["start", "mid", "end"];

fn edge_symbol(value: &str) -> Option<&'static str> {
    EDGES.into_iter().find(|edge| *edge == value)
}
