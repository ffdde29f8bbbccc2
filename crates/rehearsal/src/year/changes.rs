//! What changes under everybody's feet: the plan in the middle of the year, units, posts; and tables that are frozen.

use kernel::Instant;
use serde_json::{Value, json};

use super::{
    Act, DAY, Failed, HOUR, Year,
    reports::today,
    wire::{Wish, is_fine},
};

#[derive(Clone, Copy, Debug)]
pub(super) enum Change {
    Amend(usize),
    Rename,
    Close,
    Merge,
    Post,
    Freeze,
}

/// A chain of one step, and the same behind a first look.
const ONE_STEP: &str = "- {key: office,";
const TWO_STEPS: &str =
    "- {key: first-look, title: 初审, post: office, tier: province}\n      - {key: office,";
const CHAIN: &str = "province-office";

/// Small changes of the plan's text: the duty (or chain) under which it stands, what stands there and what is written
/// instead. A change whose text is not in the plan is left out.
const AMENDMENTS: [(&str, &str, &str); 7] = [
    ("typical-case", "at_least: 1", "at_least: 2"),
    ("weekly", "at: \"15:00\"", "at: \"17:30\""),
    ("month-summary", "{once: {day: 2021-06-23}}", "{once: {day: 2021-06-25}}"),
    ("weekly", "{weekly: {days: [wed]}}", "{weekly: {days: [thu]}}"),
    ("typical-case", "at_least: 2", "at_least: 1"),
    // What waits for the office has one step more, or the step for which it waits is gone.
    (CHAIN, ONE_STEP, TWO_STEPS),
    (CHAIN, TWO_STEPS, ONE_STEP),
];
/// So many days between two evenings on which somebody clears the desk.
const CLEARED_EVERY_DAYS: i64 = 5;

/// The text with one change under one duty.
fn amended(text: &str, (duty, before, after): (&str, &str, &str)) -> Option<String> {
    let begins = text.find(&format!("  - key: {duty}\n"))?;
    let (head, tail) = text.split_at(begins);
    let ends = tail.find("\n  - key: ").unwrap_or(tail.len());
    // Where what is written contains what stood there, it is not written a second time.
    let done = after.contains(before) && tail.get(..ends).is_some_and(|body| body.contains(after));
    let at = tail.find(before).filter(|at| *at < ends && !done)?;
    let (body, rest) = tail.split_at(at);
    Some(format!("{head}{body}{after}{}", rest.get(before.len()..)?))
}

impl Year {
    pub(super) fn plan_changes(&mut self) {
        let first = Instant::at(self.script.from, 10, 0).micros();
        let days = self.script.until.days_since(self.script.from).max(1);
        let mut plan = |kind: &str, name: &str, percent: u8, change: Change| {
            let mut rng = self.seeds.at(&["change", name]);
            let at = first + rng.i64(0..days * DAY);
            if self.seeds.happens(kind, &[name], percent) {
                self.plan_act(at, Act::Change(change));
            }
        };
        for (number, (under, ..)) in AMENDMENTS.iter().enumerate() {
            let kind = if *under == CHAIN { "chains" } else { "amended" };
            plan(kind, &format!("amend {number}"), 45, Change::Amend(number));
        }
        plan("units", "rename", 80, Change::Rename);
        plan("units", "close", 70, Change::Close);
        plan("units", "merge", 70, Change::Merge);
        plan("posts", "post", 80, Change::Post);
        plan("frozen", "freeze one", 90, Change::Freeze);
        plan("frozen", "freeze two", 90, Change::Freeze);
        for (number, day) in (0..days).step_by(usize::try_from(CLEARED_EVERY_DAYS).unwrap_or(1)).enumerate() {
            if self.seeds.happens("bulk", &[&number.to_string()], 70) {
                self.plan_act(first + day * DAY + 7 * HOUR, Act::AcceptMany(number));
            }
        }
    }

    /// Every other seed with chains begins with two steps.
    pub(super) fn begin_with_two_steps(&mut self) {
        if self.seeds.happens("chains", &["from the start"], 50) {
            let text = amended(&self.plan, (CHAIN, ONE_STEP, TWO_STEPS));
            self.plan = text.unwrap_or_else(|| self.plan.clone());
        }
    }

    pub(super) fn has_two_steps(&self) -> bool {
        self.plan.contains(TWO_STEPS)
    }

    pub(super) async fn change(&mut self, change: Change, at: i64) -> Result<(), Failed> {
        match change {
            Change::Amend(number) => self.amend(number).await,
            Change::Rename => self.rename(at).await,
            Change::Close => self.close(at).await,
            Change::Merge => self.merge(at).await,
            Change::Post => self.hand_over_post(at).await,
            Change::Freeze => self.freeze().await,
        }
    }

    async fn amend(&mut self, number: usize) -> Result<(), Failed> {
        let text = AMENDMENTS.get(number).and_then(|change| amended(&self.plan, *change));
        let Some(text) = text else { return Ok(()) };
        let kept = self.must(Wish::post("office", "/api/plans".to_owned(), json!({ "text": text }))).await?;
        let adoption = json!({ "fingerprint": kept["fingerprint"], "parent": self.fingerprint });
        let wish = Wish::post("office", format!("/api/campaigns/{}/adopt", self.campaign), adoption);
        let said = self.insist(wish, &format!("adopt/{number}")).await?;
        if is_fine(&said) {
            self.count("plan adopted");
            (self.plan, self.fingerprint) = (text, kept["fingerprint"].clone());
            self.learn_tasks().await?;
        }
        Ok(())
    }

    /// One of the units of a kind under the cities that take part.
    fn some_unit(&self, kind: &str, branch: &str) -> Option<String> {
        let units: Vec<String> =
            self.cast.cities.iter().flat_map(|city| self.cast.below(city, kind)).collect();
        self.seeds.at(&["unit", branch]).choice(units)
    }

    async fn change_unit(&mut self, key: &str, what: &str, mut body: Value) -> Result<(), Failed> {
        let path = format!("/api/units/{}", self.cast.stage.unit(key));
        body["revision"] = self.must(Wish::get("admin", path.clone())).await?["revision"].clone();
        let said = self
            .insist(Wish::post("admin", format!("{path}/{what}"), body), &format!("unit/{what}/{key}"))
            .await?;
        if is_fine(&said) {
            self.count(match what {
                "names" => "unit renamed",
                "close" => "unit closed",
                _ => "unit merged",
            });
        }
        Ok(())
    }

    async fn rename(&mut self, at: i64) -> Result<(), Failed> {
        let Some(key) = self.some_unit("enterprise", "rename") else { return Ok(()) };
        self.change_unit(&key, "names", json!({ "name": "更名后的示例企业", "valid_from": today(at) })).await
    }

    async fn close(&mut self, at: i64) -> Result<(), Failed> {
        let kind = if self.seeds.at(&["close what"]).bool() { "warehouse" } else { "line" };
        let Some(key) = self.some_unit(kind, "close") else { return Ok(()) };
        self.change_unit(&key, "close", json!({ "last_day": today(at) })).await
    }

    async fn merge(&mut self, at: i64) -> Result<(), Failed> {
        let (Some(key), Some(into)) =
            (self.some_unit("enterprise", "merge"), self.some_unit("enterprise", "into"))
        else {
            return Ok(());
        };
        if key == into {
            return Ok(());
        }
        let body = json!({ "into": self.cast.stage.unit(&into), "on": today(at) });
        self.change_unit(&key, "merge", body).await
    }

    /// Somebody else hands in for a city from now on; the one before sees nothing any more.
    async fn hand_over_post(&mut self, at: i64) -> Result<(), Failed> {
        let Some(city) = self.seeds.at(&["post"]).choice(self.cast.cities.clone()) else { return Ok(()) };
        let Some(before) = self.cast.hands_in.get(&city).cloned() else { return Ok(()) };
        let post = self.cast.stage.post_of(&before).to_owned();
        let body = json!({ "last_day": today(at).plus_days(-1) });
        self.must(Wish::post("admin", format!("/api/posts/{post}/end"), body)).await?;
        let login = format!("{city}-next");
        self.cast.hire(&mut self.wire, "新填报员", &login, "city_officer", &city).await?;
        self.cast.hands_in.insert(city, login);
        self.count("post handed over");
        // What the one before asks for now is refused.
        let refused = self
            .wire
            .say(&Wish::get(&before, format!("/api/obligations?campaign={}", self.campaign)))
            .await?;
        if is_fine(&refused) && refused.1["items"].as_array().is_some_and(|items| !items.is_empty()) {
            return Err(Failed::Broken(format!("{before} 已离任，仍能看到应办事项")));
        }
        Ok(())
    }

    async fn freeze(&mut self) -> Result<(), Failed> {
        let root =
            self.cast.tree.iter().find(|(_, (_, parent))| parent.is_empty()).map(|(key, _)| key.clone());
        let unit = self.cast.stage.unit(&root.unwrap_or_default()).to_owned();
        let body = json!({ "unit": unit, "basis": "live", "reason": "补充更正" });
        let path = format!("/api/campaigns/{}/tables/month-table/snapshots", self.campaign);
        if is_fine(&self.insist(Wish::post("office", path, body), &format!("freeze/{}", self.planned)).await?)
        {
            self.count("table frozen");
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_amendment_changes_its_own_duty_only() {
        let text = "duties:\n  - key: a\n    at_least: 1\n  - key: b\n    at_least: 1\n";
        let changed = "duties:\n  - key: a\n    at_least: 1\n  - key: b\n    at_least: 2\n";
        assert_eq!(amended(text, ("b", "at_least: 1", "at_least: 2")).as_deref(), Some(changed));
        assert_eq!(amended(text, ("a", "at_least: 2", "at_least: 3")), None);
        assert_eq!(amended(text, ("c", "at_least: 1", "at_least: 2")), None);
        let longer = amended(text, ("b", "at_least: 1", "at_least: 10")).unwrap();
        assert_eq!(amended(&longer, ("b", "at_least: 1", "at_least: 10")), None, "only once");
    }
}
