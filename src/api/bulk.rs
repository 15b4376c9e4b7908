//! Several examples at once over HTTP: delete them, have them answered anew, take the new answers.

use std::{collections::HashSet, sync::Arc};

use poem_openapi::{Object, OpenApi, param::Path, payload::Json};
use serde::Deserialize;

use super::{Tag, auth::SignedIn, body::Body, error::Result, wire::all};
use crate::{
    app::{Services, examples},
    model::id::{CandidateId, DatasetId, ExampleId, RunId},
};

/// What to do with several examples.
#[derive(Clone, Copy, poem_openapi::Enum, Deserialize)]
#[oai(rename_all = "snake_case")]
#[serde(rename_all = "snake_case")]
enum BulkAction {
    /// Delete those in `ids`.
    Delete,
    /// Ask for new answers to those in `ids`; they come as the candidates of a run.
    Regenerate,
    /// Put the answers in `replacements` in the place of the old ones.
    Replace,
}

/// Something to do with several examples, all or none.
#[derive(Object, Deserialize)]
struct BulkInput {
    /// What to do.
    action: BulkAction,
    /// Which examples.
    ids: Option<Vec<u64>>,
    /// Who answers, for `regenerate`; your preference when left out.
    model: Option<String>,
    /// The new answers, for `replace`.
    replacements: Option<Vec<Replacement>>,
}

/// An answer that is to take an example's place.
#[derive(Object, Deserialize)]
struct Replacement {
    /// Which example.
    example_id: u64,
    /// The run of the answer.
    run_id: u64,
    /// The answer.
    candidate_id: u64,
}

/// What was done with several examples.
#[derive(Object)]
struct BulkDone {
    /// How many examples it was.
    count: u64,
    /// The run that answers anew.
    run_id: Option<u64>,
    /// The change, by which it can be taken back.
    change_id: Option<u64>,
}

/// Several examples of a dataset.
pub(super) struct BulkApi(pub(super) Arc<Services>);

#[OpenApi(tag = "Tag::Examples")]
impl BulkApi {
    /// Do something with several examples
    ///
    /// Delete them, ask for new answers, or put new answers in their place.
    #[oai(path = "/datasets/:id/examples/bulk", method = "post", operation_id = "change_examples")]
    async fn bulk(&self, who: SignedIn, id: Path<u64>, body: Body<BulkInput>) -> Result<Json<BulkDone>> {
        let (session, dataset) = (who.session(), DatasetId(id.0));
        let BulkInput { action, ids, model, replacements } = body.0;
        let ids = each_once(ids.unwrap_or_default());
        let replacements = replacements.unwrap_or_default();
        let result = match action {
            BulkAction::Delete => {
                let count = ids.len() as u64;
                let change = examples::delete(&self.0, session, dataset, ids).await?;
                BulkDone { count, run_id: None, change_id: Some(change.0) }
            }
            BulkAction::Regenerate => {
                let count = ids.len() as u64;
                let seen = examples::regenerate(&self.0, session, dataset, ids, model).await?;
                BulkDone { count, run_id: Some(seen.run.id.0), change_id: None }
            }
            BulkAction::Replace => {
                let count = replacements.len() as u64;
                let change = examples::replace(&self.0, session, dataset, all(replacements)).await?;
                BulkDone { count, run_id: None, change_id: Some(change.0) }
            }
        };
        Ok(Json(result))
    }
}

impl From<Replacement> for examples::Replacement {
    fn from(input: Replacement) -> Self {
        let Replacement { example_id, run_id, candidate_id } = input;
        Self { example: ExampleId(example_id), run: RunId(run_id), candidate: CandidateId(candidate_id) }
    }
}

/// Ids in their order. One that is named twice counts once.
fn each_once(ids: Vec<u64>) -> Vec<ExampleId> {
    let mut seen = HashSet::new();
    ids.into_iter().filter(|id| seen.insert(*id)).map(ExampleId).collect()
}
