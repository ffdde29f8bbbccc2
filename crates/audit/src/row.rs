//! One sealed line, how it is stored and how it is listed.

use db::Reader;
use kernel::{Failure, Instant, PersonId, UnitId};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use serde_json::Value;
use sm3::{Digest, Sm3};

pub(crate) mod entry {
    use kernel::{Instant, PersonId, TenantId, UnitId};
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "audit_entry")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub tenant_id: TenantId,
        #[sea_orm(primary_key, auto_increment = false)]
        pub seq: i64,
        pub at: Instant,
        pub action: String,
        pub outcome: String,
        pub person_id: Option<PersonId>,
        pub unit_id: Option<UnitId>,
        pub subject_kind: Option<String>,
        pub subject_id: Option<String>,
        pub detail: String,
        pub previous: String,
        pub digest: String,
    }
    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
}

/// One line of the trail as people read it.
#[derive(Clone, Debug)]
pub struct Row {
    pub seq: i64,
    pub at: Instant,
    pub action: String,
    /// `done` or `refused`.
    pub outcome: String,
    pub person: Option<PersonId>,
    pub unit: Option<UnitId>,
    pub subject_kind: Option<String>,
    pub subject_id: Option<String>,
    pub detail: Value,
    pub digest: String,
}

/// What the viewer looks for; empty fields do not narrow. Instants are inclusive.
#[derive(Clone, Debug, Default)]
pub struct Filter {
    pub person: Option<PersonId>,
    pub unit: Option<UnitId>,
    pub action: Option<String>,
    pub subject_id: Option<String>,
    pub from: Option<Instant>,
    pub until: Option<Instant>,
    /// Only lines with a smaller number: the page after the one that ended there.
    pub before_seq: Option<i64>,
}

/// The newest lines first, at most `limit`.
pub async fn list(reader: &impl Reader, filter: &Filter, limit: u64) -> Result<Vec<Row>, Failure> {
    use entry::{Column, Entity};
    let mut query = Entity::find().filter(Column::TenantId.eq(reader.tenant()));
    if let Some(person) = filter.person {
        query = query.filter(Column::PersonId.eq(person));
    }
    if let Some(unit) = filter.unit {
        query = query.filter(Column::UnitId.eq(unit));
    }
    if let Some(action) = &filter.action {
        query = query.filter(Column::Action.eq(action.as_str()));
    }
    if let Some(id) = &filter.subject_id {
        query = query.filter(Column::SubjectId.eq(id.as_str()));
    }
    if let Some(from) = filter.from {
        query = query.filter(Column::At.gte(from));
    }
    if let Some(until) = filter.until {
        query = query.filter(Column::At.lte(until));
    }
    if let Some(seq) = filter.before_seq {
        query = query.filter(Column::Seq.lt(seq));
    }
    let models = query.order_by_desc(Column::Seq).limit(limit).all(reader.conn()).await?;
    Ok(models.into_iter().map(Row::from).collect())
}

impl From<entry::Model> for Row {
    fn from(model: entry::Model) -> Self {
        let entry::Model {
            tenant_id: _,
            seq,
            at,
            action,
            outcome,
            person_id,
            unit_id,
            subject_kind,
            subject_id,
            detail,
            previous: _,
            digest,
        } = model;
        // A line that is no longer JSON was changed by hand; it is shown as it stands and found by the verification.
        let detail = serde_json::from_str(&detail).unwrap_or(Value::String(detail));
        Self {
            seq,
            at,
            action,
            outcome,
            person: person_id,
            unit: unit_id,
            subject_kind,
            subject_id,
            detail,
            digest,
        }
    }
}

/// The SM3 digest of a line, in hex. Canonical form: every column in the order of the table, each as its byte length
/// in 8 big-endian bytes followed by its bytes; an empty column has the length 2^64 − 1.
pub(crate) fn digest(model: &entry::Model) -> String {
    let mut hash = Sm3::new();
    let mut put = |bytes: Option<&[u8]>| {
        hash.update(bytes.map_or(u64::MAX, |b| b.len() as u64).to_be_bytes());
        hash.update(bytes.unwrap_or_default());
    };
    let entry::Model {
        tenant_id,
        seq,
        at,
        action,
        outcome,
        person_id,
        unit_id,
        subject_kind,
        subject_id,
        detail,
        previous,
        digest: _,
    } = model;
    put(Some(&tenant_id.0.to_be_bytes()));
    put(Some(&seq.to_be_bytes()));
    put(Some(&at.micros().to_be_bytes()));
    put(Some(action.as_bytes()));
    put(Some(outcome.as_bytes()));
    put(person_id.map(|id| id.uuid().into_bytes()).as_ref().map(|b| b.as_slice()));
    put(unit_id.map(|id| id.uuid().into_bytes()).as_ref().map(|b| b.as_slice()));
    put(subject_kind.as_deref().map(str::as_bytes));
    put(subject_id.as_deref().map(str::as_bytes));
    put(Some(detail.as_bytes()));
    put(Some(previous.as_bytes()));
    hash.finalize().iter().map(|byte| format!("{byte:02x}")).collect()
}
