//! Chat templates, sealed for their owner.

use super::{Read, StoreError, Writer, meta, rows, schema::CHAT_TEMPLATES};
use crate::{
    crypto::keys::{Domain, Keyring},
    model::{
        chat_template::ChatTemplate,
        id::{ChatTemplateId, UserId},
    },
};

/// Adds a chat template. Its id is given out here; the one it comes with is not looked at.
pub fn create(
    w: &Writer,
    keys: &Keyring,
    owner: UserId,
    mut template: ChatTemplate,
) -> Result<ChatTemplate, StoreError> {
    template.id = ChatTemplateId(meta::next_id(w, CHAT_TEMPLATES.name)?);
    let space = keys.domain(Domain::ChatTemplates);
    rows::insert(w, CHAT_TEMPLATES, &space, (owner.0, template.id.0), &template)?;
    Ok(template)
}

/// One chat template.
pub fn get(
    r: &impl Read,
    keys: &Keyring,
    owner: UserId,
    id: ChatTemplateId,
) -> Result<Option<ChatTemplate>, StoreError> {
    rows::get(r, CHAT_TEMPLATES, &keys.domain(Domain::ChatTemplates), (owner.0, id.0))
}

/// All of an owner's chat templates, in the order they were added.
pub fn list(r: &impl Read, keys: &Keyring, owner: UserId) -> Result<Vec<ChatTemplate>, StoreError> {
    rows::all(r, CHAT_TEMPLATES, &keys.domain(Domain::ChatTemplates), rows::under(owner.0))
}

/// Removes a chat template. Says whether there was one.
pub fn delete(w: &Writer, owner: UserId, id: ChatTemplateId) -> Result<bool, StoreError> {
    rows::remove(w, CHAT_TEMPLATES, (owner.0, id.0))
}
