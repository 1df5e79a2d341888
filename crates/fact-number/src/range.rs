//! Ranges: two numbers that are the ends of one.

use khabar_core::{Bound, Span};
use khabar_lex::Text;

use crate::{Found, Gap, between, between_two};

/// Puts the two ends of each range together: "400 تا 500 میلیون", "بين 10 و 20", "أكثر من 10 وأقل من 20".
/// The upper end keeps the fact, the lower one is dropped.
pub(crate) fn merge_ranges(text: &Text, found: &mut [Found]) {
    for at in 1..found.len() {
        let (before, here) = found.split_at_mut(at);
        let (Some(before), Some(here)) = (before.last_mut(), here.first_mut()) else {
            continue;
        };
        if before.dropped || here.dropped || before.lower.is_some() || !is_range(text, before, here)
        {
            continue;
        }
        let mut lower = before.amount();
        let bounded = before.bound == Bound::MoreThan && here.bound == Bound::LessThan;
        if bounded {
            lower.bound = Bound::Exact;
            here.bound = Bound::Exact;
        }
        // "About" before the first end is said of both.
        if before.bound == Bound::About && here.bound == Bound::Exact {
            here.bound = Bound::About;
        }
        here.lower = Some(lower);
        here.span = before.span.join(here.span);
        before.dropped = true;
    }
}

fn is_range(text: &Text, before: &Found, here: &Found) -> bool {
    let same = match (&before.measure, &here.measure) {
        (Some(one), Some(other)) => one.is_same(other),
        (None, None) => before.percent == here.percent,
        _ => false,
    };
    let rises = before.numeral.value < here.numeral.value;
    let gap = between(text, before.span.end(), here.span.start());
    let told = gap == Gap::To || (gap == Gap::And && between_two(text, before.span));
    same && rises && (told || are_bounds(text, before, here.span))
}

/// "More than 10 and less than 20".
fn are_bounds(text: &Text, before: &Found, here: Span) -> bool {
    let start = text.skip_space_back(here.start());
    let Some(word) = text.ends("number.bound", start) else {
        return false;
    };
    let less = text.entry(word).value() == Some("<");
    let gap = between(text, before.span.end(), word.span.start());
    before.bound == Bound::MoreThan && less && gap == Gap::And
}
