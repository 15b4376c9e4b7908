//! How long to wait for a model: four limits instead of one, because a model that loads, thinks or writes a
//! long answer is slow in different places, and only silence tells a dead server from a busy one.

use std::{future::Future, time::Duration};

use tokio::time::{Instant, timeout_at};

use super::error::{LlmError, Phase};

/// The limits, all derived from one setting.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Timers {
    /// To a connection.
    pub connect: Duration,
    /// From token to token.
    pub next_token: Duration,
    /// To the first token, of a model in memory.
    pub first_token: Duration,
    /// To the first token, of a model that loads.
    pub loading: Duration,
    /// To the end.
    pub whole: Duration,
}

impl Timers {
    /// From `OLLAMA_TIMEOUT`.
    pub fn from_timeout(timeout: Duration) -> Self {
        Self {
            connect: Duration::from_secs(3),
            next_token: timeout,
            first_token: timeout,
            loading: timeout.saturating_mul(10),
            whole: timeout.saturating_mul(20),
        }
    }

    /// For someone who chose to wait longer. 0 counts as 1.
    #[must_use]
    pub fn times(self, factor: u32) -> Self {
        let longer = |limit: Duration| limit.saturating_mul(factor.max(1));
        Self {
            connect: longer(self.connect),
            next_token: longer(self.next_token),
            first_token: longer(self.first_token),
            loading: longer(self.loading),
            whole: longer(self.whole),
        }
    }

    /// For a question that any live server answers at once, such as which models it has.
    pub fn small_talk(&self) -> Duration {
        self.connect.min(self.next_token)
    }

    fn limit(&self, phase: Phase) -> Duration {
        match phase {
            Phase::Loading => self.loading,
            Phase::FirstToken => self.first_token,
            Phase::NextToken => self.next_token,
            Phase::WholeAnswer => self.whole,
        }
    }
}

/// Watches one answer: holds each wait to its own limit and all of them to the limit for the whole.
pub(super) struct Watch {
    timers: Timers,
    phase: Phase,
    phase_began: Instant,
    began: Instant,
}

impl Watch {
    /// Starts now, waiting for the first token.
    pub(super) fn start(timers: Timers, first: Phase) -> Self {
        let now = Instant::now();
        Self { timers, phase: first, phase_began: now, began: now }
    }

    /// Something came: from here on it waits for the next token.
    pub(super) fn progress(&mut self) {
        self.phase = Phase::NextToken;
        self.phase_began = Instant::now();
    }

    /// It turned out that the model is being loaded, which may take longer.
    pub(super) fn is_loading(&mut self) {
        if self.phase == Phase::FirstToken {
            self.phase = Phase::Loading;
        }
    }

    /// Waits for `future` as long as the phase and the whole allow.
    pub(super) async fn wait<F: Future>(&self, future: F) -> Result<F::Output, LlmError> {
        let (began, phase) = self.first_to_end();
        // A limit beyond what the clock can express is no limit.
        let Some(deadline) = began.checked_add(self.timers.limit(phase)) else { return Ok(future.await) };
        timeout_at(deadline, future)
            .await
            .map_err(|_| LlmError::TimedOut { seconds: (deadline - began).as_secs_f64(), phase })
    }

    fn first_to_end(&self) -> (Instant, Phase) {
        let part = self.phase_began.checked_add(self.timers.limit(self.phase));
        let whole = self.began.checked_add(self.timers.whole);
        match (part, whole) {
            (Some(part), Some(whole)) if whole < part => (self.began, Phase::WholeAnswer),
            (None, Some(_)) => (self.began, Phase::WholeAnswer),
            _ => (self.phase_began, self.phase),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::future::pending;

    use super::*;

    fn seconds(n: u64) -> Duration {
        Duration::from_secs(n)
    }

    async fn runs_out(watch: &Watch) -> (Duration, LlmError) {
        let before = Instant::now();
        let error = watch.wait(pending::<()>()).await.expect_err("nothing ever comes");
        (before.elapsed(), error)
    }

    #[test]
    fn one_setting_gives_every_limit() {
        let timers = Timers::from_timeout(seconds(30));
        assert_eq!(timers.connect, seconds(3));
        assert_eq!(timers.first_token, seconds(30));
        assert_eq!(timers.next_token, seconds(30));
        assert_eq!(timers.loading, seconds(300));
        assert_eq!(timers.whole, seconds(600));
        assert_eq!(timers.times(2).connect, seconds(6));
        assert_eq!(timers.times(2).whole, seconds(1200));
        assert_eq!(timers.times(0), timers);
    }

    #[tokio::test(start_paused = true)]
    async fn a_loaded_model_gets_the_timeout_and_a_loading_one_ten_of_them() {
        let timers = Timers::from_timeout(seconds(30));
        for (phase, limit) in [(Phase::FirstToken, 30), (Phase::Loading, 300)] {
            let (waited, error) = runs_out(&Watch::start(timers, phase)).await;
            assert_eq!(waited.as_secs(), limit);
            #[expect(clippy::cast_precision_loss, reason = "two small numbers")]
            let seconds = limit as f64;
            assert_eq!(error, LlmError::TimedOut { seconds, phase });
        }
    }

    #[tokio::test(start_paused = true)]
    async fn each_token_starts_the_clock_anew() {
        let mut watch = Watch::start(Timers::from_timeout(seconds(30)), Phase::FirstToken);
        for _ in 0..5 {
            watch.wait(tokio::time::sleep(seconds(29))).await.expect("in time");
            watch.progress();
        }
        let (waited, error) = runs_out(&watch).await;
        assert_eq!(waited.as_secs(), 30);
        assert_eq!(error, LlmError::TimedOut { seconds: 30.0, phase: Phase::NextToken });
    }

    #[tokio::test(start_paused = true)]
    async fn a_model_that_never_ends_is_stopped_after_twenty_timeouts() {
        let mut watch = Watch::start(Timers::from_timeout(seconds(30)), Phase::FirstToken);
        let began = Instant::now();
        let error = loop {
            match watch.wait(tokio::time::sleep(seconds(20))).await {
                Ok(()) => watch.progress(),
                Err(error) => break error,
            }
        };
        assert_eq!(error, LlmError::TimedOut { seconds: 600.0, phase: Phase::WholeAnswer });
        assert_eq!(began.elapsed().as_secs(), 600);
    }
}
