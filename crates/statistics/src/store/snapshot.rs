//! Frozen tables: numbered, never changed; a later correction makes a supplement that names what it supplements.

use db::{Reader, Write};
use kernel::{CampaignId, Failure, Id, OrHidden, PersonId, UnitId};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder, QuerySelect, Set,
    sea_query::OnConflict,
};

/// Names what a [`SnapshotId`] points at.
pub enum Snapshot {}
pub type SnapshotId = Id<Snapshot>;

pub(crate) mod row {
    use kernel::{CampaignId, Instant, PersonId, TenantId, UnitId};
    use sea_orm::entity::prelude::*;

    use super::SnapshotId;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "snapshot")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub tenant_id: TenantId,
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: SnapshotId,
        pub number: i64,
        pub campaign_id: CampaignId,
        pub table_key: String,
        pub unit_id: UnitId,
        pub supplements: Option<SnapshotId>,
        pub reason: Option<String>,
        pub basis: String,
        pub content: String,
        pub digest: String,
        pub frozen_at: Instant,
        pub frozen_by: PersonId,
    }
    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
}

mod counter {
    use kernel::TenantId;
    use sea_orm::entity::prelude::*;

    /// The last number given, held while the next one is.
    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "snapshot_counter")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub tenant_id: TenantId,
        pub last: i64,
    }
    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
}

/// What is frozen.
pub(crate) struct Frozen {
    pub campaign: CampaignId,
    pub table: String,
    pub unit: UnitId,
    pub supplements: Option<SnapshotId>,
    pub reason: Option<String>,
    pub basis: String,
    /// The table as JSON, exactly as it is shown.
    pub content: String,
    pub digest: String,
    pub by: PersonId,
}

pub(crate) async fn append(write: &Write, frozen: Frozen) -> Result<row::Model, Failure> {
    let Frozen { campaign, table, unit, supplements, reason, basis, content, digest, by } = frozen;
    let model = row::Model {
        tenant_id: write.tenant(),
        id: write.id(),
        number: next_number(write).await?,
        campaign_id: campaign,
        table_key: table,
        unit_id: unit,
        supplements,
        reason,
        basis,
        content,
        digest,
        frozen_at: write.now(),
        frozen_by: by,
    };
    row::Entity::insert(model.clone().into_active_model()).exec_without_returning(write.conn()).await?;
    Ok(model)
}

async fn next_number(write: &Write) -> Result<i64, Failure> {
    let first = counter::Model { tenant_id: write.tenant(), last: 0 };
    counter::Entity::insert(first.into_active_model())
        .on_conflict(OnConflict::column(counter::Column::TenantId).do_nothing().to_owned())
        .exec_without_returning(write.conn())
        .await?;
    let held = counter::Entity::find_by_id(write.tenant()).lock_exclusive().one(write.conn()).await?;
    let last = held.ok_or_else(|| Failure::internal("the counter of snapshots vanished"))?.last;
    let next = counter::ActiveModel { tenant_id: Set(write.tenant()), last: Set(last + 1) };
    next.update(write.conn()).await?;
    Ok(last + 1)
}

const SNAPSHOTS_MAX: u64 = 500;

/// The newest first.
pub(crate) async fn of_table(
    reader: &impl Reader,
    campaign: CampaignId,
    table: &str,
    unit: UnitId,
) -> Result<Vec<row::Model>, Failure> {
    use row::Column;
    let rows = row::Entity::find()
        .filter(Column::TenantId.eq(reader.tenant()))
        .filter(Column::CampaignId.eq(campaign))
        .filter(Column::TableKey.eq(table))
        .filter(Column::UnitId.eq(unit))
        .order_by_desc(Column::Number)
        .limit(SNAPSHOTS_MAX)
        .all(reader.conn())
        .await?;
    Ok(rows)
}

pub(crate) async fn find(reader: &impl Reader, id: SnapshotId) -> Result<row::Model, Failure> {
    row::Entity::find_by_id((reader.tenant(), id)).one(reader.conn()).await?.or_hidden()
}
