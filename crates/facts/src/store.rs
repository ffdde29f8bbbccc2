//! Publishing and ending.

use db::{Reader, Write, dialect::found_then_sorted};
use kernel::{CampaignId, Failure};
use sea_orm::{
    ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder, QuerySelect, QueryTrait, Set,
};
use uuid::Uuid;

use crate::{Change, FactId, Listeners, NewFact, Published, Source};

pub(crate) mod row {
    use kernel::{CampaignId, Day, Instant, TenantId, UnitId};
    use sea_orm::entity::prelude::*;

    use crate::FactId;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "fact")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub tenant_id: TenantId,
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: FactId,
        pub campaign_id: CampaignId,
        pub family: String,
        pub kind: String,
        pub unit_id: UnitId,
        pub subject_id: Option<UnitId>,
        pub day: Day,
        pub title: String,
        pub content: String,
        pub source_kind: String,
        pub source_id: Uuid,
        pub published_at: Instant,
        pub ended_at: Option<Instant>,
        pub ended_because: Option<String>,
    }
    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
}

/// Makes `facts` the live statements of the source: whatever it said before ends, and every listener hears of both.
/// An empty list withdraws. The caller holds the record's row, so two corrections of one record cannot interleave.
pub async fn replace(
    write: &Write,
    listeners: &Listeners,
    source: Source,
    facts: Vec<NewFact>,
    because: &str,
) -> Result<Vec<FactId>, Failure> {
    let before = live_of(write, source).await?;
    let campaigns =
        before.iter().map(|before| before.fact.campaign).chain(facts.iter().map(|fact| fact.campaign));
    let listeners = listeners.pin(write, campaigns).await?;
    for before in before {
        let mut ended =
            row::ActiveModel { tenant_id: Set(write.tenant()), id: Set(before.id), ..Default::default() };
        ended.ended_at = Set(Some(write.now()));
        ended.ended_because = Set(Some(because.to_owned()));
        let ended = row::Entity::update(ended).validate()?;
        write.later(&ended.into_query()).await?;
        listeners.tell(write, Change::Ended(&before)).await?;
    }
    let mut ids = Vec::with_capacity(facts.len());
    for fact in facts {
        let published = Published {
            id: write.id(),
            fact,
            source_kind: source.kind.to_owned(),
            source_id: source.id,
            published_at: write.now(),
            ended_at: None,
        };
        insert(write, &published).await?;
        ids.push(published.id);
        listeners.tell(write, Change::Published(&published)).await?;
    }
    Ok(ids)
}

async fn insert(write: &Write, published: &Published) -> Result<(), Failure> {
    let Published { id, fact, source_kind, source_id, published_at, ended_at } = published.clone();
    let NewFact { campaign, family, kind, unit, subject, day, title, content } = fact;
    let model = row::Model {
        tenant_id: write.tenant(),
        id,
        campaign_id: campaign,
        family,
        kind,
        unit_id: unit,
        subject_id: subject,
        day,
        title,
        content: serde_json::to_string(&content).map_err(Failure::internal)?,
        source_kind,
        source_id,
        published_at,
        ended_at,
        ended_because: None,
    };
    write.later(&row::Entity::insert(model.into_active_model()).into_query()).await
}

/// The live statements of one record.
pub async fn live_of(reader: &impl Reader, source: Source) -> Result<Vec<Published>, Failure> {
    live_of_record(reader, source.kind, source.id).await
}

/// The same for a record that somebody outside names, by the register's word and the record's id.
pub async fn live_of_record(reader: &impl Reader, kind: &str, id: Uuid) -> Result<Vec<Published>, Failure> {
    let rows = row::Entity::find()
        .filter(row::Column::TenantId.eq(reader.tenant()))
        .filter(row::Column::SourceKind.eq(kind))
        .filter(row::Column::SourceId.eq(id))
        .filter(row::Column::EndedAt.is_null())
        .order_by_asc(found_then_sorted(row::Column::Id))
        .all(reader.conn())
        .await?;
    rows.into_iter().map(Published::try_from).collect()
}

/// The live statements of a campaign after `after`, in the order of their ids, at most `limit`: for recounts, page by
/// page.
pub async fn live(
    reader: &impl Reader,
    campaign: CampaignId,
    after: Option<FactId>,
    limit: u64,
) -> Result<Vec<Published>, Failure> {
    let mut query = row::Entity::find()
        .filter(row::Column::TenantId.eq(reader.tenant()))
        .filter(row::Column::CampaignId.eq(campaign))
        .filter(row::Column::EndedAt.is_null());
    if let Some(after) = after {
        query = query.filter(row::Column::Id.gt(after));
    }
    let rows = query.order_by_asc(row::Column::Id).limit(limit).all(reader.conn()).await?;
    rows.into_iter().map(Published::try_from).collect()
}

/// Facts by id, ended ones included; unknown ids are left out.
pub async fn by_ids(reader: &impl Reader, ids: Vec<FactId>) -> Result<Vec<Published>, Failure> {
    let rows = row::Entity::find()
        .filter(row::Column::TenantId.eq(reader.tenant()))
        .filter(row::Column::Id.is_in(ids))
        .order_by_asc(row::Column::Id)
        .all(reader.conn())
        .await?;
    rows.into_iter().map(Published::try_from).collect()
}

impl TryFrom<row::Model> for Published {
    type Error = Failure;
    fn try_from(model: row::Model) -> Result<Self, Failure> {
        let row::Model {
            tenant_id: _,
            id,
            campaign_id,
            family,
            kind,
            unit_id,
            subject_id,
            day,
            title,
            content,
            source_kind,
            source_id,
            published_at,
            ended_at,
            ended_because: _,
        } = model;
        let content = serde_json::from_str(&content).map_err(Failure::internal)?;
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
        Ok(Self { id, fact, source_kind, source_id, published_at, ended_at })
    }
}
