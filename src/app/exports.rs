//! Exports: a dataset written out in a trainer's format, as a stream.

use std::{
    collections::HashSet,
    ops::ControlFlow,
    sync::{
        Arc, Mutex,
        atomic::{AtomicU64, Ordering},
    },
};

use tokio::sync::mpsc;

use super::{
    Services,
    auth::sessions::Session,
    datasets,
    error::{AppError, BadInput},
};
use crate::{
    model::{
        dataset::Dataset,
        example::Example,
        id::{DatasetId, ExampleId},
    },
    render::{
        builtin::{self, BuiltIn},
        export::{ExportOptions, Exporter, RowError},
        file_name::{content_disposition, file_name},
    },
    store::{StoreError, examples},
};

/// Bytes that are gathered before they are passed on.
const CHUNK: usize = 64 << 10;
/// Chunks that may lie ready. Together they bound the memory of an export.
const CHUNKS_READY: usize = 8;

/// What to write.
#[derive(Clone, Debug)]
pub struct ExportWish {
    /// Which format, by its id.
    pub format: String,
    /// Which examples; empty takes all.
    pub ids: Vec<ExampleId>,
    /// What to keep and how to write it.
    pub options: ExportOptions,
}

/// An export that is being written.
pub struct Export {
    /// What the file is called.
    pub file_name: String,
    /// How many examples there are to look at.
    pub examples: u64,
    /// How many of them were looked at.
    pub done: Done,
    /// The header that names the file.
    pub content_disposition: String,
    /// Its bytes. An error in the middle means that the file is not whole.
    pub chunks: mpsc::Receiver<Result<Vec<u8>, std::io::Error>>,
}

/// Counts as an export goes on.
#[derive(Clone, Default)]
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
    /// How many lines the file will have.
    pub total: u64,
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
    let format = format(&wish.format)?;
    let dataset = datasets::get(services, session, id).await?;
    check_ids(services, session, id, &wish.ids).await?;
    preview_of(services, session, &dataset, &wish, format, 1).await?;
    let exporter = exporter(format, &wish.options)?;
    let content_disposition = content_disposition(format.file_name, &dataset.name, today(services));
    let (file_name, examples) = (file_name(format.file_name, &dataset.name, today(services)), dataset.count);
    let done = Done::default();
    let counted = done.clone();
    let (sender, chunks) = mpsc::channel(CHUNKS_READY);
    let (owner, keyring, store) = (session.user, Arc::clone(&session.keyring), services.store.clone());
    tokio::spawn(async move {
        let failed = sender.clone();
        let wanted: HashSet<ExampleId> = wish.ids.into_iter().collect();
        let written: Result<(), StoreError> = store
            .read(move |r| {
                let mut chunk = Vec::with_capacity(CHUNK * 2);
                examples::scan(r, &keyring, owner, id, |example| {
                    counted.one_more();
                    if !wanted.is_empty() && !wanted.contains(&example.id) {
                        return ControlFlow::Continue(());
                    }
                    match exporter.line(&example, &dataset) {
                        Ok(line) => {
                            chunk.extend_from_slice(line.as_bytes());
                            chunk.push(b'\n');
                        }
                        Err(error) => {
                            drop(sender.blocking_send(Err(std::io::Error::other(error.to_string()))));
                            chunk.clear();
                            return ControlFlow::Break(());
                        }
                    }
                    let is_full = chunk.len() >= CHUNK;
                    if is_full && sender.blocking_send(Ok(std::mem::take(&mut chunk))).is_err() {
                        // Nobody reads any more.
                        return ControlFlow::Break(());
                    }
                    ControlFlow::Continue(())
                })?;
                if !chunk.is_empty() {
                    drop(sender.blocking_send(Ok(chunk)));
                }
                Ok(())
            })
            .await;
        if let Err(error) = written {
            drop(failed.send(Err(std::io::Error::other(error.to_string()))).await);
        }
    });
    Ok(Export { file_name, examples, done, content_disposition, chunks })
}

/// The first rows as they will be written.
pub async fn preview(
    services: &Services,
    session: &Session,
    id: DatasetId,
    wish: ExportWish,
    rows: usize,
) -> Result<Preview, AppError> {
    let format = format(&wish.format)?;
    let dataset = datasets::get(services, session, id).await?;
    check_ids(services, session, id, &wish.ids).await?;
    let lines = preview_of(services, session, &dataset, &wish, format, rows).await?;
    let named: HashSet<ExampleId> = wish.ids.into_iter().collect();
    let total = if named.is_empty() { dataset.count } else { named.len() as u64 };
    let file_name = file_name(format.file_name, &dataset.name, today(services));
    Ok(Preview { lines, total, file_name })
}

/// Whether every example that is named is there: a file that silently lacks one would be taken for whole.
async fn check_ids(
    services: &Services,
    session: &Session,
    dataset: DatasetId,
    ids: &[ExampleId],
) -> Result<(), AppError> {
    let (owner, keyring, ids) = (session.user, Arc::clone(&session.keyring), ids.to_vec());
    services
        .store
        .read(move |r| {
            for id in ids {
                examples::get(r, &keyring, owner, dataset, id)?.ok_or_else(|| AppError::no_example(id))?;
            }
            Ok(())
        })
        .await
}

async fn preview_of(
    services: &Services,
    session: &Session,
    dataset: &Dataset,
    wish: &ExportWish,
    format: &'static BuiltIn,
    rows: usize,
) -> Result<Vec<PreviewLine>, AppError> {
    let exporter = exporter(format, &wish.options)?;
    let (owner, keyring, dataset) = (session.user, Arc::clone(&session.keyring), dataset.clone());
    let wanted: HashSet<ExampleId> = wish.ids.iter().copied().collect();
    let lines = Mutex::new(Vec::new());
    services
        .store
        .read(move |r| {
            let mut lines: Vec<PreviewLine> = lines.into_inner().unwrap_or_default();
            let mut failed = None;
            examples::scan(r, &keyring, owner, dataset.id, |example: Example| {
                if !wanted.is_empty() && !wanted.contains(&example.id) {
                    return ControlFlow::Continue(());
                }
                match exporter.line(&example, &dataset) {
                    Ok(text) => lines.push(PreviewLine { example: example.id, text }),
                    Err(error) => failed = Some(error),
                }
                let enough = lines.len() >= rows || failed.is_some();
                if enough { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
            })?;
            failed.map_or(Ok(lines), |error| Err(row_failed(&error)))
        })
        .await
}

/// A format by its id, or by a name it had elsewhere.
pub fn format(id: &str) -> Result<&'static BuiltIn, AppError> {
    builtin::find(id).ok_or_else(|| AppError::NotFound(format!("export template {id}")))
}

fn exporter(format: &BuiltIn, options: &ExportOptions) -> Result<Exporter, AppError> {
    Exporter::new(format.template, options.clone()).map_err(|error| {
        AppError::from(BadInput {
            message: error.to_string(),
            field: Some("template_id".to_owned()),
            line_column: Some((error.line, error.column)),
            ..BadInput::default()
        })
    })
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
