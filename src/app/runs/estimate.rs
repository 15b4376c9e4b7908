//! What a run would come to, before it is started.

use std::sync::Arc;

use super::plan::{self, Draft, NewRun};
use crate::{
    app::{Services, auth::sessions::Session, error::AppError, models},
    llm::context,
    model::{
        candidate::Candidate,
        run::{Row, Run},
    },
    store::runs,
};

/// Earlier runs that are looked at for a model's speed.
const EARLIER: usize = 50;

/// What a run would come to.
#[derive(Clone, Debug, Default)]
pub struct Estimate {
    /// Answers.
    pub items: u64,
    /// Tokens of all prompts, about.
    pub prompt_tokens: u64,
    /// Tokens of the longest prompt, about.
    pub longest_prompt: u64,
    /// Seconds until the last answer; none when a model has not answered anything yet.
    pub seconds: Option<f64>,
    /// The same for each model.
    pub models: Vec<ModelEstimate>,
}

/// What a run would come to for one model.
#[derive(Clone, Debug, Default)]
pub struct ModelEstimate {
    /// The model.
    pub model: String,
    /// Its answers.
    pub items: u64,
    /// Seconds for each answer, as measured in earlier runs with several at once.
    pub seconds_each: Option<f64>,
    /// The tokens that it can take, prompt and answer together; none when its server does not say.
    pub context: Option<u64>,
    /// How many prompts leave no room for their answer.
    pub too_long: u64,
}

/// Estimates a run. It is checked as if it were started.
pub async fn estimate(services: &Services, session: &Session, wish: NewRun) -> Result<Estimate, AppError> {
    let draft = plan::from_template(services, session, wish).await?;
    let mut each = Vec::new();
    for model in draft.plan.models() {
        let context = match draft.plan.options.num_ctx {
            Some(chosen) => Some(u64::from(chosen)),
            None => models::context_length(services, session, model).await,
        };
        each.push(ModelEstimate { model: model.clone(), context, ..ModelEstimate::default() });
    }
    let (owner, keyring) = (session.user, Arc::clone(&session.keyring));
    services
        .store
        .read(move |r| {
            let (earlier, _) = runs::list(r, &keyring, owner, 0, EARLIER)?;
            add_up(draft, each, &earlier)
        })
        .await
}

fn add_up(draft: Draft, mut models: Vec<ModelEstimate>, earlier: &[Run]) -> Result<Estimate, AppError> {
    let Draft { plan, rows, content, .. } = draft;
    let per_model = u64::from(plan.count) * u64::from(plan.samples());
    let now = jiff::Timestamp::UNIX_EPOCH;
    let answer = context::needed(&[], &plan.tools, &plan.options);
    let mut estimate = Estimate { items: rows.len() as u64 * plan.items_of_a_row(), ..Estimate::default() };
    let single = rows.len() == 1;
    for (index, row) in rows.into_iter().enumerate() {
        let row = plan::check_row(&content, row).map_err(|fault| plan::in_row(fault, index, single))?;
        let variation = super::prompt::first_variation(&plan, &Row::Slots(row.clone()))?;
        let candidate = Candidate {
            slots: row,
            variation: Some(variation),
            ..Candidate::unasked(plan.model.clone(), 0, 1, now)
        };
        let messages = super::prompt::messages(&plan, &candidate);
        let needed = context::needed(&messages, &plan.tools, &plan.options);
        let prompt = needed.saturating_sub(answer);
        estimate.prompt_tokens += prompt * plan.items_of_a_row();
        estimate.longest_prompt = estimate.longest_prompt.max(prompt);
        for model in &mut models {
            model.items += per_model;
            if model.context.is_some_and(|context| needed > context) {
                model.too_long += per_model;
            }
        }
    }
    for model in &mut models {
        model.seconds_each = seconds_each(&model.model, earlier);
    }
    estimate.seconds = total(&models);
    estimate.models = models;
    Ok(estimate)
}

/// How long one answer of a model took, as seen on the clock, in the newest runs that have any.
#[expect(clippy::cast_precision_loss, reason = "no run has 2^52 items")]
fn seconds_each(model: &str, earlier: &[Run]) -> Option<f64> {
    let mut weighed = (0.0, 0.0);
    for run in earlier {
        let Some(tally) = run.tallies.get(model).filter(|tally| tally.done > 0) else { continue };
        let all: f64 = run.tallies.values().map(|tally| tally.seconds).sum();
        // The part of the run's time that this model took.
        let share = if all > 0.0 { tally.seconds / all } else { 1.0 };
        weighed.0 += run.worked_seconds * share;
        weighed.1 += tally.done as f64;
        if weighed.1 >= 200.0 {
            break;
        }
    }
    (weighed.1 > 0.0 && weighed.0 > 0.0).then(|| weighed.0 / weighed.1)
}

/// The models take their turns.
#[expect(clippy::cast_precision_loss, reason = "no run has 2^52 items")]
fn total(models: &[ModelEstimate]) -> Option<f64> {
    models.iter().map(|model| Some(model.items as f64 * model.seconds_each?)).sum()
}
