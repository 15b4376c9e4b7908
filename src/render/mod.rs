//! Text out: an example becomes a line of a file that a trainer reads.
//!
//! [`export::Exporter`] is what callers need: a template and options in, lines out. [`builtin`] lists the
//! formats that come with dsforge; they are written in the dialect that people write. [`file_name`] names the
//! file. Nothing here knows where examples come from or where lines go.

pub mod builtin;
mod chat;
pub mod chat_template;
mod context;
pub mod export;
pub mod file_name;
mod json;
mod raw;
mod sandbox;

#[cfg(test)]
mod tests;
