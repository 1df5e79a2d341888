//! Numbers that belong to a time: the day of a date, a year, an hour.

use khabar_core::{Cx, Span};

use crate::Found;

/// The times of a text.
pub(crate) struct Times {
    /// In the order of the text, with whether they count a length of time from somewhere.
    times: Vec<(Span, bool)>,
}

impl Times {
    pub fn of(cx: &Cx<'_>) -> Times {
        let times = cx.facts("time");
        let times = times.map(|(_, fact)| (fact.span, fact.value("length").is_some()));
        let mut times: Vec<(Span, bool)> = times.collect();
        times.sort_unstable();
        Times { times }
    }

    /// Whether a time holds a part of a span.
    pub fn cover(&self, span: Span) -> bool {
        self.at(span).is_some()
    }

    /// Whether a number is part of a time, and not a length that it counts: "عام 2015" is one, of
    /// "قبل ثلاثة أيام" the three days are a duration too.
    pub fn hold(&self, number: &Found) -> bool {
        let length = number
            .measure
            .as_ref()
            .is_some_and(|measure| measure.is_length());
        self.at(number.span)
            .is_some_and(|counts| !(counts && length))
    }

    /// Whether a length of time is said only as a part of something else.
    pub fn hold_length(&self, span: Span) -> bool {
        self.at(span) == Some(false)
    }

    fn at(&self, span: Span) -> Option<bool> {
        let from = self
            .times
            .partition_point(|(time, _)| time.end() <= span.start());
        let (time, counts) = self.times.get(from)?;
        time.overlaps(span).then_some(*counts)
    }
}
