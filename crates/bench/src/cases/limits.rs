//! The limits of this machine in this hour, beside which every other figure is read.

use std::{
    path::Path,
    time::{Duration, Instant as Stopwatch},
};

use bytes::Bytes;
use hyper::Method;

use super::Bench;
use crate::{
    Outcome,
    client::{Client, JSON},
    floor,
    load::drive,
    meter::Meter,
    process::Server,
    report::{Case, Run},
    town::{WRITERS, answers},
};

/// A bare "hello", raw commits of the engine, and the floor.
pub async fn run(bench: &Bench) -> Outcome<()> {
    let folder = bench.scratch()?;
    let server = Server::own(&["floor"], folder.path()).await?;
    let mut clients = Vec::new();
    for _ in 0..WRITERS {
        clients.push(Client::connect(server.address, None).await?);
    }
    let hello = drive(server.pids(), &mut clients, bench.bounds(), async |client, _, _| {
        client.get("/hello").await.map(|_| ())
    });
    Case("limit: hello").load(&hello.await?);
    let body = Bytes::from(answers().to_string());
    let kept = drive(server.pids(), &mut clients, bench.bounds(), async |client, _, _| {
        client.send(Method::POST, "/reports", JSON, body.clone()).await.map(|_| ())
    });
    Case("limit: floor, create").load(&kept.await?);
    let listed = drive(server.pids(), &mut clients, bench.bounds(), async |client, _, _| {
        client.get("/list").await.map(|_| ())
    });
    Case("limit: floor, list of 50").load(&listed.await?);
    server.stop();
    raw(bench, "limit: raw commits, SQLite FULL, one writer", None, 1).await.map(|_| ())
}

/// Single inserts, each a commit of its own. Their CPU is this process's.
pub async fn raw(bench: &Bench, name: &str, database: Option<&str>, writers: i64) -> Outcome<f64> {
    let folder = bench.scratch()?;
    let data: &Path = folder.path();
    let pool = floor::open(data, database).await?;
    let meter = Meter::start(&[])?;
    let (begun, time) = (Stopwatch::now(), Duration::from_secs(bench.seconds));
    let content = answers().to_string();
    let work = (0..writers).map(|writer| {
        let (pool, content) = (pool.clone(), content.clone());
        async move {
            let mut latencies = Vec::new();
            let mut id = writer;
            while begun.elapsed() < time {
                let started = Stopwatch::now();
                floor::insert(&pool, floor::row(id, content.clone())).await?;
                latencies.push(started.elapsed());
                id += writers;
            }
            Ok::<_, String>(latencies)
        }
    });
    let mut latencies = futures_util::future::try_join_all(work).await?.concat();
    latencies.sort_unstable();
    let took = begun.elapsed();
    let mut spent = meter.stop()?;
    (spent.server, spent.own) = (spent.own, 0.0);
    let run = Run { latencies, failures: 0, took, spent };
    Case(name).load(&run);
    Ok(run.per_second())
}
