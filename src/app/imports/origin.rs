//! Whether a template or a run that a row names is one of this file's. A row may come from another dsforge, where the
//! same numbers mean other things.

use std::collections::HashMap;

use crate::{
    crypto::keys::Keyring,
    import::Draft,
    model::id::{CandidateId, RunId, TemplateId, UserId},
    store::{Read, StoreError, candidates, runs, templates},
};

/// What was looked up already.
#[derive(Default)]
pub(super) struct Origins {
    templates: HashMap<(TemplateId, u64, String), bool>,
    candidates: HashMap<(RunId, CandidateId), bool>,
}

impl Origins {
    /// Keeps what is known here, and puts what is not with the members that mean nothing here.
    pub(super) fn settle(
        &mut self,
        r: &impl Read,
        keyring: &Keyring,
        owner: UserId,
        draft: &mut Draft,
    ) -> Result<(), StoreError> {
        if let Some(template) = draft.template.take() {
            let key = (template.id, template.version, template.name.clone());
            let is_known = match self.templates.get(&key) {
                Some(is_known) => *is_known,
                None => {
                    let versions = templates::versions(r, keyring, owner, template.id)?;
                    let is_known = versions
                        .iter()
                        .any(|v| v.version == template.version && v.content.name == template.name);
                    self.templates.insert(key, is_known);
                    is_known
                }
            };
            if is_known {
                draft.template = Some(template);
            } else if let Ok(value) = serde_json::to_value(template) {
                draft.extra.insert("template".to_owned(), value);
            }
        }
        if let Some(source) = draft.source.take() {
            let key = (source.run, source.candidate);
            let is_known = match self.candidates.get(&key) {
                Some(is_known) => *is_known,
                None => {
                    let found = match runs::keys_of(r, keyring, owner, source.run)? {
                        Some(keys) => candidates::get(r, &keys, source.candidate)?,
                        None => None,
                    };
                    let is_known = found.is_some_and(|candidate| candidate.model == source.model);
                    self.candidates.insert(key, is_known);
                    is_known
                }
            };
            if is_known {
                draft.source = Some(source);
            } else if let Ok(value) = serde_json::to_value(source) {
                draft.extra.insert("source".to_owned(), value);
            }
        }
        Ok(())
    }
}
