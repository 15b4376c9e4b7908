//! Exports over HTTP, and the tickets by which a plain link may fetch one.

use std::sync::Arc;

use futures_util::StreamExt;
use poem::{Body as HttpBody, Request};
use poem_openapi::{
    ApiResponse, Enum, Object, OpenApi,
    param::{Path, Query},
    payload::{Binary, Json},
};
use serde::Deserialize;

use super::{
    Tag,
    auth::{SignedIn, admit},
    body::Body,
    error::Result,
    export_shapes::{ExportCheck, ExportPreview},
    export_templates::Unit,
    wire::wire_enum,
};
use crate::{
    app::{
        Services,
        error::AppError,
        examples::Filter,
        exports::{self, ExportWish, SplitWish},
    },
    model::{
        example::AlternativeKind,
        id::{DatasetId, ExampleId},
    },
    render::{
        builtin,
        export::{self, ExportOptions},
        rules::Rule,
    },
};

/// What becomes of system prompts.
#[derive(Clone, Copy, Enum)]
#[oai(rename_all = "snake_case")]
enum SystemChoice {
    /// They are written.
    Keep,
    /// They are left out.
    Drop,
    /// `system_prompt` takes their place, and the place of none.
    Replace,
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

wire_enum! {
    /// The kind of file.
    PackageChoice from export::Package {
        /// A line for each row.
        Jsonl,
        /// A folder with what the trainer wants beside the rows.
        Zip,
        /// A table for spreadsheets.
        Csv,
        /// A table for data tools and the Hub.
        Parquet,
    }
}

/// An export as it is written. A stream that breaks off is not whole.
#[derive(ApiResponse)]
enum ExportFile {
    /// Lines, streamed.
    #[oai(status = 200, content_type = "application/x-ndjson")]
    Jsonl(
        Binary<HttpBody>,
        /// The file's name.
        #[oai(header = "Content-Disposition")]
        String,
    ),
    /// A folder, streamed.
    #[oai(status = 200, content_type = "application/zip")]
    Zip(
        Binary<HttpBody>,
        /// The file's name.
        #[oai(header = "Content-Disposition")]
        String,
    ),
    /// A table for spreadsheets, streamed.
    #[oai(status = 200, content_type = "text/csv")]
    Csv(
        Binary<HttpBody>,
        /// The file's name.
        #[oai(header = "Content-Disposition")]
        String,
    ),
    /// A table for data tools, streamed.
    #[oai(status = 200, content_type = "application/vnd.apache.parquet")]
    Parquet(
        Binary<HttpBody>,
        /// The file's name.
        #[oai(header = "Content-Disposition")]
        String,
    ),
}

/// A template that is tried out.
#[derive(Object, Deserialize)]
#[serde(deny_unknown_fields)]
struct TemplateTrial {
    /// The Jinja template.
    template: String,
    /// What a line is made from.
    unit: Unit,
    /// Which examples; the first when left out.
    #[oai(default)]
    #[serde(default)]
    ids: Vec<u64>,
    /// How many lines, 1 to 50; 3 when left out.
    size: Option<u64>,
}

/// Files for trainers.
pub(super) struct ExportsApi(pub(super) Arc<Services>);

#[OpenApi(tag = "Tag::Exports")]
impl ExportsApi {
    /// Export a dataset
    ///
    /// Streams the file. A row that cannot be written breaks the stream off; the check names such rows.
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
        /// Only examples that contain this text, in any case.
        q: Query<Option<String>>,
        /// Only examples that meet each of these, as in the list of examples: `tag:urgent`, `rating:4..5`.
        filter: Query<Option<Vec<String>>>,
        /// What becomes of system prompts; kept when left out.
        system: Query<Option<SystemChoice>>,
        /// The text that takes their place, with `system=replace`.
        system_prompt: Query<Option<String>>,
        /// What becomes of reasoning; left out unless said.
        reasoning: Query<Option<ReasoningChoice>>,
        /// How arguments of calls are written; as the format's readers want it when left out.
        tool_args: Query<Option<ToolArgsChoice>>,
        /// Whether a text begins with a start token, where the format has one; it does when left out.
        bos: Query<Option<bool>>,
        /// Which answers that lost are compared, with commas between: `rejected`, `original`, `outranked`; all when left out.
        pairs: Query<Option<String>>,
        /// How rows are divided, in percent: `90,10` is train and valid, `80,10,10` also test. Makes a ZIP.
        split: Query<Option<String>>,
        /// The seed of the split; 42 when left out.
        seed: Query<Option<u64>>,
        /// Cuts Parquet into files of about so many MiB of text, named as the Hub does; 512 in a ZIP when left out. Makes a ZIP.
        file_mib: Query<Option<u64>>,
        /// The kind of file; the format's own when left out.
        package: Query<Option<PackageChoice>>,
        /// Rows that break one of these rules are left out; names with commas between, as the check has them.
        exclude: Query<Option<String>>,
        /// About how many tokens a row may have before it counts as too long; 4096 when left out.
        max_tokens: Query<Option<u64>>,
        /// Whether CSV keeps texts that a spreadsheet would run as formulas; they get an apostrophe when left out.
        formulas: Query<Option<bool>>,
        /// A ticket, in place of a bearer token.
        ticket: Query<Option<String>>,
    ) -> Result<ExportFile> {
        let session = admit(request, ticket.0.as_deref())?;
        let asked = Asked {
            template_id: template_id.0,
            ids: ids.0,
            q: q.0,
            filter: filter.0.unwrap_or_default(),
            system: system.0,
            system_prompt: system_prompt.0,
            reasoning: reasoning.0,
            tool_args: tool_args.0,
            bos: bos.0,
            pairs: pairs.0,
            split: split.0,
            seed: seed.0,
            file_mib: file_mib.0,
            package: package.0,
            exclude: exclude.0,
            max_tokens: max_tokens.0,
            formulas: formulas.0,
        };
        let export = exports::start(&self.0, &session, DatasetId(id.0), asked.wish()?).await?;
        let chunks = futures_util::stream::unfold(export.chunks, |mut chunks| async move {
            let chunk = chunks.recv().await?;
            Some((chunk, chunks))
        });
        let body = Binary(HttpBody::from_bytes_stream(chunks.boxed()));
        Ok(match export.package {
            export::Package::Jsonl => ExportFile::Jsonl(body, export.content_disposition),
            export::Package::Zip => ExportFile::Zip(body, export.content_disposition),
            export::Package::Csv => ExportFile::Csv(body, export.content_disposition),
            export::Package::Parquet => ExportFile::Parquet(body, export.content_disposition),
        })
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
        /// Only examples that contain this text, in any case.
        q: Query<Option<String>>,
        /// Only examples that meet each of these, as in the list of examples: `tag:urgent`, `rating:4..5`.
        filter: Query<Option<Vec<String>>>,
        /// What becomes of system prompts; kept when left out.
        system: Query<Option<SystemChoice>>,
        /// The text that takes their place, with `system=replace`.
        system_prompt: Query<Option<String>>,
        /// What becomes of reasoning; left out unless said.
        reasoning: Query<Option<ReasoningChoice>>,
        /// How arguments of calls are written; as the format's readers want it when left out.
        tool_args: Query<Option<ToolArgsChoice>>,
        /// Whether a text begins with a start token, where the format has one; it does when left out.
        bos: Query<Option<bool>>,
        /// Which answers that lost are compared, with commas between: `rejected`, `original`, `outranked`; all when left out.
        pairs: Query<Option<String>>,
        /// How rows are divided, in percent: `90,10` is train and valid, `80,10,10` also test. Makes a ZIP.
        split: Query<Option<String>>,
        /// The seed of the split; 42 when left out.
        seed: Query<Option<u64>>,
        /// Cuts Parquet into files of about so many MiB of text, named as the Hub does; 512 in a ZIP when left out. Makes a ZIP.
        file_mib: Query<Option<u64>>,
        /// The kind of file; the format's own when left out.
        package: Query<Option<PackageChoice>>,
        /// Rows that break one of these rules are left out; names with commas between, as the check has them.
        exclude: Query<Option<String>>,
        /// About how many tokens a row may have before it counts as too long; 4096 when left out.
        max_tokens: Query<Option<u64>>,
        /// Whether CSV keeps texts that a spreadsheet would run as formulas; they get an apostrophe when left out.
        formulas: Query<Option<bool>>,
        /// How many lines, 1 to 50; 3 when left out.
        size: Query<Option<u64>>,
    ) -> Result<Json<ExportPreview>> {
        let asked = Asked {
            template_id: template_id.0,
            ids: ids.0,
            q: q.0,
            filter: filter.0.unwrap_or_default(),
            system: system.0,
            system_prompt: system_prompt.0,
            reasoning: reasoning.0,
            tool_args: tool_args.0,
            bos: bos.0,
            pairs: pairs.0,
            split: split.0,
            seed: seed.0,
            file_mib: file_mib.0,
            package: package.0,
            exclude: exclude.0,
            max_tokens: max_tokens.0,
            formulas: formulas.0,
        };
        let (wish, rows) = (asked.wish()?, rows(size.0)?);
        let found = exports::preview(&self.0, who.session(), DatasetId(id.0), wish, rows).await?;
        Ok(Json(found.into()))
    }

    /// Try a template out
    ///
    /// Writes the first lines with a template that is not kept. Errors say line and column.
    #[oai(path = "/datasets/:id/export/preview", method = "post", operation_id = "preview_export_template")]
    async fn try_out(
        &self,
        who: SignedIn,
        id: Path<u64>,
        body: Body<TemplateTrial>,
    ) -> Result<Json<ExportPreview>> {
        let TemplateTrial { template, unit, ids, size } = body.0;
        let wish = ExportWish {
            draft: Some((template, unit.into())),
            ids: ids.into_iter().map(ExampleId).collect(),
            ..ExportWish::of(builtin::RAW)
        };
        let found = exports::preview(&self.0, who.session(), DatasetId(id.0), wish, rows(size)?).await?;
        Ok(Json(found.into()))
    }

    /// Check an export
    ///
    /// Writes every row and looks at it as its reader would: what is refused, what would be learned otherwise, and
    /// what is left out by `exclude`.
    #[oai(path = "/datasets/:id/export/check", method = "get", operation_id = "check_export")]
    #[expect(clippy::too_many_arguments, reason = "one for each parameter of the contract")]
    async fn check(
        &self,
        who: SignedIn,
        id: Path<u64>,
        /// The format; raw when left out.
        template_id: Query<Option<String>>,
        /// Only these examples, by id, with commas between.
        ids: Query<Option<String>>,
        /// Only examples that contain this text, in any case.
        q: Query<Option<String>>,
        /// Only examples that meet each of these, as in the list of examples: `tag:urgent`, `rating:4..5`.
        filter: Query<Option<Vec<String>>>,
        /// What becomes of system prompts; kept when left out.
        system: Query<Option<SystemChoice>>,
        /// The text that takes their place, with `system=replace`.
        system_prompt: Query<Option<String>>,
        /// What becomes of reasoning; left out unless said.
        reasoning: Query<Option<ReasoningChoice>>,
        /// How arguments of calls are written; as the format's readers want it when left out.
        tool_args: Query<Option<ToolArgsChoice>>,
        /// Whether a text begins with a start token, where the format has one; it does when left out.
        bos: Query<Option<bool>>,
        /// Which answers that lost are compared, with commas between: `rejected`, `original`, `outranked`; all when left out.
        pairs: Query<Option<String>>,
        /// How rows are divided, in percent: `90,10` is train and valid, `80,10,10` also test. Makes a ZIP.
        split: Query<Option<String>>,
        /// The seed of the split; 42 when left out.
        seed: Query<Option<u64>>,
        /// Cuts Parquet into files of about so many MiB of text, named as the Hub does; 512 in a ZIP when left out. Makes a ZIP.
        file_mib: Query<Option<u64>>,
        /// The kind of file; the format's own when left out.
        package: Query<Option<PackageChoice>>,
        /// Rows that break one of these rules are left out; names with commas between, as the check has them.
        exclude: Query<Option<String>>,
        /// About how many tokens a row may have before it counts as too long; 4096 when left out.
        max_tokens: Query<Option<u64>>,
        /// Whether CSV keeps texts that a spreadsheet would run as formulas; they get an apostrophe when left out.
        formulas: Query<Option<bool>>,
    ) -> Result<Json<ExportCheck>> {
        let asked = Asked {
            template_id: template_id.0,
            ids: ids.0,
            q: q.0,
            filter: filter.0.unwrap_or_default(),
            system: system.0,
            system_prompt: system_prompt.0,
            reasoning: reasoning.0,
            tool_args: tool_args.0,
            bos: bos.0,
            pairs: pairs.0,
            split: split.0,
            seed: seed.0,
            file_mib: file_mib.0,
            package: package.0,
            exclude: exclude.0,
            max_tokens: max_tokens.0,
            formulas: formulas.0,
        };
        let found = exports::check(&self.0, who.session(), DatasetId(id.0), asked.wish()?).await?;
        Ok(Json(found.into()))
    }
}

/// The parameters that an export, its preview and its check share.
struct Asked {
    template_id: Option<String>,
    ids: Option<String>,
    q: Option<String>,
    filter: Vec<String>,
    system: Option<SystemChoice>,
    system_prompt: Option<String>,
    reasoning: Option<ReasoningChoice>,
    tool_args: Option<ToolArgsChoice>,
    bos: Option<bool>,
    pairs: Option<String>,
    split: Option<String>,
    seed: Option<u64>,
    file_mib: Option<u64>,
    package: Option<PackageChoice>,
    exclude: Option<String>,
    max_tokens: Option<u64>,
    formulas: Option<bool>,
}

impl Asked {
    fn wish(self) -> Result<ExportWish, AppError> {
        let usual = ExportWish::of(self.template_id.unwrap_or_else(|| builtin::RAW.to_owned()));
        let system = match self.system {
            None | Some(SystemChoice::Keep) => export::System::Keep,
            Some(SystemChoice::Drop) => export::System::Drop,
            Some(SystemChoice::Replace) => {
                let text = self.system_prompt.ok_or_else(|| {
                    AppError::bad(
                        "system_prompt",
                        "system=replace needs system_prompt, the text that takes their place",
                    )
                })?;
                export::System::Replace(text)
            }
        };
        let options = ExportOptions {
            system,
            reasoning: self.reasoning.map_or(export::Reasoning::Drop, Into::into),
            tool_args: self.tool_args.map(Into::into),
            bos: self.bos.unwrap_or(true),
            pairs: listed(self.pairs, pair)?,
        };
        let most_tokens = self.max_tokens.and_then(|most| usize::try_from(most).ok());
        Ok(ExportWish {
            ids: listed(self.ids, |id| {
                let number = id.parse().map(ExampleId);
                number.map_err(|_| AppError::bad("ids", "ids are numbers with commas between, such as 3,5,8"))
            })?,
            filter: Filter::parse(&self.q.unwrap_or_default(), &self.filter)?,
            options,
            file_mib: self.file_mib.map(file_size).transpose()?,
            package: self.package.map(Into::into),
            split: self.split.map(|shares| SplitWish::parse(&shares, self.seed)).transpose()?,
            exclude: listed(self.exclude, rule)?,
            most_tokens: most_tokens.unwrap_or(usual.most_tokens),
            guard_formulas: !self.formulas.unwrap_or(false),
            ..usual
        })
    }
}

fn listed<T>(text: Option<String>, parse: impl Fn(&str) -> Result<T, AppError>) -> Result<Vec<T>, AppError> {
    let text = text.unwrap_or_default();
    text.split(',').map(str::trim).filter(|entry| !entry.is_empty()).map(parse).collect()
}

fn pair(name: &str) -> Result<AlternativeKind, AppError> {
    match name {
        "rejected" => Ok(AlternativeKind::Rejected),
        "original" => Ok(AlternativeKind::Original),
        "outranked" => Ok(AlternativeKind::Outranked),
        _ => Err(AppError::bad("pairs", "pairs are rejected, original and outranked, with commas between")),
    }
}

fn rule(name: &str) -> Result<Rule, AppError> {
    Rule::find(name).filter(|rule| rule.is_of_lines()).ok_or_else(|| {
        AppError::bad("exclude", format!("exclude: there is no rule {name} that rows can be left out by"))
    })
}

fn file_size(mib: u64) -> Result<u64, AppError> {
    if (1..=1 << 20).contains(&mib) {
        return Ok(mib);
    }
    Err(AppError::bad("file_mib", format!("file_mib is {mib}; choose 1 to {} MiB", 1 << 20)))
}

fn rows(size: Option<u64>) -> Result<usize, AppError> {
    let rows = size.unwrap_or(3);
    if !(1..=50).contains(&rows) {
        return Err(AppError::bad("size", format!("size is {rows}; ask for 1 to 50 lines")));
    }
    Ok(usize::try_from(rows).unwrap_or(usize::MAX))
}
