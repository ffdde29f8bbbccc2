//! Records that would count once they are complete: quotas name the piece that is still missing.

use db::{Reader, Write};
use kernel::{CampaignId, Failure, UnitId};
use sea_orm::{ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder, QueryTrait};

use crate::{NewFact, Source};

mod row {
    use kernel::{CampaignId, Day, TenantId, UnitId};
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "prospect")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub tenant_id: TenantId,
        #[sea_orm(primary_key, auto_increment = false)]
        pub source_kind: String,
        #[sea_orm(primary_key, auto_increment = false)]
        pub source_id: Uuid,
        pub campaign_id: CampaignId,
        pub family: String,
        pub kind: String,
        pub unit_id: UnitId,
        pub subject_id: Option<UnitId>,
        pub day: Day,
        pub title: String,
        pub content: String,
        pub lacking: String,
    }
    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
}

/// What the record would say, and what it lacks in words that its author understands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Prospect {
    pub fact: NewFact,
    pub lacking: Vec<String>,
    pub source_kind: String,
    pub source_id: uuid::Uuid,
}

/// Says what the record would count for; replaces what was said about it before.
pub async fn announce(
    write: &Write,
    source: Source,
    fact: NewFact,
    lacking: &[String],
) -> Result<(), Failure> {
    retract(write, source).await?;
    let NewFact { campaign, family, kind, unit, subject, day, title, content } = fact;
    let model = row::Model {
        tenant_id: write.tenant(),
        source_kind: source.kind.to_owned(),
        source_id: source.id,
        campaign_id: campaign,
        family,
        kind,
        unit_id: unit,
        subject_id: subject,
        day,
        title,
        content: serde_json::to_string(&content).map_err(Failure::internal)?,
        lacking: serde_json::to_string(lacking).map_err(Failure::internal)?,
    };
    write.later(&row::Entity::insert(model.into_active_model()).into_query()).await
}

/// The record counts now, or never will.
pub async fn retract(write: &Write, source: Source) -> Result<(), Failure> {
    let said = row::Entity::delete_many()
        .filter(row::Column::TenantId.eq(write.tenant()))
        .filter(row::Column::SourceKind.eq(source.kind))
        .filter(row::Column::SourceId.eq(source.id));
    write.later(&said.into_query()).await
}

/// The unit's own records that do not count yet.
pub async fn prospects(
    reader: &impl Reader,
    campaign: CampaignId,
    unit: UnitId,
) -> Result<Vec<Prospect>, Failure> {
    let rows = row::Entity::find()
        .filter(row::Column::TenantId.eq(reader.tenant()))
        .filter(row::Column::CampaignId.eq(campaign))
        .filter(row::Column::UnitId.eq(unit))
        .order_by_asc(row::Column::Day)
        .order_by_asc(row::Column::SourceId)
        .all(reader.conn())
        .await?;
    rows.into_iter().map(Prospect::try_from).collect()
}

impl TryFrom<row::Model> for Prospect {
    type Error = Failure;
    fn try_from(model: row::Model) -> Result<Self, Failure> {
        let row::Model {
            tenant_id: _,
            source_kind,
            source_id,
            campaign_id,
            family,
            kind,
            unit_id,
            subject_id,
            day,
            title,
            content,
            lacking,
        } = model;
        let content = serde_json::from_str(&content).map_err(Failure::internal)?;
        let lacking = serde_json::from_str(&lacking).map_err(Failure::internal)?;
        let fact = NewFact {
            campaign: campaign_id,
            family,
            kind,
            unit: unit_id,
            subject: subject_id,
            day,
            title,
            content,
        };
        Ok(Self { fact, lacking, source_kind, source_id })
    }
}
