//! Exports: a dataset written out in a trainer's format, as a stream.
//!
//! `plan` settles what is asked for, `rows` makes its lines, `split` says which side each is on, `write` puts them
//! into a file, and `check` says before all that what would go wrong.

mod check;
mod plan;
mod rows;
mod split;
mod write;

use std::sync::{
    Arc,
    atomic::{AtomicU64, Ordering},
};

pub use check::{Check, CheckedFile, check};
pub use split::SplitWish;
use tokio::sync::mpsc;

use self::plan::Plan;
use super::{
    Services,
    auth::sessions::Session,
    error::{AppError, BadInput},
    examples::Filter,
};
use crate::{
    model::{
        export_template::Unit,
        id::{DatasetId, ExampleId},
    },
    render::{
        export::{ExportOptions, Package, RowError},
        file_name::{content_disposition, file_name},
        rules::Rule,
    },
    store::StoreError,
};

/// Chunks that may lie ready. Together they bound the memory of an export.
const CHUNKS_READY: usize = 8;

/// What to write.
#[derive(Clone, Debug)]
pub struct ExportWish {
    /// Which format, by its id.
    pub format: String,
    /// A template that is tried out in place of the format's own.
    pub draft: Option<(String, Unit)>,
    /// Which examples; empty takes all.
    pub ids: Vec<ExampleId>,
    /// Of these, those that it takes.
    pub filter: Filter,
    /// What to keep and how to write it.
    pub options: ExportOptions,
    /// The kind of file; none takes the format's own, or a ZIP where there is a split.
    pub package: Option<Package>,
    /// How rows are divided.
    pub split: Option<SplitWish>,
    /// Parquet in a ZIP is cut into files of so much text, in MiB; none takes what the Hub's viewer reads well. Makes a
    /// ZIP.
    pub file_mib: Option<u64>,
    /// Rows that break one of these rules are left out.
    pub exclude: Vec<Rule>,
    /// Tokens that a model reads at once, about.
    pub most_tokens: usize,
    /// Whether a text in a CSV file that a spreadsheet would run as a formula is made harmless.
    pub guard_formulas: bool,
}

impl ExportWish {
    /// The whole dataset in a format, as its readers want it.
    pub fn of(format: impl Into<String>) -> Self {
        Self {
            format: format.into(),
            draft: None,
            ids: Vec::new(),
            filter: Filter::default(),
            options: ExportOptions::default(),
            package: None,
            split: None,
            file_mib: None,
            exclude: Vec::new(),
            most_tokens: 4096,
            guard_formulas: true,
        }
    }
}

/// An export that is being written.
pub struct Export {
    /// What the file is called.
    pub file_name: String,
    /// The header that names the file.
    pub content_disposition: String,
    /// The kind of file.
    pub package: Package,
    /// How many examples there are to look at.
    pub examples: u64,
    /// How many of them were looked at.
    pub done: Done,
    /// Its bytes. An error in the middle means that the file is not whole.
    pub chunks: mpsc::Receiver<Result<Vec<u8>, std::io::Error>>,
}

/// Counts as an export goes on.
#[derive(Clone, Debug, Default)]
pub struct Done(Arc<AtomicU64>);

impl Done {
    /// How many examples are behind.
    pub fn so_far(&self) -> u64 {
        self.0.load(Ordering::Relaxed)
    }

    fn one_more(&self) {
        self.0.fetch_add(1, Ordering::Relaxed);
    }
}

/// A line of a preview.
pub struct PreviewLine {
    /// The example it was written from.
    pub example: ExampleId,
    /// The line as it will stand in the file, without its line break.
    pub text: String,
}

/// The first lines of an export.
pub struct Preview {
    /// The lines.
    pub lines: Vec<PreviewLine>,
    /// How many examples there are to write; none where a filter decides, which has to see them all.
    pub total: Option<u64>,
    /// What the file will be called.
    pub file_name: String,
}

/// Begins to write an export. The first row is written before this returns, so that a format that cannot
/// write this dataset at all is refused with the reason and not with a broken download.
pub async fn start(
    services: &Services,
    session: &Session,
    id: DatasetId,
    wish: ExportWish,
) -> Result<Export, AppError> {
    let plan = Arc::new(Plan::make(services, session, id, wish).await?);
    let first = Arc::clone(&plan);
    services.store.read(move |r| first.lines(r, 1).map(drop)).await?;
    let (pattern, today) = (plan.file_pattern(), today(services));
    let (sender, chunks) = mpsc::channel(CHUNKS_READY);
    let export = Export {
        file_name: file_name(&pattern, &plan.dataset.name, today),
        content_disposition: content_disposition(&pattern, &plan.dataset.name, today),
        package: plan.package,
        examples: plan.dataset.count,
        done: plan.done.clone(),
        chunks,
    };
    let (store, failed) = (services.store.clone(), sender.clone());
    tokio::spawn(async move {
        let written: Result<(), StoreError> = store.read(move |r| plan.write(r, sender)).await;
        if let Err(error) = written {
            drop(failed.send(Err(std::io::Error::other(error.to_string()))).await);
        }
    });
    Ok(export)
}

/// The first rows as they will be written.
pub async fn preview(
    services: &Services,
    session: &Session,
    id: DatasetId,
    wish: ExportWish,
    rows: usize,
) -> Result<Preview, AppError> {
    let plan = Plan::make(services, session, id, wish).await?;
    let file_name = file_name(&plan.file_pattern(), &plan.dataset.name, today(services));
    let chosen = if plan.ids.is_empty() { plan.dataset.count } else { plan.ids.len() as u64 };
    let total = plan.filter.takes_all().then_some(chosen);
    let lines = services.store.read(move |r| plan.lines(r, rows)).await?;
    Ok(Preview { lines, total, file_name })
}

fn row_failed(error: &RowError) -> AppError {
    AppError::from(BadInput {
        message: error.to_string(),
        example: Some(error.example),
        line_column: error.line.zip(error.column),
        ..BadInput::default()
    })
}

fn today(services: &Services) -> jiff::civil::Date {
    services.clock.now().to_zoned(jiff::tz::TimeZone::UTC).date()
}
