//! The tables of this register.

use db::{Migration, schema};

#[must_use]
pub fn migrations() -> Vec<Migration> {
    vec![Migration {
        name: "20261123_exposure_register",
        tables: vec![
            schema::sharded("exposure")
                .uuid("id")
                .uuid("campaign_id")
                .uuid("unit_id")
                .bigint("revision")
                .text("state")
                .bigint("state_at")
                .uuid("state_by")
                .text("state_reason")
                .nullable()
                .bigint("version")
                .bigint("counting")
                .nullable()
                .bigint("counted_at")
                .nullable()
                .uuid("counted_by")
                .nullable()
                .bigint("reported_at")
                .nullable()
                .uuid("reported_by")
                .nullable()
                .text("content")
                .text("kind")
                .nullable()
                .text("title")
                .text("day")
                .nullable()
                .text("media_class")
                .nullable()
                .text("media_name")
                .text("folded")
                .key(["id"])
                .index("by_unit", ["unit_id", "id"])
                .index("by_campaign", ["campaign_id", "id"]),
            schema::sharded("exposure_version")
                .uuid("exposure_id")
                .bigint("number")
                .text("content")
                .bigint("sent_at")
                .uuid("sent_by")
                .key(["exposure_id", "number"])
                .references(["exposure_id"], "exposure", ["id"]),
            schema::sharded("exposure_step")
                .uuid("exposure_id")
                .bigint("revision")
                .text("step")
                .bigint("at")
                .uuid("by")
                .bigint("version")
                .text("reason")
                .nullable()
                .key(["exposure_id", "revision"])
                .references(["exposure_id"], "exposure", ["id"]),
        ],
    }]
}
