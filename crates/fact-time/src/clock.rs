//! Times of the day.

use khabar_core::Decimal;

use crate::moment::{Clock, Half, Link, Moment, Phrase};
use crate::relative::part_symbol;
use crate::scan::Scan;

impl Scan<'_> {
    /// A clock time that begins at a byte: "الساعة 10:30 صباحا", "ساعت ۷ و ۳۰ دقیقه", "ساڑھے تین بجے".
    pub fn clock(&self, at: usize) -> Option<Phrase> {
        let (clock, end) = self
            .after_word(at)
            .or_else(|| self.with_colon(at))
            .or_else(|| self.half_and_colon(at))
            .or_else(|| self.before_word(at))
            .or_else(|| self.with_half(at))
            .or_else(|| self.ordinal_and_half(at))?;
        let (utc, end) = self.zone(end);
        let clock = Clock { utc, ..clock };
        let moment = Moment {
            clock: Some(clock),
            ..Moment::default()
        };
        self.phrase(at, end, "time.clock", vec![moment], Link::And)
    }

    /// A part of the day: "مساء", "صبح".
    pub fn part(&self, at: usize) -> Option<Phrase> {
        let plain = self.piece("time.part", at);
        let hit = plain.or_else(|| self.piece("time.part_guarded", at))?;
        let moment = Moment {
            part: part_symbol(self.value(hit)),
            ..Moment::default()
        };
        let rule = match plain {
            Some(_) => "time.part",
            None => "time.part_guarded",
        };
        self.phrase(at, hit.span.end(), rule, vec![moment], Link::And)
    }

    /// The hour behind the word for it.
    fn after_word(&self, at: usize) -> Option<(Clock, usize)> {
        let (half, begin) = self.half_before(at);
        let word = self.piece("time.clock_before", begin)?;
        let at = self.next(word.span.end());
        if let Some((clock, end)) = self.with_colon(at) {
            return Some(match half {
                Some(half) => (clock.placed(half), end),
                None => (clock, end),
            });
        }
        let (hour, end) = self.hour(at)?;
        let (mut clock, mut end) = self.minutes(hour, end)?;
        // "ساعت ۱۰ بجه"
        if let Some(word) = self.word("time.clock_after", self.next(end)) {
            end = word.span.end();
        }
        if let Some(half) = half {
            clock = clock.placed(half);
        } else if let Some((half, behind)) = self.half(end, true) {
            (clock, end) = (clock.placed(half), behind);
        }
        Some((clock, end))
    }

    /// "10:30", "22:57:11", with or without what places it in the day.
    fn with_colon(&self, at: usize) -> Option<(Clock, usize)> {
        // "در دقیقه 15:16" is the clock of a match.
        let before = self.text.skip_space_back(at);
        let unit = self.text.ends("measure.time_unit", before);
        if unit.is_some_and(|unit| self.value(unit) == "PT1M") {
            return None;
        }
        let hour = self
            .digits(at)
            .filter(|digits| digits.len <= 2 && digits.value <= 24)?;
        let sexagesimal = |end: usize, marks: &[char]| {
            let at = self.next(end);
            let mark = self.rest(at).chars().next().filter(|c| marks.contains(c))?;
            let behind = at + mark.len_utf8();
            // With spaces around the mark on both sides or on none.
            let next = if at == end { behind } else { self.next(behind) };
            let digits = self.digits(next)?;
            let even = (at != end) == (next != behind);
            (even && digits.len == 2 && digits.value < 60).then_some(digits)
        };
        let told = self.after("time.clock_before", at);
        let minute = sexagesimal(hour.end, &[':']).or_else(|| {
            // "7.55 بجے", "الساعة 4.40": a point only with the word for a clock time.
            let minute = sexagesimal(hour.end, &['.', '٫', '؛'])?;
            let after = self.word("time.clock_after", self.next(minute.end));
            (told || after.is_some()).then_some(minute)
        })?;
        let second = sexagesimal(minute.end, &[':']);
        let end = second.map_or(minute.end, |second| second.end);
        let clock = Clock {
            hour: u8::try_from(hour.value).ok()?,
            minute: u8::try_from(minute.value).ok()?,
            second: second.and_then(|second| u8::try_from(second.value).ok()),
            exact: true,
            settled: hour.value > 12,
            utc: false,
        };
        let (clock, end) = match self.half(end, true) {
            Some((half, end)) => (clock.placed(half), end),
            None => (clock, end),
        };
        // "10:30 بجے"
        let end = self
            .word("time.clock_after", self.next(end))
            .map_or(end, |hit| hit.span.end());
        Some((clock, end))
    }

    /// "سہ پہر 3:30 بجے"
    fn half_and_colon(&self, at: usize) -> Option<(Clock, usize)> {
        let (half, begin) = self.half_before(at);
        let (clock, end) = self.with_colon(begin)?;
        Some((clock.placed(half?), end))
    }

    /// The hour before the word for it: "صبح نو بجے", "آٹھ بج کر پینتیس منٹ".
    fn before_word(&self, at: usize) -> Option<(Clock, usize)> {
        let (half, begin) = self.half_before(at);
        let hour = self.count(begin)?;
        let word = self.word("time.clock_after", self.next(hour.end))?;
        let (clock, end) = self.minutes(hour.value, word.span.end())?;
        match half
            .map(|half| (half, end))
            .or_else(|| self.half(end, true))
        {
            Some((half, end)) => Some((clock.placed(half), end)),
            None => Some((clock, end)),
        }
    }

    /// "10 صباحا": digits and what places them in the day.
    fn with_half(&self, at: usize) -> Option<(Clock, usize)> {
        let hour = self
            .digits(at)
            .filter(|digits| digits.len <= 2 && (1..=12).contains(&digits.value))?;
        let (half, end) = self.half(hour.end, false)?;
        let clock = Clock::full_hour(u8::try_from(hour.value).ok()?);
        Some((clock.placed(half), end))
    }

    /// "الثامنة صباحا": an ordinal for the hour, where the part of the day says that it is one.
    fn ordinal_and_half(&self, at: usize) -> Option<(Clock, usize)> {
        let (hour, end) = self.numbered("time.hour_ordinal", at)?;
        let (clock, end) = self.minutes(Decimal::from(hour), end)?;
        let (half, end) = self.half(end, false)?;
        let span = self.span(at, end)?;
        self.text
            .has_article(span)
            .then(|| (clock.placed(half), end))
    }

    /// The hour at a byte: digits, a number in words, or an ordinal.
    pub fn hour(&self, at: usize) -> Option<(Decimal, usize)> {
        if let Some((hour, end)) = self.numbered("time.hour_ordinal", at) {
            return Some((Decimal::from(hour), end));
        }
        let most = Decimal::from(24);
        let count = self.count(at).filter(|count| count.value <= most);
        if let Some(count) = count.filter(|count| count.value >= Decimal::ZERO) {
            return Some((count.value, count.end));
        }
        // "پنج و چهل دقیقه" is no number: the hour is its first word.
        let (hour, end) = self.numbered("number.word", at)?;
        (0..=24).contains(&hour).then(|| (Decimal::from(hour), end))
    }

    /// An ordinal for the hour with what places it in the day.
    pub fn ordinal_hour(&self, at: usize) -> Option<Phrase> {
        let (hour, end) = self.hour(at)?;
        let (clock, end) = self.minutes(hour, end)?;
        let (half, end) = self.half(end, true)?;
        let moment = Moment {
            clock: Some(clock.placed(half)),
            ..Moment::default()
        };
        self.phrase(at, end, "time.clock", vec![moment], Link::And)
    }

    /// The minutes behind an hour: "والنصف", "و ۳۰ دقیقه", "پینتیس منٹ".
    fn minutes(&self, hour: Decimal, end: usize) -> Option<(Clock, usize)> {
        let part = hour.fract() * Decimal::from(60);
        let whole = u8::try_from(hour.trunc()).ok().filter(|hour| *hour <= 24)?;
        let mut clock = Clock::full_hour(whole);
        if !part.is_zero() {
            clock.minute = part.is_integer().then(|| u8::try_from(part).ok())??;
            clock.exact = true;
            return Some((clock, end));
        }
        let here = self.next(end);
        if let Some((minutes, end)) = self.numbered("time.clock_part", here) {
            let minutes = i64::from(clock.hour) * 60 + minutes;
            clock.hour = u8::try_from(minutes.rem_euclid(24 * 60) / 60).ok()?;
            clock.minute = u8::try_from(minutes.rem_euclid(60)).ok()?;
            clock.exact = true;
            return Some((clock, end));
        }
        let from = self.and(here).unwrap_or(here);
        let minutes = self
            .count(from)
            .filter(|count| count.value < Decimal::from(60));
        let unit =
            minutes.and_then(|count| self.text.starts("measure.time_unit", self.next(count.end)));
        if let (Some(count), Some(unit)) = (minutes, unit)
            && self.value(unit) == "PT1M"
            && count.value.is_integer()
        {
            clock.minute = u8::try_from(count.value).ok()?;
            clock.exact = true;
            return Some((clock, unit.span.end()));
        }
        Some((clock, end))
    }

    /// What places a clock time in the day, behind it; letters alone count only where `sure`.
    fn half(&self, end: usize, sure: bool) -> Option<(Half, usize)> {
        let at = self.next(end);
        let at = self.skip("time.of", at);
        let hit = self.word("time.meridiem", at)?;
        let letter = hit.cells.len() == 1;
        (sure || !letter).then(|| Some((half_of(self.value(hit))?, hit.span.end())))?
    }

    pub fn half_before(&self, at: usize) -> (Option<Half>, usize) {
        match self
            .word("time.meridiem", at)
            .filter(|hit| hit.cells.len() > 1)
        {
            Some(hit) => (half_of(self.value(hit)), self.next(hit.span.end())),
            None => (None, at),
        }
    }

    /// The zone behind a clock time: whether it is UTC, and where it ends.
    fn zone(&self, end: usize) -> (bool, usize) {
        let at = self.next(end);
        let inside = self.mark(at, &['(']);
        let hit = self.word("time.zone", inside.unwrap_or(at));
        hit.map_or((false, end), |hit| (self.value(hit) == "Z", hit.span.end()))
    }
}

fn half_of(value: &str) -> Option<Half> {
    match value {
        "am" => Some(Half::Am),
        "pm" => Some(Half::Pm),
        "noon" => Some(Half::Noon),
        "night" => Some(Half::Night),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn halves_place_the_hours_of_a_twelve_hour_clock() {
        let hour = |hour: u8, half: Half| Clock::full_hour(hour).placed(half).hour;
        assert_eq!(hour(12, Half::Am), 0);
        assert_eq!(hour(12, Half::Pm), 12);
        assert_eq!(hour(3, Half::Pm), 15);
        assert_eq!(hour(11, Half::Noon), 11);
        assert_eq!(hour(1, Half::Noon), 13);
        assert_eq!(hour(2, Half::Night), 2);
        assert_eq!(hour(11, Half::Night), 23);
        assert_eq!(hour(21, Half::Pm), 21);
    }
}
