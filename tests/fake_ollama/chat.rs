//! `POST /api/chat`: what the server checks, and what it writes.

use std::{future::pending, io};

use dsforge::{
    llm::{
        Answer, ChatRequest, Llm as _,
        demo::{DemoServer, Pace},
    },
    model::{
        candidate::FinishReason,
        message::{Message, Role},
        options::Options,
        tool::{ToolChoice, ToolDefinition},
    },
};
use serde_json::{Map, Value, json};
use tokio::net::tcp::OwnedWriteHalf;

use super::{
    Said, Shared,
    fault::{self, Fault},
    http::{Reply, Request, end_chunks, send_chunk, send_last_chunk},
    line::{self, Counts},
    models::Model,
};

/// What it takes when nobody asks.
const CONTEXT: u64 = 4096;

/// What an answer consists of.
struct Written {
    thinking: String,
    text: String,
    calls: Vec<(String, Map<String, Value>)>,
    is_cut: bool,
    counts: Counts,
}

/// False when the connection is to end.
pub(super) async fn answer(request: &Request, shared: &Shared, to: &mut OwnedWriteHalf) -> io::Result<bool> {
    let body = request.json();
    let prompt = body["messages"].to_string();
    let next = shared.state().faults.pop_front();
    let fault = next.or_else(|| fault::asked_for(&prompt));
    if let Some(reply) = fault.and_then(|fault| refusal_by(fault, &body)) {
        reply.send(to).await?;
        return Ok(true);
    }
    match fault {
        Some(Fault::Silent) => pending().await,
        Some(Fault::HangUp) => return Ok(false),
        _ => {}
    }
    let model = match check(request, &body, shared) {
        Ok(model) => model,
        Err(reply) => {
            reply.send(to).await?;
            return Ok(true);
        }
    };
    // While it loads it is listed as loaded, as by a real server.
    if shared.load(model.name) {
        shared.wait_for_load().await;
    }
    let written = write(model, &body, fault, shared).await;
    let name = body["model"].as_str().unwrap_or_default();
    if body["stream"] == json!(false) {
        let whole = line::whole(name, &written.text, &written.calls, written.is_cut, written.counts);
        Reply::json(200, &whole).send(to).await?;
        return Ok(true);
    }
    stream(name, &written, fault, shared, to).await
}

/// Faults that take the place of an answer.
fn refusal_by(fault: Fault, body: &Value) -> Option<Reply> {
    let model = body["model"].as_str().unwrap_or_default();
    Some(match fault {
        Fault::NestedError => {
            let message =
                "request (5465 tokens) exceeds the available context size (512 tokens), try increasing it";
            Reply::error(400, &json!({"error": {"code": 400, "message": message}}).to_string())
        }
        Fault::Redirect => Reply::empty(302).with("Location", "http://127.0.0.1:9/api/chat"),
        Fault::NoModel => Reply::error(404, &format!("model '{model}' not found")),
        Fault::Busy => Reply::error(503, "server busy, please try again.  maximum pending requests exceeded")
            .with("Retry-After", "7"),
        Fault::BusyForAMoment => Reply::error(503, "server busy, please try again.").with("Retry-After", "0"),
        Fault::Forbidden => Reply::empty(403),
        _ => return None,
    })
}

/// What a real server looks at before it asks the model.
fn check(request: &Request, body: &Value, shared: &Shared) -> Result<&'static Model, Reply> {
    let refuse = |status, message: &str| Err(Reply::error(status, message));
    if request.body.is_empty() {
        return refuse(400, "missing request body");
    }
    if body.is_null() {
        return refuse(400, "unexpected EOF");
    }
    let Some(name) = body["model"].as_str().filter(|name| !name.is_empty()) else {
        return refuse(400, "model is required");
    };
    let Some(model) = shared.find(name) else {
        return refuse(404, &format!("model '{name}' not found"));
    };
    if body["think"] == json!(true) && !model.can("thinking") {
        return refuse(400, &format!("\"{name}\" does not support thinking"));
    }
    if body["tools"].as_array().is_some_and(|tools| !tools.is_empty()) && !model.can("tools") {
        return refuse(400, &format!("registry.ollama.ai/library/{name} does not support tools"));
    }
    if body["messages"].to_string().contains("\"arguments\":\"") {
        return refuse(400, "Value looks like object, but can't find closing '}' symbol");
    }
    if !matches!(&body["format"], Value::Null | Value::Object(_)) && body["format"] != json!("json") {
        let given = body["format"].to_string();
        return refuse(
            500,
            &format!("invalid format: {given:?}; expected \"json\" or a valid JSON Schema object"),
        );
    }
    let context = body["options"]["num_ctx"].as_u64().unwrap_or(CONTEXT);
    let tokens = body["messages"].to_string().split_whitespace().count() as u64;
    if tokens > context && body["truncate"] == json!(false) {
        let message = format!(
            "request ({tokens} tokens) exceeds the available context size ({context} tokens), try increasing it"
        );
        return refuse(400, &json!({"error": {"code": 400, "message": message}}).to_string());
    }
    Ok(model)
}

/// The words: a test's, or from dsforge's own demo.
async fn write(model: &Model, body: &Value, fault: Option<Fault>, shared: &Shared) -> Written {
    let scripted = shared.state().script.pop_front();
    if let Some(Said { text, calls }) = scripted {
        let answer = text.split_whitespace().count() as u64 + 20 * calls.len() as u64;
        let counts = Counts { prompt: 20, answer };
        return Written { thinking: String::new(), text, calls, is_cut: false, counts };
    }
    let messages = messages(body);
    let mut tools: Vec<ToolDefinition> = serde_json::from_value(body["tools"].clone()).unwrap_or_default();
    let in_words = tools.is_empty();
    if in_words {
        tools = messages.first().map(|first| tools_told_in(&first.content)).unwrap_or_default();
    }
    let answer = ask_demo(messages, tools, body, shared).await;
    let is_told = body["messages"].to_string().contains("I rejected that answer");
    let mut calls: Vec<_> = answer.tool_calls.into_iter().map(|call| (call.name, call.arguments)).collect();
    for (_, arguments) in calls.iter_mut().filter(|_| fault == Some(Fault::WrongCall) && !is_told) {
        arguments.values_mut().for_each(|value| *value = json!([4]));
    }
    let mut text = answer.output.trim_start_matches("Demo answer: ").to_owned();
    let as_text = in_words || fault == Some(Fault::TextCall);
    if let Some((name, arguments)) = calls.first().filter(|_| as_text) {
        text = format!("```json\n{}\n```", json!({"name": name, "arguments": arguments}));
    }
    let thinks = model.can("thinking") && body["think"] != json!(false);
    let mut thinking = if thinks { "The question is clear.".to_owned() } else { String::new() };
    if fault == Some(Fault::ThinkTags) {
        text = format!("<think>\nThe question is clear.\n</think>\n\n{text}");
        thinking.clear();
    }
    let counts = Counts {
        prompt: answer.prompt_tokens.unwrap_or_default(),
        answer: answer.tokens.unwrap_or_default(),
    };
    let calls = if as_text { Vec::new() } else { calls };
    Written { thinking, text, calls, is_cut: answer.finish == FinishReason::Length, counts }
}

async fn ask_demo(
    messages: Vec<Message>,
    tools: Vec<ToolDefinition>,
    body: &Value,
    shared: &Shared,
) -> Answer {
    let options = &body["options"];
    // Without a seed, no two answers are alike.
    let unlike = shared.state().seen.len() as u64;
    let request = ChatRequest {
        model: if tools.is_empty() { "writer".into() } else { "tools".into() },
        messages,
        tools,
        tool_choice: ToolChoice::Auto,
        format: Some(body["format"].clone()).filter(|format| !format.is_null()),
        options: Options {
            num_predict: options["num_predict"].as_u64().and_then(|n| u32::try_from(n).ok()),
            stop: serde_json::from_value(options["stop"].clone()).unwrap_or_default(),
            ..Options::default()
        },
        seed: u32::try_from(options["seed"].as_u64().unwrap_or(unlike)).unwrap_or_default(),
        wait_factor: 1,
    };
    DemoServer::new(Pace::NONE).chat(&request, &mut drop).await.expect("a request that the demo can answer")
}

fn messages(body: &Value) -> Vec<Message> {
    let said = |message: &Value| {
        let role: Role = serde_json::from_value(message["role"].clone()).ok()?;
        Some(Message::new(role, message["content"].as_str().unwrap_or_default()))
    };
    body["messages"].as_array().into_iter().flatten().filter_map(said).collect()
}

/// Tools that a system prompt describes, one JSON object to a line.
fn tools_told_in(system: &str) -> Vec<ToolDefinition> {
    let described = system.lines().filter(|line| line.contains("\"parameters\":"));
    described
        .filter_map(|line| serde_json::from_str::<Value>(line).ok())
        .filter_map(|function| serde_json::from_value(json!({"type": "function", "function": function})).ok())
        .collect()
}

async fn stream(
    model: &str,
    written: &Written,
    fault: Option<Fault>,
    shared: &Shared,
    to: &mut OwnedWriteHalf,
) -> io::Result<bool> {
    let mut parts: Vec<(&str, String)> = Vec::new();
    if !written.thinking.is_empty() {
        parts.push(("thinking", written.thinking.clone()));
    }
    parts.extend(written.text.split_inclusive(' ').map(|word| ("content", word.to_owned())));
    if fault == Some(Fault::Empty) {
        parts.clear();
    }
    shared.step().await;
    Reply::lines().send(to).await?;
    for (n, (member, text)) in parts.iter().enumerate() {
        if n > 0 {
            shared.step().await;
        }
        send_chunk(to, line::part(model, member, text).as_bytes()).await?;
        if n == 1 && interrupt(fault, to).await? {
            return Ok(false);
        }
    }
    let last = match fault {
        Some(Fault::Empty) => line::last(model, &[], written.is_cut, Counts { answer: 45, ..written.counts }),
        _ => line::last(model, &written.calls, written.is_cut, written.counts),
    };
    send_last_chunk(to, last.as_bytes()).await?;
    Ok(true)
}

/// What goes wrong after some words; true when nothing more is to come.
async fn interrupt(fault: Option<Fault>, to: &mut OwnedWriteHalf) -> io::Result<bool> {
    let bytes: Vec<u8> = match fault {
        Some(Fault::Stall) => pending().await,
        Some(Fault::CutOff) => Vec::new(),
        Some(Fault::ErrorLine) => {
            b"{\"error\":\"an error was encountered while running the model\"}\n".to_vec()
        }
        Some(Fault::Garbage) => b"<html><body>Bad gateway</body></html>\n".to_vec(),
        Some(Fault::InvalidUtf8) => b"{\"message\":{\"content\":\"\xff\xfe\"},\"done\":false}\n".to_vec(),
        Some(Fault::LongLine) => vec![b'x'; 10_000_000],
        _ => return Ok(false),
    };
    if !bytes.is_empty() {
        send_chunk(to, &bytes).await?;
    }
    end_chunks(to).await?;
    Ok(true)
}
