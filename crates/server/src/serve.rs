//! Listening, and stopping cleanly.

use std::{future::Future, time::Duration};

use axum::Router;
use config::Limits;
use tokio::{net::TcpListener, signal, sync::watch};

use crate::front;

/// Requests that are still running get this long to finish after a signal to stop.
const FINISH: Duration = Duration::from_secs(30);

/// Serves until SIGTERM or Ctrl-C, then lets running requests finish.
pub async fn serve(listener: TcpListener, router: Router, limits: &Limits) {
    serve_until(listener, router, limits, stop_signal()).await;
}

/// As [`serve`], with the signal handed in.
pub async fn serve_until(
    listener: TcpListener,
    router: Router,
    limits: &Limits,
    stop: impl Future<Output = ()> + Send + 'static,
) {
    let (stopping, mut stopped) = watch::channel(false);
    let running = front::run(listener, router, limits, async move {
        stop.await;
        tracing::info!("stopping: new connections are refused, running requests may finish");
        // The receiver below lives as long as the server, so somebody hears it.
        let _ = stopping.send(true);
    });
    tokio::select! {
        () = running => {}
        () = async move {
            // An error means the sender is gone, and then the server has ended by itself.
            let _ = stopped.wait_for(|stop| *stop).await;
            tokio::time::sleep(FINISH).await;
        } => {
            tracing::warn!("some requests did not finish in time and were cut off");
        }
    }
}

async fn stop_signal() {
    let interrupt = async {
        if signal::ctrl_c().await.is_err() {
            std::future::pending::<()>().await;
        }
    };
    #[cfg(unix)]
    let terminate = async {
        match signal::unix::signal(signal::unix::SignalKind::terminate()) {
            Ok(mut signal) => {
                signal.recv().await;
            }
            Err(_) => std::future::pending::<()>().await,
        }
    };
    #[cfg(not(unix))]
    let terminate = std::future::pending::<()>();
    tokio::select! {
        () = interrupt => {}
        () = terminate => {}
    }
}
