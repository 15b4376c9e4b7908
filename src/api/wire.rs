//! Shapes that several resources share on the wire.

use std::collections::BTreeMap;

use poem_openapi::{Enum, Object, types::Any};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::json::JsonObject;
use crate::model;

/// An enumeration on the wire with the same members as one of the model's.
macro_rules! wire_enum {
    ($(#[$doc:meta])* $name:ident from $model:path { $($(#[$member_doc:meta])* $member:ident),+ $(,)? }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, poem_openapi::Enum, serde::Serialize, serde::Deserialize)]
        #[oai(rename_all = "snake_case")]
        #[serde(rename_all = "snake_case")]
        pub(super) enum $name {
            $($(#[$member_doc])* $member),+
        }

        impl From<$model> for $name {
            fn from(value: $model) -> Self {
                match value { $(<$model>::$member => Self::$member),+ }
            }
        }

        impl From<$name> for $model {
            fn from(value: $name) -> Self {
                match value { $($name::$member => Self::$member),+ }
            }
        }
    };
}
pub(super) use wire_enum;

/// Slot values by name.
pub(super) type SlotValues = BTreeMap<String, String>;

/// A tool that a model may call, in OpenAI's form.
#[derive(Clone, Debug, Object, Serialize, Deserialize)]
#[oai(skip_serializing_if_is_none)]
#[serde(deny_unknown_fields)]
pub(super) struct ToolDefinition {
    /// Always `function`.
    #[serde(rename = "type")]
    #[oai(rename = "type")]
    kind: ToolKind,
    /// The function.
    function: FunctionDefinition,
}

/// The kind of a tool.
#[derive(Clone, Copy, Debug, Enum, Serialize, Deserialize)]
#[oai(rename_all = "snake_case")]
#[serde(rename_all = "snake_case")]
enum ToolKind {
    /// A function with JSON arguments.
    Function,
}

/// A function that a model may call.
#[derive(Clone, Debug, Object, Serialize, Deserialize)]
#[oai(skip_serializing_if_is_none)]
#[serde(deny_unknown_fields)]
struct FunctionDefinition {
    /// Letters, digits, `_`, `-` and `.`, at most 64; unique in its template.
    name: String,
    /// What it does, in words for the model.
    description: Option<String>,
    /// The JSON Schema of its arguments, an object's.
    parameters: Option<Any<Value>>,
    /// OpenAI's switch for exact adherence.
    strict: Option<bool>,
}

/// A call of a tool.
#[derive(Clone, Debug, Object, Serialize, Deserialize)]
#[oai(skip_serializing_if_is_none)]
pub(super) struct ToolCall {
    /// The call's id, where there is one.
    id: Option<String>,
    /// The function.
    name: String,
    /// Its arguments, as an object.
    arguments: JsonObject,
    /// The arguments as text, when they were no JSON object.
    raw: Option<String>,
    /// What is wrong with the call, with the path in the arguments.
    #[oai(read_only)]
    #[serde(skip_deserializing)]
    error: Option<String>,
}

wire_enum! {
    /// Who speaks.
    Role from model::message::Role {
        /// The standing instructions.
        System,
        /// The person.
        User,
        /// The model.
        Assistant,
        /// The result of a call.
        Tool,
    }
}

/// One turn of a conversation.
#[derive(Clone, Debug, Object, Serialize, Deserialize)]
#[oai(skip_serializing_if_is_none)]
pub(super) struct Message {
    /// Who speaks.
    role: Role,
    /// The text.
    #[serde(default)]
    #[oai(default)]
    content: String,
    /// What the model thought before it spoke.
    reasoning: Option<String>,
    /// The calls an assistant makes.
    tool_calls: Option<Vec<ToolCall>>,
    /// The tool that a tool turn answers for.
    tool_name: Option<String>,
    /// The call that a tool turn answers.
    tool_call_id: Option<String>,
    /// Whether a trainer learns from this turn.
    train: Option<bool>,
}

/// Sampling options, named as Ollama names them.
#[derive(Clone, Debug, Default, Object, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Options {
    /// 0 always picks the likeliest token.
    temperature: Option<f64>,
    /// Share of probability to pick from.
    top_p: Option<f64>,
    /// Number of tokens to pick from.
    top_k: Option<u32>,
    /// Tokens of context.
    num_ctx: Option<u32>,
    /// Most tokens to answer with.
    num_predict: Option<u32>,
    /// Texts that end the answer.
    stop: Option<Vec<String>>,
    /// Whether a model that can think does.
    think: Option<bool>,
    /// How long the server keeps the model loaded, such as `5m`.
    keep_alive: Option<String>,
}

impl From<model::tool::ToolDefinition> for ToolDefinition {
    fn from(tool: model::tool::ToolDefinition) -> Self {
        let model::tool::ToolDefinition { kind: model::tool::ToolKind::Function, function } = tool;
        let model::tool::FunctionDefinition { name, description, parameters, strict } = function;
        let parameters = parameters.map(Any);
        Self {
            kind: ToolKind::Function,
            function: FunctionDefinition { name, description, parameters, strict },
        }
    }
}

impl From<ToolDefinition> for model::tool::ToolDefinition {
    fn from(tool: ToolDefinition) -> Self {
        let ToolDefinition { kind: ToolKind::Function, function } = tool;
        let FunctionDefinition { name, description, parameters, strict } = function;
        let parameters = parameters.map(|Any(schema)| schema);
        let function = model::tool::FunctionDefinition { name, description, parameters, strict };
        Self { kind: model::tool::ToolKind::Function, function }
    }
}

impl From<model::tool::ToolCall> for ToolCall {
    fn from(call: model::tool::ToolCall) -> Self {
        let model::tool::ToolCall { id, name, arguments, raw, error } = call;
        Self { id, name, arguments: JsonObject(arguments), raw, error }
    }
}

impl From<ToolCall> for model::tool::ToolCall {
    fn from(call: ToolCall) -> Self {
        let ToolCall { id, name, arguments: JsonObject(arguments), raw, error: _ } = call;
        Self { id, name, arguments, raw, error: None }
    }
}

impl From<model::message::Message> for Message {
    fn from(message: model::message::Message) -> Self {
        let model::message::Message { role, content, reasoning, tool_calls, tool_name, tool_call_id, train } =
            message;
        let tool_calls = (!tool_calls.is_empty()).then(|| all(tool_calls));
        Self { role: role.into(), content, reasoning, tool_calls, tool_name, tool_call_id, train }
    }
}

impl From<Message> for model::message::Message {
    fn from(message: Message) -> Self {
        let Message { role, content, reasoning, tool_calls, tool_name, tool_call_id, train } = message;
        let tool_calls = all(tool_calls.unwrap_or_default());
        Self { role: role.into(), content, reasoning, tool_calls, tool_name, tool_call_id, train }
    }
}

impl From<model::options::Options> for Options {
    fn from(options: model::options::Options) -> Self {
        let model::options::Options {
            temperature,
            top_p,
            top_k,
            num_ctx,
            num_predict,
            stop,
            think,
            keep_alive,
        } = options;
        let stop = (!stop.is_empty()).then_some(stop);
        Self { temperature, top_p, top_k, num_ctx, num_predict, stop, think, keep_alive }
    }
}

impl From<Options> for model::options::Options {
    fn from(options: Options) -> Self {
        let Options { temperature, top_p, top_k, num_ctx, num_predict, stop, think, keep_alive } = options;
        let stop = stop.unwrap_or_default();
        Self { temperature, top_p, top_k, num_ctx, num_predict, stop, think, keep_alive }
    }
}

/// Converts each entry of a list.
pub(super) fn all<A, B: From<A>>(items: Vec<A>) -> Vec<B> {
    items.into_iter().map(B::from).collect()
}
