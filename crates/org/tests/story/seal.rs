//! The secrets of second factors as they lie in the database, and what becomes of those that lay there before.

use config::SecondFactor;
use sea_orm::{
    ConnectionTrait,
    sea_query::{Alias, Expr, ExprTrait, Query},
};
use serde_json::json;
use testkit::Persona;

use crate::{
    house::{BOSS_PASSWORD, House, KEY, text},
    second::{Enrolled, enrol, half, prove, shown, trail},
};

/// What stands in the one row.
async fn in_the_row(house: &House) -> String {
    let select = Query::select().column(Alias::new("secret")).from(Alias::new("second_factor")).to_owned();
    let row = house.db.pool().query_one(&select).await.unwrap().unwrap();
    row.try_get("", "secret").unwrap()
}

async fn put(house: &House, secret: &str) {
    let update = Query::update()
        .table(Alias::new("second_factor"))
        .value(Alias::new("secret"), secret)
        .and_where(Expr::col(Alias::new("tenant_id")).gt(0))
        .to_owned();
    house.db.pool().execute(&update).await.unwrap();
}

/// How often the rows were sealed, by the trail.
async fn sealings(house: &House) -> usize {
    trail(house).await.iter().filter(|line| line.action == "org.seal_second_factors").count()
}

#[tokio::test]
async fn the_database_alone_gives_nobodys_codes() {
    let (house, boss) = House::liaoning_with(SecondFactor::Administrators).await;
    let begun = boss.post("/api/me/second-factor", json!({ "password": BOSS_PASSWORD })).await.ok();
    let seal = org::Seal::from_key(KEY);
    // Sealed from the first moment on, also while it is only begun.
    let row = in_the_row(&house).await;
    assert!(row.starts_with(&format!("v1.{}.", seal.number())), "{row}");
    assert!(!row.to_uppercase().contains(&text(&begun["secret"])), "{row}");
    let census = org::census(house.db.pool(), Some(&seal)).await.unwrap();
    assert_eq!((census.plain, census.broken, census.sealed[seal.number()]), (0, 0, 1));
    // One letter of it changed, and it is nobody's secret any more.
    let last = if row.ends_with('0') { "1" } else { "0" };
    put(&house, &format!("{}{last}", &row[..row.len() - 1])).await;
    assert_eq!(org::census(house.db.pool(), Some(&seal)).await.unwrap().broken, 1);
}

#[tokio::test]
async fn secrets_of_an_older_program_are_sealed_once_and_go_on_working() {
    let (house, boss) = House::liaoning_with(SecondFactor::Administrators).await;
    let Enrolled { secret, .. } = enrol(&house, &boss, BOSS_PASSWORD).await;
    let seal = org::Seal::from_key(KEY);
    assert_eq!(org::settle(&house.db, &seal).await.unwrap(), 0);
    put(&house, &secret).await;
    assert_eq!(org::census(house.db.pool(), Some(&seal)).await.unwrap().plain, 1);
    // An older server may still write such rows beside this one, so they are read.
    house.travel("2021-06-01T09:01:00+08:00");
    let (before, _) = half(&house, "boss", BOSS_PASSWORD).await;
    prove(&before, &shown(&secret, &house)).await.ok();

    assert_eq!(org::settle(&house.db, &seal).await.unwrap(), 1);
    assert!(in_the_row(&house).await.starts_with("v1."));
    assert_eq!(sealings(&house).await, 1);
    house.travel("2021-06-01T09:02:00+08:00");
    let (after, _) = half(&house, "boss", BOSS_PASSWORD).await;
    prove(&after, &shown(&secret, &house)).await.ok();
    assert_eq!(org::settle(&house.db, &seal).await.unwrap(), 0);
    assert_eq!(sealings(&house).await, 1, "nothing to do is no line");
}

/// The key was lost with the disk, the database came back from a backup.
#[tokio::test]
async fn under_another_key_the_telephone_is_worth_nothing_and_paper_still_is() {
    let (house, boss) = House::liaoning_with(SecondFactor::Administrators).await;
    let Enrolled { secret, paper } = enrol(&house, &boss, BOSS_PASSWORD).await;
    house.travel("2021-06-01T09:01:00+08:00");
    let elsewhere = Persona::stranger(house.under_key([99; 32]));
    let password = json!({ "login": "boss", "password": BOSS_PASSWORD });
    let answer = elsewhere.post("/api/session", password).await.ok();
    assert_eq!(answer["second_factor_awaited"], true);
    prove(&elsewhere, &shown(&secret, &house)).await.refused(422);
    prove(&elsewhere, &paper[0]).await.ok();
    elsewhere.get("/api/me").await.ok();
    // Paper also takes the old one off, and the next one is closed with the new key.
    elsewhere.post("/api/me/second-factor/remove", json!({ "code": paper[1] })).await.ok();
    enrol(&house, &elsewhere, BOSS_PASSWORD).await;
    let number = org::Seal::from_key([99; 32]).number().to_owned();
    assert!(in_the_row(&house).await.starts_with(&format!("v1.{number}.")));
}
