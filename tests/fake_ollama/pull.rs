//! `POST /api/pull`: a line for each piece that arrives. What goes wrong is said in a line too, under a status that
//! promised success. A pull that is broken off goes on from there the next time.
//!
//! The tag of a name makes it go wrong: `gemma3:disk-full`, `gemma3:offline`, `gemma3:cut-off`.

use std::io;

use serde_json::{Value, json};
use tokio::net::tcp::OwnedWriteHalf;

use super::{
    Shared,
    http::{Reply, Request, end_chunks, send_chunk},
    models::{self, Model},
};

/// Pieces in which a model arrives.
const PIECES: u64 = 40;

/// A piece after which something goes wrong.
const FATEFUL: u64 = 10;

/// False when the connection is to end.
pub(super) async fn answer(request: &Request, shared: &Shared, to: &mut OwnedWriteHalf) -> io::Result<bool> {
    let body = request.json();
    let Some(name) = body["model"].as_str().filter(|name| !name.is_empty()) else {
        Reply::error(400, "model is required").send(to).await?;
        return Ok(true);
    };
    Reply::lines().send(to).await?;
    line(to, &json!({"status": "pulling manifest"})).await?;
    shared.step().await;
    let (family, tag) = name.split_once(':').unwrap_or((name, "latest"));
    match (models::find(name), tag) {
        (_, "offline") => {
            let url = format!("https://registry.ollama.ai/v2/library/{family}/manifests/{tag}");
            let lookup = "dial tcp: lookup registry.ollama.ai on 127.0.0.53:53: no such host";
            fail(to, &format!("pull model manifest: Get \"{url}\": {lookup}")).await
        }
        (_, "disk-full") => {
            let model = &models::LIBRARY[0];
            pieces(model, 1..=FATEFUL, shared, to).await?;
            let blob = format!("/usr/share/ollama/.ollama/models/blobs/sha256-{}-partial", model.digest);
            fail(to, &format!("write {blob}: no space left on device")).await
        }
        (_, "cut-off") => {
            pieces(&models::LIBRARY[0], 1..=FATEFUL, shared, to).await?;
            Ok(false)
        }
        (None, _) => fail(to, "pull model manifest: file does not exist").await,
        (Some(model), _) => whole(model, shared, to).await,
    }
}

async fn whole(model: &'static Model, shared: &Shared, to: &mut OwnedWriteHalf) -> io::Result<bool> {
    let first = shared.state().begun.get(model.name).map_or(0, |there| there * PIECES / model.size);
    pieces(model, first..=PIECES, shared, to).await?;
    for status in ["verifying sha256 digest", "writing manifest", "success"] {
        if status == "success" {
            let mut state = shared.state();
            state.begun.remove(model.name);
            if !state.installed.contains(&model.name) {
                state.installed.push(model.name);
            }
        }
        line(to, &json!({ "status": status })).await?;
    }
    end_chunks(to).await?;
    Ok(true)
}

async fn pieces(
    model: &'static Model,
    which: impl Iterator<Item = u64>,
    shared: &Shared,
    to: &mut OwnedWriteHalf,
) -> io::Result<()> {
    let status = format!("pulling {}", &model.digest[..12]);
    let digest = format!("sha256:{}", model.digest);
    for piece in which {
        let mut news = json!({"status": status, "digest": digest, "total": model.size});
        let completed = model.size * piece / PIECES;
        // The first line of a part does not say how much of it is there.
        if completed > 0 {
            news["completed"] = completed.into();
            shared.state().begun.insert(model.name, completed);
        }
        line(to, &news).await?;
        shared.step().await;
    }
    Ok(())
}

async fn fail(to: &mut OwnedWriteHalf, error: &str) -> io::Result<bool> {
    line(to, &json!({ "error": error })).await?;
    end_chunks(to).await?;
    Ok(true)
}

async fn line(to: &mut OwnedWriteHalf, value: &Value) -> io::Result<()> {
    send_chunk(to, format!("{value}\n").as_bytes()).await
}
