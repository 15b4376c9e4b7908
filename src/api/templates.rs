//! Prompt templates over HTTP.

use std::{collections::BTreeMap, sync::Arc};

use poem_openapi::{
    Object, OpenApi,
    param::{Path, Query},
    payload::Json,
    types::Any,
};
use serde::Deserialize;
use serde_json::Value;

use super::{
    Tag,
    auth::SignedIn,
    body::{Body, OptionalBody},
    error::Result,
    page::{Created, NoContent},
    wire::{ToolDefinition, all},
};
use crate::{
    app::{Services, templates},
    model::{self, id::TemplateId, template::TemplateContent},
};

/// A template to save.
#[derive(Object, Deserialize)]
pub(super) struct TemplateInput {
    /// Its name.
    #[oai(validator(max_length = 200))]
    name: String,
    /// Standing instructions; may hold slots.
    #[serde(default)]
    #[oai(default)]
    system_prompt: String,
    /// The prompt; `{name}` is a slot and `{{name}}` writes `{name}`.
    user_prompt: String,
    /// Slot names in the order they are asked for. Those found in the prompts are added.
    slots: Option<Vec<String>>,
    /// What is known of the slots.
    slot_details: Option<BTreeMap<String, SlotDetail>>,
    /// Whether the tools are offered to the model.
    is_tool_calling_template: Option<bool>,
    /// The tools.
    tool_definitions: Option<Vec<ToolDefinition>>,
    /// Whether an answer has to call a tool, unless a run says otherwise: `auto` leaves it to the model, `required` wants
    /// any of them, the name of a tool wants that one, and `none` is for questions to which no call is the right answer.
    tool_choice: Option<String>,
    /// A JSON Schema that answers have to fit.
    output_schema: Option<Any<Value>>,
}

/// Help for filling in a slot.
#[derive(Clone, Object, Deserialize)]
struct SlotDetail {
    /// What belongs there.
    #[serde(default)]
    #[oai(default)]
    description: String,
    /// The value when none is given; null makes the slot required.
    default: Option<String>,
    /// Values to try it with.
    #[serde(default)]
    #[oai(default)]
    samples: Vec<String>,
}

/// A template.
#[derive(Object)]
pub(super) struct Template {
    /// Its id.
    id: u64,
    /// Its name.
    name: String,
    /// Standing instructions.
    system_prompt: String,
    /// The prompt with its slots.
    user_prompt: String,
    /// Slot names in the order they are asked for.
    slots: Vec<String>,
    /// What is known of the slots.
    slot_details: BTreeMap<String, SlotDetail>,
    /// Slots that stand in neither prompt.
    unused_slots: Vec<String>,
    /// Whether the tools are offered to the model.
    is_tool_calling_template: bool,
    /// The tools.
    tool_definitions: Vec<ToolDefinition>,
    /// Whether an answer has to call one: `auto`, `required`, `none` or the name of one.
    tool_choice: String,
    /// A JSON Schema that answers have to fit.
    output_schema: Option<Any<Value>>,
    /// Whether it was put away.
    archived: bool,
    /// Rises with each save that changes something.
    version: u64,
    /// When it was first saved.
    created_at: String,
    /// When the newest version was saved.
    updated_at: String,
}

/// A version of a template.
#[derive(Object)]
struct TemplateVersion {
    /// Its number.
    version: u64,
    /// When it was saved.
    saved_at: String,
    /// The fields that differ from the version before.
    changed: Vec<String>,
    /// The name.
    name: String,
    /// The system prompt.
    system_prompt: String,
    /// The user prompt.
    user_prompt: String,
    /// The slots.
    slots: Vec<String>,
    /// What was known of the slots.
    slot_details: BTreeMap<String, SlotDetail>,
    /// Whether the tools were offered.
    is_tool_calling_template: bool,
    /// The tools.
    tool_definitions: Vec<ToolDefinition>,
    /// Whether an answer has to call one: `auto`, `required`, `none` or the name of one.
    tool_choice: String,
    /// The schema of answers.
    output_schema: Option<Any<Value>>,
}

/// A system prompt that was in use.
#[derive(Object)]
struct PastSystemPrompt {
    /// The text.
    text: String,
    /// The newest version that had it.
    version: u64,
    /// When that version was saved.
    saved_at: String,
}

/// What a template would be like if it were saved.
#[derive(Object)]
struct TemplateCheck {
    /// The slots it would have.
    slots: Vec<String>,
    /// Slots that stand in neither prompt.
    unused_slots: Vec<String>,
    /// What keeps it from being saved.
    errors: Vec<TemplateError>,
}

/// Something that keeps a template from being saved.
#[derive(Object)]
struct TemplateError {
    /// The field.
    field: String,
    /// The place in a list, from 0.
    index: Option<u64>,
    /// The place inside a JSON value, as a JSON pointer.
    pointer: Option<String>,
    /// What is wrong and what to do.
    message: String,
}

/// Whether something is put away.
#[derive(Object, Deserialize)]
pub(super) struct Archive {
    /// False takes it out again.
    pub(super) archived: bool,
}

/// Prompt templates.
pub(super) struct TemplatesApi(pub(super) Arc<Services>);

#[OpenApi(tag = "Tag::Templates")]
impl TemplatesApi {
    /// List templates
    ///
    /// By name: those in use, or those put away.
    #[oai(path = "/templates", method = "get", operation_id = "list_templates")]
    async fn list(
        &self,
        who: SignedIn,
        /// True lists those that were put away.
        archived: Query<Option<bool>>,
    ) -> Result<Json<Vec<Template>>> {
        let found = templates::list(&self.0, who.session(), archived.0.unwrap_or(false)).await?;
        Ok(Json(all(found)))
    }

    /// Save a new template
    #[oai(path = "/templates", method = "post", operation_id = "create_template")]
    async fn create(&self, who: SignedIn, body: Body<TemplateInput>) -> Result<Created<Template>> {
        let template = templates::create(&self.0, who.session(), body.0.into()).await?;
        Ok(Created::Created(Json(template.into())))
    }

    /// Check a template without saving it
    #[oai(path = "/templates/check", method = "post", operation_id = "check_template")]
    #[expect(clippy::unused_async, reason = "operations are asynchronous, and this one waits for nothing")]
    async fn check(&self, _who: SignedIn, body: Body<TemplateInput>) -> Result<Json<TemplateCheck>> {
        let mut content = TemplateContent::from(body.0);
        let errors = templates::problems(&content);
        content.complete_slots();
        let unused_slots = content.unused_slots();
        Ok(Json(TemplateCheck { slots: content.slots, unused_slots, errors: all(errors) }))
    }

    /// Get a template
    #[oai(path = "/templates/:id", method = "get", operation_id = "get_template")]
    async fn get(&self, who: SignedIn, id: Path<u64>) -> Result<Json<Template>> {
        Ok(Json(templates::get(&self.0, who.session(), TemplateId(id.0)).await?.into()))
    }

    /// Save a template
    ///
    /// A save that changes something becomes a new version.
    #[oai(path = "/templates/:id", method = "put", operation_id = "update_template")]
    async fn save(&self, who: SignedIn, id: Path<u64>, body: Body<TemplateInput>) -> Result<NoContent> {
        templates::save(&self.0, who.session(), TemplateId(id.0), body.0.into()).await?;
        Ok(NoContent::Done)
    }

    /// Put a template away, or take it out again
    #[oai(path = "/templates/:id/archive", method = "put", operation_id = "archive_template")]
    async fn archive(&self, who: SignedIn, id: Path<u64>, body: OptionalBody<Archive>) -> Result<NoContent> {
        let archived = body.0.is_none_or(|body| body.archived);
        templates::archive(&self.0, who.session(), TemplateId(id.0), archived).await?;
        Ok(NoContent::Done)
    }

    /// List a template's last system prompts
    ///
    /// The last ten different ones, newest first.
    #[oai(path = "/templates/:id/history", method = "get", operation_id = "list_system_prompts")]
    async fn history(&self, who: SignedIn, id: Path<u64>) -> Result<Json<Vec<PastSystemPrompt>>> {
        Ok(Json(all(templates::history(&self.0, who.session(), TemplateId(id.0)).await?)))
    }

    /// List a template's versions
    ///
    /// Newest first.
    #[oai(path = "/templates/:id/versions", method = "get", operation_id = "list_template_versions")]
    async fn versions(&self, who: SignedIn, id: Path<u64>) -> Result<Json<Vec<TemplateVersion>>> {
        Ok(Json(all(templates::versions(&self.0, who.session(), TemplateId(id.0)).await?)))
    }
}

impl From<TemplateInput> for TemplateContent {
    fn from(input: TemplateInput) -> Self {
        let TemplateInput {
            name,
            system_prompt,
            user_prompt,
            slots,
            slot_details,
            is_tool_calling_template,
            tool_definitions,
            tool_choice,
            output_schema,
        } = input;
        Self {
            name,
            system_prompt,
            user_prompt,
            slots: slots.unwrap_or_default(),
            slot_details: slot_details.unwrap_or_default().into_iter().map(|(k, v)| (k, v.into())).collect(),
            is_tool_calling_template: is_tool_calling_template.unwrap_or(false),
            tool_definitions: all(tool_definitions.unwrap_or_default()),
            tool_choice: tool_choice.map(Into::into).unwrap_or_default(),
            output_schema: output_schema.map(|Any(schema)| schema).filter(|schema| !schema.is_null()),
        }
    }
}

impl From<SlotDetail> for model::template::SlotDetail {
    fn from(detail: SlotDetail) -> Self {
        let SlotDetail { description, default, samples } = detail;
        Self { description, default, samples }
    }
}

impl From<model::template::SlotDetail> for SlotDetail {
    fn from(detail: model::template::SlotDetail) -> Self {
        let model::template::SlotDetail { description, default, samples } = detail;
        Self { description, default, samples }
    }
}

fn details(of: BTreeMap<String, model::template::SlotDetail>) -> BTreeMap<String, SlotDetail> {
    of.into_iter().map(|(name, detail)| (name, detail.into())).collect()
}

impl From<model::template::Template> for Template {
    fn from(template: model::template::Template) -> Self {
        let model::template::Template {
            id,
            version,
            archived,
            created_at,
            updated_at,
            content,
            system_prompts: _,
        } = template;
        let unused_slots = content.unused_slots();
        let TemplateContent {
            name,
            system_prompt,
            user_prompt,
            slots,
            slot_details,
            is_tool_calling_template,
            tool_definitions,
            tool_choice,
            output_schema,
        } = content;
        Self {
            id: id.0,
            name,
            system_prompt,
            user_prompt,
            slots,
            slot_details: details(slot_details),
            unused_slots,
            is_tool_calling_template,
            tool_definitions: all(tool_definitions),
            tool_choice: tool_choice.into(),
            output_schema: output_schema.map(Any),
            archived,
            version,
            created_at: created_at.to_string(),
            updated_at: updated_at.to_string(),
        }
    }
}

impl From<model::template::TemplateVersion> for TemplateVersion {
    fn from(version: model::template::TemplateVersion) -> Self {
        let model::template::TemplateVersion { version, saved_at, changed, content } = version;
        let TemplateContent {
            name,
            system_prompt,
            user_prompt,
            slots,
            slot_details,
            is_tool_calling_template,
            tool_definitions,
            tool_choice,
            output_schema,
        } = content;
        Self {
            version,
            saved_at: saved_at.to_string(),
            changed,
            name,
            system_prompt,
            user_prompt,
            slots,
            slot_details: details(slot_details),
            is_tool_calling_template,
            tool_definitions: all(tool_definitions),
            tool_choice: tool_choice.into(),
            output_schema: output_schema.map(Any),
        }
    }
}

impl From<model::template::PastSystemPrompt> for PastSystemPrompt {
    fn from(past: model::template::PastSystemPrompt) -> Self {
        let model::template::PastSystemPrompt { text, version, saved_at } = past;
        Self { text, version, saved_at: saved_at.to_string() }
    }
}

impl From<templates::Problem> for TemplateError {
    fn from(problem: templates::Problem) -> Self {
        let templates::Problem { field, index, pointer, message } = problem;
        Self { field: field.to_owned(), index: index.map(|index| index as u64), pointer, message }
    }
}
