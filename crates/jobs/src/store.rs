//! The memory of jobs: when each runs next, and how it ended.

use db::{Migration, Reader, Write, schema};
use kernel::{Failure, Instant};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, EntityTrait, QueryFilter, QueryOrder, Set, Unchanged,
    sea_query::OnConflict,
};

pub(crate) mod job {
    use kernel::Instant;
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "job")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub name: String,
        pub due_at: Instant,
        pub began_at: Option<Instant>,
        pub ended_at: Option<Instant>,
        pub changed: i64,
        /// In a row.
        pub failures: i64,
        /// Why the last run failed; operators read it.
        pub trouble: Option<String>,
    }
    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
}
use job::{ActiveModel, Column, Entity, Model};

#[must_use]
pub fn migrations() -> Vec<Migration> {
    vec![Migration {
        name: "20261125_jobs",
        tables: vec![
            schema::local("job")
                .text("name")
                .bigint("due_at")
                .bigint("began_at")
                .nullable()
                .bigint("ended_at")
                .nullable()
                .bigint("changed")
                .bigint("failures")
                .text("trouble")
                .nullable()
                .key(["name"]),
        ],
    }]
}

pub(crate) async fn all(reader: &impl Reader) -> Result<Vec<Model>, Failure> {
    Ok(Entity::find().order_by_asc(Column::Name).all(reader.conn()).await?)
}

/// The job's row if this server may begin it now: of several that ask at the same time one gets it, and nobody gets it
/// again before `until`.
pub(crate) async fn claim(write: &Write, name: &str, until: Instant) -> Result<Option<Model>, Failure> {
    let first = ActiveModel {
        name: Set(name.to_owned()),
        due_at: Set(write.now()),
        began_at: Set(None),
        ended_at: Set(None),
        changed: Set(0),
        failures: Set(0),
        trouble: Set(None),
    };
    let known = OnConflict::column(Column::Name).do_nothing().to_owned();
    Entity::insert(first).on_conflict(known).exec_without_returning(write.conn()).await?;
    let claimed = Entity::update_many()
        .col_expr(Column::DueAt, until.into())
        .col_expr(Column::BeganAt, Some(write.now()).into())
        .filter(Column::Name.eq(name))
        .filter(Column::DueAt.lte(write.now()))
        .exec(write.conn())
        .await?;
    if claimed.rows_affected == 0 {
        return Ok(None);
    }
    Ok(Entity::find_by_id(name.to_owned()).one(write.conn()).await?)
}

/// How a run ended.
pub(crate) struct Ended {
    pub due_at: Instant,
    pub changed: i64,
    pub failures: i64,
    pub trouble: Option<String>,
}

pub(crate) async fn ended(write: &Write, name: &str, ended: Ended) -> Result<(), Failure> {
    let Ended { due_at, changed, failures, trouble } = ended;
    let row = ActiveModel {
        name: Unchanged(name.to_owned()),
        due_at: Set(due_at),
        ended_at: Set(Some(write.now())),
        changed: Set(changed),
        failures: Set(failures),
        trouble: Set(trouble),
        ..Default::default()
    };
    row.update(write.conn()).await?;
    Ok(())
}

/// True when the job has a memory, which it has from its first run on.
pub(crate) async fn make_due(write: &Write, name: &str) -> Result<bool, Failure> {
    let due = Entity::update_many()
        .col_expr(Column::DueAt, write.now().into())
        .filter(Column::Name.eq(name))
        .exec(write.conn())
        .await?;
    Ok(due.rows_affected == 1)
}
