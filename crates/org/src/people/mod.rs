//! People: who they are, who may see and manage them. Others ask for their [`labels`] only.

pub(crate) mod access;
pub(crate) mod create;
pub(crate) mod edit;
pub(crate) mod export;
pub(crate) mod import;
mod import_plan;
pub(crate) mod list;
pub(crate) mod reach;
pub(crate) mod store;
mod table;
pub(crate) mod template;
pub(crate) mod text;
pub(crate) mod view;

use std::collections::{BTreeMap, BTreeSet};

use db::Reader;
use kernel::{Failure, PersonId};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};

use crate::{rows::person, tree::IDS_PER_QUERY};

/// The display name of each person; unknown ids are left out.
pub async fn labels(
    reader: &impl Reader,
    ids: impl IntoIterator<Item = PersonId>,
) -> Result<BTreeMap<PersonId, String>, Failure> {
    let ids: Vec<PersonId> = ids.into_iter().collect::<BTreeSet<_>>().into_iter().collect();
    let mut found = BTreeMap::new();
    for some in ids.chunks(IDS_PER_QUERY) {
        let query = person::Entity::find()
            .filter(person::Column::TenantId.eq(reader.tenant()))
            .filter(person::Column::Id.is_in(some.iter().copied()));
        found.extend(query.all(reader.conn()).await?.into_iter().map(|row| (row.id, row.name)));
    }
    Ok(found)
}
