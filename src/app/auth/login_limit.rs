//! How often anybody may try to sign in: a sliding minute, on the clock that no one can set.

use std::{
    collections::VecDeque,
    sync::{Mutex, PoisonError},
    time::Duration,
};

use crate::clock::SharedClock;

const WINDOW: Duration = Duration::from_secs(60);

/// Counts attempts, whoever makes them and for whichever name: where a request comes from is what an
/// attacker chooses, so it is not asked.
pub struct LoginLimit {
    clock: SharedClock,
    most: u32,
    attempts: Mutex<VecDeque<Duration>>,
}

/// An attempt that was counted.
pub struct Attempt {
    at: Duration,
    /// Attempts left after this one.
    pub left: u32,
}

impl LoginLimit {
    /// Allows `most` attempts a minute.
    pub fn new(clock: SharedClock, most: u32) -> Self {
        Self { clock, most, attempts: Mutex::default() }
    }

    /// Counts an attempt, before any work is done for it. Over the limit, says how long to wait.
    pub fn attempt(&self) -> Result<Attempt, Duration> {
        let now = self.clock.elapsed();
        let mut attempts = self.attempts.lock().unwrap_or_else(PoisonError::into_inner);
        while attempts.front().is_some_and(|first| now.saturating_sub(*first) >= WINDOW) {
            attempts.pop_front();
        }
        let made = u32::try_from(attempts.len()).unwrap_or(u32::MAX);
        if made >= self.most {
            let first = attempts.front().copied().unwrap_or(now);
            let wait = WINDOW.saturating_sub(now.saturating_sub(first));
            return Err(Duration::from_secs(wait.as_secs() + u64::from(wait.subsec_nanos() > 0)));
        }
        attempts.push_back(now);
        Ok(Attempt { at: now, left: self.most - made - 1 })
    }

    /// Gives an attempt back that turned out right, so that signing in often is no offence.
    pub fn forgive(&self, attempt: &Attempt) {
        let mut attempts = self.attempts.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(place) = attempts.iter().position(|at| *at == attempt.at) {
            attempts.remove(place);
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use jiff::Timestamp;

    use super::*;
    use crate::clock::StillClock;

    #[test]
    fn the_sixth_attempt_waits_until_the_first_is_a_minute_old() {
        let clock = StillClock::at(Timestamp::UNIX_EPOCH);
        let limit = LoginLimit::new(Arc::clone(&clock) as SharedClock, 5);
        for left in (0..5).rev() {
            assert_eq!(limit.attempt().map(|a| a.left).ok(), Some(left));
            clock.advance(Duration::from_secs(2));
        }
        assert_eq!(limit.attempt().err(), Some(Duration::from_secs(50)));
        clock.advance(Duration::from_secs(50));
        assert!(limit.attempt().is_ok());
    }

    #[test]
    fn a_right_password_gives_its_attempt_back() {
        let clock = StillClock::at(Timestamp::UNIX_EPOCH);
        let limit = LoginLimit::new(Arc::clone(&clock) as SharedClock, 2);
        for _ in 0..10 {
            let attempt = limit.attempt().expect("the limit is not reached");
            limit.forgive(&attempt);
        }
        assert_eq!(limit.attempt().map(|a| a.left).ok(), Some(1));
    }
}
