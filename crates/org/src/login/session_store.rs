//! Sessions in the database: only the digest of what the browser holds.

use std::time::Duration;

use config::Login;
use db::{Reader, Write};
use kernel::{Failure, Instant, PersonId};
use sea_orm::{ActiveModelTrait, ColumnTrait, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder, Set};

use super::secret;
use crate::{
    model::SessionId,
    rows::session::{ActiveModel, Column, Entity, Model},
};

/// `last_seen_at` is written at most this often: every request would be a disk flush otherwise.
pub(crate) const SEEN_EVERY: Duration = Duration::from_secs(60);

/// Opens a session on a device; answers what the browser has to show. One that is not admitted yet opens nothing but
/// the second step of the login.
pub(crate) async fn open(
    write: &Write,
    person: PersonId,
    device: String,
    admitted: bool,
) -> Result<String, Failure> {
    let shown = secret::session(write.tenant())?;
    let row = ActiveModel {
        tenant_id: Set(write.tenant()),
        id: Set(write.id()),
        person_id: Set(person),
        digest: Set(secret::digest(&shown)),
        device: Set(device),
        created_at: Set(write.now()),
        last_seen_at: Set(write.now()),
        admitted_at: Set(admitted.then(|| write.now())),
    };
    row.insert(write.conn()).await?;
    Ok(shown)
}

pub(crate) async fn find(reader: &impl Reader, shown: &str) -> Result<Option<Model>, Failure> {
    let row = Entity::find()
        .filter(Column::TenantId.eq(reader.tenant()))
        .filter(Column::Digest.eq(secret::digest(shown)))
        .one(reader.conn())
        .await?;
    Ok(row)
}

/// Every session of a person that has not ended by time, the newest first.
pub(crate) async fn alive(
    reader: &impl Reader,
    person: PersonId,
    rules: &Login,
) -> Result<Vec<Model>, Failure> {
    let rows = Entity::find()
        .filter(Column::TenantId.eq(reader.tenant()))
        .filter(Column::PersonId.eq(person))
        .order_by_desc(Column::Id)
        .all(reader.conn())
        .await?;
    Ok(rows
        .into_iter()
        .filter(|row| row.admitted_at.is_some() && is_alive(row, reader.now(), rules))
        .collect())
}

/// True while neither the idle time nor the longest life is over. A clock that was set back ends nothing.
pub(crate) fn is_alive(row: &Model, now: Instant, rules: &Login) -> bool {
    let idle = now.since(row.last_seen_at);
    let life = now.since(row.created_at);
    idle <= Duration::from_secs(u64::from(rules.idle_minutes) * 60)
        && life <= Duration::from_secs(u64::from(rules.session_hours) * 3600)
}

pub(crate) async fn seen(write: &Write, row: Model) -> Result<(), Failure> {
    let mut active = row.into_active_model();
    active.last_seen_at = Set(write.now());
    // A logout in the meantime leaves nothing to update, and that is fine.
    match active.update(write.conn()).await {
        Ok(_) | Err(sea_orm::DbErr::RecordNotUpdated) => Ok(()),
        Err(error) => Err(error.into()),
    }
}

/// Ends the session that is shown.
pub(crate) async fn close(write: &Write, shown: &str) -> Result<(), Failure> {
    Entity::delete_many()
        .filter(Column::TenantId.eq(write.tenant()))
        .filter(Column::Digest.eq(secret::digest(shown)))
        .exec(write.conn())
        .await?;
    Ok(())
}

/// Ends one session of a person by its id; true when there was one.
pub(crate) async fn close_one(write: &Write, person: PersonId, id: SessionId) -> Result<bool, Failure> {
    let gone = Entity::delete_many()
        .filter(Column::TenantId.eq(write.tenant()))
        .filter(Column::PersonId.eq(person))
        .filter(Column::Id.eq(id))
        .exec(write.conn())
        .await?;
    Ok(gone.rows_affected > 0)
}

/// Ends every session of a person but the one that is shown.
pub(crate) async fn close_others(
    write: &Write,
    person: PersonId,
    shown: Option<&str>,
) -> Result<u64, Failure> {
    let mut delete =
        Entity::delete_many().filter(Column::TenantId.eq(write.tenant())).filter(Column::PersonId.eq(person));
    if let Some(shown) = shown {
        delete = delete.filter(Column::Digest.ne(secret::digest(shown)));
    }
    Ok(delete.exec(write.conn()).await?.rows_affected)
}

/// Sessions that ended by time are removed when somebody logs in.
pub(crate) async fn forget_old(write: &Write, rules: &Login) -> Result<(), Failure> {
    let life = Duration::from_secs(u64::from(rules.session_hours) * 3600);
    Entity::delete_many()
        .filter(Column::TenantId.eq(write.tenant()))
        .filter(Column::CreatedAt.lt(write.now().minus(life)))
        .exec(write.conn())
        .await?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use kernel::{Id, TenantId};

    use super::*;

    #[test]
    fn idle_time_and_life_are_two_ends() {
        let at = |minute: i64| Instant::from_micros(minute * 60_000_000);
        let rules = Login { idle_minutes: 30, session_hours: 12, ..Login::default() };
        for (seen, now, alive) in
            [(0, 30, true), (0, 31, false), (700, 720, true), (700, 721, false), (100, 90, true)]
        {
            let row = Model {
                tenant_id: TenantId(1),
                id: Id::from_uuid(kernel::IdSource::next_uuid(&kernel::SeededIds::new(1), at(0))),
                person_id: Id::from_uuid(kernel::IdSource::next_uuid(&kernel::SeededIds::new(2), at(0))),
                digest: String::new(),
                device: String::new(),
                created_at: at(0),
                last_seen_at: at(seen),
                admitted_at: Some(at(0)),
            };
            assert_eq!(is_alive(&row, at(now), &rules), alive, "seen {seen}, now {now}");
        }
    }
}
