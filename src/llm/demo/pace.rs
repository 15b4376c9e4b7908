//! How fast the demo writes, so that a page that shows its answers looks as it will with a real model.

use std::time::Duration;

/// Pauses of the demo.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pace {
    /// Before the first word.
    pub first: Duration,
    /// Before each further word, on average.
    pub word: Duration,
}

/// Before each word of an answer that was asked to be slow.
const SLOW_WORD: Duration = Duration::from_millis(1500);

impl Pace {
    /// No pauses, for tests.
    pub const NONE: Self = Self { first: Duration::ZERO, word: Duration::ZERO };

    /// That of a small model on a good laptop.
    pub const LIFELIKE: Self = Self { first: Duration::from_millis(350), word: Duration::from_millis(35) };

    pub(super) fn slow(self) -> Self {
        Self { first: self.first.max(SLOW_WORD), word: self.word.max(SLOW_WORD) }
    }
}
