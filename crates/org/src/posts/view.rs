//! Posts as the API shows them.

use std::collections::BTreeMap;

use db::{Reader, dialect::found_then_sorted};
use kernel::{Day, Failure, OrHidden, PersonId, PostId};
use policy::Role;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::store;
use crate::{
    model::Validity,
    people,
    rows::post::{Column, Entity, Model},
    tree,
    units::view::UnitLabelView,
};

#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub(crate) struct PostView {
    #[schema(value_type = String, format = Uuid)]
    pub id: PostId,
    #[schema(value_type = String, format = Uuid)]
    pub person_id: PersonId,
    pub person_name: String,
    pub unit: UnitLabelView,
    #[schema(value_type = String)]
    pub role: Role,
    pub role_title: String,
    /// The words on the door, e.g. 民爆安全处处长.
    pub title: Option<String>,
    pub valid_from: Day,
    /// The last day; absent while it goes on.
    pub valid_to: Option<Day>,
    /// Valid today.
    pub in_force: bool,
    /// The post whose rights are borrowed.
    #[schema(value_type = Option<String>, format = Uuid)]
    pub stands_in_for: Option<PostId>,
}

/// The views of these posts, in the same order.
pub(crate) async fn views(reader: &impl Reader, rows: Vec<Model>) -> Result<Vec<PostView>, Failure> {
    let units = tree::rows(reader, rows.iter().map(|row| row.unit_id)).await?;
    let names = people::labels(reader, rows.iter().map(|row| row.person_id)).await?;
    let today = reader.now().day();
    rows.into_iter()
        .map(|row| {
            let role = store::role(&row)?;
            let unit = units.iter().find(|unit| unit.id == row.unit_id).or_hidden()?;
            let Model {
                tenant_id: _,
                id,
                person_id,
                unit_id: _,
                role: _,
                title,
                valid_from,
                valid_to,
                stands_in_for,
                created_at: _,
            } = row;
            Ok(PostView {
                id,
                person_id,
                person_name: names.get(&person_id).cloned().unwrap_or_default(),
                unit: UnitLabelView::from(unit),
                role,
                role_title: role.title().to_owned(),
                title,
                valid_from,
                valid_to,
                in_force: Validity { from: valid_from, to: valid_to }.holds_on(today),
                stands_in_for,
            })
        })
        .collect()
}

/// The posts in force today of each of these people.
pub(crate) async fn in_force_of(
    reader: &impl Reader,
    people: impl IntoIterator<Item = PersonId>,
) -> Result<BTreeMap<PersonId, Vec<PostView>>, Failure> {
    let people: Vec<PersonId> = people.into_iter().collect();
    let mut found: BTreeMap<PersonId, Vec<PostView>> = BTreeMap::new();
    for some in people.chunks(tree::IDS_PER_QUERY) {
        let rows = Entity::find()
            .filter(Column::TenantId.eq(reader.tenant()))
            .filter(Column::PersonId.is_in(some.iter().copied()))
            .filter(store::in_force_on(reader.now().day()))
            .order_by_asc(found_then_sorted(Column::Id))
            .all(reader.conn())
            .await?;
        for view in views(reader, rows).await? {
            found.entry(view.person_id).or_default().push(view);
        }
    }
    Ok(found)
}
