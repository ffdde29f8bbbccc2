//! The rows as the database keeps them. Nobody outside the store sees them.

pub(crate) mod entry {
    use kernel::{CampaignId, Day, Instant, PersonId, TenantId, UnitId};
    use sea_orm::entity::prelude::*;

    use crate::model::ActivityId;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "activity")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub tenant_id: TenantId,
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: ActivityId,
        pub campaign_id: CampaignId,
        pub unit_id: UnitId,
        pub kind: String,
        pub revision: i64,
        pub state: String,
        pub state_at: Instant,
        pub state_by: PersonId,
        pub state_reason: Option<String>,
        /// Steps of the review that have accepted what was sent last.
        pub passed: i64,
        pub version: i64,
        pub counting: Option<i64>,
        pub counted_at: Option<Instant>,
        pub counted_by: Option<PersonId>,
        pub counted_by_rule: bool,
        /// [`crate::details::ActivityDetails`] as JSON.
        pub content: String,
        // What the list shows and searches: of the version that was sent last, or of the first draft.
        pub title: String,
        pub day: Option<Day>,
        pub place: String,
        pub mode: Option<String>,
        pub subject_id: Option<UnitId>,
        pub sessions: Option<i64>,
        pub attendances: Option<i64>,
        pub heads: Option<i64>,
        pub folded: String,
    }
    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
}

pub(crate) mod version {
    use kernel::{Instant, PersonId, TenantId};
    use sea_orm::entity::prelude::*;

    use crate::model::ActivityId;

    /// What was sent; never changed.
    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "activity_version")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub tenant_id: TenantId,
        #[sea_orm(primary_key, auto_increment = false)]
        pub activity_id: ActivityId,
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

    use crate::model::ActivityId;

    /// One line of the history. The revision that the move made orders it and keeps it unique.
    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "activity_step")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub tenant_id: TenantId,
        #[sea_orm(primary_key, auto_increment = false)]
        pub activity_id: ActivityId,
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
