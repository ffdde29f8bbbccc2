//! `anxing demo`: a fresh folder, a campaign played up to an instant through the real router, and then served with the
//! clock running on from there.

use std::{io::IsTerminal as _, path::PathBuf, process::ExitCode, sync::Arc};

use kernel::{Clock, Instant, RandomIds, SeededIds, ShiftedClock, TravelClock};
use plan::CalendarFile;
use rehearsal::{Account, Faults, Player, Script};
use serde_json::json;
use server::{Parts, lock};
use tokio::net::TcpListener;

use crate::{
    Trouble,
    args::{DemoOptions, Place},
    calendar,
    out::say,
    tour::with_tour,
};

const PLAN: &str = include_str!("../../../plans/liaoning-2021/plan.yaml");
const UNITS: &str = include_str!("../../../plans/liaoning-2021/units.csv");

pub async fn run(options: DemoOptions) -> Result<ExitCode, Trouble> {
    crate::serve::log_quietly();
    let DemoOptions { data, listen, now, calendar, seed, still } = options;
    not_before_the_story(now)?;
    let calendar = Arc::new(calendar::named(calendar.as_deref())?);
    let place = Place { data: fresh(data)?, database_url: None, key_file: None };
    let _lock = lock::take(&place.data)?;
    let settings = for_a_look(place.settings()?);
    say!("正在演练 2021 年活动至 {now} ……");
    let mut accounts = match seed {
        None => play(&place, now, &calendar).await?,
        Some(seed) => rehearse(&place, now, seed).await?,
    };
    let clock: Arc<dyn Clock> =
        if still { Arc::new(TravelClock::at(now)) } else { Arc::new(ShiftedClock::starting_at(now)) };
    let pool = place.open().await?;
    let seal = Arc::new(place.seal(&pool, false).await?);
    let parts = Parts {
        pool,
        seal,
        clock,
        ids: Arc::new(RandomIds::default()),
        settings: settings.clone(),
        storage: place.storage().await?,
        calendar,
    };
    let anxing = server::assemble(parts)?;
    let unit = accounts.first().map(|account| account.unit.clone()).unwrap_or_default();
    accounts.push(Account { role: "system_admin", unit, login: "admin".to_owned(), password: String::new() });
    // The story hands its one-time passwords out itself.
    for account in accounts.iter_mut().filter(|account| account.password.is_empty()) {
        account.password =
            org::accounts::reset(&anxing.db, &settings, org::tenant::FIRST, &account.login).await?;
    }
    let listener = TcpListener::bind(listen).await.map_err(|error| {
        Trouble::Said(format!("无法监听 {listen}：{}。请用 --listen 换一个", kernel::cause::of(&error)))
    })?;
    let address = listener.local_addr().unwrap_or(listen);
    tell(&format!("http://{address}"), &place, &accounts);
    let jobs = anxing.jobs;
    tokio::spawn(async move { jobs.keep_running().await });
    server::serve::serve(listener, with_tour(anxing.router, &accounts), &settings.at_the_door()).await;
    Ok(ExitCode::SUCCESS)
}

/// Before the authority is set up there is nothing to look at, and its people and units would be younger than the screen.
fn not_before_the_story(now: Instant) -> Result<(), Trouble> {
    let earliest = rehearsal::overture();
    if now >= earliest {
        return Ok(());
    }
    Err(Trouble::Said(format!("演示从 {earliest} 开始，{now} 太早。请把 --now 改成这一时刻或更晚")))
}

/// Whoever looks at a demo has no telephone at hand for its made-up administrators.
fn for_a_look(mut settings: config::Settings) -> config::Settings {
    settings.login.second_factor = config::SecondFactor::Off;
    settings
}

/// A folder that is not there yet or is empty; nobody's data is played over.
fn fresh(data: Option<PathBuf>) -> Result<PathBuf, Trouble> {
    let folder =
        data.unwrap_or_else(|| std::env::temp_dir().join(format!("anxing-demo-{}", std::process::id())));
    let empty = match std::fs::read_dir(&folder) {
        Ok(mut entries) => entries.next().is_none(),
        Err(error) => error.kind() == std::io::ErrorKind::NotFound,
    };
    if empty {
        Ok(folder)
    } else {
        Err(Trouble::Said(format!("{} 不是空目录。演示只写入新目录，请换一个 --data", folder.display())))
    }
}

/// The story has a process-wide system of its own, on a clock that travels; it ends before the real one starts.
async fn play(place: &Place, until: Instant, calendar: &Arc<CalendarFile>) -> Result<Vec<Account>, Trouble> {
    let pool = place.open().await?;
    let clock = Arc::new(TravelClock::at(until));
    db::migrate(&pool, &server::migrations(), clock.as_ref()).await?;
    let parts = Parts {
        pool: pool.clone(),
        clock: Arc::<TravelClock>::clone(&clock),
        ids: Arc::new(SeededIds::new(2021)),
        settings: for_a_look(config::Settings::default()),
        storage: place.storage().await?,
        calendar: Arc::clone(calendar),
        // Nobody in the story has a telephone.
        seal: Arc::new(org::Seal::passing()?),
    };
    let anxing = server::assemble(parts)?;
    let token = anxing.set_up_token().await?;
    let token = token.ok_or_else(|| Trouble::Said("演示数据目录已被初始化，请换一个空目录".to_owned()))?;
    let played = rehearsal::play(anxing.router, &clock, &token, PLAN, UNITS, until).await;
    let accounts = played.map_err(|refusal| Trouble::Said(format!("演练中断：{refusal}")))?;
    pool.close().await.map_err(kernel::Failure::from)?;
    Ok(accounts)
}

/// Days that a campaign of the shipped plan lasts, from its first.
const FROM: &str = "2021-06-01";
const UNTIL: &str = "2021-12-31";
/// People who are handed to the audience; everybody else acts all the same.
const HANDED_OUT: usize = 8;

/// A seed of `anxing rehearse`, compared by the auditor day by day and left at that instant.
async fn rehearse(place: &Place, until: Instant, seed: u64) -> Result<Vec<Account>, Trouble> {
    let day = |text: &str| text.parse().map_err(|_| Trouble::Said(format!("{text} 不是日期")));
    let script = Script {
        plan: PLAN.to_owned(),
        units_csv: UNITS.to_owned(),
        seed,
        from: day(FROM)?,
        until: day(UNTIL)?,
        cities: 0,
        scale: 1,
        faults: Faults::None,
        without: Vec::new(),
        stop: Some(until),
        kept: false,
    };
    let played = crate::rehearse::until(place, script).await?;
    let account = |player: Player| {
        let Player { login, role, unit } = player;
        Account { role, unit, login, password: String::new() }
    };
    Ok(played.players.into_iter().take(HANDED_OUT).map(account).collect())
}

fn tell(url: &str, place: &Place, accounts: &[Account]) {
    say!("");
    say!("公众页面  {url}/");
    say!("控制台    {url}/console/");
    say!("数据目录  {}（停止后保留，不用时可删除）", place.data.display());
    say!("");
    say!("账号（一次性口令，首次登录须修改）：");
    for Account { role, unit, login, password } in accounts {
        let post = role.parse().map_or(*role, policy::Role::title);
        say!("  {login:<16} {password:<26} {unit}，{post}");
    }
    say!("");
    let accounts: Vec<_> = accounts
        .iter()
        .map(|Account { role, unit, login, password }| {
            json!({ "role": role, "unit": unit, "login": login, "password": password })
        })
        .collect();
    // One line for programs: the browser tests wait for it. To people it would say everything twice.
    if !std::io::stdout().is_terminal() {
        say!("ANXING_READY {}", json!({ "url": url, "accounts": accounts }));
    }
}
