//! Chat templates: kept under a name, taken from the files of a model, and used to see a conversation as the
//! model will.

use std::sync::Arc;

use jiff::{Timestamp, civil::DateTime, tz::TimeZone};

use super::{
    Services,
    auth::sessions::Session,
    error::{AppError, BadInput},
    models,
};
use crate::{
    llm::ServedTemplate,
    model::{
        chat_template::ChatTemplate,
        id::{ChatTemplateId, DatasetId, ExampleId},
    },
    render::chat_template::{self as engine, ChatTemplateError, Conversation, Rendering, source},
    store::{chat_templates, examples},
};

/// Letters of a name, at most.
const LONGEST_NAME: usize = 200;

/// What a person says of a chat template.
pub struct ChatTemplateWish {
    /// What to call it; unique.
    pub name: String,
    /// The template.
    pub template: String,
    /// What `bos_token` stands for.
    pub bos_token: String,
    /// What `eos_token` stands for.
    pub eos_token: String,
}

/// What is to be rendered.
pub enum Subject {
    /// Messages as they are given.
    Conversation(Conversation),
    /// What an example holds, with what else the template may ask for.
    Example(DatasetId, ExampleId, serde_json::Map<String, serde_json::Value>),
}

/// All chat templates, by name.
pub async fn list(services: &Services, session: &Session) -> Result<Vec<ChatTemplate>, AppError> {
    let (owner, keyring) = (session.user, Arc::clone(&session.keyring));
    let mut all =
        services.store.read(move |r| Ok::<_, AppError>(chat_templates::list(r, &keyring, owner)?)).await?;
    all.sort_by_key(|template| template.name.to_lowercase());
    Ok(all)
}

/// One chat template.
pub async fn get(
    services: &Services,
    session: &Session,
    id: ChatTemplateId,
) -> Result<ChatTemplate, AppError> {
    let (owner, keyring) = (session.user, Arc::clone(&session.keyring));
    let found =
        services.store.read(move |r| Ok::<_, AppError>(chat_templates::get(r, &keyring, owner, id)?)).await?;
    found.ok_or_else(|| no_chat_template(id))
}

/// Keeps a chat template that can be read.
pub async fn create(
    services: &Services,
    session: &Session,
    wish: ChatTemplateWish,
) -> Result<ChatTemplate, AppError> {
    let name = wish.name.trim().to_owned();
    if name.is_empty() || name.chars().count() > LONGEST_NAME || name.chars().any(char::is_control) {
        return Err(AppError::bad("name", format!("name has 1 to {LONGEST_NAME} letters on one line")));
    }
    let template = ChatTemplate {
        id: ChatTemplateId(0),
        name,
        template: wish.template,
        bos_token: wish.bos_token,
        eos_token: wish.eos_token,
        created_at: services.clock.now(),
    };
    let (owner, keyring) = (session.user, Arc::clone(&session.keyring));
    services
        .store
        .write(move |w| {
            compiled(&template)?;
            let is_same = |other: &ChatTemplate| other.name.to_lowercase() == template.name.to_lowercase();
            if chat_templates::list(w, &keyring, owner)?.iter().any(is_same) {
                return Err(AppError::Conflict("another chat template has this name".to_owned()));
            }
            Ok(chat_templates::create(w, &keyring, owner, template)?)
        })
        .await
}

/// Removes a chat template.
pub async fn delete(services: &Services, session: &Session, id: ChatTemplateId) -> Result<(), AppError> {
    let owner = session.user;
    let was_there =
        services.store.write(move |w| Ok::<_, AppError>(chat_templates::delete(w, owner, id)?)).await?;
    if was_there { Ok(()) } else { Err(no_chat_template(id)) }
}

/// Finds the template in a file that comes with a model. Nothing is kept.
pub async fn read(services: &Services, file: Vec<u8>) -> Result<source::Found, AppError> {
    // Nothing is stored; but a large file takes its time, and here it may.
    let found = services.store.read(move |_| Ok::<_, AppError>(source::read(&file))).await?;
    found.map_err(|error| AppError::bad("file", error.to_string()))
}

/// Takes the template of a model from its server. Nothing is kept.
pub async fn of_model(
    services: &Services,
    session: &Session,
    model: &str,
) -> Result<source::Found, AppError> {
    models::check(services, session, model).await?;
    let (server, name) = services.servers.of(session.user).find(model).await?;
    match server.chat_template(&name).await? {
        ServedTemplate::Jinja { template, bos_token, eos_token } => {
            Ok(source::Found { template, bos_token, eos_token })
        }
        ServedTemplate::None(why) => Err(AppError::bad("model", why)),
    }
}

/// Shows a conversation as the model will see it.
pub async fn render(
    services: &Services,
    session: &Session,
    id: ChatTemplateId,
    subject: Subject,
) -> Result<Rendering, AppError> {
    let (owner, keyring) = (session.user, Arc::clone(&session.keyring));
    let now = at(services.clock.now());
    services
        .store
        .read(move |r| {
            let template =
                chat_templates::get(r, &keyring, owner, id)?.ok_or_else(|| no_chat_template(id))?;
            let conversation = match subject {
                Subject::Conversation(conversation) => conversation,
                Subject::Example(dataset, example, variables) => {
                    let found = examples::get(r, &keyring, owner, dataset, example)?;
                    let found = found.ok_or_else(|| AppError::no_example(example))?;
                    let conversation = engine::conversation_of(&found).map_err(|why| {
                        AppError::bad("example_id", format!("example {example} cannot be rendered: {why}"))
                    })?;
                    Conversation { variables, ..conversation }
                }
            };
            compiled(&template)?.render(&conversation, now).map_err(bad_template)
        })
        .await
}

fn compiled(template: &ChatTemplate) -> Result<engine::ChatTemplate, AppError> {
    engine::ChatTemplate::new(&template.template, &template.bos_token, &template.eos_token)
        .map_err(bad_template)
}

/// Templates write dates; that of the server's clock, in UTC.
fn at(now: Timestamp) -> DateTime {
    now.to_zoned(TimeZone::UTC).datetime()
}

fn bad_template(error: ChatTemplateError) -> AppError {
    let (field, line) = match error {
        ChatTemplateError::Syntax { line, .. } => ("template", line),
        ChatTemplateError::TemplateTooLong => ("template", None),
        ChatTemplateError::Refused { line, .. } => ("messages", line),
        ChatTemplateError::TooLong => ("messages", None),
    };
    BadInput {
        message: error.to_string(),
        field: Some(field.to_owned()),
        line_column: line.map(|line| (line, 1)),
        ..BadInput::default()
    }
    .into()
}

fn no_chat_template(id: ChatTemplateId) -> AppError {
    AppError::NotFound(format!("chat template {id}"))
}
