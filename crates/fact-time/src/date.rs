//! Dates: days, months and years by name and number.

use khabar_lex::TokenKind;
use khabar_lex::numeral::{named, spelled};

use crate::calendar::{Calendar, Day};
use crate::moment::{Link, Moment, Month, Partial, Phrase, Unit, Year};
use crate::scan::{Digits, Scan};

/// What a reading found, and where it ends.
type Read<T> = Option<(T, usize)>;

/// Marks between the parts of a date that add nothing.
const COMMA: [char; 2] = ['،', ','];
const DASH: [char; 4] = ['-', '–', '—', '‑'];

impl Scan<'_> {
    /// A date that begins at a byte, by the writing that reads most.
    pub fn date(&self, at: usize) -> Option<Phrase> {
        let readings = [
            self.numeric(at),
            self.day_first(at),
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
            && self.marked_digits(third.end).is_none()
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

    /// Digits behind a mark of dates.
    fn marked_digits(&self, end: usize) -> Option<(char, Digits)> {
        let at = self.next(end);
        let mark = self.rest(at).chars().next()?;
        let known = matches!(mark, '/' | '-' | '.' | '–' | '‑' | '\u{60D}');
        let behind = at + mark.len_utf8();
        // With spaces around the mark on both sides or on none.
        let apart = at != end;
        let next = if apart { self.next(behind) } else { behind };
        let digits = self.digits(next)?;
        (known && apart == (next != behind)).then_some((mark, digits))
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
            let (day, behind) = self.day_number(end)?;
            days.push(day);
            end = behind;
            if let Some(month) = self.month_of_days(end, ordinal) {
                return self.with_days(at, days, link, month);
            }
            let (joined, next) = self.joined(end)?;
            if joined == Link::To {
                link = Link::To;
            }
            if days.len() > 6 {
                return None;
            }
            end = next;
        }
    }

    /// The month and year behind the number of a day.
    fn month_of_days(&self, end: usize, ordinal: bool) -> Read<Partial> {
        let here = self.next(end);
        let marked = self.mark(here, &['-', '/', '.']);
        let mut at = marked.unwrap_or(here);
        for _ in 0..2 {
            at = self.skip("time.of", at);
        }
        if let Some((date, end)) = self.month_and_year(at, true) {
            // "03-Feb" is what spreadsheets make of other numbers.
            let damaged = marked.is_some() && date.year == Year::Open;
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

    // --- the month ---

    /// A month with what follows of its year; `sure` where what stands before leaves no doubt that
    /// it is a month.
    pub fn month_and_year(&self, at: usize, sure: bool) -> Read<Partial> {
        let (named, begin) = self.month_word(at);
        let (calendar, month, guarded, mut end) = self.month(begin)?;
        // "نيسان/أبريل"
        if let Some(again) = self.mark(end, &['/', '-'])
            && let Some((_, same, _, behind)) = self.month(again)
            && same == month
        {
            end = behind;
        }
        let (named_behind, behind) = self.month_word(self.next(end));
        if named_behind {
            end = self.text.skip_space_back(behind).max(end);
        }
        let date = Partial {
            calendar: Some(calendar),
            month: Month::Number(month),
            ..Partial::default()
        };
        let placed = self.word("time.in_after", self.next(end)).is_some();
        let named = named || placed;
        let year = self.year_of_month(end, calendar, sure || named || named_behind || !guarded);
        match year {
            Some((year, behind)) => Some((Partial { year, ..date }, behind)),
            None if sure || named || named_behind || !guarded => Some((date, end)),
            None => None,
        }
    }

    /// Whether the word "month" stands at a byte, and where what follows begins.
    fn month_word(&self, at: usize) -> (bool, usize) {
        match self.piece("time.month_word", at) {
            Some(hit) => (true, self.skip("time.of", self.next(hit.span.end()))),
            None => (false, at),
        }
    }

    /// A month's name: its calendar, number, and whether it needs evidence.
    pub fn month(&self, at: usize) -> Option<(Calendar, u8, bool, usize)> {
        let plain = self.piece("time.month", at).map(|hit| (hit, false));
        let guarded = || self.piece("time.month_guarded", at).map(|hit| (hit, true));
        let (hit, guarded) = plain.or_else(guarded)?;
        let value = self.value(hit);
        let calendar = Calendar::of_letter(value.get(..1)?)?;
        Some((
            calendar,
            value.get(1..)?.parse().ok()?,
            guarded,
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
                let short = digits.len == 2
                    && (word || (sure && calendar == Calendar::Solar && self.is_free(digits.end)));
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

    /// Whether what stands behind a number does not count, measure or continue it.
    pub fn is_free(&self, end: usize) -> bool {
        let next = self.next(end);
        let counts = ["measure.noun", "measure.time_unit"];
        self.is_no_amount(end)
            && counts
                .iter()
                .all(|slot| self.text.starts(slot, next).is_none())
    }

    /// Whether what stands behind a number is no unit of measure, and does not continue it.
    fn is_no_amount(&self, end: usize) -> bool {
        let next = self.next(end);
        let mark = self.rest(end).chars().next();
        let continued = matches!(mark, Some('.' | '/' | ',' | '٫' | '٬' | '%' | '٪' | ':'))
            && self.digits(end + mark.map_or(0, char::len_utf8)).is_some();
        let percent = matches!(self.rest(next).chars().next(), Some('%' | '٪'));
        let measures = [
            "number.percent",
            "number.scale",
            "measure.unit",
            "measure.unit_exact",
            "measure.currency",
            "measure.currency_exact",
            "measure.currency_inferred",
            "measure.toman",
        ];
        !continued
            && !percent
            && measures
                .iter()
                .all(|slot| self.text.starts(slot, next).is_none())
    }

    // --- the month before the day ---

    /// "أغسطس 2015", "ستمبر 11", "نومبر کی سولہ تاریخ", "JANUARY 23, 2025", "مهرماه امسال", "أغسطس الماضي".
    fn month_first(&self, at: usize) -> Option<Phrase> {
        let dated = self.month_day(at);
        let (date, end) = dated.or_else(|| self.month_alone(at))?;
        self.phrase(at, end, "time.date", vec![Moment::date(date)], Link::And)
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
        let of = self
            .piece("time.of", here)
            .filter(|_| after != self.next(begin));
        let foreign = self.token(begin, TokenKind::Foreign).is_some();
        let glued = self.digits(after).is_some() && calendar == Calendar::Gregorian;
        let (year, end) = match (year, of) {
            (Some((year, end)), _) => (year, end),
            (None, Some(of)) if after > here => (Year::Open, of.span.end()),
            (None, _) if foreign || (glued && self.calendar == Calendar::Gregorian) => {
                (Year::Open, end)
            }
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
        let shifted = |end: usize| self.numbered("time.shift_after", self.next(end));
        let (date, end) = match self.month_and_year(at, false) {
            Some(found) => found,
            None => {
                let (_, _, _, end) = self.month(at)?;
                shifted(end)?;
                self.month_and_year(at, true)?
            }
        };
        if date.year == Year::Open
            && let Some((by, end)) = shifted(end)
        {
            let year = near(by)?;
            return Some((Partial { year, ..date }, end));
        }
        Some((date, end))
    }

    // --- years alone ---

    /// "عام 2022", "سال های ۱۳۲۰ تا ۱۳۵۰", "2027-2028", "عامي 2014 و2015", "السنة المالية 2015/2016".
    fn years(&self, at: usize) -> Option<Phrase> {
        let cycle = self
            .piece("time.cycle", at)
            .filter(|hit| hit.span.start() == at);
        let word = self
            .piece("time.year_word", at)
            .filter(|hit| hit.span.start() == at);
        let head = cycle.or(word);
        let begin = head.map_or(at, |hit| self.next(hit.span.end()));
        let begin = if head.is_some() {
            self.skip("time.of", begin)
        } else {
            begin
        };
        let (first, mut end, len) = self.year_value(begin, head.is_some())?;
        let mut years = vec![first];
        let mut link = Link::And;
        while let Some((joined, next)) = self.joined_year(end) {
            let next_at = self.skip("time.year_word", next);
            let Some((value, behind, size)) = self.year_value(next_at, true) else {
                break;
            };
            let value = match (len, size) {
                (4, 2) => first - first % 100 + value,
                (one, other) if one == other => value,
                _ => break,
            };
            if joined == Link::To && value <= *years.last()? {
                break;
            }
            years.push(value);
            link = joined;
            end = behind;
            if joined == Link::To || years.len() > 6 {
                break;
            }
        }
        if years.len() == 2 && self.after("number.between", at) {
            link = Link::To;
        }
        let era = self.era(end);
        let joined = years.len() > 1 && (len == 4) && link == Link::To;
        if head.is_none() && era.is_none() && !self.is_bare_year(at, first, len, end, joined) {
            return None;
        }
        if head.is_some() && len < 3 && era.is_none() && (len != 2 || !self.is_free(end)) {
            return None;
        }
        let (calendar, bc) = match era {
            Some((Era::Of(calendar), _)) => (Some(calendar), false),
            Some((Era::BeforeChrist, _)) => (Some(Calendar::Gregorian), true),
            None => (None, false),
        };
        let end = era.map_or(end, |(_, end)| end);
        let moment = |year: &i32| {
            let (calendar, number) = match (calendar, len) {
                (Some(calendar), _) if bc => (calendar, Year::Number(1 - *year)),
                (Some(calendar), 1 | 2) => (calendar, Year::Short(*year)),
                (Some(calendar), _) => (calendar, Year::Number(*year)),
                (None, 2) => (self.calendar, Year::Short(*year)),
                (None, _) => (self.calendar_of(*year)?, Year::Number(*year)),
            };
            Some(Moment::date(Partial {
                calendar: Some(calendar),
                year: number,
                ..Partial::default()
            }))
        };
        let moments: Option<Vec<Moment>> = years.iter().map(moment).collect();
        let rule = if head.is_some() {
            "time.year"
        } else {
            "time.year_bare"
        };
        let mut phrase = self.phrase(at, end, rule, moments?, link)?;
        phrase.cycle = cycle.map(|hit| cycle_symbol(self.value(hit)));
        Some(phrase)
    }

    /// The number of a year with how many digits it has; four for one in words.
    fn year_value(&self, at: usize, word: bool) -> Option<(i32, usize, usize)> {
        match self.digits(at) {
            Some(digits)
                if digits.len <= 4
                    && (word
                        || digits.len >= 3
                        || self.era(digits.end).is_some()
                        || self.is_short_year(at, digits)) =>
            {
                Some((digits.value, digits.end, digits.len))
            }
            Some(_) => None,
            None => {
                let (value, end) = self.spelled(at)?;
                let least = if word { 100 } else { 1000 };
                let four = (least..=2199).contains(&value);
                let two = word && (10..100).contains(&value) && self.calendar == Calendar::Solar;
                (four || two).then_some((value, end, if four { 4 } else { 2 }))
            }
        }
    }

    /// "بودجه ۹۶": two digits behind a word that years stand behind, in the solar calendar.
    fn is_short_year(&self, at: usize, digits: Digits) -> bool {
        digits.len == 2
            && self.calendar == Calendar::Solar
            && self.after("time.year_context", at)
            && self.is_free(digits.end)
            && !self.counts_something(self.next(digits.end))
    }

    /// What joins two years: a word, a dash or a slash.
    fn joined_year(&self, end: usize) -> Option<(Link, usize)> {
        let slash = self.mark(end, &['/']).map(|next| (Link::To, next));
        slash.or_else(|| self.joined(end))
    }

    /// What joins two days or years: "to", a dash, "and", a comma.
    pub fn joined(&self, end: usize) -> Option<(Link, usize)> {
        let here = self.next(end);
        let dash = self.mark(here, &DASH).map(|next| (Link::To, next));
        let to = || {
            let hit = self.word("number.to", here)?;
            Some((Link::To, self.next(hit.span.end())))
        };
        let and = || Some((Link::And, self.and(here)?));
        let comma = || Some((Link::And, self.mark(here, &COMMA)?));
        dash.or_else(to).or_else(and).or_else(comma)
    }

    /// Whether four digits that no word calls a year are one: in the range of years, counting and
    /// measuring nothing, not a part of a name, and in a place where years stand.
    fn is_bare_year(&self, at: usize, year: i32, len: usize, end: usize, range: bool) -> bool {
        let Some(span) = self.span(at, end) else {
            return false;
        };
        let recent = match self.calendar_of(year) {
            Some(Calendar::Gregorian) => (1800..=2100).contains(&year),
            Some(Calendar::Solar) => (1300..=1420).contains(&year),
            Some(Calendar::Lunar) => (1380..=1450).contains(&year),
            None => false,
        };
        let labelled = self.after("number.label", at)
            || self.after("number.bound", at)
            || named(self.text, span);
        let context = self.after("time.year_context", at)
            || self.word("time.year_after", self.next(end)).is_some();
        // "انیس سو ساٹھ میں", "ألفين وثمانية عشر": a count is hardly ever said to the unit in words.
        let in_digits = self.digits(at).is_some();
        let in_words = || {
            let number = spelled(self.text, at);
            let long = number.is_some_and(|number| number.words >= 3);
            let placed = self
                .text
                .starts(khabar_lex::FUNCTION, self.next(end))
                .is_some();
            let said = self.calendar == Calendar::Gregorian;
            said && long && placed && (1850..=2040).contains(&year)
        };
        let in_digits = in_digits || in_words();
        let free = self.stands_free(at, end);
        (len == 4 || (len == 2 && context))
            && (recent || len == 2 || (context && free && year >= 1000))
            && !labelled
            && self.is_no_amount(end)
            && (in_digits || context)
            && (context || range || free)
            && (context || self.is_free(end))
    }

    /// Whether punctuation, the end of the line or a function word follows a number, and neither
    /// digits nor a sign stand before it.
    fn stands_free(&self, at: usize, end: usize) -> bool {
        let before = self.text.source()[..at].chars().next_back();
        let odd = matches!(
            before,
            Some('-' | '–' | '+' | '$' | '€' | '£' | '#' | '/' | '.' | ':' | '٫' | ',' | '*')
        );
        !odd && !self.counts_something(self.next(end))
    }

    /// Whether a word that can be counted stands at a byte: not punctuation, and none of the words
    /// that carry only grammar or has the article.
    fn counts_something(&self, at: usize) -> bool {
        let Some(token) = self.token(at, TokenKind::Word) else {
            return self.digits(at).is_some();
        };
        let counted = self
            .text
            .span(token)
            .filter(|span| !self.text.has_article(*span));
        counted.is_some() && self.text.starts(khabar_lex::FUNCTION, at).is_none()
    }

    /// The era behind a year.
    pub fn era(&self, end: usize) -> Read<Era> {
        let at = self.next(end);
        let hit = self
            .word("time.era", at)
            .or_else(|| self.word("time.era_letter", at))?;
        let era = match self.value(hit) {
            "BC" => Era::BeforeChrist,
            letter => Era::Of(Calendar::of_letter(letter)?),
        };
        Some((era, hit.span.end()))
    }
}

/// What a word behind a year says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Era {
    Of(Calendar),
    BeforeChrist,
}

/// What a unit counts from and by how much.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Shifted {
    Today(i64),
    Told(i64),
}

/// "Last August": of this shift only the nearest before or after the anchor.
fn near(by: i64) -> Option<Year> {
    match by {
        0 => Some(Year::Shift(0)),
        by => Some(Year::Near(i8::try_from(by.signum()).ok()?)),
    }
}

fn cycle_symbol(value: &str) -> &'static str {
    match value {
        "school" => "school",
        "season" => "season",
        _ => "fiscal",
    }
}

/// The century of a year of two digits: solar ones of the 14th until 1410, others around today's.
pub(crate) fn century(calendar: Calendar, short: i32) -> i32 {
    match calendar {
        Calendar::Gregorian if short < 40 => 2000 + short,
        Calendar::Gregorian => 1900 + short,
        Calendar::Solar if short < 10 => 1400 + short,
        Calendar::Solar => 1300 + short,
        Calendar::Lunar if short < 60 => 1400 + short,
        Calendar::Lunar => 1300 + short,
    }
}
