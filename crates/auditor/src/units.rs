//! The tree of units as it was imported and as it changed since.

use std::collections::BTreeMap;

use jiff::civil::Date;
use serde_json::Value;

use crate::days;

#[derive(Clone, Debug)]
pub(crate) struct Unit {
    pub kind: String,
    pub parent: Option<String>,
    pub attributes: BTreeMap<String, String>,
    pub from: Option<Date>,
    pub to: Option<Date>,
}

impl Unit {
    pub(crate) fn exists_on(&self, day: Date) -> bool {
        self.from.is_none_or(|from| from <= day) && self.to.is_none_or(|to| day <= to)
    }
}

#[derive(Debug)]
pub(crate) struct Units {
    pub all: BTreeMap<String, Unit>,
    /// The server's id to our key, and back.
    keys: BTreeMap<String, String>,
    ids: BTreeMap<String, String>,
}

impl Units {
    pub(crate) fn read(text: &str) -> Result<Self, String> {
        let mut all = BTreeMap::new();
        let mut rows = csv::Reader::from_reader(text.as_bytes());
        for row in rows.records() {
            let row = row.map_err(|error| error.to_string())?;
            let cell = |at: usize| row.get(at).map(str::trim).filter(|cell| !cell.is_empty());
            let key = cell(0).ok_or("单位表里有一行没有键")?.to_owned();
            let attributes = cell(5).unwrap_or_default().split(';').filter_map(|pair| pair.split_once('='));
            let unit = Unit {
                kind: cell(2).unwrap_or_default().to_owned(),
                parent: cell(3).map(str::to_owned),
                attributes: attributes.map(|(name, value)| (name.to_owned(), value.to_owned())).collect(),
                from: cell(6).map(days::day).transpose()?,
                to: cell(7).map(days::day).transpose()?,
            };
            all.insert(key, unit);
        }
        Ok(Self { all, keys: BTreeMap::new(), ids: BTreeMap::new() })
    }

    /// Hears the server's ids out of any part of the tree that it shows.
    pub(crate) fn heard(&mut self, shown: &Value) {
        match shown {
            Value::Array(items) => items.iter().for_each(|item| self.heard(item)),
            Value::Object(fields) => {
                if let (Some(Value::String(key)), Some(Value::String(id))) =
                    (fields.get("key"), fields.get("id"))
                {
                    self.keys.insert(id.clone(), key.clone());
                    self.ids.insert(key.clone(), id.clone());
                }
                fields.values().for_each(|value| self.heard(value));
            }
            Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
        }
    }

    pub(crate) fn key(&self, id: &str) -> Option<&str> {
        self.keys.get(id).map(String::as_str)
    }
    pub(crate) fn id(&self, key: &str) -> &str {
        self.ids.get(key).map_or("", String::as_str)
    }

    pub(crate) fn kind(&self, key: &str) -> &str {
        self.all.get(key).map_or("", |unit| unit.kind.as_str())
    }

    pub(crate) fn root(&self) -> &str {
        self.all.iter().find(|(_, unit)| unit.parent.is_none()).map_or("", |(key, _)| key.as_str())
    }

    /// The unit and those above it, nearest first.
    pub(crate) fn upwards<'a>(&'a self, key: &'a str) -> Vec<&'a str> {
        let above = |key: &&'a str| self.all.get(*key).and_then(|unit| unit.parent.as_deref());
        std::iter::successors(Some(key), above).collect()
    }

    /// Whether `below` is `above` or stands under it.
    pub(crate) fn within(&self, below: &str, above: &str) -> bool {
        let mut at = Some(below);
        while let Some(key) = at {
            if key == above {
                return true;
            }
            at = self.all.get(key).and_then(|unit| unit.parent.as_deref());
        }
        false
    }

    pub(crate) fn children<'a>(&'a self, of: &'a str) -> impl Iterator<Item = &'a str> {
        self.all
            .iter()
            .filter(move |(_, unit)| unit.parent.as_deref() == Some(of))
            .map(|(key, _)| key.as_str())
    }

    pub(crate) fn close(&mut self, key: &str, last_day: Option<Date>) {
        if let Some(unit) = self.all.get_mut(key) {
            unit.to = last_day;
        }
    }

    /// What stood under it stands under the other one from now on.
    pub(crate) fn merge(&mut self, key: &str, into: &str, on: Date) {
        for unit in self.all.values_mut().filter(|unit| unit.parent.as_deref() == Some(key)) {
            unit.parent = Some(into.to_owned());
        }
        self.close(key, Some(days::plus(on, -1)));
    }
}
