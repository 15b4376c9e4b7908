//! Which path does what.

use std::{io, net::IpAddr, sync::Arc};

use serde_json::{Value, json};
use tokio::{
    io::{AsyncReadExt as _, BufReader},
    net::{
        TcpListener, TcpStream,
        tcp::{OwnedReadHalf, OwnedWriteHalf},
    },
};

use super::{
    Shared, chat,
    http::{Reply, Request},
    models, pull, recorded,
};

pub(super) async fn accept(listener: TcpListener, shared: Arc<Shared>) {
    while let Ok((connection, _)) = listener.accept().await {
        let shared = Arc::clone(&shared);
        tokio::spawn(async move {
            tokio::select! {
                () = shared.killed.cancelled() => {}
                // A connection that breaks is the client's business.
                served = serve(connection, &shared) => drop(served),
            }
        });
    }
}

async fn serve(connection: TcpStream, shared: &Shared) -> io::Result<()> {
    let (from, mut to) = connection.into_split();
    let mut from = BufReader::new(from);
    while let Some(request) = Request::read(&mut from).await? {
        let closes = request.header("connection").is_some_and(|value| value.eq_ignore_ascii_case("close"));
        shared.state().seen.push(request.clone());
        tokio::select! {
            keep = answer(&request, shared, &mut to) => match keep {
                Ok(true) => {}
                Ok(false) => return Ok(()),
                // A word that nobody takes any more.
                Err(error) => {
                    shared.note_hang_up();
                    return Err(error);
                }
            },
            () = closed(&mut from) => {
                shared.note_hang_up();
                return Ok(());
            }
        }
        if closes {
            return Ok(());
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
    let replayed = shared.state().replayed;
    if shared.set_up.replays
        && let Some((place, reply)) = recorded::find(request, replayed)
    {
        shared.state().replayed = place;
        reply.send(to).await?;
        return Ok(true);
    }
    let reply = match (request.method.as_str(), request.path.as_str()) {
        _ if !is_welcome(request) => Reply::empty(403),
        ("GET", "/") => Reply::text(200, "text/plain; charset=utf-8", "Ollama is running"),
        ("GET", "/api/version") => {
            Reply::json(200, &json!({"version": shared.set_up.version.unwrap_or("0.33.0-rc2")}))
        }
        ("GET", "/api/tags") => list(|_| true, models::Model::tag, shared),
        ("GET", "/api/ps") => {
            let loaded = shared.state().loaded.clone();
            list(|model| loaded.contains(model.name), models::Model::process, shared)
        }
        ("POST", "/api/show") => show(request, shared),
        ("POST", "/api/pull") => return pull::answer(request, shared, to).await,
        ("POST", "/api/chat") => return chat::answer(request, shared, to).await,
        (_, "/api/chat" | "/api/show" | "/api/pull") => {
            Reply::text(405, "text/plain", "405 method not allowed").with_first("Allow", "POST")
        }
        _ => Reply::text(404, "text/plain", "404 page not found"),
    };
    reply.send(to).await?;
    Ok(true)
}

/// Only local names may ask, so that a page on the web cannot.
fn is_welcome(request: &Request) -> bool {
    let host = request.header("host").unwrap_or_default();
    let host = host.rsplit_once(':').map_or(host, |(host, _)| host).trim_matches(['[', ']']);
    request
        .header("origin")
        .is_none_or(|origin| origin.contains("//localhost") || origin.contains("//127.0.0.1"))
        && (host == "localhost" || host.parse::<IpAddr>().is_ok())
}

fn list(
    wanted: impl Fn(&models::Model) -> bool,
    entry: fn(&models::Model) -> Value,
    shared: &Shared,
) -> Reply {
    let installed = shared.state().installed.clone();
    let all = models::LIBRARY.iter().filter(|model| installed.contains(&model.name));
    let entries: Vec<Value> = all.filter(|model| wanted(model)).map(entry).collect();
    Reply::json(200, &json!({ "models": entries }))
}

fn show(request: &Request, shared: &Shared) -> Reply {
    let body = request.json();
    let name = body["model"].as_str().unwrap_or_default();
    match shared.find(name) {
        Some(model) => Reply::json(200, &model.show(body["verbose"] == true)),
        None => Reply::error(404, &format!("model '{name}' not found")),
    }
}
