//! A run on the wire: what it asks, how its items stand, how fast it goes.

use std::collections::BTreeMap;

use poem_openapi::Object;

use super::{
    candidates::CandidateErrorKind,
    wire::{Options, SlotValues, wire_enum},
};
use crate::{
    app::runs::{Seen, Speed},
    model::{
        self,
        candidate::ErrorKind,
        run::{Failures, Tally},
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
    /// Who answers, the first when there are several.
    model: String,
    /// Everybody who answers.
    models: Vec<String>,
    /// Who paraphrases.
    para_model: Option<String>,
    /// The first answer's seed.
    seed: u32,
    /// The slot values of its first row.
    slots: SlotValues,
    /// How many rows there are.
    rows: u64,
    /// Variations of each row.
    count: u32,
    /// Answers of each model to each variation.
    samples: u32,
    /// Sampling options.
    options: Options,
    /// Whether tools are offered.
    is_tool_calling: bool,
    /// Whether answers have to call one: `auto`, `required`, `none` or the name of a tool.
    tool_choice: String,
    /// How its items stand.
    items: RunItems,
    /// The same for each model.
    lanes: Vec<Lane>,
    /// Failed items by their cause, the most frequent first.
    failures: Vec<Failure>,
    /// How it goes.
    progress: Progress,
    /// Why it failed or stopped as a whole, or what there is to know of it.
    error: Option<String>,
    /// When it was asked for.
    created_at: String,
    /// When its last item ended.
    finished_at: Option<String>,
    /// Present while it is out as a batch file, and dsforge asks nothing of it.
    batch: Option<RunBatch>,
}

/// A run that is out as a batch file.
#[derive(Clone, Debug, Object)]
struct RunBatch {
    /// When it left.
    since: String,
    /// Questions in the file, as it was written last.
    questions: u64,
    /// Items that could not leave, because nobody has paraphrased their prompts yet.
    without_prompt: u64,
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

/// How the items of one model stand.
#[derive(Clone, Debug, Object)]
struct Lane {
    /// The model.
    model: String,
    /// Its items.
    total: u64,
    /// Answered.
    done: u64,
    /// Ended with an error.
    failed: u64,
    /// Ended by you.
    stopped: u64,
    /// Tokens it wrote.
    tokens: u64,
    /// Tokens a second while it answers one item; null before its first answer.
    tokens_per_second: Option<f64>,
}

/// Items that failed in one way.
#[derive(Clone, Debug, Object)]
struct Failure {
    /// The kind, by which to go on.
    cause: CandidateErrorKind,
    /// How many.
    count: u64,
    /// What the last of them said.
    message: String,
}

/// How a run goes.
#[derive(Clone, Debug, Object)]
struct Progress {
    /// Tokens of all answers.
    tokens: u64,
    /// Seconds in which it was worked on.
    worked_seconds: f64,
    /// Tokens a second just now, all models together; null when nobody works on it.
    tokens_per_second: Option<f64>,
    /// Seconds until the last item ends at this speed; null while nobody can say.
    seconds_left: Option<f64>,
}

impl From<Seen> for Run {
    fn from(seen: Seen) -> Self {
        let Seen { run, at_work, writing, speed } = seen;
        let status = match run.status {
            model::run::RunStatus::Queued | model::run::RunStatus::Running if !at_work => RunStatus::Paused,
            status => status.into(),
        };
        let lanes = Lane::each(&run.tallies);
        let failures = Failure::each(run.failures());
        let progress = Progress::new(&run, speed);
        let (rows, models, samples) = (run.plan.row_count(), run.plan.models().to_vec(), run.plan.samples());
        let model::run::Run {
            id,
            status: _,
            template,
            dataset,
            plan,
            expanded: _,
            items,
            tallies: _,
            worked_seconds: _,
            notice,
            created_at,
            finished_at,
            batch,
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
            models,
            para_model: plan.para_model,
            seed: plan.seed,
            slots,
            rows,
            count: plan.count,
            samples,
            options: plan.options.into(),
            is_tool_calling: !plan.tools.is_empty(),
            tool_choice: plan.tool_choice.into(),
            items: RunItems::new(items, writing),
            lanes,
            failures,
            progress,
            error: notice,
            created_at: created_at.to_string(),
            finished_at: finished_at.map(|at| at.to_string()),
            batch: batch.map(Into::into),
        }
    }
}

impl From<model::run::Batch> for RunBatch {
    fn from(batch: model::run::Batch) -> Self {
        let model::run::Batch { since, questions, without_prompt } = batch;
        Self { since: since.to_string(), questions, without_prompt }
    }
}

impl Lane {
    fn each(tallies: &BTreeMap<String, Tally>) -> Vec<Self> {
        let lane = |(model, tally): (&String, &Tally)| Self {
            model: model.clone(),
            total: tally.total,
            done: tally.done,
            failed: tally.failed,
            stopped: tally.stopped,
            tokens: tally.tokens,
            tokens_per_second: per_second(tally.tokens, tally.seconds),
        };
        tallies.iter().map(lane).collect()
    }
}

impl Failure {
    fn each(failures: BTreeMap<ErrorKind, Failures>) -> Vec<Self> {
        let failure = |(cause, failures): (ErrorKind, Failures)| Self {
            cause: cause.into(),
            count: failures.count,
            message: failures.message,
        };
        let mut all: Vec<Self> = failures.into_iter().map(failure).collect();
        all.sort_by_key(|failure| std::cmp::Reverse(failure.count));
        all
    }
}

impl Progress {
    #[expect(clippy::cast_precision_loss, reason = "no run has 2^52 items")]
    fn new(run: &model::run::Run, speed: Option<Speed>) -> Self {
        let of_all = per_second(run.items.done, run.worked_seconds);
        let answers_per_second = speed.map(|s| s.answers_per_second).filter(|rate| *rate > 0.0).or(of_all);
        let is_moving = speed.is_some() && run.status.is_unfinished();
        Self {
            tokens: run.tallies.values().map(|tally| tally.tokens).sum(),
            worked_seconds: run.worked_seconds,
            tokens_per_second: speed.map(|speed| speed.tokens_per_second),
            seconds_left: answers_per_second.filter(|_| is_moving).map(|rate| run.items.open() as f64 / rate),
        }
    }
}

#[expect(clippy::cast_precision_loss, reason = "no run writes 2^52 tokens")]
fn per_second(count: u64, seconds: f64) -> Option<f64> {
    (count > 0 && seconds > 0.0).then(|| count as f64 / seconds)
}

impl RunItems {
    fn new(items: model::run::ItemCounts, writing: u64) -> Self {
        let open = items.open();
        let model::run::ItemCounts { total, done, failed, stopped } = items;
        Self { total, waiting: open.saturating_sub(writing), writing, done, failed, stopped }
    }
}
