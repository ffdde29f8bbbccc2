//! Plan files, campaigns and compiled plans as rows.

use std::{collections::BTreeMap, sync::Arc};

use db::{Reader, Write};
use kernel::{CampaignId, Failure, Id, OrHidden, PersonId};
use policy::Granted;
use sea_orm::{
    ActiveModelTrait, ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder, QuerySelect, Set,
};

use crate::policy::{Adopt, Keep};

/// Names what a [`CompiledId`] points at.
pub enum Compiled {}
pub type CompiledId = Id<Compiled>;

pub(crate) mod plan_file {
    use kernel::{Instant, PersonId, TenantId};
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "plan_file")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub tenant_id: TenantId,
        #[sea_orm(primary_key, auto_increment = false)]
        pub fingerprint: String,
        pub plan_key: String,
        pub title: String,
        pub content: String,
        pub kept_at: Instant,
        pub kept_by: PersonId,
    }
    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
}

pub(crate) mod campaign {
    use kernel::{CampaignId, Instant, PersonId, TenantId};
    use sea_orm::entity::prelude::*;

    use super::CompiledId;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "campaign")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub tenant_id: TenantId,
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: CampaignId,
        pub plan_key: String,
        pub title: String,
        pub compiled_id: Option<CompiledId>,
        pub created_at: Instant,
        pub created_by: PersonId,
    }
    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
}

pub(crate) mod compiled_plan {
    use kernel::{CampaignId, Instant, PersonId, TenantId};
    use sea_orm::entity::prelude::*;

    use super::CompiledId;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "compiled_plan")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub tenant_id: TenantId,
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: CompiledId,
        pub campaign_id: CampaignId,
        pub parent_id: Option<CompiledId>,
        pub fingerprint: String,
        pub digest: String,
        pub content: String,
        pub adopted_at: Instant,
        pub adopted_by: PersonId,
    }
    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
}

/// Keeps a plan file. Keeping the same text again changes nothing and answers the file that is there.
pub(crate) async fn keep_file(
    write: &Write,
    granted: &Granted<Keep>,
    plan: &plan::Plan,
    text: &str,
) -> Result<plan_file::Model, Failure> {
    if let Some(kept) = find_file(write, &plan.fingerprint).await? {
        return Ok(kept);
    }
    let model = plan_file::Model {
        tenant_id: granted.tenant(),
        fingerprint: plan.fingerprint.clone(),
        plan_key: plan.document.key.to_string(),
        title: plan.document.title.to_string(),
        content: text.to_owned(),
        kept_at: write.now(),
        kept_by: granted.person(),
    };
    plan_file::Entity::insert(model.clone().into_active_model()).exec_without_returning(write.conn()).await?;
    Ok(model)
}

pub(crate) async fn find_file(
    reader: &impl Reader,
    fingerprint: &str,
) -> Result<Option<plan_file::Model>, Failure> {
    let id = (reader.tenant(), fingerprint.to_owned());
    Ok(plan_file::Entity::find_by_id(id).one(reader.conn()).await?)
}

const FILES_MAX: u64 = 200;

/// The newest files first; an authority keeps a handful a year.
pub(crate) async fn files(reader: &impl Reader) -> Result<Vec<plan_file::Model>, Failure> {
    let rows = plan_file::Entity::find()
        .filter(plan_file::Column::TenantId.eq(reader.tenant()))
        .order_by_desc(plan_file::Column::KeptAt)
        .order_by_asc(plan_file::Column::Fingerprint)
        .limit(FILES_MAX)
        .all(reader.conn())
        .await?;
    Ok(rows)
}

pub(crate) async fn campaigns(reader: &impl Reader) -> Result<Vec<campaign::Model>, Failure> {
    let rows = campaign::Entity::find()
        .filter(campaign::Column::TenantId.eq(reader.tenant()))
        .order_by_asc(campaign::Column::CreatedAt)
        .order_by_asc(campaign::Column::Id)
        .all(reader.conn())
        .await?;
    Ok(rows)
}

pub(crate) async fn find_campaign(reader: &impl Reader, id: CampaignId) -> Result<campaign::Model, Failure> {
    campaign::Entity::find_by_id((reader.tenant(), id)).one(reader.conn()).await?.or_hidden()
}

/// Which compiled plan each campaign is pinned to.
pub(crate) struct Pins(BTreeMap<CampaignId, Option<CompiledId>>);

/// The topic of those who keep it.
const MOVED: &str = "campaign";

impl Pins {
    pub(crate) fn of(&self, campaign: CampaignId) -> Option<CompiledId> {
        self.0.get(&campaign).copied().flatten()
    }
}

/// The same without a statement; `None` where the rows have to be asked, as they have beside other processes.
pub(crate) async fn pins(reader: &impl Reader) -> Result<Option<Arc<Pins>>, Failure> {
    let Some(shelf) = reader.shelf().filter(|shelf| shelf.number(MOVED).is_some()) else { return Ok(None) };
    let never_asked = async || Ok(0);
    let make = async || {
        let rows = campaigns(reader).await?;
        Ok(Pins(rows.into_iter().map(|row| (row.id, row.compiled_id)).collect()))
    };
    shelf.get(MOVED, never_asked, make).await
}

/// The campaign's row, held until the end of the write, so that two adoptions come one after the other.
pub(crate) async fn hold_campaign(write: &Write, id: CampaignId) -> Result<campaign::Model, Failure> {
    campaign::Entity::find_by_id((write.tenant(), id)).lock_exclusive().one(write.conn()).await?.or_hidden()
}

/// The campaign's row, held until the end of the write together with whoever else counts under its plan; whoever adopts
/// waits.
pub(crate) async fn pin_campaign(write: &Write, id: CampaignId) -> Result<campaign::Model, Failure> {
    campaign::Entity::find_by_id((write.tenant(), id)).lock_shared().one(write.conn()).await?.or_hidden()
}

/// Every campaign, held as by [`hold_campaign`], in the order of their ids so that no two writes wait in a circle.
pub(crate) async fn hold_campaigns(write: &Write) -> Result<Vec<campaign::Model>, Failure> {
    Ok(campaign::Entity::find()
        .filter(campaign::Column::TenantId.eq(write.tenant()))
        .order_by_asc(campaign::Column::Id)
        .lock_exclusive()
        .all(write.conn())
        .await?)
}

/// One campaign per plan key; asking again answers the one that is there.
pub(crate) async fn create_campaign(
    write: &Write,
    granted: &Granted<Adopt>,
    plan_key: &str,
    title: &str,
) -> Result<campaign::Model, Failure> {
    let present = campaign::Entity::find()
        .filter(campaign::Column::TenantId.eq(write.tenant()))
        .filter(campaign::Column::PlanKey.eq(plan_key))
        .one(write.conn())
        .await?;
    if let Some(present) = present {
        return Ok(present);
    }
    let model = campaign::Model {
        tenant_id: granted.tenant(),
        id: write.id(),
        plan_key: plan_key.to_owned(),
        title: title.to_owned(),
        compiled_id: None,
        created_at: write.now(),
        created_by: granted.person(),
    };
    campaign::Entity::insert(model.clone().into_active_model()).exec_without_returning(write.conn()).await?;
    write.moved(MOVED, model.id.uuid());
    Ok(model)
}

/// Adds the compiled plan and makes it the one that runs.
pub(crate) async fn adopt(
    write: &Write,
    granted: &Granted<Adopt>,
    campaign: &campaign::Model,
    plan: &plan::Plan,
    compiled: &plan::CompiledPlan,
) -> Result<CompiledId, Failure> {
    let id: CompiledId = write.id();
    let model = compiled_plan::Model {
        tenant_id: granted.tenant(),
        id,
        campaign_id: campaign.id,
        parent_id: campaign.compiled_id,
        fingerprint: plan.fingerprint.clone(),
        digest: compiled.digest.clone(),
        content: serde_json::to_string(compiled).map_err(Failure::internal)?,
        adopted_at: write.now(),
        adopted_by: granted.person(),
    };
    compiled_plan::Entity::insert(model.into_active_model()).exec_without_returning(write.conn()).await?;
    let mut row = campaign.clone().into_active_model();
    row.compiled_id = Set(Some(id));
    row.title = Set(plan.document.title.to_string());
    row.update(write.conn()).await?;
    write.moved(MOVED, campaign.id.uuid());
    Ok(id)
}

pub(crate) async fn find_compiled(
    reader: &impl Reader,
    id: CompiledId,
) -> Result<compiled_plan::Model, Failure> {
    compiled_plan::Entity::find_by_id((reader.tenant(), id)).one(reader.conn()).await?.ok_or_else(|| {
        Failure::internal(format!("campaign points at compiled plan {id}, which is not there"))
    })
}

/// Every adoption of a campaign, the newest first, without the compiled texts.
pub(crate) async fn adoptions(reader: &impl Reader, id: CampaignId) -> Result<Vec<AdoptionRow>, Failure> {
    use compiled_plan::Column;
    let rows = compiled_plan::Entity::find()
        .select_only()
        .columns([Column::Id, Column::ParentId, Column::Fingerprint, Column::AdoptedAt, Column::AdoptedBy])
        .filter(Column::TenantId.eq(reader.tenant()))
        .filter(Column::CampaignId.eq(id))
        .order_by_desc(Column::AdoptedAt)
        .order_by_desc(Column::Id)
        .into_model::<AdoptionRow>()
        .all(reader.conn())
        .await?;
    Ok(rows)
}

#[derive(Clone, Debug, sea_orm::FromQueryResult)]
pub(crate) struct AdoptionRow {
    pub id: CompiledId,
    pub parent_id: Option<CompiledId>,
    pub fingerprint: String,
    pub adopted_at: kernel::Instant,
    pub adopted_by: PersonId,
}
