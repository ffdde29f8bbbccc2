//! The closure table: every pair of a unit and a unit above it, itself included. Only this file writes it.

use std::collections::BTreeSet;

use db::{Reader, Write};
use kernel::{Failure, OrHidden, UnitId};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect, Set};

use crate::{
    rows::{unit, unit_ancestor},
    tree::IDS_PER_QUERY,
};

/// Units above each other at most: province, city, county, enterprise, line and room for as many again.
pub const DEPTH_MAX: i64 = 12;

/// Holds the tree until the end of this write: two moves at the same time could otherwise make a circle.
pub(crate) async fn lock(write: &Write) -> Result<(), Failure> {
    unit::Entity::find()
        .filter(unit::Column::TenantId.eq(write.tenant()))
        .filter(unit::Column::ParentId.is_null())
        .order_by_asc(unit::Column::Id)
        .lock_exclusive()
        .all(write.conn())
        .await?;
    Ok(())
}

/// Enters a unit that was just made under its parent.
pub(crate) async fn enter(write: &Write, unit: UnitId, parent: Option<UnitId>) -> Result<(), Failure> {
    let mut pairs = vec![(unit, unit, 0)];
    if let Some(parent) = parent {
        let above = pairs_of(write, unit_ancestor::Column::UnitId, parent).await?;
        if above.is_empty() {
            return Err(Failure::Hidden);
        }
        pairs.extend(above.into_iter().map(|row| (unit, row.ancestor_id, row.depth + 1)));
    }
    refuse_depth(&pairs)?;
    insert(write, pairs).await
}

/// Hangs a unit with everything under it below another parent. The row of the unit itself is the caller's.
pub(crate) async fn relocate(write: &Write, moved: UnitId, parent: UnitId) -> Result<(), Failure> {
    let tree = pairs_of(write, unit_ancestor::Column::AncestorId, moved).await?;
    let old_above = pairs_of(write, unit_ancestor::Column::UnitId, moved).await?;
    let new_above = pairs_of(write, unit_ancestor::Column::UnitId, parent).await?;
    new_above.first().or_hidden()?;
    let inside: BTreeSet<UnitId> = tree.iter().map(|row| row.unit_id).collect();
    if inside.contains(&parent) {
        return Err(Failure::refused("unit-circle", "不能把单位移到它自己或其下级之下，请另选上级单位"));
    }
    let old: Vec<UnitId> = old_above.iter().filter(|row| row.depth > 0).map(|row| row.ancestor_id).collect();
    if !old.is_empty() {
        for some in inside.iter().copied().collect::<Vec<_>>().chunks(IDS_PER_QUERY) {
            unit_ancestor::Entity::delete_many()
                .filter(unit_ancestor::Column::TenantId.eq(write.tenant()))
                .filter(unit_ancestor::Column::UnitId.is_in(some.iter().copied()))
                .filter(unit_ancestor::Column::AncestorId.is_in(old.iter().copied()))
                .exec(write.conn())
                .await?;
        }
    }
    let pairs: Vec<(UnitId, UnitId, i64)> = tree
        .iter()
        .flat_map(|below| {
            new_above.iter().map(|above| (below.unit_id, above.ancestor_id, below.depth + above.depth + 1))
        })
        .collect();
    refuse_depth(&pairs)?;
    insert(write, pairs).await
}

fn refuse_depth(pairs: &[(UnitId, UnitId, i64)]) -> Result<(), Failure> {
    if pairs.iter().any(|(_, _, depth)| *depth >= DEPTH_MAX) {
        return Err(Failure::refused(
            "unit-too-deep",
            format!("单位层级超过 {DEPTH_MAX} 级，请挂在更高的上级之下"),
        ));
    }
    Ok(())
}

async fn pairs_of(
    write: &Write,
    column: unit_ancestor::Column,
    id: UnitId,
) -> Result<Vec<unit_ancestor::Model>, Failure> {
    let query = unit_ancestor::Entity::find()
        .filter(unit_ancestor::Column::TenantId.eq(write.tenant()))
        .filter(column.eq(id))
        .order_by_asc(unit_ancestor::Column::Depth);
    Ok(query.all(write.conn()).await?)
}

async fn insert(write: &Write, pairs: Vec<(UnitId, UnitId, i64)>) -> Result<(), Failure> {
    for some in pairs.chunks(IDS_PER_QUERY) {
        let rows = some.iter().map(|(unit, ancestor, depth)| unit_ancestor::ActiveModel {
            tenant_id: Set(write.tenant()),
            unit_id: Set(*unit),
            ancestor_id: Set(*ancestor),
            depth: Set(*depth),
        });
        unit_ancestor::Entity::insert_many(rows).exec_without_returning(write.conn()).await?;
    }
    Ok(())
}

#[cfg(test)]
#[path = "closure_tests.rs"]
mod tests;
