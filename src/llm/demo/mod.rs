//! Models that live in this program: they answer any prompt without understanding it. With them dsforge can
//! be tried without a model server, and tests have a model whose every word is known beforehand.
//!
//! What they answer depends on the prompt and the seed alone. Words in the prompt steer them: `demo:slow`
//! writes very slowly, `demo:fail` fails, `demo:cut` ends in the middle.

mod calls;
mod dice;
mod json;
mod order;
mod pace;
mod paraphrase;
mod prompt;
mod prose;
mod strings;
mod text;

use std::time::Duration;

use futures_util::{FutureExt as _, future::BoxFuture};
use serde_json::{Value, json};
use tokio::time::{Instant, sleep};

pub use pace::Pace;

use self::{dice::Dice, paraphrase::Paraphrases, prompt::Prompt, text::Words};
use super::{
    Answer, ChatRequest, Llm, LlmError, ModelDetails, Piece, ServerKind, ServerState, ServerStatus,
    forced_tools,
};
use crate::model::{
    candidate::FinishReason,
    message::{Message, Role},
    tool::ToolCall,
};

/// The name of the server, which begins the names of its models.
const SERVER: &str = "demo";

/// The model that writes.
const WRITER: &str = "writer";

/// The model that also calls tools.
const TOOLS: &str = "tools";

const CONTEXT_LENGTH: u64 = 8192;

/// Enough for several cards to fill at once, as they would with a server that works in parallel.
const WIDTH: usize = 4;

/// The demo's models, as a server.
#[derive(Clone, Copy, Debug)]
pub struct DemoServer {
    pace: Pace,
}

/// What is to be streamed.
#[derive(Default)]
struct Script {
    text: String,
    calls: Vec<ToolCall>,
    cut: bool,
}

impl DemoServer {
    /// One that writes at this pace.
    pub fn new(pace: Pace) -> Self {
        Self { pace }
    }

    /// Its models, under their names at this server.
    pub fn details() -> Vec<ModelDetails> {
        let model = |name: &str, capabilities: &[&str]| ModelDetails {
            name: name.to_owned(),
            capabilities: capabilities.iter().map(|c| (*c).to_owned()).collect(),
            context_length: Some(CONTEXT_LENGTH),
            loaded: true,
            loading: false,
            local: true,
            ..ModelDetails::default()
        };
        vec![model(WRITER, &["completion"]), model(TOOLS, &["completion", "tools"])]
    }

    async fn ask(
        &self,
        request: &ChatRequest,
        on_piece: &mut (dyn FnMut(Piece) + Send),
    ) -> Result<Answer, LlmError> {
        let Some(forced) = forced_tools::by_schema(request) else {
            return self.answer(request, on_piece).await;
        };
        let mut answer = self.answer(&forced, on_piece).await?;
        forced_tools::read(&mut answer);
        Ok(answer)
    }

    async fn answer(
        &self,
        request: &ChatRequest,
        on_piece: &mut (dyn FnMut(Piece) + Send),
    ) -> Result<Answer, LlmError> {
        if ![WRITER, TOOLS].contains(&request.model.as_str()) {
            return Err(LlmError::NoSuchModel {
                model: format!("{SERVER}/{}", request.model),
                how_to_get: self.how_to_get(&request.model),
            });
        }
        let prompt = Prompt::read(&request.messages);
        let pace = if prompt.steering.slow { self.pace.slow() } else { self.pace };
        let began = Instant::now();
        pause(pace.first).await;
        if prompt.steering.fail {
            return Err(LlmError::Refused {
                status: 500,
                message: "the prompt holds demo:fail, which makes the demo fail. Take it out.".into(),
            });
        }
        let mut dice = Dice::new(request.seed, request.messages.iter().map(|m| m.content.as_str()));
        let script = limited(write(request, &prompt, &mut dice)?, request, prompt.steering.cut);
        for (n, word) in words(&script.text).enumerate() {
            if n > 0 {
                pause(pace.word * dice.percent() / 100).await;
            }
            on_piece(Piece::Text(word.to_owned()));
        }
        let tokens = words(&script.text).count() + script.calls.len() * 20;
        Ok(Answer {
            output: script.text,
            reasoning: None,
            tool_calls: script.calls,
            raw_tool_text: None,
            finish: if script.cut { FinishReason::Length } else { FinishReason::Stop },
            prompt_tokens: Some(prompt_tokens(&request.messages)),
            tokens: Some(tokens.max(1) as u64),
            load_seconds: None,
            write_seconds: Some(began.elapsed().as_secs_f64()),
            digest: None,
        })
    }
}

/// What the answer to a request is.
fn write(request: &ChatRequest, prompt: &Prompt, dice: &mut Dice) -> Result<Script, LlmError> {
    let plain = |text| Ok(Script { text, ..Script::default() });
    if let Some(format) = &request.format {
        return plain(formatted(format, prompt, dice)?);
    }
    let answers_a_tool = request.messages.last().is_some_and(|last| last.role == Role::Tool);
    if request.model == TOOLS && !request.tools.is_empty() && !answers_a_tool {
        let call =
            calls::call(&request.tools, prompt, dice).ok_or_else(|| too_hard("the tool's parameters"))?;
        return Ok(Script { calls: vec![call], ..Script::default() });
    }
    if paraphrase::is_asked_for(prompt) {
        return plain(paraphrased(prompt, dice));
    }
    if prompt.mentions(&["json"]) {
        return plain(formatted(&json!("json"), prompt, dice)?);
    }
    plain(prose::write(prompt, dice))
}

/// JSON of the wanted form.
fn formatted(format: &Value, prompt: &Prompt, dice: &mut Dice) -> Result<String, LlmError> {
    let any = json!({"type": "object", "required": ["answer", "points"], "properties": {
        "answer": {"type": "string"}, "points": {"type": "array", "items": {"type": "string"}},
    }});
    let schema = if format.is_object() { format } else { &any };
    let value = if paraphrase::is_asked_for(prompt)
        || ["paraphrase", "variation"].iter().any(|word| schema.to_string().contains(word))
    {
        json::fitting(schema, dice, &mut Paraphrases::of(paraphrase::passage(prompt), &mut dice.clone()))
    } else {
        json::fitting(schema, dice, &mut Words(prompt))
    };
    value.map(|value| value.to_string()).ok_or_else(|| too_hard("this schema"))
}

/// Paraphrases as text: one to a line, as a JSON array where JSON is asked for.
fn paraphrased(prompt: &Prompt, dice: &mut Dice) -> String {
    let count = ["paraphras", "variation", "version", "way"].iter().find_map(|unit| prompt.amount_of(unit));
    let all: Vec<String> =
        Paraphrases::of(paraphrase::passage(prompt), dice).take(count.unwrap_or(1).clamp(1, 50)).collect();
    if prompt.mentions(&["json"]) { json!(all).to_string() } else { all.join("\n") }
}

fn too_hard(what: &str) -> LlmError {
    LlmError::Refused {
        status: 400,
        message: format!("the demo cannot make up a value that fits {what}. Use a real model."),
    }
}

/// The script, ended where the request or the prompt says.
fn limited(mut script: Script, request: &ChatRequest, cut: bool) -> Script {
    let stops = request.options.stop.iter().filter(|stop| !stop.is_empty());
    if let Some(end) = stops.filter_map(|stop| script.text.find(stop.as_str())).min() {
        script.text.truncate(end);
    }
    let all = words(&script.text).count();
    let most = request.options.num_predict.map_or(usize::MAX, |most| most as usize);
    let most = if cut { most.min((all / 2).max(1)) } else { most };
    if most < all {
        script.text = words(&script.text).take(most).collect();
        script.cut = true;
    }
    script.cut |= cut;
    script
}

/// A sleep of no length would still last until the timer's next tick.
async fn pause(length: Duration) {
    if !length.is_zero() {
        sleep(length).await;
    }
}

/// Words with the space before them.
fn words(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = text;
    std::iter::from_fn(move || {
        let word = rest.find(|c: char| !c.is_whitespace()).unwrap_or(rest.len());
        let end = rest[word..].find(char::is_whitespace).map_or(rest.len(), |end| word + end);
        let (first, remaining) = rest.split_at(end);
        rest = remaining;
        (!first.is_empty()).then_some(first)
    })
}

fn prompt_tokens(messages: &[Message]) -> u64 {
    messages.iter().map(|message| words(&message.content).count() as u64 + 4).sum()
}

impl Llm for DemoServer {
    fn name(&self) -> &str {
        SERVER
    }

    fn kind(&self) -> ServerKind {
        ServerKind::Demo
    }

    fn is_local(&self) -> bool {
        true
    }

    fn how_to_get(&self, _: &str) -> String {
        "The demo has demo/writer and demo/tools.".to_owned()
    }

    fn width(&self) -> usize {
        WIDTH
    }

    fn fixed_width(&self) -> Option<usize> {
        Some(WIDTH)
    }

    fn address(&self) -> Option<&str> {
        None
    }

    fn status(&self) -> BoxFuture<'_, ServerStatus> {
        let version = Some(env!("CARGO_PKG_VERSION").to_owned());
        async move { ServerStatus { state: ServerState::Ok, version, advice: None } }.boxed()
    }

    fn models(&self) -> BoxFuture<'_, Result<Vec<ModelDetails>, LlmError>> {
        async { Ok(Self::details()) }.boxed()
    }

    fn chat<'a>(
        &'a self,
        request: &'a ChatRequest,
        on_piece: &'a mut (dyn FnMut(Piece) + Send),
    ) -> BoxFuture<'a, Result<Answer, LlmError>> {
        self.ask(request, on_piece).boxed()
    }
}

#[cfg(test)]
mod tests;
