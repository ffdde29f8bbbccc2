//! What a stranger may send, tried with anything: one function for each door, which panics when something is wrong behind
//! it.
//!
//! Nouns: a [`Target`] (a door with its name), the *corpus* (inputs worth starting from, kept in the folder of the target's
//! name: whatever was found once stays there), a [`mutate::Mutator`] (makes new inputs of old ones).
//!
//! Invariants
//! * A target is a function of bytes. What it needs besides is made once and is the same every time.
//! * A target checks more than that nothing panics: what was taken can be written and read again, what was refused was
//!   refused in the one form of a refusal.
//! * The same functions are run by the suite (corpus and seeded changes of it, on every build) and by `cargo xtask fuzz`
//!   (led by coverage, as long as one likes).
//!
//! Deliberately absent: a crate of its own for the coverage-led run, which `cargo xtask fuzz` writes into the build folder
//! so that its versions are always those of `Cargo.lock`.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a target reports by a panic")]

mod api;
mod evidence;
pub mod mutate;
mod plans;
mod tables;

/// One door.
#[derive(Clone, Copy)]
pub struct Target {
    pub name: &'static str,
    pub run: fn(&[u8]),
}

/// Every target. A new one gets a folder of its name in `corpus` and a test of its name in `tests/tried.rs`.
pub const TARGETS: [Target; 8] = [
    Target { name: "plan", run: plans::plan },
    Target { name: "units", run: plans::units },
    Target { name: "csv", run: tables::csv },
    Target { name: "xlsx", run: tables::xlsx },
    Target { name: "content", run: evidence::content },
    // File names, ranges and whatever else is a line of text about an upload; the metadata of resumable uploads too.
    Target { name: "names", run: evidence::names },
    Target { name: "json", run: api::json },
    Target { name: "headers", run: api::headers },
];

/// The target of a name.
///
/// # Panics
/// When there is none.
#[must_use]
pub fn target(name: &str) -> Target {
    *TARGETS.iter().find(|target| target.name == name).unwrap_or_else(|| panic!("there is no target {name}"))
}
