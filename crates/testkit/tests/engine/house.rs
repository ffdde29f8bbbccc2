//! A small table with a journal, on a database of its own.

use std::sync::Arc;

use db::{Db, Migration, Reader, schema};
use kernel::{Failure, Instant, RandomIds, TenantId, TravelClock};
use sea_orm::{
    ConnectionTrait, ExprTrait,
    sea_query::{Alias, Expr, InsertStatement, Query, UpdateStatement},
};
use testkit::ScratchDatabase;

pub const TENANT: TenantId = TenantId(1);

fn steps() -> Vec<Migration> {
    let mut steps = audit::migrations();
    steps.push(Migration {
        name: "counter",
        tables: vec![
            schema::sharded("counter").text("name").bigint("value").key(["name"]),
            schema::sharded("counter_note").text("name").text("note").nullable().key(["name"]).references(
                ["name"],
                "counter",
                ["name"],
            ),
        ],
    });
    steps
}

pub async fn database() -> (Arc<Db>, ScratchDatabase) {
    let scratch = ScratchDatabase::new(&steps()).await;
    let pool = db::open(&scratch.options).await.unwrap();
    let clock = Arc::new(TravelClock::at("2021-06-16T10:00:00+08:00".parse::<Instant>().unwrap()));
    let db = Db::new(pool, clock, Arc::new(RandomIds::default()), Arc::new(audit::Chain));
    (Arc::new(db), scratch)
}

pub async fn put(write: &impl Reader, name: &str, value: i64) -> Result<(), Failure> {
    write.conn().execute(&putting(name, value)).await?;
    Ok(())
}

pub fn putting(name: &str, value: i64) -> InsertStatement {
    Query::insert()
        .into_table(Alias::new("counter"))
        .columns(["tenant_id", "name", "value"].map(Alias::new))
        .values_panic([TENANT.0.into(), name.into(), value.into()])
        .to_owned()
}

pub fn setting(name: &str, value: i64) -> UpdateStatement {
    Query::update()
        .table(Alias::new("counter"))
        .value(Alias::new("value"), value)
        .and_where(Expr::col(Alias::new("tenant_id")).eq(TENANT.0))
        .and_where(Expr::col(Alias::new("name")).eq(name))
        .to_owned()
}

pub async fn get(reader: &impl Reader, name: &str) -> Option<i64> {
    let select = Query::select()
        .column(Alias::new("value"))
        .from(Alias::new("counter"))
        .and_where(Expr::col(Alias::new("tenant_id")).eq(TENANT.0))
        .and_where(Expr::col(Alias::new("name")).eq(name))
        .to_owned();
    let row = reader.conn().query_one(&select).await.unwrap()?;
    Some(row.try_get::<i64>("", "value").unwrap())
}
