//! Prompt templates: write, look up, put away, look back.

use std::sync::Arc;

use super::{
    Services,
    auth::sessions::Session,
    error::{AppError, BadInput},
};
use crate::{
    llm::validate,
    model::{
        id::TemplateId,
        slot,
        template::{PastSystemPrompt, Template, TemplateContent, TemplateVersion},
    },
    store::templates,
};

/// Characters in a name, at most.
pub const LONGEST_NAME: usize = 200;
/// Bytes in a prompt, at most: far beyond any model's context.
const LONGEST_PROMPT: usize = 4 << 20;

/// Something in a template that cannot be saved.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// The field.
    pub field: &'static str,
    /// The place in a list, from 0.
    pub index: Option<usize>,
    /// The place inside a JSON value, as a JSON pointer.
    pub pointer: Option<String>,
    /// What is wrong and what to do.
    pub message: String,
}

/// Templates by name: those in use, or those put away.
pub async fn list(services: &Services, session: &Session, archived: bool) -> Result<Vec<Template>, AppError> {
    let (owner, keyring) = (session.user, Arc::clone(&session.keyring));
    let mut all =
        services.store.read(move |r| Ok::<_, AppError>(templates::list(r, &keyring, owner)?)).await?;
    all.retain(|template| template.archived == archived);
    all.sort_by_key(|template| (template.content.name.to_lowercase(), template.id));
    Ok(all)
}

/// One template, put away or not.
pub async fn get(services: &Services, session: &Session, id: TemplateId) -> Result<Template, AppError> {
    let (owner, keyring) = (session.user, Arc::clone(&session.keyring));
    let found =
        services.store.read(move |r| Ok::<_, AppError>(templates::get(r, &keyring, owner, id)?)).await?;
    found.ok_or_else(|| AppError::no_template(id))
}

/// The template of a name, else of an id.
pub async fn named(services: &Services, session: &Session, name: &str) -> Result<Template, AppError> {
    let mut all = list(services, session, false).await?;
    let by_id = || all.iter().position(|template| template.id.to_string() == name);
    match all.iter().position(|template| template.content.name == name).or_else(by_id) {
        Some(at) => Ok(all.swap_remove(at)),
        None => Err(AppError::NotFound(format!("template {name}"))),
    }
}

/// Saves a new template as its version 1.
pub async fn create(
    services: &Services,
    session: &Session,
    content: TemplateContent,
) -> Result<Template, AppError> {
    let content = complete(content)?;
    let (owner, keyring, now) = (session.user, Arc::clone(&session.keyring), services.clock.now());
    services.store.write(move |w| Ok(templates::create(w, &keyring, owner, content, now)?)).await
}

/// Saves a template. A save that changes nothing stores no version.
pub async fn save(
    services: &Services,
    session: &Session,
    id: TemplateId,
    content: TemplateContent,
) -> Result<(), AppError> {
    let content = complete(content)?;
    let (owner, keyring, now) = (session.user, Arc::clone(&session.keyring), services.clock.now());
    services
        .store
        .write(move |w| {
            let mut template =
                templates::get(w, &keyring, owner, id)?.ok_or_else(|| AppError::no_template(id))?;
            let changed = content.changed_since(&template.content);
            if changed.is_empty() {
                return Ok(());
            }
            template.version += 1;
            template.updated_at = now;
            template.system_prompts.remember(&content.system_prompt, template.version, now);
            template.content = content;
            Ok(templates::save(w, &keyring, owner, &template, changed)?)
        })
        .await
}

/// Puts a template away or takes it out again.
pub async fn archive(
    services: &Services,
    session: &Session,
    id: TemplateId,
    archived: bool,
) -> Result<(), AppError> {
    let (owner, keyring) = (session.user, Arc::clone(&session.keyring));
    services
        .store
        .write(move |w| {
            let mut template =
                templates::get(w, &keyring, owner, id)?.ok_or_else(|| AppError::no_template(id))?;
            template.archived = archived;
            Ok(templates::put(w, &keyring, owner, &template)?)
        })
        .await
}

/// Its last ten different system prompts, newest first.
pub async fn history(
    services: &Services,
    session: &Session,
    id: TemplateId,
) -> Result<Vec<PastSystemPrompt>, AppError> {
    Ok(get(services, session, id).await?.system_prompts.iter().cloned().collect())
}

/// Every version that was saved, newest first.
pub async fn versions(
    services: &Services,
    session: &Session,
    id: TemplateId,
) -> Result<Vec<TemplateVersion>, AppError> {
    get(services, session, id).await?;
    let (owner, keyring) = (session.user, Arc::clone(&session.keyring));
    services.store.read(move |r| Ok(templates::versions(r, &keyring, owner, id)?)).await
}

/// What would keep a template from being saved. Nothing is stored.
pub fn problems(content: &TemplateContent) -> Vec<Problem> {
    let mut problems = Vec::new();
    let mut problem = |field, message: &str| {
        problems.push(Problem { field, index: None, pointer: None, message: message.to_owned() });
    };
    if content.name.trim().is_empty() {
        problem("name", "name is empty; a template needs a name");
    }
    if content.name.chars().count() > LONGEST_NAME || content.name.chars().any(char::is_control) {
        problem("name", "name has at most 200 characters and no control characters");
    }
    if content.user_prompt.trim().is_empty() {
        problem("user_prompt", "user_prompt is empty; write what the model is asked");
    }
    if content.user_prompt.len() > LONGEST_PROMPT {
        problem("user_prompt", "user_prompt is longer than 4 MiB");
    }
    if content.system_prompt.len() > LONGEST_PROMPT {
        problem("system_prompt", "system_prompt is longer than 4 MiB");
    }
    for (index, name) in content.slots.iter().enumerate() {
        if !slot::is_name(name) {
            let message = format!(
                "slot `{name}` is no slot name; begin with a letter or _ and go on with letters, digits and _"
            );
            problems.push(Problem { field: "slots", index: Some(index), pointer: None, message });
        }
    }
    if content.is_tool_calling_template && content.tool_definitions.is_empty() {
        problems.push(Problem {
            field: "tool_definitions",
            index: None,
            pointer: None,
            message: "tool calling is on and there is no tool; define one or switch it off".to_owned(),
        });
    }
    problems.extend(tool_problems(content));
    problems.extend(choice_problem(content));
    problems.extend(schema_problems(content));
    problems
}

fn tool_problems(content: &TemplateContent) -> Vec<Problem> {
    let mut problems = Vec::new();
    let mut names: Vec<&str> = Vec::new();
    for (index, tool) in content.tool_definitions.iter().enumerate() {
        for found in validate::faults_of_tool(tool) {
            let (pointer, message) = (Some(found.pointer), found.message);
            problems.push(Problem { field: "tool_definitions", index: Some(index), pointer, message });
        }
        let name = tool.function.name.as_str();
        if names.contains(&name) {
            let message = format!("two tools are named {name}; names tell the calls apart");
            let pointer = Some("/function/name".to_owned());
            problems.push(Problem { field: "tool_definitions", index: Some(index), pointer, message });
        }
        names.push(name);
    }
    problems
}

/// A choice that the tools do not allow. With the tools switched off it rests, like they do.
fn choice_problem(content: &TemplateContent) -> Option<Problem> {
    let TemplateContent { tool_choice, tool_definitions: tools, is_tool_calling_template: is_on, .. } =
        content;
    if !is_on || tools.is_empty() || tool_choice.is_possible_with(tools) {
        return None;
    }
    let names: Vec<&str> = tools.iter().map(|tool| tool.function.name.as_str()).collect();
    let word = String::from(tool_choice.clone());
    let message = format!(
        "tool_choice is `{word}`; choose auto, required, none or the name of a tool ({})",
        names.join(", ")
    );
    Some(Problem { field: "tool_choice", index: None, pointer: None, message })
}

fn schema_problems(content: &TemplateContent) -> Vec<Problem> {
    let found = content.output_schema.as_ref().map(validate::faults_of_schema).unwrap_or_default();
    found
        .into_iter()
        .map(|found| Problem {
            field: "output_schema",
            index: None,
            pointer: Some(found.pointer),
            message: found.message,
        })
        .collect()
}

/// The content as it is stored, or the first thing that is wrong with it.
fn complete(mut content: TemplateContent) -> Result<TemplateContent, AppError> {
    let name = content.name.trim().to_owned();
    content.name = name;
    if let Some(Problem { field, index, pointer, message }) = problems(&content).into_iter().next() {
        let field = Some(field.to_owned());
        return Err(AppError::from(BadInput { message, field, index, pointer, ..BadInput::default() }));
    }
    content.complete_slots();
    let slots = content.slots.clone();
    content.slot_details.retain(|name, _| slots.contains(name));
    Ok(content)
}
