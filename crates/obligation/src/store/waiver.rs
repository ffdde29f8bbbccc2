//! Waivers: given and revoked, every one kept.

use db::{Reader, Write};
use kernel::Failure;
use policy::Granted;
use sea_orm::{ActiveModelTrait, ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder, Set};

use crate::{ObligationId, policy::Waive, rows::waiver};
pub(crate) use waiver::Model;

/// The newest first.
pub(crate) async fn of_obligation(reader: &impl Reader, id: ObligationId) -> Result<Vec<Model>, Failure> {
    Ok(waiver::Entity::find()
        .filter(waiver::Column::TenantId.eq(reader.tenant()))
        .filter(waiver::Column::ObligationId.eq(id))
        .order_by_desc(waiver::Column::Id)
        .all(reader.conn())
        .await?)
}

pub(crate) async fn give(
    write: &Write,
    granted: &Granted<Waive>,
    id: ObligationId,
    reason: &str,
) -> Result<(), Failure> {
    let model = Model {
        tenant_id: write.tenant(),
        id: write.id(),
        obligation_id: id,
        reason: reason.to_owned(),
        waived_at: write.now(),
        waived_by: granted.person(),
        revoked_at: None,
        revoked_by: None,
    };
    waiver::Entity::insert(model.into_active_model()).exec_without_returning(write.conn()).await?;
    Ok(())
}

pub(crate) async fn revoke(write: &Write, granted: &Granted<Waive>, waiver: &Model) -> Result<(), Failure> {
    let mut changed =
        waiver::ActiveModel { tenant_id: Set(waiver.tenant_id), id: Set(waiver.id), ..Default::default() };
    changed.revoked_at = Set(Some(write.now()));
    changed.revoked_by = Set(Some(granted.person()));
    changed.update(write.conn()).await?;
    Ok(())
}
