//! `anxing serve` and `anxing migrate`.

use std::{process::ExitCode, sync::Arc};

use kernel::{Clock, RandomIds, SystemClock};
use server::{Parts, lock};
use tokio::net::TcpListener;

use crate::{
    Trouble,
    args::{Place, ServeOptions},
    out::say,
};

pub async fn run(options: ServeOptions) -> Result<ExitCode, Trouble> {
    log();
    let ServeOptions { place, listen, calendar, new_key } = options;
    let (calendar, settings) = (place.calendar(calendar.as_deref())?, place.settings()?);
    let _lock = lock::take(&place.data)?;
    let pool = place.open().await?;
    let clock: Arc<dyn Clock> = Arc::new(SystemClock);
    db::migrate(&pool, &server::migrations(), clock.as_ref()).await?;
    let seal = Arc::new(place.seal(&pool, new_key).await?);
    let parts = Parts {
        seal: Arc::clone(&seal),
        pool,
        clock,
        ids: Arc::new(RandomIds::default()),
        settings: settings.clone(),
        storage: place.storage().await?,
        calendar,
    };
    let anxing = server::assemble(parts)?;
    org::settle(&anxing.db, &seal).await?;
    warn_of_key(&place, &anxing.db).await;
    let listener = TcpListener::bind(listen).await.map_err(|error| {
        Trouble::Said(format!("无法监听 {listen}：{}。请用 --listen 换一个", kernel::cause::of(&error)))
    })?;
    let address = listener.local_addr().unwrap_or(listen);
    say!("安行已启动：http://{address}/  控制台：http://{address}/console/");
    if let Some(token) = anxing.set_up_token().await? {
        say!("首次启动，请在 24 小时内打开以下一次性链接完成初始设置（只显示这一次）：");
        say!("http://{address}/console/setup#{token}");
    }
    let jobs = anxing.jobs;
    // Ends with the process: a job may be cut off anywhere, the next run goes on.
    tokio::spawn(async move { jobs.keep_running().await });
    server::serve::serve(listener, anxing.router, &settings.at_the_door()).await;
    Ok(ExitCode::SUCCESS)
}

/// What an operator should know about the key before anybody cannot log in. It stops nothing: paper still works.
async fn warn_of_key(place: &Place, db: &db::Db) {
    for finding in ::backup::examine::key(db, &place.key_file()).await {
        if finding.level == ::backup::Level::Wrong {
            let ::backup::Finding { check, level: _, what, advice } = finding;
            tracing::warn!(check, what, advice, "the key of the second factors");
        }
    }
}

pub async fn migrate(place: Place) -> Result<ExitCode, Trouble> {
    std::fs::create_dir_all(&place.data).map_err(|error| {
        Trouble::Said(format!("无法创建数据目录 {}：{}", place.data.display(), kernel::cause::of(&error)))
    })?;
    let pool = place.open().await?;
    let applied = db::migrate(&pool, &server::migrations(), &SystemClock).await?;
    if applied.is_empty() {
        say!("数据库结构已是最新");
    }
    for name in applied {
        say!("已应用 {name}");
    }
    Ok(ExitCode::SUCCESS)
}

/// One JSON line per event on standard error; the level comes from `RUST_LOG`.
pub fn log() {
    log_from("info,sqlx=warn");
}

/// As [`log`], for the demo, whose terminal is for people: only what goes wrong.
pub fn log_quietly() {
    log_from("warn");
}

fn log_from(level: &str) {
    use tracing_subscriber::{EnvFilter, fmt, prelude::*};
    let filter = EnvFilter::try_from_default_env().unwrap_or_else(|_| EnvFilter::new(level));
    // A second call (a demo that serves) keeps the first subscriber.
    let _ = tracing_subscriber::registry()
        .with(filter)
        .with(fmt::layer().json().with_writer(std::io::stderr))
        .try_init();
}
