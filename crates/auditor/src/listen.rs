//! What was sent and answered, as it changes the model.

use serde_json::Value;

use crate::{
    Agreed, Auditor, Difference, Exchange, days,
    obligation::Obligation,
    paper::Paper,
    record::{Fact, Record},
    same, same_json,
};

/// The words of a path after `/api`, without the question.
fn words(path: &str) -> Vec<&str> {
    path.split('?').next().unwrap_or_default().split('/').skip(2).collect()
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap_or_default()
}

fn unreadable(problem: String) -> Difference {
    Difference::new("方案", "审计员", "能读懂的方案", problem)
}

impl Auditor {
    /// Hears one exchange.
    ///
    /// # Errors
    /// What the answer contradicts.
    pub fn listen(&mut self, exchange: &Exchange<'_>) -> Agreed {
        let Exchange { at, who, method, path, key, sent: _, status, answer } = *exchange;
        if status.is_some_and(|status| status >= 500) {
            let status = status.unwrap_or_default();
            return Err(Difference::new(
                "回答",
                format!("{method} {path}"),
                "不出服务端错误",
                format!("{status} {answer}"),
            ));
        }
        let succeeded = status.is_some_and(|status| (200..300).contains(&status));
        let Some(key) = key else {
            return if succeeded { self.effect(exchange, at) } else { self.refusal(exchange) };
        };
        let name = (who.to_owned(), key.to_owned());
        let mut kept = self.kept.remove(&name).unwrap_or_default();
        if let (Some(first), Some(_)) = (&kept.answer, status) {
            same_json("重复发送", &format!("{method} {path}"), first, answer)?;
        } else if status.is_none() {
            kept.attempts.push(at);
        } else if succeeded {
            kept.attempts.push(at);
            kept.answer = Some(answer.clone());
            let done = kept.done();
            self.kept.insert(name, kept);
            return self.effect(exchange, done);
        } else {
            // Nothing is kept under the key, so no earlier attempt was taken either: it is forgotten.
            return self.refusal(exchange);
        }
        self.kept.insert(name, kept);
        Ok(())
    }

    /// A refusal changes nothing; a report that should have been taken must not be refused.
    fn refusal(&self, exchange: &Exchange<'_>) -> Agreed {
        let Exchange { at, who, method, path, sent, status, answer, .. } = *exchange;
        if let ("POST", ["submissions", id, "review"]) = (method, words(path).as_slice()) {
            return self.turned_away(who, id, status.unwrap_or(0), answer);
        }
        if let ("POST", ["obligations", id, "submissions"]) = (method, words(path).as_slice()) {
            let owed = self.places.get(*id).and_then(|place| self.obligations.get(place));
            let current = |owed: &&Obligation| sent["based_on"] == owed.versions;
            // A report that came back may be handed in again with the figures that it had.
            let wrongly = ["not-open-yet", "already-submitted", "nothing-new"]
                .iter()
                .any(|code| answer["code"] == *code);
            if owed.filter(current).is_some_and(|owed| owed.closed(at).is_none()) && wrongly {
                return Err(Difference::new("报送", format!("{method} {path}"), "接收", answer.to_string()));
            }
        }
        Ok(())
    }

    fn effect(&mut self, exchange: &Exchange<'_>, at: i64) -> Agreed {
        let Exchange { who, method, path, sent, answer, .. } = *exchange;
        match (method, words(path).as_slice()) {
            ("GET", ["units", "tree"]) => self.units.heard(answer),
            ("GET", ["obligations"]) => self.named(answer),
            ("POST", ["plans"]) => {
                let plan = Paper::read(text(&sent["text"])).map_err(unreadable)?;
                self.trail.expect(&answer["fingerprint"]);
                self.plans.insert(text(&answer["fingerprint"]).to_owned(), plan);
            }
            ("POST", ["campaigns"]) => {
                text(&answer["id"]).clone_into(&mut self.campaign);
                self.trail.expect(&answer["id"]);
            }
            ("POST", ["campaigns", id, "adopt"]) => {
                self.trail.expect_text(id);
                return self.adopted(text(&sent["fingerprint"]));
            }
            ("POST", ["campaigns", _, "tables", table, "confirm"]) => {
                return self.signed(table, sent, answer);
            }
            ("POST", ["campaigns", _, "tables", _, "snapshots"]) => {
                self.trail.expect(&answer["id"]);
                self.snapshots.insert(text(&answer["id"]).to_owned(), answer.clone());
            }
            ("POST", ["obligations", id, "submissions"]) => return self.submitted(id, sent, answer, at),
            (_, ["obligations", id, what @ ("waiver" | "paper")]) => {
                return self.changed(method, id, what, sent);
            }
            ("POST", ["submissions", id, what @ ("review" | "reopen")]) => {
                return self.decided(who, id, sent, *what == "reopen");
            }
            ("POST", ["reviews", "accept"]) => return self.decided_many(who, answer),
            (_, ["submissions", id, "review-draft"]) => return self.review_draft(who, id, sent, answer),
            ("POST", ["files"]) => {
                self.trail.expect(&answer["id"]);
                self.files.insert(text(&answer["id"]).to_owned());
            }
            (_, ["units", id, what]) => self.moved(id, what, sent)?,
            ("POST" | "PUT", ["activities" | "exposures", ..]) => return self.recorded(exchange, at),
            _ => {}
        }
        Ok(())
    }

    /// Hears under which ids the server keeps what the plan asks.
    fn named(&mut self, page: &Value) {
        for row in page["items"].as_array().into_iter().flatten() {
            let word = |value: &Value| text(value).to_owned();
            let place = (word(&row["duty"]), word(&row["unit"]["key"]), word(&row["period"]));
            if let Some(owed) = self.obligations.get_mut(&place) {
                let id = owed.id.get_or_insert_with(|| text(&row["id"]).to_owned());
                self.places.insert(id.clone(), place);
            }
        }
    }

    fn adopted(&mut self, fingerprint: &str) -> Agreed {
        let Some(plan) = self.plans.get(fingerprint).cloned() else {
            return Err(Difference::new("方案", "通过", "保存过的方案", fingerprint));
        };
        let asked = plan.asked(&self.units).map_err(unreadable)?;
        self.obligations.values_mut().for_each(|owed| owed.dropped = true);
        for one in asked {
            match self.obligations.get_mut(&one.place) {
                Some(owed) => owed.asked_again(one),
                None => drop(self.obligations.insert(one.place.clone(), one)),
            }
        }
        self.running = Some(plan);
        Ok(())
    }

    fn owed(&mut self, id: &str) -> Result<&mut Obligation, Difference> {
        let place = self.places.get(id);
        place
            .and_then(|place| self.obligations.get_mut(place))
            .ok_or_else(|| Difference::new("应办事项", id, "方案里有的一项", "别的一项"))
    }

    fn submitted(&mut self, id: &str, sent: &Value, receipt: &Value, at: i64) -> Agreed {
        let number = text(&receipt["number"]).to_owned();
        if self.receipts.values().any(|known| known["number"] == receipt["number"]) {
            return Err(Difference::new("回执", number, "一个没有用过的编号", "用过的编号"));
        }
        let owed = self.owed(id)?;
        let about = format!("{:?}", owed.place);
        if let Some(why) = owed.closed(at) {
            return Err(Difference::new("报送", about, format!("拒绝（{why}）"), "接收"));
        }
        same(
            "报送",
            || format!("{about} 所依据的版本"),
            owed.versions,
            sent["based_on"].as_i64().unwrap_or(-1),
        )?;
        owed.handed_in(text(&receipt["submission_id"]), at);
        let timing = if owed.since <= owed.due { "in_time" } else { "late" };
        let place = owed.place.clone();
        same("回执", || format!("{about} 版本号"), Some(owed.versions), receipt["version"].as_i64())?;
        same("回执", || format!("{about} 是否按时"), timing, text(&receipt["timing"]))?;
        same("回执", || format!("{about} 报送时刻"), Some(at), days::read(text(&receipt["submitted_at"])))?;
        let submission = text(&receipt["submission_id"]).to_owned();
        self.trail.expect_text(&submission);
        self.waits_for_the_first(&place);
        self.submissions.insert(submission.clone(), place);
        self.receipts.insert(submission, receipt.clone());
        Ok(())
    }

    fn changed(&mut self, method: &str, id: &str, what: &str, sent: &Value) -> Agreed {
        self.trail.expect_text(id);
        let owed = self.owed(id)?;
        match (method, what) {
            ("POST", "waiver") => owed.waived = true,
            ("DELETE", "waiver") => owed.waived = false,
            _ => owed.paper = sent["agrees"].as_bool(),
        }
        Ok(())
    }

    fn moved(&mut self, id: &str, what: &str, sent: &Value) -> Agreed {
        self.trail.expect_text(id);
        let key = self.units.key(id).unwrap_or_default().to_owned();
        let day = |value: &Value| days::day(text(value)).map_err(unreadable);
        match what {
            "close" if sent["last_day"].is_null() => self.units.close(&key, None),
            "close" => self.units.close(&key, Some(day(&sent["last_day"])?)),
            "merge" => {
                let into = self.units.key(text(&sent["into"])).unwrap_or_default().to_owned();
                self.units.merge(&key, &into, day(&sent["on"])?);
            }
            _ => {}
        }
        Ok(())
    }

    fn recorded(&mut self, exchange: &Exchange<'_>, at: i64) -> Agreed {
        let Exchange { path, sent, answer, .. } = *exchange;
        match words(path).as_slice() {
            [_, _, "check"] => Ok(()),
            [register] => {
                let id = text(&answer["id"]).to_owned();
                self.trail.expect_text(&id);
                let record = self.begun(register, sent);
                self.records.insert(id, record);
                Ok(())
            }
            [_, id, step] => {
                let id = (*id).to_owned();
                // Saving a draft is the unit's own affair and leaves no line.
                if *step != "draft" {
                    self.trail.expect_text(&id);
                }
                self.stepped(&id, step, sent, at)
            }
            _ => Ok(()),
        }
    }

    fn begun(&self, register: &str, sent: &Value) -> Record {
        let family = if register == "exposures" { "exposure" } else { "activity" };
        let kinds = self.running.iter().flat_map(|plan| &plan.activity_kinds);
        let kind = kinds.into_iter().find(|kind| sent["kind"] == kind.key.as_str());
        Record {
            family,
            unit: self.units.key(text(&sent["unit"])).unwrap_or_default().to_owned(),
            kind: text(&sent["kind"]).to_owned(),
            at_once: kind.is_some_and(|kind| family == "activity" && kind.counts_at_once()),
            about_another: kind.is_some_and(|kind| !kind.subject.is_empty()),
            draft: sent["details"].clone(),
            sent: Vec::new(),
            counting: None,
            reported: false,
        }
    }

    fn stepped(&mut self, id: &str, step: &str, sent: &Value, at: i64) -> Agreed {
        let Some(record) = self.records.get_mut(id) else {
            return Err(Difference::new("台账", id, "一条登记过的记录", "别的"));
        };
        let newest = record.sent.len().checked_sub(1);
        match step {
            "draft" => record.draft = sent["details"].clone(),
            "submit" => {
                record.sent.push(record.draft.clone());
                if record.at_once {
                    record.counting = record.sent.len().checked_sub(1);
                }
            }
            "accept" | "confirm" => record.counting = newest,
            "report" => record.reported = true,
            "overrule" => (record.counting, record.reported) = (None, false),
            "withdraw" => record.counting = None,
            "discard" => {
                if let Some(counted) = record.counting.and_then(|at| record.sent.get(at)) {
                    record.draft = counted.clone();
                }
            }
            _ => {}
        }
        self.settle(id, at);
        Ok(())
    }

    /// What it says now takes the place of what it said before; the same words stay where they were.
    fn settle(&mut self, id: &str, at: i64) {
        let Some(record) = self.records.get(id) else { return };
        let subject = |id: &str| self.units.key(id).unwrap_or_default().to_owned();
        match record.statement(self.units.kind(&record.unit), subject) {
            Some(says) if self.facts.get(id).is_some_and(|fact| fact.says == says) => {}
            Some(says) => {
                self.published += 1;
                self.facts.insert(id.to_owned(), Fact { says, at, order: self.published });
            }
            None => drop(self.facts.remove(id)),
        }
    }
}
