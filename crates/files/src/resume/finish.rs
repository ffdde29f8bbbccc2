//! From a whole upload to a file. Whoever is killed on the way goes it again: each step says in the row that it will be
//! done before it cannot be undone.

use std::io::{self, Seek, SeekFrom};

use kernel::{Failure, FileId};
use policy::Granted;
use web::Ask;

use super::{
    refusal::Refusal,
    rows::{self, Object, Row},
    turn::{self, Held},
};
use crate::{
    desk::Desk,
    format::Format,
    io_failure,
    policy::Upload,
    receive::Received,
    settle::{self, Arrived},
    staging::Staged,
    storage::Digest,
    upload::{self, Kept, Promise, promise},
};

/// Checks the whole file as one that came at once, moves it to the objects and gives it its row.
///
/// # Errors
/// What is wrong with the file: the upload is gone then. What is wrong with the machine: it can be finished later.
pub(super) async fn finish(
    ask: &Ask,
    desk: &Desk,
    granted: &Granted<Upload>,
    held: Held,
    row: &Row,
) -> Result<FileId, Refusal> {
    let part = turn::path(&desk.storage, row.id);
    let finished = try_finish(ask, desk, granted, held, row).await;
    let over = match &finished {
        Ok(_) => true,
        Err(refusal) => is_about_the_file(refusal.failure()),
    };
    if finished.is_err() && over {
        rows::remove(ask.db(), row).await?;
    }
    if over {
        // A picture was written anew, a file that was refused is not wanted; everything else was moved away.
        turn::remove(&part).map_err(|error| io_failure::of(&error))?;
    }
    finished
}

/// Sending it again would end in the same way.
fn is_about_the_file(failure: &Failure) -> bool {
    matches!(failure, Failure::Unacceptable { .. })
}

async fn try_finish(
    ask: &Ask,
    desk: &Desk,
    granted: &Granted<Upload>,
    held: Held,
    row: &Row,
) -> Result<FileId, Refusal> {
    let kind = row.kind()?;
    let Promise { name, format } = promise(kind, &row.name)?;
    let mut row = row.clone();
    // What was begun before may have removed metadata from the part, so that it is not what was sent any more.
    let again = row.original_sha256.is_some();
    let original = original(ask, &mut row, &held).await?;
    let present = if again { digest_of_part(&held).await? } else { original.clone() };
    // Held until the row is there: another server would find a part that has been moved away.
    let (object, held) = match moved(desk, &row, &held)? {
        Some(object) => (object, held),
        None => publish(ask, desk, held, &row, present, format).await?,
    };
    let kept = Kept { kind, format, name, bytes: object.bytes, digest: object.digest, original };
    let (kept, row) = (&kept, &row);
    let file = ask.write(|w| async move {
        let meta = upload::insert(ask, &w, granted, row.unit_id, kept).await?;
        rows::finished(&w, row, meta.id).await?;
        Ok(meta.id)
    });
    let file = file.await?;
    drop(held);
    Ok(file)
}

/// The digest of what was sent, taken before anything is removed from it.
async fn original(ask: &Ask, row: &mut Row, held: &Held) -> Result<Digest, Failure> {
    if let Some(known) = row.original_sha256.as_deref().and_then(Digest::read) {
        return Ok(known);
    }
    let digest = digest_of_part(held).await?;
    if row.promised_sha256.as_deref().is_some_and(|promised| promised != digest.as_str()) {
        let detail = "收到的文件与发送前计算的 SHA-256 不一致，文件没有保存；请重新上传";
        return Err(Failure::unacceptable("digest-mismatch", detail));
    }
    rows::note_original(ask.db(), row, &digest).await?;
    Ok(digest)
}

async fn digest_of_part(held: &Held) -> Result<Digest, Failure> {
    let mut file = held.file.try_clone().map_err(|error| io_failure::of(&error))?;
    let read = tokio::task::spawn_blocking(move || {
        file.seek(SeekFrom::Start(0))?;
        settle::digest_of(&mut file)
    });
    read.await.map_err(io_failure::of_join)?.map_err(|error| io_failure::of(&error))
}

/// The object, if the part has become one already: then only the row of the file is missing.
fn moved(desk: &Desk, row: &Row, held: &Held) -> Result<Option<Object>, Failure> {
    let disk = |error: io::Error| io_failure::of(&error);
    let (Some(digest), Some(bytes)) = (row.kept_sha256.as_deref().and_then(Digest::read), row.kept_bytes)
    else {
        return Ok(None);
    };
    let bytes = bytes.unsigned_abs();
    if held.length().map_err(disk)? == row.length() {
        return Ok(None);
    }
    if desk.storage.has(&digest, bytes).map_err(disk)? {
        return Ok(Some(Object { digest, bytes }));
    }
    let detail = "服务器上的上传内容已不完整，文件没有保存；请重新上传";
    Err(Failure::unacceptable("upload-lost", detail))
}

async fn publish(
    ask: &Ask,
    desk: &Desk,
    held: Held,
    row: &Row,
    present: Digest,
    format: Format,
) -> Result<(Object, Held), Failure> {
    let disk = |error: io::Error| io_failure::of(&error);
    let permit = desk.permit(row.kind()?).await?;
    let storage = desk.storage.clone();
    let file = held.file.try_clone().map_err(disk)?;
    let staged = Staged::waiting(held.path.clone());
    let received = Received { bytes: row.length(), digest: present };
    let prepared = tokio::task::spawn_blocking(move || {
        let _permit = permit;
        settle::prepare(&storage, Arrived { staged, file, received }, format)
    });
    let Arrived { staged, file, received } = prepared.await.map_err(io_failure::of_join)??;
    let Received { bytes, digest } = received;
    let object = Object { digest, bytes };
    rows::note_kept(ask.db(), row, &object).await?;
    let (storage, digest, now) = (desk.storage.clone(), object.digest.clone(), ask.now());
    let published = tokio::task::spawn_blocking(move || {
        // Its last byte may have come long ago; the job that looks for orphans goes by this time.
        file.set_modified(
            std::time::UNIX_EPOCH + std::time::Duration::from_micros(now.micros().unsigned_abs()),
        )?;
        storage.publish(staged, file, &digest)
    });
    published.await.map_err(io_failure::of_join)?.map_err(disk)?;
    Ok((object, held))
}
