//! Files that cannot be used, told to people and to programs.

use serde_json::Value;

use crate::{anxing, shipped, told};

/// “安全” as GBK writes it, behind two characters on the second line.
const GBK: &[u8] = b"format: 1\ntitle: \xb0\xb2\xc8\xab\n";

#[test]
fn a_file_that_is_no_text_is_told_with_its_first_byte() {
    let folder = tempfile::tempdir().unwrap();
    for (name, bytes, place) in [
        ("gbk.yaml", GBK, (2, 8)),
        ("utf16.yaml", b"\xff\xfef\x00", (1, 1)),
        ("cut.yaml", b"a\n\xe5\xae", (2, 1)),
    ] {
        let file = folder.path().join(name);
        std::fs::write(&file, bytes).unwrap();
        let (line, column) = place;

        let (code, out, err) = told(anxing().args(["plan", "check"]).arg(&file).output().unwrap());
        assert_eq!((code, out.as_str()), (2, ""), "{err}");
        assert!(err.contains(&format!("{name}:{line}:{column}: 错误[not-utf8]")), "{err}");

        let json = ["--format", "json"];
        let (code, out, err) = told(anxing().args(["plan", "check"]).arg(&file).args(json).output().unwrap());
        assert_eq!((code, err.as_str()), (2, ""), "{out}");
        let problems: Value = serde_json::from_str(&out).unwrap();
        assert_eq!(problems[0]["code"], "not-utf8");
        assert_eq!((&problems[0]["line"], &problems[0]["column"]), (&line.into(), &column.into()));
        assert_eq!(problems[0]["file"], file.display().to_string());
    }
}

/// Every command that answers programs tells them which of its files is wrong.
#[test]
fn problems_for_programs_name_their_file() {
    let folder = tempfile::tempdir().unwrap();
    let wrong = folder.path().join("wrong.yaml");
    std::fs::write(&wrong, "format: 1\nkee: x\n").unwrap();
    let missing = folder.path().join("missing.yaml");
    let units = shipped("liaoning-2021/units.csv");
    let plan = shipped("liaoning-2021/plan.yaml");
    let (wrong, missing) = (wrong.to_str().unwrap(), missing.to_str().unwrap());
    let (units, plan) = (units.to_str().unwrap(), plan.to_str().unwrap());
    for (words, code, file, problem) in [
        (&["check", wrong][..], 1, wrong, "unknown-field"),
        (&["check", missing], 2, missing, "unreadable-file"),
        (&["obligations", wrong, "--units", units], 2, wrong, "unknown-field"),
        (&["obligations", plan, "--units", wrong], 2, wrong, "missing-column"),
        (&["obligations", plan, "--units", units, "--unit", "nobody"], 2, units, "unknown-unit"),
        (&["obligations", plan, "--units", units, "--calendar", wrong], 2, wrong, "unknown-field"),
        (&["diff", plan, wrong, "--units", units], 2, wrong, "unknown-field"),
        (&["diff", plan, plan, "--units", missing], 2, missing, "unreadable-file"),
    ] {
        let command = anxing().arg("plan").args(words).args(["--format", "json"]).output().unwrap();
        let (found, out, err) = told(command);
        assert_eq!((found, err.as_str()), (code, ""), "{words:?}: {out}");
        let problems: Vec<Value> = serde_json::from_str(&out).unwrap();
        assert!(problems.iter().all(|problem| problem["file"] == file), "{words:?}: {problems:?}");
        assert!(problems.iter().any(|one| one["code"] == problem), "{words:?}: {problems:?}");
    }
    // The table for people stays empty, so that what is redirected is never half a table.
    let (code, out, err) =
        told(anxing().args(["plan", "obligations", wrong, "--units", units]).output().unwrap());
    assert_eq!((code, out.as_str()), (2, ""), "{err}");
    assert!(err.contains("wrong.yaml:2:1: 错误[unknown-field]"), "{err}");
}
