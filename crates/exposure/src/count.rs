//! What a case counts for: the fact that it publishes, or the pieces that it still lacks.

use std::collections::BTreeMap;

use db::Write;
use facts::{Content, NewFact, Source};
use kernel::{Day, Failure, Instant};
use org::model::UnitKind;
use plan::Document;

use crate::{
    FAMILY,
    desk::Desk,
    details::ExposureDetails,
    model::{Case, State},
    store,
    words::ExposureKind,
};

/// Brings facts and prospects in line with the case, inside the write that moved it. Doing it twice changes nothing.
pub(crate) async fn settle(write: &Write, desk: &Desk, case: &Case, because: &str) -> Result<(), Failure> {
    let running = desk.plans.pinned(write, case.campaign).await?;
    let source = Source { kind: FAMILY, id: case.id.uuid() };
    let unit_kind = org::tree::unit(write, case.unit).await?.kind;
    let counted = match case.counting {
        Some(counting) => {
            let details = store::sent(write, case.id, counting.version).await?;
            statement(case, &details, unit_kind, details_day(&details, counting.confirmed.at))
        }
        None => None,
    };
    let live = facts::live_of(write, source).await?;
    let unchanged = live.iter().map(|live| &live.fact).eq(counted.as_ref());
    if !unchanged {
        let facts = counted.clone().into_iter().collect();
        facts::replace(write, &desk.listeners, source, facts, because).await?;
    }
    let hopeful = counted.is_none() && !matches!(case.state, State::Withdrawn(..));
    let day = details_day(&case.details, case.state.signed().at);
    match statement(case, &case.details, unit_kind, day).filter(|_| hopeful) {
        Some(fact) => facts::announce(write, source, fact, &lacking(case, &running.plan.document)).await,
        None => facts::retract(write, source).await,
    }
}

/// A draft without a day is shown under the day on which it was written.
fn details_day(details: &ExposureDetails, otherwise: Instant) -> Day {
    details.published_on.unwrap_or_else(|| otherwise.day())
}

/// What the case says to quotas and tables; nothing while nobody has said what kind of case it is.
fn statement(case: &Case, details: &ExposureDetails, unit_kind: UnitKind, day: Day) -> Option<NewFact> {
    let kind: ExposureKind = details.kind?;
    let reported = if case.reported.is_some() { "yes" } else { "no" };
    let facets = [
        ("unit_kind", Some(unit_kind.key())),
        ("media_class", details.media_class.map(|class| class.word())),
        ("source", details.source.map(|source| source.word())),
        ("reported_to_province", Some(reported)),
    ];
    let facets = facets
        .into_iter()
        .filter_map(|(name, word)| Some((name.to_owned(), word?.to_owned())))
        .collect::<BTreeMap<_, _>>();
    let title = if details.title.is_empty() { "（未填写标题）" } else { details.title.as_str() };
    Some(NewFact {
        campaign: case.campaign,
        family: FAMILY.to_owned(),
        kind: kind.word().to_owned(),
        unit: case.unit,
        subject: details.subject_id,
        day,
        title: title.to_owned(),
        content: Content { facets, measures: BTreeMap::from([("cases".to_owned(), 1)]) },
    })
}

/// What is still missing until it counts, in words that its author understands.
pub(crate) fn lacking(case: &Case, plan: &Document) -> Vec<String> {
    let counts = case.counting.is_some();
    let mut lacking = if counts { Vec::new() } else { case.details.lacking() };
    let waiting = match case.state {
        State::Draft(_) if counts => None,
        State::Draft(_) => Some("未提交"),
        State::Submitted(_) => Some("待第二人核对"),
        State::Returned(..) => Some("已被退回，待修改后重新提交"),
        State::Confirmed(_) => None,
        State::Withdrawn(..) => return Vec::new(),
    };
    lacking.extend(waiting.map(str::to_owned));
    if case.reported.is_none() && case.details.kind.is_some_and(|kind| report_is_asked(plan, kind)) {
        lacking.push("未向省厅报送".to_owned());
    }
    lacking
}

/// Whether some quota of the plan counts only such cases of this kind as were reported to the province.
fn report_is_asked(plan: &Document, kind: ExposureKind) -> bool {
    let quotas = plan.duties.iter().filter_map(|duty| duty.quota.as_ref());
    quotas.map(|quota| &quota.filter).any(|filter| {
        let about = filter.family.value == FAMILY
            && (filter.kinds.is_empty() || filter.kinds.iter().any(|asked| asked.value == kind.word()));
        let values = filter.facets.get("reported_to_province");
        about && values.is_some_and(|values| values.iter().all(|value| value.value == "yes"))
    })
}
