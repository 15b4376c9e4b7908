//! The chat template of a model, as far as Ollama has it. Its own templates are in Go's language, which no trainer
//! reads; a model that came without one is shown with the Jinja of its GGUF.

use serde_json::{Value, json};

use super::{Ollama, wire::Show};
use crate::llm::{LlmError, ServedTemplate};

impl Ollama {
    pub(super) async fn template_of(&self, model: &str) -> Result<ServedTemplate, LlmError> {
        let shown: Show = self.post("/api/show", &json!({"model": model})).await?;
        let Some(template) = shown.jinja().map(ToOwned::to_owned) else {
            return Ok(ServedTemplate::None(format!(
                "Ollama has {model} with a template in its own language, which trainers do not read. Take the \
                 chat_template.jinja or the tokenizer_config.json of the model that you train, or its .gguf"
            )));
        };
        // What the tokens are called is only said at length, which is many megabytes and may fail.
        let at_length = self.post::<Show>("/api/show", &json!({"model": model, "verbose": true})).await;
        let shown = at_length.unwrap_or(shown);
        let (bos_token, eos_token) = (shown.token("bos"), shown.token("eos"));
        Ok(ServedTemplate::Jinja { template, bos_token, eos_token })
    }
}

impl Show {
    fn jinja(&self) -> Option<&str> {
        let in_gguf = self.model_info.get("tokenizer.chat_template").and_then(Value::as_str);
        in_gguf.or(self.template.as_deref()).filter(|template| template.contains("{%"))
    }

    /// What a token of the tokenizer is written as; empty where that was not said.
    fn token(&self, name: &str) -> String {
        let id = self.model_info.get(&format!("tokenizer.ggml.{name}_token_id")).and_then(Value::as_u64);
        let token = id.and_then(|id| {
            let tokens = self.model_info.get("tokenizer.ggml.tokens")?.as_array()?;
            tokens.get(usize::try_from(id).ok()?)?.as_str()
        });
        token.unwrap_or_default().to_owned()
    }
}
