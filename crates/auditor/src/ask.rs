//! What a reader should ask now, and whether the answer agrees.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use crate::{
    Agreed, Auditor, Difference, days,
    obligation::{Kind, Obligation, Pieces},
    same, same_json,
};

/// A request that changes nothing, the person who asks, and what the answer is about.
#[derive(Debug)]
pub struct Question {
    pub who: String,
    pub path: String,
    pub topic: Topic,
}

#[derive(Debug)]
pub enum Topic {
    /// Everything that the asker may see; the ids of the pages before.
    Obligations {
        seen: BTreeSet<String>,
    },
    /// A register, as a unit's account sees it.
    Register,
    /// Somebody else's thing, which must not exist for the asker.
    Foreign,
    Board {
        unit: String,
    },
    Table {
        table: String,
        unit: String,
    },
    /// The same by what units have signed for.
    ConfirmedTable {
        table: String,
        unit: String,
    },
    /// What waits for the asker's decision; what was on the pages before.
    Desk {
        listed: BTreeSet<String>,
    },
    Snapshot {
        id: String,
    },
    Receipt {
        id: String,
    },
    /// Lines of the pages before.
    Trail {
        lines: Vec<Value>,
    },
}

/// Receipts and snapshots that are looked at again in one round: all of them would cost more than they show.
const LOOKED_AT_AGAIN: usize = 3;

fn text(value: &Value) -> &str {
    value.as_str().unwrap_or_default()
}

fn items(value: &Value) -> &[Value] {
    value.as_array().map_or(&[], Vec::as_slice)
}

impl Auditor {
    /// The round of the end of a day. `office` and `keeper` see everything and the trail, `reviewers` decide, `others`
    /// are accounts of units, `turn` moves what is looked at again.
    #[must_use]
    pub fn questions(
        &self,
        office: &str,
        keeper: &str,
        reviewers: &[String],
        others: &[String],
        turn: usize,
    ) -> Vec<Question> {
        let ask = |who: &str, path: String, topic: Topic| Question { who: who.to_owned(), path, topic };
        let list = format!("/api/obligations?campaign={}&limit=200", self.campaign);
        let obligations = || Topic::Obligations { seen: BTreeSet::new() };
        let mut asked = vec![ask(office, list.clone(), obligations())];
        let root = self.units.root().to_owned();
        let below: Vec<&str> = self.units.children(&root).collect();
        let city = below.get(turn % below.len().max(1)).copied().unwrap_or(&root);
        for unit in [root.as_str(), city] {
            let path = format!("/api/board?campaign={}&unit={}", self.campaign, self.units.id(unit));
            asked.push(ask(office, path, Topic::Board { unit: unit.to_owned() }));
            for table in self.running.iter().flat_map(|plan| &plan.tables) {
                let path = format!(
                    "/api/campaigns/{}/tables/{}?unit={}",
                    self.campaign,
                    table.key,
                    self.units.id(unit)
                );
                asked.push(ask(
                    office,
                    path,
                    Topic::Table { table: table.key.clone(), unit: unit.to_owned() },
                ));
            }
        }
        // One of the two each evening: the columns of a province's table are all of its cities.
        let signed = if turn.is_multiple_of(2) { root.as_str() } else { city };
        asked.extend(self.of_signatures(office, signed));
        let desk = format!("/api/reviews?campaign={}&limit=200", self.campaign);
        for who in std::iter::once(office).chain(reviewers.iter().map(String::as_str)) {
            asked.push(ask(who, desk.clone(), Topic::Desk { listed: BTreeSet::new() }));
        }
        for id in self.snapshots.keys() {
            asked.push(ask(office, format!("/api/snapshots/{id}"), Topic::Snapshot { id: id.clone() }));
        }
        let number = self.receipts.len().max(1);
        let again =
            (0..LOOKED_AT_AGAIN.min(self.receipts.len())).map(|at| (turn * LOOKED_AT_AGAIN + at) % number);
        for id in again.filter_map(|at| self.receipts.keys().nth(at)) {
            asked.push(ask(
                office,
                format!("/api/submissions/{id}/receipt"),
                Topic::Receipt { id: id.clone() },
            ));
        }
        for who in others {
            asked.push(ask(who, list.clone(), obligations()));
            for register in ["activities", "exposures"] {
                let path = format!("/api/{register}?campaign={}&limit=200", self.campaign);
                asked.push(ask(who, path, Topic::Register));
            }
            asked.extend(self.foreign(who, turn).map(|path| ask(who, path, Topic::Foreign)));
        }
        asked.push(ask(keeper, "/api/audit?limit=200".to_owned(), Topic::Trail { lines: Vec::new() }));
        asked
    }

    /// The tables of a unit by what was signed.
    fn of_signatures(&self, who: &str, unit: &str) -> impl Iterator<Item = Question> {
        let tables = self.running.iter().flat_map(|plan| &plan.tables);
        tables.map(move |table| Question {
            who: who.to_owned(),
            path: format!(
                "/api/campaigns/{}/tables/{}?unit={}&basis=confirmed",
                self.campaign,
                table.key,
                self.units.id(unit)
            ),
            topic: Topic::ConfirmedTable { table: table.key.clone(), unit: unit.to_owned() },
        })
    }

    /// Something of another unit.
    fn foreign(&self, who: &str, turn: usize) -> Option<String> {
        let unit = &self.people.get(who)?.unit;
        let others: Vec<&str> = self
            .obligations
            .values()
            .filter(|owed| !self.units.within(&owed.place.1, unit))
            .filter_map(|owed| owed.id.as_deref())
            .collect();
        let id = others.get(turn.wrapping_mul(7919) % others.len().max(1))?;
        Some(format!("/api/obligations/{id}"))
    }

    /// Compares an answer; `at` is when it was asked. Answers the question for the next page, if there is one.
    ///
    /// # Errors
    /// The first difference.
    pub fn compare(
        &mut self,
        question: Question,
        status: u16,
        answer: &Value,
        at: i64,
    ) -> Result<Option<Question>, Difference> {
        let Question { who, path, topic } = question;
        if matches!(topic, Topic::Foreign) {
            return same("看不到别人", || format!("{who} 看 {path}"), 404, status).map(|()| None);
        }
        if status != 200 {
            return Err(Difference::new(
                "回答",
                format!("{who} 看 {path}"),
                "200",
                format!("{status} {answer}"),
            ));
        }
        let next = |path: &str| {
            let first = path.split("&after=").next().unwrap_or_default();
            answer["next"].as_str().map(|after| format!("{first}&after={after}"))
        };
        match topic {
            Topic::Obligations { mut seen } => {
                for row in items(&answer["items"]) {
                    self.owed_row(&who, row, at)?;
                    seen.insert(text(&row["id"]).to_owned());
                }
                if let Some(path) = next(&path) {
                    return Ok(Some(Question { who, path, topic: Topic::Obligations { seen } }));
                }
                self.everything_seen(&who, &seen)?;
            }
            Topic::Register => self.own_records(&who, &path, answer)?,
            Topic::Foreign => {}
            Topic::Board { unit } => self.board(&unit, answer, at)?,
            Topic::Table { table, unit } => self.table(&table, &unit, answer)?,
            Topic::ConfirmedTable { table, unit } => self.confirmed_table(&table, &unit, answer)?,
            Topic::Desk { mut listed } => {
                let rows = items(&answer["items"]).iter();
                listed.extend(rows.map(|row| text(&row["submission_id"]).to_owned()));
                if let Some(path) = next(&path) {
                    return Ok(Some(Question { who, path, topic: Topic::Desk { listed } }));
                }
                self.desk(&who, &listed)?;
            }
            Topic::Snapshot { id } => self.snapshot(&id, answer)?,
            Topic::Receipt { id } => self.receipt(&id, answer)?,
            Topic::Trail { mut lines } => {
                let page = items(&answer["items"]);
                lines.extend(page.iter().cloned());
                if let Some(path) = next(&path).filter(|_| !self.trail.reached(page)) {
                    return Ok(Some(Question { who, path, topic: Topic::Trail { lines } }));
                }
                self.trail.check(lines)?;
            }
        }
        Ok(None)
    }

    fn unit_of(&self, who: &str) -> &str {
        self.people.get(who).map_or("", |person| person.unit.as_str())
    }

    fn owed_row(&mut self, who: &str, row: &Value, at: i64) -> Agreed {
        let place = (
            text(&row["duty"]).to_owned(),
            text(&row["unit"]["key"]).to_owned(),
            text(&row["period"]).to_owned(),
        );
        let unit = self.unit_of(who);
        if !self.units.within(&place.1, unit) {
            return Err(Difference::new(
                "看不到别人",
                who,
                format!("只看到 {unit} 之下"),
                format!("{place:?}"),
            ));
        }
        let about = |what: &str| format!("{place:?} 的{what}");
        let Some(owed) = self.obligations.get_mut(&place) else {
            return Err(Difference::new("应办事项", format!("{place:?}"), "没有这一项", "有"));
        };
        let id = text(&row["id"]).to_owned();
        let known = owed.id.get_or_insert_with(|| id.clone()).clone();
        same("应办事项", || about("标识"), known, id.clone())?;
        self.places.insert(id, place.clone());
        let Some(owed) = self.obligations.get(&place) else { return Ok(()) };
        same("应办事项", || about("取消"), owed.dropped, !row["dropped_at"].is_null())?;
        same("应办事项", || about("开放时间"), Some(owed.opens), days::read(text(&row["opens_at"])))?;
        same("应办事项", || about("截止时间"), Some(owed.due), days::read(text(&row["due_at"])))?;
        let pieces = self.pieces(owed);
        same(
            "状态",
            || format!("{}（{}）", about("状态"), days::shown(at)),
            owed.state(at, &pieces),
            text(&row["state"]),
        )?;
        same("按时", || about("按时与否"), owed.timing(at, &pieces), text(&row["timing"]))?;
        same("应办事项", || about("版本"), Some(owed.versions), row["version"].as_i64())?;
        same("应办事项", || about("最新一版"), owed.latest.as_deref(), row["submission_id"].as_str())?;
        same("纸质件", || about("纸质件"), owed.paper_state(at), text(&row["paper"]))?;
        if owed.kind != Kind::Deliver && !owed.dropped {
            same("计数", || about("最低数"), Some(owed.at_least), row["at_least"].as_i64())?;
            same("计数", || about("已计数"), Some(pieces.number), row["counted"].as_i64())?;
        }
        Ok(())
    }

    fn everything_seen(&self, who: &str, seen: &BTreeSet<String>) -> Agreed {
        let unit = self.unit_of(who);
        let shown = |owed: &&Obligation| !owed.dropped || owed.versions > 0;
        for owed in self.obligations.values().filter(shown) {
            let there = owed.id.as_ref().is_some_and(|id| seen.contains(id));
            if self.units.within(&owed.place.1, unit) && !there {
                return Err(Difference::new(
                    "应办事项",
                    format!("{who} 看 {:?}", owed.place),
                    "列出",
                    "没有列出",
                ));
            }
        }
        Ok(())
    }

    fn own_records(&self, who: &str, path: &str, answer: &Value) -> Agreed {
        let unit = self.unit_of(who);
        for row in items(&answer["items"]) {
            let id = text(&row["id"]);
            let of = self.records.get(id).map_or("", |record| record.unit.as_str());
            if !self.units.within(of, unit) {
                return Err(Difference::new(
                    "看不到别人",
                    format!("{who} 看 {path}"),
                    "本单位的记录",
                    format!("{of} 的 {id}"),
                ));
            }
        }
        Ok(())
    }

    fn board(&self, unit: &str, answer: &Value, at: i64) -> Agreed {
        let mut by_state: BTreeMap<String, i64> = BTreeMap::new();
        let (mut owed_all, mut waived, mut in_time, mut due, mut paper) = (0, 0, 0, 0, 0);
        let counts = |owed: &&Obligation| !owed.dropped && self.units.within(&owed.place.1, unit);
        for owed in self.obligations.values().filter(counts) {
            let pieces: Pieces = self.pieces(owed);
            let state = owed.state(at, &pieces);
            *by_state.entry(state.to_owned()).or_default() += 1;
            if state == "waived" {
                waived += 1;
                continue;
            }
            owed_all += 1;
            paper += i64::from(owed.paper_state(at) == "missing");
            if owed.hard && owed.at_least > 0 {
                let timing = owed.timing(at, &pieces);
                in_time += i64::from(timing == "in_time");
                due += i64::from(timing != "ahead");
            }
        }
        let total = &answer["total"];
        let said: BTreeMap<String, i64> = total["by_state"]
            .as_object()
            .into_iter()
            .flatten()
            .map(|(state, number)| (state.clone(), number.as_i64().unwrap_or(-1)))
            .collect();
        same("看板", || format!("{unit} 各状态的项数"), by_state, said)?;
        for (name, expected) in [
            ("owed", owed_all),
            ("waived", waived),
            ("in_time", in_time),
            ("due", due),
            ("paper_missing", paper),
        ] {
            same("看板", || format!("{unit} 的 {name}"), Some(expected), total[name].as_i64())?;
        }
        Ok(())
    }

    fn table(&self, table: &str, unit: &str, answer: &Value) -> Agreed {
        let Some(plan) = &self.running else { return Ok(()) };
        let Some(paper) = plan.tables.iter().find(|paper| paper.key == table) else { return Ok(()) };
        let rows: BTreeMap<&str, &Value> = items(&answer["sections"])
            .iter()
            .flat_map(|section| items(&section["rows"]))
            .map(|row| (text(&row["indicator"]), row))
            .collect();
        let columns = items(&answer["columns"]);
        for key in paper.rows() {
            let Some(indicator) = plan.indicators.iter().find(|indicator| indicator.key == key) else {
                continue;
            };
            let row = rows.get(key).copied().unwrap_or(&Value::Null);
            let expected = self.figure(paper, indicator, unit);
            same("统计表", || format!("{table} {unit} {key} 合计"), Some(expected), row["total"].as_i64())?;
            same("统计表", || format!("{table} {unit} {key} 实时"), Some(expected), row["live"].as_i64())?;
            let mut below = 0;
            for (column, cell) in columns.iter().zip(items(&row["cells"])) {
                if column["own"] == true {
                    continue;
                }
                let part = self.units.key(text(&column["unit_id"])).unwrap_or_default();
                let expected = self.figure(paper, indicator, part);
                below += expected;
                same("统计表", || format!("{table} {part} {key}"), Some(expected), cell["value"].as_i64())?;
            }
            let own = columns.iter().zip(items(&row["cells"])).find(|(column, _)| column["own"] == true);
            let own = own.and_then(|(_, cell)| cell["value"].as_i64());
            same("统计表", || format!("{table} {unit} {key} 本级"), Some(expected - below), own)?;
        }
        Ok(())
    }

    /// A frozen table is what it was when it was first seen; what was first seen carries the head of the freezing.
    fn snapshot(&mut self, id: &str, answer: &Value) -> Agreed {
        let Some(known) = self.snapshots.get(id) else { return Ok(()) };
        if known["table"].is_null() {
            for part in ["number", "digest", "frozen_at"] {
                same(
                    "定稿",
                    || format!("{id} 的 {part}"),
                    known[part].to_string(),
                    answer["head"][part].to_string(),
                )?;
            }
            self.snapshots.insert(id.to_owned(), answer.clone());
            return Ok(());
        }
        same_json("定稿", id, known, answer)
    }

    /// What it proves never changes; names and the deadline's words may.
    fn receipt(&self, id: &str, answer: &Value) -> Agreed {
        let Some(known) = self.receipts.get(id) else { return Ok(()) };
        for part in
            ["number", "submission_id", "obligation_id", "version", "outcome", "submitted_at", "digest"]
        {
            same("回执", || format!("{id} 的 {part}"), known[part].to_string(), answer[part].to_string())?;
        }
        Ok(())
    }
}
