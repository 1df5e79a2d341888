//! One record for everything found, from a number to a meeting.

use crate::kind::{Holds, KindSpec, UNRESOLVED};
use crate::span::Span;
use crate::value::Value;

/// What a text says at a place, and which rule read it there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fact {
    /// Name of a registered [`KindSpec`].
    pub kind: &'static str,
    /// The mention, or an event's trigger.
    pub span: Span,
    /// Role by role in the order they were added; a role with several fillers stands repeatedly.
    pub roles: Vec<(&'static str, Filler)>,
    /// Stable name of the rule: `number.digits`.
    pub by: &'static str,
}

/// What fills a role: a value, and the words that say it where there are any.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Filler {
    /// The canonical value.
    pub value: Value,
    /// The words in the source; `None` where it is inferred.
    pub span: Option<Span>,
}

impl Fact {
    /// A fact without roles.
    pub fn new(kind: &'static str, span: Span, by: &'static str) -> Self {
        Fact {
            kind,
            span,
            roles: Vec::new(),
            by,
        }
    }

    /// Adds a filler without words of its own: the fact's span says it.
    #[must_use]
    pub fn with(self, role: &'static str, value: Value) -> Self {
        self.filled(role, Filler { value, span: None })
    }

    /// Adds a filler with the words that say it.
    #[must_use]
    pub fn with_at(self, role: &'static str, value: Value, span: Span) -> Self {
        let span = Some(span);
        self.filled(role, Filler { value, span })
    }

    fn filled(mut self, role: &'static str, filler: Filler) -> Self {
        self.roles.push((role, filler));
        self
    }

    /// The first filler's value of a role.
    pub fn value(&self, role: &str) -> Option<&Value> {
        let filler = self.roles.iter().find(|(name, _)| *name == role);
        filler.map(|(_, filler)| &filler.value)
    }

    /// Every filler of a role.
    pub fn fillers<'f, 'r>(
        &'f self,
        role: &'r str,
    ) -> impl Iterator<Item = &'f Filler> + use<'f, 'r> {
        self.roles
            .iter()
            .filter(move |(name, _)| *name == role)
            .map(|(_, filler)| filler)
    }
}

/// A fact's place among those of its document, as [`crate::Sink::emit`] gave it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FactRef(pub(crate) u32);

impl FactRef {
    /// Index into the document's facts in the order of emission.
    pub fn index(self) -> usize {
        self.0 as usize
    }
}

/// Why a fact is not taken.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// The extractor's spec does not provide the kind.
    #[error("it does not provide the kind `{0}`")]
    Kind(String),
    /// The kind has no such role.
    #[error("the kind `{kind}` has no role `{role}`")]
    Role {
        /// The fact's kind.
        kind: String,
        /// The unknown role.
        role: String,
    },
    /// A role for one filler got several.
    #[error("the role `{kind}.{role}` takes one filler")]
    Several {
        /// The fact's kind.
        kind: String,
        /// The role.
        role: String,
    },
    /// The value is none that the role may hold.
    #[error("the role `{kind}.{role}` cannot hold {value}")]
    Value {
        /// The fact's kind.
        kind: String,
        /// The role.
        role: String,
        /// The value as debug text.
        value: String,
    },
    /// A span is not one of this document's text.
    #[error("{0}")]
    Span(#[from] crate::span::SpanError),
}

/// Whether `fact` is one that `kind` allows in `text`; `kind_of` tells the kind of a fact that it
/// refers to.
pub(crate) fn check(
    fact: &Fact,
    kind: &KindSpec,
    text: &str,
    kind_of: impl Fn(FactRef) -> Option<&'static str>,
) -> Result<(), Refusal> {
    Span::new(text, fact.span.range())?;
    for (at, (name, filler)) in fact.roles.iter().enumerate() {
        let of = || (kind.name.to_owned(), (*name).to_owned());
        let Some(role) = kind.role(name) else {
            let (kind, role) = of();
            return Err(Refusal::Role { kind, role });
        };
        if !role.many && fact.roles[..at].iter().any(|(earlier, _)| earlier == name) {
            let (kind, role) = of();
            return Err(Refusal::Several { kind, role });
        }
        if !may_hold(role.holds, filler, &kind_of) {
            let (kind, role) = of();
            let value = format!("{:?}", filler.value);
            return Err(Refusal::Value { kind, role, value });
        }
        if let Some(span) = filler.span {
            Span::new(text, span.range())?;
        }
    }
    Ok(())
}

fn may_hold(
    holds: Holds,
    filler: &Filler,
    kind_of: impl Fn(FactRef) -> Option<&'static str>,
) -> bool {
    match (holds, &filler.value) {
        (Holds::Text, Value::Text) => filler.span.is_some(),
        (Holds::Integer, Value::Integer(_))
        | (Holds::Decimal, Value::Decimal(_))
        | (Holds::Money, Value::Money { .. })
        | (Holds::Quantity, Value::Quantity { .. })
        | (Holds::Time, Value::Time(_))
        | (Holds::Entity, Value::Entity(_) | Value::Name(_)) => true,
        (Holds::Symbol(set), Value::Symbol(symbol)) => set.contains(symbol),
        (Holds::Party(_), Value::Text) => filler.span.is_some(),
        (Holds::Party(_), Value::Entity(_) | Value::Name(_)) => true,
        (Holds::Party(_), Value::Symbol(symbol)) => *symbol == UNRESOLVED,
        (Holds::Fact(kinds) | Holds::Party(kinds), Value::Fact(fact)) => {
            kind_of(*fact).is_some_and(|k| kinds.contains(&k))
        }
        _ => false,
    }
}
