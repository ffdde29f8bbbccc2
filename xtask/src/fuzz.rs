//! `cargo xtask fuzz`: the targets of `crates/fuzz` led by coverage.
//!
//! libFuzzer comes as sources with the crate `libfuzzer-sys`; what it needs of the compiler (counters at every edge) is a
//! pass of LLVM that the stable compiler has too, so neither a nightly toolchain nor a further program is installed. The
//! package that ties them together is written into the build folder and takes the versions of our own `Cargo.lock`.

use std::{
    fs,
    path::{Path, PathBuf},
};

use crate::{
    Outcome,
    command::{cargo, program, run},
    place,
    tools::{self, Tool},
};

const LIBFUZZER: &str = "0.4.13";
/// Counters at every edge, and where each of them is; without a sanitizer, which the stable compiler does not have.
const FLAGS: &str = "-Cpasses=sancov-module -Cllvm-args=-sanitizer-coverage-level=3 \
    -Cllvm-args=-sanitizer-coverage-inline-8bit-counters -Cllvm-args=-sanitizer-coverage-pc-table \
    -Cllvm-args=-sanitizer-coverage-trace-compares -Ccodegen-units=1 -Cdebug-assertions --cfg fuzzing";
/// One input may take so long and so much.
const LIMITS: [&str; 3] = ["-timeout=20", "-rss_limit_mb=2048", "-max_len=65536"];

/// Runs these targets, or all of them, each for so many seconds.
///
/// # Errors
/// The first target that breaks; its input is in `target/fuzz/found`.
pub fn led(seconds: u64, targets: &[String]) -> Outcome {
    tools::provide(&[Tool::Cc, Tool::Cxx])?;
    let known = names()?;
    if let Some(unknown) = targets.iter().find(|target| !known.contains(target)) {
        return Err(format!("there is no target {unknown}; there are: {}", known.join(", ")));
    }
    let chosen = if targets.is_empty() { &known[..] } else { targets };
    let home = place::root().join("target/fuzz");
    write_package(&home.join("package"), chosen)?;
    let mut build = cargo();
    build.args(["build", "--manifest-path"]).arg(home.join("package/Cargo.toml"));
    // Programs that run while building are not led by anything: a target of our own keeps the flags away from them.
    build.args(["--target", &host()?]);
    build.env("CARGO_TARGET_DIR", home.join("build")).env("RUSTFLAGS", FLAGS);
    run(&mut build)?;
    for target in chosen {
        one(&home, target, seconds)?;
    }
    Ok(())
}

fn one(home: &Path, target: &str, seconds: u64) -> Outcome {
    let (learnt, found) = (home.join("learnt").join(target), home.join("found"));
    for folder in [&learnt, &found] {
        fs::create_dir_all(folder).map_err(|error| format!("{}: {error}", folder.display()))?;
    }
    let mut fuzz = program(home.join("build").join(host()?).join("debug").join(target));
    // What is learnt stays in the build folder; what is worth keeping is put into the corpus by hand.
    fuzz.arg(&learnt).arg(corpus().join(target));
    fuzz.arg(format!("-max_total_time={seconds}"))
        .arg(format!("-artifact_prefix={}/{target}-", found.display()));
    fuzz.args(LIMITS).arg("-print_final_stats=1");
    run(&mut fuzz)
}

fn corpus() -> PathBuf {
    place::root().join("crates/fuzz/corpus")
}

/// A folder of the corpus is a target.
fn names() -> Outcome<Vec<String>> {
    let folder = corpus();
    let entries = fs::read_dir(&folder).map_err(|error| format!("{}: {error}", folder.display()))?;
    let mut names: Vec<String> =
        entries.flatten().map(|entry| entry.file_name().to_string_lossy().into_owned()).collect();
    names.sort();
    Ok(names)
}

fn write_package(folder: &Path, targets: &[String]) -> Outcome {
    let programs = folder.join("src/bin");
    let put = |path: PathBuf, text: String| {
        // Written only when it changes, so that nothing is built again for nothing.
        if fs::read_to_string(&path).is_ok_and(|there| there == text) {
            return Ok(());
        }
        fs::write(&path, text).map_err(|error| format!("{}: {error}", path.display()))
    };
    // Programs of an earlier choice would be built as well.
    let _ = fs::remove_dir_all(&programs);
    fs::create_dir_all(&programs).map_err(|error| format!("{}: {error}", programs.display()))?;
    let ours = place::root().join("crates/fuzz");
    put(
        folder.join("Cargo.toml"),
        format!(
            "[package]\nname = \"led\"\nversion = \"0.0.0\"\nedition = \"2024\"\npublish = false\n\n[workspace]\n\n\
             [dependencies]\nfuzz = {{ path = {:?} }}\nlibfuzzer-sys = \"={LIBFUZZER}\"\n\n\
             [profile.dev]\nopt-level = 1\ndebug = false\nincremental = false\n",
            ours.display().to_string()
        ),
    )?;
    for target in targets {
        let text = format!(
            "#![no_main]\nlibfuzzer_sys::fuzz_target!(|bytes: &[u8]| (fuzz::target({target:?}).run)(bytes));\n"
        );
        put(programs.join(format!("{target}.rs")), text)?;
    }
    let lock = fs::read_to_string(place::root().join("Cargo.lock"))
        .map_err(|error| format!("Cargo.lock: {error}"))?;
    let stamp = folder.join("Cargo.lock.ours");
    if fs::read_to_string(&stamp).is_ok_and(|there| there == lock) {
        return Ok(());
    }
    put(folder.join("Cargo.lock"), lock.clone())?;
    put(stamp, lock)
}

/// The machine for which the compiler builds when nobody says otherwise.
fn host() -> Outcome<String> {
    let said = crate::command::output(program("rustc").arg("-vV"))?;
    let host = said.lines().find_map(|line| line.strip_prefix("host: "));
    host.map(str::to_owned).ok_or_else(|| "rustc does not say for which machine it builds".to_owned())
}
