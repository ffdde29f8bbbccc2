//! The walk through rows that are too many to look at all: the newest first, until enough fit or enough were looked at.

use kernel::Failure;
use uuid::Uuid;

use crate::{Needle, SHOWN_MAX};

/// Rows of a kind that one search looks at. What a register holds of a city's campaign is far below it; of a province, it
/// is the newest weeks. docs/performance.md says what it costs.
pub const LOOKED_MAX: usize = 10_000;
/// The first block is small because what people look for is often new; later ones save round trips.
const BLOCKS: [u64; 3] = [250, 1_000, 2_000];

/// Rows of one kind, the newest first.
#[async_trait::async_trait]
pub trait Newest: Sync {
    type Row: Send;
    /// At most `limit` rows that the asker may see, of those older than `after`.
    async fn read(&self, after: Option<Uuid>, limit: u64) -> Result<Vec<Self::Row>, Failure>;
    fn id(row: &Self::Row) -> Uuid;
    /// What the needle is looked for in.
    fn text(row: &Self::Row) -> &str;
}

/// What the walk found.
pub struct Walked<T> {
    /// At most [`SHOWN_MAX`].
    pub rows: Vec<T>,
    pub more: bool,
    /// How many were looked at when that was not all of them.
    pub looked: Option<i64>,
}

/// Walks until one more than is shown fits, the rows end, or [`LOOKED_MAX`] were looked at.
pub async fn newest<S: Newest>(source: &S, needle: &Needle) -> Result<Walked<S::Row>, Failure> {
    let (mut rows, mut looked, mut after) = (Vec::new(), 0, None);
    let mut blocks = BLOCKS.into_iter();
    let mut size = 0;
    loop {
        size = blocks.next().unwrap_or(size);
        let left = u64::try_from(LOOKED_MAX - looked).unwrap_or(0);
        let block = source.read(after, size.min(left)).await?;
        let ended = (block.len() as u64) < size.min(left);
        looked += block.len();
        after = block.last().map(S::id).or(after);
        for row in block {
            if !needle.is_in(S::text(&row)) {
                continue;
            }
            if rows.len() == SHOWN_MAX {
                return Ok(Walked { rows, more: true, looked: None });
            }
            rows.push(row);
        }
        if ended {
            return Ok(Walked { rows, more: false, looked: None });
        }
        if looked >= LOOKED_MAX {
            return Ok(Walked { rows, more: false, looked: Some(i64::try_from(looked).unwrap_or(i64::MAX)) });
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicU64, Ordering};

    use super::*;

    /// Rows numbered downwards from `number`; every `every`-th is called 沈阳.
    struct Rows {
        number: u64,
        every: u64,
        read: AtomicU64,
    }

    #[async_trait::async_trait]
    impl Newest for Rows {
        type Row = (u64, String);
        async fn read(&self, after: Option<Uuid>, limit: u64) -> Result<Vec<Self::Row>, Failure> {
            let top = after.map_or(self.number, |after| u64::try_from(after.as_u128()).unwrap() - 1);
            let rows: Vec<Self::Row> = (1..=top)
                .rev()
                .take(usize::try_from(limit).unwrap())
                .map(|at| (at, if at % self.every == 0 { "沈阳" } else { "大连" }.to_owned()))
                .collect();
            self.read.fetch_add(rows.len() as u64, Ordering::Relaxed);
            Ok(rows)
        }
        fn id(row: &Self::Row) -> Uuid {
            Uuid::from_u128(row.0.into())
        }
        fn text(row: &Self::Row) -> &str {
            &row.1
        }
    }

    async fn walked(number: u64, every: u64) -> (Vec<u64>, bool, Option<i64>, u64) {
        let rows = Rows { number, every, read: AtomicU64::new(0) };
        let Walked { rows: found, more, looked } =
            newest(&rows, &Needle::parse("sy").unwrap()).await.unwrap();
        (found.into_iter().map(|row| row.0).collect(), more, looked, rows.read.into_inner())
    }

    /// A small executor is enough: nothing here waits.
    fn now<T>(future: impl Future<Output = T>) -> T {
        let mut context = std::task::Context::from_waker(std::task::Waker::noop());
        match std::pin::pin!(future).poll(&mut context) {
            std::task::Poll::Ready(value) => value,
            std::task::Poll::Pending => panic!("nothing here waits"),
        }
    }

    #[test]
    fn it_ends_as_soon_as_enough_is_found_or_enough_was_looked_at() {
        let (found, more, looked, read) = now(walked(1_000_000, 10));
        assert_eq!((found.len(), found[0], more, looked, read), (8, 1_000_000, true, None, 250));
        let (found, more, looked, read) = now(walked(1_000_000, 5_000));
        assert_eq!((found, more, looked, read), (vec![1_000_000, 995_000], false, Some(10_000), 10_000));
        let (found, more, looked, read) = now(walked(9_999, 5_000));
        assert_eq!((found, more, looked, read), (vec![5_000], false, None, 9_999));
        assert_eq!(now(walked(0, 1)), (vec![], false, None, 0));
        assert_eq!(now(walked(8, 1)).0.len(), 8);
        assert!(!now(walked(8, 1)).1 && now(walked(9, 1)).1);
    }
}
