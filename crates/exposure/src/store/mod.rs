//! Cases in the database. Every function that changes something takes the proof that it may.

mod list;
mod rows;
mod schema;

use ::policy::{Act, Granted};
use db::{Reader, Write};
use kernel::{Failure, OrHidden};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder, QuerySelect,
    QueryTrait,
};

pub(crate) use list::{Filter, Seen, page, records};
pub(crate) use rows::{case::Model as CaseRow, step::Model as StepRow, version::Model as VersionRow};
pub use schema::migrations;

use crate::{
    details::ExposureDetails,
    model::{Case, Counting, ExposureId, Signed, State},
    words::{ExposureMove, ExposureState},
};
use rows::{case, step, version};

/// A case as it is now. [`Failure::Hidden`] when there is none.
pub(crate) async fn find(reader: &impl Reader, id: ExposureId) -> Result<Case, Failure> {
    let row = case::Entity::find_by_id((reader.tenant(), id)).one(reader.conn()).await?.or_hidden()?;
    Case::try_from(row)
}

/// A case that nobody else changes until this write ends, as the asker saw it.
///
/// # Errors
/// [`Failure::Hidden`]; [`Failure::Stale`] when somebody changed it since `revision`.
pub(crate) async fn hold(write: &Write, id: ExposureId) -> Result<Case, Failure> {
    let query = case::Entity::find_by_id((write.tenant(), id)).lock_exclusive();
    Case::try_from(query.one(write.conn()).await?.or_hidden()?)
}

/// Enters a new case.
pub(crate) async fn insert<A: Act>(write: &Write, granted: &Granted<A>, case: &Case) -> Result<(), Failure> {
    let row = row(write, case)?;
    write.later(&case::Entity::insert(row.into_active_model()).into_query()).await?;
    remember(write, granted, case, ExposureMove::Create, None).await
}

/// Keeps a case after a move, appends the version that was sent and the line of the history.
pub(crate) async fn keep<A: Act>(
    write: &Write,
    granted: &Granted<A>,
    case: &Case,
    moved: ExposureMove,
    reason: Option<&str>,
) -> Result<(), Failure> {
    let mut changed = row(write, case)?.into_active_model().reset_all();
    if case.version > 0 && moved != ExposureMove::Submit {
        // Others go on seeing what was sent while a correction is being written.
        changed.kind = sea_orm::NotSet;
        changed.title = sea_orm::NotSet;
        changed.day = sea_orm::NotSet;
        changed.media_class = sea_orm::NotSet;
        changed.media_name = sea_orm::NotSet;
        changed.folded = sea_orm::NotSet;
    }
    write.later(&case::Entity::update(changed).validate()?.into_query()).await?;
    if moved == ExposureMove::Submit {
        append(write, case).await?;
    }
    match moved {
        // An autosaved draft is no event; what was sent is.
        ExposureMove::Save => Ok(()),
        ExposureMove::Create
        | ExposureMove::Submit
        | ExposureMove::Confirm
        | ExposureMove::Return
        | ExposureMove::Overrule
        | ExposureMove::Correct
        | ExposureMove::Discard
        | ExposureMove::Report
        | ExposureMove::Withdraw => remember(write, granted, case, moved, reason).await,
    }
}

async fn append(write: &Write, case: &Case) -> Result<(), Failure> {
    let Signed { at, by } = case.state.signed();
    let row = version::Model {
        tenant_id: write.tenant(),
        exposure_id: case.id,
        number: case.version,
        content: serde_json::to_string(&case.details).map_err(Failure::internal)?,
        sent_at: at,
        sent_by: by,
    };
    write.later(&version::Entity::insert(row.into_active_model()).into_query()).await
}

async fn remember<A: Act>(
    write: &Write,
    granted: &Granted<A>,
    case: &Case,
    moved: ExposureMove,
    reason: Option<&str>,
) -> Result<(), Failure> {
    let row = step::Model {
        tenant_id: write.tenant(),
        exposure_id: case.id,
        revision: case.revision,
        step: moved.word().to_owned(),
        at: write.now(),
        by: granted.person(),
        version: case.version,
        reason: reason.map(str::to_owned),
    };
    write.later(&step::Entity::insert(row.into_active_model()).into_query()).await
}

/// Everything that was ever sent, the newest first.
pub(crate) async fn versions(reader: &impl Reader, id: ExposureId) -> Result<Vec<VersionRow>, Failure> {
    let rows = version::Entity::find()
        .filter(version::Column::TenantId.eq(reader.tenant()))
        .filter(version::Column::ExposureId.eq(id))
        .order_by_desc(version::Column::Number)
        .all(reader.conn())
        .await?;
    Ok(rows)
}

/// What a version said.
pub(crate) async fn sent(
    reader: &impl Reader,
    id: ExposureId,
    number: i64,
) -> Result<ExposureDetails, Failure> {
    let row = version::Entity::find_by_id((reader.tenant(), id, number)).one(reader.conn()).await?;
    let row = row.ok_or_else(|| Failure::internal(format!("exposure {id} lost its version {number}")))?;
    row.details()
}

/// What happened to it, the oldest first.
pub(crate) async fn history(reader: &impl Reader, id: ExposureId) -> Result<Vec<StepRow>, Failure> {
    let rows = step::Entity::find()
        .filter(step::Column::TenantId.eq(reader.tenant()))
        .filter(step::Column::ExposureId.eq(id))
        .order_by_asc(step::Column::Revision)
        .all(reader.conn())
        .await?;
    Ok(rows)
}

impl VersionRow {
    pub(crate) fn details(&self) -> Result<ExposureDetails, Failure> {
        serde_json::from_str(&self.content).map_err(Failure::internal)
    }
}

fn row(write: &Write, case: &Case) -> Result<CaseRow, Failure> {
    let Case { id, campaign, unit, state, details, version, counting, reported, revision } = case;
    Ok(CaseRow {
        tenant_id: write.tenant(),
        id: *id,
        campaign_id: *campaign,
        unit_id: *unit,
        revision: *revision,
        state: state.word().word().to_owned(),
        state_at: state.signed().at,
        state_by: state.signed().by,
        state_reason: state.reason().map(str::to_owned),
        version: *version,
        counting: counting.map(|counting| counting.version),
        counted_at: counting.map(|counting| counting.confirmed.at),
        counted_by: counting.map(|counting| counting.confirmed.by),
        reported_at: reported.map(|signed| signed.at),
        reported_by: reported.map(|signed| signed.by),
        content: serde_json::to_string(details).map_err(Failure::internal)?,
        kind: details.kind.map(|kind| kind.word().to_owned()),
        title: details.title.clone(),
        day: details.published_on,
        media_class: details.media_class.map(|class| class.word().to_owned()),
        media_name: details.media_name.clone(),
        folded: details.searchable(),
    })
}

impl TryFrom<CaseRow> for Case {
    type Error = Failure;

    fn try_from(row: CaseRow) -> Result<Self, Failure> {
        let CaseRow {
            tenant_id: _,
            id,
            campaign_id,
            unit_id,
            revision,
            state,
            state_at,
            state_by,
            state_reason,
            version,
            counting,
            counted_at,
            counted_by,
            reported_at,
            reported_by,
            content,
            kind: _,
            title: _,
            day: _,
            media_class: _,
            media_name: _,
            folded: _,
        } = row;
        let signed = Signed { at: state_at, by: state_by };
        let reason = state_reason.unwrap_or_default();
        let state = match state_word(&state)? {
            ExposureState::Draft => State::Draft(signed),
            ExposureState::Submitted => State::Submitted(signed),
            ExposureState::Returned => State::Returned(signed, reason),
            ExposureState::Confirmed => State::Confirmed(signed),
            ExposureState::Withdrawn => State::Withdrawn(signed, reason),
        };
        let counting = match (counting, counted_at, counted_by) {
            (Some(version), Some(at), Some(by)) => Some(Counting { version, confirmed: Signed { at, by } }),
            _ => None,
        };
        Ok(Self {
            id,
            campaign: campaign_id,
            unit: unit_id,
            state,
            details: serde_json::from_str(&content).map_err(Failure::internal)?,
            version,
            counting,
            reported: reported_at.zip(reported_by).map(|(at, by)| Signed { at, by }),
            revision,
        })
    }
}

pub(crate) fn state_word(word: &str) -> Result<ExposureState, Failure> {
    let found = ExposureState::ALL.into_iter().find(|state| state.word() == word);
    found.ok_or_else(|| Failure::internal(format!("an exposure in the unknown state {word}")))
}
