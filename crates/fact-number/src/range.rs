//! Ranges: two numbers that are the ends of one.

use khabar_core::Bound;
use khabar_lex::Text;

use crate::{Found, Gap, balanced, between, between_two};

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
        if are_bounds(text, before, here) {
            lower.bound = Bound::Exact;
            here.bound = Bound::Exact;
            // "At most 50 and at least 20".
            if lower.number > here.numeral.value {
                std::mem::swap(&mut lower.number, &mut here.numeral.value);
            }
        }
        // "About" before the first end is said of both.
        if before.bound == Bound::About && here.bound == Bound::Exact {
            here.bound = Bound::About;
        }
        here.lower = Some(lower);
        here.span = balanced(text, before.span.join(here.span));
        before.dropped = true;
    }
}

fn is_range(text: &Text, before: &Found, here: &Found) -> bool {
    let same = match (&before.measure, &here.measure) {
        (Some(one), Some(other)) => one.is_same(other),
        (None, None) => before.percent == here.percent,
        _ => false,
    };
    let gap = between(text, before.span.end(), here.span.start());
    let told = gap == Gap::To || (gap == Gap::And && between_two(text, before.span));
    let rises = before.numeral.value < here.numeral.value;
    same && ((rises && told) || are_bounds(text, before, here))
}

/// "More than 10 and less than 20", in either order.
fn are_bounds(text: &Text, before: &Found, here: &Found) -> bool {
    let start = text.skip_space_back(here.span.start());
    let Some(word) = text.ends("number.bound", start) else {
        return false;
    };
    let sign = text.entry(word).value();
    let (one, other) = (before.numeral.value, here.numeral.value);
    let closed = match before.bound {
        Bound::MoreThan => sign == Some("<") && one < other,
        Bound::LessThan => sign == Some(">") && one > other,
        _ => false,
    };
    closed && between(text, before.span.end(), word.span.start()) == Gap::And
}
