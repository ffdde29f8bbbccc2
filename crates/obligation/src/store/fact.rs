//! Facts as obligations weigh them: those that count, and those that nearly do.

use std::collections::BTreeMap;

use db::{Reader, Write, dialect::found_then_sorted};
use facts::FactId;
use kernel::{CampaignId, Day, Failure, Instant, UnitId};
use sea_orm::{ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder, QuerySelect, QueryTrait};

use super::ROWS_PER_STATEMENT;
use crate::{
    ObligationId,
    count::{CountedFact, Weight},
    rows::{obligation, target, weighed},
};

/// The obligations of these duties and units whose window contains the day, held in the order of their ids so that two
/// writes never wait for each other in a circle.
pub(crate) async fn concerned(
    write: &Write,
    campaign: CampaignId,
    duties: &[&str],
    units: &[UnitId],
    day: Day,
) -> Result<Vec<obligation::Model>, Failure> {
    use obligation::Column;
    Ok(obligation::Entity::find()
        .filter(Column::TenantId.eq(write.tenant()))
        .filter(Column::CampaignId.eq(campaign))
        .filter(Column::Duty.is_in(duties.iter().copied()))
        .filter(Column::UnitId.is_in(units.iter().copied()))
        .filter(Column::WindowFrom.lte(day))
        .filter(Column::WindowTo.gte(day))
        .filter(Column::DroppedAt.is_null())
        .order_by_asc(found_then_sorted(Column::Id))
        .lock_exclusive()
        .all(write.conn())
        .await?)
}

/// The obligations for which the fact was weighed, held in the order of their ids.
pub(crate) async fn weighing(write: &Write, fact: FactId) -> Result<Vec<obligation::Model>, Failure> {
    let ids = weighed::Entity::find()
        .select_only()
        .column(weighed::Column::ObligationId)
        .filter(weighed::Column::TenantId.eq(write.tenant()))
        .filter(weighed::Column::FactId.eq(fact))
        .into_query();
    Ok(obligation::Entity::find()
        .filter(obligation::Column::TenantId.eq(write.tenant()))
        .filter(obligation::Column::Id.in_subquery(ids))
        .order_by_asc(obligation::Column::Id)
        .lock_exclusive()
        .all(write.conn())
        .await?)
}

pub(crate) async fn is_target(reader: &impl Reader, id: ObligationId, unit: UnitId) -> Result<bool, Failure> {
    Ok(target::Entity::find_by_id((reader.tenant(), id, unit)).one(reader.conn()).await?.is_some())
}

/// Whether a fact that counts covers the target already.
pub(crate) async fn is_covered(
    reader: &impl Reader,
    id: ObligationId,
    unit: UnitId,
) -> Result<bool, Failure> {
    let found = weighed::Entity::find()
        .filter(weighed::Column::TenantId.eq(reader.tenant()))
        .filter(weighed::Column::ObligationId.eq(id))
        .filter(weighed::Column::TargetId.eq(unit))
        .filter(weighed::Column::Lacks.is_null())
        .limit(1)
        .one(reader.conn())
        .await?;
    Ok(found.is_some())
}

pub(crate) fn row(
    tenant_id: kernel::TenantId,
    obligation_id: ObligationId,
    fact_id: FactId,
    published_at: Instant,
    weight: Weight,
) -> weighed::Model {
    let (target_id, lacks) = match weight {
        Weight::Counts { target } => (target, None),
        Weight::Lacks(lacks) => (None, Some(lacks)),
    };
    weighed::Model { tenant_id, obligation_id, fact_id, target_id, published_at, lacks }
}

pub(crate) async fn insert(write: &Write, rows: Vec<weighed::Model>) -> Result<(), Failure> {
    for some in rows.chunks(ROWS_PER_STATEMENT) {
        let rows = some.iter().cloned().map(IntoActiveModel::into_active_model);
        write.later(&weighed::Entity::insert_many(rows).into_query()).await?;
    }
    Ok(())
}

pub(crate) async fn remove_fact(write: &Write, fact: FactId) -> Result<(), Failure> {
    weighed::Entity::delete_many()
        .filter(weighed::Column::TenantId.eq(write.tenant()))
        .filter(weighed::Column::FactId.eq(fact))
        .exec(write.conn())
        .await?;
    Ok(())
}

/// Forgets what the obligations of the campaign have weighed, before all of it is weighed anew.
pub(crate) async fn remove_all(write: &Write, campaign: CampaignId) -> Result<(), Failure> {
    let ids = obligation::Entity::find()
        .select_only()
        .column(obligation::Column::Id)
        .filter(obligation::Column::TenantId.eq(write.tenant()))
        .filter(obligation::Column::CampaignId.eq(campaign))
        .into_query();
    weighed::Entity::delete_many()
        .filter(weighed::Column::TenantId.eq(write.tenant()))
        .filter(weighed::Column::ObligationId.in_subquery(ids))
        .exec(write.conn())
        .await?;
    Ok(())
}

/// The facts that count, as [`crate::count::met_at`] wants them.
pub(crate) async fn counted(reader: &impl Reader, id: ObligationId) -> Result<Vec<CountedFact>, Failure> {
    let rows = weighed::Entity::find()
        .filter(weighed::Column::TenantId.eq(reader.tenant()))
        .filter(weighed::Column::ObligationId.eq(id))
        .filter(weighed::Column::Lacks.is_null())
        .all(reader.conn())
        .await?;
    Ok(rows.into_iter().map(|row| (row.published_at, row.target_id)).collect())
}

/// Facts that count (`lacking` false) or nearly do, the newest first, at most `limit`.
pub(crate) async fn newest(
    reader: &impl Reader,
    id: ObligationId,
    lacking: bool,
    limit: u64,
) -> Result<Vec<weighed::Model>, Failure> {
    use weighed::Column;
    let lacks = if lacking { Column::Lacks.is_not_null() } else { Column::Lacks.is_null() };
    Ok(weighed::Entity::find()
        .filter(Column::TenantId.eq(reader.tenant()))
        .filter(Column::ObligationId.eq(id))
        .filter(lacks)
        .order_by_desc(Column::PublishedAt)
        .order_by_desc(Column::FactId)
        .limit(limit)
        .all(reader.conn())
        .await?)
}

/// Units to be covered, in the order of their ids: all of them, or only those that are (not) covered yet.
pub(crate) async fn targets(
    reader: &impl Reader,
    id: ObligationId,
    covered: Option<bool>,
    after: Option<UnitId>,
    limit: u64,
) -> Result<Vec<UnitId>, Failure> {
    let visited = || {
        weighed::Entity::find()
            .select_only()
            .column(weighed::Column::TargetId)
            .filter(weighed::Column::TenantId.eq(reader.tenant()))
            .filter(weighed::Column::ObligationId.eq(id))
            .filter(weighed::Column::Lacks.is_null())
            .filter(weighed::Column::TargetId.is_not_null())
            .into_query()
    };
    let mut query = target::Entity::find()
        .filter(target::Column::TenantId.eq(reader.tenant()))
        .filter(target::Column::ObligationId.eq(id));
    match covered {
        Some(true) => query = query.filter(target::Column::UnitId.in_subquery(visited())),
        Some(false) => query = query.filter(target::Column::UnitId.not_in_subquery(visited())),
        None => {}
    }
    if let Some(after) = after {
        query = query.filter(target::Column::UnitId.gt(after));
    }
    let rows = query.order_by_asc(target::Column::UnitId).limit(limit).all(reader.conn()).await?;
    Ok(rows.into_iter().map(|row| row.unit_id).collect())
}

/// The targets of these obligations.
pub(crate) async fn targets_of(
    reader: &impl Reader,
    ids: &[ObligationId],
) -> Result<BTreeMap<ObligationId, Vec<UnitId>>, Failure> {
    let mut found: BTreeMap<ObligationId, Vec<UnitId>> = BTreeMap::new();
    for some in ids.chunks(ROWS_PER_STATEMENT) {
        let rows = target::Entity::find()
            .filter(target::Column::TenantId.eq(reader.tenant()))
            .filter(target::Column::ObligationId.is_in(some.iter().copied()))
            .order_by_asc(target::Column::ObligationId)
            .order_by_asc(target::Column::UnitId)
            .all(reader.conn())
            .await?;
        for row in rows {
            found.entry(row.obligation_id).or_default().push(row.unit_id);
        }
    }
    Ok(found)
}
