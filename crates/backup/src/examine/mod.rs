//! Looks at everything of an installation that can be wrong and says what to do. It changes nothing.

mod evidence;
mod key;

use std::path::Path;

use db::{Db, Migration, Snapshot};
use kernel::{Failure, TenantId};
use serde::Serialize;

use crate::{BackupError, tally};

pub use key::key;

/// How bad it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Level {
    Fine,
    /// Worth knowing; nothing is broken.
    Remind,
    /// Somebody has to do something.
    Wrong,
}

/// What one look gave.
#[derive(Clone, Debug, Serialize)]
pub struct Finding {
    /// A stable word for programs.
    pub check: &'static str,
    pub level: Level,
    pub what: String,
    /// What to do; empty when all is well.
    pub advice: String,
}

impl Finding {
    #[must_use]
    pub fn fine(check: &'static str, what: impl Into<String>) -> Self {
        Self { check, level: Level::Fine, what: what.into(), advice: String::new() }
    }
    #[must_use]
    pub fn remind(check: &'static str, what: impl Into<String>, advice: impl Into<String>) -> Self {
        Self { check, level: Level::Remind, what: what.into(), advice: advice.into() }
    }
    #[must_use]
    pub fn wrong(check: &'static str, what: impl Into<String>, advice: impl Into<String>) -> Self {
        Self { check, level: Level::Wrong, what: what.into(), advice: advice.into() }
    }
    /// The look itself was not possible.
    fn blind(check: &'static str, what: &str, failure: Failure) -> Self {
        Self::wrong(check, format!("{what}无法检查"), BackupError::from(failure).to_string())
    }
}

/// Below this a day of uploads fills the disk: 15 cities with a video of some 50 MB each.
const ROOM_BYTES_MIN: u64 = 1024 * 1024 * 1024;

/// How much room is left where the data is.
#[must_use]
pub fn room(folder: &Path) -> Finding {
    const CHECK: &str = "disk-space";
    match rustix::fs::statvfs(folder) {
        Ok(disk) => {
            let mib = disk.f_bavail.saturating_mul(disk.f_frsize) / (1024 * 1024);
            let what = format!("数据目录剩余空间 {mib} MiB");
            if mib >= ROOM_BYTES_MIN / (1024 * 1024) {
                Finding::fine(CHECK, what)
            } else {
                Finding::wrong(CHECK, what, "不足 1024 MiB，写满后报送会被拒绝；请清理或扩容磁盘")
            }
        }
        Err(error) => Finding::wrong(CHECK, "数据目录剩余空间无法检查", error.to_string()),
    }
}

/// Looks at a database that could be opened, and at the files that belong to it. `all` reads every file to its end;
/// otherwise a sample that is another one every day.
pub async fn examine(db: &Db, folder: &Path, steps: &[Migration], all: bool) -> Vec<Finding> {
    let mut findings = vec![integrity(db).await];
    let schema = schema(db, steps).await;
    let readable = schema.level == Level::Fine;
    findings.push(schema);
    if !readable {
        return findings;
    }
    match Snapshot::take(db.pool(), db.now()).await {
        Ok(snapshot) => findings.extend(look(&snapshot, db, folder, all).await),
        Err(failure) => findings.push(Finding::blind("database", "数据库", failure)),
    }
    findings
}

async fn look(snapshot: &Snapshot, db: &Db, folder: &Path, all: bool) -> Vec<Finding> {
    let mut findings = evidence::examine(snapshot, folder, db.now(), all).await;
    match org::tenants_in(snapshot.conn()).await {
        Ok(tenants) if tenants.is_empty() => {
            findings.push(Finding::remind(
                "set-up",
                "还没有完成初始设置",
                "请打开 anxing serve 启动时显示的一次性链接",
            ));
        }
        Ok(tenants) => {
            for tenant in tenants {
                findings.extend(figures(snapshot, tenant).await);
                findings.push(trail(snapshot, tenant).await);
                findings.push(clock(snapshot, db, tenant).await);
                findings.extend(posts(snapshot, tenant).await);
            }
        }
        Err(failure) => findings.push(Finding::blind("database", "单位", failure)),
    }
    findings
}

async fn integrity(db: &Db) -> Finding {
    const CHECK: &str = "integrity";
    const ADVICE: &str =
        "数据库文件已损坏：请停止服务，复制保全整个数据目录，再用 anxing restore 从最近的备份恢复";
    match db::dialect::integrity(db.pool()).await {
        Ok(said) if said.is_empty() => Finding::fine(CHECK, "数据库文件完整"),
        Ok(said) => Finding::wrong(CHECK, format!("数据库文件不完整（{}）", said.join("；")), ADVICE),
        Err(error) => Finding::wrong(CHECK, format!("数据库文件无法读取（{error}）"), ADVICE),
    }
}

async fn schema(db: &Db, steps: &[Migration]) -> Finding {
    const CHECK: &str = "schema";
    let applied = match db::applied(db.pool()).await {
        Ok(applied) => applied,
        // A database without a ledger has seen nothing; one that cannot be read was told of above.
        Err(_) => {
            return Finding::wrong(
                CHECK,
                "数据库没有安行的数据表",
                "请核对 --data 或 --database-url；新库请先运行 anxing migrate",
            );
        }
    };
    let pending = steps.iter().filter(|step| !applied.contains(step.name)).count();
    if pending > 0 {
        return Finding::wrong(
            CHECK,
            format!("数据库结构比程序旧 {pending} 步"),
            "请先备份，再运行 anxing migrate",
        );
    }
    match applied.iter().find(|name| steps.iter().all(|step| step.name != *name)) {
        Some(unknown) => Finding::wrong(
            CHECK,
            format!("数据库结构比程序新（{unknown}）"),
            "请改用升级后的程序，不要用旧程序写入",
        ),
        None => Finding::fine(CHECK, "数据库结构为最新"),
    }
}

async fn figures(snapshot: &Snapshot, tenant: TenantId) -> Vec<Finding> {
    const CHECK: &str = "tallies";
    let recounted = match tally::recount(|tenant| snapshot.of(tenant), tenant).await {
        Ok(recounted) => recounted,
        Err(failure) => return vec![Finding::blind(CHECK, "统计数", failure)],
    };
    let told = recounted.into_iter().map(|one| {
        let tally::Recounted { campaign, figures, differences } = one;
        if differences == 0 {
            return Finding::fine(CHECK, format!("“{campaign}”的统计数与重新计数一致（{figures} 个）"));
        }
        Finding::wrong(
            CHECK,
            format!("“{campaign}”有 {differences} 个统计数与重新计数不符"),
            "请先备份并保全数据库，把本条和备份报告给开发者；查明以前不要用这些数字上报",
        )
    });
    told.collect()
}

async fn trail(snapshot: &Snapshot, tenant: TenantId) -> Finding {
    const CHECK: &str = "audit";
    match audit::verify(&snapshot.of(tenant), None).await {
        Ok(report) if report.findings.is_empty() => {
            Finding::fine(CHECK, format!("审计链完整（{} 条）", report.lines))
        }
        Ok(report) => Finding::wrong(
            CHECK,
            format!("审计链有 {} 处不符", report.findings.len()),
            "请运行 anxing audit verify 查看详情，并保全数据",
        ),
        Err(failure) => Finding::blind(CHECK, "审计链", failure),
    }
}

/// A clock that is behind the newest line would date what comes next before what was.
async fn clock(snapshot: &Snapshot, db: &Db, tenant: TenantId) -> Finding {
    const CHECK: &str = "clock";
    let newest = match audit::list(&snapshot.of(tenant), &audit::Filter::default(), 1).await {
        Ok(rows) => rows.into_iter().next().map(|row| row.at),
        Err(failure) => return Finding::blind(CHECK, "时钟", failure),
    };
    let now = db.now();
    match newest.filter(|newest| *newest > now) {
        Some(newest) => Finding::wrong(
            CHECK,
            format!("系统时钟 {now} 早于最后一条审计记录 {newest}"),
            "请校准系统时间（如启用 NTP）；截止与按时的判断依赖时钟",
        ),
        None => Finding::fine(CHECK, "系统时钟不早于最后一条审计记录"),
    }
}

async fn posts(snapshot: &Snapshot, tenant: TenantId) -> Option<Finding> {
    const CHECK: &str = "posts";
    match org::doubled_administrators(&snapshot.of(tenant)).await {
        Ok(logins) if logins.is_empty() => None,
        Ok(logins) => Some(Finding::remind(
            CHECK,
            format!("账号 {} 同时担任多个管理员岗位", logins.join("、")),
            "初始设置如此；有了人手后请分给不同的人（GB/T 22239-2019 8.1.5）",
        )),
        Err(failure) => Some(Finding::blind(CHECK, "岗位", failure)),
    }
}
