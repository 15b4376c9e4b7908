//! What comes before a run, on the wire: rows out of a file, and what a run would come to.

use std::collections::BTreeMap;

use poem_openapi::Object;
use serde::Deserialize;

use super::wire::SlotValues;
use crate::app::runs::{estimate, rows};

/// A file of rows.
#[derive(Object, Deserialize)]
pub(super) struct RowsInput {
    /// The template whose slots the rows fill.
    pub(super) template_id: u64,
    /// What is in the file, up to 32 MiB.
    pub(super) text: String,
    /// Which column fills which slot, where the names do not say it; an empty slot leaves the column out.
    #[serde(default)]
    #[oai(default)]
    pub(super) mapping: BTreeMap<String, String>,
}

/// What was read.
#[derive(Object)]
pub(super) struct RowsRead {
    /// The rows that can be asked, for `rows` of a run.
    rows: Vec<SlotValues>,
    /// The columns in their order.
    columns: Vec<Column>,
    /// Slots without a default that no column fills.
    missing: Vec<String>,
    /// Lines that cannot be used, up to 100 of them.
    problems: Vec<RowProblem>,
    /// How many lines cannot be used.
    problem_count: u64,
}

/// A column of the file.
#[derive(Object)]
struct Column {
    /// Its name.
    name: String,
    /// The slot that it fills; null when it is left out.
    slot: Option<String>,
}

/// A line that cannot be used.
#[derive(Object)]
struct RowProblem {
    /// Its number in the file, from 1.
    line: u64,
    /// Why.
    message: String,
}

/// What a run would come to.
#[derive(Object)]
pub(super) struct Estimate {
    /// Answers.
    items: u64,
    /// Tokens of all prompts. Three bytes are taken for a token, which is on the safe side for most texts.
    prompt_tokens: u64,
    /// Tokens of the longest prompt, reckoned the same way.
    longest_prompt: u64,
    /// Seconds until the last answer, from your earlier runs; null when a model has not answered anything yet.
    seconds: Option<f64>,
    /// The same for each model.
    models: Vec<ModelEstimate>,
}

/// What a run would come to for one model.
#[derive(Object)]
struct ModelEstimate {
    /// The model.
    model: String,
    /// Its answers.
    items: u64,
    /// Seconds for each answer in earlier runs, with as many at once as its server takes.
    seconds_each: Option<f64>,
    /// The tokens that it can take, prompt and answer together; null when its server does not say.
    context: Option<u64>,
    /// How many prompts leave no room for their answer.
    too_long: u64,
}

impl From<rows::RowsRead> for RowsRead {
    fn from(read: rows::RowsRead) -> Self {
        let rows::RowsRead { rows, columns, missing, problems, problem_count } = read;
        let columns = columns.into_iter().map(|(name, slot)| Column { name, slot }).collect();
        let problems = problems.into_iter().map(|(line, message)| RowProblem { line, message }).collect();
        Self { rows, columns, missing, problems, problem_count }
    }
}

impl From<estimate::Estimate> for Estimate {
    fn from(estimate: estimate::Estimate) -> Self {
        let estimate::Estimate { items, prompt_tokens, longest_prompt, seconds, models } = estimate;
        let model = |each: estimate::ModelEstimate| {
            let estimate::ModelEstimate { model, items, seconds_each, context, too_long } = each;
            ModelEstimate { model, items, seconds_each, context, too_long }
        };
        Self {
            items,
            prompt_tokens,
            longest_prompt,
            seconds,
            models: models.into_iter().map(model).collect(),
        }
    }
}
