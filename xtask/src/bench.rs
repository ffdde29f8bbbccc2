//! `cargo xtask bench`: builds the released program and what measures it, and hands over the terminal.

use std::{ffi::OsString, os::unix::process::CommandExt};

use crate::{
    Outcome,
    command::{cargo, program, run},
    place,
    tools::{self, Tool},
};

pub fn run_with(rest: &[OsString]) -> Outcome {
    tools::provide(&[Tool::Cc])?;
    println!("Building the released server (the first time takes some minutes) ...");
    // Not the whole workspace: what only tests switch on must not be in what is measured.
    run(cargo().args(["build", "--release", "-p", "anxing", "-p", "bench"]))?;
    let bench = place::released("anxing-bench");
    let trouble = program(&bench).args(rest).exec();
    Err(format!("{}: cannot be started: {trouble}", bench.display()))
}
