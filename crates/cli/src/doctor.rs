//! `anxing doctor`: looks at everything that can be wrong and says what to do.

use std::process::ExitCode;

use kernel::{Clock, Instant, SystemClock};

use crate::{Trouble, args::Place, out::say};

pub async fn run(place: Place) -> Result<ExitCode, Trouble> {
    let mut sound = true;
    let mut tell = |good: bool, what: &str, advice: &str| {
        sound &= good;
        if good { say!("✓ {what}") } else { say!("✗ {what}：{advice}") }
    };
    match place.settings() {
        Ok(_) => tell(true, "配置文件可读", ""),
        Err(problem) => tell(false, "配置文件有误", &problem.to_string()),
    }
    match place.calendar(None) {
        Ok(_) => tell(true, "工作日历可读", ""),
        Err(problem) => tell(false, "工作日历有误", &problem.to_string()),
    }
    tell(writable(&place), "数据目录可写", "请检查目录权限和磁盘空间");
    let year_2021 = Instant::from_micros(1_609_459_200_000_000);
    tell(SystemClock.now() > year_2021, "系统时钟合理", "系统时间早于 2021 年，请校时");
    match place.database().await {
        Ok(db) => {
            tell(true, "数据库可打开", "");
            let pending = db::pending(db.pool(), &server::migrations()).await?;
            tell(pending.is_empty(), "数据库结构为最新", "请运行 anxing migrate");
            if pending.is_empty() {
                for tenant in org::tenants(&db).await? {
                    let report = ::audit::verify(&db.read(tenant), None).await?;
                    tell(
                        report.findings.is_empty(),
                        "审计链完整",
                        "请运行 anxing audit verify 查看详情，并保全数据",
                    );
                }
            }
        }
        Err(problem) => tell(false, "数据库无法打开", &problem.to_string()),
    }
    Ok(if sound { ExitCode::SUCCESS } else { ExitCode::from(1) })
}

fn writable(place: &Place) -> bool {
    let probe = place.data.join(".doctor");
    let written = std::fs::write(&probe, b"ok").is_ok();
    // The probe may already be gone; only the writing matters.
    let _ = std::fs::remove_file(probe);
    written
}
