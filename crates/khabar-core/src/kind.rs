//! Kinds of facts: open, each registered with its roles by the crate that defines it.

/// A kind of fact and the roles that it may carry.
#[derive(Debug, PartialEq, Eq)]
pub struct KindSpec {
    /// Lower case, `_` between words: `project_status`.
    pub name: &'static str,
    /// One sentence for a reader who does not know the field.
    pub doc: &'static str,
    /// Every role that a fact of this kind may have.
    pub roles: &'static [RoleSpec],
}

impl KindSpec {
    /// The role of this name.
    pub fn role(&self, name: &str) -> Option<&'static RoleSpec> {
        self.roles.iter().find(|role| role.name == name)
    }
}

/// A role: what fills it, and where the output shows it.
#[derive(Debug, PartialEq, Eq)]
pub struct RoleSpec {
    /// Lower case: `participant`.
    pub name: &'static str,
    /// Which values may fill it.
    pub holds: Holds,
    /// Whether more than one filler is allowed.
    pub many: bool,
    /// Where it stands in the output.
    pub shown: Shown,
}

impl RoleSpec {
    /// The role that states the fact's own value.
    pub const fn value(name: &'static str, holds: Holds) -> Self {
        RoleSpec {
            name,
            holds,
            many: false,
            shown: Shown::Value,
        }
    }

    /// A role with at most one filler.
    pub const fn one(name: &'static str, holds: Holds) -> Self {
        RoleSpec {
            name,
            holds,
            many: false,
            shown: Shown::Role,
        }
    }

    /// A role with any number of fillers.
    pub const fn many(name: &'static str, holds: Holds) -> Self {
        RoleSpec {
            name,
            holds,
            many: true,
            shown: Shown::Role,
        }
    }

    /// As [`RoleSpec::attr`], with any number of fillers.
    pub const fn attrs(name: &'static str, holds: Holds) -> Self {
        RoleSpec {
            name,
            holds,
            many: true,
            shown: Shown::Attr,
        }
    }

    /// A circumstance of the statement rather than a part of what happened: polarity, a typing
    /// error that was seen through.
    pub const fn attr(name: &'static str, holds: Holds) -> Self {
        RoleSpec {
            name,
            holds,
            many: false,
            shown: Shown::Attr,
        }
    }
}

/// The symbol that fills a role of [`Holds::Party`] whose words mean somebody the text does not tell.
pub const UNRESOLVED: &str = "unresolved";

/// Where a role stands in the output.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shown {
    /// As the fact's `value`; at most one role of a kind.
    Value,
    /// Under `roles`.
    Role,
    /// Under `attrs`.
    Attr,
}

/// The values that may fill a role.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Holds {
    /// A stretch of the source.
    Text,
    /// [`crate::Value::Integer`].
    Integer,
    /// [`crate::Value::Decimal`].
    Decimal,
    /// [`crate::Value::Money`].
    Money,
    /// [`crate::Value::Quantity`].
    Quantity,
    /// [`crate::Value::Time`].
    Time,
    /// [`crate::Value::Entity`], or [`crate::Value::Name`] where the gazetteer knows none.
    Entity,
    /// [`crate::Value::Fact`] of one of these kinds.
    Fact(&'static [&'static str]),
    /// Who or what takes part: a fact of one of these kinds, an entity or a name, the words where no rule
    /// knows more, or the symbol [`UNRESOLVED`] where the words mean several that the text does not tell.
    Party(&'static [&'static str]),
    /// [`crate::Value::Symbol`] of this set.
    Symbol(&'static [&'static str]),
}
