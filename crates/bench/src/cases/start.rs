//! From the start of the process to the first answer, and the memory that an idle server holds.

use super::Bench;
use crate::{
    Outcome,
    client::Client,
    meter::memory_mib,
    process::Server,
    report::Case,
    town::{self, PASSWORD, Size},
};

pub async fn run(bench: &Bench, size: Size) -> Outcome<()> {
    let folder = bench.scratch()?;
    let data = folder.path().join("data");
    let town = town::copy(&bench.anxing, &bench.root, size, &data).await?;
    let server = Server::anxing(&bench.anxing, &data, None).await?;
    let name = format!("start@{}", size.name);
    let case = Case(&name);
    case.say("obligations", size.obligations());
    case.seconds("start to ready", server.ready_after);
    let pid = *server.pids().first().ok_or("the server ended")?;
    case.say("idle memory", format_args!("{} MiB", memory_mib(pid)?.0));
    // The first look at an obligation reads the plan that runs.
    let mut office = Client::connect(server.address, None).await?;
    office.log_in("office", PASSWORD).await?;
    let begun = std::time::Instant::now();
    office.get(&format!("/api/campaigns/{}/plan", town.wide)).await?;
    case.seconds("first look at the running plan", begun.elapsed());
    let (now, highest) = memory_mib(pid)?;
    case.say("memory after it, and at its highest", format_args!("{now} MiB, {highest} MiB"));
    server.stop();
    Ok(())
}
