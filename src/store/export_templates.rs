//! Export templates that people made, sealed for their owner.

use super::{Read, StoreError, Writer, meta, rows, schema::EXPORT_TEMPLATES};
use crate::{
    crypto::keys::{Domain, Keyring},
    model::{
        export_template::ExportTemplate,
        id::{ExportTemplateId, UserId},
    },
};

/// Adds an export template. Its id is given out here; the one it comes with is not looked at.
pub fn create(
    w: &Writer,
    keys: &Keyring,
    owner: UserId,
    mut template: ExportTemplate,
) -> Result<ExportTemplate, StoreError> {
    template.id = ExportTemplateId(meta::next_id(w, EXPORT_TEMPLATES.name)?);
    let space = keys.domain(Domain::ExportTemplates);
    rows::insert(w, EXPORT_TEMPLATES, &space, (owner.0, template.id.0), &template)?;
    Ok(template)
}

/// One export template.
pub fn get(
    r: &impl Read,
    keys: &Keyring,
    owner: UserId,
    id: ExportTemplateId,
) -> Result<Option<ExportTemplate>, StoreError> {
    rows::get(r, EXPORT_TEMPLATES, &keys.domain(Domain::ExportTemplates), (owner.0, id.0))
}

/// All of an owner's export templates, in the order they were added.
pub fn list(r: &impl Read, keys: &Keyring, owner: UserId) -> Result<Vec<ExportTemplate>, StoreError> {
    rows::all(r, EXPORT_TEMPLATES, &keys.domain(Domain::ExportTemplates), rows::under(owner.0))
}

/// Writes an export template anew.
pub fn put(w: &Writer, keys: &Keyring, owner: UserId, template: &ExportTemplate) -> Result<(), StoreError> {
    let space = keys.domain(Domain::ExportTemplates);
    rows::rewrite(w, EXPORT_TEMPLATES, &space, (owner.0, template.id.0), template).map(drop)
}

/// Removes an export template. Says whether there was one.
pub fn delete(w: &Writer, owner: UserId, id: ExportTemplateId) -> Result<bool, StoreError> {
    rows::remove(w, EXPORT_TEMPLATES, (owner.0, id.0))
}
