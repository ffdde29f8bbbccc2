//! Files as the API shows them.

use kernel::{Failure, FileId, Instant, PersonId, UnitId};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::{FileKind, storage::Digest, store::file::Model};

/// One file, as lists and receipts show it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct FileView {
    #[schema(value_type = String, format = Uuid)]
    pub id: FileId,
    pub name: String,
    pub kind: FileKind,
    pub media_type: String,
    /// Of the file as it is kept.
    pub bytes: i64,
    /// Of the file as it is kept, in 64 hexadecimal digits.
    pub sha256: String,
    pub uploaded_at: Instant,
}

/// Everything that is known about a file without its content.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct FileMetaView {
    #[schema(value_type = String, format = Uuid)]
    pub id: FileId,
    #[schema(value_type = String, format = Uuid)]
    pub unit: UnitId,
    pub name: String,
    pub kind: FileKind,
    pub media_type: String,
    pub bytes: i64,
    pub sha256: String,
    /// Of the file as it was sent: what its owner can compute at home. Differs from `sha256` when metadata was removed.
    pub original_sha256: String,
    pub metadata_removed: bool,
    #[schema(value_type = String, format = Uuid)]
    pub uploaded_by: PersonId,
    pub uploaded_at: Instant,
}

impl FileMetaView {
    /// Of the object that the file has.
    pub(crate) fn digest(&self) -> Result<Digest, Failure> {
        let none = || Failure::internal(format!("file {} has no digest but {:?}", self.id, self.sha256));
        Digest::read(&self.sha256).ok_or_else(none)
    }
}

impl TryFrom<Model> for FileMetaView {
    type Error = Failure;

    fn try_from(row: Model) -> Result<Self, Failure> {
        let Model {
            tenant_id: _,
            id,
            unit_id,
            kind,
            media_type,
            name,
            bytes,
            sha256,
            original_sha256,
            uploaded_by,
            uploaded_at,
            removed_at: _,
        } = row;
        let unknown = |()| Failure::internal(format!("file {id} has the unknown kind {kind}"));
        let kind = kind.parse().map_err(unknown)?;
        Ok(Self {
            id,
            unit: unit_id,
            name,
            kind,
            media_type,
            bytes,
            metadata_removed: sha256 != original_sha256,
            sha256,
            original_sha256,
            uploaded_by,
            uploaded_at,
        })
    }
}

impl From<FileMetaView> for FileView {
    fn from(meta: FileMetaView) -> Self {
        let FileMetaView {
            id,
            unit: _,
            name,
            kind,
            media_type,
            bytes,
            sha256,
            original_sha256: _,
            metadata_removed: _,
            uploaded_by: _,
            uploaded_at,
        } = meta;
        Self { id, name, kind, media_type, bytes, sha256, uploaded_at }
    }
}
