//! Urges: what was said, and about which obligations. Appended, never changed.

use db::{Reader, Write};
use kernel::{Failure, Instant, UnitId};
use policy::Granted;
use sea_orm::{
    ColumnTrait, EntityTrait, FromQueryResult, IntoActiveModel, QueryFilter, QueryOrder, QuerySelect,
};

use crate::{
    ObligationId, UrgeId,
    model::State,
    policy::Urge,
    rows::{urge, urged},
};
pub(crate) use urge::Model;
pub(crate) use urged::Model as Urged;

/// How often an obligation was urged, and when last.
#[derive(Clone, Debug, FromQueryResult)]
pub(crate) struct Count {
    pub obligation_id: ObligationId,
    pub times: i64,
    pub last_at: Instant,
}

/// What is said, before anybody is named to whom.
pub(crate) async fn say(
    write: &Write,
    granted: &Granted<Urge>,
    from: UnitId,
    message: &str,
) -> Result<UrgeId, Failure> {
    let id = write.id();
    let model = Model {
        tenant_id: write.tenant(),
        id,
        message: message.to_owned(),
        urged_at: write.now(),
        urged_by: granted.person(),
        unit_id: from,
    };
    urge::Entity::insert(model.into_active_model()).exec_without_returning(write.conn()).await?;
    Ok(id)
}

/// That it was said about this obligation, which stood so.
pub(crate) async fn about(
    write: &Write,
    _: &Granted<Urge>,
    urge_id: UrgeId,
    (obligation_id, state): (ObligationId, State),
) -> Result<(), Failure> {
    let model = Urged {
        tenant_id: write.tenant(),
        obligation_id,
        urge_id,
        urged_at: write.now(),
        state: state.word().to_owned(),
    };
    urged::Entity::insert(model.into_active_model()).exec_without_returning(write.conn()).await?;
    Ok(())
}

/// Of those obligations that were ever urged.
pub(crate) async fn counts(reader: &impl Reader, of: &[ObligationId]) -> Result<Vec<Count>, Failure> {
    let mut counts = Vec::new();
    for some in of.chunks(super::ROWS_PER_STATEMENT) {
        let found = urged::Entity::find()
            .select_only()
            .column(urged::Column::ObligationId)
            .column_as(urged::Column::UrgeId.count(), "times")
            .column_as(urged::Column::UrgedAt.max(), "last_at")
            .filter(urged::Column::TenantId.eq(reader.tenant()))
            .filter(urged::Column::ObligationId.is_in(some.iter().copied()))
            .group_by(urged::Column::ObligationId)
            .into_model()
            .all(reader.conn())
            .await?;
        counts.extend::<Vec<Count>>(found);
    }
    Ok(counts)
}

/// Every time that these obligations were urged at one of these instants.
pub(crate) async fn at(reader: &impl Reader, counts: &[Count]) -> Result<Vec<Urged>, Failure> {
    let mut found = Vec::new();
    for some in counts.chunks(super::ROWS_PER_STATEMENT) {
        let query = urged::Entity::find()
            .filter(urged::Column::TenantId.eq(reader.tenant()))
            .filter(urged::Column::ObligationId.is_in(some.iter().map(|count| count.obligation_id)))
            .filter(urged::Column::UrgedAt.is_in(some.iter().map(|count| count.last_at)));
        found.extend(query.all(reader.conn()).await?);
    }
    Ok(found)
}

/// The newest first, and no more than a page shows.
pub(crate) async fn of_obligation(
    reader: &impl Reader,
    id: ObligationId,
    limit: u64,
) -> Result<Vec<Urged>, Failure> {
    Ok(urged::Entity::find()
        .filter(urged::Column::TenantId.eq(reader.tenant()))
        .filter(urged::Column::ObligationId.eq(id))
        .order_by_desc(urged::Column::UrgedAt)
        .order_by_desc(urged::Column::UrgeId)
        .limit(limit)
        .all(reader.conn())
        .await?)
}

pub(crate) async fn find_all(
    reader: &impl Reader,
    ids: impl IntoIterator<Item = UrgeId>,
) -> Result<Vec<Model>, Failure> {
    let mut ids: Vec<UrgeId> = ids.into_iter().collect();
    ids.sort_unstable();
    ids.dedup();
    let mut found = Vec::new();
    for some in ids.chunks(super::ROWS_PER_STATEMENT) {
        let query = urge::Entity::find()
            .filter(urge::Column::TenantId.eq(reader.tenant()))
            .filter(urge::Column::Id.is_in(some.iter().copied()));
        found.extend(query.all(reader.conn()).await?);
    }
    Ok(found)
}
