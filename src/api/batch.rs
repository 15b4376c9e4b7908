//! Batch files over HTTP: the questions of a run leave, and their results come back.

use std::sync::Arc;

use futures_util::StreamExt as _;
use poem::{Body as HttpBody, Request};
use poem_openapi::{
    ApiResponse, Object, OpenApi,
    param::{Path, Query},
    payload::{Binary, Json},
};

use super::{
    Tag,
    auth::{SignedIn, admit},
    body::FileBody,
    error::Result,
    imports,
    run_state::Run,
};
use crate::{
    app::{
        Services,
        runs::batch::{self, Returned},
        uploads,
    },
    model::id::RunId,
};

/// Questions as they are written. A stream that breaks off is not whole.
#[derive(ApiResponse)]
enum BatchFile {
    /// A question on each line, streamed.
    #[oai(status = 200, content_type = "application/x-ndjson")]
    Jsonl(
        Binary<HttpBody>,
        /// The file's name.
        #[oai(header = "Content-Disposition")]
        String,
    ),
}

/// What became of a result file.
#[derive(Object)]
struct BatchReport {
    /// Lines that it has.
    lines: u64,
    /// Items that have their answer from it.
    answered: u64,
    /// Items for which it says why there is no answer.
    failed: u64,
    /// Lines for items that had their answer already; nothing was changed by them.
    already: u64,
    /// Lines that answer no question of this run.
    unknown: u64,
    /// Lines that are no results.
    unreadable: u64,
    /// Lines that brought no answer; the first of them.
    errors: Vec<BatchFault>,
    /// The run as it is now.
    run: Run,
}

/// A line that brought no answer.
#[derive(Object)]
struct BatchFault {
    /// Its number, from 1.
    row: u64,
    /// Why.
    detail: String,
}

/// Runs that somebody else answers.
pub(super) struct BatchApi(pub(super) Arc<Services>);

#[OpenApi(tag = "Tag::Runs")]
impl BatchApi {
    /// Take a run out as a batch file
    ///
    /// Streams every question that has no answer yet as a line of OpenAI's batch format, which vLLM's run-batch,
    /// LiteLLM and most hosted services take. The run is paused, and stays out until its results are in or it is
    /// resumed. Asked again, this gives what is still without an answer.
    #[oai(path = "/runs/:id/batch", method = "get", operation_id = "export_batch")]
    async fn export(
        &self,
        request: &Request,
        id: Path<u64>,
        /// The model's name where the file goes; its name here when left out.
        model: Query<Option<String>>,
        /// A ticket, in place of a bearer token.
        ticket: Query<Option<String>>,
    ) -> Result<BatchFile> {
        let session = admit(request, ticket.0.as_deref())?;
        let file = batch::take_out(&self.0, &session, RunId(id.0), model.0).await?;
        let chunks = futures_util::stream::unfold(file.chunks, |mut chunks| async move {
            let chunk = chunks.recv().await?;
            Some((chunk, chunks))
        });
        let disposition = format!("attachment; filename=\"{}\"", file.file_name);
        Ok(BatchFile::Jsonl(Binary(HttpBody::from_bytes_stream(chunks.boxed())), disposition))
    }

    /// Bring the results of a batch in
    ///
    /// Send the result file itself, of any size, also in gzip. Each line goes to the item that its `custom_id` names,
    /// in any order. Lines for items that have their answer already change nothing, so a file may come in parts and
    /// more than once. When nothing is open any more, the run has ended.
    #[oai(path = "/runs/:id/batch", method = "post", operation_id = "import_batch")]
    async fn import(
        &self,
        who: SignedIn,
        id: Path<u64>,
        /// How many lines without an answer are named; 1000 when left out.
        max_errors: Query<Option<u64>>,
        file: FileBody,
    ) -> Result<Json<BatchReport>> {
        let named = imports::named(max_errors.0)?;
        let source = uploads::receive(&self.0, imports::pieces(file.0), |_| {}).await?;
        let returned = batch::take_in(&self.0, who.session(), RunId(id.0), source, named).await?;
        Ok(Json(returned.into()))
    }
}

impl From<Returned> for BatchReport {
    fn from(returned: Returned) -> Self {
        let Returned { lines, answered, failed, already, unknown, unreadable, faults, run } = returned;
        Self {
            lines,
            answered,
            failed,
            already,
            unknown,
            unreadable,
            errors: faults.into_iter().map(|(row, detail)| BatchFault { row, detail }).collect(),
            run: run.into(),
        }
    }
}
