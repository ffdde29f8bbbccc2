//! Writes that share a commit: each stands and falls alone, all are acknowledged when they are safe.

use std::sync::{Arc, Mutex};

use db::{Db, Entry, Reader, dialect};
use kernel::Failure;
use sea_orm::DbBackend;
use tokio::sync::oneshot;

use crate::house::*;

fn is_sqlite(db: &Db) -> bool {
    db.pool().get_database_backend() == DbBackend::Sqlite
}

async fn put_one(db: &Db, name: &str) -> Result<(), Failure> {
    db.write(TENANT, |w| async move {
        w.audit(Entry::new("test.put"));
        put(&w, name, 1).await
    })
    .await
}

/// While the first one works, the others queue up behind it: on one thread they all have asked before it goes on.
#[tokio::test]
async fn whoever_waits_joins_the_commit_and_nobody_is_acknowledged_before_it() {
    let (db, _scratch) = database().await;
    if !is_sqlite(&db) {
        // PostgreSQL groups the commits of its connections by itself.
        return;
    }
    let said: Arc<Mutex<Vec<String>>> = Arc::default();
    let say = |what: String| said.lock().unwrap().push(what);
    let (go, gate) = oneshot::channel::<()>();
    let mut gate = Some(gate);
    let writes: Vec<_> = ["a", "b", "c"]
        .into_iter()
        .map(|name| {
            let (db, gate) = (Arc::clone(&db), gate.take());
            let say = &say;
            async move {
                let done = db.write(TENANT, |w| async move {
                    if let Some(gate) = gate {
                        gate.await.unwrap();
                    }
                    say(format!("{name} works"));
                    w.audit(Entry::new("test.put"));
                    put(&w, name, 1).await?;
                    if name == "b" { Err(Failure::Stale) } else { Ok(()) }
                });
                let done = done.await;
                say(format!("{name} {}", if done.is_ok() { "is safe" } else { "failed" }));
            }
        })
        .collect();
    let open = async {
        for _ in 0..10 {
            tokio::task::yield_now().await;
        }
        go.send(()).unwrap();
    };
    tokio::join!(futures_util::future::join_all(writes), open);
    let said = said.lock().unwrap().clone();
    let place =
        |what: &str| said.iter().position(|line| line == what).unwrap_or_else(|| panic!("{what}: {said:?}"));
    assert!(place("c works") < place("a is safe"), "one commit for both: {said:?}");
    assert!(place("b failed") < place("a is safe"), "who failed need not wait: {said:?}");
    let read = db.read(TENANT);
    assert_eq!(
        (get(&read, "a").await, get(&read, "b").await, get(&read, "c").await),
        (Some(1), None, Some(1))
    );
    let report = audit::verify(&read, None).await.unwrap();
    assert_eq!((report.lines, report.findings), (2, vec![]));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn those_that_fail_or_go_away_harm_nobody() {
    let (db, _scratch) = database().await;
    let tasks: Vec<_> = (0..60)
        .map(|n| {
            let db = Arc::clone(&db);
            let (begun, has_begun) = oneshot::channel();
            let task = tokio::spawn(async move {
                db.write(TENANT, |w| async move {
                    w.audit(Entry::new("test.put").with(serde_json::json!({ "n": n })));
                    let name = format!("n{n}");
                    // Half of them only say it, and are left before it was sent.
                    if n % 2 == 0 {
                        put(&w, &name, n).await?
                    } else {
                        w.later(&putting(&name, n)).await?
                    }
                    let _ = begun.send(());
                    match n % 3 {
                        0 => Ok(()),
                        1 => Err(Failure::Stale),
                        _ => std::future::pending().await,
                    }
                })
                .await
            });
            if n % 3 == 2 {
                // Their askers go away in the middle of the work, as when a connection is lost.
                let going = task.abort_handle();
                tokio::spawn(async move { has_begun.await.map(|()| going.abort()) });
            }
            (n, task)
        })
        .collect();
    for (n, task) in tasks {
        match (n % 3, task.await) {
            (0, done) => done.unwrap().unwrap(),
            (1, done) => assert!(done.unwrap().is_err()),
            (_, done) => assert!(done.unwrap_err().is_cancelled()),
        }
    }
    put_one(&db, "after").await.unwrap();
    let read = db.read(TENANT);
    for n in 0..60 {
        assert_eq!(get(&read, &format!("n{n}")).await, (n % 3 == 0).then_some(n), "n{n}");
    }
    let report = audit::verify(&read, None).await.unwrap();
    assert_eq!((report.lines, report.findings), (21, vec![]));
}

/// SQLite ends a transaction by itself when the disk is full; here a statement does it. Whatever shared it is told so.
#[tokio::test]
async fn a_lost_transaction_is_told_to_all_its_members_and_the_next_one_is_sound() {
    let (db, _scratch) = database().await;
    if !is_sqlite(&db) {
        return;
    }
    let (go, gate) = oneshot::channel::<()>();
    let first = db.write(TENANT, |w| async move {
        gate.await.unwrap();
        w.audit(Entry::new("test.put"));
        put(&w, "first", 1).await
    });
    let breaker = db.write(TENANT, |w| async move {
        dialect::end_transaction(w.conn()).await?;
        w.unaudited("a test breaks the transaction");
        Ok(())
    });
    let open = async {
        for _ in 0..10 {
            tokio::task::yield_now().await;
        }
        go.send(()).unwrap();
    };
    let (first, breaker, ()) = tokio::join!(first, breaker, open);
    assert!(matches!(first, Err(Failure::Unavailable { .. })), "{first:?}");
    assert!(matches!(breaker, Err(Failure::Unavailable { .. })), "{breaker:?}");
    for round in 0..5 {
        put_one(&db, &format!("after-{round}")).await.unwrap();
    }
    let read = db.read(TENANT);
    assert_eq!((get(&read, "first").await, get(&read, "after-4").await), (None, Some(1)));
    assert_eq!(audit::verify(&read, None).await.unwrap().lines, 5);
}
