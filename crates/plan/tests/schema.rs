//! The committed schema is the generated one.

/// `UPDATE_PLAN_SCHEMA=1` writes the file anew.
#[test]
fn the_committed_schema_is_current() {
    let generated = plan::schema::plan_schema().unwrap();
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../plans/plan.schema.json");
    if std::env::var_os("UPDATE_PLAN_SCHEMA").is_some() {
        std::fs::write(path, &generated).unwrap();
    }
    let committed = std::fs::read_to_string(path).unwrap();
    assert!(
        committed == generated,
        "plans/plan.schema.json is stale; write it anew with UPDATE_PLAN_SCHEMA=1 cargo test -p plan --test schema"
    );
}
