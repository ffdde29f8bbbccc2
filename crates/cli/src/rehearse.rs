//! `anxing rehearse`: a campaign played through the real router from a seed, and compared by the auditor after each day.

use std::{path::PathBuf, process::ExitCode, sync::Arc};

use kernel::{SeededIds, TravelClock};
use rehearsal::{Failed, Script};
use server::Parts;

use crate::{
    Trouble,
    args::{Place, RehearseOptions},
    file,
    out::{complain, say},
};

/// A session that outlasts the rehearsal: it is about figures, and every login costs a password hash.
const SESSION_HOURS: u32 = 10_000;

pub async fn run(options: RehearseOptions) -> Result<ExitCode, Trouble> {
    let RehearseOptions { plan, units, seed, from, until, scale, cities, database_url } = options;
    let script =
        Script { plan: file::text(&plan)?, units_csv: file::text(&units)?, seed, from, until, cities, scale };
    let folder = scratch(seed);
    let played = play(&folder, database_url, script).await;
    // The folder is only thrown away when nothing is to be looked at.
    match played {
        Ok(Ok(played)) => {
            let _ = std::fs::remove_dir_all(&folder);
            let acts: u64 = played.acts.values().sum();
            say!(
                "种子 {seed}：{} 天，{} 次请求（拒绝 {} 次），{acts} 项操作，核对 {} 次，无差异。摘要 {}",
                played.days,
                played.requests,
                played.refused,
                played.questions,
                played.digest
            );
            let off = if played.off.is_empty() { "无".to_owned() } else { played.off.join("、") };
            say!("未参与的事件种类：{off}；已发生：{:?}", played.acts);
            Ok(ExitCode::SUCCESS)
        }
        Ok(Err(failed)) => {
            let replay = format!(
                "anxing rehearse {} --units {} --seed {seed} --from {from} --until {until} --cities {cities} --scale {scale}",
                plan.display(),
                units.display()
            );
            complain!(
                "{failed} | 种子 {seed} | 版本 {} | 重放：{replay} | 数据目录 {}",
                commit(),
                folder.display()
            );
            Ok(ExitCode::FAILURE)
        }
        Err(trouble) => Err(trouble),
    }
}

async fn play(
    folder: &std::path::Path,
    database_url: Option<String>,
    script: Script,
) -> Result<Result<rehearsal::Played, Failed>, Trouble> {
    let place = Place { data: folder.to_owned(), database_url, key_file: None };
    // Opened first, because it makes the folder that the database goes into.
    let storage = place.storage().await?;
    let pool = place.open().await?;
    let clock = Arc::new(TravelClock::at(script.begins()));
    db::migrate(&pool, &server::migrations(), clock.as_ref()).await?;
    let mut settings = config::Settings::default();
    (settings.login.session_hours, settings.login.idle_minutes) = (SESSION_HOURS, SESSION_HOURS * 60);
    let parts = Parts {
        pool: pool.clone(),
        clock: Arc::<TravelClock>::clone(&clock),
        ids: Arc::new(SeededIds::new(script.seed)),
        settings,
        storage,
        calendar: Arc::new(server::work_calendar()?),
        // Nobody in a rehearsal has a telephone.
        seal: Arc::new(org::Seal::passing()?),
    };
    let anxing = server::assemble(parts)?;
    let token = anxing.set_up_token().await?;
    let token = token
        .ok_or_else(|| Trouble::Said("数据库不是空的。演练只写入空库，请换一个 --database-url".to_owned()))?;
    let mut played = rehearsal::rehearse(anxing.router, clock, &token, script).await;
    // The chain itself is proved by the code that an operator proves it with.
    let report = audit::verify(&anxing.db.read(org::tenant::FIRST), None).await?;
    if let (Ok(_), Some(finding)) = (&played, report.findings.first()) {
        played = Err(Failed::Broken(format!("[审计链] {finding}")));
    }
    pool.close().await.map_err(kernel::Failure::from)?;
    Ok(played)
}

/// A folder of this process alone.
fn scratch(seed: u64) -> PathBuf {
    std::env::temp_dir().join(format!("anxing-rehearsal-{}-{seed}", std::process::id()))
}

/// The commit of the sources, where there are any to ask.
fn commit() -> String {
    let asked = std::process::Command::new("git").args(["rev-parse", "--short", "HEAD"]).output();
    let said = asked.ok().filter(|output| output.status.success());
    said.and_then(|output| String::from_utf8(output.stdout).ok())
        .map_or_else(|| env!("CARGO_PKG_VERSION").to_owned(), |commit| commit.trim().to_owned())
}
