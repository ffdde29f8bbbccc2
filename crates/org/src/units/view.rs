//! Units as the API shows them.

use std::collections::BTreeMap;

use db::Reader;
use kernel::{Day, Failure, UnitId};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::{
    model::{UnitKind, UnitRow},
    tree,
};

/// A unit in the place of its id.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct UnitLabelView {
    #[schema(value_type = String, format = Uuid)]
    pub id: UnitId,
    pub key: String,
    /// The name valid today.
    pub name: String,
    pub kind: UnitKind,
}

impl From<&UnitRow> for UnitLabelView {
    fn from(row: &UnitRow) -> Self {
        Self { id: row.id, key: row.key.clone(), name: row.name.clone(), kind: row.kind }
    }
}

/// A line of a list or a node of the tree.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct UnitItem {
    #[schema(value_type = String, format = Uuid)]
    pub id: UnitId,
    pub key: String,
    /// The name valid on the day asked for.
    pub name: String,
    pub kind: UnitKind,
    pub kind_title: String,
    #[schema(value_type = Option<String>, format = Uuid)]
    pub parent_id: Option<UnitId>,
    pub region_code: Option<String>,
    pub valid_from: Day,
    /// The last day; absent while it goes on.
    pub valid_to: Option<Day>,
    /// Valid on the day asked for.
    pub in_force: bool,
}

impl UnitItem {
    pub(crate) fn new(row: UnitRow, day: Day) -> Self {
        let UnitRow {
            id,
            key,
            name,
            kind,
            parent,
            region_code,
            attributes: _,
            validity,
            merged_into: _,
            revision: _,
        } = row;
        Self {
            id,
            key,
            name,
            kind,
            kind_title: kind.title().to_owned(),
            parent_id: parent,
            region_code,
            valid_from: validity.from,
            valid_to: validity.to,
            in_force: validity.holds_on(day),
        }
    }
}

/// One entry of the history of names.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct UnitNameView {
    pub valid_from: Day,
    pub name: String,
}

/// Everything about one unit.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct UnitView {
    #[schema(value_type = String, format = Uuid)]
    pub id: UnitId,
    pub key: String,
    pub name: String,
    pub kind: UnitKind,
    pub kind_title: String,
    #[schema(value_type = Option<String>, format = Uuid)]
    pub parent_id: Option<UnitId>,
    pub region_code: Option<String>,
    pub attributes: BTreeMap<String, String>,
    pub valid_from: Day,
    pub valid_to: Option<Day>,
    pub in_force: bool,
    pub merged_into: Option<UnitLabelView>,
    /// To be sent back with the next change.
    pub revision: i64,
    /// Oldest first.
    pub names: Vec<UnitNameView>,
    /// The units above, from the root down. Their names are visible to everybody who sees the unit.
    pub path: Vec<UnitLabelView>,
}

/// Loads a unit with its history and the names above it.
pub(crate) async fn load(reader: &impl Reader, id: UnitId) -> Result<UnitView, Failure> {
    let row = tree::unit(reader, id).await?;
    let names = tree::names(reader, [id]).await?.remove(&id).unwrap_or_default();
    let above = tree::ancestors(reader, id).await?;
    let around: Vec<UnitId> = above.iter().copied().chain(row.merged_into).collect();
    let rows = tree::rows(reader, around).await?;
    let label = |id: UnitId| rows.iter().find(|row| row.id == id).map(UnitLabelView::from);
    let path = above.iter().rev().filter(|above| **above != id).filter_map(|above| label(*above)).collect();
    let UnitRow { id, key, name, kind, parent, region_code, attributes, validity, merged_into, revision } =
        row;
    Ok(UnitView {
        id,
        key,
        name,
        kind,
        kind_title: kind.title().to_owned(),
        parent_id: parent,
        region_code,
        attributes,
        valid_from: validity.from,
        valid_to: validity.to,
        in_force: validity.holds_on(reader.now().day()),
        merged_into: merged_into.and_then(label),
        revision,
        names: names
            .into_iter()
            .map(|named| UnitNameView { valid_from: named.from, name: named.name })
            .collect(),
        path,
    })
}
