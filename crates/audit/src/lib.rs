//! The audit trail: append-only, numbered without gaps, chained by SM3, written in the transaction of the act itself.
//!
//! Nouns: [`Chain`] (the journal of a real installation), [`Row`] (one sealed line), [`Finding`] (what a verification
//! found wrong).
//!
//! Invariants
//! * Sequence numbers of a tenant are 1, 2, 3, … ; every line carries the digest of the line before it.
//! * The digest covers every column in a canonical form made here, never text read back from JSON columns.
//! * There is no operation that changes or removes a line, and no setting that turns the trail off.
//!
//! Deliberately absent: rights and HTTP; `org` shows the trail to those who may see it.

mod after;
mod chain;
mod row;
mod verify;

pub use after::{Done, between, newest};
pub use chain::Chain;
pub use row::{Filter, Row, list};
pub use verify::{Finding, Pin, Report, verify};

use db::{Migration, schema};

#[must_use]
pub fn migrations() -> Vec<Migration> {
    vec![Migration {
        name: "20261123_audit_trail",
        tables: vec![
            schema::sharded("audit_entry")
                .bigint("seq")
                .bigint("at")
                .text("action")
                .text("outcome")
                .uuid("person_id")
                .nullable()
                .uuid("unit_id")
                .nullable()
                .text("subject_kind")
                .nullable()
                .text("subject_id")
                .nullable()
                .text("detail")
                .text("previous")
                .text("digest")
                .key(["seq"])
                .index("by_person", ["person_id", "seq"])
                .index("by_unit", ["unit_id", "seq"])
                .index("by_subject", ["subject_kind", "subject_id", "seq"]),
            schema::sharded("audit_head").bigint("seq").text("digest").key([]),
        ],
    }]
}
