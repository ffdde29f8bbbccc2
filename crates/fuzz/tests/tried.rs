//! Every target on every input of its corpus, and for a while on changes of them.
//!
//! `ANXING_FUZZ_SECONDS` says for how long (two seconds by default), `ANXING_FUZZ_SEED` from which seed. What breaks a
//! target is in the build folder under its name (`tmp/NAME-running`); put it into the corpus once it is mended.

#![allow(clippy::print_stdout, reason = "how much was tried is told to whoever runs it by hand")]
#![allow(clippy::unwrap_used, reason = "helpers of tests")]

use std::{
    fs,
    panic::{AssertUnwindSafe, catch_unwind},
    path::PathBuf,
    time::{Duration, Instant},
};

use fuzz::{TARGETS, Target, mutate::Mutator};

/// A single input may take so long, on a busy machine without optimisation.
const ONE: Duration = Duration::from_secs(10);
/// What all inputs together may need: far above what any of them should.
const MEMORY_KIB: u64 = 768 * 1024;

fn folder(target: &Target) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("corpus").join(target.name)
}

/// In the order of the names, so that a seed means the same everywhere.
fn corpus(target: &Target) -> Vec<(String, Vec<u8>)> {
    let folder = folder(target);
    let entries = fs::read_dir(&folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
    let mut inputs: Vec<(String, Vec<u8>)> = entries
        .map(|entry| {
            let path = entry.unwrap().path();
            (path.file_name().unwrap().to_string_lossy().into_owned(), fs::read(path).unwrap())
        })
        .collect();
    inputs.sort();
    inputs
}

fn number(name: &str, otherwise: u64) -> u64 {
    std::env::var(name).ok().map_or(otherwise, |text| text.parse().unwrap())
}

/// The most memory that this process ever had, where the system says so.
fn peak_kib() -> u64 {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    line.and_then(|line| line.trim().trim_end_matches(" kB").trim().parse().ok()).unwrap_or(0)
}

/// Runs one input; a panic, a long wait or a heap of memory is told with the file that brings it back.
fn one(target: &Target, name: &str, input: &[u8]) {
    // Written before it is run: a stack that overflows ends the process without another word.
    let found = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(format!("{}-running", target.name));
    fs::write(&found, input).unwrap();
    let before = peak_kib();
    let begun = Instant::now();
    let panicked = catch_unwind(AssertUnwindSafe(|| (target.run)(input))).is_err();
    let took = begun.elapsed();
    let grew = peak_kib().saturating_sub(before);
    if panicked || took > ONE || grew > MEMORY_KIB {
        panic!(
            "{} on {name}: panicked {panicked}, {took:?}, {grew} KiB more; see {}",
            target.name,
            found.display()
        );
    }
}

fn tried(name: &str) {
    let target = fuzz::target(name);
    let inputs = corpus(&target);
    for (name, input) in &inputs {
        one(&target, name, input);
    }
    let seed = number("ANXING_FUZZ_SEED", 1);
    let until = Instant::now() + Duration::from_secs(number("ANXING_FUZZ_SECONDS", 2));
    let mut mutator = Mutator::new(seed, inputs.into_iter().map(|(_, input)| input).collect());
    let mut count = 0_u64;
    while Instant::now() < until {
        let input = mutator.input();
        one(&target, &format!("change {count} of seed {seed}"), &input);
        count += 1;
    }
    // Nothing broke, so nothing has to be kept.
    fs::remove_file(PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(format!("{name}-running"))).unwrap();
    assert!(count > 0, "no time for a single change");
    println!("{name}: {count} changes of seed {seed}");
}

macro_rules! targets {
    ($($name:ident),*) => {
        $(
            #[test]
            fn $name() {
                tried(stringify!($name));
            }
        )*

        /// A target without a test is not tried, a folder without a target is not read.
        #[test]
        fn every_target_has_its_test_and_its_corpus() {
            let names: Vec<&str> = TARGETS.iter().map(|target| target.name).collect();
            assert_eq!(names, [$(stringify!($name)),*]);
            let folders = fs::read_dir(PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("corpus")).unwrap();
            let mut folders: Vec<String> =
                folders.map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned()).collect();
            folders.sort();
            let mut sorted = names.clone();
            sorted.sort_unstable();
            assert_eq!(folders, sorted);
        }
    };
}

targets!(plan, units, csv, xlsx, content, names, json, headers);
