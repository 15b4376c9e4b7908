//! Lines of an answer, with their members in the order in which Ollama writes them.

use serde_json::{Map, Value, json};

const CREATED_AT: &str = "2026-11-23T09:14:29.010785973Z";

/// A line in the middle.
pub(super) fn part(model: &str, member: &str, text: &str) -> String {
    let message = match member {
        "content" => json!({"role": "assistant", "content": text}),
        _ => json!({"role": "assistant", "content": "", member: text}),
    };
    json!({"model": model, "created_at": CREATED_AT, "message": message, "done": false}).to_string() + "\n"
}

/// The last line.
pub(super) fn last(
    model: &str,
    calls: &[(String, Map<String, Value>)],
    is_cut: bool,
    counts: Counts,
) -> String {
    let mut message = json!({"role": "assistant", "content": ""});
    if !calls.is_empty() {
        message["tool_calls"] = calls.iter().enumerate().map(|(n, call)| tool_call(n, call)).collect();
    }
    end(model, message, is_cut, counts).to_string() + "\n"
}

/// The answer of a request that does not want lines.
pub(super) fn whole(
    model: &str,
    text: &str,
    calls: &[(String, Map<String, Value>)],
    is_cut: bool,
    counts: Counts,
) -> Value {
    let mut message = json!({"role": "assistant", "content": text});
    if !calls.is_empty() {
        message["tool_calls"] = calls.iter().enumerate().map(|(n, call)| tool_call(n, call)).collect();
    }
    end(model, message, is_cut, counts)
}

/// How many tokens went in and came out.
#[derive(Clone, Copy)]
pub(super) struct Counts {
    pub(super) prompt: u64,
    pub(super) answer: u64,
}

fn tool_call(n: usize, (name, arguments): &(String, Map<String, Value>)) -> Value {
    let id = format!("rhdXKD7dlaWTfvy6cHOyxcJUscrBv{n:03}");
    json!({"id": id, "function": {"index": n, "name": name, "arguments": arguments}})
}

fn end(model: &str, message: Value, is_cut: bool, counts: Counts) -> Value {
    json!({
        "model": model, "created_at": CREATED_AT, "message": message, "done": true,
        "done_reason": if is_cut { "length" } else { "stop" },
        "total_duration": 9_579_147, "load_duration": 2_030_698,
        "prompt_eval_count": counts.prompt, "prompt_eval_duration": 1_405_000,
        "eval_count": counts.answer, "eval_duration": 2_258_000,
    })
}
