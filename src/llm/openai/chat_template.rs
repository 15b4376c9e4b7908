//! The chat template of a model, which of these servers only llama.cpp's gives out.

use super::{OpenAi, wire::Props};
use crate::llm::{LlmError, ServedTemplate};

impl OpenAi {
    pub(super) async fn template_of(&self, model: &str) -> Result<ServedTemplate, LlmError> {
        // A server with one model takes any name; one that has several wants to know which.
        let Props { chat_template, bos_token, eos_token, .. } =
            self.props_of(Some(model)).await.unwrap_or_default();
        Ok(match chat_template.filter(|template| !template.trim().is_empty()) {
            Some(template) => ServedTemplate::Jinja {
                template,
                bos_token: bos_token.unwrap_or_default(),
                eos_token: eos_token.unwrap_or_default(),
            },
            None => ServedTemplate::None(format!(
                "{} does not give out chat templates; of the servers with OpenAI's API, llama.cpp's does. Take the \
                 chat_template.jinja or the tokenizer_config.json of the model",
                self.line.to.name
            )),
        })
    }
}
