//! Smaller units behind greater ones: cents behind dollars, grams behind kilograms.

use khabar_core::{Decimal, Span};
use khabar_lex::Text;
use khabar_lex::numeral::decimal;

use crate::measure::Measure;
use crate::{Found, Gap, between};

/// Currencies of ISO 4217 that have a thousand minor units, as far as news here speaks of them.
const THOUSANDTHS: [&str; 7] = ["BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND"];

/// Adds the minor units behind an amount to it ("4 dollars and 22 cents"), and makes an amount of those
/// that stand alone where the word tells the currency ("50 cents").
pub(crate) fn merge_minor_units(text: &Text, found: &mut [Found]) {
    for at in 0..found.len() {
        let (before, here) = found.split_at_mut(at);
        let Some(here) = here.first_mut() else {
            continue;
        };
        let Some((unit, currency)) = minor(text, here) else {
            continue;
        };
        let major = before.last_mut().filter(|before| {
            let gap = between(text, before.span.end(), here.span.start());
            !before.dropped && matches!(gap, Gap::And | Gap::Space)
        });
        let code = major
            .as_ref()
            .and_then(|major| major.measure.as_ref()?.currency());
        let code = code.map(|(code, inferred)| (code.to_owned(), inferred));
        match (major, code) {
            (Some(major), Some((code, _))) => {
                major.numeral.value += here.numeral.value * worth(&code);
                major.span = major.span.join(unit);
                here.dropped = true;
            }
            _ if !currency.is_empty() => {
                here.numeral.value *= worth(currency);
                here.span = here.span.join(unit);
                here.measure = Some(Measure::of_money(unit, currency, true));
            }
            _ => {}
        }
    }
}

/// The word for a minor unit behind a number, and the currency that it is of where it tells.
fn minor<'t>(text: &'t Text, found: &Found) -> Option<(Span, &'t str)> {
    let free = found.measure.is_none() && !found.percent && !found.dropped;
    let hit = text.starts("measure.minor", text.skip_space(found.span.end()))?;
    free.then(|| (hit.span, text.entry(hit).value().unwrap_or_default()))
}

/// What one minor unit of a currency is worth.
fn worth(currency: &str) -> Decimal {
    let one = match THOUSANDTHS.contains(&currency) {
        true => "0.001",
        false => "0.01",
    };
    decimal(one).unwrap_or_default()
}

/// Units of UCUM, the smaller one that stands behind each, and how many of it make one.
const SMALLER: [(&str, &str, u32); 6] = [
    ("t", "kg", 1000),
    ("kg", "g", 1000),
    ("km", "m", 1000),
    ("m", "cm", 100),
    ("m", "mm", 1000),
    ("L", "mL", 1000),
];

/// Adds a smaller unit to the greater one before it: "79 کیلو و 840 گرم" is 79.84 kg.
pub(crate) fn merge_smaller_units(text: &Text, found: &mut [Found]) {
    for at in (1..found.len()).rev() {
        let (before, here) = found.split_at_mut(at);
        let (Some(before), Some(here)) = (before.last_mut(), here.first_mut()) else {
            continue;
        };
        let units = before.measure.as_ref().zip(here.measure.as_ref());
        let units = units.and_then(|(one, other)| Some((one.unit_code()?, other.unit_code()?)));
        let ratio = units.and_then(|units| {
            let fits = |row: &&(&str, &str, u32)| (row.0, row.1) == units;
            SMALLER.iter().find(fits).map(|row| Decimal::from(row.2))
        });
        let gap = between(text, before.span.end(), here.span.start());
        let joined = gap == Gap::And && !before.dropped && !here.dropped;
        if let Some(ratio) = ratio.filter(|ratio| joined && here.numeral.value < *ratio) {
            before.numeral.value += here.numeral.value / ratio;
            before.span = before.span.join(here.span);
            here.dropped = true;
        }
    }
}
