//! Entries of both registers, each with a script: sent, accepted, returned and sent again, corrected while the old
//! version counts, withdrawn, overruled.

use serde_json::{Value, json};

use super::{
    Act, DAY, Failed, HOUR, MINUTE, Year, forms,
    reports::today,
    sending::Sent,
    wire::{Wish, is_fine, outcome},
};
use crate::evidence;

/// One entry on its way.
#[derive(Clone, Debug)]
pub(super) struct Entry {
    register: &'static str,
    unit: String,
    kind: String,
    name: String,
    id: String,
    revision: Value,
    details: Value,
    /// What is still to be done, the next one last.
    script: Vec<&'static str>,
    steps: u32,
}

fn items(value: &Value) -> &[Value] {
    value.as_array().map_or(&[], Vec::as_slice)
}

impl Year {
    /// Who records what on which day, until the end of the year.
    pub(super) fn plan_records(&mut self) {
        let days = self.script.until.days_since(self.script.from);
        let units: Vec<String> = self.cast.hands_in.keys().cloned().collect();
        for unit in units {
            let is_city = self.cast.reviews.contains_key(&unit);
            for offset in 0..=days {
                let day = self.script.from.plus_days(offset);
                let name = format!("{unit}/{day}");
                let at = kernel::Instant::at(day, 9, 0).micros();
                let at = at + self.seeds.at(&["hour", &name]).i64(0..8 * HOUR);
                if self.seeds.happens("activities", &[&name], if is_city { 15 } else { 8 }) {
                    self.plan_entry("activities", &unit, name.clone(), at);
                }
                if is_city && self.seeds.happens("exposures", &[&name], 7) {
                    self.plan_entry("exposures", &unit, name, at + MINUTE);
                }
            }
        }
    }

    fn plan_entry(&mut self, register: &'static str, unit: &str, name: String, at: i64) {
        let mut rng = self.seeds.at(&[register, &name]);
        let yes = if register == "exposures" { "confirm" } else { "accept" };
        let mut script = vec!["submit"];
        if rng.u8(0..5) == 0 {
            script.extend(["return", "save", "submit"]);
        }
        if rng.u8(0..8) > 0 {
            script.push(yes);
            if register == "exposures" && rng.u8(0..3) > 0 {
                script.push("report");
            }
            if self.seeds.happens("corrected", &[&name], 25) {
                script.extend(if rng.u8(0..4) == 0 {
                    ["correct", "save", "discard"]
                } else {
                    ["correct", "save", "submit"]
                });
                if script.ends_with(&["submit"]) {
                    script.push(yes);
                }
            }
            if rng.u8(0..12) == 0 {
                script.extend(["overrule", "submit", yes]);
            }
        }
        if self.seeds.happens("withdrawn", &[&name], 12) {
            script.push("withdraw");
        }
        script.reverse();
        let kind = self.kind_for(register, unit, &mut rng);
        let (id, revision, details) = (String::new(), Value::Null, Value::Null);
        self.entries.push(Entry {
            register,
            unit: unit.to_owned(),
            kind,
            name,
            id,
            revision,
            details,
            script,
            steps: 0,
        });
        self.plan_act(at, Act::Record(self.entries.len() - 1));
    }

    fn kind_for(&self, register: &str, unit: &str, rng: &mut fastrand::Rng) -> String {
        if register == "exposures" {
            return if rng.bool() { "typical_case" } else { "negative_case" }.to_owned();
        }
        // What an enterprise owes is a drill, and what a city owes are visits; the other kinds come by chance.
        let wanted = match (self.cast.reviews.contains_key(unit), rng.u8(0..3)) {
            (false, 0) => "drill",
            (true, 0) => "line-inspection",
            (true, 1) => "warehouse-inspection",
            _ => "",
        };
        if self.kinds.iter().any(|kind| kind["key"] == wanted) {
            return wanted.to_owned();
        }
        rng.choice(&self.kinds)
            .map(|kind| kind["key"].as_str().unwrap_or_default().to_owned())
            .unwrap_or_default()
    }

    pub(super) async fn record(&mut self, index: usize, at: i64) -> Result<(), Failed> {
        let Some(entry) = self.entries.get(index).cloned() else { return Ok(()) };
        let Some(who) = self.cast.hands_in.get(&entry.unit).cloned() else { return Ok(()) };
        let Some(details) = self.written(&entry, &who, at, 0).await? else { return Ok(()) };
        let mut body = json!({
            "campaign": self.campaign, "unit": self.cast.stage.unit(&entry.unit), "details": details,
        });
        if entry.register == "activities" {
            body["kind"] = json!(entry.kind);
        }
        let wish = Wish::post(&who, format!("/api/{}", entry.register), body);
        let said = self.insist(wish, &format!("record/{}/{}", entry.register, entry.name)).await?;
        if let Some(entry) = self.entries.get_mut(index).filter(|_| is_fine(&said)) {
            entry.id = said.1["id"].as_str().unwrap_or_default().to_owned();
            (entry.revision, entry.details) = (said.1["revision"].clone(), details);
            self.count("recorded");
            self.plan_act(at + 5 * MINUTE, Act::Step(index));
        }
        Ok(())
    }

    /// The text of an entry; nothing when the unit has nothing that such a visit could be about.
    async fn written(
        &mut self,
        entry: &Entry,
        who: &str,
        at: i64,
        turn: u32,
    ) -> Result<Option<Value>, Failed> {
        let mut rng = self.seeds.at(&["text", entry.register, &entry.name, &turn.to_string()]);
        let today = today(at);
        if entry.register == "exposures" {
            let unit = self.cast.stage.unit(&entry.unit).to_string();
            let bytes = evidence::png(rng.u8(..), 9, 9);
            let sent = Sent { unit, kind: forms::PICTURES, name: "capture.png", bytes };
            let capture = self.upload(who, sent).await?;
            let media = ["city_mainstream_media", "department_site", "other_media"];
            return Ok(Some(json!({
                "kind": entry.kind, "title": format!("示例案例{}", rng.u16(..)), "summary": "示例内容",
                "source": "inspection", "subject_name": "示例企业", "media_class": rng.choice(media),
                "media_name": "示例日报", "address": "https://example.org/1", "published_on": today,
                "captures": [capture],
            })));
        }
        let Some(kind) = self.kinds.iter().find(|kind| kind["key"] == entry.kind.as_str()).cloned() else {
            return Ok(None);
        };
        let answers = forms::answers(&kind["fields"], &mut rng, &today.to_string(), "");
        let files = self.files(who, &entry.unit, &kind["evidence"], &mut rng).await?;
        let mut details = json!({
            "title": format!("示例活动{}", rng.u16(..)), "day": today, "place": "示例地点", "mode": "offline",
            "answers": answers, "evidence": files,
        });
        let subjects = items(&kind["subject_kinds"]).iter().filter_map(Value::as_str);
        let about: Vec<String> = subjects.flat_map(|kind| self.cast.below(&entry.unit, kind)).collect();
        if !items(&kind["subject_kinds"]).is_empty() {
            let Some(subject) = rng.choice(&about) else { return Ok(None) };
            details["subject_id"] = json!(self.cast.stage.unit(subject));
            if kind["asks_found"] == true {
                details["found"] = json!(if rng.bool() { "nothing" } else { "something" });
            }
        }
        Ok(Some(details))
    }

    pub(super) async fn step(&mut self, index: usize, at: i64) -> Result<(), Failed> {
        let Some(entry) = self.entries.get_mut(index) else { return Ok(()) };
        let Some(step) = entry.script.pop() else { return Ok(()) };
        entry.steps += 1;
        let entry = entry.clone();
        let Some(author) = self.cast.hands_in.get(&entry.unit).cloned() else { return Ok(()) };
        let own = matches!(step, "submit" | "save" | "correct" | "discard" | "withdraw" | "report");
        let who = if own { author.clone() } else { self.judge(&entry, step) };
        let path = format!("/api/{}/{}/{step}", entry.register, entry.id);
        let mut body = json!({ "revision": entry.revision });
        if matches!(step, "return" | "overrule" | "correct" | "withdraw") {
            body["reason"] = json!("数字有误");
        }
        let wish = if step == "save" {
            let Some(details) = self.written(&entry, &author, at, entry.steps).await? else { return Ok(()) };
            body["details"] = details;
            Wish::put(&who, format!("/api/{}/{}/draft", entry.register, entry.id), body)
        } else {
            Wish::post(&who, path, body)
        };
        let name = format!("step/{}/{}/{}", entry.register, entry.name, entry.steps);
        let said = if step == "accept" && who == "office" && self.seeds.happens("at-once", &[&name], 25) {
            self.count("two reviewers");
            let other = Wish { who: "office-two".to_owned(), ..wish.clone() };
            outcome(self.wire.say_both(&wish, &other).await?)
        } else {
            self.insist(wish, &name).await?
        };
        if !is_fine(&said) {
            return Ok(());
        }
        self.count(step);
        let counted_at_once = step == "submit" && said.1["state"] == "accepted";
        if let Some(entry) = self.entries.get_mut(index) {
            entry.revision = said.1["revision"].clone();
            if counted_at_once {
                // Nobody is asked about this kind, so what was planned for a reviewer falls away.
                entry.script.retain(|step| !matches!(*step, "accept" | "return"));
            }
        }
        let mut rng = self.seeds.at(&["pause", &name]);
        let pause = if own { rng.i64(5 * MINUTE..2 * DAY) } else { rng.i64(HOUR..3 * DAY) };
        self.plan_act(at + pause, Act::Step(index));
        Ok(())
    }

    fn judge(&self, entry: &Entry, step: &str) -> String {
        let city = self.cast.city_of(&entry.unit);
        let reviewer = |of: &str| self.cast.reviews.get(of).cloned().unwrap_or_default();
        match (entry.register, self.cast.reviews.contains_key(&entry.unit), step) {
            (_, _, "overrule") => "office".to_owned(),
            ("exposures", _, _) => reviewer(&entry.unit),
            (_, true, _) => "office".to_owned(),
            (_, false, _) => reviewer(&city),
        }
    }
}
