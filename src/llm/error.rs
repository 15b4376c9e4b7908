//! Why there is no answer. Each message says what happened and what to do, and holds no word of the prompt.

use std::{fmt, time::Duration};

use thiserror::Error;

use crate::model::candidate::ErrorKind;

/// Why a server did not answer as asked.
#[derive(Clone, Debug, PartialEq, Error)]
pub enum LlmError {
    /// A timer ran out.
    #[error("{phase} Waited {}. Try again, or wait longer.", Waited(*seconds))]
    TimedOut {
        /// How long was waited.
        seconds: f64,
        /// For what.
        phase: Phase,
    },
    /// No connection.
    #[error("The model server {server} cannot be reached at {address}. {advice}")]
    Unreachable {
        /// The server's name.
        server: String,
        /// Where it should be.
        address: String,
        /// What to do.
        advice: String,
    },
    /// The server lacks the model.
    #[error("The model {model} is not there. {how_to_get}")]
    NoSuchModel {
        /// Which model.
        model: String,
        /// A sentence with the command that gets it.
        how_to_get: String,
    },
    /// The server said no.
    #[error("The model server refused ({status}): {message}")]
    Refused {
        /// Its HTTP status.
        status: u16,
        /// Its reason, or what to do about it.
        message: String,
    },
    /// The server has too much to do.
    #[error("The model server has too many requests waiting. Try again {}.", Later(*retry_after))]
    Busy {
        /// How long it asks to be left alone.
        retry_after: Option<Duration>,
    },
    /// The server is still reading its model into memory.
    #[error("The model server {server} is loading its model. Wait a moment and try again.")]
    Loading {
        /// The server's name.
        server: String,
    },
    /// The model wrote and the server passed nothing on, as Ollama does with tool calls that it cannot read.
    #[error("The model wrote {tokens} tokens and the server passed none of them on{}. Try again, or ask another model.",
        if *.tools_offered { ", perhaps a tool call that it could not read" } else { "" })]
    Swallowed {
        /// Tokens that were counted.
        tokens: u64,
        /// Whether there was anything to call.
        tools_offered: bool,
    },
    /// The answer makes no sense.
    #[error(
        "The model server's answer could not be used: {what}. Try again; if it happens again, restart the model server."
    )]
    Garbled {
        /// What is wrong with it.
        what: String,
    },
}

/// What a timer was waiting for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Phase {
    /// The model to be in memory and to begin.
    Loading,
    /// The first token of a model in memory.
    FirstToken,
    /// The next token.
    NextToken,
    /// The end of the answer.
    WholeAnswer,
}

impl fmt::Display for Phase {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Loading => "The model was still loading and had written nothing.",
            Self::FirstToken => "The model did not begin to answer.",
            Self::NextToken => "The model stopped in the middle of its answer.",
            Self::WholeAnswer => "The model was still writing when the longest time for one answer was over.",
        })
    }
}

impl LlmError {
    /// The kind that a candidate keeps.
    pub fn kind(&self) -> ErrorKind {
        match self {
            Self::TimedOut { .. } => ErrorKind::TimedOut,
            Self::Unreachable { .. } => ErrorKind::Unreachable,
            Self::NoSuchModel { .. } => ErrorKind::NoSuchModel,
            Self::Refused { .. } => ErrorKind::Refused,
            Self::Busy { .. } | Self::Loading { .. } => ErrorKind::Busy,
            Self::Swallowed { .. } | Self::Garbled { .. } => ErrorKind::Garbled,
        }
    }

    /// How long was waited, when that is the reason.
    pub fn seconds(&self) -> Option<f64> {
        match self {
            Self::TimedOut { seconds, .. } => Some(*seconds),
            _ => None,
        }
    }

    pub(super) fn garbled(what: impl Into<String>) -> Self {
        Self::Garbled { what: what.into() }
    }
}

/// A length of time in words: `1 second`, `30 seconds`, `0.2 seconds`.
struct Waited(f64);

impl fmt::Display for Waited {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let tenths = (self.0 * 10.0).round() / 10.0;
        let unit = if (tenths - 1.0).abs() < f64::EPSILON { "second" } else { "seconds" };
        write!(f, "{tenths} {unit}")
    }
}

/// When to come back, in words.
struct Later(Option<Duration>);

impl fmt::Display for Later {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            Some(wait) => write!(f, "in {}", Waited(wait.as_secs_f64())),
            None => f.write_str("in a moment"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_error_says_what_happened_and_what_to_do() {
        let timed_out = LlmError::TimedOut { seconds: 30.0, phase: Phase::FirstToken };
        assert_eq!(
            timed_out.to_string(),
            "The model did not begin to answer. Waited 30 seconds. Try again, or wait longer."
        );
        let busy = LlmError::Busy { retry_after: Some(Duration::from_secs(1)) };
        assert_eq!(
            busy.to_string(),
            "The model server has too many requests waiting. Try again in 1 second."
        );
    }
}
