//! One write, and many at the same time.

use std::sync::Arc;

use db::{Entry, Reader};
use kernel::Failure;
use sea_orm::{
    ConnectionTrait,
    sea_query::{Alias, Query},
};

use crate::house::*;

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

/// What a unit of work says without asking waits for its next question, which sees all of it, in its order.
#[tokio::test]
async fn what_was_said_is_seen_by_the_next_question_whatever_it_is() {
    let (db, _scratch) = database().await;
    db.write(TENANT, |w| async move {
        w.audit(Entry::new("test.put"));
        w.later(&putting("a", 1)).await?;
        w.later(&setting("a", 2)).await?;
        assert_eq!(get(&w, "a").await, Some(2));
        w.later(&setting("a", 3)).await?;
        w.later(&putting("b", 30)).await?;
        assert_eq!(get(&w.view(), "a").await, Some(3), "through a view as well");
        w.later(&putting("c", 300)).await?;
        let met = w.conn().execute(&setting("a", 4)).await?.rows_affected();
        assert_eq!(met, 1, "an outcome is its own, not that of what waited");
        w.later(&setting("c", 301)).await
    })
    .await
    .unwrap();
    let read = db.read(TENANT);
    assert_eq!(
        (get(&read, "a").await, get(&read, "b").await, get(&read, "c").await),
        (Some(4), Some(30), Some(301))
    );
    assert_eq!(audit::verify(&read, None).await.unwrap().lines, 1);
}

#[tokio::test]
async fn what_was_said_and_cannot_be_fails_the_whole_unit_of_work_and_nobody_else() {
    let (db, _scratch) = database().await;
    let say = |names: &'static [&'static str]| {
        let db = Arc::clone(&db);
        async move {
            let said = db.write(TENANT, |w| async move {
                w.audit(Entry::new("test.put"));
                for name in names {
                    w.later(&putting(name, 1)).await?;
                }
                Ok(())
            });
            said.await.is_ok()
        }
    };
    assert!(say(&["a"]).await);
    // On SQLite they share a commit.
    let done = tokio::join!(say(&["b", "a"]), say(&["c"]), say(&["d", "d"]), say(&["e"]));
    assert_eq!(done, (false, true, false, true));
    let read = db.read(TENANT);
    for (name, there) in [("a", true), ("b", false), ("c", true), ("d", false), ("e", true)] {
        assert_eq!(get(&read, name).await.is_some(), there, "{name}");
    }
    let report = audit::verify(&read, None).await.unwrap();
    assert_eq!((report.lines, report.findings), (3, vec![]));
}
