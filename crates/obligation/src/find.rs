//! Obligations for search everywhere. Their titles are those of the plan's duties, so the plan is searched and not the
//! rows; a word that names no duty may name the unit that owes it. A report is also found by the number of its receipt.

use std::{collections::BTreeSet, sync::Arc, time::Duration};

use db::{Read, Reader};
use facts::{RunningPlan, RunningPlans};
use kernel::{Failure, UnitId};
use policy::Scope;
use sea_orm::{ColumnTrait, Condition};
use search::{Found, Hit, Needle, SHOWN_MAX, Source};
use web::Ask;

use crate::{
    model::state,
    policy::Read as ReadObligations,
    receipt,
    rows::obligation::Column,
    store::{self, obligation::visible},
};

/// Of the units that a word names, the best; more of them are a word that says nothing.
const UNITS_MAX: usize = 200;
/// What was due longer ago comes after what is still to come.
const RECENT: Duration = Duration::from_secs(14 * 86_400);

/// Obligations as something that can be found.
pub struct FindObligations {
    pub plans: Arc<dyn RunningPlans>,
}

#[async_trait::async_trait]
impl Source for FindObligations {
    fn kind(&self) -> &'static str {
        "obligation"
    }

    async fn find(&self, ask: &Ask, needle: &Needle) -> Result<Found, Failure> {
        let scope = ask.scope::<ReadObligations>();
        if scope.is_empty() {
            return Ok(Found::default());
        }
        let read = ask.read();
        let which = match numbered(&read, needle).await? {
            Some(which) => Some(which),
            None => meant(&scope, &read, &self.plans.all(read.view()).await?, needle).await?,
        };
        let Some(which) = which else { return Ok(Found::default()) };
        let which = Condition::all()
            .add(Column::TenantId.eq(read.tenant()))
            .add(org::reach::reachable(&read, &scope, None, Column::UnitId).await?)
            .add(visible())
            .add(which);
        let enough = SHOWN_MAX as u64 + 1;
        let mut rows = store::obligation::nearest(&read, &which, read.now().minus(RECENT), enough).await?;
        let more = rows.len() > SHOWN_MAX;
        rows.truncate(SHOWN_MAX);
        let labels = org::tree::labels(&read, rows.iter().map(|row| row.unit_id)).await?;
        let hits = rows.into_iter().map(|row| {
            let place = labels.get(&row.unit_id).map(|label| label.name.clone());
            let word = Some(state(&row.progress()?, read.now()).word().to_owned());
            Ok::<Hit, Failure>(Hit {
                id: row.id.uuid(),
                title: row.item(),
                also: None,
                place,
                word,
                day: Some(row.due_at.day()),
            })
        });
        Ok(Found { hits: hits.collect::<Result<_, _>>()?, more, looked: None })
    }
}

/// The condition that it is one whose report has a receipt of this number; nothing when the number is none.
async fn numbered(read: &Read, needle: &Needle) -> Result<Option<Condition>, Failure> {
    let Some(typed) = needle.only_word() else { return Ok(None) };
    let numbers = receipt::meant(typed, read.now());
    if numbers.is_empty() {
        return Ok(None);
    }
    let sent = store::submission::by_receipts(read, numbers).await?;
    let of: BTreeSet<_> = sent.into_iter().map(|one| one.obligation_id).collect();
    Ok((!of.is_empty()).then(|| Condition::all().add(Column::Id.is_in(of))))
}

/// The condition that every word names the duty, the period or the unit; nothing when no word names a duty or a period:
/// whoever types only the name of a unit finds the unit.
async fn meant(
    scope: &Scope<ReadObligations>,
    read: &Read,
    plans: &[Arc<RunningPlan>],
    needle: &Needle,
) -> Result<Option<Condition>, Failure> {
    let mut all = Condition::all();
    let mut names_a_report = false;
    for word in needle.words() {
        let mut any = Condition::any();
        for running in plans {
            let (duties, periods) = named(running, &word);
            names_a_report |= !duties.is_empty() || !periods.is_empty();
            let of_campaign = || Condition::all().add(Column::CampaignId.eq(running.campaign));
            if !duties.is_empty() {
                any = any.add(of_campaign().add(Column::Duty.is_in(duties)));
            }
            if !periods.is_empty() {
                any = any.add(of_campaign().add(Column::Period.is_in(periods)));
            }
        }
        let units = org::find::named(read, scope, &word).await?;
        let units: Vec<UnitId> = units.into_iter().take(UNITS_MAX).collect();
        if !units.is_empty() {
            any = any.add(Column::UnitId.is_in(units));
        }
        if any.is_empty() {
            return Ok(None);
        }
        all = all.add(any);
    }
    Ok(names_a_report.then_some(all))
}

/// The keys of the duties and of the periods whose title has the word.
fn named(running: &RunningPlan, word: &Needle) -> (BTreeSet<String>, BTreeSet<String>) {
    let duties = running.compiled.duties.iter().filter(|duty| word.is_in(&duty.title));
    let periods = running.compiled.occurrences.iter().filter(|one| word.is_in(&one.period_title));
    (duties.map(|duty| duty.key.clone()).collect(), periods.map(|one| one.period.clone()).collect())
}
