//! The nouns, and the rules that need nothing but the noun. No input or output happens here.
//!
//! Types that are kept carry serde because a row at rest is JSON: what stands here is the newest shape of a
//! row. They write every field, always, so that a row's unknown members can be told from known ones.

pub mod candidate;
pub mod change;
pub mod chat_template;
pub mod dataset;
pub mod draft;
pub mod example;
pub mod id;
pub mod message;
pub mod options;
pub mod provider;
pub mod run;
pub mod slot;
pub mod template;
pub mod tool;
pub mod user;
