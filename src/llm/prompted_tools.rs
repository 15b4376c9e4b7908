//! Tools for a model whose server offers it none: they are described in the prompt, and the calls are read
//! from the text that comes back.

use serde_json::{Value, json};

use super::ChatRequest;
use crate::model::{
    message::{Message, Role},
    tool::{ToolCall, ToolChoice, ToolDefinition},
};

/// The conversation with the tools told in words, and no turn in it that only a model with tools can read.
pub(super) fn in_words(messages: &[Message], tools: &[ToolDefinition]) -> Vec<Message> {
    let mut told: Vec<Message> = messages.iter().map(turn_in_words).collect();
    instruct(&mut told, &instructions(tools));
    told
}

/// Adds to the standing instructions, or makes some.
pub fn instruct(messages: &mut Vec<Message>, instructions: &str) {
    match messages.first_mut() {
        Some(first) if first.role == Role::System => {
            first.content = format!("{}\n\n{instructions}", first.content);
        }
        _ => messages.insert(0, Message::new(Role::System, instructions)),
    }
}

/// A request that offers its tools in words, for a server that loses the calls of its models. The calls are then
/// to be read from the answer's text.
pub fn tell(request: &mut ChatRequest) {
    request.messages = in_words(&request.messages, &request.tools);
    request.tools.clear();
    request.tool_choice = ToolChoice::Auto;
}

fn instructions(tools: &[ToolDefinition]) -> String {
    let mut text = String::from(
        "You can call the functions below. To call one, answer with nothing but a JSON object of this form:\n\
         {\"name\": \"the function's name\", \"arguments\": {\"parameter\": \"value\"}}\n\
         To call several, answer with a JSON array of such objects. If no function helps, answer in words.\n\n\
         Functions:",
    );
    list(&mut text, tools);
    text
}

/// Adds each tool, one to a line.
pub(super) fn list(text: &mut String, tools: &[ToolDefinition]) {
    for tool in tools {
        let function = &tool.function;
        let about = json!({
            "name": function.name,
            "description": function.description,
            "parameters": function.parameters,
        });
        text.push('\n');
        text.push_str(&about.to_string());
    }
}

pub(super) fn turn_in_words(message: &Message) -> Message {
    match message.role {
        Role::Tool => {
            let name = message.tool_name.as_deref().unwrap_or("the function");
            Message::new(Role::User, format!("Result of {name}:\n{}", message.content))
        }
        Role::Assistant if !message.tool_calls.is_empty() => {
            let calls = calls_in_words(&message.tool_calls);
            let content = [message.content.as_str(), &calls].join("\n").trim().to_owned();
            Message { content, tool_calls: Vec::new(), ..message.clone() }
        }
        _ => message.clone(),
    }
}

/// Calls as a model without tools writes them.
pub fn calls_in_words(calls: &[ToolCall]) -> String {
    let said = |call: &ToolCall| match &call.raw {
        Some(raw) => json!({"name": call.name, "arguments": raw}),
        None => json!({"name": call.name, "arguments": call.arguments}),
    };
    let mut all: Vec<Value> = calls.iter().map(said).collect();
    match all.len() {
        1 => all.remove(0).to_string(),
        _ => Value::Array(all).to_string(),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::Map;

    use super::*;

    fn lookup() -> ToolDefinition {
        serde_json::from_value(json!({"type": "function", "function": {
            "name": "find_clause", "description": "Finds a clause",
            "parameters": {"type": "object", "properties": {"topic": {"type": "string"}}},
        }}))
        .unwrap()
    }

    #[test]
    fn tools_join_the_system_prompt_and_their_past_is_told_as_text() {
        let mut arguments = Map::new();
        arguments.insert("topic".into(), json!("deposit"));
        let call = ToolCall::new("find_clause", arguments);
        let past = [
            Message::new(Role::System, "Help tenants."),
            Message::new(Role::User, "What of the deposit?"),
            Message { tool_calls: vec![call], ..Message::new(Role::Assistant, "") },
            Message { tool_name: Some("find_clause".into()), ..Message::new(Role::Tool, "§ 4") },
        ];
        let told = in_words(&past, &[lookup()]);
        assert!(told[0].content.starts_with("Help tenants.\n\nYou can call"));
        assert!(told[0].content.contains("\"find_clause\""));
        assert_eq!(told[2].content, r#"{"name":"find_clause","arguments":{"topic":"deposit"}}"#);
        assert!(told[2].tool_calls.is_empty());
        assert_eq!((told[3].role, told[3].content.as_str()), (Role::User, "Result of find_clause:\n§ 4"));
    }

    #[test]
    fn without_a_system_prompt_the_tools_make_one() {
        let told = in_words(&[Message::new(Role::User, "Hi")], &[lookup()]);
        assert_eq!(told[0].role, Role::System);
        assert_eq!(told.len(), 2);
    }
}
