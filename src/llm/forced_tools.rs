//! A call for sure: servers do not hold a model to calling a tool, but they do hold it to a schema, and no model can
//! leave that. So the tools are told in words and the answer is held to the form of a call.

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};

use super::{Answer, ChatRequest, prompted_tools};
use crate::model::tool::{ToolCall, ToolDefinition};

/// Changes a request so that its answer is a call of one of its tools. [`read`] takes it out of the answer.
pub fn force(request: &mut ChatRequest) {
    let mut forms: Vec<Value> = request.tools.iter().map(form).collect();
    request.messages = request.messages.iter().map(prompted_tools::turn_in_words).collect();
    prompted_tools::instruct(&mut request.messages, &instructions(&request.tools));
    request.tools.clear();
    let shared = shared_parts(&mut forms);
    let mut format = match forms.len() {
        1 => forms.remove(0),
        _ => json!({"anyOf": forms}),
    };
    for (name, parts) in shared {
        format[name] = Value::Object(parts);
    }
    request.format = Some(format);
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
pub fn read(answer: &mut Answer) {
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

    #[test]
    fn a_forced_question_offers_no_tools_and_has_the_form_of_a_call() {
        let mut request = ChatRequest {
            messages: vec![Message::new(Role::User, "What of the deposit?")],
            tools: vec![tool("find_clause")],
            ..ChatRequest::default()
        };
        force(&mut request);
        assert!(request.tools.is_empty());
        assert!(request.messages[0].content.contains("find_clause"));
        let format = request.format.unwrap();
        assert_eq!(format["properties"]["name"]["const"], "find_clause");
        assert_eq!(format["properties"]["arguments"]["properties"]["topic"]["type"], "string");
    }

    #[test]
    fn of_several_tools_the_model_chooses_one() {
        let mut request =
            ChatRequest { tools: vec![tool("find_clause"), tool("find_deadline")], ..ChatRequest::default() };
        force(&mut request);
        assert_eq!(request.format.unwrap()["anyOf"].as_array().unwrap().len(), 2);
    }

    #[test]
    fn what_parameters_refer_to_is_found_from_the_new_root() {
        let mut place = tool("find_clause");
        place.function.parameters = Some(json!({
            "type": "object", "properties": {"topic": {"$ref": "#/$defs/topic"}},
            "$defs": {"topic": {"enum": ["deposit", "heating"]}},
        }));
        let mut request = ChatRequest { tools: vec![place], ..ChatRequest::default() };
        force(&mut request);
        let validator = jsonschema::validator_for(&request.format.unwrap()).unwrap();
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
