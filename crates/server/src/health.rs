//! What an operator's machinery asks: are you alive, are you ready, how are you.

use std::{sync::Arc, time::Instant as Stopwatch};

use axum::{
    Router,
    extract::{MatchedPath, Request, State},
    http::{StatusCode, header},
    middleware::{self, Next},
    response::{IntoResponse, Response},
    routing::get,
};
use db::{Db, Migration};
use metrics::{counter, histogram};
use metrics_exporter_prometheus::{PrometheusBuilder, PrometheusHandle, PrometheusRecorder};

/// Requests and their durations in seconds, in Prometheus's text form.
#[derive(Clone)]
pub(crate) struct Meter {
    recorder: Arc<PrometheusRecorder>,
    handle: PrometheusHandle,
}

impl Meter {
    pub(crate) fn new() -> Self {
        let recorder = PrometheusBuilder::new().build_recorder();
        let handle = recorder.handle();
        Self { recorder: Arc::new(recorder), handle }
    }
}

/// Counts every request by route pattern; the pattern has no ids in it, so no personal data either.
pub(crate) async fn count(State(meter): State<Meter>, request: Request, next: Next) -> Response {
    let route = request.extensions().get::<MatchedPath>().map_or("other", MatchedPath::as_str).to_owned();
    let method = request.method().to_string();
    let started = Stopwatch::now();
    let response = next.run(request).await;
    let status = response.status().as_u16().to_string();
    let seconds = started.elapsed().as_secs_f64();
    // The pattern of the route, never the address itself: ids and searches are nobody's business in a log.
    tracing::info!(%method, %route, %status, milliseconds = (seconds * 1000.0).round(), "request");
    metrics::with_local_recorder(meter.recorder.as_ref(), || {
        counter!("anxing_requests_total", "method" => method, "route" => route.clone(), "status" => status)
            .increment(1);
        histogram!("anxing_request_seconds", "route" => route).record(seconds);
    });
    response
}

#[derive(Clone)]
struct Pulse {
    db: Arc<Db>,
    steps: Arc<Vec<Migration>>,
    meter: Meter,
}

pub(crate) fn routes(db: Arc<Db>, steps: Vec<Migration>, meter: Meter) -> Router {
    let pulse = Pulse { db, steps: Arc::new(steps), meter };
    Router::new()
        .route("/healthz", get(|| async { "ok\n" }))
        .route("/readyz", get(ready))
        .route("/metrics", get(numbers))
        .with_state(pulse)
}

pub(crate) fn counted(router: Router, meter: Meter) -> Router {
    router.layer(middleware::from_fn_with_state(meter, count))
}

/// Ready means: the database answers and its schema is the one this program was built for.
async fn ready(State(pulse): State<Pulse>) -> Response {
    if db::dialect::ping(pulse.db.pool()).await.is_err() {
        return (StatusCode::SERVICE_UNAVAILABLE, "database does not answer\n").into_response();
    }
    match db::pending(pulse.db.pool(), &pulse.steps).await {
        Ok(pending) if pending.is_empty() => "ready\n".into_response(),
        Ok(_) => {
            (StatusCode::SERVICE_UNAVAILABLE, "schema is older than the program: run `anxing migrate`\n")
                .into_response()
        }
        Err(_) => (StatusCode::SERVICE_UNAVAILABLE, "schema cannot be read\n").into_response(),
    }
}

async fn numbers(State(pulse): State<Pulse>) -> Response {
    ([(header::CONTENT_TYPE, "text/plain; version=0.0.4")], pulse.meter.handle.render()).into_response()
}
