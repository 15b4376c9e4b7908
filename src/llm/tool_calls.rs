//! Tool calls that a model wrote into its text.
use crate::{llm::Answer, model::tool::ToolDefinition};
/// Nothing yet.
pub(super) fn move_out_of_text(_answer: &mut Answer, _tools: &[ToolDefinition]) {}
