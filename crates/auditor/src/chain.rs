//! Review chains: who decides about a report at which step, and what a decision does to it.

use std::collections::BTreeSet;

use serde::Deserialize;
use serde_json::Value;

use crate::{
    Agreed, Auditor, Difference, days,
    obligation::{Last, Obligation},
    paper::Paper,
    same,
    units::Units,
};

#[derive(Clone, Debug, Deserialize)]
pub(crate) struct Chain {
    pub key: String,
    #[serde(default)]
    first_above: bool,
    steps: Vec<Step>,
}

#[derive(Clone, Debug, Deserialize)]
struct Step {
    post: String,
    tier: String,
}

/// The post that decides, and the key of the unit where it is held.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct By {
    pub post: String,
    pub unit: String,
}

impl Paper {
    /// Who decides about what this unit hands in for this duty, one after the other. A step belongs to the nearest unit
    /// of its tier, from the unit itself upwards; where only the first above decides, from the one above it, and alone.
    pub(crate) fn deciders(&self, duty: &str, unit: &str, units: &Units) -> Vec<By> {
        let Some(chain) = self.chain_of(duty) else { return Vec::new() };
        let line = units.upwards(unit);
        let nearest = |step: &Step, from: usize| {
            let found = line.iter().skip(from).find(|key| self.is_in_tier(units.kind(key), &step.tier))?;
            Some(By { post: step.post.clone(), unit: (*found).to_owned() })
        };
        if chain.first_above {
            return chain.steps.iter().find_map(|step| nearest(step, 1)).into_iter().collect();
        }
        chain.steps.iter().filter_map(|step| nearest(step, 0)).collect()
    }
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap_or_default()
}

impl Auditor {
    fn deciders(&self, owed: &Obligation) -> Vec<By> {
        let (duty, unit, _) = &owed.place;
        self.running.as_ref().map(|plan| plan.deciders(duty, unit, &self.units)).unwrap_or_default()
    }

    /// The report waits for the first of its deciders.
    pub(crate) fn waits_for_the_first(&mut self, place: &(String, String, String)) {
        let first = self.obligations.get(place).map(|owed| self.deciders(owed).into_iter().next());
        if let (Some(first), Some(owed)) = (first, self.obligations.get_mut(place)) {
            (owed.step, owed.decider) = (0, first);
        }
    }

    fn holds(&self, who: &str, by: Option<&By>) -> bool {
        let person = self.people.get(who);
        person.zip(by).is_some_and(|(person, by)| person.role == by.post && person.unit == by.unit)
    }

    /// A decision that was taken. `reopens` is one about a report that had been accepted.
    pub(crate) fn decided(&mut self, who: &str, submission: &str, sent: &Value, reopens: bool) -> Agreed {
        self.trail.expect_text(submission);
        let known = self.submissions.get(submission).and_then(|place| self.obligations.get(place));
        let owed = known.ok_or_else(|| Difference::new("审核", submission, "一份收到过的报送", "别的"))?;
        let place = owed.place.clone();
        let deciders = self.deciders(owed);
        let fits = if reopens { owed.last == Last::Accepted } else { owed.last == Last::Waiting };
        let by = if reopens { deciders.last() } else { owed.decider.as_ref() };
        let why = if owed.latest.as_deref() != Some(submission) || !fits || owed.waived || owed.dropped {
            Some("不在等待这项决定")
        } else if !self.holds(who, by) {
            Some("轮到别的岗位")
        } else {
            None
        };
        if let Some(why) = why {
            return Err(Difference::new(
                "审核",
                format!("{place:?} {who}"),
                format!("拒绝（{why}）"),
                "接收",
            ));
        }
        let step = owed.step + 1;
        let until = days::read(text(&sent["until"]));
        let Some(owed) = self.obligations.get_mut(&place) else { return Ok(()) };
        owed.taken_up = true;
        match (sent["verdict"] == "accept", until) {
            (true, _) => match deciders.get(step) {
                Some(next) => (owed.step, owed.decider) = (step, Some(next.clone())),
                None => (owed.last, owed.decider) = (Last::Accepted, None),
            },
            (false, Some(until)) => (owed.last, owed.decider) = (Last::Returned { until }, None),
            (false, None) => return Err(Difference::new("审核", submission, "拒绝（没有期限）", "接收")),
        }
        self.review_drafts.retain(|(_, about), _| about != submission);
        Ok(())
    }

    /// Whose turn it is must not be told that it is not.
    pub(crate) fn turned_away(&self, who: &str, submission: &str, status: u16, answer: &Value) -> Agreed {
        let known = self.submissions.get(submission).and_then(|place| self.obligations.get(place));
        let waits = known.filter(|owed| {
            owed.last == Last::Waiting
                && owed.latest.as_deref() == Some(submission)
                && !owed.waived
                && !owed.dropped
                && self.holds(who, owed.decider.as_ref())
        });
        match waits {
            Some(owed) if status == 403 || answer["code"] == "already-decided" => {
                let about = format!("{:?} {who}", owed.place);
                Err(Difference::new("审核", about, "接收", format!("{status} {answer}")))
            }
            _ => Ok(()),
        }
    }

    /// Several at once: each answers for itself.
    pub(crate) fn decided_many(&mut self, who: &str, answer: &Value) -> Agreed {
        let mut accepted = 0;
        for result in answer["results"].as_array().into_iter().flatten() {
            let submission = text(&result["submission_id"]);
            if result["accepted"] == true {
                accepted += 1;
                self.decided(who, submission, &serde_json::json!({ "verdict": "accept" }), false)?;
            } else {
                self.turned_away(who, submission, 409, result)?;
            }
        }
        same("审核", || "一次通过的份数".to_owned(), Some(accepted), answer["accepted"].as_i64())
    }

    /// What waits for a person, and nothing else.
    pub(crate) fn desk(&self, who: &str, listed: &BTreeSet<String>) -> Agreed {
        let mine = |owed: &&Obligation| {
            owed.last == Last::Waiting
                && !owed.waived
                && !owed.dropped
                && self.holds(who, owed.decider.as_ref())
        };
        let expected: BTreeSet<String> =
            self.obligations.values().filter(mine).filter_map(|owed| owed.latest.clone()).collect();
        same("审核台", || format!("等待 {who} 的报送"), &expected, listed)
    }

    /// A draft of a review is its writer's own.
    pub(crate) fn review_draft(
        &mut self,
        who: &str,
        submission: &str,
        sent: &Value,
        answer: &Value,
    ) -> Agreed {
        let name = (who.to_owned(), submission.to_owned());
        if sent.is_null() {
            let known = self.review_drafts.get(&name).unwrap_or(&Value::Null);
            let said = answer["decision"]["note"].clone();
            return same("审核草稿", || format!("{who} 写的 {submission}"), known["note"].clone(), said);
        }
        self.review_drafts.insert(name, sent["decision"].clone());
        let place = self.submissions.get(submission);
        if let Some(owed) = place.and_then(|place| self.obligations.get_mut(place)) {
            owed.taken_up = true;
        }
        Ok(())
    }
}
