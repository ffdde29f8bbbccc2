//! The tree as others ask about it. Every answer is about the tenant of the reader.

use std::collections::{BTreeMap, BTreeSet};

use db::{Reader, dialect::found_then_sorted};
use kernel::{Day, Failure, OrHidden, UnitId};
use plan::units::UnitSnapshot;
use policy::{Act, Scope, Standing};
use sea_orm::{
    ColumnTrait, Condition, EntityTrait, QueryFilter, QueryOrder, QuerySelect, QueryTrait,
    sea_query::{Expr, ExprTrait, SelectStatement},
};

use crate::{
    kept,
    model::{Named, UnitKind, UnitLabel, UnitRow, Validity, name_on},
    rows::{unit, unit_ancestor, unit_name},
};

/// Ids per statement: far below the number of variables that either engine allows (SQLite 32,766).
pub(crate) const IDS_PER_QUERY: usize = 500;

/// The mark of a unit of work that moved units in the tree: whoever keeps sums over it brings them in line
/// ([`db::Finisher`]).
pub const CHANGED: &str = "org.tree";

/// Grows with every change of the tree; `None` where the process does not hear of them all by itself.
pub fn number(reader: &impl Reader) -> Option<i64> {
    reader.shelf().and_then(|shelf| shelf.number(kept::MOVED))
}

/// Where the unit stands: itself and every unit above it, nearest first. [`Failure::Hidden`] when there is none.
pub async fn standing(reader: &impl Reader, unit: &UnitId) -> Result<Standing, Failure> {
    let above = ancestors(reader, *unit).await?;
    let (first, above) = above.split_first().or_hidden()?;
    Ok(Standing { unit: *first, above: above.to_vec() })
}

/// The unit itself and every unit above it, nearest first; empty when there is no such unit.
pub async fn ancestors(reader: &impl Reader, unit: UnitId) -> Result<Vec<UnitId>, Failure> {
    if let Some(tree) = kept::present(reader).await? {
        return Ok(tree.ancestors(unit));
    }
    let rows = unit_ancestor::Entity::find()
        .filter(unit_ancestor::Column::TenantId.eq(reader.tenant()))
        .filter(unit_ancestor::Column::UnitId.eq(unit))
        .order_by_asc(found_then_sorted(unit_ancestor::Column::Depth))
        .all(reader.conn())
        .await?;
    Ok(rows.into_iter().map(|row| row.ancestor_id).collect())
}

/// The unit itself and every unit under it, in the order of depth and id; closed units included.
pub async fn descendants(reader: &impl Reader, unit: UnitId) -> Result<Vec<UnitId>, Failure> {
    if let Some(tree) = kept::present(reader).await? {
        return Ok(tree.descendants(unit, usize::MAX));
    }
    let rows = unit_ancestor::Entity::find()
        .filter(unit_ancestor::Column::TenantId.eq(reader.tenant()))
        .filter(unit_ancestor::Column::AncestorId.eq(unit))
        .order_by_asc(unit_ancestor::Column::Depth)
        .order_by_asc(unit_ancestor::Column::UnitId)
        .all(reader.conn())
        .await?;
    Ok(rows.into_iter().map(|row| row.unit_id).collect())
}

/// One unit. [`Failure::Hidden`] when there is none.
pub async fn unit(reader: &impl Reader, id: UnitId) -> Result<UnitRow, Failure> {
    if let Some(tree) = kept::present(reader).await? {
        return tree.row(id, reader.now().day())?.or_hidden();
    }
    let row = unit::Entity::find_by_id((reader.tenant(), id)).one(reader.conn()).await?.or_hidden()?;
    let names = names(reader, [id]).await?;
    assemble(row, &names, reader.now().day())
}

/// The unit with this key. [`Failure::Hidden`] when there is none.
pub async fn by_key(reader: &impl Reader, key: &str) -> Result<UnitRow, Failure> {
    if let Some(tree) = kept::present(reader).await? {
        return tree.row(tree.by_key(key).or_hidden()?, reader.now().day())?.or_hidden();
    }
    let row = unit::Entity::find()
        .filter(unit::Column::TenantId.eq(reader.tenant()))
        .filter(unit::Column::Key.eq(key))
        .one(reader.conn())
        .await?
        .or_hidden()?;
    let names = names(reader, [row.id]).await?;
    assemble(row, &names, reader.now().day())
}

/// The unit without a parent. [`Failure::Hidden`] before the set-up.
pub async fn root(reader: &impl Reader) -> Result<UnitRow, Failure> {
    if let Some(tree) = kept::present(reader).await? {
        return tree.row(tree.root().or_hidden()?, reader.now().day())?.or_hidden();
    }
    let row = unit::Entity::find()
        .filter(unit::Column::TenantId.eq(reader.tenant()))
        .filter(unit::Column::ParentId.is_null())
        .order_by_asc(unit::Column::Id)
        .one(reader.conn())
        .await?
        .or_hidden()?;
    let names = names(reader, [row.id]).await?;
    assemble(row, &names, reader.now().day())
}

/// The kind of each unit; unknown ids are left out. For rules that ask for nothing else of many units on every write.
pub async fn kinds(reader: &impl Reader, ids: &[UnitId]) -> Result<BTreeMap<UnitId, UnitKind>, Failure> {
    if let Some(tree) = kept::present(reader).await? {
        return Ok(ids.iter().filter_map(|id| Some((*id, tree.kind(*id)?))).collect());
    }
    let rows: Vec<(UnitId, String)> = unit::Entity::find()
        .select_only()
        .columns([unit::Column::Id, unit::Column::Kind])
        .filter(unit::Column::TenantId.eq(reader.tenant()))
        .filter(unit::Column::Id.is_in(ids.iter().copied()))
        .into_tuple()
        .all(reader.conn())
        .await?;
    rows.into_iter().map(|(id, kind)| Ok((id, read_kind(&kind, &id)?))).collect()
}

/// Key, today's name and kind of each unit; unknown ids are left out.
pub async fn labels(
    reader: &impl Reader,
    ids: impl IntoIterator<Item = UnitId>,
) -> Result<BTreeMap<UnitId, UnitLabel>, Failure> {
    if let Some(tree) = kept::present(reader).await? {
        let today = reader.now().day();
        let ids: BTreeSet<UnitId> = ids.into_iter().collect();
        return Ok(ids.into_iter().filter_map(|id| Some((id, tree.label(id, today)?))).collect());
    }
    let rows = rows(reader, ids).await?;
    let label = |row: UnitRow| (row.id, UnitLabel { key: row.key, name: row.name, kind: row.kind });
    Ok(rows.into_iter().map(label).collect())
}

/// The units with these ids, in their [official order](UnitRow::place); unknown ids are left out.
pub async fn rows(
    reader: &impl Reader,
    ids: impl IntoIterator<Item = UnitId>,
) -> Result<Vec<UnitRow>, Failure> {
    let ids: Vec<UnitId> = ids.into_iter().collect::<BTreeSet<_>>().into_iter().collect();
    if let Some(tree) = kept::present(reader).await? {
        return tree.rows(ids, reader.now().day());
    }
    let mut found = Vec::with_capacity(ids.len());
    for some in ids.chunks(IDS_PER_QUERY) {
        let query = unit::Entity::find()
            .filter(unit::Column::TenantId.eq(reader.tenant()))
            .filter(unit::Column::Id.is_in(some.iter().copied()));
        found.extend(query.all(reader.conn()).await?);
    }
    let names = names(reader, ids).await?;
    assembled(found, &names, reader.now().day())
}

/// The units directly under this one, in their [official order](UnitRow::place); closed ones included.
pub async fn children(reader: &impl Reader, unit: UnitId) -> Result<Vec<UnitRow>, Failure> {
    let today = reader.now().day();
    if let Some(tree) = kept::present(reader).await? {
        return tree.rows(tree.children(unit).iter().copied(), today);
    }
    let found = unit::Entity::find()
        .filter(unit::Column::TenantId.eq(reader.tenant()))
        .filter(unit::Column::ParentId.eq(unit))
        .all(reader.conn())
        .await?;
    let names = names(reader, found.iter().map(|row| row.id)).await?;
    assembled(found, &names, today)
}

/// The organisation as plans see it: every unit of the authority, closed ones included, with today's names.
pub struct Snapshot {
    /// In the order of their keys.
    pub units: Vec<UnitSnapshot>,
    pub ids: BTreeMap<String, UnitId>,
}

/// See [`Snapshot`].
pub async fn snapshot(reader: &impl Reader) -> Result<Snapshot, Failure> {
    let mut rows = all(reader, reader.now().day()).await?;
    rows.sort_by(|one, other| one.key.cmp(&other.key));
    let ids: BTreeMap<String, UnitId> = rows.iter().map(|row| (row.key.clone(), row.id)).collect();
    let keys: BTreeMap<UnitId, String> = rows.iter().map(|row| (row.id, row.key.clone())).collect();
    let units = rows.into_iter().map(|row| row.into_snapshot(|id| keys.get(&id).cloned())).collect();
    Ok(Snapshot { units, ids })
}

/// Every unit of the authority, in their [official order](UnitRow::place), with the name valid on `day`.
pub async fn all(reader: &impl Reader, day: Day) -> Result<Vec<UnitRow>, Failure> {
    if let Some(tree) = kept::present(reader).await? {
        return tree.rows(tree.ids(), day);
    }
    let rows = unit::Entity::find().filter(unit::Column::TenantId.eq(reader.tenant()));
    assembled(rows.all(reader.conn()).await?, &all_names(reader).await?, day)
}

fn assembled(rows: Vec<unit::Model>, names: &Names, day: Day) -> Result<Vec<UnitRow>, Failure> {
    let rows: Result<Vec<UnitRow>, Failure> = rows.into_iter().map(|row| assemble(row, names, day)).collect();
    let mut rows = rows?;
    in_order(&mut rows);
    Ok(rows)
}

/// Brings units into their [official order](UnitRow::place).
pub(crate) fn in_order(rows: &mut [UnitRow]) {
    rows.sort_by(|one, other| one.place().cmp(&other.place()));
}

/// The condition that a column of unit ids lies in the scope: what every list is made from.
pub fn within<A: Act>(scope: &Scope<A>, column: impl ColumnTrait) -> Condition {
    if scope.everywhere {
        return Condition::all();
    }
    if scope.is_empty() {
        return Condition::all().add(Expr::val(1).eq(0));
    }
    let mut any = Condition::any();
    if !scope.own.is_empty() {
        any = any.add(column.is_in(scope.own.iter().copied()));
    }
    if !scope.trees.is_empty() {
        any = any.add(column.in_subquery(under(scope.tenant, &scope.trees, 0)));
    }
    if !scope.below.is_empty() {
        any = any.add(column.in_subquery(under(scope.tenant, &scope.below, 1)));
    }
    any
}

/// The condition that a column of unit ids lies in the subtree of `unit`, itself included.
pub fn in_tree(reader: &impl Reader, unit: UnitId, column: impl ColumnTrait) -> Condition {
    Condition::all().add(column.in_subquery(under(reader.tenant(), &[unit], 0)))
}

fn under(tenant: kernel::TenantId, roots: &[UnitId], depth_min: i64) -> SelectStatement {
    unit_ancestor::Entity::find()
        .select_only()
        .column(unit_ancestor::Column::UnitId)
        .filter(unit_ancestor::Column::TenantId.eq(tenant))
        .filter(unit_ancestor::Column::AncestorId.is_in(roots.iter().copied()))
        .filter(unit_ancestor::Column::Depth.gte(depth_min))
        .into_query()
}

pub(crate) type Names = BTreeMap<UnitId, Vec<Named>>;

/// The history of names of each unit, oldest first.
pub(crate) async fn names(
    reader: &impl Reader,
    ids: impl IntoIterator<Item = UnitId>,
) -> Result<Names, Failure> {
    let ids: Vec<UnitId> = ids.into_iter().collect();
    let mut found = Names::new();
    for some in ids.chunks(IDS_PER_QUERY) {
        let query = unit_name::Entity::find()
            .filter(unit_name::Column::TenantId.eq(reader.tenant()))
            .filter(unit_name::Column::UnitId.is_in(some.iter().copied()));
        collect(&mut found, query.order_by_asc(unit_name::Column::ValidFrom).all(reader.conn()).await?)?;
    }
    Ok(found)
}

pub(crate) async fn all_names(reader: &impl Reader) -> Result<Names, Failure> {
    let query = unit_name::Entity::find()
        .filter(unit_name::Column::TenantId.eq(reader.tenant()))
        .order_by_asc(unit_name::Column::ValidFrom);
    let mut found = Names::new();
    collect(&mut found, query.all(reader.conn()).await?)?;
    Ok(found)
}

fn collect(into: &mut Names, rows: Vec<unit_name::Model>) -> Result<(), Failure> {
    for unit_name::Model { tenant_id: _, unit_id, valid_from, name, folded: _ } in rows {
        let from = valid_from.parse().map_err(Failure::internal)?;
        into.entry(unit_id).or_default().push(Named { from, name });
    }
    Ok(())
}

pub(crate) fn read_kind(kind: &str, of: &impl std::fmt::Display) -> Result<UnitKind, Failure> {
    kind.parse().map_err(|()| Failure::internal(format!("unit {of} has the unknown kind {kind}")))
}

pub(crate) fn assemble(row: unit::Model, names: &Names, day: Day) -> Result<UnitRow, Failure> {
    let names = names.get(&row.id).map_or(&[] as &[Named], Vec::as_slice);
    dressed(row, names, day)
}

/// A row with the name that it bears on that day.
pub(crate) fn dressed(row: unit::Model, names: &[Named], day: Day) -> Result<UnitRow, Failure> {
    let unit::Model {
        tenant_id: _,
        id,
        key,
        kind,
        parent_id,
        region_code,
        attributes,
        valid_from,
        valid_to,
        merged_into,
        revision,
        created_at: _,
    } = row;
    let name = name_on(names, day).unwrap_or(&key).to_owned();
    Ok(UnitRow {
        kind: read_kind(&kind, &key)?,
        attributes: serde_json::from_str(&attributes).map_err(Failure::internal)?,
        id,
        key,
        name,
        parent: parent_id,
        region_code,
        validity: Validity { from: valid_from, to: valid_to },
        merged_into,
        revision,
    })
}
