//! What a run is to do, made complete and checked before anything starts.

use super::prompt;
use crate::{
    app::{
        Services,
        auth::sessions::Session,
        datasets,
        error::{AppError, BadInput},
        models, templates,
    },
    crypto::rng,
    model::{
        candidate::Candidate,
        example::{Example, TemplateRef},
        id::{DatasetId, ExampleId, RunId, TemplateId},
        message::Role,
        options::{MAX_SEED, Options},
        run::{ItemCounts, Plan, Row, Run, RunStatus},
        slot::SlotValues,
        tool::{ToolChoice, ToolDefinition},
    },
    store::StoreError,
};

/// Answers that one request may ask for.
pub const MOST_ANSWERS: u32 = 100;

/// The wish for a run from a template.
#[derive(Clone, Debug)]
pub struct NewRun {
    /// Which template; its newest version is taken.
    pub template: TemplateId,
    /// Its slots.
    pub slots: SlotValues,
    /// How many answers, 1 to [`MOST_ANSWERS`].
    pub count: u32,
    /// Who answers; the preference when none.
    pub model: Option<String>,
    /// Who paraphrases; the preference, then the answering model, when none.
    pub para_model: Option<String>,
    /// Whether an answer has to call a tool.
    pub tool_choice: ToolChoice,
    /// Sampling options.
    pub options: Options,
    /// The first seed; random when none.
    pub seed: Option<u32>,
    /// For which dataset.
    pub dataset: Option<DatasetId>,
    /// Multiplies the timers.
    pub wait_factor: u32,
}

/// A run that can start: every model exists, every slot has a value.
pub(super) async fn from_template(
    services: &Services,
    session: &Session,
    wish: NewRun,
) -> Result<(Run, Vec<Candidate>), AppError> {
    if !(1..=MOST_ANSWERS).contains(&wish.count) {
        return Err(AppError::bad(
            "count",
            format!("count is {}; ask for 1 to {MOST_ANSWERS} answers", wish.count),
        ));
    }
    let template = templates::get(services, session, wish.template).await?;
    let content = template.content;
    if let Some(unknown) = wish.slots.keys().find(|name| !content.slots.contains(name)) {
        let known = content.slots.join(", ");
        return Err(AppError::bad(
            "slots",
            format!("the template has no slot `{unknown}`; its slots are: {known}"),
        ));
    }
    if let Some(dataset) = wish.dataset {
        datasets::get(services, session, dataset).await?;
    }
    let slots = content.with_defaults(wish.slots);
    let chosen = models::choose(services, session, wish.model, wish.para_model, wish.count > 1).await?;
    let tools = if content.is_tool_calling_template { content.tool_definitions } else { Vec::new() };
    let reference = TemplateRef { id: template.id, version: template.version, name: content.name };
    let plan = Plan {
        system_prompt: content.system_prompt,
        user_prompt: content.user_prompt,
        tool_choice: checked_choice(wish.tool_choice, &tools)?,
        tools,
        output_schema: content.output_schema,
        rows: vec![Row::Slots(slots)],
        count: wish.count,
        model: chosen.model,
        para_model: chosen.para_model,
        options: wish.options,
        seed: seed(wish.seed)?,
        wait_factor: wish.wait_factor.max(1),
    };
    // The system prompt has slots too: find a missing one now, not in the worker.
    if let Some(Row::Slots(values)) = plan.rows.first() {
        crate::model::slot::fill(&plan.system_prompt, values)?;
    }
    complete(services, plan, Some(reference), wish.dataset)
}

/// A choice that the template's tools allow.
fn checked_choice(choice: ToolChoice, tools: &[ToolDefinition]) -> Result<ToolChoice, AppError> {
    let is_possible = match &choice {
        ToolChoice::Auto | ToolChoice::None => true,
        ToolChoice::Required => !tools.is_empty(),
        ToolChoice::Named(name) => tools.iter().any(|tool| tool.function.name == *name),
    };
    if is_possible {
        return Ok(choice);
    }
    let names: Vec<&str> = tools.iter().map(|tool| tool.function.name.as_str()).collect();
    let known = if names.is_empty() { "the template has no tools".to_owned() } else { names.join(", ") };
    let word = String::from(choice);
    Err(AppError::bad(
        "tool_choice",
        format!("tool_choice is `{word}`; choose auto, required, none or the name of a tool ({known})"),
    ))
}

/// A run that answers examples anew, one card for each.
pub(super) async fn from_examples(
    services: &Services,
    session: &Session,
    dataset: DatasetId,
    examples: Vec<Example>,
    model: Option<String>,
) -> Result<(Run, Vec<Candidate>), AppError> {
    let chosen = models::choose(services, session, model, None, false).await?;
    let tools = examples.first().map(|example| example.tools.clone()).unwrap_or_default();
    if examples.iter().any(|example| example.tools != tools) {
        return Err(AppError::from(BadInput {
            message: "these examples offer different tools; answer those with the same tools together"
                .to_owned(),
            field: Some("ids".to_owned()),
            ..BadInput::default()
        }));
    }
    let plan = Plan {
        system_prompt: String::new(),
        user_prompt: String::new(),
        tools,
        tool_choice: ToolChoice::Auto,
        output_schema: None,
        rows: examples.into_iter().map(question).collect(),
        count: 1,
        model: chosen.model,
        para_model: None,
        options: Options::default(),
        seed: seed(None)?,
        wait_factor: 1,
    };
    complete(services, plan, None, Some(dataset))
}

/// An example's conversation up to the answer that is to be written anew.
fn question(example: Example) -> Row {
    let Example { id, mut messages, slots, .. } = example;
    while messages.last().is_some_and(|m| m.role == Role::Assistant) {
        messages.pop();
    }
    Row::Example { id, messages, slots }
}

fn complete(
    services: &Services,
    plan: Plan,
    template: Option<TemplateRef>,
    dataset: Option<DatasetId>,
) -> Result<(Run, Vec<Candidate>), AppError> {
    let now = services.clock.now();
    let mut candidates = Vec::new();
    for (row, question) in (0_u64..).zip(&plan.rows) {
        let first = prompt::first_variation(&plan, question)?;
        for index in 0..plan.count {
            let position = row * u64::from(plan.count) + u64::from(index);
            let seed = next_seed(plan.seed, position);
            candidates.push(Candidate {
                position,
                row,
                slots: question.slots().clone(),
                example: example_of(question),
                variation: (index == 0).then(|| first.clone()),
                variation_index: index,
                ..Candidate::unasked(plan.model.clone(), seed, plan.wait_factor, now)
            });
        }
    }
    let run = Run {
        id: RunId(0),
        status: RunStatus::Queued,
        template,
        dataset,
        expanded: plan.rows.len() as u64,
        items: ItemCounts { total: candidates.len() as u64, ..ItemCounts::default() },
        plan,
        notice: None,
        created_at: now,
        finished_at: None,
    };
    Ok((run, candidates))
}

fn example_of(row: &Row) -> Option<ExampleId> {
    match row {
        Row::Slots(_) => None,
        Row::Example { id, .. } => Some(*id),
    }
}

fn seed(wanted: Option<u32>) -> Result<u32, AppError> {
    match wanted {
        Some(seed) if seed > MAX_SEED => {
            Err(AppError::bad("seed", format!("seed is {seed}; servers take 0 to {MAX_SEED}")))
        }
        Some(seed) => Ok(seed),
        None => Ok(u32::from_be_bytes(rng::bytes().map_err(StoreError::from)?) & MAX_SEED),
    }
}

/// The seed of an item: its run's, counted on, within what servers take.
pub(super) fn next_seed(first: u32, by: u64) -> u32 {
    let sum = (u64::from(first) + by) % (u64::from(MAX_SEED) + 1);
    u32::try_from(sum).unwrap_or(first)
}
