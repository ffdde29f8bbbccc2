//! Reviews: drafts, returns, acceptance step by step, two reviewers at once, several at once, and second thoughts.

use kernel::Instant;
use serde_json::{Value, json};

use super::{
    Act, DAY, Failed, HOUR, MINUTE, Year,
    reports::Task,
    wire::{Said, Wish, is_fine, outcome},
};

/// As many as somebody ticks in a list.
const TICKED_MAX: usize = 8;

/// What a reviewer decides.
enum Verdict {
    Accept,
    Return { until: i64 },
}

impl Year {
    pub(super) async fn review(&mut self, index: usize, at: i64) -> Result<(), Failed> {
        let Some(task) = self.tasks.get(index).cloned() else { return Ok(()) };
        let (name, version) = (task.name(), task.version.to_string());
        let mut rng = self.seeds.at(&["review", &name, &version]);
        let returns = task.returns < 2 && self.seeds.happens("returned", &[&name, &version], 30);
        let verdict = match returns {
            true => Verdict::Return { until: at + rng.i64(HOUR..3 * DAY) },
            false => Verdict::Accept,
        };
        // With two steps a city's own reviewer tries first, and is told that it is not for them to decide.
        let city = self.cast.reviews.get(&task.unit).cloned().unwrap_or_default();
        let mut said = (403, Value::Null);
        let first = if self.has_two_steps() { [city.as_str(), "office"] } else { ["office", city.as_str()] };
        for who in first.into_iter().filter(|who| !who.is_empty()) {
            said = self.decide(&task, who, &verdict).await?;
            if said.0 != 403 {
                break;
            }
        }
        if !is_fine(&said) {
            return Ok(());
        }
        match verdict {
            Verdict::Return { until } => {
                self.count("returned");
                self.answer_return(index, at, until, &mut rng);
            }
            Verdict::Accept if said.1["state"] == "under_review" => {
                self.count("passed on");
                self.plan_act(at + rng.i64(10 * MINUTE..2 * DAY), Act::Review(index));
            }
            Verdict::Accept => {
                self.count("accepted");
                if task.returns < 2 && self.seeds.happens("returned", &["after all", &name], 8) {
                    self.plan_act(at + rng.i64(HOUR..4 * DAY), Act::Reopen(index));
                }
            }
        }
        Ok(())
    }

    async fn decide(&mut self, task: &Task, who: &str, verdict: &Verdict) -> Result<Said, Failed> {
        let (name, version) = (task.name(), task.version.to_string());
        let path = format!("/api/submissions/{}/review", task.submission);
        let body = match verdict {
            Verdict::Accept => json!({ "verdict": "accept" }),
            Verdict::Return { until } => {
                let field = task.form["fields"][0]["key"].as_str().unwrap_or_default();
                json!({
                    "verdict": "return", "until": Instant::from_micros(*until).to_string(),
                    "items": [{ "pointer": format!("/answers/{field}"), "ok": false, "reason": "请写具体" }],
                })
            }
        };
        if self.seeds.happens("drafts", &["review", &name, &version], 30) {
            self.draft_review(task, who, &body).await?;
        }
        let both = matches!(verdict, Verdict::Accept) && who == "office";
        if both && self.seeds.happens("at-once", &[&name, &version], 25) {
            self.count("two reviewers");
            let accept = |who: &str| Wish::post(who, path.clone(), body.clone());
            return Ok(outcome(self.wire.say_both(&accept("office"), &accept("office-two")).await?));
        }
        let step = self.planned.to_string();
        let kind = if matches!(verdict, Verdict::Accept) { "accept" } else { "return" };
        self.insist(Wish::post(who, path, body), &format!("{kind}/{name}/{version}/{who}/{step}")).await
    }

    /// Written down before it is sent, saved again, and once more from a window that was left open: the last is refused.
    /// A colleague sees nothing of it.
    async fn draft_review(&mut self, task: &Task, who: &str, decision: &Value) -> Result<(), Failed> {
        let path = format!("/api/submissions/{}/review-draft", task.submission);
        let mut revision = self.wire.say(&Wish::get(who, path.clone())).await?.1["revision"].clone();
        for note in ["先记一笔", "请再看一遍附件"] {
            let mut decision = decision.clone();
            decision["note"] = json!(note);
            let body = json!({ "revision": revision, "decision": decision });
            let saved = self.wire.say(&Wish::put(who, path.clone(), body)).await?;
            if !is_fine(&saved) {
                return Ok(());
            }
            revision = saved.1["revision"].clone();
        }
        let stale = json!({ "revision": 0, "decision": decision });
        self.wire.say(&Wish::put(who, path.clone(), stale)).await?;
        self.wire.say(&Wish::get(who, path.clone())).await?;
        self.wire.say(&Wish::get("office-two", path)).await?;
        self.count("draft of a review");
        Ok(())
    }

    fn answer_return(&mut self, index: usize, at: i64, until: i64, rng: &mut fastrand::Rng) {
        if let Some(task) = self.tasks.get_mut(index) {
            task.returns += 1;
        }
        let answer = match rng.u8(0..10) {
            0 => return,
            1 => until,
            2 | 3 => until + rng.i64(1..2 * DAY),
            _ => rng.i64(at + 10 * MINUTE..=until),
        };
        self.plan_act(answer, Act::Report(index));
    }

    pub(super) async fn reopen(&mut self, index: usize, at: i64) -> Result<(), Failed> {
        let Some(task) = self.tasks.get(index).cloned() else { return Ok(()) };
        let mut rng = self.seeds.at(&["reopen", &task.name()]);
        let until = at + rng.i64(HOUR..3 * DAY);
        let body = json!({ "note": "数字需要核对", "until": Instant::from_micros(until).to_string() });
        let wish = Wish::post("office", format!("/api/submissions/{}/reopen", task.submission), body);
        if is_fine(&self.insist(wish, &format!("reopen/{}/{}", task.name(), task.version)).await?) {
            self.count("reopened");
            self.answer_return(index, at, until, &mut rng);
        }
        Ok(())
    }

    /// Everything on the desk that is ticked, one of it twice: somebody clicked before the list had been drawn anew.
    pub(super) async fn accept_many(&mut self, number: usize) -> Result<(), Failed> {
        let path = format!("/api/reviews?campaign={}&limit=200", self.campaign);
        let desk = self.must(Wish::get("office", path)).await?;
        let waiting = desk["items"].as_array().into_iter().flatten().map(|row| row["submission_id"].clone());
        let mut ticked: Vec<Value> = waiting.take(TICKED_MAX).collect();
        let Some(first) = ticked.first().cloned() else { return Ok(()) };
        ticked.push(first);
        let wish = Wish::post("office", "/api/reviews/accept".to_owned(), json!({ "submissions": ticked }));
        if is_fine(&self.insist(wish, &format!("many/{number}")).await?) {
            self.count("accepted several");
        }
        Ok(())
    }
}
