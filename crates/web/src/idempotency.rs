//! A lost connection means "unknown", so clients repeat. The key makes the repetition harmless.

use std::sync::{Arc, OnceLock};

use axum::http::request::Parts;
use db::{Migration, Reader, Write, schema};
use kernel::{Failure, PersonId};
use sea_orm::{ActiveModelTrait, EntityTrait, Set};
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
        let line = format!("{} {}", parts.method, parts.uri.path());
        Ok(Some(Self { name: name.to_owned(), line, body }))
    }

    fn request(&self) -> String {
        format!("{} {}", self.line, self.body.get().map_or("", String::as_str))
    }
}

pub(crate) async fn recall<T: DeserializeOwned>(
    write: &Write,
    person: PersonId,
    key: &Key,
) -> Result<Option<T>, Failure> {
    let id = (write.tenant(), person, key.name.clone());
    let Some(kept) = answer::Entity::find_by_id(id).one(write.conn()).await? else { return Ok(None) };
    if kept.request != key.request() {
        return Err(Failure::refused(
            "idempotency-key-reused",
            "同一个 Idempotency-Key 已用于另一请求，请为新的请求生成新的键",
        ));
    }
    serde_json::from_str(&kept.answer).map(Some).map_err(Failure::internal)
}

pub(crate) async fn keep<T: Serialize>(
    write: &Write,
    person: PersonId,
    key: &Key,
    value: &T,
) -> Result<(), Failure> {
    let row = answer::ActiveModel {
        tenant_id: Set(write.tenant()),
        person_id: Set(person),
        key: Set(key.name.clone()),
        request: Set(key.request()),
        answer: Set(serde_json::to_string(value).map_err(Failure::internal)?),
        at: Set(write.now()),
    };
    row.insert(write.conn()).await?;
    Ok(())
}
