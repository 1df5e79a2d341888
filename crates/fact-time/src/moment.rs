//! What a time expression says, before it is known when that is.

use khabar_core::Span;

use crate::calendar::Calendar;

/// An expression of the text: one moment, or several that a range or a list joins.
#[derive(Debug, Clone)]
pub(crate) struct Phrase {
    pub span: Span,
    /// Stable name of the rule that read it.
    pub rule: &'static str,
    /// One; the two ends of a range; the members of a list.
    pub moments: Vec<Moment>,
    pub link: Link,
    /// It counts in a year that begins at its own time.
    pub cycle: Option<&'static str>,
    /// The length that it counts from its anchor: P3D in "three days ago".
    pub length: Option<String>,
}

/// What joins the moments of a phrase.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Link {
    /// From the first to the last.
    To,
    /// Each of them; nothing to join where there is one.
    And,
    /// One of them.
    Or,
}

/// A stretch of time as far as the words give it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Moment {
    pub what: What,
    /// 1 for Monday to 7 for Sunday.
    pub weekday: Option<u8>,
    /// "last Monday": which one, counted from the anchor.
    pub weekday_shift: Option<i8>,
    pub part: Option<&'static str>,
    pub clock: Option<Clock>,
    /// The beginning, the middle or the end of it.
    pub edge: Option<&'static str>,
}

/// The calendar part of a moment.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) enum What {
    /// Nothing: a weekday, a clock time or a part of the day alone.
    #[default]
    Open,
    Date(Partial),
    Offset(Offset),
    /// So many units before (negative) or after the anchor, as a stretch that ends or begins there.
    Stretch {
        count: i64,
        unit: Unit,
    },
    /// The same where nobody says how many: "in recent years".
    Some {
        past: bool,
        unit: Unit,
    },
    /// Ten years from this one on.
    Decade {
        calendar: Option<Calendar>,
        first: i32,
    },
    /// The years of a century, by its ordinal; negative before Christ.
    Century(i32),
    /// How often: a repeating interval of ISO 8601.
    Set(String),
}

/// A date with the parts that are said.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Partial {
    pub calendar: Option<Calendar>,
    pub year: Year,
    pub month: Month,
    pub day: Option<u8>,
    /// A part of the year that is no month.
    pub piece: Option<Piece>,
}

/// Which year.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) enum Year {
    #[default]
    Open,
    Number(i32),
    /// Two digits: the century is not said.
    Short(i32),
    /// Counted from the anchor's year.
    Shift(i64),
    /// Counted from the year told last.
    Told(i64),
    /// That of the last (-1) or next (1) such month before or after the anchor.
    Near(i8),
}

/// Which month.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) enum Month {
    #[default]
    Open,
    Number(u8),
    /// Counted from the anchor's month.
    Shift(i64),
    /// Counted from the month told last.
    Told(i64),
}

/// A part of a year with an EDTF number of its own: 21–24 seasons, 33–36 quarters, 40–41 halves.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Piece(pub u8);

impl Piece {
    /// Its first month and how many it has, in a year that begins with spring (Solar Hijri); of the
    /// Gregorian year, quarters and halves only.
    pub fn months(self) -> (u8, u8) {
        match self.0 {
            season @ 21..=24 => ((season - 21) * 3 + 1, 3),
            quarter @ 33..=36 => ((quarter - 33) * 3 + 1, 3),
            half => ((half.saturating_sub(40)) * 6 + 1, 6),
        }
    }
}

/// A distance from an anchor: the unit so many units away.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Offset {
    pub count: i64,
    pub unit: Unit,
    /// So many of a smaller unit more, in the same direction.
    pub rest: Option<(i64, Unit)>,
    pub from: From,
    /// The verb's tense tells whether it lies ahead or behind.
    pub by_tense: bool,
    /// The calendar of its unit, where the text names one.
    pub calendar: Option<Calendar>,
}

impl Offset {
    /// So many of one unit.
    pub fn new(count: i64, unit: Unit, from: From) -> Offset {
        Offset {
            count,
            unit,
            rest: None,
            from,
            by_tense: false,
            calendar: None,
        }
    }

    /// As ISO 8601 with a sign: `-P1W6D`.
    pub fn iso(&self) -> String {
        let whole = self.unit.offset(self.count);
        let Some((count, unit)) = self.rest else {
            return whole;
        };
        let rest = unit.length(&count.to_string());
        let rest = rest.trim_start_matches('P');
        match (whole.contains('T'), rest.strip_prefix('T')) {
            (true, Some(rest)) => format!("{whole}{rest}"),
            _ => format!("{whole}{rest}"),
        }
    }
}

/// What an offset counts from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum From {
    /// The day of the telling.
    Today,
    /// The time told last.
    Told,
    /// Something that the text does not date: never resolved.
    Nowhere,
}

/// A unit of time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Unit {
    Second,
    Minute,
    Hour,
    Day,
    Week,
    Month,
    Quarter,
    Year,
    Decade,
    Century,
}

impl Unit {
    /// The unit of an ISO 8601 length of one, with how many of it that is.
    pub fn of(length: &str) -> Option<(i64, Unit)> {
        Some(match length {
            "PT1S" => (1, Unit::Second),
            "PT1M" => (1, Unit::Minute),
            "PT1H" => (1, Unit::Hour),
            "P1D" => (1, Unit::Day),
            "P1W" => (1, Unit::Week),
            "P1M" => (1, Unit::Month),
            "P3M" => (1, Unit::Quarter),
            "P6M" => (6, Unit::Month),
            "P1Y" => (1, Unit::Year),
            "P10Y" => (1, Unit::Decade),
            "P100Y" => (1, Unit::Century),
            _ => return None,
        })
    }

    /// A length of so many of it, without sign.
    pub fn length(self, count: &str) -> String {
        match self {
            Unit::Second => format!("PT{count}S"),
            Unit::Minute => format!("PT{count}M"),
            Unit::Hour => format!("PT{count}H"),
            Unit::Day => format!("P{count}D"),
            Unit::Week => format!("P{count}W"),
            Unit::Month => format!("P{count}M"),
            Unit::Quarter => format!("P{}M", times(count, 3)),
            Unit::Year => format!("P{count}Y"),
            Unit::Decade => format!("P{}Y", times(count, 10)),
            Unit::Century => format!("P{}Y", times(count, 100)),
        }
    }

    /// The same with the sign of the count, as an offset.
    pub fn offset(self, count: i64) -> String {
        let sign = if count < 0 { "-" } else { "" };
        format!("{sign}{}", self.length(&count.unsigned_abs().to_string()))
    }

    /// The name of the grain.
    pub fn grain(self) -> &'static str {
        match self {
            Unit::Second => "second",
            Unit::Minute => "minute",
            Unit::Hour => "hour",
            Unit::Day => "day",
            Unit::Week => "week",
            Unit::Month => "month",
            Unit::Quarter => "quarter",
            Unit::Year => "year",
            Unit::Decade => "decade",
            Unit::Century => "century",
        }
    }
}

fn times(count: &str, by: i64) -> String {
    let whole = count.parse::<i64>().ok();
    whole.map_or_else(|| count.to_owned(), |n| n.saturating_mul(by).to_string())
}

/// What a word beside a clock time says of the half of the day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Half {
    Am,
    Pm,
    Noon,
    Night,
}

/// A clock time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Clock {
    pub hour: u8,
    pub minute: u8,
    pub second: Option<u8>,
    /// The text says minutes, so that these are not only the full hour's.
    pub exact: bool,
    /// The text places it in the first or second half of the day.
    pub settled: bool,
    /// UTC; otherwise the local time of whatever the text is about.
    pub utc: bool,
}

impl Clock {
    /// An hour of which no minutes are said.
    pub fn full_hour(hour: u8) -> Clock {
        Clock {
            hour,
            minute: 0,
            second: None,
            exact: false,
            settled: hour > 12,
            utc: false,
        }
    }

    /// A clock of twelve hours in a half of the day; one of 24 hours stays as it is.
    #[must_use]
    pub fn placed(self, half: Half) -> Clock {
        let hour = match (half, self.hour) {
            (Half::Am, 12) => 0,
            (Half::Pm, hour @ 1..=11) => hour + 12,
            (Half::Noon, hour @ 1..=4) => hour + 12,
            (Half::Night, hour @ 6..=11) => hour + 12,
            (Half::Night, 12) => 0,
            (_, hour) => hour,
        };
        Clock {
            hour,
            settled: true,
            ..self
        }
    }

    /// ISO 8601: `T10:30`.
    pub fn iso(self) -> String {
        let seconds = self.second.map_or(String::new(), |s| format!(":{s:02}"));
        let zone = if self.utc { "Z" } else { "" };
        format!("T{:02}:{:02}{seconds}{zone}", self.hour, self.minute)
    }
}

impl Moment {
    /// A moment of a date.
    pub fn date(date: Partial) -> Moment {
        Moment::of(What::Date(date))
    }

    /// A moment with nothing beside.
    pub fn of(what: What) -> Moment {
        Moment {
            what,
            ..Moment::default()
        }
    }

    /// The two put together, if neither says again what the other has said and one day remains.
    pub fn merged(&self, other: &Moment) -> Option<Moment> {
        fn either<T: Clone>(one: &Option<T>, other: &Option<T>) -> Option<Option<T>> {
            match (one, other) {
                (Some(_), Some(_)) => None,
                _ => Some(one.clone().or_else(|| other.clone())),
            }
        }
        let what = self.what.merged(&other.what)?;
        let merged = Moment {
            what,
            weekday: either(&self.weekday, &other.weekday)?,
            weekday_shift: either(&self.weekday_shift, &other.weekday_shift)?,
            part: either(&self.part, &other.part)?,
            clock: either(&self.clock, &other.clock)?,
            edge: either(&self.edge, &other.edge)?,
        };
        let of_day = merged.weekday.is_some() || merged.part.is_some() || merged.clock.is_some();
        // "شنبه هفته آینده"
        let of_week = matches!(
            merged.what,
            What::Offset(Offset {
                unit: Unit::Week,
                ..
            })
        );
        let one_day = merged.what.is_day() || (of_week && merged.weekday.is_some());
        (!of_day || one_day || merged.what == What::Open).then(|| merged.placed())
    }

    /// The clock time in the half of the day that the part beside it tells.
    fn placed(mut self) -> Moment {
        let half = match self.part {
            Some("morning" | "dawn") => Some(Half::Am),
            Some("noon") => Some(Half::Noon),
            Some("afternoon" | "evening") => Some(Half::Pm),
            Some("night" | "midnight") => Some(Half::Night),
            _ => None,
        };
        if let (Some(half), Some(clock)) = (half, self.clock.filter(|clock| !clock.settled)) {
            self.clock = Some(clock.placed(half));
        }
        self
    }

    /// A part of the day alone, which is no time by itself.
    pub fn is_bare_part(&self) -> bool {
        self.what == What::Open && self.weekday.is_none() && self.clock.is_none()
    }
}

impl What {
    /// Whether it is one day.
    pub fn is_day(&self) -> bool {
        match self {
            What::Date(date) => date.day.is_some(),
            What::Offset(offset) => offset.unit == Unit::Day,
            _ => false,
        }
    }

    fn merged(&self, other: &What) -> Option<What> {
        match (self, other) {
            (What::Open, what) | (what, What::Open) => Some(what.clone()),
            (What::Date(one), What::Date(other)) => Some(What::Date(one.merged(other)?)),
            // "گزشتہ سال جون", "اسفند سال گذشته"
            (What::Offset(offset), What::Date(date)) | (What::Date(date), What::Offset(offset)) => {
                offset.merged(date)
            }
            _ => None,
        }
    }
}

impl Offset {
    /// "مهرماه امسال": the year of a month that names none; "امروز ۲۴ آبان": the date says all.
    fn merged(&self, date: &Partial) -> Option<What> {
        if self.unit == Unit::Day && self.from == From::Today && date.day.is_some() {
            return Some(What::Date(date.clone()));
        }
        if self.unit != Unit::Year || date.year != Year::Open || !date.has_month() {
            return None;
        }
        let year = match self.from {
            From::Today => Year::Shift(self.count),
            From::Told => Year::Told(self.count),
            From::Nowhere => return None,
        };
        Some(What::Date(Partial {
            year,
            ..date.clone()
        }))
    }
}

impl Partial {
    /// Whether it names a month or another part of a year.
    pub fn has_month(&self) -> bool {
        self.month != Month::Open || self.piece.is_some()
    }

    /// "سنہ 2014 دسمبر": a year alone and a date without one.
    fn merged(&self, other: &Partial) -> Option<Partial> {
        let (year, date) = match (self.has_month(), other.has_month()) {
            (false, true) => (self, other),
            (true, false) => (other, self),
            _ => return None,
        };
        let calendar = match (year.calendar, date.calendar) {
            (Some(one), Some(other)) if one != other => return None,
            (one, other) => one.or(other),
        };
        (date.year == Year::Open && year.day.is_none()).then(|| Partial {
            calendar,
            year: year.year,
            ..date.clone()
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lengths_of_longer_units_are_said_in_those_of_iso() {
        assert_eq!(Unit::Decade.length("2"), "P20Y");
        assert_eq!(Unit::Quarter.offset(-1), "-P3M");
        assert_eq!(Unit::Hour.offset(24), "PT24H");
        let mut offset = Offset::new(-1, Unit::Week, From::Today);
        offset.rest = Some((6, Unit::Day));
        assert_eq!(offset.iso(), "-P1W6D");
        offset.rest = Some((6, Unit::Hour));
        assert_eq!(offset.iso(), "-P1WT6H");
    }

    #[test]
    fn a_year_beside_a_month_belongs_to_it_and_twice_said_does_not_merge() {
        let june = Moment::date(Partial {
            month: Month::Number(6),
            ..Partial::default()
        });
        let last_year = Moment::of(What::Offset(Offset::new(-1, Unit::Year, From::Today)));
        let merged = last_year.merged(&june).unwrap();
        let What::Date(date) = &merged.what else {
            panic!("{merged:?}")
        };
        assert_eq!(date.year, Year::Shift(-1));
        assert_eq!(june.merged(&june), None);
        assert_eq!(last_year.merged(&last_year), None);
    }
}
