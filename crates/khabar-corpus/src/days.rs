//! Times as ranges of days, so that they can be compared.
//!
//! Days are counted from 1970-01-01.

use jiff::civil::{Date, DateTime, Weekday};
use jiff::{Span, ToSpan};

/// The first and the last day of a stretch of time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Days {
    /// The first.
    pub from: i32,
    /// The last.
    pub to: i32,
}

impl Days {
    /// One day.
    pub fn day(day: i32) -> Days {
        Days { from: day, to: day }
    }

    /// Whether it is one day only.
    pub fn is_day(self) -> bool {
        self.from == self.to
    }

    /// Whether two stretches share a day, each made longer by `slack` days at both ends.
    pub fn meets(self, other: Days, slack: i32) -> bool {
        self.from - slack <= other.to && other.from - slack <= self.to
    }
}

/// The days of an EDTF value: a year, season, quarter, month or day, with or without a time of day; a
/// range or a list of these; `~` is ignored. `None` for anything else and for open ranges.
pub fn of_edtf(edtf: &str) -> Option<Days> {
    if let Some(list) = edtf
        .strip_prefix('{')
        .and_then(|rest| rest.strip_suffix('}'))
    {
        let parts: Option<Vec<Days>> = list.split(',').map(of_edtf).collect();
        return hull(&parts?);
    }
    if let Some((from, to)) = edtf.split_once('/').or_else(|| edtf.split_once("..")) {
        return hull(&[of_edtf(from)?, of_edtf(to)?]);
    }
    one(edtf.trim_end_matches(['~', '?', '%']))
}

fn hull(parts: &[Days]) -> Option<Days> {
    Some(Days {
        from: parts.iter().map(|days| days.from).min()?,
        to: parts.iter().map(|days| days.to).max()?,
    })
}

fn one(edtf: &str) -> Option<Days> {
    let day = edtf.split('T').next()?;
    let mut parts = day.split('-');
    let year = parts.next()?;
    let (month, day) = (parts.next(), parts.next());
    if year.len() != 4 || parts.next().is_some() {
        return None;
    }
    let known = year.trim_end_matches('X');
    if known.len() < 2 {
        return None;
    }
    let unknown = year.len() - known.len();
    let first: i16 = format!("{known}{}", "0".repeat(unknown)).parse().ok()?;
    let last = first.checked_add(10_i16.pow(u32::try_from(unknown).ok()?) - 1)?;
    let Some(month) = month else {
        return Some(Days {
            from: number(Date::new(first, 1, 1).ok()?),
            to: number(Date::new(last, 12, 31).ok()?),
        });
    };
    let month: i8 = month.parse().ok()?;
    if let Some(day) = day {
        return Some(Days::day(number(
            Date::new(first, month, day.parse().ok()?).ok()?,
        )));
    }
    // Seasons of the northern half, quarters and halves of a year, as EDTF numbers them.
    let (month, months) = match month {
        1..=12 => (month, 1),
        21..=23 => (3 * (month - 20), 3),
        24 => (12, 3),
        33..=36 => (3 * (month - 33) + 1, 3),
        40..=41 => (6 * (month - 40) + 1, 6),
        _ => return None,
    };
    let from = Date::new(first, month, 1).ok()?;
    let to = from.checked_add(Span::new().months(months)).ok()?;
    Some(Days {
        from: number(from),
        to: number(to) - 1,
    })
}

/// The day of an ISO date.
pub fn of_date(date: &str) -> Option<i32> {
    date.parse::<Date>().ok().map(number)
}

/// The ISO date of a day.
pub fn date(day: i32) -> String {
    at(day).map_or_else(String::new, |date| date.to_string())
}

/// The weekday of a day, 1 for Monday.
pub fn weekday(day: i32) -> i8 {
    at(day).map_or(0, |date| date.weekday().to_monday_one_offset())
}

/// The weekday that `XXXX-WXX-4` names, with or without a time of day behind it.
pub fn weekday_of(unresolved: &str) -> Option<i8> {
    let rest = unresolved.strip_prefix("XXXX-WXX-")?;
    let day: i8 = rest.split('T').next()?.parse().ok()?;
    Weekday::from_monday_one_offset(day).ok().map(|_| day)
}

/// The stretch that a length of whole years, months, weeks or days spans from `day` on, or back from it
/// if it is negative, in EDTF; with `~` at its far end if the length is round.
pub fn span_from(day: i32, length: &str) -> Option<String> {
    let (back, length) = match length.strip_prefix('-') {
        Some(rest) => (true, rest),
        None => (false, length),
    };
    let unit = length.chars().last()?;
    let count: i32 = length.strip_prefix('P')?.strip_suffix(unit)?.parse().ok()?;
    let signed = if back { -count } else { count };
    let span = match unit {
        'Y' => signed.years(),
        'M' => signed.months(),
        'W' => signed.weeks(),
        'D' => signed.days(),
        _ => return None,
    };
    if count == 0 {
        return None;
    }
    let base = at(day)?;
    let end = base.checked_add(span).ok()?;
    let round = unit == 'Y' && count % 10 == 0;
    let end = if round {
        format!("{:04}~", end.year())
    } else {
        end.to_string()
    };
    Some(if back {
        format!("{end}/{base}")
    } else {
        format!("{base}/{end}")
    })
}

fn at(day: i32) -> Option<Date> {
    DateTime::from(EPOCH)
        .date()
        .checked_add(Span::new().try_days(day).ok()?)
        .ok()
}

const EPOCH: Date = Date::constant(1970, 1, 1);

fn number(date: Date) -> i32 {
    let days = EPOCH.until(date).map(|span| span.get_days());
    days.unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn days(edtf: &str) -> Option<(String, String)> {
        of_edtf(edtf).map(|days| (date(days.from), date(days.to)))
    }

    #[test]
    fn every_grain_is_a_range_of_days() {
        let range = |from: &str, to: &str| Some((from.to_owned(), to.to_owned()));
        assert_eq!(days("2025-12-04"), range("2025-12-04", "2025-12-04"));
        assert_eq!(days("2025-12-04T10:30"), range("2025-12-04", "2025-12-04"));
        assert_eq!(days("2024-02"), range("2024-02-01", "2024-02-29"));
        assert_eq!(days("2025"), range("2025-01-01", "2025-12-31"));
        assert_eq!(days("197X"), range("1970-01-01", "1979-12-31"));
        assert_eq!(days("2025-24"), range("2025-12-01", "2026-02-28"));
        assert_eq!(days("2015-35"), range("2015-07-01", "2015-09-30"));
        assert_eq!(days("2027/2028~"), range("2027-01-01", "2028-12-31"));
        assert_eq!(days("{1985,1996}"), range("1985-01-01", "1996-12-31"));
        assert_eq!(days("XXXX-10-15"), None);
        assert_eq!(days("XXXX"), None);
        assert_eq!(days("2025/.."), None);
    }

    #[test]
    fn weekdays_and_lengths_count_from_a_day() {
        let thursday = of_date("2025-12-04").unwrap();
        assert_eq!(weekday(thursday), 4);
        assert_eq!(weekday_of("XXXX-WXX-4T17:00"), Some(4));
        assert_eq!(weekday_of("XXXX-10"), None);
        let span = |length: &str| span_from(thursday, length).unwrap();
        assert_eq!(span("P2Y"), "2025-12-04/2027-12-04");
        assert_eq!(span("-P20Y"), "2005~/2025-12-04");
        assert_eq!(span_from(thursday, "PXY"), None);
        assert_eq!(span_from(thursday, "PT5H"), None);
    }
}
