//! Rust files with comments, strings and tests told apart. No compiler: good to the line, which is all that rules need.
//!
//! Blanked text keeps its length and its line ends, so that an offset means the same place in every form.

use std::{collections::BTreeSet, ops::Range};

/// One file in the forms that rules look at.
pub struct Rust<'t> {
    pub path: &'t str,
    pub text: &'t str,
    /// Strings blanked, comments kept.
    pub prose: String,
    /// Comments and strings blanked.
    pub code: String,
    /// `code` without what is compiled for tests only; blank for a test file.
    pub production: String,
    pub is_test: bool,
}

/// A function with a body.
#[derive(Debug, PartialEq, Eq)]
pub struct Function {
    pub name: String,
    /// Line of `fn`, counted from 1.
    pub line: usize,
    /// From `fn` to the closing brace.
    pub lines: usize,
}

pub fn read<'t>(files: &[(&'t str, &'t str)]) -> Vec<Rust<'t>> {
    let mut test_files: BTreeSet<String> = BTreeSet::new();
    let mut read: Vec<Rust<'t>> = Vec::new();
    for (path, text) in files {
        let (prose, code) = blank(text);
        let mut production = code.clone();
        for item in test_items(&code) {
            if let Some(name) = code.get(item.clone()).and_then(declared_module) {
                // Strings are blanked in `code`, so the name of a file is looked up in the text itself.
                match text.get(item.clone()).and_then(named_file) {
                    Some(file) => test_files.extend([beside(path, file)]),
                    None => test_files.extend(files_of_module(path, name)),
                }
            }
            blank_range(&mut production, item);
        }
        read.push(Rust { path, text, prose, code, production, is_test: false });
    }
    for file in &mut read {
        let by_name = file.path.contains("/tests/") || file.path.ends_with("/tests.rs");
        file.is_test = by_name || test_files.contains(file.path) || file.code.contains("#![cfg(test)]");
        if file.is_test {
            let whole = 0..file.production.len();
            blank_range(&mut file.production, whole);
        }
    }
    read
}

fn blank_range(text: &mut String, range: Range<usize>) {
    let blanked: String = text
        .bytes()
        .enumerate()
        .map(|(at, byte)| if range.contains(&at) && byte != b'\n' { ' ' } else { char::from(byte) })
        .collect();
    *text = blanked;
}

/// `prose` and `code` of a file. Whatever is not ASCII becomes as many blanks as it has bytes in `code`.
fn blank(text: &str) -> (String, String) {
    let bytes = text.as_bytes();
    let mut prose = bytes.to_vec();
    let mut code = bytes.to_vec();
    let mut at = 0;
    while let Some(byte) = bytes.get(at) {
        let (end, is_comment) = match byte {
            b'/' if bytes.get(at + 1) == Some(&b'/') => (end_of_line(bytes, at), true),
            b'/' if bytes.get(at + 1) == Some(&b'*') => (end_of_block(bytes, at), true),
            b'"' => (end_of_string(bytes, at), false),
            b'r' => match end_of_raw(bytes, at) {
                Some(end) => (end, false),
                None => (at + 1, false),
            },
            b'\'' => (end_of_char(text, at), false),
            _ => (at + 1, false),
        };
        if end > at + 1 {
            fill(&mut code, at..end);
            if !is_comment {
                fill(&mut prose, at..end);
            }
        }
        at = end.max(at + 1);
    }
    for byte in code.iter_mut().filter(|byte| !byte.is_ascii()) {
        *byte = b' ';
    }
    (String::from_utf8_lossy(&prose).into_owned(), String::from_utf8_lossy(&code).into_owned())
}

fn fill(bytes: &mut [u8], range: Range<usize>) {
    for byte in bytes.get_mut(range).into_iter().flatten().filter(|byte| **byte != b'\n') {
        *byte = b' ';
    }
}

fn end_of_line(bytes: &[u8], at: usize) -> usize {
    (at..bytes.len()).find(|i| bytes.get(*i) == Some(&b'\n')).unwrap_or(bytes.len())
}

fn end_of_block(bytes: &[u8], at: usize) -> usize {
    let (mut depth, mut i) = (0_usize, at);
    while i < bytes.len() {
        match (bytes.get(i), bytes.get(i + 1)) {
            (Some(b'/'), Some(b'*')) => (depth, i) = (depth + 1, i + 2),
            (Some(b'*'), Some(b'/')) if depth == 1 => return i + 2,
            (Some(b'*'), Some(b'/')) => (depth, i) = (depth - 1, i + 2),
            (_, _) => i += 1,
        }
    }
    bytes.len()
}

fn end_of_string(bytes: &[u8], at: usize) -> usize {
    let mut i = at + 1;
    while let Some(byte) = bytes.get(i) {
        match byte {
            b'\\' => i += 2,
            b'"' => return i + 1,
            _ => i += 1,
        }
    }
    bytes.len()
}

/// The end of `r"..."` or `r#"..."#` that begins here, if one does.
fn end_of_raw(bytes: &[u8], at: usize) -> Option<usize> {
    let before = at.checked_sub(1).and_then(|i| bytes.get(i)).copied().unwrap_or(b' ');
    if is_word(before) && !matches!(before, b'b' | b'c') {
        return None;
    }
    let hashes = bytes.get(at + 1..)?.iter().take_while(|byte| **byte == b'#').count();
    if bytes.get(at + 1 + hashes) != Some(&b'"') {
        return None;
    }
    let close: Vec<u8> = std::iter::once(b'"').chain(std::iter::repeat_n(b'#', hashes)).collect();
    let inside = at + 2 + hashes;
    let found = bytes.get(inside..)?.windows(close.len()).position(|window| window == close);
    Some(found.map_or(bytes.len(), |offset| inside + offset + close.len()))
}

/// The end of a character, or of the tick alone when it begins a lifetime.
fn end_of_char(text: &str, at: usize) -> usize {
    let rest = text.get(at + 1..).unwrap_or_default();
    let mut chars = rest.char_indices();
    match (chars.next(), chars.next()) {
        (Some((_, '\\')), Some((escaped, _))) => {
            let close = rest.get(escaped + 1..).and_then(|tail| tail.find('\''));
            close.map_or(at + 1, |offset| at + 1 + escaped + 1 + offset + 1)
        }
        (Some(_), Some((close, '\''))) => at + 1 + close + 1,
        (_, _) => at + 1,
    }
}

fn is_word(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte == b'_'
}

/// Where items that are compiled for tests only begin and end.
fn test_items(code: &str) -> Vec<Range<usize>> {
    const MARK: &str = "#[cfg(test)]";
    code.match_indices(MARK).map(|(at, _)| at..end_of_item(code, at + MARK.len())).collect()
}

/// The end of the item after `at`: its `;`, or the brace that closes its body.
fn end_of_item(code: &str, at: usize) -> usize {
    let mut nested = 0_i32;
    for (offset, byte) in code.bytes().enumerate().skip(at) {
        match byte {
            b'(' | b'[' => nested += 1,
            b')' | b']' => nested -= 1,
            b';' if nested == 0 => return offset + 1,
            b'{' if nested == 0 => return end_of_body(code, offset),
            _ => {}
        }
    }
    code.len()
}

/// The place after the brace that closes the one at `at`.
fn end_of_body(code: &str, at: usize) -> usize {
    let mut depth = 0_i32;
    for (offset, byte) in code.bytes().enumerate().skip(at) {
        match byte {
            b'{' => depth += 1,
            b'}' if depth == 1 => return offset + 1,
            b'}' => depth -= 1,
            _ => {}
        }
    }
    code.len()
}

/// `#[cfg(test)] mod name;` declares `name`.
fn declared_module(item: &str) -> Option<&str> {
    let rest = item.strip_suffix(';')?;
    let name = rest.rsplit_once("mod ")?.1.trim();
    name.bytes().all(is_word).then_some(name)
}

/// `#[path = "name.rs"]` names a file beside the one that says so.
fn named_file(item: &str) -> Option<&str> {
    item.split_once("#[path = \"")?.1.split('"').next()
}

fn beside(path: &str, file: &str) -> String {
    path.rsplit_once('/').map_or(file.to_owned(), |(folder, _)| format!("{folder}/{file}"))
}

fn files_of_module(parent: &str, name: &str) -> [String; 2] {
    let (folder, file) = parent.rsplit_once('/').unwrap_or(("", parent));
    let folder = match file {
        "lib.rs" | "main.rs" | "mod.rs" => folder.to_owned(),
        other => format!("{folder}/{}", other.trim_end_matches(".rs")),
    };
    [format!("{folder}/{name}.rs"), format!("{folder}/{name}/mod.rs")]
}

/// The functions with a body in blanked text.
pub fn functions(code: &str) -> Vec<Function> {
    let mut found = Vec::new();
    for (at, _) in code.match_indices("fn ") {
        let before = at.checked_sub(1).and_then(|i| code.as_bytes().get(i)).copied().unwrap_or(b' ');
        let rest = code.get(at + 3..).unwrap_or_default().trim_start();
        let name: String = rest.chars().take_while(|c| c.is_ascii_alphanumeric() || *c == '_').collect();
        if is_word(before) || name.is_empty() {
            continue;
        }
        let end = end_of_item(code, at);
        if code.as_bytes().get(end.saturating_sub(1)) == Some(&b'}') {
            let lines = newlines(code.get(at..end).unwrap_or_default()) + 1;
            found.push(Function { name, line: line_of(code, at), lines });
        }
    }
    found
}

/// The line of an offset, counted from 1.
pub fn line_of(text: &str, at: usize) -> usize {
    newlines(text.get(..at).unwrap_or(text)) + 1
}

fn newlines(text: &str) -> usize {
    text.bytes().filter(|byte| *byte == b'\n').count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comments_and_strings_are_told_from_code() {
        let cases = [
            ("let a = \"x // y\"; // z", "let a =         ; // z", "let a =         ;     "),
            ("a /* b /* c */ d */ e", "a /* b /* c */ d */ e", "a                   e"),
            ("r#\"q \" q\"# + 1", "           + 1", "           + 1"),
            ("br\"q\" + b'\\'' + '\"' + x", "b     + b     +     + x", "b     + b     +     + x"),
            ("fn f<'a>(x: &'a str)", "fn f<'a>(x: &'a str)", "fn f<'a>(x: &'a str)"),
            ("\"a\\\"b\" c", "       c", "       c"),
            ("'安' x", "      x", "      x"),
        ];
        for (text, prose, code) in cases {
            assert_eq!(blank(text), (prose.to_owned(), code.to_owned()), "{text}");
            assert_eq!(code.len(), text.len(), "{text}");
        }
    }

    #[test]
    fn what_is_compiled_for_tests_only_is_no_production_code() {
        let text =
            "fn a() { one() }\n#[cfg(test)]\n#[allow(x)]\nmod tests {\n    fn b() { two() }\n}\nfn c() {}\n";
        let files = read(&[("crates/a/src/lib.rs", text)]);
        let production = &files[0].production;
        assert!(production.contains("one") && !production.contains("two") && production.contains("fn c"));
    }

    #[test]
    fn a_module_declared_for_tests_makes_its_file_a_test() {
        let files = read(&[
            ("crates/a/src/lib.rs", "#[cfg(test)]\nmod oracle;\nmod real;"),
            ("crates/a/src/oracle.rs", "fn a() {}"),
            ("crates/a/src/real.rs", "#[cfg(test)]\nmod samples;"),
            ("crates/a/src/real/samples.rs", "fn b() {}"),
            ("crates/a/src/state.rs", "#[cfg(test)]\n#[path = \"state_tests.rs\"]\nmod tests;"),
            ("crates/a/src/state_tests.rs", "fn d() {}"),
            ("crates/a/tests/story.rs", "fn c() {}"),
        ]);
        let tests: Vec<&str> = files.iter().filter(|file| file.is_test).map(|file| file.path).collect();
        let expected = ["src/oracle.rs", "src/real/samples.rs", "src/state_tests.rs", "tests/story.rs"];
        assert_eq!(tests, expected.map(|file| format!("crates/a/{file}")));
    }

    #[test]
    fn functions_are_measured_from_fn_to_their_closing_brace() {
        let code = "trait T { fn no_body(&self, x: [u8; 2]); }\npub async fn a(\n    f: fn (u8),\n) -> [u8; 3] {\n    if x { y }\n}\nfn b() {}\n";
        let found: Vec<(String, usize, usize)> =
            functions(code).into_iter().map(|f| (f.name, f.line, f.lines)).collect();
        assert_eq!(found, [("a".to_owned(), 2, 5), ("b".to_owned(), 7, 1)]);
    }
}
