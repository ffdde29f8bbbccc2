//! Records of both registers, and the facts that they publish while they count.

use std::collections::BTreeMap;

use jiff::civil::Date;
use serde_json::Value;

use crate::paper::Filter;

#[derive(Clone, Debug)]
pub(crate) struct Record {
    /// `activity` or `exposure`.
    pub family: &'static str,
    pub unit: String,
    pub kind: String,
    /// It counts when it is sent.
    pub at_once: bool,
    /// The kind is about another unit.
    pub about_another: bool,
    pub draft: Value,
    pub sent: Vec<Value>,
    /// Which of the sent versions counts.
    pub counting: Option<usize>,
    pub reported: bool,
}

/// What a record that counts says.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Statement {
    pub family: &'static str,
    pub kind: String,
    pub unit: String,
    pub subject: Option<String>,
    pub day: Date,
    title: String,
    facets: BTreeMap<String, String>,
    measures: BTreeMap<String, i64>,
}

#[derive(Clone, Debug)]
pub(crate) struct Fact {
    pub says: Statement,
    pub at: i64,
    pub order: u64,
}

impl Record {
    /// `subject` turns the id of a unit into its key.
    pub(crate) fn statement(&self, unit_kind: &str, subject: impl Fn(&str) -> String) -> Option<Statement> {
        let details = self.sent.get(self.counting?)?;
        let text = |name: &str| details[name].as_str().unwrap_or_default().to_owned();
        let mut facets = BTreeMap::from([("unit_kind".to_owned(), unit_kind.to_owned())]);
        let mut measures = BTreeMap::new();
        let (kind, day) = if self.family == "exposure" {
            facets.insert("media_class".to_owned(), text("media_class"));
            facets.insert("source".to_owned(), text("source"));
            let reported = if self.reported { "yes" } else { "no" };
            facets.insert("reported_to_province".to_owned(), reported.to_owned());
            measures.insert("cases".to_owned(), 1);
            (text("kind"), text("published_on"))
        } else {
            facets.insert("mode".to_owned(), text("mode"));
            if self.about_another {
                let found = details["found"].as_str().unwrap_or("something");
                facets.insert("found".to_owned(), found.to_owned());
            }
            measures.insert("count".to_owned(), 1);
            for (name, answer) in details["answers"].as_object().into_iter().flatten() {
                if let Some(number) = answer.as_i64() {
                    measures.insert(name.clone(), number);
                }
                if let Some(word) = answer.as_str() {
                    facets.insert(name.clone(), word.to_owned());
                }
            }
            (self.kind.clone(), text("day"))
        };
        let subject = details["subject_id"].as_str().map(subject);
        let (family, unit, title) = (self.family, self.unit.clone(), text("title"));
        Some(Statement { family, kind, unit, subject, day: day.parse().ok()?, title, facets, measures })
    }
}

impl Statement {
    pub(crate) fn fits(&self, filter: &Filter, (from, to): (Date, Date)) -> bool {
        self.family == filter.family
            && from <= self.day
            && self.day <= to
            && (filter.kinds.is_empty() || filter.kinds.contains(&self.kind))
            && filter
                .facets
                .iter()
                .all(|(name, values)| self.facets.get(name).is_some_and(|it| values.contains(it)))
    }

    pub(crate) fn measure(&self, name: &str) -> i64 {
        self.measures.get(name).copied().unwrap_or(0)
    }
}
