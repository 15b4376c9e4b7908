//! `POST /v1/chat/completions`: what the server checks, and what it writes.

use std::{future::pending, io, sync::Arc};

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
use serde_json::{Value, json};
use tokio::{net::tcp::OwnedWriteHalf, sync::Semaphore, time::sleep};

use super::{Shared, WITHOUT_TOOLS, event, route::error};
use crate::fake_ollama::{
    fault::{Fault, asked_for},
    http::{Reply, Request, end_chunks, send_chunk},
};

/// Tokens that fit into a slot.
const CONTEXT: usize = 2048;

/// False when the connection is to end.
pub(super) async fn answer(request: &Request, shared: &Shared, to: &mut OwnedWriteHalf) -> io::Result<bool> {
    let body = request.json();
    let recording = shared.state().recordings.pop_front();
    if let Some(recording) = recording {
        Reply::events().send(to).await?;
        send_chunk(to, recording.as_bytes()).await?;
        end_chunks(to).await?;
        return Ok(true);
    }
    let next = shared.state().faults.pop_front();
    let fault = next.or_else(|| asked_for(&body["messages"].to_string()));
    match fault {
        Some(Fault::Silent) => pending().await,
        Some(Fault::HangUp) => return Ok(false),
        _ => {}
    }
    if let Some(reply) = fault.and_then(refusal_by).or_else(|| refusal(&body, shared)) {
        reply.send(to).await?;
        return Ok(true);
    }
    let written = ask_demo(&body, shared).await;
    stream(&body, written, fault, shared, to).await
}

/// Faults that take the place of an answer.
fn refusal_by(fault: Fault) -> Option<Reply> {
    let too_long = "request (5465 tokens) exceeds the available context size (512 tokens), try increasing it";
    Some(match fault {
        Fault::NestedError => {
            let inner = json!({"error": {"code": 400, "message": too_long}}).to_string();
            error(400, &inner, "exceed_context_size_error")
        }
        Fault::Redirect => Reply::empty(302).with("Location", "http://127.0.0.1:9/v1/chat/completions"),
        Fault::NoModel => error(404, "The model does not exist.", "not_found_error"),
        Fault::Busy => error(503, "the queue is full", "unavailable_error").with("Retry-After", "7"),
        Fault::Forbidden => error(401, "Invalid API Key", "authentication_error"),
        _ => return None,
    })
}

/// What a real server looks at before it asks the model. Which model is asked for does not interest it.
fn refusal(body: &Value, shared: &Shared) -> Option<Reply> {
    let refuse = |message: &str| Some(error(400, message, "invalid_request_error"));
    if !body["messages"].is_array() {
        return refuse("'messages' is required");
    }
    if body["tools"].is_array() && shared.set_up.models.contains(&WITHOUT_TOOLS) {
        return refuse("tools param requires --jinja flag");
    }
    if body["messages"].to_string().contains("\"arguments\":{") {
        return refuse("type must be string, but is object");
    }
    let tokens = body["messages"].to_string().split_whitespace().count();
    if tokens > CONTEXT {
        return refuse(&format!(
            "request ({tokens} tokens) exceeds the available context size ({CONTEXT} tokens)"
        ));
    }
    None
}

async fn ask_demo(body: &Value, shared: &Shared) -> Answer {
    let mut tools: Vec<ToolDefinition> = serde_json::from_value(body["tools"].clone()).unwrap_or_default();
    // With a format, the server lets nothing else come out.
    if !body["response_format"].is_null() {
        tools.clear();
    }
    if let Some(named) = body["tool_choice"]["function"]["name"].as_str() {
        tools.retain(|tool| tool.function.name == named);
    }
    let said = |message: &Value| {
        let role: Role = serde_json::from_value(message["role"].clone()).ok()?;
        Some(Message::new(role, message["content"].as_str().unwrap_or_default()))
    };
    // Without a seed, no two answers are alike.
    let unlike = shared.state().seen.len() as u64;
    let schema = &body["response_format"]["json_schema"]["schema"];
    let request = ChatRequest {
        model: if tools.is_empty() { "writer".into() } else { "tools".into() },
        messages: body["messages"].as_array().into_iter().flatten().filter_map(said).collect(),
        tools,
        tool_choice: ToolChoice::Auto,
        format: match &body["response_format"]["type"] {
            Value::Null => None,
            _ if schema.is_object() => Some(schema.clone()),
            _ => Some(json!("json")),
        },
        options: Options {
            num_predict: body["max_tokens"].as_u64().and_then(|n| u32::try_from(n).ok()),
            stop: serde_json::from_value(body["stop"].clone()).unwrap_or_default(),
            ..Options::default()
        },
        seed: u32::try_from(body["seed"].as_u64().unwrap_or(unlike)).unwrap_or_default(),
        ..ChatRequest::default()
    };
    DemoServer::new(Pace::NONE).chat(&request, &mut drop).await.expect("a request that the demo can answer")
}

/// What comes of an answer on the wire, event by event.
fn events(body: &Value, written: &Answer, fault: Option<Fault>) -> Vec<String> {
    let model = body["model"].as_str().unwrap_or_default();
    let mut events = vec![event::part(model, json!({"role": "assistant", "content": null}))];
    let mut text = written.output.trim_start_matches("Demo answer: ").to_owned();
    if fault == Some(Fault::ThinkTags) {
        text = format!("<think>\nThe question is clear.\n</think>\n\n{text}");
    }
    let call = written.tool_calls.first();
    match call.filter(|_| fault == Some(Fault::TextCall)) {
        Some(call) => {
            text = format!("```json\n{}\n```", json!({"name": call.name, "arguments": call.arguments}));
        }
        None => {
            let calls = written.tool_calls.iter().enumerate();
            let arguments = |n: usize| Value::Object(written.tool_calls[n].arguments.clone()).to_string();
            events.extend(calls.flat_map(|(n, call)| event::call(model, n, &call.name, &arguments(n))));
        }
    }
    if body["chat_template_kwargs"]["enable_thinking"] == json!(true) {
        events.push(event::part(model, json!({"reasoning_content": "The question is clear."})));
    }
    if fault == Some(Fault::Empty) {
        events.clear();
        return events;
    }
    events.extend(text.split_inclusive(' ').map(|word| event::part(model, json!({"content": word}))));
    events
}

async fn stream(
    body: &Value,
    written: Answer,
    fault: Option<Fault>,
    shared: &Shared,
    to: &mut OwnedWriteHalf,
) -> io::Result<bool> {
    let model = body["model"].as_str().unwrap_or_default();
    let steps = shared.state().steps.clone();
    step(steps.as_ref(), shared).await;
    Reply::events().send(to).await?;
    for (n, event) in events(body, &written, fault).iter().enumerate() {
        if n > 1 {
            step(steps.as_ref(), shared).await;
        }
        send_chunk(to, event.as_bytes()).await?;
        if n == 2 && interrupt(fault, to).await? {
            return Ok(false);
        }
    }
    let reason = match (written.finish, written.tool_calls.is_empty()) {
        (FinishReason::Length, _) => "length",
        (_, false) if fault != Some(Fault::TextCall) => "tool_calls",
        _ => "stop",
    };
    let answered = if fault == Some(Fault::Empty) { 45 } else { written.tokens.unwrap_or_default() };
    send_chunk(to, event::end(model, reason).as_bytes()).await?;
    let counts = event::counts(model, written.prompt_tokens.unwrap_or_default(), answered);
    send_chunk(to, counts.as_bytes()).await?;
    end_chunks(to).await?;
    Ok(true)
}

/// What goes wrong after some words; true when nothing more is to come.
async fn interrupt(fault: Option<Fault>, to: &mut OwnedWriteHalf) -> io::Result<bool> {
    let bytes: Vec<u8> = match fault {
        Some(Fault::Stall) => pending().await,
        Some(Fault::CutOff) => Vec::new(),
        Some(Fault::ErrorLine) => {
            b"data: {\"error\":{\"code\":500,\"message\":\"an error was encountered\"}}\n\n".to_vec()
        }
        Some(Fault::Garbage) => b"<html><body>Bad gateway</body></html>\n".to_vec(),
        Some(Fault::InvalidUtf8) => {
            b"data: {\"choices\":[{\"delta\":{\"content\":\"\xff\xfe\"}}]}\n\n".to_vec()
        }
        Some(Fault::LongLine) => vec![b'x'; 10_000_000],
        _ => return Ok(false),
    };
    if !bytes.is_empty() {
        send_chunk(to, &bytes).await?;
    }
    end_chunks(to).await?;
    Ok(true)
}

async fn step(steps: Option<&Arc<Semaphore>>, shared: &Shared) {
    if let Some(steps) = steps
        && let Ok(permit) = steps.acquire().await
    {
        permit.forget();
    }
    if !shared.set_up.word.is_zero() {
        sleep(shared.set_up.word).await;
    }
}
