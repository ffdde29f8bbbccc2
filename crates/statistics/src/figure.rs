//! Open a figure: the records that it counts.

use std::collections::BTreeMap;

use axum::{Json, extract::State};
use db::Reader as _;
use facts::FactId;
use kernel::{CampaignId, Day, Failure, UnitId};
use sea_orm::{ColumnTrait, Condition, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use web::{Answer, Ask, Params, Segment};

use crate::{Desk, count::find_table, policy::Read, store::tally::entry};

#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct FigureView {
    pub indicator: String,
    pub title: String,
    pub unit: String,
    pub items: Vec<FigureRecord>,
    /// Give it as `after` to read on.
    pub next: Option<String>,
}

/// A record behind a figure and what it adds.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct FigureRecord {
    #[schema(value_type = String, format = Uuid)]
    pub fact_id: FactId,
    #[schema(value_type = String, format = Uuid)]
    pub unit_id: UnitId,
    pub unit_name: String,
    #[schema(value_type = String, format = Date)]
    pub day: Day,
    pub title: String,
    pub value: i64,
    /// The register and the record in it.
    pub source_kind: String,
    pub source_id: String,
}

#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
pub(crate) struct FigureQuery {
    #[param(value_type = String)]
    pub unit: UnitId,
    /// Only the unit's own records, without those of the units under it.
    #[serde(default)]
    pub own: bool,
    pub after: Option<String>,
    /// At most 200; 50 when left out.
    pub limit: Option<u64>,
}

/// The records that a figure counts, the newest day first
#[utoipa::path(get, path = "/api/campaigns/{campaign}/tables/{table}/figures/{indicator}",
    operation_id = "statistics_figure", tag = "statistics",
    params(("campaign" = String, Path), ("table" = String, Path), ("indicator" = String, Path), FigureQuery),
    responses((status = 200, body = FigureView)))]
pub(crate) async fn figure_records(
    ask: Ask,
    State(desk): State<Desk>,
    Segment((campaign, table, indicator)): Segment<(CampaignId, String, String)>,
    Params(query): Params<FigureQuery>,
) -> Answer<FigureView> {
    let read = ask.read();
    let standing = org::tree::standing(&read, &query.unit).await?;
    ask.authorize_or_hide::<Read>(&standing)?;
    let running = desk.plans.running(read.view(), campaign).await?;
    let document = &running.plan.document;
    find_table(document, &table).ok_or(Failure::Hidden)?;
    let about =
        document.indicators.iter().find(|one| one.key.as_str() == indicator).ok_or(Failure::Hidden)?;

    use entry::Column;
    let limit = query.limit.unwrap_or(50).clamp(1, 200);
    let units = if query.own {
        Condition::all().add(Column::UnitId.eq(query.unit))
    } else {
        org::tree::in_tree(&read, query.unit, Column::UnitId)
    };
    let mut rows = entry::Entity::find()
        .filter(Column::TenantId.eq(ask.tenant()))
        .filter(Column::CampaignId.eq(campaign))
        .filter(Column::TableKey.eq(table.as_str()))
        .filter(Column::Indicator.eq(indicator.as_str()))
        .filter(units);
    if let Some(after) = &query.after {
        rows = rows.filter(beyond(after)?);
    }
    let mut rows = rows
        .order_by_desc(Column::Day)
        .order_by_desc(Column::FactId)
        .limit(limit + 1)
        .all(db::Reader::conn(&read))
        .await
        .map_err(Failure::from)?;
    let more = rows.len() as u64 > limit;
    rows.truncate(usize::try_from(limit).unwrap_or(usize::MAX));
    let next = rows.last().filter(|_| more).map(|last| format!("{}_{}", last.day, last.fact_id));

    let facts = facts::by_ids(&read, rows.iter().map(|row| row.fact_id).collect()).await?;
    let facts: BTreeMap<FactId, facts::Published> = facts.into_iter().map(|fact| (fact.id, fact)).collect();
    let names = org::tree::labels(&read, rows.iter().map(|row| row.unit_id)).await?;
    let items = rows
        .into_iter()
        .filter_map(|row| {
            let fact = facts.get(&row.fact_id)?;
            Some(FigureRecord {
                fact_id: row.fact_id,
                unit_id: row.unit_id,
                unit_name: names.get(&row.unit_id).map(|label| label.name.clone()).unwrap_or_default(),
                day: row.day,
                title: fact.fact.title.clone(),
                value: row.value,
                source_kind: fact.source_kind.clone(),
                source_id: fact.source_id.to_string(),
            })
        })
        .collect();
    Ok(Json(FigureView {
        indicator,
        title: about.title.to_string(),
        unit: about.unit.to_string(),
        items,
        next,
    }))
}

/// Everything after the record that the last page ended with.
fn beyond(after: &str) -> Result<Condition, Failure> {
    use entry::Column;
    let wrong = || Failure::unacceptable("query", "after 不是有效的翻页标记，请从第一页重新打开");
    let (day, id) = after.split_once('_').ok_or_else(wrong)?;
    let day: Day = day.parse().map_err(|_| wrong())?;
    let id: FactId = id.parse().map_err(|_| wrong())?;
    let same_day = Condition::all().add(Column::Day.eq(day)).add(Column::FactId.lt(id));
    Ok(Condition::any().add(Column::Day.lt(day)).add(same_day))
}
