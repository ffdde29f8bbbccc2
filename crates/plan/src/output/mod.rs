//! Obligations as text: JSON, CSV, a calendar and a table for the eye. Pure functions, the same bytes each time.

mod ics;
mod table;

use kernel::Instant;
use serde::Serialize;

pub use ics::to_ics;
pub use table::{aligned, to_table};

use crate::compile::{CompiledPlan, Obligation};

/// One obligation as programs read it. The order of the fields is the order of the columns.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Row<'a> {
    pub unit: &'a str,
    pub duty: &'a str,
    pub period: &'a str,
    pub kind: &'a str,
    pub modality: &'a str,
    pub at_least: u32,
    pub opens_at: Instant,
    pub due_at: Instant,
    pub clause: &'a str,
    pub quote: &'a str,
    pub title: String,
}

impl<'a> From<Obligation<'a>> for Row<'a> {
    fn from(obligation: Obligation<'a>) -> Self {
        let deadline = &obligation.occurrence.deadline;
        Self {
            unit: obligation.unit,
            duty: &obligation.duty.key,
            period: obligation.period(),
            kind: obligation.duty.kind.word(),
            modality: obligation.duty.modality.word(),
            at_least: obligation.at_least(),
            opens_at: deadline.opens_at,
            due_at: deadline.due_at,
            clause: &obligation.duty.clause,
            quote: &obligation.duty.quote,
            title: obligation.title(),
        }
    }
}

/// The obligations of one unit, or of all.
fn chosen<'a>(plan: &'a CompiledPlan, unit: Option<&str>) -> Vec<Obligation<'a>> {
    match unit {
        Some(unit) => plan.obligations_of(unit).collect(),
        None => plan.obligations().collect(),
    }
}

/// A JSON array of [`Row`]s, one on each line, instants in RFC 3339 with +08:00, with a final newline.
///
/// # Errors
/// Never in practice: a row is texts and numbers.
pub fn to_json(plan: &CompiledPlan, unit: Option<&str>) -> Result<String, serde_json::Error> {
    let mut text = String::from("[");
    for (index, obligation) in chosen(plan, unit).into_iter().enumerate() {
        text.push_str(if index == 0 { "\n  " } else { ",\n  " });
        text.push_str(&serde_json::to_string(&Row::from(obligation))?);
    }
    text.push_str("\n]\n");
    Ok(text)
}

/// CSV with a header line, in UTF-8 without a byte-order mark, lines ending in CRLF (RFC 4180).
///
/// # Errors
/// Never in practice: writing goes to memory.
pub fn to_csv(plan: &CompiledPlan, unit: Option<&str>) -> Result<String, csv::Error> {
    let mut writer = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(Vec::new());
    writer.write_record([
        "unit", "duty", "period", "kind", "modality", "at_least", "opens_at", "due_at", "clause", "quote",
        "title",
    ])?;
    for obligation in chosen(plan, unit) {
        let Row { unit, duty, period, kind, modality, at_least, opens_at, due_at, clause, quote, title } =
            obligation.into();
        writer.write_record([
            unit,
            duty,
            period,
            kind,
            modality,
            &at_least.to_string(),
            &opens_at.to_string(),
            &due_at.to_string(),
            clause,
            quote,
            &title,
        ])?;
    }
    let bytes = writer.into_inner().map_err(|error| error.into_error())?;
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}
