//! `cargo xtask demo`: from a fresh clone to a served campaign.

use std::{ffi::OsString, os::unix::process::CommandExt};

use crate::{
    Outcome,
    command::{cargo, program, run},
    console, place,
    tools::{self, Tool},
};

pub fn run_with(rest: &[OsString]) -> Outcome {
    let asks_for_help = rest.iter().any(|word| word == "--help" || word == "-h");
    if console::is_built() || asks_for_help {
        tools::provide(&[Tool::Cc])?;
    } else {
        tools::provide(&[Tool::Cc, Tool::Node, Tool::Npm])?;
        println!("Building the console (the first time takes a minute) ...");
        console::install()?;
        console::build()?;
    }
    println!("Building the server (the first time takes some minutes) ...");
    build_server()?;
    // The server takes our place, so that Ctrl-C and signals reach it and nobody else.
    let trouble = program(place::anxing()).arg("demo").args(rest).exec();
    Err(format!("{}: cannot be started: {trouble}", place::anxing().display()))
}

/// For the whole workspace and not for one crate: otherwise the dependencies' features differ from those of the test
/// run, and everything is compiled twice.
pub fn build_server() -> Outcome {
    run(cargo().args(["build", "--workspace", "--bin", "anxing"]))
}
