//! Which path does what.

use std::{io, sync::Arc};

use serde_json::{Value, json};
use tokio::{
    io::{AsyncReadExt as _, BufReader},
    net::{
        TcpListener, TcpStream,
        tcp::{OwnedReadHalf, OwnedWriteHalf},
    },
};

use super::{Shared, WITHOUT_TOOLS, chat};
use crate::fake_ollama::http::{Reply, Request};

pub(super) async fn accept(listener: TcpListener, shared: Arc<Shared>) {
    while let Ok((connection, _)) = listener.accept().await {
        let shared = Arc::clone(&shared);
        tokio::spawn(async move {
            // A connection that breaks is the client's business.
            drop(serve(connection, &shared).await);
        });
    }
}

async fn serve(connection: TcpStream, shared: &Shared) -> io::Result<()> {
    let (from, mut to) = connection.into_split();
    let mut from = BufReader::new(from);
    while let Some(request) = Request::read(&mut from).await? {
        shared.state().seen.push(request.clone());
        tokio::select! {
            keep = answer(&request, shared, &mut to) => if !keep? { return Ok(()) },
            () = closed(&mut from) => {
                shared.state().hang_ups += 1;
                shared.hung_up.notify_waiters();
                return Ok(());
            }
        }
    }
    Ok(())
}

/// Clients send nothing more before they have their answer, so what can be read is the end.
async fn closed(from: &mut BufReader<OwnedReadHalf>) {
    drop(from.read_u8().await);
}

/// False when the connection is to end.
async fn answer(request: &Request, shared: &Shared, to: &mut OwnedWriteHalf) -> io::Result<bool> {
    let path = request.path.split('?').next().unwrap_or_default();
    let route = (request.method.as_str(), path);
    let is_loading = shared.state().is_loading;
    let reply = match route {
        ("GET", "/health") if !is_loading => Reply::json(200, &json!({"status": "ok"})),
        _ if !is_let_in(request, shared) => error(401, "Invalid API Key", "authentication_error"),
        _ if is_loading => error(503, "Loading model", "unavailable_error"),
        ("GET", "/v1/models") => models(shared),
        ("GET", "/props") => props(shared),
        ("POST", "/v1/chat/completions") => return chat::answer(request, shared, to).await,
        _ => error(404, "File Not Found", "not_found_error"),
    };
    reply.send(to).await?;
    Ok(true)
}

fn is_let_in(request: &Request, shared: &Shared) -> bool {
    let wanted = shared.set_up.api_key.as_ref().map(|key| format!("Bearer {key}"));
    wanted.is_none_or(|wanted| request.header("authorization") == Some(&wanted))
}

/// A refusal in OpenAI's form.
pub(super) fn error(status: u16, message: &str, kind: &str) -> Reply {
    Reply::json(status, &json!({"error": {"message": message, "type": kind, "code": status}}))
}

fn models(shared: &Shared) -> Reply {
    let names = shared.set_up.models;
    let data: Vec<Value> = names
        .iter()
        .map(|name| {
            json!({
                "id": name, "aliases": [name], "object": "model", "created": 1_795_425_177, "owned_by": "llamacpp",
                "meta": {"n_ctx": 8192, "n_ctx_train": 40_960, "n_params": 8_190_735_360_u64, "size": 5_022_000_128_u64},
            })
        })
        .collect();
    let second: Vec<Value> =
        names.iter().map(|name| json!({"name": name, "capabilities": ["completion"]})).collect();
    Reply::json(200, &json!({"models": second, "object": "list", "data": data}))
}

const CHATML: &str = "{%- for m in messages %}{{- '<|im_start|>' + m.role + '\n' + m.content + '<|im_end|>\n' }}{%- endfor %}\
    {%- if add_generation_prompt %}{{- '<|im_start|>assistant\n' }}{%- endif %}";

fn props(shared: &Shared) -> Reply {
    let has_tools = !shared.set_up.models.contains(&WITHOUT_TOOLS);
    Reply::json(
        200,
        &json!({
            "default_generation_settings": {"n_ctx": 2048}, "total_slots": 4, "build_info": "b11669-Debian",
            "chat_template_caps": {"supports_tools": has_tools, "supports_tool_calls": has_tools},
            "chat_template": CHATML, "bos_token": "<|endoftext|>", "eos_token": "<|im_end|>",
        }),
    )
}
