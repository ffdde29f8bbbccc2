//! Measures the released server from outside: `cargo xtask bench`. No test: a busy machine changes the figures, so people
//! read them.
//!
//! Nouns: a [`report::Case`] (what is measured), a [`load::Bounds`] (how long), a [`town::Town`] (the authority that is
//! measured), the [`meter::Meter`] (CPU of the server, of the load and of others), the floor (what nothing can be faster
//! than).
//!
//! Invariants
//! * The server under load is the program that people install, in a process of its own, with its defaults.
//! * Everything runs on loopback, is bounded in number and time, and ends with this process.
//! * What is measured was asked through the API by somebody who is logged in.
//!
//! Deliberately absent: thresholds. The targets are in `docs/performance.md`, beside what was reached.

#![allow(clippy::print_stdout, clippy::print_stderr, reason = "a command for people at a terminal")]

mod cases;
mod client;
mod floor;
mod load;
mod meter;
mod process;
mod report;
mod town;

use std::{path::PathBuf, process::ExitCode};

use cases::{Bench, dropped, limits, pure, reads, start, writes};
use clap::{Parser, Subcommand, ValueEnum};
use report::Case;
use town::{SIZES, Size};

/// What stopped a case, as a sentence for the person at the terminal.
pub type Outcome<T> = Result<T, String>;

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Which {
    /// A bare "hello", raw commits and the floor
    Limits,
    /// Create and send, with a picture, accept, record
    Writes,
    /// Lists, counts, the board, the province's table
    Reads,
    /// Units × duties become obligations
    Compile,
    /// 100,000 rows out and in
    Xlsx,
    /// Start to ready, idle memory
    Start,
    /// Clients that vanish in the middle of an upload
    Dropped,
}

#[derive(Parser)]
#[command(about = "Measures the released server from outside", version)]
struct Args {
    /// All when none is named
    cases: Vec<Which>,
    /// Only these sizes: 1x, 10x, 148x (a million obligations)
    #[arg(long, value_delimiter = ',', default_value = "1x,148x")]
    sizes: Vec<String>,
    /// Seconds of each load
    #[arg(long, default_value_t = 8)]
    seconds: u64,
    /// An empty PostgreSQL database for the writes, instead of SQLite
    #[arg(long)]
    database_url: Option<String>,
    /// The released program; the one beside this by default
    #[arg(long)]
    anxing: Option<PathBuf>,
    /// Where made towns are kept
    #[arg(long, default_value = "target/bench")]
    root: PathBuf,
    #[command(subcommand)]
    own: Option<Own>,
}

/// What this program is to itself, in processes of their own.
#[derive(Subcommand)]
enum Own {
    #[command(hide = true)]
    Floor { data: PathBuf },
    #[command(name = "own-xlsx", hide = true)]
    Spreadsheet { data: PathBuf },
    #[command(name = "own-compile", hide = true)]
    Compiler { size: String },
}

fn main() -> ExitCode {
    let args = Args::parse();
    let outcome = match &args.own {
        Some(Own::Spreadsheet { data }) => pure::xlsx(data),
        Some(Own::Compiler { size }) => {
            sizes(std::slice::from_ref(size)).and_then(|sizes| sizes.into_iter().try_for_each(pure::compile))
        }
        Some(Own::Floor { data }) => tokio::runtime::Runtime::new()
            .map_err(|error| error.to_string())
            .and_then(|runtime| runtime.block_on(floor::serve(data))),
        None => in_one_thread(&args),
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(trouble) => {
            eprintln!("{trouble}");
            ExitCode::FAILURE
        }
    }
}

/// The clients share one thread: on a machine with two cores the server keeps the other.
fn in_one_thread(args: &Args) -> Outcome<()> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    let runtime = runtime.map_err(|error| error.to_string())?;
    tokio::task::LocalSet::new().block_on(&runtime, async {
        tokio::select! {
            outcome = run(args) => outcome,
            // The servers of a case end as the case is dropped.
            () = asked_to_stop() => Err("ended by a signal".to_owned()),
        }
    })
}

async fn asked_to_stop() {
    use tokio::signal::unix::{SignalKind, signal};
    match (signal(SignalKind::interrupt()), signal(SignalKind::terminate())) {
        (Ok(mut interrupt), Ok(mut terminate)) => {
            tokio::select! { _ = interrupt.recv() => {}, _ = terminate.recv() => {} }
        }
        // Without signals the machine ends us and what we started in its own way.
        _ => std::future::pending::<()>().await,
    }
}

fn sizes(names: &[String]) -> Outcome<Vec<Size>> {
    let of = |name: &String| SIZES.into_iter().find(|size| size.name == name);
    names.iter().map(|name| of(name).ok_or(format!("{name}: sizes are 1x, 10x, 148x"))).collect()
}

async fn run(args: &Args) -> Outcome<()> {
    let this = std::env::current_exe().map_err(|error| error.to_string())?;
    let bench = Bench {
        anxing: args.anxing.clone().unwrap_or_else(|| this.with_file_name("anxing")),
        root: args.root.clone(),
        seconds: args.seconds,
        database: args.database_url.clone(),
    };
    let sizes = sizes(&args.sizes)?;
    let wanted = if args.cases.is_empty() { Which::value_variants() } else { &args.cases };
    for which in wanted {
        match which {
            Which::Limits => limits::run(&bench).await?,
            Which::Writes => {
                for size in &sizes {
                    writes_beside_the_limit(&bench, *size).await?;
                }
            }
            Which::Reads => {
                for size in &sizes {
                    reads::run(&bench, *size).await?;
                }
            }
            Which::Start => {
                for size in &sizes {
                    start::run(&bench, *size).await?;
                }
            }
            Which::Dropped => dropped::run(&bench, SIZES[0]).await?,
            Which::Compile => {
                for size in &sizes {
                    own(&this, &["own-compile", size.name])?;
                }
            }
            Which::Xlsx => {
                let folder = bench.scratch()?;
                own(&this, &["own-xlsx", &folder.path().display().to_string()])?;
            }
        }
    }
    Ok(())
}

/// PostgreSQL is compared with its own raw rate in the same run.
async fn writes_beside_the_limit(bench: &Bench, size: Size) -> Outcome<()> {
    if let Some(url) = &bench.database {
        const CLIENTS: i64 = 16;
        let raw =
            limits::raw(bench, "limit: raw inserts, PostgreSQL, 16 clients", Some(url), CLIENTS).await?;
        Case("limit: raw inserts, PostgreSQL, 16 clients")
            .say("40 % of it", format_args!("{:.0}/s", raw * 0.4));
    }
    writes::run(bench, size).await
}

fn own(this: &std::path::Path, words: &[&str]) -> Outcome<()> {
    let status = std::process::Command::new(this).args(words).status().map_err(|error| error.to_string())?;
    if status.success() { Ok(()) } else { Err(format!("{}: {status}", words.join(" "))) }
}
