//! Who may see and manage a person: a person stands wherever their posts are.

use db::Reader;
use kernel::{Failure, PersonId, UnitId};
use policy::{Granted, Role, Scope};
use sea_orm::{ColumnTrait, Condition, EntityTrait, QueryFilter, QuerySelect, QueryTrait};
use web::Ask;

use crate::{
    policy::{ManageAdministrators, ManagePeople, ReadPeople},
    posts,
    rows::{person, post},
    tree,
};

/// The condition that a person has, had or will have a post in the scope.
pub(crate) fn visible(scope: &Scope<ReadPeople>) -> Condition {
    if scope.everywhere {
        return Condition::all();
    }
    let with_post = post::Entity::find()
        .select_only()
        .column(post::Column::PersonId)
        .filter(post::Column::TenantId.eq(scope.tenant))
        .filter(tree::within(scope, post::Column::UnitId))
        .into_query();
    Condition::all().add(person::Column::Id.in_subquery(with_post))
}

/// The person, or [`Failure::Hidden`] for those who may not see them.
pub(crate) async fn see(ask: &Ask, reader: &impl Reader, id: PersonId) -> Result<person::Model, Failure> {
    let found = person::Entity::find()
        .filter(person::Column::TenantId.eq(ask.tenant()))
        .filter(person::Column::Id.eq(id))
        .filter(visible(&ask.scope::<ReadPeople>()))
        .one(reader.conn())
        .await?;
    found.ok_or(Failure::Hidden)
}

/// Proof for managing somebody: every post that has not ended must be within reach, and an administrator's post needs
/// the right over administrators. A person without posts belongs to the authority as a whole.
pub(crate) async fn manage(
    ask: &Ask,
    reader: &impl Reader,
    id: PersonId,
) -> Result<Granted<ManagePeople>, Failure> {
    see(ask, reader, id).await?;
    let mut proof = None;
    for row in posts::store::not_ended(reader, id).await? {
        proof = Some(manage_post(ask, reader, row.unit_id, posts::store::role(&row)?).await?);
    }
    match proof {
        Some(granted) => Ok(granted),
        None => ask.authorize_everywhere::<ManagePeople>(),
    }
}

/// Proof for giving or ending a post of this role at this unit.
pub(crate) async fn manage_post(
    ask: &Ask,
    reader: &impl Reader,
    unit: UnitId,
    role: Role,
) -> Result<Granted<ManagePeople>, Failure> {
    let standing = tree::standing(reader, &unit).await?;
    if role.is_administrator() {
        ask.authorize::<ManageAdministrators>(&standing)?;
    }
    ask.authorize::<ManagePeople>(&standing)
}
