//! The plan file as far as this bookkeeper has to understand it, and what it asks of whom.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::{Date, Weekday};
use serde::Deserialize;
use serde_json::Value;

use crate::{
    chain::Chain,
    days,
    obligation::{Kind, Obligation},
    units::{Unit, Units},
};

#[derive(Clone, Debug, Deserialize)]
pub(crate) struct Paper {
    pub phases: Vec<Phase>,
    tiers: Vec<Tier>,
    audiences: Vec<Audience>,
    #[serde(default)]
    review_chains: Vec<Chain>,
    pub duties: Vec<Duty>,
    pub activity_kinds: Vec<ActivityKind>,
    pub indicators: Vec<Indicator>,
    pub tables: Vec<Table>,
}

#[derive(Clone, Debug, Deserialize)]
pub(crate) struct Phase {
    pub key: String,
    pub from: String,
    pub to: String,
}
#[derive(Clone, Debug, Deserialize)]
struct Tier {
    key: String,
    kinds: Vec<String>,
}
#[derive(Clone, Debug, Deserialize)]
struct Audience {
    key: String,
    who: Who,
}
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Who {
    tier: Option<String>,
    all: Option<Vec<Who>>,
    any: Option<Vec<Who>>,
    attribute: Option<Attribute>,
}
#[derive(Clone, Debug, Deserialize)]
struct Attribute {
    name: String,
    #[serde(default)]
    values: Vec<String>,
}
#[derive(Clone, Debug, Deserialize)]
pub(crate) struct Duty {
    pub key: String,
    modality: String,
    audience: String,
    window: Window,
    rhythm: Value,
    #[serde(default)]
    whole_periods: bool,
    due: Due,
    opens: Option<Opens>,
    deliver: Option<Deliver>,
    pub quota: Option<Quota>,
    pub coverage: Option<Coverage>,
    grace: Option<Value>,
}
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Window {
    phase: String,
}
#[derive(Clone, Debug, Deserialize)]
struct Due {
    at: Option<String>,
    inclusive: Option<bool>,
    after: Option<Value>,
}
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Opens {
    before: Before,
}
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Before {
    days: i64,
}
#[derive(Clone, Debug, Deserialize)]
struct Deliver {
    #[serde(default)]
    paper: bool,
    review: String,
}
#[derive(Clone, Debug, Deserialize)]
pub(crate) struct Quota {
    at_least: i64,
    pub filter: Filter,
}
#[derive(Clone, Debug, Deserialize)]
pub(crate) struct Coverage {
    of: Vec<String>,
    pub filter: Filter,
}
#[derive(Clone, Debug, Deserialize)]
pub(crate) struct Filter {
    pub family: String,
    #[serde(default)]
    pub kinds: Vec<String>,
    #[serde(default)]
    pub facets: BTreeMap<String, Vec<String>>,
}
#[derive(Clone, Debug, Deserialize)]
pub(crate) struct ActivityKind {
    pub key: String,
    #[serde(default)]
    pub subject: Vec<String>,
    acceptance: Value,
}
#[derive(Clone, Debug, Deserialize)]
pub(crate) struct Indicator {
    pub key: String,
    pub filter: Filter,
    pub measure: String,
    pub mode: String,
}
#[derive(Clone, Debug, Deserialize)]
pub(crate) struct Table {
    pub key: String,
    pub phase: String,
    sections: Vec<Section>,
}
#[derive(Clone, Debug, Deserialize)]
struct Section {
    rows: Vec<String>,
}

impl ActivityKind {
    /// Nobody is asked; it counts when it is sent.
    pub(crate) fn counts_at_once(&self) -> bool {
        self.acceptance.as_str() == Some("automatic")
    }
}

impl Table {
    pub(crate) fn rows(&self) -> impl Iterator<Item = &str> {
        self.sections.iter().flat_map(|section| &section.rows).map(String::as_str)
    }
}

/// One period of a duty: key, first and last day, the day from which its deadline is counted.
struct Period {
    key: String,
    from: Date,
    to: Date,
    day: Date,
}

impl Paper {
    pub(crate) fn read(text: &str) -> Result<Self, String> {
        serde_saphyr::from_str(text).map_err(|error| error.to_string())
    }

    /// The chain that a report of this duty passes.
    pub(crate) fn chain_of(&self, duty: &str) -> Option<&Chain> {
        let duty = self.duties.iter().find(|one| one.key == duty)?;
        let review = &duty.deliver.as_ref()?.review;
        self.review_chains.iter().find(|chain| chain.key == *review)
    }

    pub(crate) fn is_in_tier(&self, kind: &str, tier: &str) -> bool {
        self.tiers.iter().any(|one| one.key == tier && one.kinds.iter().any(|of| of == kind))
    }

    pub(crate) fn phase(&self, key: &str) -> Result<(Date, Date), String> {
        let phase = self.phases.iter().find(|phase| phase.key == key).ok_or(format!("没有阶段 {key}"))?;
        Ok((days::day(&phase.from)?, days::day(&phase.to)?))
    }

    /// Everything that the plan asks, of the units as they stand on the day of each deadline.
    pub(crate) fn asked(&self, units: &Units) -> Result<Vec<Obligation>, String> {
        let mut asked = Vec::new();
        for duty in &self.duties {
            let audience = self.audiences.iter().find(|audience| audience.key == duty.audience);
            let audience = audience.ok_or(format!("没有对象 {}", duty.audience))?;
            for period in self.periods(duty)? {
                let due = due(duty, period.day)?;
                let opens = match &duty.opens {
                    Some(opens) => days::plus(period.day, -opens.before.days),
                    None => period.from.min(days::day_of(due)),
                };
                let on = days::day_of(due);
                for (key, unit) in &units.all {
                    if !self.addressed(&audience.who, unit) || !unit.exists_on(on) {
                        continue;
                    }
                    let targets = targets(duty, key, on, units);
                    let (kind, at_least) = match (&duty.quota, &duty.coverage) {
                        (Some(quota), _) => (Kind::Quota, quota.at_least),
                        (None, Some(_)) => (Kind::Coverage, i64::try_from(targets.len()).unwrap_or(0)),
                        (None, None) => (Kind::Deliver, 1),
                    };
                    if kind == Kind::Coverage && targets.is_empty() {
                        continue;
                    }
                    let place = (duty.key.clone(), key.clone(), period.key.clone());
                    let paper = duty.deliver.as_ref().is_some_and(|deliver| deliver.paper);
                    let opens = days::instant(opens, 0);
                    asked.push(Obligation {
                        kind,
                        hard: duty.modality == "hard",
                        opens,
                        due,
                        window: (period.from, period.to),
                        wants_paper: paper,
                        at_least,
                        targets,
                        ..Obligation::new(place)
                    });
                }
            }
        }
        Ok(asked)
    }

    fn addressed(&self, who: &Who, unit: &Unit) -> bool {
        let Who { tier, all, any, attribute } = who;
        let in_tier = |tier: &String| self.is_in_tier(&unit.kind, tier);
        let has = |asked: &Attribute| {
            let found = unit.attributes.get(&asked.name);
            found.is_some_and(|found| asked.values.is_empty() || asked.values.contains(found))
        };
        tier.as_ref().is_none_or(in_tier)
            && all.as_ref().is_none_or(|parts| parts.iter().all(|part| self.addressed(part, unit)))
            && any.as_ref().is_none_or(|parts| parts.iter().any(|part| self.addressed(part, unit)))
            && attribute.as_ref().is_none_or(has)
    }

    fn periods(&self, duty: &Duty) -> Result<Vec<Period>, String> {
        let (from, to) = self.phase(&duty.window.phase)?;
        if duty.grace.is_some() || duty.due.after.is_some() {
            return Err(format!("任务 {} 用了审计员不懂的宽限或顺延", duty.key));
        }
        let rhythm = &duty.rhythm;
        if rhythm == "window" {
            return Ok(vec![Period { key: "once".to_owned(), from, to, day: to }]);
        }
        if rhythm == "half_yearly" && duty.whole_periods {
            return Ok(halves(from, to));
        }
        if let Some(day) = rhythm["once"]["day"].as_str() {
            return Ok(vec![Period { key: "once".to_owned(), from, to, day: days::day(day)? }]);
        }
        if let Some([Value::String(day)]) = rhythm["weekly"]["days"].as_array().map(Vec::as_slice) {
            return weeks(from, to, weekday(day)?);
        }
        Err(format!("任务 {} 用了审计员不懂的节奏 {rhythm}", duty.key))
    }
}

fn due(duty: &Duty, day: Date) -> Result<i64, String> {
    let seconds = match duty.due.at.as_deref() {
        None | Some("24:00") => 86_399,
        Some(at) => {
            let read = |part: &str| part.parse::<i64>().map_err(|_| format!("{at} 不是时刻"));
            let (hours, minutes) = at.split_once(':').ok_or(format!("{at} 不是时刻"))?;
            read(hours)? * 3600 + read(minutes)? * 60
        }
    };
    let due = days::instant(day, seconds);
    if duty.due.inclusive.unwrap_or(true) {
        Ok(due)
    } else {
        Err(format!("任务 {} 不含当日", duty.key))
    }
}

fn targets(duty: &Duty, key: &str, on: Date, units: &Units) -> BTreeSet<String> {
    let Some(coverage) = &duty.coverage else { return BTreeSet::new() };
    let wanted = |(below, unit): &(&String, &Unit)| {
        coverage.of.contains(&unit.kind) && unit.exists_on(on) && *below != key && units.within(below, key)
    };
    units.all.iter().filter(wanted).map(|(below, _)| below.clone()).collect()
}

fn weekday(word: &str) -> Result<Weekday, String> {
    let words = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
    let number = words.iter().position(|known| *known == word).and_then(|at| i8::try_from(at + 1).ok());
    number.and_then(|number| Weekday::from_monday_one_offset(number).ok()).ok_or(format!("{word} 不是星期"))
}

fn weeks(from: Date, to: Date, on: Weekday) -> Result<Vec<Period>, String> {
    let (mut begins, mut day, mut periods) = (from, from, Vec::new());
    while day <= to {
        if day.weekday() == on {
            let week = day.iso_week_date();
            let key = format!("{:04}-W{:02}", week.year(), week.week());
            periods.push(Period { key, from: begins, to: day, day });
            begins = days::plus(day, 1);
        }
        day = days::plus(day, 1);
    }
    Ok(periods)
}

/// Half-years count whole, also the part before the campaign.
fn halves(from: Date, to: Date) -> Vec<Period> {
    let mut periods = Vec::new();
    for year in from.year()..=to.year() {
        for (half, first, last) in [(1, (1, 1), (6, 30)), (2, (7, 1), (12, 31))] {
            let first = Date::constant(year, first.0, first.1);
            let last = Date::constant(year, last.0, last.1);
            if last >= from && first <= to {
                periods.push(Period { key: format!("{year:04}-H{half}"), from: first, to: last, day: last });
            }
        }
    }
    periods
}
