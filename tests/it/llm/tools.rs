//! Tools, offered and called: in the server's own form where it has one, in words where it has none.

use dsforge::{
    llm::{ChatRequest, validate},
    model::{
        message::{Message, Role},
        options::Options,
        tool::{ToolCall, ToolDefinition},
    },
};
use serde_json::{Map, Value, json};

use super::{ask, patient, question};
use crate::fake_ollama::{FakeOllama, Fault};

fn weather() -> ToolDefinition {
    serde_json::from_value(json!({"type": "function", "function": {
        "name": "get_weather", "description": "Weather of a city",
        "parameters": {"type": "object", "required": ["city"], "properties": {"city": {"type": "string"}}},
    }}))
    .expect("a definition")
}

fn asking_for_weather(model: &str) -> ChatRequest {
    ChatRequest { model: model.into(), tools: vec![weather()], ..question("What is the weather in Oslo?") }
}

fn arguments(call: &ToolCall) -> Value {
    Value::Object(call.arguments.clone())
}

#[tokio::test]
async fn a_model_with_tools_calls_them_in_the_servers_form() {
    let server = FakeOllama::start().await;
    let request = asking_for_weather("llama3.2:3b");
    let answer = ask(&patient(&server), &request).await.expect("an answer");
    assert_eq!(answer.tool_calls.len(), 1);
    assert_eq!(arguments(&answer.tool_calls[0]), json!({"city": "Oslo"}));
    assert_eq!(answer.raw_tool_text, None);
    assert_eq!(validate::fault_of_call(&answer.tool_calls[0], &request.tools), None);
}

#[tokio::test]
async fn a_model_without_tools_is_told_of_them_and_its_text_is_read() {
    let server = FakeOllama::start().await;
    let ollama = patient(&server);
    let answer = ask(&ollama, &asking_for_weather("gemma3:4b")).await.expect("an answer");
    assert_eq!(answer.tool_calls.len(), 1);
    assert_eq!(arguments(&answer.tool_calls[0]), json!({"city": "Oslo"}));
    assert!(answer.raw_tool_text.is_some_and(|text| text.contains("get_weather")));
    assert_eq!(answer.output, "");
    assert_eq!(server.chats().len(), 2, "once with tools, which is refused, and once in words");

    ask(&ollama, &asking_for_weather("gemma3:4b")).await.expect("an answer");
    assert_eq!(server.chats().len(), 3, "the refusal is remembered");
}

#[tokio::test]
async fn a_call_that_the_server_left_in_the_text_is_found() {
    let server = FakeOllama::start().await;
    server.fail_next(Fault::TextCall);
    let answer = ask(&patient(&server), &asking_for_weather("llama3.2:3b")).await.expect("an answer");
    assert_eq!(answer.tool_calls.len(), 1);
    assert_eq!(answer.tool_calls[0].name, "get_weather");
    assert!(answer.raw_tool_text.is_some_and(|text| text.starts_with("```json")));
}

#[tokio::test]
async fn the_past_goes_out_with_object_arguments_and_named_results() {
    let server = FakeOllama::start().await;
    let mut request = asking_for_weather("llama3.2:3b");
    let mut city = Map::new();
    city.insert("city".into(), "Oslo".into());
    request.messages.push(Message {
        tool_calls: vec![ToolCall::new("get_weather", city)],
        ..Message::new(Role::Assistant, "")
    });
    request
        .messages
        .push(Message { tool_name: Some("get_weather".into()), ..Message::new(Role::Tool, "4 degrees") });
    ask(&patient(&server), &request).await.expect("an answer");
    let sent = server.chats()[0].json();
    assert_eq!(sent["messages"][2]["tool_calls"][0]["function"]["arguments"], json!({"city": "Oslo"}));
    assert_eq!(sent["messages"][3]["tool_name"], "get_weather");
    assert_eq!((&sent["truncate"], &sent["shift"]), (&json!(false), &json!(false)));
}

#[tokio::test]
async fn reasoning_is_told_apart_however_the_server_sends_it() {
    let server = FakeOllama::start().await;
    let ollama = patient(&server);
    let thinker = ChatRequest { model: "qwen3:4b".into(), ..question("Explain the deposit.") };
    let answer = ask(&ollama, &thinker).await.expect("an answer");
    assert_eq!(answer.reasoning.as_deref(), Some("The question is clear."));

    server.fail_next(Fault::ThinkTags);
    let answer = ask(&ollama, &question("Explain the deposit.")).await.expect("an answer");
    assert_eq!(answer.reasoning.as_deref(), Some("The question is clear."));
    assert!(!answer.output.contains("think>"), "{}", answer.output);
}

#[tokio::test]
async fn an_answer_keeps_to_the_schema_that_was_asked_for() {
    let server = FakeOllama::start().await;
    let schema =
        json!({"type": "object", "required": ["risk"], "properties": {"risk": {"enum": ["low", "high"]}}});
    let request = ChatRequest { format: Some(schema.clone()), ..question("Rate this clause.") };
    let answer = ask(&patient(&server), &request).await.expect("an answer");
    let value: Value = serde_json::from_str(&answer.output).expect("JSON");
    assert!(jsonschema::is_valid(&schema, &value), "{value}");
}

#[tokio::test]
async fn a_prompt_beyond_the_context_is_refused_and_never_shortened() {
    let server = FakeOllama::start().await;
    let request = ChatRequest {
        options: Options { num_ctx: Some(512), ..Options::default() },
        ..question(&"word ".repeat(600))
    };
    let error = ask(&patient(&server), &request).await.expect_err("too long");
    assert!(error.to_string().contains("exceeds the available context size"), "{error}");
}
