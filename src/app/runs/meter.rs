//! How fast a run goes just now, and how long it has been worked on.

use std::{collections::VecDeque, time::Duration};

/// What "just now" means.
const WINDOW: u64 = 30;

/// Counts what comes in, second by second.
pub(super) struct Meter {
    began: Duration,
    /// Up to when the time is accounted for.
    accounted: Duration,
    seconds: VecDeque<Second>,
}

#[derive(Clone, Copy)]
struct Second {
    number: u64,
    pieces: u64,
    answers: u64,
}

/// A run's speed.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Speed {
    /// Pieces of answers; most servers send a token in each.
    pub tokens_per_second: f64,
    /// Answers that were kept.
    pub answers_per_second: f64,
}

impl Meter {
    pub(super) fn start(now: Duration) -> Self {
        Self { began: now, accounted: now, seconds: VecDeque::new() }
    }

    pub(super) fn piece(&mut self, now: Duration) {
        self.second(now).pieces += 1;
    }

    pub(super) fn answers(&mut self, count: u64, now: Duration) {
        self.second(now).answers += count;
    }

    /// Seconds since the last time it was asked for them.
    pub(super) fn account(&mut self, now: Duration) -> f64 {
        let since = now.saturating_sub(self.accounted);
        self.accounted = now;
        since.as_secs_f64()
    }

    /// The speed; none while there is nothing to go by.
    #[expect(clippy::cast_precision_loss, reason = "counts of half a minute")]
    pub(super) fn speed(&self, now: Duration) -> Option<Speed> {
        let over = now.saturating_sub(self.began).as_secs_f64().min(WINDOW as f64);
        let recent = self.seconds.iter().filter(|s| s.number + WINDOW > now.as_secs());
        let (pieces, answers) = recent.fold((0, 0), |(p, a), s| (p + s.pieces, a + s.answers));
        if over <= 0.0 || pieces + answers == 0 {
            return None;
        }
        Some(Speed { tokens_per_second: pieces as f64 / over, answers_per_second: answers as f64 / over })
    }

    fn second(&mut self, now: Duration) -> &mut Second {
        let number = now.as_secs();
        if self.seconds.back().is_none_or(|last| last.number != number) {
            self.seconds.push_back(Second { number, pieces: 0, answers: 0 });
            while self.seconds.front().is_some_and(|first| first.number + WINDOW < number) {
                self.seconds.pop_front();
            }
        }
        let last = self.seconds.len() - 1;
        &mut self.seconds[last]
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn speed_is_that_of_the_last_half_minute() {
        let at = Duration::from_secs;
        let mut meter = Meter::start(at(100));
        assert_eq!(meter.speed(at(100)), None);
        for second in 100..200 {
            for _ in 0..(if second < 150 { 8 } else { 2 }) {
                meter.piece(at(second));
            }
            meter.answers(1, at(second));
        }
        let speed = meter.speed(at(199)).expect("something came");
        assert!((speed.tokens_per_second - 2.0).abs() < 0.1, "{speed:?}");
        assert!((speed.answers_per_second - 1.0).abs() < 0.1, "{speed:?}");
        assert_eq!(meter.speed(at(300)), None);
    }

    #[test]
    fn time_is_accounted_for_once() {
        let mut meter = Meter::start(Duration::from_secs(7));
        let worked = meter.account(Duration::from_secs(10)) + meter.account(Duration::from_secs(12));
        assert!((worked - 5.0).abs() < f64::EPSILON);
    }
}
