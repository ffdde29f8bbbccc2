//! From the text of a plan file to a [`Plan`].

use serde::Serialize;

use crate::{Document, Problem, decode, node, resolve};

/// A plan file that was read without a problem.
#[derive(Clone, Debug, Serialize)]
pub struct Plan {
    /// SHA-256 (hex) of what the file says. Comments, indentation, quoting and the order of keys do not count; the
    /// order of lists does.
    pub fingerprint: String,
    pub document: Document,
}

/// Reads a plan file.
///
/// # Errors
/// All problems of the first stage that finds any, sorted by place: what the eye overlooks and YAML syntax; the
/// version; structure (every unknown key, and the first fault of every list item); references and values.
pub fn parse(text: &str) -> Result<Plan, Vec<Problem>> {
    let tree = node::read(text)?;
    check_version(&tree)?;
    let document: Document = decode::decode(&tree)?;
    let problems = resolve::resolve(&document);
    if problems.is_empty() { Ok(Plan { fingerprint: tree.fingerprint(), document }) } else { Err(problems) }
}

/// A file of a later format would drown in unknown keys, so its version is looked at first.
fn check_version(tree: &node::Node) -> Result<(), Vec<Problem>> {
    let node::Value::Map(entries) = &tree.value else {
        return Err(vec![Problem::error(
            tree.place(),
            "not-a-plan",
            format!("整个文件是{}，不是方案", tree.describe()),
            "方案文件第一行写 format: 1，然后逐项写“键: 值”",
        )]);
    };
    let format = entries.iter().find(|(key, _)| key.text() == Some("format")).map(|(_, value)| value);
    match format {
        Some(value) if value.text() != Some("1") => Err(vec![Problem::error(
            value.place(),
            "unknown-format",
            format!("不认识文件格式{}", value.describe()),
            "本程序读取格式 1，请写 format: 1",
        )]),
        Some(_) | None => Ok(()),
    }
}
