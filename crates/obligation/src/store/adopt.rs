//! Many obligations at once, for adoptions.

use db::{Reader, Write};
use kernel::{CampaignId, Failure, UnitId};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder, QuerySelect,
};

use super::{ROWS_PER_STATEMENT, obligation::MOVED};
use crate::{
    ObligationId,
    rows::{obligation, target},
};

/// Every obligation of the campaign, held until the end of the write.
pub(crate) async fn hold_all(write: &Write, campaign: CampaignId) -> Result<Vec<obligation::Model>, Failure> {
    Ok(obligation::Entity::find()
        .filter(obligation::Column::TenantId.eq(write.tenant()))
        .filter(obligation::Column::CampaignId.eq(campaign))
        .order_by_asc(obligation::Column::Id)
        .lock_exclusive()
        .all(write.conn())
        .await?)
}

pub(crate) async fn insert(write: &Write, rows: Vec<obligation::Model>) -> Result<(), Failure> {
    for some in rows.chunks(ROWS_PER_STATEMENT) {
        some.iter().for_each(|row| write.moved(MOVED, row.id.uuid()));
        let rows = some.iter().cloned().map(IntoActiveModel::into_active_model);
        obligation::Entity::insert_many(rows).exec_without_returning(write.conn()).await?;
    }
    Ok(())
}

pub(crate) async fn update(write: &Write, row: obligation::Model) -> Result<(), Failure> {
    write.moved(MOVED, row.id.uuid());
    row.into_active_model().reset_all().update(write.conn()).await?;
    Ok(())
}

/// The targets of these obligations become these pairs.
pub(crate) async fn replace_targets(
    write: &Write,
    ids: &[ObligationId],
    pairs: &[(ObligationId, UnitId)],
) -> Result<(), Failure> {
    for some in ids.chunks(ROWS_PER_STATEMENT) {
        target::Entity::delete_many()
            .filter(target::Column::TenantId.eq(write.tenant()))
            .filter(target::Column::ObligationId.is_in(some.iter().copied()))
            .exec(write.conn())
            .await?;
    }
    for some in pairs.chunks(ROWS_PER_STATEMENT) {
        let rows = some.iter().map(|(obligation_id, unit_id)| {
            target::Model { tenant_id: write.tenant(), obligation_id: *obligation_id, unit_id: *unit_id }
                .into_active_model()
        });
        target::Entity::insert_many(rows).exec_without_returning(write.conn()).await?;
    }
    Ok(())
}
