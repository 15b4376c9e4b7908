//! What looks wrong with an answer at first sight. A lint never decides anything; it is shown.

use serde_json::Value;

use crate::{
    llm::{
        tool_calls,
        validate::{self, Fault},
    },
    model::{
        candidate::{Candidate, FinishReason, Lint},
        message::Role,
        run::Plan,
        tool::ToolChoice,
    },
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

/// A paraphrase that shares this much with its prompt says the same in the same words.
const HARDLY_DIFFERENT: f64 = 0.1;

/// Every lint of an answer.
pub(super) fn check(candidate: &Candidate, plan: &Plan) -> Vec<Lint> {
    let mut lints = text(candidate);
    lints.extend(form(candidate, plan));
    lints.extend(calls(candidate, plan));
    lints.extend(choice(candidate, plan));
    if candidate.variation_distance.is_some_and(|distance| distance < HARDLY_DIFFERENT) {
        lints.push(lint("same_prompt", "The paraphrase hardly differs from the prompt that it paraphrases."));
    }
    lints
}

/// What can be seen in the words alone.
fn text(candidate: &Candidate) -> Vec<Lint> {
    let output = candidate.output.as_str();
    let mut lints = Vec::new();
    if candidate.finish_reason == Some(FinishReason::Length) {
        lints.push(lint("cut_off", "The answer ran into the length limit and is cut off."));
    }
    if output.trim().is_empty() && candidate.tool_calls.is_empty() {
        lints.push(match candidate.tokens.filter(|tokens| *tokens > 1) {
            Some(tokens) => {
                lint("empty", &format!("The answer is empty, though the model wrote {tokens} tokens."))
            }
            None => lint("empty", "The answer is empty."),
        });
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
    lints
}

/// Whether the answer is the JSON that was asked for.
fn form(candidate: &Candidate, plan: &Plan) -> Vec<Lint> {
    let Some(schema) = &plan.output_schema else { return Vec::new() };
    if !candidate.tool_calls.is_empty() {
        return Vec::new();
    }
    let Ok(value) = serde_json::from_str::<Value>(&candidate.output) else {
        return vec![lint("invalid_json", "The template asks for JSON and this is none.")];
    };
    let faults = validate::faults_of_value(&value, schema).into_iter();
    faults.map(|Fault { pointer, message }| told("schema_mismatch", message, Some(pointer))).collect()
}

fn calls(candidate: &Candidate, plan: &Plan) -> Vec<Lint> {
    let mut lints = Vec::new();
    for (index, call) in candidate.tool_calls.iter().enumerate() {
        let path = format!("/tool_calls/{index}");
        if !plan.tools.iter().any(|tool| tool.function.name == call.name) {
            let message = format!("The answer calls {}, which the template does not define.", call.name);
            lints.push(told("unknown_tool", message, Some(path)));
            continue;
        }
        for Fault { pointer, message } in validate::faults_of_call(call, &plan.tools) {
            let message = format!("The arguments of {} do not fit its definition: {message}", call.name);
            lints.push(told("invalid_arguments", message, Some(format!("{path}/arguments{pointer}"))));
        }
    }
    lints
}

/// Whether there is a call where one is due, and none where none is.
fn choice(candidate: &Candidate, plan: &Plan) -> Option<Lint> {
    if plan.tools.is_empty() || candidate.messages.last().is_some_and(|last| last.role == Role::Tool) {
        return None;
    }
    let first = candidate.tool_calls.first();
    match &plan.tool_choice {
        ToolChoice::None => {
            // No tools were offered, so a call can only stand in the text.
            let in_text = || tool_calls::find(&candidate.output, &plan.tools).calls.into_iter().next();
            let name = first.map(|call| call.name.clone()).or_else(|| in_text().map(|call| call.name))?;
            let message = format!("The answer calls {name}, and no call is wanted here.");
            Some(told("unexpected_call", message, None))
        }
        ToolChoice::Required if first.is_none() => {
            Some(lint("missing_call", "A call is wanted here, and the answer makes none."))
        }
        ToolChoice::Named(name) if first.is_none_or(|call| call.name != *name) => Some(told(
            "missing_call",
            format!("A call of {name} is wanted here, and the answer makes none."),
            None,
        )),
        ToolChoice::Auto | ToolChoice::Required | ToolChoice::Named(_) => None,
    }
}

fn lint(rule: &str, message: &str) -> Lint {
    told(rule, message.to_owned(), None)
}

fn told(rule: &str, message: String, path: Option<String>) -> Lint {
    Lint { rule: rule.to_owned(), message, path }
}

#[cfg(test)]
mod tests {
    use jiff::Timestamp;
    use serde_json::{Map, json};

    use super::*;
    use crate::model::{candidate::CandidateState, options::Options, tool::ToolCall};

    fn plan() -> Plan {
        let tool = json!({"type": "function", "function": {"name": "find_deadline", "parameters": {
            "type": "object", "required": ["clause"],
            "properties": {"clause": {"type": "string"}, "days": {"type": "integer"}},
        }}});
        Plan {
            system_prompt: String::new(),
            user_prompt: String::new(),
            tools: vec![serde_json::from_value(tool).unwrap()],
            tool_choice: ToolChoice::Auto,
            output_schema: None,
            rows: Vec::new(),
            row_count: 0,
            count: 1,
            model: "gemma3:4b".to_owned(),
            models: Vec::new(),
            samples: 1,
            para_model: None,
            options: Options::default(),
            seed: 0,
            wait_factor: 1,
        }
    }

    fn answer(output: &str) -> Candidate {
        Candidate {
            state: CandidateState::Done,
            output: output.to_owned(),
            ..Candidate::unasked("gemma3:4b".to_owned(), 0, 1, Timestamp::UNIX_EPOCH)
        }
    }

    fn calling(name: &str, arguments: Value) -> Candidate {
        let arguments: Map<_, _> = serde_json::from_value(arguments).unwrap();
        Candidate { tool_calls: vec![ToolCall::new(name, arguments)], ..answer("") }
    }

    fn rules(candidate: &Candidate, plan: &Plan) -> Vec<String> {
        check(candidate, plan).into_iter().map(|lint| lint.rule).collect()
    }

    #[test]
    fn words_are_looked_at() {
        for (output, rule) in [
            ("", "empty"),
            ("I’m sorry, but I can’t help with that.", "refusal"),
            ("Like this:\n```json\n{}", "unclosed_fence"),
            ("You have 14 days.<|im_end|>", "special_tokens"),
        ] {
            assert_eq!(rules(&answer(output), &plan()), [rule], "{output}");
        }
        assert!(rules(&answer("You have 14 days."), &plan()).is_empty());
        let swallowed = Candidate { tokens: Some(45), ..answer("") };
        assert!(check(&swallowed, &plan())[0].message.contains("45 tokens"));
    }

    #[test]
    fn each_wrong_argument_is_named_with_its_place() {
        let wrong = calling("find_deadline", json!({"clause": 4, "days": "14"}));
        let paths: Vec<_> = check(&wrong, &plan()).into_iter().filter_map(|lint| lint.path).collect();
        assert_eq!(paths, ["/tool_calls/0/arguments/clause", "/tool_calls/0/arguments/days"]);
        assert_eq!(rules(&calling("burn_lease", json!({})), &plan()), ["unknown_tool"]);
    }

    #[test]
    fn a_call_is_missed_where_one_is_due_and_noticed_where_none_is() {
        let with = |tool_choice| Plan { tool_choice, ..plan() };
        let call = calling("find_deadline", json!({"clause": "§ 4"}));
        let in_text = answer(r#"{"name": "find_deadline", "arguments": {"clause": "§ 4"}}"#);
        assert_eq!(rules(&call, &with(ToolChoice::None)), ["unexpected_call"]);
        assert_eq!(rules(&in_text, &with(ToolChoice::None)), ["unexpected_call"]);
        assert!(rules(&answer("You have 14 days."), &with(ToolChoice::None)).is_empty());
        assert_eq!(rules(&answer("You have 14 days."), &with(ToolChoice::Required)), ["missing_call"]);
        assert_eq!(rules(&call, &with(ToolChoice::Named("find_clause".into()))), ["missing_call"]);
        assert!(rules(&call, &with(ToolChoice::Named("find_deadline".into()))).is_empty());
    }

    #[test]
    fn json_is_held_to_the_schema_that_was_asked_for() {
        let schema =
            json!({"type": "object", "required": ["days"], "properties": {"days": {"type": "integer"}}});
        let plan = Plan { output_schema: Some(schema), ..plan() };
        assert!(rules(&answer(r#"{"days": 14}"#), &plan).is_empty());
        assert_eq!(rules(&answer("14 days"), &plan), ["invalid_json"]);
        let lint = check(&answer(r#"{"days": "14"}"#), &plan).remove(0);
        assert_eq!((lint.rule.as_str(), lint.path.as_deref()), ("schema_mismatch", Some("/days")));
    }
}
