//! The files that people wrote, as one value: rules are pure functions of it.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::Path,
};

use super::rust_text::{self, Rust};
use crate::Outcome;

/// Folders that hold no file that a person wrote.
const SKIPPED_NAMES: [&str; 4] = [".git", "target", "node_modules", "dist"];
/// What runs leave behind, at the root only.
const SKIPPED_PATHS: [&str; 2] = ["data", "console/test-results"];
const TEXT_BYTES_MAX: u64 = 2_000_000;

#[derive(Default)]
pub struct Tree {
    /// Path from the root, with `/`, to text. Pictures and the like are in `others`.
    texts: BTreeMap<String, String>,
    others: BTreeSet<String>,
}

impl Tree {
    pub fn read(root: &Path) -> Outcome<Self> {
        let mut tree = Self::default();
        tree.walk(root, "")?;
        Ok(tree)
    }

    fn walk(&mut self, folder: &Path, inside: &str) -> Outcome {
        let trouble = |e: std::io::Error| format!("{}: {e}", folder.display());
        for entry in fs::read_dir(folder).map_err(trouble)? {
            let entry = entry.map_err(trouble)?;
            let name = entry.file_name().to_string_lossy().into_owned();
            let path = if inside.is_empty() { name.clone() } else { format!("{inside}/{name}") };
            // A file can go away between the listing and here: an editor's or a test's.
            let Ok(metadata) = fs::symlink_metadata(entry.path()) else { continue };
            if metadata.is_dir() {
                if !SKIPPED_NAMES.contains(&name.as_str()) && !SKIPPED_PATHS.contains(&path.as_str()) {
                    self.walk(&entry.path(), &path)?;
                }
                continue;
            }
            let text =
                (metadata.len() <= TEXT_BYTES_MAX).then(|| fs::read_to_string(entry.path()).ok()).flatten();
            match text {
                Some(text) => {
                    self.texts.insert(path, text);
                }
                None => {
                    self.others.insert(path);
                }
            }
        }
        Ok(())
    }

    #[cfg(test)]
    pub fn of(files: &[(&str, &str)]) -> Self {
        let texts = files.iter().map(|(path, text)| ((*path).to_owned(), (*text).to_owned())).collect();
        Self { texts, others: BTreeSet::new() }
    }

    pub fn len(&self) -> usize {
        self.texts.len() + self.others.len()
    }

    pub fn text(&self, path: &str) -> Option<&str> {
        self.texts.get(path).map(String::as_str)
    }

    /// Every text with its path.
    pub fn texts(&self) -> impl Iterator<Item = (&str, &str)> {
        self.texts.iter().map(|(path, text)| (path.as_str(), text.as_str()))
    }

    /// True for a file and for a folder that holds one.
    pub fn exists(&self, path: &str) -> bool {
        let path = path.trim_end_matches('/');
        let inside = format!("{path}/");
        let holds = |first: Option<&String>| first.is_some_and(|found| found.starts_with(&inside));
        self.texts.contains_key(path)
            || self.others.contains(path)
            || holds(self.texts.range(inside.clone()..).next().map(|(found, _)| found))
            || holds(self.others.range(inside.clone()..).next())
    }

    /// True when some file, anywhere, has this name.
    pub fn has_name(&self, name: &str) -> bool {
        self.texts.keys().chain(&self.others).any(|path| path.rsplit('/').next() == Some(name))
    }

    /// The hand-written Rust files, split into what runs and what tests.
    pub fn rust(&self) -> Vec<Rust<'_>> {
        let files: Vec<(&str, &str)> =
            self.texts().filter(|(path, text)| path.ends_with(".rs") && !is_generated(text)).collect();
        rust_text::read(&files)
    }
}

/// Files that a program wrote say so at their top.
pub fn is_generated(text: &str) -> bool {
    const LINES: usize = 6;
    let marks = [concat!("@gen", "erated"), concat!("auto-gen", "erated"), concat!("Do not ed", "it")];
    text.lines().take(LINES).any(|line| marks.iter().any(|mark| line.contains(mark)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folders_exist_through_their_files() {
        let tree = Tree::of(&[("docs/a/b.md", ""), ("docs-old/c.md", "")]);
        let cases =
            [("docs", true), ("docs/a/", true), ("docs/a/b.md", true), ("docs/b.md", false), ("doc", false)];
        for (path, expected) in cases {
            assert_eq!(tree.exists(path), expected, "{path}");
        }
        assert!(tree.has_name("c.md") && !tree.has_name("d.md"));
    }
}
