//! dsforge
pub mod clock;
pub mod config;
pub mod model;
pub mod crypto;
pub mod store;
pub mod llm;
