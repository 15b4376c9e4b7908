//! Events of an answer, with their members in the order in which llama-server writes them.

use serde_json::{Map, Value, json};

/// An event that adds to the answer.
pub(super) fn part(model: &str, delta: Value) -> String {
    event(json!([{"finish_reason": null, "index": 0, "delta": delta}]), model, Map::new())
}

/// The event that ends the answer.
pub(super) fn end(model: &str, reason: &str) -> String {
    event(json!([{"finish_reason": reason, "index": 0, "delta": {}}]), model, Map::new())
}

/// What was counted, and the end of the stream.
pub(super) fn counts(model: &str, prompt: u64, answer: u64) -> String {
    let usage =
        json!({"completion_tokens": answer, "prompt_tokens": prompt, "total_tokens": prompt + answer});
    let timings =
        json!({"prompt_n": prompt, "prompt_ms": 2.878, "predicted_n": answer, "predicted_ms": 1.122});
    let more = Map::from_iter([("usage".to_owned(), usage), ("timings".to_owned(), timings)]);
    event(json!([]), model, more) + "data: [DONE]\n\n"
}

/// The parts in which a call comes: its name and the first bracket, then the arguments bit by bit.
pub(super) fn call(model: &str, n: usize, name: &str, arguments: &str) -> Vec<String> {
    let letters: Vec<char> = arguments.chars().collect();
    let mut bits = letters.chunks(5).map(|bit| bit.iter().collect::<String>());
    let first = bits.next().unwrap_or_default();
    let id = format!("JZNMvEGRDIU9dq2TQ53eYZbzH47hr{n:03}");
    let begin =
        json!({"index": n, "id": id, "type": "function", "function": {"name": name, "arguments": first}});
    let rest = bits.map(|bit| json!({"index": n, "function": {"arguments": bit}}));
    std::iter::once(begin).chain(rest).map(|part_of| part(model, json!({"tool_calls": [part_of]}))).collect()
}

fn event(choices: Value, model: &str, more: Map<String, Value>) -> String {
    let mut event = json!({
        "choices": choices, "created": 1_795_425_178, "id": "chatcmpl-w6vdZiowCJfQZFADqb86J0lXF7IF133v",
        "model": model, "system_fingerprint": "b11669-Debian", "object": "chat.completion.chunk",
    });
    for (name, value) in more {
        event[name] = value;
    }
    format!("data: {event}\n\n")
}
