//! What a person tells dsforge about themselves.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

/// The sealed part of a user: everything but what is needed before unlocking.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Preferences {
    /// How the page addresses them.
    pub name: String,
    /// The model that answers when a request names none.
    pub default_gen_model: Option<String>,
    /// The model that paraphrases when a request names none.
    pub default_para_model: Option<String>,
    /// Whether they said that the recovery code is stored. Until then the page reminds them.
    pub recovery_confirmed: bool,
    /// Whether to look for new versions of dsforge, which asks somebody outside.
    #[serde(default)]
    pub check_updates: bool,
    /// The page's own settings. dsforge keeps them and reads none.
    pub ui: Map<String, Value>,
}

impl Preferences {
    /// A new user's: no models chosen yet.
    pub fn named(name: impl Into<String>) -> Self {
        Self {
            name: name.into(),
            default_gen_model: None,
            default_para_model: None,
            recovery_confirmed: false,
            check_updates: false,
            ui: Map::new(),
        }
    }
}
