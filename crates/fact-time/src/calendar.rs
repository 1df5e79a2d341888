//! Days in three calendars. All arithmetic is icu_calendar's: Persian and Umm al-Qura.

use icu_calendar::cal::{Gregorian, Hijri, Persian};
use icu_calendar::types::{DateDuration, RataDie};
use icu_calendar::{AsCalendar, Date};

/// A calendar that news tells dates in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) enum Calendar {
    Gregorian,
    /// Solar Hijri, of Iran and Afghanistan.
    Solar,
    /// Lunar Hijri as Umm al-Qura counts it; the moon that was seen may differ by a day.
    Lunar,
}

impl Calendar {
    /// The symbol that facts carry.
    pub fn symbol(self) -> &'static str {
        match self {
            Calendar::Gregorian => "gregorian",
            Calendar::Solar => "solar_hijri",
            Calendar::Lunar => "lunar_hijri",
        }
    }

    /// The calendar of a letter in the lexicons.
    pub fn of_letter(letter: &str) -> Option<Calendar> {
        match letter {
            "G" => Some(Calendar::Gregorian),
            "S" => Some(Calendar::Solar),
            "L" => Some(Calendar::Lunar),
            _ => None,
        }
    }
}

/// A day, whatever the calendar.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Day(RataDie);

/// Year, month and day in some calendar.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Ymd {
    pub year: i32,
    pub month: u8,
    pub day: u8,
}

impl Day {
    /// The day of a calendar, if it has one of these numbers.
    pub fn new(calendar: Calendar, year: i32, month: u8, day: u8) -> Option<Day> {
        fn rata<A: AsCalendar>(year: i32, month: u8, day: u8, calendar: A) -> Option<Day> {
            let month = icu_calendar::types::Month::new(month);
            let date = Date::try_new(year.into(), month, day, calendar).ok()?;
            Some(Day(date.to_rata_die()))
        }
        match calendar {
            Calendar::Gregorian => rata(year, month, day, Gregorian),
            Calendar::Solar => rata(year, month, day, Persian),
            Calendar::Lunar => rata(year, month, day, Hijri::new_umm_al_qura()),
        }
    }

    /// The last day of a month.
    pub fn last_of(calendar: Calendar, year: i32, month: u8) -> Option<Day> {
        let (year, month) = match month {
            12 => (year.checked_add(1)?, 1),
            _ => (year, month + 1),
        };
        Some(Day::new(calendar, year, month, 1)?.plus(-1))
    }

    /// What a calendar calls the day.
    pub fn ymd(self, calendar: Calendar) -> Ymd {
        fn of<A: AsCalendar>(day: Day, calendar: A) -> Ymd {
            let date = Date::from_rata_die(day.0, calendar);
            Ymd {
                year: date.year().extended_year(),
                month: date.month().ordinal,
                day: date.day_of_month().0,
            }
        }
        match calendar {
            Calendar::Gregorian => of(self, Gregorian),
            Calendar::Solar => of(self, Persian),
            Calendar::Lunar => of(self, Hijri::new_umm_al_qura()),
        }
    }

    /// The day so many days later.
    #[must_use]
    pub fn plus(self, days: i64) -> Day {
        Day(self.0 + days)
    }

    /// How many days later `other` is.
    pub fn until(self, other: Day) -> i64 {
        other.0 - self.0
    }

    /// The day so many months of a calendar later; the last of the month where it has no such day.
    pub fn plus_months(self, calendar: Calendar, months: i64) -> Option<Day> {
        fn add<A: AsCalendar>(day: Day, months: i64, calendar: A) -> Option<Day> {
            let months = DateDuration::for_months(i32::try_from(months).ok()?);
            let date = Date::from_rata_die(day.0, calendar);
            let date = date
                .try_added_with_options(months, icu_calendar::options::DateAddOptions::default());
            Some(Day(date.ok()?.to_rata_die()))
        }
        match calendar {
            Calendar::Gregorian => add(self, months, Gregorian),
            Calendar::Solar => add(self, months, Persian),
            Calendar::Lunar => add(self, months, Hijri::new_umm_al_qura()),
        }
    }

    /// 1 for Monday to 7 for Sunday.
    pub fn weekday(self) -> u8 {
        Date::from_rata_die(self.0, Gregorian).weekday() as u8
    }

    /// ISO 8601: `2025-12-04`.
    pub fn iso(self) -> String {
        let Ymd { year, month, day } = self.ymd(Calendar::Gregorian);
        format!("{}-{month:02}-{day:02}", edtf_year(year))
    }

    /// The day of a full ISO 8601 date.
    pub fn parse(iso: &str) -> Option<Day> {
        let mut parts = iso.splitn(3, '-').map(str::parse);
        let (Ok(year), Ok(month), Ok(day)) = (parts.next()?, parts.next()?, parts.next()?) else {
            return None;
        };
        Day::new(
            Calendar::Gregorian,
            year,
            u8::try_from(month).ok()?,
            u8::try_from(day).ok()?,
        )
    }
}

/// A year as EDTF writes it: four digits, a minus before Christ.
pub(crate) fn edtf_year(year: i32) -> String {
    if year < 0 {
        format!("-{:04}", -year)
    } else {
        format!("{year:04}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn iso(calendar: Calendar, year: i32, month: u8, day: u8) -> String {
        Day::new(calendar, year, month, day).map_or_else(|| "none".to_owned(), Day::iso)
    }

    #[test]
    fn known_days_of_the_three_calendars() {
        assert_eq!(iso(Calendar::Solar, 1404, 9, 13), "2025-12-04");
        assert_eq!(iso(Calendar::Solar, 1403, 12, 30), "2025-03-20");
        assert_eq!(iso(Calendar::Solar, 1402, 12, 30), "none");
        // 12 Rabi al-awwal 1447 in Umm al-Qura; the tabular calendar has a day later.
        assert_eq!(iso(Calendar::Lunar, 1447, 3, 12), "2025-09-04");
        assert_eq!(iso(Calendar::Gregorian, 2025, 2, 29), "none");
    }

    #[test]
    fn months_are_added_in_their_own_calendar() {
        let day = Day::parse("2025-01-31").unwrap();
        let later = day.plus_months(Calendar::Gregorian, 1).unwrap();
        assert_eq!(later.iso(), "2025-02-28");
        assert_eq!(
            Day::last_of(Calendar::Solar, 1404, 6).unwrap().iso(),
            "2025-09-22"
        );
        assert_eq!(day.weekday(), 5);
        assert_eq!(
            day.ymd(Calendar::Solar),
            Ymd {
                year: 1403,
                month: 11,
                day: 12
            }
        );
    }

    #[test]
    fn a_day_is_read_from_a_full_date_only() {
        assert_eq!(Day::parse("2025-02-30"), None);
        assert_eq!(Day::parse("2025-02"), None);
        assert_eq!(
            Day::parse("0622-07-19").map(Day::iso).as_deref(),
            Some("0622-07-19")
        );
    }
}
