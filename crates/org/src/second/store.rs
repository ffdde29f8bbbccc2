//! Second factors in the database: the secret, the last code that was used, and digests of the recovery codes.

use db::{Reader, Write};
use kernel::{Failure, Instant, PersonId};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, EntityTrait, IntoActiveModel, PaginatorTrait, QueryFilter, Set,
};

use super::{seal::Seal, totp::Key};
use crate::{
    login::secret,
    rows::{
        recovery_code::{self, Entity as Codes},
        second_factor::{ActiveModel, Entity, Model},
    },
};

/// Ten sheets of paper get lost more slowly than one telephone.
pub(crate) const RECOVERY_CODES: usize = 10;

/// With what somebody has shown who they are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Way {
    Code,
    RecoveryCode,
}

impl Way {
    pub(crate) fn key(self) -> &'static str {
        match self {
            Self::Code => "code",
            Self::RecoveryCode => "recovery_code",
        }
    }
}

/// The row of a person, also while it is not confirmed.
pub(crate) async fn find(reader: &impl Reader, person: PersonId) -> Result<Option<Model>, Failure> {
    Ok(Entity::find_by_id((reader.tenant(), person)).one(reader.conn()).await?)
}

/// The factor that somebody has to show, if they have one.
pub(crate) async fn confirmed(reader: &impl Reader, person: PersonId) -> Result<Option<Model>, Failure> {
    Ok(find(reader, person).await?.filter(|row| row.confirmed_at.is_some()))
}

/// Keeps a secret that nobody has proved to hold yet, in place of another such one.
pub(crate) async fn begin(write: &Write, seal: &Seal, person: PersonId, key: &Key) -> Result<(), Failure> {
    Entity::delete_by_id((write.tenant(), person)).exec(write.conn()).await?;
    let row = ActiveModel {
        tenant_id: Set(write.tenant()),
        person_id: Set(person),
        secret: Set(seal.close(write.tenant(), person, key.base32())?),
        begun_at: Set(write.now()),
        confirmed_at: Set(None),
        last_step: Set(0),
    };
    row.insert(write.conn()).await?;
    Ok(())
}

/// From now on the factor is asked for; its first code is used up. Answers the recovery codes, which are shown once.
pub(crate) async fn confirm(write: &Write, row: Model, step: i64) -> Result<Vec<String>, Failure> {
    let person = row.person_id;
    let mut active = row.into_active_model();
    active.confirmed_at = Set(Some(write.now()));
    active.last_step = Set(step);
    active.update(write.conn()).await?;
    let codes = (0..RECOVERY_CODES).map(|_| secret::recovery_code()).collect::<Result<Vec<_>, Failure>>()?;
    forget_codes(write, person).await?;
    let rows = codes.iter().map(|code| recovery_code::ActiveModel {
        tenant_id: Set(write.tenant()),
        person_id: Set(person),
        digest: Set(digest(person, code)),
        used_at: Set(None),
    });
    Codes::insert_many(rows).exec_without_returning(write.conn()).await?;
    Ok(codes)
}

/// Uses up a code of the telephone or of the paper. The caller holds the person's attempts, so nobody else is here.
pub(crate) async fn spend(
    write: &Write,
    seal: &Seal,
    row: Model,
    typed: &str,
) -> Result<Option<Way>, Failure> {
    let person = row.person_id;
    if let Some(step) = step_of(seal, &row, typed, write.now())? {
        let mut active = row.into_active_model();
        active.last_step = Set(step);
        active.update(write.conn()).await?;
        return Ok(Some(Way::Code));
    }
    let found = Codes::find_by_id((write.tenant(), person, digest(person, typed))).one(write.conn()).await?;
    let Some(code) = found.filter(|code| code.used_at.is_none()) else { return Ok(None) };
    let mut active = code.into_active_model();
    active.used_at = Set(Some(write.now()));
    active.update(write.conn()).await?;
    Ok(Some(Way::RecoveryCode))
}

/// The step of the telephone to which a code belongs. Without the right key no code is right; paper still is.
pub(crate) fn step_of(seal: &Seal, row: &Model, typed: &str, now: Instant) -> Result<Option<i64>, Failure> {
    match seal.open(row.tenant_id, row.person_id, &row.secret) {
        Some(secret) => Key::from_kept(secret).step_of(typed, now, row.last_step),
        None => {
            tracing::error!(person = %row.person_id, key = seal.number(), "a second factor does not open with this key");
            Ok(None)
        }
    }
}

/// How many recovery codes have not been used.
pub(crate) async fn codes_left(reader: &impl Reader, person: PersonId) -> Result<u64, Failure> {
    let query = Codes::find()
        .filter(recovery_code::Column::TenantId.eq(reader.tenant()))
        .filter(recovery_code::Column::PersonId.eq(person))
        .filter(recovery_code::Column::UsedAt.is_null());
    Ok(query.count(reader.conn()).await?)
}

/// Removes the factor and its codes; answers since when there was one.
pub(crate) async fn remove(write: &Write, person: PersonId) -> Result<Option<Instant>, Failure> {
    let before = confirmed(write, person).await?;
    Entity::delete_by_id((write.tenant(), person)).exec(write.conn()).await?;
    forget_codes(write, person).await?;
    Ok(before.and_then(|row| row.confirmed_at))
}

async fn forget_codes(write: &Write, person: PersonId) -> Result<(), Failure> {
    Codes::delete_many()
        .filter(recovery_code::Column::TenantId.eq(write.tenant()))
        .filter(recovery_code::Column::PersonId.eq(person))
        .exec(write.conn())
        .await?;
    Ok(())
}

/// 120 random bits are guessed by nobody, so a plain digest is enough.
fn digest(person: PersonId, typed: &str) -> String {
    let plain: String = typed.chars().filter(char::is_ascii_alphanumeric).collect();
    secret::digest(&format!("recovery code {person} {}", plain.to_ascii_lowercase()))
}
