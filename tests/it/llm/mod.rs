//! dsforge and a model server.
//!
//! `Fault`s are what the server does wrong, `ask` puts one question, `hasty` timers are short enough to let
//! them run out in a test.

mod cancelling;
mod catalog;
mod faults;
mod openai;
mod recorded;
mod tools;

use std::time::Duration;

use dsforge::{
    llm::{Answer, ChatRequest, Llm as _, LlmError, address::Address, ollama::Ollama, timers::Timers},
    model::message::{Message, Role},
};

use crate::fake_ollama::FakeOllama;

fn patient(server: &FakeOllama) -> Ollama {
    connect(&server.url(), Duration::from_secs(30))
}

fn hasty(server: &FakeOllama) -> Ollama {
    connect(&server.url(), Duration::from_millis(150))
}

fn connect(url: &str, timeout: Duration) -> Ollama {
    let address = Address::parse(url, None).expect("an address");
    Ollama::new("ollama", address, Timers::from_timeout(timeout)).expect("a client")
}

fn question(text: &str) -> ChatRequest {
    ChatRequest {
        model: "gemma3:4b".into(),
        messages: vec![Message::new(Role::System, "You help tenants."), Message::new(Role::User, text)],
        seed: 7,
        wait_factor: 1,
        ..ChatRequest::default()
    }
}

async fn ask(ollama: &Ollama, request: &ChatRequest) -> Result<Answer, LlmError> {
    ollama.chat(request, &mut drop).await
}
