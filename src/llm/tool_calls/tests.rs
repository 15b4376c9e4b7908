//! Forms in which models call tools, collected from many of them.

use proptest::prelude::*;
use serde::Deserialize;
use serde_json::json;

use super::*;

#[derive(Deserialize)]
struct Case {
    id: String,
    tools: Vec<ToolDefinition>,
    text: String,
    /// Calls, or the word `none`.
    expect: Value,
}

#[derive(Debug, Deserialize, PartialEq)]
struct Call {
    name: String,
    arguments: Value,
}

fn cases() -> Vec<Case> {
    let lines = include_str!("../../../tests/fixtures/tool_call_cases.jsonl").lines();
    lines.map(|line| serde_json::from_str(line).expect("a case")).collect()
}

/// Numbers count by their value: 10 and 10.0 are equal.
fn by_value(value: Value) -> Value {
    match value {
        Value::Number(number) => json!(number.as_f64()),
        Value::Array(items) => items.into_iter().map(by_value).collect(),
        Value::Object(members) => members.into_iter().map(|(key, value)| (key, by_value(value))).collect(),
        other => other,
    }
}

fn found(text: &str, tools: &[ToolDefinition]) -> Vec<Call> {
    let calls = find(text, tools).calls.into_iter();
    calls.map(|call| Call { name: call.name, arguments: by_value(Value::Object(call.arguments)) }).collect()
}

#[test]
fn every_collected_form_is_read() {
    let mut wrong = Vec::new();
    for case in cases() {
        let expected: Vec<Call> = match case.expect {
            Value::String(_) => Vec::new(),
            calls => serde_json::from_value(calls).expect("calls"),
        };
        let expected: Vec<Call> =
            expected.into_iter().map(|call| Call { arguments: by_value(call.arguments), ..call }).collect();
        let found = found(&case.text, &case.tools);
        if found != expected {
            wrong.push(format!("{}: {found:?} instead of {expected:?}", case.id));
        }
    }
    assert!(wrong.is_empty(), "{} wrong:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn the_text_around_a_call_stays() {
    let tools = &cases()[0].tools;
    let check = |text: &str, rest: &str| assert_eq!(find(text, tools).rest, rest, "{text}");
    check("Let me look.\n<tool_call>\n{\"name\": \"no_args\"}\n</tool_call>", "Let me look.");
    check("```json\n{\"name\": \"no_args\", \"arguments\": {}}\n```", "");
    check("Okay.\n```tool_code\nprint(get_time(zone=\"CET\"))\n```", "Okay.");
    check("```json\n{\"a\": 1}\n```\n<tool_call>{\"name\": \"no_args\"}", "```json\n{\"a\": 1}\n```");
    check("``` json\n{\"name\": \"no_args\"}\n```\nDone.", "Done.");
    check("No tool is needed.\n```rust\nno_args()\n```", "No tool is needed.\n```rust\nno_args()\n```");
}

proptest! {
    #[test]
    fn no_text_makes_it_panic(
        pieces in prop::collection::vec(
            prop_oneof![
                Just("<tool_call>"), Just("[TOOL_CALLS]"), Just("```"), Just("```json\n"), Just("```tool_code\n"),
                Just("{\"name\": \"no_args\""), Just("}"), Just("[no_args("), Just(")]"), Just("<think>"),
                Just("</think>"), Just("\n"), Just("é"), Just("<function=no_args>"), Just("<parameter=a>"),
                Just(">>>no_args\n"), Just("print("), Just("\""),
            ],
            0..14,
        ),
    ) {
        drop(find(&pieces.concat(), &cases()[0].tools));
    }
}
