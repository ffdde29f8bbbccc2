//! Uploads as rows.

use db::{Db, Migration, Read, Reader, Write, schema};
use kernel::{Failure, FileId, Instant, OrHidden, PersonId};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect, Set, UpdateMany,
    sea_query::Expr,
};

use super::{UploadId, headers::Metadata};
use crate::{FileKind, storage::Digest};

pub(super) mod upload {
    use kernel::{FileId, Id, Instant, PersonId, TenantId, UnitId};
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "upload")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub tenant_id: TenantId,
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: Id<super::super::Upload>,
        pub person_id: PersonId,
        pub unit_id: UnitId,
        pub kind: String,
        pub name: String,
        /// As the client sent it.
        pub metadata: String,
        /// What the client says of the whole file.
        pub promised_sha256: Option<String>,
        /// The whole file.
        pub bytes: i64,
        /// What is safe of it.
        pub received: i64,
        /// Of the whole file as it was sent; there before anything is removed from it.
        pub original_sha256: Option<String>,
        /// What is kept of it; there before it is moved to the objects.
        pub kept_sha256: Option<String>,
        pub kept_bytes: Option<i64>,
        /// There when it is finished.
        pub file_id: Option<FileId>,
        pub begun_at: Instant,
        pub expires_at: Instant,
    }
    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
}
pub(super) use upload::Model as Row;
use upload::{ActiveModel, Column, Entity};

pub(crate) fn migration() -> Migration {
    Migration {
        name: "20261125_files_upload",
        tables: vec![
            schema::sharded("upload")
                .uuid("id")
                .uuid("person_id")
                .uuid("unit_id")
                .text("kind")
                .text("name")
                .text("metadata")
                .text("promised_sha256")
                .nullable()
                .bigint("bytes")
                .bigint("received")
                .text("original_sha256")
                .nullable()
                .text("kept_sha256")
                .nullable()
                .bigint("kept_bytes")
                .nullable()
                .uuid("file_id")
                .nullable()
                .bigint("begun_at")
                .bigint("expires_at")
                .key(["id"])
                .index("by_person", ["person_id", "expires_at"])
                .index("by_expiry", ["expires_at"]),
        ],
    }
}

impl Row {
    pub(super) fn length(&self) -> u64 {
        self.bytes.unsigned_abs()
    }

    pub(super) fn offset(&self) -> u64 {
        self.received.unsigned_abs()
    }

    pub(super) fn is_whole(&self) -> bool {
        self.received == self.bytes
    }

    pub(super) fn kind(&self) -> Result<FileKind, Failure> {
        let unknown =
            |()| Failure::internal(format!("upload {} has the unknown kind {}", self.id, self.kind));
        self.kind.parse().map_err(unknown)
    }
}

/// What is kept of a file.
#[derive(Clone, Debug)]
pub(super) struct Object {
    pub digest: Digest,
    pub bytes: u64,
}

/// What is unfinished of one person: how many, and how many bytes they announced.
pub(super) async fn unfinished(reader: &impl Reader, person: PersonId) -> Result<(u64, u64), Failure> {
    let sums = Entity::find()
        .select_only()
        .column_as(Column::Id.count(), "count")
        .column_as(db::dialect::sum_i64(Column::Bytes), "bytes")
        .filter(Column::TenantId.eq(reader.tenant()))
        .filter(Column::PersonId.eq(person))
        .filter(Column::FileId.is_null())
        .filter(Column::ExpiresAt.gt(reader.now()))
        .into_tuple::<(i64, i64)>()
        .one(reader.conn())
        .await?;
    let (count, bytes) = sums.unwrap_or_default();
    Ok((count.unsigned_abs(), bytes.unsigned_abs()))
}

pub(super) async fn insert(
    write: &Write,
    person: PersonId,
    said: &Metadata,
    bytes: u64,
    expires_at: Instant,
) -> Result<Row, Failure> {
    let row = ActiveModel {
        tenant_id: Set(write.tenant()),
        id: Set(write.id()),
        person_id: Set(person),
        unit_id: Set(said.unit),
        kind: Set(said.kind.key().to_owned()),
        name: Set(said.name.clone()),
        metadata: Set(said.raw.clone()),
        promised_sha256: Set(said.sha256.as_ref().map(|digest| digest.as_str().to_owned())),
        bytes: Set(i64::try_from(bytes).map_err(Failure::internal)?),
        received: Set(0),
        original_sha256: Set(None),
        kept_sha256: Set(None),
        kept_bytes: Set(None),
        file_id: Set(None),
        begun_at: Set(write.now()),
        expires_at: Set(expires_at),
    };
    Ok(row.insert(write.conn()).await?)
}

/// # Errors
/// [`Failure::Hidden`] when this person has no such upload or it has expired.
pub(super) async fn find(read: &Read, person: PersonId, id: UploadId) -> Result<Row, Failure> {
    let row = Entity::find_by_id((read.tenant(), id))
        .filter(Column::PersonId.eq(person))
        .filter(Column::ExpiresAt.gt(read.now()))
        .one(read.conn())
        .await?;
    row.or_hidden()
}

/// The row as it was found, if nobody moved it since.
fn still(row: &Row) -> UpdateMany<Entity> {
    Entity::update_many()
        .filter(Column::TenantId.eq(row.tenant_id))
        .filter(Column::Id.eq(row.id))
        .filter(Column::Received.eq(row.received))
        .filter(Column::FileId.is_null())
}

/// Brings the row on. Another server that moved it meanwhile (which the lock on the part should keep it from), or a job
/// that removed it, wins.
async fn step(db: &Db, row: &Row, update: UpdateMany<Entity>) -> Result<(), Failure> {
    db.write(row.tenant_id, |w| async move {
        w.unaudited("bytes on their way are no evidence; the file that they become is audited");
        moved(&w, update).await
    })
    .await
}

async fn moved(write: &Write, update: UpdateMany<Entity>) -> Result<(), Failure> {
    match update.exec(write.conn()).await?.rows_affected {
        1 => Ok(()),
        _ => Err(super::turn::busy()),
    }
}

/// So many bytes are safe.
pub(super) async fn advance(
    db: &Db,
    row: &mut Row,
    received: u64,
    expires_at: Instant,
) -> Result<(), Failure> {
    let received = i64::try_from(received).map_err(Failure::internal)?;
    let update =
        still(row).col_expr(Column::Received, received.into()).col_expr(Column::ExpiresAt, expires_at.into());
    step(db, row, update).await?;
    (row.received, row.expires_at) = (received, expires_at);
    Ok(())
}

pub(super) async fn note_original(db: &Db, row: &mut Row, digest: &Digest) -> Result<(), Failure> {
    let digest = digest.as_str().to_owned();
    step(db, row, still(row).col_expr(Column::OriginalSha256, Expr::value(digest.clone()))).await?;
    row.original_sha256 = Some(digest);
    Ok(())
}

pub(super) async fn note_kept(db: &Db, row: &Row, kept: &Object) -> Result<(), Failure> {
    let bytes = i64::try_from(kept.bytes).map_err(Failure::internal)?;
    let update = still(row)
        .col_expr(Column::KeptSha256, Expr::value(kept.digest.as_str().to_owned()))
        .col_expr(Column::KeptBytes, bytes.into());
    step(db, row, update).await
}

/// It became this file.
pub(super) async fn finished(write: &Write, row: &Row, file: FileId) -> Result<(), Failure> {
    moved(write, still(row).col_expr(Column::FileId, Expr::value(file))).await
}

pub(super) async fn remove(db: &Db, row: &Row) -> Result<(), Failure> {
    let key = (row.tenant_id, row.id);
    db.write(row.tenant_id, |w| async move {
        w.unaudited("what was never finished was no evidence");
        Entity::delete_by_id(key).exec(w.conn()).await?;
        Ok(())
    })
    .await
}

/// Some uploads of all authorities that nobody goes on with.
pub(super) async fn expired(read: &Read, rows_max: u64) -> Result<Vec<Row>, Failure> {
    let rows = Entity::find()
        .filter(Column::ExpiresAt.lte(read.now()))
        .order_by_asc(Column::ExpiresAt)
        .limit(rows_max)
        .all(read.conn())
        .await?;
    Ok(rows)
}

/// Those of these ids that there is an upload of, in any authority.
pub(super) async fn known(read: &Read, ids: &[UploadId]) -> Result<Vec<UploadId>, Failure> {
    let rows = Entity::find()
        .select_only()
        .column(Column::Id)
        .filter(Column::Id.is_in(ids.iter().copied()))
        .into_tuple::<UploadId>()
        .all(read.conn())
        .await?;
    Ok(rows)
}
