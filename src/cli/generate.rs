//! `dsforge generate`: runs without a browser. What was answered is kept whatever happens, and a run that was
//! broken off goes on with `--resume`.

use std::{io, path::PathBuf};

use serde_json::json;
use tokio::{sync::broadcast::error::RecvError, task::JoinHandle};

use super::{
    account::{AccountArgs, SignedIn},
    assemble,
    failure::Failure,
    serve,
    terminal::{self, Progress},
};
use crate::{
    app::{
        datasets,
        examples::{self, NewExample},
        runs::{
            self, NewRun, Retry, Wanted,
            live::RunEvent,
            rows::{self, RowsFile},
        },
        templates,
    },
    config::{GlobalArgs, ServeArgs},
    model::{
        candidate::{Candidate, CandidateState},
        id::{DatasetId, RunId},
        options::Options,
        run::{Run, RunStatus},
        slot::SlotValues,
    },
};

/// Answers that are read, printed and added together.
const PAGE: usize = 500;

#[derive(Debug, clap::Args)]
pub(super) struct GenerateArgs {
    /// The template, by its name or its id
    #[arg(value_name = "TEMPLATE", required_unless_present = "resume", conflicts_with = "resume")]
    template: Option<String>,
    #[command(flatten)]
    rows: RowArgs,
    /// Variations of each row: the filled prompt first, then paraphrases of it
    #[arg(long, value_name = "N", default_value_t = 1)]
    count: u32,
    /// Who answers; several models each answer everything. Your default when left out
    #[arg(long, value_name = "MODEL")]
    model: Vec<String>,
    /// Who paraphrases; your default when left out
    #[arg(long, value_name = "MODEL")]
    para_model: Option<String>,
    /// Answers of each model to each variation
    #[arg(long, value_name = "N", default_value_t = 1)]
    samples: u32,
    /// The first answer's seed; each further answer has the next one
    #[arg(long, value_name = "N")]
    seed: Option<u32>,
    #[command(flatten)]
    options: OptionArgs,
    /// Add every answer to this dataset, by its name or its id
    #[arg(long, value_name = "DATASET")]
    dataset: Option<String>,
    /// Go on with this run, and ask again for what failed in it
    #[arg(long, value_name = "RUN")]
    resume: Option<u64>,
    /// Print each answer as a line of JSON
    #[arg(long)]
    json: bool,
    #[command(flatten)]
    account: AccountArgs,
}

/// What the slots are filled with.
#[derive(Debug, clap::Args)]
struct RowArgs {
    /// A file of rows: CSV whose first line names the slots, or a JSON object on each line
    #[arg(long, value_name = "FILE", conflicts_with = "slot")]
    rows: Option<PathBuf>,
    /// A value of the only row; once for each slot
    #[arg(long, value_name = "NAME=VALUE", value_parser = slot)]
    slot: Vec<(String, String)>,
}

/// How to sample; what is left out is left to the server.
#[derive(Debug, clap::Args)]
struct OptionArgs {
    /// 0 always picks the likeliest token
    #[arg(long, value_name = "T")]
    temperature: Option<f64>,
    /// Share of probability to pick from
    #[arg(long, value_name = "P")]
    top_p: Option<f64>,
    /// Number of tokens to pick from
    #[arg(long, value_name = "K")]
    top_k: Option<u32>,
    /// Tokens of context
    #[arg(long, value_name = "TOKENS")]
    num_ctx: Option<u32>,
    /// Most tokens to answer with
    #[arg(long, value_name = "TOKENS")]
    num_predict: Option<u32>,
    /// A text that ends the answer; may be repeated
    #[arg(long, value_name = "TEXT")]
    stop: Vec<String>,
    /// Whether a model that can think does
    #[arg(long, value_name = "YES")]
    think: Option<bool>,
    /// How long the server keeps the model loaded, such as 5m
    #[arg(long, value_name = "TIME")]
    keep_alive: Option<String>,
}

fn slot(text: &str) -> Result<(String, String), String> {
    let (name, value) = text.split_once('=').ok_or("write NAME=VALUE")?;
    Ok((name.to_owned(), value.to_owned()))
}

pub(super) fn run(global: &GlobalArgs, args: GenerateArgs) -> Result<(), Failure> {
    let settings = assemble::settings(global, &ServeArgs::default())?;
    serve::harden();
    let runtime = serve::runtime()?;
    runtime.block_on(async {
        let GenerateArgs { account, .. } = &args;
        let signed_in = account.clone().sign_in(&settings).await?;
        let outcome = generate(&signed_in, args).await;
        signed_in.close().await?;
        outcome
    })
}

async fn generate(signed_in: &SignedIn, args: GenerateArgs) -> Result<(), Failure> {
    let SignedIn { services, session } = signed_in;
    let dataset = match &args.dataset {
        Some(name) => Some(datasets::named(services, session, name).await?),
        None => None,
    };
    let json = args.json;
    // From the first moment on, an interruption ends nothing in the middle.
    let interrupted = tokio::spawn(tokio::signal::ctrl_c());
    let run = match args.resume {
        Some(run) => go_on(signed_in, RunId(run)).await?,
        None => begin(signed_in, args, dataset.as_ref().map(|dataset| dataset.id)).await?,
    };
    watch(signed_in, run, interrupted).await?;
    let ended = runs::get(services, session, run).await?.run;
    if json {
        print_all(signed_in, run).await?;
    }
    if let Some(dataset) = dataset {
        let added = add_all(signed_in, run, dataset.id).await?;
        terminal::remark(&format!("Added {added} answers to {}.", dataset.name));
    }
    report(&ended)
}

async fn begin(
    SignedIn { services, session }: &SignedIn,
    args: GenerateArgs,
    dataset: Option<DatasetId>,
) -> Result<RunId, Failure> {
    let template = templates::named(services, session, &args.template.unwrap_or_default()).await?;
    let rows = match &args.rows.rows {
        None => vec![args.rows.slot.into_iter().collect::<SlotValues>()],
        Some(path) => {
            let text = std::fs::read_to_string(path)
                .map_err(|error| Failure::system(&format!("{} cannot be read", path.display()), &error))?;
            let file = RowsFile { template: template.id, text, mapping: std::collections::BTreeMap::new() };
            let read = rows::read(services, session, file).await?;
            usable(read, path)?
        }
    };
    let OptionArgs { temperature, top_p, top_k, num_ctx, num_predict, stop, think, keep_alive } =
        args.options;
    let wish = NewRun {
        template: template.id,
        template_version: None,
        rows,
        count: args.count,
        models: args.model,
        samples: args.samples,
        para_model: args.para_model,
        tool_choice: None,
        options: Options { temperature, top_p, top_k, num_ctx, num_predict, stop, think, keep_alive },
        seed: args.seed,
        dataset,
        wait_factor: 1,
        paused: false,
    };
    let run = runs::start(services, session, wish).await?.run;
    terminal::remark(&format!("Run {} of {} answers has begun.", run.id, run.items.total));
    Ok(run.id)
}

/// The rows of a file, all of them: a terminal shows no preview in which some could be left out knowingly.
fn usable(read: rows::RowsRead, path: &std::path::Path) -> Result<Vec<SlotValues>, Failure> {
    let path = path.display();
    if !read.missing.is_empty() {
        let missing = read.missing.join(", ");
        return Err(Failure::Usage(format!("No column of {path} fills these slots: {missing}.")));
    }
    if let Some((line, what)) = read.problems.first() {
        let count = read.problem_count;
        return Err(Failure::Usage(format!(
            "{path} has {count} lines that cannot be used. Line {line}: {what}."
        )));
    }
    Ok(read.rows)
}

async fn go_on(SignedIn { services, session }: &SignedIn, run: RunId) -> Result<RunId, Failure> {
    let seen = runs::get(services, session, run).await?;
    match seen.run.status {
        RunStatus::Queued | RunStatus::Running | RunStatus::Paused => {
            runs::resume(services, session, run).await?;
        }
        RunStatus::Done | RunStatus::Failed if seen.run.items.failed > 0 => {
            runs::retry(services, session, run, Retry::default()).await?;
        }
        RunStatus::Done | RunStatus::Failed | RunStatus::Cancelled => {}
    }
    Ok(run)
}

/// Waits for the end of a run. Whoever interrupts it pauses it.
async fn watch(
    SignedIn { services, session }: &SignedIn,
    run: RunId,
    mut interrupted: JoinHandle<io::Result<()>>,
) -> Result<(), Failure> {
    let mut bar = Progress::new("Answers");
    let mut told = None;
    while let Some((state, mut events)) = runs::follow(services, session, run).await? {
        let items = state.run.items;
        bar.show(items.total - items.open(), items.total);
        loop {
            let event = tokio::select! {
                _ = &mut interrupted => {
                    drop(bar);
                    runs::pause(services, session, run).await?;
                    services.runs.settled(session.user, run).await;
                    return Err(Failure::System(format!(
                        "Run {run} is paused, and every answer so far is kept. Go on with: dsforge generate --resume {run}"
                    )));
                }
                event = events.recv() => event,
            };
            match event {
                Ok(RunEvent::Run(run)) => {
                    bar.show(run.items.total - run.items.open(), run.items.total);
                    if run.status.is_unfinished() && run.notice != told {
                        told.clone_from(&run.notice);
                        bar.remark(run.notice.as_deref().unwrap_or("The run goes on."));
                    }
                }
                Ok(RunEvent::End) | Err(RecvError::Closed) => break,
                Ok(_) | Err(RecvError::Lagged(_)) => {}
            }
        }
    }
    Ok(())
}

/// Every answer that a card shows, page by page.
async fn each_page(
    SignedIn { services, session }: &SignedIn,
    run: RunId,
    page: usize,
) -> Result<Vec<Candidate>, Failure> {
    let wanted = Wanted {
        state: Some(CandidateState::Done),
        newest: true,
        offset: page * PAGE,
        limit: PAGE,
        ..Wanted::default()
    };
    let (found, _) = runs::candidates(services, session, run, wanted).await?;
    Ok(found.into_iter().map(|(candidate, _)| candidate).collect())
}

async fn print_all(signed_in: &SignedIn, run: RunId) -> Result<(), Failure> {
    for page in 0.. {
        let answers = each_page(signed_in, run, page).await?;
        if answers.is_empty() {
            break;
        }
        for answer in answers {
            let line = json!({
                "run_id": run,
                "candidate_id": answer.id,
                "row": answer.row,
                "slots": answer.slots,
                "variation": answer.variation,
                "model": answer.model,
                "seed": answer.seed,
                "output": answer.output,
                "reasoning": answer.reasoning,
                "tool_calls": answer.tool_calls,
                "finish_reason": answer.finish_reason,
                "tokens": answer.tokens,
            });
            terminal::say(&line.to_string());
        }
    }
    Ok(())
}

/// Adds what is not in any dataset yet. Says how much that was.
async fn add_all(signed_in: &SignedIn, run: RunId, dataset: DatasetId) -> Result<usize, Failure> {
    let mut added = 0;
    for page in 0.. {
        let answers = each_page(signed_in, run, page).await?;
        if answers.is_empty() {
            break;
        }
        let new: Vec<NewExample> = answers
            .iter()
            .filter(|answer| answer.added_to.is_none() && answer.has_answer())
            .map(|answer| NewExample::of_candidate(run, answer))
            .collect();
        if !new.is_empty() {
            added += new.len();
            examples::add(&signed_in.services, &signed_in.session, dataset, new).await?;
        }
    }
    Ok(added)
}

fn report(run: &Run) -> Result<(), Failure> {
    let items = run.items;
    terminal::remark(&format!(
        "Run {}: {} answered, {} failed, {} stopped, of {}.",
        run.id, items.done, items.failed, items.stopped, items.total
    ));
    if let Some(notice) = &run.notice {
        terminal::remark(notice);
    }
    for failures in run.failures().values() {
        terminal::remark(&format!("{} times: {}", failures.count, failures.message));
    }
    if items.failed > 0 {
        return Err(Failure::System(format!("{} answers failed.", items.failed)));
    }
    Ok(())
}
