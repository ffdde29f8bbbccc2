//! Facts: what accepted records say, published in the transaction that accepts them.
//!
//! Nouns: [`NewFact`] and [`Published`] (a signed-off statement: unit, day, kind, facets, integer measures),
//! [`Source`] (the record it comes from), [`Fit`] (what a fact is to a duty), [`Prospect`] (a record that would count once it is complete, with the
//! pieces it lacks), [`Listener`] (who reacts inside the transaction), [`RunningPlan`] (what facts are counted
//! against).
//!
//! Invariants
//! * A fact is never edited. It ends, because its record was withdrawn or corrected, and another may follow.
//! * Publishing, ending and every reaction share one transaction: a figure never disagrees with its records.
//! * Filters are evaluated by `plan`, in Rust, at the moment of publishing; no query looks into the JSON.
//!
//! Deliberately absent: rights (the register that owns the record checks them) and HTTP.

mod fact;
mod form;
mod listen;
mod prospect;
mod running;
mod store;

pub use fact::{Content, Fact, FactId, Fit, NewFact, Published, Source, fit, matches, measured, seen};
pub use form::{FormEvidence, FormEvidenceKind, FormField, FormFieldKind, FormOption};
pub use listen::{Change, Listener, Listeners};
pub use prospect::{Prospect, announce, prospects, retract};
pub use running::{RunningPlan, RunningPlans};
pub use store::{by_ids, live, live_of, live_of_record, replace};

use db::{Migration, schema};

#[must_use]
pub fn migrations() -> Vec<Migration> {
    vec![Migration {
        name: "20261123_facts",
        tables: vec![
            schema::sharded("fact")
                .uuid("id")
                .uuid("campaign_id")
                .text("family")
                .text("kind")
                .uuid("unit_id")
                .uuid("subject_id")
                .nullable()
                .text("day")
                .text("title")
                .text("content")
                .text("source_kind")
                .uuid("source_id")
                .bigint("published_at")
                .bigint("ended_at")
                .nullable()
                .text("ended_because")
                .nullable()
                .key(["id"])
                .index("by_source", ["source_kind", "source_id"])
                .index("by_campaign", ["campaign_id", "id"]),
            schema::sharded("prospect")
                .text("source_kind")
                .uuid("source_id")
                .uuid("campaign_id")
                .text("family")
                .text("kind")
                .uuid("unit_id")
                .uuid("subject_id")
                .nullable()
                .text("day")
                .text("title")
                .text("content")
                .text("lacking")
                .key(["source_kind", "source_id"])
                .index("by_unit", ["campaign_id", "unit_id"]),
        ],
    }]
}
