//! `anxing rehearse`: a campaign played through the real router from a seed, and compared by the auditor after each day;
//! or, before the first day, what it will ask of everybody (`--report`).

mod apart;
mod inside;
pub mod keeper;
mod report;
mod shorter;

use std::{
    path::{Path, PathBuf},
    process::ExitCode,
    sync::Arc,
};

use kernel::{Clock, RandomIds, SystemClock};
use rehearsal::{Failed, Faults, House, Played, Script};

use crate::{
    Trouble,
    args::{Place, RehearseOptions},
    file,
    out::{complain, say},
};

/// A session that outlasts the rehearsal: it is about figures, and every login costs a password hash.
const SESSION_HOURS: u32 = 10_000;

pub async fn run(options: RehearseOptions) -> Result<ExitCode, Trouble> {
    if let Some(format) = options.report {
        return report::write(&options, format);
    }
    let script = options.script()?;
    let folder = scratch(script.seed);
    let played = play(&folder, options.database_url.clone(), script.clone()).await?;
    match played {
        Ok(played) => {
            // The folder is only thrown away when nothing is to be looked at.
            let _ = std::fs::remove_dir_all(&folder);
            if let Some(file) = &options.transcript {
                write(file, played.transcript.as_deref().unwrap_or_default())?;
            }
            tell(script.seed, &played);
            Ok(ExitCode::SUCCESS)
        }
        Err(failed) => {
            let line = options.command_line(&script);
            complain!(
                "{failed} | 种子 {} | 版本 {} | 重放：{line} | 数据目录 {}",
                script.seed,
                commit(),
                folder.display()
            );
            if options.shrinks() {
                shorter::look(&options, script, &failed).await?;
            }
            Ok(ExitCode::FAILURE)
        }
    }
}

fn tell(seed: u64, played: &Played) {
    let acts: u64 = played.acts.values().sum();
    let exact =
        if played.exact { "" } else { "（有一次操作中途被杀死，摘要不保证重现）" };
    say!(
        "种子 {seed}：{} 天，{} 次请求（拒绝 {} 次），{acts} 项操作，核对 {} 次，无差异。摘要 {}{exact}",
        played.days,
        played.requests,
        played.refused,
        played.questions,
        played.digest
    );
    let off = if played.off.is_empty() { "无".to_owned() } else { played.off.join("、") };
    say!("未参与的事件种类：{off}；已发生：{:?}", played.acts);
}

/// Everybody without a telephone, who come as fast as they can and stay logged in.
fn settings() -> config::Settings {
    let mut settings = config::Settings::default();
    (settings.login.session_hours, settings.login.idle_minutes) = (SESSION_HOURS, SESSION_HOURS * 60);
    settings.login.second_factor = config::SecondFactor::Off;
    settings.limits.requests_per_minute_per_address = 0;
    settings.limits.requests_per_minute_per_account = 0;
    settings
}

fn not_empty() -> Trouble {
    Trouble::Said("数据库不是空的。演练只写入空库，请换一个 --database-url".to_owned())
}

/// Plays it in this folder. Where a server is to be killed it is a process of its own.
async fn play(
    folder: &Path,
    database_url: Option<String>,
    script: Script,
) -> Result<Result<Played, Failed>, Trouble> {
    let place = Place { data: folder.to_owned(), database_url, key_file: None };
    let (house, token): (Box<dyn House>, String) = if script.faults == Faults::Many {
        let (house, token) = apart::Apart::open(place.clone(), script.seed, script.begins()).await?;
        (Box::new(house), token)
    } else {
        let (house, token) = inside::Inside::open(place.clone(), script.seed, script.begins()).await?;
        (Box::new(house), token)
    };
    // The house ends with the play, and its server with it.
    let played = rehearsal::rehearse(house, &token, script).await;
    Ok(match (played, broken_link(&place).await?) {
        (Ok(_), Some(finding)) => Err(Failed::Broken(format!("[审计链] {finding}"))),
        (played, _) => played,
    })
}

/// Plays a seed in this empty place until that instant, and leaves everything as it is then.
pub async fn until(place: &Place, script: Script) -> Result<Played, Trouble> {
    let (house, token) = inside::Inside::open(place.clone(), script.seed, script.begins()).await?;
    let played = rehearsal::rehearse(Box::new(house), &token, script).await;
    played.map_err(|failed| Trouble::Said(format!("演练中断：{failed}")))
}

/// The chain itself is proved by the code that an operator proves it with.
async fn broken_link(place: &Place) -> Result<Option<String>, Trouble> {
    let pool = place.open().await?;
    let clock: Arc<dyn Clock> = Arc::new(SystemClock);
    let db = db::Db::new(pool.clone(), clock, Arc::new(RandomIds::default()), Arc::new(audit::Chain));
    let report = audit::verify(&db.read(org::tenant::FIRST), None).await?;
    pool.close().await.map_err(kernel::Failure::from)?;
    Ok(report.findings.first().map(ToString::to_string))
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

fn write(file: &Path, text: &str) -> Result<(), Trouble> {
    std::fs::write(file, text).map_err(|error| Trouble::Said(format!("无法写入 {}：{error}", file.display())))
}

impl RehearseOptions {
    fn script(&self) -> Result<Script, Trouble> {
        let unknown = self.without.iter().find(|kind| !rehearsal::KINDS.contains(&kind.as_str()));
        if let Some(kind) = unknown {
            let known = rehearsal::KINDS.join("、");
            return Err(Trouble::Said(format!("--without 没有“{kind}”这一种，可选：{known}")));
        }
        Ok(Script {
            plan: file::text(&self.plan)?,
            units_csv: file::text(&self.units)?,
            seed: self.seed,
            from: self.from,
            until: self.until,
            cities: self.cities,
            scale: self.scale,
            faults: self.faults.into(),
            without: self.without.clone(),
            stop: self.stop.map(rehearsal::evening),
            kept: self.transcript.is_some(),
        })
    }

    /// What to type to see the same again.
    fn command_line(&self, script: &Script) -> String {
        let Script {
            plan: _,
            units_csv: _,
            seed,
            from,
            until,
            cities,
            scale,
            faults: _,
            without,
            stop,
            kept: _,
        } = script;
        let (plan, units, faults) = (self.plan.display(), self.units.display(), self.faults.word());
        let without = match without.as_slice() {
            [] => String::new(),
            kinds => format!(" --without {}", kinds.join(",")),
        };
        let stop = stop.map_or_else(String::new, |stop| format!(" --stop {}", stop.day()));
        format!(
            "anxing rehearse {plan} --units {units} --seed {seed} --from {from} --until {until} --cities {cities} \
             --scale {scale} --faults {faults}{without}{stop}"
        )
    }

    /// A shorter run needs an empty database each time; a folder is cheap, a given database is not ours to empty.
    fn shrinks(&self) -> bool {
        self.shorten && self.database_url.is_none()
    }
}
