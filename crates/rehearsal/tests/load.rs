//! The report before the first day, counted a second time: by the auditor, which reads the plan by itself and counts days
//! with another library, and by hand where the plan says it in a sentence.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on should stop at once")]

use std::collections::{BTreeMap, BTreeSet};

use auditor::Asked;
use jiff::{ToSpan, civil::Date, tz::TimeZone};
use rehearsal::{
    load::{Load, PostLoad, html},
    scaled,
};
use testkit::shipped;

const SCALE: usize = 2;

fn paper() -> (String, String) {
    let units = shipped("plans/liaoning-2021/units.csv");
    (shipped("plans/liaoning-2021/plan.yaml"), scaled(&units, SCALE))
}

fn load() -> Load {
    let (text, units) = paper();
    let calendar = plan::parse_calendar(&shipped("plans/calendars/cn.yaml")).unwrap();
    let (plan, tree) = (plan::parse(&text).unwrap(), plan::read_units(&units).unwrap());
    let compiled = plan::compile(&plan, &calendar, &tree).unwrap();
    Load::of(&plan.document, &compiled, &tree, &calendar.calendar)
}

fn day(micros: i64) -> Date {
    let at = jiff::Timestamp::from_microsecond(micros).unwrap();
    TimeZone::fixed(jiff::tz::offset(8)).to_datetime(at).date()
}

fn monday(day: Date) -> Date {
    let back = i64::from(day.weekday().to_monday_zero_offset());
    day.checked_sub(back.days()).unwrap()
}

/// Deadlines of a unit by day.
fn due_days(asked: &[Asked]) -> BTreeMap<(String, Date), BTreeSet<String>> {
    let mut days: BTreeMap<_, BTreeSet<String>> = BTreeMap::new();
    for one in asked {
        days.entry((one.unit.clone(), day(one.due))).or_default().insert(one.duty.clone());
    }
    days
}

#[test]
fn weeks_units_and_collisions_agree_with_a_second_reading_of_the_plan() {
    let (text, units) = paper();
    let (load, asked) = (load(), auditor::asked(&text, &units).unwrap());
    assert_eq!(load.obligations.total, asked.len());
    let (mut opens, mut due, mut busy) = (BTreeMap::new(), BTreeMap::new(), BTreeMap::new());
    for one in &asked {
        *opens.entry(monday(day(one.opens)).to_string()).or_insert(0) += 1;
        *due.entry(monday(day(one.due)).to_string()).or_insert(0) += 1;
        *busy.entry((one.unit.as_str(), monday(day(one.due)).to_string())).or_insert(0) += 1;
    }
    let said = |number: fn(&rehearsal::load::Week) -> usize| {
        let weeks = load.weeks.iter().map(|week| (week.monday.to_string(), number(week)));
        weeks.filter(|(_, number)| *number > 0).collect::<BTreeMap<_, _>>()
    };
    assert_eq!((said(|week| week.opens), said(|week| week.due.total)), (opens, due));
    for unit in &load.of_units {
        for (week, number) in load.weeks.iter().zip(&unit.weeks) {
            let counted = busy.get(&(unit.key.as_str(), week.monday.to_string())).copied().unwrap_or(0);
            assert_eq!(*number, counted, "{} {}", unit.key, week.monday);
        }
    }
    let mut collisions: BTreeMap<String, (usize, usize)> = BTreeMap::new();
    for ((_, day), duties) in due_days(&asked).iter().filter(|(_, duties)| duties.len() > 1) {
        let (units, most) = collisions.entry(day.to_string()).or_default();
        (*units, *most) = (*units + 1, (*most).max(duties.len()));
    }
    let said = load.collisions.iter().map(|one| (one.day.to_string(), (one.units, one.most))).collect();
    assert_eq!(collisions, said);
    let owing: BTreeSet<&str> = asked.iter().map(|one| one.unit.as_str()).collect();
    let idle: usize = load.idle.iter().map(|idle| idle.units.len()).sum();
    assert_eq!((load.of_units.len(), load.units), (owing.len(), owing.len() + idle));
}

fn post<'a>(load: &'a Load, unit: &str, post: &str) -> &'a PostLoad {
    load.posts.iter().find(|one| one.unit == unit && one.post == post).unwrap()
}

/// The seven reminders of the plan of 2021, each as a sentence: what it is about, and whom it tells.
#[test]
fn messages_are_what_the_seven_reminders_say() {
    let (text, units) = paper();
    let (load, asked) = (load(), auditor::asked(&text, &units).unwrap());
    let reports = ["plan", "weekly", "month-summary", "month-table", "tour-summary", "tour-table"];
    let is_report = |one: &&Asked| reports.contains(&one.duty.as_str());
    for unit in load.of_units.iter().filter(|unit| unit.kind == "市" || unit.kind == "示范区") {
        let own: Vec<Asked> = asked.iter().filter(|one| one.unit == unit.key).cloned().collect();
        let of_reports = own.iter().filter(is_report).count();
        // 开始报送; 两天后截止, 今天截止 and 已逾期一天 of everything; 报送被退回 of what is handed in.
        let officer = post(&load, &unit.key, "市级填报员");
        assert_eq!(
            (officer.messages_least, officer.messages_most, officer.messages_of_returns, officer.reviews),
            (of_reports, of_reports + 3 * own.len(), of_reports, 0),
            "{}",
            unit.key
        );
        // 已逾期一天.
        let reviewer = post(&load, &unit.key, "市级审核员");
        assert_eq!((reviewer.messages_least, reviewer.messages_most), (0, own.len()), "{}", unit.key);
    }
    // 已逾期三个工作日 and 已逾期十个工作日 of everybody's; every report comes to the office.
    let office = post(&load, "liaoning", "领导小组办公室");
    let of_reports = asked.iter().filter(is_report).count();
    assert_eq!((office.messages_most, office.reviews), (2 * asked.len(), of_reports));
    assert_eq!(post(&load, "liaoning", "领导小组").messages_most, asked.len());
    // On 23 June three reports of fifteen units are due, and each goes to the office once.
    assert_eq!(
        (office.reviews_busiest.unwrap().to_string(), office.reviews_busiest_number),
        ("2021-06-23".into(), 45)
    );
    // Two drills of an enterprise, three messages each, and nothing to hand in.
    let enterprise = load.of_units.iter().find(|unit| unit.kind == "企业").unwrap();
    let manager = post(&load, &enterprise.key, "企业安全管理员");
    assert_eq!((manager.messages_least, manager.messages_most, manager.reviews), (0, 6, 0));
}

/// On 21 June the weekly report, the summary and the table of the 23rd are two days away; on the 23rd they are due.
#[test]
fn a_city_that_hands_in_nothing_hears_most_on_the_day_after_the_23rd() {
    let load = load();
    let officer = post(&load, "shenyang", "市级填报员");
    // One day late: three of them; opening that day: the weekly report of the 30th.
    assert_eq!((officer.busiest.unwrap().to_string(), officer.busiest_number), ("2021-06-24".into(), 4));
}

#[test]
fn the_page_stands_alone_and_says_every_figure_of_the_load() {
    let load = load();
    let page = html(&load).unwrap();
    assert!(page.starts_with("<!doctype html>") && page.contains("lang=\"zh-CN\""));
    for foreign in ["<script", "http://", "https://", "src=", "@import", "url("] {
        assert!(!page.contains(foreign), "{foreign}");
    }
    for unit in &load.of_units {
        assert!(page.contains(&unit.name), "{}", unit.name);
    }
    let office = post(&load, "liaoning", "领导小组办公室");
    for figure in [load.obligations.total, load.of_units.len(), office.messages_most, office.reviews] {
        assert!(page.contains(&format!(">{figure}<")), "{figure}");
    }
}
