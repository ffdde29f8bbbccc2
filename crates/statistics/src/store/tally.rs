//! Tallies: the figures of every unit of the tree, moved in the transaction that publishes or ends a fact.
//!
//! A row holds the unit's own figure and the figure of the unit with everything under it. Writers add to rows, they
//! never read and write back, so two of them cannot lose an addition.

use db::{Reader, Write};
use facts::FactId;
use kernel::{CampaignId, Day, Failure, UnitId};
use sea_orm::{
    ColumnTrait, EntityTrait, ExprTrait, IntoActiveModel, QueryFilter, QueryOrder, QuerySelect, QueryTrait,
    sea_query::{Alias, Expr, OnConflict},
};

pub(crate) mod entry {
    use facts::FactId;
    use kernel::{CampaignId, Day, TenantId, UnitId};
    use sea_orm::entity::prelude::*;

    /// One fact in one row of one table.
    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "tally_entry")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub tenant_id: TenantId,
        #[sea_orm(primary_key, auto_increment = false)]
        pub campaign_id: CampaignId,
        #[sea_orm(primary_key, auto_increment = false)]
        pub table_key: String,
        #[sea_orm(primary_key, auto_increment = false)]
        pub indicator: String,
        #[sea_orm(primary_key, auto_increment = false)]
        pub fact_id: FactId,
        pub unit_id: UnitId,
        pub day: Day,
        pub value: i64,
    }
    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
}

pub(crate) mod figure {
    use kernel::{CampaignId, TenantId, UnitId};
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "tally")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub tenant_id: TenantId,
        #[sea_orm(primary_key, auto_increment = false)]
        pub campaign_id: CampaignId,
        #[sea_orm(primary_key, auto_increment = false)]
        pub table_key: String,
        #[sea_orm(primary_key, auto_increment = false)]
        pub indicator: String,
        #[sea_orm(primary_key, auto_increment = false)]
        pub unit_id: UnitId,
        pub own_value: i64,
        pub own_records: i64,
        pub tree_value: i64,
        pub tree_records: i64,
    }
    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
}

/// Which figure: a row of a table of a campaign.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Slot {
    pub campaign: CampaignId,
    pub table: String,
    pub indicator: String,
}

/// How much a figure moves, in the indicator's base unit and in records.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Step {
    pub value: i64,
    pub records: i64,
}

pub(crate) async fn add_entry(
    write: &Write,
    slot: &Slot,
    fact: FactId,
    unit: UnitId,
    day: Day,
    value: i64,
) -> Result<(), Failure> {
    let row = entry::Model {
        tenant_id: write.tenant(),
        campaign_id: slot.campaign,
        table_key: slot.table.clone(),
        indicator: slot.indicator.clone(),
        fact_id: fact,
        unit_id: unit,
        day,
        value,
    };
    write.later(&entry::Entity::insert(row.into_active_model()).into_query()).await
}

/// The rows that the fact stands in.
pub(crate) async fn entries(
    reader: &impl Reader,
    campaign: CampaignId,
    fact: FactId,
) -> Result<Vec<entry::Model>, Failure> {
    let rows = entry::Entity::find()
        .filter(of_fact(reader, campaign, fact))
        .order_by_asc(entry::Column::TableKey)
        .order_by_asc(entry::Column::Indicator);
    Ok(rows.all(reader.conn()).await?)
}

fn of_fact(reader: &impl Reader, campaign: CampaignId, fact: FactId) -> Expr {
    entry::Column::TenantId
        .eq(reader.tenant())
        .and(entry::Column::CampaignId.eq(campaign))
        .and(entry::Column::FactId.eq(fact))
}

/// Takes back every row that the fact stood in and says which these were.
pub(crate) async fn take_entries(
    write: &Write,
    campaign: CampaignId,
    fact: FactId,
) -> Result<Vec<entry::Model>, Failure> {
    let rows = entries(write, campaign, fact).await?;
    let gone = entry::Entity::delete_many().filter(of_fact(write, campaign, fact));
    write.later(&gone.into_query()).await?;
    Ok(rows)
}

/// Moves the unit's own figure and the figure of everything above it. `above` is nearest first and without the unit.
pub(crate) async fn step(
    write: &Write,
    slot: &Slot,
    unit: UnitId,
    above: &[UnitId],
    by: Step,
) -> Result<(), Failure> {
    if by == Step::default() {
        return Ok(());
    }
    let own = std::iter::once((unit, by));
    let mut rows: Vec<figure::Model> = own
        .chain(above.iter().map(|unit| (*unit, Step::default())))
        .map(|(unit, own)| row(write, slot, unit, own, by))
        .collect();
    // One order for all writers, so that two of them never wait for each other.
    rows.sort_by_key(|row| row.unit_id);
    for row in rows {
        let added = figure::Entity::insert(row.into_active_model()).on_conflict(adding());
        write.later(&added.into_query()).await?;
    }
    Ok(())
}

fn row(write: &Write, slot: &Slot, unit: UnitId, own: Step, tree: Step) -> figure::Model {
    figure::Model {
        tenant_id: write.tenant(),
        campaign_id: slot.campaign,
        table_key: slot.table.clone(),
        indicator: slot.indicator.clone(),
        unit_id: unit,
        own_value: own.value,
        own_records: own.records,
        tree_value: tree.value,
        tree_records: tree.records,
    }
}

/// What is there plus what comes, column by column, inside the engine.
fn adding() -> OnConflict {
    use figure::Column;
    let plus = |column: Column| {
        let there = Expr::col((Alias::new("tally"), column));
        (column, there.add(Expr::col((Alias::new("excluded"), column))))
    };
    OnConflict::columns([
        Column::TenantId,
        Column::CampaignId,
        Column::TableKey,
        Column::Indicator,
        Column::UnitId,
    ])
    .values([Column::OwnValue, Column::OwnRecords, Column::TreeValue, Column::TreeRecords].map(plus))
    .to_owned()
}

/// The unit's own row, held until the commit; made when it is not there yet.
pub(crate) async fn hold_own(write: &Write, slot: &Slot, unit: UnitId) -> Result<Step, Failure> {
    let empty = row(write, slot, unit, Step::default(), Step::default());
    let added = figure::Entity::insert(empty.into_active_model()).on_conflict(adding());
    write.later(&added.into_query()).await?;
    let id = (write.tenant(), slot.campaign, slot.table.clone(), slot.indicator.clone(), unit);
    let held = figure::Entity::find_by_id(id).lock_exclusive().one(write.conn()).await?;
    let held = held.ok_or_else(|| Failure::internal("a tally row vanished while it was held"))?;
    Ok(Step { value: held.own_value, records: held.own_records })
}

/// What the unit's own entries say now, for figures that are stated so far (累计): the latest day holds, and of two on
/// one day the later one published.
pub(crate) async fn latest_statement(
    reader: &impl Reader,
    slot: &Slot,
    unit: UnitId,
) -> Result<Step, Failure> {
    use entry::Column;
    let own = Column::TenantId
        .eq(reader.tenant())
        .and(Column::CampaignId.eq(slot.campaign))
        .and(Column::TableKey.eq(slot.table.as_str()))
        .and(Column::Indicator.eq(slot.indicator.as_str()))
        .and(Column::UnitId.eq(unit));
    let latest = entry::Entity::find()
        .filter(own.clone())
        .order_by_desc(Column::Day)
        .order_by_desc(Column::FactId)
        .limit(1)
        .one(reader.conn())
        .await?;
    let records = sea_orm::PaginatorTrait::count(entry::Entity::find().filter(own), reader.conn()).await?;
    let records = i64::try_from(records).map_err(Failure::internal)?;
    Ok(Step { value: latest.map_or(0, |entry| entry.value), records })
}

/// The figures of these units in one table, every indicator.
pub(crate) async fn of_units(
    reader: &impl Reader,
    campaign: CampaignId,
    table: &str,
    units: &[UnitId],
) -> Result<Vec<figure::Model>, Failure> {
    use figure::Column;
    let rows = figure::Entity::find()
        .filter(Column::TenantId.eq(reader.tenant()))
        .filter(Column::CampaignId.eq(campaign))
        .filter(Column::TableKey.eq(table))
        .filter(Column::UnitId.is_in(units.iter().copied()))
        .all(reader.conn())
        .await?;
    Ok(rows)
}

/// Every figure of a campaign, in a fixed order: for the recount.
pub(crate) async fn all(reader: &impl Reader, campaign: CampaignId) -> Result<Vec<figure::Model>, Failure> {
    use figure::Column;
    let rows = figure::Entity::find()
        .filter(Column::TenantId.eq(reader.tenant()))
        .filter(Column::CampaignId.eq(campaign))
        .order_by_asc(Column::TableKey)
        .order_by_asc(Column::Indicator)
        .order_by_asc(Column::UnitId)
        .all(reader.conn())
        .await?;
    Ok(rows)
}

/// A statement of more rows than this runs into the engines' limits on bound values.
const ROWS_PER_BATCH: usize = 500;

/// Exchanges every tally and entry of a campaign: after another plan was adopted, other facts count elsewhere.
pub(crate) async fn exchange(
    write: &Write,
    campaign: CampaignId,
    entries: Vec<entry::Model>,
    tallies: Vec<figure::Model>,
) -> Result<(), Failure> {
    entry::Entity::delete_many()
        .filter(entry::Column::TenantId.eq(write.tenant()))
        .filter(entry::Column::CampaignId.eq(campaign))
        .exec(write.conn())
        .await?;
    figure::Entity::delete_many()
        .filter(figure::Column::TenantId.eq(write.tenant()))
        .filter(figure::Column::CampaignId.eq(campaign))
        .exec(write.conn())
        .await?;
    for batch in entries.chunks(ROWS_PER_BATCH) {
        let rows = batch.iter().cloned().map(IntoActiveModel::into_active_model);
        entry::Entity::insert_many(rows).exec_without_returning(write.conn()).await?;
    }
    for batch in tallies.chunks(ROWS_PER_BATCH) {
        let rows = batch.iter().cloned().map(IntoActiveModel::into_active_model);
        figure::Entity::insert_many(rows).exec_without_returning(write.conn()).await?;
    }
    Ok(())
}
