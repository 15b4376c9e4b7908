//! From a question to the body of `POST /chat/completions`.

use serde_json::{Value, json};

use super::{
    quirks::Quirks,
    wire::{ChatBody, StreamOptions, WireCall, WireFunction, WireMessage},
};
use crate::{
    llm::ChatRequest,
    model::{
        message::{Message, Role},
        options::MAX_SEED,
        tool::{ToolCall, ToolChoice, ToolDefinition},
    },
};

/// The body that asks `messages` of the request's model, with `tools` where the server takes them, in the way
/// that the server is known to understand.
pub(super) fn body<'a>(
    request: &'a ChatRequest,
    messages: &'a [Message],
    tools: &[ToolDefinition],
    quirks: Quirks,
) -> ChatBody<'a> {
    let options = &request.options;
    let (newer, older) =
        if quirks.newer_limit { (options.num_predict, None) } else { (None, options.num_predict) };
    ChatBody {
        model: &request.model,
        messages: turns(messages),
        tools: tools.iter().map(tool).collect(),
        tool_choice: Some(&request.tool_choice).filter(|_| !tools.is_empty()).and_then(tool_choice),
        response_format: request.format.as_ref().map(|format| response_format(format, quirks)),
        temperature: options.temperature,
        top_p: options.top_p,
        top_k: options.top_k,
        max_tokens: older,
        max_completion_tokens: newer,
        stop: &options.stop,
        seed: request.seed & MAX_SEED,
        chat_template_kwargs: options.think.map(|think| json!({"enable_thinking": think})),
        stream: true,
        stream_options: Some(StreamOptions { include_usage: true }),
    }
}

/// The body that asks the whole of a question, for an answer that comes in one piece.
pub(super) fn whole(request: &ChatRequest) -> ChatBody<'_> {
    ChatBody {
        stream: false,
        stream_options: None,
        ..body(request, &request.messages, &request.tools, Quirks::default())
    }
}

/// A schema by name, as OpenAI wants it; `json` and servers without schemas get any object.
fn response_format(format: &Value, quirks: Quirks) -> Value {
    if format.is_object() && !quirks.no_schema {
        json!({"type": "json_schema", "json_schema": {"name": "answer", "schema": format}})
    } else {
        json!({"type": "json_object"})
    }
}

/// How the model is held to a call. Where it is free to decide nothing is said, because that is what servers do anyway.
fn tool_choice(choice: &ToolChoice) -> Option<Value> {
    match choice {
        ToolChoice::Auto => None,
        ToolChoice::None => Some(json!("none")),
        ToolChoice::Required => Some(json!("required")),
        ToolChoice::Named(name) => Some(json!({"type": "function", "function": {"name": name}})),
    }
}

/// The conversation. Every call needs an id here, and every result the id of its call: where there is none, the
/// place in the conversation makes one, and results answer the calls before them in order.
fn turns(messages: &[Message]) -> Vec<WireMessage<'_>> {
    let mut open: Vec<String> = Vec::new();
    messages
        .iter()
        .enumerate()
        .map(|(at, message)| {
            if !message.tool_calls.is_empty() {
                open = message.tool_calls.iter().enumerate().map(|(n, call)| id(call, at, n)).collect();
            }
            let answers = (message.role == Role::Tool).then(|| match &message.tool_call_id {
                Some(id) => {
                    open.retain(|waiting| waiting != id);
                    id.clone()
                }
                None if open.is_empty() => format!("call_{at}"),
                None => open.remove(0),
            });
            turn(message, at, answers)
        })
        .collect()
}

fn turn(message: &Message, at: usize, tool_call_id: Option<String>) -> WireMessage<'_> {
    WireMessage {
        role: match message.role {
            Role::System => "system",
            Role::User => "user",
            Role::Assistant => "assistant",
            Role::Tool => "tool",
        },
        content: &message.content,
        tool_calls: message
            .tool_calls
            .iter()
            .enumerate()
            .map(|(n, call)| WireCall {
                id: id(call, at, n),
                kind: "function",
                function: WireFunction {
                    name: &call.name,
                    arguments: Value::Object(call.arguments.clone()).to_string(),
                },
            })
            .collect(),
        tool_call_id,
    }
}

fn id(call: &ToolCall, turn: usize, n: usize) -> String {
    call.id.clone().unwrap_or_else(|| format!("call_{turn}_{n}"))
}

/// A definition as servers read it: never without parameters.
fn tool(definition: &ToolDefinition) -> Value {
    let function = &definition.function;
    let parameters = function.parameters.clone();
    let mut about = json!({
        "name": function.name,
        "description": function.description.as_deref().unwrap_or_default(),
        "parameters": parameters.unwrap_or_else(|| json!({"type": "object", "properties": {}})),
    });
    if let Some(strict) = function.strict {
        about["strict"] = Value::Bool(strict);
    }
    json!({"type": "function", "function": about})
}

#[cfg(test)]
mod tests {
    use serde_json::Map;

    use super::*;
    use crate::model::options::Options;

    fn sent(request: &ChatRequest, quirks: Quirks) -> Value {
        serde_json::to_value(body(request, &request.messages, &request.tools, quirks)).unwrap()
    }

    #[test]
    fn a_question_goes_out_as_servers_read_it() {
        let arguments = Map::from_iter([("topic".to_owned(), json!("deposit"))]);
        let request = ChatRequest {
            model: "qwen3".into(),
            messages: vec![
                Message::new(Role::User, "What of the deposit?"),
                Message {
                    tool_calls: vec![ToolCall::new("find_clause", arguments)],
                    ..Message::new(Role::Assistant, "")
                },
                Message { tool_name: Some("find_clause".into()), ..Message::new(Role::Tool, "§ 4") },
            ],
            options: Options {
                temperature: Some(0.7),
                num_predict: Some(64),
                stop: vec!["END".into()],
                num_ctx: Some(8192),
                keep_alive: Some("5m".into()),
                ..Options::default()
            },
            seed: u32::MAX,
            ..ChatRequest::default()
        };
        assert_eq!(
            sent(&request, Quirks::default()),
            json!({
                "model": "qwen3",
                "messages": [
                    {"role": "user", "content": "What of the deposit?"},
                    {"role": "assistant", "content": "", "tool_calls": [{
                        "id": "call_1_0", "type": "function",
                        "function": {"name": "find_clause", "arguments": "{\"topic\":\"deposit\"}"},
                    }]},
                    {"role": "tool", "content": "§ 4", "tool_call_id": "call_1_0"},
                ],
                "temperature": 0.7, "max_tokens": 64, "stop": ["END"], "seed": MAX_SEED,
                "stream": true, "stream_options": {"include_usage": true},
            })
        );
    }

    #[test]
    fn an_answer_is_held_to_a_schema_by_name_and_to_any_json_where_there_are_no_schemas() {
        let schema = json!({"type": "object", "properties": {"answer": {"type": "string"}}});
        let request = ChatRequest { format: Some(schema.clone()), ..ChatRequest::default() };
        assert_eq!(
            sent(&request, Quirks::default())["response_format"],
            json!({"type": "json_schema", "json_schema": {"name": "answer", "schema": schema}})
        );
        let any = json!({"type": "json_object"});
        let simple = Quirks { no_schema: true, ..Quirks::default() };
        assert_eq!(sent(&request, simple)["response_format"], any);
        let request = ChatRequest { format: Some(json!("json")), ..ChatRequest::default() };
        assert_eq!(sent(&request, Quirks::default())["response_format"], any);
    }

    #[test]
    fn results_answer_calls_by_id_and_in_order_where_there_is_none() {
        let call = |id: Option<&str>| ToolCall {
            id: id.map(str::to_owned),
            ..ToolCall::new("find_clause", Map::new())
        };
        let result = |id: Option<&str>| Message {
            tool_call_id: id.map(str::to_owned),
            ..Message::new(Role::Tool, "§")
        };
        let messages = [
            Message {
                tool_calls: vec![call(Some("a")), call(None), call(None)],
                ..Message::new(Role::Assistant, "")
            },
            result(None),
            result(Some("call_0_2")),
            result(None),
        ];
        let ids: Vec<_> = turns(&messages).into_iter().filter_map(|turn| turn.tool_call_id).collect();
        assert_eq!(ids, ["a", "call_0_2", "call_0_1"]);
    }
}
