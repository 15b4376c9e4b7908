//! A conversation in the form that OpenAI's API made common, with what its target wants different, or the
//! reason why it cannot have that form. Nothing is left out silently.

use serde::Serialize;
use serde_json::{Map, Value};
use sha2::{Digest as _, Sha256};

use super::{
    export::{ExportOptions, Reasoning, ToolArgs},
    rules::Rule,
};
use crate::model::{
    example::Example,
    id::ExampleId,
    message::{Message, Role},
    tool::{ToolCall, ToolDefinition},
};

/// Why an example has no place in a format; reads on after "it cannot be written:".
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{why}")]
pub(super) struct Refusal {
    pub(super) rule: Rule,
    pub(super) why: String,
}

fn refuse<T>(rule: Rule, why: impl Into<String>) -> Result<T, Refusal> {
    Err(Refusal { rule, why: why.into() })
}

/// What a target wants of the turns.
pub(super) struct Wanted {
    /// The form of the arguments of calls.
    pub(super) arguments: ToolArgs,
    /// The member that says whether a turn is learned from, if the target has one.
    pub(super) train: Option<TrainMember>,
    /// Whether it has a place for tools.
    pub(super) tools: bool,
    /// Whether it has a member for reasoning.
    pub(super) reasoning: bool,
    /// Whether the result of a call names the tool.
    pub(super) tool_names: bool,
    /// Whether a turn may hold text and calls; if not, one that calls has no content at all.
    pub(super) text_beside_calls: bool,
}

/// The member that says whether a turn is learned from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum TrainMember {
    /// `weight`: 1 or 0.
    Weight,
    /// `train`: true or false.
    Train,
}

#[derive(Debug, Serialize)]
pub(super) struct Turn {
    role: Role,
    #[serde(skip_serializing_if = "Option::is_none")]
    content: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    reasoning_content: Option<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    tool_calls: Vec<Call>,
    #[serde(skip_serializing_if = "Option::is_none")]
    tool_call_id: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    name: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    weight: Option<u8>,
    #[serde(skip_serializing_if = "Option::is_none")]
    train: Option<bool>,
}

#[derive(Debug, Serialize)]
struct Call {
    id: String,
    #[serde(rename = "type")]
    kind: &'static str,
    function: Function,
}

#[derive(Debug, Serialize)]
struct Function {
    name: String,
    arguments: Arguments,
}

#[derive(Debug, Serialize)]
#[serde(untagged)]
enum Arguments {
    Object(Map<String, Value>),
    Text(String),
}

/// The turns of an example, ending with its answer.
pub(super) fn turns(
    example: &Example,
    wanted: &Wanted,
    options: &ExportOptions,
) -> Result<Vec<Turn>, Refusal> {
    if !wanted.tools {
        without_tools(&example.messages, &example.tools)?;
    }
    ends_with_answer(&example.messages)?;
    let mut calls = OpenCalls { example: example.id, made: 0, open: Vec::new() };
    let turns = example.messages.iter().enumerate();
    turns.map(|(index, message)| turn(index, message, &mut calls, wanted, options)).collect()
}

fn turn(
    index: usize,
    message: &Message,
    calls: &mut OpenCalls,
    wanted: &Wanted,
    options: &ExportOptions,
) -> Result<Turn, Refusal> {
    let is_answer = message.role == Role::Assistant;
    if is_answer && is_blank(message) {
        return refuse(Rule::EmptyAnswer, format!("turn {} is an answer without text or calls", index + 1));
    }
    let (content, reasoning_content) = spoken(message, wanted.reasoning, options)?;
    if !wanted.text_beside_calls && !message.tool_calls.is_empty() && !content.trim().is_empty() {
        return refuse(Rule::NoPlace, "it has text beside a call, for which this format has no place");
    }
    let keeps_content = wanted.text_beside_calls || message.tool_calls.is_empty();
    let train = message.train.filter(|_| is_answer);
    if train == Some(false) && wanted.train.is_none() {
        return refuse(Rule::NoPlace, "a turn of it is not to be learned from, which this format cannot say");
    }
    let result_of = if message.role == Role::Tool { Some(calls.answered_by(index, message)?) } else { None };
    Ok(Turn {
        role: message.role,
        content: keeps_content.then_some(content),
        reasoning_content,
        tool_calls: calls.open(&message.tool_calls, wanted.arguments)?,
        name: result_of.as_ref().filter(|_| wanted.tool_names).map(|call| call.name.clone()),
        tool_call_id: result_of.map(|call| call.id),
        weight: train.filter(|_| wanted.train == Some(TrainMember::Weight)).map(u8::from),
        train: train.filter(|_| wanted.train == Some(TrainMember::Train)),
    })
}

fn is_blank(message: &Message) -> bool {
    message.content.trim().is_empty() && message.tool_calls.is_empty()
}

fn ends_with_answer(messages: &[Message]) -> Result<(), Refusal> {
    match messages.last() {
        Some(last) if last.role == Role::Assistant => Ok(()),
        _ => refuse(Rule::RoleOrder, "it does not end with an answer"),
    }
}

fn without_tools(messages: &[Message], tools: &[ToolDefinition]) -> Result<(), Refusal> {
    let calls = messages.iter().any(|m| m.role == Role::Tool || !m.tool_calls.is_empty());
    if calls {
        return refuse(Rule::NoPlace, "it calls tools, for which this format has no place");
    }
    if !tools.is_empty() {
        return refuse(Rule::NoPlace, "it offers tools, for which this format has no place");
    }
    Ok(())
}

/// The text of a turn and the reasoning beside it, as the options want them.
fn spoken(
    message: &Message,
    has_member: bool,
    options: &ExportOptions,
) -> Result<(String, Option<String>), Refusal> {
    let content = message.content.clone();
    let Some(reasoning) = message.reasoning.as_ref().filter(|text| !text.is_empty()) else {
        return Ok((content, None));
    };
    match options.reasoning {
        Reasoning::Drop => Ok((content, None)),
        Reasoning::Think => Ok((format!("<think>\n{reasoning}\n</think>\n\n{content}"), None)),
        Reasoning::Field if has_member => Ok((content, Some(reasoning.clone()))),
        Reasoning::Field => refuse(
            Rule::NoPlace,
            "it has reasoning, for which this format has no field: leave reasoning out or write it as <think>",
        ),
    }
}

/// Calls that wait for their results, with the ids that they have in the file.
struct OpenCalls {
    example: ExampleId,
    made: usize,
    open: Vec<OpenCall>,
}

struct OpenCall {
    given_id: Option<String>,
    id: String,
    name: String,
}

impl OpenCalls {
    fn open(&mut self, calls: &[ToolCall], form: ToolArgs) -> Result<Vec<Call>, Refusal> {
        calls.iter().map(|call| self.open_one(call, form)).collect()
    }

    fn open_one(&mut self, call: &ToolCall, form: ToolArgs) -> Result<Call, Refusal> {
        let ToolCall { id: given_id, name, arguments, raw, error: _ } = call;
        if raw.is_some() {
            return refuse(Rule::BadArguments, format!("the arguments of a call of `{name}` are not JSON"));
        }
        let arguments = match form {
            ToolArgs::Object => Arguments::Object(arguments.clone()),
            ToolArgs::String => Arguments::Text(
                serde_json::to_string(arguments)
                    .or_else(|_| refuse(Rule::BadArguments, "the arguments of a call cannot be written"))?,
            ),
        };
        let id = call_id(self.example, self.made);
        self.made += 1;
        self.open.push(OpenCall { given_id: given_id.clone(), id: id.clone(), name: name.clone() });
        Ok(Call { id, kind: "function", function: Function { name: name.clone(), arguments } })
    }

    /// The call that a tool turn answers: the one it names by id, else the first of its tool, else the first.
    fn answered_by(&mut self, index: usize, message: &Message) -> Result<OpenCall, Refusal> {
        let by_id = |id: &String| self.open.iter().position(|call| call.given_id.as_ref() == Some(id));
        let by_name = |name: &String| self.open.iter().position(|call| call.name == *name);
        let found = match (&message.tool_call_id, &message.tool_name) {
            (Some(id), _) if self.open.iter().any(|call| call.given_id.is_some()) => by_id(id),
            (_, Some(name)) => by_name(name),
            _ => Some(0).filter(|_| !self.open.is_empty()),
        };
        match found {
            Some(at) => Ok(self.open.remove(at)),
            None => refuse(Rule::CallIds, format!("turn {} is the result of no call before it", index + 1)),
        }
    }
}

/// Nine letters and digits, which every trainer takes: mistral-finetune takes nothing else. The same example
/// has the same ids in every export.
fn call_id(example: ExampleId, index: usize) -> String {
    const LETTERS: &[u8; 62] = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    let hash = Sha256::digest(format!("{example}/{index}"));
    hash.iter().take(9).map(|byte| char::from(LETTERS[usize::from(*byte) % LETTERS.len()])).collect()
}

/// A conversation of questions and answers alone.
#[derive(Debug, Serialize)]
pub(super) struct Talk {
    system: String,
    exchanges: Vec<Exchange>,
}

#[derive(Debug, Serialize)]
struct Exchange {
    user: String,
    answer: String,
}

/// The one exchange of a [`Talk`].
#[derive(Debug, Serialize)]
pub(super) struct SingleTurn {
    system: String,
    user: String,
    answer: String,
}

/// The questions and answers of an example without tools.
pub(super) fn exchanges(example: &Example, options: &ExportOptions) -> Result<Talk, Refusal> {
    without_tools(&example.messages, &example.tools)?;
    ends_with_answer(&example.messages)?;
    let (system, turns) = match example.messages.split_first() {
        Some((first, rest)) if first.role == Role::System => (first.content.clone(), rest),
        _ => (String::new(), &example.messages[..]),
    };
    let mut exchanges = Vec::new();
    for pair in turns.chunks(2) {
        let [user, answer] = pair else {
            return refuse(Rule::RoleOrder, "its turns do not alternate between question and answer");
        };
        if (user.role, answer.role) != (Role::User, Role::Assistant) {
            return refuse(Rule::RoleOrder, "its turns do not alternate between question and answer");
        }
        if is_blank(answer) {
            return refuse(Rule::EmptyAnswer, "an answer of it is empty");
        }
        if answer.train == Some(false) {
            return refuse(
                Rule::NoPlace,
                "a turn of it is not to be learned from, which this format cannot say",
            );
        }
        let (answer, _) = spoken(answer, false, options)?;
        exchanges.push(Exchange { user: user.content.clone(), answer });
    }
    Ok(Talk { system, exchanges })
}

/// The one question and the one answer of an example without tools.
pub(super) fn single_turn(example: &Example, options: &ExportOptions) -> Result<SingleTurn, Refusal> {
    let Talk { system, exchanges } = exchanges(example, options)?;
    match <[Exchange; 1]>::try_from(exchanges) {
        Ok([Exchange { user, answer }]) => Ok(SingleTurn { system, user, answer }),
        Err(exchanges) => refuse(
            Rule::NoPlace,
            format!("it has {} questions and answers, and this format has a place for one", exchanges.len()),
        ),
    }
}
