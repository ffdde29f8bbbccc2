//! A load: so many clients, each with one request at a time, bounded in number and in time.

use std::time::{Duration, Instant as Stopwatch};

use futures_util::future::join_all;

use crate::{Outcome, client::Client, meter::Meter, report::Run};

/// Where a load ends, whichever comes first.
#[derive(Clone, Copy)]
pub struct Bounds {
    pub requests: usize,
    pub time: Duration,
}

/// More failures than this mean that something else is measured than was meant.
const FAILURES_SHARE_MAX: usize = 100;

/// Lets every client repeat the job. The number that the job gets is its own: no two of a load get the same.
///
/// # Errors
/// When more than one of a hundred requests fails, with the first failure.
pub async fn drive<F>(server: Vec<u32>, clients: &mut [Client], bounds: Bounds, job: F) -> Outcome<Run>
where
    F: AsyncFn(&mut Client, usize, usize) -> Outcome<()>,
{
    let meter = Meter::start(&server)?;
    let begun = Stopwatch::now();
    let next = std::cell::Cell::new(0_usize);
    let workers = clients.iter_mut().enumerate().map(|(who, client)| {
        let (job, next) = (&job, &next);
        async move {
            let (mut latencies, mut failures, mut first) = (Vec::new(), 0_usize, None);
            while next.get() < bounds.requests && begun.elapsed() < bounds.time {
                let number = next.replace(next.get() + 1);
                let started = Stopwatch::now();
                match job(client, who, number).await {
                    Ok(()) => latencies.push(started.elapsed()),
                    Err(failure) => {
                        failures += 1;
                        first.get_or_insert(failure);
                    }
                }
            }
            (latencies, failures, first)
        }
    });
    let parts = join_all(workers).await;
    let took = begun.elapsed();
    let spent = meter.stop()?;
    let mut run = Run { latencies: Vec::new(), failures: 0, took, spent };
    let mut first = None;
    for (latencies, failures, failure) in parts {
        run.latencies.extend(latencies);
        run.failures += failures;
        first = first.or(failure);
    }
    run.latencies.sort_unstable();
    if run.failures * FAILURES_SHARE_MAX > run.latencies.len() {
        return Err(first.unwrap_or_default());
    }
    if let Some(first) = first {
        println!("# {} of {} failed, first: {first}", run.failures, run.latencies.len());
    }
    Ok(run)
}
