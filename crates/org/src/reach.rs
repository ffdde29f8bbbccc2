//! The condition of long lists: what an asker may see, under a unit, said so that an index can answer it.
//!
//! A condition `IN (subquery)` makes the engine write every unit of the subtree into a table of its own before the first
//! row is read, and hides from its planner whether that is one unit or a province. So few units are named one by one, and
//! of many each row is asked whether it lies in the subtree: a page of fifty then costs fifty questions.

use db::Reader;
use kernel::{Failure, UnitId};
use policy::{Act, Scope};
use sea_orm::{
    ColumnTrait, Condition, EntityTrait, QueryFilter, QuerySelect, QueryTrait,
    sea_query::{Expr, ExprTrait},
};

use crate::rows::unit_ancestor;

/// Units that are named one by one at most: a county with its enterprises.
const NAMED_MAX: u64 = 200;

/// That a column of unit ids lies in the scope and, when a unit is given, in its subtree.
pub async fn reachable<A: Act>(
    reader: &impl Reader,
    scope: &Scope<A>,
    unit: Option<UnitId>,
    column: impl ColumnTrait,
) -> Result<Condition, Failure> {
    let mut all = Condition::all();
    if let Some(unit) = unit {
        all = all.add(under(reader, &[unit], 0, column).await?);
    }
    if scope.everywhere {
        return Ok(all);
    }
    if scope.is_empty() {
        return Ok(all.add(Expr::val(1).eq(0)));
    }
    let mut any = Condition::any();
    if !scope.own.is_empty() {
        any = any.add(column.is_in(scope.own.iter().copied()));
    }
    if !scope.trees.is_empty() {
        any = any.add(under(reader, &scope.trees, 0, column).await?);
    }
    if !scope.below.is_empty() {
        any = any.add(under(reader, &scope.below, 1, column).await?);
    }
    Ok(all.add(any))
}

async fn under(
    reader: &impl Reader,
    roots: &[UnitId],
    depth_min: i64,
    column: impl ColumnTrait,
) -> Result<Condition, Failure> {
    use unit_ancestor::Column;
    let pairs = unit_ancestor::Entity::find()
        .select_only()
        .column(Column::UnitId)
        .filter(Column::TenantId.eq(reader.tenant()))
        .filter(Column::AncestorId.is_in(roots.iter().copied()))
        .filter(Column::Depth.gte(depth_min));
    let few: Vec<UnitId> = pairs.clone().limit(NAMED_MAX + 1).into_tuple().all(reader.conn()).await?;
    if few.len() as u64 <= NAMED_MAX {
        return Ok(Condition::all().add(column.is_in(few)));
    }
    let of_row = Expr::col((unit_ancestor::Entity, Column::UnitId)).equals(column.as_column_ref());
    Ok(Condition::all().add(Expr::exists(pairs.filter(of_row).into_query())))
}
