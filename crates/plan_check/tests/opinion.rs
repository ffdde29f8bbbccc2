//! The second opinion on the plan of 2021, and on what people would get wrong in it.

use plan::{Problem, Vocabulary};

const PLAN_2021: &str = include_str!("../../../plans/liaoning-2021/plan.yaml");

fn examined(text: &str) -> Vec<Problem> {
    match plan::parse(text) {
        Ok(plan) => plan_check::examine(&plan.document, &Vocabulary::of(&plan.document)),
        Err(problems) => panic!("the plan should be readable: {problems:#?}"),
    }
}

#[test]
fn the_plan_of_2021_has_no_error_and_says_what_happens_on_23_june() {
    let problems = examined(PLAN_2021);
    let errors: Vec<&Problem> = problems.iter().filter(|problem| problem.is_error()).collect();
    assert!(errors.is_empty(), "{errors:#?}");
    let same_day: Vec<&str> = problems
        .iter()
        .filter(|problem| problem.code == "same-day")
        .map(|problem| problem.message.as_str())
        .collect();
    assert!(
        same_day.iter().any(|text| text.contains("2021-06-23") && text.contains("报送本周活动情况")),
        "{same_day:?}"
    );
}

/// Changes of the real plan, the code that has to appear, and the text on whose line. `@none`: it must not appear.
type Case = (&'static [(&'static str, &'static str)], &'static str, &'static str);

fn check(cases: &[Case]) {
    let mut wrong = Vec::new();
    for (edits, code, place) in cases {
        let mut text = PLAN_2021.to_owned();
        for (good, bad) in *edits {
            assert!(text.contains(good), "the plan no longer contains {good:?}");
            text = text.replacen(good, bad, 1);
        }
        let found = match plan::parse(&text) {
            Ok(plan) => plan_check::examine(&plan.document, &Vocabulary::of(&plan.document)),
            Err(problems) => problems,
        };
        let problem = found.iter().find(|problem| problem.code == *code);
        if *place == "@none" {
            assert!(problem.is_none(), "{problem:?}");
            continue;
        }
        let Some(problem) = problem else {
            let codes: Vec<_> = found.iter().map(|problem| (&problem.code, problem.line)).collect();
            wrong.push(format!("{code} was not found among {codes:?}"));
            continue;
        };
        let line = text.lines().nth(problem.line as usize - 1).unwrap_or_default();
        if !line.contains(place) {
            wrong.push(format!("{code} points at {line:?}, not at {place:?}"));
        }
        assert!(!problem.advice.is_empty() && problem.column > 0);
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn what_people_get_wrong_is_found_at_its_place() {
    check(&[
        (
            &[("      inclusive: true\n      why: 15时整", "      why: 15时整")],
            "before-without-rule",
            "{date}（{weekday}）15时前",
        ),
        (
            &[(
                "kinds: [typical_case]\n        facets:\n          media_class",
                "kinds: [typical_case]\n        facets:\n          media_klass",
            )],
            "unknown-facet",
            "media_klass",
        ),
        (
            &[(
                "[city_mainstream_media, department_site]\n          reported",
                "[city_media, department_site]\n          reported",
            )],
            "unknown-facet-value",
            "city_media",
        ),
        (
            &[(
                "kinds: [drill], facets: {evaluated: [yes]}}\n      lacks",
                "kinds: [drills], facets: {evaluated: [yes]}}\n      lacks",
            )],
            "unknown-kind",
            "kinds: [drills]",
        ),
        (&[("measure: reports", "measure: papers")], "unknown-measure", "measure: papers"),
        (
            &[("rows: [banners, posters, screens]", "rows: [banners, posters, screens, banners]")],
            "counted-twice",
            "rows: [banners, posters, screens, banners]",
        ),
        (
            &[("post: office, tier: province}", "post: office, tier: enterprise}")],
            "reviewer-missing",
            "post: office, tier: enterprise",
        ),
        // A window of one month holds the end of a quarter, so this one case is legal.
        (&[("    rhythm: {weekly: {days: [wed]}}", "    rhythm: quarterly")], "period-none", "@none"),
        (
            &[("rhythm: {once: {day: 2021-12-24}}", "rhythm: {once: {day: 2022-01-24}}")],
            "period-outside",
            "2022-01-24",
        ),
        (&[("opens: {before: {days: 14}}", "opens: {on: 2021-06-20}")], "opens-after-due", "2021-06-20"),
        (
            &[(
                "at_least: 1\n      filter:\n        family: exposure\n        kinds: [negative_case]",
                "at_least: 0\n      filter:\n        family: exposure\n        kinds: [negative_case]",
            )],
            "number-range",
            "at_least: 0",
        ),
        (&[("    subject: [line]", "    subject: [enterprise]")], "coverage-unreachable", "of: [line]"),
        (&[("  - {clause: c5.3", "  - {clause: c5.1")], "clause-unanswered", "key: c5.3"),
    ]);
}

/// The steps of the chain by which the level above decides about records.
const STEPS_ABOVE: &str = "post: city_reviewer, tier: city}\n      - {key: office, title: 领导小组办公室审核, post: office, tier: province}";
const QUOTA_OF_CASES: &str = "reported_to_province: [yes]\n      lacks:";

/// What each part says is right, and only together they cannot be.
#[test]
fn what_only_goes_wrong_together_is_found_too() {
    check(&[
        // Reviewers below those whose work they review: of reports, and of the records that a duty counts.
        (
            &[("post: office, tier: province}", "post: safety_manager, tier: enterprise}")],
            "reviewer-missing",
            "tier: enterprise}",
        ),
        (&[(STEPS_ABOVE, "post: city_reviewer, tier: county}")], "reviewer-missing", "tier: county}"),
        // Beside them: nobody decides about their own house, so the report would wait there for ever.
        (
            &[(
                "      - {key: office, title: 领导小组办公室审核, post: office, tier: province}",
                "      - {key: own, title: 本级审核, post: city_reviewer, tier: city}\n      \
                 - {key: office, title: 领导小组办公室审核, post: office, tier: province}",
            )],
            "reviewer-missing",
            "tier: city}",
        ),
        // A city's own inspections have nobody above the city.
        (&[(STEPS_ABOVE, "post: city_reviewer, tier: city}")], "reviewer-missing", "tier: city}"),
        // Everyone is the province too, and nobody stands above it: neither by this chain nor by the other.
        (&[("who: {tier: city}", "who: everyone")], "reviewer-missing", "tier: province}"),
        (&[("who: {tier: city}", "who: everyone"), ABOVE_REVIEWS_REPORTS], "reviewer-missing", "tier: "),
        (
            &[("who: {tier: city}", "who: {units: [dalian]}"), ABOVE_REVIEWS_REPORTS],
            "reviewer-missing",
            "@none",
        ),
        (&[ABOVE_REVIEWS_REPORTS], "reviewer-missing", "@none"),
        // Two audiences that are the same units under two names, and two that never are.
        (&[("audiences:\n", TWINS), SECOND_TWIN], "same-day", "key: month-summary"),
        (&[("audiences:\n", STRANGERS), SECOND_TWIN, SECOND_TWIN], "same-day", "@none"),
        // The words say another hour than the one that is kept.
        (&[("at: \"15:00\"", "at: \"17:00\"")], "hour-differs", "15时前\""),
        (&[("）15时前\"", "）下午3时前\"")], "hour-differs", "@none"),
        (&[("）15时前\"", "）{time}前\"")], "hour-differs", "@none"),
        // Days in no phase at all, and some.
        (
            &[("window: {phase: month}", "window: {days: {from: 2023-01-01, to: 2023-03-01}}")],
            "period-outside",
            "2023-01-01",
        ),
        (
            &[("window: {phase: month}", "window: {days: {from: 2021-05-20, to: 2021-06-01}}")],
            "period-outside",
            "2021-05-20",
        ),
        (
            &[("window: {phase: month}", "window: {days: {from: 2021-06-01, to: 2021-12-31}}")],
            "period-outside",
            "@none",
        ),
    ]);
}

const TWINS: &str = "audiences:\n  - {key: twins, title: 各市, who: {kinds: [city, special_zone]}}\n";
const STRANGERS: &str = "audiences:\n  - {key: twins, title: 各县, who: {tier: county}}\n";
/// The monthly summary is what falls on the day of a weekly report.
const SECOND_TWIN: (&str, &str) = (
    "modality: hard\n    audience: reporting-units\n    window: {phase: month}\n    rhythm: {once: {day: 2021-06-23}}",
    "modality: hard\n    audience: twins\n    window: {phase: month}\n    rhythm: {once: {day: 2021-06-23}}",
);
const ABOVE_REVIEWS_REPORTS: (&str, &str) = ("review: province-office", "review: level-above");

#[test]
fn what_no_record_can_meet_is_found() {
    check(&[
        (
            &[(
                "kinds: [drill], facets: {evaluated: [yes]}}\n      lacks",
                "kinds: [drill, plan-revision], facets: {evaluated: [yes], reviewed: [yes]}}\n      lacks",
            )],
            "filter-unreachable",
            "plan-revision",
        ),
        // The facet `form` is known to both, with words of their own.
        (
            &[(
                "kinds: [drill], facets: {evaluated: [yes]}}\n      lacks",
                "kinds: [drill, lecture], facets: {evaluated: [yes], form: [hall]}}\n      lacks",
            )],
            "filter-unreachable",
            "form: [hall]",
        ),
        (
            &[(QUOTA_OF_CASES, "unit_kind: [warehouse]\n      lacks:")],
            "filter-unreachable",
            "unit_kind: [warehouse]",
        ),
        (
            &[(QUOTA_OF_CASES, "unit_kind: [warehouse]\n      scope: subtree\n      lacks:")],
            "filter-unreachable",
            "@none",
        ),
        (
            &[(QUOTA_OF_CASES, "unit_kind: [province]\n      scope: subtree\n      lacks:")],
            "filter-unreachable",
            "unit_kind: [province]",
        ),
        (&[(QUOTA_OF_CASES, "unit_kind: [warehouse, city]\n      lacks:")], "filter-unreachable", "@none"),
    ]);
}

/// One figure under two names in one table is a warning; the same record in two figures is none.
#[test]
fn a_table_that_counts_records_twice_is_warned_of() {
    const CASES: &str = "filter: {family: exposure, kinds: [typical_case]}, measure: cases";
    let twice = |unit: &str, kind: &str, measure: &str| {
        let more = format!(
            "indicators:\n  - {{key: again, title: 又一次, group: exposure, clause: c3.3.3, unit: {unit}, filter: \
             {{family: exposure{kind}}}, measure: {measure}, mode: increment}}\n"
        );
        let text = PLAN_2021.replacen("indicators:\n", &more, 1).replacen(
            "rows: [exposed-problems, typical-cases,",
            "rows: [again, exposed-problems, typical-cases,",
            1,
        );
        let problems = examined(&text);
        let found = problems.iter().find(|problem| problem.code == "counted-twice");
        found.map(|problem| (problem.is_error(), text.lines().nth(problem.line as usize - 1).is_some()))
    };
    assert!(PLAN_2021.contains(CASES), "the plan counts typical cases otherwise");
    for (unit, kind, measure, expected) in [
        ("个", ", kinds: [typical_case]", "cases", Some((true, true))),
        ("件", ", kinds: [typical_case]", "count", Some((false, true))),
        ("个", ", kinds: [typical_case]", "count", Some((false, true))),
        ("件", "", "cases", Some((false, true))),
        ("件", ", kinds: [negative_case]", "count", None),
    ] {
        assert_eq!(twice(unit, kind, measure), expected, "{unit} {kind} {measure}");
    }
    let others: Vec<_> =
        examined(PLAN_2021).into_iter().filter(|problem| problem.code != "same-day").collect();
    assert!(others.is_empty(), "23 June is all there is to say about the shipped plan: {others:#?}");
}
