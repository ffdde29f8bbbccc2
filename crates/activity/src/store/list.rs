//! The register as a list: what somebody may see, narrowed down, the newest first, page by page.

use ::policy::Scope;
use db::Reader;
use kernel::{CampaignId, Day, Failure, PersonId, UnitId};
use org::find::FoundRecord;
use sea_orm::{
    ColumnTrait, Condition, EntityTrait, QueryFilter, QueryOrder, QuerySelect, sea_query::LikeExpr,
};

use super::{EntryRow, rows::entry};
use crate::{
    model::ActivityId,
    policy::{Accept, Read, Record},
    words::{ActivityMode, ActivityState},
};

/// What a list is narrowed down by; everything together.
#[derive(Clone, Debug, Default)]
pub(crate) struct Filter {
    pub campaign: Option<CampaignId>,
    /// This unit and everything under it.
    pub unit: Option<UnitId>,
    /// The key of an activity kind.
    pub kind: Option<String>,
    pub state: Option<ActivityState>,
    pub mode: Option<ActivityMode>,
    pub counts: Option<bool>,
    /// Only what whoever asks may write on.
    pub writing: bool,
    /// Only what may wait for this person's decision.
    pub deciding: Option<PersonId>,
    /// Done on this day or later, up to and including that one.
    pub from: Option<Day>,
    pub to: Option<Day>,
    /// Part of the title or of the place.
    pub q: Option<String>,
}

/// Whose records somebody sees: those of their scope, and unsent drafts only where they may record.
pub(crate) struct Seen {
    pub read: Scope<Read>,
    pub record: Scope<Record>,
    pub accept: Scope<Accept>,
}

impl Seen {
    /// What may wait for this person's decision. Which step of a chain is theirs, the plan says and no query.
    fn decides(&self, person: PersonId) -> Condition {
        use entry::Column;
        Condition::all()
            .add(Column::State.eq(ActivityState::Submitted.word()))
            .add(Column::StateBy.ne(person))
            .add(org::tree::within(&self.accept, Column::UnitId))
    }

    /// What is open in the hands of those who record: what was begun and what came back.
    fn writes(&self) -> Condition {
        use entry::Column;
        let open = [ActivityState::Draft, ActivityState::Returned].map(ActivityState::word);
        Condition::all().add(Column::State.is_in(open)).add(org::tree::within(&self.record, Column::UnitId))
    }

    fn drafts(&self) -> Condition {
        use entry::Column;
        Condition::any().add(Column::Version.gt(0)).add(org::tree::within(&self.record, Column::UnitId))
    }
}

/// At most `limit` records after `after`, the newest first.
pub(crate) async fn page(
    reader: &impl Reader,
    seen: &Seen,
    filter: &Filter,
    after: Option<ActivityId>,
    limit: u64,
) -> Result<Vec<EntryRow>, Failure> {
    use entry::Column;
    let Filter { campaign, unit, kind, state, mode, counts, writing, deciding, from, to, q } = filter;
    let mut all = Condition::all()
        .add(Column::TenantId.eq(reader.tenant()))
        .add(org::tree::within(&seen.read, Column::UnitId))
        .add(seen.drafts())
        .add_option(campaign.map(|campaign| Column::CampaignId.eq(campaign)))
        .add_option(unit.map(|unit| org::tree::in_tree(reader, unit, Column::UnitId)))
        .add_option(kind.as_ref().map(|kind| Column::Kind.eq(kind.as_str())))
        .add_option(state.map(|state| Column::State.eq(state.word())))
        .add_option(writing.then(|| seen.writes()))
        .add_option(deciding.map(|person| seen.decides(person)))
        .add_option(mode.map(|mode| Column::Mode.eq(mode.word())))
        .add_option(from.map(|day| Column::Day.gte(day)))
        .add_option(to.map(|day| Column::Day.lte(day)))
        .add_option(after.map(|after| Column::Id.lt(after)));
    if let Some(counts) = counts {
        all = all.add(if *counts { Column::Counting.is_not_null() } else { Column::Counting.is_null() });
    }
    if let Some(q) = q.as_deref().filter(|q| !q.trim().is_empty()) {
        all = all.add(Column::Folded.like(LikeExpr::new(pattern(q)).escape('\\')));
    }
    let query = entry::Entity::find().filter(all).order_by_desc(Column::Id).limit(limit);
    Ok(query.all(reader.conn()).await?)
}

/// At most `limit` of what somebody sees after `after`, the newest first. For a walk through many.
pub(crate) async fn records(
    reader: &impl Reader,
    seen: &Seen,
    after: Option<ActivityId>,
    limit: u64,
) -> Result<Vec<FoundRecord>, Failure> {
    use entry::Column;
    let query = entry::Entity::find()
        .select_only()
        .columns([Column::Id, Column::UnitId, Column::Title, Column::Day, Column::State, Column::Folded])
        .column_as(Column::Place, "also")
        .filter(Column::TenantId.eq(reader.tenant()))
        .filter(org::reach::reachable(reader, &seen.read, None, Column::UnitId).await?)
        .filter(seen.drafts())
        .filter(Condition::all().add_option(after.map(|after| Column::Id.lt(after))))
        .order_by_desc(Column::Id)
        .limit(limit);
    Ok(query.into_model().all(reader.conn()).await?)
}

/// A search text as a pattern in which `%` and `_` mean themselves; the escape character is `\`.
fn pattern(text: &str) -> String {
    let mut out = String::from("%");
    for c in kernel::text::folded(text).chars() {
        if matches!(c, '%' | '_' | '\\') {
            out.push('\\');
        }
        out.push(c);
    }
    out.push('%');
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_people_search_for_means_itself() {
        for (typed, wanted) in [("应急 演练", "%应急演练%"), ("５0%", "%50\\%%"), ("a_b\\", "%a\\_b\\\\%")]
        {
            assert_eq!(pattern(typed), wanted);
        }
    }
}
