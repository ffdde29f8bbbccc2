//! Units in the database. Every function that changes something takes the proof that it may.

use std::collections::BTreeMap;

use db::{Reader, Write, dialect};
use kernel::{Day, Failure, OrHidden, UnitId, text::folded};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, Condition, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder, Set,
    sea_query::Expr,
};

use crate::{
    closure, kept,
    model::{UnitKind, Validity},
    policy::ManageUnits,
    rows::{unit, unit_name},
    warrant::Warrant,
};

/// Everything that a new unit has.
pub(crate) struct NewUnit {
    pub key: String,
    pub name: String,
    pub kind: UnitKind,
    pub parent: Option<UnitId>,
    pub region_code: Option<String>,
    pub attributes: BTreeMap<String, String>,
    pub validity: Validity,
}

/// Enters a unit with its first name and its place in the tree.
pub(crate) async fn insert(write: &Write, _: &Warrant<ManageUnits>, new: NewUnit) -> Result<UnitId, Failure> {
    let NewUnit { key, name, kind, parent, region_code, attributes, validity } = new;
    kept::changed(write).await?;
    let id: UnitId = write.id();
    let row = unit::ActiveModel {
        tenant_id: Set(write.tenant()),
        id: Set(id),
        key: Set(key.clone()),
        kind: Set(kind.key().to_owned()),
        parent_id: Set(parent),
        region_code: Set(region_code),
        attributes: Set(serde_json::to_string(&attributes).map_err(Failure::internal)?),
        valid_from: Set(validity.from),
        valid_to: Set(validity.to),
        merged_into: Set(None),
        revision: Set(1),
        created_at: Set(write.now()),
    };
    row.insert(write.conn()).await.map_err(|error| {
        if dialect::is_unique_violation(&error) {
            return taken(&key);
        }
        error.into()
    })?;
    closure::enter(write, id, parent).await?;
    put_name(write, id, validity.from, &name).await?;
    Ok(id)
}

/// A key was used before, perhaps by a unit that is closed now.
pub(crate) fn taken(key: &str) -> Failure {
    Failure::invalid("/key", "taken", format!("单位编码 {key} 已被使用（包括已撤销的单位），请换一个"))
}

/// The unit as it is now, for a change that the asker made after reading `revision`.
pub(crate) async fn for_change(write: &Write, id: UnitId, revision: i64) -> Result<unit::Model, Failure> {
    closure::lock(write).await?;
    let row = unit::Entity::find_by_id((write.tenant(), id)).one(write.conn()).await?.or_hidden()?;
    if row.revision == revision { Ok(row) } else { Err(Failure::Stale) }
}

/// What a change sets; the rest stays.
#[derive(Default)]
pub(crate) struct Changes {
    pub parent: Option<UnitId>,
    pub region_code: Option<Option<String>>,
    pub attributes: Option<BTreeMap<String, String>>,
    pub valid_from: Option<Day>,
    pub valid_to: Option<Option<Day>>,
    pub merged_into: Option<UnitId>,
}

/// Writes the changes under the next revision. A new parent also moves the pairs of the closure table.
pub(crate) async fn change(
    write: &Write,
    _: &Warrant<ManageUnits>,
    row: unit::Model,
    changes: Changes,
) -> Result<(), Failure> {
    let Changes { parent, region_code, attributes, valid_from, valid_to, merged_into } = changes;
    let (id, revision, began) = (row.id, row.revision, row.valid_from);
    kept::changed(write).await?;
    let mut active = row.into_active_model();
    active.revision = Set(revision + 1);
    if let Some(parent) = parent {
        closure::relocate(write, id, parent).await?;
        write.mark(crate::tree::CHANGED);
        active.parent_id = Set(Some(parent));
    }
    if let Some(region_code) = region_code {
        active.region_code = Set(region_code);
    }
    if let Some(attributes) = attributes {
        active.attributes = Set(serde_json::to_string(&attributes).map_err(Failure::internal)?);
    }
    if let Some(valid_from) = valid_from {
        begin_earlier(write, id, began, valid_from).await?;
        active.valid_from = Set(valid_from);
    }
    if let Some(valid_to) = valid_to {
        active.valid_to = Set(valid_to);
    }
    if let Some(into) = merged_into {
        active.merged_into = Set(Some(into));
    }
    active.update(write.conn()).await?;
    Ok(())
}

/// The first name goes back with the unit: otherwise it would have had none in its first years.
async fn begin_earlier(write: &Write, id: UnitId, began: Day, begins: Day) -> Result<(), Failure> {
    let of_unit = Condition::all()
        .add(unit_name::Column::TenantId.eq(write.tenant()))
        .add(unit_name::Column::UnitId.eq(id));
    let older = unit_name::Entity::find()
        .filter(of_unit.clone())
        .filter(unit_name::Column::ValidFrom.lt(began.to_string()));
    // A unit whose first day was once moved forward has a name for its earlier years already.
    if begins >= began || older.one(write.conn()).await?.is_some() {
        return Ok(());
    }
    unit_name::Entity::update_many()
        .col_expr(unit_name::Column::ValidFrom, Expr::value(begins.to_string()))
        .filter(of_unit)
        .filter(unit_name::Column::ValidFrom.eq(began.to_string()))
        .exec(write.conn())
        .await?;
    Ok(())
}

/// The unit bears this name from that day on. A name that began on the same day is corrected.
pub(crate) async fn name_from(
    write: &Write,
    _: &Warrant<ManageUnits>,
    id: UnitId,
    from: Day,
    name: &str,
) -> Result<(), Failure> {
    put_name(write, id, from, name).await
}

async fn put_name(write: &Write, id: UnitId, from: Day, name: &str) -> Result<(), Failure> {
    kept::changed(write).await?;
    let key = (write.tenant(), id, from.to_string());
    unit_name::Entity::delete_by_id(key).exec(write.conn()).await?;
    let row = unit_name::ActiveModel {
        tenant_id: Set(write.tenant()),
        unit_id: Set(id),
        valid_from: Set(from.to_string()),
        name: Set(name.to_owned()),
        folded: Set(folded(name)),
    };
    row.insert(write.conn()).await?;
    Ok(())
}

/// The children of a unit, in the order of their keys; closed ones included.
pub(crate) async fn children(reader: &impl Reader, id: UnitId) -> Result<Vec<unit::Model>, Failure> {
    let query = unit::Entity::find()
        .filter(unit::Column::TenantId.eq(reader.tenant()))
        .filter(unit::Column::ParentId.eq(id))
        .order_by_asc(unit::Column::Key);
    Ok(query.all(reader.conn()).await?)
}
