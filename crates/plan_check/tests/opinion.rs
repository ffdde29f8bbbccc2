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

/// Each case changes one place of the real plan and names the code that has to appear, and the text on whose line.
#[test]
fn what_people_get_wrong_is_found_at_its_place() {
    let cases: &[(&str, &str, &str, &str)] = &[
        (
            "      inclusive: true\n      why: 15时整",
            "      why: 15时整",
            "before-without-rule",
            "{date}（{weekday}）15时前",
        ),
        (
            "kinds: [typical_case]\n        facets:\n          media_class",
            "kinds: [typical_case]\n        facets:\n          media_klass",
            "unknown-facet",
            "media_klass",
        ),
        (
            "[city_mainstream_media, department_site]\n          reported",
            "[city_media, department_site]\n          reported",
            "unknown-facet-value",
            "city_media",
        ),
        (
            "kinds: [drill], facets: {evaluated: [yes]}}\n      lacks",
            "kinds: [drills], facets: {evaluated: [yes]}}\n      lacks",
            "unknown-kind",
            "kinds: [drills]",
        ),
        ("measure: reports", "measure: papers", "unknown-measure", "measure: papers"),
        (
            "rows: [banners, posters, screens]",
            "rows: [banners, posters, screens, banners]",
            "counted-twice",
            "rows: [banners, posters, screens, banners]",
        ),
        (
            "post: office, tier: province}",
            "post: office, tier: enterprise}",
            "reviewer-missing",
            "post: office, tier: enterprise",
        ),
        ("    rhythm: {weekly: {days: [wed]}}", "    rhythm: quarterly", "period-none", "@none"),
        (
            "rhythm: {once: {day: 2021-12-24}}",
            "rhythm: {once: {day: 2022-01-24}}",
            "period-outside",
            "2022-01-24",
        ),
        ("opens: {before: {days: 14}}", "opens: {on: 2021-06-20}", "opens-after-due", "2021-06-20"),
        (
            "at_least: 1\n      filter:\n        family: exposure\n        kinds: [negative_case]",
            "at_least: 0\n      filter:\n        family: exposure\n        kinds: [negative_case]",
            "number-range",
            "at_least: 0",
        ),
        ("    subject: [line]", "    subject: [enterprise]", "coverage-unreachable", "of: [line]"),
        ("  - {clause: c5.3", "  - {clause: c5.1", "clause-unanswered", "key: c5.3"),
    ];
    let mut wrong = Vec::new();
    for (good, bad, code, place) in cases {
        assert!(PLAN_2021.contains(good), "the plan no longer contains {good:?}");
        let text = PLAN_2021.replacen(good, bad, 1);
        let found = match plan::parse(&text) {
            Ok(plan) => plan_check::examine(&plan.document, &Vocabulary::of(&plan.document)),
            Err(problems) => problems,
        };
        let problem = found.iter().find(|problem| problem.code == *code);
        // A window of one month holds the end of a quarter, so this one case is legal.
        if *place == "@none" {
            assert!(problem.is_none());
            continue;
        }
        let Some(problem) = problem else {
            let codes: Vec<_> = found.iter().map(|problem| (&problem.code, problem.line)).collect();
            wrong.push(format!("{code} was not found among {codes:?}"));
            continue;
        };
        let line = text.lines().nth(problem.line as usize - 1).unwrap();
        assert!(line.contains(place), "{code} points at {line:?}");
        assert!(!problem.advice.is_empty() && problem.column > 0);
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}
