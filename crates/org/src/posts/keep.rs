//! Somebody must always be able to give rights: the last security administrator cannot be taken away.

use db::Reader;
use kernel::{Failure, PersonId, PostId};
use policy::Role;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QuerySelect, QueryTrait};

use super::store::in_force_on;
use crate::rows::{person, post};

/// Refuses when nobody else would be left who holds the post today and can log in. The caller holds the tree's lock,
/// so two of them cannot remove each other at the same time.
pub(crate) async fn a_security_admin_besides(
    reader: &impl Reader,
    person: Option<PersonId>,
    post: Option<PostId>,
) -> Result<(), Failure> {
    let enabled = person::Entity::find()
        .select_only()
        .column(person::Column::Id)
        .filter(person::Column::TenantId.eq(reader.tenant()))
        .filter(person::Column::DisabledAt.is_null())
        .into_query();
    let rows = post::Entity::find()
        .filter(post::Column::TenantId.eq(reader.tenant()))
        .filter(post::Column::Role.eq(Role::SecurityAdmin.key()))
        .filter(post::Column::StandsInFor.is_null())
        .filter(in_force_on(reader.now().day()))
        .filter(post::Column::PersonId.in_subquery(enabled))
        .all(reader.conn())
        .await?;
    let touched = |row: &post::Model| Some(row.person_id) == person || Some(row.id) == post;
    if rows.iter().any(touched) && rows.iter().all(touched) {
        return Err(Failure::refused("last-security-admin", "这是最后一位安全管理员，请先授予另一人该岗位"));
    }
    Ok(())
}
