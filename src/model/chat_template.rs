//! Chat templates: how a model wants a conversation written.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::id::ChatTemplateId;

/// A chat template that a person keeps.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChatTemplate {
    /// Its id.
    pub id: ChatTemplateId,
    /// What it is called, most often after its model.
    pub name: String,
    /// The template, in the Jinja that Python runs.
    pub template: String,
    /// What `bos_token` stands for in it.
    pub bos_token: String,
    /// What `eos_token` stands for in it.
    pub eos_token: String,
    /// When it was added.
    pub created_at: Timestamp,
}
