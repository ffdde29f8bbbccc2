//! Where the present comes from. Everything that needs it is handed a [`Clock`].

use std::sync::atomic::{AtomicI64, Ordering};

use crate::Instant;

pub trait Clock: Send + Sync {
    fn now(&self) -> Instant;
}

/// The machine's own clock: the one place that reads it.
#[derive(Debug, Default)]
pub struct SystemClock;

impl Clock for SystemClock {
    #[allow(clippy::disallowed_methods, reason = "this is the clock that everybody else is handed")]
    fn now(&self) -> Instant {
        Instant::from_micros(jiff::Timestamp::now().as_microsecond())
    }
}

/// A clock that stands still until it is moved: tests and stories travel with it.
#[derive(Debug)]
pub struct TravelClock(AtomicI64);

impl TravelClock {
    #[must_use]
    pub fn at(instant: Instant) -> Self {
        Self(AtomicI64::new(instant.micros()))
    }

    /// Going back is allowed: a machine's clock may be corrected, and the program has to survive it.
    pub fn travel_to(&self, instant: Instant) {
        self.0.store(instant.micros(), Ordering::SeqCst);
    }
}

impl Clock for TravelClock {
    fn now(&self) -> Instant {
        Instant::from_micros(self.0.load(Ordering::SeqCst))
    }
}

/// A clock that runs at the usual pace from another instant: the demo lives in June 2021 with it.
#[derive(Debug)]
pub struct ShiftedClock {
    shift_micros: i64,
}

impl ShiftedClock {
    #[must_use]
    pub fn starting_at(instant: Instant) -> Self {
        Self { shift_micros: instant.micros() - SystemClock.now().micros() }
    }
}

impl Clock for ShiftedClock {
    fn now(&self) -> Instant {
        Instant::from_micros(SystemClock.now().micros() + self.shift_micros)
    }
}
