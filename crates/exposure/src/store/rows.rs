//! The rows as the database keeps them. Nobody outside the store sees them.

pub(crate) mod case {
    use kernel::{CampaignId, Day, Instant, PersonId, TenantId, UnitId};
    use sea_orm::entity::prelude::*;

    use crate::model::ExposureId;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "exposure")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub tenant_id: TenantId,
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: ExposureId,
        pub campaign_id: CampaignId,
        pub unit_id: UnitId,
        pub revision: i64,
        pub state: String,
        pub state_at: Instant,
        pub state_by: PersonId,
        pub state_reason: Option<String>,
        pub version: i64,
        pub counting: Option<i64>,
        pub counted_at: Option<Instant>,
        pub counted_by: Option<PersonId>,
        pub reported_at: Option<Instant>,
        pub reported_by: Option<PersonId>,
        /// [`crate::details::ExposureDetails`] as JSON.
        pub content: String,
        // What the list shows and searches: of the version that was sent last, or of the first draft.
        pub kind: Option<String>,
        pub title: String,
        pub day: Option<Day>,
        pub media_class: Option<String>,
        pub media_name: String,
        pub folded: String,
    }
    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
}

pub(crate) mod version {
    use kernel::{Instant, PersonId, TenantId};
    use sea_orm::entity::prelude::*;

    use crate::model::ExposureId;

    /// What was sent; never changed.
    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "exposure_version")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub tenant_id: TenantId,
        #[sea_orm(primary_key, auto_increment = false)]
        pub exposure_id: ExposureId,
        #[sea_orm(primary_key, auto_increment = false)]
        pub number: i64,
        pub content: String,
        pub sent_at: Instant,
        pub sent_by: PersonId,
    }
    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
}

pub(crate) mod step {
    use kernel::{Instant, PersonId, TenantId};
    use sea_orm::entity::prelude::*;

    use crate::model::ExposureId;

    /// One line of the history. The revision that the move made orders it and keeps it unique.
    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "exposure_step")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub tenant_id: TenantId,
        #[sea_orm(primary_key, auto_increment = false)]
        pub exposure_id: ExposureId,
        #[sea_orm(primary_key, auto_increment = false)]
        pub revision: i64,
        pub step: String,
        pub at: Instant,
        pub by: PersonId,
        pub version: i64,
        pub reason: Option<String>,
    }
    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
}
