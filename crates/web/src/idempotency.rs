//! A lost connection means "unknown", so clients repeat. The key makes the repetition harmless.

use std::sync::{Arc, OnceLock};

use axum::http::request::Parts;
use db::{Db, Migration, Reader, Write, schema};
use kernel::{Failure, Instant, PersonId, TenantId};
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QuerySelect, QueryTrait, Set, Unchanged,
    sea_query::{OnConflict, Query},
};
use serde::{Serialize, de::DeserializeOwned};

mod answer {
    use kernel::{Instant, PersonId, TenantId};
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "idempotent_answer")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub tenant_id: TenantId,
        #[sea_orm(primary_key, auto_increment = false)]
        pub person_id: PersonId,
        #[sea_orm(primary_key, auto_increment = false)]
        pub key: String,
        pub request: String,
        pub answer: String,
        pub at: Instant,
    }
    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
}

pub(crate) fn migrations() -> Vec<Migration> {
    vec![Migration {
        name: "20261123_web_idempotency",
        tables: vec![
            schema::sharded("idempotent_answer")
                .uuid("person_id")
                .text("key")
                .text("request")
                .text("answer")
                .bigint("at")
                .key(["person_id", "key"]),
        ],
    }]
}

const KEY_CHARS_MAX: usize = 100;

/// What the client calls this request, and what the request was.
pub(crate) struct Key {
    name: String,
    line: String,
    body: Arc<OnceLock<String>>,
}

impl Key {
    pub(crate) fn of(parts: &Parts, body: Arc<OnceLock<String>>) -> Result<Option<Self>, Failure> {
        let Some(value) = parts.headers.get("idempotency-key") else { return Ok(None) };
        let name = value.to_str().unwrap_or_default().trim();
        let fits =
            !name.is_empty() && name.len() <= KEY_CHARS_MAX && name.bytes().all(|b| b.is_ascii_graphic());
        if !fits {
            return Err(Failure::unacceptable(
                "idempotency-key",
                format!("Idempotency-Key 应为 1 至 {KEY_CHARS_MAX} 个可见 ASCII 字符，例如一个 UUID"),
            ));
        }
        let asked = parts.uri.path_and_query().map_or("", |asked| asked.as_str());
        let line = format!("{} {asked}", parts.method);
        Ok(Some(Self { name: name.to_owned(), line, body }))
    }

    fn request(&self) -> String {
        format!("{} {}", self.line, self.body.get().map_or("", String::as_str))
    }
}

/// Takes the key for this write, or answers what it was used for before. Whoever asks with the same key at the same
/// time waits here until the first one is done: the row is taken before the work, not after it.
pub(crate) async fn claim<T: DeserializeOwned>(
    write: &Write,
    person: PersonId,
    key: &Key,
) -> Result<Option<T>, Failure> {
    use answer::Column;
    let row = answer::ActiveModel {
        tenant_id: Set(write.tenant()),
        person_id: Set(person),
        key: Set(key.name.clone()),
        request: Set(key.request()),
        // Filled before the same write commits, so nobody else ever reads it empty.
        answer: Set(String::new()),
        at: Set(write.now()),
    };
    let only_once =
        OnConflict::columns([Column::TenantId, Column::PersonId, Column::Key]).do_nothing().to_owned();
    // The row that was made comes back, so that the question can go together with others (`db::Conn`).
    let mut taking = answer::Entity::insert(row).on_conflict(only_once).into_query();
    taking.returning(Query::returning().column(Column::At));
    if write.conn().query_one(&taking).await?.is_some() {
        return Ok(None);
    }
    let id = (write.tenant(), person, key.name.clone());
    let kept = answer::Entity::find_by_id(id).one(write.conn()).await?;
    let kept = kept.ok_or_else(|| Failure::internal("a key that is taken has no answer"))?;
    if kept.request != key.request() {
        return Err(Failure::refused(
            "idempotency-key-reused",
            "同一个 Idempotency-Key 已用于另一请求，请为新的请求生成新的键",
        ));
    }
    serde_json::from_str(&kept.answer).map(Some).map_err(Failure::internal)
}

/// Rows removed in one write: SQLite's only writer is held meanwhile.
const FORGOTTEN_PER_WRITE: u64 = 200;

/// Forgets answers that were given before this instant: nobody repeats a request after days. Answers how many.
pub async fn forget_before(db: &Db, tenant: TenantId, before: Instant) -> Result<u64, Failure> {
    let mut forgotten = 0;
    loop {
        let gone = db
            .write(tenant, |w| async move {
                w.unaudited("an answer that is forgotten was audited when it was given");
                let old = answer::Entity::find()
                    .filter(answer::Column::TenantId.eq(w.tenant()))
                    .filter(answer::Column::At.lt(before))
                    .limit(FORGOTTEN_PER_WRITE)
                    .all(w.conn())
                    .await?;
                for row in &old {
                    let id = (row.tenant_id, row.person_id, row.key.clone());
                    answer::Entity::delete_by_id(id).exec(w.conn()).await?;
                }
                Ok(old.len() as u64)
            })
            .await?;
        forgotten += gone;
        if gone < FORGOTTEN_PER_WRITE {
            return Ok(forgotten);
        }
    }
}

/// Writes down the answer under the key that this write has taken.
pub(crate) async fn keep<T: Serialize>(
    write: &Write,
    person: PersonId,
    key: &Key,
    value: &T,
) -> Result<(), Failure> {
    let row = answer::ActiveModel {
        tenant_id: Unchanged(write.tenant()),
        person_id: Unchanged(person),
        key: Unchanged(key.name.clone()),
        answer: Set(serde_json::to_string(value).map_err(Failure::internal)?),
        ..Default::default()
    };
    write.later(&answer::Entity::update(row).validate()?.into_query()).await
}
