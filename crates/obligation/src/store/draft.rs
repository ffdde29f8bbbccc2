//! Drafts: one for each obligation, saved as often as people type.

use std::collections::BTreeMap;

use db::{Reader, Write};
use kernel::{Failure, Instant};
use policy::{Granted, Scope};
use sea_orm::{
    ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter, QuerySelect, QueryTrait, sea_query::Expr,
};

use crate::{ObligationId, policy::Submit, rows::draft};
pub(crate) use draft::Model;

pub(crate) async fn find(reader: &impl Reader, id: ObligationId) -> Result<Option<Model>, Failure> {
    Ok(draft::Entity::find_by_id((reader.tenant(), id)).one(reader.conn()).await?)
}

/// When the drafts of these obligations were saved, for those who hand them in.
pub(crate) async fn saved(
    reader: &impl Reader,
    _: &Scope<Submit>,
    ids: impl Iterator<Item = ObligationId>,
) -> Result<BTreeMap<ObligationId, Instant>, Failure> {
    let query = draft::Entity::find()
        .select_only()
        .columns([draft::Column::ObligationId, draft::Column::SavedAt])
        .filter(draft::Column::TenantId.eq(reader.tenant()))
        .filter(draft::Column::ObligationId.is_in(ids));
    Ok(query.into_tuple().all(reader.conn()).await?.into_iter().collect())
}

/// Saves over the revision that was read. [`Failure::Stale`] when somebody else has saved since.
pub(crate) async fn save(
    write: &Write,
    granted: &Granted<Submit>,
    id: ObligationId,
    content: String,
    read_revision: i64,
) -> Result<Model, Failure> {
    let model = Model {
        tenant_id: write.tenant(),
        obligation_id: id,
        content,
        revision: read_revision + 1,
        saved_at: write.now(),
        saved_by: granted.person(),
    };
    if read_revision == 0 {
        let row = model.clone().into_active_model();
        return match draft::Entity::insert(row).exec_without_returning(write.conn()).await {
            Ok(_) => Ok(model),
            Err(error) if db::dialect::is_unique_violation(&error) => Err(Failure::Stale),
            Err(error) => Err(error.into()),
        };
    }
    let saved = draft::Entity::update_many()
        .col_expr(draft::Column::Content, Expr::value(model.content.clone()))
        .col_expr(draft::Column::Revision, Expr::value(model.revision))
        .col_expr(draft::Column::SavedAt, Expr::value(model.saved_at))
        .col_expr(draft::Column::SavedBy, Expr::value(model.saved_by))
        .filter(draft::Column::TenantId.eq(write.tenant()))
        .filter(draft::Column::ObligationId.eq(id))
        .filter(draft::Column::Revision.eq(read_revision))
        .exec(write.conn())
        .await?;
    if saved.rows_affected == 1 { Ok(model) } else { Err(Failure::Stale) }
}

/// What was sent is no draft any more.
pub(crate) async fn remove(write: &Write, _: &Granted<Submit>, id: ObligationId) -> Result<(), Failure> {
    let draft = draft::Entity::delete_many()
        .filter(draft::Column::TenantId.eq(write.tenant()))
        .filter(draft::Column::ObligationId.eq(id));
    write.later(&draft.into_query()).await
}
