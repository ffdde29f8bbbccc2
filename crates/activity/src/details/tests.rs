use serde_json::json;

use super::*;
fn day(text: &str) -> Day {
    text.parse().unwrap()
}

fn file(number: u128) -> FileId {
    FileId::from_uuid(uuid::Uuid::from_u128(number))
}

/// Kinds as a plan declares them.
fn kind(key: &str) -> ActivityKind {
    let form =
        json!([{ "value": "live", "title": "实战演练" }, { "value": "tabletop", "title": "桌面推演" }]);
    let found = |key: &str| json!({ "key": key, "title": key, "type": "integer", "required": true });
    let mut fixed = found("hazards_fixed");
    fixed["part_of"] = json!("hazards_found");
    let own = match key {
        "drill" => json!({
            "fields": [
                { "key": "form", "title": "形式", "type": "choice", "required": true, "options": form },
                { "key": "evaluation", "title": "效果评估", "type": "long_text", "required": true },
            ],
            "evidence": [
                { "key": "pictures", "title": "演练照片", "kind": "pictures", "required": true, "max": 20 },
                { "key": "report", "title": "评估报告", "kind": "document", "min": 2 },
            ],
        }),
        "inspection" => json!({
            "measures": ["heads"],
            "subject": ["line", "warehouse"],
            "found_nothing_counts": true,
            "fields": [found("hazards_found"), found("major_found"), fixed],
        }),
        "special-tour" => json!({ "fields": [found("problems_exposed")] }),
        other => panic!("no kind {other}"),
    };
    let mut kind = json!({
        "key": key, "title": key, "clause": "c1", "quote": "原文", "acceptance": "automatic",
    });
    kind.as_object_mut().unwrap().extend(own.as_object().unwrap().clone());
    serde_json::from_value(kind).unwrap()
}

/// The problems (`field code`) of sending a whole record of the kind after `change`.
fn check(key: &str, change: impl FnOnce(&mut ActivityDetails), wanted: &[&str]) {
    let mut details = whole(key);
    change(&mut details);
    let calendar = Calendar { from: day("2021-01-01"), to: day("2021-12-31"), today: day("2021-06-16") };
    let found: Vec<String> = details
        .trimmed()
        .unsendable(&kind(key), calendar)
        .iter()
        .map(|problem| format!("{} {}", problem.pointer.trim_start_matches("/details/"), problem.code))
        .collect();
    assert_eq!(found, wanted, "{key}");
}

fn whole(key: &str) -> ActivityDetails {
    let answers = match key {
        "drill" => {
            json!({ "sessions": 1, "attendances": 120, "heads": 80, "form": "live", "evaluation": "有效" })
        }
        "inspection" => json!({ "heads": 3, "hazards_found": 0, "major_found": 0, "hazards_fixed": 0 }),
        "special-tour" => json!({ "sessions": 1, "attendances": 5, "heads": 5, "problems_exposed": 2 }),
        other => panic!("no example of {other}"),
    };
    ActivityDetails {
        title: "一季度应急演练".to_owned(),
        day: Some(day("2021-06-15")),
        place: "示例厂区".to_owned(),
        mode: Some(ActivityMode::Offline),
        answers: answers.as_object().unwrap().clone(),
        note: String::new(),
        subject_id: (key == "inspection").then(|| UnitId::from_uuid(uuid::Uuid::from_u128(7))),
        found: (key == "inspection").then_some(ActivityFound::Nothing),
        evidence: match key {
            "drill" => BTreeMap::from([("pictures".to_owned(), vec![file(1)])]),
            _ => BTreeMap::new(),
        },
    }
}

#[test]
fn the_examples_are_whole() {
    for key in ["drill", "inspection", "special-tour"] {
        check(key, |_| {}, &[]);
    }
}

#[test]
fn a_figure_is_a_whole_number_that_every_program_counts_exactly() {
    for (figure, code) in [
        (json!(-1), "too-small"),
        (json!(1.5), "not-whole"),
        (json!(9_007_199_254_740_993_i64), "too-large"),
        (json!(18_446_744_073_709_551_615_u64), "too-large"),
        (json!("12"), "wrong-type"),
    ] {
        let wanted = format!("answers/attendances {code}");
        check("drill", |d| drop(d.answers.insert("attendances".to_owned(), figure)), &[&wanted]);
    }
    for figure in [json!(0), json!(9_007_199_254_740_992_i64)] {
        check(
            "drill",
            |d| {
                d.answers.insert("heads".to_owned(), json!(0));
                d.answers.insert("attendances".to_owned(), figure);
            },
            &[],
        );
    }
}

#[test]
fn nought_is_an_answer_and_no_answer_is_none() {
    check("special-tour", |d| drop(d.answers.insert("heads".to_owned(), json!(0))), &[]);
    check("special-tour", |d| drop(d.answers.remove("heads")), &["answers/heads required"]);
}

#[test]
fn texts_may_be_strange_but_not_endless() {
    check("drill", |d| d.title = "长".repeat(10_000), &["title too-long"]);
    check("drill", |d| d.title = "𠮷野家😀演练".to_owned(), &[]);
    check("drill", |d| d.note = "a\u{0}b".to_owned(), &["note control"]);
}

#[test]
fn days_lie_in_the_campaign_and_not_in_the_future() {
    check("drill", |d| d.day = Some(day("2021-06-17")), &["day future"]);
    check("drill", |d| d.day = Some(day("2021-03-10")), &[]);
    check("drill", |d| d.day = Some(day("2020-12-31")), &["day outside-campaign"]);
}

#[test]
fn the_place_is_asked_unless_it_happened_online() {
    check("special-tour", |d| d.place.clear(), &["place required"]);
    check(
        "special-tour",
        |d| {
            d.place.clear();
            d.mode = Some(ActivityMode::Online);
        },
        &[],
    );
}

#[test]
fn a_visit_says_whom_it_was_about_and_what_it_found() {
    check(
        "inspection",
        |d| {
            d.subject_id = None;
            d.found = None;
        },
        &["subject_id required", "found required"],
    );
    check("drill", |d| d.found = Some(ActivityFound::Nothing), &["found not-asked"]);
}

#[test]
fn evidence_is_what_the_kind_asks() {
    check("drill", |d| d.evidence.clear(), &["evidence/pictures required"]);
    check(
        "drill",
        |d| drop(d.evidence.insert("report".to_owned(), vec![file(1), file(2)])),
        &["evidence/report twice"],
    );
    check(
        "drill",
        |d| drop(d.evidence.insert("report".to_owned(), vec![file(2)])),
        &["evidence/report too-few"],
    );
    let mut draft = whole("drill");
    draft.evidence.insert("report".to_owned(), vec![file(2)]);
    assert_eq!(draft.unkeepable(&kind("drill")), [], "a draft gets its files one by one");
    check(
        "drill",
        |d| drop(d.evidence.insert("selfie".to_owned(), vec![file(9)])),
        &["evidence/selfie unknown-evidence"],
    );
    check(
        "drill",
        |d| drop(d.evidence.insert("pictures".to_owned(), (0..21).map(file).collect())),
        &["evidence/pictures too-many"],
    );
}

#[test]
fn more_heads_than_attendances_is_doubted_and_not_refused() {
    let mut details = whole("drill");
    assert_eq!(details.doubtful(&kind("drill")), []);
    details.answers.insert("heads".to_owned(), json!(121));
    assert_eq!(details.doubtful(&kind("drill")).len(), 1);
    check("drill", |d| drop(d.answers.insert("heads".to_owned(), json!(121))), &[]);
}

#[test]
fn more_mended_than_found_is_doubted_and_not_refused() {
    let mut details = whole("inspection");
    for (found, fixed, doubts) in [(3, 3, 0), (3, 4, 1), (0, 0, 0)] {
        details.answers.insert("hazards_found".to_owned(), json!(found));
        details.answers.insert("hazards_fixed".to_owned(), json!(fixed));
        let told = details.doubtful(&kind("inspection"));
        assert_eq!(told.len(), doubts, "{found} found, {fixed} mended");
        assert!(told.iter().all(|it| it.pointer == "/details/answers/hazards_fixed"), "{told:?}");
    }
    check("inspection", |d| drop(d.answers.insert("hazards_fixed".to_owned(), json!(1))), &[]);
}

#[test]
fn what_is_missing_is_said_in_words() {
    let mut details = whole("drill");
    details.evidence.clear();
    details.answers.remove("evaluation");
    let lacking = details.lacking(&kind("drill"));
    assert_eq!(lacking, ["未填写效果评估", "未附演练照片"]);
}
