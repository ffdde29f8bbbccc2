//! The audit trail as the tests count it: behind the program, so that counting leaves no line.

use testkit::World;

async fn report(world: &World) -> audit::Report {
    let tenant = org::tenants(&world.app.db).await.unwrap()[0];
    audit::verify(&world.app.db.read(tenant), None).await.unwrap()
}

/// How many lines there are.
pub async fn length(world: &World) -> i64 {
    report(world).await.lines
}

/// What the verification finds.
pub async fn findings(world: &World) -> Vec<audit::Finding> {
    report(world).await.findings
}
