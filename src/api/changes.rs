//! A dataset's history over HTTP: look back, take back, do again.

use std::sync::Arc;

use poem_openapi::{
    Object, OpenApi,
    param::{Path, Query},
    payload::Json,
};
use serde::Deserialize;

use super::{
    Tag,
    auth::SignedIn,
    body::OptionalBody,
    error::Result,
    page::PageOf,
    wire::{all, wire_enum},
};
use crate::{
    app::{Services, examples},
    model::{
        self,
        id::{ChangeId, DatasetId},
    },
};

wire_enum! {
    /// What a change did.
    ChangeKind from model::change::ChangeKind {
        /// Examples were added.
        Append,
        /// A file was imported.
        Import,
        /// Examples were edited.
        Edit,
        /// Examples were deleted.
        Delete,
    }
}

/// A mutation of a dataset.
#[derive(Object)]
struct Change {
    /// Its id, rising.
    id: u64,
    /// What it did.
    kind: ChangeKind,
    /// The same in words.
    summary: String,
    /// How many examples it touched.
    count: u64,
    /// When.
    at: String,
    /// Whether it was taken back.
    undone: bool,
}

/// A page of changes.
#[derive(Object)]
struct ChangePage {
    /// The changes, newest first.
    items: Vec<Change>,
    /// How many there are on all pages.
    total: u64,
}

/// Which change to take back.
#[derive(Object, Deserialize)]
struct UndoInput {
    /// The newest when left out.
    change_id: Option<u64>,
}

/// What has become of a change.
#[derive(Object)]
struct UndoDone {
    /// The change.
    change_id: u64,
    /// What was done, in words.
    summary: String,
}

/// The history of a dataset.
pub(super) struct ChangesApi(pub(super) Arc<Services>);

#[OpenApi(tag = "Tag::Datasets")]
impl ChangesApi {
    /// List a dataset's changes
    ///
    /// Newest first.
    #[oai(path = "/datasets/:id/changes", method = "get", operation_id = "list_changes")]
    async fn list(
        &self,
        who: SignedIn,
        id: Path<u64>,
        /// From 1.
        page: Query<Option<u64>>,
        /// Entries of a page, 1 to 1000; 50 when not said.
        size: Query<Option<u64>>,
    ) -> Result<Json<ChangePage>> {
        let page = PageOf::new(page.0, size.0)?;
        let dataset = DatasetId(id.0);
        let (found, total) =
            examples::history(&self.0, who.session(), dataset, page.offset, page.limit).await?;
        Ok(Json(ChangePage { items: all(found), total }))
    }

    /// Take a change back
    ///
    /// The newest, or the one named: 409 when a later change touched the same examples.
    #[oai(path = "/datasets/:id/undo", method = "post", operation_id = "undo_change")]
    async fn undo(
        &self,
        who: SignedIn,
        id: Path<u64>,
        body: OptionalBody<UndoInput>,
    ) -> Result<Json<UndoDone>> {
        let change = body.0.and_then(|body| body.change_id).map(ChangeId);
        let undone = examples::undo(&self.0, who.session(), DatasetId(id.0), change).await?;
        Ok(Json(UndoDone { change_id: undone.id.0, summary: format!("Taken back: {}", summary(&undone)) }))
    }

    /// Do again what was taken back last
    #[oai(path = "/datasets/:id/redo", method = "post", operation_id = "redo_change")]
    async fn redo(&self, who: SignedIn, id: Path<u64>) -> Result<Json<UndoDone>> {
        let done = examples::redo(&self.0, who.session(), DatasetId(id.0)).await?;
        Ok(Json(UndoDone { change_id: done.id.0, summary: format!("Done again: {}", summary(&done)) }))
    }
}

fn summary(change: &model::change::Change) -> String {
    let verb = match change.kind {
        model::change::ChangeKind::Append => "added",
        model::change::ChangeKind::Import => "imported",
        model::change::ChangeKind::Edit => "edited",
        model::change::ChangeKind::Delete => "deleted",
    };
    let noun = if change.count == 1 { "example" } else { "examples" };
    format!("{} {noun} {verb}", change.count)
}

impl From<model::change::Change> for Change {
    fn from(change: model::change::Change) -> Self {
        let summary = summary(&change);
        let model::change::Change { id, kind, at, count, undone_at } = change;
        Self { id: id.0, kind: kind.into(), summary, count, at: at.to_string(), undone: undone_at.is_some() }
    }
}
