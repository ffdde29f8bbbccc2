//! Whoever sends or takes so slowly that a connection would be held for ever is let go.
//!
//! Not a limit on the whole: a large file over a bad line may take its hour. In every stretch of time in which we wait for
//! the other side, a little has to move.

use std::{
    future::Future as _,
    io,
    pin::Pin,
    task::{Context, Poll},
    time::Duration,
};

use axum::body::Body;
use futures_util::{StreamExt as _, stream};
use tokio::time::{Instant, Sleep};

/// So late, the wait was ours and not the other side's: a machine that is busy, a disk that is slow.
const OURS: Duration = Duration::from_secs(1);

/// Watches one direction of one connection.
pub struct Pace {
    stretch: Duration,
    least_bytes: u64,
    moved_bytes: u64,
    /// Runs from the first moment in which we wait.
    ends: Option<Pin<Box<Sleep>>>,
}

impl Pace {
    #[must_use]
    pub fn new(stretch: Duration, least_bytes: u64) -> Self {
        // Nothing at all is always too little.
        Self { stretch, least_bytes: least_bytes.max(1), moved_bytes: 0, ends: None }
    }

    /// So much went through.
    pub fn moved(&mut self, bytes: usize) {
        self.moved_bytes = self.moved_bytes.saturating_add(bytes as u64);
        let ours = self.ends.as_ref().is_some_and(|ends| ends.deadline() + OURS < Instant::now());
        if ours || self.moved_bytes >= self.least_bytes {
            self.rest();
        }
    }

    /// Nothing is waited for any more.
    pub fn rest(&mut self) {
        (self.ends, self.moved_bytes) = (None, 0);
    }

    /// Asked whenever we wait: ready when the stretch has ended with too little.
    pub fn poll_late(&mut self, cx: &mut Context<'_>) -> Poll<io::Error> {
        let stretch = self.stretch;
        let ends = self.ends.get_or_insert_with(|| Box::pin(tokio::time::sleep(stretch)));
        ends.as_mut().poll(cx).map(|()| {
            io::Error::new(io::ErrorKind::TimedOut, format!("{} bytes in {stretch:?}", self.moved_bytes))
        })
    }
}

/// A request's body that has to keep the pace.
pub(crate) fn paced(body: Body, mut pace: Pace) -> Body {
    let mut pieces = body.into_data_stream();
    Body::from_stream(stream::poll_fn(move |cx| match pieces.poll_next_unpin(cx) {
        Poll::Ready(Some(Ok(piece))) => {
            pace.moved(piece.len());
            Poll::Ready(Some(Ok(piece)))
        }
        Poll::Ready(other) => Poll::Ready(other),
        Poll::Pending => pace.poll_late(cx).map(|late| Some(Err(axum::Error::new(late)))),
    }))
}

#[cfg(test)]
mod tests {
    use std::convert::Infallible;

    use bytes::Bytes;

    use super::*;

    /// Short, because a test waits for it; what comes comes at once.
    const STRETCH: Duration = Duration::from_millis(100);

    async fn received(body: Body, least_bytes: u64) -> Result<usize, ()> {
        let body = paced(body, Pace::new(STRETCH, least_bytes));
        axum::body::to_bytes(body, usize::MAX).await.map(|bytes| bytes.len()).map_err(drop)
    }

    #[tokio::test]
    async fn what_comes_and_ends_is_taken_and_what_never_comes_is_not() {
        let piece = |bytes: usize| Ok::<_, Infallible>(Bytes::from(vec![b'x'; bytes]));
        let some = [piece(10), piece(20)];
        assert_eq!(received(Body::from_stream(stream::iter(some.clone())), 1000).await, Ok(30));
        assert_eq!(received(Body::empty(), 1000).await, Ok(0));
        let stuck = || stream::iter(some.clone()).chain(stream::pending());
        assert_eq!(received(Body::from_stream(stuck()), 1000).await, Err(()));
        // Enough for one stretch is not enough for the next.
        assert_eq!(received(Body::from_stream(stuck()), 5).await, Err(()));
    }

    /// A drop at a time: no single pause is long, and yet it would never end.
    #[tokio::test]
    async fn drops_are_not_enough_however_often_they_come() {
        let drops = stream::unfold((), |()| async {
            tokio::time::sleep(STRETCH / 20).await;
            Some((Ok::<_, Infallible>(Bytes::from_static(b"x")), ()))
        });
        assert_eq!(received(Body::from_stream(drops), 1000).await, Err(()));
    }
}
