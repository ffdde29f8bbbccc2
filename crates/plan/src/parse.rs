//! From the text of a plan file to a [`Plan`].

use serde::Serialize;

use crate::{Document, Problem, decode, node};

/// A plan file that was read without a problem.
#[derive(Clone, Debug, Serialize)]
pub struct Plan {
    /// SHA-256 (hex) of what the file says. Comments, indentation, quoting and the order of keys do not count; the
    /// order of lists does.
    pub fingerprint: String,
    pub document: Document,
}

/// Reads a plan file. All problems of the first stage that finds any are returned, sorted by place: what the eye
/// overlooks and YAML syntax; structure; references and values.
pub fn parse(text: &str) -> Result<Plan, Vec<Problem>> {
    let tree = node::read(text)?;
    let document: Document = decode::decode(&tree)?;
    Ok(Plan { fingerprint: tree.fingerprint(), document })
}
