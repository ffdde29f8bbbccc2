//! Which rows of which tables a fact stands in, and with what value. Pure.

use facts::NewFact;
use plan::{
    DaySpan,
    document::{Document, Indicator, IndicatorMode, Phase, Table},
};

use crate::store::tally::Slot;

/// A fact in one row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Counted {
    pub slot: Slot,
    pub mode: IndicatorMode,
    /// In the indicator's base unit.
    pub value: i64,
}

/// Every row that counts the fact: its table's phase contains the day and its indicator's filter agrees.
pub(crate) fn counted(document: &Document, fact: &NewFact) -> Vec<Counted> {
    let mut found = Vec::new();
    for table in &document.tables {
        let Some(window) = phase(document, table).map(days) else { continue };
        for indicator in rows(document, table) {
            let Some(value) = value(indicator, fact, window) else { continue };
            let slot = Slot {
                campaign: fact.campaign,
                table: table.key.to_string(),
                indicator: indicator.key.to_string(),
            };
            found.push(Counted { slot, mode: indicator.mode.value, value });
        }
    }
    found
}

/// The indicators of a table in the order of its rows. The check of the plan has made sure that each exists.
pub(crate) fn rows<'a>(document: &'a Document, table: &'a Table) -> impl Iterator<Item = &'a Indicator> {
    let keys = table.sections.iter().flat_map(|section| &section.rows);
    keys.filter_map(|key| document.indicators.iter().find(|indicator| indicator.key.as_str() == key.as_str()))
}

pub(crate) fn phase<'a>(document: &'a Document, table: &Table) -> Option<&'a Phase> {
    document.phases.iter().find(|phase| phase.key.as_str() == table.phase.as_str())
}

pub(crate) fn find_table<'a>(document: &'a Document, key: &str) -> Option<&'a Table> {
    document.tables.iter().find(|table| table.key.as_str() == key)
}

fn days(phase: &Phase) -> DaySpan {
    DaySpan { from: phase.from.value, to: phase.to.value }
}

/// A record that leaves the measure out says nothing about it, which adds nothing to the figure.
fn value(indicator: &Indicator, fact: &NewFact, window: DaySpan) -> Option<i64> {
    facts::matches(&indicator.filter, fact, window)
        .then(|| facts::measured(&indicator.measure.value, fact).unwrap_or(0))
}
