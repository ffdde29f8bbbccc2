//! What a unit signs for: its figures of one table, every version kept.

use db::{Reader, Write};
use kernel::{CampaignId, Failure, Id, PersonId, UnitId};
use policy::Granted;
use sea_orm::{ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder};

use crate::{model::Figures, policy::Confirm};

/// Names what a [`ConfirmationId`] points at.
pub enum Confirmation {}
pub type ConfirmationId = Id<Confirmation>;

pub(crate) mod row {
    use kernel::{CampaignId, Instant, PersonId, TenantId, UnitId};
    use sea_orm::entity::prelude::*;

    use super::ConfirmationId;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "confirmation")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub tenant_id: TenantId,
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: ConfirmationId,
        pub campaign_id: CampaignId,
        pub table_key: String,
        pub unit_id: UnitId,
        pub version: i64,
        pub content: String,
        pub confirmed_at: Instant,
        pub confirmed_by: PersonId,
    }
    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
}

/// A confirmation as it was given.
#[derive(Clone, Debug)]
pub(crate) struct Confirmed {
    pub unit: UnitId,
    pub version: i64,
    pub figures: Figures,
    pub at: kernel::Instant,
    pub by: PersonId,
}

/// The latest confirmation of each of these units that has one.
pub(crate) async fn latest(
    reader: &impl Reader,
    campaign: CampaignId,
    table: &str,
    units: &[UnitId],
) -> Result<Vec<Confirmed>, Failure> {
    use row::Column;
    let rows = row::Entity::find()
        .filter(Column::TenantId.eq(reader.tenant()))
        .filter(Column::CampaignId.eq(campaign))
        .filter(Column::TableKey.eq(table))
        .filter(Column::UnitId.is_in(units.iter().copied()))
        .order_by_asc(Column::UnitId)
        .order_by_desc(Column::Version)
        .all(reader.conn())
        .await?;
    let mut latest: Vec<Confirmed> = Vec::new();
    for row in rows {
        if latest.last().is_none_or(|last| last.unit != row.unit_id) {
            latest.push(Confirmed::try_from(row)?);
        }
    }
    Ok(latest)
}

/// Appends a version. The unique rule on the version refuses the second of two who confirm at once.
pub(crate) async fn append(
    write: &Write,
    granted: &Granted<Confirm>,
    campaign: CampaignId,
    table: &str,
    figures: &Figures,
) -> Result<Confirmed, Failure> {
    let unit = granted.unit().ok_or_else(|| Failure::internal("a table is confirmed at a unit"))?;
    let before = latest(write, campaign, table, &[unit]).await?;
    let model = row::Model {
        tenant_id: granted.tenant(),
        id: write.id(),
        campaign_id: campaign,
        table_key: table.to_owned(),
        unit_id: unit,
        version: before.first().map_or(1, |before| before.version + 1),
        content: serde_json::to_string(figures).map_err(Failure::internal)?,
        confirmed_at: write.now(),
        confirmed_by: granted.person(),
    };
    let inserted =
        row::Entity::insert(model.clone().into_active_model()).exec_without_returning(write.conn()).await;
    match inserted {
        Ok(_) => Confirmed::try_from(model),
        Err(error) if db::dialect::is_unique_violation(&error) => Err(Failure::Stale),
        Err(error) => Err(error.into()),
    }
}

impl TryFrom<row::Model> for Confirmed {
    type Error = Failure;
    fn try_from(model: row::Model) -> Result<Self, Failure> {
        let row::Model {
            tenant_id: _,
            id: _,
            campaign_id: _,
            table_key: _,
            unit_id,
            version,
            content,
            confirmed_at,
            confirmed_by,
        } = model;
        let figures = serde_json::from_str(&content).map_err(Failure::internal)?;
        Ok(Self { unit: unit_id, version, figures, at: confirmed_at, by: confirmed_by })
    }
}
