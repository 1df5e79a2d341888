//! The closed set of values that a fact may hold.

use std::fmt;
use std::sync::Arc;

use rust_decimal::Decimal;

use crate::fact::FactRef;

/// A value in its canonical, language-neutral form.
///
/// `Display` writes what snapshots show and what ids are hashed over.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Value {
    /// The words of the filler's own span, for example a quotation.
    Text,
    /// A count without unit, such as an ordinal.
    Integer(i64),
    /// An exact number.
    Decimal(Amount),
    /// An amount in a currency of ISO 4217.
    Money {
        /// How much.
        amount: Amount,
        /// Three letters of ISO 4217.
        currency: Arc<str>,
        /// The text names no country: "dollar" is read as USD.
        inferred: bool,
    },
    /// An amount of a unit: UCUM, or a counted noun in braces (`{student}`).
    Quantity {
        /// How much.
        amount: Amount,
        /// UCUM.
        unit: Arc<str>,
    },
    /// A point, stretch or length of time.
    Time(Time),
    /// A typed, language-neutral id: `KG`, `city/dushanbe`, `org/sco`.
    Entity(Arc<str>),
    /// The Latin romanisation of a name that the gazetteer does not know.
    Name(String),
    /// Another fact of the same document.
    Fact(FactRef),
    /// One of the set that the role declares.
    Symbol(&'static str),
}

/// A number and how exactly the text gives it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Amount {
    /// Exact, never a float.
    pub number: Decimal,
    /// "about", "more than", "less than".
    pub bound: Bound,
}

impl Amount {
    /// A number that the text gives without reservation.
    pub fn exact(number: Decimal) -> Self {
        let bound = Bound::Exact;
        Amount { number, bound }
    }
}

/// How the text qualifies a number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Bound {
    /// No qualification.
    #[default]
    Exact,
    /// `~`
    About,
    /// `>`
    MoreThan,
    /// `<`
    LessThan,
}

impl Bound {
    /// The sign in front of the canonical number.
    pub fn sign(self) -> &'static str {
        match self {
            Bound::Exact => "",
            Bound::About => "~",
            Bound::MoreThan => ">",
            Bound::LessThan => "<",
        }
    }

    /// The bound of a sign, if it is one.
    pub fn of_sign(sign: &str) -> Option<Self> {
        match sign {
            "~" => Some(Bound::About),
            ">" => Some(Bound::MoreThan),
            "<" => Some(Bound::LessThan),
            _ => None,
        }
    }
}

/// A value of time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Time {
    /// EDTF: `2025-07-28/2025-07-29`.
    Edtf(String),
    /// TIMEX3-like, where nothing says which one: `XXXX-WXX-2` is a Tuesday.
    Unresolved(String),
    /// A length, ISO 8601: `P2Y`.
    Duration(String),
    /// How often, a repeating interval of ISO 8601: `R2/P1M` is twice a month.
    Set(String),
}

impl fmt::Display for Amount {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}{}", self.bound.sign(), self.number.normalize())
    }
}

impl fmt::Display for Value {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Value::Text => Ok(()),
            Value::Integer(n) => write!(f, "{n}"),
            Value::Decimal(amount) => write!(f, "{amount}"),
            Value::Money {
                amount,
                currency,
                inferred,
            } => {
                let mark = if *inferred { "~" } else { "" };
                write!(f, "{amount} {currency}{mark}")
            }
            Value::Quantity { amount, unit } => write!(f, "{amount} {unit}"),
            Value::Time(Time::Edtf(t) | Time::Unresolved(t) | Time::Duration(t) | Time::Set(t)) => {
                f.write_str(t)
            }
            Value::Entity(id) => f.write_str(id),
            Value::Name(latin) => f.write_str(latin),
            Value::Fact(fact) => write!(f, "@{}", fact.index()),
            Value::Symbol(symbol) => f.write_str(symbol),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn canonical_numbers_have_no_exponent_and_no_idle_zeros() {
        let amount = |s: &str| Amount::exact(s.parse().unwrap());
        assert_eq!(amount("1600000000.00").to_string(), "1600000000");
        assert_eq!(amount("2.40").to_string(), "2.4");
        let money = Value::Money {
            amount: Amount {
                number: Decimal::from(200),
                bound: Bound::MoreThan,
            },
            currency: "USD".into(),
            inferred: true,
        };
        assert_eq!(money.to_string(), ">200 USD~");
    }
}
