//! Runs over HTTP.

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
    candidates::CandidateErrorKind,
    error::Result,
    page::{Created, PageOf},
    run_events::{self, RunEvents},
    run_plan::{Estimate, RowsInput, RowsRead},
    run_state::Run,
    wire::{Options, SlotValues},
};
use crate::{
    app::{
        Services,
        error::AppError,
        runs::{self, NewRun, Retry, estimate, rows, rows::RowsFile},
    },
    model::id::{DatasetId, RunId, TemplateId},
};

/// A batch to generate.
#[derive(Object, Deserialize)]
pub(super) struct RunInput {
    /// The template; its newest version is taken.
    pub(super) template_id: u64,
    /// Another version of it than the newest.
    pub(super) template_version: Option<u64>,
    /// A value for each slot; a slot with a default may be left out.
    #[serde(default)]
    #[oai(default)]
    pub(super) slots: SlotValues,
    /// Several sets of values, 1 to 100,000, in place of `slots`.
    pub(super) rows: Option<Vec<SlotValues>>,
    /// How many answers to each row, 1 to 100: the first to the filled prompt, the others to paraphrases of it.
    pub(super) count: u32,
    /// Who answers; your preference when left out.
    pub(super) model: Option<String>,
    /// Several models in place of `model`; each answers every variation of every row.
    pub(super) models: Option<Vec<String>>,
    /// Answers of each model to each variation, 1 to 100; 1 when left out.
    pub(super) samples: Option<u32>,
    /// Who paraphrases; your preference when left out.
    pub(super) para_model: Option<String>,
    /// Whether answers have to call a tool: `auto`, `required`, `none` or the name of a tool; `auto` when left out.
    pub(super) tool_choice: Option<String>,
    /// Sampling options.
    pub(super) options: Option<Options>,
    /// The first answer's seed, 0 to 2147483647; each further answer has the next one. Random when left out.
    pub(super) seed: Option<u32>,
    /// The dataset it is meant for.
    pub(super) dataset_id: Option<u64>,
    /// Wait this many times longer for the model, 1 to 20.
    pub(super) wait_factor: Option<u32>,
    /// Ask nothing until the run is resumed or taken out as a batch file.
    pub(super) paused: Option<bool>,
}

/// A page of runs.
#[derive(Object)]
struct RunPage {
    /// The runs.
    items: Vec<Run>,
    /// How many there are on all pages.
    total: u64,
}

/// Which failed items to ask again.
#[derive(Default, Object, Deserialize)]
struct RetryInput {
    /// Only those that failed this way.
    cause: Option<CandidateErrorKind>,
    /// Ask another model.
    model: Option<String>,
    /// Other sampling options, for whatever the run asks from now on.
    options: Option<Options>,
}

/// Batches of answers. A run goes on whoever watches.
pub(super) struct RunsApi(pub(super) Arc<Services>);

#[OpenApi(tag = "Tag::Runs")]
impl RunsApi {
    /// List runs
    ///
    /// Newest first.
    #[oai(path = "/runs", method = "get", operation_id = "list_runs")]
    async fn list(
        &self,
        who: SignedIn,
        /// From 1.
        page: Query<Option<u64>>,
        /// Entries of a page, 1 to 1000; 50 when not said.
        size: Query<Option<u64>>,
    ) -> Result<Json<RunPage>> {
        let page = PageOf::new(page.0, size.0)?;
        let (found, total) = runs::list(&self.0, who.session(), page.offset, page.limit).await?;
        Ok(Json(RunPage { items: found.into_iter().map(Run::from).collect(), total }))
    }

    /// Start a run
    ///
    /// It is durable when this answers. Follow it by its events.
    #[oai(path = "/runs", method = "post", operation_id = "create_run")]
    async fn create(&self, who: SignedIn, body: Body<RunInput>) -> Result<Created<Run>> {
        let run = runs::start(&self.0, who.session(), body.0.try_into()?).await?;
        Ok(Created::Created(Json(run.into())))
    }

    /// Read rows from a file
    ///
    /// CSV whose first line names the columns, or a JSON object on each line. Columns fill the slots of their name.
    /// Nothing is started: start a run with the `rows` that come back.
    #[oai(path = "/runs/rows", method = "post", operation_id = "read_rows")]
    async fn read_rows(&self, who: SignedIn, body: Body<RowsInput>) -> Result<Json<RowsRead>> {
        let RowsInput { template_id, text, mapping } = body.0;
        let file = RowsFile { template: TemplateId(template_id), text, mapping };
        Ok(Json(rows::read(&self.0, who.session(), file).await?.into()))
    }

    /// Estimate a run
    ///
    /// What it would come to, from the prompts and from how fast the models were before. Nothing is started.
    #[oai(path = "/runs/estimate", method = "post", operation_id = "estimate_run")]
    async fn estimate(&self, who: SignedIn, body: Body<RunInput>) -> Result<Json<Estimate>> {
        let wish = body.0.try_into()?;
        Ok(Json(estimate::estimate(&self.0, who.session(), wish).await?.into()))
    }

    /// Get a run
    #[oai(path = "/runs/:id", method = "get", operation_id = "get_run")]
    async fn get(&self, who: SignedIn, id: Path<u64>) -> Result<Json<Run>> {
        Ok(Json(runs::get(&self.0, who.session(), RunId(id.0)).await?.into()))
    }

    /// Follow a run
    ///
    /// Server-sent events: `snapshot` first, then `candidate`, `token` and `run` as things happen, and `end` when
    /// nobody works on the run any more.
    #[oai(path = "/runs/:id/events", method = "get", operation_id = "follow_run")]
    async fn events(&self, who: SignedIn, id: Path<u64>) -> Result<RunEvents> {
        run_events::follow(&self.0, &who.0.session, RunId(id.0)).await
    }

    /// Cancel a run
    ///
    /// What was done is kept.
    #[oai(path = "/runs/:id/cancel", method = "post", operation_id = "cancel_run")]
    async fn cancel(&self, who: SignedIn, id: Path<u64>) -> Result<Json<Run>> {
        Ok(Json(runs::cancel(&self.0, who.session(), RunId(id.0)).await?.into()))
    }

    /// Pause a run
    #[oai(path = "/runs/:id/pause", method = "post", operation_id = "pause_run")]
    async fn pause(&self, who: SignedIn, id: Path<u64>) -> Result<Json<Run>> {
        Ok(Json(runs::pause(&self.0, who.session(), RunId(id.0)).await?.into()))
    }

    /// Go on with a paused run
    #[oai(path = "/runs/:id/resume", method = "post", operation_id = "resume_run")]
    async fn resume(&self, who: SignedIn, id: Path<u64>) -> Result<Json<Run>> {
        Ok(Json(runs::resume(&self.0, who.session(), RunId(id.0)).await?.into()))
    }

    /// Ask again for failed items
    ///
    /// For all of them when the body is left out.
    #[oai(path = "/runs/:id/retry", method = "post", operation_id = "retry_run")]
    async fn retry(&self, who: SignedIn, id: Path<u64>, body: OptionalBody<RetryInput>) -> Result<Json<Run>> {
        let RetryInput { cause, model, options } = body.0.unwrap_or_default();
        let retry = Retry { cause: cause.map(Into::into), model, options: options.map(Into::into) };
        let run = runs::retry(&self.0, who.session(), RunId(id.0), retry).await?;
        Ok(Json(run.into()))
    }
}

impl TryFrom<RunInput> for NewRun {
    type Error = AppError;

    fn try_from(input: RunInput) -> std::result::Result<Self, AppError> {
        let RunInput {
            template_id,
            template_version,
            slots,
            rows,
            count,
            model,
            models,
            samples,
            para_model,
            tool_choice,
            options,
            seed,
            dataset_id,
            wait_factor,
            paused,
        } = input;
        let wait_factor = wait_factor.unwrap_or(1);
        if !(1..=20).contains(&wait_factor) {
            return Err(AppError::bad("wait_factor", "wait_factor multiplies the timers; choose 1 to 20"));
        }
        if rows.is_some() && !slots.is_empty() {
            return Err(AppError::bad("rows", "give either slots or rows: slots are one row"));
        }
        if models.is_some() && model.is_some() {
            return Err(AppError::bad("models", "give either model or models"));
        }
        Ok(Self {
            template: TemplateId(template_id),
            template_version,
            rows: rows.unwrap_or_else(|| vec![slots]),
            count,
            models: models.unwrap_or_else(|| model.into_iter().collect()),
            samples: samples.unwrap_or(1),
            para_model,
            tool_choice: tool_choice.map(Into::into),
            options: options.unwrap_or_default().into(),
            seed,
            dataset: dataset_id.map(DatasetId),
            wait_factor,
            paused: paused.unwrap_or(false),
        })
    }
}
