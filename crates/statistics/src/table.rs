//! Show a statistics table: live or confirmed, for a unit and the units right under it.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use axum::{Json, extract::State};
use db::Reader;
use facts::RunningPlan;
use kernel::{CampaignId, Day, Failure, Instant, UnitId};
use plan::document::{Document, Indicator, IndicatorMode, Provenance, Table};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use web::{Answer, Ask, Params, Segment};

use crate::{
    Desk,
    count::{find_table, phase, rows},
    model::{Figure, Mark},
    policy::Read,
    store::{confirmation, confirmation::Confirmed, tally},
};

/// A table of the plan.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct TableHead {
    pub key: String,
    pub title: String,
    /// The clause that asks for it, in the plan's own counting.
    pub clause: String,
    pub quote: String,
    /// True when the published paper mentions the table without showing it, so that its rows are our reconstruction.
    pub reconstructed: bool,
    pub note: Option<String>,
    /// The first and last day whose facts are counted.
    #[schema(value_type = String, format = Date)]
    pub from: Day,
    #[schema(value_type = String, format = Date)]
    pub to: Day,
}

/// Which figures a sum is made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Basis {
    /// What the records say now.
    Live,
    /// What units have signed for, and live figures for those that have not.
    Confirmed,
}

#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct TableView {
    pub head: TableHead,
    #[schema(value_type = String, format = Uuid)]
    pub unit_id: UnitId,
    pub unit_name: String,
    pub basis: Basis,
    /// The unit's own records first, then the units right under it.
    pub columns: Vec<TableColumn>,
    pub sections: Vec<TableSection>,
    /// Of the unit's own live figures: a confirmation says which figures it is about.
    pub live_digest: String,
    pub confirmed: Option<ConfirmedHead>,
}

#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct TableColumn {
    #[schema(value_type = String, format = Uuid)]
    pub unit_id: UnitId,
    pub name: String,
    /// True for the column of the records that the unit itself keeps.
    pub own: bool,
    /// Left out of the sum by the reader's wish.
    pub excluded: bool,
    /// When the unit signed for the figures of this column, if it did and the basis asks for it.
    #[schema(value_type = Option<String>, format = DateTime)]
    pub confirmed_at: Option<Instant>,
}

#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct TableSection {
    pub title: String,
    pub rows: Vec<TableRow>,
}

#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct TableRow {
    pub indicator: String,
    pub title: String,
    /// The base unit in which the integers are counted.
    pub unit: String,
    /// `true` for figures that are stated so far (累计), `false` for those that add up (增量).
    pub cumulative: bool,
    pub note: Option<String>,
    /// What the unit has signed for, if the basis asks for it and it has; else the sum over the columns that are not
    /// excluded.
    pub total: i64,
    /// What the records of the unit and everything below it say, whatever the basis and whoever is left out.
    #[serde(default)]
    pub live: i64,
    /// The unit's own latest confirmation of this figure, whatever the basis.
    pub confirmed: Option<TableCell>,
    /// One cell per column, in the order of the columns.
    pub cells: Vec<TableCell>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct TableCell {
    pub mark: Mark,
    pub value: i64,
    /// The records that the live figure counts.
    pub records: i64,
    /// The live figure beside a corrected one: what the records said when it was signed.
    pub live: Option<i64>,
    pub reason: Option<String>,
    /// Of a unit below that has signed: what the records said when the table was made. Tables that were frozen before
    /// this was kept do not say it, and read and hash as they did.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ledger: Option<i64>,
}

impl TableCell {
    /// A figure that nobody has signed.
    pub(crate) fn counted(value: i64, records: i64) -> Self {
        Self { mark: Mark::Counted, value, records, live: None, reason: None, ledger: None }
    }
}

#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct ConfirmedHead {
    pub version: i64,
    #[schema(value_type = String, format = DateTime)]
    pub at: Instant,
    pub by: String,
    /// True when records changed since, so that the unit may want to confirm again.
    pub outdated: bool,
}

#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
pub(crate) struct TableQuery {
    /// The unit whose table it is.
    #[param(value_type = String)]
    pub unit: UnitId,
    #[serde(default = "live")]
    pub basis: Basis,
    /// Comma-separated ids of units right under it that are left out of the sum (e.g. without 大连).
    pub without: Option<String>,
}

fn live() -> Basis {
    Basis::Live
}

/// The tables that the campaign's plan declares
#[utoipa::path(get, path = "/api/campaigns/{campaign}/tables", operation_id = "statistics_tables", tag = "statistics",
    params(("campaign" = String, Path)), responses((status = 200, body = [TableHead])))]
pub(crate) async fn table_list(
    ask: Ask,
    State(desk): State<Desk>,
    Segment(campaign): Segment<CampaignId>,
) -> Answer<Vec<TableHead>> {
    if ask.scope::<Read>().is_empty() {
        return Err(Failure::Forbidden { action: <Read as ::policy::Act>::KEY }.into());
    }
    let running = desk.plans.running(ask.read().view(), campaign).await?;
    let document = &running.plan.document;
    Ok(Json(document.tables.iter().filter_map(|table| head(document, table)).collect()))
}

/// A unit's table with one column for each unit right under it
#[utoipa::path(get, path = "/api/campaigns/{campaign}/tables/{table}", operation_id = "statistics_table", tag = "statistics",
    params(("campaign" = String, Path), ("table" = String, Path), TableQuery), responses((status = 200, body = TableView)))]
pub(crate) async fn table_show(
    ask: Ask,
    State(desk): State<Desk>,
    Segment((campaign, table)): Segment<(CampaignId, String)>,
    Params(query): Params<TableQuery>,
) -> Answer<TableView> {
    let read = ask.read();
    let standing = org::tree::standing(&read, &query.unit).await?;
    ask.authorize_or_hide::<Read>(&standing)?;
    let running = desk.plans.running(read.view(), campaign).await?;
    Ok(Json(view(&read, &running, &table, &query).await?))
}

pub(crate) fn head(document: &Document, table: &Table) -> Option<TableHead> {
    let phase = phase(document, table)?;
    Some(TableHead {
        key: table.key.to_string(),
        title: table.title.to_string(),
        clause: table.clause.to_string(),
        quote: table.quote.to_string(),
        reconstructed: table.provenance.value == Provenance::Reconstructed,
        note: table.note.as_ref().map(ToString::to_string),
        from: phase.from.value,
        to: phase.to.value,
    })
}

/// The table as it is shown, exported and frozen.
pub(crate) async fn view(
    reader: &impl Reader,
    running: &Arc<RunningPlan>,
    key: &str,
    query: &TableQuery,
) -> Result<TableView, Failure> {
    let document = &running.plan.document;
    let table = find_table(document, key).ok_or(Failure::Hidden)?;
    let head = head(document, table).ok_or(Failure::Hidden)?;
    let unit = org::tree::unit(reader, query.unit).await?;
    let below = org::tree::children(reader, query.unit).await?;
    let everybody: Vec<UnitId> =
        std::iter::once(query.unit).chain(below.iter().map(|unit| unit.id)).collect();
    let tallies = Tallied::of(tally::of_units(reader, running.campaign, key, &everybody).await?);
    let signed = confirmation::latest(reader, running.campaign, key, &everybody).await?;
    let signed: BTreeMap<UnitId, Confirmed> = signed.into_iter().map(|one| (one.unit, one)).collect();
    let columns = columns(query, below, &excluded(query.without.as_deref())?, &signed);
    let live = live_figures(document, table, &tallies, query.unit);
    let figures = Figures {
        unit: query.unit,
        basis: query.basis,
        columns: &columns,
        tallies: &tallies,
        signed: &signed,
        live: &live,
    };
    let sections = table
        .sections
        .iter()
        .map(|section| TableSection {
            title: section.title.to_string(),
            rows: rows(document, table)
                .filter(|indicator| section.rows.iter().any(|row| row.as_str() == indicator.key.as_str()))
                .map(|indicator| figures.row(indicator))
                .collect(),
        })
        .collect();
    let confirmed = confirmed_head(reader, signed.get(&query.unit), &live).await?;
    Ok(TableView {
        head,
        unit_id: query.unit,
        unit_name: unit.name,
        basis: query.basis,
        columns,
        sections,
        live_digest: digest(&live),
        confirmed,
    })
}

/// The unit's own records first, then the units right under it.
fn columns(
    query: &TableQuery,
    below: Vec<org::model::UnitRow>,
    without: &BTreeSet<UnitId>,
    signed: &BTreeMap<UnitId, Confirmed>,
) -> Vec<TableColumn> {
    let own = TableColumn {
        unit_id: query.unit,
        name: "本级".to_owned(),
        own: true,
        excluded: false,
        confirmed_at: None,
    };
    let below = below.into_iter().map(|unit| TableColumn {
        unit_id: unit.id,
        excluded: without.contains(&unit.id),
        confirmed_at: match query.basis {
            Basis::Confirmed => signed.get(&unit.id).map(|one| one.at),
            Basis::Live => None,
        },
        name: unit.name,
        own: false,
    });
    std::iter::once(own).chain(below).collect()
}

/// Everything that a row is made from.
struct Figures<'a> {
    unit: UnitId,
    basis: Basis,
    columns: &'a [TableColumn],
    tallies: &'a Tallied,
    signed: &'a BTreeMap<UnitId, Confirmed>,
    live: &'a BTreeMap<String, i64>,
}

impl Figures<'_> {
    fn row(&self, indicator: &Indicator) -> TableRow {
        let key = indicator.key.as_str();
        let cells: Vec<TableCell> = self
            .columns
            .iter()
            .map(|column| cell(column, key, self.basis, self.tallies, self.signed))
            .collect();
        let confirmed = own_confirmation(self.signed.get(&self.unit), key);
        TableRow {
            indicator: key.to_owned(),
            title: indicator.title.to_string(),
            unit: indicator.unit.to_string(),
            cumulative: indicator.mode.value == IndicatorMode::Cumulative,
            note: indicator.note.as_ref().map(ToString::to_string),
            total: match &confirmed {
                Some(figure) if self.basis == Basis::Confirmed => figure.value,
                Some(_) | None => total(self.columns, &cells),
            },
            live: self.live.get(key).copied().unwrap_or(0),
            confirmed,
            cells,
        }
    }
}

fn excluded(without: Option<&str>) -> Result<BTreeSet<UnitId>, Failure> {
    let ids = without.unwrap_or_default().split(',').map(str::trim).filter(|id| !id.is_empty());
    ids.map(|id| id.parse().map_err(|_| Failure::unacceptable("query", "without 应为以逗号分隔的单位编号")))
        .collect()
}

async fn confirmed_head(
    reader: &impl Reader,
    signed: Option<&Confirmed>,
    live: &BTreeMap<String, i64>,
) -> Result<Option<ConfirmedHead>, Failure> {
    let Some(one) = signed else { return Ok(None) };
    let by = org::people::labels(reader, [one.by]).await?.remove(&one.by).unwrap_or_default();
    let outdated =
        live.iter().any(|(key, value)| one.figures.get(key).is_none_or(|figure| figure.live != *value));
    Ok(Some(ConfirmedHead { version: one.version, at: one.at, by, outdated }))
}

/// Tally rows by unit and indicator.
pub(crate) struct Tallied(BTreeMap<(UnitId, String), tally::figure::Model>);

impl Tallied {
    pub(crate) fn of(rows: Vec<tally::figure::Model>) -> Self {
        Self(rows.into_iter().map(|row| ((row.unit_id, row.indicator.clone()), row)).collect())
    }

    fn get(&self, unit: UnitId, indicator: &str) -> Option<&tally::figure::Model> {
        self.0.get(&(unit, indicator.to_owned()))
    }

    fn tree(&self, unit: UnitId, indicator: &str) -> i64 {
        self.get(unit, indicator).map_or(0, |row| row.tree_value)
    }
}

/// The live figures of a unit with everything under it: what it confirms.
pub(crate) fn live_figures(
    document: &Document,
    table: &Table,
    tallies: &Tallied,
    unit: UnitId,
) -> BTreeMap<String, i64> {
    let figure = |key: &str| (key.to_owned(), tallies.tree(unit, key));
    rows(document, table).map(|indicator| figure(indicator.key.as_str())).collect()
}

/// A short name for a set of live figures, so that nobody signs for others than they saw.
pub(crate) fn digest(live: &BTreeMap<String, i64>) -> String {
    use sha2::{Digest, Sha256};
    let text: String = live.iter().map(|(key, value)| format!("{key}={value};")).collect();
    Sha256::digest(text).iter().take(16).map(|byte| format!("{byte:02x}")).collect()
}

fn cell(
    column: &TableColumn,
    indicator: &str,
    basis: Basis,
    tallies: &Tallied,
    signed: &BTreeMap<UnitId, Confirmed>,
) -> TableCell {
    let row = tallies.get(column.unit_id, indicator);
    let (value, records) = match (row, column.own) {
        (Some(row), true) => (row.own_value, row.own_records),
        (Some(row), false) => (row.tree_value, row.tree_records),
        (None, _) => (0, 0),
    };
    let figure = match basis {
        Basis::Confirmed if !column.own => {
            signed.get(&column.unit_id).and_then(|one| one.figures.get(indicator))
        }
        Basis::Confirmed | Basis::Live => None,
    };
    match figure {
        Some(figure) => TableCell { ledger: Some(value), ..signed_cell(figure, records) },
        None => TableCell::counted(value, records),
    }
}

fn own_confirmation(signed: Option<&Confirmed>, indicator: &str) -> Option<TableCell> {
    signed?.figures.get(indicator).map(|figure| signed_cell(figure, 0))
}

fn signed_cell(figure: &Figure, records: i64) -> TableCell {
    let corrected = figure.reason.is_some();
    TableCell {
        mark: figure.mark,
        value: figure.value,
        records,
        live: corrected.then_some(figure.live),
        reason: figure.reason.clone(),
        ledger: None,
    }
}

fn total(columns: &[TableColumn], cells: &[TableCell]) -> i64 {
    let counted = columns.iter().zip(cells).filter(|(column, _)| !column.excluded);
    counted.map(|(_, cell)| cell.value).fold(0, i64::saturating_add)
}
