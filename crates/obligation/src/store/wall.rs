//! What was to be in by one deadline, counted by the engine. Deadlines are few where obligations are many, and weeks are
//! no business of a database. A test holds the counts against the model.

use db::Reader;
use kernel::{CampaignId, Failure, Instant, UnitId};
use policy::{Act, Scope};
use sea_orm::{ColumnTrait, Condition, EntityTrait, FromQueryResult, QueryFilter, QueryOrder, QuerySelect};

use super::states;
use crate::{
    model::State,
    rows::obligation::{Column, Entity},
};

/// Obligations with the same deadline.
#[derive(Clone, Debug, Default, PartialEq, Eq, FromQueryResult)]
pub(crate) struct Due {
    pub due_at: Instant,
    /// Everything but what was waived.
    pub owed: i64,
    /// Of that: handed in or met, reviewed or not.
    pub handed_in: i64,
    /// Those that are hard and ask for something.
    pub weighing: i64,
    /// Of these: handed in or met in time.
    pub in_time: i64,
    /// Of these: handed in, met, or with a deadline that has passed.
    pub due: i64,
}

/// By deadline.
pub(crate) async fn dues<A: Act>(
    reader: &impl Reader,
    (scope, root): (&Scope<A>, UnitId),
    campaign: CampaignId,
) -> Result<Vec<Due>, Failure> {
    let which = Condition::all()
        .add(Column::TenantId.eq(reader.tenant()))
        .add(Column::CampaignId.eq(campaign))
        .add(org::reach::reachable(reader, scope, Some(root), Column::UnitId).await?);
    counted(reader, which).await
}

async fn counted(reader: &impl Reader, which: Condition) -> Result<Vec<Due>, Failure> {
    let now = reader.now();
    Ok(Entity::find()
        .select_only()
        .column(Column::DueAt)
        .column_as(states::number_of(owed()), "owed")
        .column_as(states::number_of(owed().add(handed_in(now))), "handed_in")
        .column_as(states::number_of(states::weighs()), "weighing")
        .column_as(states::number_of(states::weighs().add(states::in_time(now))), "in_time")
        .column_as(states::number_of(states::weighs().add(states::ahead(now).not())), "due")
        .filter(Column::DroppedAt.is_null())
        .filter(which)
        .group_by(Column::DueAt)
        .order_by_asc(Column::DueAt)
        .into_model()
        .all(reader.conn())
        .await?)
}

fn owed() -> Condition {
    Condition::all().add(Column::WaivedAt.is_null())
}

fn handed_in(now: Instant) -> Condition {
    State::HANDED_IN.iter().fold(Condition::any(), |any, state| any.add(states::is(*state, now)))
}

#[cfg(test)]
#[path = "wall_tests.rs"]
mod tests;
