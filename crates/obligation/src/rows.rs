//! The rows as the database keeps them. Nobody outside this crate sees them.

use kernel::Id;

/// Names what an [`ObligationId`] points at.
pub enum Obligation {}
pub type ObligationId = Id<Obligation>;
/// Names what a [`SubmissionId`] points at.
pub enum Submission {}
pub type SubmissionId = Id<Submission>;
/// Names what a [`ReviewId`] points at.
pub enum Review {}
pub type ReviewId = Id<Review>;
/// Names what a [`WaiverId`] points at.
pub enum Waiver {}
pub type WaiverId = Id<Waiver>;
/// Names what an [`UrgeId`] points at.
pub enum Urge {}
pub type UrgeId = Id<Urge>;

/// One entity per module, as the query builder wants it.
macro_rules! entity {
    ($module:ident, $table:literal, { $($(#[$meta:meta])* $field:ident: $type:ty),* $(,)? }) => {
        pub(crate) mod $module {
            #[allow(unused_imports, reason = "not every table has every kind of column")]
            use facts::FactId;
            #[allow(unused_imports, reason = "not every table has every kind of column")]
            use kernel::{CampaignId, Day, Instant, PersonId, TenantId, UnitId};
            use sea_orm::entity::prelude::*;

            #[allow(unused_imports, reason = "not every table has every kind of column")]
            use super::{ObligationId, ReviewId, SubmissionId, UrgeId, WaiverId};

            #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
            #[sea_orm(table_name = $table)]
            pub struct Model { $($(#[$meta])* pub $field: $type),* }
            #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
            pub enum Relation {}
            impl ActiveModelBehavior for ActiveModel {}
        }
    };
}

entity!(obligation, "obligation", {
    #[sea_orm(primary_key, auto_increment = false)]
    tenant_id: TenantId,
    #[sea_orm(primary_key, auto_increment = false)]
    id: ObligationId,
    campaign_id: CampaignId,
    duty: String,
    unit_id: UnitId,
    period: String,
    period_title: String,
    kind: String,
    modality: String,
    at_least: i64,
    opens_at: Instant,
    due_at: Instant,
    late_after: Instant,
    window_from: Day,
    window_to: Day,
    due_text: String,
    clause: String,
    quote: String,
    title: String,
    wants_paper: bool,
    dropped_at: Option<Instant>,
    // What happened, as facts; states are derived from it.
    counted: i64,
    met_at: Option<Instant>,
    stage: String,
    version: i64,
    submission_id: Option<SubmissionId>,
    submitted_at: Option<Instant>,
    counts_from: Option<Instant>,
    outcome: Option<String>,
    step: i64,
    taken_up: bool,
    review_unit_id: Option<UnitId>,
    review_post: Option<String>,
    returned_until: Option<Instant>,
    decided_at: Option<Instant>,
    waived_at: Option<Instant>,
    paper_received_on: Option<Day>,
    paper_agrees: Option<bool>,
});

entity!(target, "obligation_target", {
    #[sea_orm(primary_key, auto_increment = false)]
    tenant_id: TenantId,
    #[sea_orm(primary_key, auto_increment = false)]
    obligation_id: ObligationId,
    #[sea_orm(primary_key, auto_increment = false)]
    unit_id: UnitId,
});

entity!(weighed, "weighed_fact", {
    #[sea_orm(primary_key, auto_increment = false)]
    tenant_id: TenantId,
    #[sea_orm(primary_key, auto_increment = false)]
    obligation_id: ObligationId,
    #[sea_orm(primary_key, auto_increment = false)]
    fact_id: FactId,
    target_id: Option<UnitId>,
    published_at: Instant,
    lacks: Option<String>,
});

entity!(draft, "draft", {
    #[sea_orm(primary_key, auto_increment = false)]
    tenant_id: TenantId,
    #[sea_orm(primary_key, auto_increment = false)]
    obligation_id: ObligationId,
    content: String,
    revision: i64,
    saved_at: Instant,
    saved_by: PersonId,
});

entity!(submission, "submission", {
    #[sea_orm(primary_key, auto_increment = false)]
    tenant_id: TenantId,
    #[sea_orm(primary_key, auto_increment = false)]
    id: SubmissionId,
    obligation_id: ObligationId,
    version: i64,
    content: String,
    outcome: String,
    submitted_at: Instant,
    submitted_by: PersonId,
    counts_from: Instant,
    answers_until: Option<Instant>,
    plan_fingerprint: String,
    receipt: String,
    digest: String,
});

entity!(review, "review", {
    #[sea_orm(primary_key, auto_increment = false)]
    tenant_id: TenantId,
    #[sea_orm(primary_key, auto_increment = false)]
    id: ReviewId,
    obligation_id: ObligationId,
    submission_id: SubmissionId,
    step: i64,
    step_title: String,
    verdict: String,
    content: String,
    until: Option<Instant>,
    unit_id: UnitId,
    reviewed_at: Instant,
    reviewed_by: PersonId,
});

entity!(review_draft, "review_draft", {
    #[sea_orm(primary_key, auto_increment = false)]
    tenant_id: TenantId,
    #[sea_orm(primary_key, auto_increment = false)]
    submission_id: SubmissionId,
    #[sea_orm(primary_key, auto_increment = false)]
    person_id: PersonId,
    content: String,
    revision: i64,
    saved_at: Instant,
});

entity!(waiver, "waiver", {
    #[sea_orm(primary_key, auto_increment = false)]
    tenant_id: TenantId,
    #[sea_orm(primary_key, auto_increment = false)]
    id: WaiverId,
    obligation_id: ObligationId,
    reason: String,
    waived_at: Instant,
    waived_by: PersonId,
    revoked_at: Option<Instant>,
    revoked_by: Option<PersonId>,
});

entity!(paper, "paper", {
    #[sea_orm(primary_key, auto_increment = false)]
    tenant_id: TenantId,
    #[sea_orm(primary_key, auto_increment = false)]
    obligation_id: ObligationId,
    received_on: Day,
    copies: i64,
    agrees: bool,
    note: String,
    revision: i64,
    recorded_at: Instant,
    recorded_by: PersonId,
});

entity!(receipt_counter, "receipt_counter", {
    #[sea_orm(primary_key, auto_increment = false)]
    tenant_id: TenantId,
    #[sea_orm(primary_key, auto_increment = false)]
    year: i64,
    last: i64,
});

// What was said, once for all whom it was said to.
entity!(urge, "urge", {
    #[sea_orm(primary_key, auto_increment = false)]
    tenant_id: TenantId,
    #[sea_orm(primary_key, auto_increment = false)]
    id: UrgeId,
    message: String,
    urged_at: Instant,
    urged_by: PersonId,
    /// Where the post stands in whose name it was said.
    unit_id: UnitId,
});

entity!(urged, "urged", {
    #[sea_orm(primary_key, auto_increment = false)]
    tenant_id: TenantId,
    #[sea_orm(primary_key, auto_increment = false)]
    obligation_id: ObligationId,
    #[sea_orm(primary_key, auto_increment = false)]
    urge_id: UrgeId,
    urged_at: Instant,
    /// How the obligation stood at that instant: a fact about the past, which nothing derives any more.
    state: String,
});
