//! The compiler against a slow and obvious oracle: it walks day by day and unit by unit, with another date library,
//! and shares nothing with the compiler but the format that both read.

#![allow(clippy::unwrap_used, reason = "a helper of tests may fail like a test")]

use std::collections::BTreeSet;

use jiff::{ToSpan, civil::Date, civil::DateTime};
use proptest::prelude::*;

/// What is asked, as the generator draws it; both sides get it, one as YAML and one as it is.
#[derive(Clone, Debug)]
struct Case {
    rhythm: Rhythm,
    from: Date,
    to: Date,
    whole: bool,
    at: Option<&'static str>,
    inclusive: Option<bool>,
    after: Option<Count>,
    opens: Option<Count>,
    grace: Option<Grace>,
    who: Who,
    /// Kinds to be covered; none makes it a report.
    covers: Vec<&'static str>,
    only: Who,
    units: Vec<Unit>,
    holidays: BTreeSet<Date>,
    make_up: BTreeSet<Date>,
}

#[derive(Clone, Debug)]
enum Rhythm {
    Once(Date),
    Window,
    Daily,
    Weekly(BTreeSet<usize>),
    Monthly,
    MonthlyOn(i8),
    Quarterly,
    HalfYearly,
    AfterEvent(Date, Count),
}

#[derive(Clone, Copy, Debug)]
enum Count {
    Days(i64),
    WorkDays(i64),
}

#[derive(Clone, Copy, Debug)]
enum Grace {
    Hours(i64),
    Of(Count),
}

#[derive(Clone, Debug)]
enum Who {
    Everyone,
    Kind(&'static str),
    Producer(bool),
    Under(usize),
    Above(Box<Who>),
    Below(Box<Who>),
    All(Vec<Who>),
    Any(Vec<Who>),
    Not(Box<Who>),
}

#[derive(Clone, Debug)]
struct Unit {
    kind: &'static str,
    parent: Option<usize>,
    producer: Option<bool>,
    from: Option<Date>,
    to: Option<Date>,
}

const KINDS: [&str; 5] = ["city", "special_zone", "enterprise", "line", "warehouse"];
const WEEKDAYS: [&str; 7] = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];

fn first() -> Date {
    jiff::civil::date(2020, 6, 1)
}

fn unit_key(index: usize) -> String {
    // Keys whose order is not the order of the file.
    format!("u{}-{index}", (index * 7) % 10)
}

// ---------------------------------------------------------------- drawing

fn day() -> impl Strategy<Value = Date> {
    (0i64..700).prop_map(|offset| first() + offset.days())
}

fn count() -> impl Strategy<Value = Count> {
    prop_oneof![(0i64..40).prop_map(Count::Days), (0i64..15).prop_map(Count::WorkDays)]
}

fn rhythm() -> impl Strategy<Value = Rhythm> {
    prop_oneof![
        day().prop_map(Rhythm::Once),
        Just(Rhythm::Window),
        Just(Rhythm::Daily),
        prop::collection::btree_set(0usize..7, 1..4).prop_map(Rhythm::Weekly),
        Just(Rhythm::Monthly),
        (1i8..=31).prop_map(Rhythm::MonthlyOn),
        Just(Rhythm::Quarterly),
        Just(Rhythm::HalfYearly),
        (day(), count()).prop_map(|(day, count)| Rhythm::AfterEvent(day, count)),
    ]
}

fn who() -> impl Strategy<Value = Who> {
    let leaf = prop_oneof![
        Just(Who::Everyone),
        prop::sample::select(&KINDS[..]).prop_map(Who::Kind),
        any::<bool>().prop_map(Who::Producer),
        (0usize..8).prop_map(Who::Under),
    ];
    leaf.prop_recursive(3, 12, 3, |inner| {
        prop_oneof![
            inner.clone().prop_map(|who| Who::Above(Box::new(who))),
            inner.clone().prop_map(|who| Who::Below(Box::new(who))),
            inner.clone().prop_map(|who| Who::Not(Box::new(who))),
            prop::collection::vec(inner.clone(), 1..3).prop_map(Who::All),
            prop::collection::vec(inner, 1..3).prop_map(Who::Any),
        ]
    })
}

fn unit() -> impl Strategy<Value = Unit> {
    let validity = || prop::option::weighted(0.4, day());
    (
        prop::sample::select(&KINDS[..]),
        prop::option::weighted(0.8, 0usize..100),
        prop::option::of(any::<bool>()),
        validity(),
        validity(),
    )
        .prop_map(|(kind, parent, producer, from, to)| {
            let to = to.filter(|to| from.is_none_or(|from| from <= *to));
            Unit { kind, parent, producer, from, to }
        })
}

prop_compose! {
    fn case()(
        rhythm in rhythm(), from in day(), length in 0i64..260, whole in any::<bool>(),
        at in prop::option::of(prop::sample::select(vec!["00:00", "09:30", "15:00", "24:00"])),
        inclusive in prop::option::of(any::<bool>()),
        after in prop::option::weighted(0.3, count()), opens in prop::option::of(count()),
        grace in prop::option::of(prop_oneof![(0i64..100).prop_map(Grace::Hours), count().prop_map(Grace::Of)]),
    )(
        who in who(), only in who(), covers in prop::collection::vec(prop::sample::select(&KINDS[..]), 0..3),
        units in prop::collection::vec(unit(), 8..12),
        holidays in prop::collection::btree_set(day(), 0..40), extra in prop::collection::btree_set(day(), 0..40),
        rhythm in Just(rhythm), from in Just(from), length in Just(length), whole in Just(whole), at in Just(at),
        inclusive in Just(inclusive), after in Just(after), opens in Just(opens), grace in Just(grace),
    ) -> Case {
        let periodic = matches!(rhythm, Rhythm::Monthly | Rhythm::MonthlyOn(_) | Rhythm::Quarterly | Rhythm::HalfYearly);
        let units = units.into_iter().enumerate().map(|(index, unit)| {
            // A parent is always an earlier unit, so there are no circles.
            let parent = unit.parent.filter(|_| index > 0).map(|drawn| drawn % index.max(1));
            Unit { parent, ..unit }
        }).collect();
        let make_up = extra.into_iter().filter(|day: &Date| day.weekday().to_monday_one_offset() >= 6).collect();
        Case {
            rhythm, from, to: from + length.days(), whole: whole && periodic, at, inclusive, after, opens, grace, who,
            covers, only, units, holidays, make_up,
        }
    }
}

// ---------------------------------------------------------------- the case as files

fn count_yaml(count: Count) -> String {
    match count {
        Count::Days(days) => format!("{{days: {days}}}"),
        Count::WorkDays(days) => format!("{{work_days: {days}}}"),
    }
}

fn who_yaml(who: &Who) -> String {
    let list = |parts: &[Who]| parts.iter().map(who_yaml).collect::<Vec<_>>().join(", ");
    match who {
        Who::Everyone => "everyone".into(),
        Who::Kind(kind) => format!("{{kinds: [{kind}]}}"),
        Who::Producer(true) => "{attribute: {name: producer, values: [yes]}}".into(),
        Who::Producer(false) => "{attribute: {name: producer}}".into(),
        Who::Under(unit) => format!("{{under: {}}}", unit_key(*unit)),
        Who::Above(inner) => format!("{{has_descendant: {}}}", who_yaml(inner)),
        Who::Below(inner) => format!("{{has_ancestor: {}}}", who_yaml(inner)),
        Who::Not(inner) => format!("{{not: {}}}", who_yaml(inner)),
        Who::All(parts) => format!("{{all: [{}]}}", list(parts)),
        Who::Any(parts) => format!("{{any: [{}]}}", list(parts)),
    }
}

fn plan_yaml(case: &Case) -> String {
    let mut event = first();
    let rhythm = match &case.rhythm {
        Rhythm::Once(day) => format!("{{once: {{day: {day}}}}}"),
        Rhythm::Window => "window".into(),
        Rhythm::Daily => "daily".into(),
        Rhythm::Weekly(days) => {
            format!(
                "{{weekly: {{days: [{}]}}}}",
                days.iter().map(|day| WEEKDAYS[*day]).collect::<Vec<_>>().join(", ")
            )
        }
        Rhythm::Monthly => "monthly".into(),
        Rhythm::MonthlyOn(day) => format!("{{monthly_on: {{day: {day}}}}}"),
        Rhythm::Quarterly => "quarterly".into(),
        Rhythm::HalfYearly => "half_yearly".into(),
        Rhythm::AfterEvent(day, count) => {
            event = *day;
            format!("{{after_event: {{event: e, after: {}}}}}", count_yaml(*count))
        }
    };
    let mut duty = format!("    rhythm: {rhythm}\n    whole_periods: {}\n", case.whole);
    let mut due = "text: 截止".to_owned();
    case.at.iter().for_each(|at| due.push_str(&format!(", at: \"{at}\"")));
    case.inclusive.iter().for_each(|inclusive| due.push_str(&format!(", inclusive: {inclusive}")));
    case.after.iter().for_each(|after| due.push_str(&format!(", after: {}", count_yaml(*after))));
    duty.push_str(&format!("    due: {{{due}}}\n"));
    case.opens
        .iter()
        .for_each(|opens| duty.push_str(&format!("    opens: {{before: {}}}\n", count_yaml(*opens))));
    match case.grace {
        Some(Grace::Hours(hours)) => duty.push_str(&format!("    grace: {{hours: {hours}}}\n")),
        Some(Grace::Of(count)) => duty.push_str(&format!("    grace: {}\n", count_yaml(count))),
        None => {}
    }
    duty.push_str(&if case.covers.is_empty() {
        "    deliver: {zero_report: not, paper: false, review: r, fields: [{key: f, title: 内容, type: text}]}".to_owned()
    } else {
        format!(
            "    coverage: {{of: [{}], only: {}, filter: {{family: activity}}, lacks: {{text: 缺}}}}",
            case.covers.join(", "),
            who_yaml(&case.only)
        )
    });
    format!(
        "format: 1\nkey: p\ntitle: 方案\nauthority: {{name: 厅, unit: u0-0}}\nsource: {{title: 文}}\ntheme: {{text: 题}}\n\
         phases: [{{key: w, title: 期, from: {}, to: {}}}]\nevents: [{{key: e, title: 日, day: {event}, clause: c}}]\n\
         tiers: [{{key: t, title: 市, kinds: [city]}}]\n\
         review_chains: [{{key: r, title: 审, steps: [{{key: s, title: 审, post: office, tier: t}}]}}]\n\
         audiences: [{{key: a, title: 象, who: {}}}]\nclauses: [{{key: c, number: 一, title: 条}}]\nduties:\n  \
         - key: d\n    title: 务\n    clause: c\n    quote: 文\n    modality: hard\n    audience: a\n    \
         window: {{phase: w}}\n{duty}\n",
        case.from,
        case.to,
        who_yaml(&case.who)
    )
}

fn units_csv(case: &Case) -> String {
    let mut text = "key,name,kind,parent,region_code,attributes,valid_from,valid_to\n".to_owned();
    let shown = |day: Option<Date>| day.map(|day| day.to_string()).unwrap_or_default();
    for (index, unit) in case.units.iter().enumerate() {
        let parent = unit.parent.map(unit_key).unwrap_or_default();
        let attributes = match unit.producer {
            Some(true) => "producer=yes",
            Some(false) => "producer=no",
            None => "",
        };
        let key = unit_key(index);
        text.push_str(&format!(
            "{key},单位{index},{},{parent},,{attributes},{},{}\n",
            unit.kind,
            shown(unit.from),
            shown(unit.to)
        ));
    }
    text
}

fn calendar_yaml(case: &Case) -> String {
    let mut text = "format: 1\nkey: made-up\ntitle: 虚构\nyears:\n".to_owned();
    for year in 2018..=2025 {
        let of_year =
            |days: &BTreeSet<Date>| days.iter().filter(|day| day.year() == year).copied().collect::<Vec<_>>();
        let holidays: Vec<String> = of_year(&case.holidays)
            .iter()
            .map(|day| format!("{{name: 假, from: {day}, to: {day}}}"))
            .collect();
        let make_up: Vec<String> = of_year(&case.make_up).iter().map(ToString::to_string).collect();
        text.push_str(&format!(
            "  - {{year: {year}, source: 无, holidays: [{}], make_up_days: [{}]}}\n",
            holidays.join(", "),
            make_up.join(", ")
        ));
    }
    text
}

// ---------------------------------------------------------------- the oracle

fn works(case: &Case, day: Date) -> bool {
    let weekend = day.weekday().to_monday_one_offset() > 5;
    case.make_up.contains(&day) || !(weekend || case.holidays.contains(&day))
}

fn moved(case: &Case, day: Date, count: Count, sign: i64) -> Date {
    match count {
        Count::Days(days) => day + (sign * days).days(),
        Count::WorkDays(days) => {
            let mut day = day;
            let mut left = days;
            while left > 0 {
                day += sign.days();
                left -= i64::from(works(case, day));
            }
            day
        }
    }
}

fn valid(unit: &Unit, day: Date) -> bool {
    unit.from.is_none_or(|from| day >= from) && unit.to.is_none_or(|to| day <= to)
}

fn is_above(case: &Case, upper: usize, lower: usize) -> bool {
    case.units[lower].parent.is_some_and(|parent| parent == upper || is_above(case, upper, parent))
}

fn holds(case: &Case, who: &Who, unit: usize, day: Date) -> bool {
    let others = || (0..case.units.len()).filter(|other| valid(&case.units[*other], day));
    match who {
        Who::Everyone => true,
        Who::Kind(kind) => case.units[unit].kind == *kind,
        Who::Producer(wanted) => {
            if *wanted {
                case.units[unit].producer == Some(true)
            } else {
                case.units[unit].producer.is_some()
            }
        }
        Who::Under(upper) => is_above(case, *upper, unit),
        Who::Above(inner) => {
            others().any(|other| is_above(case, unit, other) && holds(case, inner, other, day))
        }
        Who::Below(inner) => {
            others().any(|other| is_above(case, other, unit) && holds(case, inner, other, day))
        }
        Who::Not(inner) => !holds(case, inner, unit, day),
        Who::All(parts) => parts.iter().all(|part| holds(case, part, unit, day)),
        Who::Any(parts) => parts.iter().any(|part| holds(case, part, unit, day)),
    }
}

/// Period key, first day, last day, day that the deadline is counted from.
fn periods(case: &Case) -> Vec<(String, Date, Date, Date)> {
    let days: Vec<Date> = case.from.series(1.day()).take_while(|day| *day <= case.to).collect();
    let grouped = |name: &dyn Fn(Date) -> String| {
        let mut found: Vec<(String, Date, Date, Date)> = Vec::new();
        for day in &days {
            let key = name(*day);
            match found.iter_mut().find(|(known, ..)| *known == key) {
                Some(period) => (period.2, period.3) = (*day, *day),
                None => found.push((key, *day, *day, *day)),
            }
        }
        if case.whole {
            for period in &mut found {
                while name(period.1.yesterday().unwrap()) == period.0 {
                    period.1 = period.1.yesterday().unwrap();
                }
                while name(period.2.tomorrow().unwrap()) == period.0 {
                    period.2 = period.2.tomorrow().unwrap();
                }
                period.3 = period.2;
            }
        }
        found
    };
    let month = |day: Date| format!("{:04}-{:02}", day.year(), day.month());
    match &case.rhythm {
        Rhythm::Once(day) => vec![("once".into(), case.from, case.to, *day)],
        Rhythm::Window => vec![("once".into(), case.from, case.to, case.to)],
        Rhythm::AfterEvent(day, count) => {
            vec![("e".into(), case.from, case.to, moved(case, *day, *count, 1))]
        }
        Rhythm::Daily => days.iter().map(|day| (day.to_string(), *day, *day, *day)).collect(),
        Rhythm::Weekly(wanted) => {
            let mut start = case.from;
            let mut found = Vec::new();
            for day in days {
                let number = usize::try_from(day.weekday().to_monday_zero_offset()).unwrap();
                if wanted.contains(&number) {
                    let week = day.iso_week_date();
                    let mut key = format!("{:04}-W{:02}", week.year(), week.week());
                    if wanted.len() > 1 {
                        key.push_str(&format!("-{}", number + 1));
                    }
                    found.push((key, start, day, day));
                    start = day.tomorrow().unwrap();
                }
            }
            found
        }
        Rhythm::Monthly => grouped(&month),
        Rhythm::Quarterly => grouped(&|day| format!("{:04}-Q{}", day.year(), (day.month() + 2) / 3)),
        Rhythm::HalfYearly => {
            grouped(&|day| format!("{:04}-H{}", day.year(), if day.month() > 6 { 2 } else { 1 }))
        }
        Rhythm::MonthlyOn(number) => grouped(&month)
            .into_iter()
            .filter_map(|(key, from, to, _)| {
                let day = from.with().day((*number).min(from.days_in_month())).build().unwrap();
                (case.whole || (case.from <= day && day <= case.to)).then_some((key, from, to, day))
            })
            .collect(),
    }
}

fn shown(instant: DateTime) -> String {
    format!("{}+08:00", instant.strftime("%Y-%m-%dT%H:%M:%S"))
}

/// unit, period, window, opens, due, grace, targets; `None` when it opens after it is due.
fn expected(case: &Case) -> Option<BTreeSet<String>> {
    let mut found = BTreeSet::new();
    for (key, from, to, day) in periods(case) {
        let named = case.after.map_or(day, |after| moved(case, day, after, 1));
        let clock = match case.at {
            None | Some("24:00") => named.at(23, 59, 59, 0),
            Some("00:00") => named.at(0, 0, 0, 0),
            Some("09:30") => named.at(9, 30, 0, 0),
            Some(_) => named.at(15, 0, 0, 0),
        };
        let due = match (case.inclusive, case.at) {
            (Some(false), None) => named.at(0, 0, 0, 0) - 1.second(),
            (Some(false), Some(_)) => clock - 1.second(),
            (Some(true) | None, _) => clock,
        };
        let opens = match case.opens {
            Some(count) => moved(case, named, count, -1).at(0, 0, 0, 0),
            None => from.min(due.date()).at(0, 0, 0, 0),
        };
        if opens > due {
            return None;
        }
        let grace = case.grace.map(|grace| match grace {
            Grace::Hours(hours) => due + hours.hours(),
            Grace::Of(count) => due + (moved(case, due.date(), count, 1) - due.date()),
        });
        let on = due.date();
        for unit in (0..case.units.len())
            .filter(|unit| valid(&case.units[*unit], on) && holds(case, &case.who, *unit, on))
        {
            let mut targets: Vec<String> = (0..case.units.len())
                .filter(|target| {
                    is_above(case, unit, *target) && case.covers.contains(&case.units[*target].kind)
                })
                .filter(|target| valid(&case.units[*target], on) && holds(case, &case.only, *target, on))
                .map(unit_key)
                .collect();
            targets.sort();
            if case.covers.is_empty() || !targets.is_empty() {
                let grace = grace.map(shown).unwrap_or_default();
                let (unit, opens, due) = (unit_key(unit), shown(opens), shown(due));
                found.insert(format!("{unit} {key} {from}..{to} {opens} {due} {grace} {targets:?}"));
            }
        }
    }
    Some(found)
}

fn compiled(case: &Case) -> Option<plan::CompiledPlan> {
    let parsed = plan::parse(&plan_yaml(case)).unwrap();
    let calendar = plan::parse_calendar(&calendar_yaml(case)).unwrap();
    let units = plan::read_units(&units_csv(case)).unwrap();
    match plan::compile(&parsed, &calendar, &units) {
        Ok(compiled) => Some(compiled),
        Err(problems) => {
            assert!(problems.iter().all(|problem| problem.code == "opens-after-due"), "{problems:?}");
            None
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 600, ..ProptestConfig::default() })]

    #[test]
    fn the_compiler_agrees_with_the_oracle(case in case()) {
        let compiled = compiled(&case);
        let told = compiled.as_ref().map(|compiled| {
            compiled
                .obligations()
                .map(|o| {
                    let deadline = &o.occurrence.deadline;
                    let grace = deadline.grace_until.map(|grace| grace.to_string()).unwrap_or_default();
                    let mut targets: Vec<&str> = o.targets().collect();
                    targets.sort_unstable();
                    let (unit, period, window) = (o.unit, o.period(), o.occurrence.window);
                    let (from, to, opens, due) = (window.from, window.to, deadline.opens_at, deadline.due_at);
                    format!("{unit} {period} {from}..{to} {opens} {due} {grace} {targets:?}")
                })
                .collect::<Vec<_>>()
        });
        // Nothing is owed twice.
        prop_assert!(told.as_ref().is_none_or(|told| told.iter().collect::<BTreeSet<_>>().len() == told.len()));
        let told: Option<BTreeSet<String>> = told.map(|told| told.into_iter().collect());
        prop_assert_eq!(told, expected(&case));
        if let Some(compiled) = compiled {
            // To the byte, and from storage again.
            let again = serde_json::to_string(&self::compiled(&case)).unwrap();
            prop_assert_eq!(&again, &serde_json::to_string(&compiled).unwrap());
            let stored: plan::CompiledPlan = serde_json::from_str(&again).unwrap();
            prop_assert!(stored == compiled && stored.is_sealed());
            prop_assert!(plan::diff(&stored, &compiled).is_empty());
        }
    }
}
