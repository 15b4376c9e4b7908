//! Servers with the API that OpenAI made common: llama.cpp, LM Studio, vLLM, `LiteLLM`, Ray Serve, hosted ones.
//! Nothing else in dsforge knows what that looks like.

pub mod batch;

mod catalog;
mod chat_template;
mod failure;
mod quirks;
mod request;
mod sse;
mod stream;
mod wire;

use std::{
    collections::HashMap,
    sync::{Mutex, PoisonError, atomic::AtomicUsize, atomic::Ordering},
    time::Duration,
};

use futures_util::{FutureExt as _, future::BoxFuture};
use reqwest::{Response, header::CONTENT_TYPE};
use tokio::time::{Instant, sleep};

use self::quirks::{Learned, Quirks};
use super::{
    Answer, ChatRequest, Llm, LlmError, ModelDetails, Phase, Piece, ServedTemplate, ServerKind, ServerStatus,
    SetUpError,
    connection::{self, Connection, Line, Refusal},
    forced_tools,
    loading::Loading,
    prompted_tools,
    timers::Watch,
    tool_calls,
};

/// Questions at once for a server that does not say how many it works on.
const USUAL_WIDTH: usize = 4;

/// Longest answer of a server that does not stream.
const LONGEST_WHOLE: usize = 16 << 20;

/// How long a model is taken to stay in memory after an answer. What was not asked for longer may have to be
/// loaded first, of which these servers say nothing.
const STAYS_WARM: Duration = Duration::from_secs(300);

/// How often a server that loads its model is asked whether it is done.
const LOADING_PAUSE: Duration = Duration::from_secs(1);

/// A server that speaks OpenAI's API.
pub struct OpenAi {
    line: Line,
    learned: Learned,
    answered: Mutex<HashMap<String, Instant>>,
    /// How many questions it said that it works on at once; 0 until it did.
    slots: AtomicUsize,
    /// What it listed when it last could.
    listed: Mutex<Vec<ModelDetails>>,
    loading: Loading,
}

/// What a question was answered with.
enum Reply {
    Answer(Answer),
    /// The server refused, and it may help to ask otherwise.
    AskOtherwise(Quirks, LlmError),
}

impl OpenAi {
    /// A server that somebody set up. Nothing is sent yet.
    pub fn reached_by(connection: Connection) -> Result<Self, SetUpError> {
        Ok(Self {
            line: Line::new(connection)?,
            learned: Learned::default(),
            answered: Mutex::default(),
            slots: AtomicUsize::new(0),
            listed: Mutex::default(),
            loading: Loading::default(),
        })
    }

    /// A call that has to be is demanded in the API's own way, or by a schema where the server does not hold the model to
    /// it.
    async fn ask(
        &self,
        request: &ChatRequest,
        on_piece: &mut (dyn FnMut(Piece) + Send),
    ) -> Result<Answer, LlmError> {
        let Some(forced) = forced_tools::by_schema(request) else {
            return self.ask_freely(request, on_piece).await;
        };
        let holds_to_it = self.may_hold_to_a_choice(&request.model);
        if holds_to_it {
            match self.ask_freely(request, on_piece).await {
                Ok(answer) if forced_tools::is_kept(request, &answer) => return Ok(answer),
                // It is not known what a refusal is for, so the other way is tried.
                Ok(_) | Err(LlmError::Refused { .. } | LlmError::Swallowed { .. }) => {}
                Err(error) => return Err(error),
            }
        }
        let mut answer = self.ask_freely(&forced, on_piece).await?;
        forced_tools::read(&mut answer);
        if holds_to_it && forced_tools::is_kept(request, &answer) {
            let quirks = Quirks { no_choice: true, ..self.learned.of(&request.model) };
            self.learned.note(&request.model, quirks);
        }
        Ok(answer)
    }

    /// Unless it is a llama-server, which lets the model talk first and takes the name of a tool for a hint, or the model
    /// did not keep to it before.
    fn may_hold_to_a_choice(&self, model: &str) -> bool {
        self.slots.load(Ordering::Relaxed) == 0 && !self.learned.of(model).no_choice
    }

    async fn ask_freely(
        &self,
        request: &ChatRequest,
        on_piece: &mut (dyn FnMut(Piece) + Send),
    ) -> Result<Answer, LlmError> {
        let known = self.learned.of(&request.model);
        let mut quirks = known;
        let mut refused = None;
        let mut answer = loop {
            match self.converse(request, quirks, on_piece).await {
                Ok(Reply::Answer(answer)) => break answer,
                Ok(Reply::AskOtherwise(other, error)) => {
                    refused.get_or_insert(error);
                    quirks = other;
                }
                // What went wrong first is what the person can do something about.
                Err(error @ LlmError::Refused { .. }) => return Err(refused.unwrap_or(error)),
                Err(error) => return Err(error),
            }
        };
        if quirks != known {
            self.learned.note(&request.model, quirks);
        }
        self.answered().insert(request.model.clone(), Instant::now());
        if answer.tool_calls.is_empty() && !request.tools.is_empty() && request.format.is_none() {
            tool_calls::move_out_of_text(&mut answer, &request.tools);
        }
        Ok(answer)
    }

    async fn converse(
        &self,
        request: &ChatRequest,
        quirks: Quirks,
        on_piece: &mut (dyn FnMut(Piece) + Send),
    ) -> Result<Reply, LlmError> {
        let timers = self.line.to.timers.times(request.wait_factor);
        let in_words = quirks.no_tools && !request.tools.is_empty();
        let told =
            if in_words { prompted_tools::in_words(&request.messages, &request.tools) } else { Vec::new() };
        let (messages, tools) =
            if in_words { (&told, [].as_slice()) } else { (&request.messages, request.tools.as_slice()) };
        let body = request::body(request, messages, tools, quirks);
        let mut watch = Watch::start(timers, self.first_phase(&request.model));
        let mut wait = None;
        let response = loop {
            let sending =
                connection::send(self.line.post_within(&timers, self.url("/chat/completions"), &body));
            let response = watch.wait(sending).await?.map_err(|e| failure::of_sending(&e, &self.line.to))?;
            if response.status().is_success() {
                break response;
            }
            let refusal = watch.wait(Refusal::read(response)).await?;
            if !failure::is_loading(&refusal) {
                return self.after_refusal(&refusal, request, quirks);
            }
            watch.is_loading();
            if wait.is_none() {
                wait = Some(self.loading.begin(&request.model));
                on_piece(Piece::Loading);
            }
            watch.wait(sleep(LOADING_PAUSE)).await?;
        };
        drop(wait);
        if is_json(&response) {
            let whole = watch.wait(connection::read_up_to(response, LONGEST_WHOLE)).await?;
            return stream::read_whole(&whole, request, on_piece).map(Reply::Answer);
        }
        stream::read(connection::parts(response), request, &mut watch, on_piece).await.map(Reply::Answer)
    }

    fn after_refusal(
        &self,
        refusal: &Refusal,
        request: &ChatRequest,
        quirks: Quirks,
    ) -> Result<Reply, LlmError> {
        let error = failure::of_status(refusal, request, &self.line.to);
        let said = failure::words(refusal).unwrap_or_default();
        let (has_tools, has_format) = (!request.tools.is_empty(), request.format.is_some());
        match quirks.after(refusal.status, &said, has_tools, has_format) {
            Some(other) => Ok(Reply::AskOtherwise(other, error)),
            None => Err(error),
        }
    }

    fn first_phase(&self, model: &str) -> Phase {
        match self.answered().get(model) {
            Some(last) if last.elapsed() < STAYS_WARM => Phase::FirstToken,
            _ => Phase::Loading,
        }
    }

    fn answered(&self) -> std::sync::MutexGuard<'_, HashMap<String, Instant>> {
        self.answered.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn url(&self, path: &str) -> String {
        self.line.to.address.join(path)
    }
}

/// Whether the answer is one piece of JSON: a server may not know how to stream.
fn is_json(response: &Response) -> bool {
    let kind = response.headers().get(CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or_default();
    kind.starts_with("application/json")
}

impl Llm for OpenAi {
    fn kind(&self) -> ServerKind {
        ServerKind::Openai
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
        let said = self.slots.load(Ordering::Relaxed);
        self.fixed_width().unwrap_or(if said > 0 { said } else { USUAL_WIDTH })
    }

    fn fixed_width(&self) -> Option<usize> {
        self.line.to.width
    }

    fn how_to_get(&self, _: &str) -> String {
        failure::how_to_get(&self.line.to)
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
