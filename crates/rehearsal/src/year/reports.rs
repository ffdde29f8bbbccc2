//! Reports: on time, at the very last moment, late, with nothing to say, waived, with paper, with a table that is signed.

use kernel::{Day, Instant};
use serde_json::{Value, json};

use super::{
    Act, DAY, Failed, HOUR, MINUTE, Year, forms,
    wire::{Wish, is_fine},
};

/// What a unit has to hand in, as its officer remembers it.
#[derive(Clone, Debug)]
pub(super) struct Task {
    pub id: String,
    pub duty: String,
    pub unit: String,
    pub period: String,
    opens: i64,
    due: i64,
    /// Number and id of the latest version.
    pub version: i64,
    pub submission: String,
    pub returns: u8,
    pub form: Value,
}

impl Task {
    /// What belongs to this task alone.
    pub fn name(&self) -> String {
        format!("{}/{}/{}", self.duty, self.unit, self.period)
    }
}

fn micros(value: &Value) -> i64 {
    let text = value.as_str().unwrap_or_default();
    text.parse::<Instant>().map_or(0, Instant::micros)
}

fn text(value: &Value) -> String {
    value.as_str().unwrap_or_default().to_owned()
}

pub(super) fn today(at: i64) -> Day {
    Instant::from_micros(at).day()
}

impl Year {
    /// Reads what is owed and plans what is new; a moved deadline finds those who have not begun.
    pub(super) async fn learn_tasks(&mut self) -> Result<(), Failed> {
        let first = format!("/api/obligations?campaign={}&kind=deliver&limit=200", self.campaign);
        let mut path = first.clone();
        loop {
            let page = self.must(Wish::get("office", path)).await?;
            for row in page["items"].as_array().into_iter().flatten() {
                self.learn_task(row);
            }
            match page["next"].as_str() {
                Some(after) => path = format!("{first}&after={after}"),
                None => return Ok(()),
            }
        }
    }

    fn learn_task(&mut self, row: &Value) {
        let unit = text(&row["unit"]["key"]);
        let id = text(&row["id"]);
        if !self.cast.hands_in.contains_key(&unit) || self.tasks.iter().any(|task| task.id == id) {
            return;
        }
        let task = Task {
            id,
            duty: text(&row["duty"]),
            unit,
            period: text(&row["period"]),
            opens: micros(&row["opens_at"]),
            due: micros(&row["due_at"]),
            version: 0,
            submission: String::new(),
            returns: 0,
            form: Value::Null,
        };
        self.tasks.push(task);
        self.plan_task(self.tasks.len() - 1);
    }

    fn plan_task(&mut self, index: usize) {
        let Some(task) = self.tasks.get(index).cloned() else { return };
        let name = task.name();
        let mut rng = self.seeds.at(&["report", &name]);
        let noon = self.wire.now().max(task.opens) + HOUR;
        if self.seeds.happens("waived", &[&name], 8) {
            let at = rng.i64(noon..=noon.max(task.due + 2 * DAY));
            self.plan_act(at, Act::Waive(index));
            if rng.bool() {
                self.plan_act(at + rng.i64(HOUR..3 * DAY), Act::TakeBackWaiver(index));
            }
        }
        if self.seeds.happens("silent", &[&name], 10) {
            return;
        }
        let at = match rng.u8(0..10) {
            _ if self.seeds.happens("late", &[&name], 15) => task.due + rng.i64(1..5 * DAY),
            // The very last microsecond that counts, and the first that does not.
            0 => task.due,
            1 if self.seeds.has("late") => task.due + 1,
            // Before it opens: refused, and tried again.
            2 => task.opens - HOUR,
            _ => rng.i64(noon.min(task.due)..=task.due),
        };
        self.plan_act(at, Act::Report(index));
    }

    pub(super) async fn report(&mut self, index: usize, at: i64) -> Result<(), Failed> {
        let Some(task) = self.tasks.get(index).cloned() else { return Ok(()) };
        let Some(who) = self.cast.hands_in.get(&task.unit).cloned() else { return Ok(()) };
        let (name, based_on) = (task.name(), task.version);
        let form = match task.form.is_null() {
            true => {
                let said = self.wire.say(&Wish::get(&who, format!("/api/obligations/{}", task.id))).await?;
                said.1["form"].clone()
            }
            false => task.form.clone(),
        };
        let version = based_on.to_string();
        let mut rng = self.seeds.at(&["content", &name, &version]);
        let zero = form["zero_report_allowed"] == true && self.seeds.happens("zero", &[&name], 25);
        let content = if zero && based_on == 0 {
            json!({ "outcome": "nothing_to_report", "answers": {}, "evidence": {} })
        } else {
            if let Some(table) = form["statistics_table"].as_str() {
                self.confirm(&who, &task.unit, table, based_on).await?;
            }
            let files = self.files(&who, &task.unit, &form["evidence"], &mut rng).await?;
            let answers =
                forms::answers(&form["fields"], &mut rng, &today(at).to_string(), &format!("第{based_on}稿"));
            json!({ "outcome": "done", "answers": answers, "evidence": files })
        };
        if self.seeds.happens("drafts", &[&name, &version], 30) {
            // It is the unit's own affair: nothing is recorded about it, and nothing follows from it.
            let path = format!("/api/obligations/{}/draft", task.id);
            let shown = self.wire.say(&Wish::get(&who, path.clone())).await?;
            let body = json!({ "revision": shown.1["revision"], "content": content });
            self.wire.say(&Wish::put(&who, path, body)).await?;
            self.count("draft of a report");
        }
        let wish = Wish::post(
            &who,
            format!("/api/obligations/{}/submissions", task.id),
            json!({ "content": content, "based_on": based_on }),
        );
        let said = self.insist(wish, &format!("report/{name}/{based_on}")).await?;
        if !is_fine(&said) {
            self.refused_report(index, &said.1, at);
            return Ok(());
        }
        self.count(if zero && based_on == 0 { "zero report" } else { "report" });
        if let Some(task) = self.tasks.get_mut(index) {
            (task.version, task.submission, task.form) = (based_on + 1, text(&said.1["submission_id"]), form);
        }
        self.plan_act(at + rng.i64(10 * MINUTE..2 * DAY), Act::Review(index));
        if based_on == 0 && said.1["wants_paper"] == true && self.seeds.happens("paper", &[&name], 60) {
            self.plan_act(at + rng.i64(HOUR..6 * DAY), Act::Paper(index));
        }
        Ok(())
    }

    /// Who was too early comes again.
    fn refused_report(&mut self, index: usize, problem: &Value, at: i64) {
        let Some(task) = self.tasks.get(index) else { return };
        let opens = task.opens;
        if problem["code"] == "not-open-yet" && at < opens {
            self.count("too early");
            self.plan_act(opens + 3 * HOUR, Act::Report(index));
        }
    }

    /// The unit signs for the figures of the table that goes with the report. Whoever answers a return does not always
    /// sign again: the figures may be what they were.
    async fn confirm(&mut self, who: &str, unit: &str, table: &str, based_on: i64) -> Result<(), Failed> {
        if based_on > 0 && self.seeds.at(&["sign again", unit, table]).bool() {
            return Ok(());
        }
        let corrections = self.corrections(unit, table, based_on);
        let (unit, name) =
            (self.cast.stage.unit(unit).to_owned(), format!("confirm/{unit}/{table}/{based_on}"));
        let path = format!("/api/campaigns/{}/tables/{table}", self.campaign);
        let shown = self.wire.say(&Wish::get(who, format!("{path}?unit={unit}"))).await?;
        let rows = shown.1["sections"][0]["rows"].as_array().cloned().unwrap_or_default();
        let corrections: Vec<Value> = corrections
            .into_iter()
            .zip(rows)
            .map(|((mark, value), row)| {
                json!({ "indicator": row["indicator"], "mark": mark, "value": value, "reason": "两场没有登记" })
            })
            .collect();
        self.count(if corrections.is_empty() { "confirmed" } else { "confirmed with corrections" });
        let body = json!({ "unit": unit, "live_digest": shown.1["live_digest"], "corrections": corrections });
        self.insist(Wish::post(who, format!("{path}/confirm"), body), &name).await.map(drop)
    }

    /// What the unit knows better: another number, nothing done, or that the figure is none of its business.
    fn corrections(&self, unit: &str, table: &str, based_on: i64) -> Vec<(&'static str, i64)> {
        let version = based_on.to_string();
        if !self.seeds.happens("signed-corrected", &[unit, table, &version], 60) {
            return Vec::new();
        }
        let mut rng = self.seeds.at(&["corrections", unit, table, &version]);
        let marks = ["counted", "counted", "not_done", "not_applicable"];
        (0..rng.usize(1..4)).map(|_| (marks[rng.usize(0..marks.len())], rng.i64(0..500))).collect()
    }

    pub(super) async fn waive(&mut self, index: usize, _at: i64) -> Result<(), Failed> {
        let Some(task) = self.tasks.get(index).cloned() else { return Ok(()) };
        let wish = Wish::post(
            "office",
            format!("/api/obligations/{}/waiver", task.id),
            json!({ "reason": "研究同意免除" }),
        );
        if is_fine(&self.insist(wish, &format!("waive/{}", task.name())).await?) {
            self.count("waived");
        }
        Ok(())
    }

    pub(super) async fn take_back_waiver(&mut self, index: usize) -> Result<(), Failed> {
        let Some(task) = self.tasks.get(index).cloned() else { return Ok(()) };
        let path = format!("/api/obligations/{}/waiver", task.id);
        let wish = Wish { method: axum::http::Method::DELETE, ..Wish::get("office", path) };
        if is_fine(&self.wire.say(&wish).await?) {
            self.count("waiver taken back");
        }
        Ok(())
    }

    pub(super) async fn paper(&mut self, index: usize, at: i64) -> Result<(), Failed> {
        let Some(task) = self.tasks.get(index).cloned() else { return Ok(()) };
        let agrees = self.seeds.at(&["paper agrees", &task.name()]).u8(0..4) > 0;
        let body = json!({
            "received_on": today(at), "copies": 1, "agrees": agrees, "revision": 0,
            "note": if agrees { "" } else { "缺第 2 页" },
        });
        let wish = Wish::put("office", format!("/api/obligations/{}/paper", task.id), body);
        if is_fine(&self.insist(wish, &format!("paper/{}", task.name())).await?) {
            self.count("paper");
        }
        Ok(())
    }
}
