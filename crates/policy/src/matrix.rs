//! The whole table as text that people review: `docs/rights-matrix.txt`.

use std::fmt::Write as _;

use crate::{Policy, Reach, Role};

impl Policy {
    /// One line per action, one column per role. `.` is no, `own` the post's unit, `tree` the unit and everything
    /// under it, `below` only what is under it, `all` the whole authority.
    #[must_use]
    pub fn matrix(&self) -> String {
        let mut out = String::new();
        let _ = write!(out, "{:<28}", "action");
        for role in Role::ALL {
            let _ = write!(out, "{:<16}", role.key());
        }
        out.push('\n');
        for (action, rules) in &self.rules {
            let mut line = format!("{action:<28}");
            for role in Role::ALL {
                let mut words: Vec<&str> =
                    rules.iter().filter(|rule| rule.role == role).map(|rule| word(rule.reach)).collect();
                words.sort_unstable();
                words.dedup();
                let cell = if words.is_empty() { ".".to_owned() } else { words.join("+") };
                let _ = write!(line, "{cell:<16}");
            }
            out.push_str(line.trim_end());
            out.push('\n');
        }
        out
    }
}

fn word(reach: Reach) -> &'static str {
    match reach {
        Reach::Own => "own",
        Reach::OwnAndBelow => "tree",
        Reach::Below => "below",
        Reach::Everywhere => "all",
    }
}
