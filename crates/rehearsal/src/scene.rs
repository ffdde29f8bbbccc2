//! What somebody does at an instant, as the requests of a browser.

use std::collections::BTreeMap;

use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use serde_json::{Map, Value, json};

use crate::{Refusal, Stage, Visitor, evidence, stage::text, story::CITIES};

/// Something that happens.
#[derive(Clone, Debug)]
pub(crate) enum Scene {
    /// A city hands in a report, or says that there is nothing to report.
    Report { unit: &'static str, duty: &'static str, period: &'static str, zero: bool },
    /// The office accepts the latest version.
    Accept { unit: &'static str, duty: &'static str, period: &'static str },
    /// The office returns it with a reason at one place and a new deadline.
    Return {
        unit: &'static str,
        duty: &'static str,
        period: &'static str,
        pointer: &'static str,
        reason: &'static str,
        until: &'static str,
    },
    /// The sealed original arrives.
    Paper { unit: &'static str, duty: &'static str, period: &'static str, agrees: bool },
    /// The office takes a duty off a unit.
    Waive { unit: &'static str, duty: &'static str, reason: &'static str },
    /// The office urges units for what they owe of a duty in a period.
    Urge { units: &'static [&'static str], duty: &'static str, period: &'static str, message: &'static str },
    /// An activity is recorded and sent; the level above accepts it, or not yet.
    Activity {
        unit: &'static str,
        /// The city whose people act; the unit itself, or the one above an enterprise.
        by: &'static str,
        kind: &'static str,
        title: &'static str,
        figures: &'static [(&'static str, i64)],
        /// Added to every figure but the number of sessions, so that cities differ.
        more: i64,
        subject: Option<&'static str>,
        accepted: bool,
    },
    /// A case is written down (0), sent (1), confirmed by a second person (2), reported to the province (3).
    Exposure { unit: &'static str, kind: &'static str, steps: u8 },
}

/// Everybody who acts.
pub(crate) struct Cast {
    pub office: Visitor,
    officers: BTreeMap<&'static str, Visitor>,
    reviewers: BTreeMap<&'static str, Visitor>,
    managers: BTreeMap<&'static str, Visitor>,
}

/// Enterprises whose safety managers appear in the story. Logins are the keys of units.
const MANAGERS: [&str; 3] = ["dl-e1", "sy-e2", "as-e1"];

impl Cast {
    pub(crate) async fn hired(stage: &mut Stage) -> Result<Self, Refusal> {
        let office = stage.hire("领导小组办公室（示例）", "office", "office", "liaoning").await?;
        stage.hire("领导小组（示例）", "leader", "leading_group", "liaoning").await?;
        stage.hire("审计管理员（示例）", "audit", "audit_admin", "liaoning").await?;
        stage.hire("专家（示例）", "expert", "expert", "liaoning").await?;
        let mut cast =
            Self { office, officers: BTreeMap::new(), reviewers: BTreeMap::new(), managers: BTreeMap::new() };
        for unit in CITIES {
            let name = stage.name(unit).to_owned();
            let officer = stage.hire(&format!("{name}填报员（示例）"), unit, "city_officer", unit).await?;
            let login = format!("{unit}-review");
            let reviewer =
                stage.hire(&format!("{name}审核员（示例）"), &login, "city_reviewer", unit).await?;
            cast.officers.insert(unit, officer);
            cast.reviewers.insert(unit, reviewer);
        }
        for unit in MANAGERS {
            let name = format!("{}安全管理员", stage.name(unit));
            cast.managers.insert(unit, stage.hire(&name, unit, "safety_manager", unit).await?);
        }
        Ok(cast)
    }

    /// Whoever hands in for this unit.
    fn of(&self, unit: &str) -> &Visitor {
        self.officers.get(unit).or_else(|| self.managers.get(unit)).unwrap_or(&self.office)
    }
}

pub(crate) async fn perform(stage: &Stage, cast: &Cast, scene: Scene) -> Result<(), Refusal> {
    match scene {
        Scene::Report { unit, duty, period, zero } => report(stage, cast, unit, duty, period, zero).await,
        Scene::Accept { unit, duty, period } => {
            decide(stage, cast, unit, duty, period, json!({ "verdict": "accept" })).await
        }
        Scene::Return { unit, duty, period, pointer, reason, until } => {
            let items = json!([{ "pointer": pointer, "ok": false, "reason": reason }]);
            let body = json!({ "verdict": "return", "items": items, "until": until });
            decide(stage, cast, unit, duty, period, body).await
        }
        Scene::Paper { unit, duty, period, agrees } => {
            let id = obligation(stage, &cast.office, unit, duty, period).await?.0;
            let note = if agrees { "" } else { "纸质件缺第 2 页，已电话通知补寄。" };
            let body = json!({ "received_on": "2021-06-07", "copies": 1, "agrees": agrees, "note": note, "revision": 0 });
            cast.office.put(&format!("/api/obligations/{id}/paper"), body).await.map(|_| ())
        }
        Scene::Waive { unit, duty, reason } => {
            let id = obligation(stage, &cast.office, unit, duty, "once").await?.0;
            let path = format!("/api/obligations/{id}/waiver");
            cast.office.post(&path, json!({ "reason": reason })).await.map(|_| ())
        }
        Scene::Urge { units, duty, period, message } => {
            let mut obligations = Vec::new();
            for unit in units {
                obligations.push(obligation(stage, &cast.office, unit, duty, period).await?.0);
            }
            let body = json!({ "obligations": obligations, "message": message });
            cast.office.post("/api/urges", body).await.map(|_| ())
        }
        Scene::Activity { unit, by, kind, title, figures, more, subject, accepted } => {
            let figures: Map<String, Value> =
                figures.iter().map(|(key, value)| figure(key, *value, more)).collect();
            let record = Record { unit, kind, title, figures, subject };
            activity(stage, cast, by, record, accepted).await
        }
        Scene::Exposure { unit, kind, steps } => exposure(stage, cast, unit, kind, steps).await,
    }
}

/// Cities differ in how many came, not in how often they met.
fn figure(key: &str, value: i64, more: i64) -> (String, Value) {
    let value = if key == "sessions" { value } else { value + more };
    (key.to_owned(), json!(value))
}

/// Id of the obligation and of its latest submission, as this person sees them.
async fn obligation(
    stage: &Stage,
    who: &Visitor,
    unit: &str,
    duty: &str,
    period: &str,
) -> Result<(String, String, i64), Refusal> {
    let path = format!(
        "/api/obligations?campaign={}&unit={}&duty={duty}&limit=200",
        stage.campaign,
        stage.unit(unit)
    );
    let page = who.get(&path).await?;
    let rows = page["items"].as_array().cloned().unwrap_or_default();
    let row = rows.into_iter().find(|row| row["period"] == period).unwrap_or(Value::Null);
    Ok((text(&row["id"]), text(&row["submission_id"]), row["version"].as_i64().unwrap_or(0)))
}

async fn upload(
    who: &Visitor,
    stage: &Stage,
    unit: &str,
    kind: &str,
    name: &str,
    bytes: Vec<u8>,
) -> Result<Value, Refusal> {
    let name = utf8_percent_encode(name, NON_ALPHANUMERIC);
    let path = format!("/api/files?unit={}&kind={kind}&name={name}", stage.unit(unit));
    Ok(who.post_bytes(&path, bytes).await?["id"].clone())
}

async fn report(
    stage: &Stage,
    cast: &Cast,
    unit: &str,
    duty: &str,
    period: &str,
    zero: bool,
) -> Result<(), Refusal> {
    let who = cast.of(unit);
    let (id, _, version) = obligation(stage, who, unit, duty, period).await?;
    let content = if zero {
        json!({ "outcome": "nothing_to_report", "answers": {}, "evidence": {} })
    } else {
        let name = stage.name(unit);
        let (file, title) = match duty {
            "plan" => ("活动方案.pdf", "“安全生产月”活动方案"),
            _ => ("本周情况.pdf", "“安全生产月”一周活动情况"),
        };
        let told = answers(duty, name, version);
        let text = told["overview"].as_str().or(told["good_practice"].as_str()).unwrap_or_default();
        let lines = [title, name, text, "（示例文件，内容为虚构）"];
        let paper = upload(who, stage, unit, "document", file, evidence::pdf(&lines)).await?;
        let mut files = json!({ "document": [paper] });
        if duty == "weekly" {
            let red = u8::try_from(unit.len() * 17 % 256).unwrap_or(0);
            files["pictures"] =
                json!([
                    upload(who, stage, unit, "pictures", "现场图片.png", evidence::png(red, 96, 160)).await?
                ]);
        }
        json!({ "outcome": "done", "answers": answers(duty, name, version), "evidence": files })
    };
    let body = json!({ "content": content, "based_on": version });
    who.post(&format!("/api/obligations/{id}/submissions"), body).await.map(|_| ())
}

fn answers(duty: &str, name: &str, version: i64) -> Value {
    if duty == "plan" {
        let more = if version == 0 {
            ""
        } else {
            "6 月 16 日设主会场 1 个、分会场 3 个，责任分工见附件第三部分。"
        };
        return json!({
            "overview": format!("{name}成立活动工作专班，分学习宣讲、集中曝光、咨询日、“五进”四个阶段推进。{more}"),
            "contact": "示例联系人",
            "phone": "024-00000000",
        });
    }
    json!({
        "good_practice": format!("{name}把警示教育搬进班组，本周开展班前会宣讲，由车间主任带头讲一条身边的隐患。"),
        "featured_projects": "“安全红袖章”轮值：每班一名职工佩戴红袖章巡查，当天发现、当天整改。",
        "important_matters": "民爆库房汛期防雷检测全部完成。",
    })
}

async fn decide(
    stage: &Stage,
    cast: &Cast,
    unit: &str,
    duty: &str,
    period: &str,
    body: Value,
) -> Result<(), Refusal> {
    let (_, submission, _) = obligation(stage, &cast.office, unit, duty, period).await?;
    cast.office.post(&format!("/api/submissions/{submission}/review"), body).await.map(|_| ())
}

/// An entry of the register of activities.
struct Record {
    unit: &'static str,
    kind: &'static str,
    title: &'static str,
    figures: Map<String, Value>,
    subject: Option<&'static str>,
}

async fn activity(
    stage: &Stage,
    cast: &Cast,
    by: &str,
    record: Record,
    accepted: bool,
) -> Result<(), Refusal> {
    let Record { unit, kind, title, figures, subject } = record;
    let who = cast.of(unit);
    let mut answers = figures;
    if kind == "drill" {
        answers.insert("form".to_owned(), json!("practical"));
        answers.insert("evaluated".to_owned(), json!("yes"));
        answers.insert("plan_name".to_owned(), json!("生产安全事故综合应急预案"));
    }
    let today = who.get("/api/me").await?["now"].as_str().unwrap_or_default().get(..10).map(str::to_owned);
    let picture = upload(who, stage, unit, "pictures", "现场图片.png", evidence::png(40, 120, 90)).await?;
    let mut details = json!({
        "title": title,
        "day": today,
        "place": "单位会议室",
        "mode": "offline",
        "answers": answers,
        "evidence": { "pictures": [picture] },
    });
    if let Some(subject) = subject {
        details["subject_id"] = json!(stage.unit(subject));
        details["found"] = json!("nothing");
        details["place"] = json!("现场");
    }
    let new =
        json!({ "campaign": stage.campaign, "unit": stage.unit(unit), "kind": kind, "details": details });
    let made = who.post("/api/activities", new).await?;
    let id = text(&made["id"]);
    let revision = json!({ "revision": made["revision"] });
    let sent = who.post(&format!("/api/activities/{id}/submit"), revision).await?;
    let judge = if by == unit { Some(&cast.office) } else { cast.reviewers.get(by) };
    if accepted && let Some(judge) = judge {
        let revision = json!({ "revision": sent["revision"] });
        judge.post(&format!("/api/activities/{id}/accept"), revision).await?;
    }
    Ok(())
}

async fn exposure(stage: &Stage, cast: &Cast, unit: &str, kind: &str, steps: u8) -> Result<(), Refusal> {
    let who = cast.of(unit);
    let name = stage.name(unit);
    let mut details = json!({
        "kind": kind,
        "title": format!("{name}曝光一起民爆库房违规存放案例"),
        "summary": "检查发现库房内混存雷管与炸药，已责令停止使用并立案查处，现予公开曝光。",
        "source": "inspection",
        "subject_name": "某民爆销售企业（示例）",
        "media_class": "city_mainstream_media",
        "media_name": format!("{name}日报（示例）"),
        "address": "https://example.org/news/1",
        "published_on": who.get("/api/me").await?["now"].as_str().unwrap_or_default().get(..10),
    });
    if steps > 0 {
        let capture =
            upload(who, stage, unit, "pictures", "曝光截图.png", evidence::png(150, 40, 40)).await?;
        details["captures"] = json!([capture]);
    }
    let new = json!({ "campaign": stage.campaign, "unit": stage.unit(unit), "details": details });
    let mut shown = who.post("/api/exposures", new).await?;
    let id = text(&shown["id"]);
    let second = cast.reviewers.get(unit).unwrap_or(who);
    let moves = [(who, "submit"), (second, "confirm"), (who, "report")];
    for (visitor, step) in moves.into_iter().take(usize::from(steps)) {
        let revision = json!({ "revision": shown["revision"] });
        shown = visitor.post(&format!("/api/exposures/{id}/{step}"), revision).await?;
    }
    Ok(())
}
