//! What a server's models can do. `/api/show` knows best and is asked once for each build of a model.

use std::{
    collections::{HashMap, HashSet},
    sync::{Mutex, PoisonError},
};

use futures_util::{StreamExt as _, stream};
use serde_json::json;

use super::{
    Ollama,
    wire::{Listed, Models, Show},
};
use crate::llm::{LlmError, ModelDetails, same_model};

/// How many models are asked about at once.
const AT_ONCE: usize = 4;

/// What was learned of the models so far.
#[derive(Default)]
pub(super) struct Catalog {
    shown: Mutex<HashMap<String, Shown>>,
    without_tools: Mutex<HashSet<String>>,
}

#[derive(Clone, Default)]
struct Shown {
    capabilities: Option<Vec<String>>,
    context_length: Option<u64>,
    remote: bool,
}

impl Catalog {
    /// Whether the server has refused tools for the model before.
    pub(super) fn lacks_tools(&self, model: &str) -> bool {
        self.without_tools.lock().unwrap_or_else(PoisonError::into_inner).contains(model)
    }

    pub(super) fn note_lack_of_tools(&self, model: &str) {
        self.without_tools.lock().unwrap_or_else(PoisonError::into_inner).insert(model.to_owned());
    }

    fn known(&self, digest: &str) -> Option<Shown> {
        self.shown.lock().unwrap_or_else(PoisonError::into_inner).get(digest).cloned()
    }

    fn learn(&self, digest: &str, shown: Shown) {
        self.shown.lock().unwrap_or_else(PoisonError::into_inner).insert(digest.to_owned(), shown);
    }
}

impl Ollama {
    /// Every model of the server, in its order, which is newest first.
    pub(super) async fn list(&self) -> Result<Vec<ModelDetails>, LlmError> {
        let (listed, loaded) = tokio::join!(self.get::<Models>("/api/tags"), self.get::<Models>("/api/ps"));
        let loaded: Vec<String> = loaded
            .ok()
            .and_then(|list| list.models)
            .unwrap_or_default()
            .into_iter()
            .map(|model| model.name)
            .collect();
        let models = listed?.models.unwrap_or_default().into_iter();
        let details = stream::iter(models.map(|model| self.describe(model)))
            .buffered(AT_ONCE)
            .map(|model| {
                let loading = self.loading.holds(&model.name);
                let loaded = !loading && loaded.iter().any(|name| same_model(name, &model.name));
                ModelDetails { loaded, loading, ..model }
            })
            .collect()
            .await;
        Ok(details)
    }

    async fn describe(&self, listed: Listed) -> ModelDetails {
        let shown = self.show(&listed).await;
        let elsewhere = [&listed.remote_host, &listed.remote_model];
        let remote = shown.remote
            || elsewhere.iter().any(|place| place.as_ref().is_some_and(|place| !place.is_empty()))
            || is_cloud(&listed.name);
        ModelDetails {
            capabilities: shown.capabilities.or(listed.capabilities).unwrap_or_default(),
            context_length: shown.context_length.or(listed.details.context_length),
            size: listed.size,
            parameter_size: listed.details.parameter_size.filter(|size| !size.is_empty()),
            digest: listed.digest,
            loaded: false,
            loading: false,
            local: self.line.to.address.is_local() && !remote,
            modified_at: listed.modified_at,
            name: listed.name,
        }
    }

    /// A model that cannot be shown is listed all the same, with what the list says of it.
    async fn show(&self, listed: &Listed) -> Shown {
        let digest = listed.digest.as_deref().unwrap_or_default();
        if let Some(shown) = self.catalog.known(digest) {
            return shown;
        }
        let Ok(show) = self.post::<Show>("/api/show", &json!({"model": listed.name})).await else {
            return Shown::default();
        };
        let shown = Shown {
            context_length: show.context_length(),
            remote: show.remote_host.is_some_and(|host| !host.is_empty()),
            capabilities: show.capabilities,
        };
        if !digest.is_empty() {
            self.catalog.learn(digest, shown.clone());
        }
        shown
    }
}

/// How Ollama names the models that run in its cloud.
fn is_cloud(name: &str) -> bool {
    name.ends_with("-cloud") || name.ends_with(":cloud")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn models_of_the_cloud_are_told_by_their_names() {
        assert!(is_cloud("gpt-oss:120b-cloud"));
        assert!(is_cloud("qwen3-coder:cloud"));
        assert!(!is_cloud("cloud-writer:4b"));
    }
}
