//! The tables of obligations.

use db::{Migration, schema};

#[must_use]
pub fn migrations() -> Vec<Migration> {
    vec![
        Migration { name: "20261123_obligation", tables: vec![obligation(), target(), weighed()] },
        Migration {
            name: "20261123_obligation_reports",
            tables: vec![
                draft(),
                submission(),
                receipt_counter(),
                review(),
                review_draft(),
                waiver(),
                paper(),
            ],
        },
        Migration { name: "20261125_obligation_urge", tables: vec![urge(), urged()] },
    ]
}

fn obligation() -> schema::Table {
    schema::sharded("obligation")
        .uuid("id")
        .uuid("campaign_id")
        .text("duty")
        .uuid("unit_id")
        .text("period")
        .text("period_title")
        .text("kind")
        .text("modality")
        .bigint("at_least")
        .bigint("opens_at")
        .bigint("due_at")
        .bigint("late_after")
        .text("window_from")
        .text("window_to")
        .text("due_text")
        .text("clause")
        .text("quote")
        .text("title")
        .bool("wants_paper")
        .bigint("dropped_at")
        .nullable()
        .bigint("counted")
        .bigint("met_at")
        .nullable()
        .text("stage")
        .bigint("version")
        .uuid("submission_id")
        .nullable()
        .bigint("submitted_at")
        .nullable()
        .bigint("counts_from")
        .nullable()
        .text("outcome")
        .nullable()
        .bigint("step")
        .bool("taken_up")
        .uuid("review_unit_id")
        .nullable()
        .text("review_post")
        .nullable()
        .bigint("returned_until")
        .nullable()
        .bigint("decided_at")
        .nullable()
        .bigint("waived_at")
        .nullable()
        .text("paper_received_on")
        .nullable()
        .bool("paper_agrees")
        .nullable()
        .key(["id"])
        .unique("identity", ["campaign_id", "duty", "unit_id", "period"])
        .index("by_unit", ["unit_id", "campaign_id", "due_at", "id"])
        .index("by_campaign", ["campaign_id", "due_at", "id"])
        .index("by_reviewer", ["review_unit_id", "submitted_at", "id"])
}

fn target() -> schema::Table {
    schema::sharded("obligation_target")
        .uuid("obligation_id")
        .uuid("unit_id")
        .key(["obligation_id", "unit_id"])
        .references(["obligation_id"], "obligation", ["id"])
}

/// Facts that count, and facts that nearly do (`lacks` says what is missing).
fn weighed() -> schema::Table {
    schema::sharded("weighed_fact")
        .uuid("obligation_id")
        .uuid("fact_id")
        .uuid("target_id")
        .nullable()
        .bigint("published_at")
        .text("lacks")
        .nullable()
        .key(["obligation_id", "fact_id"])
        .index("by_fact", ["fact_id", "obligation_id"])
        .index("by_target", ["obligation_id", "target_id"])
        .references(["obligation_id"], "obligation", ["id"])
}

fn draft() -> schema::Table {
    schema::sharded("draft")
        .uuid("obligation_id")
        .text("content")
        .bigint("revision")
        .bigint("saved_at")
        .uuid("saved_by")
        .key(["obligation_id"])
        .references(["obligation_id"], "obligation", ["id"])
}

fn submission() -> schema::Table {
    schema::sharded("submission")
        .uuid("id")
        .uuid("obligation_id")
        .bigint("version")
        .text("content")
        .text("outcome")
        .bigint("submitted_at")
        .uuid("submitted_by")
        .bigint("counts_from")
        .bigint("answers_until")
        .nullable()
        .text("plan_fingerprint")
        .text("receipt")
        .text("digest")
        .key(["id"])
        .unique("version", ["obligation_id", "version"])
        .unique("receipt", ["receipt"])
        .references(["obligation_id"], "obligation", ["id"])
}

/// One row per authority and year; the row is held while a receipt is numbered.
fn receipt_counter() -> schema::Table {
    schema::sharded("receipt_counter").bigint("year").bigint("last").key(["year"])
}

fn review() -> schema::Table {
    schema::sharded("review")
        .uuid("id")
        .uuid("obligation_id")
        .uuid("submission_id")
        .bigint("step")
        .text("step_title")
        .text("verdict")
        .text("content")
        .bigint("until")
        .nullable()
        .uuid("unit_id")
        .bigint("reviewed_at")
        .uuid("reviewed_by")
        .key(["id"])
        .unique("step", ["submission_id", "step"])
        .index("by_obligation", ["obligation_id", "id"])
        .references(["submission_id"], "submission", ["id"])
}

/// Private to the person until it is sent.
fn review_draft() -> schema::Table {
    schema::sharded("review_draft")
        .uuid("submission_id")
        .uuid("person_id")
        .text("content")
        .bigint("revision")
        .bigint("saved_at")
        .key(["submission_id", "person_id"])
        .references(["submission_id"], "submission", ["id"])
}

fn waiver() -> schema::Table {
    schema::sharded("waiver")
        .uuid("id")
        .uuid("obligation_id")
        .text("reason")
        .bigint("waived_at")
        .uuid("waived_by")
        .bigint("revoked_at")
        .nullable()
        .uuid("revoked_by")
        .nullable()
        .key(["id"])
        .index("by_obligation", ["obligation_id", "id"])
        .references(["obligation_id"], "obligation", ["id"])
}

fn paper() -> schema::Table {
    schema::sharded("paper")
        .uuid("obligation_id")
        .text("received_on")
        .bigint("copies")
        .bool("agrees")
        .text("note")
        .bigint("revision")
        .bigint("recorded_at")
        .uuid("recorded_by")
        .key(["obligation_id"])
        .references(["obligation_id"], "obligation", ["id"])
}

fn urge() -> schema::Table {
    schema::sharded("urge")
        .uuid("id")
        .text("message")
        .bigint("urged_at")
        .uuid("urged_by")
        .uuid("unit_id")
        .key(["id"])
}

/// Which obligations somebody was urged for, and how each of them stood then.
fn urged() -> schema::Table {
    schema::sharded("urged")
        .uuid("obligation_id")
        .uuid("urge_id")
        .bigint("urged_at")
        .text("state")
        .key(["obligation_id", "urge_id"])
        .references(["obligation_id"], "obligation", ["id"])
        .references(["urge_id"], "urge", ["id"])
}
