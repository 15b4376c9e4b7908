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

/// Forms that the collection has no case of.
#[test]
fn the_same_call_is_read_in_every_other_form() {
    let tools = &cases()[0].tools;
    let oslo = [
        r#"[TOOL_CALLS] [{"name": "get_weather", "arguments": {"city": "Oslo"}}]"#,
        r#"[TOOL_CALLS]get_weather[CALL_ID]a1B2c3D4e[ARGS]{"city": "Oslo"}"#,
        r#"[TOOL_CALLS]get_weather{"city": "Oslo"}"#,
        r#"<|tool_call|>[{"name": "get_weather", "arguments": {"city": "Oslo"}}]<|/tool_call|>"#,
        r#"<|tool_call|>{"name": "get_weather", "arguments": {"city": "Oslo"}}"#,
        "Plan: look it up.\nAction: ```json\n[{\"tool_name\": \"get_weather\", \"parameters\": {\"city\": \"Oslo\"}}]\n```",
        r#"<|channel|>analysis<|message|>Call get_time{} first?<|end|><|start|>assistant<|channel|>commentary to=functions.get_weather <|constrain|>json<|message|>{"city": "Oslo"}<|call|>"#,
        "<start_function_call>call:get_weather{city:<escape>Oslo<escape>}<end_function_call>",
        r#"<|python_tag|>get_weather.call(city="Oslo")<|eom_id|>"#,
        r#"<|python_tag|>{"name": "get_weather", "parameters": {"city": "Oslo"}}"#,
        "<tool_call>\n<function=get_weather>\n<parameter=city>\nOslo\n</parameter>\n</function>\n</tool_call>",
        "<｜DSML｜function_calls>\n<｜DSML｜invoke name=\"get_weather\">\n<｜DSML｜parameter name=\"city\" string=\"true\">Oslo</｜DSML｜parameter>\n</｜DSML｜invoke>\n</｜DSML｜function_calls>",
        "get_weather(city='Oslo')",
        "```tool_code\nresult = default_api.get_weather(city=\"Oslo\")\n```",
        "```tool_code\nget_weather('Oslo')\n```",
        "I think so.</think>\n{\"name\": \"get_weather\", \"arguments\": {\"city\": \"Oslo\"}}}",
        r#"{"function": {"name": "get_weather", "arguments": {"city": "Oslo"}}}"#,
        r#"{"function": "get_weather", "args": {"city": "Oslo"}}"#,
        ">>>get_weather\n{\"city\": \"Oslo\"}",
        "<tool_call>{'name': 'get_weather', 'arguments': {'city': 'Oslo'}}",
    ];
    let expected = [Call { name: "get_weather".into(), arguments: json!({"city": "Oslo"}) }];
    for text in oslo {
        assert_eq!(found(text, tools), expected, "{text}");
    }
}

#[test]
fn what_only_looks_like_a_call_is_none() {
    let tools = &cases()[0].tools;
    let none = [
        r#"Write {"name": "get_weather", "arguments": {}} to call it."#,
        r#"{"text": "{\"name\": \"get_weather\", \"arguments\": {}}"}"#,
        r#"{"answer": {"name": "get_weather", "arguments": {}}}"#,
        r#"{"name": "get_weather", "age": 4}"#,
        r#"{"name": "drop_tables", "arguments": {"city": "Oslo"}}"#,
        r#"<think>{"name": "get_weather", "arguments": {}}"#,
        "```python\nget_weather(city='Oslo')\n```",
        ">>> get_weather(city='Oslo')",
        "You may call get_weather(city='Oslo').",
        "[get_weather(city=CITY)]",
    ];
    for text in none {
        assert_eq!(found(text, tools), [], "{text}");
    }
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
