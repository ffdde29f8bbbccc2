//! From a tree of values to the types of the format, reporting as many problems as possible.
//!
//! It is an ordinary serde deserializer with three liberties. Unknown keys are reported with the nearest known one
//! and skipped. Items of a list that is read with [`list`] fail one by one. [`crate::At`] learns its place.

mod access;
mod fault;
mod reader;

use std::{cell::RefCell, fmt, marker::PhantomData};

use serde::{Deserialize, Deserializer, de};

pub(crate) use fault::suggestion;
use reader::Reader;

use crate::{Problem, node::Node};

const ATTEMPT: &str = "$plan::Attempt";
/// The text of an error that the sink already knows.
const REPORTED: &str = "$plan::reported";

/// Reads a tree as `T`. `T` comes back only when nothing at all was wrong.
pub(crate) fn decode<T: de::DeserializeOwned>(node: &Node) -> Result<T, Vec<Problem>> {
    let sink = RefCell::new(Vec::new());
    let value = T::deserialize(Reader { node, sink: &sink, attempt: false });
    let mut problems = sink.into_inner();
    match value {
        Ok(value) if problems.is_empty() => return Ok(value),
        Ok(_) => {}
        Err(fault) => problems.extend(fault.into_problem(node.place())),
    }
    problems.sort();
    Err(problems)
}

/// For `#[serde(deserialize_with = "list")]`: a list whose items fail one by one.
pub(crate) fn list<'de, T: Deserialize<'de>, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<Vec<T>, D::Error> {
    deserializer.deserialize_seq(ListVisitor(PhantomData))
}

struct ListVisitor<T>(PhantomData<T>);

impl<'de, T: Deserialize<'de>> de::Visitor<'de> for ListVisitor<T> {
    type Value = Vec<T>;
    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("一个列表（每项以“- ”开头）")
    }
    fn visit_seq<A: de::SeqAccess<'de>>(self, mut seq: A) -> Result<Vec<T>, A::Error> {
        let mut items = Vec::new();
        while let Some(Attempt(item)) = seq.next_element::<Attempt<T>>()? {
            items.extend(item);
        }
        Ok(items)
    }
}

/// `None` when the item failed and the failure is in the sink, so that the whole reading fails in the end.
struct Attempt<T>(Option<T>);

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Attempt<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_newtype_struct(ATTEMPT, AttemptVisitor(PhantomData))
    }
}

struct AttemptVisitor<T>(PhantomData<T>);

impl<'de, T: Deserialize<'de>> de::Visitor<'de> for AttemptVisitor<T> {
    type Value = Attempt<T>;
    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("列表的一项")
    }
    fn visit_newtype_struct<D: Deserializer<'de>>(self, deserializer: D) -> Result<Attempt<T>, D::Error> {
        match T::deserialize(deserializer) {
            Ok(item) => Ok(Attempt(Some(item))),
            Err(error) if error.to_string() == REPORTED => Ok(Attempt(None)),
            Err(error) => Err(error),
        }
    }
}
