//! What a server says of itself and its models, which differs from server to server.

use std::sync::{MutexGuard, PoisonError, atomic::Ordering};

use serde::de::DeserializeOwned;
use serde_json::Value;
use tokio::time::timeout;

use super::{
    OpenAi, failure,
    wire::{Listed, Models, Props},
};
use crate::llm::{
    ChatRequest, LlmError, ModelDetails, ServerState, ServerStatus,
    connection::{self, LONGEST_REPLY, Refusal},
};

/// What came of asking for the models.
enum Look {
    Models(Models),
    Loading,
    Failed(LlmError),
}

impl OpenAi {
    /// How the server is.
    pub(super) async fn look(&self) -> ServerStatus {
        let (look, props) = tokio::join!(self.ask_for_models(), self.props());
        let version = props.and_then(|props| props.build_info);
        let (state, advice) = match look {
            Look::Models(list) if list.data.is_empty() => {
                let name = &self.line.to.name;
                (ServerState::NoModels, Some(format!("{name} has no model. Load one there.")))
            }
            Look::Models(_) => (ServerState::Ok, None),
            Look::Loading => {
                let advice = "It is loading its model. Wait a moment: what you ask meanwhile is answered once it is there.";
                (ServerState::Loading, Some(advice.to_owned()))
            }
            Look::Failed(error) => (state_after(&error), Some(error.to_string())),
        };
        ServerStatus { state, version, advice }
    }

    /// Every model of the server, in its order.
    pub(super) async fn list(&self) -> Result<Vec<ModelDetails>, LlmError> {
        let list = match self.ask_for_models().await {
            Look::Models(list) => list,
            Look::Loading => return self.listed_before(),
            Look::Failed(error) => return Err(error),
        };
        // Only llama-server has a second list, and properties.
        let props = if list.models.is_empty() { None } else { self.props().await };
        if let Some(slots) = props.as_ref().and_then(|props| props.total_slots) {
            self.slots.store(slots, Ordering::Relaxed);
        }
        let only = list.data.len() == 1;
        let models: Vec<ModelDetails> = list
            .data
            .into_iter()
            .map(|listed| self.describe(listed, props.as_ref().filter(|_| only)))
            .collect();
        self.listed().clone_from(&models);
        Ok(models)
    }

    /// What a server had before it began to load its model, such as after a restart: it says nothing until it is done.
    fn listed_before(&self) -> Result<Vec<ModelDetails>, LlmError> {
        let before = self.listed().clone();
        if before.is_empty() {
            return Err(LlmError::Loading { server: self.line.to.name.clone() });
        }
        Ok(before.into_iter().map(|model| ModelDetails { loaded: false, loading: true, ..model }).collect())
    }

    fn listed(&self) -> MutexGuard<'_, Vec<ModelDetails>> {
        self.listed.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn describe(&self, listed: Listed, props: Option<&Props>) -> ModelDetails {
        let meta = listed.meta.unwrap_or_default();
        let says = |word: &str| {
            listed.status.as_ref().and_then(|status| status.value.as_deref()).is_some_and(|said| said == word)
        };
        let (loaded, loading) =
            (props.is_some() || says("loaded"), says("loading") || self.loading.holds(&listed.id));
        let room = props.and_then(|props| props.default_generation_settings.get("n_ctx")?.as_u64());
        ModelDetails {
            capabilities: props.map(capabilities).unwrap_or_default(),
            context_length: room
                .or(meta.n_ctx)
                .or(listed.max_model_len)
                .or(listed.max_context_length)
                .or(listed.context_length)
                .or(listed.context_window)
                .or(meta.n_ctx_train),
            size: meta.size,
            parameter_size: meta.n_params.map(in_words),
            digest: None,
            loaded: loaded && !loading,
            loading,
            local: self.line.to.address.is_local(),
            modified_at: None,
            name: listed.id,
        }
    }

    async fn ask_for_models(&self) -> Look {
        let asking = async {
            let sending = self.line.get(self.url("/models")).send();
            let response = match sending.await {
                Ok(response) => response,
                Err(error) => return Look::Failed(failure::of_sending(&error, &self.line.to)),
            };
            if !response.status().is_success() {
                let refusal = Refusal::read(response).await;
                if failure::is_loading(&refusal) {
                    return Look::Loading;
                }
                return Look::Failed(failure::of_status(&refusal, &ChatRequest::default(), &self.line.to));
            }
            let body = connection::read_up_to(response, LONGEST_REPLY).await;
            match serde_json::from_slice(&body) {
                Ok(models) => Look::Models(models),
                Err(_) => Look::Failed(LlmError::garbled("it is no list of models as OpenAI's API has it")),
            }
        };
        let limit = self.line.to.timers.small_talk();
        timeout(limit, asking).await.unwrap_or_else(|_| Look::Failed(failure::silent(&self.line.to)))
    }

    async fn props(&self) -> Option<Props> {
        self.props_of(None).await
    }

    /// What llama-server says of itself, or of one of its models, above its version.
    pub(super) async fn props_of(&self, model: Option<&str>) -> Option<Props> {
        let mut url = self.line.to.address.above_version().join("/props");
        if let Some(model) = model {
            url.push_str("?model=");
            url.extend(url::form_urlencoded::byte_serialize(model.as_bytes()));
        }
        timeout(self.line.to.timers.small_talk(), self.fetch(url)).await.ok()?
    }

    async fn fetch<T: DeserializeOwned>(&self, url: String) -> Option<T> {
        let response = self.line.get(url).send().await.ok()?.error_for_status().ok()?;
        serde_json::from_slice(&connection::read_up_to(response, LONGEST_REPLY).await).ok()
    }
}

/// What the template of a llama-server's model can do. Older ones do not say, and are asked to see.
fn capabilities(props: &Props) -> Vec<String> {
    let can = |what: &str| props.chat_template_caps.get(what).and_then(Value::as_bool);
    let mut capabilities = vec!["completion".to_owned()];
    if can("supports_tools").or(can("supports_tool_calls")) != Some(false) {
        capabilities.push("tools".to_owned());
    }
    if can("supports_thinking").or(can("supports_preserve_reasoning")) == Some(true) {
        capabilities.push("thinking".to_owned());
    }
    capabilities
}

/// A number of parameters as people write it, such as `4.3B`.
#[expect(clippy::cast_precision_loss, reason = "it is shown with one digit after the point")]
fn in_words(parameters: u64) -> String {
    let parameters = parameters as f64;
    match parameters {
        n if n >= 1e9 => format!("{:.1}B", n / 1e9),
        n if n >= 1e6 => format!("{:.1}M", n / 1e6),
        n => format!("{:.1}K", n / 1e3),
    }
}

fn state_after(error: &LlmError) -> ServerState {
    match error {
        LlmError::Refused { status: 401 | 403, .. } => ServerState::Unauthorized,
        LlmError::Unreachable { .. } | LlmError::TimedOut { .. } => ServerState::Unreachable,
        LlmError::Busy { .. } | LlmError::Loading { .. } => ServerState::Loading,
        _ => ServerState::Unusable,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn what_a_template_can_do_is_said_as_ollama_says_it() {
        let of = |caps: Value| {
            capabilities(&serde_json::from_value(json!({"chat_template_caps": caps})).unwrap()).join(" ")
        };
        assert_eq!(of(json!({"supports_tools": true})), "completion tools");
        assert_eq!(of(json!({"supports_tools": false, "supports_thinking": true})), "completion thinking");
        assert_eq!(of(json!({})), "completion tools");
    }

    #[test]
    fn parameters_are_counted_as_people_do() {
        assert_eq!((in_words(4_300_000_000).as_str(), in_words(139_584).as_str()), ("4.3B", "139.6K"));
    }
}
