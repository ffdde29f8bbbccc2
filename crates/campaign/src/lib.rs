//! Campaigns: a plan file is checked, kept, compared and adopted; a running campaign stays pinned to what it adopted.
//!
//! Nouns: a *plan file* (text with a fingerprint, never edited), a *campaign* (one run of a plan), a *compiled plan*
//! (the obligations of one adoption, immutable, with its parent), an *adoption* (the act that makes it the one that
//! runs).
//!
//! Invariants
//! * A plan file with errors is never kept, and a compiled plan is never changed.
//! * Only a child of the compiled plan that runs now can be adopted; whoever looked at an older one is told so.
//! * Adoption and everything that follows from it (obligations, tallies) is one transaction.
//!
//! Deliberately absent: obligations and their states (`obligation`), figures (`statistics`).

mod adopt;
mod check;
mod diff;
mod files;
mod list;
mod plan_view;
mod policy;
mod running;
mod store;

use std::sync::Arc;

use axum::extract::FromRef;
use db::{Migration, Write, schema};
use facts::RunningPlan;
use kernel::Failure;
use utoipa_axum::{router::OpenApiRouter, routes};
use web::{Slice, Web};

pub use check::{Vocabularies, examine};
pub use policy::{Adopt, RULES, Read};
pub use running::Campaigns;

/// Who brings their own rows in line with a newly adopted plan, inside the adoption's transaction.
#[async_trait::async_trait]
pub trait Adoption: Send + Sync {
    async fn adopted(&self, write: &Write, running: &Arc<RunningPlan>) -> Result<(), Failure>;
}

/// What the handlers share.
#[derive(Clone, FromRef)]
pub(crate) struct Desk {
    web: Web,
    campaigns: Arc<Campaigns>,
    vocabularies: Vocabularies,
    followers: Followers,
}

/// Everybody who follows an adoption, in a fixed order.
#[derive(Clone)]
pub struct Followers(pub Arc<Vec<Arc<dyn Adoption>>>);

pub fn slice(web: Web, campaigns: Arc<Campaigns>, vocabularies: Vocabularies, followers: Followers) -> Slice {
    let desk = Desk { web, campaigns, vocabularies, followers };
    let routes = OpenApiRouter::new()
        .routes(routes!(check::plan_check))
        .routes(routes!(files::plan_list, files::plan_keep))
        .routes(routes!(files::plan_text))
        .routes(routes!(list::campaign_list, list::campaign_create))
        .routes(routes!(plan_view::campaign_plan))
        .routes(routes!(diff::campaign_diff))
        .routes(routes!(adopt::campaign_adopt))
        .with_state(desk);
    Slice { name: "campaign", routes, rules: RULES.to_vec() }
}

#[must_use]
pub fn migrations() -> Vec<Migration> {
    vec![Migration {
        name: "20261123_campaign",
        tables: vec![
            schema::sharded("plan_file")
                .text("fingerprint")
                .text("plan_key")
                .text("title")
                .text("content")
                .bigint("kept_at")
                .uuid("kept_by")
                .key(["fingerprint"])
                .index("by_plan_key", ["plan_key", "kept_at"]),
            schema::sharded("campaign")
                .uuid("id")
                .text("plan_key")
                .text("title")
                .uuid("compiled_id")
                .nullable()
                .bigint("created_at")
                .uuid("created_by")
                .key(["id"])
                .unique("plan_key", ["plan_key"]),
            schema::sharded("compiled_plan")
                .uuid("id")
                .uuid("campaign_id")
                .uuid("parent_id")
                .nullable()
                .text("fingerprint")
                .text("digest")
                .text("content")
                .bigint("adopted_at")
                .uuid("adopted_by")
                .key(["id"])
                .references(["campaign_id"], "campaign", ["id"])
                .index("by_campaign", ["campaign_id", "adopted_at"]),
        ],
    }]
}
