//! The door to the network: as many connections as the machine can hold, none of which may dawdle over its headers.
//!
//! `axum::serve` has no time limit on headers and no limit on connections, so the loop around hyper is our own.

use std::{convert::Infallible, future::Future, net::SocketAddr, pin::pin, sync::Arc, time::Duration};

use axum::{Router, body::Body, extract::ConnectInfo, serve::Listener};
use config::Limits;
use hyper::{Request, body::Incoming, server::conn::http1, service::service_fn};
use hyper_util::{
    rt::{TokioIo, TokioTimer},
    server::graceful::GracefulShutdown,
};
use tokio::{
    net::TcpListener,
    sync::{Semaphore, watch},
};
use tower::ServiceExt as _;
use web::{Pace, Stopping};

use crate::patience::{Addresses, Patient};

/// A browser sends about twenty.
const HEADERS_MAX: usize = 100;

/// Accepts until `stop`, then waits until the requests that are running are answered.
pub(crate) async fn run(
    mut listener: TcpListener,
    router: Router,
    limits: &Limits,
    stop: impl Future<Output = ()>,
) {
    let connections = Arc::new(Semaphore::new(usize::try_from(limits.connections_max).unwrap_or(usize::MAX)));
    let manners = manners(limits);
    let by_address =
        if limits.requests_per_minute_per_address > 0 { limits.connections_per_address } else { 0 };
    let addresses = Addresses::new(by_address);
    let pause = Duration::from_secs(limits.answer_pause_seconds.into());
    let least_bytes = u64::from(limits.answer_kib_min) * 1024;
    let graceful = GracefulShutdown::new();
    // Answers that stay open end by themselves once they hear of it; everything else is waited for.
    let (stopping, stopped) = watch::channel(false);
    let mut stop = pin!(stop);
    loop {
        let next = async {
            // A place first: who finds none waits in the backlog of the kernel and costs nothing here.
            let place = Arc::clone(&connections).acquire_owned().await;
            (place, Listener::accept(&mut listener).await)
        };
        let (Ok(place), (stream, peer)) = (tokio::select! {
            next = next => next,
            () = &mut stop => break,
        }) else {
            break;
        };
        // Closed without a word: an answer would be one more thing to wait for.
        let Some(held) = addresses.take(peer.ip()) else { continue };
        let stream = Patient::new(stream, Pace::new(pause, least_bytes));
        let (router, stopped) = (router.clone(), Stopping::new(stopped.clone()));
        let service = service_fn(move |request| answer(router.clone(), peer, stopped.clone(), request));
        let connection = graceful.watch(manners.serve_connection(TokioIo::new(stream), service));
        tokio::spawn(async move {
            if let Err(error) = connection.await {
                tracing::debug!(%error, "a connection ended early");
            }
            drop((place, held));
        });
    }
    drop(listener);
    // Without a receiver there is nobody to tell.
    let _ = stopping.send(true);
    graceful.shutdown().await;
}

fn manners(limits: &Limits) -> http1::Builder {
    let mut builder = http1::Builder::new();
    builder
        .timer(TokioTimer::new())
        .header_read_timeout(Duration::from_secs(limits.header_seconds.into()))
        .max_buf_size(usize::try_from(limits.header_kib).unwrap_or(usize::MAX).saturating_mul(1024))
        .max_headers(HEADERS_MAX);
    builder
}

async fn answer(
    router: Router,
    peer: SocketAddr,
    stopping: Stopping,
    request: Request<Incoming>,
) -> Result<axum::response::Response, Infallible> {
    let mut request = request.map(Body::new);
    request.extensions_mut().insert(ConnectInfo(peer));
    request.extensions_mut().insert(stopping);
    router.oneshot(request).await
}
