//! Longer and repeated times: decades, centuries, seasons, quarters, and how often.

use khabar_core::Decimal;
use khabar_lex::Hit;

use crate::calendar::Calendar;
use crate::moment::{Link, Moment, Partial, Phrase, Piece, Unit, What, Year};
use crate::month::near;
use crate::scan::{Digits, Scan};
use crate::year::{Era, century};

impl Scan<'_> {
    /// A period that begins at a byte.
    pub fn period(&self, at: usize) -> Option<Phrase> {
        let readings = [
            self.decade(at),
            self.century(at),
            self.piece_of_year(at),
            self.set(at),
        ];
        readings
            .into_iter()
            .flatten()
            .max_by_key(|phrase| phrase.span.end())
    }

    // --- decades and centuries ---

    /// "دهه ۱۹۹۰", "نوے کی دہائی", "60 اور 70 کی دہائی", "تسعينيات القرن الماضي".
    fn decade(&self, at: usize) -> Option<Phrase> {
        let (numbers, len, mut end) = self
            .numbered("time.decade", at)
            .map(|(tens, end)| (vec![tens], 2, end))
            .or_else(|| {
                let word = self
                    .piece("time.decade_word", at)
                    .filter(|hit| hit.span.start() == at)?;
                let next = self.skip("time.of", self.next(word.span.end()));
                self.decade_numbers(next)
            })
            .or_else(|| {
                let (numbers, len, end) = self.decade_numbers(at)?;
                let next = self.next(end);
                let word = self.word("time.decade_word", next);
                let word =
                    word.or_else(|| self.word("time.decade_word", self.skip("time.of", next)))?;
                Some((numbers, len, word.span.end()))
            })?;
        let mut calendar = None;
        let mut base = None;
        let after = self.skip("time.of", self.next(end));
        if let Some((ordinal, behind)) = self.century_number(after) {
            base = Some((ordinal - 1) * 100);
            end = behind;
        } else if let Some((count, Unit::Century, behind)) = self.unit(after)
            && count == 1
            && let Some((-1, behind)) = self.numbered("time.shift_after", self.next(behind))
        {
            // The last century of whoever writes today.
            base = Some(1900);
            end = behind;
        } else if let Some((Era::Of(of), behind)) = self.era(end) {
            calendar = Some(of);
            end = behind;
        }
        let of = calendar.unwrap_or(self.calendar);
        let moment = |value: &i64| {
            let value = i32::try_from(*value).ok()?;
            let (calendar, first) = match (len, base) {
                (4, _) => (calendar.or_else(|| self.calendar_of(value)), value),
                (_, Some(base)) => (Some(Calendar::Gregorian), base + value),
                (_, None) if of == Calendar::Gregorian && value >= 20 => (Some(of), 1900 + value),
                (_, None) => (Some(of), century(of, value)),
            };
            Some(Moment::of(What::Decade { calendar, first }))
        };
        let moments: Option<Vec<Moment>> = numbers.iter().map(moment).collect();
        self.phrase(at, end, "time.decade", moments?, Link::And)
    }

    /// The numbers of one decade or of several.
    fn decade_numbers(&self, at: usize) -> Option<(Vec<i64>, usize, usize)> {
        let (first, len, mut end) = self.decade_number(at)?;
        let mut numbers = vec![first];
        while let Some((Link::And, next)) = self.joined(end)
            && let Some((number, other, behind)) = self.decade_number(next)
            && other == len
        {
            numbers.push(number);
            end = behind;
        }
        Some((numbers, len, end))
    }

    /// The number of a decade: two or four digits that end in zero, or words.
    fn decade_number(&self, at: usize) -> Option<(i64, usize, usize)> {
        let (value, len, end) = match self.digits(at) {
            Some(digits) => (digits.value, digits.len, digits.end),
            None => {
                let (value, end) = self.spelled(at)?;
                (value, if value >= 1000 { 4 } else { 2 }, end)
            }
        };
        let fits = value % 10 == 0 && ((len == 2 && value >= 10) || (1000..2200).contains(&value));
        fits.then_some((i64::from(value), len, end))
    }

    /// "القرن العشرين", "قرن ۱۹", "بیسویں صدی", "القرن الثالث قبل الميلاد".
    fn century(&self, at: usize) -> Option<Phrase> {
        let (ordinal, end) = self.century_number(at)?;
        let (number, end) = match self.era(end) {
            Some((Era::BeforeChrist, end)) => (-ordinal, end),
            Some((Era::Of(Calendar::Gregorian), end)) => (ordinal, end),
            Some((Era::Of(_), _)) => return None,
            None => (ordinal, end),
        };
        let what = What::Century(number);
        self.phrase(at, end, "time.century", vec![Moment::of(what)], Link::And)
    }

    fn century_number(&self, at: usize) -> Option<(i32, usize)> {
        let number = |at: usize| {
            let digits = || {
                self.digits(at)
                    .filter(|d| d.len <= 2)
                    .map(|d| (d.value, d.end))
            };
            let found = self
                .ordinal(at)
                .or_else(digits)
                .or_else(|| self.spelled(at))?;
            (1..=30).contains(&found.0).then_some(found)
        };
        if let Some(word) = self.piece("time.century_word", at) {
            return number(self.next(word.span.end()));
        }
        let (value, end) = number(at)?;
        let ordinal = self.ordinal(at).is_some();
        let word = self.word("time.century_word", self.next(end))?;
        ordinal.then_some((value, word.span.end()))
    }

    // --- parts of a year ---

    /// "صيف 2015", "الربع الأول من العام الجاري", "سه ماهه اول سال ۹۵", "پہلی سہ ماہی".
    fn piece_of_year(&self, at: usize) -> Option<Phrase> {
        // "گزشتہ موسم گرما"
        if let Some((by, end)) = self.numbered("time.shift_before", at)
            && let Some(hit) = self.piece("time.season", self.next(end))
        {
            let date = Partial {
                piece: Some(Piece(self.value(hit).parse().ok()?)),
                year: near(by)?,
                ..Partial::default()
            };
            let moments = vec![Moment::date(date)];
            return self.phrase(at, hit.span.end(), "time.season", moments, Link::And);
        }
        let season = self
            .piece("time.season", at)
            .and_then(|hit| Some((self.value(hit).parse::<u8>().ok()?, hit.span.end(), true)));
        let counted = || {
            self.counted_piece(at, "time.quarter_word", 33, 4)
                .or_else(|| self.counted_piece(at, "time.half_word", 40, 2))
        };
        let (piece, end, season) = season.or_else(counted)?;
        let of = self.piece("time.of", self.next(end));
        let after = of.map_or(self.next(end), |hit| self.next(hit.span.end()));
        // "من العام الجاري": the last word of what joins begins the year.
        let inside = of.and_then(|hit| {
            let token = self.text.token_at(hit.span.end() - 1)?;
            Some(self.text.tokens()[token].range().start)
        });
        let starts = [Some(after), inside];
        let date = Partial {
            piece: Some(Piece(piece)),
            ..Partial::default()
        };
        let shift = self.numbered("time.shift_after", self.next(end));
        let mut years = starts.iter().flatten();
        let year = years.find_map(|at| self.year_beside(*at));
        let mut wholes = starts.iter().flatten();
        let whole = wholes.find_map(|at| self.whole_year(*at));
        let (date, end) = if let Some((year, calendar, end)) = year {
            let date = Partial {
                year,
                calendar,
                ..date
            };
            (date, end)
        } else if let (true, Some((by, end))) = (season, shift) {
            let year = near(by)?;
            (Partial { year, ..date }, end)
        } else if let Some(word) = whole {
            // "نیمه دوم سال": of the year that it is.
            let end = word.span.end();
            let date = Partial {
                year: Year::Shift(0),
                ..date
            };
            return self.phrase(at, end, "time.quarter", vec![Moment::date(date)], Link::And);
        } else {
            // "In the second half" is one of a match: what follows must give it a year, or what
            // stands before it.
            (date, end)
        };
        let rule = match (date.year, season) {
            (Year::Open, _) => "time.piece_open",
            (_, true) => "time.season",
            (_, false) => "time.quarter",
        };
        self.phrase(at, end, rule, vec![Moment::date(date)], Link::And)
    }

    /// The word "year" with nothing behind it that counts or tells it.
    fn whole_year(&self, at: usize) -> Option<&Hit> {
        let word = self.piece("time.year_word", at)?;
        let end = word.span.end();
        (self.digits(self.next(end)).is_none() && self.is_free(end)).then_some(word)
    }

    /// A word for a part of the year and its ordinal, on either side.
    fn counted_piece(
        &self,
        at: usize,
        slot: &str,
        base: u8,
        most: i32,
    ) -> Option<(u8, usize, bool)> {
        let word = self.piece(slot, at).filter(|hit| hit.span.start() == at);
        let (ordinal, end) = match word {
            Some(word) => {
                let next = self.next(word.span.end());
                let last = || Some((most, self.word("time.final", next)?.span.end()));
                self.ordinal(next).or_else(last)?
            }
            None => {
                let last = || Some((most, self.word("time.final", at)?.span.end()));
                let (ordinal, end) = self.ordinal(at).or_else(last)?;
                let word = self.word(slot, self.next(end))?;
                (ordinal, word.span.end())
            }
        };
        let index = u8::try_from(ordinal - 1).ok()?;
        (ordinal >= 1 && ordinal <= most).then_some((base + index, end, false))
    }

    /// The year beside a part of it: its number or "this year".
    fn year_beside(&self, at: usize) -> Option<(Year, Option<Calendar>, usize)> {
        let word = self.skip("time.year_word", at);
        let short = word != at || self.calendar == Calendar::Solar;
        let fits = |digits: &Digits| digits.len == 4 || (digits.len == 2 && short);
        if let Some(digits) = self.digits(word).filter(fits)
            && self.is_free(digits.end)
        {
            let era = self.era(digits.end);
            let (calendar, end) = match era {
                Some((Era::Of(calendar), end)) => (calendar, end),
                Some((Era::BeforeChrist, _)) => return None,
                None if digits.len == 4 => (self.calendar_of(digits.value)?, digits.end),
                None => (self.calendar, digits.end),
            };
            let year = match digits.len {
                4 => Year::Number(digits.value),
                _ => Year::Short(digits.value),
            };
            return Some((year, Some(calendar), end));
        }
        let phrase = self.date(at).or_else(|| self.relative(at))?;
        let [moment] = phrase.moments.as_slice() else {
            return None;
        };
        match &moment.what {
            What::Date(date) if !date.has_month() => {
                Some((date.year, date.calendar, phrase.span.end()))
            }
            What::Offset(offset) if offset.unit == Unit::Year => {
                Some((Year::Shift(offset.count), None, phrase.span.end()))
            }
            _ => None,
        }
    }

    // --- how often ---

    /// "كل يوم", "ہر جمعہ", "مرتين في الشهر", "روزانه".
    fn set(&self, at: usize) -> Option<Phrase> {
        let by_itself = || {
            let (length, end) = self.valued("time.set", at)?;
            Some((format!("R/{length}"), end))
        };
        let (value, end) = self
            .every(at)
            .or_else(|| self.each(at))
            .or_else(|| self.times_per(at))
            .or_else(|| self.per_unit_times(at))
            .or_else(by_itself)?;
        let what = What::Set(value);
        self.phrase(at, end, "time.set", vec![Moment::of(what)], Link::And)
    }

    fn every(&self, at: usize) -> Option<(String, usize)> {
        let every = self.word("time.every", at)?;
        let next = self.next(every.span.end());
        let begin = self.skip("time.day_word", next);
        if let Some((weekday, end)) = self.weekday_name(begin) {
            return Some((format!("R/XXXX-WXX-{weekday}"), end));
        }
        if let Some(length) = self.length(next) {
            let count = length.count.normalize().to_string();
            return Some((format!("R/{}", length.unit.length(&count)), length.end));
        }
        let (times, unit, end) = self.unit(next)?;
        let span = self.span(next, end)?;
        let whole = self.text.has_article(span);
        (!whole).then(|| (format!("R/{}", unit.length(&times.to_string())), end))
    }

    /// "روزهای سه شنبه", "شنبه ها": a weekday in the plural.
    fn each(&self, at: usize) -> Option<(String, usize)> {
        let before = self.word("time.each_before", at);
        let begin = before.map_or(at, |hit| self.next(hit.span.end()));
        let (weekday, end) = self.weekday_name(begin)?;
        let behind = self.word("time.each_after", self.next(end));
        // "روزهای دوشنبه و سه‌شنبه" are two days.
        let next = self.joined(end).map(|(_, next)| next);
        if behind.is_none() && next.is_some_and(|next| self.weekday_name(next).is_some()) {
            return None;
        }
        let end = behind.map_or(end, |hit| hit.span.end());
        (before.is_some() || behind.is_some()).then(|| (format!("R/XXXX-WXX-{weekday}"), end))
    }

    /// "ہفتے میں تین بار": the unit before the times.
    fn per_unit_times(&self, at: usize) -> Option<(String, usize)> {
        let (one, unit, end) = self.unit(at)?;
        let per = self.word("time.per", self.next(end))?;
        let (times, end) = self.times(self.next(per.span.end()))?;
        Some((format!("R{times}/{}", unit.length(&one.to_string())), end))
    }

    /// "مرتين", "three times".
    fn times(&self, at: usize) -> Option<(i64, usize)> {
        self.numbered("time.times_word", at).or_else(|| {
            let count = self.count(at)?;
            let word = self.word("time.times", self.next(count.end))?;
            let whole = count.value.is_integer() && count.value < Decimal::ONE_THOUSAND;
            Some((
                i64::try_from(count.value).ok().filter(|_| whole)?,
                word.span.end(),
            ))
        })
    }

    fn times_per(&self, at: usize) -> Option<(String, usize)> {
        let (times, end) = self.times(at)?;
        // "ثلاث مرات أسبوعيا"
        if let Some((length, end)) = self.valued("time.set", self.next(end)) {
            return Some((format!("R{times}/{length}"), end));
        }
        let per = self.word("time.per", self.next(end))?;
        let next = self.next(per.span.end());
        let (one, unit, end) = self.unit(next)?;
        let shifted = self.word("time.shift_after", self.next(end)).is_some()
            || self.word("time.shift_before", next).is_some();
        // "لأول مرة في عام 2011" is a year.
        let dated = self.digits(self.next(end)).is_some();
        (!shifted && !dated).then(|| (format!("R{times}/{}", unit.length(&one.to_string())), end))
    }
}
