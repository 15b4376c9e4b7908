//! Finds out how much a server works on at once best: the least that keeps it at its full speed.
//!
//! Three things are watched. How long an answer takes to begin tells whether the last question that was added had
//! to wait for a place: then there are as many as the server takes. How long answers take to begin on average tells
//! how many questions stand in the server's queue, where they gain nothing and see their first word later. How
//! many answers end in a second tells whether more questions still bring more answers. A server that refuses for want
//! of room is asked less at once.
//!
//! It is told what happens and when, and reads no clock itself.

use std::time::Duration;

/// An answer that takes longer than this to begin may have had to wait for its model to be loaded.
const MAY_BE_LOADING: Duration = Duration::from_secs(1);
/// What may come between any two answers without meaning anything.
const JITTER: Duration = Duration::from_millis(10);
/// Up to here, answers that begin at once are proof enough. Beyond, more answers have to come of it.
const UNPROVEN: usize = 16;
/// The most that anybody is asked at once.
const MOST: usize = 1024;
/// The longest rest between two attempts to grow: so many answers in each place.
const LONGEST_REST: usize = 16;
/// Of the growth that more questions promise, what has to come true.
const WORTHWHILE: f64 = 0.25;
/// So many questions in the server's queue are too many, and so many more for each that is asked at once, because
/// answers vary.
const QUEUED: f64 = 0.5;
const QUEUED_OF_EACH: f64 = 1.0 / 64.0;
/// The same while it grows: nothing less stops that.
const QUEUED_OF_EACH_NEW: f64 = 1.0 / 4.0;
/// Of the rate of more questions at once, what is as good as all of it, and what is clearly less.
const SAME: f64 = 0.97;
const WORSE: f64 = 0.9;

/// The search for one server's width.
#[derive(Clone, Debug)]
pub struct WidthSearch {
    width: usize,
    is_fixed: bool,
    /// What it takes an answer to begin, and how much that varies, in seconds. None before the first one.
    usual: Option<(f64, f64)>,
    /// What it takes an answer to begin on average where none stands in a queue, in seconds. None before the first
    /// one.
    unqueued: Option<f64>,
    saw_slow_first: bool,
    late_in_a_row: u32,
    /// Whether nothing has spoken against growing yet.
    is_new: bool,
    /// Whether it has grown by one and nobody has looked yet what came of it.
    is_on_trial: bool,
    /// Answers until it may grow again.
    rest: usize,
    next_rest: usize,
    proven: Proven,
    window: Window,
    /// When less was asked at once for the last time. Questions from before say nothing new of a server that is too
    /// full.
    eased_at: Duration,
}

/// A question that was asked.
#[derive(Clone, Copy, Debug)]
pub struct Asked {
    /// When.
    pub at: Duration,
}

/// The largest width that is known to be worth it.
#[derive(Clone, Copy, Debug)]
struct Proven {
    width: usize,
    /// Answers a second.
    rate: Option<f64>,
}

/// Answers since the width last changed.
#[derive(Clone, Copy, Debug, Default)]
struct Window {
    since: Duration,
    answers: usize,
    begun: usize,
    /// What those took to begin, in seconds, together.
    waited: f64,
}

impl WidthSearch {
    /// Always this many.
    pub fn fixed(width: usize) -> Self {
        Self { is_fixed: true, ..Self::from(width) }
    }

    /// This many at first.
    pub fn from(width: usize) -> Self {
        let width = width.clamp(1, MOST);
        Self {
            width,
            is_fixed: false,
            usual: None,
            unqueued: None,
            saw_slow_first: false,
            late_in_a_row: 0,
            is_new: true,
            is_on_trial: false,
            rest: 0,
            next_rest: 2,
            proven: Proven { width, rate: None },
            window: Window::default(),
            eased_at: Duration::ZERO,
        }
    }

    /// How many questions to ask at once.
    pub fn width(&self) -> usize {
        self.width
    }

    /// Whether it is given and not searched for.
    pub fn is_fixed(&self) -> bool {
        self.is_fixed
    }

    /// An answer begins. `is_full` says whether as many are being asked now as may be.
    pub fn began(&mut self, asked: Asked, is_full: bool, now: Duration) {
        if self.is_fixed {
            return;
        }
        let wait = now.saturating_sub(asked.at);
        let Some((usual, spread)) = self.usual else {
            // The time to load a model says nothing of how long the next answer takes to begin.
            if wait >= MAY_BE_LOADING && !self.saw_slow_first {
                self.saw_slow_first = true;
            } else {
                self.usual = Some((wait.as_secs_f64(), wait.as_secs_f64() / 8.0));
                self.unqueued = Some(wait.as_secs_f64());
                self.grow(is_full, now);
            }
            return;
        };
        let seconds = wait.as_secs_f64();
        let is_late = seconds > usual + (4.0 * spread).clamp(usual / 2.0, usual * 1.5) + JITTER.as_secs_f64();
        if is_late && asked.at < self.eased_at {
            // It was asked when more were asked at once; that has been learnt from.
            return;
        }
        if asked.at >= self.window.since {
            self.window.begun += 1;
            self.window.waited += seconds;
        }
        if is_late && (self.is_new || self.is_on_trial) {
            self.late_in_a_row += 1;
            if self.late_in_a_row >= 2 {
                self.shrink(now);
            }
        } else {
            // Late without more being asked means longer prompts, or a queue that the mean will tell of.
            let off = seconds - usual;
            // Down quickly and up slowly: the quickest is what the server does when it has room.
            let weight = if off < 0.0 { 4.0 } else { 64.0 };
            self.usual = Some((usual + off / weight, spread + (off.abs() - spread) / 32.0));
            self.late_in_a_row = 0;
            if self.is_new {
                // What queues already where growing ends must not be taken for the server's pace.
                self.learn(seconds, if self.unqueued > Some(seconds) { 4.0 } else { 16.0 });
            }
            self.grow(is_full && !is_late, now);
        }
    }

    /// An answer is complete.
    pub fn ended(&mut self, now: Duration) {
        if self.is_fixed {
            return;
        }
        self.rest = self.rest.saturating_sub(1);
        self.window.answers += 1;
        if self.window.answers >= self.window_length() {
            self.judge(now);
        }
    }

    /// The server had no room, or let a question wait too long.
    pub fn refused(&mut self, asked: Asked, now: Duration) {
        if self.is_fixed || asked.at < self.eased_at {
            return;
        }
        self.eased_at = now;
        self.set(self.width - self.width.div_ceil(4), now);
        self.pause_growth();
    }

    fn grow(&mut self, is_full: bool, now: Duration) {
        if !is_full || self.rest > 0 || self.width >= (self.proven.width * 2).clamp(UNPROVEN, MOST) {
            return;
        }
        self.set(self.width + 1, now);
        if !self.is_new {
            // What comes of it is seen before it grows again.
            self.rest = self.window_length();
            self.is_on_trial = true;
        }
    }

    /// So many answers are looked at together.
    fn window_length(&self) -> usize {
        (self.width * 2).max(16)
    }

    fn shrink(&mut self, now: Duration) {
        self.late_in_a_row = 0;
        self.eased_at = now;
        // At first it has grown by leaps, later by one at a time.
        let step = if self.is_new { (self.width / 8).max(1) } else { 1 };
        self.set(self.width.saturating_sub(step), now);
        self.pause_growth();
    }

    fn pause_growth(&mut self) {
        self.is_new = false;
        self.rest = self.next_rest.clamp(self.width, self.width * LONGEST_REST);
        self.next_rest = self.next_rest.saturating_mul(2);
    }

    fn set(&mut self, width: usize, now: Duration) {
        self.width = width.clamp(1, MOST);
        self.is_on_trial = false;
        self.window = Window { since: now, ..Window::default() };
    }

    /// Moves the time to begin without a queue towards what was seen, by one part of so many.
    fn learn(&mut self, seconds: f64, of: f64) {
        self.unqueued = self.unqueued.map(|mean| mean + (seconds - mean) / of);
    }

    #[expect(clippy::cast_precision_loss, reason = "small counts")]
    fn judge(&mut self, now: Duration) {
        let Window { since, answers, begun, waited } = self.window;
        self.is_on_trial = false;
        self.window = Window { since: now, ..Window::default() };
        let rate = answers as f64 / now.saturating_sub(since).as_secs_f64().max(1e-6);
        let wait = waited / begun.max(1) as f64;
        if begun == 0 || !self.thin_out(rate, wait, now) {
            self.compare(rate, wait, now);
        }
    }

    /// Asks less at once where questions stand in the server's queue. How many do is known from how long they stand
    /// there: in a queue that does not grow, their number is that time times the answers of a second.
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        clippy::cast_precision_loss,
        reason = "small counts"
    )]
    fn thin_out(&mut self, rate: f64, wait: f64, now: Duration) -> bool {
        let queued = self.unqueued.map_or(0.0, |unqueued| (wait - unqueued) * rate);
        let of_each = if self.is_new { QUEUED_OF_EACH_NEW } else { QUEUED_OF_EACH };
        if queued < QUEUED + of_each * self.width as f64 {
            self.learn(wait, if self.unqueued > Some(wait) { 4.0 } else { 64.0 });
            return false;
        }
        let too_many = (queued.round() as usize).clamp(1, self.width.div_ceil(2));
        self.eased_at = now;
        self.set(self.width.saturating_sub(too_many), now);
        self.pause_growth();
        true
    }

    /// Compares how many answers came with how many came from fewer questions at once.
    #[expect(clippy::cast_precision_loss, reason = "small counts")]
    fn compare(&mut self, rate: f64, wait: f64, now: Duration) {
        let Proven { width, rate: Some(before) } = self.proven else {
            self.proven = Proven { width: self.width, rate: Some(rate) };
            return;
        };
        if self.width < width && rate > before * SAME {
            self.proven = Proven { width: self.width, rate: Some(rate) };
            return;
        }
        if self.width < width && rate < before * WORSE {
            // Not the server was too full: prompts or answers have become longer.
            self.usual = self.usual.map(|(_, spread)| (wait, spread.max(wait / 8.0)));
            self.unqueued = Some(wait);
            self.set(width, now);
            return;
        }
        if self.width <= width {
            self.proven.rate = Some(before + (rate - before) / 4.0);
            return;
        }
        let promised = self.width as f64 / width as f64 - 1.0;
        if rate >= before * (1.0 + WORTHWHILE * promised) {
            self.proven = Proven { width: self.width, rate: Some(rate) };
        } else if promised >= 0.5 {
            self.set(width, now);
            self.pause_growth();
        }
    }
}

#[cfg(test)]
mod tests;
