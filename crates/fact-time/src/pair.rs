//! One date in two calendars: whether both are the same day.

use khabar_core::{Span, Time};

use crate::calendar::Calendar;
use crate::resolve::Resolved;
use crate::scan::Scan;

/// What comparing two dates gave.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Verdict {
    Same,
    Apart,
}

/// Whether two times are said to be one: a word for it, brackets or a slash is all that stands
/// between them.
pub(crate) fn are_paired(scan: &Scan<'_>, one: Span, other: Span) -> bool {
    let source = scan.text.source();
    let Some(gap) = source.get(one.end()..other.start()) else {
        return false;
    };
    if gap.contains('\n') || gap.len() > 48 {
        return false;
    }
    let mut at = scan.next(one.end());
    at = scan
        .mark(at, &['،', ',', '(', '-', '–', '/', '='])
        .unwrap_or(at);
    let word = scan.piece("time.pair", at);
    let marked = at != scan.next(one.end());
    let after = word.map_or(at, |hit| scan.next(hit.span.end()));
    let after = scan.mark(after, &['،', ',', '(', ':']).unwrap_or(after);
    let after = scan.skip("time.day_word", after);
    (word.is_some() || marked)
        && after.max(at) >= other.start().min(after)
        && after == other.start()
}

/// Compares a date with the one before it. Where they are of different calendars and agree, the
/// Gregorian one settles the day of the lunar one.
pub(crate) fn compare(one: &Resolved, other: &mut Resolved) -> Option<Verdict> {
    if one.calendar == other.calendar || one.grain != "day" || other.grain != "day" {
        return None;
    }
    let ((first, _), (second, _)) = (one.extent?, other.extent?);
    let lunar = one.calendar == Calendar::Lunar || other.calendar == Calendar::Lunar;
    // Where the moon is watched for, a month begins up to two days later than Umm al-Qura's.
    let allowed = if lunar { 2 } else { 0 };
    if first.until(second).abs() > allowed {
        return Some(Verdict::Apart);
    }
    if other.calendar == Calendar::Lunar {
        other.value = Time::Edtf(first.iso());
        other.extent = one.extent;
        other.settled = true;
    }
    Some(Verdict::Same)
}
