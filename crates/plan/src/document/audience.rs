//! Which units a duty is addressed to.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Key, Ref, UnitKind};
use crate::{At, decode::list};

/// A named class of units. It is asked anew on the day of every deadline, among the units valid on that day.
#[derive(Clone, Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Audience {
    pub key: At<Key>,
    pub title: At<String>,
    pub who: At<Predicate>,
}

/// What is true of a unit.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Predicate {
    /// Every unit.
    Everyone,
    /// The unit's kind belongs to this tier.
    Tier(Ref),
    /// The unit is of one of these kinds.
    Kinds(#[serde(deserialize_with = "list")] Vec<At<UnitKind>>),
    /// The unit is one of these.
    Units(#[serde(deserialize_with = "list")] Vec<At<Key>>),
    /// The unit has an attribute, with one of the values when values are given.
    Attribute(Attribute),
    /// The unit lies below the unit with this key, at any depth; the unit itself does not.
    Under(At<Key>),
    /// Some unit below it, at any depth, fulfils this.
    HasDescendant(Box<At<Predicate>>),
    /// Some unit above it fulfils this.
    HasAncestor(Box<At<Predicate>>),
    All(#[serde(deserialize_with = "list")] Vec<At<Predicate>>),
    Any(#[serde(deserialize_with = "list")] Vec<At<Predicate>>),
    Not(Box<At<Predicate>>),
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Attribute {
    pub name: At<String>,
    /// Any of these; none means that having the attribute is enough.
    #[serde(default, deserialize_with = "list", skip_serializing_if = "Vec::is_empty")]
    pub values: Vec<At<String>>,
}
