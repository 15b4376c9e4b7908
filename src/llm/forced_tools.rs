//! A call for sure: few servers hold a model to calling a tool, but many hold it to a schema, and no model can leave that.
//! So the tools are told in words and the answer is held to the form of a call.

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};

use super::{Answer, ChatRequest, prompted_tools};
use crate::model::tool::{ToolCall, ToolChoice, ToolDefinition};

/// A request whose answer cannot but be a call, for one that has to call a tool; none for any other. [`read`] takes the
/// call out of the answer.
pub(super) fn by_schema(request: &ChatRequest) -> Option<ChatRequest> {
    let tools: Vec<ToolDefinition> = eligible(request).cloned().collect();
    if !request.tool_choice.forces() || tools.is_empty() {
        return None;
    }
    let mut messages: Vec<_> = request.messages.iter().map(prompted_tools::turn_in_words).collect();
    prompted_tools::instruct(&mut messages, &instructions(&tools));
    let mut forms: Vec<Value> = tools.iter().map(form).collect();
    let shared = shared_parts(&mut forms);
    let mut format = match forms.len() {
        1 => forms.remove(0),
        _ => json!({"anyOf": forms}),
    };
    for (name, parts) in shared {
        format[name] = Value::Object(parts);
    }
    Some(ChatRequest {
        messages,
        format: Some(format),
        tools: Vec::new(),
        tool_choice: ToolChoice::Auto,
        ..request.clone()
    })
}

/// Whether an answer has the call that it has to have.
pub(super) fn is_kept(request: &ChatRequest, answer: &Answer) -> bool {
    let is_eligible = |call: &ToolCall| eligible(request).any(|tool| tool.function.name == call.name);
    !answer.tool_calls.is_empty() && answer.tool_calls.iter().all(is_eligible)
}

/// The tools of which one has to be called.
fn eligible(request: &ChatRequest) -> impl Iterator<Item = &ToolDefinition> {
    request.tools.iter().filter(|tool| match &request.tool_choice {
        ToolChoice::Named(name) => tool.function.name == *name,
        _ => true,
    })
}

/// Takes out the parts that schemas refer to from the root, which is now another.
fn shared_parts(forms: &mut [Value]) -> BTreeMap<&'static str, Map<String, Value>> {
    let mut shared: BTreeMap<_, Map<String, Value>> = BTreeMap::new();
    for form in forms {
        let Some(arguments) = form.pointer_mut("/properties/arguments").and_then(Value::as_object_mut) else {
            continue;
        };
        for name in ["$defs", "definitions"] {
            if let Some(Value::Object(parts)) = arguments.remove(name) {
                shared.entry(name).or_default().extend(parts);
            }
        }
    }
    shared
}

/// Makes the call that the answer is. Text that is none stays text: the lints say what is missing.
pub(super) fn read(answer: &mut Answer) {
    let Ok(Value::Object(mut said)) = serde_json::from_str(&answer.output) else { return };
    let (Some(Value::String(name)), Some(Value::Object(arguments))) =
        (said.remove("name"), said.remove("arguments"))
    else {
        return;
    };
    answer.raw_tool_text = Some(std::mem::take(&mut answer.output));
    answer.tool_calls = vec![ToolCall::new(name, arguments)];
}

/// The form of a call of this tool.
fn form(tool: &ToolDefinition) -> Value {
    let arguments = tool.function.parameters.clone();
    json!({
        "type": "object",
        "properties": {
            "name": {"const": tool.function.name},
            "arguments": arguments.unwrap_or_else(|| json!({"type": "object", "additionalProperties": false})),
        },
        "required": ["name", "arguments"],
        "additionalProperties": false,
    })
}

fn instructions(tools: &[ToolDefinition]) -> String {
    let mut text = String::from(
        "Call exactly one of the functions below. Answer with nothing but a JSON object of this form:\n\
         {\"name\": \"the function's name\", \"arguments\": {\"parameter\": \"value\"}}\n\n\
         Functions:",
    );
    prompted_tools::list(&mut text, tools);
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{
        candidate::FinishReason,
        message::{Message, Role},
    };

    fn tool(name: &str) -> ToolDefinition {
        serde_json::from_value(json!({"type": "function", "function": {
            "name": name, "parameters": {"type": "object", "properties": {"topic": {"type": "string"}}},
        }}))
        .unwrap()
    }

    fn answer(output: &str) -> Answer {
        Answer {
            output: output.to_owned(),
            reasoning: None,
            tool_calls: Vec::new(),
            raw_tool_text: None,
            finish: FinishReason::Stop,
            prompt_tokens: None,
            tokens: None,
            load_seconds: None,
            write_seconds: None,
            digest: None,
        }
    }

    fn question(choice: &str, tools: Vec<ToolDefinition>) -> ChatRequest {
        ChatRequest {
            messages: vec![Message::new(Role::User, "What of the deposit?")],
            tools,
            tool_choice: choice.to_owned().into(),
            ..ChatRequest::default()
        }
    }

    #[test]
    fn a_forced_question_offers_no_tools_and_has_the_form_of_a_call() {
        let forced = by_schema(&question("required", vec![tool("find_clause")])).unwrap();
        assert!(forced.tools.is_empty() && !forced.tool_choice.forces());
        assert!(forced.messages[0].content.contains("find_clause"));
        let format = forced.format.unwrap();
        assert_eq!(format["properties"]["name"]["const"], "find_clause");
        assert_eq!(format["properties"]["arguments"]["properties"]["topic"]["type"], "string");
    }

    #[test]
    fn of_several_tools_the_model_chooses_one_unless_one_is_named() {
        let tools = || vec![tool("find_clause"), tool("find_deadline")];
        let any = by_schema(&question("required", tools())).unwrap();
        assert_eq!(any.format.unwrap()["anyOf"].as_array().unwrap().len(), 2);
        let named = by_schema(&question("find_deadline", tools())).unwrap();
        assert_eq!(named.format.unwrap()["properties"]["name"]["const"], "find_deadline");
        assert!(!named.messages[0].content.contains("find_clause"));
        for free in ["auto", "none"] {
            assert_eq!(by_schema(&question(free, tools())), None, "{free}");
        }
    }

    #[test]
    fn a_call_of_another_tool_than_the_named_one_does_not_count() {
        let request = question("find_deadline", vec![tool("find_clause"), tool("find_deadline")]);
        let calling = |names: &[&str]| Answer {
            tool_calls: names.iter().map(|name| ToolCall::new(*name, Map::new())).collect(),
            ..answer("")
        };
        assert!(is_kept(&request, &calling(&["find_deadline"])));
        for names in [&[][..], &["find_clause"], &["find_deadline", "burn_lease"]] {
            assert!(!is_kept(&request, &calling(names)), "{names:?}");
        }
    }

    #[test]
    fn what_parameters_refer_to_is_found_from_the_new_root() {
        let mut place = tool("find_clause");
        place.function.parameters = Some(json!({
            "type": "object", "properties": {"topic": {"$ref": "#/$defs/topic"}},
            "$defs": {"topic": {"enum": ["deposit", "heating"]}},
        }));
        let forced = by_schema(&question("required", vec![place])).unwrap();
        let validator = jsonschema::validator_for(&forced.format.unwrap()).unwrap();
        let call = |topic| json!({"name": "find_clause", "arguments": {"topic": topic}});
        assert!(validator.is_valid(&call("deposit")) && !validator.is_valid(&call("weather")));
    }

    #[test]
    fn the_answer_becomes_a_call_whatever_the_order_of_its_members() {
        let mut said = answer(r#"{"arguments": {"topic": "deposit"}, "name": "find_clause"}"#);
        read(&mut said);
        assert_eq!((said.output.as_str(), said.tool_calls[0].name.as_str()), ("", "find_clause"));
        assert_eq!(said.tool_calls[0].arguments["topic"], "deposit");
        let mut cut = answer(r#"{"arguments": {"topic": "dep"#);
        read(&mut cut);
        assert!(cut.tool_calls.is_empty() && !cut.output.is_empty());
    }
}
