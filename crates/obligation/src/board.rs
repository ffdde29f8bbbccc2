//! The board: units × duties, what each owes and how it stands, with the units below each to drill into.
//!
//! What the rows owe themselves is read cell by cell, what lies below them is counted by the engine. The denominator is the set of obligations itself; what was waived is taken out of it
//! and shown as such.

use std::collections::BTreeMap;

use axum::Json;
use kernel::{CampaignId, Failure, Instant, UnitId};
use org::model::UnitRow;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use web::{Answer, Ask, Params};

use crate::{
    ObligationId,
    model::{Kind, Modality, Outcome, Paper, State, Timing, paper, state, timing},
    policy::Read,
    store::{
        self,
        board::{Line, Sum},
    },
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
    let root = org::tree::unit(&read, query.unit).await?;
    let under = org::tree::children(&read, query.unit).await?;
    let rows: Vec<UnitId> = std::iter::once(&root).chain(&under).map(|unit| unit.id).collect();
    let mut branches = BTreeMap::new();
    for branch in &under {
        let deeper = org::tree::descendants(&read, branch.id).await?;
        branches.extend(deeper.into_iter().map(|unit| (unit, branch.id)));
    }
    let scope = ask.scope::<Read>();
    let lines = store::board::lines(&read, (&scope, root.id), query.campaign, &rows).await?;
    let below = store::board::below(&read, (&scope, root.id), query.campaign, &rows).await?;
    Ok(Json(board((&root, &under), &branches, &lines, &below, ask.now())?))
}

/// `under` are the units right under the root in the order of their keys, `lines` what they and the root owe themselves,
/// `below` what lies deeper, and `branches` under which of the rows.
fn board(
    (root, under): (&UnitRow, &[UnitRow]),
    branches: &BTreeMap<UnitId, UnitId>,
    lines: &[Line],
    below: &[Sum],
    now: Instant,
) -> Result<BoardView, Failure> {
    let mut columns: Vec<BoardColumn> = Vec::new();
    let mut places: BTreeMap<(&str, &str), usize> = BTreeMap::new();
    let mut rows: BTreeMap<UnitId, BoardRow> =
        std::iter::once(root).chain(under).map(|unit| (unit.id, empty(unit))).collect();
    let mut total = BoardCounts::default();
    for sum in below {
        let Some(row) = branches.get(&sum.unit_id).and_then(|branch| rows.get_mut(branch)) else { continue };
        row.below.add_sum(sum)?;
        total.add_sum(sum)?;
    }
    for line in lines {
        let Some(row) = rows.get_mut(&line.unit_id) else { continue };
        let mut cell = cell(line, now)?;
        let hard = line.modality()? == Modality::Hard;
        let place = match places.get(&(line.duty.as_str(), line.period.as_str())) {
            Some(place) => *place,
            None => {
                places.insert((&line.duty, &line.period), columns.len());
                columns.push(column(line)?);
                columns.len() - 1
            }
        };
        if let Some(column) = columns.get_mut(place) {
            column.counts.add(&cell, hard);
        }
        row.own.add(&cell, hard);
        total.add(&cell, hard);
        cell.column = i64::try_from(place).map_err(Failure::internal)?;
        row.cells.push(cell);
    }
    let owes = |row: &BoardRow| !row.cells.is_empty() || row.below != BoardCounts::default();
    let ordered = std::iter::once(root).chain(under).filter_map(|unit| rows.remove(&unit.id)).filter(owes);
    Ok(BoardView { unit: label(root), parent: root.parent, columns, rows: ordered.collect(), total, at: now })
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

fn column(model: &Line) -> Result<BoardColumn, Failure> {
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

fn cell(model: &Line, now: Instant) -> Result<BoardCell, Failure> {
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
    fn add_sum(&mut self, sum: &Sum) -> Result<(), Failure> {
        let state = State::from_word(&sum.state)?;
        *self.by_state.entry(state).or_default() += sum.number;
        if state == State::Waived {
            self.waived += sum.number;
            return Ok(());
        }
        self.owed += sum.number;
        self.in_time += sum.in_time;
        self.due += sum.due;
        self.paper_missing += sum.paper_missing;
        Ok(())
    }

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
