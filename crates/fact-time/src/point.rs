//! Values of single moments: days, stretches, and what stays unresolved.

use crate::calendar::{Calendar, Day, Ymd, edtf_year};
use crate::moment::{Clock, Link, Piece};
use crate::resolve::{Anchor, Extent};

/// One moment's value on the way.
pub(crate) struct Point {
    /// EDTF, or the unresolved form.
    pub text: String,
    pub resolved: bool,
    pub grain: &'static str,
    pub calendar: Calendar,
    pub told: Option<String>,
    pub extent: Option<Extent>,
    pub anchor: Option<Anchor>,
    pub weekday_differs: bool,
}

impl Point {
    /// What no anchor resolves.
    pub fn unresolved(text: String, grain: &'static str, calendar: Calendar) -> Point {
        Point {
            text,
            resolved: false,
            grain,
            calendar,
            told: None,
            extent: None,
            anchor: None,
            weekday_differs: false,
        }
    }
}

/// A date of a known year.
pub(crate) fn dated(
    calendar: Calendar,
    year: i32,
    month: Option<u8>,
    piece: Option<Piece>,
    day: Option<u8>,
) -> Option<Point> {
    if let (Some(month), Some(day)) = (month, day) {
        return Some(day_point(Day::new(calendar, year, month, day)?, calendar));
    }
    let (first, months, grain) = match (month, piece) {
        (Some(month), _) => (month, 1, "month"),
        (None, Some(piece)) => {
            let (first, months) = piece_months(calendar, piece);
            (first, months, piece_grain(piece))
        }
        (None, None) => (1, 12, "year"),
    };
    let begins = Day::new(calendar, year, first, 1)?;
    let over = first - 1 + months;
    let last_year = year.checked_add(i32::from((over - 1) / 12))?;
    let ends = Day::last_of(calendar, last_year, (over - 1) % 12 + 1)?;
    let own = match (month, piece) {
        (Some(month), _) => format!("{}-{month:02}", edtf_year(year)),
        (None, Some(piece)) => format!("{}-{}", edtf_year(year), piece.0),
        (None, None) => edtf_year(year),
    };
    let mut point = stretch_point((begins, ends), grain, calendar);
    match calendar {
        Calendar::Gregorian => point.text = own,
        _ => point.told = Some(own),
    }
    Some(point)
}

/// The months of a part of a year: the first, and how many. Gregorian seasons are the months that
/// begin in March, June, September and December, the last one runs into the next year.
pub(crate) fn piece_months(calendar: Calendar, piece: Piece) -> (u8, u8) {
    match (calendar, piece.0) {
        (Calendar::Gregorian, season @ 21..=24) => ((season - 21) * 3 + 3, 3),
        _ => piece.months(),
    }
}

pub(crate) fn piece_grain(piece: Piece) -> &'static str {
    match piece.0 {
        21..=24 => "season",
        33..=36 => "quarter",
        _ => "half",
    }
}

pub(crate) fn day_point(day: Day, calendar: Calendar) -> Point {
    let mut point = stretch_point((day, day), "day", calendar);
    point.text = day.iso();
    if calendar != Calendar::Gregorian {
        let Ymd { year, month, day } = day.ymd(calendar);
        point.told = Some(format!("{}-{month:02}-{day:02}", edtf_year(year)));
    }
    point
}

pub(crate) fn stretch_point(
    (first, last): Extent,
    grain: &'static str,
    calendar: Calendar,
) -> Point {
    Point {
        text: format!("{}/{}", first.iso(), last.iso()),
        resolved: true,
        grain,
        calendar,
        told: None,
        extent: Some((first, last)),
        anchor: None,
        weekday_differs: false,
    }
}

pub(crate) fn decade(calendar: Option<Calendar>, first: i32) -> Option<Point> {
    let calendar = calendar.unwrap_or(Calendar::Gregorian);
    let begins = Day::new(calendar, first, 1, 1)?;
    let ends = Day::last_of(calendar, first + 9, 12)?;
    let own = format!("{:03}X", first / 10);
    let mut point = stretch_point((begins, ends), "decade", calendar);
    match calendar {
        Calendar::Gregorian => point.text = own,
        _ => point.told = Some(own),
    }
    Some(point)
}

/// A century by its ordinal: the 20th is 19XX, the 5th before Christ -04XX.
pub(crate) fn one_century(ordinal: i32) -> Point {
    let (text, first) = match ordinal {
        ordinal if ordinal < 0 => (format!("-{:02}XX", -ordinal - 1), ordinal * 100 + 1),
        ordinal => (format!("{:02}XX", ordinal - 1), (ordinal - 1) * 100),
    };
    let extent = Day::new(Calendar::Gregorian, first, 1, 1).zip(Day::last_of(
        Calendar::Gregorian,
        first + 99,
        12,
    ));
    Point {
        text,
        resolved: true,
        grain: "century",
        calendar: Calendar::Gregorian,
        told: None,
        extent,
        anchor: None,
        weekday_differs: false,
    }
}

/// A full hour is said by the hour.
pub(crate) fn grain_of(clock: Clock) -> &'static str {
    match clock {
        Clock {
            second: Some(_), ..
        } => "second",
        Clock { exact: true, .. } => "minute",
        _ => "hour",
    }
}

/// The values of several points: an interval, or a set of EDTF.
pub(crate) fn joined<'p>(
    points: &'p [Point],
    link: Link,
    text: impl Fn(&'p Point) -> Option<&'p str>,
) -> Option<String> {
    let texts: Option<Vec<&str>> = points.iter().map(text).collect();
    let texts = texts?;
    Some(match (texts.as_slice(), link) {
        ([one], _) => (*one).to_owned(),
        ([first, .., last], Link::To) => {
            let first = first.split('/').next().unwrap_or(first);
            let last = last.rsplit('/').next().unwrap_or(last);
            format!("{first}/{last}")
        }
        (several, _) => {
            let members: Vec<String> = several.iter().map(|one| one.replace('/', "..")).collect();
            match link {
                Link::Or => format!("[{}]", members.join(",")),
                _ => format!("{{{}}}", members.join(",")),
            }
        }
    })
}
