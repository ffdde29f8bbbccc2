//! The verification of the audit trail, against somebody who owns the database.

use db::{Db, Entry};
use sea_orm::{
    ConnectionTrait, ExprTrait,
    sea_query::{Alias, Expr, Query},
};

use crate::house::*;

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
