//! People in the database. Every function that changes something takes the proof that it may.

use db::{Reader, Write, dialect};
use kernel::{Failure, OrHidden, PersonId, text::folded};
use sea_orm::{ActiveModelTrait, EntityTrait, IntoActiveModel, Set};

use crate::{
    login::{attempts, password_store, session_store},
    policy::ManagePeople,
    rows::{login, person},
    warrant::Warrant,
};

pub(crate) struct NewPerson {
    pub name: String,
    pub login: String,
    pub phone: Option<String>,
}

/// Who bears this login, in any spelling, anywhere in the installation.
pub(crate) async fn find_login(reader: &impl Reader, name: &str) -> Result<Option<login::Model>, Failure> {
    Ok(login::Entity::find_by_id(folded(name)).one(reader.conn()).await?)
}

/// [`Failure::Hidden`] when there is none.
pub(crate) async fn person(reader: &impl Reader, id: PersonId) -> Result<person::Model, Failure> {
    person::Entity::find_by_id((reader.tenant(), id)).one(reader.conn()).await?.or_hidden()
}

/// Enters a person who must change `hash`'s password at the first login.
pub(crate) async fn insert(
    write: &Write,
    _: &Warrant<ManagePeople>,
    new: NewPerson,
    hash: String,
    must_change: bool,
) -> Result<PersonId, Failure> {
    let NewPerson { name, login, phone } = new;
    if find_login(write, &login).await?.is_some() {
        return Err(taken());
    }
    let id: PersonId = write.id();
    let row =
        login::ActiveModel { name: Set(folded(&login)), tenant_id: Set(write.tenant()), person_id: Set(id) };
    row.insert(write.conn())
        .await
        .map_err(|error| if dialect::is_unique_violation(&error) { taken() } else { error.into() })?;
    let row = person::ActiveModel {
        tenant_id: Set(write.tenant()),
        id: Set(id),
        folded: Set(folded(&name)),
        name: Set(name),
        login: Set(login),
        phone: Set(phone),
        disabled_at: Set(None),
        revision: Set(1),
        created_at: Set(write.now()),
    };
    row.insert(write.conn()).await?;
    password_store::set(write, id, hash, must_change).await?;
    Ok(id)
}

fn taken() -> Failure {
    Failure::invalid("/login", "taken", "该登录名已被使用，请换一个")
}

/// A one-time password: everything that was opened with the old one ends. Answers how many sessions that were.
pub(crate) async fn give_password(
    write: &Write,
    _: &Warrant<ManagePeople>,
    person: &person::Model,
    hash: String,
) -> Result<u64, Failure> {
    password_store::set(write, person.id, hash, true).await?;
    let ended = session_store::close_others(write, person.id, None).await?;
    attempts::forget(write, &attempts::key(&person.login)).await?;
    Ok(ended)
}

/// Shuts a person out or lets them in again. Nothing about them is deleted.
pub(crate) async fn set_disabled(
    write: &Write,
    _: &Warrant<ManagePeople>,
    row: person::Model,
    disabled: bool,
) -> Result<(), Failure> {
    let (id, revision) = (row.id, row.revision);
    let mut active = row.into_active_model();
    active.disabled_at = Set(disabled.then(|| write.now()));
    active.revision = Set(revision + 1);
    active.update(write.conn()).await?;
    session_store::close_others(write, id, None).await?;
    Ok(())
}

pub(crate) async fn edit(
    write: &Write,
    _: &Warrant<ManagePeople>,
    row: person::Model,
    name: String,
    phone: Option<Option<String>>,
) -> Result<(), Failure> {
    let revision = row.revision;
    let mut active = row.into_active_model();
    active.folded = Set(folded(&name));
    active.name = Set(name);
    if let Some(phone) = phone {
        active.phone = Set(phone);
    }
    active.revision = Set(revision + 1);
    active.update(write.conn()).await?;
    Ok(())
}
