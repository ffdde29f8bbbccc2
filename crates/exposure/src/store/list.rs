//! The register as a list: what somebody may see, narrowed down, the newest first, page by page.

use ::policy::Scope;
use db::Reader;
use kernel::{CampaignId, Day, Failure, PersonId, UnitId};
use org::find::FoundRecord;
use sea_orm::{
    ColumnTrait, Condition, EntityTrait, QueryFilter, QueryOrder, QuerySelect, sea_query::LikeExpr,
};

use super::{CaseRow, rows::case};
use crate::{
    model::ExposureId,
    policy::{Confirm, Read, Record},
    words::{ExposureKind, ExposureState, MediaClass},
};

/// What a list is narrowed down by; everything together.
#[derive(Clone, Debug, Default)]
pub(crate) struct Filter {
    pub campaign: Option<CampaignId>,
    /// This unit and everything under it.
    pub unit: Option<UnitId>,
    pub kind: Option<ExposureKind>,
    pub state: Option<ExposureState>,
    pub media_class: Option<MediaClass>,
    pub counts: Option<bool>,
    /// Only what whoever asks may write on.
    pub writing: bool,
    /// Only what waits for this person's signature.
    pub deciding: Option<PersonId>,
    pub reported: Option<bool>,
    /// Published on this day or later, up to and including that one.
    pub from: Option<Day>,
    pub to: Option<Day>,
    /// Part of the title, the medium or the unit that the case is about.
    pub q: Option<String>,
}

/// Whose cases somebody sees: those of their scope, and unsent drafts only of their own unit.
pub(crate) struct Seen {
    pub read: Scope<Read>,
    pub record: Scope<Record>,
    pub confirm: Scope<Confirm>,
}

impl Seen {
    /// What may wait for this person's decision.
    fn decides(&self, person: PersonId) -> Condition {
        use case::Column;
        Condition::all()
            .add(Column::State.eq(ExposureState::Submitted.word()))
            .add(Column::StateBy.ne(person))
            .add(org::tree::within(&self.confirm, Column::UnitId))
    }

    /// What is open in the hands of those who record: what was begun and what came back.
    fn writes(&self) -> Condition {
        use case::Column;
        let open = [ExposureState::Draft, ExposureState::Returned].map(ExposureState::word);
        Condition::all().add(Column::State.is_in(open)).add(org::tree::within(&self.record, Column::UnitId))
    }

    fn drafts(&self) -> Condition {
        use case::Column;
        Condition::any()
            .add(Column::Version.gt(0))
            .add(org::tree::within(&self.record, Column::UnitId))
            .add(org::tree::within(&self.confirm, Column::UnitId))
    }
}

/// At most `limit` cases after `after`, the newest first.
pub(crate) async fn page(
    reader: &impl Reader,
    seen: &Seen,
    filter: &Filter,
    after: Option<ExposureId>,
    limit: u64,
) -> Result<Vec<CaseRow>, Failure> {
    use case::Column;
    let Filter { campaign, unit, kind, state, media_class, counts, writing, deciding, reported, from, to, q } =
        filter;
    let mut all = Condition::all()
        .add(Column::TenantId.eq(reader.tenant()))
        .add(org::tree::within(&seen.read, Column::UnitId))
        .add(seen.drafts())
        .add_option(campaign.map(|campaign| Column::CampaignId.eq(campaign)))
        .add_option(unit.map(|unit| org::tree::in_tree(reader, unit, Column::UnitId)))
        .add_option(kind.map(|kind| Column::Kind.eq(kind.word())))
        .add_option(state.map(|state| Column::State.eq(state.word())))
        .add_option(writing.then(|| seen.writes()))
        .add_option(deciding.map(|person| seen.decides(person)))
        .add_option(media_class.map(|class| Column::MediaClass.eq(class.word())))
        .add_option(from.map(|day| Column::Day.gte(day)))
        .add_option(to.map(|day| Column::Day.lte(day)))
        .add_option(after.map(|after| Column::Id.lt(after)));
    if let Some(counts) = counts {
        all = all.add(if *counts { Column::Counting.is_not_null() } else { Column::Counting.is_null() });
    }
    if let Some(reported) = reported {
        let told = Column::ReportedAt;
        all = all.add(if *reported { told.is_not_null() } else { told.is_null() });
    }
    if let Some(q) = q.as_deref().filter(|q| !q.trim().is_empty()) {
        all = all.add(Column::Folded.like(LikeExpr::new(pattern(q)).escape('\\')));
    }
    let query = case::Entity::find().filter(all).order_by_desc(Column::Id).limit(limit);
    Ok(query.all(reader.conn()).await?)
}

/// At most `limit` of what somebody sees after `after`, the newest first. For a walk through many.
pub(crate) async fn records(
    reader: &impl Reader,
    seen: &Seen,
    after: Option<ExposureId>,
    limit: u64,
) -> Result<Vec<FoundRecord>, Failure> {
    use case::Column;
    let query = case::Entity::find()
        .select_only()
        .columns([Column::Id, Column::UnitId, Column::Title, Column::Day, Column::State, Column::Folded])
        .column_as(Column::MediaName, "also")
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
        for (typed, wanted) in [("超量 储存", "%超量储存%"), ("５0%", "%50\\%%"), ("a_b\\", "%a\\_b\\\\%")]
        {
            assert_eq!(pattern(typed), wanted);
        }
    }
}
