//! Examples over HTTP.

use std::sync::Arc;

use poem_openapi::{
    ApiResponse, Object, OpenApi,
    param::{Header, Path, Query},
    payload::Json,
};
use serde::{Deserialize, Serialize};

use super::{
    Tag,
    auth::SignedIn,
    body::Body,
    error::Result,
    json::{JsonObject, given},
    page::{Added, PageOf},
    wire::{Message, SlotValues, ToolCall, ToolDefinition, all, wire_enum},
};
use crate::{
    app::{
        Services,
        error::{AppError, BadInput},
        examples::{self, ExampleEdit, NewExample},
    },
    model::{
        self,
        id::{CandidateId, DatasetId, ExampleId, RunId},
    },
};

wire_enum! {
    /// How an alternative lost.
    AlternativeKind from model::example::AlternativeKind {
        /// You rejected it.
        Rejected,
        /// You edited it into the answer.
        Original,
        /// Another answer was preferred.
        Outranked,
    }
}

wire_enum! {
    /// Where a split puts an example.
    Split from model::example::Split {
        /// By the seed.
        Auto,
        /// Always to train.
        Train,
        /// Always to validate.
        Valid,
        /// Always to test.
        Test,
    }
}

/// An answer that was not taken: preference data.
#[derive(Clone, Debug, Object, Serialize, Deserialize)]
pub(super) struct Alternative {
    /// How it lost.
    kind: AlternativeKind,
    /// Its text.
    output: String,
    /// Its calls.
    #[serde(default)]
    tool_calls: Vec<ToolCall>,
    /// Why it was rejected.
    reason: Option<String>,
}

/// An example. `messages` and `tools` are the truth; `system_prompt`, `variation_prompt`, `output` and
/// `tool_calls` are a view on them.
#[derive(Clone, Debug, Object)]
pub(super) struct Example {
    /// Its id.
    id: u64,
    /// The dataset that holds it.
    dataset_id: u64,
    /// Counts its edits: the `ETag`.
    rev: u64,
    /// The system turn.
    system_prompt: String,
    /// The first user turn.
    variation_prompt: String,
    /// The slot values that made its prompt.
    slots: SlotValues,
    /// The last answer's text.
    output: String,
    /// The last answer's calls.
    tool_calls: Vec<ToolCall>,
    /// When it was added.
    timestamp: String,
    /// When it last changed.
    updated_at: String,
    /// The conversation.
    messages: Vec<Message>,
    /// The tools that were offered.
    tools: Vec<ToolDefinition>,
    /// The template it was made from.
    template_id: Option<u64>,
    /// The template's version.
    template_version: Option<u64>,
    /// What the template was called.
    template_name: Option<String>,
    /// The run it was generated in.
    run_id: Option<u64>,
    /// The candidate it was.
    candidate_id: Option<u64>,
    /// The model that answered.
    model: Option<String>,
    /// Answers that lost against this one.
    alternatives: Vec<Alternative>,
    /// Whether you changed the answer.
    edited: bool,
    /// Your rating, 1 to 5.
    rating: Option<u8>,
    /// Labels.
    tags: Vec<String>,
    /// A remark.
    note: Option<String>,
    /// Where a split puts it.
    split: Split,
    /// Members that came with it and mean nothing to dsforge.
    extra: JsonObject,
}

/// An example to add.
#[derive(Object, Deserialize)]
struct ExampleInput {
    /// The system turn; may be empty.
    system_prompt: String,
    /// The user turn.
    variation_prompt: String,
    /// The slot values behind it.
    slots: SlotValues,
    /// The answer.
    output: String,
    /// The answer's calls.
    tool_calls: Option<Vec<ToolCall>>,
    /// The tools that were offered; the run's when left out.
    tools: Option<Vec<ToolDefinition>>,
    /// The whole conversation, in place of prompts, output and calls.
    messages: Option<Vec<Message>>,
    /// The run of the candidate that it is.
    run_id: Option<u64>,
    /// The candidate that it is. Its siblings become alternatives.
    candidate_id: Option<u64>,
    /// Answers that lost; the candidate's siblings when left out.
    alternatives: Option<Vec<Alternative>>,
    /// 1 to 5.
    rating: Option<u8>,
    /// Labels.
    tags: Option<Vec<String>>,
    /// A remark.
    note: Option<String>,
    /// Where a split puts it.
    split: Option<Split>,
    /// Members that mean nothing to dsforge and are kept.
    extra: Option<JsonObject>,
}

/// An edit. What is left out stays; null takes a rating or a note back.
#[derive(Object, Deserialize)]
struct ExampleEditInput {
    /// The system turn; empty takes it out.
    system_prompt: Option<String>,
    /// The first user turn.
    variation_prompt: Option<String>,
    /// The last answer's text.
    output: Option<String>,
    /// The last answer's calls.
    tool_calls: Option<Vec<ToolCall>>,
    /// The whole conversation.
    messages: Option<Vec<Message>>,
    /// The slot values.
    slots: Option<SlotValues>,
    /// 1 to 5.
    #[serde(default, deserialize_with = "given")]
    #[oai(default)]
    rating: Option<Option<u8>>,
    /// The labels, all of them.
    tags: Option<Vec<String>>,
    /// A remark.
    #[serde(default, deserialize_with = "given")]
    #[oai(default)]
    note: Option<Option<String>>,
    /// Where a split puts it.
    split: Option<Split>,
}

/// A page of examples.
#[derive(Object)]
struct ExamplePage {
    /// The examples.
    items: Vec<Example>,
    /// How many there are on all pages.
    total: u64,
    /// The slots that the examples of this page have.
    slot_names: Vec<String>,
}

/// Examples were added or deleted.
#[derive(ApiResponse)]
enum Changed {
    /// Done, all of it.
    #[oai(status = 204)]
    Done(
        /// The change, by which it can be taken back.
        #[oai(header = "X-Change-Id")]
        u64,
    ),
}

/// One example with its revision.
#[derive(ApiResponse)]
enum OneExample {
    /// The example.
    #[oai(status = 200)]
    Found(
        Json<Example>,
        /// Its revision, to be sent back as `If-Match`.
        #[oai(header = "ETag")]
        String,
    ),
}

/// The examples of a dataset.
pub(super) struct ExamplesApi(pub(super) Arc<Services>);

#[OpenApi(tag = "Tag::Examples")]
impl ExamplesApi {
    /// List examples
    #[oai(path = "/datasets/:id/examples", method = "get", operation_id = "list_examples")]
    #[expect(clippy::too_many_arguments, reason = "one for each parameter of the contract")]
    async fn list(
        &self,
        who: SignedIn,
        id: Path<u64>,
        /// From 1.
        page: Query<Option<u64>>,
        /// Entries of a page, 1 to 1000; 50 when not said.
        size: Query<Option<u64>>,
        /// Only those in which some text contains this, in any case.
        q: Query<Option<String>>,
        /// Only those that meet each of these: `tag:urgent`, `rating:4..5`, `template:`, `model:`, `run:`, `split:`,
        /// `edited:true`, `calls:true`, `lost:true`, `added:2026-03-01..`, `id:1..50`.
        filter: Query<Option<Vec<String>>>,
        /// `-id` newest first, `id` oldest first.
        sort: Query<Option<String>>,
    ) -> Result<Json<ExamplePage>> {
        let page = PageOf::new(page.0, size.0)?;
        let newest_first = match sort.0.as_deref() {
            None | Some("-id") => true,
            Some("id") => false,
            Some(other) => {
                return Err(AppError::bad("sort", format!("sort is `{other}`; choose id or -id")).into());
            }
        };
        let filter = examples::Filter::parse(&q.0.unwrap_or_default(), &filter.0.unwrap_or_default())?;
        let query = examples::Query { filter, offset: page.offset, limit: page.limit, newest_first };
        let dataset = DatasetId(id.0);
        let found = examples::list(&self.0, who.session(), dataset, query).await?;
        let slot_names = slot_names(&found.items);
        let items = found.items.into_iter().map(|example| Example::new(dataset, example)).collect();
        Ok(Json(ExamplePage { items, total: found.total, slot_names }))
    }

    /// Add examples
    ///
    /// All or none. A candidate that this dataset has already is not added again.
    #[oai(path = "/datasets/:id/examples", method = "post", operation_id = "add_examples")]
    async fn add(&self, who: SignedIn, id: Path<u64>, body: Body<Vec<ExampleInput>>) -> Result<Added> {
        let new = body.0.into_iter().enumerate().map(|(index, input)| input.into_new(index));
        let new = new.collect::<std::result::Result<Vec<_>, _>>()?;
        let added = examples::add(&self.0, who.session(), DatasetId(id.0), new).await?;
        Ok(Added::Done(added.change.map(|change| change.0), added.already_there as u64))
    }

    /// Get an example
    #[oai(path = "/datasets/:id/examples/:example_id", method = "get", operation_id = "get_example")]
    async fn get(&self, who: SignedIn, id: Path<u64>, example_id: Path<u64>) -> Result<OneExample> {
        let (dataset, example) = (DatasetId(id.0), ExampleId(example_id.0));
        Ok(OneExample::new(dataset, examples::get(&self.0, who.session(), dataset, example).await?))
    }

    /// Edit an example
    ///
    /// Only if nobody changed it since the revision in `If-Match`; else 412 with the example as it is now. Without
    /// the header, 428; with `*`, any revision will do.
    #[oai(path = "/datasets/:id/examples/:example_id", method = "put", operation_id = "update_example")]
    async fn edit(
        &self,
        who: SignedIn,
        id: Path<u64>,
        example_id: Path<u64>,
        /// The revision you edit, as `ETag` gave it.
        #[oai(name = "If-Match")]
        if_match: Header<String>,
        body: Body<ExampleEditInput>,
    ) -> Result<OneExample> {
        let rev = revision(&if_match.0)?;
        let (dataset, example) = (DatasetId(id.0), ExampleId(example_id.0));
        let saved = examples::edit(&self.0, who.session(), dataset, example, body.0.into(), rev).await?;
        Ok(OneExample::new(dataset, saved))
    }

    /// Delete an example
    #[oai(path = "/datasets/:id/examples/:example_id", method = "delete", operation_id = "delete_example")]
    async fn delete(&self, who: SignedIn, id: Path<u64>, example_id: Path<u64>) -> Result<Changed> {
        let ids = vec![ExampleId(example_id.0)];
        let change = examples::delete(&self.0, who.session(), DatasetId(id.0), ids).await?;
        Ok(Changed::Done(change.0))
    }
}

/// The revision in an `If-Match` header; none for `*`, which any revision matches.
fn revision(header: &str) -> std::result::Result<Option<u64>, AppError> {
    let tag = header.trim();
    if tag == "*" {
        return Ok(None);
    }
    let number = tag.trim_start_matches("W/").trim_matches('"').parse();
    number
        .map(Some)
        .map_err(|_| AppError::bad("If-Match", "If-Match is no ETag of an example, such as \"3\""))
}

fn slot_names(examples: &[model::example::Example]) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    for name in examples.iter().flat_map(|example| example.slots.keys()) {
        if !names.contains(name) {
            names.push(name.clone());
        }
    }
    names
}

impl OneExample {
    fn new(dataset: DatasetId, example: model::example::Example) -> Self {
        let tag = format!("\"{}\"", example.rev);
        Self::Found(Json(Example::new(dataset, example)), tag)
    }
}

impl Example {
    /// An example of this dataset.
    pub(super) fn new(dataset: DatasetId, example: model::example::Example) -> Self {
        let system_prompt = example.system_prompt().to_owned();
        let variation_prompt = example.variation_prompt().to_owned();
        let output = example.output().to_owned();
        let tool_calls = all(example.tool_calls().to_vec());
        let model::example::Example {
            id,
            rev,
            timestamp,
            updated_at,
            messages,
            tools,
            slots,
            template,
            source,
            alternatives,
            edited,
            rating,
            tags,
            note,
            split,
            extra,
        } = example;
        Self {
            id: id.0,
            dataset_id: dataset.0,
            rev,
            system_prompt,
            variation_prompt,
            slots,
            output,
            tool_calls,
            timestamp: timestamp.to_string(),
            updated_at: updated_at.to_string(),
            messages: all(messages),
            tools: all(tools),
            template_id: template.as_ref().map(|template| template.id.0),
            template_version: template.as_ref().map(|template| template.version),
            template_name: template.map(|template| template.name),
            run_id: source.as_ref().map(|source| source.run.0),
            candidate_id: source.as_ref().map(|source| source.candidate.0),
            model: source.map(|source| source.model),
            alternatives: all(alternatives),
            edited,
            rating,
            tags,
            note,
            split: split.into(),
            extra: JsonObject(extra),
        }
    }
}

impl ExampleInput {
    /// The example that is meant by the entry at this place of a list.
    fn into_new(self, index: usize) -> std::result::Result<NewExample, AppError> {
        let Self {
            system_prompt,
            variation_prompt,
            slots,
            output,
            tool_calls,
            tools,
            messages,
            run_id,
            candidate_id,
            alternatives,
            rating,
            tags,
            note,
            split,
            extra,
        } = self;
        let source = match (run_id, candidate_id) {
            (Some(run), Some(candidate)) => Some((RunId(run), CandidateId(candidate))),
            (None, None) => None,
            _ => {
                return Err(AppError::from(BadInput {
                    message: format!("example {}: run_id and candidate_id go together", index + 1),
                    field: Some("candidate_id".to_owned()),
                    index: Some(index),
                    ..BadInput::default()
                }));
            }
        };
        Ok(NewExample {
            system_prompt,
            variation_prompt,
            slots,
            output,
            tool_calls: all(tool_calls.unwrap_or_default()),
            tools: tools.map(all),
            messages: messages.map(all),
            source,
            alternatives: alternatives.map(all),
            rating,
            tags: tags.unwrap_or_default(),
            note,
            split: split.map(Into::into).unwrap_or_default(),
            extra: extra.map(|JsonObject(extra)| extra).unwrap_or_default(),
        })
    }
}

impl From<ExampleEditInput> for ExampleEdit {
    fn from(input: ExampleEditInput) -> Self {
        let ExampleEditInput {
            system_prompt,
            variation_prompt,
            output,
            tool_calls,
            messages,
            slots,
            rating,
            tags,
            note,
            split,
        } = input;
        let (tool_calls, messages, split) = (tool_calls.map(all), messages.map(all), split.map(Into::into));
        Self {
            system_prompt,
            variation_prompt,
            output,
            tool_calls,
            messages,
            slots,
            rating,
            tags,
            note,
            split,
        }
    }
}

impl From<model::example::Alternative> for Alternative {
    fn from(alternative: model::example::Alternative) -> Self {
        let model::example::Alternative { kind, output, tool_calls, reason } = alternative;
        Self { kind: kind.into(), output, tool_calls: all(tool_calls), reason }
    }
}

impl From<Alternative> for model::example::Alternative {
    fn from(alternative: Alternative) -> Self {
        let Alternative { kind, output, tool_calls, reason } = alternative;
        Self { kind: kind.into(), output, tool_calls: all(tool_calls), reason }
    }
}
