//! Imports over HTTP.

use std::{collections::BTreeMap, io, sync::Arc};

use futures_util::{StreamExt, TryStreamExt, stream, stream::BoxStream};
use poem::{Body as HttpBody, web::sse::Event};
use poem_openapi::{
    Enum, Object, OpenApi,
    param::{Path, Query},
    payload::{EventStream, Json},
    types::ToJSON,
};
use tokio::sync::broadcast::error::RecvError;

use super::{
    Tag,
    auth::SignedIn,
    body::FileBody,
    error::Result,
    examples::Alternative,
    run_events::KEEP_ALIVE,
    wire::{Message, all, wire_enum},
};
use crate::{
    app::{
        Services,
        error::AppError,
        imports::{self, ImportWish, Imported, Incoming, Progress, Report},
    },
    import::{self, Draft, Format, Mapping},
    model::id::{ChangeId, DatasetId},
};

/// Faulty rows that are named unless it is said otherwise, and at most.
const NAMED: u64 = 1_000;
const NAMED_AT_MOST: u64 = 1_000_000;

/// What becomes of rows that cannot be read.
#[derive(Clone, Copy, PartialEq, Eq, Enum)]
#[oai(rename_all = "snake_case")]
enum OnError {
    /// Nothing is imported.
    Abort,
    /// They are passed over.
    Skip,
}

/// What becomes of rows that are there already.
#[derive(Clone, Copy, PartialEq, Eq, Enum)]
#[oai(rename_all = "snake_case")]
enum Duplicates {
    /// They are passed over.
    Skip,
    /// They are added once more.
    Keep,
}

wire_enum! {
    /// What a column becomes.
    ImportTarget from import::Target {
        /// The whole conversation.
        Conversation,
        /// The system prompt.
        System,
        /// The question.
        Question,
        /// What stands below the question.
        Context,
        /// The answer.
        Answer,
        /// What was thought before the answer.
        Reasoning,
        /// An answer that lost.
        Rejected,
        /// The tools.
        Tools,
        /// The slot values.
        Slots,
        /// The rating.
        Rating,
        /// The labels.
        Tags,
        /// The remark.
        Note,
        /// Where a split puts it.
        Split,
        /// Where it comes from.
        Origin,
    }
}

/// A format that is read.
#[derive(Object)]
struct ImportFormat {
    /// Its id.
    id: String,
    /// What it is called.
    name: String,
}

/// What a file is and what became of it.
#[derive(Object)]
struct ImportReport {
    /// Whether nothing was to be written.
    dry_run: bool,
    /// How the file is packed, in words.
    file: String,
    /// What its rows are.
    format: ImportFormat,
    /// The members of its first rows.
    columns: Vec<ImportColumn>,
    /// What has to be said before the file can be read.
    lacks: Option<String>,
    /// Rows that it has.
    rows: u64,
    /// Rows that are fit to be added.
    fit: u64,
    /// Rows that are in the dataset already, or in the file before.
    duplicates: u64,
    /// Rows that cannot be read.
    bad: u64,
    /// Some of those.
    errors: Vec<ImportFault>,
    /// The first rows as they are understood.
    preview: Vec<ImportRow>,
    /// Rows that were added.
    imported: u64,
    /// The change that added them, by which all of them can be taken back.
    change_id: Option<u64>,
}

/// A member of a file's rows.
#[derive(Object)]
struct ImportColumn {
    /// What it is called.
    name: String,
    /// What it becomes; nothing, when it is kept as it is.
    target: Option<ImportTarget>,
}

/// A row that cannot be read.
#[derive(Object)]
struct ImportFault {
    /// Its line or its place in the file, from 1.
    row: u64,
    /// What is wrong with it.
    detail: String,
}

/// A row as it is understood.
#[derive(Object)]
struct ImportRow {
    /// Its line or its place in the file, from 1.
    row: u64,
    /// The conversation.
    messages: Vec<Message>,
    /// The names of the tools that are offered.
    tools: Vec<String>,
    /// Answers that lost.
    alternatives: Vec<Alternative>,
    /// The rating.
    rating: Option<u8>,
    /// Labels.
    tags: Vec<String>,
    /// Members that are kept as they are.
    extra: Vec<String>,
}

/// How far an import is.
#[derive(Object)]
struct ImportProgress {
    /// Bytes that have arrived.
    received: u64,
    /// Rows that were gone through.
    rows: u64,
    /// Whether it has ended, or none is under way. Nothing more comes after that.
    ended: bool,
}

type ImportEvents = EventStream<BoxStream<'static, ImportProgress>>;

/// Files that people have.
pub(super) struct ImportsApi(pub(super) Arc<Services>);

#[OpenApi(tag = "Tag::Examples")]
impl ImportsApi {
    /// List import formats
    #[oai(path = "/import_formats", method = "get", operation_id = "list_import_formats")]
    #[expect(clippy::unused_async, reason = "operations are asynchronous, and this one waits for nothing")]
    async fn formats(&self, _who: SignedIn) -> Result<Json<Vec<ImportFormat>>> {
        let format = |(id, name): (&str, &str)| ImportFormat { id: id.to_owned(), name: name.to_owned() };
        Ok(Json(imports::formats().map(format).collect()))
    }

    /// Import a file
    ///
    /// Send the file itself, of any size: JSON Lines, JSON, CSV, TSV or Parquet, also in gzip or ZIP. Its format is
    /// found out. All of it becomes one change, which can be taken back whole, or nothing does; then the answer has
    /// no `change_id` and says why. With `dry_run=true` the answer says what would happen.
    #[oai(path = "/datasets/:id/import", method = "post", operation_id = "import_examples")]
    #[expect(clippy::too_many_arguments, reason = "one for each parameter of the contract")]
    async fn import(
        &self,
        who: SignedIn,
        id: Path<u64>,
        /// Whether to look only.
        dry_run: Query<Option<bool>>,
        /// The format, by its id; found out when left out.
        format: Query<Option<String>>,
        /// Where columns go, as a JSON object such as `{"Frage": "question"}`; guessed when left out.
        mapping: Query<Option<String>>,
        /// What becomes of rows that cannot be read; nothing is imported when left out.
        on_error: Query<Option<OnError>>,
        /// What becomes of rows that are there already; they are passed over when left out.
        duplicates: Query<Option<Duplicates>>,
        /// How many faulty rows are named; 1000 when left out.
        max_errors: Query<Option<u64>>,
        file: FileBody,
    ) -> Result<Json<ImportReport>> {
        let dry_run = dry_run.0.unwrap_or(false);
        let wish = ImportWish {
            format: format.0.map(|id| named_format(&id)).transpose()?,
            mapping: mapping.0.map(|json| parsed_mapping(&json)).transpose()?,
            skip_bad: on_error.0 == Some(OnError::Skip),
            keep_duplicates: duplicates.0 == Some(Duplicates::Keep),
            dry_run,
            named_faults: named(max_errors.0)?,
        };
        let begun = imports::begin(&self.0, &who.0.session, DatasetId(id.0)).await?;
        let source = begun.receive(pieces(file.0)).await?;
        let file = Incoming { name: None, source };
        let Imported { files, change, .. } = begun.run(vec![file], wish).await?;
        let report = files.into_iter().next().map(|report| ImportReport::new(dry_run, report, change));
        Ok(Json(report.ok_or_else(|| AppError::bad("file", "there is no file"))?))
    }

    /// Follow an import
    ///
    /// Answers with server-sent events: `progress` with how far the import into this dataset is, until one says that
    /// it has ended.
    #[oai(path = "/datasets/:id/import", method = "get", operation_id = "follow_import")]
    async fn follow(&self, who: SignedIn, id: Path<u64>) -> Result<ImportEvents> {
        let followed = imports::follow(&self.0, who.session(), DatasetId(id.0)).await?;
        let ended = Progress { ended: true, ..Progress::default() };
        let (first, events) = followed.map_or((ended, None), |(now, events)| (now, Some(events)));
        let events = events.filter(|_| !first.ended);
        let later = stream::unfold(events, |events| async move {
            let mut events = events?;
            loop {
                return match events.recv().await {
                    Ok(progress) => Some((progress.into(), (!progress.ended).then_some(events))),
                    Err(RecvError::Lagged(_)) => continue,
                    Err(RecvError::Closed) => {
                        Some((Progress { ended: true, ..Progress::default() }.into(), None))
                    }
                };
            }
        });
        let news: BoxStream<'static, ImportProgress> =
            stream::once(async move { first.into() }).chain(later).boxed();
        Ok(EventStream::new(news)
            .keep_alive(KEEP_ALIVE)
            .to_event(|progress| Event::message(progress.to_json_string()).event_type("progress")))
    }
}

/// A body piece by piece.
pub(super) fn pieces(body: HttpBody) -> impl stream::Stream<Item = io::Result<Vec<u8>>> + Send {
    body.into_bytes_stream().map_ok(|bytes| bytes.to_vec())
}

fn named_format(id: &str) -> Result<Format, AppError> {
    Format::find(id).ok_or_else(|| {
        AppError::bad(
            "format",
            format!("format is `{id}`, which dsforge does not know; leave it out to have it found"),
        )
    })
}

/// How many faulty rows are to be named.
pub(super) fn named(wish: Option<u64>) -> Result<usize, AppError> {
    match wish.unwrap_or(NAMED) {
        number @ 0..=NAMED_AT_MOST => Ok(usize::try_from(number).unwrap_or(usize::MAX)),
        number => {
            Err(AppError::bad("max_errors", format!("max_errors is {number}; ask for 0 to {NAMED_AT_MOST}")))
        }
    }
}

fn parsed_mapping(json: &str) -> Result<Mapping, AppError> {
    let parsed: BTreeMap<String, Option<ImportTarget>> = serde_json::from_str(json).map_err(|_| {
        AppError::bad(
            "mapping",
            "mapping is a JSON object of columns and what they become, such as {\"Frage\": \"question\"}",
        )
    })?;
    let columns = parsed.into_iter().filter_map(|(column, target)| Some((column, target?.into())));
    Mapping::of(columns).map_err(|error| AppError::bad("mapping", error.to_string()))
}

impl From<Progress> for ImportProgress {
    fn from(Progress { received, rows, ended }: Progress) -> Self {
        Self { received, rows, ended }
    }
}

impl ImportReport {
    fn new(dry_run: bool, report: Report, change: Option<ChangeId>) -> Self {
        let Report { container, format, columns, lacks, rows, duplicates, bad, faults, preview, fit } =
            report;
        let column = |import::Column { name, target }| ImportColumn { name, target: target.map(Into::into) };
        Self {
            dry_run,
            file: container.label(),
            format: ImportFormat { id: format.id().to_owned(), name: format.label().to_owned() },
            columns: columns.into_iter().map(column).collect(),
            lacks: lacks.map(str::to_owned),
            rows,
            fit,
            duplicates,
            bad,
            errors: faults.into_iter().map(|(row, detail)| ImportFault { row, detail }).collect(),
            preview: preview.into_iter().map(|(row, draft)| ImportRow::new(row, draft)).collect(),
            imported: if change.is_some() { fit } else { 0 },
            change_id: change.map(|change| change.0),
        }
    }
}

impl ImportRow {
    fn new(row: u64, draft: Draft) -> Self {
        Self {
            row,
            messages: all(draft.messages),
            tools: draft.tools.into_iter().map(|tool| tool.function.name).collect(),
            alternatives: all(draft.alternatives),
            rating: draft.rating,
            tags: draft.tags,
            extra: draft.extra.into_iter().map(|(name, _)| name).collect(),
        }
    }
}
