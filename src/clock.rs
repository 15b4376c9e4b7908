//! Where the time comes from. Everything that needs "now" takes a [`Clock`], so that a test can hold it still.

use std::{
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use jiff::Timestamp;

/// Wall time for people, monotonic time for limits.
pub trait Clock: Send + Sync {
    /// The time of day in UTC. It may jump, in both directions.
    fn now(&self) -> Timestamp;
    /// Time since some fixed moment. It never goes back; it may stand still while the machine sleeps.
    fn elapsed(&self) -> Duration;
}

/// A shared clock, as the layers pass it on.
pub type SharedClock = Arc<dyn Clock>;

/// The machine's own clocks.
pub struct SystemClock(std::time::Instant);

impl SystemClock {
    /// Starts its monotonic side now.
    pub fn start() -> SharedClock {
        Arc::new(Self(std::time::Instant::now()))
    }
}

impl Clock for SystemClock {
    #[expect(clippy::disallowed_methods, reason = "the one place that reads the machine's clock")]
    fn now(&self) -> Timestamp {
        Timestamp::now()
    }

    fn elapsed(&self) -> Duration {
        self.0.elapsed()
    }
}

/// A clock that stands until it is told to move.
pub struct StillClock(Mutex<(Timestamp, Duration)>);

impl StillClock {
    /// Stands at the given moment.
    pub fn at(now: Timestamp) -> Arc<Self> {
        Arc::new(Self(Mutex::new((now, Duration::ZERO))))
    }

    /// Moves both sides forward by the same amount.
    pub fn advance(&self, by: Duration) {
        let mut inner = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        inner.0 += by;
        inner.1 += by;
    }

    /// Sets the time of day alone, as a person or a time server does.
    pub fn set_wall(&self, now: Timestamp) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).0 = now;
    }
}

impl Clock for StillClock {
    fn now(&self) -> Timestamp {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).0
    }

    fn elapsed(&self) -> Duration {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).1
    }
}
