//! The board: units × duties, what each owes and how it stands, with the units below each to drill into.
//!
//! What the rows owe themselves is shown cell by cell, what lies below them is counted. The denominator is the set of
//! obligations itself; what was waived is taken out of it and shown as such.

use std::collections::BTreeMap;

use axum::Json;
use kernel::{CampaignId, Failure, Instant, UnitId};
use org::model::UnitRow;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use web::{Answer, Ask, Params};

use crate::{
    ObligationId,
    kept::{self, Campaign, Facts, Seen},
    model::{Kind, Modality, Outcome, Paper, State, Timing, paper, state, timing},
    policy::Read,
    store::{
        self,
        board::{Column, Owed, Sum},
    },
    urged::{self, UrgeCount},
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
    /// The unit itself, if it owes anything, and then the units right under it in their official order.
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
    /// While it presses: how often it was urged, and when last.
    pub urged: Option<UrgeCount>,
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
    let scope = ask.scope::<Read>();
    let kept = kept::for_all_under(&ask, &scope, (query.campaign, root.id)).await?;
    let now = ask.now();
    let (lines, below) = match kept {
        Some(kept) => (kept.lines(&rows), kept_below(&kept, &under, now)),
        None => {
            let lines = store::board::lines(&read, (&scope, root.id), query.campaign, &rows).await?;
            let sums = store::board::below(&read, (&scope, root.id), query.campaign, &rows).await?;
            (lines, summed_below(&read, &under, &sums).await?)
        }
    };
    let mut view = board((&root, &under), &lines, &below, now)?;
    mark_urged(&read, &mut view).await?;
    Ok(Json(view))
}

/// Only at what still presses, which is little: what was handed in since is no longer a matter of urging.
async fn mark_urged(read: &db::Read, view: &mut BoardView) -> Result<(), Failure> {
    let cells = || view.rows.iter().flat_map(|row| &row.cells);
    let pressing = cells().filter(|cell| State::PRESSING.contains(&cell.state));
    let urged = urged::counts(read, pressing.map(|cell| cell.obligation_id)).await?;
    for cell in view.rows.iter_mut().flat_map(|row| &mut row.cells) {
        cell.urged = urged.get(&cell.obligation_id).copied();
    }
    Ok(())
}

/// What lies deeper than each of these units.
type Below = BTreeMap<UnitId, BoardCounts>;

fn kept_below(kept: &Campaign, under: &[UnitRow], now: Instant) -> Below {
    let counts = |unit: UnitId| {
        let mut counts = BoardCounts::default();
        kept.below(unit).for_each(|(facts, number)| counts.add(&facts.seen(now), number));
        counts
    };
    under.iter().map(|unit| (unit.id, counts(unit.id))).collect()
}

async fn summed_below(read: &db::Read, under: &[UnitRow], sums: &[Sum]) -> Result<Below, Failure> {
    let mut branches = BTreeMap::new();
    for branch in under {
        let deeper = org::tree::descendants(read, branch.id).await?;
        branches.extend(deeper.into_iter().map(|unit| (unit, branch.id)));
    }
    let mut below = Below::new();
    for sum in sums {
        if let Some(branch) = branches.get(&sum.unit_id) {
            below.entry(*branch).or_default().add_sum(sum)?;
        }
    }
    Ok(below)
}

/// `under` are the units right under the root in their official order, `lines` what they and the root owe themselves.
fn board(
    (root, under): (&UnitRow, &[UnitRow]),
    lines: &[Owed],
    below: &Below,
    now: Instant,
) -> Result<BoardView, Failure> {
    let mut columns: Vec<BoardColumn> = Vec::new();
    let mut places: BTreeMap<(&str, &str), usize> = BTreeMap::new();
    let mut rows: BTreeMap<UnitId, BoardRow> =
        std::iter::once(root).chain(under).map(|unit| (unit.id, empty(unit))).collect();
    let mut total = BoardCounts::default();
    for (unit, counts) in below {
        let Some(row) = rows.get_mut(unit) else { continue };
        total.add_all(counts);
        row.below = counts.clone();
    }
    for line in lines {
        let Some(row) = rows.get_mut(&line.unit_id) else { continue };
        let key = (line.column.duty.as_str(), line.column.period.as_str());
        let place = *places.entry(key).or_insert_with(|| {
            columns.push(column(line));
            columns.len() - 1
        });
        let cell = cell(line, i64::try_from(place).map_err(Failure::internal)?, now);
        if let Some(facts) = Facts::of(line) {
            let seen = facts.seen(now);
            if let Some(column) = columns.get_mut(place) {
                column.counts.add(&seen, 1);
            }
            row.own.add(&seen, 1);
            total.add(&seen, 1);
        }
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

fn column(line: &Owed) -> BoardColumn {
    let Column { duty, period, period_title, title, kind, modality, due_text } = (*line.column).clone();
    BoardColumn {
        duty,
        period,
        title,
        period_title,
        kind,
        modality,
        due_at: line.progress.due_at,
        due_text,
        counts: BoardCounts::default(),
    }
}

fn cell(line: &Owed, column: i64, now: Instant) -> BoardCell {
    BoardCell {
        column,
        obligation_id: line.id,
        state: state(&line.progress, now),
        timing: timing(&line.progress, now),
        outcome: line.outcome,
        counted: line.counted,
        at_least: line.at_least,
        version: line.version,
        paper: paper(line.wants_paper, line.paper_agrees, &line.progress, now),
        dropped: line.dropped,
        urged: None,
    }
}

impl BoardCounts {
    fn add(&mut self, seen: &Seen, number: i64) {
        *self.by_state.entry(seen.state).or_default() += number;
        if seen.state == State::Waived {
            self.waived += number;
            return;
        }
        self.owed += number;
        self.in_time += number * i64::from(seen.in_time);
        self.due += number * i64::from(seen.due);
        self.paper_missing += number * i64::from(seen.paper_missing);
    }

    fn add_sum(&mut self, sum: &Sum) -> Result<(), Failure> {
        let state = State::from_word(&sum.state)?;
        let (owed, waived) = if state == State::Waived { (0, sum.number) } else { (sum.number, 0) };
        self.add_all(&Self {
            by_state: BTreeMap::from([(state, sum.number)]),
            owed,
            waived,
            in_time: sum.in_time,
            due: sum.due,
            paper_missing: sum.paper_missing,
        });
        Ok(())
    }

    fn add_all(&mut self, other: &Self) {
        for (state, number) in &other.by_state {
            *self.by_state.entry(*state).or_default() += number;
        }
        self.owed += other.owed;
        self.waived += other.waived;
        self.in_time += other.in_time;
        self.due += other.due;
        self.paper_missing += other.paper_missing;
    }
}

#[cfg(test)]
#[path = "board_tests.rs"]
mod tests;
