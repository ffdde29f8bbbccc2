//! Files as rows.

use db::{Migration, Reader, Write, schema};
use kernel::{Failure, FileId, OrHidden, UnitId};
use policy::Granted;
use sea_orm::{ActiveModelTrait, ColumnTrait, EntityTrait, QueryFilter, QueryOrder, Set};

use crate::{FileMetaView, policy::Upload, upload::Kept};

pub(crate) mod file {
    use kernel::{FileId, Instant, PersonId, TenantId, UnitId};
    use sea_orm::entity::prelude::*;

    #[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
    #[sea_orm(table_name = "file")]
    pub struct Model {
        #[sea_orm(primary_key, auto_increment = false)]
        pub tenant_id: TenantId,
        #[sea_orm(primary_key, auto_increment = false)]
        pub id: FileId,
        pub unit_id: UnitId,
        pub kind: String,
        pub media_type: String,
        pub name: String,
        pub bytes: i64,
        pub sha256: String,
        pub original_sha256: String,
        pub uploaded_by: PersonId,
        pub uploaded_at: Instant,
        pub removed_at: Option<Instant>,
    }
    #[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
    pub enum Relation {}
    impl ActiveModelBehavior for ActiveModel {}
}

/// The tables of this foundation.
#[must_use]
pub fn migrations() -> Vec<Migration> {
    let file = Migration {
        name: "20261123_files_file",
        tables: vec![
            schema::sharded("file")
                .uuid("id")
                .uuid("unit_id")
                .text("kind")
                .text("media_type")
                .text("name")
                .bigint("bytes")
                .text("sha256")
                .text("original_sha256")
                .uuid("uploaded_by")
                .bigint("uploaded_at")
                .bigint("removed_at")
                .nullable()
                .key(["id"])
                .index("by_unit", ["unit_id", "uploaded_at"])
                .index("by_sha256", ["sha256"]),
        ],
    };
    vec![file, crate::resume::migration()]
}

/// Adds the row of a file whose object is already safe on the disk.
pub(crate) async fn insert(
    write: &Write,
    granted: &Granted<Upload>,
    unit: UnitId,
    kept: &Kept,
) -> Result<FileMetaView, Failure> {
    let row = file::ActiveModel {
        tenant_id: Set(write.tenant()),
        id: Set(write.id()),
        unit_id: Set(unit),
        kind: Set(kept.kind.key().to_owned()),
        media_type: Set(kept.format.media_type().to_owned()),
        name: Set(kept.name.clone()),
        bytes: Set(i64::try_from(kept.bytes).map_err(Failure::internal)?),
        sha256: Set(kept.digest.as_str().to_owned()),
        original_sha256: Set(kept.original.as_str().to_owned()),
        uploaded_by: Set(granted.person()),
        uploaded_at: Set(write.now()),
        removed_at: Set(None),
    };
    row.insert(write.conn()).await?.try_into()
}

/// # Errors
/// [`Failure::Hidden`] when the tenant has no such file or it was removed.
pub(crate) async fn find(reader: &impl Reader, id: FileId) -> Result<FileMetaView, Failure> {
    let row = file::Entity::find_by_id((reader.tenant(), id))
        .filter(file::Column::RemovedAt.is_null())
        .one(reader.conn())
        .await?;
    row.or_hidden()?.try_into()
}

/// Those of the ids that name a file of the tenant, in the order of their ids.
pub(crate) async fn find_all(reader: &impl Reader, ids: &[FileId]) -> Result<Vec<FileMetaView>, Failure> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let rows = file::Entity::find()
        .filter(file::Column::TenantId.eq(reader.tenant()))
        .filter(file::Column::Id.is_in(ids.iter().copied()))
        .filter(file::Column::RemovedAt.is_null())
        .order_by_asc(file::Column::Id)
        .all(reader.conn())
        .await?;
    rows.into_iter().map(FileMetaView::try_from).collect()
}
