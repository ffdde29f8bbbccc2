//! The tables of this register.

use db::{Migration, schema};

#[must_use]
pub fn migrations() -> Vec<Migration> {
    vec![Migration {
        name: "20261123_activity_register",
        tables: vec![
            schema::sharded("activity")
                .uuid("id")
                .uuid("campaign_id")
                .uuid("unit_id")
                .text("kind")
                .bigint("revision")
                .text("state")
                .bigint("state_at")
                .uuid("state_by")
                .text("state_reason")
                .nullable()
                .bigint("passed")
                .bigint("version")
                .bigint("counting")
                .nullable()
                .bigint("counted_at")
                .nullable()
                .uuid("counted_by")
                .nullable()
                .bool("counted_by_rule")
                .text("content")
                .text("title")
                .text("day")
                .nullable()
                .text("place")
                .text("mode")
                .nullable()
                .uuid("subject_id")
                .nullable()
                .bigint("sessions")
                .nullable()
                .bigint("attendances")
                .nullable()
                .bigint("heads")
                .nullable()
                .text("folded")
                .key(["id"])
                .index("by_unit", ["unit_id", "id"])
                .index("by_campaign", ["campaign_id", "kind", "id"]),
            schema::sharded("activity_version")
                .uuid("activity_id")
                .bigint("number")
                .text("content")
                .bigint("sent_at")
                .uuid("sent_by")
                .key(["activity_id", "number"])
                .references(["activity_id"], "activity", ["id"]),
            schema::sharded("activity_step")
                .uuid("activity_id")
                .bigint("revision")
                .text("step")
                .bigint("at")
                .uuid("by")
                .bigint("version")
                .text("reason")
                .nullable()
                .key(["activity_id", "revision"])
                .references(["activity_id"], "activity", ["id"]),
        ],
    }]
}
