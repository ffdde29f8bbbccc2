//! How long the door waits for a client that does not take its answer, and how many connections one address may have.

use std::{
    collections::HashMap,
    io::{self, IoSlice},
    net::IpAddr,
    num::NonZeroU32,
    pin::Pin,
    sync::{Arc, Mutex, PoisonError},
    task::{Context, Poll},
};

use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use web::Pace;

/// A connection whose other side has to take what is written at a certain pace. Reading has limits of its own: on headers
/// by hyper, on bodies around the router.
pub(crate) struct Patient<S> {
    stream: S,
    pace: Pace,
}

impl<S> Patient<S> {
    pub(crate) fn new(stream: S, pace: Pace) -> Self {
        Self { stream, pace }
    }

    /// What the stream said of a write, unless it has been saying "wait" for too long.
    fn judged(&mut self, cx: &mut Context<'_>, said: Poll<io::Result<usize>>) -> Poll<io::Result<usize>> {
        match said {
            Poll::Ready(Ok(bytes)) => {
                self.pace.moved(bytes);
                Poll::Ready(Ok(bytes))
            }
            Poll::Ready(Err(error)) => Poll::Ready(Err(error)),
            Poll::Pending => self.pace.poll_late(cx).map(Err),
        }
    }
}

impl<S: AsyncRead + Unpin> AsyncRead for Patient<S> {
    fn poll_read(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        into: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_read(cx, into)
    }
}

impl<S: AsyncWrite + Unpin> AsyncWrite for Patient<S> {
    fn poll_write(mut self: Pin<&mut Self>, cx: &mut Context<'_>, bytes: &[u8]) -> Poll<io::Result<usize>> {
        let said = Pin::new(&mut self.stream).poll_write(cx, bytes);
        self.judged(cx, said)
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        pieces: &[IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        let said = Pin::new(&mut self.stream).poll_write_vectored(cx, pieces);
        self.judged(cx, said)
    }

    fn is_write_vectored(&self) -> bool {
        self.stream.is_write_vectored()
    }

    /// hyper asks for this once it has nothing left to write, and then nobody is waited for.
    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        let said = Pin::new(&mut self.stream).poll_flush(cx);
        if said.is_ready() {
            self.pace.rest();
        }
        said
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_shutdown(cx)
    }
}

/// Counts the open connections of each address.
#[derive(Clone)]
pub(crate) struct Addresses {
    max: Option<NonZeroU32>,
    open: Arc<Mutex<HashMap<IpAddr, u32>>>,
}

/// One connection, counted until this is dropped.
pub(crate) struct Counted {
    addresses: Addresses,
    address: IpAddr,
}

impl Addresses {
    /// Nought is no limit.
    pub(crate) fn new(max: u32) -> Self {
        Self { max: NonZeroU32::new(max), open: Arc::default() }
    }

    /// One more connection, or nothing when the address has enough of them.
    pub(crate) fn take(&self, peer: IpAddr) -> Option<Counted> {
        let address = web::neighbourhood(peer);
        if let Some(max) = self.max {
            let mut open = self.open.lock().unwrap_or_else(PoisonError::into_inner);
            let count = open.entry(address).or_default();
            if *count >= max.get() {
                return None;
            }
            *count += 1;
        }
        Some(Counted { addresses: self.clone(), address })
    }
}

impl Drop for Counted {
    fn drop(&mut self) {
        let mut open = self.addresses.open.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(count) = open.get_mut(&self.address) {
            *count -= 1;
            if *count == 0 {
                open.remove(&self.address);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, reason = "a test that cannot go on should stop at once")]

    use super::*;

    #[test]
    fn an_address_has_so_many_connections_and_gets_them_back() {
        let at = |text: &str| text.parse().unwrap();
        let addresses = Addresses::new(2);
        let first = addresses.take(at("2001:db8::1")).unwrap();
        let _second = addresses.take(at("2001:db8::2")).unwrap();
        assert!(addresses.take(at("2001:db8::3")).is_none(), "a network of one owner is one address");
        let other = addresses.take(at("192.0.2.1")).unwrap();
        drop((first, other));
        assert!(addresses.take(at("2001:db8::3")).is_some());
        assert_eq!(addresses.open.lock().unwrap().len(), 1, "nothing is kept of who has gone");
        let unlimited = Addresses::new(0);
        let many: Vec<Counted> = (0..100).filter_map(|_| unlimited.take(at("192.0.2.1"))).collect();
        assert_eq!(many.len(), 100);
    }
}
