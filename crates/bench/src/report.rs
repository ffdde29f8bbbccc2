//! What a case prints: `case | metric | value`, one line per figure, for people and for `grep`.

use std::time::Duration;

use crate::meter::Spent;

/// How a case is called in every one of its lines.
#[derive(Clone, Copy)]
pub struct Case<'a>(pub &'a str);

impl Case<'_> {
    pub fn say(self, metric: &str, value: impl std::fmt::Display) {
        println!("{} | {metric} | {value}", self.0);
    }

    pub fn seconds(self, metric: &str, took: Duration) {
        self.say(metric, format_args!("{:.3} s", took.as_secs_f64()));
    }

    /// The figures of a load: the last ones are what a busy machine disturbs least.
    pub fn load(self, run: &Run) {
        let Run { latencies, failures, took, spent } = run;
        let done = latencies.len();
        self.say("requests", done);
        if *failures > 0 {
            self.say("failures", failures);
        }
        self.say("requests/s", format_args!("{:.0}", per(done, took.as_secs_f64())));
        self.say("p50", Milliseconds(quantile(latencies, 0.50)));
        self.say("p99", Milliseconds(quantile(latencies, 0.99)));
        self.say("requests per CPU-second of the server", format_args!("{:.0}", run.per_cpu_second()));
        self.say(
            "CPU of the server, the load and others",
            format_args!(
                "{:.2} s, {:.2} s, {:.2} s of {:.2} s on {} cores",
                spent.server,
                spent.own,
                spent.others,
                took.as_secs_f64(),
                spent.cores
            ),
        );
    }
}

/// What a load came to.
pub struct Run {
    /// Sorted.
    pub latencies: Vec<Duration>,
    pub failures: usize,
    pub took: Duration,
    pub spent: Spent,
}

impl Run {
    #[must_use]
    pub fn per_cpu_second(&self) -> f64 {
        per(self.latencies.len(), self.spent.server)
    }

    #[must_use]
    pub fn per_second(&self) -> f64 {
        per(self.latencies.len(), self.took.as_secs_f64())
    }
}

fn per(count: usize, seconds: f64) -> f64 {
    let count = u32::try_from(count).map_or(f64::MAX, f64::from);
    if seconds > 0.0 { count / seconds } else { 0.0 }
}

/// The smallest latency that this share of the requests did not exceed.
#[must_use]
pub fn quantile(sorted: &[Duration], share: f64) -> Duration {
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        clippy::cast_precision_loss,
        reason = "a position in a list that fits into memory"
    )]
    let position = (share * sorted.len() as f64).ceil() as usize;
    sorted.get(position.saturating_sub(1)).copied().unwrap_or_default()
}

struct Milliseconds(Duration);

impl std::fmt::Display for Milliseconds {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:.2} ms", self.0.as_secs_f64() * 1_000.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_quantile_is_a_latency_that_occurred() {
        let sorted: Vec<Duration> = (1..=100).map(Duration::from_millis).collect();
        for (share, milliseconds) in [(0.0, 1), (0.5, 50), (0.99, 99), (1.0, 100)] {
            assert_eq!(quantile(&sorted, share), Duration::from_millis(milliseconds), "{share}");
        }
        assert_eq!(quantile(&[], 0.5), Duration::ZERO);
    }
}
