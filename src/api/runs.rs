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
    wire::{Options, SlotValues, wire_enum},
};
use crate::{
    app::{
        Services,
        error::AppError,
        runs::{self, NewRun, Retry, Seen},
    },
    model::{
        self,
        id::{DatasetId, RunId, TemplateId},
    },
};

wire_enum! {
    /// Where a run stands.
    RunStatus from model::run::RunStatus {
        /// Not begun.
        Queued,
        /// Being worked on.
        Running,
        /// Held; it waits for you, or for the next sign-in after a restart.
        Paused,
        /// Every item has ended.
        Done,
        /// Ended by you; what was done is kept.
        Cancelled,
        /// Every item failed.
        Failed,
    }
}

/// A batch to generate.
#[derive(Object, Deserialize)]
pub(super) struct RunInput {
    /// The template; its newest version is taken.
    pub(super) template_id: u64,
    /// A value for each slot; a slot with a default may be left out.
    #[serde(default)]
    #[oai(default)]
    pub(super) slots: SlotValues,
    /// How many answers, 1 to 100: the first to the filled prompt, the others to paraphrases of it.
    pub(super) count: u32,
    /// Who answers; your preference when left out.
    pub(super) model: Option<String>,
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
}

/// A batch of answers.
#[derive(Clone, Debug, Object)]
pub(super) struct Run {
    /// Its id.
    id: u64,
    /// Where it stands.
    status: RunStatus,
    /// The template; null when it answers examples anew.
    template_id: Option<u64>,
    /// The template's version.
    template_version: Option<u64>,
    /// What the template was called.
    template_name: String,
    /// The dataset it is meant for.
    dataset_id: Option<u64>,
    /// Who answers.
    model: String,
    /// Who paraphrases.
    para_model: Option<String>,
    /// The first answer's seed.
    seed: u32,
    /// The slot values of its first row.
    slots: SlotValues,
    /// Answers for each row.
    count: u32,
    /// Sampling options.
    options: Options,
    /// Whether tools are offered.
    is_tool_calling: bool,
    /// Whether answers have to call one: `auto`, `required`, `none` or the name of a tool.
    tool_choice: String,
    /// How its items stand.
    items: RunItems,
    /// Why it failed or stopped as a whole, or what there is to know of it.
    error: Option<String>,
    /// When it was asked for.
    created_at: String,
    /// When its last item ended.
    finished_at: Option<String>,
}

/// How the items of a run stand. An item is one card.
#[derive(Clone, Debug, Object)]
struct RunItems {
    /// All of them.
    total: u64,
    /// Not yet asked.
    waiting: u64,
    /// Being written.
    writing: u64,
    /// Answered.
    done: u64,
    /// Ended with an error.
    failed: u64,
    /// Ended by you.
    stopped: u64,
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
            slots,
            count,
            model,
            para_model,
            tool_choice,
            options,
            seed,
            dataset_id,
            wait_factor,
        } = input;
        let wait_factor = wait_factor.unwrap_or(1);
        if !(1..=20).contains(&wait_factor) {
            return Err(AppError::bad("wait_factor", "wait_factor multiplies the timers; choose 1 to 20"));
        }
        Ok(Self {
            template: TemplateId(template_id),
            slots,
            count,
            model,
            para_model,
            tool_choice: tool_choice.map(Into::into).unwrap_or_default(),
            options: options.unwrap_or_default().into(),
            seed,
            dataset: dataset_id.map(DatasetId),
            wait_factor,
        })
    }
}

impl From<Seen> for Run {
    fn from(seen: Seen) -> Self {
        let Seen { run, at_work, writing } = seen;
        let status = match run.status {
            model::run::RunStatus::Queued | model::run::RunStatus::Running if !at_work => RunStatus::Paused,
            status => status.into(),
        };
        let model::run::Run {
            id,
            status: _,
            template,
            dataset,
            plan,
            expanded: _,
            items,
            notice,
            created_at,
            finished_at,
        } = run;
        let (template_id, template_version, template_name) = match template {
            Some(template) => (Some(template.id.0), Some(template.version), template.name),
            None => (None, None, String::new()),
        };
        let slots = plan.rows.first().map(|row| row.slots().clone()).unwrap_or_default();
        Self {
            id: id.0,
            status,
            template_id,
            template_version,
            template_name,
            dataset_id: dataset.map(|id| id.0),
            model: plan.model,
            para_model: plan.para_model,
            seed: plan.seed,
            slots,
            count: plan.count,
            options: plan.options.into(),
            is_tool_calling: !plan.tools.is_empty(),
            tool_choice: plan.tool_choice.into(),
            items: RunItems::new(items, writing),
            error: notice,
            created_at: created_at.to_string(),
            finished_at: finished_at.map(|at| at.to_string()),
        }
    }
}

impl RunItems {
    fn new(items: model::run::ItemCounts, writing: u64) -> Self {
        let open = items.open();
        let model::run::ItemCounts { total, done, failed, stopped } = items;
        Self { total, waiting: open.saturating_sub(writing), writing, done, failed, stopped }
    }
}
