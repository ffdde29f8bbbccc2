//! `cargo xtask rehearse`: many seeds one after the other; those that find a difference are kept.

use std::{fs, io::Write as _};

use crate::{
    Outcome,
    command::{program, run},
    demo, place,
};

/// More cities only cost more password hashes; the mixes come from the seeds.
const CITIES: &str = "3";

/// Plays `seeds` seeds from `first` on. Every failing one is kept with its line in `target/rehearsal-failed.txt`.
pub fn many(seeds: u64, first: u64) -> Outcome {
    demo::build_server()?;
    let mut failed = Vec::new();
    for seed in first..first.saturating_add(seeds) {
        let number = seed.to_string();
        let mut command = program(place::anxing());
        command.args([
            "rehearse",
            "plans/liaoning-2021/plan.yaml",
            "--units",
            "plans/liaoning-2021/units.csv",
        ]);
        command.args(["--cities", CITIES, "--seed", &number]);
        if let Err(trouble) = run(&mut command) {
            failed.push(seed);
            keep(&trouble)?;
        }
    }
    if failed.is_empty() {
        return Ok(());
    }
    Err(format!("these seeds found a difference, see target/rehearsal-failed.txt: {failed:?}"))
}

fn keep(line: &str) -> Outcome {
    let file = place::root().join("target/rehearsal-failed.txt");
    let opened = fs::OpenOptions::new().create(true).append(true).open(&file);
    opened
        .and_then(|mut file| writeln!(file, "{line}"))
        .map_err(|error| format!("{}: {error}", file.display()))
}
