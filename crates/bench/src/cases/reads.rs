//! What people look at: lists, counts, the board, the province's table.

use std::time::Instant;

use super::{Bench, Stage};
use crate::{Outcome, client::Client, load::drive, report::Case, town::Size};

/// Clients that look at the same time.
const LOOKERS: usize = 8;

pub async fn run(bench: &Bench, size: Size) -> Outcome<()> {
    let mut stage = Stage::set(bench, size).await?;
    let name = |what: &str| format!("{what}@{}", size.name);
    super::writes::record(bench, &mut stage, &name("records for the table (2 requests)")).await?;
    let (wide, province) = (stage.town.wide.clone(), stage.town.province.clone());
    let unit = stage.town.writers.first().cloned().ok_or("nobody writes")?;
    let tables = format!("/api/campaigns/{wide}/tables/table");
    let of_unit = format!("/api/obligations?campaign={wide}&unit={unit}&limit=50");
    let of_province = format!("/api/obligations?campaign={wide}&unit={province}&limit=50");
    let looks = [
        ("list of 50 of one unit", true, of_unit.clone()),
        ("list of 50 of the province, with names", false, of_province.clone()),
        (
            "counts by unit and state of a unit (its board)",
            true,
            format!("/api/board?campaign={wide}&unit={unit}"),
        ),
        ("the province's table, live", false, format!("{tables}?unit={province}")),
        (
            "board of the province: 15 units x 50 duties",
            false,
            format!("/api/board?campaign={wide}&unit={province}"),
        ),
    ];
    for (what, by_writer, path) in &looks {
        let mut clients = lookers(&stage, *by_writer).await?;
        look(bench, &stage, &name(what), &mut clients, path).await?;
    }
    for (what, by_writer, path) in [
        ("list of 50 of one unit, compressed", true, &of_unit),
        ("list of 50 of the province, with names, compressed", false, &of_province),
    ] {
        let clients = lookers(&stage, by_writer).await?;
        let mut clients: Vec<Client> = clients.into_iter().map(Client::compressed).collect();
        look(bench, &stage, &name(what), &mut clients, path).await?;
    }
    stage.server.stop();
    Ok(())
}

async fn lookers(stage: &Stage, by_writer: bool) -> Outcome<Vec<Client>> {
    let cookie = if by_writer { stage.writers.first() } else { Some(&stage.office) }.and_then(Client::cookie);
    let mut clients = Vec::with_capacity(LOOKERS);
    for _ in 0..LOOKERS {
        clients.push(Client::connect(stage.server.address, cookie.clone()).await?);
    }
    Ok(clients)
}

async fn look(bench: &Bench, stage: &Stage, name: &str, clients: &mut [Client], path: &str) -> Outcome<()> {
    // What is kept is made for whoever comes first; that is a figure of its own and not part of the load.
    if let Some(client) = clients.first_mut() {
        let begun = Instant::now();
        client.get(path).await?;
        Case(name).seconds("first answer", begun.elapsed());
    }
    let bytes = std::cell::Cell::new(0);
    let run = drive(stage.server.pids(), clients, bench.bounds(), async |client, _, _| {
        let answer = client.get(path).await?;
        bytes.set(answer.body.len());
        Ok(())
    });
    let run = run.await?;
    Case(name).load(&run);
    Case(name).say("bytes of an answer", bytes.get());
    Ok(())
}
