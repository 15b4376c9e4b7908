//! The integration tests, one program.

#[path = "../fake_ollama/mod.rs"]
mod fake_ollama;
mod llm;
