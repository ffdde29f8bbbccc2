//! Wrong and right contents, each with what is said about it.

use serde_json::json;

use super::*;

const WEEKLY: &str = r#"{
  "fields": [
    {"key": "practices", "title": "好的做法", "type": "long_text", "required": true, "max_chars": 20},
    {"key": "sessions", "title": "场次", "type": "integer", "unit": "场次"}
  ],
  "evidence": [
    {"key": "video", "title": "视频", "kind": "video", "max": 1},
    {"key": "document", "title": "文字材料", "kind": "document", "required": true, "min": 1, "max": 2}
  ],
  "zero_report": "allowed", "paper": false, "review": "to-province"
}"#;

fn file(n: u8) -> FileId {
    FileId::from_uuid(uuid::Uuid::from_bytes([n; 16]))
}

fn files() -> BTreeMap<FileId, EvidenceFile> {
    let make = |n: u8, name: &str, kind| {
        let (id, name) = (file(n), name.to_owned());
        (id, EvidenceFile { id, name, media_type: "x/y".into(), bytes: 1, sha256: "0".repeat(64), kind })
    };
    [
        make(1, "周报😀𠮷.docx", facts::FormEvidenceKind::Document),
        make(2, "现场.mp4", facts::FormEvidenceKind::Video),
        make(3, "附件.pdf", facts::FormEvidenceKind::Document),
    ]
    .into()
}

#[test]
fn every_rule_is_told_with_its_place() {
    let deliver: Deliver = serde_json::from_str(WEEKLY).unwrap();
    let strict: Deliver = serde_json::from_str(&WEEKLY.replace("\"allowed\"", "\"not\"")).unwrap();
    let id = |n| file(n).to_string();
    let check = |deliver: &Deliver, content: Value, stage, expected: &[(&str, &str)]| {
        let content: ReportContent = serde_json::from_value(content).unwrap();
        let found = super::check(deliver, &content, &files(), stage);
        let found: Vec<(&str, &str)> = found.iter().map(|p| (p.pointer.as_str(), p.code.as_str())).collect();
        assert_eq!(found, expected, "{content:?}");
    };
    let good = json!({"outcome": "done", "answers": {"practices": "逐线逐库😀𠮷", "sessions": 0},
        "evidence": {"document": [id(1)], "video": [id(2)]}});
    check(&deliver, good.clone(), Stage::Final, &[]);
    let answers = |answers: Value| {
        let mut content = good.clone();
        content["answers"] = answers;
        content
    };
    for (given, expected) in [
        (json!({"sessions": 1}), [("/content/answers/practices", "required")]),
        (json!({"practices": "好", "sessions": -1}), [("/content/answers/sessions", "too-small")]),
        (json!({"practices": "好", "sessions": 1.5}), [("/content/answers/sessions", "not-whole")]),
        (
            json!({"practices": "好", "sessions": 9_007_199_254_740_993_i64}),
            [("/content/answers/sessions", "too-large")],
        ),
        (json!({"practices": "好".repeat(10_000)}), [("/content/answers/practices", "too-long")]),
        (json!({"practices": "好", "other/x": 1}), [("/content/answers/other~1x", "unknown-field")]),
    ] {
        check(&deliver, answers(given), Stage::Final, &expected);
    }
    check(&deliver, answers(json!({})), Stage::Draft, &[]);
    check(
        &deliver,
        answers(json!({"sessions": -1})),
        Stage::Draft,
        &[("/content/answers/sessions", "too-small")],
    );
    let evidence = |evidence: Value| {
        let mut content = good.clone();
        content["evidence"] = evidence;
        content
    };
    for (given, expected) in [
        (json!({}), vec![("/content/evidence/document", "required")]),
        (json!({"document": [id(2)]}), vec![("/content/evidence/document/0", "wrong-kind")]),
        (json!({"document": [id(9)]}), vec![("/content/evidence/document/0", "unknown-file")]),
        (json!({"document": [id(1), id(1)]}), vec![("/content/evidence/document/1", "duplicate")]),
        (json!({"document": [id(1)], "photo": []}), vec![("/content/evidence/photo", "unknown-field")]),
        (
            json!({"document": [id(1), id(3), id(3)]}),
            vec![("/content/evidence/document", "too-many"), ("/content/evidence/document/2", "duplicate")],
        ),
    ] {
        check(&deliver, evidence(given), Stage::Final, &expected);
    }
    // Nothing to report, not done and does not apply are three different things.
    check(&deliver, json!({"outcome": "nothing_to_report"}), Stage::Final, &[]);
    check(
        &strict,
        json!({"outcome": "nothing_to_report"}),
        Stage::Final,
        &[("/content/outcome", "zero-report-not-allowed")],
    );
    check(
        &deliver,
        json!({"outcome": "nothing_to_report", "answers": {"sessions": 0}}),
        Stage::Final,
        &[("/content/answers/sessions", "contradiction")],
    );
    check(&strict, json!({"outcome": "does_not_apply", "reason": "本市无民爆企业"}), Stage::Final, &[]);
    check(
        &strict,
        json!({"outcome": "does_not_apply", "reason": "  "}),
        Stage::Final,
        &[("/content/reason", "required")],
    );
    check(
        &deliver,
        json!({"outcome": "does_not_apply", "reason": "无".repeat(2_001)}),
        Stage::Final,
        &[("/content/reason", "too-long")],
    );
}
