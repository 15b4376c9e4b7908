//! What is written so far: text, reasoning and calls, put together from whatever parts a server sends.

use serde_json::{Map, Value};

use super::{Answer, LlmError, Piece, think::ThinkSplitter};
use crate::model::{candidate::FinishReason, tool::ToolCall};

/// An answer that grows.
#[derive(Default)]
pub(super) struct Written {
    splitter: ThinkSplitter,
    output: String,
    reasoning: String,
    pub(super) tool_calls: Vec<ToolCall>,
}

impl Written {
    /// More text, which may hold reasoning between tags.
    pub(super) fn say(&mut self, text: Option<&str>, on_piece: &mut (dyn FnMut(Piece) + Send)) {
        let mut pieces = Vec::new();
        self.splitter.push(text.unwrap_or_default(), &mut pieces);
        self.keep(pieces, on_piece);
    }

    /// More reasoning, told apart by the server.
    pub(super) fn think(&mut self, thought: Option<String>, on_piece: &mut (dyn FnMut(Piece) + Send)) {
        let thought = thought.filter(|text| !text.is_empty()).map(Piece::Reasoning);
        self.keep(thought.into_iter().collect(), on_piece);
    }

    fn keep(&mut self, pieces: Vec<Piece>, on_piece: &mut (dyn FnMut(Piece) + Send)) {
        for piece in pieces {
            match &piece {
                Piece::Loading => {}
                Piece::Text(text) => self.output.push_str(text),
                Piece::Reasoning(text) => self.reasoning.push_str(text),
            }
            on_piece(piece);
        }
    }

    /// The whole, of so many tokens. A model that wrote while its server passed nothing on is an error: servers
    /// do that with tool calls that they cannot read.
    pub(super) fn finish(
        mut self,
        tokens: Option<u64>,
        tools_offered: bool,
        on_piece: &mut (dyn FnMut(Piece) + Send),
    ) -> Result<Answer, LlmError> {
        let mut rest = Vec::new();
        std::mem::take(&mut self.splitter).end(&mut rest);
        self.keep(rest, on_piece);
        let Self { output, reasoning, tool_calls, .. } = self;
        let nothing = output.is_empty() && reasoning.is_empty() && tool_calls.is_empty();
        if let Some(tokens) = tokens.filter(|tokens| nothing && *tokens > 1) {
            return Err(LlmError::Swallowed { tokens, tools_offered });
        }
        Ok(Answer {
            output,
            reasoning: (!reasoning.is_empty()).then_some(reasoning),
            tool_calls,
            raw_tool_text: None,
            finish: FinishReason::Stop,
            prompt_tokens: None,
            tokens,
            load_seconds: None,
            write_seconds: None,
            digest: None,
        })
    }
}

/// A call with arguments in whatever form they came: an object, its text, or nothing.
pub(super) fn call(id: Option<String>, name: String, arguments: Value) -> ToolCall {
    let mut call = ToolCall { id, ..ToolCall::new(name, Map::new()) };
    match arguments {
        Value::Object(arguments) => call.arguments = arguments,
        Value::Null => {}
        Value::String(text) if text.trim().is_empty() => {}
        Value::String(text) => match serde_json::from_str(&text) {
            Ok(arguments) => call.arguments = arguments,
            Err(_) => call.raw = Some(text),
        },
        other => call.raw = Some(other.to_string()),
    }
    call
}
