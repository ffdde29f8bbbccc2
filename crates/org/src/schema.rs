//! The tables of the organisation.

use db::{Migration, schema};

#[must_use]
pub fn migrations() -> Vec<Migration> {
    vec![units(), people(), login(), sessions(), second_factor(), state(), calendar()]
}

fn units() -> Migration {
    Migration {
        name: "20261123_org_units",
        tables: vec![
            schema::reference("tenant")
                .bigint("id")
                .text("key")
                .bigint("created_at")
                .key(["id"])
                .unique("key", ["key"]),
            schema::sharded("unit")
                .uuid("id")
                .text("key")
                .text("kind")
                .uuid("parent_id")
                .nullable()
                .text("region_code")
                .nullable()
                .text("attributes")
                .text("valid_from")
                .text("valid_to")
                .nullable()
                .uuid("merged_into")
                .nullable()
                .bigint("revision")
                .bigint("created_at")
                .key(["id"])
                .unique("key", ["key"])
                .index("by_parent", ["parent_id", "key"])
                .references(["parent_id"], "unit", ["id"]),
            schema::sharded("unit_name")
                .uuid("unit_id")
                .text("valid_from")
                .text("name")
                .text("folded")
                .key(["unit_id", "valid_from"])
                .references(["unit_id"], "unit", ["id"]),
            schema::sharded("unit_ancestor")
                .uuid("unit_id")
                .uuid("ancestor_id")
                .bigint("depth")
                .key(["unit_id", "ancestor_id"])
                .index("by_ancestor", ["ancestor_id", "depth", "unit_id"])
                .references(["unit_id"], "unit", ["id"])
                .references(["ancestor_id"], "unit", ["id"]),
        ],
    }
}

fn people() -> Migration {
    Migration {
        name: "20261123_org_people",
        tables: vec![
            // Login names are unique over the installation, so they lead to the tenant.
            schema::reference("login")
                .text("name")
                .bigint("tenant_id")
                .uuid("person_id")
                .key(["name"])
                .unique("person", ["tenant_id", "person_id"]),
            schema::sharded("person")
                .uuid("id")
                .text("name")
                .text("folded")
                .text("login")
                .text("phone")
                .nullable()
                .bigint("disabled_at")
                .nullable()
                .bigint("revision")
                .bigint("created_at")
                .key(["id"])
                .index("by_name", ["folded", "id"]),
            schema::sharded("post")
                .uuid("id")
                .uuid("person_id")
                .uuid("unit_id")
                .text("role")
                .text("title")
                .nullable()
                .text("valid_from")
                .text("valid_to")
                .nullable()
                .uuid("stands_in_for")
                .nullable()
                .bigint("created_at")
                .key(["id"])
                .index("by_person", ["person_id", "id"])
                .index("by_unit", ["unit_id", "id"])
                .references(["person_id"], "person", ["id"])
                .references(["unit_id"], "unit", ["id"])
                .references(["stands_in_for"], "post", ["id"]),
        ],
    }
}

fn login() -> Migration {
    Migration {
        name: "20261123_org_login",
        tables: vec![
            schema::sharded("password")
                .uuid("person_id")
                .text("hash")
                .bool("must_change")
                .bigint("changed_at")
                .key(["person_id"])
                .references(["person_id"], "person", ["id"]),
            // Nobody writes here since `browser_session` took its place; a step that has shipped is never edited.
            schema::sharded("session")
                .text("digest")
                .uuid("person_id")
                .bigint("created_at")
                .bigint("last_seen_at")
                .key(["digest"])
                .index("by_person", ["person_id"])
                .references(["person_id"], "person", ["id"]),
            schema::sharded("api_token")
                .uuid("id")
                .uuid("person_id")
                .text("name")
                .text("digest")
                .text("scopes")
                .bigint("created_at")
                .bigint("expires_at")
                .bigint("last_used_at")
                .nullable()
                .bigint("revoked_at")
                .nullable()
                .key(["id"])
                .unique("digest", ["digest"])
                .index("by_person", ["person_id", "id"])
                .references(["person_id"], "person", ["id"]),
            // Both exist before a tenant is known: a wrong name belongs to nobody.
            schema::local("login_attempt")
                .text("digest")
                .bigint("failures")
                .bigint("last_at")
                .bigint("locked_until")
                .nullable()
                .key(["digest"])
                .index("by_last", ["last_at"]),
            schema::local("set_up_link").text("digest").bigint("expires_at").key(["digest"]),
        ],
    }
}

fn sessions() -> Migration {
    Migration {
        name: "20261125_org_sessions",
        tables: vec![
            // A session gets an id that may be shown to its owner, and remembers on what device it began.
            schema::sharded("browser_session")
                .uuid("id")
                .uuid("person_id")
                .text("digest")
                .text("device")
                .bigint("created_at")
                .bigint("last_seen_at")
                .bigint("admitted_at")
                .nullable()
                .key(["id"])
                .unique("digest", ["digest"])
                .index("by_person", ["person_id", "id"])
                .references(["person_id"], "person", ["id"]),
        ],
    }
}

fn second_factor() -> Migration {
    Migration {
        name: "20261125_org_second_factor",
        tables: vec![
            schema::sharded("second_factor")
                .uuid("person_id")
                .text("secret")
                .bigint("begun_at")
                .bigint("confirmed_at")
                .nullable()
                .bigint("last_step")
                .key(["person_id"])
                .references(["person_id"], "person", ["id"]),
            schema::sharded("recovery_code")
                .uuid("person_id")
                .text("digest")
                .bigint("used_at")
                .nullable()
                .key(["person_id", "digest"])
                .references(["person_id"], "person", ["id"]),
        ],
    }
}

fn calendar() -> Migration {
    Migration {
        name: "20261125_org_calendar",
        tables: vec![
            schema::sharded("calendar_feed")
                .uuid("id")
                .uuid("person_id")
                .text("digest")
                .bigint("created_at")
                .bigint("last_used_at")
                .nullable()
                .bigint("revoked_at")
                .nullable()
                .key(["id"])
                .unique("digest", ["digest"])
                .index("by_person", ["person_id", "id"])
                .references(["person_id"], "person", ["id"]),
        ],
    }
}

fn state() -> Migration {
    Migration {
        name: "20261125_org_state",
        // Grows with every change of a unit, so that what is kept in memory is known to be old.
        tables: vec![schema::sharded("org_state").bigint("number").key([])],
    }
}
