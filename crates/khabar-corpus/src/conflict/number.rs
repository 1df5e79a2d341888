//! Whether two numbers can both be so, and what makes one of the other without anybody disagreeing.

use rust_decimal::Decimal;

use crate::document::Value;
use crate::event::share::equal;

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

#[cfg(test)]
mod tests {
    use super::*;

    fn value(bound: &str, number: &str, unit: &str) -> Value {
        Value {
            fact: 0,
            number: number.parse().unwrap(),
            unit: unit.into(),
            bound: bound.into(),
            text: Box::default(),
        }
    }

    #[test]
    fn bounds_and_roundings_contradict_nothing() {
        let fits = |a: (&str, &str), b: (&str, &str)| {
            let (a, b) = (value(a.0, a.1, "SAR"), value(b.0, b.1, "SAR"));
            compatible(&a, &b) && compatible(&b, &a)
        };
        assert!(fits(("", "200"), ("", "200.0")));
        assert!(fits((">", "200"), ("", "240")));
        assert!(!fits((">", "200"), ("", "150")));
        assert!(fits(("<", "200"), ("", "150")));
        assert!(fits(("~", "200"), ("", "190")));
        assert!(!fits(("~", "200"), ("", "150")));
        assert!(fits(("", "32190385"), ("", "32190000")));
        assert!(!fits(("", "15"), ("", "14")));
        assert!(!compatible(&value("", "5", "km"), &value("", "5", "t")));
        // What two currencies are worth is not known here.
        assert!(compatible(&value("", "5", "SAR"), &value("", "2", "USD")));
    }

    #[test]
    fn scales_and_coins_are_named() {
        let of = |a: &str, b: &str, unit: &str| artefact(&value("", a, unit), &value("", b, unit));
        let milliard = "milliard and billion, or a scale left out";
        assert_eq!(of("5000000", "5000000000", "USD"), Some(milliard));
        assert_eq!(of("64500000", "6450000", "IRR"), Some("rial and toman"));
        assert_eq!(of("64500000", "6450000", "SAR"), None);
        assert_eq!(of("500000", "50000000", "PKR"), Some("lakh and crore"));
        assert_eq!(of("15", "1500", "{person}"), None);
        assert_eq!(of("14", "15", "{person}"), None);
    }
}
