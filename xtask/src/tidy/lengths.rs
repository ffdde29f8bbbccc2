//! Files and functions have a red zone. Long functions from before a rule are listed by name; the list only shrinks.

use std::{collections::BTreeMap, fs, path::Path};

use super::{
    Finding, Tree,
    rust_text::{Rust, functions},
    tree::is_generated,
};
use crate::Outcome;

const FILE_LINES_MAX: usize = 600;
const FUNCTION_LINES_MAX: usize = 70;
/// A story is read from top to bottom, so it may be longer than what runs.
const TEST_FUNCTION_LINES_MAX: usize = 120;
/// One line each: path, function, lines.
const LIST: &str = "xtask/long-functions.txt";

/// Path and name to line and lines.
type Long = BTreeMap<(String, String), (usize, usize)>;

pub fn check(tree: &Tree) -> Vec<Finding> {
    let mut findings = long_files(tree);
    let long = long_functions(&tree.rust());
    let (listed, mut unread) = listed(tree);
    findings.append(&mut unread);
    for ((path, name), (line, lines)) in &long {
        let what = match listed.get(&(path.clone(), name.clone())) {
            Some((_, allowed)) if lines == allowed => continue,
            Some((_, allowed)) if lines < allowed => {
                format!(
                    "`{name}` has shrunk from {allowed} to {lines} lines: `cargo xtask tidy --tighten` keeps it so"
                )
            }
            Some((_, allowed)) => format!("`{name}` has grown from {allowed} to {lines} lines: split it"),
            None => format!("`{name}` has {lines} lines, at most {FUNCTION_LINES_MAX}: give its parts names"),
        };
        findings.push(Finding::new(path, *line, what));
    }
    for ((path, name), (line, _)) in listed.iter().filter(|(key, _)| !long.contains_key(*key)) {
        let what = format!(
            "`{name}` of {path} is no longer long: `cargo xtask tidy --tighten` takes it off the list"
        );
        findings.push(Finding::new(LIST, *line, what));
    }
    findings
}

fn long_files(tree: &Tree) -> Vec<Finding> {
    tree.texts()
        .filter(|(path, _)| [".rs", ".ts", ".tsx"].iter().any(|end| path.ends_with(end)))
        .filter(|(_, text)| !is_generated(text))
        .map(|(path, text)| (path, text.lines().count()))
        .filter(|(_, lines)| *lines > FILE_LINES_MAX)
        .map(|(path, lines)| {
            Finding::new(
                path,
                0,
                format!("{lines} lines, at most {FILE_LINES_MAX}: is there a second noun in there?"),
            )
        })
        .collect()
}

fn long_functions(files: &[Rust<'_>]) -> Long {
    let mut long = Long::new();
    for file in files {
        let mut note = |code: &str, lines_max: usize| {
            for function in functions(code).into_iter().filter(|function| function.lines > lines_max) {
                let key = (file.path.to_owned(), function.name);
                // Two functions of one name in one file share an entry: the longer one counts.
                let entry = long.entry(key).or_insert((function.line, function.lines));
                if entry.1 < function.lines {
                    *entry = (function.line, function.lines);
                }
            }
        };
        note(&file.production, FUNCTION_LINES_MAX);
        note(&file.code, TEST_FUNCTION_LINES_MAX);
    }
    long
}

/// What the list allows, with its own line, and the lines that cannot be read.
fn listed(tree: &Tree) -> (Long, Vec<Finding>) {
    let (mut listed, mut unread) = (Long::new(), Vec::new());
    for (index, line) in tree.text(LIST).unwrap_or_default().lines().enumerate() {
        let words: Vec<&str> = line.split_whitespace().collect();
        match words.as_slice() {
            [] | ["#", ..] => {}
            [path, name, lines] if lines.parse::<usize>().is_ok() => {
                let lines = lines.parse().unwrap_or(0);
                listed.insert(((*path).to_owned(), (*name).to_owned()), (index + 1, lines));
            }
            [..] => unread.push(Finding::new(LIST, index + 1, "write `path function lines`")),
        }
    }
    (listed, unread)
}

/// Lowers what the list allows to what is there now. It never raises a number and never adds a line.
pub fn tighten(root: &Path, tree: &Tree) -> Outcome {
    let Some(text) = tree.text(LIST) else { return Ok(()) };
    let tightened = tightened(text, &long_functions(&tree.rust()));
    if tightened == text {
        Ok(())
    } else {
        fs::write(root.join(LIST), tightened).map_err(|e| format!("{LIST}: {e}"))
    }
}

fn tightened(text: &str, long: &Long) -> String {
    let mut kept = String::new();
    for line in text.lines() {
        let words: Vec<&str> = line.split_whitespace().collect();
        let now = match words.as_slice() {
            [path, name, allowed] if !path.starts_with('#') => {
                let Some((_, lines)) = long.get(&((*path).to_owned(), (*name).to_owned())) else { continue };
                let allowed: usize = allowed.parse().unwrap_or(0);
                format!("{path} {name} {}", allowed.min(*lines))
            }
            [..] => line.to_owned(),
        };
        kept.push_str(&now);
        kept.push('\n');
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::*;

    fn function(name: &str, lines: usize) -> String {
        format!("fn {name}() {{\n{}}}\n", "    x();\n".repeat(lines - 2))
    }

    fn check_list(code: &str, list: &str) -> Vec<String> {
        let tree = Tree::of(&[("crates/a/src/b.rs", code), (LIST, list)]);
        check(&tree).iter().map(Finding::to_string).collect()
    }

    #[test]
    fn a_long_function_is_found_unless_it_is_listed_at_exactly_its_length() {
        let long = function("long", 80);
        let cases = [
            (function("short", FUNCTION_LINES_MAX), "", ""),
            (long.clone(), "", "crates/a/src/b.rs:1: `long` has 80 lines"),
            (long.clone(), "# why\ncrates/a/src/b.rs long 80\n", ""),
            (long.clone(), "crates/a/src/b.rs long 79\n", "crates/a/src/b.rs:1: `long` has grown"),
            (long.clone(), "crates/a/src/b.rs long 81\n", "crates/a/src/b.rs:1: `long` has shrunk"),
            (function("long", 20), "crates/a/src/b.rs long 80\n", "xtask/long-functions.txt:1: `long` of"),
            (long.clone(), "crates/a/src/b.rs long 80\nwhat is this?\n", "xtask/long-functions.txt:2: write"),
        ];
        for (code, list, expected) in cases {
            let found = check_list(&code, list);
            assert_eq!(found.len(), usize::from(!expected.is_empty()), "{list}: {found:?}");
            assert!(found.iter().all(|one| one.starts_with(expected)), "{list}: {found:?}");
        }
    }

    #[test]
    fn a_test_may_be_longer_but_not_endless() {
        let story = |lines| format!("#[cfg(test)]\nmod tests {{\n{}}}\n", function("story", lines));
        assert_eq!(check_list(&story(100), "").len(), 0);
        assert_eq!(check_list(&story(121), "").len(), 1);
    }

    #[test]
    fn a_long_file_is_found_unless_a_program_wrote_it() {
        let text = "x\n".repeat(FILE_LINES_MAX + 1);
        let generated = format!("// {}\n{text}", concat!("@gen", "erated"));
        let cases = [("console/src/a.tsx", text.as_str(), 1), ("crates/a/src/b.rs", &text, 1)];
        for (path, text, expected) in cases {
            assert_eq!(long_files(&Tree::of(&[(path, text)])).len(), expected, "{path}");
        }
        assert_eq!(long_files(&Tree::of(&[("console/src/a.ts", &generated)])).len(), 0);
    }

    #[test]
    fn tightening_lowers_and_removes_and_never_raises() {
        let long: Long = [("kept", 90), ("shrunk", 75), ("grown", 99)]
            .into_iter()
            .map(|(name, lines)| (("a.rs".to_owned(), name.to_owned()), (1, lines)))
            .collect();
        let list = "# why\na.rs kept 90\na.rs shrunk 80\na.rs grown 95\na.rs gone 80\n";
        assert_eq!(tightened(list, &long), "# why\na.rs kept 90\na.rs shrunk 75\na.rs grown 95\n");
    }
}
