//! The console is embedded from `console/dist`, which its own build makes. The folder has to be there when this crate is
//! compiled, and a console that was built afterwards has to come into the binary.

use std::{fs, path::Path};

fn main() {
    let built = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../console/dist");
    // An empty folder answers as a console that is not built; without the folder no later build would be noticed.
    if let Err(error) = fs::create_dir_all(&built) {
        println!("cargo::warning={} cannot be made: {error}", built.display());
    }
    println!("cargo::rerun-if-changed={}", built.display());
}
