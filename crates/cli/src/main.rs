//! `anxing`: the one binary. Every command is a thin shell over a crate.
//!
//! Nouns: a *command* (one file each), the *place* (folder, settings and database of an installation), *trouble* (why a
//! command could not be carried out, in words for the person at the terminal).
//!
//! Invariants
//! * Exit codes mean the same everywhere: 0 fine, 1 the answer is no, 2 it could not be carried out.
//! * What is printed for programs (`--format json`, the document, the matrix) goes to standard output alone.
//! * Nobody reading any more is no failure: everything is written through `out`.
//!
//! Deliberately absent: rules of the trade, and every way to the data that does not leave an audit entry.

mod args;
mod audit;
mod backup;
mod calendar;
mod database;
mod demo;
mod doctor;
mod file;
mod out;
mod place;
mod plan;
mod rehearse;
mod serve;
mod tour;
mod user;

use std::process::ExitCode;

use clap::Parser;

use args::{Args, AuditCommand, Command};

/// Also for the C code of SQLite, which allocates for every value that it hands over.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// Exit codes: 0 fine, 1 the answer is no (problems were found), 2 the command could not be carried out.
#[tokio::main]
async fn main() -> ExitCode {
    let args = Args::parse();
    let outcome = match args.command {
        Command::Plan(command) => plan::run(command),
        Command::Openapi => document().await,
        Command::Rights => rights(),
        Command::Serve(options) => serve::run(options).await,
        Command::Demo(options) => demo::run(options).await,
        Command::Rehearse(options) => rehearse::run(options).await,
        Command::RehearsedServer(options) => rehearse::keeper::run(options).await,
        Command::Migrate(place) => serve::migrate(place).await,
        Command::Doctor(options) => doctor::run(options).await,
        Command::Backup(options) => backup::run(options).await,
        Command::Restore(options) => backup::restore(options).await,
        Command::User(command) => user::run(command).await,
        Command::Audit(AuditCommand::Verify { place, expect }) => audit::verify(place, expect.as_ref()).await,
    };
    match outcome {
        Ok(code) => code,
        Err(problem) => {
            out::complain!("{problem}");
            ExitCode::from(2)
        }
    }
}

/// Why a command could not be carried out, in words for the person at the terminal.
#[derive(Debug, thiserror::Error)]
enum Trouble {
    #[error("{0}")]
    Lock(#[from] server::lock::LockError),
    #[error("{0}")]
    Open(#[from] db::OpenError),
    #[error("{}", told(.0))]
    Failure(#[from] kernel::Failure),
    #[error("{0}")]
    Key(#[from] org::key_file::KeyError),
    #[error("{0}")]
    Backup(#[from] ::backup::BackupError),
    #[error("{0}")]
    Refused(#[from] file::Refused),
    #[error("{0}")]
    Said(String),
}

/// At the terminal of the operator the cause may be told, unlike over HTTP.
fn told(failure: &kernel::Failure) -> String {
    match failure {
        kernel::Failure::Internal { cause } | kernel::Failure::Unavailable { cause } => {
            format!("{failure}（{cause}）")
        }
        kernel::Failure::Invalid { problems } => {
            problems.iter().map(|problem| problem.message.clone()).collect::<Vec<_>>().join("；")
        }
        other => other.to_string(),
    }
}

async fn document() -> Result<ExitCode, Trouble> {
    out::print(&server::document_json().await?)?;
    Ok(ExitCode::SUCCESS)
}

fn rights() -> Result<ExitCode, Trouble> {
    out::print(&server::policy().matrix())?;
    Ok(ExitCode::SUCCESS)
}
