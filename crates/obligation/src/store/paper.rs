//! The second receipt: sealed paper as it arrived. A correction replaces the entry; the audit trail keeps both.

use db::{Reader, Write};
use kernel::{Day, Failure};
use policy::Granted;
use sea_orm::{ActiveModelTrait, EntityTrait, IntoActiveModel};
use sea_orm::{ColumnTrait, QueryFilter};

use crate::{ObligationId, policy::ReceivePaper, rows::paper};
pub(crate) use paper::Model;

pub(crate) async fn find(reader: &impl Reader, id: ObligationId) -> Result<Option<Model>, Failure> {
    Ok(paper::Entity::find_by_id((reader.tenant(), id)).one(reader.conn()).await?)
}

pub(crate) async fn of_obligations(
    reader: &impl Reader,
    ids: Vec<ObligationId>,
) -> Result<Vec<Model>, Failure> {
    Ok(paper::Entity::find()
        .filter(paper::Column::TenantId.eq(reader.tenant()))
        .filter(paper::Column::ObligationId.is_in(ids))
        .all(reader.conn())
        .await?)
}

/// What came, as somebody wrote it down.
pub(crate) struct Arrived<'a> {
    pub received_on: Day,
    pub copies: i64,
    pub agrees: bool,
    pub note: &'a str,
}

/// Writes down what came, or corrects it. The caller holds the obligation.
pub(crate) async fn put(
    write: &Write,
    granted: &Granted<ReceivePaper>,
    id: ObligationId,
    arrived: Arrived<'_>,
    before: Option<&Model>,
) -> Result<Model, Failure> {
    let Arrived { received_on, copies, agrees, note } = arrived;
    let model = Model {
        tenant_id: write.tenant(),
        obligation_id: id,
        received_on,
        copies,
        agrees,
        note: note.to_owned(),
        revision: before.map_or(1, |before| before.revision + 1),
        recorded_at: write.now(),
        recorded_by: granted.person(),
    };
    let row = model.clone().into_active_model();
    if before.is_some() {
        row.reset_all().update(write.conn()).await?;
    } else {
        paper::Entity::insert(row).exec_without_returning(write.conn()).await?;
    }
    Ok(model)
}
