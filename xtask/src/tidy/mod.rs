//! House rules as tests. Each rule is a pure function from a [`Tree`] to [`Finding`]s and is seen to fail in its tests.
//!
//! Rules with an exception name it, with the reason, beside the rule; the list of long functions may only shrink.

mod documents;
mod edges;
mod heads;
mod lengths;
mod manifests;
mod rust_text;
mod tree;
mod words;

use std::fmt;

pub use manifests::packages_with_database_tests;
pub use tree::Tree;

use crate::{Outcome, place};

/// A broken house rule: where, what, and what to do instead.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Finding {
    path: String,
    /// Counted from 1; 0 when the whole file is meant.
    line: usize,
    what: String,
}

impl Finding {
    fn new(path: &str, line: usize, what: impl Into<String>) -> Self {
        Self { path: path.to_owned(), line, what: what.into() }
    }
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.line {
            0 => write!(f, "{}: {}", self.path, self.what),
            line => write!(f, "{}:{line}: {}", self.path, self.what),
        }
    }
}

/// Checks the repository; with `tighten` the listed lengths of functions are lowered first.
pub fn run(tighten: bool) -> Outcome {
    if tighten {
        lengths::tighten(&place::root(), &Tree::read(&place::root())?)?;
    }
    let tree = Tree::read(&place::root())?;
    let findings = examine(&tree);
    for finding in &findings {
        println!("{finding}");
    }
    match findings.len() {
        0 => {
            println!("{} files keep the house rules.", tree.len());
            Ok(())
        }
        count => Err(format!("{count} places break the house rules")),
    }
}

/// Every finding, in the order of paths and lines.
fn examine(tree: &Tree) -> Vec<Finding> {
    let rules = [
        edges::check,
        manifests::check,
        words::check,
        heads::check,
        lengths::check,
        documents::check_paths,
        documents::check_commands,
        documents::check_tests,
        documents::check_map,
    ];
    let mut findings: Vec<Finding> = rules.iter().flat_map(|rule| rule(tree)).collect();
    findings.sort();
    findings.dedup();
    findings
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_repository_keeps_its_own_rules() {
        let tree = Tree::read(&place::root()).unwrap();
        let findings: Vec<String> = examine(&tree).iter().map(Finding::to_string).collect();
        assert!(findings.is_empty(), "\n{}\n", findings.join("\n"));
    }
}
