//! Models that answer: one trait, the servers behind it, and what can go wrong.
//!
//! This layer knows prompts and answers. It does not know templates, runs or candidates, it keeps nothing but
//! what servers said of their models, and it never logs what it sends or receives.

pub mod address;
pub mod context;
pub mod demo;
pub mod ollama;
pub mod openai;
pub mod prompted_tools;
pub mod timers;
pub mod tool_calls;
pub mod validate;

mod connection;
mod error;
mod forced_tools;
mod http;
mod loading;
mod refusal;
mod servers;
mod think;
mod written;

use futures_util::future::BoxFuture;
use serde_json::Value;

pub use connection::{Connection, SetIn};
pub use error::{LlmError, Phase};
pub use http::SetUpError;
pub use servers::{Fleet, Servers, UsableModel, connect, same_model};

use crate::model::{
    candidate::FinishReason,
    message::Message,
    options::Options,
    tool::{ToolCall, ToolChoice, ToolDefinition},
};

/// One question to a model.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ChatRequest {
    /// The model's name at its server.
    pub model: String,
    /// The conversation so far; the answer continues it.
    pub messages: Vec<Message>,
    /// What the model may call.
    pub tools: Vec<ToolDefinition>,
    /// Whether it has to. Each server is held to that in the way it can be; where it must not, no tool is offered.
    pub tool_choice: ToolChoice,
    /// `"json"` or a JSON Schema that the answer has to fit. Servers let it win over `tools`.
    pub format: Option<Value>,
    /// How to sample.
    pub options: Options,
    /// Same seed, same prompt, same answer. Only the lower 31 bits are sent.
    pub seed: u32,
    /// Multiplies every timer; 0 counts as 1.
    pub wait_factor: u32,
}

/// A part of an answer, as it comes in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Piece {
    /// Adds nothing: the model is being read into memory and begins only after that.
    Loading,
    /// Goes to the end of the text.
    Text(String),
    /// Goes to the end of the reasoning.
    Reasoning(String),
}

/// An answer, complete. A call found in the text is taken out of `output`, so `output` can be shorter than
/// the pieces were.
#[derive(Clone, Debug, PartialEq)]
pub struct Answer {
    /// The text.
    pub output: String,
    /// What the model thought first.
    pub reasoning: Option<String>,
    /// Calls, not yet checked against their definitions.
    pub tool_calls: Vec<ToolCall>,
    /// The text as written, when calls were read from it.
    pub raw_tool_text: Option<String>,
    /// Why it ends here.
    pub finish: FinishReason,
    /// Tokens of the prompt.
    pub prompt_tokens: Option<u64>,
    /// Tokens of the answer.
    pub tokens: Option<u64>,
    /// Time until the model was in memory.
    pub load_seconds: Option<f64>,
    /// Time spent writing tokens.
    pub write_seconds: Option<f64>,
    /// Which build of the model it was.
    pub digest: Option<String>,
}

/// What a server can do right now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ServerStatus {
    /// The short of it.
    pub state: ServerState,
    /// What it calls its version.
    pub version: Option<String>,
    /// What the person can do next; none when all is well.
    pub advice: Option<String>,
}

/// States of a server.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ServerState {
    /// It has models and answers.
    Ok,
    /// It answers and has no model.
    NoModels,
    /// It answers and is not ready yet.
    Loading,
    /// It wants a key, or another one.
    Unauthorized,
    /// It answers and lacks what dsforge needs.
    TooOld,
    /// It answers, but not as a model server does.
    Unusable,
    /// It does not answer.
    Unreachable,
}

/// What a server speaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ServerKind {
    /// Ollama's own API.
    Ollama,
    /// The API that OpenAI made common.
    Openai,
    /// Nothing: it is part of this program, and its answers are made up.
    Demo,
}

/// How far a server is with getting a model.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PullProgress {
    /// What it is doing, in its own words.
    pub status: String,
    /// Bytes of the part that it is getting; none between the parts.
    pub total: Option<u64>,
    /// Bytes that it has of that part.
    pub completed: Option<u64>,
}

/// How a model wants conversations written, as its server has it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ServedTemplate {
    /// In the Jinja that trainers read.
    Jinja {
        /// The template.
        template: String,
        /// What begins a text; empty when the server does not say.
        bos_token: String,
        /// What ends a text; empty when the server does not say.
        eos_token: String,
    },
    /// It has none to give; why, and what to do.
    None(String),
}

/// What a server says of a model.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ModelDetails {
    /// Its name.
    pub name: String,
    /// `completion`, `tools`, `thinking` and the like.
    pub capabilities: Vec<String>,
    /// The most tokens it was made for.
    pub context_length: Option<u64>,
    /// Bytes on the server's disk.
    pub size: Option<u64>,
    /// Such as `4.3B`.
    pub parameter_size: Option<String>,
    /// Names the exact build.
    pub digest: Option<String>,
    /// Whether it is in memory.
    pub loaded: bool,
    /// Whether it is on its way there, and answers once it is.
    pub loading: bool,
    /// False when prompts leave for a cloud.
    pub local: bool,
    /// When it was last changed, as the server writes it.
    pub modified_at: Option<String>,
}

impl ModelDetails {
    /// Whether it can hold a conversation. An embedding model cannot.
    pub fn can_chat(&self) -> bool {
        self.capabilities.is_empty() || self.capabilities.iter().any(|c| c == "completion")
    }
}

/// A model server.
pub trait Llm: Send + Sync {
    /// What it speaks.
    fn kind(&self) -> ServerKind;

    /// What it is called in `server/model`.
    fn name(&self) -> &str;

    /// Whether its answers are made up.
    fn is_demo(&self) -> bool {
        self.kind() == ServerKind::Demo
    }

    /// Where it listens; none when it is part of this program.
    fn address(&self) -> Option<&str>;

    /// Whether what is sent to it stays on this machine or in its own network.
    fn is_local(&self) -> bool;

    /// What may be asked too much at once: the place, since several people or names may mean one server.
    fn lane(&self) -> &str {
        self.address().unwrap_or_else(|| self.name())
    }

    /// How many questions it is asked at once at first, until it is found out what is best.
    fn width(&self) -> usize;

    /// How many questions it is asked at once for good; none where the best number is found out.
    fn fixed_width(&self) -> Option<usize> {
        None
    }

    /// A sentence that says how it comes by a model that it lacks.
    fn how_to_get(&self, model: &str) -> String;

    /// Has it get a model. Dropping the future calls that off.
    fn pull<'a>(
        &'a self,
        _model: &'a str,
        _on_progress: &'a mut (dyn FnMut(PullProgress) + Send),
    ) -> BoxFuture<'a, Result<(), LlmError>> {
        let message =
            "only Ollama gets models when it is asked to. Give this server its models where it runs.";
        Box::pin(async move { Err(LlmError::Refused { status: 501, message: message.to_owned() }) })
    }

    /// Looks whether it can be used. Takes a few seconds at most.
    fn status(&self) -> BoxFuture<'_, ServerStatus>;

    /// Its models, in its own order.
    fn models(&self) -> BoxFuture<'_, Result<Vec<ModelDetails>, LlmError>>;

    /// The chat template of a model.
    fn chat_template<'a>(&'a self, model: &'a str) -> BoxFuture<'a, Result<ServedTemplate, LlmError>> {
        let why =
            format!("{model} is part of dsforge and has no chat template; choose the model that you train");
        Box::pin(async move { Ok(ServedTemplate::None(why)) })
    }

    /// Asks, hands on each piece as it comes, and ends with the whole. Dropping the future hangs up, which
    /// makes the server stop writing.
    fn chat<'a>(
        &'a self,
        request: &'a ChatRequest,
        on_piece: &'a mut (dyn FnMut(Piece) + Send),
    ) -> BoxFuture<'a, Result<Answer, LlmError>>;
}
