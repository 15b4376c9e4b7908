//! What looks wrong with an answer at first sight. A lint never decides anything; it is shown.

use serde_json::Value;

use crate::model::{
    candidate::{Candidate, FinishReason, Lint},
    run::Plan,
};

/// Marks that chat templates put between turns. In an answer they are leftovers that a trainer would learn.
const SPECIAL_TOKENS: [&str; 12] = [
    "<|im_start|>",
    "<|im_end|>",
    "<|endoftext|>",
    "<|eot_id|>",
    "<|start_header_id|>",
    "<|end_header_id|>",
    "<start_of_turn>",
    "<end_of_turn>",
    "[INST]",
    "[/INST]",
    "<s>",
    "</s>",
];

/// How refusals begin, in lower case and with a plain apostrophe.
const REFUSALS: [&str; 8] = [
    "i'm sorry, but i can",
    "i am sorry, but i can",
    "i cannot assist",
    "i can't assist",
    "i cannot help with",
    "i can't help with",
    "as an ai language model",
    "i'm unable to",
];

/// Every lint of an answer.
pub(super) fn check(candidate: &Candidate, plan: &Plan) -> Vec<Lint> {
    let output = candidate.output.as_str();
    let mut lints = Vec::new();
    if candidate.finish_reason == Some(FinishReason::Length) {
        lints.push(lint("cut_off", "The answer ran into the length limit and is cut off."));
    }
    if output.trim().is_empty() && candidate.tool_calls.is_empty() {
        lints.push(lint("empty", "The answer is empty."));
    }
    let start: String =
        output.trim_start().chars().take(60).collect::<String>().to_lowercase().replace('’', "'");
    if REFUSALS.iter().any(|refusal| start.starts_with(refusal)) {
        lints.push(lint("refusal", "This reads like a refusal."));
    }
    if output.lines().filter(|line| line.trim_start().starts_with("```")).count() % 2 == 1 {
        lints.push(lint("unclosed_fence", "A code block is not closed."));
    }
    if let Some(token) = SPECIAL_TOKENS.iter().find(|token| output.contains(**token)) {
        lints.push(lint(
            "special_tokens",
            &format!("The text contains {token}, which belongs to chat templates."),
        ));
    }
    if plan.output_schema.is_some() && serde_json::from_str::<Value>(output).is_err() {
        lints.push(lint("invalid_json", "The template asks for JSON and this is none."));
    }
    lints.extend(calls(candidate, plan));
    lints
}

fn calls<'a>(candidate: &'a Candidate, plan: &'a Plan) -> impl Iterator<Item = Lint> + 'a {
    candidate.tool_calls.iter().enumerate().filter_map(|(index, call)| {
        let path = Some(format!("/tool_calls/{index}"));
        if !plan.tools.iter().any(|tool| tool.function.name == call.name) {
            let message = format!("The answer calls {}, which the template does not define.", call.name);
            return Some(Lint { rule: "unknown_tool".to_owned(), message, path });
        }
        let problem = call.error.as_ref()?;
        let message = format!("The arguments of {} do not fit its definition: {problem}", call.name);
        Some(Lint { rule: "invalid_arguments".to_owned(), message, path })
    })
}

fn lint(rule: &str, message: &str) -> Lint {
    Lint { rule: rule.to_owned(), message: message.to_owned(), path: None }
}
