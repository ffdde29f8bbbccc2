//! What units have signed for: figures as they were, corrected where the unit knew better, and the tables that add them up.

use std::collections::BTreeMap;

use serde_json::Value;

use crate::{Agreed, Auditor, paper::Table, same};

/// A unit's latest confirmation of a table.
#[derive(Clone, Debug)]
pub(crate) struct Signed {
    version: i64,
    /// By indicator: the mark and the figure.
    figures: BTreeMap<String, (String, i64)>,
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap_or_default()
}

fn items(value: &Value) -> &[Value] {
    value.as_array().map_or(&[], Vec::as_slice)
}

impl Auditor {
    fn table_of(&self, key: &str) -> Option<&Table> {
        self.running.as_ref()?.tables.iter().find(|table| table.key == key)
    }

    /// Every figure of a table as the records say now.
    fn live(&self, table: &str, unit: &str) -> BTreeMap<String, i64> {
        let (Some(plan), Some(paper)) = (&self.running, self.table_of(table)) else { return BTreeMap::new() };
        let figure = |key: &str| {
            let indicator = plan.indicators.iter().find(|indicator| indicator.key == key)?;
            Some((key.to_owned(), self.figure(paper, indicator, unit)))
        };
        paper.rows().filter_map(figure).collect()
    }

    pub(crate) fn signed(&mut self, table: &str, sent: &Value, answer: &Value) -> Agreed {
        self.trail.expect_text(table);
        let unit = self.units.key(text(&sent["unit"])).unwrap_or_default().to_owned();
        let counted = |(key, value)| (key, ("counted".to_owned(), value));
        let mut figures: BTreeMap<_, _> = self.live(table, &unit).into_iter().map(counted).collect();
        let corrections = items(&sent["corrections"]);
        for correction in corrections {
            let mark = text(&correction["mark"]).to_owned();
            let value = if mark == "counted" { correction["value"].as_i64().unwrap_or(-1) } else { 0 };
            figures.insert(text(&correction["indicator"]).to_owned(), (mark, value));
        }
        let name = (table.to_owned(), unit);
        let version = self.signatures.get(&name).map_or(0, |signed| signed.version) + 1;
        let about = |what: &str| format!("{} 对 {} 的确认：{what}", name.1, name.0);
        same("确认", || about("版本"), Some(version), answer["version"].as_i64())?;
        let corrected = i64::try_from(corrections.len()).ok();
        same("确认", || about("更正数"), corrected, answer["corrected"].as_i64())?;
        self.signatures.insert(name, Signed { version, figures });
        Ok(())
    }

    /// A table by what was signed: of the unit itself if it has, else of the units under it that have.
    pub(crate) fn confirmed_table(&self, table: &str, unit: &str, answer: &Value) -> Agreed {
        let Some(paper) = self.table_of(table) else { return Ok(()) };
        let signed = |unit: &str| self.signatures.get(&(table.to_owned(), unit.to_owned()));
        let own_live = self.live(table, unit);
        let own_signed = signed(unit);
        same(
            "确认",
            || format!("{table} {unit} 的确认版本"),
            own_signed.map(|signed| signed.version),
            answer["confirmed"]["version"].as_i64(),
        )?;
        let columns = items(&answer["columns"]);
        let parts: Vec<Option<String>> = columns
            .iter()
            .map(|column| {
                let key = || self.units.key(text(&column["unit_id"])).unwrap_or_default().to_owned();
                (column["own"] != true).then(key)
            })
            .collect();
        let lives: Vec<BTreeMap<String, i64>> = parts
            .iter()
            .map(|part| part.as_ref().map(|part| self.live(table, part)).unwrap_or_default())
            .collect();
        for row in items(&answer["sections"]).iter().flat_map(|section| items(&section["rows"])) {
            let key = text(&row["indicator"]);
            if !paper.rows().any(|known| known == key) {
                continue;
            }
            let below: i64 = lives.iter().filter_map(|live| live.get(key)).sum();
            let mut sum = 0;
            for ((part, live), cell) in parts.iter().zip(&lives).zip(items(&row["cells"])) {
                let of_records = match part {
                    Some(_) => live.get(key).copied().unwrap_or(0),
                    None => own_live.get(key).copied().unwrap_or(0) - below,
                };
                let figure = part.as_deref().and_then(signed).and_then(|signed| signed.figures.get(key));
                let (mark, value) = figure.cloned().unwrap_or_else(|| ("counted".to_owned(), of_records));
                sum += value;
                let said = (text(&cell["mark"]).to_owned(), cell["value"].as_i64().unwrap_or(-1));
                let part = part.as_deref().unwrap_or("本级");
                same("确认", || format!("{table} {part} {key}"), (mark, value), said)?;
            }
            let own = own_signed.and_then(|signed| signed.figures.get(key)).map(|(_, value)| *value);
            let expected = own.unwrap_or(sum);
            same("确认", || format!("{table} {unit} {key} 合计"), Some(expected), row["total"].as_i64())?;
        }
        Ok(())
    }
}
