//! What a dataset holds: one conversation a model is to learn from.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use super::{
    id::{CandidateId, ExampleId, RunId, TemplateId},
    message::{Message, Role},
    slot::SlotValues,
    tool::{ToolCall, ToolDefinition},
};

/// An example. `messages` and `tools` are the truth; `system_prompt`, `variation_prompt`, `output` and
/// `tool_calls` are a view on it, see [`Example::system_prompt`] and its siblings.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Example {
    /// Its id.
    pub id: ExampleId,
    /// Counts its edits, from 1: the `ETag`.
    pub rev: u64,
    /// When it was added.
    pub timestamp: Timestamp,
    /// When it last changed.
    pub updated_at: Timestamp,
    /// The conversation; ends with the answer to learn.
    pub messages: Vec<Message>,
    /// The tools that were offered.
    pub tools: Vec<ToolDefinition>,
    /// The slot values that made its prompt.
    pub slots: SlotValues,
    /// Where its prompt comes from.
    pub template: Option<TemplateRef>,
    /// Where its answer comes from.
    pub source: Option<Source>,
    /// Answers that lost against this one: preference data.
    pub alternatives: Vec<Alternative>,
    /// Whether a person changed the answer.
    pub edited: bool,
    /// A person's rating, 1 to 5.
    pub rating: Option<u8>,
    /// Labels.
    pub tags: Vec<String>,
    /// A remark.
    pub note: Option<String>,
    /// Where a split puts it.
    pub split: Split,
    /// Members that came with it and mean nothing to dsforge.
    pub extra: Map<String, Value>,
}

/// A version of a template, with its name at the time.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TemplateRef {
    /// Which template.
    pub id: TemplateId,
    /// Which version of it.
    pub version: u64,
    /// What it was called.
    pub name: String,
}

/// The candidate that an example was.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Source {
    /// The run it was in.
    pub run: RunId,
    /// Which answer of that run.
    pub candidate: CandidateId,
    /// The model that answered.
    pub model: String,
    /// Options, seed, digest and timings, as the candidate kept them.
    pub provenance: Map<String, Value>,
}

/// An answer that was not taken.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Alternative {
    /// Why it is here.
    pub kind: AlternativeKind,
    /// Its text.
    pub output: String,
    /// Its calls.
    #[serde(default)]
    pub tool_calls: Vec<ToolCall>,
    /// Why it was rejected, in the person's words.
    #[serde(default)]
    pub reason: Option<String>,
}

/// How an alternative lost.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum AlternativeKind {
    /// A person rejected it.
    Rejected,
    /// A person edited it into the answer.
    Original,
    /// Another answer was preferred without a rejection.
    Outranked,
}

/// Where a split puts an example.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Split {
    /// By the seed.
    #[default]
    Auto,
    /// Always to train.
    Train,
    /// Always to validate.
    Valid,
    /// Always to test.
    Test,
}

impl Example {
    /// The text of the system turn, or nothing.
    pub fn system_prompt(&self) -> &str {
        self.first(Role::System).map_or("", |m| m.content.as_str())
    }

    /// The text of the first user turn.
    pub fn variation_prompt(&self) -> &str {
        self.first(Role::User).map_or("", |m| m.content.as_str())
    }

    /// The text of the last assistant turn.
    pub fn output(&self) -> &str {
        self.answer().map_or("", |m| m.content.as_str())
    }

    /// The calls of the last assistant turn that makes any.
    pub fn tool_calls(&self) -> &[ToolCall] {
        self.messages
            .iter()
            .rev()
            .find(|m| m.role == Role::Assistant && !m.tool_calls.is_empty())
            .map_or(&[], |m| m.tool_calls.as_slice())
    }

    /// The last assistant turn.
    pub fn answer(&self) -> Option<&Message> {
        self.messages.iter().rev().find(|m| m.role == Role::Assistant)
    }

    fn first(&self, role: Role) -> Option<&Message> {
        self.messages.iter().find(|m| m.role == role)
    }
}

/// The plain conversation of one question and its answer.
pub fn single_turn(system_prompt: &str, user: &str, output: &str, tool_calls: Vec<ToolCall>) -> Vec<Message> {
    let mut messages = Vec::with_capacity(3);
    if !system_prompt.is_empty() {
        messages.push(Message::new(Role::System, system_prompt));
    }
    messages.push(Message::new(Role::User, user));
    messages.push(Message { tool_calls, ..Message::new(Role::Assistant, output) });
    messages
}
