//! What a number measures: money, a unit, counted things, a length of time.

use std::sync::Arc;

use khabar_core::{Amount, Decimal, Span, Time, Value};
use khabar_lex::numeral::{Numeral, bracketed, numeral, scale_word};
use khabar_lex::{Hit, Text, TokenKind, script};

use crate::{Found, Gap, between};

/// What stands beside a number and makes it more than one.
#[derive(Debug, Clone)]
pub(crate) struct Measure {
    /// The unit's words.
    pub span: Span,
    unit: Unit,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Unit {
    /// A currency of ISO 4217, and how many of it the word is worth (a toman is ten rials).
    Money {
        currency: Arc<str>,
        inferred: bool,
        worth: Decimal,
    },
    /// UCUM, or a noun in braces.
    Quantity(Arc<str>),
    /// A length of ISO 8601 for one: `P1Y`.
    Duration(Arc<str>),
    /// A whole length, put together of several.
    Length(String),
}

/// The slots of measures; of hits of one length the first slot counts.
const SLOTS: [&str; 9] = [
    "measure.currency",
    "measure.currency_exact",
    "measure.currency_inferred",
    "measure.toman",
    "measure.unit",
    "measure.unit_exact",
    "measure.time_unit",
    "measure.time_adjective",
    "measure.noun",
];

impl Measure {
    /// The measure beside a number: the longest word or phrase behind it, or a sign of money on
    /// either side.
    ///
    /// "One" in words before a noun is an article more often than a count, and a noun with an article
    /// is what something is one of: neither is a quantity.
    pub fn read(text: &Text, number: &Numeral) -> Option<Measure> {
        let whole = bracketed(text, number.span);
        let after = behind_its_range(text, whole, text.skip_space(whole.end()));
        if text.starts("number.trap", after).is_some() {
            return None;
        }
        let hits = SLOTS
            .iter()
            .filter_map(|slot| Some((*slot, text.starts(slot, after)?)));
        let longest = hits.reduce(|best, next| {
            if next.1.span.len() > best.1.span.len() {
                next
            } else {
                best
            }
        });
        let sign = || {
            code(text, whole, after)
                .or_else(|| sign(text, whole, after))
                .or_else(|| degrees(text, whole.end()))
                .or_else(|| currency_before(text, whole.start()))
        };
        // "$3.6 مليار العام الماضي": the sign says what is counted, not the next word.
        let touches = text.skip_space_back(whole.start()) == whole.start();
        if let Some(("measure.noun" | "measure.time_unit", _)) = longest
            && touches
            && let Some(money) = sign()
        {
            return Some(money);
        }
        // "One" is an article, and a third of the schools is no number of schools.
        let whole = number.value >= Decimal::ONE || number.scale.is_some();
        let single = (number.words > 0 && number.value == Decimal::ONE) || !whole;
        let counted = |hit: &Hit| !single && !text.has_article(hit.span);
        match longest {
            Some(("measure.noun", hit)) if !counted(hit) || doubtful(text, number, hit) => None,
            // "خمس الساعة" is a fifth of the hour.
            Some(("measure.time_unit", hit))
                if number.words > 0
                    && number.scale.is_none()
                    && text.has_article(hit.span)
                    && !text.has_article(number.span)
                    && number.value >= Decimal::ONE =>
            {
                None
            }
            Some(("measure.time_unit", hit))
                if year_behind(text, hit.span) || some_day(text, number, hit) =>
            {
                None
            }
            Some((slot, hit)) => Measure::of(text, slot, hit),
            None => sign(),
        }
    }

    fn of(text: &Text, slot: &str, hit: &Hit) -> Option<Measure> {
        let value = text.entry(hit).value();
        let money = |currency: &str, inferred: bool, worth: u32| Unit::Money {
            currency: currency.into(),
            inferred,
            worth: Decimal::from(worth),
        };
        let unit = match slot {
            "measure.currency" | "measure.currency_exact" => money(value?, false, 1),
            "measure.currency_inferred" => money(value?, true, 1),
            "measure.toman" => money("IRR", false, 10),
            "measure.time_unit" | "measure.time_adjective" => Unit::Duration(value?.into()),
            _ => Unit::Quantity(value?.into()),
        };
        Some(Measure {
            span: hit.span,
            unit,
        })
    }

    /// "37$ بلین ڈالر": the scale behind a sign of money, and the currency behind that.
    pub fn take_scale(&mut self, text: &Text, number: &mut Numeral) {
        let sign = self.is_money() && self.span.start() >= number.span.end();
        let letters = self.span.of(text.source()).contains(char::is_alphabetic);
        if !sign || letters || number.scale.is_some() {
            return;
        }
        let Some((span, scale)) = scale_word(text, self.span.end()) else {
            return;
        };
        number.value = number.value.saturating_mul(scale);
        number.scale = Some(scale);
        self.span = self.span.join(span);
        let next = text.skip_space(self.span.end());
        let again = SLOTS[..3]
            .iter()
            .find_map(|slot| Measure::of(text, slot, text.starts(slot, next)?));
        let code = |measure: &Measure| measure.currency().map(|(code, _)| code.to_owned());
        if let Some(again) = again.filter(|again| code(again) == code(self)) {
            self.span = self.span.join(again.span);
            self.unit = again.unit;
        }
    }

    /// The unit of time or noun, in the article or not, that ends at a byte.
    pub fn before(text: &Text, end: usize) -> Option<Measure> {
        let mut slots = ["measure.time_unit", "measure.noun"].into_iter();
        slots.find_map(|slot| Measure::of(text, slot, text.ends(slot, end)?))
    }

    /// Whether it is a length of time.
    pub fn is_length(&self) -> bool {
        matches!(self.unit, Unit::Duration(_))
    }

    /// Whether "and a half" behind this unit is one of it: another unit behind makes it that one's
    /// ("نصف ساعة ونصف قرن").
    pub fn is_halved(&self, text: &Text, half: Span) -> bool {
        let next = text.skip_space(half.end());
        let unit = text.starts("measure.time_unit", next);
        let same = unit.is_none_or(|unit| {
            let length = text.entry(unit).value().unwrap_or_default();
            self.unit == Unit::Duration(length.into())
        });
        same && text.starts("number.scale", next).is_none()
    }

    /// The code of UCUM or the noun in braces, if it is a quantity.
    pub fn unit_code(&self) -> Option<&str> {
        match &self.unit {
            Unit::Quantity(unit) => Some(unit),
            _ => None,
        }
    }

    /// Whether it is an amount of money.
    pub fn is_money(&self) -> bool {
        matches!(self.unit, Unit::Money { .. })
    }

    /// Whether it stands beside the number as a code in Latin letters, which is no name.
    pub fn is_code(&self, text: &Text) -> bool {
        self.is_money()
            && self
                .span
                .of(text.source())
                .starts_with(|c: char| c.is_ascii())
    }

    /// The kind of a fact of this measure, and the rule that reads it.
    pub fn kind_and_rule(&self) -> (&'static str, &'static str) {
        match &self.unit {
            Unit::Money { .. } => ("money", "money.amount"),
            Unit::Quantity(_) => ("quantity", "quantity.amount"),
            Unit::Duration(_) | Unit::Length(_) => ("duration", "duration.amount"),
        }
    }

    /// So much of this measure.
    pub fn value(&self, amount: Amount) -> Value {
        match &self.unit {
            Unit::Money {
                currency,
                inferred,
                worth,
            } => Value::Money {
                amount: Amount {
                    number: amount.number.saturating_mul(*worth),
                    ..amount
                },
                currency: currency.clone(),
                inferred: *inferred,
            },
            Unit::Quantity(unit) => Value::Quantity {
                amount,
                unit: unit.clone(),
            },
            unit => {
                let length = unit.length(amount.number).unwrap_or_default();
                Value::Time(Time::Duration(length))
            }
        }
    }

    /// Whether two amounts are of one unit.
    pub fn is_same(&self, other: &Measure) -> bool {
        self.unit == other.unit && !matches!(self.unit, Unit::Length(_))
    }

    /// The currency, and whether its country is inferred.
    pub fn currency(&self) -> Option<(&str, bool)> {
        match &self.unit {
            Unit::Money {
                currency,
                inferred,
                worth,
            } if *worth == Decimal::ONE => Some((currency, *inferred)),
            _ => None,
        }
    }

    /// An amount of money in a currency.
    pub fn of_money(span: Span, currency: &str, inferred: bool) -> Measure {
        let unit = Unit::Money {
            currency: currency.into(),
            inferred,
            worth: Decimal::ONE,
        };
        Measure { span, unit }
    }
}

/// "(700 - 1200) ريال": behind the bracket that closes a range, whose upper end the number is.
fn behind_its_range(text: &Text, number: Span, after: usize) -> usize {
    let source = text.source();
    let opened = source[..number.start()]
        .rsplit_once('(')
        .map(|(_, lower)| lower);
    let digit = |c: char| matches!(script::class(c), script::Class::Digit(_));
    let lower = opened.is_some_and(|lower| {
        let rest = lower.trim_end().strip_suffix(['-', '–', '—']);
        let mut digits = rest.unwrap_or_default().trim().chars().peekable();
        digits.peek().is_some() && digits.all(|c| digit(c) || matches!(c, ',' | '٬' | '.' | '٫'))
    });
    match source[after..].strip_prefix(')') {
        Some(rest) if lower => text.skip_space(source.len() - rest.len()),
        _ => after,
    }
}

/// "نه پناهنده" is "no refugee" as soon as "nine refugees".
fn doubtful(text: &Text, number: &Numeral, noun: &Hit) -> bool {
    let word = text.starts("number.doubtful", number.span.start());
    word.is_some_and(|word| word.span == number.span)
        && text.entry(noun).value() != Some("{person}")
}

/// "یک روز با من آمد": one of a unit that says when more often than how long, unless a word before it
/// says that it lasted.
fn some_day(text: &Text, number: &Numeral, unit: &Hit) -> bool {
    let once = text.starts("measure.once", unit.span.start());
    let lasting = text.ends("measure.lasting", text.skip_space_back(number.span.start()));
    let whole = text.source().trim().len() == number.span.join(unit.span).len();
    once.is_some()
        && number.words > 0
        && number.value == Decimal::ONE
        && lasting.is_none()
        && !whole
}

/// "30 عام 2012": a unit of time before the number of a year belongs to that.
fn year_behind(text: &Text, unit: Span) -> bool {
    let token = text.token_at(text.skip_space(unit.end()));
    let is_number = |t: &usize| text.tokens()[*t].kind == TokenKind::Number;
    let number = token
        .filter(is_number)
        .and_then(|token| numeral(text, token).1);
    number.is_some_and(|number| number.looks_like_year())
}

/// Codes of ISO 4217 that stand beside numbers as they are: "EGP 1,250". Those of these regions and
/// the great ones only: ALL, TOP and others are English words first.
const CODES: [&str; 44] = [
    "AED", "AFN", "AMD", "AUD", "AZN", "BDT", "BHD", "BRL", "CAD", "CHF", "CNY", "DKK", "DZD",
    "EGP", "EUR", "GBP", "GEL", "ILS", "INR", "IQD", "IRR", "JOD", "JPY", "KGS", "KWD", "KZT",
    "LBP", "LYD", "MAD", "NOK", "OMR", "PKR", "QAR", "RUB", "SAR", "SDG", "SEK", "SYP", "TJS",
    "TND", "TRY", "USD", "UZS", "YER",
];

/// A code of a currency directly before or behind a number.
fn code(text: &Text, number: Span, after: usize) -> Option<Measure> {
    let before = text.skip_space_back(number.start()).checked_sub(1);
    let tokens = [
        text.token_at(after),
        before.and_then(|byte| text.token_at(byte)),
    ];
    tokens.into_iter().flatten().find_map(|token| {
        let code = CODES.iter().find(|code| **code == text.surface(token))?;
        Some(Measure {
            span: text.span(token)?,
            unit: Unit::Money {
                currency: (*code).into(),
                inferred: false,
                worth: Decimal::ONE,
            },
        })
    })
}

/// A sign of money before or behind a number: "$5", "5 €", "CN¥5", "5 ر.س.".
fn sign(text: &Text, number: Span, after: usize) -> Option<Measure> {
    const SIGNS: [(&str, &str, bool); 13] = [
        ("US$", "USD", false),
        ("CA$", "CAD", false),
        ("AU$", "AUD", false),
        ("CN¥", "CNY", false),
        ("¥CN", "CNY", false),
        ("UK£", "GBP", false),
        ("$", "USD", true),
        ("€", "EUR", false),
        ("£", "GBP", true),
        ("¥", "JPY", true),
        ("₹", "INR", false),
        ("؋", "AFN", false),
        ("\u{FDFC}", "IRR", true),
    ];
    let own = text.signs("measure.currency_sign").iter();
    let own = own
        .filter_map(|sign| sign.split_once(' '))
        .map(|(code, form)| (form, code, false));
    let (ahead, behind) = (text.skip_space_back(number.start()), after);
    let source = text.source();
    SIGNS
        .into_iter()
        .chain(own)
        .find_map(|(form, currency, inferred)| {
            let range = if source[behind..].starts_with(form) {
                behind..behind + form.len()
            } else if source[..ahead].ends_with(form) {
                ahead - form.len()..ahead
            } else {
                return None;
            };
            Some(Measure {
                span: text.marked(range)?,
                unit: Unit::Money {
                    currency: currency.into(),
                    inferred,
                    worth: Decimal::ONE,
                },
            })
        })
}

/// "33°", "33 °C"
fn degrees(text: &Text, end: usize) -> Option<Measure> {
    const SIGNS: [(&str, &str); 5] = [
        ("°C", "Cel"),
        ("℃", "Cel"),
        ("°F", "[degF]"),
        ("℉", "[degF]"),
        ("°", "deg"),
    ];
    let at = text.skip_space(end);
    SIGNS.into_iter().find_map(|(form, unit)| {
        let fits = text.source()[at..].starts_with(form);
        Some(Measure {
            span: text.marked(at..at + form.len()).filter(|_| fits)?,
            unit: Unit::Quantity(unit.into()),
        })
    })
}

/// "ریال ۱٬۲۵۰": a currency before the number, where a sentence or a cell begins.
fn currency_before(text: &Text, start: usize) -> Option<Measure> {
    let slots = [
        "measure.currency",
        "measure.currency_inferred",
        "measure.toman",
    ];
    let before = text.skip_space_back(start);
    let (slot, hit) = slots
        .into_iter()
        .find_map(|slot| Some((slot, text.ends(slot, before)?)))?;
    let rest = text.source()[..hit.span.start()].trim_end();
    let begins = rest.is_empty() || rest.ends_with(['(', ':', '\n', '|', '\t']);
    begins.then(|| Measure::of(text, slot, hit))?
}

/// A length of ISO 8601 so many times: `P10Y` times 2 is `P20Y`.
fn times(one: &str, count: Decimal) -> Option<String> {
    let digits = one.find(|c: char| c.is_ascii_digit())?;
    let (lead, rest) = one.split_at(digits);
    let (number, unit) = rest.split_at(rest.len().checked_sub(1)?);
    let number: Decimal = number.parse().ok()?;
    let product = number.checked_mul(count)?.normalize();
    Some(format!("{lead}{product}{unit}"))
}

/// Puts the lengths of one duration together: "۳ ساعت و ۵ دقیقه" is PT3H5M. The units fall.
///
/// Where a language writes "and" between them, a space alone joins digits only: "یک هفته چهار روز"
/// is four days in a week.
pub(crate) fn merge_durations(text: &Text, found: &mut [Found]) {
    let bare = text.signs("number.and").iter().any(String::is_empty);
    for number in found.iter_mut() {
        add_bare_unit(text, number);
    }
    for at in (1..found.len()).rev() {
        let (before, here) = (&found[at - 1], &found[at]);
        let gap = between(text, before.span.end(), here.span.start());
        let digits = before.numeral.words == 0 && here.numeral.words == 0;
        let joined = gap == Gap::And || (gap == Gap::Space && (bare || digits));
        let whole = joined && !before.dropped && !here.dropped;
        let lengths = before.length().zip(here.length()).filter(|_| whole);
        if let Some(length) = lengths.and_then(|(one, other)| sum(&one, &other)) {
            let span = before.span.join(here.span);
            let before = &mut found[at - 1];
            before.span = span;
            before.numeral.value = Decimal::ONE;
            if let Some(measure) = &mut before.measure {
                measure.unit = Unit::Length(length);
            }
            found[at].dropped = true;
        }
    }
}

/// "أسبوع و 6 أيام": one of a greater unit, which only its name says, before a length.
fn add_bare_unit(text: &Text, number: &mut Found) {
    let Some(length) = number.length() else {
        return;
    };
    let before = text.skip_space_back(number.span.start());
    let mut signs = text.signs("number.and").iter();
    let and =
        signs.find(|sign| !sign.is_empty() && text.source()[..before].ends_with(sign.as_str()));
    // "پایان هفته سه روزه" is no week and three days.
    if and.is_none() && number.numeral.words > 0 {
        return;
    }
    let end = and.map_or(before, |and| text.skip_space_back(before - and.len()));
    let Some(unit) = text.ends("measure.time_unit", end) else {
        return;
    };
    let counted = text.skip_space_back(unit.span.start());
    let free = !text.has_article(unit.span)
        && ["number.word", "number.scale", "number.ordinal_word"]
            .iter()
            .all(|slot| text.ends(slot, counted).is_none())
        && counted
            .checked_sub(1)
            .and_then(|at| text.token_at(at))
            .is_none_or(|token| text.tokens()[token].kind != TokenKind::Number);
    let one = text.entry(unit).value().unwrap_or_default();
    if let Some(length) = sum(one, &length).filter(|_| free) {
        number.span = number.span.join(unit.span);
        number.numeral.value = Decimal::ONE;
        if let Some(measure) = &mut number.measure {
            measure.unit = Unit::Length(length);
        }
    }
}

impl Found {
    /// The length, if it is a duration.
    fn length(&self) -> Option<String> {
        let measure = self.measure.as_ref()?;
        measure.unit.length(self.numeral.value)
    }
}

impl Unit {
    /// So many times its length, if it is a unit of time.
    fn length(&self, count: Decimal) -> Option<String> {
        match self {
            Unit::Duration(one) => times(one, count),
            Unit::Length(length) => Some(length.clone()),
            Unit::Money { .. } | Unit::Quantity(_) => None,
        }
    }
}

/// The designators of ISO 8601 from the longest to the shortest, with `t` for minutes of time.
const DESIGNATORS: &str = "YMWDHtS";

/// One length and a further one of smaller units: `P1D` and `PT3H` give `P1DT3H`.
fn sum(one: &str, other: &str) -> Option<String> {
    let mut parts = parts(one)?;
    let smaller = self::parts(other)?;
    let last = DESIGNATORS.find(parts.last()?.1)?;
    if DESIGNATORS.find(smaller.first()?.1)? <= last {
        return None;
    }
    parts.extend(smaller);
    let mut length = String::from("P");
    for (number, designator) in parts {
        if "HtS".contains(designator) && !length.contains('T') {
            length.push('T');
        }
        length.push_str(&number);
        length.push(if designator == 't' { 'M' } else { designator });
    }
    Some(length)
}

/// The numbers and designators of a length.
fn parts(length: &str) -> Option<Vec<(String, char)>> {
    let mut parts = Vec::new();
    let mut time = false;
    let mut number = String::new();
    for c in length.strip_prefix('P')?.chars() {
        match c {
            'T' => time = true,
            'M' if time => parts.push((std::mem::take(&mut number), 't')),
            c if c.is_ascii_alphabetic() => parts.push((std::mem::take(&mut number), c)),
            digit => number.push(digit),
        }
    }
    Some(parts)
}

#[cfg(test)]
mod tests {
    use super::{sum, times};

    #[test]
    fn lengths_add_where_the_units_fall() {
        assert_eq!(sum("P1D", "PT3H").as_deref(), Some("P1DT3H"));
        assert_eq!(sum("PT5M", "PT8S").as_deref(), Some("PT5M8S"));
        assert_eq!(sum("P1M", "PT5M").as_deref(), Some("P1MT5M"));
        assert_eq!(sum("PT3H", "P1D"), None);
        assert_eq!(sum("P1Y", "P2Y"), None);
    }

    #[test]
    fn lengths_multiply_exactly() {
        let of = |one: &str, count: &str| times(one, count.parse().unwrap());
        assert_eq!(of("P10Y", "2").as_deref(), Some("P20Y"));
        assert_eq!(of("PT1H", "3.5").as_deref(), Some("PT3.5H"));
        assert_eq!(of("P1W", "10").as_deref(), Some("P10W"));
    }
}
