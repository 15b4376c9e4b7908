//! Prompt templates and every version of them, sealed for their owner.

use jiff::Timestamp;

use super::{
    Read, StoreError, Writer, meta,
    rows::{self, Order},
    schema::{TEMPLATE_VERSIONS, TEMPLATES},
};
use crate::{
    crypto::keys::{Domain, Keyring},
    model::{
        id::{TemplateId, UserId},
        template::{SystemPromptHistory, Template, TemplateContent, TemplateVersion},
    },
};

/// Makes a template, with its first version.
pub fn create(
    w: &Writer,
    keys: &Keyring,
    owner: UserId,
    content: TemplateContent,
    now: Timestamp,
) -> Result<Template, StoreError> {
    let mut system_prompts = SystemPromptHistory::default();
    system_prompts.remember(&content.system_prompt, 1, now);
    let template = Template {
        id: TemplateId(meta::next_id(w, TEMPLATES.name)?),
        version: 1,
        archived: false,
        created_at: now,
        updated_at: now,
        content,
        system_prompts,
    };
    let space = keys.domain(Domain::Templates);
    rows::insert(w, TEMPLATES, &space, (owner.0, template.id.0), &template)?;
    insert_version(w, keys, owner, &template, Vec::new())?;
    Ok(template)
}

/// One template.
pub fn get(
    r: &impl Read,
    keys: &Keyring,
    owner: UserId,
    id: TemplateId,
) -> Result<Option<Template>, StoreError> {
    rows::get(r, TEMPLATES, &keys.domain(Domain::Templates), (owner.0, id.0))
}

/// All of an owner's templates, in the order they were made.
pub fn list(r: &impl Read, keys: &Keyring, owner: UserId) -> Result<Vec<Template>, StoreError> {
    rows::all(r, TEMPLATES, &keys.domain(Domain::Templates), rows::under(owner.0))
}

/// Writes a template anew and its content as another version. `template` has the new version's number and time;
/// `changed` names the fields that differ from the version before.
pub fn save(
    w: &Writer,
    keys: &Keyring,
    owner: UserId,
    template: &Template,
    changed: Vec<String>,
) -> Result<(), StoreError> {
    put(w, keys, owner, template)?;
    insert_version(w, keys, owner, template, changed)
}

/// Writes a template anew without a new version, as when it is put away.
pub fn put(w: &Writer, keys: &Keyring, owner: UserId, template: &Template) -> Result<(), StoreError> {
    let space = keys.domain(Domain::Templates);
    rows::rewrite(w, TEMPLATES, &space, (owner.0, template.id.0), template).map(drop)
}

/// Every version of a template, the newest first.
pub fn versions(
    r: &impl Read,
    keys: &Keyring,
    owner: UserId,
    id: TemplateId,
) -> Result<Vec<TemplateVersion>, StoreError> {
    let range = (owner.0, id.0, 0)..=(owner.0, id.0, u64::MAX);
    let space = keys.domain(Domain::Templates);
    rows::page(r, TEMPLATE_VERSIONS, &space, range, Order::Newest, (0, usize::MAX))
}

fn insert_version(
    w: &Writer,
    keys: &Keyring,
    owner: UserId,
    template: &Template,
    changed: Vec<String>,
) -> Result<(), StoreError> {
    let version = TemplateVersion {
        version: template.version,
        saved_at: template.updated_at,
        changed,
        content: template.content.clone(),
    };
    let key = (owner.0, template.id.0, template.version);
    rows::insert(w, TEMPLATE_VERSIONS, &keys.domain(Domain::Templates), key, &version)
}
