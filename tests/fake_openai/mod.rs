//! A server that speaks OpenAI's API as llama-server does, for tests and for trying the page without a model.
//!
//! The forms of its answers are those of a recorded llama-server (`tests/fixtures/openai/`); the words come from
//! dsforge's own demo, so one seed always writes one text. It goes wrong in the same ways as the other stand-in,
//! by the same words.

mod chat;
mod event;
mod route;

use std::{
    collections::VecDeque,
    io,
    net::SocketAddr,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use tokio::{
    net::TcpListener,
    sync::{Notify, Semaphore},
    task::JoinHandle,
};

use crate::fake_ollama::{fault::Fault, http::Request};

/// A model that its server offers tools to.
pub(crate) const WITH_TOOLS: &str = "qwen3-8b";

/// A model whose template has no place for tools.
pub(crate) const WITHOUT_TOOLS: &str = "phi4-mini";

/// A running server. It ends with the value.
pub(crate) struct FakeOpenAi {
    address: SocketAddr,
    shared: Arc<Shared>,
    task: JoinHandle<()>,
}

/// How a server is set up.
#[derive(Clone)]
pub(crate) struct SetUp {
    /// Before each word.
    pub(crate) word: Duration,
    /// Where to listen; 0 takes any free port.
    pub(crate) port: u16,
    /// The models that it has.
    pub(crate) models: &'static [&'static str],
    /// Lets nobody in without it.
    pub(crate) api_key: Option<String>,
}

impl Default for SetUp {
    fn default() -> Self {
        Self { word: Duration::ZERO, port: 0, models: &[WITH_TOOLS], api_key: None }
    }
}

struct Shared {
    set_up: SetUp,
    state: Mutex<State>,
    hung_up: Notify,
}

#[derive(Default)]
struct State {
    seen: Vec<Request>,
    faults: VecDeque<Fault>,
    recordings: VecDeque<&'static str>,
    is_loading: bool,
    hang_ups: usize,
    steps: Option<Arc<Semaphore>>,
}

impl FakeOpenAi {
    /// With one model that takes tools.
    pub(crate) async fn start() -> Self {
        Self::start_as(SetUp::default()).await.expect("a free port on loopback")
    }

    pub(crate) async fn start_as(set_up: SetUp) -> io::Result<Self> {
        let listener = TcpListener::bind(("127.0.0.1", set_up.port)).await?;
        let address = listener.local_addr()?;
        let shared = Arc::new(Shared { set_up, state: Mutex::default(), hung_up: Notify::new() });
        let task = tokio::spawn(route::accept(listener, Arc::clone(&shared)));
        Ok(Self { address, shared, task })
    }

    /// Where it listens, without a version.
    pub(crate) fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// Makes the next request to a model go wrong. Further calls are for the requests after it.
    pub(crate) fn fail_next(&self, fault: Fault) {
        self.shared.state().faults.push_back(fault);
    }

    /// Answers the next request to a model with a recorded stream.
    pub(crate) fn replay_next(&self, recording: &'static str) {
        self.shared.state().recordings.push_back(recording);
    }

    /// Whether it says that it is loading its model.
    pub(crate) fn set_loading(&self, is_loading: bool) {
        self.shared.state().is_loading = is_loading;
    }

    /// From now on every word of an answer waits for a permit.
    pub(crate) fn step_by_step(&self) -> Arc<Semaphore> {
        let steps = Arc::new(Semaphore::new(0));
        self.shared.state().steps = Some(Arc::clone(&steps));
        steps
    }

    /// The requests to a model so far.
    pub(crate) fn chats(&self) -> Vec<Request> {
        let seen = &self.shared.state().seen;
        seen.iter().filter(|seen| seen.path == "/v1/chat/completions").cloned().collect()
    }

    /// Waits until a client has closed its connection in the middle of an answer.
    pub(crate) async fn hung_up(&self) {
        loop {
            let next = self.shared.hung_up.notified();
            if self.shared.state().hang_ups > 0 {
                return;
            }
            next.await;
        }
    }
}

impl Drop for FakeOpenAi {
    fn drop(&mut self) {
        self.task.abort();
    }
}

impl Shared {
    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
