//! The condition of long lists: what an asker may see, under a unit, said so that an index can answer it.
//!
//! A condition `IN (subquery)` makes the engine write every unit of the subtree into a table of its own before the first
//! row is read, and hides from its planner whether that is one unit or a province. So few units are named one by one, and
//! of many each row is asked whether it lies in the subtree: a page of fifty then costs fifty questions.

use db::Reader;
use kernel::{Failure, UnitId};
use policy::{Act, Scope};
use sea_orm::{
    ColumnTrait, Condition, EntityTrait, QueryFilter, QuerySelect, QueryTrait, Select,
    sea_query::{Expr, ExprTrait},
};

use crate::{
    kept::{self, Tree},
    rows::unit_ancestor,
};

/// Units that are named one by one at most: a county with its enterprises.
const NAMED_MAX: u64 = 200;

/// That a column of unit ids lies in the scope and, when a unit is given, in its subtree.
pub async fn reachable<A: Act>(
    reader: &impl Reader,
    scope: &Scope<A>,
    unit: Option<UnitId>,
    column: impl ColumnTrait,
) -> Result<Condition, Failure> {
    if let Some(tree) = kept::present(reader).await? {
        return Ok(in_tree(&tree, reader, scope, unit, column));
    }
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

/// That a unit and everything under it lie in the scope, as far as the tree in memory can tell.
pub async fn covers<A: Act>(reader: &impl Reader, scope: &Scope<A>, unit: UnitId) -> Result<bool, Failure> {
    if scope.everywhere {
        return Ok(true);
    }
    Ok(kept::present(reader).await?.is_some_and(|tree| covers_line(scope, &tree.ancestors(unit))))
}

/// That everything under the first of these units, and it itself, lies in the scope. `line` is a unit and everything above
/// it, nearest first.
pub(crate) fn covers_line<A: Act>(scope: &Scope<A>, line: &[UnitId]) -> bool {
    let is_in = |units: &[UnitId], from: usize| line.iter().skip(from).any(|unit| units.contains(unit));
    scope.everywhere || is_in(&scope.trees, 0) || is_in(&scope.below, 1)
}

/// As [`reachable`], from the tree in memory: of two subtrees, one inside the other, only the smaller one is asked for, and
/// the whole authority is no condition at all.
fn in_tree<A: Act>(
    tree: &Tree,
    reader: &impl Reader,
    scope: &Scope<A>,
    unit: Option<UnitId>,
    column: impl ColumnTrait,
) -> Condition {
    let mut all = Condition::all();
    if let Some(unit) = unit {
        all = all.add(under_kept(tree, reader, &[unit], 0, column));
        if covers_line(scope, &tree.ancestors(unit)) {
            return all;
        }
    }
    if scope.everywhere {
        return all;
    }
    if scope.is_empty() {
        return all.add(Expr::val(1).eq(0));
    }
    let mut any = Condition::any();
    if !scope.own.is_empty() {
        any = any.add(column.is_in(scope.own.iter().copied()));
    }
    if !scope.trees.is_empty() {
        any = any.add(under_kept(tree, reader, &scope.trees, 0, column));
    }
    if !scope.below.is_empty() {
        any = any.add(under_kept(tree, reader, &scope.below, 1, column));
    }
    all.add(any)
}

fn under_kept(
    tree: &Tree,
    reader: &impl Reader,
    roots: &[UnitId],
    depth_min: i64,
    column: impl ColumnTrait,
) -> Condition {
    let whole = |root: &UnitId| depth_min == 0 && tree.is_whole(*root);
    if roots.iter().any(whole) {
        return Condition::all();
    }
    let enough = usize::try_from(NAMED_MAX).unwrap_or(usize::MAX);
    let mut few: Vec<UnitId> = Vec::new();
    for root in roots {
        let under = tree.descendants(*root, enough);
        few.extend(under.into_iter().skip(usize::from(depth_min > 0)));
        if few.len() > enough {
            return each_row(pairs(reader, roots, depth_min), column);
        }
    }
    Condition::all().add(column.is_in(few))
}

async fn under(
    reader: &impl Reader,
    roots: &[UnitId],
    depth_min: i64,
    column: impl ColumnTrait,
) -> Result<Condition, Failure> {
    let pairs = pairs(reader, roots, depth_min);
    let few: Vec<UnitId> = pairs.clone().limit(NAMED_MAX + 1).into_tuple().all(reader.conn()).await?;
    if few.len() as u64 <= NAMED_MAX {
        return Ok(Condition::all().add(column.is_in(few)));
    }
    Ok(each_row(pairs, column))
}

fn pairs(reader: &impl Reader, roots: &[UnitId], depth_min: i64) -> Select<unit_ancestor::Entity> {
    use unit_ancestor::Column;
    unit_ancestor::Entity::find()
        .select_only()
        .column(Column::UnitId)
        .filter(Column::TenantId.eq(reader.tenant()))
        .filter(Column::AncestorId.is_in(roots.iter().copied()))
        .filter(Column::Depth.gte(depth_min))
}

fn each_row(pairs: Select<unit_ancestor::Entity>, column: impl ColumnTrait) -> Condition {
    let unit = (unit_ancestor::Entity, unit_ancestor::Column::UnitId);
    let of_row = Expr::col(unit).equals(column.as_column_ref());
    Condition::all().add(Expr::exists(pairs.filter(of_row).into_query()))
}
