//! There and back, beside people who go on working.

use std::sync::{
    Arc,
    atomic::{AtomicBool, AtomicUsize, Ordering},
};

use backup::TableSum;
use kernel::{SeededIds, TravelClock};
use sea_orm::{
    ConnectionTrait,
    sea_query::{Alias, Query},
};
use server::Parts;
use testkit::{Persona, empty_postgres};

use crate::house::{House, NOW, bring_back, copy, opened, paper};

/// Copying and bringing back each leave a line, so these two tables are longer in the copy of a copy.
fn without_trail(tables: &[TableSum]) -> Vec<TableSum> {
    tables.iter().filter(|table| !table.name.starts_with("audit_")).cloned().collect()
}

#[tokio::test]
async fn a_restored_installation_is_the_old_one_and_serves() {
    let house = House::new().await;
    let id = house.paper("恢复后还能打开").await;
    let made = house.back_up("a.tar").await.unwrap();
    assert_eq!((made.manifest.sums.files.count, made.unaudited), (4, None));
    let again = backup::verify(&house.at("a.tar"), Some(&made.fingerprint)).await.unwrap();
    assert_eq!(again.manifest, made.manifest);

    let folder = house.at("restored");
    let postgres = empty_postgres().await;
    // The pool is closed after the restoration, so the address is asked for before.
    let target = postgres.clone();
    let restored = bring_back(&house.at("a.tar"), &folder, target).await.unwrap();
    assert_eq!(restored.unaudited, None);
    assert!(!restored.recounted.is_empty() && restored.recounted.iter().all(|one| one.differences == 0));
    assert!(!backup::unfinished(&folder));

    if postgres.is_some() {
        return;
    }
    let db = opened(&folder, None).await;
    let parts = Parts {
        pool: db.pool().clone(),
        clock: Arc::new(TravelClock::at(NOW.parse().unwrap())),
        ids: Arc::new(SeededIds::new(1)),
        settings: config::Settings::default(),
        storage: files::Storage::open(folder.join("files")).await.unwrap(),
        calendar: Arc::new(server::work_calendar().unwrap()),
        seal: Arc::new(server::Seal::passing().unwrap()),
    };
    let anxing = server::assemble(parts).unwrap();
    let admin = Persona::login(anxing.router.clone(), "admin", "Liaoning-2021-ok").await;
    let trail = admin.get("/api/units/tree").await;
    trail.ok();
    let file = house.officer.get(&format!("/api/files/{id}")).await;
    assert_eq!(file.bytes, paper("恢复后还能打开"));
}

/// To the other engine and back: the same rows give the same digests, so nothing is lost on the way.
#[tokio::test]
async fn rows_survive_the_way_from_one_engine_to_the_other_and_back() {
    let house = House::new().await;
    // The PostgreSQL of the tests sorts these by Chinese rules, SQLite by bytes.
    for name in ["中", "安", "a-b", "ab", "B", "_a"] {
        let insert = Query::insert()
            .into_table(Alias::new("login"))
            .columns(["name", "tenant_id", "person_id"].map(Alias::new))
            .values_panic([name.into(), 1_i64.into(), house.world.app.db.id::<()>().uuid().into()])
            .to_owned();
        house.world.app.db.pool().execute(&insert).await.unwrap();
    }
    let first = house.back_up("first.tar").await.unwrap();
    // On a run about PostgreSQL this is the other engine.
    let folder = house.at("in-sqlite");
    bring_back(&house.at("first.tar"), &folder, None).await.unwrap();
    let db = opened(&folder, None).await;
    let second = copy(&db, &folder, &house.at("second.tar")).await.unwrap();
    assert_eq!(without_trail(&second.manifest.sums.tables), without_trail(&first.manifest.sums.tables));
    assert_eq!(second.manifest.sums.files, first.manifest.sums.files);
    assert_eq!(second.head.engine, "sqlite");
    if let Some(postgres) = empty_postgres().await {
        assert_eq!(first.head.engine, "postgres");
        let folder = house.at("in-postgres");
        // It reads back every table and compares: the way from SQLite to PostgreSQL.
        let restored = bring_back(&house.at("second.tar"), &folder, Some(postgres)).await.unwrap();
        assert_eq!(restored.seen.manifest, second.manifest);
    }
}

/// Whoever was told "received" before the backup began is in it, and nothing in it is half-there.
#[tokio::test]
async fn a_backup_beside_people_who_work_shows_one_moment() {
    let house = House::new().await;
    let (stop, told) = (AtomicBool::new(false), AtomicUsize::new(0));
    let working = async {
        let mut number = 0;
        while !stop.load(Ordering::SeqCst) {
            house.paper(&format!("第{number}份")).await;
            number += 1;
            told.store(number, Ordering::SeqCst);
        }
        number
    };
    let copying = async {
        let mut copies = Vec::new();
        for name in ["one.tar", "two.tar", "three.tar"] {
            let before = told.load(Ordering::SeqCst);
            let made = house.back_up(name).await;
            let after = told.load(Ordering::SeqCst);
            copies.push((name, made, before, after));
        }
        stop.store(true, Ordering::SeqCst);
        copies
    };
    let (worked, copies) = tokio::join!(working, copying);
    assert!(worked > 1, "nobody worked while the backups were made");
    for (name, made, before, after) in copies {
        let manifest = made.unwrap().manifest;
        // Three were there from the start; one upload may be under way on either side.
        let files = usize::try_from(manifest.sums.files.count).unwrap();
        assert!(
            (before + 3..=after + 4).contains(&files),
            "{name}: {files} not in {before}..={after} and three"
        );
        let rows = manifest.sums.tables.iter().find(|table| table.name == "file").unwrap().rows;
        assert_eq!(rows, manifest.sums.files.count);
        // Bringing it back compares chain, rows, files and tallies with one another.
        bring_back(&house.at(name), &house.at(&format!("{name}.restored")), None).await.unwrap();
    }
}
