//! Months with what stands beside them: their day, their year.

use khabar_lex::TokenKind;

use crate::calendar::Calendar;
use crate::date::{COMMA, Read, Shifted};
use crate::moment::{Link, Moment, Month, Partial, Phrase, Unit, Year};
use crate::scan::Scan;

impl Scan<'_> {
    /// A month with what follows of its year; `sure` where what stands before leaves no doubt that
    /// it is a month.
    pub fn month_and_year(&self, at: usize, sure: bool) -> Read<Partial> {
        let (named, begin) = self.month_word(at);
        let (calendar, month, needs, end) = self.month(begin)?;
        let mut end = self.other_name(end, month);
        let (named_behind, behind) = self.month_word(self.next(end));
        // "ماه رمضان ماه صبر است": the second one begins what is said of it.
        let named_behind = named_behind && !named;
        if named_behind {
            end = self.text.skip_space_back(behind).max(end);
        }
        let date = Partial {
            calendar: Some(calendar),
            month: Month::Number(month),
            ..Partial::default()
        };
        let named = named || named_behind;
        let placed = self.word("time.in_after", self.next(end)).is_some()
            || self.after("time.in_before", at);
        let sure = match needs {
            Needs::Nothing => true,
            Needs::Something => sure || named || placed,
            Needs::AYear => named,
        };
        if let Some((year, behind)) = self.year_of_month(end, calendar, sure) {
            return Some((Partial { year, ..date }, behind));
        }
        // "12 ديسمبر الماضي", "مهرماه گذشته"
        if let Some((by, behind)) = self.numbered("time.shift_after", self.next(end))
            && needs != Needs::AYear
        {
            let year = near(by)?;
            return Some((Partial { year, ..date }, behind));
        }
        sure.then_some((date, end))
    }

    /// Where the second name of the same month ends: "نيسان/أبريل", "آذار (مارس)", "تشرين أول أكتوبر".
    fn other_name(&self, end: usize, month: u8) -> usize {
        let here = self.next(end);
        let marked = self.mark(here, &['/', '-']);
        let bracket = self.mark(here, &['(']);
        let again = bracket.or(marked).unwrap_or(here);
        match self.month(again) {
            Some((_, same, _, behind)) if same == month && again != end => match bracket {
                Some(_) => self
                    .mark(self.next(behind), &[')'])
                    .map_or(behind, |after| self.text.skip_space_back(after)),
                None => behind,
            },
            _ => end,
        }
    }

    /// Whether the word "month" stands at a byte, and where what follows begins.
    fn month_word(&self, at: usize) -> (bool, usize) {
        match self.piece("time.month_word", at) {
            Some(hit) => (true, self.skip("time.of", self.next(hit.span.end()))),
            None => (false, at),
        }
    }

    /// A month's name: its calendar, number, how much evidence it needs, and where it ends.
    pub fn month(&self, at: usize) -> Option<(Calendar, u8, Needs, usize)> {
        let slots = [
            ("time.month", Needs::Nothing),
            ("time.month_guarded", Needs::Something),
            ("time.month_rare", Needs::AYear),
        ];
        let mut names = slots.into_iter();
        let (hit, needs) = names.find_map(|(slot, needs)| Some((self.piece(slot, at)?, needs)))?;
        let value = self.value(hit);
        let calendar = Calendar::of_letter(value.get(..1)?)?;
        Some((
            calendar,
            value.get(1..)?.parse().ok()?,
            needs,
            hit.span.end(),
        ))
    }

    /// The year behind a month. Two digits alone count in the solar calendar and behind a month
    /// that is surely one.
    fn year_of_month(&self, end: usize, calendar: Calendar, sure: bool) -> Read<Year> {
        let here = self.next(end);
        let mark = self.mark(here, &['،', ',', '-', '/', '.']);
        for at in [Some(here), mark].into_iter().flatten() {
            let after = self.skip("time.of", at);
            for from in [at, after] {
                if let Some((year, end)) = self.year_of(from, calendar, sure) {
                    return Some((year, end));
                }
            }
        }
        None
    }

    fn year_of(&self, at: usize, calendar: Calendar, sure: bool) -> Read<Year> {
        let word = self.piece("time.year_word", at);
        let number_at = word.map_or(at, |hit| self.next(hit.span.end()));
        if let Some((year, end)) = self.year_number(number_at, calendar, word.is_some(), sure) {
            return Some((year, end));
        }
        if let Some((by, end)) = self.shifted_unit(at, Unit::Year) {
            let year = match by {
                Shifted::Today(by) => Year::Shift(by),
                Shifted::Told(by) => Year::Told(by),
            };
            return Some((year, end));
        }
        let (offset, end) = self.deictic(at)?;
        (offset.unit == Unit::Year).then_some((Year::Shift(offset.count), end))
    }

    fn year_number(&self, at: usize, calendar: Calendar, word: bool, sure: bool) -> Read<Year> {
        let (number, end) = match self.digits(at) {
            Some(digits) => {
                let four = digits.len == 4 && (1000..=2199).contains(&digits.value);
                let solar = sure && calendar == Calendar::Solar;
                let short = digits.len == 2 && (word || solar) && self.may_be_short(digits);
                let three = digits.len == 3 && word && self.era(digits.end).is_some();
                if short {
                    return Some((Year::Short(digits.value), digits.end));
                }
                (four || three).then_some((digits.value, digits.end))?
            }
            None => self
                .spelled(at)
                .filter(|(value, _)| (1000..=2199).contains(value))?,
        };
        // A year of another calendar belongs to something else.
        let old = (1300..=1450).contains(&number);
        if (calendar == Calendar::Gregorian && old && number > 1400)
            || (calendar == Calendar::Solar && number > 1500)
        {
            return None;
        }
        let end = self.era(end).map_or(end, |(_, end)| end);
        Some((Year::Number(number), end))
    }

    /// "أغسطس 2015", "ستمبر 11", "نومبر کی سولہ تاریخ", "JANUARY 23, 2025", "مهرماه امسال", "أغسطس الماضي".
    pub fn month_first(&self, at: usize) -> Option<Phrase> {
        let dated = self.month_day(at);
        let (date, end) = dated.or_else(|| self.month_alone(at))?;
        if date.year == Year::Open && self.ends_a_name(at) {
            return None;
        }
        self.phrase(at, end, "time.date", vec![Moment::date(date)], Link::And)
    }

    /// "شارع 30 يونيو", "مدينة السادس من أكتوبر": whether a day stands before the month, and before
    /// that a word that makes both a name.
    fn ends_a_name(&self, at: usize) -> bool {
        let before = self.text.skip_space_back(at);
        let of = self.text.ends("time.of", before);
        let end = of.map_or(before, |of| self.text.skip_space_back(of.span.start()));
        let digits = || {
            let token = self.text.token_at(end.checked_sub(1)?)?;
            let token = self.text.tokens().get(token)?;
            (token.kind == TokenKind::Number).then(|| token.range().start)
        };
        let ordinal = self.text.ends("number.ordinal_word", end);
        let day = ordinal.map(|hit| hit.span.start()).or_else(digits);
        day.is_some_and(|day| self.after("time.named_before", day))
    }

    /// A month with the number of the day behind it.
    fn month_day(&self, at: usize) -> Read<Partial> {
        let (_, begin) = self.month_word(at);
        let (calendar, month, _, end) = self.month(begin)?;
        let here = self.next(end);
        let after = self.skip("time.of", here);
        let (day, end) = self
            .day_number(after)
            .filter(|(_, end)| self.is_free(*end))?;
        let here = self.next(end);
        let year = [Some(here), self.mark(here, &COMMA)]
            .into_iter()
            .flatten()
            .find_map(|at| self.year_of(at, calendar, false));
        let word = self.word("time.date_word", here);
        let foreign = self.token(begin, TokenKind::Foreign).is_some();
        let glued = self.digits(after).is_some()
            && calendar == Calendar::Gregorian
            && self.calendar == Calendar::Gregorian;
        let (year, end) = match (year, word) {
            (Some((year, end)), _) => (year, end),
            (None, Some(word)) => (Year::Open, word.span.end()),
            (None, None) if foreign || glued => (Year::Open, end),
            _ => return None,
        };
        let date = Partial {
            calendar: Some(calendar),
            year,
            month: Month::Number(month),
            day: Some(day),
            piece: None,
        };
        Some((date, end))
    }

    /// A month with its year, one that is last or next, or its name alone.
    fn month_alone(&self, at: usize) -> Read<Partial> {
        if let Some((by, end)) = self.numbered("time.shift_before", at)
            && let Some((date, end)) = self.month_and_year(self.next(end), true)
            && date.year == Year::Open
        {
            let year = near(by)?;
            return Some((Partial { year, ..date }, end));
        }
        self.month_and_year(at, false)
    }
}

/// How much evidence the name of a month needs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Needs {
    /// It is hardly anything else.
    Nothing,
    /// A day, a year, the word "month" or a place in time.
    Something,
    /// A year or the word "month".
    AYear,
}

/// "Last August": of this shift only the nearest before or after the anchor.
pub(crate) fn near(by: i64) -> Option<Year> {
    match by {
        0 => Some(Year::Shift(0)),
        by => Some(Year::Near(i8::try_from(by.signum()).ok()?)),
    }
}
