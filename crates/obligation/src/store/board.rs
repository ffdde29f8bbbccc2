//! What the board is made from: a narrow line for each cell, and counts by state of all that lies below the rows. The
//! counts are made here by the engine where the process does not keep them (`kept.rs`); a test holds them against the model.

use std::{collections::BTreeSet, sync::Arc};

use db::{Reader, dialect::found_then_checked};
use kernel::{CampaignId, Failure, Instant, UnitId};
use policy::{Act, Scope};
use sea_orm::{
    ColumnTrait, Condition, DerivePartialModel, EntityTrait, FromQueryResult, QueryFilter, QuerySelect,
    sea_query::{Alias, CaseStatement, Expr, ExprTrait},
};

use super::{
    obligation::{Moves, paper_missing, visible},
    states,
};
use crate::{
    ObligationId,
    model::{Kind, Modality, Outcome, Progress, State},
    rows::obligation::{self as row, Entity},
};

/// An obligation as far as the board shows it.
#[derive(Clone, Debug)]
pub(crate) struct Owed {
    pub id: ObligationId,
    pub unit_id: UnitId,
    pub column: Arc<Column>,
    pub progress: Progress,
    pub version: i64,
    pub outcome: Option<Outcome>,
    pub wants_paper: bool,
    pub paper_agrees: Option<bool>,
    pub dropped: bool,
    pub at_least: i64,
    pub counted: i64,
}

impl Owed {
    /// Not dropped, or dropped after something had been handed in.
    pub(crate) fn visible(&self) -> bool {
        !self.dropped || self.version > 0
    }
}

/// What obligations of one period of one duty have in common.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Column {
    pub duty: String,
    pub period: String,
    pub period_title: String,
    pub title: String,
    pub kind: Kind,
    pub modality: Modality,
    pub due_text: String,
}

/// The columns that were met so far: one text for thousands of obligations.
#[derive(Default)]
pub(crate) struct Columns(BTreeSet<Arc<Column>>);

impl Columns {
    fn one(&mut self, column: Column) -> Arc<Column> {
        if let Some(known) = self.0.get(&column) {
            return Arc::clone(known);
        }
        let new = Arc::new(column);
        self.0.insert(Arc::clone(&new));
        new
    }
}

#[derive(DerivePartialModel)]
#[sea_orm(entity = "Entity")]
struct Line {
    id: ObligationId,
    unit_id: UnitId,
    duty: String,
    period: String,
    period_title: String,
    title: String,
    kind: String,
    modality: String,
    due_text: String,
    opens_at: Instant,
    due_at: Instant,
    late_after: Instant,
    at_least: i64,
    counted: i64,
    met_at: Option<Instant>,
    stage: String,
    version: i64,
    counts_from: Option<Instant>,
    outcome: Option<String>,
    taken_up: bool,
    returned_until: Option<Instant>,
    waived_at: Option<Instant>,
    dropped_at: Option<Instant>,
    wants_paper: bool,
    paper_agrees: Option<bool>,
}

impl Line {
    fn owed(self, columns: &mut Columns) -> Result<Owed, Failure> {
        let moves = Moves {
            id: self.id,
            kind: &self.kind,
            stage: &self.stage,
            opens_at: self.opens_at,
            due_at: self.due_at,
            late_after: self.late_after,
            waived: self.waived_at.is_some(),
            counted: self.counted,
            at_least: self.at_least,
            met_at: self.met_at,
            counts_from: self.counts_from,
            taken_up: self.taken_up,
            returned_until: self.returned_until,
        };
        Ok(Owed {
            id: self.id,
            unit_id: self.unit_id,
            progress: moves.progress()?,
            version: self.version,
            outcome: self.outcome.as_deref().map(Outcome::from_word).transpose()?,
            wants_paper: self.wants_paper,
            paper_agrees: self.paper_agrees,
            dropped: self.dropped_at.is_some(),
            at_least: self.at_least,
            counted: self.counted,
            column: columns.one(Column {
                kind: Kind::from_word(&self.kind)?,
                modality: Modality::from_word(&self.modality)?,
                duty: self.duty,
                period: self.period,
                period_title: self.period_title,
                title: self.title,
                due_text: self.due_text,
            }),
        })
    }
}

/// Obligations that are in one state at an instant. What was waived has only a number.
#[derive(Clone, Debug, PartialEq, Eq, FromQueryResult)]
pub(crate) struct Sum {
    pub unit_id: UnitId,
    pub state: String,
    pub number: i64,
    /// Of those that are hard and ask for something: handed in or met in time.
    pub in_time: i64,
    /// Of the same: handed in, met, or with a deadline that has passed.
    pub due: i64,
    pub paper_missing: i64,
}

/// What these units owe themselves, by deadline.
pub(crate) async fn lines<A: Act>(
    reader: &impl Reader,
    (scope, root): (&Scope<A>, UnitId),
    campaign: CampaignId,
    units: &[UnitId],
) -> Result<Vec<Owed>, Failure> {
    let which = Condition::all()
        .add(row::Column::CampaignId.eq(campaign))
        .add(row::Column::UnitId.is_in(units.iter().copied()))
        .add(org::reach::reachable(reader, scope, Some(root), row::Column::UnitId).await?)
        .add(visible());
    let mut lines = read(reader, which, &mut Columns::default()).await?;
    lines.sort_unstable_by_key(|owed| (owed.progress.due_at, owed.id));
    Ok(lines)
}

/// Everything of a campaign, whoever asks: for what the process keeps. An index gives the ids, and the rows are read in the
/// order in which they were written, so that each page of the file is read once: in the order of the index a million rows
/// took four times as long from a cold disk.
pub(crate) async fn all(
    reader: &impl Reader,
    campaign: CampaignId,
    columns: &mut Columns,
) -> Result<Vec<Owed>, Failure> {
    let mut ids: Vec<ObligationId> = Entity::find()
        .select_only()
        .column(row::Column::Id)
        .filter(row::Column::TenantId.eq(reader.tenant()))
        .filter(row::Column::CampaignId.eq(campaign))
        .into_tuple()
        .all(reader.conn())
        .await?;
    ids.sort_unstable();
    some(reader, campaign, &ids, columns).await
}

/// These obligations of a campaign, whoever asks.
pub(crate) async fn some(
    reader: &impl Reader,
    campaign: CampaignId,
    ids: &[ObligationId],
    columns: &mut Columns,
) -> Result<Vec<Owed>, Failure> {
    let mut found = Vec::new();
    for ids in ids.chunks(super::ROWS_PER_STATEMENT) {
        let these = Condition::all()
            .add(ExprTrait::eq(found_then_checked(row::Column::CampaignId), campaign))
            .add(row::Column::Id.is_in(ids.iter().copied()));
        found.extend(read(reader, these, columns).await?);
    }
    Ok(found)
}

async fn read(reader: &impl Reader, which: Condition, columns: &mut Columns) -> Result<Vec<Owed>, Failure> {
    let lines = Entity::find()
        .filter(row::Column::TenantId.eq(reader.tenant()))
        .filter(which)
        .into_partial_model::<Line>()
        .all(reader.conn())
        .await?;
    lines.into_iter().map(|line| line.owed(columns)).collect()
}

/// What lies deeper than these units (not what they owe themselves), by unit and state.
pub(crate) async fn below<A: Act>(
    reader: &impl Reader,
    (scope, root): (&Scope<A>, UnitId),
    campaign: CampaignId,
    rows: &[UnitId],
) -> Result<Vec<Sum>, Failure> {
    let which = Condition::all()
        .add(row::Column::TenantId.eq(reader.tenant()))
        .add(row::Column::CampaignId.eq(campaign))
        .add(row::Column::UnitId.is_not_in(rows.iter().copied()))
        .add(org::reach::reachable(reader, scope, Some(root), row::Column::UnitId).await?);
    sums(reader, which).await
}

async fn sums(reader: &impl Reader, which: Condition) -> Result<Vec<Sum>, Failure> {
    let now = reader.now();
    let states: Expr = State::ALL
        .iter()
        .fold(CaseStatement::new(), |states, state| {
            states.case(states::is(*state, now), Expr::val(state.word()))
        })
        .into();
    Ok(Entity::find()
        .select_only()
        .column(row::Column::UnitId)
        .column_as(states, "state")
        .column_as(row::Column::Id.count(), "number")
        .column_as(states::number_of(states::weighs().add(states::in_time(now))), "in_time")
        .column_as(states::number_of(states::weighs().add(states::ahead(now).not())), "due")
        .column_as(states::number_of(paper_missing(now)), "paper_missing")
        .filter(row::Column::DroppedAt.is_null())
        .filter(which)
        .group_by(row::Column::UnitId)
        .group_by(Expr::col(Alias::new("state")))
        .into_model()
        .all(reader.conn())
        .await?)
}

#[cfg(test)]
#[path = "board_tests.rs"]
pub(crate) mod tests;
