//! Obligations: reading, holding, listing, and the facts that moves leave on them.

use db::{Reader, Write};
use kernel::{Failure, Instant, OrHidden, UnitId};
use policy::{Act, Granted, Scope};
use sea_orm::{
    ActiveModelTrait, ActiveValue::NotSet, ColumnTrait, Condition, EntityTrait, QueryFilter, QueryOrder,
    QuerySelect, QueryTrait, Set,
};

use crate::{
    ObligationId, SubmissionId,
    model::{Delivery, Kind, Modality, Outcome, Progress, Stage, Way},
    page,
    policy::{ReceivePaper, Review, Submit, Waive},
    rows::{self, obligation},
    steps::Decider,
};
pub(crate) use obligation::{Column, Entity, Model};

/// What moves have left on a row, whole or in part.
pub(crate) struct Moves<'a> {
    pub id: ObligationId,
    pub kind: &'a str,
    pub stage: &'a str,
    pub opens_at: Instant,
    pub due_at: Instant,
    pub late_after: Instant,
    pub waived: bool,
    pub counted: i64,
    pub at_least: i64,
    pub met_at: Option<Instant>,
    pub counts_from: Option<Instant>,
    pub taken_up: bool,
    pub returned_until: Option<Instant>,
}

impl Moves<'_> {
    /// # Errors
    /// [`Failure::Internal`] when the row contradicts itself.
    pub(crate) fn progress(&self) -> Result<Progress, Failure> {
        let lacking = || Failure::internal(format!("obligation {} lacks what its stage needs", self.id));
        let way = match Kind::from_word(self.kind)? {
            Kind::Quota | Kind::Coverage => {
                Way::Count { counted: self.counted, at_least: self.at_least, met_at: self.met_at }
            }
            Kind::Deliver => Way::Deliver(match (Stage::from_word(self.stage)?, self.counts_from) {
                (Stage::Nothing, _) => Delivery::Nothing,
                (Stage::Waiting, Some(counts_from)) => {
                    Delivery::Waiting { counts_from, taken_up: self.taken_up }
                }
                (Stage::Returned, Some(counts_from)) => {
                    Delivery::Returned { counts_from, until: self.returned_until.ok_or_else(lacking)? }
                }
                (Stage::Accepted, Some(counts_from)) => Delivery::Accepted { counts_from },
                (Stage::Waiting | Stage::Returned | Stage::Accepted, None) => return Err(lacking()),
            }),
        };
        let (opens_at, due_at, late_after) = (self.opens_at, self.due_at, self.late_after);
        Ok(Progress { opens_at, due_at, late_after, waived: self.waived, way })
    }
}

impl Model {
    pub(crate) fn kind(&self) -> Result<Kind, Failure> {
        Kind::from_word(&self.kind)
    }

    pub(crate) fn modality(&self) -> Result<Modality, Failure> {
        Modality::from_word(&self.modality)
    }

    /// The facts from which states are derived.
    ///
    /// # Errors
    /// [`Failure::Internal`] when the row contradicts itself.
    pub(crate) fn progress(&self) -> Result<Progress, Failure> {
        let moves = Moves {
            id: self.id,
            kind: &self.kind,
            stage: &self.stage,
            opens_at: self.opens_at,
            due_at: self.due_at,
            late_after: self.late_after,
            waived: self.waived_at.is_some(),
            counted: self.counted,
            at_least: self.at_least,
            met_at: self.met_at,
            counts_from: self.counts_from,
            taken_up: self.taken_up,
            returned_until: self.returned_until,
        };
        moves.progress()
    }

    pub(crate) fn outcome(&self) -> Result<Option<Outcome>, Failure> {
        self.outcome.as_deref().map(Outcome::from_word).transpose()
    }

    /// Who decides about the version that waits.
    pub(crate) fn decider(&self) -> Option<Decider> {
        let role = self.review_post.as_deref()?.parse().ok()?;
        Some(Decider { unit: self.review_unit_id?, role })
    }

    /// What it is about, as people call it: its period is added where the title does not say it already.
    pub(crate) fn item(&self) -> String {
        if self.title.contains(&self.period_title) {
            self.title.clone()
        } else {
            format!("{} · {}", self.title, self.period_title)
        }
    }

    fn changed(&self) -> obligation::ActiveModel {
        obligation::ActiveModel { tenant_id: Set(self.tenant_id), id: Set(self.id), ..Default::default() }
    }
}

pub(crate) async fn find(reader: &impl Reader, id: ObligationId) -> Result<Model, Failure> {
    Entity::find_by_id((reader.tenant(), id)).one(reader.conn()).await?.or_hidden()
}

/// Held until the end of the write.
pub(crate) async fn hold(write: &Write, id: ObligationId) -> Result<Model, Failure> {
    Entity::find_by_id((write.tenant(), id)).lock_exclusive().one(write.conn()).await?.or_hidden()
}

/// The obligation with the same identity (duty, unit, period), held until the end of the write.
pub(crate) async fn hold_same(write: &Write, asked: &Model) -> Result<Option<Model>, Failure> {
    Ok(Entity::find()
        .filter(Column::TenantId.eq(write.tenant()))
        .filter(Column::CampaignId.eq(asked.campaign_id))
        .filter(Column::Duty.eq(asked.duty.as_str()))
        .filter(Column::UnitId.eq(asked.unit_id))
        .filter(Column::Period.eq(asked.period.as_str()))
        .lock_exclusive()
        .one(write.conn())
        .await?)
}

/// What is not dropped, and what was dropped after something had been handed in.
pub(crate) fn visible() -> Condition {
    Condition::any().add(Column::DroppedAt.is_null()).add(Column::Version.gt(0))
}

/// One page of what the scope holds, under a unit if one is given, by deadline; one row more than the limit is read.
pub(crate) async fn list<A: Act>(
    reader: &impl Reader,
    (scope, unit): (&Scope<A>, Option<UnitId>),
    which: Condition,
    after: Option<&str>,
    limit: u64,
) -> Result<Vec<Model>, Failure> {
    let mut query = Entity::find()
        .filter(Column::TenantId.eq(reader.tenant()))
        .filter(org::reach::reachable(reader, scope, unit, Column::UnitId).await?)
        .filter(which);
    if let Some(after) = after {
        query = query.filter(page::behind::<rows::Obligation>(after, Column::DueAt, Column::Id)?);
    }
    Ok(query.order_by_asc(Column::DueAt).order_by_asc(Column::Id).limit(limit + 1).all(reader.conn()).await?)
}

/// At most `limit`: what is due at `since` or later by deadline, then what was due before, the latest first.
pub(crate) async fn nearest(
    reader: &impl Reader,
    which: &Condition,
    since: Instant,
    limit: u64,
) -> Result<Vec<Model>, Failure> {
    let query = |limit: u64| Entity::find().filter(which.clone()).limit(limit);
    let ahead = query(limit).filter(Column::DueAt.gte(since));
    let ahead = ahead.order_by_asc(Column::DueAt).order_by_asc(Column::Id);
    let mut rows = ahead.all(reader.conn()).await?;
    let left = limit.saturating_sub(rows.len() as u64);
    if left > 0 {
        let past = query(left).filter(Column::DueAt.lt(since));
        let past = past.order_by_desc(Column::DueAt).order_by_desc(Column::Id);
        rows.extend(past.all(reader.conn()).await?);
    }
    Ok(rows)
}

/// What waits for one of these deciders, the longest waiting first.
pub(crate) async fn waiting(
    reader: &impl Reader,
    deciders: &[Decider],
    which: Condition,
    after: Option<&str>,
    limit: u64,
) -> Result<Vec<Model>, Failure> {
    let mine = deciders.iter().fold(Condition::any(), |any, Decider { unit, role }| {
        any.add(Condition::all().add(Column::ReviewUnitId.eq(*unit)).add(Column::ReviewPost.eq(role.key())))
    });
    let mut query = Entity::find()
        .filter(Column::TenantId.eq(reader.tenant()))
        .filter(mine)
        .filter(Column::Stage.eq(Stage::Waiting.word()))
        .filter(Column::WaivedAt.is_null())
        .filter(which);
    if let Some(after) = after {
        query = query.filter(page::behind::<rows::Obligation>(after, Column::SubmittedAt, Column::Id)?);
    }
    let query = query.order_by_asc(Column::SubmittedAt).order_by_asc(Column::Id);
    Ok(query.limit(limit + 1).all(reader.conn()).await?)
}

/// A version that was just appended.
pub(crate) struct Submitted {
    pub submission: SubmissionId,
    pub version: i64,
    pub outcome: Outcome,
    pub counts_from: Instant,
    /// Nobody when the chain of the plan has no step.
    pub decider: Option<Decider>,
}

pub(crate) async fn submitted(
    write: &Write,
    _: &Granted<Submit>,
    row: &Model,
    submitted: Submitted,
) -> Result<(), Failure> {
    let Submitted { submission, version, outcome, counts_from, decider } = submitted;
    let stage = if decider.is_some() { Stage::Waiting } else { Stage::Accepted };
    let mut changed = row.changed();
    changed.stage = Set(stage.word().to_owned());
    changed.version = Set(version);
    changed.submission_id = Set(Some(submission));
    changed.submitted_at = Set(Some(write.now()));
    changed.counts_from = Set(Some(counts_from));
    changed.outcome = Set(Some(outcome.word().to_owned()));
    changed.step = Set(0);
    changed.taken_up = Set(false);
    changed.returned_until = Set(None);
    changed.decided_at = Set(decider.is_none().then(|| write.now()));
    asks(&mut changed, decider);
    apply(write, row, changed).await
}

/// The topic of those who follow obligations.
pub(crate) const MOVED: &str = "obligation";

/// Changes the row and reads it back.
async fn update(write: &Write, row: &Model, changed: obligation::ActiveModel) -> Result<Model, Failure> {
    write.moved(MOVED, row.id.uuid());
    Ok(changed.update(write.conn()).await?)
}

/// Changes the row without reading its forty columns back.
async fn apply(write: &Write, row: &Model, mut changed: obligation::ActiveModel) -> Result<(), Failure> {
    write.moved(MOVED, row.id.uuid());
    // Its key stays; naming it among what changes would touch every index.
    (changed.tenant_id, changed.id) = (NotSet, NotSet);
    let changed = Entity::update_many()
        .set(changed)
        .filter(Column::TenantId.eq(row.tenant_id))
        .filter(Column::Id.eq(row.id));
    write.later(&changed.into_query()).await
}

fn asks(changed: &mut obligation::ActiveModel, decider: Option<Decider>) {
    changed.review_unit_id = Set(decider.map(|decider| decider.unit));
    changed.review_post = Set(decider.map(|decider| decider.role.key().to_owned()));
}

/// What a step of the chain decided.
pub(crate) enum Decided {
    /// On to the next step.
    Passed {
        next: Decider,
    },
    Accepted,
    Returned {
        until: Instant,
    },
}

pub(crate) async fn decided(
    write: &Write,
    _: &Granted<Review>,
    row: &Model,
    decided: Decided,
) -> Result<Model, Failure> {
    let mut changed = row.changed();
    changed.taken_up = Set(true);
    match decided {
        Decided::Passed { next } => {
            changed.step = Set(row.step + 1);
            asks(&mut changed, Some(next));
        }
        Decided::Accepted => {
            changed.stage = Set(Stage::Accepted.word().to_owned());
            changed.decided_at = Set(Some(write.now()));
            asks(&mut changed, None);
        }
        Decided::Returned { until } => {
            changed.stage = Set(Stage::Returned.word().to_owned());
            changed.decided_at = Set(Some(write.now()));
            changed.returned_until = Set(Some(until));
            asks(&mut changed, None);
        }
    }
    update(write, row, changed).await
}

/// A reviewer has begun. What they think of it stays with them.
pub(crate) async fn taken_up(write: &Write, _: &Granted<Review>, row: &Model) -> Result<(), Failure> {
    let mut changed = row.changed();
    changed.taken_up = Set(true);
    apply(write, row, changed).await
}

pub(crate) async fn set_waived(
    write: &Write,
    _: &Granted<Waive>,
    row: &Model,
    at: Option<Instant>,
) -> Result<Model, Failure> {
    let mut changed = row.changed();
    changed.waived_at = Set(at);
    update(write, row, changed).await
}

pub(crate) async fn set_paper(
    write: &Write,
    _: &Granted<ReceivePaper>,
    row: &Model,
    received_on: kernel::Day,
    agrees: bool,
) -> Result<Model, Failure> {
    let mut changed = row.changed();
    changed.paper_received_on = Set(Some(received_on));
    changed.paper_agrees = Set(Some(agrees));
    update(write, row, changed).await
}

pub(crate) async fn set_counted(
    write: &Write,
    row: &Model,
    counted: i64,
    met_at: Option<Instant>,
) -> Result<(), Failure> {
    if (row.counted, row.met_at) == (counted, met_at) {
        return Ok(());
    }
    let mut changed = row.changed();
    changed.counted = Set(counted);
    changed.met_at = Set(met_at);
    apply(write, row, changed).await
}

/// The paper condition of lists: what is missing at `now` (see [`crate::model::paper`]).
pub(crate) fn paper_missing(now: Instant) -> Condition {
    Condition::all()
        .add(Column::WantsPaper.eq(true))
        .add(Column::DroppedAt.is_null())
        .add(Column::WaivedAt.is_null())
        .add(Column::PaperReceivedOn.is_null())
        .add(
            Condition::any()
                .add(Column::Version.gt(0))
                .add(Column::LateAfter.lt(now))
                .add(Column::Kind.ne(Kind::Deliver.word())),
        )
}
