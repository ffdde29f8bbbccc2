//! What the board is made from: a narrow line for each cell, and counts by state, made by the engine, of all that lies below
//! the rows. A test holds the counts against the model.

use db::Reader;
use kernel::{CampaignId, Failure, Instant, UnitId};
use policy::{Act, Scope};
use sea_orm::{
    ColumnTrait, Condition, DerivePartialModel, EntityTrait, FromQueryResult, QueryFilter, QueryOrder,
    QuerySelect,
    sea_query::{Alias, CaseStatement, Expr, Func},
};

use super::{
    obligation::{Moves, paper_missing, visible},
    states,
};
use crate::{
    ObligationId,
    model::{Kind, Modality, Outcome, Progress, State},
    rows::obligation::{Column, Entity},
};

/// An obligation as far as the board shows it.
#[derive(Clone, Debug, DerivePartialModel)]
#[sea_orm(entity = "Entity")]
pub(crate) struct Line {
    pub id: ObligationId,
    pub unit_id: UnitId,
    pub duty: String,
    pub period: String,
    pub period_title: String,
    pub title: String,
    pub kind: String,
    pub modality: String,
    pub due_text: String,
    pub opens_at: Instant,
    pub due_at: Instant,
    pub late_after: Instant,
    pub at_least: i64,
    pub counted: i64,
    pub met_at: Option<Instant>,
    pub stage: String,
    pub version: i64,
    pub counts_from: Option<Instant>,
    pub outcome: Option<String>,
    pub taken_up: bool,
    pub returned_until: Option<Instant>,
    pub waived_at: Option<Instant>,
    pub dropped_at: Option<Instant>,
    pub wants_paper: bool,
    pub paper_agrees: Option<bool>,
}

impl Line {
    pub(crate) fn progress(&self) -> Result<Progress, Failure> {
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
        moves.progress()
    }

    pub(crate) fn kind(&self) -> Result<Kind, Failure> {
        Kind::from_word(&self.kind)
    }

    pub(crate) fn modality(&self) -> Result<Modality, Failure> {
        Modality::from_word(&self.modality)
    }

    pub(crate) fn outcome(&self) -> Result<Option<Outcome>, Failure> {
        self.outcome.as_deref().map(Outcome::from_word).transpose()
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
) -> Result<Vec<Line>, Failure> {
    Ok(Entity::find()
        .filter(Column::TenantId.eq(reader.tenant()))
        .filter(Column::CampaignId.eq(campaign))
        .filter(Column::UnitId.is_in(units.iter().copied()))
        .filter(org::reach::reachable(reader, scope, Some(root), Column::UnitId).await?)
        .filter(visible())
        .order_by_asc(Column::DueAt)
        .order_by_asc(Column::Id)
        .into_partial_model()
        .all(reader.conn())
        .await?)
}

/// What lies deeper than these units (not what they owe themselves), by unit and state.
pub(crate) async fn below<A: Act>(
    reader: &impl Reader,
    (scope, root): (&Scope<A>, UnitId),
    campaign: CampaignId,
    rows: &[UnitId],
) -> Result<Vec<Sum>, Failure> {
    let which = Condition::all()
        .add(Column::TenantId.eq(reader.tenant()))
        .add(Column::CampaignId.eq(campaign))
        .add(Column::UnitId.is_not_in(rows.iter().copied()))
        .add(org::reach::reachable(reader, scope, Some(root), Column::UnitId).await?);
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
        .column(Column::UnitId)
        .column_as(states, "state")
        .column_as(Column::Id.count(), "number")
        .column_as(number_of(weighs().add(states::in_time(now))), "in_time")
        .column_as(number_of(weighs().add(states::ahead(now).not())), "due")
        .column_as(number_of(paper_missing(now)), "paper_missing")
        .filter(Column::DroppedAt.is_null())
        .filter(which)
        .group_by(Column::UnitId)
        .group_by(Expr::col(Alias::new("state")))
        .into_model()
        .all(reader.conn())
        .await?)
}

/// A coverage without a single target is met by nobody's doing and would only flatter the share.
fn weighs() -> Condition {
    Condition::all()
        .add(Column::Modality.eq(Modality::Hard.word()))
        .add(Column::AtLeast.gt(0))
        .add(Column::WaivedAt.is_null())
}

/// How many rows of a group are so. Both engines add up 32-bit numbers to 64 bits.
fn number_of(condition: Condition) -> Expr {
    let each: Expr = CaseStatement::new().case(condition, Expr::val(1_i32)).finally(Expr::val(0_i32)).into();
    Func::sum(each).into()
}

#[cfg(test)]
#[path = "board_tests.rs"]
pub(crate) mod tests;
