//! One piece on its way to the disk: counted, written and flushed as it comes, never held.

use std::io::{self, SeekFrom};

use axum::body::{Body, BodyDataStream, Bytes};
use futures_util::StreamExt;
use kernel::Failure;
use tokio::io::{AsyncSeekExt, AsyncWriteExt, BufWriter};
use web::Ask;

use super::{headers::Checksum, refusal::Refusal, rows, rows::Row, turn::Held};
use crate::{desk::Desk, io_failure, receive::forget, storage::flush_folder};

pub(super) struct Piece {
    /// How much is still missing.
    pub room: u64,
    pub checksum: Option<Checksum>,
}

const BUFFER_BYTES: usize = 256 * 1024;
/// After so many bytes they are flushed and counted as safe in the middle of a piece: what a killed server costs at most.
const SAFE_EVERY_BYTES: u64 = 32 * 1024 * 1024;

/// How a piece ended.
enum End {
    Whole,
    /// The connection broke, or the client paused for too long.
    Cut,
    /// Another request about the same upload waits.
    Wanted,
    TooLong,
}

pub(super) fn too_long() -> Refusal {
    let detail = "发送的内容超过了开始时声明的文件大小；请取消后重新上传";
    Refusal::too_large(Failure::unacceptable("upload-too-long", detail))
}

fn cut() -> Failure {
    Failure::unacceptable("upload-cut", "上传中断，已收到的部分已保存；请从服务器记录的位置继续")
}

/// Writes the piece behind what is safe and brings the row on. What is not safe in the end is cut off again.
pub(super) async fn receive(
    ask: &Ask,
    desk: &Desk,
    mut held: Held,
    row: &mut Row,
    piece: Piece,
    body: Body,
) -> Result<Held, Refusal> {
    let file = held.file.try_clone().map_err(|error| io_failure::of(&error))?;
    let mut receiving = Receiving {
        ask,
        desk,
        sink: BufWriter::with_capacity(BUFFER_BYTES, tokio::fs::File::from_std(file)),
        at: row.offset(),
        room: piece.room,
        checksum: piece.checksum,
    };
    let outcome = receiving.run(&held, row, body).await;
    if outcome.is_err() {
        // Only waits for the write that is under way, so that it does not come after the cut; it may fail too.
        let _ = receiving.sink.get_mut().flush().await;
        held = cut_back(held, row.offset()).await?;
    }
    outcome.map(|()| held)
}

/// Whoever takes the connection's place does not wait until the rest of it has been thrown away.
async fn forget_unless_wanted(held: &Held, stream: &mut BodyDataStream) {
    tokio::select! {
        biased;
        () = held.wanted() => {}
        () = forget(stream) => {}
    }
}

async fn cut_back(held: Held, length: u64) -> Result<Held, Failure> {
    let cut = tokio::task::spawn_blocking(move || held.file.set_len(length).map(|()| held));
    cut.await.map_err(io_failure::of_join)?.map_err(|error| io_failure::of(&error))
}

struct Receiving<'a> {
    ask: &'a Ask,
    desk: &'a Desk,
    sink: BufWriter<tokio::fs::File>,
    /// Where the next byte goes.
    at: u64,
    room: u64,
    checksum: Option<Checksum>,
}

impl Receiving<'_> {
    async fn run(&mut self, held: &Held, row: &mut Row, body: Body) -> Result<(), Refusal> {
        let disk = |error: io::Error| io_failure::of(&error);
        self.sink.get_mut().set_len(row.offset()).await.map_err(disk)?;
        self.sink.seek(SeekFrom::Start(row.offset())).await.map_err(disk)?;
        let mut stream = body.into_data_stream();
        let end = match self.stream(held, row, &mut stream).await {
            Ok(end) => end,
            Err(failure) => {
                forget_unless_wanted(held, &mut stream).await;
                return Err(failure.into());
            }
        };
        match (self.checksum.take(), &end) {
            (Some(checksum), End::Whole) => {
                if !checksum.agrees() {
                    return Err(Refusal::checksum());
                }
                self.make_safe(held, row).await?;
            }
            // A piece with a checksum counts as a whole.
            (Some(_), End::Cut | End::Wanted) => {}
            (None, End::Whole | End::Cut | End::Wanted) => self.make_safe(held, row).await?,
            (Some(_) | None, End::TooLong) => forget_unless_wanted(held, &mut stream).await,
        }
        match end {
            End::Whole => Ok(()),
            End::Cut => Err(cut().into()),
            End::Wanted => Err(super::turn::busy().into()),
            End::TooLong => Err(too_long()),
        }
    }

    async fn stream(
        &mut self,
        held: &Held,
        row: &mut Row,
        stream: &mut BodyDataStream,
    ) -> Result<End, Failure> {
        let mut wanted = std::pin::pin!(held.wanted());
        loop {
            let part: Bytes = tokio::select! {
                biased;
                () = &mut wanted => return Ok(End::Wanted),
                part = stream.next() => match part {
                    None => return Ok(End::Whole),
                    Some(Err(_)) => return Ok(End::Cut),
                    Some(Ok(part)) => part,
                },
            };
            let Some(room) = self.room.checked_sub(part.len() as u64) else { return Ok(End::TooLong) };
            if let Some(checksum) = &mut self.checksum {
                checksum.update(&part);
            }
            self.sink.write_all(&part).await.map_err(|error| io_failure::of(&error))?;
            (self.at, self.room) = (self.at + part.len() as u64, room);
            if self.checksum.is_none() && self.at - row.offset() >= SAFE_EVERY_BYTES {
                self.make_safe(held, row).await?;
            }
        }
    }

    /// Flushes, then says so in the row. Only what stands there was ever acknowledged.
    async fn make_safe(&mut self, held: &Held, row: &mut Row) -> Result<(), Failure> {
        let disk = |error: io::Error| io_failure::of(&error);
        if self.at == row.offset() {
            return Ok(());
        }
        self.sink.flush().await.map_err(disk)?;
        self.sink.get_mut().sync_data().await.map_err(disk)?;
        if row.received == 0 {
            // The file itself is new.
            let folder = held.path.parent().map(std::path::Path::to_owned);
            let flushed = tokio::task::spawn_blocking(move || folder.map_or(Ok(()), flush_folder));
            flushed.await.map_err(io_failure::of_join)?.map_err(disk)?;
        }
        let expires_at = self.ask.now().plus(self.desk.limits.unfinished_for);
        rows::advance(self.ask.db(), row, self.at, expires_at).await
    }
}
