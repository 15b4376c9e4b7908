//! Preferences and the password over HTTP.

use std::sync::Arc;

use poem_openapi::{Object, OpenApi, payload::Json};
use serde::Deserialize;
use zeroize::Zeroizing;

use super::{
    Tag,
    auth::SignedIn,
    body::Body,
    error::Result,
    json::{JsonObject, given},
    page::NoContent,
};
use crate::{
    app::{Services, auth, preferences, preferences::PreferencesChange},
    model,
};

/// What a person has chosen.
#[derive(Object)]
struct Preferences {
    /// The name they sign in with.
    username: String,
    /// How the page addresses them.
    name: String,
    /// Who answers when a request names no model.
    default_gen_model: Option<String>,
    /// Who paraphrases when a request names no model.
    default_para_model: Option<String>,
    /// Whether they said that the recovery code is stored.
    recovery_confirmed: bool,
    /// Whether dsforge looks for new versions of itself.
    check_updates: bool,
    /// The page's own settings.
    ui: JsonObject,
}

/// A change of preferences. What is left out stays; null takes a model choice back.
#[derive(Object, Deserialize)]
struct PreferencesInput {
    /// How the page addresses them.
    name: Option<String>,
    /// Who answers when a request names no model.
    #[serde(default, deserialize_with = "given")]
    #[oai(default)]
    default_gen_model: Option<Option<String>>,
    /// Who paraphrases when a request names no model.
    #[serde(default, deserialize_with = "given")]
    #[oai(default)]
    default_para_model: Option<Option<String>>,
    /// Whether the recovery code is stored.
    recovery_confirmed: Option<bool>,
    /// Whether dsforge shall look for new versions of itself, which asks GitHub a few times a day.
    check_updates: Option<bool>,
    /// The page's own settings, all of them.
    ui: Option<JsonObject>,
}

/// A change of password.
#[derive(Object, Deserialize)]
struct PasswordInput {
    /// The present one.
    old_password: String,
    /// The new one: 8 to 1024 bytes.
    new_password: String,
}

/// What a person has chosen.
pub(super) struct PreferencesApi(pub(super) Arc<Services>);

#[OpenApi(tag = "Tag::Account")]
impl PreferencesApi {
    /// Get your preferences
    #[oai(path = "/user/preferences", method = "get", operation_id = "get_preferences")]
    async fn get(&self, who: SignedIn) -> Result<Json<Preferences>> {
        let found = preferences::get(&self.0, who.session()).await?;
        let model::user::Preferences {
            name,
            default_gen_model,
            default_para_model,
            recovery_confirmed,
            check_updates,
            ui,
        } = found;
        Ok(Json(Preferences {
            username: who.session().username.clone(),
            name,
            default_gen_model,
            default_para_model,
            recovery_confirmed,
            check_updates,
            ui: JsonObject(ui),
        }))
    }

    /// Change your preferences
    ///
    /// What is left out stays as it is.
    #[oai(path = "/user/preferences", method = "put", operation_id = "update_preferences")]
    async fn put(&self, who: SignedIn, body: Body<PreferencesInput>) -> Result<NoContent> {
        let PreferencesInput {
            name,
            default_gen_model,
            default_para_model,
            recovery_confirmed,
            check_updates,
            ui,
        } = body.0;
        let change = PreferencesChange {
            name,
            default_gen_model,
            default_para_model,
            recovery_confirmed,
            check_updates,
            ui: ui.map(|JsonObject(ui)| ui),
        };
        preferences::change(&self.0, who.session(), change).await?;
        Ok(NoContent::Done)
    }

    /// Change your password
    ///
    /// Ends your other sessions. Your data is not written anew: only the key that opens it is wrapped again.
    #[oai(path = "/user/password", method = "put", operation_id = "change_password")]
    async fn change_password(&self, who: SignedIn, body: Body<PasswordInput>) -> Result<NoContent> {
        let PasswordInput { old_password: old, new_password: new } = body.0;
        let (old, new) = (Zeroizing::new(old), Zeroizing::new(new));
        auth::change_password(&self.0, who.session(), &who.0.token, &old, &new).await?;
        Ok(NoContent::Done)
    }
}
