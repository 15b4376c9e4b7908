//! The tests' model server, as a program: for trying the page, and for tests that drive a browser.
//!
//! `cargo run --example fake_ollama -- --port 0 --word-ms 30` prints the address it took.

#![expect(clippy::print_stdout, reason = "whoever starts it reads the address")]

use std::{future::pending, time::Duration};

use clap::Parser;

#[path = "../tests/fake_ollama/mod.rs"]
#[expect(
    dead_code,
    clippy::expect_used,
    reason = "tests hold the server by more handles than a program does"
)]
mod fake_ollama;

use fake_ollama::{FakeOllama, SetUp};

/// A server that answers as Ollama does, with made-up words.
#[derive(Parser)]
struct Arguments {
    /// Where to listen on 127.0.0.1; 0 takes any free port.
    #[arg(long, default_value_t = 11434)]
    port: u16,
    /// Milliseconds before each word.
    #[arg(long, default_value_t = 0)]
    word_ms: u64,
    /// Milliseconds until a model is in memory.
    #[arg(long, default_value_t = 0)]
    load_ms: u64,
    /// What it says that it is, such as 0.4.7.
    #[arg(long)]
    version: Option<String>,
    /// Have no models, as a fresh installation.
    #[arg(long)]
    empty: bool,
    /// Answer what was recorded from a real server with what was recorded.
    #[arg(long)]
    replay: bool,
}

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    let Arguments { port, word_ms, load_ms, version, empty, replay } = Arguments::parse();
    let set_up = SetUp {
        replays: replay,
        word: Duration::from_millis(word_ms),
        port,
        is_empty: empty,
        load: Duration::from_millis(load_ms),
        // It lives as long as the program.
        version: version.map(|version| &*version.leak()),
    };
    let server = FakeOllama::start_as(set_up).await?;
    println!("{}", server.url());
    pending().await
}
