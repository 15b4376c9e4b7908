//! The servers that people can use, and which of them a model's name means.
//!
//! Those of the settings are everybody's. Somebody's own are known from their sign-in on; whoever asks looks
//! them up again each time, so that a change takes effect at once.

use std::{
    collections::HashMap,
    sync::{Arc, PoisonError, RwLock},
    time::Duration,
};

use futures_util::future::join_all;
use tokio::{sync::Mutex, time::Instant};

use super::{
    Connection, Llm, LlmError, ModelDetails, SetIn, SetUpError, address::Address, demo::DemoServer,
    ollama::Ollama, openai::OpenAi, timers::Timers,
};
use crate::model::{
    id::UserId,
    provider::{Provider, ProviderKind},
};

/// How long a list of models is good enough to find a server by.
const LIST_IS_GOOD_FOR: Duration = Duration::from_secs(60);

/// How long a server that did not answer is not asked again which models it has.
const SILENCE_IS_BELIEVED_FOR: Duration = Duration::from_secs(5);

/// The timers of a server that nobody has said otherwise of.
const USUAL_TIMEOUT: Duration = Duration::from_secs(30);

/// Every server that is known, and whose it is.
pub struct Servers {
    from_settings: Vec<Arc<Known>>,
    demo: Arc<DemoServer>,
    always_demo: bool,
    timers: Timers,
    own: RwLock<HashMap<UserId, Own>>,
}

/// What somebody has set up.
#[derive(Default)]
struct Own {
    connected: Vec<(Provider, Arc<Known>)>,
    /// The names in use, those of disabled servers among them: they hide servers of the settings.
    names: Vec<String>,
}

/// A server, with the models that it had when it was last asked.
struct Known {
    server: Arc<dyn Llm>,
    models: Mutex<Seen>,
}

/// The models that a server had.
#[derive(Default)]
struct Seen {
    names: Vec<String>,
    good_until: Option<Instant>,
}

impl Seen {
    fn take(&mut self, found: &Result<Vec<ModelDetails>, LlmError>) {
        let good_for = match found {
            Ok(found) => {
                self.names = found.iter().map(|model| model.name.clone()).collect();
                LIST_IS_GOOD_FOR
            }
            Err(_) => SILENCE_IS_BELIEVED_FOR,
        };
        self.good_until = Some(Instant::now() + good_for);
    }

    fn is_good(&self) -> bool {
        self.good_until.is_some_and(|until| Instant::now() < until)
    }

    fn holds(&self, model: &str) -> bool {
        self.names.iter().any(|name| same_model(name, model))
    }
}

/// The servers that one person can use, at one moment.
pub struct Fleet {
    real: Vec<Arc<Known>>,
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
    /// The model, under the name by which [`Fleet::find`] finds it.
    pub model: ModelDetails,
}

/// A server as somebody set it up. Nothing is sent yet.
pub fn connect(provider: &Provider, timers: Timers) -> Result<Arc<dyn Llm>, SetUpError> {
    let address = match provider.kind {
        ProviderKind::Ollama => Address::parse(&provider.address, None)?,
        ProviderKind::Openai => Address::parse_base(&provider.address)?,
    };
    let connection = Connection {
        name: provider.name.clone(),
        address,
        api_key: provider.api_key.clone(),
        set_in: SetIn::Page,
        width: provider.width.and_then(|width| usize::try_from(width).ok()),
        timers,
    };
    Ok(match provider.kind {
        ProviderKind::Ollama => Arc::new(Ollama::reached_by(connection)?),
        ProviderKind::Openai => Arc::new(OpenAi::reached_by(connection)?),
    })
}

/// Whether two names mean one model: a name without a tag means `latest`.
pub fn same_model(a: &str, b: &str) -> bool {
    fn bare(name: &str) -> &str {
        name.strip_suffix(":latest").unwrap_or(name)
    }
    bare(a) == bare(b)
}

impl Servers {
    /// The servers of the settings, in their order, and the demo. `always_demo` lists the demo's models even
    /// when there are real ones.
    pub fn new(from_settings: Vec<Arc<dyn Llm>>, demo: Arc<DemoServer>, always_demo: bool) -> Self {
        Self {
            from_settings: from_settings.into_iter().map(Known::new).collect(),
            demo,
            always_demo,
            timers: Timers::from_timeout(USUAL_TIMEOUT),
            own: RwLock::default(),
        }
    }

    /// With the patience that everybody's own servers are treated with.
    #[must_use]
    pub fn patient(self, timers: Timers) -> Self {
        Self { timers, ..self }
    }

    /// How long servers are waited for.
    pub fn timers(&self) -> Timers {
        self.timers
    }

    /// Whether the demo's models are shown beside real ones.
    pub fn always_demo(&self) -> bool {
        self.always_demo
    }

    /// The servers of the settings.
    pub fn from_settings(&self) -> impl Iterator<Item = Arc<dyn Llm>> {
        self.from_settings.iter().map(|known| Arc::clone(&known.server))
    }

    /// Takes over what somebody has set up, in their order. A server that is as it was keeps what is known of
    /// its models.
    pub fn set_up(&self, owner: UserId, providers: Vec<Provider>) {
        let mut all = self.own.write().unwrap_or_else(PoisonError::into_inner);
        let before = all.remove(&owner).unwrap_or_default().connected;
        let names = providers.iter().map(|provider| provider.name.clone()).collect();
        let connected = providers.into_iter().filter(|provider| provider.enabled).filter_map(|provider| {
            if let Some((_, known)) = before.iter().find(|(old, _)| *old == provider) {
                return Some((provider, Arc::clone(known)));
            }
            match connect(&provider, self.timers) {
                Ok(server) => Some((provider, Known::new(server))),
                Err(error) => {
                    tracing::warn!(provider = provider.id.0, %error, "a model server cannot be used");
                    None
                }
            }
        });
        let own = Own { connected: connected.collect(), names };
        all.insert(owner, own);
    }

    /// Forgets the servers of everybody of whom this says so, and the keys to them.
    pub fn forget(&self, is_gone: impl Fn(UserId) -> bool) {
        self.own.write().unwrap_or_else(PoisonError::into_inner).retain(|owner, _| !is_gone(*owner));
    }

    /// The servers that somebody can use: those of the settings, unless a server of their own has the name, and
    /// their own.
    pub fn of(&self, owner: UserId) -> Fleet {
        let all = self.own.read().unwrap_or_else(PoisonError::into_inner);
        let own = all.get(&owner);
        let is_hidden =
            |known: &Known| own.is_some_and(|own| own.names.iter().any(|name| name == known.server.name()));
        let settings = self.from_settings.iter().filter(|known| !is_hidden(known));
        let own = own.into_iter().flat_map(|own| own.connected.iter().map(|(_, known)| known));
        self.fleet(settings.chain(own).map(Arc::clone).collect())
    }

    /// The servers that everybody can use.
    pub fn of_everybody(&self) -> Fleet {
        self.fleet(self.from_settings.clone())
    }

    fn fleet(&self, real: Vec<Arc<Known>>) -> Fleet {
        Fleet { real, demo: Arc::clone(&self.demo), always_demo: self.always_demo }
    }
}

impl Known {
    fn new(server: Arc<dyn Llm>) -> Arc<Self> {
        Arc::new(Self { server, models: Mutex::default() })
    }

    /// Its models, with everything there is to say of them.
    async fn look(&self) -> Result<Vec<ModelDetails>, LlmError> {
        let found = self.server.models().await;
        self.models.lock().await.take(&found);
        found
    }

    /// Whether it has a model. Where it does not answer, what it had when it last did counts.
    async fn has(&self, model: &str) -> bool {
        // Held while the server is asked, so that of many who want to know only one asks.
        let mut seen = self.models.lock().await;
        if !seen.is_good() {
            seen.take(&self.server.models().await);
        }
        seen.holds(model)
    }

    /// The same, and a list that lacks the model is not believed.
    async fn has_by_now(&self, model: &str) -> bool {
        self.look().await.is_ok() && self.models.lock().await.holds(model)
    }
}

impl Fleet {
    /// Every server, the demo last.
    pub fn all(&self) -> impl Iterator<Item = Arc<dyn Llm>> {
        let demo: Arc<dyn Llm> = Arc::<DemoServer>::clone(&self.demo);
        self.real.iter().map(|known| Arc::clone(&known.server)).chain([demo])
    }

    /// The server of a name.
    pub fn named(&self, name: &str) -> Option<Arc<dyn Llm>> {
        self.all().find(|server| server.name() == name)
    }

    /// Has a server say again which models it has, since they have changed.
    pub async fn look_again(&self, server: &str) {
        for known in self.real.iter().filter(|known| known.server.name() == server) {
            drop(known.look().await);
        }
    }

    /// The server that a name means, and the model's name there. The first segment counts when it is a
    /// server's name; any other name means the first server that has the model. The demo's models are always
    /// found.
    pub async fn find(&self, model: &str) -> Result<(Arc<dyn Llm>, String), LlmError> {
        let found = self.find_all(model).await?.into_iter().next();
        found.ok_or_else(|| nowhere(model))
    }

    /// All servers that have the model that a name means, with its name there. A name with a server in it means
    /// that one alone. Where none is known to have it, the first one is to say so.
    pub async fn find_all(&self, model: &str) -> Result<Vec<(Arc<dyn Llm>, String)>, LlmError> {
        if let Some((server, name)) = model.split_once('/')
            && let Some(server) = self.named(server)
        {
            return Ok(vec![(server, name.to_owned())]);
        }
        match self.real.as_slice() {
            [] => Err(nowhere(model)),
            // There is nothing to choose from, so nobody has to be asked.
            [only] => Ok(vec![(Arc::clone(&only.server), model.to_owned())]),
            [first, ..] => {
                let mut have = join_all(self.real.iter().map(|known| known.has(model))).await;
                if !have.contains(&true) {
                    have = join_all(self.real.iter().map(|known| known.has_by_now(model))).await;
                }
                let having = self.real.iter().zip(&have).filter(|(_, has)| **has).map(|(known, _)| known);
                let found: Vec<_> =
                    having.map(|known| (Arc::clone(&known.server), model.to_owned())).collect();
                Ok(if found.is_empty() { vec![(Arc::clone(&first.server), model.to_owned())] } else { found })
            }
        }
    }

    /// The servers that a name probably means, by what is known without asking anybody.
    pub fn likely(&self, model: &str) -> Vec<Arc<dyn Llm>> {
        if let Some(server) = model.split_once('/').and_then(|(server, _)| self.named(server)) {
            return vec![server];
        }
        let has = |known: &&Arc<Known>| known.models.try_lock().is_ok_and(|seen| seen.holds(model));
        let mut found: Vec<_> = self.real.iter().filter(has).map(|known| Arc::clone(&known.server)).collect();
        if found.is_empty() {
            found.extend(self.real.first().map(|known| Arc::clone(&known.server)));
        }
        found
    }

    /// What can be used now: the models of every server that answers, and the demo's when it is wanted or
    /// nothing else answers.
    pub async fn usable(&self) -> Vec<UsableModel> {
        let answers = join_all(self.real.iter().map(|known| known.look())).await;
        let nobody_answers = answers.iter().all(Result::is_err);
        let mut usable = Vec::new();
        for (known, models) in self.real.iter().zip(answers) {
            let models = models.unwrap_or_default().into_iter().filter(ModelDetails::can_chat);
            usable.extend(models.map(|model| self.listed(known.server.as_ref(), model)));
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

fn nowhere(model: &str) -> LlmError {
    LlmError::NoSuchModel {
        model: model.to_owned(),
        how_to_get: "No model server is set up; use demo/writer or demo/tools, or add a server in Settings, \
                     under Model servers."
            .into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_without_a_tag_means_the_latest() {
        assert!(same_model("gemma3", "gemma3:latest"));
        assert!(same_model("gemma3:4b", "gemma3:4b"));
        assert!(!same_model("gemma3", "gemma3:4b"));
    }
}
