//! The JSON that Ollama speaks. Members that dsforge has no use for are not named, and unknown ones are
//! passed over: servers of many versions answer here.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

/// The body of `POST /api/chat`.
#[derive(Serialize)]
pub(super) struct ChatBody<'a> {
    pub(super) model: &'a str,
    pub(super) messages: Vec<WireMessage<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) tools: Vec<Value>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) format: Option<&'a Value>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) think: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) keep_alive: Option<Value>,
    pub(super) stream: bool,
    /// Off: a prompt that does not fit is an error, not a shorter prompt.
    pub(super) truncate: bool,
    /// Off: an answer that does not fit ends, and does not forget its beginning.
    pub(super) shift: bool,
    pub(super) options: WireOptions<'a>,
}

/// One turn.
#[derive(Serialize)]
pub(super) struct WireMessage<'a> {
    pub(super) role: &'static str,
    pub(super) content: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) thinking: Option<&'a str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(super) tool_calls: Vec<WireCall<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) tool_name: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) tool_call_id: Option<&'a str>,
}

/// A call in the past.
#[derive(Serialize)]
pub(super) struct WireCall<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) id: Option<&'a str>,
    pub(super) function: WireFunction<'a>,
}

/// What was called. Arguments are an object: as a string they are refused.
#[derive(Serialize)]
pub(super) struct WireFunction<'a> {
    pub(super) name: &'a str,
    pub(super) arguments: &'a Map<String, Value>,
}

/// Sampling options.
#[derive(Serialize)]
pub(super) struct WireOptions<'a> {
    pub(super) seed: u32,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) temperature: Option<f64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) top_p: Option<f64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) top_k: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) num_ctx: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) num_predict: Option<u32>,
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    pub(super) stop: &'a [String],
}

/// One line of an answer.
#[derive(Deserialize)]
pub(super) struct Line {
    pub(super) message: Option<Said>,
    #[serde(default)]
    pub(super) done: bool,
    pub(super) done_reason: Option<String>,
    /// Nanoseconds, as the other durations.
    pub(super) load_duration: Option<u64>,
    pub(super) prompt_eval_count: Option<u64>,
    pub(super) eval_count: Option<u64>,
    pub(super) eval_duration: Option<u64>,
    /// Anything here makes the line a failure, whatever the HTTP status was.
    pub(super) error: Option<Value>,
    pub(super) status: Option<u16>,
}

/// What a line adds to the answer.
#[derive(Deserialize)]
pub(super) struct Said {
    pub(super) content: Option<String>,
    pub(super) thinking: Option<String>,
    pub(super) tool_calls: Option<Vec<SaidCall>>,
}

/// A call that the model makes.
#[derive(Deserialize)]
pub(super) struct SaidCall {
    pub(super) id: Option<String>,
    pub(super) function: SaidFunction,
}

/// What it calls.
#[derive(Deserialize)]
pub(super) struct SaidFunction {
    pub(super) name: String,
    #[serde(default)]
    pub(super) arguments: Value,
}

/// The answer of `GET /api/version`.
#[derive(Deserialize)]
pub(super) struct Version {
    pub(super) version: String,
}

/// The answer of `GET /api/tags` and of `GET /api/ps`.
#[derive(Deserialize)]
pub(super) struct Models {
    pub(super) models: Option<Vec<Listed>>,
}

/// A model in one of these lists.
#[derive(Deserialize)]
pub(super) struct Listed {
    pub(super) name: String,
    pub(super) modified_at: Option<String>,
    pub(super) size: Option<u64>,
    pub(super) digest: Option<String>,
    #[serde(default)]
    pub(super) details: ListedDetails,
    pub(super) capabilities: Option<Vec<String>>,
    pub(super) remote_host: Option<String>,
    pub(super) remote_model: Option<String>,
}

/// More about it.
#[derive(Default, Deserialize)]
pub(super) struct ListedDetails {
    pub(super) parameter_size: Option<String>,
    pub(super) context_length: Option<u64>,
}

/// The answer of `POST /api/show`.
#[derive(Deserialize)]
pub(super) struct Show {
    pub(super) capabilities: Option<Vec<String>>,
    pub(super) template: Option<String>,
    #[serde(default)]
    pub(super) model_info: Map<String, Value>,
    pub(super) remote_host: Option<String>,
}

impl Show {
    /// The most tokens the model was made for. Its key begins with the name of the architecture.
    pub(super) fn context_length(&self) -> Option<u64> {
        let architecture = self.model_info.get("general.architecture")?.as_str()?;
        self.model_info.get(&format!("{architecture}.context_length"))?.as_u64()
    }
}

/// One line of the answer of `POST /api/pull`.
#[derive(Deserialize)]
pub(super) struct PullLine {
    pub(super) status: Option<String>,
    pub(super) total: Option<u64>,
    pub(super) completed: Option<u64>,
    pub(super) error: Option<Value>,
}
