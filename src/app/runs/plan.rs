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
        run::{ItemCounts, Plan, Row, Run, RunStatus, Tally},
        slot::{self, MissingSlot, SlotValues},
        template::TemplateContent,
        tool::{ToolChoice, ToolDefinition},
    },
    store::StoreError,
};

/// Variations of one row that may be asked for.
pub const MOST_VARIATIONS: u32 = 100;
/// Rows of one run.
pub const MOST_ROWS: usize = 100_000;
/// Answers of one model to one variation.
pub const MOST_SAMPLES: u32 = 100;
/// Models of one run.
const MOST_MODELS: usize = 20;
/// Items of one run.
const MOST_ITEMS: u64 = 1_000_000;

/// What the candidates of one chunk of rows are at most, and how much text the chunk itself holds.
const CHUNK_ITEMS: u64 = 256;
const CHUNK_BYTES: usize = 1 << 20;

/// The wish for a run from a template.
#[derive(Clone, Debug)]
pub struct NewRun {
    /// Which template.
    pub template: TemplateId,
    /// Which version of it; the newest when none.
    pub template_version: Option<u64>,
    /// A value for each slot, row by row.
    pub rows: Vec<SlotValues>,
    /// How many variations of each row, 1 to [`MOST_VARIATIONS`].
    pub count: u32,
    /// Who answers; the preference when empty.
    pub models: Vec<String>,
    /// How many answers of each model to each variation.
    pub samples: u32,
    /// Who paraphrases; the preference, then the answering model, when none.
    pub para_model: Option<String>,
    /// Whether an answer has to call a tool; none leaves it to the template.
    pub tool_choice: Option<ToolChoice>,
    /// Sampling options.
    pub options: Options,
    /// The first seed; random when none.
    pub seed: Option<u32>,
    /// For which dataset.
    pub dataset: Option<DatasetId>,
    /// Multiplies the timers.
    pub wait_factor: u32,
    /// Whether nothing is asked until it is resumed or taken out as a batch file.
    pub paused: bool,
}

/// A run that can start: the run, its first candidates, and the rows whose turn comes later.
pub(super) struct Ready {
    pub(super) run: Run,
    pub(super) candidates: Vec<Candidate>,
    pub(super) later: Vec<Vec<SlotValues>>,
}

/// A run whose rows are still to be checked, which takes a while when they are many.
pub(super) struct Draft {
    pub(super) plan: Plan,
    pub(super) rows: Vec<SlotValues>,
    pub(super) content: TemplateContent,
    template: TemplateRef,
    dataset: Option<DatasetId>,
    now: jiff::Timestamp,
}

/// A run as far as it can be checked without looking at each row: every model exists.
pub(super) async fn from_template(
    services: &Services,
    session: &Session,
    wish: NewRun,
) -> Result<Draft, AppError> {
    check_sizes(&wish)?;
    check_options(&wish.options)?;
    let template = templates::get(services, session, wish.template).await?;
    let (version, content) = match wish.template_version {
        None => (template.version, template.content),
        Some(wanted) => {
            let all = templates::versions(services, session, wish.template).await?;
            let found = all.into_iter().find(|version| version.version == wanted);
            let found = found.ok_or_else(|| {
                AppError::bad("template_version", format!("the template has no version {wanted}"))
            })?;
            (wanted, found.content)
        }
    };
    if let Some(dataset) = wish.dataset {
        datasets::get(services, session, dataset).await?;
    }
    let mut models = wish.models.into_iter();
    let paraphrases = wish.count > 1;
    let chosen = models::choose(services, session, models.next(), wish.para_model, paraphrases).await?;
    let mut all = vec![chosen.model.clone()];
    for model in models {
        models::check(services, session, &model).await?;
        if !all.contains(&model) {
            all.push(model);
        }
    }
    let tools = if content.is_tool_calling_template { content.tool_definitions.clone() } else { Vec::new() };
    let plan = Plan {
        system_prompt: content.system_prompt.clone(),
        user_prompt: content.user_prompt.clone(),
        tool_choice: choice(wish.tool_choice, &content, &tools)?,
        tools,
        output_schema: content.output_schema.clone(),
        rows: Vec::new(),
        row_count: wish.rows.len() as u64,
        count: wish.count,
        model: chosen.model,
        models: all,
        samples: wish.samples,
        para_model: chosen.para_model,
        options: wish.options,
        seed: seed(wish.seed)?,
        wait_factor: wish.wait_factor.max(1),
    };
    let template = TemplateRef { id: template.id, version, name: content.name.clone() };
    let (dataset, now) = (wish.dataset, services.clock.now());
    Ok(Draft { plan, rows: wish.rows, content, template, dataset, now })
}

impl Draft {
    /// Checks every row and puts the first ones into the run. It may take a while.
    pub(super) fn complete(self) -> Result<Ready, AppError> {
        let Self { mut plan, rows, content, template, dataset, now } = self;
        let is_single = rows.len() == 1;
        let mut checked = Vec::with_capacity(rows.len());
        for (index, row) in rows.into_iter().enumerate() {
            let row = check_row(&content, row).map_err(|fault| in_row(fault, index, is_single))?;
            checked.push(row);
        }
        let mut chunks = chunks(&plan, checked).into_iter();
        let first: Vec<Row> = chunks.next().unwrap_or_default().into_iter().map(Row::Slots).collect();
        plan.rows = first.first().cloned().into_iter().collect();
        let candidates = candidates(&plan, 0, &first, now)?;
        let run = run(plan, first.len() as u64, Some(template), dataset, now);
        Ok(Ready { run, candidates, later: chunks.collect() })
    }
}

/// Complete values of a row.
pub(super) fn check_row(content: &TemplateContent, values: SlotValues) -> Result<SlotValues, AppError> {
    if let Some(unknown) = values.keys().find(|name| !content.slots.contains(name)) {
        let known = content.slots.join(", ");
        return Err(AppError::bad(
            "slots",
            format!("the template has no slot `{unknown}`; its slots are: {known}"),
        ));
    }
    let values = content.with_defaults(values);
    // The system prompt has slots too: find a missing one now, not in the worker.
    slot::fill(&content.system_prompt, &values)?;
    slot::fill(&content.user_prompt, &values)?;
    Ok(values)
}

/// A fault that says in which row it is.
pub(super) fn in_row(fault: AppError, index: usize, is_single: bool) -> AppError {
    match fault {
        AppError::BadInput(mut input) if !is_single => {
            input.message = format!("row {}: {}", index + 1, input.message);
            input.field = Some("rows".to_owned());
            input.index = Some(index);
            AppError::BadInput(input)
        }
        other => other,
    }
}

fn check_sizes(wish: &NewRun) -> Result<(), AppError> {
    let within = |field: &str, given: u64, most: u64, what: &str| {
        if (1..=most).contains(&given) {
            return Ok(());
        }
        Err(AppError::bad(field, format!("{field} is {given}; ask for 1 to {most} {what}")))
    };
    within("count", wish.count.into(), MOST_VARIATIONS.into(), "answers")?;
    within("samples", wish.samples.into(), MOST_SAMPLES.into(), "samples")?;
    if wish.rows.is_empty() || wish.rows.len() > MOST_ROWS {
        let given = wish.rows.len();
        return Err(AppError::bad("rows", format!("there are {given} rows; a run takes 1 to {MOST_ROWS}")));
    }
    if wish.models.len() > MOST_MODELS {
        let given = wish.models.len();
        return Err(AppError::bad("models", format!("there are {given} models; a run takes {MOST_MODELS}")));
    }
    let items = wish.rows.len() as u64
        * u64::from(wish.count)
        * u64::from(wish.samples)
        * wish.models.len().max(1) as u64;
    if items > MOST_ITEMS {
        return Err(AppError::bad(
            "rows",
            format!("this makes {items} answers; a run takes up to {MOST_ITEMS}. Start several runs."),
        ));
    }
    Ok(())
}

/// What no server takes is better refused now than a thousand times later.
pub(super) fn check_options(options: &Options) -> Result<(), AppError> {
    let bad = |name: &str, must: &str| Err(AppError::bad("options", format!("options.{name} {must}")));
    match options {
        Options { temperature: Some(t), .. } if !(0.0..=5.0).contains(t) => {
            bad("temperature", "goes from 0 to 5")
        }
        Options { top_p: Some(p), .. } if !(0.0..=1.0).contains(p) => bad("top_p", "goes from 0 to 1"),
        Options { num_predict: Some(0), .. } => bad("num_predict", "is at least 1"),
        Options { num_ctx: Some(0), .. } => bad("num_ctx", "is at least 1"),
        _ => Ok(()),
    }
}

/// Rows in portions whose candidates are made together.
fn chunks(plan: &Plan, rows: Vec<SlotValues>) -> Vec<Vec<SlotValues>> {
    let most = usize::try_from((CHUNK_ITEMS / plan.items_of_a_row().max(1)).max(1)).unwrap_or(1);
    let mut chunks: Vec<Vec<SlotValues>> = Vec::new();
    let mut bytes = 0;
    for row in rows {
        let size: usize = row.values().map(String::len).sum();
        let is_full = chunks.last().is_none_or(|chunk| chunk.len() >= most || bytes + size > CHUNK_BYTES);
        if is_full {
            chunks.push(Vec::new());
            bytes = 0;
        }
        bytes += size;
        if let Some(chunk) = chunks.last_mut() {
            chunk.push(row);
        }
    }
    chunks
}

/// Whether answers have to call a tool: the run's word, else the template's while its tools are on.
fn choice(
    wish: Option<ToolChoice>,
    content: &TemplateContent,
    tools: &[ToolDefinition],
) -> Result<ToolChoice, AppError> {
    let of_template = || if tools.is_empty() { ToolChoice::Auto } else { content.tool_choice.clone() };
    let choice = wish.unwrap_or_else(of_template);
    if choice.is_possible_with(tools) {
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
) -> Result<Ready, AppError> {
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
    let plan = of_examples(examples.into_iter().map(question).collect(), tools, chosen.model)?;
    let now = services.clock.now();
    let candidates = candidates(&plan, 0, &plan.rows, now)?;
    let expanded = plan.row_count();
    let run = run(plan, expanded, None, Some(dataset), now);
    Ok(Ready { run, candidates, later: Vec::new() })
}

/// A plan without a template: each row is an example, answered by this model.
pub(super) fn of_examples(
    rows: Vec<Row>,
    tools: Vec<ToolDefinition>,
    model: String,
) -> Result<Plan, AppError> {
    Ok(Plan {
        system_prompt: String::new(),
        user_prompt: String::new(),
        tools,
        tool_choice: ToolChoice::Auto,
        output_schema: None,
        rows,
        row_count: 0,
        count: 1,
        model,
        models: Vec::new(),
        samples: 1,
        para_model: None,
        options: Options::default(),
        seed: seed(None)?,
        wait_factor: 1,
    })
}

/// An example's conversation up to the answer that is to be written anew.
pub(super) fn question(example: Example) -> Row {
    let Example { id, mut messages, slots, .. } = example;
    while messages.last().is_some_and(|m| m.role == Role::Assistant) {
        messages.pop();
    }
    Row::Example { id, messages, slots }
}

/// The candidates of some rows, of which the first has this number. One model's stand together, so that its server
/// does not have to change models from one to the next.
pub(super) fn candidates(
    plan: &Plan,
    first_row: u64,
    rows: &[Row],
    now: jiff::Timestamp,
) -> Result<Vec<Candidate>, MissingSlot> {
    let mut made = Vec::new();
    let per_variation = plan.models().len() as u64 * u64::from(plan.samples());
    for (place, model) in (0_u64..).zip(plan.models()) {
        for (row, question) in (first_row..).zip(rows) {
            let first = prompt::first_variation(plan, question)?;
            for index in 0..plan.count {
                for sample in 0..plan.samples() {
                    let position = row * plan.items_of_a_row()
                        + u64::from(index) * per_variation
                        + place * u64::from(plan.samples())
                        + u64::from(sample);
                    made.push(Candidate {
                        position,
                        row,
                        slots: question.slots().clone(),
                        example: example_of(question),
                        variation: (index == 0).then(|| first.clone()),
                        variation_index: index,
                        ..Candidate::unasked(
                            model.clone(),
                            next_seed(plan.seed, position),
                            plan.wait_factor,
                            now,
                        )
                    });
                }
            }
        }
    }
    Ok(made)
}

pub(super) fn run(
    plan: Plan,
    expanded: u64,
    template: Option<TemplateRef>,
    dataset: Option<DatasetId>,
    now: jiff::Timestamp,
) -> Run {
    let total = plan.row_count() * plan.items_of_a_row();
    let of_each = total / plan.models().len().max(1) as u64;
    let tallies = plan.models().iter().map(|m| (m.clone(), Tally { total: of_each, ..Tally::default() }));
    Run {
        id: RunId(0),
        status: RunStatus::Queued,
        template,
        dataset,
        expanded,
        items: ItemCounts { total, ..ItemCounts::default() },
        tallies: tallies.collect(),
        worked_seconds: 0.0,
        plan,
        notice: None,
        batch: None,
        created_at: now,
        finished_at: None,
    }
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
