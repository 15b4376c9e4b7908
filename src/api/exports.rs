//! Exports over HTTP, and the tickets by which a plain link may fetch one.

use std::sync::Arc;

use futures_util::StreamExt;
use poem::{Body as HttpBody, Request};
use poem_openapi::{
    ApiResponse, Object, OpenApi,
    param::{Path, Query},
    payload::{Binary, Json},
};
use serde::Deserialize;

use super::{
    Tag,
    auth::{SignedIn, admit},
    body::Body,
    error::Result,
    wire::wire_enum,
};
use crate::{
    app::{
        Services,
        error::AppError,
        exports::{self, ExportWish},
    },
    model::id::{DatasetId, ExampleId},
    render::{
        builtin::{self, BuiltIn},
        export::{self, ExportOptions},
    },
};

wire_enum! {
    /// What becomes of system prompts.
    SystemChoice from export::System {
        /// They are written.
        Keep,
        /// They are left out.
        Drop,
    }
}

wire_enum! {
    /// What becomes of reasoning.
    ReasoningChoice from export::Reasoning {
        /// It is left out.
        Drop,
        /// It is written as a field of its own.
        Field,
        /// It is written before the answer, in think tags.
        Think,
    }
}

wire_enum! {
    /// How the arguments of calls are written.
    ToolArgsChoice from export::ToolArgs {
        /// As a JSON object.
        Object,
        /// As text that holds JSON.
        String,
    }
}

/// A format to export in.
#[derive(Object)]
struct ExportTemplate {
    /// A built-in's name.
    id: String,
    /// What it is called.
    name: String,
    /// What it is for.
    category: String,
    /// What one line is made from.
    unit: String,
    /// How files are named.
    file_name: String,
    /// Who reads it.
    description: String,
    /// What it costs.
    warning: Option<String>,
    /// Whether it came with dsforge; then it cannot be changed.
    built_in: bool,
    /// The Jinja template.
    template: String,
}

/// The first lines of an export.
#[derive(Object)]
struct ExportPreview {
    /// The lines.
    lines: Vec<PreviewLine>,
    /// How many lines the file will have.
    total: u64,
    /// What the file will be called.
    file_name: String,
}

/// A line as it will stand in the file.
#[derive(Object)]
struct PreviewLine {
    /// The example it was written from.
    example_id: u64,
    /// The line.
    text: String,
}

/// An export as it is written.
#[derive(ApiResponse)]
enum ExportFile {
    /// The file, streamed. A stream that breaks off is not whole.
    #[oai(status = 200, content_type = "application/x-ndjson")]
    File(
        Binary<HttpBody>,
        /// The file's name.
        #[oai(header = "Content-Disposition")]
        String,
    ),
}

/// What a ticket is for.
#[derive(Object, Deserialize)]
struct TicketInput {
    /// The path below `/api`, with its query.
    path: String,
}

/// Lets a plain link do one request.
#[derive(Object)]
struct Ticket {
    /// To be added to the query as `ticket`, once, within 30 seconds.
    ticket: String,
}

/// Files for trainers.
pub(super) struct ExportsApi(pub(super) Arc<Services>);

#[OpenApi(tag = "Tag::Exports")]
impl ExportsApi {
    /// List export formats
    #[oai(path = "/export_templates", method = "get", operation_id = "list_export_templates")]
    #[expect(clippy::unused_async, reason = "operations are asynchronous, and this one waits for nothing")]
    async fn list(&self, _who: SignedIn) -> Result<Json<Vec<ExportTemplate>>> {
        Ok(Json(builtin::built_ins().iter().map(ExportTemplate::from).collect()))
    }

    /// Get an export format
    #[oai(path = "/export_templates/:id", method = "get", operation_id = "get_export_template")]
    #[expect(clippy::unused_async, reason = "operations are asynchronous, and this one waits for nothing")]
    async fn get(&self, _who: SignedIn, id: Path<String>) -> Result<Json<ExportTemplate>> {
        Ok(Json(exports::format(&id.0)?.into()))
    }

    /// Export a dataset
    ///
    /// Streams the file. A row that cannot be written breaks the stream off; the preview names such a row.
    #[oai(path = "/datasets/:id/export", method = "get", operation_id = "export_dataset")]
    #[expect(clippy::too_many_arguments, reason = "one for each parameter of the contract")]
    async fn export(
        &self,
        request: &Request,
        id: Path<u64>,
        /// The format; raw when left out.
        template_id: Query<Option<String>>,
        /// Only these examples, by id, with commas between.
        ids: Query<Option<String>>,
        /// What becomes of system prompts; kept when left out.
        system: Query<Option<SystemChoice>>,
        /// What becomes of reasoning; left out unless said.
        reasoning: Query<Option<ReasoningChoice>>,
        /// How arguments of calls are written; as the format's readers want it when left out.
        tool_args: Query<Option<ToolArgsChoice>>,
        /// A ticket, in place of a bearer token.
        ticket: Query<Option<String>>,
    ) -> Result<ExportFile> {
        let session = admit(request, ticket.0.as_deref())?;
        let wish = wish(template_id.0, ids.0, system.0, reasoning.0, tool_args.0)?;
        let export = exports::start(&self.0, &session, DatasetId(id.0), wish).await?;
        let chunks = futures_util::stream::unfold(export.chunks, |mut chunks| async move {
            let chunk = chunks.recv().await?;
            Some((chunk, chunks))
        });
        let body = HttpBody::from_bytes_stream(chunks.boxed());
        Ok(ExportFile::File(Binary(body), export.content_disposition))
    }

    /// Look at the first lines of an export
    ///
    /// A row that cannot be written is named.
    #[oai(path = "/datasets/:id/export/preview", method = "get", operation_id = "preview_export")]
    #[expect(clippy::too_many_arguments, reason = "one for each parameter of the contract")]
    async fn preview(
        &self,
        who: SignedIn,
        id: Path<u64>,
        /// The format; raw when left out.
        template_id: Query<Option<String>>,
        /// Only these examples, by id, with commas between.
        ids: Query<Option<String>>,
        /// What becomes of system prompts; kept when left out.
        system: Query<Option<SystemChoice>>,
        /// What becomes of reasoning; left out unless said.
        reasoning: Query<Option<ReasoningChoice>>,
        /// How arguments of calls are written; as the format's readers want it when left out.
        tool_args: Query<Option<ToolArgsChoice>>,
        /// How many lines, 1 to 50; 3 when left out.
        size: Query<Option<u64>>,
    ) -> Result<Json<ExportPreview>> {
        let rows = size.0.unwrap_or(3);
        if !(1..=50).contains(&rows) {
            return Err(AppError::bad("size", format!("size is {rows}; ask for 1 to 50 lines")).into());
        }
        let wish = wish(template_id.0, ids.0, system.0, reasoning.0, tool_args.0)?;
        let rows = usize::try_from(rows).unwrap_or(usize::MAX);
        let found = exports::preview(&self.0, who.session(), DatasetId(id.0), wish, rows).await?;
        let lines =
            found.lines.into_iter().map(|l| PreviewLine { example_id: l.example.0, text: l.text }).collect();
        Ok(Json(ExportPreview { lines, total: found.total, file_name: found.file_name }))
    }

    /// Get a ticket
    ///
    /// For one download by a plain link, which cannot carry a token.
    #[oai(path = "/tickets", method = "post", operation_id = "create_ticket")]
    #[expect(clippy::unused_async, reason = "operations are asynchronous, and this one waits for nothing")]
    async fn ticket(&self, who: SignedIn, body: Body<TicketInput>) -> Result<Json<Ticket>> {
        if !body.0.path.starts_with('/') {
            return Err(AppError::bad("path", "path begins with / and is below /api").into());
        }
        let ticket = self.0.tickets.issue(&body.0.path, who.0.session).map_err(AppError::from)?;
        Ok(Json(Ticket { ticket }))
    }
}

fn wish(
    template_id: Option<String>,
    ids: Option<String>,
    system: Option<SystemChoice>,
    reasoning: Option<ReasoningChoice>,
    tool_args: Option<ToolArgsChoice>,
) -> Result<ExportWish, AppError> {
    let options = ExportOptions {
        system: system.map_or(export::System::Keep, Into::into),
        reasoning: reasoning.map_or(export::Reasoning::Drop, Into::into),
        tool_args: tool_args.map(Into::into),
        ..ExportOptions::default()
    };
    let ids = ids.filter(|ids| !ids.is_empty()).map(|ids| parse_ids(&ids)).transpose()?.unwrap_or_default();
    Ok(ExportWish { format: template_id.unwrap_or_else(|| builtin::RAW.to_owned()), ids, options })
}

fn parse_ids(ids: &str) -> Result<Vec<ExampleId>, AppError> {
    let parse = |id: &str| {
        let number = id.trim().parse().map(ExampleId);
        number.map_err(|_| AppError::bad("ids", "ids are numbers with commas between, such as 3,5,8"))
    };
    ids.split(',').map(parse).collect()
}

impl From<&BuiltIn> for ExportTemplate {
    fn from(format: &BuiltIn) -> Self {
        Self {
            id: format.id.to_owned(),
            name: format.name.to_owned(),
            category: format.category.label().to_owned(),
            unit: format.unit.to_owned(),
            file_name: format.file_name.to_owned(),
            description: format.description.to_owned(),
            warning: format.warning.map(str::to_owned),
            built_in: true,
            template: format.template.to_owned(),
        }
    }
}
