//! Tools a model may call, and the calls it makes.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

/// A tool in the form that OpenAI's API made common.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ToolDefinition {
    /// The kind of tool; only functions exist.
    #[serde(rename = "type")]
    pub kind: ToolKind,
    /// What can be called.
    pub function: FunctionDefinition,
}

/// The kinds of tool.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum ToolKind {
    /// A function with JSON arguments.
    Function,
}

/// A function's name and the JSON Schema of its arguments.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FunctionDefinition {
    /// `[A-Za-z0-9_.-]{1,64}`, unique in its template.
    pub name: String,
    /// What it does, in words for the model.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    /// A JSON Schema whose type is `object`; none means no arguments.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub parameters: Option<Value>,
    /// OpenAI's switch for exact adherence. Kept as given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub strict: Option<bool>,
}

/// One call of a tool.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ToolCall {
    /// The server's or the file's id for it, when there was one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    /// The function called.
    pub name: String,
    /// Its arguments; empty when they did not parse.
    pub arguments: Map<String, Value>,
    /// The arguments as text, when they did not parse.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub raw: Option<String>,
    /// What is wrong with the call, with the path in the arguments; none when it fits its definition.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub error: Option<String>,
}

impl ToolCall {
    /// A call that nobody has checked yet.
    pub fn new(name: impl Into<String>, arguments: Map<String, Value>) -> Self {
        Self { id: None, name: name.into(), arguments, raw: None, error: None }
    }
}

/// Whether an answer has to call a tool.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "String", into = "String")]
pub enum ToolChoice {
    /// The model decides.
    #[default]
    Auto,
    /// It has to call one of the tools.
    Required,
    /// It must call none: an answer in words is right, though tools are at hand.
    None,
    /// It has to call this tool.
    Named(String),
}

impl ToolChoice {
    /// Whether the model may not decide against a call.
    pub fn forces(&self) -> bool {
        matches!(self, Self::Required | Self::Named(_))
    }

    /// Whether it can be met with these tools.
    pub fn is_possible_with(&self, tools: &[ToolDefinition]) -> bool {
        match self {
            Self::Auto | Self::None => true,
            Self::Required => !tools.is_empty(),
            Self::Named(name) => tools.iter().any(|tool| tool.function.name == *name),
        }
    }
}

impl From<String> for ToolChoice {
    fn from(word: String) -> Self {
        match word.as_str() {
            "auto" => Self::Auto,
            "required" => Self::Required,
            "none" => Self::None,
            _ => Self::Named(word),
        }
    }
}

impl From<ToolChoice> for String {
    fn from(choice: ToolChoice) -> Self {
        match choice {
            ToolChoice::Auto => "auto".to_owned(),
            ToolChoice::Required => "required".to_owned(),
            ToolChoice::None => "none".to_owned(),
            ToolChoice::Named(name) => name,
        }
    }
}
