//! Who holds two administrator posts at once. The first start gives two to one person, because somebody has to begin;
//! GB/T 22239-2019 (8.1.5) wants them apart as soon as there are people for them.

use std::collections::BTreeMap;

use db::Reader;
use kernel::{Failure, PersonId};
use policy::Role;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder};

use super::store::{in_force_on, role};
use crate::rows::{person, post};

/// The login names of those who hold more than one administrator post today and can still log in.
pub async fn doubled_administrators(reader: &impl Reader) -> Result<Vec<String>, Failure> {
    let administrators = [Role::SystemAdmin, Role::SecurityAdmin, Role::AuditAdmin].map(Role::key);
    let posts = post::Entity::find()
        .filter(post::Column::TenantId.eq(reader.tenant()))
        .filter(post::Column::Role.is_in(administrators))
        .filter(in_force_on(reader.now().day()))
        .all(reader.conn())
        .await?;
    let mut held: BTreeMap<PersonId, Vec<Role>> = BTreeMap::new();
    for row in &posts {
        let roles = held.entry(row.person_id).or_default();
        let role = role(row)?;
        if !roles.contains(&role) {
            roles.push(role);
        }
    }
    let doubled: Vec<PersonId> =
        held.into_iter().filter(|(_, roles)| roles.len() > 1).map(|(person, _)| person).collect();
    if doubled.is_empty() {
        return Ok(Vec::new());
    }
    let people = person::Entity::find()
        .filter(person::Column::TenantId.eq(reader.tenant()))
        .filter(person::Column::Id.is_in(doubled))
        .filter(person::Column::DisabledAt.is_null())
        .order_by_asc(person::Column::Login)
        .all(reader.conn())
        .await?;
    Ok(people.into_iter().map(|row| row.login).collect())
}
