//! Times that count from an anchor: today, last week, three days ago, the next two years.

use khabar_core::Decimal;

use crate::date::Shifted;
use crate::moment::{From, Link, Moment, Offset, Phrase, Unit, What};
use crate::scan::{Count, Length, Scan};
use crate::year::{Era, cycle_symbol};

impl Scan<'_> {
    /// A relative time that begins at a byte, by the reading that reads most.
    pub fn relative(&self, at: usize) -> Option<Phrase> {
        let readings = [
            self.deictic_phrase(at),
            self.by_tense(at),
            self.shifted(at),
            self.shifted_cycle(at),
            self.stretch(at),
            self.distance(at),
        ];
        readings
            .into_iter()
            .flatten()
            .max_by_key(|phrase| phrase.span.end())
    }

    fn of_offset(
        &self,
        at: usize,
        end: usize,
        rule: &'static str,
        offset: Offset,
    ) -> Option<Phrase> {
        let moment = Moment::of(What::Offset(offset));
        self.phrase(at, end, rule, vec![moment], Link::And)
    }

    /// "اليوم", "دیشب": an offset in one word, perhaps with a part of the day.
    fn deictic_phrase(&self, at: usize) -> Option<Phrase> {
        let behind = self.skip("time.day_word", at);
        let hit = self
            .piece("time.deictic", at)
            .or_else(|| self.piece("time.deictic", behind))?;
        // "اليوم الأول"
        let next = self.next(hit.span.end());
        let ordinal = self.text.starts("number.ordinal_word", next);
        if ordinal.is_some_and(|ordinal| self.text.has_article(ordinal.span))
            && self.day_first(next).is_none()
        {
            return None;
        }
        if self.after("time.no_deictic", at) {
            return None;
        }
        let (offset, part) = self
            .value(hit)
            .split_once('/')
            .unwrap_or((self.value(hit), ""));
        if offset == "P0D" && part.is_empty() && self.speaks_of_these_times(hit.span) {
            return None;
        }
        let mut phrase = self.of_offset(at, hit.span.end(), "time.deictic", offset_of(offset)?)?;
        phrase.moments[0].part = part_symbol(part);
        Some(phrase)
    }

    /// The offset of a word such as "today" or "this year".
    pub fn deictic(&self, at: usize) -> Option<(Offset, usize)> {
        let hit = self.piece("time.deictic", at)?;
        let (offset, _) = self
            .value(hit)
            .split_once('/')
            .unwrap_or((self.value(hit), ""));
        Some((offset_of(offset)?, hit.span.end()))
    }

    /// Urdu کل: yesterday or tomorrow, as the verb of its clause says.
    fn by_tense(&self, at: usize) -> Option<Phrase> {
        let hit = self.word("time.deictic_by_tense", at)?;
        // "In all 40 players"
        let next = self.next(hit.span.end());
        if self.count(next).is_some() && self.clock(next).is_none() {
            return None;
        }
        let offset = Offset {
            by_tense: true,
            ..offset_of(self.value(hit))?
        };
        self.of_offset(at, hit.span.end(), "time.deictic", offset)
    }

    /// "هذا العام", "هفته آینده", "گزشتہ ہفتے", "اليوم التالي".
    fn shifted(&self, at: usize) -> Option<Phrase> {
        let slots = [
            "time.told_before",
            "time.shift_before",
            "measure.time_unit",
            "time.day_word",
            "time.decade_word",
            "time.quarter_word",
        ];
        if slots.iter().all(|slot| self.piece(slot, at).is_none()) {
            return None;
        }
        let units = [
            Unit::Day,
            Unit::Week,
            Unit::Month,
            Unit::Quarter,
            Unit::Year,
            Unit::Decade,
            Unit::Century,
        ];
        units.into_iter().find_map(|unit| {
            let (shift, end) = self.shifted_unit(at, unit)?;
            let (count, from) = match shift {
                Shifted::Today(by) => (by, From::Today),
                Shifted::Told(by) => (by, From::Told),
            };
            // "ماه قبل از حرکت" counts from an event.
            let last = self.text.skip_space_back(end);
            let counts = ["time.ago_after", "time.hence_after"];
            let from_event = counts
                .iter()
                .any(|slot| self.text.ends(slot, last).is_some())
                && self.word("time.event_after", self.next(end)).is_some();
            if from_event || self.follows_a_number(at) {
                return None;
            }
            // "ماه گذشته میلادی"
            let era = self.era(end).filter(|_| unit >= Unit::Month);
            if let Some((Era::Of(calendar), end)) = era {
                let offset = Offset {
                    calendar: Some(calendar),
                    ..Offset::new(count, unit, from)
                };
                return self.of_offset(at, end, "time.shifted", offset);
            }
            self.of_offset(at, end, "time.shifted", Offset::new(count, unit, from))
        })
    }

    /// "گزشتہ مالی سال", "العام الدراسي المقبل": a year that begins at its own time.
    fn shifted_cycle(&self, at: usize) -> Option<Phrase> {
        let before = self.numbered("time.shift_before", at);
        let begin = before.map_or(at, |(_, end)| self.next(end));
        let cycle = self.piece("time.cycle", begin)?;
        let (by, end) = match before {
            Some((by, _)) => (by, cycle.span.end()),
            None => self.numbered("time.shift_after", self.next(cycle.span.end()))?,
        };
        let offset = Offset::new(by, Unit::Year, From::Today);
        let mut phrase = self.of_offset(at, end, "time.shifted", offset)?;
        phrase.cycle = Some(cycle_symbol(self.value(cycle)));
        Some(phrase)
    }

    /// One unit that is last, this or next.
    pub fn shifted_unit(&self, at: usize, unit: Unit) -> Option<(Shifted, usize)> {
        // "چند روز پیش"
        if self.after("time.few", at) {
            return None;
        }
        let told = self.numbered("time.told_before", at);
        if let Some((by, end)) = told
            && let Some(end) = self.one_unit(self.next(end), unit)
            && (by == 0 || unit == Unit::Day)
            && self.numbered("time.shift_after", self.next(end)).is_none()
        {
            return self.is_alone(end, unit).then_some((Shifted::Told(by), end));
        }
        if let Some((by, end)) = self.numbered("time.shift_before", at)
            && let Some(end) = self.one_unit(self.next(end), unit)
            && self.numbered("time.shift_after", self.next(end)).is_none()
        {
            // "This day" is the one that was told.
            let shift = match (unit, by) {
                (Unit::Day, 0) => Shifted::Told(0),
                _ => Shifted::Today(by),
            };
            return self.is_alone(end, unit).then_some((shift, end));
        }
        let end = self.one_unit(at, unit)?;
        let next = self.next(end);
        let told = self.numbered("time.told_after", next);
        let today = self.numbered("time.shift_after", next);
        match (told, today) {
            // The day before is one before the day told; last year is one before this.
            (Some((by, end)), Some(_)) if unit == Unit::Day => Some((Shifted::Told(by), end)),
            (_, Some((by, end))) => Some((Shifted::Today(by), end)),
            (Some((by, end)), None) => Some((Shifted::Told(by), end)),
            (None, None) => None,
        }
    }

    /// Where one unit that begins at a byte ends.
    fn one_unit(&self, at: usize, unit: Unit) -> Option<usize> {
        let named = match unit {
            Unit::Decade => self.piece("time.decade_word", at),
            // "سه ماه قبل" is a length.
            Unit::Quarter if self.length(at).is_none() => self.piece("time.quarter_word", at),
            _ => None,
        };
        let named = named.map(|hit| hit.span.end());
        named.or_else(|| {
            let (count, found, end) = self.unit(at)?;
            let several = self.piece("time.plural", at).is_some();
            (found == unit && count == 1 && !several).then_some(end)
        })
    }

    /// Whether no weekday makes a day another one ("ذلك يوم الثلاثاء"), and no number a year ("ذلك سنة
    /// 1962").
    fn is_alone(&self, end: usize, unit: Unit) -> bool {
        let next = self.next(end);
        match unit {
            Unit::Day => self.weekday_name(next).is_none(),
            Unit::Year => self.digits(next).is_none() && self.spelled(next).is_none(),
            _ => true,
        }
    }

    /// "العامين المقبلين", "السنوات الثلاث الماضية", "دو سال گذشته", "گزشتہ تین سال".
    fn stretch(&self, at: usize) -> Option<Phrase> {
        let counted = self.stretch_after(at).or_else(|| self.stretch_before(at));
        let Some((length, sign, end)) = counted else {
            return self.vague(at);
        };
        if self.ends_a_range(at) {
            return None;
        }
        let count = whole(length.count)?;
        let what = What::Stretch {
            count: count.checked_mul(sign)?,
            unit: length.unit,
        };
        let mut phrase = self.phrase(at, end, "time.stretch", vec![Moment::of(what)], Link::And)?;
        phrase.length = Some(length.unit.length(&count.to_string()));
        Some(phrase)
    }

    fn stretch_after(&self, at: usize) -> Option<(Length, i64, usize)> {
        let length = self.length(at).or_else(|| {
            // The number behind its unit.
            let (times, unit, end) = self.unit(at)?;
            let next = self.next(end);
            // "السنوات الثلاث", "الأيام الـ10"
            let definite = self
                .numbered("time.count_after", next)
                .map(|(value, end)| Count {
                    value: Decimal::from(value),
                    end,
                });
            let digits = || self.count(self.behind_the_article(next));
            let count = definite.or_else(digits)?;
            Some(Length {
                count: count.value.checked_mul(Decimal::from(times))?,
                unit,
                rest: None,
                end: count.end,
            })
        })?;
        let (sign, end) = self.numbered("time.span_after", self.next(length.end))?;
        Some((length, sign, end))
    }

    fn stretch_before(&self, at: usize) -> Option<(Length, i64, usize)> {
        let (sign, end) = self.numbered("time.span_before", at)?;
        let length = self.length(self.next(end))?;
        Some((length, sign, length.end))
    }

    /// "السنوات الأخيرة", "چند روز گذشته", "گزشتہ چند ماہ": nobody says how many.
    fn vague(&self, at: usize) -> Option<Phrase> {
        let few = |at: usize| {
            self.word("time.few", at)
                .map(|hit| self.next(hit.span.end()))
        };
        let unit_at = |at: usize, few: bool| {
            let plural = self.piece("time.plural", at);
            let hit = plural.or_else(|| few.then(|| self.piece("measure.time_unit", at))?)?;
            let (_, unit) = Unit::of(self.value(hit))?;
            Some((unit, hit.span.end()))
        };
        let (unit, sign, end) = match self.sign_before(at) {
            Some((sign, end)) => {
                let next = self.next(end);
                let begin = few(next);
                let (unit, end) = unit_at(begin.unwrap_or(next), begin.is_some())?;
                // "خلال السنوات الخمس المقبلة" says how many.
                let behind = self.next(end);
                if self.numbered("time.count_after", behind).is_some()
                    || self.count(self.behind_the_article(behind)).is_some()
                {
                    return None;
                }
                // "قبل أيام قليلة"
                let behind = self.word("time.few", self.next(end));
                (unit, sign, behind.map_or(end, |hit| hit.span.end()))
            }
            None => {
                let begin = few(at);
                let (unit, end) = unit_at(begin.unwrap_or(at), begin.is_some())?;
                let next = self.next(end);
                let next = few(next).unwrap_or(next);
                let ago = || self.word("time.ago_after", next).map(|hit| (-1, hit));
                let hence = || self.word("time.hence_after", next).map(|hit| (1, hit));
                let counted = || ago().or_else(hence).filter(|_| begin.is_some());
                let counted = || counted().map(|(sign, hit)| (sign, hit.span.end()));
                let (sign, end) = self.numbered("time.span_after", next).or_else(counted)?;
                (unit, sign, end)
            }
        };
        if self.word("time.event_after", self.next(end)).is_some()
            || self.follows_a_number(at)
            || !self.may_be_within(at, end)
        {
            return None;
        }
        let what = What::Some {
            past: sign < 0,
            unit,
        };
        self.phrase(at, end, "time.vague", vec![Moment::of(what)], Link::And)
    }

    /// A word before a unit that says on which side of today it lies.
    fn sign_before(&self, at: usize) -> Option<(i64, usize)> {
        let stretch = self.numbered("time.span_before", at);
        let ago = || {
            self.word("time.ago_before", at)
                .map(|hit| (-1, hit.span.end()))
        };
        let within = || Some((1, self.word("time.within_before", at)?.span.end()));
        stretch.or_else(ago).or_else(within)
    }

    /// "قبل ثلاثة أيام", "۲ سال پیش", "3 دن قبل", "بعد شهرين".
    fn distance(&self, at: usize) -> Option<Phrase> {
        let (length, sign, end) = self
            .distance_before(at)
            .or_else(|| self.distance_after(at))?;
        // "قبل يومين من الحرب", "خلال العامين المقبلين"
        let behind = self.next(end);
        let other = ["time.event_after", "time.span_after", "time.shift_after"];
        let others = other.iter().any(|slot| self.word(slot, behind).is_some());
        if others || self.ends_a_range(at) {
            return None;
        }
        let from = match sign {
            -1 => From::Today,
            _ => From::Nowhere,
        };
        let (count, unit) = whole_units(length.count, length.unit)?;
        let offset = Offset {
            rest: length.rest,
            ..Offset::new(count.checked_mul(sign)?, unit, from)
        };
        let mut phrase = self.of_offset(at, end, "time.distance", offset)?;
        phrase.length = Some(offset.iso().trim_start_matches('-').to_owned());
        Some(phrase)
    }

    fn distance_before(&self, at: usize) -> Option<(Length, i64, usize)> {
        let ago = self.word("time.ago_before", at).map(|hit| (hit, -1));
        let within = || self.word("time.within_before", at);
        let hence = || self.word("time.hence_before", at).or_else(within);
        let (hit, sign) = ago.or_else(|| Some((hence()?, 1)))?;
        let next = self.next(hit.span.end());
        let counted = self.length(next);
        let whole = counted.and_then(|length| self.span(next, length.end));
        if whole.is_some_and(|span| self.text.has_article(span)) {
            return None;
        }
        let one = || self.one(next).filter(|one| self.is_free_of_dates(one.end));
        let length = counted.or_else(one)?;
        self.may_be_within(at, length.end)
            .then_some((length, sign, length.end))
    }

    /// Whether "within", if it stands at a byte, speaks of what will be: otherwise it is how long
    /// something lasted.
    fn may_be_within(&self, at: usize, end: usize) -> bool {
        self.word("time.within_before", at).is_none()
            || self
                .span(at, end)
                .is_some_and(|span| self.speaks_of_the_future(span))
    }

    fn distance_after(&self, at: usize) -> Option<(Length, i64, usize)> {
        // "ساعة من الآن", but "سال بعد" is the next year.
        let one = || {
            let one = self.one(at)?;
            let next = self.next(one.end);
            self.numbered("time.shift_after", next)
                .is_none()
                .then_some(one)
        };
        let counted = self.length(at);
        let length = counted.or_else(one)?;
        let next = self.next(length.end);
        if let Some(hit) = self.word("time.within_after", next)
            && counted.is_some()
            && let Some(span) = self.span(at, hit.span.end())
            && self.speaks_of_the_future(span)
        {
            return Some((length, 1, hit.span.end()));
        }
        let ago = self.word("time.ago_after", next).map(|hit| (hit, -1));
        let (hit, sign) = ago.or_else(|| Some((self.word("time.hence_after", next)?, 1)))?;
        Some((length, sign, hit.span.end()))
    }

    /// Whether no number of a year, no month and no shift follows a unit.
    fn is_free_of_dates(&self, end: usize) -> bool {
        let next = self.next(end);
        self.digits(next).is_none()
            && self.month(next).is_none()
            && self.spelled(next).is_none()
            && self.word("time.shift_after", next).is_none()
            && self.word("time.told_after", next).is_none()
            && self.weekday_name(next).is_none()
    }
}

/// A number of units as a whole number of these or of smaller ones: a year and a half are 18 months.
fn whole_units(count: Decimal, unit: Unit) -> Option<(i64, Unit)> {
    let smaller = |by: u32, unit: Unit| {
        let count = whole(count.checked_mul(Decimal::from(by))?)?;
        Some((count, unit))
    };
    let whole = whole(count).map(|count| (count, unit));
    whole.or_else(|| match unit {
        Unit::Year => smaller(12, Unit::Month),
        Unit::Decade => smaller(10, Unit::Year),
        Unit::Century => smaller(100, Unit::Year),
        Unit::Day => smaller(24, Unit::Hour),
        Unit::Hour => smaller(60, Unit::Minute),
        _ => None,
    })
}

/// A whole number of units.
fn whole(count: Decimal) -> Option<i64> {
    count.is_integer().then(|| i64::try_from(count).ok())?
}

/// The offset of an ISO 8601 length with or without a sign.
fn offset_of(iso: &str) -> Option<Offset> {
    let (sign, length) = iso.strip_prefix('-').map_or((1, iso), |rest| (-1, rest));
    let digits: String = length.chars().filter(char::is_ascii_digit).collect();
    let (_, unit) = Unit::of(&length.replacen(&digits, "1", 1))?;
    let count = digits.parse::<i64>().ok()?.checked_mul(sign)?;
    Some(Offset::new(count, unit, From::Today))
}

/// The parts of the day.
pub(crate) const PARTS: [&str; 7] = [
    "morning",
    "noon",
    "afternoon",
    "evening",
    "night",
    "dawn",
    "midnight",
];

/// The symbol of a part of the day in the lexicons.
pub(crate) fn part_symbol(value: &str) -> Option<&'static str> {
    PARTS.into_iter().find(|part| *part == value)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn offsets_are_read_with_their_sign() {
        let offset = offset_of("-P2D").unwrap();
        assert_eq!((offset.count, offset.unit), (-2, Unit::Day));
        assert_eq!(offset_of("P0Y").unwrap().unit, Unit::Year);
        assert_eq!(offset_of("P0X"), None);
    }
}
