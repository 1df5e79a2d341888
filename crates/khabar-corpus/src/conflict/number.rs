//! Whether two numbers can both be so, and what makes one of the other without anybody disagreeing.

use rust_decimal::Decimal;

use crate::document::Value;
use crate::event::same::equal;

/// Thousandths by which a number differs from what is "about" it, and from its rounding.
const ABOUT: i64 = 100;
const ROUNDED: i64 = 5;

/// Whether two numbers may both be so: one is "more than" the other, or "about" it.
pub(super) fn compatible(one: &Value, other: &Value) -> bool {
    if one.unit != other.unit {
        // Amounts of two currencies are not compared.
        return one.unit.len() == 3 && other.unit.len() == 3;
    }
    let near = |thousandths: i64| {
        let most = one.number.abs().max(other.number.abs());
        (one.number - other.number).abs() * Decimal::from(1000) <= most * Decimal::from(thousandths)
    };
    let above = |bounded: &Value, plain: &Value| match &*bounded.bound {
        ">" => plain.number >= bounded.number,
        "<" => plain.number <= bounded.number,
        "~" => near(ABOUT),
        _ => false,
    };
    // A number and its rounding are one.
    equal(one, other) || near(ROUNDED) || above(one, other) || above(other, one)
}

/// What makes one number another without anybody disagreeing: words for scales and coins of one name.
pub(super) fn artefact(one: &Value, other: &Value) -> Option<&'static str> {
    let (less, more) = match one.number.abs() <= other.number.abs() {
        true => (one.number, other.number),
        false => (other.number, one.number),
    };
    if less.is_zero() || one.unit != other.unit {
        return None;
    }
    let ratio = more.checked_div(less)?;
    let is = |times: i64| ratio == Decimal::from(times);
    match () {
        () if is(1000) || is(1_000_000) => Some("milliard and billion, or a scale left out"),
        () if is(10) && matches!(&*one.unit, "IRR" | "IRT") => Some("rial and toman"),
        () if is(100) && more >= Decimal::from(10_000_000) => Some("lakh and crore"),
        () => None,
    }
}
