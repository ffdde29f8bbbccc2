//! What a record would not be counted for although it nearly is what a duty asks: said before it is sent and to whoever
//! accepts it. A drill that was not evaluated is accepted and enters the statistics, and the duty to hold one stays open.

use std::collections::BTreeSet;

use db::Reader;
use facts::{Fit, NewFact};
use kernel::Failure;
use plan::document::Duty;

use crate::{count, desk::Desk, kind, model::Entry};

/// One sentence for each duty of the unit.
pub(crate) async fn falls_short(
    reader: &impl Reader,
    desk: &Desk,
    entry: &Entry,
) -> Result<Vec<String>, Failure> {
    let running = desk.plans.running(reader.view(), entry.campaign).await?;
    let document = &running.plan.document;
    let Some(asked) = kind::find(document, &entry.kind) else { return Ok(Vec::new()) };
    let unit = org::tree::unit(reader, entry.unit).await?;
    let fact = count::statement(entry, asked, &entry.details, (unit.kind, entry.state.signed().at.day()));
    let owed: BTreeSet<&str> =
        running.compiled.obligations_of(&unit.key).map(|one| one.duty.key.as_str()).collect();
    let of_unit = document.duties.iter().filter(|duty| owed.contains(duty.key.as_str()));
    Ok(of_unit.filter_map(|duty| told(duty, &fact)).collect())
}

fn told(duty: &Duty, fact: &NewFact) -> Option<String> {
    let quota = duty.quota.as_ref().map(|quota| (&quota.filter, &quota.lacks));
    let coverage = duty.coverage.as_ref().map(|coverage| (&coverage.filter, &coverage.lacks));
    let (filter, lacks) = quota.or(coverage)?;
    // Whether the day lies in the period is another question, which the duty's own page answers.
    let Fit::Nearly(text) = facts::fit(filter, lacks, fact)? else { return None };
    Some(format!("按现在填写的内容，不计入“{}”：{text}", duty.title))
}
