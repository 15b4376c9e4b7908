//! What becomes of a row: an example without an id.

use jiff::Timestamp;
use serde_json::{Map, Value};

use super::{fault::Fault, format::Format};
use crate::model::{
    example::{Alternative, Source, Split, TemplateRef},
    message::{Message, Role},
    slot::SlotValues,
    tool::ToolDefinition,
};

/// An example to be. Its members mean what those of an [`Example`](crate::model::example::Example) mean.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Draft {
    /// The conversation.
    pub messages: Vec<Message>,
    /// The tools that were offered.
    pub tools: Vec<ToolDefinition>,
    /// The slot values that made its prompt.
    pub slots: SlotValues,
    /// Where its prompt comes from, if the row was written by dsforge.
    pub template: Option<TemplateRef>,
    /// Where its answer comes from, if the row was written by dsforge.
    pub source: Option<Source>,
    /// Answers that lost.
    pub alternatives: Vec<Alternative>,
    /// Whether a person changed the answer.
    pub edited: bool,
    /// 1 to 5.
    pub rating: Option<u8>,
    /// Labels.
    pub tags: Vec<String>,
    /// A remark.
    pub note: Option<String>,
    /// Where a split puts it.
    pub split: Split,
    /// When it was made, if the row says so.
    pub timestamp: Option<Timestamp>,
    /// What has no place elsewhere.
    pub extra: Map<String, Value>,
}

impl Draft {
    /// The draft, if it can be an example. What was one already may have an empty answer.
    pub(super) fn checked(self, format: Format) -> Result<Self, Fault> {
        if !self.messages.iter().any(|m| m.role == Role::User) {
            return Err(Fault::new("it has no question"));
        }
        let Some(answer) = self.messages.iter().rev().find(|m| m.role == Role::Assistant) else {
            return Err(Fault::new("it has no answer"));
        };
        if format != Format::Raw && answer.content.trim().is_empty() && answer.tool_calls.is_empty() {
            return Err(Fault::new("its answer is empty and calls no tool"));
        }
        Ok(self)
    }
}
