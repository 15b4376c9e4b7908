//! The servers of this installation, and which of them a model's name means.

use std::sync::Arc;

use futures_util::future::join_all;

use super::{Llm, LlmError, ModelDetails, demo::DemoServer};

/// The configured servers, in the order of their settings, and the demo.
pub struct Servers {
    real: Vec<Arc<dyn Llm>>,
    demo: Arc<DemoServer>,
    always_demo: bool,
}

/// A model that can be used now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UsableModel {
    /// Its server.
    pub server: String,
    /// Whether its answers are made up.
    pub demo: bool,
    /// The model, under the name by which [`Servers::find`] finds it.
    pub model: ModelDetails,
}

impl Servers {
    /// `always_demo` lists the demo's models even when there are real ones.
    pub fn new(real: Vec<Arc<dyn Llm>>, demo: Arc<DemoServer>, always_demo: bool) -> Self {
        Self { real, demo, always_demo }
    }

    /// Every server, the demo last.
    pub fn all(&self) -> impl Iterator<Item = Arc<dyn Llm>> {
        let demo: Arc<dyn Llm> = Arc::<DemoServer>::clone(&self.demo);
        self.real.iter().cloned().chain([demo])
    }

    /// Whether the demo's models are shown beside real ones.
    pub fn always_demo(&self) -> bool {
        self.always_demo
    }

    /// The server that a name means, and the model's name there. The first segment counts when it is a
    /// server's name; any other name is the first server's. The demo's models are always found.
    pub fn find(&self, model: &str) -> Result<(Arc<dyn Llm>, String), LlmError> {
        if let Some((server, name)) = model.split_once('/')
            && let Some(found) = self.all().find(|candidate| candidate.name() == server)
        {
            return Ok((found, name.to_owned()));
        }
        let first = self.real.first().ok_or_else(|| LlmError::NoSuchModel {
            model: model.to_owned(),
            how_to_get: "No model server is set up; use demo/writer or demo/tools, or set OLLAMA_HOST."
                .into(),
        })?;
        Ok((Arc::clone(first), model.to_owned()))
    }

    /// What can be used now: the models of every server that answers, and the demo's when it is wanted or
    /// nothing else answers.
    pub async fn usable(&self) -> Vec<UsableModel> {
        let answers = join_all(self.real.iter().map(|server| server.models())).await;
        let nobody_answers = answers.iter().all(Result::is_err);
        let mut usable = Vec::new();
        for (server, models) in self.real.iter().zip(answers) {
            let models = models.unwrap_or_default().into_iter().filter(ModelDetails::can_chat);
            usable.extend(models.map(|model| self.listed(server.as_ref(), model)));
        }
        if self.always_demo || nobody_answers {
            usable.extend(DemoServer::details().into_iter().map(|m| self.listed(self.demo.as_ref(), m)));
        }
        usable
    }

    fn listed(&self, server: &dyn Llm, mut model: ModelDetails) -> UsableModel {
        if server.is_demo() || self.real.len() > 1 {
            model.name = format!("{}/{}", server.name(), model.name);
        }
        UsableModel { server: server.name().to_owned(), demo: server.is_demo(), model }
    }
}
