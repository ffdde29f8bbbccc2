//! The rows as the database keeps them. Nobody outside this crate sees them.

/// One entity per module, as the query builder wants it.
macro_rules! entity {
    ($module:ident, $table:literal, { $($(#[$meta:meta])* $field:ident: $type:ty),* $(,)? }) => {
        pub(crate) mod $module {
            #[allow(unused_imports, reason = "not every table has every kind of column")]
            use kernel::{Day, Instant, PersonId, PostId, TenantId, UnitId};
            use sea_orm::entity::prelude::*;

            #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
            #[sea_orm(table_name = $table)]
            pub struct Model { $($(#[$meta])* pub $field: $type),* }
            #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
            pub enum Relation {}
            impl ActiveModelBehavior for ActiveModel {}
        }
    };
}

entity!(tenant, "tenant", {
    #[sea_orm(primary_key, auto_increment = false)]
    id: TenantId,
    key: String,
    created_at: Instant,
});

entity!(unit, "unit", {
    #[sea_orm(primary_key, auto_increment = false)]
    tenant_id: TenantId,
    #[sea_orm(primary_key, auto_increment = false)]
    id: UnitId,
    key: String,
    kind: String,
    parent_id: Option<UnitId>,
    region_code: Option<String>,
    attributes: String,
    valid_from: Day,
    valid_to: Option<Day>,
    merged_into: Option<UnitId>,
    revision: i64,
    created_at: Instant,
});

entity!(unit_name, "unit_name", {
    #[sea_orm(primary_key, auto_increment = false)]
    tenant_id: TenantId,
    #[sea_orm(primary_key, auto_increment = false)]
    unit_id: UnitId,
    /// A day as text: the query builder takes no value type of ours as the last part of a key.
    #[sea_orm(primary_key, auto_increment = false)]
    valid_from: String,
    name: String,
    folded: String,
});

entity!(unit_ancestor, "unit_ancestor", {
    #[sea_orm(primary_key, auto_increment = false)]
    tenant_id: TenantId,
    #[sea_orm(primary_key, auto_increment = false)]
    unit_id: UnitId,
    #[sea_orm(primary_key, auto_increment = false)]
    ancestor_id: UnitId,
    depth: i64,
});

// The number of the state of units, names and places.
entity!(org_state, "org_state", {
    #[sea_orm(primary_key, auto_increment = false)]
    tenant_id: TenantId,
    number: i64,
});

entity!(login, "login", {
    /// As `kernel::text::folded` gives it.
    #[sea_orm(primary_key, auto_increment = false)]
    name: String,
    tenant_id: TenantId,
    person_id: PersonId,
});

entity!(person, "person", {
    #[sea_orm(primary_key, auto_increment = false)]
    tenant_id: TenantId,
    #[sea_orm(primary_key, auto_increment = false)]
    id: PersonId,
    name: String,
    folded: String,
    login: String,
    phone: Option<String>,
    disabled_at: Option<Instant>,
    revision: i64,
    created_at: Instant,
});

entity!(post, "post", {
    #[sea_orm(primary_key, auto_increment = false)]
    tenant_id: TenantId,
    #[sea_orm(primary_key, auto_increment = false)]
    id: PostId,
    person_id: PersonId,
    unit_id: UnitId,
    role: String,
    title: Option<String>,
    valid_from: Day,
    valid_to: Option<Day>,
    stands_in_for: Option<PostId>,
    created_at: Instant,
});

entity!(password, "password", {
    #[sea_orm(primary_key, auto_increment = false)]
    tenant_id: TenantId,
    #[sea_orm(primary_key, auto_increment = false)]
    person_id: PersonId,
    hash: String,
    must_change: bool,
    changed_at: Instant,
});

entity!(session, "browser_session", {
    #[sea_orm(primary_key, auto_increment = false)]
    tenant_id: TenantId,
    #[sea_orm(primary_key, auto_increment = false)]
    id: crate::model::SessionId,
    person_id: PersonId,
    digest: String,
    device: String,
    created_at: Instant,
    last_seen_at: Instant,
    /// When everything that is asked for had been shown; nobody is let in before.
    admitted_at: Option<Instant>,
});

entity!(second_factor, "second_factor", {
    #[sea_orm(primary_key, auto_increment = false)]
    tenant_id: TenantId,
    #[sea_orm(primary_key, auto_increment = false)]
    person_id: PersonId,
    secret: String,
    begun_at: Instant,
    /// When the telephone had shown that it knows the secret; before that nobody is asked for a code.
    confirmed_at: Option<Instant>,
    /// The newest step whose code was used: a code works once.
    last_step: i64,
});

entity!(recovery_code, "recovery_code", {
    #[sea_orm(primary_key, auto_increment = false)]
    tenant_id: TenantId,
    #[sea_orm(primary_key, auto_increment = false)]
    person_id: PersonId,
    #[sea_orm(primary_key, auto_increment = false)]
    digest: String,
    used_at: Option<Instant>,
});

entity!(api_token, "api_token", {
    #[sea_orm(primary_key, auto_increment = false)]
    tenant_id: TenantId,
    #[sea_orm(primary_key, auto_increment = false)]
    id: crate::model::TokenId,
    person_id: PersonId,
    name: String,
    digest: String,
    scopes: String,
    created_at: Instant,
    expires_at: Instant,
    last_used_at: Option<Instant>,
    revoked_at: Option<Instant>,
});

entity!(calendar_feed, "calendar_feed", {
    #[sea_orm(primary_key, auto_increment = false)]
    tenant_id: TenantId,
    #[sea_orm(primary_key, auto_increment = false)]
    id: crate::model::CalendarId,
    person_id: PersonId,
    digest: String,
    created_at: Instant,
    last_used_at: Option<Instant>,
    revoked_at: Option<Instant>,
});

entity!(login_attempt, "login_attempt", {
    #[sea_orm(primary_key, auto_increment = false)]
    digest: String,
    failures: i64,
    last_at: Instant,
    locked_until: Option<Instant>,
});

entity!(set_up_link, "set_up_link", {
    #[sea_orm(primary_key, auto_increment = false)]
    digest: String,
    expires_at: Instant,
});
