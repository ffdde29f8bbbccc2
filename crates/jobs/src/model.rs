//! When a job runs next. Pure.

use std::time::Duration;

use kernel::Instant;

/// After so many failures in a row somebody has to look at it.
pub(crate) const TROUBLE_AFTER: i64 = 3;

/// The first repetition after a failure.
const RETRY_FIRST: Duration = Duration::from_secs(60);

/// After `failures` failures in a row: twice as long each time, and never longer than the job's own rhythm.
pub(crate) fn next_run(now: Instant, every: Duration, failures: i64) -> Instant {
    let doublings = u32::try_from((failures - 1).clamp(0, 16)).unwrap_or(0);
    let wait = if failures == 0 { every } else { every.min(RETRY_FIRST * 2_u32.pow(doublings)) };
    now.plus(wait)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn failures_are_repeated_later_and_later_but_not_less_often_than_usual() {
        let hour = Duration::from_secs(3600);
        let minutes =
            |failures| (next_run(Instant::from_micros(0), hour, failures).micros() / 60_000_000).to_string();
        let waits: Vec<String> = [0, 1, 2, 3, 6, 7, 1000].map(minutes).to_vec();
        assert_eq!(waits.join(" "), "60 1 2 4 32 60 60");
    }
}
