//! How a model is asked to sample.

use serde::{Deserialize, Serialize};

/// Sampling options, named as Ollama names them. What is none is left to the server.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Options {
    /// 0 picks the likeliest token every time; 2 is close to noise.
    pub temperature: Option<f64>,
    /// Share of probability that may be picked from, in (0, 1].
    pub top_p: Option<f64>,
    /// Number of tokens that may be picked from.
    pub top_k: Option<u32>,
    /// Tokens of context to reserve. A change makes Ollama load the model anew.
    pub num_ctx: Option<u32>,
    /// Most tokens to answer with.
    pub num_predict: Option<u32>,
    /// Texts that end the answer.
    pub stop: Vec<String>,
    /// Whether a model that can think does.
    pub think: Option<bool>,
    /// How long the server keeps the model loaded, such as `5m`.
    pub keep_alive: Option<String>,
}

/// The largest seed every server takes: Ollama cuts seeds to 32 bits and reads negative ones as random.
pub const MAX_SEED: u32 = (1 << 31) - 1;
