//! Prompt templates.

mod archive;
mod check;
mod create;
mod history;
mod save;
mod versions;
