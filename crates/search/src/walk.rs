//! The walk through rows that are too many to look at all: the newest first, until enough fit or enough were looked at.

use kernel::Failure;
use uuid::Uuid;

use crate::{Needle, SHOWN_MAX};

/// Rows of a kind that one search looks at. What a register holds of a city's campaign is far below it; of a province, it
/// is the newest weeks. docs/performance.md says what it costs.
pub const LOOKED_MAX: usize = 10_000;
/// The first block is small because what people look for is often new; later ones save round trips.
const BLOCKS: [u64; 3] = [250, 1_000, 2_000];

/// What the walk found.
pub struct Walked<T> {
    /// At most [`SHOWN_MAX`].
    pub rows: Vec<T>,
    pub more: bool,
    /// How many were looked at when that was not all of them.
    pub looked: Option<i64>,
}

/// Walks until one more than is shown fits, the rows end, or [`LOOKED_MAX`] were looked at. `block` reads rows that the asker
/// may see, the newest first: those older than an id, at most so many. `of` says which row it is and its folded text.
pub async fn newest<T, F, B>(
    needle: &Needle,
    block: F,
    of: fn(&T) -> (Uuid, &str),
) -> Result<Walked<T>, Failure>
where
    F: Fn(Option<Uuid>, u64) -> B,
    B: Future<Output = Result<Vec<T>, Failure>>,
{
    let (mut rows, mut looked, mut after) = (Vec::new(), 0, None);
    let mut blocks = BLOCKS.into_iter();
    let mut size = 0;
    loop {
        size = blocks.next().unwrap_or(size);
        let left = u64::try_from(LOOKED_MAX - looked).unwrap_or(0);
        let read = block(after, size.min(left)).await?;
        let ended = (read.len() as u64) < size.min(left);
        looked += read.len();
        after = read.last().map(|row| of(row).0).or(after);
        for row in read {
            if !needle.is_in_folded(of(&row).1) {
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

    /// Rows numbered downwards from `number`; every `every`-th is called 沈阳. Answers also how many were read.
    async fn walked(number: u64, every: u64) -> (Vec<u64>, bool, Option<i64>, u64) {
        let counted = AtomicU64::new(0);
        let block = async |after: Option<Uuid>, limit: u64| {
            let top = after.map_or(number, |after| u64::try_from(after.as_u128()).unwrap() - 1);
            let rows: Vec<(Uuid, &str)> = (1..=top)
                .rev()
                .take(usize::try_from(limit).unwrap())
                .map(|at| (Uuid::from_u128(at.into()), if at % every == 0 { "沈阳" } else { "大连" }))
                .collect();
            counted.fetch_add(rows.len() as u64, Ordering::Relaxed);
            Ok(rows)
        };
        let needle = Needle::parse("sy").unwrap();
        let Walked { rows: found, more, looked } = newest(&needle, block, |row| *row).await.unwrap();
        let found = found.into_iter().map(|(id, _)| u64::try_from(id.as_u128()).unwrap());
        (found.collect(), more, looked, counted.load(Ordering::Relaxed))
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
