//! `cargo xtask rehearse`: many seeds one after the other; those that find a difference are made shorter and kept.

use std::{fs, io::Write as _, path::PathBuf, process::Command};

use crate::{
    Outcome,
    command::{output, program},
    demo, place,
};

/// More cities only cost more password hashes; the mixes come from the seeds.
const CITIES: &str = "3";

/// Every so many seeds one is played against a server that is killed.
const KILLED_EVERY: u64 = 5;

fn faults(seed: u64) -> &'static str {
    if seed.is_multiple_of(KILLED_EVERY) { "many" } else { "some" }
}

/// Plays `seeds` seeds from `first` on. Every failing one is kept with its lines in `target/rehearsal-failed.txt`.
///
/// # Errors
/// Which seeds found a difference.
pub fn many(seeds: u64, first: u64) -> Outcome {
    demo::build_server()?;
    let mut failed = Vec::new();
    for seed in first..first.saturating_add(seeds) {
        match output(&mut command(seed)) {
            Ok(said) => println!("{}", said.lines().next().unwrap_or_default()),
            Err(told) => {
                println!("{told}");
                failed.push(seed);
                keep(seed, &told)?;
            }
        }
    }
    if failed.is_empty() {
        return Ok(());
    }
    Err(format!("these seeds found a difference, see target/rehearsal-failed.txt: {failed:?}"))
}

fn command(seed: u64) -> Command {
    let mut command = program(place::anxing());
    command.args(["rehearse", "plans/liaoning-2021/plan.yaml", "--units", "plans/liaoning-2021/units.csv"]);
    command.args(["--cities", CITIES, "--seed", &seed.to_string(), "--faults", faults(seed), "--shorten"]);
    command
}

fn keep(seed: u64, told: &str) -> Outcome {
    let file: PathBuf = place::root().join("target/rehearsal-failed.txt");
    let opened = fs::OpenOptions::new().create(true).append(true).open(&file);
    opened
        .and_then(|mut file| writeln!(file, "seed {seed}\n{told}\n"))
        .map_err(|error| format!("{}: {error}", file.display()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn some_seeds_are_played_against_a_server_that_is_killed() {
        let many = (1..=20).filter(|seed| faults(*seed) == "many").count();
        assert_eq!(many, 4);
    }
}
