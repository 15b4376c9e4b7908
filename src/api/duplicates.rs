//! Near copies of a dataset over HTTP.

use std::sync::Arc;

use poem_openapi::{
    Enum, Object, OpenApi,
    param::{Path, Query},
    payload::Json,
};

use super::{Tag, auth::SignedIn, error::Result, examples::Example, page::PageOf};
use crate::{
    app::{Services, duplicates},
    model::id::DatasetId,
};

/// A page of groups of near copies.
#[derive(Object)]
struct DuplicatePage {
    /// The groups: the same before those that differ.
    items: Vec<DuplicateGroup>,
    /// How many groups there are on all pages.
    total: u64,
    /// How many examples would go if one of each group stayed.
    extra: u64,
}

/// How alike the examples of a group are.
#[derive(Clone, Copy, Enum)]
#[oai(rename_all = "snake_case")]
enum DuplicateKind {
    /// The same words in the same order; case and punctuation do not count.
    Exact,
    /// Four fifths alike or more.
    Near,
}

/// Examples that are near copies of the oldest of them.
#[derive(Object)]
struct DuplicateGroup {
    /// How alike they are.
    kind: DuplicateKind,
    /// How much the one that differs most is like the oldest, from 0 to 1.
    similarity: f64,
    /// All of them, oldest first.
    ids: Vec<u64>,
    /// The first twenty of them.
    examples: Vec<Duplicate>,
}

/// An example of a group.
#[derive(Object)]
struct Duplicate {
    /// How much it is like the oldest of its group, from 0 to 1.
    similarity: f64,
    /// The example.
    example: Example,
}

/// Near copies among the examples of a dataset.
pub(super) struct DuplicatesApi(pub(super) Arc<Services>);

#[OpenApi(tag = "Tag::Examples")]
impl DuplicatesApi {
    /// List near copies
    ///
    /// Examples of a dataset that are like one another, in groups. An answer of a few words is compared together with
    /// its question.
    #[oai(path = "/datasets/:id/duplicates", method = "get", operation_id = "list_duplicates")]
    async fn list(
        &self,
        who: SignedIn,
        id: Path<u64>,
        /// From 1.
        page: Query<Option<u64>>,
        /// Groups of a page, 1 to 1000; 50 when not said.
        size: Query<Option<u64>>,
    ) -> Result<Json<DuplicatePage>> {
        let (page, dataset) = (PageOf::new(page.0, size.0)?, DatasetId(id.0));
        let found = duplicates::list(&self.0, who.session(), dataset, page.offset, page.limit).await?;
        let duplicates::Duplicates { groups, total, extra } = found;
        let items = groups.into_iter().map(|group| DuplicateGroup::new(dataset, group)).collect();
        Ok(Json(DuplicatePage { items, total, extra }))
    }
}

impl DuplicateGroup {
    fn new(dataset: DatasetId, group: duplicates::Group) -> Self {
        let duplicates::Group { similarity, ids, shown } = group;
        let kind = if similarity >= 1.0 { DuplicateKind::Exact } else { DuplicateKind::Near };
        let examples = shown
            .into_iter()
            .map(|(example, similarity)| Duplicate { similarity, example: Example::new(dataset, example) });
        Self { kind, similarity, ids: ids.into_iter().map(|id| id.0).collect(), examples: examples.collect() }
    }
}
