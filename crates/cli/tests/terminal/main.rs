//! The binary as people meet it: what it prints, where, and with which exit code it ends.

#![allow(clippy::unwrap_used, clippy::expect_used, reason = "a helper of tests may fail like a test")]

mod calendars;
mod copies;
mod databases;
mod disk;
mod durability;
mod files;
mod gone;
mod house;
mod keys;
mod killed;
mod live;
mod pipes;
mod postgres;
mod rehearsals;
mod uploads;
mod visitor;

use std::{
    path::{Path, PathBuf},
    process::{Command, Output},
};

/// The binary, in an environment that names no installation.
fn anxing() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_anxing"));
    for name in ["ANXING_DATA", "ANXING_DATABASE_URL", "ANXING_LISTEN", "ANXING_CALENDAR"] {
        command.env_remove(name);
    }
    command
}

fn shipped(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../plans").join(path)
}

/// Exit code, standard output, standard error.
fn told(output: Output) -> (i32, String, String) {
    let Output { status, stdout, stderr } = output;
    (status.code().unwrap_or(-1), String::from_utf8(stdout).unwrap(), String::from_utf8(stderr).unwrap())
}

#[test]
fn a_demo_before_its_story_is_refused_with_the_earliest_instant() {
    for now in ["2020-01-01T00:00:00+08:00", "2021-05-17T08:59:59+08:00"] {
        let folder = tempfile::tempdir().unwrap();
        let data = folder.path().join("demo");
        let (code, out, err) =
            told(anxing().args(["demo", "--now", now, "--data"]).arg(&data).output().unwrap());
        assert_eq!(code, 2, "{out}{err}");
        assert!(err.contains("2021-05-17T09:00:00+08:00") && err.contains("--now"), "{err}");
        assert!(!data.exists(), "a refused demo leaves nothing behind");
    }
}
