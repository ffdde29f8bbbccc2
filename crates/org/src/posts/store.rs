//! Posts in the database. Every function that changes something takes the proof that it may.

use std::collections::{BTreeMap, BTreeSet};

use db::{Reader, Write};
use kernel::{Day, Failure, OrHidden, PersonId, PostId, UnitId};
use policy::Role;
use sea_orm::{
    ActiveModelTrait, ColumnTrait, Condition, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder, Set,
};

use super::rules::Held;
use crate::{
    model::Validity,
    policy::ManagePeople,
    rows::post::{ActiveModel, Column, Entity, Model},
    tree::IDS_PER_QUERY,
    warrant::Warrant,
};

pub(crate) struct NewPost {
    pub unit: UnitId,
    pub role: Role,
    pub title: Option<String>,
    pub validity: Validity,
    pub stands_in_for: Option<PostId>,
}

pub(crate) fn role(row: &Model) -> Result<Role, Failure> {
    row.role
        .parse()
        .map_err(|()| Failure::internal(format!("post {} has the unknown role {}", row.id, row.role)))
}

pub(crate) fn held(row: &Model) -> Result<Held, Failure> {
    let validity = Validity { from: row.valid_from, to: row.valid_to };
    Ok(Held { role: role(row)?, unit: row.unit_id, validity })
}

/// The condition that a post is valid on that day.
pub(crate) fn in_force_on(day: Day) -> Condition {
    let goes_on = Condition::any().add(Column::ValidTo.is_null()).add(Column::ValidTo.gte(day));
    Condition::all().add(Column::ValidFrom.lte(day)).add(goes_on)
}

/// The posts of a person that are valid today.
pub(crate) async fn in_force(reader: &impl Reader, person: PersonId) -> Result<Vec<Model>, Failure> {
    let query = Entity::find()
        .filter(Column::TenantId.eq(reader.tenant()))
        .filter(Column::PersonId.eq(person))
        .filter(in_force_on(reader.now().day()))
        .order_by_asc(Column::Id);
    Ok(query.all(reader.conn()).await?)
}

/// Every post of a person, oldest first.
pub(crate) async fn of_person(reader: &impl Reader, person: PersonId) -> Result<Vec<Model>, Failure> {
    let query = Entity::find()
        .filter(Column::TenantId.eq(reader.tenant()))
        .filter(Column::PersonId.eq(person))
        .order_by_asc(Column::Id);
    Ok(query.all(reader.conn()).await?)
}

/// The posts of a person that are valid today or later.
pub(crate) async fn not_ended(reader: &impl Reader, person: PersonId) -> Result<Vec<Model>, Failure> {
    let today = reader.now().day();
    let all = of_person(reader, person).await?;
    Ok(all.into_iter().filter(|row| row.valid_to.is_none_or(|to| to >= today)).collect())
}

/// Who holds or held these posts; unknown ids are left out.
pub(crate) async fn holders(
    reader: &impl Reader,
    ids: impl IntoIterator<Item = PostId>,
) -> Result<BTreeMap<PostId, PersonId>, Failure> {
    let ids: Vec<PostId> = ids.into_iter().collect::<BTreeSet<_>>().into_iter().collect();
    let mut found = BTreeMap::new();
    for some in ids.chunks(IDS_PER_QUERY) {
        let query = Entity::find()
            .filter(Column::TenantId.eq(reader.tenant()))
            .filter(Column::Id.is_in(some.iter().copied()));
        found.extend(query.all(reader.conn()).await?.into_iter().map(|row| (row.id, row.person_id)));
    }
    Ok(found)
}

/// [`Failure::Hidden`] when there is none.
pub(crate) async fn post(reader: &impl Reader, id: PostId) -> Result<Model, Failure> {
    Entity::find_by_id((reader.tenant(), id)).one(reader.conn()).await?.or_hidden()
}

/// The posts that borrow from this one.
pub(crate) async fn stand_ins(reader: &impl Reader, id: PostId) -> Result<Vec<Model>, Failure> {
    let query = Entity::find()
        .filter(Column::TenantId.eq(reader.tenant()))
        .filter(Column::StandsInFor.eq(id))
        .order_by_asc(Column::Id);
    Ok(query.all(reader.conn()).await?)
}

pub(crate) async fn insert(
    write: &Write,
    _: &Warrant<ManagePeople>,
    person: PersonId,
    new: NewPost,
) -> Result<Model, Failure> {
    let NewPost { unit, role, title, validity, stands_in_for } = new;
    let row = ActiveModel {
        tenant_id: Set(write.tenant()),
        id: Set(write.id()),
        person_id: Set(person),
        unit_id: Set(unit),
        role: Set(role.key().to_owned()),
        title: Set(title),
        valid_from: Set(validity.from),
        valid_to: Set(validity.to),
        stands_in_for: Set(stands_in_for),
        created_at: Set(write.now()),
    };
    Ok(row.insert(write.conn()).await?)
}

/// `last_day` may lie before the first day: the post then never was in force.
pub(crate) async fn end(
    write: &Write,
    _: &Warrant<ManagePeople>,
    row: Model,
    last_day: Day,
) -> Result<Model, Failure> {
    let mut active = row.into_active_model();
    active.valid_to = Set(Some(last_day));
    Ok(active.update(write.conn()).await?)
}
