//! June 2021 as the demo tells it: some are on time, some late, a report comes back, a quota is half met, paper is
//! missing. The scenes are data; [`crate::scene`] performs them in the order of their instants.

use axum::Router;
use kernel::{Instant, TravelClock};

use crate::{
    Account, Refusal, Stage,
    scene::{Cast, Scene, perform},
};

/// Every reporting unit.
pub(crate) const CITIES: [&str; 15] = [
    "shenyang", "dalian", "anshan", "fushun", "benxi", "dandong", "jinzhou", "yingkou", "fuxin", "liaoyang",
    "panjin", "tieling", "chaoyang", "huludao", "shenfu",
];

/// When the authority is set up and the plan adopted. It is before the day on which the first obligation opens.
const OVERTURE_MICROS: i64 = 1_621_213_200_000_000;

/// 17 May 2021 at nine, the earliest instant that the story can be looked at.
#[must_use]
pub fn overture() -> Instant {
    Instant::from_micros(OVERTURE_MICROS)
}

/// Plays the campaign up to `until` and hands over the accounts. Nothing can be played before the [`overture`]; who asks
/// for less gets that.
///
/// # Errors
/// The first request that the server refused although the story did not expect it.
pub async fn play(
    router: Router,
    clock: &TravelClock,
    token: &str,
    plan: &str,
    units: &str,
    until: Instant,
) -> Result<Vec<Account>, Refusal> {
    let until = until.max(overture());
    clock.travel_to(overture());
    let mut stage = Stage::set_up(router.into(), token, units).await?;
    let cast = Cast::hired(&mut stage).await?;
    stage.adopt(&cast.office, plan).await?;
    let mut scenes = schedule();
    // Scenes at one instant keep the order in which they are written down.
    scenes.sort_by_key(|(at, _)| *at);
    for (at, scene) in scenes.into_iter().filter(|(at, _)| *at < until) {
        clock.travel_to(at);
        perform(&stage, &cast, scene).await?;
    }
    clock.travel_to(until);
    stage.hand_over().await
}

fn schedule() -> Vec<(Instant, Scene)> {
    let mut scenes = plans();
    scenes.extend(first_week());
    scenes.extend(second_week());
    scenes.extend(third_week());
    scenes.extend(registers());
    // An instant that does not read is a mistake in this file, and a test finds it.
    scenes
        .into_iter()
        .filter_map(|(at, scene)| Some((format!("2021-{at}:00+08:00").parse().ok()?, scene)))
        .collect()
}

type Written = (&'static str, Scene);

fn report(unit: &'static str, duty: &'static str, period: &'static str) -> Scene {
    Scene::Report { unit, duty, period, zero: false }
}

fn accept(unit: &'static str, duty: &'static str, period: &'static str) -> Scene {
    Scene::Accept { unit, duty, period }
}

/// Due on 1 June: thirteen in time, one late, one missing; one came back and was mended.
fn plans() -> Vec<Written> {
    let at = [
        ("shenyang", "05-27T10:12"),
        ("dalian", "05-28T09:30"),
        ("anshan", "05-28T15:45"),
        ("fushun", "05-31T08:50"),
        ("benxi", "05-31T10:05"),
        ("dandong", "05-31T14:20"),
        ("jinzhou", "05-31T16:40"),
        ("yingkou", "06-01T08:35"),
        ("fuxin", "06-01T09:10"),
        ("liaoyang", "06-01T10:00"),
        ("panjin", "06-01T11:25"),
        ("tieling", "06-01T15:30"),
        ("chaoyang", "06-01T17:05"),
        ("huludao", "06-02T10:40"),
    ];
    let mut scenes: Vec<Written> = at.iter().map(|(unit, at)| (*at, report(unit, "plan", "once"))).collect();
    let returned = Scene::Return {
        unit: "fuxin",
        duty: "plan",
        period: "once",
        pointer: "/answers/overview",
        reason: "未写明咨询日活动安排和责任分工，请补充。",
        until: "2021-06-05T17:00:00+08:00",
    };
    scenes.push(("06-02T16:10", returned));
    scenes.push(("06-04T11:20", report("fuxin", "plan", "once")));
    for (unit, _) in at.iter().filter(|(unit, _)| *unit != "fuxin" && *unit != "chaoyang") {
        scenes.push(("06-03T09:30", accept(unit, "plan", "once")));
    }
    scenes.push(("06-04T15:00", accept("fuxin", "plan", "once")));
    for unit in ["shenyang", "dalian", "fushun", "benxi", "dandong", "yingkou", "liaoyang", "tieling"] {
        scenes.push(("06-07T14:00", Scene::Paper { unit, duty: "plan", period: "once", agrees: true }));
    }
    scenes
        .push(("06-07T14:30", Scene::Paper { unit: "anshan", duty: "plan", period: "once", agrees: false }));
    scenes
}

/// Due on 2 June at 15:00: all came, one of them twenty minutes late, one with nothing to report.
fn first_week() -> Vec<Written> {
    let week = "2021-W22";
    let mut scenes = Vec::new();
    for unit in CITIES {
        let (at, scene) = match unit {
            "dalian" => ("06-02T15:20", report(unit, "weekly", week)),
            "shenfu" => ("06-02T10:00", Scene::Report { unit, duty: "weekly", period: week, zero: true }),
            "shenyang" | "benxi" | "fushun" => ("06-01T16:30", report(unit, "weekly", week)),
            _ => ("06-02T11:15", report(unit, "weekly", week)),
        };
        scenes.push((at, scene));
        scenes.push(("06-03T10:00", accept(unit, "weekly", week)));
    }
    scenes
}

/// Due on 9 June: one never came, one came back and still waits for its unit, two wait for the office.
fn second_week() -> Vec<Written> {
    let week = "2021-W23";
    let mut scenes = Vec::new();
    for unit in CITIES.into_iter().filter(|unit| *unit != "jinzhou") {
        scenes.push((
            if unit == "huludao" { "06-09T16:05" } else { "06-09T10:40" },
            report(unit, "weekly", week),
        ));
        if !matches!(unit, "tieling" | "chaoyang" | "yingkou") {
            scenes.push(("06-10T09:20", accept(unit, "weekly", week)));
        }
    }
    let returned = Scene::Return {
        unit: "tieling",
        duty: "weekly",
        period: week,
        pointer: "/answers/good_practice",
        reason: "与上周内容相同，请填写本周新增的做法。",
        until: "2021-06-17T17:00:00+08:00",
    };
    scenes.push(("06-10T09:40", returned));
    let urge = |units, message| Scene::Urge { units, duty: "weekly", period: week, message };
    scenes.push((
        "06-10T10:30",
        urge(&["jinzhou"], "第二周周报昨日 15:00 截止，至今未收到，请今天下班前报送。"),
    ));
    scenes.push((
        "06-15T10:15",
        urge(
            &["jinzhou", "tieling"],
            "第二周周报仍缺你市（或退回后尚未重报），领导小组将在明日例会上通报，请尽快办理。",
        ),
    ));
    scenes
}

/// Due on 16 June at 15:00; in the morning of that day most are still missing.
fn third_week() -> Vec<Written> {
    let week = "2021-W24";
    vec![
        ("06-15T16:20", report("shenyang", "weekly", week)),
        ("06-15T17:10", report("benxi", "weekly", week)),
        ("06-16T08:40", report("anshan", "weekly", week)),
        ("06-16T09:15", report("liaoyang", "weekly", week)),
        ("06-16T09:30", accept("shenyang", "weekly", week)),
    ]
}

/// Activities and exposed cases; some count, some wait for somebody.
fn registers() -> Vec<Written> {
    let mut scenes: Vec<Written> = Vec::new();
    for (index, unit) in (0_i64..).zip(CITIES) {
        let learned = Scene::Activity {
            unit,
            by: unit,
            kind: "theory-study",
            title: "理论学习中心组专题学习",
            figures: &[("sessions", 1), ("attendances", 18), ("heads", 18)],
            more: 3 * index,
            subject: None,
            accepted: unit != "panjin",
        };
        scenes.push(("06-04T16:00", learned));
        let hung = Scene::Activity {
            unit,
            by: unit,
            kind: "banner",
            title: "悬挂“落实安全责任，推动安全发展”横幅",
            figures: &[("banners", 12), ("posters", 40), ("screens", 3)],
            more: 5 * index,
            subject: None,
            accepted: false,
        };
        if index % 3 != 2 {
            scenes.push(("06-07T10:30", hung));
        }
    }
    scenes.extend(enterprises());
    let exposed = [
        ("06-08T15:00", "shenyang", "typical_case", 3),
        ("06-10T11:00", "anshan", "typical_case", 2),
        ("06-11T09:30", "benxi", "typical_case", 1),
        ("06-11T15:30", "dandong", "typical_case", 0),
        ("06-15T10:00", "dalian", "negative_case", 3),
    ];
    scenes.extend(exposed.map(|(at, unit, kind, steps)| (at, Scene::Exposure { unit, kind, steps })));
    let waived = Scene::Waive {
        unit: "panjin",
        duty: "negative-case",
        reason: "辖区内没有民爆企业，经领导小组办公室研究予以豁免。",
    };
    scenes.push(("06-09T10:00", waived));
    scenes
}

fn enterprises() -> Vec<Written> {
    let drill = |unit, by, accepted| Scene::Activity {
        unit,
        by,
        kind: "drill",
        title: "库房火灾应急预案演练",
        figures: &[("sessions", 1), ("attendances", 36), ("heads", 36)],
        more: 0,
        subject: None,
        accepted,
    };
    let visit = |unit, kind, subject| Scene::Activity {
        unit,
        by: unit,
        kind,
        title: "逐线逐库排查",
        figures: &[("hazards_found", 0), ("hazards_fixed", 0), ("inspectors", 3)],
        more: 0,
        subject: Some(subject),
        accepted: true,
    };
    vec![
        ("06-09T14:00", drill("dl-e1", "dalian", true)),
        ("06-11T14:00", drill("sy-e2", "shenyang", true)),
        ("06-15T14:00", drill("as-e1", "anshan", false)),
        ("06-10T10:00", visit("shenyang", "line-inspection", "sy-e2-l1")),
        ("06-10T15:00", visit("shenyang", "warehouse-inspection", "sy-e1-w01")),
        ("06-15T09:30", visit("dalian", "line-inspection", "dl-e1-l1")),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_scene_has_an_instant() {
        let written =
            plans().len() + first_week().len() + second_week().len() + third_week().len() + registers().len();
        assert_eq!(schedule().len(), written);
        assert_eq!(overture().to_string(), "2021-05-17T09:00:00+08:00");
        assert!(schedule().iter().all(|(at, _)| *at > overture()));
    }
}
