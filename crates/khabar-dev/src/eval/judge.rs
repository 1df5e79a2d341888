//! Whether a reading is what a case of another library expects.

use jiff::civil::Date;
use jiff::{Span as Length, ToSpan};
use khabar_core::{Amount, Bound, Decimal, Document, Fact, Offsets, Time, Value};
use serde_json::Value as Json;

/// Whether the values, and whether the spans, are right.
pub(crate) struct Verdict {
    pub value: bool,
    pub span: bool,
}

/// Judges the facts of the kinds that a case asks for. `whole` cases are nothing but the
/// expression, so that spans do not matter.
pub(crate) fn judge(document: &Document, found: &[&Fact], case: &Json, whole: bool) -> Verdict {
    let expect = case.get("expect");
    let mentions = expect
        .and_then(|e| e.get("mentions"))
        .and_then(Json::as_array);
    let Some(mentions) = mentions else {
        let none = match case.get("kind").and_then(Json::as_str) {
            // A number may stand there, no range.
            Some("numberrange") => found.iter().all(|fact| range_of(fact).is_none()),
            Some("number") => found
                .iter()
                .all(|fact| !matches!(fact.kind, "number" | "percent")),
            _ => found.is_empty(),
        };
        return Verdict {
            value: none,
            span: none,
        };
    };
    let offsets = Offsets::of(&document.text);
    let overlaps = |fact: &Fact, mention: &Json| {
        let span = mention.get("span").and_then(Json::as_array);
        let at = |i: usize| span.and_then(|s| s.get(i)?.as_u64()).map(|n| n as usize);
        let chars = offsets.chars(fact.span);
        match (at(0), at(1)) {
            (Some(start), Some(end)) => chars.start < end && start < chars.end,
            _ => whole,
        }
    };
    let told = case.get("ref").and_then(Json::as_str);
    let told = told.and_then(|told| told.get(..10)?.parse::<Date>().ok());
    let verified = case.get("value_verified").and_then(Json::as_bool) != Some(false);
    let right = |mention: &Json| {
        let mut here = found.iter().filter(|fact| overlaps(fact, mention));
        if verified && says_a_value(mention) {
            here.any(|fact| same_value(fact, mention, told))
        } else {
            here.next().is_some()
        }
    };
    let spans = mentions
        .iter()
        .all(|mention| found.iter().any(|fact| overlaps(fact, mention)));
    let values = mentions.iter().all(right);
    Verdict {
        value: values,
        span: spans,
    }
}

fn says_a_value(mention: &Json) -> bool {
    let keys = [
        "value",
        "amount",
        "offset",
        "lower",
        "upper",
        "alternatives",
        "future",
        "past",
    ];
    keys.iter().any(|key| mention.get(key).is_some())
}

fn same_value(fact: &Fact, mention: &Json, told: Option<Date>) -> bool {
    let field = |key: &str| mention.get(key).and_then(Json::as_str);
    let number = |key: &str| field(key).and_then(|s| s.parse::<Decimal>().ok());
    match (field("kind"), fact.value("value")) {
        (Some("number"), Some(value)) => {
            amount_of(value).map(|amount| amount.number) == number("value")
        }
        (Some("numberrange"), _) => same_range(fact, mention),
        (_, Some(Value::Decimal(amount))) => number("value") == Some(amount.number),
        (_, Some(Value::Integer(place))) => number("value") == Some(Decimal::from(*place)),
        (
            _,
            Some(Value::Money {
                amount, currency, ..
            }),
        ) => {
            let (wanted, code) = (number("amount"), field("currency").unwrap_or_default());
            let toman = code == "IRT" && &**currency == "IRR";
            let wanted = wanted.map(|w| if toman { w * Decimal::TEN } else { w });
            (toman || code == &**currency) && wanted == Some(amount.number)
        }
        (_, Some(Value::Quantity { amount, unit })) => {
            let wanted = field("unit").map(ucum);
            number("amount") == Some(amount.number) && wanted == Some(&**unit)
        }
        (Some("duration"), Some(Value::Time(Time::Duration(length)))) => {
            same_length(field("value"), length)
        }
        (_, Some(Value::Time(time))) => same_time(time, mention, told),
        _ => false,
    }
}

fn amount_of(value: &Value) -> Option<Amount> {
    match value {
        Value::Decimal(amount) | Value::Money { amount, .. } | Value::Quantity { amount, .. } => {
            Some(*amount)
        }
        Value::Integer(place) => Some(Amount::exact(Decimal::from(*place))),
        _ => None,
    }
}

/// The UCUM code of a unit that the suites name otherwise.
fn ucum(unit: &str) -> &str {
    match unit {
        "acre" => "[acr_us]",
        "ha" => "har",
        "mi" => "[mi_i]",
        "ft" => "[ft_i]",
        "in" => "[in_i]",
        "oz" => "[oz_av]",
        "lb" => "[lb_av]",
        "MB" => "MBy",
        "GB" => "GBy",
        "TB" => "TBy",
        "kB" => "kBy",
        "m/s2" => "m/s2",
        other => other,
    }
}

// --- ranges of numbers ---

/// The ends of a range, or of a number with a bound.
fn range_of(fact: &Fact) -> Option<(Option<Decimal>, Option<Decimal>)> {
    let end = |role: &str| {
        fact.value(role)
            .and_then(amount_of)
            .map(|amount| amount.number)
    };
    let (lower, upper) = (end("lower"), end("upper"));
    if lower.is_some() || upper.is_some() {
        return Some((lower, upper));
    }
    let amount = amount_of(fact.value("value")?).or_else(|| length_of(fact))?;
    match amount.bound {
        Bound::MoreThan => Some((Some(amount.number), None)),
        Bound::LessThan => Some((None, Some(amount.number))),
        Bound::Exact | Bound::About => None,
    }
}

/// The number of a length in one unit, with its bound.
fn length_of(fact: &Fact) -> Option<Amount> {
    let Value::Time(Time::Duration(length)) = fact.value("value")? else {
        return None;
    };
    let number: Decimal = length
        .trim_matches(|c: char| c.is_alphabetic())
        .parse()
        .ok()?;
    let bound = match fact.value("bound") {
        Some(Value::Symbol(">")) => Bound::MoreThan,
        Some(Value::Symbol("<")) => Bound::LessThan,
        _ => Bound::Exact,
    };
    Some(Amount { number, bound })
}

fn same_range(fact: &Fact, mention: &Json) -> bool {
    let end = |key: &str| {
        mention
            .get(key)
            .and_then(Json::as_str)
            .and_then(|s| s.parse::<Decimal>().ok())
    };
    let wanted = (end("lower"), end("upper"));
    let exact = fact
        .value("value")
        .and_then(amount_of)
        .map(|amount| amount.number);
    range_of(fact) == Some(wanted)
        // "Equal to 20" is a range of one number there.
        || (wanted.0.is_some() && wanted.0 == wanted.1 && exact == wanted.0)
}

// --- times ---

/// A length in one unit is the same in others of the same size.
fn same_length(wanted: Option<&str>, length: &str) -> bool {
    let seconds = |iso: &str| {
        let length: Length = iso.parse().ok()?;
        let day = jiff::SpanRelativeTo::days_are_24_hours();
        let years = i64::from(length.get_years()) * 12 + i64::from(length.get_months());
        let rest = length
            .years(0)
            .months(0)
            .total((jiff::Unit::Second, day))
            .ok()?;
        Some((years, rest.to_bits()))
    };
    wanted == Some(length) || (wanted.is_some() && wanted.and_then(seconds) == seconds(length))
}

fn same_time(time: &Time, mention: &Json, told: Option<Date>) -> bool {
    let text = match time {
        Time::Edtf(text) | Time::Unresolved(text) | Time::Set(text) | Time::Duration(text) => {
            text.trim_end_matches('~')
        }
    };
    if let Some(offset) = mention.get("offset").and_then(Json::as_str) {
        return same_offset(text, offset, told);
    }
    let keys = ["value", "future", "past", "alternatives"];
    let wanted = keys.iter().filter_map(|key| mention.get(key));
    let wanted: Vec<&Json> = wanted
        .flat_map(|wanted| {
            wanted
                .as_array()
                .map_or(vec![wanted], |all| all.iter().collect())
        })
        .collect();
    wanted.iter().any(|wanted| same_moment(text, wanted))
}

/// Whether a time is so far from the day that it was told on; without such a day, whether it says so.
fn same_offset(text: &str, offset: &str, told: Option<Date>) -> bool {
    if text == offset || same_signed(text, offset) {
        return true;
    }
    let moved = || {
        let length: Length = offset.parse().ok()?;
        told?.checked_add(length).ok()
    };
    moved().is_some_and(|day| extent(text).is_some_and(|(first, last)| first <= day && day <= last))
}

fn same_signed(one: &str, other: &str) -> bool {
    let (sign, rest) = one
        .strip_prefix('-')
        .map_or((false, one), |rest| (true, rest));
    let (sign2, rest2) = other
        .strip_prefix('-')
        .map_or((false, other), |rest| (true, rest));
    sign == sign2 && rest.starts_with('P') && same_length(Some(rest2), rest)
}

fn same_moment(text: &str, wanted: &Json) -> bool {
    match wanted {
        Json::String(wanted) => {
            let short = |s: &str| {
                let s = s.trim_start_matches('T').replace(' ', "T");
                s.strip_suffix(":00")
                    .filter(|s| s.contains(':'))
                    .map_or(s.clone(), str::to_owned)
            };
            short(text) == short(wanted)
        }
        Json::Object(ends) => {
            let end = |key: &str| ends.get(key).and_then(Json::as_str);
            let clock = |key: &str| {
                end(key).map(|s| {
                    s.rsplit(['T', ' '])
                        .next()
                        .unwrap_or(s)
                        .get(..5)
                        .unwrap_or(s)
                        .to_owned()
                })
            };
            let Some((first, last)) = extent(text) else {
                let mut halves = text
                    .split('/')
                    .map(|half| half.trim_start_matches('T').get(..5).unwrap_or(half));
                return clock("start").as_deref() == halves.next()
                    && (end("end").is_none() || clock("end").as_deref() == halves.next());
            };
            let day = |key: &str| end(key).and_then(|s| s.get(..10)?.parse::<Date>().ok());
            let begins = end("start").is_none() || day("start") == Some(first);
            let after = last.checked_add(1.day()).ok();
            let ends = end("end").is_none()
                || day("end") == Some(last)
                || day("end") == after
                || day("end") == Some(first);
            begins && ends
        }
        _ => false,
    }
}

/// The first and last day of an EDTF value.
fn extent(text: &str) -> Option<(Date, Date)> {
    if let Some((first, last)) = text.split_once('/') {
        return Some((extent(first)?.0, extent(last)?.1));
    }
    let day = text.split('T').next()?;
    let parts: Vec<&str> = day.split('-').collect();
    let year = |text: &str| text.parse::<i16>().ok();
    let date = |year: i16, month: i8, day: i8| Date::new(year, month, day).ok();
    match parts.as_slice() {
        [decade] if decade.ends_with("XX") => {
            let first = year(&decade.replace("XX", "00"))?;
            Some((date(first, 1, 1)?, date(first + 99, 12, 31)?))
        }
        [decade] if decade.ends_with('X') => {
            let first = year(&decade.replace('X', "0"))?;
            Some((date(first, 1, 1)?, date(first + 9, 12, 31)?))
        }
        [of] => Some((date(year(of)?, 1, 1)?, date(year(of)?, 12, 31)?)),
        [of, month] => {
            let month: i8 = month.parse().ok()?;
            let (first, months) = match month {
                1..=12 => (month, 1),
                21..=24 => ((month - 21) * 3 + 3, 3),
                33..=36 => ((month - 33) * 3 + 1, 3),
                40 | 41 => ((month - 40) * 6 + 1, 6),
                _ => return None,
            };
            let begins = date(year(of)?, first, 1)?;
            let ends = begins.checked_add(i64::from(months).months()).ok()?;
            Some((begins, ends.checked_sub(1.day()).ok()?))
        }
        [of, month, day] => {
            let day = date(year(of)?, month.parse().ok()?, day.parse().ok()?)?;
            Some((day, day))
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn offsets_hold_without_a_day_and_with_one() {
        let told = "2014-09-01".parse().ok();
        assert!(same_offset("-P21D", "-P21D", None));
        assert!(same_offset("2014-08-11", "-P21D", told));
        assert!(same_offset("2014-07", "-P2M", told));
        assert!(!same_offset("2014-08-12", "-P21D", told));
        assert!(!same_offset("P21D", "-P21D", None));
    }

    #[test]
    fn periods_compare_by_their_days() {
        let wanted = serde_json::json!({"start": "1970-01-01", "end": "1980-01-01"});
        assert!(same_moment("197X", &wanted));
        assert!(!same_moment("198X", &wanted));
        assert!(same_moment("T14:00", &Json::from("14:00:00")));
        assert!(same_moment(
            "2018-01-10T00:00",
            &Json::from("2018-01-10T00:00")
        ));
    }
}
