//! What other crates ask about the ids that they are handed.

use std::collections::BTreeMap;

use db::Reader;
use kernel::{Failure, FieldProblem, FileId, UnitId};

use crate::{FileView, store};

/// The files behind these ids, in the same order, provided that every one of them was uploaded for this unit.
///
/// # Errors
/// [`Failure::Invalid`] with one problem `/files/<position>` for each id that is not: a file of somebody else and no file
/// at all look the same.
pub async fn owned(reader: &impl Reader, unit: UnitId, ids: &[FileId]) -> Result<Vec<FileView>, Failure> {
    let found: BTreeMap<_, _> = store::find_all(reader, ids)
        .await?
        .into_iter()
        .filter(|meta| meta.unit == unit)
        .map(|meta| (meta.id, FileView::from(meta)))
        .collect();
    let foreign = |position: usize| {
        let message = "这份附件不存在，或不是本单位上传的；请重新上传后再提交";
        FieldProblem::new(format!("/files/{position}"), "not-owned", message)
    };
    let missing = ids.iter().enumerate().filter(|(_, id)| !found.contains_key(id));
    Failure::unless_empty(missing.map(|(position, _)| foreign(position)).collect())?;
    Ok(ids.iter().filter_map(|id| found.get(id).cloned()).collect())
}

/// What is shown for each of these ids; ids that name no file of the tenant are left out. Whoever asks has already been
/// allowed to see the thing that the files are evidence for.
pub async fn labels(
    reader: &impl Reader,
    ids: impl IntoIterator<Item = FileId>,
) -> Result<BTreeMap<FileId, FileView>, Failure> {
    let mut ids: Vec<FileId> = ids.into_iter().collect();
    ids.sort_unstable();
    ids.dedup();
    let mut labels = BTreeMap::new();
    // Both engines limit the number of values in one statement.
    for some in ids.chunks(500) {
        let found = store::find_all(reader, some).await?;
        labels.extend(found.into_iter().map(|meta| (meta.id, FileView::from(meta))));
    }
    Ok(labels)
}
