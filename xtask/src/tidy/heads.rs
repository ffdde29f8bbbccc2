//! Every file that runs says at its top what it is for; a crate also says its nouns and what always holds.

use super::{Finding, Tree};

/// A crate's head that is shorter than this names the crate and says nothing about it.
const CRATE_HEAD_CHARS_MIN: usize = 80;

pub fn check(tree: &Tree) -> Vec<Finding> {
    let mut findings = Vec::new();
    for file in tree.rust().iter().filter(|file| !file.is_test && file.path.contains("/src/")) {
        let head = head(file.text);
        let is_root = file.path.ends_with("/src/lib.rs") || file.path.ends_with("/src/main.rs");
        if head.is_empty() {
            findings.push(Finding::new(file.path, 1, "begin with `//!`: what is this file for?"));
        } else if is_root && head.chars().count() < CRATE_HEAD_CHARS_MIN {
            let what =
                "the head of a crate names its nouns, what always holds, and what is deliberately absent";
            findings.push(Finding::new(file.path, 1, what));
        }
    }
    findings
}

fn head(text: &str) -> String {
    text.lines().map_while(|line| line.strip_prefix("//!")).map(str::trim).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_missing_or_empty_head_is_found() {
        let good = format!("//! {}\n", "Hazards: something unsafe that somebody saw. ".repeat(2));
        let cases = [
            ("crates/hazard/src/lib.rs", good.as_str(), 0),
            ("crates/hazard/src/lib.rs", "//! hazard\n", 1),
            ("crates/hazard/src/verify.rs", "//! Verify a repair.\n", 0),
            ("crates/hazard/src/verify.rs", "use x;\n//! late\n", 1),
            ("crates/hazard/src/store/row.rs", "", 1),
            ("crates/hazard/tests/story.rs", "use x;\n", 0),
        ];
        for (path, text, expected) in cases {
            assert_eq!(check(&Tree::of(&[(path, text)])).len(), expected, "{path} {text}");
        }
    }
}
