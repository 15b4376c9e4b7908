//! Model servers that a person has set up.

use std::fmt;

use serde::{Deserialize, Serialize};
use zeroize::Zeroizing;

use super::id::ProviderId;

/// A model server under a name of its own.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Provider {
    /// Its id.
    pub id: ProviderId,
    /// What it is called in `server/model`: one segment, unique for its owner.
    pub name: String,
    /// What it speaks.
    pub kind: ProviderKind,
    /// Where it listens.
    pub address: String,
    /// What lets dsforge in; none where nobody asks for it.
    #[serde(default)]
    pub api_key: Option<ApiKey>,
    /// Whether its models can be used.
    pub enabled: bool,
    /// Its place among its owner's, from 1.
    pub position: u32,
    /// How many questions it is asked at once; none to find that out.
    #[serde(default)]
    pub width: Option<u32>,
}

/// What a model server speaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum ProviderKind {
    /// Ollama's own API.
    Ollama,
    /// The API that OpenAI made common: llama.cpp, LM Studio, vLLM, `LiteLLM` and many hosted ones.
    Openai,
}

/// A key to a model server. It is wiped when it is dropped, and never shown.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct ApiKey(Zeroizing<String>);

impl ApiKey {
    /// A key as a person typed it, without the space around it. None when nothing is left.
    pub fn typed(text: &str) -> Option<Self> {
        let text = text.trim();
        (!text.is_empty()).then(|| Self(Zeroizing::new(text.to_owned())))
    }

    /// Its text, for the header that carries it.
    pub fn expose(&self) -> &str {
        &self.0
    }

    /// Whether a header can carry it.
    pub fn is_sendable(&self) -> bool {
        self.0.len() <= 4096 && self.0.bytes().all(|byte| byte.is_ascii_graphic())
    }
}

impl fmt::Debug for ApiKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("ApiKey(…)")
    }
}
