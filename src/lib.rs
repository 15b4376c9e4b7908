//! dsforge
pub mod api;
pub mod clock;
pub mod config;
pub mod crypto;
pub mod llm;
pub mod model;
pub mod render;
pub mod store;
pub mod web;
