//! Chat templates over HTTP.

use std::sync::Arc;

use poem_openapi::{
    Object, OpenApi,
    param::Path,
    payload::{Binary, Json},
    types::Any,
};
use serde::Deserialize;
use serde_json::{Map, Value};

use super::{
    Tag,
    auth::SignedIn,
    body::Body,
    error::Result,
    page::{Created, NoContent},
    wire::wire_enum,
};
use crate::{
    app::{
        Services,
        chat_templates::{self, ChatTemplateWish, Subject},
        error::AppError,
    },
    model::{
        chat_template::ChatTemplate as Kept,
        id::{ChatTemplateId, DatasetId, ExampleId},
    },
    render::chat_template::{self as engine, Conversation, source},
};

wire_enum! {
    /// How it was found out what a trainer learns from.
    LossMaskMethod from engine::Method {
        /// The template marks it itself.
        Generation,
        /// By rendering the conversation up to each answer and up to its end.
        Prefix,
        /// Not at all: the template changes earlier turns when later ones come.
        Unknown,
    }
}

/// A chat template to keep.
#[derive(Object, Deserialize)]
struct ChatTemplateInput {
    /// What to call it, such as the model's name.
    name: String,
    /// The template, in the Jinja that Python runs.
    template: String,
    /// What `bos_token` stands for in it.
    #[serde(default)]
    #[oai(default)]
    bos_token: String,
    /// What `eos_token` stands for in it.
    #[serde(default)]
    #[oai(default)]
    eos_token: String,
}

/// How a model wants a conversation written.
#[derive(Object)]
struct ChatTemplate {
    /// Its id.
    id: u64,
    /// What it is called.
    name: String,
    /// The template.
    template: String,
    /// What `bos_token` stands for in it.
    bos_token: String,
    /// What `eos_token` stands for in it.
    eos_token: String,
    /// When it was added.
    created_at: String,
}

impl From<Kept> for ChatTemplate {
    fn from(kept: Kept) -> Self {
        Self {
            id: kept.id.0,
            name: kept.name,
            template: kept.template,
            bos_token: kept.bos_token,
            eos_token: kept.eos_token,
            created_at: kept.created_at.to_string(),
        }
    }
}

/// A chat template as it stands in a file or at a model server.
#[derive(Object)]
struct FoundChatTemplate {
    /// The template.
    template: String,
    /// What begins a text; empty when that is not said.
    bos_token: String,
    /// What ends a text; empty when that is not said.
    eos_token: String,
}

/// A model whose chat template is wanted.
#[derive(Object, Deserialize)]
struct ServedTemplateInput {
    /// The model, as the list of models names it.
    model: String,
}

impl From<source::Found> for FoundChatTemplate {
    fn from(source::Found { template, bos_token, eos_token }: source::Found) -> Self {
        Self { template, bos_token, eos_token }
    }
}

/// What to render: `messages`, or an example by `dataset_id` and `example_id`.
#[derive(Object, Deserialize)]
struct RenderInput {
    /// The turns in the form of OpenAI's API, arguments of calls as objects.
    messages: Option<Vec<Any<Value>>>,
    /// The tools on offer.
    tools: Option<Any<Value>>,
    /// Whether the model is to go on after the last turn.
    #[serde(default)]
    #[oai(default)]
    add_generation_prompt: bool,
    /// What else the template may ask for, such as `{"enable_thinking": false}`.
    variables: Option<Any<Map<String, Value>>>,
    /// The dataset of an example to render in place of messages.
    dataset_id: Option<u64>,
    /// An example to render in place of messages.
    example_id: Option<u64>,
}

impl RenderInput {
    fn subject(self) -> Result<Subject, AppError> {
        let variables = self.variables.map(|variables| variables.0).unwrap_or_default();
        match (self.messages, self.dataset_id, self.example_id) {
            (Some(messages), None, None) => Ok(Subject::Conversation(Conversation {
                messages: messages.into_iter().map(|message| message.0).collect(),
                tools: self.tools.map(|tools| tools.0),
                add_generation_prompt: self.add_generation_prompt,
                variables,
            })),
            (None, Some(dataset), Some(example)) => {
                Ok(Subject::Example(DatasetId(dataset), ExampleId(example), variables))
            }
            _ => Err(AppError::bad("messages", "give messages, or dataset_id and example_id")),
        }
    }
}

/// A part of a text, in Unicode code points.
#[derive(Object)]
struct TextSpan {
    /// The first code point, from 0.
    start: u64,
    /// The one after the last.
    end: u64,
}

/// What of a text a trainer learns from.
#[derive(Object)]
struct LossMask {
    /// How it was found out.
    method: LossMaskMethod,
    /// The parts that are learned from, in order.
    spans: Vec<TextSpan>,
}

/// A conversation as the model will see it.
#[derive(Object)]
struct RenderedConversation {
    /// The text, special tokens spelled out.
    text: String,
    /// What of it a trainer learns from.
    loss_mask: LossMask,
}

impl From<engine::Rendering> for RenderedConversation {
    fn from(rendering: engine::Rendering) -> Self {
        let spans = rendering.loss_mask.spans.iter();
        Self {
            text: rendering.text,
            loss_mask: LossMask {
                method: rendering.loss_mask.method.into(),
                spans: spans.map(|s| TextSpan { start: s.start as u64, end: s.end as u64 }).collect(),
            },
        }
    }
}

/// How models want conversations written.
pub(super) struct ChatTemplatesApi(pub(super) Arc<Services>);

#[OpenApi(tag = "Tag::ChatTemplates")]
impl ChatTemplatesApi {
    /// List chat templates
    #[oai(path = "/chat_templates", method = "get", operation_id = "list_chat_templates")]
    async fn list(&self, who: SignedIn) -> Result<Json<Vec<ChatTemplate>>> {
        let all = chat_templates::list(&self.0, who.session()).await?;
        Ok(Json(all.into_iter().map(Into::into).collect()))
    }

    /// Add a chat template
    #[oai(path = "/chat_templates", method = "post", operation_id = "create_chat_template")]
    async fn create(&self, who: SignedIn, body: Body<ChatTemplateInput>) -> Result<Created<ChatTemplate>> {
        let ChatTemplateInput { name, template, bos_token, eos_token } = body.0;
        let wish = ChatTemplateWish { name, template, bos_token, eos_token };
        let kept = chat_templates::create(&self.0, who.session(), wish).await?;
        Ok(Created::Created(Json(kept.into())))
    }

    /// Read a chat template from a file
    ///
    /// Takes a `tokenizer_config.json`, a `chat_template.jinja`, or the beginning of a GGUF file with all of its
    /// metadata, up to 32 MiB. Nothing is kept.
    #[oai(path = "/chat_templates/read", method = "post", operation_id = "read_chat_template")]
    async fn read(&self, _who: SignedIn, file: Binary<Vec<u8>>) -> Result<Json<FoundChatTemplate>> {
        let found = chat_templates::read(&self.0, file.0).await?;
        Ok(Json(found.into()))
    }

    /// Take a chat template from a model server
    ///
    /// llama.cpp's server gives its model's template; Ollama does where the model has no template in Ollama's own
    /// language. Nothing is kept.
    #[oai(path = "/chat_templates/from_server", method = "post", operation_id = "take_chat_template")]
    async fn take(&self, who: SignedIn, body: Body<ServedTemplateInput>) -> Result<Json<FoundChatTemplate>> {
        let found = chat_templates::of_model(&self.0, who.session(), &body.0.model).await?;
        Ok(Json(found.into()))
    }

    /// Get a chat template
    #[oai(path = "/chat_templates/:id", method = "get", operation_id = "get_chat_template")]
    async fn get(&self, who: SignedIn, id: Path<u64>) -> Result<Json<ChatTemplate>> {
        let kept = chat_templates::get(&self.0, who.session(), ChatTemplateId(id.0)).await?;
        Ok(Json(kept.into()))
    }

    /// Delete a chat template
    #[oai(path = "/chat_templates/:id", method = "delete", operation_id = "delete_chat_template")]
    async fn delete(&self, who: SignedIn, id: Path<u64>) -> Result<NoContent> {
        chat_templates::delete(&self.0, who.session(), ChatTemplateId(id.0)).await?;
        Ok(NoContent::Done)
    }

    /// Render a conversation
    ///
    /// As the model will see it, with the parts that a trainer learns from. Takes messages, or an example.
    #[oai(path = "/chat_templates/:id/render", method = "post", operation_id = "render_chat_template")]
    async fn render(
        &self,
        who: SignedIn,
        id: Path<u64>,
        body: Body<RenderInput>,
    ) -> Result<Json<RenderedConversation>> {
        let subject = body.0.subject()?;
        let rendering = chat_templates::render(&self.0, who.session(), ChatTemplateId(id.0), subject).await?;
        Ok(Json(rendering.into()))
    }
}
