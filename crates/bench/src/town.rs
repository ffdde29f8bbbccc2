//! The authority that is measured: its units, its plans and its people, made through the server's own API and kept, so
//! that the next run only copies a folder.
//!
//! Two campaigns run. `wide` asks fifty duties of every unit; `deep` asks one report a day of the thirty-two units whose
//! people send during a load, so that a load does not run out of obligations.

use std::{
    fmt::Write as _,
    path::{Path, PathBuf},
    time::Instant as Stopwatch,
};

use kernel::{Clock as _, Day, SystemClock};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use crate::{Outcome, client::Client, process::Server, report::Case};

/// Units that send during a load: one for each client.
pub const WRITERS: usize = 32;
pub const CITIES: usize = 15;
const DUTIES: usize = 50;
/// Days of the deep campaign: obligations of each writer.
pub const DAYS: i64 = 1_500;
pub const PASSWORD: &str = "Bench-2021-Anxing";
/// Changes with everything that a kept folder depends on.
const EDITION: u32 = 2;

/// How large: cities and enterprises together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Size {
    pub name: &'static str,
    pub units: usize,
}

/// The province of 2021, ten of it, and a million obligations.
pub const SIZES: [Size; 3] = [
    Size { name: "1x", units: 135 },
    Size { name: "10x", units: 1_350 },
    Size { name: "148x", units: 20_000 },
];

impl Size {
    #[must_use]
    pub fn obligations(self) -> usize {
        self.units * DUTIES
    }
}

/// What was made, as the cases need it.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Town {
    pub edition: u32,
    pub day: String,
    pub province: String,
    pub city: String,
    /// Ids of the units of the writers, whose logins are their keys.
    pub writers: Vec<String>,
    pub wide: String,
    pub deep: String,
}

/// Where a kept town is; on PostgreSQL it is only in the database of its run.
fn kept(root: &Path, size: Size) -> PathBuf {
    root.join(format!("town-{}", size.name))
}

/// A copy of the town in a folder of its own. A kept town of another edition, or one whose days have passed, is made anew.
pub async fn copy(anxing: &Path, root: &Path, size: Size, into: &Path) -> Outcome<Town> {
    let kept = kept(root, size);
    let town = match read(&kept) {
        Some(town) => town,
        None => {
            if kept.exists() {
                std::fs::remove_dir_all(&kept).map_err(|error| format!("{}: {error}", kept.display()))?;
            }
            let server = Server::anxing(anxing, &kept, None).await?;
            let town = build(&server, size).await?;
            server.stop();
            let text = serde_json::to_string(&town).map_err(|error| error.to_string())?;
            std::fs::write(kept.join("town.json"), text).map_err(|error| error.to_string())?;
            town
        }
    };
    copy_folder(&kept, into).map_err(|error| format!("{}: {error}", into.display()))?;
    Ok(town)
}

fn read(kept: &Path) -> Option<Town> {
    let text = std::fs::read_to_string(kept.join("town.json")).ok()?;
    let town: Town = serde_json::from_str(&text).ok()?;
    (town.edition == EDITION && town.day.get(..7) == today().to_string().get(..7)).then_some(town)
}

fn copy_folder(from: &Path, to: &Path) -> std::io::Result<()> {
    std::fs::create_dir_all(to)?;
    for entry in std::fs::read_dir(from)? {
        let entry = entry?;
        let target = to.join(entry.file_name());
        if entry.file_type()?.is_dir() {
            copy_folder(&entry.path(), &target)?;
        } else {
            std::fs::copy(entry.path(), target)?;
        }
    }
    Ok(())
}

pub fn today() -> Day {
    SystemClock.now().day()
}

fn day(from_today: i64) -> Day {
    today().plus_days(from_today)
}

/// Sets up, imports, hires, adopts.
pub async fn build(server: &Server, size: Size) -> Outcome<Town> {
    let case = format!("seed@{}", size.name);
    let case = Case(&case);
    let token = server.set_up_token.as_deref().ok_or("the server is set up already")?;
    let mut admin = Client::connect(server.address, None).await?;
    let body = json!({
        "token": token,
        "authority": { "key": "province", "name": "基准省", "valid_from": "2000-01-01" },
        "person": { "name": "管理员", "login": "admin", "password": PASSWORD },
    });
    admin.post("/api/setup", &body).await?;
    admin.log_in("admin", PASSWORD).await?;
    let begun = Stopwatch::now();
    for part in units_csv(size) {
        admin.send(hyper::Method::POST, "/api/units/import", crate::client::BYTES, part.into()).await?;
    }
    case.seconds("units imported in", begun.elapsed());
    let province = unit(&mut admin, "province").await?;
    let city = unit(&mut admin, "c01").await?;
    hire(server, &mut admin, "office", "office", &province).await?;
    let mut writers = Vec::with_capacity(WRITERS);
    for key in writer_keys() {
        let id = unit(&mut admin, &key).await?;
        hire(server, &mut admin, &key, "safety_manager", &id).await?;
        writers.push(id);
    }
    let mut office = Client::connect(server.address, None).await?;
    office.log_in("office", PASSWORD).await?;
    let begun = Stopwatch::now();
    let wide = adopt(&mut office, &wide_plan()).await?;
    case.say("obligations", size.obligations());
    case.seconds("adopted in", begun.elapsed());
    let (_, highest) = crate::meter::memory_mib(*server.pids().first().ok_or("the server ended")?)?;
    case.say("memory of the adoption at its highest", format_args!("{highest} MiB"));
    let deep = adopt(&mut office, &deep_plan()).await?;
    Ok(Town { edition: EDITION, day: today().to_string(), province, city, writers, wide, deep })
}

pub fn writer_keys() -> impl Iterator<Item = String> {
    (1..=WRITERS).map(|number| format!("e{number:05}"))
}

/// In parts that the import takes.
pub fn units_csv(size: Size) -> Vec<String> {
    const HEADER: &str = "key,name,kind,parent,region_code,attributes,valid_from,valid_to\n";
    const ROWS: usize = 5_000;
    let mut rows = vec!["province,基准省,province,,210000,,2000-01-01,".to_owned()];
    rows.extend((1..=CITIES).map(|city| format!("c{city:02},第{city}市,city,province,,,2000-01-01,")));
    let enterprise = |number: usize| {
        let writes = if number <= WRITERS { "writes=yes" } else { "" };
        format!("e{number:05},第{number}企业,enterprise,c{:02},,{writes},2000-01-01,", number % CITIES + 1)
    };
    rows.extend((1..=size.units - CITIES).map(enterprise));
    rows.chunks(ROWS).map(|rows| format!("{HEADER}{}\n", rows.join("\n"))).collect()
}

async fn unit(admin: &mut Client, key: &str) -> Outcome<String> {
    let page = admin.get(&format!("/api/units?q={key}&limit=10")).await?.json()?;
    let items = page["items"].as_array().cloned().unwrap_or_default();
    let found = items.iter().find(|item| item["key"] == key).ok_or(format!("no unit {key}: {page}"))?;
    Ok(text(&found["id"]))
}

async fn hire(server: &Server, admin: &mut Client, login: &str, role: &str, unit: &str) -> Outcome<()> {
    let posts = json!([{ "unit_id": unit, "role": role, "valid_from": "2021-01-01" }]);
    let made = admin.post("/api/people", &json!({ "name": login, "login": login, "posts": posts })).await?;
    let once = text(&made.json()?["one_time_password"]);
    let mut person = Client::connect(server.address, None).await?;
    person.log_in(login, &once).await?;
    person.put("/api/me/password", &json!({ "current": once, "new": PASSWORD })).await?;
    Ok(())
}

async fn adopt(office: &mut Client, plan: &str) -> Outcome<String> {
    let kept = office.post("/api/plans", &json!({ "text": plan })).await?.json()?;
    let begun =
        office.post("/api/campaigns", &json!({ "fingerprint": kept["fingerprint"] })).await?.json()?;
    let id = text(&begun["id"]);
    let adoption = json!({ "fingerprint": kept["fingerprint"], "parent": null });
    office.post(&format!("/api/campaigns/{id}/adopt"), &adoption).await?;
    Ok(id)
}

pub fn text(value: &Value) -> String {
    value.as_str().unwrap_or_default().to_owned()
}

/// What both plans begin with.
fn head(key: &str) -> String {
    let (from, to) = (day(-300), day(DAYS + 300));
    format!(
        r#"format: 1
key: {key}
title: 基准方案 {key}
authority: {{name: 基准厅, unit: province}}
source: {{title: 基准文件}}
theme: {{text: 基准主题}}
phases:
  - {{key: all, title: 全程, from: {from}, to: {to}}}
tiers:
  - {{key: province, title: 省, kinds: [province]}}
  - {{key: city, title: 市, kinds: [city]}}
  - {{key: enterprise, title: 企业, kinds: [enterprise]}}
review_chains:
  - key: office
    title: 省审
    steps:
      - {{key: one, title: 省审, post: office, tier: province}}
audiences:
  - {{key: all, title: 全部, who: {{any: [{{tier: city}}, {{tier: enterprise}}]}}}}
  - {{key: writers, title: 每日报送, who: {{attribute: {{name: writes, values: [yes]}}}}}}
clauses:
  - {{key: c1, number: 一, title: 要求}}
"#
    )
}

const FIELDS: &str = "
        - {key: overview, title: 总体情况, type: long_text, required: true}
        - {key: results, title: 做法和成效, type: long_text, required: true}
        - {key: problems, title: 存在的问题, type: text}
        - {key: next, title: 下一步打算, type: text}
        - {key: contact, title: 联系人, type: text, required: true}
        - {key: day, title: 检查日期, type: date}
        - {key: sites, title: 检查单位, type: integer, unit: 家}
        - {key: hazards, title: 发现隐患, type: integer, unit: 项}
        - {key: people, title: 参加人数, type: integer, unit: 人}
        - {key: level, title: 等级, type: choice, options: [{value: high, title: 高}, {value: low, title: 低}]}";

/// The answers to [`FIELDS`], about 800 bytes as JSON.
pub fn answers() -> Value {
    let passage =
        "本周开展班前会宣讲，由车间主任带头讲一条身边的隐患，当天发现、当天整改，整改情况在公告栏公开。";
    json!({
        "overview": passage.repeat(2), "results": passage.repeat(2), "problems": "个别班组记录不完整。",
        "next": "下周组织互查。", "contact": "张三", "day": "2021-06-16", "sites": 12, "hazards": 7,
        "people": 318, "level": "low",
    })
}

/// Fifty duties for everybody, activity kinds and a table of thirty rows.
pub fn wide_plan() -> String {
    let mut plan = head("wide");
    plan.push_str("duties:\n");
    for number in 1..=DUTIES {
        // Some are overdue, some are due soon, most are ahead.
        let (opens, due) = (day(-200), day(i64::try_from(number).unwrap_or(0) * 4 - 40));
        let _ = write!(
            plan,
            r#"  - key: d{number:02}
    title: 第{number}项任务
    clause: c1
    quote: 要求
    modality: hard
    audience: all
    window: {{phase: all}}
    rhythm: {{once: {{day: {due}}}}}
    due: {{text: "{{date}}15时前", at: "15:00", inclusive: true}}
    opens: {{on: {opens}}}
    deliver:
      zero_report: allowed
      paper: false
      review: office
      fields: "#
        );
        plan.push_str(if number == 1 { "&form" } else { "*form" });
        plan.push_str(if number == 1 { FIELDS } else { "" });
        plan.push('\n');
    }
    plan.push_str(&table());
    plan
}

const KINDS: usize = 10;

fn table() -> String {
    let (mut kinds, mut indicators, mut rows) = (String::new(), String::new(), Vec::new());
    for kind in 1..=KINDS {
        let _ = writeln!(
            kinds,
            "  - {{key: k{kind:02}, title: 第{kind}类活动, clause: c1, quote: 要求, acceptance: automatic}}"
        );
        for (measure, unit) in [("sessions", "场次"), ("attendances", "人次"), ("heads", "人")] {
            let key = format!("k{kind:02}-{measure}");
            let _ = writeln!(
                indicators,
                "  - {{key: {key}, title: 第{kind}类{unit}, group: g, clause: c1, unit: {unit}, \
                 filter: {{family: activity, kinds: [k{kind:02}]}}, measure: {measure}, mode: increment}}"
            );
            rows.push(key);
        }
    }
    format!(
        "activity_kinds:\n{kinds}indicator_groups:\n  - {{key: g, title: 活动}}\nindicators:\n{indicators}tables:\n  \
         - key: table\n    title: 统计表\n    clause: c1\n    quote: 要求\n    phase: all\n    provenance: published\n    \
         sections:\n      - {{title: 活动, rows: [{}]}}\n",
        rows.join(", ")
    )
}

/// One report a day of each writer, open from the beginning.
pub fn deep_plan() -> String {
    let (from, to) = (day(-100), day(DAYS - 101));
    let mut plan = head("deep");
    let _ = write!(
        plan,
        r#"duties:
  - key: daily
    title: 每日报送
    clause: c1
    quote: 要求
    modality: hard
    audience: writers
    window: {{days: {{from: {from}, to: {to}}}}}
    rhythm: daily
    due: {{text: "{{date}}15时前", at: "15:00", inclusive: true}}
    opens: {{before: {{days: {DAYS}}}}}
    deliver:
      zero_report: allowed
      paper: false
      review: office
      evidence:
        - {{key: pictures, title: 图片, kind: pictures}}
      fields: {FIELDS}
"#
    );
    plan
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_plans_read_and_the_wide_one_asks_fifty_duties_of_every_unit() {
        for (plan, audience, each) in [(wide_plan(), "all", DUTIES), (deep_plan(), "writers", 1)] {
            let read = plan::parse(&plan).unwrap_or_else(|problems| panic!("{problems:?}"));
            assert_eq!(read.document.duties.len(), each);
            assert!(read.document.duties.iter().all(|duty| duty.audience.value.as_str() == audience));
        }
        let parts = units_csv(SIZES[2]);
        let rows: usize = parts.iter().map(|part| part.lines().count() - 1).sum();
        assert_eq!(rows, SIZES[2].units + 1, "the province owes nothing");
    }
}
