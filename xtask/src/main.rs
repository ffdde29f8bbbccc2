//! The project's own commands: `cargo xtask demo`, `test`, `shots`, `rehearse`, `fuzz`, `bench`, `tidy`, `openapi`, `matrix`.
//!
//! Nouns: [`steps::Steps`] (what runs one after the other, timed), [`tools::Tool`] (what must be on the machine),
//! [`postgres::Cluster`] (a private server for one run), [`tidy::Finding`] (a broken house rule).
//!
//! Deliberately absent: dependencies on the product's crates, so that this builds in seconds and works while they are
//! broken, and anything that changes a file without being asked to.

#![allow(
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a command for people at a terminal: printing is its work"
)]

mod bench;
mod command;
mod console;
mod contract;
mod demo;
mod fuzz;
mod generated;
mod place;
mod postgres;
mod rehearse;
mod shots;
mod steps;
mod suite;
mod tidy;
mod tools;

use std::{ffi::OsString, process::ExitCode};

use clap::{Parser, Subcommand};

/// What stopped a command, as a sentence for the person at the terminal.
pub type Outcome<T = ()> = Result<T, String>;

#[derive(Parser)]
#[command(name = "cargo xtask", bin_name = "cargo xtask", about = "The project's own commands", version)]
struct Args {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Build console and server, then serve a campaign that is alive; arguments go to `anxing demo`
    #[command(disable_help_flag = true)]
    Demo {
        #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
        rest: Vec<OsString>,
    },
    /// Run everything that must hold, on both engines and in a real browser
    Test {
        /// Only these steps, in the usual order
        #[arg(long, value_enum, value_delimiter = ',')]
        only: Vec<suite::Part>,
    },
    /// Play many seeds of a campaign and keep those that find a difference
    Rehearse {
        #[arg(long, default_value_t = 100)]
        seeds: u64,
        #[arg(long, default_value_t = 1)]
        from_seed: u64,
    },
    /// Try the doors that strangers use, led by coverage; what breaks one is kept in target/fuzz/found
    Fuzz {
        /// For each target
        #[arg(long, default_value_t = 60)]
        seconds: u64,
        /// All of them when left out
        targets: Vec<String>,
    },
    /// Measure the released server; arguments are cases and go to `anxing-bench`
    #[command(disable_help_flag = true)]
    Bench {
        #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
        rest: Vec<OsString>,
    },
    /// Take the pictures of docs/screens again, at both widths and in both themes
    Shots,
    /// Check the house rules
    Tidy {
        /// Lower the listed lengths of long functions to what they are now; never raises one
        #[arg(long)]
        tighten: bool,
    },
    /// Write openapi/console.json from the server's own routes
    Openapi {
        /// Write nothing; fail when the file is stale
        #[arg(long)]
        check: bool,
    },
    /// Write docs/rights-matrix.txt from the rights table
    Matrix {
        /// Write nothing; fail when the file is stale
        #[arg(long)]
        check: bool,
    },
}

fn main() -> ExitCode {
    let outcome = match Args::parse().command {
        Command::Demo { rest } => demo::run_with(&rest),
        Command::Test { only } => suite::run_parts(&only),
        Command::Rehearse { seeds, from_seed } => rehearse::many(seeds, from_seed),
        Command::Fuzz { seconds, targets } => fuzz::led(seconds, &targets),
        Command::Bench { rest } => bench::run_with(&rest),
        Command::Shots => shots::take(),
        Command::Tidy { tighten } => tidy::run(tighten),
        Command::Openapi { check } => generated::OPENAPI.bring(check),
        Command::Matrix { check } => generated::MATRIX.bring(check),
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(trouble) => {
            eprintln!("\n{trouble}");
            ExitCode::FAILURE
        }
    }
}
