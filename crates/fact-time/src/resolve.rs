//! When it is: from what the words say and the anchor to a value.

use khabar_core::{Span, Time};

use crate::calendar::{Calendar, Day, Ymd};
use crate::moment::{From, Link, Moment, Month, Offset, Partial, Phrase, Piece, Unit, What, Year};
use crate::point::{
    Point, dated, day_point, decade, grain_of, joined, one_century, piece_grain, piece_months,
    stretch_point,
};
use crate::year::century;

/// A day that times count from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Anchor {
    pub day: Day,
    /// `published`, `dateline` or `told`.
    pub source: &'static str,
    /// Where the text says it.
    pub span: Option<Span>,
}

/// The first and the last day of a stretch.
pub(crate) type Extent = (Day, Day);

/// What a phrase means.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Resolved {
    pub value: Time,
    pub grain: &'static str,
    pub calendar: Calendar,
    /// The same in the calendar of the text, where that is another one.
    pub told: Option<String>,
    pub extent: Option<Extent>,
    pub anchor: Option<Anchor>,
    /// The weekday that the text gives is not the date's.
    pub weekday_differs: bool,
    /// Another calendar beside it tells the day for sure.
    pub settled: bool,
}

/// Resolves the phrases of one document in their order.
#[derive(Debug, Clone)]
pub(crate) struct Resolver {
    pub calendar: Calendar,
    /// The weekday that weeks begin with, 1 for Monday.
    pub week_begins: u8,
    pub today: Option<Anchor>,
    /// The time told last: its last day and its grain.
    pub told: Option<(Anchor, &'static str)>,
}

/// What stands around a phrase that decides between times.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Around {
    /// Its clause speaks of what will be.
    pub future: bool,
    /// "Since" stands before it: it is past.
    pub since: bool,
    /// The time told last stands in its own line.
    pub told_here: bool,
}

impl Resolver {
    /// What a phrase means. Nothing for a date that does not exist.
    pub fn resolve(&self, phrase: &Phrase, around: Around) -> Option<Resolved> {
        if let [
            Moment {
                what: What::Set(set),
                ..
            },
        ] = phrase.moments.as_slice()
        {
            return Some(Resolved {
                value: Time::Set(set.clone()),
                grain: "set",
                calendar: self.calendar,
                told: None,
                extent: None,
                anchor: None,
                weekday_differs: false,
                settled: true,
            });
        }
        let points: Option<Vec<Point>> = phrase
            .moments
            .iter()
            .map(|moment| self.point(moment, around))
            .collect();
        let mut points = points?;
        // "From July to March": the first of another year than the last.
        if let ([from, to], Link::To) = (points.as_slice(), phrase.link)
            && let (Some(from), Some(to)) = (from.extent, to.extent)
            && from.0 > to.1
            && let What::Date(date) = &phrase.moments[0].what
            && date.has_month()
        {
            let calendar = date.calendar.unwrap_or(self.calendar);
            let date = Partial {
                year: Year::Number(from.0.ymd(calendar).year - 1),
                ..date.clone()
            };
            points[0] = self.point(&Moment::date(date), around)?;
        }
        let resolved = points.iter().all(|point| point.resolved);
        let text = joined(&points, phrase.link, |point| Some(point.text.as_str()))?;
        let told = joined(&points, phrase.link, |point| point.told.as_deref());
        let extents: Option<Vec<Extent>> = points.iter().map(|point| point.extent).collect();
        let extent = extents.and_then(|extents| {
            let first = extents.iter().map(|extent| extent.0).min()?;
            Some((first, extents.iter().map(|extent| extent.1).max()?))
        });
        let first = points.first()?;
        Some(Resolved {
            value: match resolved {
                true => Time::Edtf(text),
                false => Time::Unresolved(text),
            },
            grain: first.grain,
            calendar: first.calendar,
            told,
            extent,
            anchor: points.iter().find_map(|point| point.anchor),
            // Of several days the weekday may be another one's.
            weekday_differs: points.len() == 1 && first.weekday_differs,
            settled: false,
        })
    }

    fn point(&self, moment: &Moment, around: Around) -> Option<Point> {
        let mut point = match &moment.what {
            What::Open => self.open(moment, around)?,
            What::Date(date) => self.date(date, moment.weekday, around)?,
            What::Offset(offset) if offset.by_tense && !around.future => {
                let offset = Offset {
                    count: -offset.count,
                    ..*offset
                };
                self.offset(offset, around)?
            }
            What::Offset(offset) => self.offset(*offset, around)?,
            What::Stretch { count, unit } => self.stretch(*count, *unit),
            What::Some { past, unit } => self.some(*past, *unit),
            What::Decade { calendar, first } => decade(*calendar, *first)?,
            What::Century(ordinal) => one_century(*ordinal),
            What::Set(_) => return None,
        };
        if let Some(weekday) = moment.weekday {
            point = self.on_weekday(point, &moment.what, weekday);
        }
        if let Some(clock) = moment.clock {
            point.text.push_str(&clock.iso());
            point.grain = grain_of(clock);
        }
        Some(point)
    }

    /// A point with the weekday that stands beside it: of a week that day; of "yesterday" the day of
    /// that name, for a text may be published later than it was written; of a date a check.
    fn on_weekday(&self, mut point: Point, what: &What, weekday: u8) -> Point {
        let Some((first, last)) = point.extent else {
            if matches!(what, What::Offset(_)) {
                point.text = format!("XXXX-WXX-{weekday}");
                point.grain = "day";
            }
            return point;
        };
        let day = match what {
            What::Offset(Offset {
                unit: Unit::Week, ..
            }) => first.plus(i64::from((weekday + 7 - self.week_begins) % 7)),
            What::Offset(offset) if offset.count > 0 => {
                first.plus(i64::from((weekday + 7 - first.weekday()) % 7))
            }
            What::Offset(_) => last.plus(-i64::from((last.weekday() + 7 - weekday) % 7)),
            _ => {
                let apart = (first.weekday() + 7 - weekday) % 7;
                // A lunar day is known to a day only.
                let near = matches!(apart, 1 | 6) && is_lunar(what);
                point.weekday_differs = first == last && apart != 0 && !near;
                return point;
            }
        };
        Point {
            anchor: point.anchor,
            ..day_point(day, Calendar::Gregorian)
        }
    }

    // --- dates ---

    fn date(&self, date: &Partial, weekday: Option<u8>, around: Around) -> Option<Point> {
        let calendar = date.calendar.unwrap_or(self.calendar);
        let today = self.today.map(|anchor| (anchor, anchor.day.ymd(calendar)));
        let told = self
            .told
            .map(|(anchor, _)| (anchor, anchor.day.ymd(calendar)));
        let (month, month_year, month_anchor) = match date.month {
            Month::Open => (None, None, None),
            Month::Number(month) => (Some(month), None, None),
            Month::Shift(by) => shifted_month(today, by),
            Month::Told(by) => shifted_month(told, by),
        };
        let counted = |from: Option<(Anchor, Ymd)>, by: i64| {
            let (anchor, ymd) = from?;
            let year = i64::from(ymd.year).checked_add(by)?;
            Some((i32::try_from(year).ok()?, Some(anchor)))
        };
        let year = match date.year {
            Year::Number(year) => Some((year, None)),
            Year::Short(short) => Some((century(calendar, short), None)),
            Year::Shift(by) => counted(today, by),
            Year::Told(by) => counted(told, by),
            Year::Near(by) => self.nearest(date, calendar, month, None, Some(by), around),
            Year::Open if month_year.is_some() => month_year.map(|year| (year, month_anchor)),
            Year::Open if date.has_month() => self
                .told_year(calendar)
                // A weekday beside the day must be that of the year.
                .filter(|(year, _)| {
                    let day = month.zip(date.day);
                    let day = day.and_then(|(month, day)| Day::new(calendar, *year, month, day));
                    let named = day.zip(weekday);
                    named.is_none_or(|(day, weekday)| day.weekday() == weekday)
                })
                .or_else(|| self.nearest(date, calendar, month, weekday, None, around)),
            Year::Open => None,
        };
        match year {
            Some((year, anchor)) => {
                let mut point = dated(calendar, year, month, date.piece, date.day)?;
                point.anchor = anchor;
                Some(point)
            }
            None => Some(self.undated(date, calendar, month)),
        }
    }

    /// The year that a passage has told, where it is another one than today's or the last: what
    /// follows is told of that year too.
    fn told_year(&self, calendar: Calendar) -> Option<(i32, Option<Anchor>)> {
        let (told, _) = self.told?;
        let year = told.day.ymd(calendar).year;
        let here = self.today.map(|today| today.day.ymd(calendar).year);
        let other = here.is_none_or(|here| !(here - 1..=here + 1).contains(&year));
        other.then_some((year, Some(told)))
    }

    /// The year of a month or day that names none: the last one before today, unless the clause looks
    /// ahead or the next one is at hand and the last one long ago; on the side that the words say, if
    /// they do.
    fn nearest(
        &self,
        date: &Partial,
        calendar: Calendar,
        month: Option<u8>,
        weekday: Option<u8>,
        side: Option<i8>,
        around: Around,
    ) -> Option<(i32, Option<Anchor>)> {
        let anchor = self.today?;
        let here = anchor.day.ymd(calendar).year;
        let first_month =
            month.or_else(|| date.piece.map(|piece| piece_months(calendar, piece).0))?;
        let days = (here - 1..=here + 1).filter_map(|year| {
            let first = Day::new(calendar, year, first_month, date.day.unwrap_or(1))?;
            let last = match date.day {
                Some(_) => first,
                None => Day::last_of(calendar, year, first_month)?,
            };
            let named =
                weekday.is_none_or(|weekday| date.day.is_none() || first.weekday() == weekday);
            named.then_some((year, first, last))
        });
        let days: Vec<(i32, Day, Day)> = days.collect();
        let before = days.iter().rfind(|(_, _, last)| *last < anchor.day);
        let after = days.iter().find(|(_, first, _)| *first > anchor.day);
        let now = days
            .iter()
            .find(|(_, first, last)| *first <= anchor.day && anchor.day <= *last);
        let best = match side {
            Some(-1) => before,
            Some(1) => after,
            _ if now.is_some() => now,
            _ if around.since => before,
            _ if around.future => after,
            _ => match (before, after) {
                (Some(past), Some(coming)) => {
                    let long_ago = past.2.until(anchor.day) > LONG_AGO;
                    let at_hand = anchor.day.until(coming.1) < AT_HAND;
                    Some(if long_ago && at_hand { coming } else { past })
                }
                (one, other) => one.or(other),
            },
        };
        Some((best?.0, Some(anchor)))
    }

    /// A date whose year nothing tells.
    fn undated(&self, date: &Partial, calendar: Calendar, month: Option<u8>) -> Point {
        let month_text = month.map_or("XX".to_owned(), |month| format!("{month:02}"));
        let (text, grain) = match (date.piece, date.day, date.has_month()) {
            (Some(piece), ..) => (format!("XXXX-{}", piece.0), piece_grain(piece)),
            (None, Some(day), _) => (format!("XXXX-{month_text}-{day:02}"), "day"),
            (None, None, true) => (format!("XXXX-{month_text}"), "month"),
            (None, None, false) => match date.year {
                Year::Shift(by) | Year::Told(by) => (Unit::Year.offset(by), "year"),
                _ => ("XXXX".to_owned(), "year"),
            },
        };
        Point::unresolved(text, grain, calendar)
    }

    // --- weekdays and clocks ---

    fn open(&self, moment: &Moment, around: Around) -> Option<Point> {
        let Some(weekday) = moment.weekday else {
            // A clock time alone: the point adds it.
            moment.clock?;
            return Some(Point::unresolved(String::new(), "minute", self.calendar));
        };
        let Some(anchor) = self.today else {
            return Some(Point::unresolved(
                format!("XXXX-WXX-{weekday}"),
                "day",
                Calendar::Gregorian,
            ));
        };
        let back = i64::from((anchor.day.weekday() + 7 - weekday) % 7);
        let ahead = (7 - back) % 7;
        let days = match moment.weekday_shift {
            Some(-1) => -(if back == 0 { 7 } else { back }),
            Some(1) => {
                if ahead == 0 {
                    7
                } else {
                    ahead
                }
            }
            Some(_) => {
                let first = week_of(anchor.day, self.week_begins);
                let into = i64::from((weekday + 7 - self.week_begins) % 7);
                anchor.day.until(first.plus(into))
            }
            None if around.future => ahead,
            None => -back,
        };
        let mut point = day_point(anchor.day.plus(days), Calendar::Gregorian);
        point.anchor = Some(anchor);
        Some(point)
    }

    // --- offsets ---

    fn offset(&self, offset: Offset, around: Around) -> Option<Point> {
        let anchor = match offset.from {
            From::Today => self.today,
            From::Told => self.told_for(offset.unit),
            // "Three days later" counts from the day that the passage tells, if it tells one.
            From::Nowhere if around.told_here => self.told_for(offset.unit),
            From::Nowhere => None,
        };
        let calendar = offset.calendar.unwrap_or(self.calendar);
        let unresolved = || Point::unresolved(offset.iso(), offset.unit.grain(), calendar);
        let Some(anchor) = anchor else {
            // "That day" without a day says nothing.
            let nothing = offset.from == From::Told && offset.count == 0;
            return (!nothing).then(unresolved);
        };
        let count = offset.count;
        let ymd = anchor.day.ymd(calendar);
        let year = |by: i64| i32::try_from(i64::from(ymd.year).checked_add(by)?).ok();
        let point = match offset.unit {
            Unit::Day => Some(day_point(
                anchor.day.plus(count.clamp(-LONGEST, LONGEST)),
                Calendar::Gregorian,
            )),
            Unit::Week => {
                let day = anchor
                    .day
                    .plus(count.clamp(-LONGEST, LONGEST).saturating_mul(7));
                let first = week_of(day, self.week_begins);
                Some(stretch_point(
                    (first, first.plus(6)),
                    "week",
                    Calendar::Gregorian,
                ))
            }
            Unit::Month => {
                let (month, year, _) = shifted_month(Some((anchor, ymd)), count);
                dated(calendar, year?, month, None, None)
            }
            Unit::Quarter => {
                let quarters = i64::from(ymd.year) * 4 + i64::from((ymd.month - 1) / 3) + count;
                let piece = Piece(33 + u8::try_from(quarters.rem_euclid(4)).ok()?);
                let year = i32::try_from(quarters.div_euclid(4)).ok()?;
                dated(calendar, year, None, Some(piece), None)
            }
            Unit::Year => dated(calendar, year(count)?, None, None, None),
            Unit::Decade => {
                let first = year(count.checked_mul(10)?)?;
                decade(Some(calendar), first - first.rem_euclid(10))
            }
            Unit::Century => {
                let ordinal = i64::from(ymd.year.div_euclid(100)) + 1 + count;
                Some(one_century(i32::try_from(ordinal).ok()?))
            }
            Unit::Hour | Unit::Minute | Unit::Second => return Some(unresolved()),
        };
        let mut point = point?;
        if let Some((more, unit)) = offset.rest {
            let Some(day) = self.moved(anchor.day, count, offset.unit) else {
                return Some(unresolved());
            };
            let Some(day) = self.moved(day, more * count.signum(), unit) else {
                return Some(unresolved());
            };
            point = day_point(day, Calendar::Gregorian);
        }
        point.anchor = Some(anchor);
        Some(point)
    }

    /// The time told last, if it is as fine as the unit that counts from it.
    fn told_for(&self, unit: Unit) -> Option<Anchor> {
        let (anchor, grain) = self.told?;
        let fine = match unit {
            Unit::Day | Unit::Week => grain == "day",
            Unit::Month => matches!(grain, "day" | "month"),
            Unit::Year => matches!(grain, "day" | "month" | "year"),
            _ => false,
        };
        fine.then_some(anchor)
    }

    /// The day so many units away; nothing for units shorter than a day.
    fn moved(&self, day: Day, count: i64, unit: Unit) -> Option<Day> {
        let count = count.clamp(-LONGEST, LONGEST);
        let months = |each: i64| day.plus_months(self.calendar, count * each);
        match unit {
            Unit::Day => Some(day.plus(count)),
            Unit::Week => Some(day.plus(count * 7)),
            Unit::Month => months(1),
            Unit::Quarter => months(3),
            Unit::Year => months(12),
            Unit::Decade => months(120),
            Unit::Century => months(1200),
            Unit::Hour | Unit::Minute | Unit::Second => None,
        }
    }

    /// Some units before or after now, nobody says how many: `-PXY` as TIMEX3 writes it.
    fn some(&self, past: bool, unit: Unit) -> Point {
        let sign = if past { "-" } else { "" };
        Point::unresolved(
            format!("{sign}{}", unit.length("X")),
            unit.grain(),
            self.calendar,
        )
    }

    /// So many units up to the anchor or from it on.
    fn stretch(&self, count: i64, unit: Unit) -> Point {
        let other = self.today.and_then(|anchor| {
            let day = self.moved(anchor.day, count, unit)?;
            Some((anchor, day.min(anchor.day), day.max(anchor.day)))
        });
        match other {
            Some((anchor, first, last)) => {
                let mut point = stretch_point((first, last), unit.grain(), Calendar::Gregorian);
                point.anchor = Some(anchor);
                point
            }
            None => Point::unresolved(unit.offset(count), unit.grain(), self.calendar),
        }
    }
}

/// A day that was so many days ago is hardly told without its year where the next one is at hand.
const LONG_AGO: i64 = 180;

/// So many days ahead.
const AT_HAND: i64 = 60;

/// No text counts further, in days or weeks.
const LONGEST: i64 = 1_000_000;

/// The month so many after that of the anchor, with its year.
fn shifted_month(
    from: Option<(Anchor, Ymd)>,
    by: i64,
) -> (Option<u8>, Option<i32>, Option<Anchor>) {
    let counted = from.and_then(|(anchor, ymd)| {
        let months = (i64::from(ymd.year) * 12 + i64::from(ymd.month) - 1).checked_add(by)?;
        let month = u8::try_from(months.rem_euclid(12) + 1).ok()?;
        let year = i32::try_from(months.div_euclid(12)).ok()?;
        Some((Some(month), Some(year), Some(anchor)))
    });
    counted.unwrap_or((None, None, None))
}

/// The first day of the week of a day.
fn week_of(day: Day, begins: u8) -> Day {
    day.plus(-i64::from((day.weekday() + 7 - begins) % 7))
}

/// Whether a date is told in the lunar calendar.
fn is_lunar(what: &What) -> bool {
    matches!(what, What::Date(date) if date.calendar == Some(Calendar::Lunar))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn resolver(today: &str) -> Resolver {
        let day = Day::parse(today).unwrap();
        let anchor = |source| {
            Some(Anchor {
                day,
                source,
                span: None,
            })
        };
        Resolver {
            calendar: Calendar::Gregorian,
            week_begins: 1,
            today: anchor("published"),
            told: anchor("told").map(|anchor| (anchor, "day")),
        }
    }

    fn value(resolver: &Resolver, moment: Moment, future: bool) -> String {
        let around = Around {
            future,
            ..Around::default()
        };
        resolver
            .point(&moment, around)
            .map_or("none".to_owned(), |point| point.text)
    }

    fn offset(count: i64, unit: Unit) -> Moment {
        let from = From::Today;
        Moment::of(What::Offset(Offset::new(count, unit, from)))
    }

    #[test]
    fn offsets_count_in_their_own_unit() {
        let on = resolver("2024-02-29");
        assert_eq!(value(&on, offset(-1, Unit::Day), false), "2024-02-28");
        assert_eq!(value(&on, offset(-1, Unit::Year), false), "2023");
        assert_eq!(value(&on, offset(-3, Unit::Month), false), "2023-11");
        assert_eq!(
            value(&on, offset(1, Unit::Week), false),
            "2024-03-04/2024-03-10"
        );
        assert_eq!(value(&on, offset(-1, Unit::Decade), false), "201X");
        assert_eq!(value(&on, offset(-1, Unit::Century), false), "19XX");
        assert_eq!(value(&on, offset(-3, Unit::Hour), false), "-PT3H");
        let stretch = |count, unit| Moment::of(What::Stretch { count, unit });
        assert_eq!(
            value(&on, stretch(-1, Unit::Year), false),
            "2023-02-28/2024-02-29"
        );
    }

    #[test]
    fn a_weekday_alone_is_the_last_one_unless_the_verb_looks_ahead() {
        let on = resolver("2025-12-04");
        let thursday = |shift| Moment {
            weekday: Some(4),
            weekday_shift: shift,
            ..Moment::default()
        };
        assert_eq!(value(&on, thursday(None), false), "2025-12-04");
        assert_eq!(value(&on, thursday(Some(-1)), false), "2025-11-27");
        assert_eq!(value(&on, thursday(Some(1)), false), "2025-12-11");
        let friday = Moment {
            weekday: Some(5),
            ..Moment::default()
        };
        assert_eq!(value(&on, friday.clone(), false), "2025-11-28");
        assert_eq!(value(&on, friday, true), "2025-12-05");
        let mut nowhere = resolver("2025-12-04");
        nowhere.today = None;
        assert_eq!(value(&nowhere, thursday(None), false), "XXXX-WXX-4");
    }

    #[test]
    fn a_day_without_a_year_is_the_last_one_unless_the_next_is_at_hand() {
        let on = resolver("2025-01-10");
        let day = |month, day| {
            Moment::date(Partial {
                calendar: Some(Calendar::Gregorian),
                month: Month::Number(month),
                day: Some(day),
                ..Partial::default()
            })
        };
        assert_eq!(value(&on, day(12, 20), false), "2024-12-20");
        assert_eq!(value(&on, day(2, 1), false), "2025-02-01");
        assert_eq!(value(&on, day(5, 1), false), "2024-05-01");
        assert_eq!(value(&on, day(12, 20), true), "2025-12-20");
        assert_eq!(value(&on, day(2, 30), false), "XXXX-02-30");
    }

    #[test]
    fn parts_of_years_and_longer_stretches_have_their_edtf() {
        let text = |point: Option<Point>| point.map(|point| (point.text, point.told));
        let winter = dated(Calendar::Gregorian, 2015, None, Some(Piece(24)), None).unwrap();
        assert_eq!(
            winter.extent.map(|extent| extent.1.iso()).as_deref(),
            Some("2016-02-29")
        );
        assert_eq!(
            text(dated(Calendar::Solar, 1404, None, None, None)),
            Some(("2025-03-21/2026-03-20".to_owned(), Some("1404".to_owned())))
        );
        assert_eq!(
            text(decade(Some(Calendar::Solar), 1360)),
            Some(("1981-03-21/1991-03-20".to_owned(), Some("136X".to_owned())))
        );
        assert_eq!(one_century(20).text, "19XX");
        assert_eq!(one_century(-5).text, "-04XX");
    }
}
