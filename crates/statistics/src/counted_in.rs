//! Open a record's figures: the rows of tables in which it counts. The way back from [`crate::figure`].

use std::collections::BTreeMap;

use axum::{Json, extract::State};
use db::Reader as _;
use kernel::{CampaignId, Failure, UnitId};
use plan::document::IndicatorMode;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;
use web::{Answer, Ask, Segment};

use crate::{Desk, count::rows, policy::Read, store::tally};

#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct CountedInView {
    /// The unit in whose own column the record stands.
    #[schema(value_type = String, format = Uuid)]
    pub unit_id: UnitId,
    /// In the order of the plan; empty when no table asks for what the record says.
    pub tables: Vec<CountedInTable>,
}

#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct CountedInTable {
    pub table: String,
    pub title: String,
    pub rows: Vec<CountedInRow>,
}

/// What the record adds to a row; for a stated figure (累计) what it states.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct CountedInRow {
    pub indicator: String,
    pub title: String,
    /// The base unit of `value`.
    pub unit: String,
    pub value: i64,
    pub cumulative: bool,
}

/// The rows of tables in which a record counts
#[utoipa::path(get, path = "/api/campaigns/{campaign}/records/{kind}/{id}/figures",
    operation_id = "statistics_counted_in", tag = "statistics",
    params(("campaign" = String, Path), ("kind" = String, Path, description = "The register's word: activity, exposure"),
        ("id" = String, Path)),
    responses((status = 200, body = CountedInView)))]
pub(crate) async fn counted_in(
    ask: Ask,
    State(desk): State<Desk>,
    Segment((campaign, kind, id)): Segment<(CampaignId, String, Uuid)>,
) -> Answer<CountedInView> {
    let read = ask.read();
    let mut facts = facts::live_of_record(&read, &kind, id).await?;
    facts.retain(|fact| fact.fact.campaign == campaign);
    let unit = facts.first().map(|fact| fact.fact.unit).ok_or(Failure::Hidden)?;
    ask.authorize_or_hide::<Read>(&org::tree::standing(&read, &unit).await?)?;
    let running = desk.plans.running(read.view(), campaign).await?;
    let document = &running.plan.document;

    let mut values: BTreeMap<(String, String), i64> = BTreeMap::new();
    for fact in facts {
        for entry in tally::entries(&read, campaign, fact.id).await? {
            *values.entry((entry.table_key, entry.indicator)).or_default() += entry.value;
        }
    }
    let tables = document.tables.iter().map(|table| CountedInTable {
        table: table.key.to_string(),
        title: table.title.to_string(),
        rows: rows(document, table)
            .filter_map(|indicator| {
                let value = values.get(&(table.key.to_string(), indicator.key.to_string()))?;
                Some(CountedInRow {
                    indicator: indicator.key.to_string(),
                    title: indicator.title.to_string(),
                    unit: indicator.unit.to_string(),
                    value: *value,
                    cumulative: indicator.mode.value == IndicatorMode::Cumulative,
                })
            })
            .collect(),
    });
    Ok(Json(CountedInView { unit_id: unit, tables: tables.filter(|table| !table.rows.is_empty()).collect() }))
}
