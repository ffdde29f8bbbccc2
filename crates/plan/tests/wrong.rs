//! Wrong files: each gets a clear answer with line and column, and none of them panics or half-loads.

#![allow(clippy::unwrap_used, reason = "a helper of tests may fail like a test")]

use std::{fmt::Write as _, fs, path::Path};

fn told(text: &str) -> String {
    match plan::parse(text) {
        Ok(_) => "read without a problem\n".to_owned(),
        Err(problems) => problems.iter().fold(String::new(), |mut told, problem| {
            writeln!(told, "{problem}").unwrap();
            told
        }),
    }
}

#[test]
fn the_file_that_the_wrong_ones_are_made_from_is_right() {
    assert_eq!(told(include_str!("small.yaml")), "read without a problem\n");
}

#[test]
fn every_wrong_file_is_answered() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/wrong");
    let mut names: Vec<String> = fs::read_dir(folder.clone())
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .filter(|name| name.ends_with(".yaml"))
        .collect();
    names.sort();
    let mut answers = String::new();
    for name in &names {
        let text = fs::read_to_string(folder.join(name)).unwrap();
        writeln!(answers, "== {name}\n{}", told(&text).trim_end()).unwrap();
    }
    assert!(!answers.contains("read without a problem"), "{answers}");
    insta::assert_snapshot!(answers);
}

/// Cutting the good file anywhere and putting anything anywhere never panics.
#[test]
fn no_spoilt_file_panics() {
    let good = include_str!("small.yaml");
    let plan = plan::parse(good).unwrap();
    for (cut, _) in good.char_indices() {
        let _ = plan::parse(&good[..cut]);
    }
    for piece in [
        "\u{0}",
        "{",
        "- ",
        ": ",
        "\t",
        "&a ",
        "*a",
        "!!int ",
        "? ",
        "%",
        "\"",
        "\u{1F600}",
        "999999999999999999999",
    ] {
        for (at, _) in good.char_indices().step_by(7) {
            let _ = plan::parse(&format!("{}{piece}{}", &good[..at], &good[at..]));
        }
    }
    assert_eq!(plan.fingerprint.len(), 64);
}

/// As much as a request to the server can carry, and one byte more.
#[test]
fn a_plan_ends_at_one_mebibyte() {
    let good = include_str!("small.yaml");
    let padded = |bytes: usize| format!("{good}#{}\n", "x".repeat(bytes - good.len() - 2));
    assert_eq!(told(&padded(1024 * 1024)), "read without a problem\n");
    let answer = told(&padded(1024 * 1024 + 1));
    assert!(answer.contains("file-too-large") && answer.contains("1048576"), "{answer}");
}

#[test]
fn comments_order_of_keys_and_quoting_do_not_change_the_fingerprint() {
    let good = include_str!("small.yaml");
    let same = [
        format!("# a comment\n{good}"),
        good.replace("title: 小方案", "title: \"小方案\""),
        good.replace("{key: c1, number: 一, title: 要求}", "{title: 要求, number: 一, key: c1}"),
        good.replace('\n', "\r\n"),
        format!("\u{feff}{good}"),
    ];
    let fingerprint = plan::parse(good).unwrap().fingerprint;
    for text in same {
        assert_eq!(plan::parse(&text).unwrap().fingerprint, fingerprint, "{text}");
    }
    let other = good.replace("小方案", "大方案");
    assert_ne!(plan::parse(&other).unwrap().fingerprint, fingerprint);
}

#[test]
fn what_is_no_plan_at_all_is_told_from_a_plan_that_says_something_wrong() {
    for (text, unreadable) in [
        (include_str!("wrong/syntax-bracket.yaml"), true),
        (include_str!("wrong/alias-bomb.yaml"), true),
        (include_str!("wrong/list.yaml"), true),
        (include_str!("wrong/unknown-field.yaml"), false),
        (include_str!("wrong/tab-indent.yaml"), false),
    ] {
        let problems = plan::parse(text).unwrap_err();
        assert_eq!(problems.iter().any(plan::Problem::is_unreadable), unreadable, "{problems:?}");
    }
}
