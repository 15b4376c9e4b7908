//! Datasets over HTTP.

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
    body::{Body, OptionalBody},
    error::Result,
    page::{Created, NoContent, PageOf},
    templates::Archive,
    wire::all,
};
use crate::{
    app::{Services, datasets},
    model::{self, id::DatasetId},
};

/// A dataset's name.
#[derive(Object, Deserialize)]
struct DatasetInput {
    /// Unique among your datasets.
    #[oai(validator(max_length = 200))]
    name: String,
}

/// A dataset, without its examples.
#[derive(Object)]
struct Dataset {
    /// Its id.
    id: u64,
    /// Its name.
    name: String,
    /// Whether it was put away; then it is read-only.
    archived: bool,
    /// When it was made.
    created_at: String,
    /// When it or one of its examples last changed.
    updated_at: String,
    /// How many examples it holds.
    count: u64,
}

/// A page of datasets.
#[derive(Object)]
struct DatasetPage {
    /// The datasets.
    items: Vec<Dataset>,
    /// How many there are on all pages.
    total: u64,
}

/// Datasets.
pub(super) struct DatasetsApi(pub(super) Arc<Services>);

#[OpenApi(tag = "Tag::Datasets")]
impl DatasetsApi {
    /// List datasets
    #[oai(path = "/datasets", method = "get", operation_id = "list_datasets")]
    async fn list(
        &self,
        who: SignedIn,
        /// From 1.
        page: Query<Option<u64>>,
        /// Entries of a page, 1 to 1000; 50 when not said.
        size: Query<Option<u64>>,
        /// True lists those that were put away.
        archived: Query<Option<bool>>,
    ) -> Result<Json<DatasetPage>> {
        let page = PageOf::new(page.0, size.0)?;
        let found = datasets::list(&self.0, who.session(), archived.0.unwrap_or(false)).await?;
        let total = found.len() as u64;
        Ok(Json(DatasetPage { items: all(page.cut(found)), total }))
    }

    /// Make a dataset
    #[oai(path = "/datasets", method = "post", operation_id = "create_dataset")]
    async fn create(&self, who: SignedIn, body: Body<DatasetInput>) -> Result<Created<Dataset>> {
        let dataset = datasets::create(&self.0, who.session(), body.0.name).await?;
        Ok(Created::Created(Json(dataset.into())))
    }

    /// Get a dataset
    #[oai(path = "/datasets/:id", method = "get", operation_id = "get_dataset")]
    async fn get(&self, who: SignedIn, id: Path<u64>) -> Result<Json<Dataset>> {
        Ok(Json(datasets::get(&self.0, who.session(), DatasetId(id.0)).await?.into()))
    }

    /// Rename a dataset
    #[oai(path = "/datasets/:id", method = "put", operation_id = "rename_dataset")]
    async fn rename(&self, who: SignedIn, id: Path<u64>, body: Body<DatasetInput>) -> Result<NoContent> {
        datasets::rename(&self.0, who.session(), DatasetId(id.0), body.0.name).await?;
        Ok(NoContent::Done)
    }

    /// Delete a dataset for good
    ///
    /// With all its examples. Only one that was put away before.
    #[oai(path = "/datasets/:id", method = "delete", operation_id = "delete_dataset")]
    async fn delete(&self, who: SignedIn, id: Path<u64>) -> Result<NoContent> {
        datasets::delete(&self.0, who.session(), DatasetId(id.0)).await?;
        Ok(NoContent::Done)
    }

    /// Put a dataset away, or take it out again
    #[oai(path = "/datasets/:id/archive", method = "put", operation_id = "archive_dataset")]
    async fn archive(&self, who: SignedIn, id: Path<u64>, body: OptionalBody<Archive>) -> Result<NoContent> {
        let archived = body.0.is_none_or(|body| body.archived);
        datasets::archive(&self.0, who.session(), DatasetId(id.0), archived).await?;
        Ok(NoContent::Done)
    }
}

impl From<model::dataset::Dataset> for Dataset {
    fn from(dataset: model::dataset::Dataset) -> Self {
        let model::dataset::Dataset { id, name, archived, created_at, updated_at, count } = dataset;
        let (created_at, updated_at) = (created_at.to_string(), updated_at.to_string());
        Self { id: id.0, name, archived, created_at, updated_at, count }
    }
}
