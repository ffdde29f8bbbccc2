//! The whole tree in memory: read once for each state, asked on nearly every request. Pure but for [`present`].
//!
//! Every change of a unit, a name or a place moves the number of the state in the same transaction ([`changed`]).

use std::{
    collections::{BTreeMap, HashMap},
    sync::Arc,
};

use db::{Reader, Write};
use kernel::{Day, Failure, UnitId};
use sea_orm::{
    ActiveValue::Set,
    ColumnTrait, EntityTrait, ExprTrait, QueryFilter,
    sea_query::{Alias, Expr, OnConflict},
};

use crate::{
    model::{Named, UnitKind, UnitLabel, UnitRow, Validity, name_on},
    rows::{org_state, unit},
    tree,
};

/// Every unit of an authority, closed ones included.
pub(crate) struct Tree {
    places: HashMap<UnitId, Place>,
    by_key: BTreeMap<String, UnitId>,
    /// Without a parent, by id.
    roots: Vec<UnitId>,
}

struct Place {
    unit: unit::Model,
    kind: UnitKind,
    /// Oldest first.
    names: Vec<Named>,
    /// In the order of their keys.
    children: Vec<UnitId>,
}

/// The mark of a unit of work that has moved the number already, and the topic of those who follow the tree.
pub(crate) const MOVED: &str = "org.state";

/// The tree as the reader may see it; `None` when the rows have to be asked.
pub(crate) async fn present<R: Reader>(reader: &R) -> Result<Option<Arc<Tree>>, Failure> {
    let Some(shelf) = reader.shelf() else { return Ok(None) };
    shelf.get(MOVED, || state(reader), || Tree::read(reader)).await
}

/// As [`present`]; where the rows have to be asked, the tree is made from them for this once.
pub(crate) async fn whole<R: Reader>(reader: &R) -> Result<Arc<Tree>, Failure> {
    match present(reader).await? {
        Some(tree) => Ok(tree),
        None => Ok(Arc::new(Tree::read(reader).await?)),
    }
}

async fn state(reader: &impl Reader) -> Result<i64, Failure> {
    let row = org_state::Entity::find_by_id(reader.tenant()).one(reader.conn()).await?;
    Ok(row.map_or(0, |row| row.number))
}

/// Said by every function that changes a unit, before it does.
pub(crate) async fn changed(write: &Write) -> Result<(), Failure> {
    if write.is_marked(MOVED) {
        return Ok(());
    }
    write.moved(MOVED, uuid::Uuid::nil());
    use org_state::Column;
    let next = Expr::col((Alias::new("org_state"), Column::Number)).add(1);
    let row = org_state::ActiveModel { tenant_id: Set(write.tenant()), number: Set(1) };
    org_state::Entity::insert(row)
        .on_conflict(OnConflict::column(Column::TenantId).value(Column::Number, next).to_owned())
        .exec_without_returning(write.conn())
        .await?;
    write.mark(MOVED);
    Ok(())
}

impl Tree {
    async fn read(reader: &impl Reader) -> Result<Self, Failure> {
        let units = unit::Entity::find().filter(unit::Column::TenantId.eq(reader.tenant()));
        let units = units.all(reader.conn()).await?;
        Self::build(units, tree::all_names(reader).await?)
    }

    fn build(mut units: Vec<unit::Model>, mut names: tree::Names) -> Result<Self, Failure> {
        units.sort_by(|one, other| one.key.cmp(&other.key));
        let mut children: HashMap<UnitId, Vec<UnitId>> = HashMap::new();
        let mut roots = Vec::new();
        for unit in &units {
            match unit.parent_id {
                Some(parent) => children.entry(parent).or_default().push(unit.id),
                None => roots.push(unit.id),
            }
        }
        roots.sort_unstable();
        let by_key = units.iter().map(|unit| (unit.key.clone(), unit.id)).collect();
        let mut places = HashMap::with_capacity(units.len());
        for unit in units {
            let kind = tree::read_kind(&unit.kind, &unit.key)?;
            let names = names.remove(&unit.id).unwrap_or_default();
            let children = children.remove(&unit.id).unwrap_or_default();
            places.insert(unit.id, Place { kind, names, children, unit });
        }
        Ok(Self { places, by_key, roots })
    }

    /// The unit itself and every unit above it, nearest first.
    pub(crate) fn ancestors(&self, unit: UnitId) -> Vec<UnitId> {
        let parent = |id: &UnitId| self.places.get(id).and_then(|place| place.unit.parent_id);
        std::iter::successors(self.places.contains_key(&unit).then_some(unit), parent).collect()
    }

    /// The unit itself and every unit under it, in the order of depth and id; ends after the level that is more than
    /// `enough` by itself or with those before it.
    pub(crate) fn descendants(&self, unit: UnitId, enough: usize) -> Vec<UnitId> {
        let mut all: Vec<UnitId> = self.places.contains_key(&unit).then_some(unit).into_iter().collect();
        let mut level = all.clone();
        while !level.is_empty() && all.len() <= enough {
            level = level
                .iter()
                .filter_map(|id| self.places.get(id))
                .flat_map(|place| &place.children)
                .copied()
                .collect();
            level.sort_unstable();
            all.extend(&level);
        }
        all
    }

    pub(crate) fn children(&self, unit: UnitId) -> &[UnitId] {
        self.places.get(&unit).map_or(&[], |place| &place.children)
    }

    pub(crate) fn by_key(&self, key: &str) -> Option<UnitId> {
        self.by_key.get(key).copied()
    }

    pub(crate) fn root(&self) -> Option<UnitId> {
        self.roots.first().copied()
    }

    /// True for the one unit that everything is under.
    pub(crate) fn is_whole(&self, unit: UnitId) -> bool {
        self.roots == [unit]
    }

    /// In the order of their keys.
    pub(crate) fn ids(&self) -> impl Iterator<Item = UnitId> {
        self.by_key.values().copied()
    }

    /// Every name that it ever bore, its key where it never had one.
    pub(crate) fn names(&self, unit: UnitId) -> impl Iterator<Item = &str> {
        let place = self.places.get(&unit);
        let key = place.filter(|place| place.names.is_empty()).map(|place| place.unit.key.as_str());
        let names = place.map_or(&[] as &[Named], |place| &place.names);
        names.iter().map(|named| named.name.as_str()).chain(key)
    }

    pub(crate) fn is_in_force(&self, unit: UnitId, day: Day) -> bool {
        self.places.get(&unit).is_some_and(|Place { unit, .. }| {
            Validity { from: unit.valid_from, to: unit.valid_to }.holds_on(day)
        })
    }

    pub(crate) fn kind(&self, unit: UnitId) -> Option<UnitKind> {
        self.places.get(&unit).map(|place| place.kind)
    }

    pub(crate) fn label(&self, unit: UnitId, day: Day) -> Option<UnitLabel> {
        let Place { unit, kind, names, children: _ } = self.places.get(&unit)?;
        let name = name_on(names, day).unwrap_or(&unit.key).to_owned();
        Some(UnitLabel { key: unit.key.clone(), name, kind: *kind })
    }

    pub(crate) fn row(&self, unit: UnitId, day: Day) -> Result<Option<UnitRow>, Failure> {
        let Some(place) = self.places.get(&unit) else { return Ok(None) };
        tree::dressed(place.unit.clone(), &place.names, day).map(Some)
    }

    /// These units in their official order; unknown ones are left out.
    pub(crate) fn rows(
        &self,
        ids: impl IntoIterator<Item = UnitId>,
        day: Day,
    ) -> Result<Vec<UnitRow>, Failure> {
        let rows: Result<Vec<Option<UnitRow>>, Failure> =
            ids.into_iter().map(|id| self.row(id, day)).collect();
        let mut rows: Vec<UnitRow> = rows?.into_iter().flatten().collect();
        tree::in_order(&mut rows);
        Ok(rows)
    }
}
