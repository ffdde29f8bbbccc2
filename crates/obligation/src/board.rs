//! The board: units × duties, what each owes and how it stands, with the units below each to drill into.
//!
//! One pass over one wide query. The denominator is the set of obligations itself; what was waived is taken out of it
//! and shown as such.

use std::collections::BTreeMap;

use axum::Json;
use kernel::{CampaignId, Failure, Instant, OrHidden, UnitId};
use org::model::UnitRow;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use web::{Answer, Ask, Params};

use crate::{
    ObligationId,
    model::{Kind, Modality, Outcome, Paper, State, Timing, paper, state, timing},
    policy::Read,
    rows::obligation::Model,
    store,
    view::ObligationUnit,
};

#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
pub(crate) struct BoardQuery {
    #[param(value_type = String)]
    pub campaign: CampaignId,
    /// The unit whose board it is; the units right under it are its rows
    #[param(value_type = String)]
    pub unit: UnitId,
}

#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct BoardView {
    pub unit: ObligationUnit,
    /// The unit above, to go back up.
    #[schema(value_type = Option<String>, format = Uuid)]
    pub parent: Option<UnitId>,
    /// By deadline.
    pub columns: Vec<BoardColumn>,
    /// The unit itself, if it owes anything, and then the units right under it in the order of their keys.
    pub rows: Vec<BoardRow>,
    /// Over the whole subtree.
    pub total: BoardCounts,
    pub at: Instant,
}

/// One period of one duty.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct BoardColumn {
    pub duty: String,
    pub period: String,
    pub title: String,
    pub period_title: String,
    pub kind: Kind,
    pub modality: Modality,
    pub due_at: Instant,
    pub due_text: String,
    /// Of all cells in the column.
    pub counts: BoardCounts,
}

#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct BoardRow {
    pub unit: ObligationUnit,
    /// What the unit itself owes.
    pub cells: Vec<BoardCell>,
    pub own: BoardCounts,
    /// What the units below it owe.
    pub below: BoardCounts,
}

#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct BoardCell {
    /// Index into the columns.
    pub column: i64,
    #[schema(value_type = String, format = Uuid)]
    pub obligation_id: ObligationId,
    pub state: State,
    pub timing: Timing,
    pub outcome: Option<Outcome>,
    pub counted: i64,
    pub at_least: i64,
    pub version: i64,
    pub paper: Paper,
    /// The plan that runs no longer asks for it; it is in no count.
    pub dropped: bool,
}

/// What counts by state add up to.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct BoardCounts {
    /// Only states that occur.
    #[schema(value_type = std::collections::BTreeMap<String, i64>)]
    pub by_state: BTreeMap<State, i64>,
    /// Everything but what was waived.
    pub owed: i64,
    pub waived: i64,
    /// Of those that are hard (必须) and ask for something: handed in or met in time, reviewed or not.
    pub in_time: i64,
    /// Of the same: handed in, met, or with a deadline that has passed. The share is `in_time` of this.
    pub due: i64,
    pub paper_missing: i64,
}

/// The board of a unit
#[utoipa::path(get, path = "/api/board", operation_id = "board_show", tag = "obligation", params(BoardQuery),
    responses((status = 200, body = BoardView)))]
pub(crate) async fn board_show(ask: Ask, Params(query): Params<BoardQuery>) -> Answer<BoardView> {
    let read = ask.read();
    let standing = org::tree::standing(&read, &query.unit).await?;
    ask.authorize_or_hide::<Read>(&standing)?;
    let models = store::obligation::of_tree(&read, &ask.scope::<Read>(), query.campaign, query.unit).await?;
    let ids = org::tree::descendants(&read, query.unit).await?;
    let units = org::tree::rows(&read, ids.iter().copied()).await?;
    Ok(Json(board(query.unit, &ids, &units, &models, ask.now())?))
}

/// `ids` are the unit and everything under it by depth, `units` the same in the order of their keys.
fn board(
    root: UnitId,
    ids: &[UnitId],
    units: &[UnitRow],
    models: &[Model],
    now: Instant,
) -> Result<BoardView, Failure> {
    let by_id: BTreeMap<UnitId, &UnitRow> = units.iter().map(|unit| (unit.id, unit)).collect();
    let top = by_id.get(&root).copied().or_hidden()?;
    let branches = branches(root, ids, &by_id);
    let mut columns: Vec<BoardColumn> = Vec::new();
    let mut places: BTreeMap<(&str, &str), usize> = BTreeMap::new();
    let mut rows: BTreeMap<UnitId, BoardRow> = BTreeMap::new();
    let mut total = BoardCounts::default();
    for model in models {
        let Some(branch) = branches.get(&model.unit_id).and_then(|branch| by_id.get(branch)) else {
            continue;
        };
        let row = rows.entry(branch.id).or_insert_with(|| empty(branch));
        let mut cell = cell(model, now)?;
        let hard = model.modality()? == Modality::Hard;
        total.add(&cell, hard);
        if branch.id != model.unit_id {
            row.below.add(&cell, hard);
            continue;
        }
        let place = match places.get(&(model.duty.as_str(), model.period.as_str())) {
            Some(place) => *place,
            None => {
                places.insert((&model.duty, &model.period), columns.len());
                columns.push(column(model)?);
                columns.len() - 1
            }
        };
        if let Some(column) = columns.get_mut(place) {
            column.counts.add(&cell, hard);
        }
        row.own.add(&cell, hard);
        cell.column = i64::try_from(place).map_err(Failure::internal)?;
        row.cells.push(cell);
    }
    let mut ordered: Vec<BoardRow> = rows.remove(&root).into_iter().collect();
    ordered.extend(units.iter().filter_map(|unit| rows.remove(&unit.id)));
    Ok(BoardView { unit: label(top), parent: top.parent, columns, rows: ordered, total, at: now })
}

/// For every unit of the subtree the row that it belongs to: the unit right under the root, or the root itself.
/// `ids` come by depth, so a parent is settled before its children.
fn branches(root: UnitId, ids: &[UnitId], by_id: &BTreeMap<UnitId, &UnitRow>) -> BTreeMap<UnitId, UnitId> {
    let mut branches = BTreeMap::from([(root, root)]);
    for id in ids.iter().filter(|id| **id != root) {
        let parent = by_id.get(id).and_then(|unit| unit.parent);
        let branch = match parent {
            Some(parent) if parent != root => branches.get(&parent).copied(),
            Some(_) | None => Some(*id),
        };
        branches.insert(*id, branch.unwrap_or(*id));
    }
    branches
}

fn empty(unit: &UnitRow) -> BoardRow {
    BoardRow {
        unit: label(unit),
        cells: Vec::new(),
        own: BoardCounts::default(),
        below: BoardCounts::default(),
    }
}

fn label(unit: &UnitRow) -> ObligationUnit {
    let (key, name) = (unit.key.clone(), unit.name.clone());
    ObligationUnit { id: unit.id, key, name, kind: unit.kind.key().to_owned() }
}

fn column(model: &Model) -> Result<BoardColumn, Failure> {
    Ok(BoardColumn {
        duty: model.duty.clone(),
        period: model.period.clone(),
        title: model.title.clone(),
        period_title: model.period_title.clone(),
        kind: model.kind()?,
        modality: model.modality()?,
        due_at: model.due_at,
        due_text: model.due_text.clone(),
        counts: BoardCounts::default(),
    })
}

fn cell(model: &Model, now: Instant) -> Result<BoardCell, Failure> {
    let progress = model.progress()?;
    Ok(BoardCell {
        column: 0,
        obligation_id: model.id,
        state: state(&progress, now),
        timing: timing(&progress, now),
        outcome: model.outcome()?,
        counted: model.counted,
        at_least: model.at_least,
        version: model.version,
        paper: paper(model.wants_paper, model.paper_agrees, &progress, now),
        dropped: model.dropped_at.is_some(),
    })
}

impl BoardCounts {
    fn add(&mut self, cell: &BoardCell, hard: bool) {
        if cell.dropped {
            return;
        }
        *self.by_state.entry(cell.state).or_default() += 1;
        if cell.state == State::Waived {
            self.waived += 1;
            return;
        }
        self.owed += 1;
        self.paper_missing += i64::from(cell.paper == Paper::Missing);
        // A coverage without a single target is met by nobody's doing and would only flatter the share.
        if hard && cell.at_least > 0 {
            self.in_time += i64::from(cell.timing == Timing::InTime);
            self.due += i64::from(cell.timing != Timing::Ahead);
        }
    }
}

#[cfg(test)]
#[path = "board_tests.rs"]
mod tests;
