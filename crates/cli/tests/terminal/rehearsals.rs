//! `anxing rehearse` from outside: a server that is killed again and again, the report before the first day, and what is
//! refused.

use std::{
    collections::BTreeSet,
    io::{BufRead as _, BufReader},
    net::SocketAddr,
    process::{Child, Stdio},
};

use serde_json::{Value, json};

use crate::{
    anxing, shipped, told,
    visitor::{Request, Visitor},
};

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
    let (code, _, err) = told(command.stdin(Stdio::null()).output().unwrap());
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

/// A seed played up to an instant and then served: whoever acted can log in, and what they did is there.
#[test]
fn a_demo_of_a_seed_shows_its_campaign_at_that_instant() {
    let folder = tempfile::tempdir().unwrap();
    let mut demo = anxing();
    demo.args(["demo", "--seed", "2", "--now", "2021-05-30T15:00:00+08:00", "--still"]);
    demo.args(["--listen", "127.0.0.1:0", "--data"]).arg(folder.path().join("data"));
    let mut demo = Ended(demo.stdout(Stdio::piped()).spawn().unwrap());
    let said = BufReader::new(demo.0.stdout.take().unwrap()).lines().map_while(Result::ok);
    let ready = said.into_iter().find_map(|line| Some(line.strip_prefix("ANXING_READY ")?.to_owned()));
    let ready: Value = serde_json::from_str(&ready.expect("it is served")).unwrap();
    let at: SocketAddr = ready["url"].as_str().unwrap().strip_prefix("http://").unwrap().parse().unwrap();
    let accounts = ready["accounts"].as_array().unwrap();
    let roles: BTreeSet<&str> = accounts.iter().map(|account| account["role"].as_str().unwrap()).collect();
    for role in ["office", "audit_admin", "city_officer", "city_reviewer", "safety_manager", "system_admin"] {
        assert!(roles.contains(role), "{role} is not among {accounts:?}");
    }
    let office = accounts.iter().find(|account| account["role"] == "office").unwrap();
    let (login, once) = (office["login"].as_str().unwrap(), office["password"].as_str().unwrap());
    let office = Visitor::login(&at, login, once);
    let new = json!({ "current": once, "new": "Liaoning-2021-ok" });
    office.ok(&at, &Request::json("PUT", "/api/me/password", &new));
    let office = Visitor::login(&at, login, "Liaoning-2021-ok");
    assert_eq!(office.get(&at, "/api/me")["now"], "2021-05-30T15:00:00+08:00");
    let handed_in = office.get(&at, "/api/obligations?limit=200");
    let handed_in = handed_in["items"].as_array().unwrap().iter().filter(|row| row["version"] != 0);
    assert!(handed_in.count() > 0, "somebody has handed something in");
}

/// Whatever the test finds, nothing goes on running.
struct Ended(Child);

impl Drop for Ended {
    fn drop(&mut self) {
        // It may have ended by itself.
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}
