//! Decisions, appended and never changed, and what reviewers write before they send it.

use db::{Reader, Write, dialect::found_then_sorted};
use kernel::{Failure, PersonId};
use policy::Granted;
use sea_orm::{
    ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder, QueryTrait, sea_query::Expr,
};

use crate::{
    ObligationId, SubmissionId,
    model::Verdict,
    policy::Review,
    rows::{review, review_draft},
};
pub(crate) use review::Model;

/// Every decision about an obligation, the first one first.
pub(crate) async fn of_obligation(reader: &impl Reader, id: ObligationId) -> Result<Vec<Model>, Failure> {
    Ok(review::Entity::find()
        .filter(review::Column::TenantId.eq(reader.tenant()))
        .filter(review::Column::ObligationId.eq(id))
        .order_by_asc(review::Column::Id)
        .all(reader.conn())
        .await?)
}

/// The decisions that sent something back, of many obligations, the first one first.
pub(crate) async fn returns(reader: &impl Reader, of: &[ObligationId]) -> Result<Vec<Model>, Failure> {
    Ok(review::Entity::find()
        .filter(review::Column::TenantId.eq(reader.tenant()))
        .filter(review::Column::ObligationId.is_in(of.iter().copied()))
        .filter(review::Column::Verdict.eq(Verdict::Return.word()))
        .order_by_asc(found_then_sorted(review::Column::Id))
        .all(reader.conn())
        .await?)
}

/// Appends a decision. The unique rule on the step refuses the second of two who decide at once.
pub(crate) async fn append(write: &Write, _: &Granted<Review>, model: &Model) -> Result<(), Failure> {
    let row = model.clone().into_active_model();
    match review::Entity::insert(row).exec_without_returning(write.conn()).await {
        Ok(_) => Ok(()),
        Err(error) if db::dialect::is_unique_violation(&error) => Err(already_decided()),
        Err(error) => Err(error.into()),
    }
}

pub(crate) fn already_decided() -> Failure {
    Failure::refused("already-decided", "这一版已经有了审核结论（可能由另一位审核人作出），请刷新后查看")
}

/// Only the person who writes it ever reads it.
pub(crate) async fn draft(
    reader: &impl Reader,
    submission: SubmissionId,
    person: PersonId,
) -> Result<Option<review_draft::Model>, Failure> {
    let key = (reader.tenant(), submission, person);
    Ok(review_draft::Entity::find_by_id(key).one(reader.conn()).await?)
}

/// Saves over the revision that was read. [`Failure::Stale`] when another window has saved since.
pub(crate) async fn save_draft(
    write: &Write,
    granted: &Granted<Review>,
    submission: SubmissionId,
    content: String,
    read_revision: i64,
) -> Result<review_draft::Model, Failure> {
    let model = review_draft::Model {
        tenant_id: write.tenant(),
        submission_id: submission,
        person_id: granted.person(),
        content,
        revision: read_revision + 1,
        saved_at: write.now(),
    };
    if read_revision == 0 {
        let row = model.clone().into_active_model();
        return match review_draft::Entity::insert(row).exec_without_returning(write.conn()).await {
            Ok(_) => Ok(model),
            Err(error) if db::dialect::is_unique_violation(&error) => Err(Failure::Stale),
            Err(error) => Err(error.into()),
        };
    }
    let saved = review_draft::Entity::update_many()
        .col_expr(review_draft::Column::Content, Expr::value(model.content.clone()))
        .col_expr(review_draft::Column::Revision, Expr::value(model.revision))
        .col_expr(review_draft::Column::SavedAt, Expr::value(model.saved_at))
        .filter(review_draft::Column::TenantId.eq(write.tenant()))
        .filter(review_draft::Column::SubmissionId.eq(submission))
        .filter(review_draft::Column::PersonId.eq(granted.person()))
        .filter(review_draft::Column::Revision.eq(read_revision))
        .exec(write.conn())
        .await?;
    if saved.rows_affected == 1 { Ok(model) } else { Err(Failure::Stale) }
}

/// Once there is a decision, nobody's draft about this step is worth anything.
pub(crate) async fn remove_drafts(
    write: &Write,
    _: &Granted<Review>,
    submission: SubmissionId,
) -> Result<(), Failure> {
    let drafts = review_draft::Entity::delete_many()
        .filter(review_draft::Column::TenantId.eq(write.tenant()))
        .filter(review_draft::Column::SubmissionId.eq(submission));
    write.later(&drafts.into_query()).await
}
