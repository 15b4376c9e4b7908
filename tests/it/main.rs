//! The integration tests, one program.

#![expect(clippy::expect_used, clippy::panic, reason = "a test that cannot go on ends with the reason")]

#[path = "../fake_ollama/mod.rs"]
mod fake_ollama;
mod llm;
mod vault;
