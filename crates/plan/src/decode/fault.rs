//! A fault on its way to its place, with the sentence that a person reads about it.

use std::fmt;

use serde::de;

use super::REPORTED;
use crate::{Problem, node::Node};

/// A problem on its way to its place.
#[derive(Debug)]
pub(super) struct Fault {
    place: Option<(u32, u32)>,
    code: &'static str,
    message: String,
    advice: String,
}

impl Fault {
    pub(super) fn new(code: &'static str, message: impl Into<String>, advice: impl Into<String>) -> Self {
        Self { place: None, code, message: message.into(), advice: advice.into() }
    }

    pub(super) fn reported() -> Self {
        Self::new(REPORTED, REPORTED, "")
    }

    /// Whether the sink knows it already.
    pub(super) fn is_reported(&self) -> bool {
        self.code == REPORTED
    }

    pub(super) fn at(mut self, node: &Node) -> Self {
        self.place.get_or_insert(node.place());
        self
    }

    pub(super) fn into_problem(self, fallback: (u32, u32)) -> Option<Problem> {
        (!self.is_reported())
            .then(|| Problem::error(self.place.unwrap_or(fallback), self.code, self.message, self.advice))
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}
impl std::error::Error for Fault {}

impl de::Error for Fault {
    fn custom<T: fmt::Display>(message: T) -> Self {
        Self::new("bad-value", message.to_string(), "请按提示改写这个值")
    }
    fn invalid_type(_: de::Unexpected<'_>, expected: &dyn de::Expected) -> Self {
        Self::new("wrong-type", format!("这里要的是{expected}"), "请改成要求的写法")
    }
    fn invalid_value(_: de::Unexpected<'_>, expected: &dyn de::Expected) -> Self {
        Self::new("bad-value", format!("这里要的是{expected}"), "请改成要求范围内的值")
    }
    fn invalid_length(length: usize, expected: &dyn de::Expected) -> Self {
        Self::new("bad-value", format!("这里有 {length} 项，要的是{expected}"), "请增减到要求的项数")
    }
    fn unknown_variant(variant: &str, expected: &'static [&'static str]) -> Self {
        let shown: String = variant.chars().take(40).collect();
        Self::new("unknown-value", format!("不认识“{shown}”"), suggestion(variant, expected))
    }
    fn unknown_field(field: &str, expected: &'static [&'static str]) -> Self {
        let shown: String = field.chars().take(40).collect();
        Self::new("unknown-field", format!("不认识键“{shown}”"), suggestion(field, expected))
    }
    fn missing_field(field: &'static str) -> Self {
        Self::new("missing-field", format!("缺少“{field}”"), format!("请在这一组里补写“{field}: …”"))
    }
    fn duplicate_field(field: &'static str) -> Self {
        Self::new("duplicate-field", format!("“{field}”写了两次"), "请只保留一处")
    }
}

/// “是不是想写…” when something is near, and all choices otherwise.
pub(crate) fn suggestion(word: &str, known: &[&str]) -> String {
    let near = known
        .iter()
        .map(|candidate| (distance(word, candidate), *candidate))
        .filter(|(distance, candidate)| *distance <= 1 + candidate.len() / 4)
        .min();
    match near {
        Some((_, candidate)) => format!("是不是想写“{candidate}”？可用的有：{}", known.join("、")),
        None => format!("可用的有：{}", known.join("、")),
    }
}

/// Edits (insert, delete, replace) between two short words.
fn distance(a: &str, b: &str) -> usize {
    let b: Vec<char> = b.chars().take(64).collect();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.chars().take(64).enumerate() {
        let mut diagonal = i;
        let mut left = i + 1;
        if let Some(first) = row.first_mut() {
            *first = left;
        }
        for (cell, y) in row.iter_mut().skip(1).zip(&b) {
            let replaced = diagonal + usize::from(x != *y);
            diagonal = *cell;
            left = replaced.min(*cell + 1).min(left + 1);
            *cell = left;
        }
    }
    row.last().copied().unwrap_or_default()
}
