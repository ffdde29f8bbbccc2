//! The files that a report names, as `files` knows them.

use std::collections::BTreeMap;

use db::Reader;
use facts::FormEvidenceKind;
use files::{FileKind, FileView};
use kernel::{Failure, FileId, UnitId};

use crate::form::{EvidenceFile, ReportContent};

/// Evidence in one report at most: five videos and as many pictures and documents as anybody looks at.
const FILES_MAX: usize = 200;

/// The files of the content that belong to the unit. A file of somebody else is left out here, and the check of the
/// form says so at its place.
pub(crate) async fn of_unit(
    reader: &impl Reader,
    unit: UnitId,
    content: &ReportContent,
) -> Result<BTreeMap<FileId, EvidenceFile>, Failure> {
    let ids = content.files();
    if ids.len() > FILES_MAX {
        let message = format!("附件有 {} 个，最多 {FILES_MAX} 个，请合并或精简", ids.len());
        return Err(Failure::invalid("/content/evidence", "too-many", message));
    }
    if ids.is_empty() {
        return Ok(BTreeMap::new());
    }
    let found = match files::owned(reader, unit, &ids).await {
        Ok(found) => found,
        Err(Failure::Invalid { problems }) => {
            let foreign: Vec<String> = problems.into_iter().map(|problem| problem.pointer).collect();
            let is_foreign = |position: usize| foreign.contains(&format!("/files/{position}"));
            let own = ids.iter().enumerate().filter(|(position, _)| !is_foreign(*position));
            files::owned(reader, unit, &own.map(|(_, id)| *id).collect::<Vec<_>>()).await?
        }
        Err(other) => return Err(other),
    };
    Ok(found.into_iter().map(|file| (file.id, evidence(file))).collect())
}

fn evidence(file: FileView) -> EvidenceFile {
    let FileView { id, name, kind, media_type, bytes, sha256, uploaded_at: _ } = file;
    let kind = match kind {
        FileKind::Document => FormEvidenceKind::Document,
        FileKind::Pictures => FormEvidenceKind::Pictures,
        FileKind::Video => FormEvidenceKind::Video,
    };
    EvidenceFile { id, name, media_type, bytes, sha256, kind }
}
