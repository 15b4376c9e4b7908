//! What a person has chosen: name, default models, the page's settings.

use std::sync::Arc;

use serde_json::{Map, Value};

use super::{Services, auth::sessions::Session, error::AppError};
use crate::{model::user::Preferences, store::accounts};

/// Characters in a name, at most.
const LONGEST_NAME: usize = 200;

/// A change of preferences. None leaves a thing as it is.
#[derive(Clone, Debug, Default)]
pub struct PreferencesChange {
    /// How the page addresses them.
    pub name: Option<String>,
    /// Who answers; the inner none takes the choice back.
    pub default_gen_model: Option<Option<String>>,
    /// Who paraphrases; the inner none takes the choice back.
    pub default_para_model: Option<Option<String>>,
    /// Whether the recovery code is stored.
    pub recovery_confirmed: Option<bool>,
    /// Whether to look for new versions of dsforge.
    pub check_updates: Option<bool>,
    /// The page's settings, all of them.
    pub ui: Option<Map<String, Value>>,
}

/// Somebody's preferences.
pub async fn get(services: &Services, session: &Session) -> Result<Preferences, AppError> {
    let (owner, keyring) = (session.user, Arc::clone(&session.keyring));
    services.store.read(move |r| Ok(accounts::preferences(r, owner, &keyring)?)).await
}

/// Changes some of them. A model need not be there now: its server may be off.
pub async fn change(
    services: &Services,
    session: &Session,
    change: PreferencesChange,
) -> Result<(), AppError> {
    check(&change)?;
    let (owner, keyring) = (session.user, Arc::clone(&session.keyring));
    services
        .store
        .write(move |w| {
            let mut preferences = accounts::preferences(w, owner, &keyring)?;
            let PreferencesChange {
                name,
                default_gen_model,
                default_para_model,
                recovery_confirmed,
                check_updates,
                ui,
            } = change;
            preferences.name = name.unwrap_or(preferences.name);
            preferences.default_gen_model = default_gen_model.unwrap_or(preferences.default_gen_model);
            preferences.default_para_model = default_para_model.unwrap_or(preferences.default_para_model);
            preferences.recovery_confirmed = recovery_confirmed.unwrap_or(preferences.recovery_confirmed);
            preferences.check_updates = check_updates.unwrap_or(preferences.check_updates);
            preferences.ui = ui.unwrap_or(preferences.ui);
            Ok(accounts::put_preferences(w, owner, &keyring, &preferences)?)
        })
        .await
}

fn check(change: &PreferencesChange) -> Result<(), AppError> {
    if let Some(name) = &change.name {
        if name.trim().is_empty() {
            return Err(AppError::bad("name", "name is empty; say how the page shall address you"));
        }
        if name.chars().count() > LONGEST_NAME || name.chars().any(char::is_control) {
            return Err(AppError::bad("name", "name has at most 200 characters and no control characters"));
        }
    }
    let models = [
        ("default_gen_model", &change.default_gen_model),
        ("default_para_model", &change.default_para_model),
    ];
    for (field, model) in models {
        if model.iter().flatten().any(|model| model.trim().is_empty()) {
            return Err(AppError::bad(field, format!("{field} is empty; name a model, or null for none")));
        }
    }
    Ok(())
}
