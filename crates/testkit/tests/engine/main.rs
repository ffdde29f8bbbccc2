//! What the foundations promise, on whichever engine this run is about.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "a test that cannot be set up should stop at once"
)]

use std::sync::Arc;

use db::{Db, Entry, Migration, Reader, schema};
use kernel::{Failure, Instant, RandomIds, TenantId, TravelClock};
use sea_orm::{
    ConnectionTrait, ExprTrait,
    sea_query::{Alias, Expr, Query},
};
use testkit::ScratchDatabase;

const TENANT: TenantId = TenantId(1);

fn steps() -> Vec<Migration> {
    let mut steps = audit::migrations();
    steps.push(Migration {
        name: "counter",
        tables: vec![
            schema::sharded("counter").text("name").bigint("value").key(["name"]),
            schema::sharded("counter_note").text("name").text("note").nullable().key(["name"]).references(
                ["name"],
                "counter",
                ["name"],
            ),
        ],
    });
    steps
}

async fn database() -> (Arc<Db>, ScratchDatabase) {
    let scratch = ScratchDatabase::new(&steps()).await;
    let pool = db::open(&scratch.options).await.unwrap();
    let clock = Arc::new(TravelClock::at("2021-06-16T10:00:00+08:00".parse::<Instant>().unwrap()));
    let db = Db::new(pool, clock, Arc::new(RandomIds::default()), Arc::new(audit::Chain));
    (Arc::new(db), scratch)
}

async fn put(write: &impl Reader, name: &str, value: i64) -> Result<(), Failure> {
    let insert = Query::insert()
        .into_table(Alias::new("counter"))
        .columns(["tenant_id", "name", "value"].map(Alias::new))
        .values_panic([TENANT.0.into(), name.into(), value.into()])
        .to_owned();
    write.conn().execute(&insert).await?;
    Ok(())
}

async fn get(reader: &impl Reader, name: &str) -> Option<i64> {
    let select = Query::select()
        .column(Alias::new("value"))
        .from(Alias::new("counter"))
        .and_where(Expr::col(Alias::new("tenant_id")).eq(TENANT.0))
        .and_where(Expr::col(Alias::new("name")).eq(name))
        .to_owned();
    let row = reader.conn().query_one(&select).await.unwrap()?;
    Some(row.try_get::<i64>("", "value").unwrap())
}

#[tokio::test]
async fn a_write_commits_as_a_whole_or_not_at_all() {
    let (db, _scratch) = database().await;
    db.write(TENANT, |w| async move {
        w.audit(Entry::new("test.put"));
        put(&w, "kept", 1).await
    })
    .await
    .unwrap();
    let failed: Result<(), Failure> = db
        .write(TENANT, |w| async move {
            w.audit(Entry::new("test.put"));
            put(&w, "lost", 1).await?;
            Err(Failure::Stale)
        })
        .await;
    assert!(matches!(failed, Err(Failure::Stale)));
    let read = db.read(TENANT);
    assert_eq!((get(&read, "kept").await, get(&read, "lost").await), (Some(1), None));
    assert_eq!(
        audit::verify(&read, None).await.unwrap().lines,
        1,
        "the line of the failed write was rolled back too"
    );
}

#[tokio::test]
async fn a_write_that_says_nothing_is_refused() {
    let (db, _scratch) = database().await;
    let silent = db.write(TENANT, |w| async move { put(&w, "silent", 1).await }).await;
    assert!(matches!(silent, Err(Failure::Internal { .. })));
    assert_eq!(get(&db.read(TENANT), "silent").await, None);
}

#[tokio::test]
async fn concurrent_writers_neither_fail_nor_break_the_chain() {
    let (db, _scratch) = database().await;
    let tasks: Vec<_> = (0..20)
        .map(|n| {
            let db = Arc::clone(&db);
            tokio::spawn(async move {
                db.write(TENANT, |w| async move {
                    w.audit(Entry::new("test.put").with(serde_json::json!({ "n": n })));
                    put(&w, &format!("n{n}"), n).await
                })
                .await
            })
        })
        .collect();
    for task in tasks {
        task.await.unwrap().unwrap();
    }
    let report = audit::verify(&db.read(TENANT), None).await.unwrap();
    assert_eq!((report.lines, report.last_seq), (20, 20));
    assert_eq!(report.findings, vec![]);
}

#[tokio::test]
async fn foreign_keys_and_unique_rules_hold_and_sums_are_integers() {
    let (db, _scratch) = database().await;
    let orphan = db
        .write(TENANT, |w| async move {
            w.audit(Entry::new("test.orphan"));
            let insert = Query::insert()
                .into_table(Alias::new("counter_note"))
                .columns(["tenant_id", "name"].map(Alias::new))
                .values_panic([TENANT.0.into(), "nobody".into()])
                .to_owned();
            w.conn().execute(&insert).await?;
            Ok(())
        })
        .await;
    assert!(orphan.is_err());
    for (name, value) in [("a", i64::MAX - 5), ("b", 2)] {
        db.write(TENANT, |w| async move {
            w.audit(Entry::new("test.put"));
            put(&w, name, value).await
        })
        .await
        .unwrap();
    }
    let sum = Query::select()
        .expr_as(db::dialect::sum_i64(Alias::new("value")), Alias::new("total"))
        .from(Alias::new("counter"))
        .to_owned();
    let row = db.read(TENANT).conn().query_one(&sum).await.unwrap().unwrap();
    assert_eq!(row.try_get::<i64>("", "total").unwrap(), i64::MAX - 3);
}

/// Each case damages the trail behind the program's back and names what the verification has to find.
#[tokio::test]
async fn the_verification_finds_what_somebody_did_to_the_trail() {
    enum Damage {
        Nothing,
        Change(i64),
        Remove(i64),
        RemoveLast,
        RemoveAll,
        Insert,
    }
    let cases = [
        (Damage::Nothing, "[]"),
        (Damage::Change(3), "[Changed { seq: 3 }]"),
        (Damage::Remove(2), "[Removed { from: 2, to: 2 }]"),
        (Damage::RemoveLast, "[WrongEnd { last_seq: 4, head_seq: 5 }]"),
        (Damage::RemoveAll, "[Emptied]"),
        (Damage::Insert, "[Unlinked { seq: 6 }, Changed { seq: 6 }, WrongEnd { last_seq: 6, head_seq: 5 }]"),
    ];
    for (damage, expected) in cases {
        let (db, _scratch) = database().await;
        five_acts(&db, 0).await;
        let table = Alias::new("audit_entry");
        let at = |seq: i64| Expr::col(Alias::new("seq")).eq(seq);
        match damage {
            Damage::Nothing => {}
            Damage::Change(seq) => {
                let update = Query::update()
                    .table(table)
                    .value(Alias::new("detail"), "{\"n\":99}")
                    .and_where(at(seq))
                    .to_owned();
                db.pool().execute(&update).await.unwrap();
            }
            Damage::Remove(seq) => {
                db.pool().execute(Query::delete().from_table(table).and_where(at(seq))).await.unwrap();
            }
            Damage::RemoveLast => {
                db.pool().execute(Query::delete().from_table(table).and_where(at(5))).await.unwrap();
            }
            Damage::RemoveAll => wipe(&db).await,
            Damage::Insert => {
                let insert = Query::insert()
                    .into_table(table)
                    .columns(
                        ["tenant_id", "seq", "at", "action", "outcome", "detail", "previous", "digest"]
                            .map(Alias::new),
                    )
                    .values_panic([
                        1_i64.into(),
                        6_i64.into(),
                        0_i64.into(),
                        "test.forged".into(),
                        "done".into(),
                        "null".into(),
                        "00".into(),
                        "00".into(),
                    ])
                    .to_owned();
                db.pool().execute(&insert).await.unwrap();
            }
        }
        let report = audit::verify(&db.read(TENANT), None).await.unwrap();
        assert_eq!(format!("{:?}", report.findings), expected);
    }
}

async fn five_acts(db: &Db, from: i64) {
    for n in from..from + 5 {
        db.write(TENANT, |w| async move {
            w.audit(Entry::new("test.act").with(serde_json::json!({ "n": n })));
            Ok(())
        })
        .await
        .unwrap();
    }
}

/// The whole trail with its head, as somebody would who owns the database.
async fn wipe(db: &Db) {
    for table in ["audit_entry", "audit_head"] {
        db.pool().execute(Query::delete().from_table(Alias::new(table))).await.unwrap();
    }
}

/// A trail that was written anew is sound in itself; only what was written down on paper finds it.
#[tokio::test]
async fn what_was_written_down_finds_a_trail_that_was_written_anew() {
    let (db, _scratch) = database().await;
    five_acts(&db, 0).await;
    let read = db.read(TENANT);
    let audit::Report { last_seq, last_digest, .. } = audit::verify(&read, None).await.unwrap();
    let pin: audit::Pin = format!("{last_seq}:{}", last_digest.to_uppercase()).parse().unwrap();
    let found = async |pin: Option<&audit::Pin>| {
        format!("{:?}", audit::verify(&db.read(TENANT), pin).await.unwrap().findings)
    };
    assert_eq!(found(Some(&pin)).await, "[]");
    five_acts(&db, 5).await;
    assert_eq!(found(Some(&pin)).await, "[]", "the trail has grown");
    wipe(&db).await;
    five_acts(&db, 100).await;
    assert_eq!((found(None).await, found(Some(&pin)).await), ("[]".into(), "[Replaced { seq: 5 }]".into()));
    let later = audit::Pin { seq: 9, ..pin };
    assert_eq!(found(Some(&later)).await, "[Removed { from: 6, to: 9 }]");
    for nonsense in ["", "5", "0:00", ":", "x:y", &format!("5:{}", "g".repeat(64))] {
        assert!(nonsense.parse::<audit::Pin>().is_err(), "{nonsense}");
    }
}
