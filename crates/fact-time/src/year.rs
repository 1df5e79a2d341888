//! Years alone, and which four digits are one.

use khabar_lex::TokenKind;
use khabar_lex::numeral::{named, spelled};

use crate::calendar::Calendar;
use crate::date::Read;
use crate::moment::{Link, Moment, Partial, Phrase, Year};
use crate::scan::{Digits, Scan};

impl Scan<'_> {
    /// "عام 2022", "سال های ۱۳۲۰ تا ۱۳۵۰", "2027-2028", "عامي 2014 و2015", "السنة المالية 2015/2016".
    pub fn years(&self, at: usize) -> Option<Phrase> {
        let cycle = self
            .piece("time.cycle", at)
            .filter(|hit| hit.span.start() == at);
        let word = self
            .piece("time.year_word", at)
            .filter(|hit| hit.span.start() == at);
        let head = cycle.or(word);
        let begin = head.map_or(at, |hit| self.next(hit.span.end()));
        let begin = if head.is_some() && self.digits(begin).is_none() {
            self.skip("time.of", begin)
        } else {
            begin
        };
        let (first, mut end, mut len) = self.year_value(begin, head.is_some())?;
        let mut years = vec![first];
        let mut link = Link::And;
        while let Some((joined, next)) = self.joined_year(end) {
            let next_at = self.skip("time.year_word", next);
            let Some((value, behind, size)) = self.year_value(next_at, true) else {
                break;
            };
            let value = match (len, size) {
                (4, 2) => first - first % 100 + value,
                (2, 4) if joined == Link::To => {
                    // "94-1393"
                    years[0] = value - value % 100 + first;
                    value
                }
                (one, other) if one == other => value,
                _ => break,
            };
            // A range is of two; its ends may be typed in the order of the other script. "في عام 2014
            // إلى 1205 ملايين" is none.
            let amount = !self.is_no_amount(behind)
                || self
                    .text
                    .starts("number.scale", self.next(behind))
                    .is_some();
            if joined == Link::To && (years.len() > 1 || value == first || amount) {
                break;
            }
            years.push(value);
            len = len.max(size);
            end = behind;
            if joined == Link::To {
                years.sort_unstable();
                link = joined;
                break;
            }
            if years.len() > 6 {
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
        let short = self
            .digits(begin)
            .filter(|digits| digits.len < 3 && years.len() == 1);
        if short.is_some_and(|digits| head.is_none() && !self.is_short_year(at, digits)) {
            return None;
        }
        if short.is_some_and(|digits| head.is_some() && !self.may_be_short(digits)) {
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

    /// Whether two digits behind the word "year" or a month are a year: nothing measures them, and
    /// where something stands behind that could be counted, they are more than one counts there.
    pub fn may_be_short(&self, digits: Digits) -> bool {
        let many = digits.value >= 40 || digits.value < 10;
        digits.len == 2
            && self.is_no_amount(digits.end)
            && (many || self.is_free(digits.end))
            && (self.calendar == Calendar::Solar || self.era(digits.end).is_some())
    }

    /// "بودجه ۹۶", "از ۹۲ تا کنون": two digits beside a word that years stand beside, in the solar
    /// calendar.
    fn is_short_year(&self, at: usize, digits: Digits) -> bool {
        let after = self.next(digits.end);
        let context =
            self.after("time.year_context", at) || self.word("time.year_after", after).is_some();
        digits.len == 2
            && self.calendar == Calendar::Solar
            && context
            && self.is_free(digits.end)
            && !self.counts_something(self.next(digits.end))
    }

    /// What joins two years: a word, a dash or a slash.
    fn joined_year(&self, end: usize) -> Option<(Link, usize)> {
        let slash = self.mark(end, &['/']).map(|next| (Link::To, next));
        slash.or_else(|| self.joined(end))
    }

    /// The era behind a year.
    pub fn era(&self, end: usize) -> Read<Era> {
        let at = self.next(end);
        if let Some(hit) = self.word("time.era", at) {
            return Some((Era::of(self.value(hit))?, hit.span.end()));
        }
        let letter = self.word("time.era_letter", at)?;
        let era = Era::of(self.value(letter))?;
        // "ه.ق", "ق.م"
        let behind = self.mark(self.next(letter.span.end()), &['.']);
        let second = behind.and_then(|at| self.word("time.era_letter", at));
        let Some(second) = second else {
            return Some((era, letter.span.end()));
        };
        let dotted = match (era, Era::of(self.value(second))?) {
            (Era::Of(Calendar::Lunar), Era::Of(Calendar::Gregorian)) => Era::BeforeChrist,
            (_, second) => second,
        };
        let stop = self.rest(second.span.end()).starts_with('.');
        Some((dotted, second.span.end() + usize::from(stop)))
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
    pub fn is_no_amount(&self, end: usize) -> bool {
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
            let placed = self.word("time.year_place", self.next(end)).is_some();
            long && placed && (1850..=2040).contains(&year)
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
        // "* * 2041 * *", "/ 2085 /": the codes that agencies sign with.
        let signed = |c: Option<char>| matches!(c, Some('*' | '/'));
        let coded = signed(self.text.source()[..at].trim_end().chars().next_back())
            || signed(self.text.source()[end..].trim_start().chars().next());
        !odd && !coded && !self.counts_something(self.next(end))
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
}

/// What a word behind a year says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Era {
    Of(Calendar),
    BeforeChrist,
}

impl Era {
    fn of(value: &str) -> Option<Era> {
        match value {
            "BC" => Some(Era::BeforeChrist),
            letter => Calendar::of_letter(letter).map(Era::Of),
        }
    }
}

/// The symbol of a cycle in the lexicons.
pub(crate) fn cycle_symbol(value: &str) -> &'static str {
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
