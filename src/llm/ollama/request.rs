//! From a question to the body of `POST /api/chat`.

use serde_json::{Value, json};

use super::wire::{ChatBody, WireCall, WireFunction, WireMessage, WireOptions};
use crate::{
    llm::ChatRequest,
    model::{
        message::{Message, Role},
        options::MAX_SEED,
        tool::ToolDefinition,
    },
};

/// The body that asks `messages` of the request's model, with `tools` where the server takes them.
pub(super) fn body<'a>(
    request: &'a ChatRequest,
    messages: &'a [Message],
    tools: &[ToolDefinition],
) -> ChatBody<'a> {
    let options = &request.options;
    ChatBody {
        model: &request.model,
        messages: messages.iter().map(turn).collect(),
        tools: tools.iter().map(tool).collect(),
        format: request.format.as_ref(),
        think: options.think,
        keep_alive: options.keep_alive.as_deref().map(keep_alive),
        stream: true,
        truncate: false,
        shift: false,
        options: WireOptions {
            seed: request.seed & MAX_SEED,
            temperature: options.temperature,
            top_p: options.top_p,
            top_k: options.top_k,
            num_ctx: options.num_ctx,
            num_predict: options.num_predict,
            stop: &options.stop,
        },
    }
}

fn turn(message: &Message) -> WireMessage<'_> {
    WireMessage {
        role: match message.role {
            Role::System => "system",
            Role::User => "user",
            Role::Assistant => "assistant",
            Role::Tool => "tool",
        },
        content: &message.content,
        thinking: message.reasoning.as_deref(),
        tool_calls: message
            .tool_calls
            .iter()
            .map(|call| WireCall {
                id: call.id.as_deref(),
                function: WireFunction { name: &call.name, arguments: &call.arguments },
            })
            .collect(),
        tool_name: message.tool_name.as_deref(),
        tool_call_id: message.tool_call_id.as_deref(),
    }
}

/// A definition as the server reads it: without OpenAI's `strict`, and never without parameters.
fn tool(definition: &ToolDefinition) -> Value {
    let function = &definition.function;
    let parameters = function.parameters.clone();
    json!({"type": "function", "function": {
        "name": function.name,
        "description": function.description.as_deref().unwrap_or_default(),
        "parameters": parameters.unwrap_or_else(|| json!({"type": "object", "properties": {}})),
    }})
}

/// Seconds go out as a number, anything else, such as `5m`, as it is.
fn keep_alive(text: &str) -> Value {
    text.parse::<i64>().map_or_else(|_| Value::from(text), Value::from)
}

#[cfg(test)]
mod tests {
    use serde_json::Map;

    use super::*;
    use crate::model::{options::Options, tool::ToolCall};

    #[test]
    fn a_question_goes_out_as_the_server_reads_it() {
        let mut arguments = Map::new();
        arguments.insert("topic".into(), json!("deposit"));
        let messages = vec![
            Message::new(Role::User, "What of the deposit?"),
            Message {
                tool_calls: vec![ToolCall::new("find_clause", arguments)],
                ..Message::new(Role::Assistant, "")
            },
            Message { tool_name: Some("find_clause".into()), ..Message::new(Role::Tool, "§ 4") },
        ];
        let request = ChatRequest {
            model: "llama3.2:3b".into(),
            messages: messages.clone(),
            options: Options { temperature: Some(0.7), keep_alive: Some("-1".into()), ..Options::default() },
            seed: u32::MAX,
            ..ChatRequest::default()
        };
        assert_eq!(
            serde_json::to_string(&body(&request, &messages, &[])).unwrap(),
            concat!(
                r#"{"model":"llama3.2:3b","messages":[{"role":"user","content":"What of the deposit?"},"#,
                r#"{"role":"assistant","content":"","tool_calls":[{"function":{"name":"find_clause","#,
                r#""arguments":{"topic":"deposit"}}}]},"#,
                r#"{"role":"tool","content":"§ 4","tool_name":"find_clause"}],"keep_alive":-1,"#,
                r#""stream":true,"truncate":false,"shift":false,"#,
                r#""options":{"seed":2147483647,"temperature":0.7}}"#,
            )
        );
    }

    #[test]
    fn a_tool_without_parameters_goes_out_with_none() {
        let definition: ToolDefinition =
            serde_json::from_value(json!({"type": "function", "function": {"name": "today"}})).unwrap();
        let request = ChatRequest::default();
        let body = serde_json::to_value(body(&request, &[], &[definition])).unwrap();
        assert_eq!(body["tools"][0]["function"]["parameters"], json!({"type": "object", "properties": {}}));
    }
}
