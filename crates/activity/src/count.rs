//! What a record counts for: the fact that it publishes, or the pieces that it still lacks.

use std::collections::BTreeMap;

use db::{Reader, Write};
use facts::{Content, NewFact, Source};
use kernel::{Day, Failure};
use org::model::UnitKind;
use plan::{Document, document::ActivityKind};

use crate::{
    FAMILY,
    desk::Desk,
    details::ActivityDetails,
    kind,
    model::{Entry, State},
    review, store,
    words::ActivityFound,
};

/// Brings facts and prospects in line with the record, inside the write that moved it. Doing it twice changes nothing.
///
/// A kind that a newer plan no longer declares cannot be told anew: what it published stays until it is withdrawn.
pub(crate) async fn settle(write: &Write, desk: &Desk, entry: &Entry, because: &str) -> Result<(), Failure> {
    let running = desk.plans.pinned(write, entry.campaign).await?;
    let plan = &running.plan.document;
    let source = Source { kind: FAMILY, id: entry.id.uuid() };
    let Some(kind) = kind::find(plan, &entry.kind) else {
        if entry.counting.is_none() {
            facts::replace(write, &desk.listeners, source, Vec::new(), because).await?;
        }
        return facts::retract(write, source).await;
    };
    let unit_kind = org::tree::unit(write, entry.unit).await?.kind;
    let counted = match entry.counting {
        Some(counting) => Some(statement(
            entry,
            kind,
            &store::sent(write, entry.id, counting.version).await?,
            (unit_kind, counting.accepted.signed.at.day()),
        )),
        None => None,
    };
    let live = facts::live_of(write, source).await?;
    let unchanged = live.iter().map(|live| &live.fact).eq(counted.as_ref());
    if !unchanged {
        let facts = counted.clone().into_iter().collect();
        facts::replace(write, &desk.listeners, source, facts, because).await?;
    }
    if counted.is_some() || matches!(entry.state, State::Withdrawn(..)) {
        return facts::retract(write, source).await;
    }
    let fact = statement(entry, kind, &entry.details, (unit_kind, entry.state.signed().at.day()));
    facts::announce(write, source, fact, &lacking(write, plan, entry).await?).await
}

/// What the record says to quotas and tables. A draft without a day stands under the day on which it was written.
pub(crate) fn statement(
    entry: &Entry,
    kind: &ActivityKind,
    details: &ActivityDetails,
    (unit_kind, otherwise): (UnitKind, Day),
) -> NewFact {
    // A kind that does not ask what was found is only recorded when there was something to record.
    let found = (!kind.subject.is_empty()).then(|| details.found.unwrap_or(ActivityFound::Something).word());
    let fixed = [
        ("unit_kind", Some(unit_kind.key())),
        ("mode", details.mode.map(|mode| mode.word())),
        ("found", found),
    ];
    let fixed = fixed.into_iter().filter_map(|(name, word)| Some((name.to_owned(), word?.to_owned())));
    let facets: BTreeMap<String, String> = details.choices(kind).into_iter().chain(fixed).collect();
    let title = if details.title.is_empty() { kind.title.as_str() } else { details.title.as_str() };
    NewFact {
        campaign: entry.campaign,
        family: FAMILY.to_owned(),
        kind: entry.kind.clone(),
        unit: entry.unit,
        subject: details.subject_id,
        day: details.day.unwrap_or(otherwise),
        title: title.to_owned(),
        content: Content { facets, measures: details.figures(kind) },
    }
}

/// What is still missing until it counts, in words that its author understands.
pub(crate) async fn lacking(
    reader: &impl Reader,
    plan: &Document,
    entry: &Entry,
) -> Result<Vec<String>, Failure> {
    let Some(kind) = kind::find(plan, &entry.kind) else { return Ok(Vec::new()) };
    let waiting = match entry.state {
        State::Draft(_) if entry.counting.is_some() => return Ok(Vec::new()),
        State::Draft(_) => "未提交".to_owned(),
        State::Submitted { .. } => {
            let standing = org::tree::standing(reader, &entry.unit).await?;
            let steps = review::steps(reader, plan, kind, &standing).await?;
            let step = review::current(&steps, entry).map_or("审核", |(step, _)| step.title.as_str());
            format!("待{step}")
        }
        State::Returned(..) => "已被退回，待修改后重新提交".to_owned(),
        State::Accepted(_) | State::Withdrawn(..) => return Ok(Vec::new()),
    };
    let missing = if entry.counting.is_some() { Vec::new() } else { entry.details.lacking(kind) };
    Ok(missing.into_iter().chain([waiting]).collect())
}
