//! The integration tests, one program. The tree follows the addresses of the API; [`support`] explains the
//! words that the tests are written in.

#![expect(clippy::expect_used, clippy::panic, reason = "a test that cannot go on ends with the reason")]

mod architecture;
mod changes;
mod chat_templates;
mod cors;
mod datasets;
mod drafts;
mod errors;
mod examples;
mod exports;
#[path = "../fake_ollama/mod.rs"]
mod fake_ollama;
#[path = "../fake_openai/mod.rs"]
mod fake_openai;
mod generate;
mod llm;
mod models;
mod openapi;
mod paraphrase;
mod preferences;
mod process;
mod program;
mod providers;
mod readme;
mod runs;
mod security;
mod session;
mod support;
mod templates;
mod updates;
mod vault;
