//! `anxing doctor`: looks at everything that can be wrong and says what to do.

use std::process::ExitCode;

use ::backup::{Finding, Level, examine};

use crate::{
    Trouble,
    args::{CheckFormat, DoctorOptions, Place},
    out::{print, say},
};

pub async fn run(options: DoctorOptions) -> Result<ExitCode, Trouble> {
    let DoctorOptions { place, all, format } = options;
    let mut findings = beside_the_database(&place);
    match place.database().await {
        Ok(db) => {
            findings.push(Finding::fine("database", "数据库可打开"));
            let examined = examine::examine(&db, &place.data, &server::migrations(), all).await;
            // Only a schema that this program knows has the rows.
            let known =
                examined.iter().any(|finding| finding.check == "schema" && finding.level == Level::Fine);
            findings.extend(examined);
            if known {
                findings.extend(examine::key(&db, &place.key_file()).await);
            }
        }
        Err(problem) => findings.push(Finding::wrong("database", "数据库无法打开", problem.to_string())),
    }
    match format {
        CheckFormat::Human => findings.iter().for_each(tell),
        CheckFormat::Json => {
            let text = serde_json::to_string_pretty(&findings).map_err(kernel::Failure::internal)?;
            print(&(text + "\n"))?;
        }
    }
    let sound = findings.iter().all(|finding| finding.level != Level::Wrong);
    Ok(ExitCode::from(u8::from(!sound)))
}

fn tell(finding: &Finding) {
    let Finding { check: _, level, what, advice } = finding;
    match level {
        Level::Fine => say!("✓ {what}"),
        Level::Remind => say!("! {what}：{advice}"),
        Level::Wrong => say!("✗ {what}：{advice}"),
    }
}

fn beside_the_database(place: &Place) -> Vec<Finding> {
    let settings = match place.settings() {
        Ok(_) => Finding::fine("settings", "配置文件可读"),
        Err(problem) => Finding::wrong("settings", "配置文件不能使用", problem.to_string()),
    };
    let calendar = match place.calendar(None) {
        Ok(_) => Finding::fine("calendar", "工作日历可读"),
        Err(problem) => Finding::wrong("calendar", "工作日历有误", problem.to_string()),
    };
    let writable = match probe(place) {
        Ok(()) => Finding::fine("folder", "数据目录可写"),
        Err(error) => {
            let what = format!("数据目录 {} 不可写（{}）", place.data.display(), kernel::cause::of(&error));
            Finding::wrong("folder", what, "请检查目录是否存在、权限、是否只读挂载和磁盘空间")
        }
    };
    vec![settings, calendar, writable, examine::room(&place.data)]
}

fn probe(place: &Place) -> std::io::Result<()> {
    let probe = place.data.join(".doctor");
    std::fs::write(&probe, b"ok")?;
    std::fs::remove_file(probe)
}
