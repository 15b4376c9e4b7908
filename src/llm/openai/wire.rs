//! The JSON that OpenAI made common, as the many servers speak it. Members that dsforge has no use for are not
//! named, and unknown ones are passed over.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

/// The body of `POST /chat/completions`.
#[derive(Serialize)]
pub(super) struct ChatBody<'a> {
    pub(super) model: &'a str,
    pub(super) messages: Vec<WireMessage<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) tools: Vec<Value>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) tool_choice: Option<Value>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) response_format: Option<Value>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) temperature: Option<f64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) top_p: Option<f64>,
    /// No part of OpenAI's own API, so it goes out only when a person asked for it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) top_k: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) max_tokens: Option<u32>,
    /// The newer name of the same, which some models insist on.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) max_completion_tokens: Option<u32>,
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    pub(super) stop: &'a [String],
    pub(super) seed: u32,
    /// How llama.cpp and vLLM are told whether to think.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) chat_template_kwargs: Option<Value>,
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub(super) stream: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) stream_options: Option<StreamOptions>,
}

/// What a stream is to hold beside the text.
#[derive(Serialize)]
pub(super) struct StreamOptions {
    pub(super) include_usage: bool,
}

/// One turn.
#[derive(Serialize)]
pub(super) struct WireMessage<'a> {
    pub(super) role: &'static str,
    pub(super) content: &'a str,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) tool_calls: Vec<WireCall<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) tool_call_id: Option<String>,
}

/// A call in the past.
#[derive(Serialize)]
pub(super) struct WireCall<'a> {
    pub(super) id: String,
    #[serde(rename = "type")]
    pub(super) kind: &'static str,
    pub(super) function: WireFunction<'a>,
}

/// What was called. Arguments are the text of an object.
#[derive(Serialize)]
pub(super) struct WireFunction<'a> {
    pub(super) name: &'a str,
    pub(super) arguments: String,
}

/// One event of an answer, or the whole answer of a server that does not stream.
#[derive(Deserialize)]
pub(super) struct Chunk {
    /// None in the event that holds the usage.
    #[serde(default)]
    pub(super) choices: Option<Vec<Choice>>,
    pub(super) usage: Option<Usage>,
    pub(super) timings: Option<Timings>,
    /// Anything here makes the event a failure, whatever the HTTP status was.
    pub(super) error: Option<Value>,
}

/// One of the answers; dsforge asks for one alone.
#[derive(Deserialize)]
pub(super) struct Choice {
    pub(super) delta: Option<Delta>,
    /// The same, from a server that does not stream.
    pub(super) message: Option<Delta>,
    pub(super) finish_reason: Option<String>,
}

/// What an event adds to the answer.
#[derive(Deserialize)]
pub(super) struct Delta {
    pub(super) content: Option<String>,
    pub(super) reasoning_content: Option<String>,
    /// Another name of the same; some servers send both.
    pub(super) reasoning: Option<String>,
    pub(super) refusal: Option<String>,
    pub(super) tool_calls: Option<Vec<CallPart>>,
}

/// A part of a call: at first its name, then piece by piece its arguments.
#[derive(Deserialize)]
pub(super) struct CallPart {
    pub(super) index: Option<u64>,
    pub(super) id: Option<String>,
    pub(super) function: Option<FunctionPart>,
}

/// A part of what is called.
#[derive(Deserialize)]
pub(super) struct FunctionPart {
    pub(super) name: Option<String>,
    /// Text that goes on; some servers send an object at once.
    #[serde(default)]
    pub(super) arguments: Value,
}

/// What was counted.
#[derive(Clone, Copy, Deserialize)]
pub(super) struct Usage {
    pub(super) prompt_tokens: Option<u64>,
    pub(super) completion_tokens: Option<u64>,
}

/// What llama-server measured.
#[derive(Clone, Copy, Deserialize)]
pub(super) struct Timings {
    pub(super) predicted_ms: Option<f64>,
}

/// The answer of `GET /models`.
#[derive(Deserialize)]
pub(super) struct Models {
    pub(super) data: Vec<Listed>,
    /// llama-server's second list, in the form of Ollama.
    #[serde(default)]
    pub(super) models: Vec<Value>,
}

/// A model in the list. Each server has its own way to say how much it can read at once.
#[derive(Deserialize)]
pub(super) struct Listed {
    pub(super) id: String,
    #[serde(default)]
    pub(super) meta: Option<Meta>,
    /// vLLM.
    pub(super) max_model_len: Option<u64>,
    /// LM Studio.
    pub(super) max_context_length: Option<u64>,
    /// Several hosted ones, under either name.
    pub(super) context_length: Option<u64>,
    pub(super) context_window: Option<u64>,
    /// A llama-server with several models.
    pub(super) status: Option<ModelStatus>,
}

/// Whether a model is in memory.
#[derive(Deserialize)]
pub(super) struct ModelStatus {
    /// `loaded`, `loading`, `unloaded` or `sleeping`.
    pub(super) value: Option<String>,
}

/// What llama-server says of the file that it serves.
#[derive(Default, Deserialize)]
pub(super) struct Meta {
    pub(super) n_ctx: Option<u64>,
    pub(super) n_ctx_train: Option<u64>,
    pub(super) n_params: Option<u64>,
    pub(super) size: Option<u64>,
}

/// The answer of llama-server's `GET /props`.
#[derive(Default, Deserialize)]
pub(super) struct Props {
    #[serde(default)]
    pub(super) default_generation_settings: Map<String, Value>,
    #[serde(default)]
    pub(super) chat_template_caps: Map<String, Value>,
    pub(super) total_slots: Option<usize>,
    pub(super) build_info: Option<String>,
    pub(super) chat_template: Option<String>,
    pub(super) bos_token: Option<String>,
    pub(super) eos_token: Option<String>,
}
