//! Submissions: versions, appended and never changed, and the numbers of their receipts.

use db::{Reader, Write};
use kernel::{Failure, Instant};
use policy::Granted;
use sea_orm::{
    ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder, QueryTrait,
    sea_query::{Expr, ExprTrait, OnConflict},
};

use crate::{
    ObligationId, SubmissionId,
    policy::Submit,
    receipt,
    rows::{receipt_counter, submission},
};
pub(crate) use submission::Model;

pub(crate) async fn find(reader: &impl Reader, id: SubmissionId) -> Result<Option<Model>, Failure> {
    Ok(submission::Entity::find_by_id((reader.tenant(), id)).one(reader.conn()).await?)
}

/// Every version of an obligation, the first one first.
pub(crate) async fn of_obligation(reader: &impl Reader, id: ObligationId) -> Result<Vec<Model>, Failure> {
    Ok(submission::Entity::find()
        .filter(submission::Column::TenantId.eq(reader.tenant()))
        .filter(submission::Column::ObligationId.eq(id))
        .order_by_asc(submission::Column::Version)
        .all(reader.conn())
        .await?)
}

/// Submissions by id; unknown ids are left out.
pub(crate) async fn by_ids(reader: &impl Reader, ids: Vec<SubmissionId>) -> Result<Vec<Model>, Failure> {
    Ok(submission::Entity::find()
        .filter(submission::Column::TenantId.eq(reader.tenant()))
        .filter(submission::Column::Id.is_in(ids))
        .order_by_asc(submission::Column::Id)
        .all(reader.conn())
        .await?)
}

pub(crate) async fn by_receipts(reader: &impl Reader, numbers: Vec<String>) -> Result<Vec<Model>, Failure> {
    Ok(submission::Entity::find()
        .filter(submission::Column::TenantId.eq(reader.tenant()))
        .filter(submission::Column::Receipt.is_in(numbers))
        .all(reader.conn())
        .await?)
}

/// Appends a version. The caller holds the obligation, so the version is the next one.
pub(crate) async fn append(write: &Write, _: &Granted<Submit>, model: &Model) -> Result<(), Failure> {
    let row = model.clone().into_active_model();
    write.later(&submission::Entity::insert(row).into_query()).await
}

/// The next receipt number of the year. The counter is held until the write ends, so there is no gap and no double.
pub(crate) async fn next_receipt(write: &Write, at: Instant) -> Result<String, Failure> {
    let year = i64::from(at.day().year());
    if let Some(last) = count_up(write, year).await? {
        return Ok(receipt::number(at, last));
    }
    // The first of a year. Two who find no counter meet at the insert, and both count up from what is there then.
    let first = receipt_counter::Model { tenant_id: write.tenant(), year, last: 0 };
    let key = [receipt_counter::Column::TenantId, receipt_counter::Column::Year];
    receipt_counter::Entity::insert(first.into_active_model())
        .on_conflict(OnConflict::columns(key).do_nothing().to_owned())
        .exec_without_returning(write.conn())
        .await?;
    let last = count_up(write, year).await?;
    Ok(receipt::number(at, last.ok_or_else(|| Failure::internal("the receipt counter vanished"))?))
}

/// Takes the next number in one statement; `None` when the year has no counter yet.
async fn count_up(write: &Write, year: i64) -> Result<Option<i64>, Failure> {
    use receipt_counter::Column;
    let counted = receipt_counter::Entity::update_many()
        .col_expr(Column::Last, Expr::col(Column::Last).add(1))
        .filter(Column::TenantId.eq(write.tenant()))
        .filter(Column::Year.eq(year))
        .exec_with_returning(write.conn())
        .await?;
    Ok(counted.first().map(|counter| counter.last))
}
