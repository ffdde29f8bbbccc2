//! A table by week: what each unit's records add in each week, how many records each part of the table has, and which
//! figures are so unlike their neighbours that somebody should look.

use std::collections::BTreeMap;

use axum::{Json, extract::State};
use db::Reader as _;
use kernel::{CampaignId, Day, Failure, UnitId};
use plan::document::IndicatorMode;
use sea_orm::FromQueryResult;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use web::{Answer, Ask, Params, Segment};

use crate::{
    Desk,
    count::{find_table, rows},
    policy::Read,
    store::{tally::entry, week},
};

/// As many times the week before is a slip of the pen more often than a good week.
const JUMP: i64 = 10;
/// A nought says something only beside this many others,
const OTHERS_MIN: usize = 3;
/// of whom so many of three have something.
const OTHERS_OF_THREE: usize = 2;

#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct WeeksView {
    /// The first day of each, without gaps.
    #[schema(value_type = Vec<String>)]
    pub weeks: Vec<Day>,
    /// The unit's own records first, then the units right under it with everything below them.
    pub columns: Vec<WeeksColumn>,
    pub rows: Vec<WeeksRow>,
    pub parts: Vec<WeeksPart>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct WeeksColumn {
    #[schema(value_type = String, format = Uuid)]
    pub unit_id: UnitId,
    pub name: String,
    pub own: bool,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct WeeksRow {
    pub indicator: String,
    /// For each column what each week adds. A figure that is stated so far (累计) adds what it has grown by.
    pub values: Vec<Vec<i64>>,
    pub outliers: Vec<Outlier>,
}

/// A figure that somebody should look at. It may well be right.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Outlier {
    /// At least ten times the week before.
    Jump {
        /// Index into the columns.
        column: i64,
        /// Index into the weeks.
        week: i64,
        before: i64,
        value: i64,
    },
    /// Nothing at all where most others have something.
    Nought { column: i64 },
}

/// A section of the table.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct WeeksPart {
    pub title: String,
    pub indicators: Vec<String>,
    /// A record that stands in several rows is one.
    pub records: i64,
}

#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
pub(crate) struct WeeksQuery {
    /// The unit whose table it is.
    #[param(value_type = String)]
    pub unit: UnitId,
}

/// What records say for an indicator of a unit on a day.
#[derive(Clone, Debug, PartialEq, Eq, FromQueryResult)]
pub(crate) struct Said {
    pub indicator: String,
    pub unit_id: UnitId,
    pub day: Day,
    pub value: i64,
}

/// A unit's table by week, from the live records
#[utoipa::path(get, path = "/api/campaigns/{campaign}/tables/{table}/weeks", operation_id = "statistics_weeks",
    tag = "statistics", params(("campaign" = String, Path), ("table" = String, Path), WeeksQuery),
    responses((status = 200, body = WeeksView)))]
pub(crate) async fn table_weeks(
    ask: Ask,
    State(desk): State<Desk>,
    Segment((campaign, table)): Segment<(CampaignId, String)>,
    Params(query): Params<WeeksQuery>,
) -> Answer<WeeksView> {
    let read = ask.read();
    let standing = org::tree::standing(&read, &query.unit).await?;
    ask.authorize_or_hide::<Read>(&standing)?;
    let running = desk.plans.running(read.view(), campaign).await?;
    let document = &running.plan.document;
    let declared = find_table(document, &table).ok_or(Failure::Hidden)?;
    let of_mode = |mode: IndicatorMode| {
        rows(document, declared).filter(move |one| one.mode.value == mode).map(|one| one.key.as_str())
    };
    let (adding, stating): (Vec<&str>, Vec<&str>) =
        (of_mode(IndicatorMode::Increment).collect(), of_mode(IndicatorMode::Cumulative).collect());
    let units = org::tree::in_tree(&read, query.unit, entry::Column::UnitId);
    let which = week::Which { campaign, table: &table, units };
    let added = week::added(&read, &which, &adding).await?;
    let grown = grown(week::stated(&read, &which, &stating).await?);

    let below = org::tree::children(&read, query.unit).await?;
    let mut places = BTreeMap::from([(query.unit, 0)]);
    for (place, unit) in (1..).zip(&below) {
        places.extend(org::tree::descendants(&read, unit.id).await?.into_iter().map(|unit| (unit, place)));
    }
    let own = WeeksColumn { unit_id: query.unit, name: "本级".to_owned(), own: true };
    let columns: Vec<WeeksColumn> = std::iter::once(own)
        .chain(below.into_iter().map(|unit| WeeksColumn { unit_id: unit.id, name: unit.name, own: false }))
        .collect();
    let keys = rows(document, declared).map(|one| one.key.to_string());
    let (weeks, rows) = by_week(keys, &places, columns.len(), added.into_iter().chain(grown));

    let indicators = declared.sections.iter().map(|section| section.rows.iter().map(|row| row.as_str()));
    let indicators: Vec<Vec<&str>> = indicators.map(Iterator::collect).collect();
    let records = week::records(&read, &which, &indicators).await?;
    let parts = declared.sections.iter().zip(indicators).zip(records).map(|((section, rows), records)| {
        let indicators = rows.into_iter().map(str::to_owned).collect();
        WeeksPart { title: section.title.to_string(), indicators, records }
    });
    let parts = parts.collect();
    Ok(Json(WeeksView { weeks, columns, rows, parts }))
}

/// Statements so far as what each adds to the one before it of the same unit. One that takes something back is less than
/// nothing.
fn grown(stated: Vec<Said>) -> Vec<Said> {
    let mut last: BTreeMap<(String, UnitId), i64> = BTreeMap::new();
    let growth = |said: Said| {
        let before = last.insert((said.indicator.clone(), said.unit_id), said.value).unwrap_or(0);
        Said { value: said.value.saturating_sub(before), ..said }
    };
    stated.into_iter().map(growth).collect()
}

/// `places` says in which column a unit counts.
fn by_week(
    indicators: impl Iterator<Item = String>,
    places: &BTreeMap<UnitId, usize>,
    columns: usize,
    said: impl Iterator<Item = Said>,
) -> (Vec<Day>, Vec<WeeksRow>) {
    let mut sums: BTreeMap<String, BTreeMap<(usize, Day), i64>> = BTreeMap::new();
    for one in said {
        let Some(place) = places.get(&one.unit_id) else { continue };
        let sum = sums.entry(one.indicator).or_default().entry((*place, one.day.monday())).or_default();
        *sum = sum.saturating_add(one.value);
    }
    let mondays = || sums.values().flatten().map(|((_, monday), _)| *monday);
    let weeks = between(mondays().min(), mondays().max());
    let rows = indicators.map(|indicator| {
        let none = BTreeMap::new();
        let sums = sums.get(&indicator).unwrap_or(&none);
        let value = |place: usize, week: Day| sums.get(&(place, week)).copied().unwrap_or(0);
        let values: Vec<Vec<i64>> =
            (0..columns).map(|place| weeks.iter().map(|week| value(place, *week)).collect()).collect();
        WeeksRow { indicator, outliers: outliers(&values), values }
    });
    let rows = rows.collect();
    (weeks, rows)
}

fn between(first: Option<Day>, last: Option<Day>) -> Vec<Day> {
    let (Some(first), Some(last)) = (first, last) else { return Vec::new() };
    std::iter::successors(Some(first), |week| Some(week.plus_days(7)))
        .take_while(|week| *week <= last)
        .collect()
}

/// Of the units under the one that is shown; its own records stand beside nobody's.
fn outliers(values: &[Vec<i64>]) -> Vec<Outlier> {
    let mut found = Vec::new();
    let total = |weeks: &[i64]| weeks.iter().fold(0, |sum: i64, value| sum.saturating_add(*value));
    let others = values.len().saturating_sub(2);
    let busy = values.iter().skip(1).filter(|weeks| total(weeks) > 0).count();
    for (column, weeks) in (0_i64..).zip(values).skip(1) {
        for (week, pair) in (1_i64..).zip(weeks.windows(2)) {
            let [before, value] = pair else { continue };
            if *before > 0 && *value / JUMP >= *before {
                found.push(Outlier::Jump { column, week, before: *before, value: *value });
            }
        }
        if total(weeks) == 0 && others >= OTHERS_MIN && busy * 3 >= others * OTHERS_OF_THREE {
            found.push(Outlier::Nought { column });
        }
    }
    found
}

#[cfg(test)]
#[path = "weeks_tests.rs"]
mod tests;
