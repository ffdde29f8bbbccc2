//! What nothing of ours can be faster than, as servers of this program: a bare "hello", and a report that is only kept,
//! with the same durability and a shared commit, without sessions, rights, validation and audit.

use std::{path::Path, sync::Arc};

use axum::{
    Json, Router,
    extract::State,
    routing::{get, post},
};
use db::{Db, Engine, Migration, NoJournal, Options, schema};
use kernel::{RandomIds, SystemClock, TenantId};
use sea_orm::{
    ColumnTrait, ConnectionTrait, DatabaseConnection, EntityTrait, QueryFilter, QueryOrder, QuerySelect,
    QueryTrait, Set,
};
use serde_json::Value;

use crate::Outcome;

mod report {
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel, serde::Serialize)]
    #[sea_orm(table_name = "floor_report")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: i64,
        pub unit: i64,
        pub content: String,
    }
    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
}

/// Reports of one unit that its list shows.
const UNITS: i64 = 1_000;

pub async fn open(data: &Path, database: Option<&str>) -> Outcome<DatabaseConnection> {
    let engine = match database {
        Some(url) => Engine::Postgres(url.to_owned()),
        None => Engine::Sqlite(data.join("floor.sqlite")),
    };
    let pool = db::open(&Options { engine, connections_max: 16 }).await.map_err(|error| error.to_string())?;
    let table = schema::local("floor_report").bigint("id").bigint("unit").text("content").key(["id"]);
    let step =
        Migration { name: "20261125_floor_report", tables: vec![table.index("by_unit", ["unit", "id"])] };
    db::migrate(&pool, &[step], &SystemClock).await.map_err(|error| error.to_string())?;
    Ok(pool)
}

pub fn row(id: i64, content: String) -> report::ActiveModel {
    report::ActiveModel { id: Set(id), unit: Set(id % UNITS), content: Set(content) }
}

pub async fn insert(conn: &impl ConnectionTrait, row: report::ActiveModel) -> Outcome<()> {
    report::Entity::insert(row).exec_without_returning(conn).await.map(|_| ()).map_err(|e| e.to_string())
}

struct Floor {
    db: Db,
    next: std::sync::atomic::AtomicI64,
}

/// Serves until it is ended.
pub async fn serve(data: &Path) -> Outcome<()> {
    let pool = open(data, None).await?;
    let db = Db::new(pool, Arc::new(SystemClock), Arc::new(RandomIds::default()), Arc::new(NoJournal));
    let router = Router::new()
        .route("/hello", get(|| async { "hello" }))
        .route("/reports", post(keep))
        .route("/list", get(list))
        .with_state(Arc::new(Floor { db, next: std::sync::atomic::AtomicI64::new(1) }));
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.map_err(|error| error.to_string())?;
    let address = listener.local_addr().map_err(|error| error.to_string())?;
    println!("http://{address}/");
    axum::serve(listener, router).await.map_err(|error| error.to_string())
}

async fn keep(State(floor): State<Arc<Floor>>, Json(body): Json<Value>) -> Result<String, String> {
    let id = floor.next.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
    let kept = floor.db.write(TenantId(1), |w| async move {
        w.unaudited("the floor is measured without an audit");
        w.later(&report::Entity::insert(row(id, body.to_string())).into_query()).await?;
        Ok(())
    });
    kept.await.map(|()| id.to_string()).map_err(|error| error.to_string())
}

async fn list(State(floor): State<Arc<Floor>>) -> Result<Json<Vec<report::Model>>, String> {
    let rows = report::Entity::find()
        .filter(report::Column::Unit.eq(7))
        .order_by_asc(report::Column::Id)
        .limit(50)
        .all(floor.db.pool())
        .await;
    rows.map(Json).map_err(|error| error.to_string())
}
