//! How examples are written for a trainer, in a person's own words: a template and what it is for.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::id::ExportTemplateId;

/// A format that a person made.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ExportTemplate {
    /// Its id.
    pub id: ExportTemplateId,
    /// When it was made.
    pub created_at: Timestamp,
    /// When it last changed.
    pub updated_at: Timestamp,
    /// What the person says of it.
    #[serde(flatten)]
    pub content: ExportTemplateContent,
}

/// Everything of a format that a person writes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ExportTemplateContent {
    /// Its name for people.
    pub name: String,
    /// The group it is listed under.
    pub category: String,
    /// What a line is made from.
    pub unit: Unit,
    /// How files are named: `{dataset}` and `{date}` are filled in.
    pub file_name: String,
    /// The Jinja template.
    pub template: String,
}

/// What one line of a file is made from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Unit {
    /// An example.
    Example,
    /// An answer in an example, with what came before it.
    Turn,
    /// An answer and one that lost against it.
    Pair,
    /// An answer, or one that lost, each with its verdict.
    Candidate,
}
