//! Drafts over HTTP.

use std::sync::Arc;

use poem_openapi::{Object, OpenApi, param::Path, payload::Json, types::Any};
use serde::Deserialize;
use serde_json::Value;

use super::{Tag, auth::SignedIn, body::Body, error::Result, page::NoContent};
use crate::app::{Services, drafts};

/// Something unfinished.
#[derive(Object, Deserialize)]
struct DraftInput {
    /// Whatever the page needs to go on.
    value: Any<Value>,
}

/// A draft's key and age.
#[derive(Object)]
struct DraftSummary {
    /// The page's name for it.
    key: String,
    /// When it was last put.
    updated_at: String,
}

/// A draft.
#[derive(Object)]
struct Draft {
    /// The page's name for it.
    key: String,
    /// What was put.
    value: Any<Value>,
    /// When it was last put.
    updated_at: String,
}

/// What the page must not lose.
pub(super) struct DraftsApi(pub(super) Arc<Services>);

#[OpenApi(tag = "Tag::Drafts")]
impl DraftsApi {
    /// List drafts
    #[oai(path = "/drafts", method = "get", operation_id = "list_drafts")]
    async fn list(&self, who: SignedIn) -> Result<Json<Vec<DraftSummary>>> {
        let found = drafts::list(&self.0, who.session()).await?;
        let summary =
            |d: crate::model::draft::Draft| DraftSummary { key: d.key, updated_at: d.updated_at.to_string() };
        Ok(Json(found.into_iter().map(summary).collect()))
    }

    /// Get a draft
    #[oai(path = "/drafts/:key", method = "get", operation_id = "get_draft")]
    async fn get(&self, who: SignedIn, key: Path<String>) -> Result<Json<Draft>> {
        let draft = drafts::get(&self.0, who.session(), key.0).await?;
        Ok(Json(Draft { key: draft.key, value: Any(draft.value), updated_at: draft.updated_at.to_string() }))
    }

    /// Keep a draft
    ///
    /// In place of an older one with the same key.
    #[oai(path = "/drafts/:key", method = "put", operation_id = "put_draft")]
    async fn put(&self, who: SignedIn, key: Path<String>, body: Body<DraftInput>) -> Result<NoContent> {
        drafts::put(&self.0, who.session(), key.0, body.0.value.0).await?;
        Ok(NoContent::Done)
    }

    /// Drop a draft
    #[oai(path = "/drafts/:key", method = "delete", operation_id = "delete_draft")]
    async fn delete(&self, who: SignedIn, key: Path<String>) -> Result<NoContent> {
        drafts::delete(&self.0, who.session(), key.0).await?;
        Ok(NoContent::Done)
    }
}
