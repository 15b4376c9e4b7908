//! Ollama, by its own API. Nothing else in dsforge knows what that looks like.

mod catalog;
mod chat_template;
mod failure;
mod pull;
mod request;
mod stream;
mod wire;

use futures_util::{FutureExt as _, future::BoxFuture};
use reqwest::{RequestBuilder, Response};
use serde::{Serialize, de::DeserializeOwned};
use tokio::time::timeout;

use self::{
    catalog::Catalog,
    wire::{Models, Version},
};
use super::{
    Answer, ChatRequest, Llm, LlmError, ModelDetails, Phase, Piece, PullProgress, ServedTemplate, ServerKind,
    ServerState, ServerStatus, SetUpError,
    address::Address,
    connection::{self, Connection, LONGEST_REPLY, Line, Refusal},
    forced_tools,
    loading::{self, Loading},
    prompted_tools, same_model,
    timers::{Timers, Watch},
    tool_calls,
};
use crate::model::message::Message;

/// Ollama works on one question at a time unless it is told otherwise, and does not say so.
const WIDTH: usize = 1;

/// The first version that holds an answer to a JSON Schema.
const OLDEST: (u64, u64) = (0, 5);

/// A server that runs Ollama.
pub struct Ollama {
    line: Line,
    catalog: Catalog,
    loading: Loading,
}

/// Whether a model is in memory.
enum Memory {
    Loaded {
        digest: Option<String>,
    },
    NotLoaded,
    /// The server does not say.
    Unknown,
}

impl Ollama {
    /// The server of the settings, at `address`, known as `name`. Nothing is sent yet.
    pub fn new(name: impl Into<String>, address: Address, timers: Timers) -> Result<Self, SetUpError> {
        Self::reached_by(Connection::from_settings(name, address, timers))
    }

    /// A server that somebody set up. Nothing is sent yet.
    pub fn reached_by(connection: Connection) -> Result<Self, SetUpError> {
        Ok(Self { line: Line::new(connection)?, catalog: Catalog::default(), loading: Loading::default() })
    }

    async fn look(&self) -> ServerStatus {
        let (version, models) =
            tokio::join!(self.get::<Version>("/api/version"), self.get::<Models>("/api/tags"));
        let version = version.ok().map(|v| v.version);
        let (state, advice) = match models {
            Err(error) => (state_after(&error), Some(error.to_string())),
            Ok(_) if version.as_deref().is_some_and(is_too_old) => {
                let given = version.as_deref().unwrap_or_default();
                let advice = format!(
                    "This Ollama is version {given}, which cannot hold answers to a form; dsforge needs 0.5 or newer. \
                     Get the newest one from https://ollama.com/download and start it again."
                );
                (ServerState::TooOld, Some(advice))
            }
            Ok(list) if list.models.as_ref().is_none_or(Vec::is_empty) => {
                let advice = "Ollama has no model yet. Get one, for example with `ollama pull gemma3:4b`.";
                (ServerState::NoModels, Some(advice.into()))
            }
            Ok(_) => (ServerState::Ok, None),
        };
        ServerStatus { state, version, advice }
    }

    /// Ollama has no way to demand a call, and passes over the one of OpenAI's API.
    async fn ask(
        &self,
        request: &ChatRequest,
        on_piece: &mut (dyn FnMut(Piece) + Send),
    ) -> Result<Answer, LlmError> {
        let Some(forced) = forced_tools::by_schema(request) else {
            return self.ask_freely(request, on_piece).await;
        };
        let mut answer = self.ask_freely(&forced, on_piece).await?;
        forced_tools::read(&mut answer);
        Ok(answer)
    }

    async fn ask_freely(
        &self,
        request: &ChatRequest,
        on_piece: &mut (dyn FnMut(Piece) + Send),
    ) -> Result<Answer, LlmError> {
        let memory = self.memory(&request.model).await?;
        let is_cold = matches!(memory, Memory::NotLoaded);
        let first = if is_cold { Phase::Loading } else { Phase::FirstToken };
        let wait = is_cold.then(|| self.loading.begin(&request.model));
        let mut answer = self.offer(request, first, &mut loading::told(wait, on_piece)).await?;
        if answer.tool_calls.is_empty() && !request.tools.is_empty() && request.format.is_none() {
            tool_calls::move_out_of_text(&mut answer, &request.tools);
        }
        answer.digest = self.digest(&request.model, memory).await;
        Ok(answer)
    }

    /// Offers the tools in the server's own form, or in words to a model that has none for them.
    async fn offer(
        &self,
        request: &ChatRequest,
        first: Phase,
        on_piece: &mut (dyn FnMut(Piece) + Send),
    ) -> Result<Answer, LlmError> {
        if self.catalog.lacks_tools(&request.model) {
            return self.converse_in_words(request, first, on_piece).await;
        }
        match self.converse(request, &request.messages, true, first, on_piece).await {
            Err(LlmError::Refused { message, .. })
                if !request.tools.is_empty() && message.contains("does not support tools") =>
            {
                self.catalog.note_lack_of_tools(&request.model);
                self.converse_in_words(request, first, on_piece).await
            }
            other => other,
        }
    }

    /// Asks a model that has no form for tools.
    async fn converse_in_words(
        &self,
        request: &ChatRequest,
        first: Phase,
        on_piece: &mut (dyn FnMut(Piece) + Send),
    ) -> Result<Answer, LlmError> {
        if request.tools.is_empty() {
            return self.converse(request, &request.messages, false, first, on_piece).await;
        }
        let messages = prompted_tools::in_words(&request.messages, &request.tools);
        self.converse(request, &messages, false, first, on_piece).await
    }

    async fn converse(
        &self,
        request: &ChatRequest,
        messages: &[Message],
        with_tools: bool,
        first: Phase,
        on_piece: &mut (dyn FnMut(Piece) + Send),
    ) -> Result<Answer, LlmError> {
        let timers = self.line.to.timers.times(request.wait_factor);
        let tools = if with_tools { request.tools.as_slice() } else { &[] };
        let body = request::body(request, messages, tools);
        let mut watch = Watch::start(timers, first);
        let sending = connection::send(self.line.post_within(&timers, self.url("/api/chat"), &body));
        // Ollama sends its headers with the first token, so both are one wait.
        let response = watch.wait(sending).await?.map_err(|e| self.unsent(&e))?;
        if !response.status().is_success() {
            return Err(watch.wait(self.refusal(response, request)).await?);
        }
        stream::read(connection::parts(response), request, &mut watch, on_piece).await
    }

    /// A server that cannot tell, or does not in time, may still answer: only one that nobody can connect to
    /// is an error.
    async fn memory(&self, model: &str) -> Result<Memory, LlmError> {
        if self.loading.holds(model) {
            return Ok(Memory::NotLoaded);
        }
        let asking = self.talk::<Models>(self.line.get(self.url("/api/ps")));
        match timeout(self.small_talk_limit(), asking).await {
            Ok(Ok(list)) => {
                let models = list.models.unwrap_or_default();
                Ok(match models.into_iter().find(|listed| same_model(&listed.name, model)) {
                    Some(listed) => Memory::Loaded { digest: listed.digest },
                    None => Memory::NotLoaded,
                })
            }
            Ok(Err(error @ LlmError::Unreachable { .. })) => Err(error),
            Ok(Err(_)) | Err(_) => Ok(Memory::Unknown),
        }
    }

    /// Which build answered. After an answer the model is in memory, so the server can tell.
    async fn digest(&self, model: &str, before: Memory) -> Option<String> {
        match before {
            Memory::Loaded { digest } => digest,
            Memory::Unknown => None,
            Memory::NotLoaded => match self.memory(model).await {
                Ok(Memory::Loaded { digest }) => digest,
                _ => None,
            },
        }
    }

    async fn get<T: DeserializeOwned>(&self, path: &str) -> Result<T, LlmError> {
        self.small_talk(self.line.get(self.url(path))).await
    }

    async fn post<T: DeserializeOwned>(&self, path: &str, body: &impl Serialize) -> Result<T, LlmError> {
        self.small_talk(self.line.post(self.url(path), body)).await
    }

    async fn small_talk<T: DeserializeOwned>(&self, request: RequestBuilder) -> Result<T, LlmError> {
        match timeout(self.small_talk_limit(), self.talk(request)).await {
            Ok(reply) => reply,
            Err(_) => Err(failure::silent(&self.line.to)),
        }
    }

    async fn talk<T: DeserializeOwned>(&self, request: RequestBuilder) -> Result<T, LlmError> {
        let response = connection::send(request).await.map_err(|e| self.unsent(&e))?;
        if !response.status().is_success() {
            return Err(self.refusal(response, &ChatRequest::default()).await);
        }
        let body = connection::read_up_to(response, LONGEST_REPLY).await;
        serde_json::from_slice(&body).map_err(|_| LlmError::garbled("it is not the JSON that Ollama sends"))
    }

    async fn refusal(&self, response: Response, request: &ChatRequest) -> LlmError {
        failure::of_status(&Refusal::read(response).await, request, &self.line.to)
    }

    fn unsent(&self, error: &reqwest::Error) -> LlmError {
        failure::of_sending(error, &self.line.to)
    }

    fn url(&self, path: &str) -> String {
        self.line.to.address.join(path)
    }

    fn small_talk_limit(&self) -> std::time::Duration {
        self.line.to.timers.small_talk()
    }
}

impl Llm for Ollama {
    fn kind(&self) -> ServerKind {
        ServerKind::Ollama
    }

    fn name(&self) -> &str {
        &self.line.to.name
    }

    fn address(&self) -> Option<&str> {
        Some(self.line.to.address.as_str())
    }

    fn is_local(&self) -> bool {
        self.line.to.address.is_local()
    }

    fn width(&self) -> usize {
        self.fixed_width().unwrap_or(WIDTH)
    }

    fn fixed_width(&self) -> Option<usize> {
        self.line.to.width
    }

    fn how_to_get(&self, model: &str) -> String {
        failure::how_to_get(model)
    }

    fn pull<'a>(
        &'a self,
        model: &'a str,
        on_progress: &'a mut (dyn FnMut(PullProgress) + Send),
    ) -> BoxFuture<'a, Result<(), LlmError>> {
        self.fetch(model, on_progress).boxed()
    }

    fn status(&self) -> BoxFuture<'_, ServerStatus> {
        self.look().boxed()
    }

    fn models(&self) -> BoxFuture<'_, Result<Vec<ModelDetails>, LlmError>> {
        self.list().boxed()
    }

    fn chat_template<'a>(&'a self, model: &'a str) -> BoxFuture<'a, Result<ServedTemplate, LlmError>> {
        self.template_of(model).boxed()
    }

    fn chat<'a>(
        &'a self,
        request: &'a ChatRequest,
        on_piece: &'a mut (dyn FnMut(Piece) + Send),
    ) -> BoxFuture<'a, Result<Answer, LlmError>> {
        self.ask(request, on_piece).boxed()
    }
}

/// How a server is that has just refused to list its models.
fn state_after(error: &LlmError) -> ServerState {
    match error {
        LlmError::Refused { status: 401 | 403, .. } => ServerState::Unauthorized,
        LlmError::Unreachable { .. } | LlmError::TimedOut { .. } => ServerState::Unreachable,
        _ => ServerState::Unusable,
    }
}

/// A version that dsforge cannot read is taken to be new.
fn is_too_old(version: &str) -> bool {
    let mut numbers = version.split('.').map(str::parse::<u64>);
    match (numbers.next(), numbers.next()) {
        (Some(Ok(major)), Some(Ok(minor))) => (major, minor) < OLDEST,
        _ => false,
    }
}
