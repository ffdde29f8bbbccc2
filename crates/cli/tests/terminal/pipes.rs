//! A reader that goes away, as `| head` does.

use std::{io::Read, process::Stdio};

use crate::{anxing, shipped};

/// How much a pipe holds on Linux: a command with more to say is still writing when its reader leaves.
const PIPE_BYTES: usize = 64 * 1024;

#[test]
fn a_closed_pipe_ends_a_command_quietly() {
    let units = shipped("liaoning-2021/units.csv");
    let plan = shipped("liaoning-2021/plan.yaml");
    let small = shipped("../crates/plan/tests/small.yaml");
    let (units, plan, small) = (units.to_str().unwrap(), plan.to_str().unwrap(), small.to_str().unwrap());
    let data = tempfile::tempdir().unwrap();
    for (words, code, read) in [
        (&["openapi"][..], 0, 10),
        (&["plan", "obligations", plan, "--units", units, "--format", "json"], 0, 10),
        (&["plan", "diff", plan, small, "--units", units], 0, 0),
        (&["plan", "diff", plan, small, "--units", units, "--format", "json"], 0, 10),
        (&["plan", "check", plan], 0, 0),
        (&["rights"], 0, 0),
        (&["migrate", "--data", data.path().to_str().unwrap()], 0, 0),
        // The answer stays the answer when nobody reads it.
        (&["doctor", "--data", "/nowhere/at/all"], 1, 0),
    ] {
        let mut child = anxing().args(words).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        let mut out = child.stdout.take().unwrap();
        let mut seen = vec![0; read];
        out.read_exact(&mut seen).unwrap();
        drop(out);
        let ended = child.wait_with_output().unwrap();
        let err = String::from_utf8(ended.stderr).unwrap();
        assert_eq!((ended.status.code(), err.as_str()), (Some(code), ""), "{words:?}");
    }
    let whole = anxing().arg("openapi").output().unwrap();
    assert!(whole.stdout.len() > PIPE_BYTES, "the longest output no longer fills a pipe");
}

/// Linux has a device that is always full.
#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_is_told() {
    let full = std::fs::OpenOptions::new().write(true).open("/dev/full").unwrap();
    let ended = anxing().arg("rights").stdout(full).output().unwrap();
    let err = String::from_utf8(ended.stderr).unwrap();
    assert_eq!(ended.status.code(), Some(2), "{err}");
    assert!(err.contains("无法写出结果"), "{err}");
}
