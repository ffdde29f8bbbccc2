//! The contract tried from outside: schemathesis reads the OpenAPI document of a live server and sends what it allows, and
//! what it does not.

use std::fs;

use crate::{
    Outcome,
    command::{program, run},
    place,
};

/// For each person; the whole part is done in four times that.
const SECONDS: &str = "25";
const FOLDER: &str = "xtask/contract";

/// The packages of `requirements.txt`, pinned with everything below them, in a place of their own.
pub fn install() -> Outcome {
    let root = place::root();
    let wanted = root.join(FOLDER).join("requirements.txt");
    let lock = fs::read(&wanted).map_err(|error| format!("{}: {error}", wanted.display()))?;
    let place = root.join("target/contract");
    let stamp = place.join(".installed-from");
    if fs::read(&stamp).is_ok_and(|installed| installed == lock) {
        println!("The packages of {FOLDER} are the ones of its requirements.txt.");
        return Ok(());
    }
    run(program("python3").args(["-m", "venv", "--clear"]).arg(&place))?;
    let pip =
        ["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-deps", "--requirement"];
    run(program(place.join("bin/python")).args(pip).arg(&wanted))?;
    fs::write(&stamp, lock).map_err(|error| format!("{}: {error}", stamp.display()))
}

/// Starts a server of its own and tries every operation as several people.
pub fn check() -> Outcome {
    let root = place::root();
    let mut command = program(root.join("target/contract/bin/python"));
    command.arg(root.join(FOLDER).join("run.py")).arg(place::anxing()).arg(&root).arg(SECONDS);
    // Nothing of what Python compiles belongs beside the sources.
    run(command.env("PYTHONDONTWRITEBYTECODE", "1"))
}
