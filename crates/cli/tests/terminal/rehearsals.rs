//! `anxing rehearse` from outside: a server that is killed again and again, the report before the first day, and what is
//! refused.

use crate::{anxing, shipped, told};

fn rehearse(words: &[&str]) -> (i32, String, String) {
    let mut command = anxing();
    command.arg("rehearse").arg(shipped("liaoning-2021/plan.yaml"));
    command.arg("--units").arg(shipped("liaoning-2021/units.csv")).args(words);
    told(command.output().unwrap())
}

/// A real process, real connections, SIGKILL with the folder kept; the auditor compares after each day.
#[test]
fn a_year_goes_on_through_a_server_that_is_killed() {
    let mut seen = String::new();
    for seed in ["1", "2"] {
        let until = ["--until", "2021-06-10", "--cities", "2", "--faults", "many", "--seed", seed];
        let (code, out, err) = rehearse(&until);
        assert_eq!(code, 0, "{out}{err}");
        seen.push_str(&out);
    }
    for kind in ["killed", "killed-midway", "lost", "cut", "twice"] {
        assert!(seen.contains(&format!("\"{kind}\": ")), "{kind} is not among what happened: {seen}");
    }
}

#[test]
fn the_server_of_a_rehearsal_serves_no_other_folder() {
    let folder = tempfile::tempdir().unwrap();
    let mut command = anxing();
    command.args(["rehearsed-server", "--seed", "1", "--data"]).arg(folder.path());
    let (code, _, err) = told(command.stdin(std::process::Stdio::null()).output().unwrap());
    assert!(code == 2 && err.contains("不是演练的数据目录"), "{err}");
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0, "nothing is made there");
    let (_, help, _) = told(anxing().arg("--help").output().unwrap());
    assert!(!help.contains("rehearsed-server"), "{help}");
}

#[test]
fn the_report_is_a_page_or_json_and_plays_nothing() {
    let (code, out, err) = rehearse(&["--report", "json"]);
    assert_eq!((code, err.as_str()), (0, ""));
    let load: serde_json::Value = serde_json::from_str(&out).unwrap();
    assert_eq!((&load["plan"], &load["obligations"]["total"]), (&"liaoning-2021".into(), &224.into()));
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("load.html");
    let (code, out, _) = rehearse(&["--report", "html", "--output", file.to_str().unwrap()]);
    assert_eq!((code, out.as_str()), (0, ""));
    assert!(std::fs::read_to_string(file).unwrap().starts_with("<!doctype html>"));
}

#[test]
fn an_unknown_kind_of_event_is_refused_with_those_that_there_are() {
    let (code, _, err) = rehearse(&["--without", "late,floods"]);
    assert!(code == 2 && err.contains("floods") && err.contains("returned"), "{err}");
}
