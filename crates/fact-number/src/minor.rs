//! Minor units of money: cents, fils, paisa.

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
