//! An examination finds what is wrong, and nothing when nothing is.

use backup::{Finding, Level, examine::examine};
use sea_orm::{
    ConnectionTrait, ExprTrait,
    sea_query::{Alias, Expr, Query},
};

use crate::house::{House, NOW};

async fn findings(house: &House, all: bool) -> Vec<Finding> {
    examine(&house.world.app.db, house.folder(), &server::migrations(), all).await
}

fn worse(findings: Vec<Finding>, level: Level) -> Vec<(&'static str, String)> {
    findings.into_iter().filter(|one| one.level == level).map(|one| (one.check, one.what)).collect()
}

#[tokio::test]
async fn a_sound_installation_is_told_so_with_one_reminder() {
    let house = House::new().await;
    let found = findings(&house, true).await;
    assert_eq!(worse(found.clone(), Level::Wrong), []);
    let reminders = worse(found.clone(), Level::Remind);
    assert!(matches!(&reminders[..], [("posts", what)] if what.contains("admin")), "{reminders:?}");
    let fine: Vec<&str> = found.iter().filter(|one| one.level == Level::Fine).map(|one| one.check).collect();
    assert_eq!(fine, ["integrity", "schema", "files", "tallies", "audit", "clock"]);
}

#[tokio::test]
async fn evidence_is_compared_both_ways() {
    let house = House::new().await;
    let objects = house.objects();
    std::fs::remove_file(&objects[0]).unwrap();
    let mut rotten = std::fs::read(&objects[1]).unwrap();
    rotten[9] ^= 1;
    std::fs::write(&objects[1], rotten).unwrap();
    let nameless = house.folder().join("files/sha256/aa").join("b".repeat(62));
    std::fs::write(&nameless, "nobody's").unwrap();

    let wrong = worse(findings(&house, true).await, Level::Wrong);
    assert_eq!(wrong.len(), 2, "{wrong:?}");
    assert!(wrong[0].1.ends_with("缺失") && wrong[1].1.ends_with("损坏"), "{wrong:?}");
    // By the clock of this house it was written five years from now, so it may be on its way in.
    let reminders =
        |found| worse(found, Level::Remind).into_iter().map(|(check, _)| check).collect::<Vec<_>>();
    assert_eq!(reminders(findings(&house, true).await), ["posts"]);
    house.world.app.travel_to("2100-01-01T00:00:00+08:00");
    let found = findings(&house, true).await;
    assert!(reminders(found).contains(&"nameless-files"));
}

#[tokio::test]
async fn a_wrong_tally_and_a_clock_that_went_back_are_told() {
    let house = House::new().await;
    let db = &house.world.app.db;
    let tenant = org::tenants(db).await.unwrap()[0];
    let insert = Query::insert()
        .into_table(Alias::new("tally"))
        .columns(
            ["tenant_id", "campaign_id", "table_key", "indicator", "unit_id"]
                .into_iter()
                .chain(["own_value", "own_records", "tree_value", "tree_records"])
                .map(Alias::new),
        )
        .values_panic([
            tenant.0.into(),
            house.world.campaign.parse::<sea_orm::prelude::Uuid>().unwrap().into(),
            "no-such-table".into(),
            "no-such-row".into(),
            house.world.unit("shenyang").parse::<sea_orm::prelude::Uuid>().unwrap().into(),
            1_i64.into(),
            1_i64.into(),
            1_i64.into(),
            1_i64.into(),
        ])
        .to_owned();
    db.pool().execute(&insert).await.unwrap();
    house.world.app.travel_to("2021-06-15T10:00:00+08:00");
    let wrong = worse(findings(&house, false).await, Level::Wrong);
    let checks: Vec<&str> = wrong.iter().map(|(check, _)| *check).collect();
    assert_eq!(checks, ["tallies", "clock"], "{wrong:?}");
    assert!(wrong[1].1.contains("2021-06-16T10:00:00"), "{wrong:?}");

    house.world.app.travel_to(NOW);
    let edit = Query::update()
        .table(Alias::new("audit_entry"))
        .value(Alias::new("action"), "nothing.happened")
        .and_where(Expr::col(Alias::new("seq")).eq(2))
        .to_owned();
    db.pool().execute(&edit).await.unwrap();
    let wrong = worse(findings(&house, false).await, Level::Wrong);
    assert_eq!(wrong.iter().map(|(check, _)| *check).collect::<Vec<_>>(), ["tallies", "audit"], "{wrong:?}");
    // A chain that was broken before is copied as it is, and told.
    let made = house.back_up("broken-chain.tar").await.unwrap();
    assert!(made.manifest.audit[0].findings > 0);
    let folder = house.at("broken-chain");
    let restored = crate::house::bring_back(&house.at("broken-chain.tar"), &folder, None).await.unwrap();
    assert_eq!(restored.recounted[0].differences, 1);
}
