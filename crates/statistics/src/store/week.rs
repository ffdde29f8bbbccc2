//! What a table's entries say by day: added up by the engine where figures add up, one by one where they state how far
//! things have come (累计). Weeks are no business of a database.

use db::Reader;
use kernel::{CampaignId, Failure};
use sea_orm::{
    ColumnTrait, Condition, EntityTrait, FromQueryResult, QueryFilter, QuerySelect,
    sea_query::{Alias, CaseStatement, Expr, ExprTrait},
};

use super::tally::entry::{Column, Entity};
use crate::weeks::Said;

/// Of these rows of a table, below some units.
pub(crate) struct Which<'a> {
    pub campaign: CampaignId,
    pub table: &'a str,
    pub units: Condition,
}

impl Which<'_> {
    fn condition(&self, reader: &impl Reader) -> Condition {
        Condition::all()
            .add(Column::TenantId.eq(reader.tenant()))
            .add(Column::CampaignId.eq(self.campaign))
            .add(Column::TableKey.eq(self.table))
            .add(self.units.clone())
    }
}

/// One line for each indicator, unit and day.
pub(crate) async fn added(
    reader: &impl Reader,
    which: &Which<'_>,
    indicators: &[&str],
) -> Result<Vec<Said>, Failure> {
    Ok(Entity::find()
        .select_only()
        .columns([Column::Indicator, Column::UnitId, Column::Day])
        .column_as(db::dialect::sum_i64(Column::Value), "value")
        .filter(which.condition(reader))
        .filter(Column::Indicator.is_in(indicators.iter().copied()))
        .group_by(Column::Indicator)
        .group_by(Column::UnitId)
        .group_by(Column::Day)
        .into_model()
        .all(reader.conn())
        .await?)
}

/// Every statement, in the order in which they hold: by day, and of two on one day the later one published last.
pub(crate) async fn stated(
    reader: &impl Reader,
    which: &Which<'_>,
    indicators: &[&str],
) -> Result<Vec<Said>, Failure> {
    if indicators.is_empty() {
        return Ok(Vec::new());
    }
    let mut rows = Entity::find()
        .filter(which.condition(reader))
        .filter(Column::Indicator.is_in(indicators.iter().copied()))
        .all(reader.conn())
        .await?;
    // Here and not by the engine: PostgreSQL may sort days by the rules of a language.
    rows.sort_by_key(|row| (row.day, row.fact_id));
    let said = rows.into_iter().map(|row| {
        let (indicator, unit_id, day, value) = (row.indicator, row.unit_id, row.day, row.value);
        Said { indicator, unit_id, day, value }
    });
    Ok(said.collect())
}

#[derive(FromQueryResult)]
struct Number {
    part: i64,
    number: i64,
}

/// How many records stand in each of these parts of the table; a record that stands in several rows of a part is one.
pub(crate) async fn records(
    reader: &impl Reader,
    which: &Which<'_>,
    parts: &[Vec<&str>],
) -> Result<Vec<i64>, Failure> {
    let none = CaseStatement::new();
    let part: Expr = (0_i64..)
        .zip(parts)
        .fold(none, |case, (number, rows)| {
            case.case(Column::Indicator.is_in(rows.iter().copied()), Expr::val(number))
        })
        .finally(Expr::val(-1_i64))
        .into();
    let numbers: Vec<Number> = Entity::find()
        .select_only()
        .column_as(part, "part")
        .column_as(Expr::col(Column::FactId).count_distinct(), "number")
        .filter(which.condition(reader))
        .group_by(Expr::col(Alias::new("part")))
        .into_model()
        .all(reader.conn())
        .await?;
    let of = |part: i64| numbers.iter().find(|one| one.part == part).map_or(0, |one| one.number);
    Ok((0_i64..).zip(parts).map(|(number, _)| of(number)).collect())
}

/// Kept beside the queries, because it is their order that it is about.
#[cfg(test)]
mod tests {
    use std::collections::{BTreeMap, BTreeSet};

    use db::{Db, NoJournal};
    use facts::FactId;
    use kernel::{Day, IdSource, SeededIds, TenantId, TravelClock, UnitId};
    use sea_orm::IntoActiveModel;
    use testkit::ScratchDatabase;

    use super::*;
    use crate::store::tally::entry::Model;

    const INDICATORS: [&str; 4] = ["sessions", "attendances", "quiz", "media"];

    fn rows(units: &[UnitId], campaign: CampaignId) -> Vec<Model> {
        let first: Day = "2021-05-30".parse().unwrap();
        let row = |number: usize| Model {
            tenant_id: TenantId(1),
            campaign_id: campaign,
            table_key: if number % 13 == 5 { "other" } else { "month" }.to_owned(),
            indicator: INDICATORS[number % 4].to_owned(),
            // Every fact stands in two rows.
            fact_id: FactId::from_uuid(uuid::Uuid::from_u128((number / 2) as u128 + 1)),
            unit_id: units[number % 3],
            day: first.plus_days(i64::try_from(number * 7 % 19).unwrap()),
            value: i64::try_from(number * 31 % 17).unwrap(),
        };
        (0..900).map(row).collect()
    }

    #[tokio::test]
    async fn the_engine_adds_up_and_counts_as_a_loop_does() {
        let scratch = ScratchDatabase::new(&crate::migrations()).await;
        let pool = db::open(&scratch.options).await.unwrap();
        let ids = SeededIds::new(3);
        let now = "2021-06-16T10:00:00+08:00".parse().unwrap();
        let units: Vec<UnitId> = (0..3).map(|_| UnitId::from_uuid(ids.next_uuid(now))).collect();
        let campaign = CampaignId::from_uuid(ids.next_uuid(now));
        let rows = rows(&units, campaign);
        let models = rows.iter().cloned().map(IntoActiveModel::into_active_model);
        Entity::insert_many(models).exec_without_returning(&pool).await.unwrap();
        let clock = std::sync::Arc::new(TravelClock::at(now));
        let db = Db::new(pool, clock, std::sync::Arc::new(SeededIds::new(1)), std::sync::Arc::new(NoJournal));
        let read = db.read(TenantId(1));
        let two = Condition::all().add(Column::UnitId.is_in(units[..2].iter().copied()));
        let which = Which { campaign, table: "month", units: two };
        let mine: Vec<&Model> =
            rows.iter().filter(|row| row.table_key == "month" && units[..2].contains(&row.unit_id)).collect();

        let mut expected: BTreeMap<(String, UnitId, Day), i64> = BTreeMap::new();
        for row in mine.iter().filter(|row| row.indicator == "sessions" || row.indicator == "media") {
            *expected.entry((row.indicator.clone(), row.unit_id, row.day)).or_default() += row.value;
        }
        let found = added(&read, &which, &["sessions", "media"]).await.unwrap();
        let found: BTreeMap<_, _> =
            found.into_iter().map(|said| ((said.indicator, said.unit_id, said.day), said.value)).collect();
        assert_eq!(found, expected);

        let quiz = stated(&read, &which, &["quiz"]).await.unwrap();
        let mut expected: Vec<&&Model> = mine.iter().filter(|row| row.indicator == "quiz").collect();
        expected.sort_by_key(|row| (row.day.to_string(), row.fact_id.to_string()));
        let values: Vec<i64> = expected.iter().map(|row| row.value).collect();
        assert_eq!(quiz.iter().map(|said| said.value).collect::<Vec<_>>(), values);
        assert!(stated(&read, &which, &[]).await.unwrap().is_empty());

        let parts = [vec!["sessions", "attendances"], vec!["media"], vec!["nothing"]];
        let distinct = |part: &Vec<&str>| {
            let of_part = mine.iter().filter(|row| part.contains(&row.indicator.as_str()));
            i64::try_from(of_part.map(|row| row.fact_id).collect::<BTreeSet<_>>().len()).unwrap()
        };
        let expected: Vec<i64> = parts.iter().map(distinct).collect();
        assert_eq!(records(&read, &which, &parts).await.unwrap(), expected);
        assert!(expected[0] > 0 && expected[1] > 0 && expected[2] == 0);
    }
}
