//! Password hashes in the database, apart from everything else about a person.

use db::{Reader, Write};
use kernel::{Failure, PersonId};
use sea_orm::{ActiveModelTrait, EntityTrait, Set};

use crate::rows::password::{ActiveModel, Entity, Model};

/// Sets the hash of a person's password, replacing the one before.
pub(crate) async fn set(
    write: &Write,
    person: PersonId,
    hash: String,
    must_change: bool,
) -> Result<(), Failure> {
    Entity::delete_by_id((write.tenant(), person)).exec(write.conn()).await?;
    let row = ActiveModel {
        tenant_id: Set(write.tenant()),
        person_id: Set(person),
        hash: Set(hash),
        must_change: Set(must_change),
        changed_at: Set(write.now()),
    };
    row.insert(write.conn()).await?;
    Ok(())
}

pub(crate) async fn find(reader: &impl Reader, person: PersonId) -> Result<Option<Model>, Failure> {
    Ok(Entity::find_by_id((reader.tenant(), person)).one(reader.conn()).await?)
}
