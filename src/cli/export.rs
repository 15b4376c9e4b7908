//! `dsforge export`: a dataset as a file for a trainer, without a browser.

use std::path::PathBuf;

use super::{
    account::{AccountArgs, SignedIn},
    assemble,
    failure::Failure,
    lint,
    new_file::NewFile,
    serve,
    terminal::{self, Progress},
};
use crate::{
    app::{
        datasets,
        error::AppError,
        examples::Filter,
        exports::{self, Export, ExportWish, SplitWish},
    },
    config::{GlobalArgs, ServeArgs},
    model::{example::AlternativeKind, id::ExampleId},
    render::{
        export::{ExportOptions, Package, Reasoning, System, ToolArgs},
        rules::Rule,
    },
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
    /// Only examples that contain this text, in any case
    #[arg(long, value_name = "TEXT", default_value = "", hide_default_value = true)]
    containing: String,
    /// Only examples that meet this condition, such as tag:urgent or rating:4..5; may be said several times
    #[arg(long, value_name = "FIELD:VALUE")]
    filter: Vec<String>,
    /// What becomes of system prompts
    #[arg(long, value_enum, default_value = "keep")]
    system: SystemArg,
    /// A text that takes the place of every system prompt
    #[arg(long, value_name = "TEXT", conflicts_with = "system")]
    system_prompt: Option<String>,
    /// What becomes of reasoning
    #[arg(long, value_enum, default_value = "drop")]
    reasoning: ReasoningArg,
    /// How arguments of calls are written; as the format's readers want it when left out
    #[arg(long, value_enum)]
    tool_args: Option<ToolArgsArg>,
    /// Leave the start token out, where the format has one
    #[arg(long)]
    no_bos: bool,
    /// Which answers that lost are compared; all when left out
    #[arg(long, value_enum, value_delimiter = ',')]
    pairs: Vec<PairArg>,
    /// Divide the rows, in percent: 90,10 is train and valid, 80,10,10 also test. Makes a ZIP
    #[arg(long, value_name = "SHARES")]
    split: Option<String>,
    /// The seed of the split
    #[arg(long, value_name = "NUMBER", requires = "split")]
    seed: Option<u64>,
    /// Cut Parquet into files of about so many MiB of text, named as the Hub does; 512 in a ZIP when left out. Makes a ZIP
    #[arg(long, value_name = "MIB", value_parser = clap::value_parser!(u64).range(1..=1 << 20))]
    file_mib: Option<u64>,
    /// The kind of file; the format's own when left out
    #[arg(long, value_enum)]
    package: Option<PackageArg>,
    /// Leave rows out that break one of these rules; `dsforge lint --rules` lists them
    #[arg(long, value_name = "RULE,…", value_delimiter = ',', value_parser = lint::rule_of_rows)]
    exclude: Vec<Rule>,
    /// About how many tokens a row may have before it counts as too long
    #[arg(long, value_name = "NUMBER", default_value_t = 4096)]
    max_tokens: usize,
    /// Keep texts in CSV that a spreadsheet would run as formulas
    #[arg(long)]
    formulas: bool,
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

#[derive(Clone, Copy, Debug, clap::ValueEnum)]
enum PairArg {
    Rejected,
    Original,
    Outranked,
}

#[derive(Clone, Copy, Debug, clap::ValueEnum)]
enum PackageArg {
    Jsonl,
    Zip,
    Csv,
    Parquet,
}

pub(super) fn run(global: &GlobalArgs, args: ExportArgs) -> Result<(), Failure> {
    let settings = assemble::settings(global, &ServeArgs::default())?;
    serve::harden();
    let runtime = serve::runtime()?;
    runtime.block_on(async {
        let ExportArgs { dataset, format, out, force, choices, account } = args;
        let wish = choices.wish(format)?;
        let signed_in = account.sign_in(&settings).await?;
        let written = write(&signed_in, &dataset, wish, out, force).await;
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

fn unusable(error: &AppError) -> Failure {
    Failure::Usage(format!("{error}."))
}

impl Choices {
    fn wish(self, format: String) -> Result<ExportWish, Failure> {
        let split = self.split.map(|shares| SplitWish::parse(&shares, self.seed)).transpose();
        Ok(ExportWish {
            ids: self.ids.into_iter().map(ExampleId).collect(),
            filter: Filter::parse(&self.containing, &self.filter).map_err(|error| unusable(&error))?,
            options: ExportOptions {
                system: match (self.system_prompt, self.system) {
                    (Some(text), _) => System::Replace(text),
                    (None, SystemArg::Keep) => System::Keep,
                    (None, SystemArg::Drop) => System::Drop,
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
                bos: !self.no_bos,
                pairs: self.pairs.into_iter().map(AlternativeKind::from).collect(),
            },
            file_mib: self.file_mib,
            package: self.package.map(Package::from),
            split: split.map_err(|error| unusable(&error))?,
            exclude: self.exclude,
            most_tokens: self.max_tokens,
            guard_formulas: !self.formulas,
            ..ExportWish::of(format)
        })
    }
}

impl From<PairArg> for AlternativeKind {
    fn from(pair: PairArg) -> Self {
        match pair {
            PairArg::Rejected => Self::Rejected,
            PairArg::Original => Self::Original,
            PairArg::Outranked => Self::Outranked,
        }
    }
}

impl From<PackageArg> for Package {
    fn from(package: PackageArg) -> Self {
        match package {
            PackageArg::Jsonl => Self::Jsonl,
            PackageArg::Zip => Self::Zip,
            PackageArg::Csv => Self::Csv,
            PackageArg::Parquet => Self::Parquet,
        }
    }
}
