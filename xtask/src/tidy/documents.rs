//! What documents name must exist: paths, commands, crates. Prose that nobody checks has drifted in every project.

use super::{Finding, Tree};

/// First words of paths in this repository. Such a path in backticks must exist even when it looks like prose.
const TOP: [&str; 11] = [
    "crates",
    "xtask",
    "console",
    "docs",
    "plans",
    "openapi",
    "templates",
    "locales",
    ".ci",
    ".config",
    ".cargo",
];
/// What runs leave behind may be named without being there.
const LEFT_BY_RUNS: [&str; 4] = ["target/", "data/", "console/dist", "console/node_modules"];
/// Endings of files that people write.
const SOURCES: [&str; 8] = [".rs", ".ts", ".tsx", ".toml", ".md", ".yaml", ".csv", ".sh"];
const MAP: &str = "ARCHITECTURE.md";

fn documents(tree: &Tree) -> impl Iterator<Item = (&str, &str)> {
    tree.texts()
        .filter(|(path, _)| path.ends_with(".md") && (!path.contains('/') || path.starts_with("docs/")))
}

/// Paths in backticks and targets of links.
pub fn check_paths(tree: &Tree) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (path, text) in documents(tree) {
        for (line, prose) in prose(text) {
            for span in code_spans(prose) {
                if names_nothing(tree, span) {
                    findings.push(Finding::new(path, line, format!("`{span}` does not exist")));
                }
            }
            for target in links(prose) {
                if !tree.exists(&resolve(path, target)) {
                    findings.push(Finding::new(path, line, format!("the link to {target} leads nowhere")));
                }
            }
        }
    }
    findings
}

/// Every `cargo xtask` command that a document names is one.
pub fn check_commands(tree: &Tree) -> Vec<Finding> {
    use clap::CommandFactory;
    const CALL: &str = "cargo xtask ";
    let command = crate::Args::command();
    let known: Vec<&str> = command.get_subcommands().map(clap::Command::get_name).collect();
    let mut findings = Vec::new();
    for (path, text) in documents(tree) {
        for (index, line) in text.lines().enumerate() {
            for (at, _) in line.match_indices(CALL) {
                let rest = line.get(at + CALL.len()..).unwrap_or_default();
                let name: String =
                    rest.chars().take_while(|c| c.is_ascii_alphanumeric() || *c == '-').collect();
                if !name.is_empty() && !known.contains(&name.as_str()) {
                    let what = format!("`cargo xtask {name}` is no command; there are {}", known.join(", "));
                    findings.push(Finding::new(path, index + 1, what));
                }
            }
        }
    }
    findings
}

/// A test that a document names as `file::function` is there, and is a test.
pub fn check_tests(tree: &Tree) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (path, text) in documents(tree) {
        for (line, prose) in prose(text) {
            for span in code_spans(prose) {
                let Some((file, name)) = span.split_once(".rs::") else { continue };
                let file = format!("{file}.rs");
                match tree.text(&file) {
                    None => findings.push(Finding::new(path, line, format!("`{file}` does not exist"))),
                    Some(source) if is_test(source, name) => {}
                    Some(_) => {
                        findings.push(Finding::new(path, line, format!("`{file}` has no test `{name}`")));
                    }
                }
            }
        }
    }
    findings
}

/// An attribute of a test, or a macro that makes tests of names, stands above the function.
fn is_test(source: &str, name: &str) -> bool {
    let lines: Vec<&str> = source.lines().map(str::trim).collect();
    let heads = [format!("fn {name}("), format!("async fn {name}(")];
    lines.iter().enumerate().any(|(at, line)| {
        let above = lines.get(at.saturating_sub(4)..at).unwrap_or_default();
        let attributes =
            above.iter().rev().take_while(|line| line.starts_with("#[") || line.starts_with("//"));
        heads.iter().any(|head| line.starts_with(head.as_str()))
            && attributes
                .into_iter()
                .any(|line| line.starts_with("#[test]") || line.starts_with("#[tokio::test"))
    }) || (source.contains("proptest!") && heads.iter().any(|head| source.contains(head.as_str())))
}

/// The map of the code lists every crate.
pub fn check_map(tree: &Tree) -> Vec<Finding> {
    let Some(map) = tree.text(MAP) else { return Vec::new() };
    let mut crates: Vec<&str> = tree
        .texts()
        .filter_map(|(path, _)| path.strip_prefix("crates/")?.strip_suffix("/Cargo.toml"))
        .collect();
    crates.retain(|name| !map.contains(&format!("`{name}`")) && !map.contains(&format!("`crates/{name}`")));
    crates.into_iter().map(|name| Finding::new(MAP, 0, format!("the map leaves out `{name}`"))).collect()
}

/// Lines outside fenced blocks, with their number.
fn prose(text: &str) -> Vec<(usize, &str)> {
    let mut fenced = false;
    let mut kept = Vec::new();
    for (index, line) in text.lines().enumerate() {
        if line.trim_start().starts_with("```") {
            fenced = !fenced;
        } else if !fenced {
            kept.push((index + 1, line));
        }
    }
    kept
}

fn code_spans(line: &str) -> impl Iterator<Item = &str> {
    line.split('`').skip(1).step_by(2)
}

/// Targets of `[text](target)` that are inside the repository.
fn links(line: &str) -> Vec<&str> {
    line.split("](")
        .skip(1)
        .filter_map(|rest| rest.split([')', ' ', '#']).next())
        .filter(|target| !target.is_empty() && !target.contains(':') && !target.starts_with('/'))
        .collect()
}

/// A link is relative to its document.
fn resolve(document: &str, target: &str) -> String {
    let mut parts: Vec<&str> = document.split('/').collect();
    parts.pop();
    for part in target.split('/') {
        match part {
            "." | "" => {}
            ".." => drop(parts.pop()),
            name => parts.push(name),
        }
    }
    parts.join("/")
}

/// True for a span that looks like a path of this repository and is none.
fn names_nothing(tree: &Tree, span: &str) -> bool {
    let is_path = |c: char| c.is_ascii_alphanumeric() || "._-/*<>{}:,".contains(c);
    let span = without_line(span);
    // A test in a file is looked for by a rule of its own.
    if span.is_empty()
        || span.contains(".rs::")
        || span.starts_with(['/', '-', '@'])
        || span.contains("://")
        || !span.chars().all(is_path)
    {
        return false;
    }
    if LEFT_BY_RUNS.iter().any(|left| span.starts_with(left)) {
        return false;
    }
    // Of a pattern, what stands before its first open place must exist.
    if let Some(open) = span.find(['*', '<', '{']) {
        let before = span.get(..open).and_then(|part| part.rsplit_once('/')).map(|(folder, _)| folder);
        return before.is_some_and(|folder| in_repository(folder) && !tree.exists(folder));
    }
    if span.contains('/') {
        return (in_repository(span) || is_source(span)) && !tree.exists(span.trim_start_matches("./"));
    }
    span.ends_with(".rs") && !tree.has_name(span)
}

/// `crates/a/src/b.rs:12` is the file.
fn without_line(span: &str) -> &str {
    match span.split_once(':') {
        Some((path, line)) if !line.is_empty() && line.bytes().all(|b| b.is_ascii_digit()) => path,
        Some(_) | None => span,
    }
}

fn in_repository(path: &str) -> bool {
    path.trim_start_matches("./").split('/').next().is_some_and(|first| TOP.contains(&first))
}

fn is_source(path: &str) -> bool {
    SOURCES.iter().any(|end| path.ends_with(end))
}

#[cfg(test)]
mod tests {
    use super::*;

    const FILES: [(&str, &str); 4] = [
        ("crates/db/Cargo.toml", ""),
        ("crates/db/src/dialect.rs", ""),
        ("docs/decisions/0001-crates.md", ""),
        ("README.md", ""),
    ];

    fn tree_with<'t>(path: &'t str, text: &'t str) -> Tree {
        let mut files = FILES.to_vec();
        files.push((path, text));
        Tree::of(&files)
    }

    #[test]
    fn a_named_test_must_be_a_test() {
        let source = "fn helper() {}\n#[test]\nfn it_holds() {}\n/// Why.\n#[tokio::test(flavor = \"multi_thread\")]\n\
                      async fn it_too() {}\n";
        let found = |span: &str| {
            let document = format!("| 1.2 | `{span}` |");
            let tree = Tree::of(&[("docs/security.md", &document), ("crates/x/tests/y.rs", source)]);
            check_tests(&tree).iter().map(Finding::to_string).collect::<Vec<_>>()
        };
        let none: Vec<String> = Vec::new();
        assert_eq!(found("crates/x/tests/y.rs::it_holds"), none);
        assert_eq!(found("crates/x/tests/y.rs::it_too"), none);
        assert_eq!(found("crates/x/tests/y.rs"), none);
        let missing = "docs/security.md:1: `crates/x/tests/y.rs` has no test `it_held`";
        assert_eq!(found("crates/x/tests/y.rs::it_held"), [missing]);
        let helper = "docs/security.md:1: `crates/x/tests/y.rs` has no test `helper`";
        assert_eq!(found("crates/x/tests/y.rs::helper"), [helper]);
        assert_eq!(
            found("crates/x/tests/z.rs::it_holds"),
            ["docs/security.md:1: `crates/x/tests/z.rs` does not exist"]
        );
    }

    #[test]
    fn paths_in_backticks_must_exist() {
        let cases = [
            ("see `crates/db/src/dialect.rs` and `crates/db`", 0),
            ("see `crates/db/src/dialect.rs:12`", 0),
            ("see `crates/hazard`", 1),
            ("see `crates/db/src/gone.rs` and `docs/gone/`", 2),
            ("see `db/dialect.rs`", 1),
            ("see `dialect.rs` and `gone.rs`", 1),
            ("see `crates/<name>/src/lib.rs`, `crates/*`, `docs/decisions/*.md`", 0),
            ("see `docs/gone/*.md`", 1),
            ("`/api/units/{id}`, `text/csv`, `1/2`, `https://a/b.md`, `@scope/name`", 0),
            ("`target/debug/anxing`, `data/anxing.sqlite`, `console/dist`", 0),
            ("`cargo run -- crates/gone`", 0),
            ("```\n`crates/gone`\n```\n", 0),
        ];
        for (text, expected) in cases {
            let found = check_paths(&tree_with("CONTRIBUTING.md", text));
            assert_eq!(found.len(), expected, "{text}: {found:?}");
        }
    }

    #[test]
    fn links_must_lead_somewhere() {
        let cases = [
            ("docs/plan-format.md", "[a](decisions/0001-crates.md) [b](../README.md#top) [c](#here)", 0),
            ("docs/plan-format.md", "[a](decisions/0002.md)", 1),
            ("docs/decisions/0002.md", "[a](../../crates/db/src/dialect.rs)", 0),
            ("docs/decisions/0002.md", "[a](https://example.org/x.md)", 0),
        ];
        for (path, text, expected) in cases {
            let found = check_paths(&tree_with(path, text));
            assert_eq!(found.len(), expected, "{path} {text}: {found:?}");
        }
    }

    #[test]
    fn commands_must_exist() {
        let cases =
            [("run `cargo xtask test`", 0), ("run `cargo xtask fly`", 1), ("`cargo xtask` does it", 0)];
        for (text, expected) in cases {
            assert_eq!(check_commands(&tree_with("CONTRIBUTING.md", text)).len(), expected, "{text}");
        }
    }

    #[test]
    fn the_map_names_every_crate() {
        let cases = [("| `db` | ... |", 0), ("`crates/db`", 0), ("the database, db", 1)];
        for (text, expected) in cases {
            assert_eq!(check_map(&tree_with("ARCHITECTURE.md", text)).len(), expected, "{text}");
        }
        assert_eq!(check_map(&Tree::of(&FILES)).len(), 0);
    }
}
