//! `cargo xtask test`: everything that must hold before a change lands.

use clap::ValueEnum;

use crate::{
    Outcome,
    command::{cargo, run},
    console, contract, demo, generated, place,
    postgres::Cluster,
    steps::Steps,
    tidy::{self, Tree},
    tools::{self, Tool},
};

/// The parts of the suite, in the order in which they run: what answers soonest comes first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Part {
    /// rustfmt
    Fmt,
    /// House rules
    Tidy,
    /// Lints, warnings are errors
    Clippy,
    /// All Rust tests; those with a database on SQLite
    Sqlite,
    /// Tests with a database, on a private PostgreSQL
    Postgres,
    /// Every door that strangers use, tried with changed inputs of its corpus
    Fuzz,
    /// The server killed 200 times in the middle of its work, and 2 GiB sent over a line that breaks
    Kills,
    /// Types, unit tests and build of the console
    Console,
    /// The committed OpenAPI document and rights matrix are the server's
    Generated,
    /// Every operation of the OpenAPI document against a live server, as several people
    Contract,
    /// The main journeys in a real browser
    Browser,
}

/// For each target; eight targets share two cores.
const FUZZ_SECONDS: &str = "15";

impl Part {
    /// Its packages come from another registry and its time is minutes, so it is no part of the whole run.
    fn is_asked_for(self) -> bool {
        self == Self::Contract
    }

    fn tools(self) -> &'static [Tool] {
        match self {
            Self::Fmt => &[Tool::Rustfmt],
            Self::Tidy => &[],
            Self::Clippy => &[Tool::Clippy, Tool::Cc],
            Self::Sqlite | Self::Fuzz | Self::Kills | Self::Generated => &[Tool::Cc],
            Self::Postgres => &[Tool::Cc, Tool::Postgres],
            Self::Console => &[Tool::Node, Tool::Npm],
            Self::Contract => &[Tool::Cc, Tool::Python],
            Self::Browser => &[Tool::Cc, Tool::Node, Tool::Npm, Tool::Chromium, Tool::CjkFonts],
        }
    }

    fn run(self, steps: &mut Steps) -> Outcome {
        match self {
            Self::Fmt => steps.step("rustfmt", || run(cargo().args(["fmt", "--all", "--check"]))),
            Self::Tidy => steps.step("house rules", || tidy::run(false)),
            Self::Clippy => steps.step("clippy", || {
                run(cargo().args(["clippy", "--workspace", "--all-targets", "--", "-D", "warnings"]))
            }),
            Self::Sqlite => sqlite(steps),
            Self::Postgres => postgres(steps),
            Self::Fuzz => steps.step("doors tried", || {
                // The same build as before serves; see below.
                let mut tests = if tools::has_nextest() {
                    words(&[
                        "nextest",
                        "run",
                        "--workspace",
                        "--no-fail-fast",
                        "--filterset",
                        "package(fuzz)",
                    ])
                } else {
                    words(&["test", "--workspace", "--test", "tried"])
                };
                run(tests.env("ANXING_FUZZ_SECONDS", FUZZ_SECONDS))
            }),
            Self::Kills => {
                steps.step("200 kills", || {
                    let test = "nothing_acknowledged_is_lost_when_the_server_is_killed";
                    run(one_test(test).env("ANXING_KILLS", "200"))
                })?;
                steps.step("upload of 2 GiB", || {
                    let test = "a_large_file_arrives_although_line_and_server_break_and_memory_does_not_grow";
                    run(one_test(test).env("ANXING_UPLOAD_MIB", "2048"))
                })
            }
            Self::Console => {
                steps.step("console packages", console::install)?;
                steps.step("console types", || console::script("check"))?;
                steps.step("console unit tests", || console::script("test"))?;
                steps.step("console build", console::build)
            }
            Self::Generated => {
                steps.step("server build", demo::build_server)?;
                steps.step("OpenAPI document", || generated::OPENAPI.check())?;
                steps.step("rights matrix", || generated::MATRIX.check())
            }
            Self::Contract => {
                steps.step("server build for the contract", demo::build_server)?;
                steps.step("contract packages", contract::install)?;
                steps.step("contract", contract::check)
            }
            Self::Browser => {
                steps.step("server build for the browser", demo::build_server)?;
                steps.step("console packages for the browser", console::install)?;
                if !console::is_built() {
                    steps.step("console build for the browser", console::build)?;
                }
                steps.step("browser tests", || console::script("test:browser"))
            }
        }
    }
}

/// Runs these parts, or all that need not be asked for by name.
pub fn run_parts(only: &[Part]) -> Outcome {
    let parts: Vec<Part> = Part::value_variants()
        .iter()
        .copied()
        .filter(|part| if only.is_empty() { !part.is_asked_for() } else { only.contains(part) })
        .collect();
    let mut steps = Steps::new();
    let outcome = all(&parts, &mut steps);
    println!("\n{}", steps.summary());
    outcome
}

fn all(parts: &[Part], steps: &mut Steps) -> Outcome {
    steps.step("tools", || {
        let mut tools: Vec<Tool> = Vec::new();
        for tool in parts.iter().flat_map(|part| part.tools()) {
            if !tools.contains(tool) {
                tools.push(*tool);
            }
        }
        tools::provide(&tools)
    })?;
    for part in parts {
        part.run(steps)?;
    }
    Ok(())
}

fn sqlite(steps: &mut Steps) -> Outcome {
    // Compiling is a step of its own, so that the table says where the time goes.
    steps.step("compile tests", || {
        if tools::has_nextest() {
            run(cargo().args(["nextest", "run", "--workspace", "--no-run"]))
        } else {
            run(cargo().args(["test", "--workspace", "--no-run"]))
        }
    })?;
    steps.step("tests on SQLite", || {
        let mut tests = if tools::has_nextest() {
            words(&["nextest", "run", "--workspace", "--no-fail-fast"])
        } else {
            words(&["test", "--workspace", "--no-fail-fast"])
        };
        run(tests.env("ANXING_TEST_ENGINE", "sqlite").env_remove("ANXING_TEST_POSTGRES_URL"))
    })
}

fn postgres(steps: &mut Steps) -> Outcome {
    let packages = tidy::packages_with_database_tests(&Tree::read(&place::root())?)?;
    let mut cluster = None;
    steps.step("private PostgreSQL", || {
        cluster = Some(Cluster::start()?);
        Ok(())
    })?;
    let url = cluster.as_ref().map(Cluster::url).unwrap_or_default();
    steps.step("tests on PostgreSQL", || {
        let mut tests = if tools::has_nextest() {
            // A filter and not `-p`: the same build as before serves, because the same features are asked for.
            let filter: Vec<String> = packages.iter().map(|name| format!("package({name})")).collect();
            let mut tests = words(&["nextest", "run", "--workspace", "--no-fail-fast", "--filterset"]);
            tests.arg(filter.join(" | "));
            tests
        } else {
            words(&["test", "--workspace", "--no-fail-fast"])
        };
        run(tests.env("ANXING_TEST_ENGINE", "postgres").env("ANXING_TEST_POSTGRES_URL", &url))
    })
}

/// What a test prints is what was measured.
fn one_test(name: &str) -> std::process::Command {
    if !tools::has_nextest() {
        let mut tests = words(&["test", "--workspace", name]);
        tests.args(["--", "--nocapture"]);
        return tests;
    }
    // A filter and not `-p`: the same build as before serves, because the same features are asked for.
    let mut tests = words(&["nextest", "run", "--workspace", "--success-output", "final", "--filterset"]);
    tests.arg(format!("test({name})"));
    tests
}

fn words(words: &[&str]) -> std::process::Command {
    let mut cargo = cargo();
    cargo.args(words);
    cargo
}
