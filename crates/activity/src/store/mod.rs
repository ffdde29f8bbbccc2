//! Records in the database. Every function that changes something takes the proof that it may.

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
pub(crate) use rows::{entry::Model as EntryRow, step::Model as StepRow, version::Model as VersionRow};
pub use schema::migrations;

use crate::{
    details::ActivityDetails,
    model::{Acceptance, ActivityId, Counting, Entry, Signed, State},
    words::{ActivityMove, ActivityState},
};
use rows::{entry, step, version};

/// A record as it is now. [`Failure::Hidden`] when there is none.
pub(crate) async fn find(reader: &impl Reader, id: ActivityId) -> Result<Entry, Failure> {
    let row = entry::Entity::find_by_id((reader.tenant(), id)).one(reader.conn()).await?.or_hidden()?;
    Entry::try_from(row)
}

/// A record that nobody else changes until this write ends, as the asker saw it.
///
/// # Errors
/// [`Failure::Hidden`]; [`Failure::Stale`] when somebody changed it since `revision`.
pub(crate) async fn hold(write: &Write, id: ActivityId) -> Result<Entry, Failure> {
    let query = entry::Entity::find_by_id((write.tenant(), id)).lock_exclusive();
    Entry::try_from(query.one(write.conn()).await?.or_hidden()?)
}

/// Enters a new record.
pub(crate) async fn insert<A: Act>(
    write: &Write,
    granted: &Granted<A>,
    entry: &Entry,
) -> Result<(), Failure> {
    let row = row(write, entry)?;
    write.later(&entry::Entity::insert(row.into_active_model()).into_query()).await?;
    remember(write, granted, entry, ActivityMove::Create, None).await
}

/// Keeps a record after a move, appends the version that was sent and the line of the history.
pub(crate) async fn keep<A: Act>(
    write: &Write,
    granted: &Granted<A>,
    entry: &Entry,
    moved: ActivityMove,
    reason: Option<&str>,
) -> Result<(), Failure> {
    let mut changed = row(write, entry)?.into_active_model().reset_all();
    if entry.version > 0 && moved != ActivityMove::Submit {
        // Others go on seeing what was sent while a correction is being written.
        changed.title = sea_orm::NotSet;
        changed.day = sea_orm::NotSet;
        changed.place = sea_orm::NotSet;
        changed.mode = sea_orm::NotSet;
        changed.subject_id = sea_orm::NotSet;
        changed.sessions = sea_orm::NotSet;
        changed.attendances = sea_orm::NotSet;
        changed.heads = sea_orm::NotSet;
        changed.folded = sea_orm::NotSet;
    }
    write.later(&entry::Entity::update(changed).validate()?.into_query()).await?;
    if moved == ActivityMove::Submit {
        append(write, entry).await?;
    }
    match moved {
        // An autosaved draft is no event; what was sent is.
        ActivityMove::Save => Ok(()),
        ActivityMove::Create
        | ActivityMove::Submit
        | ActivityMove::Accept
        | ActivityMove::Return
        | ActivityMove::Overrule
        | ActivityMove::Correct
        | ActivityMove::Discard
        | ActivityMove::Withdraw => remember(write, granted, entry, moved, reason).await,
    }
}

async fn append(write: &Write, entry: &Entry) -> Result<(), Failure> {
    let Signed { at, by } = entry.state.signed();
    let row = version::Model {
        tenant_id: write.tenant(),
        activity_id: entry.id,
        number: entry.version,
        content: serde_json::to_string(&entry.details).map_err(Failure::internal)?,
        sent_at: at,
        sent_by: by,
    };
    write.later(&version::Entity::insert(row.into_active_model()).into_query()).await
}

async fn remember<A: Act>(
    write: &Write,
    granted: &Granted<A>,
    entry: &Entry,
    moved: ActivityMove,
    reason: Option<&str>,
) -> Result<(), Failure> {
    let row = step::Model {
        tenant_id: write.tenant(),
        activity_id: entry.id,
        revision: entry.revision,
        step: moved.word().to_owned(),
        at: write.now(),
        by: granted.person(),
        version: entry.version,
        reason: reason.map(str::to_owned),
    };
    write.later(&step::Entity::insert(row.into_active_model()).into_query()).await
}

/// Everything that was ever sent, the newest first.
pub(crate) async fn versions(reader: &impl Reader, id: ActivityId) -> Result<Vec<VersionRow>, Failure> {
    let rows = version::Entity::find()
        .filter(version::Column::TenantId.eq(reader.tenant()))
        .filter(version::Column::ActivityId.eq(id))
        .order_by_desc(version::Column::Number)
        .all(reader.conn())
        .await?;
    Ok(rows)
}

/// What a version said.
pub(crate) async fn sent(
    reader: &impl Reader,
    id: ActivityId,
    number: i64,
) -> Result<ActivityDetails, Failure> {
    let row = version::Entity::find_by_id((reader.tenant(), id, number)).one(reader.conn()).await?;
    let row = row.ok_or_else(|| Failure::internal(format!("activity {id} lost its version {number}")))?;
    row.details()
}

/// What happened to it, the oldest first.
pub(crate) async fn history(reader: &impl Reader, id: ActivityId) -> Result<Vec<StepRow>, Failure> {
    let rows = step::Entity::find()
        .filter(step::Column::TenantId.eq(reader.tenant()))
        .filter(step::Column::ActivityId.eq(id))
        .order_by_asc(step::Column::Revision)
        .all(reader.conn())
        .await?;
    Ok(rows)
}

impl VersionRow {
    pub(crate) fn details(&self) -> Result<ActivityDetails, Failure> {
        serde_json::from_str(&self.content).map_err(Failure::internal)
    }
}

fn row(write: &Write, entry: &Entry) -> Result<EntryRow, Failure> {
    let Entry { id, campaign, unit, kind, state, details, version, counting, revision } = entry;
    let passed = match state {
        State::Submitted { sent: _, passed } => *passed,
        State::Draft(_) | State::Returned(..) | State::Accepted(_) | State::Withdrawn(..) => 0,
    };
    Ok(EntryRow {
        tenant_id: write.tenant(),
        id: *id,
        campaign_id: *campaign,
        unit_id: *unit,
        kind: kind.clone(),
        revision: *revision,
        state: state.word().word().to_owned(),
        state_at: state.signed().at,
        state_by: state.signed().by,
        state_reason: state.reason().map(str::to_owned),
        passed: i64::try_from(passed).map_err(Failure::internal)?,
        version: *version,
        counting: counting.map(|counting| counting.version),
        counted_at: counting.map(|counting| counting.accepted.signed.at),
        counted_by: counting.map(|counting| counting.accepted.signed.by),
        counted_by_rule: counting.is_some_and(|counting| counting.accepted.by_rule),
        content: serde_json::to_string(details).map_err(Failure::internal)?,
        title: details.title.clone(),
        day: details.day,
        place: details.place.clone(),
        mode: details.mode.map(|mode| mode.word().to_owned()),
        subject_id: details.subject_id,
        sessions: details.figure("sessions"),
        attendances: details.figure("attendances"),
        heads: details.figure("heads"),
        folded: details.searchable(),
    })
}

impl TryFrom<EntryRow> for Entry {
    type Error = Failure;

    fn try_from(row: EntryRow) -> Result<Self, Failure> {
        let EntryRow {
            tenant_id: _,
            id,
            campaign_id,
            unit_id,
            kind,
            revision,
            state,
            state_at,
            state_by,
            state_reason,
            passed,
            version,
            counting,
            counted_at,
            counted_by,
            counted_by_rule,
            content,
            title: _,
            day: _,
            place: _,
            mode: _,
            subject_id: _,
            sessions: _,
            attendances: _,
            heads: _,
            folded: _,
        } = row;
        let signed = Signed { at: state_at, by: state_by };
        let reason = state_reason.unwrap_or_default();
        let counting = match (counting, counted_at, counted_by) {
            (Some(version), Some(at), Some(by)) => {
                let accepted = Acceptance { signed: Signed { at, by }, by_rule: counted_by_rule };
                Some(Counting { version, accepted })
            }
            _ => None,
        };
        let state = match state_word(&state)? {
            ActivityState::Draft => State::Draft(signed),
            ActivityState::Submitted => {
                State::Submitted { sent: signed, passed: usize::try_from(passed).map_err(Failure::internal)? }
            }
            ActivityState::Returned => State::Returned(signed, reason),
            ActivityState::Accepted => {
                let by_rule = counted_by_rule;
                State::Accepted(Acceptance { signed, by_rule })
            }
            ActivityState::Withdrawn => State::Withdrawn(signed, reason),
        };
        Ok(Self {
            id,
            campaign: campaign_id,
            unit: unit_id,
            kind,
            state,
            details: serde_json::from_str(&content).map_err(Failure::internal)?,
            version,
            counting,
            revision,
        })
    }
}

pub(crate) fn state_word(word: &str) -> Result<ActivityState, Failure> {
    let found = ActivityState::ALL.into_iter().find(|state| state.word() == word);
    found.ok_or_else(|| Failure::internal(format!("an activity in the unknown state {word}")))
}
