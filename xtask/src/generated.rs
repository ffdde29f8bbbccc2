//! Files that the product writes about itself, committed so that a change is seen in review.

use std::fs;

use crate::{
    Outcome,
    command::{output, program},
    demo, place,
};

pub struct Generated {
    file: &'static str,
    /// The command of `anxing` that prints it.
    command: &'static str,
    /// How to write it anew.
    again: &'static str,
}

pub const OPENAPI: Generated =
    Generated { file: "openapi/console.json", command: "openapi", again: "cargo xtask openapi" };
pub const MATRIX: Generated =
    Generated { file: "docs/rights-matrix.txt", command: "rights", again: "cargo xtask matrix" };

impl Generated {
    /// Builds the server, then writes the file or compares it.
    pub fn bring(&self, check: bool) -> Outcome {
        demo::build_server()?;
        if check { self.check() } else { self.write() }
    }

    fn write(&self) -> Outcome {
        let file = place::root().join(self.file);
        let fresh = self.printed()?;
        if fs::read_to_string(&file).is_ok_and(|committed| committed == fresh) {
            println!("{} is up to date.", self.file);
            return Ok(());
        }
        if let Some(folder) = file.parent() {
            fs::create_dir_all(folder).map_err(|e| e.to_string())?;
        }
        fs::write(&file, fresh).map_err(|e| format!("{}: {e}", self.file))?;
        println!("{} is written anew; read the difference before you commit it.", self.file);
        Ok(())
    }

    /// # Errors
    /// The first line that differs, and the command that writes the file anew.
    pub fn check(&self) -> Outcome {
        let fresh = self.printed()?;
        let committed = fs::read_to_string(place::root().join(self.file)).unwrap_or_default();
        match first_difference(&committed, &fresh) {
            None => Ok(()),
            Some((line, old, new)) => Err(format!(
                "{} is stale from line {line}:\n  committed: {old}\n  now:       {new}\n`{}` writes it anew",
                self.file, self.again
            )),
        }
    }

    fn printed(&self) -> Outcome<String> {
        let mut text = output(program(place::anxing()).arg(self.command))?;
        // Editors and git want a last line that ends.
        if !text.ends_with('\n') {
            text.push('\n');
        }
        Ok(text)
    }
}

/// Number (from 1), old and new text of the first line that differs; a missing line is told as such.
fn first_difference<'t>(old: &'t str, new: &'t str) -> Option<(usize, &'t str, &'t str)> {
    const NONE: &str = "(no such line)";
    let (mut old, mut new) = (old.lines(), new.lines());
    let mut number = 0;
    loop {
        number += 1;
        match (old.next(), new.next()) {
            (None, None) => return None,
            (one, other) if one == other => {}
            (one, other) => return Some((number, one.unwrap_or(NONE), other.unwrap_or(NONE))),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::first_difference;

    #[test]
    fn the_first_difference_is_found_wherever_it_is() {
        let cases = [
            ("a\nb\n", "a\nb\n", None),
            ("a\nb\n", "a\nc\n", Some((2, "b", "c"))),
            ("a\n", "a\nb\n", Some((2, "(no such line)", "b"))),
            ("a\nb\n", "a\n", Some((2, "b", "(no such line)"))),
            ("", "", None),
        ];
        for (old, new, expected) in cases {
            assert_eq!(first_difference(old, new), expected);
        }
    }
}
