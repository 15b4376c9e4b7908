//! How a candidate's question goes to a model, and how what comes back is read.

use serde_json::Value;

use super::prompt;
use crate::{
    llm::{Answer, ChatRequest, prompted_tools, tool_calls, validate},
    model::{
        candidate::{Candidate, FinishReason},
        message::{Message, Role},
        run::Plan,
        tool::{ToolCall, ToolChoice},
    },
};

/// How an answer is to be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Reading {
    /// As the server passes it on.
    AsItIs,
    /// Calls stand in the text.
    CallsInText,
}

/// A question, complete but for the name of the model.
#[derive(Clone, Debug)]
pub(super) struct Question {
    pub(super) request: ChatRequest,
    pub(super) reading: Reading,
}

/// The question of a candidate whose prompt is `messages`. The same plan, candidate and prompt always make the
/// same question.
pub(super) fn question(plan: &Plan, candidate: &Candidate, messages: &[Message]) -> Question {
    let mut request = ChatRequest {
        messages: messages.to_vec(),
        format: plan.output_schema.clone(),
        options: options(plan, candidate).clone(),
        seed: candidate.seed,
        wait_factor: candidate.wait_factor,
        ..ChatRequest::default()
    };
    // Who has just been told what a tool found is to speak, and not to call for ever.
    let after_result = messages.last().is_some_and(|last| last.role == Role::Tool);
    if plan.tool_choice != ToolChoice::None {
        request.tools.clone_from(&plan.tools);
    }
    if plan.tool_choice.forces() && !after_result {
        // A call has the form of its tool; the schema is for answers in words.
        request.tool_choice.clone_from(&plan.tool_choice);
        request.format = None;
        return Question { request, reading: Reading::AsItIs };
    }
    if let Some(schema) = &plan.output_schema {
        prompted_tools::instruct(&mut request.messages, &prompt::schema_in_words(schema));
    }
    Question { request, reading: Reading::AsItIs }
}

impl Question {
    /// The same question for a server that loses calls: the tools are told in words.
    pub(super) fn in_words(&self) -> Self {
        let mut request = self.request.clone();
        prompted_tools::tell(&mut request);
        Self { request, reading: Reading::CallsInText }
    }

    /// Puts what a model wrote where it belongs.
    pub(super) fn read(&self, answer: &mut Answer, plan: &Plan) {
        match self.reading {
            Reading::AsItIs => {}
            Reading::CallsInText => tool_calls::move_out_of_text(answer, &plan.tools),
        }
    }
}

/// The sampling options of a candidate.
pub(super) fn options<'a>(plan: &'a Plan, candidate: &'a Candidate) -> &'a crate::model::options::Options {
    candidate.options.as_ref().unwrap_or(&plan.options)
}

/// What keeps an answer from being the JSON that the plan asks for; empty when nothing does, and for an answer
/// that was cut off, which asking again would only cut off again.
pub(super) fn faults(answer: &Answer, plan: &Plan) -> Vec<String> {
    let Some(schema) = &plan.output_schema else { return Vec::new() };
    if answer.finish == FinishReason::Length || !answer.tool_calls.is_empty() {
        return Vec::new();
    }
    match serde_json::from_str::<Value>(&answer.output) {
        Err(error) => vec![format!("This is no JSON: {error}.")],
        Ok(value) => validate::faults_of_value(&value, schema).iter().map(ToString::to_string).collect(),
    }
}

/// The JSON inside of a fence that is the whole answer, which is how models write JSON when nobody holds them
/// to it.
pub(super) fn without_fence(output: &str) -> Option<&str> {
    let inside = output.trim().strip_prefix("```")?.strip_suffix("```")?;
    let (language, inside) = inside.split_once('\n')?;
    let is_json = language.trim().is_empty() || language.trim().eq_ignore_ascii_case("json");
    let inside = inside.trim();
    (is_json && serde_json::from_str::<Value>(inside).is_ok()).then_some(inside)
}

/// Whether two answers call the same. What dsforge found wrong with a call is no part of it, and neither is an id.
pub(crate) fn same_calls(some: &[ToolCall], others: &[ToolCall]) -> bool {
    let said = |call: &ToolCall| (call.name.clone(), call.arguments.clone(), call.raw.clone());
    some.iter().map(said).eq(others.iter().map(said))
}

/// A call with what is wrong with its arguments, if anything is.
pub(crate) fn checked(mut call: ToolCall, plan: &Plan) -> ToolCall {
    call.error = validate::fault_of_call(&call, &plan.tools);
    call
}

#[cfg(test)]
mod tests {
    use super::without_fence;

    #[test]
    fn a_fence_around_the_whole_of_an_answer_is_taken_off_and_no_other() {
        assert_eq!(without_fence("```json\n{\"days\": 14}\n```\n"), Some("{\"days\": 14}"));
        assert_eq!(without_fence("```\n[]\n```"), Some("[]"));
        for text in
            ["{\"days\": 14}", "```rust\n1\n```", "Here:\n```json\n{}\n```", "```json\n{\"days\"\n```"]
        {
            assert_eq!(without_fence(text), None, "{text}");
        }
    }
}
