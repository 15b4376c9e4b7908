//! dsforge: one program with which a person builds a fine-tuning dataset with their own language models.
//!
//! Read it from the nouns outward. [`model`] holds the nouns and their rules; [`crypto`] turns bytes into
//! sealed bytes; [`store`] keeps sealed rows in one file; [`llm`] asks models; [`render`] writes text out;
//! [`similar`] measures how alike texts are; [`update`] replaces the program itself; [`jobs`] is the engine for
//! long work. [`app`] is the verbs, each one use case. [`api`] is the HTTP face,
//! [`web`] the embedded page and [`cli`] the terminal face. Arrows between them only point inward; a test
//! holds them to it.

pub mod clock;
pub mod config;
pub mod model;

pub mod crypto;
pub mod similar;
pub mod store;

pub mod llm;
pub mod render;
pub mod update;

pub mod jobs;

pub mod app;

pub mod api;
pub mod web;

pub mod cli;
