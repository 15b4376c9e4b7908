//! `dsforge export`: a dataset as a file for a trainer, without a browser.

use std::path::PathBuf;

use super::{
    account::{AccountArgs, SignedIn},
    assemble,
    failure::Failure,
    new_file::NewFile,
    serve,
    terminal::{self, Progress},
};
use crate::{
    app::{
        datasets,
        exports::{self, Export, ExportWish},
    },
    config::{GlobalArgs, ServeArgs},
    model::id::ExampleId,
    render::export::{ExportOptions, Reasoning, System, ToolArgs},
};

#[derive(Debug, clap::Args)]
pub(super) struct ExportArgs {
    /// The dataset, by its name or its id
    #[arg(value_name = "DATASET")]
    dataset: String,
    /// The format
    #[arg(long, value_name = "ID", default_value = "raw")]
    format: String,
    /// The file to write, or - for standard output; named after dataset and format when left out
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
    /// Write over a file that is there
    #[arg(long)]
    force: bool,
    #[command(flatten)]
    choices: Choices,
    #[command(flatten)]
    account: AccountArgs,
}

/// What to write of each example, and how.
#[derive(Debug, clap::Args)]
struct Choices {
    /// Only these examples, by id, with commas between
    #[arg(long, value_name = "ID,…", value_delimiter = ',')]
    ids: Vec<u64>,
    /// What becomes of system prompts
    #[arg(long, value_enum, default_value = "keep")]
    system: SystemArg,
    /// What becomes of reasoning
    #[arg(long, value_enum, default_value = "drop")]
    reasoning: ReasoningArg,
    /// How arguments of calls are written; as the format's readers want it when left out
    #[arg(long, value_enum)]
    tool_args: Option<ToolArgsArg>,
}

#[derive(Clone, Copy, Debug, clap::ValueEnum)]
enum SystemArg {
    Keep,
    Drop,
}

#[derive(Clone, Copy, Debug, clap::ValueEnum)]
enum ReasoningArg {
    Drop,
    Field,
    Think,
}

#[derive(Clone, Copy, Debug, clap::ValueEnum)]
enum ToolArgsArg {
    Object,
    String,
}

pub(super) fn run(global: &GlobalArgs, args: ExportArgs) -> Result<(), Failure> {
    let settings = assemble::settings(global, &ServeArgs::default())?;
    serve::harden();
    let runtime = serve::runtime()?;
    runtime.block_on(async {
        let ExportArgs { dataset, format, out, force, choices, account } = args;
        let signed_in = account.sign_in(&settings).await?;
        let written = write(&signed_in, &dataset, choices.wish(format), out, force).await;
        signed_in.close().await?;
        written
    })
}

async fn write(
    SignedIn { services, session }: &SignedIn,
    dataset: &str,
    wish: ExportWish,
    out: Option<PathBuf>,
    force: bool,
) -> Result<(), Failure> {
    let dataset = datasets::named(services, session, dataset).await?;
    let export = exports::start(services, session, dataset.id, wish).await?;
    let out = out.unwrap_or_else(|| PathBuf::from(&export.file_name));
    if out.as_os_str() == "-" {
        return to_stdout(export).await;
    }
    let mut file = NewFile::create(&out, force)?;
    let mut bar = Progress::new("Writing examples");
    let Export { mut chunks, examples, done, .. } = export;
    while let Some(chunk) = chunks.recv().await {
        file.write(&chunk.map_err(|error| broken_off(&error))?)?;
        bar.show(done.so_far(), examples);
    }
    drop(bar);
    file.keep()?;
    terminal::say(&format!("{} is written.", out.display()));
    Ok(())
}

async fn to_stdout(mut export: Export) -> Result<(), Failure> {
    while let Some(chunk) = export.chunks.recv().await {
        terminal::pass_on(&chunk.map_err(|error| broken_off(&error))?)?;
    }
    Ok(())
}

fn broken_off(error: &std::io::Error) -> Failure {
    Failure::System(format!("The export broke off, and nothing whole was written: {error}."))
}

impl Choices {
    fn wish(self, format: String) -> ExportWish {
        let options = ExportOptions {
            system: match self.system {
                SystemArg::Keep => System::Keep,
                SystemArg::Drop => System::Drop,
            },
            reasoning: match self.reasoning {
                ReasoningArg::Drop => Reasoning::Drop,
                ReasoningArg::Field => Reasoning::Field,
                ReasoningArg::Think => Reasoning::Think,
            },
            tool_args: self.tool_args.map(|form| match form {
                ToolArgsArg::Object => ToolArgs::Object,
                ToolArgsArg::String => ToolArgs::String,
            }),
            ..ExportOptions::default()
        };
        ExportWish { format, ids: self.ids.into_iter().map(ExampleId).collect(), options }
    }
}
