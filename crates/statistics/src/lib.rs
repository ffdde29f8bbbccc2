//! Statistics: indicators and tables of the plan, computed from facts.
//!
//! Nouns: an *entry* (one fact in one row of one table), a *tally* (a unit's own figure and that of its subtree), a
//! *confirmation* (the figures that a unit signs for, with corrections and reasons), a *snapshot* (a frozen table with
//! a number) and its *supplement*.
//!
//! Invariants
//! * A tally equals a recount over the live facts at every commit; `recount` proves it with code of its own.
//! * A figure opens the records that it counts: the entries of its row; a record opens the figures that count it.
//! * Confirmations and snapshots are appended, never changed; a corrected figure keeps the live one beside it.
//!
//! Deliberately absent: the registers that facts come from, documents, charts.

mod adopted;
mod confirm;
mod count;
mod counted_in;
mod export;
mod figure;
mod freeze;
mod import;
mod listener;
mod model;
mod policy;
mod recount;
mod sheet_form;
mod store;
mod table;
mod weeks;

use std::sync::Arc;

use axum::extract::FromRef;
use db::{Migration, schema};
use facts::RunningPlans;
use utoipa_axum::{router::OpenApiRouter, routes};
use web::{Slice, Web};

pub use adopted::{MovedUnits, adopted};
pub use freeze::{FrozenTable, freeze_for_submission};
pub use listener::Tallies;
pub use model::{Correction, Mark};
pub use policy::RULES;
pub use recount::{DifferenceView, RecountView, compared, differences};

/// What the handlers share.
#[derive(Clone, FromRef)]
pub(crate) struct Desk {
    web: Web,
    plans: Arc<dyn RunningPlans>,
}

pub fn slice(web: Web, plans: Arc<dyn RunningPlans>) -> Slice {
    let desk = Desk { web, plans };
    let routes = OpenApiRouter::new()
        .routes(routes!(table::table_list))
        .routes(routes!(table::table_show))
        .routes(routes!(weeks::table_weeks))
        .routes(routes!(figure::figure_records))
        .routes(routes!(counted_in::counted_in))
        .routes(routes!(confirm::table_confirm))
        .routes(routes!(freeze::table_freeze, freeze::snapshot_list))
        .routes(routes!(freeze::snapshot_show))
        .routes(routes!(export::snapshot_export))
        .routes(routes!(export::table_export))
        .routes(routes!(import::table_import))
        .routes(routes!(recount::statistics_recount))
        .with_state(desk);
    Slice { name: "statistics", routes, rules: RULES.to_vec() }
}

#[must_use]
pub fn migrations() -> Vec<Migration> {
    vec![Migration {
        name: "20261123_statistics",
        tables: vec![
            schema::sharded("tally_entry")
                .uuid("campaign_id")
                .text("table_key")
                .text("indicator")
                .uuid("fact_id")
                .uuid("unit_id")
                .text("day")
                .bigint("value")
                .key(["campaign_id", "table_key", "indicator", "fact_id"])
                .index("by_fact", ["campaign_id", "fact_id"])
                .index("by_unit", ["campaign_id", "table_key", "indicator", "unit_id", "day"]),
            schema::sharded("tally")
                .uuid("campaign_id")
                .text("table_key")
                .text("indicator")
                .uuid("unit_id")
                .bigint("own_value")
                .bigint("own_records")
                .bigint("tree_value")
                .bigint("tree_records")
                .key(["campaign_id", "table_key", "indicator", "unit_id"])
                .index("by_unit", ["campaign_id", "table_key", "unit_id"]),
            schema::sharded("confirmation")
                .uuid("id")
                .uuid("campaign_id")
                .text("table_key")
                .uuid("unit_id")
                .bigint("version")
                .text("content")
                .bigint("confirmed_at")
                .uuid("confirmed_by")
                .key(["id"])
                .unique("version", ["campaign_id", "table_key", "unit_id", "version"]),
            schema::sharded("snapshot")
                .uuid("id")
                .bigint("number")
                .uuid("campaign_id")
                .text("table_key")
                .uuid("unit_id")
                .uuid("supplements")
                .nullable()
                .text("reason")
                .nullable()
                .text("basis")
                .text("content")
                .text("digest")
                .bigint("frozen_at")
                .uuid("frozen_by")
                .key(["id"])
                .unique("number", ["number"])
                .index("by_table", ["campaign_id", "table_key", "unit_id", "number"]),
            schema::sharded("snapshot_counter").bigint("last").key([]),
        ],
    }]
}
