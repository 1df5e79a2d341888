//! Dates: days, months and years by name and number.

use crate::calendar::{Calendar, Day};
use crate::moment::{Link, Moment, Month, Partial, Phrase, Unit, Year};
use crate::scan::{Digits, Scan};
use crate::year::century;

/// What a reading found, and where it ends.
pub(crate) type Read<T> = Option<(T, usize)>;

/// Marks between the parts of a date that add nothing.
pub(crate) const COMMA: [char; 2] = ['،', ','];
const DASH: [char; 4] = ['-', '–', '—', '‑'];

impl Scan<'_> {
    /// A date that begins at a byte, by the writing that reads most.
    pub fn date(&self, at: usize) -> Option<Phrase> {
        let readings = [
            self.numeric(at),
            self.day_first(at),
            self.day_of_a_month(at),
            self.month_first(at),
            self.years(at),
        ];
        readings
            .into_iter()
            .flatten()
            .max_by_key(|phrase| phrase.span.end())
    }

    /// A phrase of dates.
    pub fn phrase(
        &self,
        start: usize,
        end: usize,
        rule: &'static str,
        moments: Vec<Moment>,
        link: Link,
    ) -> Option<Phrase> {
        Some(Phrase {
            span: self.span(start, end)?,
            rule,
            moments,
            link,
            cycle: None,
            length: None,
        })
    }

    // --- in numbers ---

    /// 2025/12/04, 4-12-2025, ۹۵.۳.۱۳, 2015-16.
    fn numeric(&self, at: usize) -> Option<Phrase> {
        let first = self.digits(at)?;
        let (mark, second) = self.marked_digits(first.end)?;
        if let Some((again, third)) = self.marked_digits(second.end)
            && again == mark
            && !self.goes_on(third.end, mark)
        {
            let parts = [
                (first.value, first.len),
                (second.value, second.len),
                (third.value, third.len),
            ];
            let date = self.ordered(parts)?;
            let end = self.era(third.end).map_or(third.end, |(_, end)| end);
            return self.phrase(at, end, "time.numeric", vec![Moment::date(date)], Link::And);
        }
        None
    }

    /// Whether the mark and further digits follow directly.
    fn goes_on(&self, end: usize, mark: char) -> bool {
        let rest = self.rest(end).strip_prefix(mark);
        rest.is_some() && self.digits(end + mark.len_utf8()).is_some()
    }

    /// Digits behind a mark of dates.
    fn marked_digits(&self, end: usize) -> Option<(char, Digits)> {
        let at = self.next(end);
        let mark = self.rest(at).chars().next()?;
        let known = matches!(mark, '/' | '-' | '.' | '–' | '‑' | '\u{60D}');
        let behind = at + mark.len_utf8();
        // With spaces around the mark on both sides or on none.
        let apart = at != end;
        let uneven = mark == '/';
        let next = if apart || uneven {
            self.next(behind)
        } else {
            behind
        };
        let digits = self.digits(next)?;
        (known && (uneven || apart == (next != behind))).then_some((mark, digits))
    }

    /// The date of three numbers: the year is the one of four digits; else the first one in solar
    /// dates of two digits and the last one elsewhere.
    fn ordered(&self, [first, second, third]: [(i32, usize); 3]) -> Option<Partial> {
        let (year, month, day) = match (first.1, second.1, third.1) {
            (4, 1..=2, 1..=2) => (first, second.0, third.0),
            (1..=2, 1..=2, 4) if second.0 > 12 => (third, first.0, second.0),
            (1..=2, 1..=2, 4) => (third, second.0, first.0),
            (1..=2, 1..=2, 2) if self.calendar == Calendar::Solar && third.0 > 31 => {
                (third, second.0, first.0)
            }
            (2, 1..=2, 1..=2) if self.calendar == Calendar::Solar => (first, second.0, third.0),
            (1..=2, 1..=2, 2) if self.calendar != Calendar::Solar => (third, second.0, first.0),
            _ => return None,
        };
        let calendar = match year {
            (number, 4) => self.calendar_of(number)?,
            _ => self.calendar,
        };
        let (month, day) = (u8::try_from(month).ok()?, u8::try_from(day).ok()?);
        let number = if year.1 == 4 {
            year.0
        } else {
            century(calendar, year.0)
        };
        Day::new(calendar, number, month, day)?;
        Some(Partial {
            calendar: Some(calendar),
            year: Year::Number(number),
            month: Month::Number(month),
            day: Some(day),
            piece: None,
        })
    }

    /// The calendar that a year of four digits is of, if it is a year.
    pub fn calendar_of(&self, year: i32) -> Option<Calendar> {
        match year {
            1300..=1450 if self.old.is_some() => self.old,
            100..=2199 => Some(Calendar::Gregorian),
            _ => None,
        }
    }

    // --- the day before the month ---

    /// "28–29 يوليو 2025", "الثامن من شهر أغسطس", "یکشنبه هفتم شهریور ماه ۱۳۹۵" from هفتم on.
    pub fn day_first(&self, at: usize) -> Option<Phrase> {
        let begin = self.skip("time.day_word", at);
        let (mut days, mut link, mut end) = (Vec::new(), Link::And, begin);
        loop {
            let ordinal = self.ordinal(end).is_some();
            // "هفته اول مهر" is no day.
            if ordinal && self.is_of_a_unit(end) {
                return None;
            }
            let at_day = end;
            let (day, behind) = self.day_number(at_day)?;
            days.push(day);
            end = behind;
            // "سه تیر" may be three arrows, "بیست و دو مهر" is a day.
            let sure = ordinal || self.digits(at_day).is_some() || day > 10;
            if let Some(month) = self.month_of_days(end, ordinal, sure) {
                return self.with_days(at, days, link, month);
            }
            let (joined, next) = self.joined(end)?;
            if joined != Link::And {
                link = joined;
            }
            if days.len() > 6 {
                return None;
            }
            end = next;
        }
    }

    /// Whether a unit of time that is no day stands before an ordinal, which then counts that.
    fn is_of_a_unit(&self, at: usize) -> bool {
        let before = self.text.skip_space_back(at);
        let unit = self.text.ends("measure.time_unit", before);
        let other = unit.is_some_and(|unit| self.value(unit) != "P1D");
        let parts = ["time.half_word", "time.quarter_word"];
        other
            || parts
                .iter()
                .any(|slot| self.text.ends(slot, before).is_some())
    }

    /// The month and year behind the number of a day.
    fn month_of_days(&self, end: usize, ordinal: bool, sure: bool) -> Read<Partial> {
        let here = self.next(end);
        let marked = self.mark(here, &['-', '/', '.']);
        let mut at = marked.unwrap_or(here);
        // "هشتمین روز اردیبهشت"
        if ordinal {
            at = self.skip("time.day_word", at);
        }
        for _ in 0..2 {
            at = self.skip("time.of", at);
        }
        if let Some((date, end)) = self.month_and_year(at, sure) {
            // "03-Feb" is what spreadsheets make of other numbers.
            let damaged =
                marked.is_some() && !matches!(date.year, Year::Number(_) | Year::Short(_));
            return (!damaged).then_some((date, end));
        }
        // "25 من الشهر الجاري", "۱۵ ماه جاری"; but "۲ ماه گذشته" are two months.
        let (shift, end) = self.shifted_unit(at, Unit::Month)?;
        if at == here && !ordinal && !matches!(shift, Shifted::Today(0)) {
            return None;
        }
        let month = match shift {
            Shifted::Today(by) => Month::Shift(by),
            Shifted::Told(by) => Month::Told(by),
        };
        Some((
            Partial {
                month,
                ..Partial::default()
            },
            end,
        ))
    }

    /// "رواں ماہ کی 10 تاریخ": the month that is this one, then its day with the word "date".
    fn day_of_a_month(&self, at: usize) -> Option<Phrase> {
        let (shift, end) = self.shifted_unit(at, Unit::Month)?;
        let of = self.piece("time.of", self.next(end))?;
        let (day, end) = self.day_number(self.next(of.span.end()))?;
        let date = self.piece("time.date_word", self.next(end))?;
        let month = match shift {
            Shifted::Today(by) => Month::Shift(by),
            Shifted::Told(by) => Month::Told(by),
        };
        let moment = Moment::date(Partial {
            month,
            day: Some(day),
            ..Partial::default()
        });
        self.phrase(at, date.span.end(), "time.date", vec![moment], Link::And)
    }

    fn with_days(
        &self,
        start: usize,
        days: Vec<u8>,
        link: Link,
        (date, end): (Partial, usize),
    ) -> Option<Phrase> {
        let of = |day: &u8| {
            Moment::date(Partial {
                day: Some(*day),
                ..date.clone()
            })
        };
        // "خیابان 15 خرداد", "حركة 6 أبريل"
        if date.year == Year::Open && self.after("time.named_before", start) {
            return None;
        }
        let link = if days.len() == 2 && self.after("number.between", start) {
            Link::To
        } else {
            link
        };
        self.phrase(start, end, "time.date", days.iter().map(of).collect(), link)
    }

    /// The number of a day: digits, words or an ordinal.
    pub fn day_number(&self, at: usize) -> Read<u8> {
        let (value, end) = self.ordinal(at).or_else(|| {
            let digits = self.digits(at).filter(|digits| digits.len <= 2);
            let digits = digits.map(|digits| (digits.value, digits.end));
            digits.or_else(|| self.spelled(at))
        })?;
        let day = u8::try_from(value).ok()?;
        (1..=31).contains(&day).then_some((day, end))
    }

    /// What joins two days or years: "to", a dash, "and", a comma.
    pub fn joined(&self, end: usize) -> Option<(Link, usize)> {
        let here = self.next(end);
        let dash = self.mark(here, &DASH).map(|next| (Link::To, next));
        let to = || {
            let hit = self.word("number.to", here)?;
            Some((Link::To, self.next(hit.span.end())))
        };
        let or = || {
            let hit = self.word("number.or", here)?;
            Some((Link::Or, self.next(hit.span.end())))
        };
        let and = || Some((Link::And, self.and(here)?));
        let comma = || Some((Link::And, self.mark(here, &COMMA)?));
        dash.or_else(to).or_else(or).or_else(and).or_else(comma)
    }
}

/// What a unit counts from and by how much.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Shifted {
    Today(i64),
    Told(i64),
}
