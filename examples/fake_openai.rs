//! The tests' OpenAI-compatible server, as a program: for trying the page, and for tests that drive a browser.
//!
//! `cargo run --example fake_openai -- --port 0 --api-key sk-of-ada` prints the address it took.

#![expect(clippy::print_stdout, reason = "whoever starts it reads the address")]

use std::{future::pending, time::Duration};

use clap::Parser;

#[path = "../tests/fake_ollama/mod.rs"]
#[expect(dead_code, clippy::expect_used, reason = "the forms and faults of the other stand-in are used here")]
mod fake_ollama;

#[path = "../tests/fake_openai/mod.rs"]
#[expect(
    dead_code,
    clippy::expect_used,
    reason = "tests hold the server by more handles than a program does"
)]
mod fake_openai;

use fake_openai::{FakeOpenAi, SetUp};

/// A server that answers as llama-server does, with made-up words.
#[derive(Parser)]
struct Arguments {
    /// Where to listen on 127.0.0.1; 0 takes any free port.
    #[arg(long, default_value_t = 8080)]
    port: u16,
    /// Milliseconds before each word.
    #[arg(long, default_value_t = 0)]
    word_ms: u64,
    /// Let nobody in without this key.
    #[arg(long)]
    api_key: Option<String>,
}

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    let Arguments { port, word_ms, api_key } = Arguments::parse();
    let word = Duration::from_millis(word_ms);
    let server = FakeOpenAi::start_as(SetUp { word, port, api_key, ..SetUp::default() }).await?;
    println!("{}", server.url());
    pending().await
}
