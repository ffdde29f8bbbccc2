//! A YAML text as a tree in which every key and every value knows its place, before anybody asks what it means.
//!
//! Reading in two steps (tree, then types) is what lets one reading report many problems: a typed YAML reader stops
//! at the first.

use std::fmt;

use serde::{Deserialize, Deserializer, de};
use serde_saphyr::{DuplicateKeyPolicy, Spanned};
use sha2::{Digest, Sha256};

use crate::Problem;

/// The largest text that is read: twenty times the 2021 plan. A plan travels as a JSON text in a request of at most 2 MiB,
/// where line breaks and quotation marks take two bytes each, so half of that is what gets through.
pub(crate) const BYTES_MAX: usize = 1024 * 1024;

/// Levels of lists and keys. The 2021 plan has nine; reading one level takes some kilobytes of stack, and a stack that
/// overflows takes the whole server with it.
const DEPTH_MAX: usize = 32;
/// Nobody writes a plan with aliases, and whoever writes aliases of aliases wants to hurt.
const REPLAYED_MAX: usize = 10_000;
/// Each of them may bring [`DEPTH_MAX`] further levels.
const REPLAYS_WITHIN_REPLAYS_MAX: usize = 2;

/// A value with its place.
#[derive(Clone, Debug)]
pub(crate) struct Node {
    pub line: u32,
    pub column: u32,
    pub value: Value,
}

#[derive(Clone, Debug)]
pub(crate) enum Value {
    Null,
    /// A scalar without quotes that YAML would read as a truth value or a number; `text` is as written. Whether it
    /// is a text, a number or neither is decided by the type that asks.
    Bare {
        text: String,
        bool: Option<bool>,
        integer: Option<i64>,
    },
    Text(String),
    List(Vec<Node>),
    Map(Vec<(Node, Node)>),
}

impl Node {
    pub fn place(&self) -> (u32, u32) {
        (self.line, self.column)
    }

    /// The text of a scalar.
    pub fn text(&self) -> Option<&str> {
        match &self.value {
            Value::Bare { text, .. } | Value::Text(text) => Some(text),
            Value::Null | Value::List(_) | Value::Map(_) => None,
        }
    }

    /// What a person would call it.
    pub fn describe(&self) -> String {
        match &self.value {
            Value::Null => "空值".into(),
            Value::Bare { text, .. } | Value::Text(text) => {
                let mut shown: String = text.chars().take(24).collect();
                if text.chars().count() > 24 {
                    shown.push('…');
                }
                format!("“{shown}”")
            }
            Value::List(_) => "一个列表".into(),
            Value::Map(_) => "一组键和值".into(),
        }
    }

    /// SHA-256 (hex) of what the file says: comments, indentation, quoting style and the order of keys do not count;
    /// the order of lists does.
    pub fn fingerprint(&self) -> String {
        let mut canonical = String::new();
        self.canonical(&mut canonical);
        hex(&Sha256::digest(canonical.as_bytes()))
    }

    /// Every scalar as its text, so that `2021` and `"2021"` are the same; maps sorted by key. Lengths in front of
    /// texts make the form unambiguous.
    fn canonical(&self, out: &mut String) {
        use fmt::Write as _;
        match &self.value {
            Value::Null => out.push('~'),
            Value::Bare { text, .. } | Value::Text(text) => {
                // Writing into a String cannot fail.
                let _ = write!(out, "{}:{text}", text.len());
            }
            Value::List(items) => {
                out.push('[');
                for item in items {
                    item.canonical(out);
                    out.push(',');
                }
                out.push(']');
            }
            Value::Map(entries) => {
                let mut sorted: Vec<_> = entries.iter().collect();
                sorted.sort_by(|(a, _), (b, _)| a.text().cmp(&b.text()));
                out.push('{');
                for (key, value) in sorted {
                    key.canonical(out);
                    out.push('=');
                    value.canonical(out);
                    out.push(',');
                }
                out.push('}');
            }
        }
    }
}

pub(crate) fn hex(bytes: &[u8]) -> String {
    use fmt::Write as _;
    bytes.iter().fold(String::with_capacity(bytes.len() * 2), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}

/// Reads one YAML document. What the eye cannot see (full-width punctuation, tabs) is looked for first, because the
/// YAML reader's own message about it would point somewhere else.
pub(crate) fn read(text: &str) -> Result<Node, Vec<Problem>> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    if text.len() > BYTES_MAX {
        return Err(vec![Problem::error(
            (0, 0),
            "file-too-large",
            format!("文件有 {} 字节，超过上限 {BYTES_MAX} 字节", text.len()),
            "请把方案拆小，或检查是否选错了文件",
        )]);
    }
    let mut problems = crate::lint::invisible(text);
    let options = serde_saphyr::options! {
        duplicate_keys: DuplicateKeyPolicy::PassThrough,
        strict_booleans: true,
        with_snippet: false,
        budget: serde_saphyr::budget! { max_depth: DEPTH_MAX },
        alias_limits: serde_saphyr::alias_limits! {
            max_total_replayed_events: REPLAYED_MAX,
            max_replay_stack_depth: REPLAYS_WITHIN_REPLAYS_MAX,
        },
    };
    match serde_saphyr::from_str_with_options::<Spanned<Raw>>(text, options) {
        Ok(raw) if problems.is_empty() => {
            let node = settle(raw, text);
            duplicate_keys(&node, &mut problems);
            if problems.is_empty() { Ok(node) } else { Err(problems) }
        }
        Ok(_) => Err(problems),
        Err(error) => {
            if problems.is_empty() {
                problems.push(syntax_problem(&error));
            }
            Err(problems)
        }
    }
}

fn syntax_problem(error: &serde_saphyr::Error) -> Problem {
    let place = error.location().map_or((0, 0), |at| (small(at.line()), small(at.column())));
    let detail = error.to_string();
    let detail: String = detail.lines().next().unwrap_or_default().chars().take(200).collect();
    let lower = detail.to_lowercase();
    if lower.contains("alias") || lower.contains("budget") || lower.contains("recursion") {
        return Problem::error(
            place,
            "yaml-limits",
            format!("文件展开后过大或嵌套过深（{detail}）"),
            "方案文件不需要别名和多层嵌套，请直接写出内容",
        );
    }
    crate::syntax::problem(place, &detail)
}

fn duplicate_keys(node: &Node, problems: &mut Vec<Problem>) {
    match &node.value {
        Value::Null | Value::Bare { .. } | Value::Text(_) => {}
        Value::List(items) => items.iter().for_each(|item| duplicate_keys(item, problems)),
        Value::Map(entries) => {
            let mut seen = std::collections::BTreeMap::new();
            for (key, value) in entries {
                if let Some(first) = seen.insert(key.text(), key.line) {
                    problems.push(Problem::error(
                        key.place(),
                        "duplicate-field",
                        format!("{} 在同一处写了两次（第一次在第 {first} 行）", key.describe()),
                        "请只保留一处",
                    ));
                }
                duplicate_keys(value, problems);
            }
        }
    }
}

/// Lines and columns beyond four thousand million do not occur in a text of [`BYTES_MAX`].
fn small(number: u64) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

/// Puts the written form of bare scalars back, which the YAML reader has turned into numbers.
fn settle(raw: Spanned<Raw>, source: &str) -> Node {
    let at = raw.referenced;
    let span = raw.defined.span();
    let written = || {
        let start = usize::try_from(span.byte_offset()?).ok()?;
        let length = usize::try_from(span.byte_len()?).ok()?;
        source.get(start..start.checked_add(length)?).map(|text| text.trim().to_owned())
    };
    let value = match raw.value {
        Raw::Null => Value::Null,
        Raw::Bool(bool) => Value::Bare {
            text: written().unwrap_or_else(|| bool.to_string()),
            bool: Some(bool),
            integer: None,
        },
        Raw::Integer(integer) => Value::Bare {
            text: written().unwrap_or_else(|| integer.to_string()),
            bool: None,
            integer: Some(integer),
        },
        Raw::Number(number) => {
            Value::Bare { text: written().unwrap_or_else(|| number.to_string()), bool: None, integer: None }
        }
        Raw::Text(text) => Value::Text(text),
        Raw::List(items) => Value::List(items.into_iter().map(|item| settle(item, source)).collect()),
        Raw::Map(entries) => Value::Map(
            entries.into_iter().map(|(key, value)| (settle(key, source), settle(value, source))).collect(),
        ),
    };
    Node { line: small(at.line()), column: small(at.column()), value }
}

/// What the YAML reader says before places are settled.
enum Raw {
    Null,
    Bool(bool),
    Integer(i64),
    Number(f64),
    Text(String),
    List(Vec<Spanned<Raw>>),
    Map(Vec<(Spanned<Raw>, Spanned<Raw>)>),
}

impl<'de> Deserialize<'de> for Raw {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(RawVisitor)
    }
}

struct RawVisitor;

impl<'de> de::Visitor<'de> for RawVisitor {
    type Value = Raw;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a YAML value")
    }
    fn visit_unit<E>(self) -> Result<Raw, E> {
        Ok(Raw::Null)
    }
    fn visit_none<E>(self) -> Result<Raw, E> {
        Ok(Raw::Null)
    }
    fn visit_bool<E>(self, value: bool) -> Result<Raw, E> {
        Ok(Raw::Bool(value))
    }
    fn visit_i64<E>(self, value: i64) -> Result<Raw, E> {
        Ok(Raw::Integer(value))
    }
    #[allow(
        clippy::cast_precision_loss,
        reason = "only whether it is an i64 matters; the text is kept as written"
    )]
    fn visit_u64<E>(self, value: u64) -> Result<Raw, E> {
        Ok(i64::try_from(value).map_or(Raw::Number(value as f64), Raw::Integer))
    }
    fn visit_f64<E>(self, value: f64) -> Result<Raw, E> {
        Ok(Raw::Number(value))
    }
    fn visit_str<E>(self, value: &str) -> Result<Raw, E> {
        Ok(Raw::Text(value.to_owned()))
    }
    fn visit_string<E>(self, value: String) -> Result<Raw, E> {
        Ok(Raw::Text(value))
    }
    fn visit_seq<A: de::SeqAccess<'de>>(self, mut seq: A) -> Result<Raw, A::Error> {
        let mut items = Vec::new();
        while let Some(item) = seq.next_element()? {
            items.push(item);
        }
        Ok(Raw::List(items))
    }
    fn visit_map<A: de::MapAccess<'de>>(self, mut map: A) -> Result<Raw, A::Error> {
        let mut entries = Vec::new();
        while let Some(entry) = map.next_entry()? {
            entries.push(entry);
        }
        Ok(Raw::Map(entries))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn codes(text: &str) -> Vec<String> {
        read(text).map_or_else(
            |problems| problems.iter().map(|problem| problem.code.clone()).collect(),
            |_| Vec::new(),
        )
    }

    #[test]
    fn what_would_overflow_the_stack_or_the_memory_is_refused() {
        let nested = |levels: usize| format!("x: {}{}", "[".repeat(levels), "]".repeat(levels));
        let maps = |levels: usize| format!("{}1{}", "{\"a\":".repeat(levels), "}".repeat(levels));
        // A list of eight lists of the line before, and so on: eight to the eighth texts.
        let laughs: String = (b'b'..=b'i')
            .map(|name| {
                let (name, before) = (char::from(name), char::from(name - 1));
                let many = vec![format!("*{before}"); 8].join(", ");
                format!("{name}: &{name} [{many}]\n")
            })
            .collect();
        // Each alias goes thirty levels deeper.
        let deeper: String = (b'b'..=b'z')
            .map(|name| {
                let (name, before) = (char::from(name), char::from(name - 1));
                format!("{name}: &{name} {}*{before}{}\n", "[".repeat(30), "]".repeat(30))
            })
            .collect();
        for (text, expected) in [
            (nested(30), vec![]),
            (maps(32), vec![]),
            (nested(32), vec!["yaml-limits"]),
            (maps(33), vec!["yaml-limits"]),
            (nested(200), vec!["yaml-limits"]),
            (nested(100_000), vec!["yaml-limits"]),
            (maps(100_000), vec!["yaml-limits"]),
            (format!("a: &a [x, x]\n{laughs}"), vec!["yaml-limits"]),
            (format!("a: &a [x]\n{deeper}"), vec!["yaml-limits"]),
        ] {
            assert_eq!(codes(&text), expected, "{}", text.chars().take(60).collect::<String>());
        }
    }
}
