//! A server that speaks as Ollama does, for tests and for trying the page without a model.
//!
//! Asked what was once asked of a real server (`tests/fixtures/ollama/`), it answers with the same bytes.
//! Asked anything else, it makes an answer up in the same form; the words come from dsforge's own demo, so one
//! seed always writes one text. Faults are chosen by a word in the prompt or by the test that holds it.

mod chat;
pub(crate) mod fault;
pub(crate) mod http;
mod line;
mod models;
pub(crate) mod recorded;
mod route;

use std::{
    collections::{BTreeSet, VecDeque},
    io,
    net::SocketAddr,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use serde_json::{Map, Value};
use tokio::{
    net::TcpListener,
    sync::{Notify, Semaphore},
    task::JoinHandle,
};
use tokio_util::sync::CancellationToken;

pub(crate) use self::fault::Fault;
use self::http::Request;

/// A running server. It ends with the value.
pub(crate) struct FakeOllama {
    address: SocketAddr,
    shared: Arc<Shared>,
    task: JoinHandle<()>,
}

/// How a server is set up.
#[derive(Clone, Copy, Default)]
pub(crate) struct SetUp {
    /// Answer what was recorded with what was recorded.
    pub(crate) replays: bool,
    /// Before each word.
    pub(crate) word: Duration,
    /// Where to listen; 0 takes any free port.
    pub(crate) port: u16,
    /// Have no models at all.
    pub(crate) is_empty: bool,
}

struct Shared {
    set_up: SetUp,
    state: Mutex<State>,
    hung_up: Notify,
    killed: CancellationToken,
}

/// An answer that a test has written.
#[derive(Default)]
struct Said {
    text: String,
    calls: Vec<(String, Map<String, Value>)>,
}

#[derive(Default)]
struct State {
    seen: Vec<Request>,
    faults: VecDeque<Fault>,
    loaded: BTreeSet<&'static str>,
    hang_ups: usize,
    steps: Option<Arc<Semaphore>>,
    script: VecDeque<Said>,
    replayed: usize,
}

impl FakeOllama {
    /// With the usual models.
    pub(crate) async fn start() -> Self {
        Self::start_as(SetUp::default()).await.expect("a free port on loopback")
    }

    pub(crate) async fn start_as(set_up: SetUp) -> io::Result<Self> {
        let listener = TcpListener::bind(("127.0.0.1", set_up.port)).await?;
        let address = listener.local_addr()?;
        let shared = Arc::new(Shared {
            set_up,
            state: Mutex::default(),
            hung_up: Notify::new(),
            killed: CancellationToken::new(),
        });
        let task = tokio::spawn(route::accept(listener, Arc::clone(&shared)));
        Ok(Self { address, shared, task })
    }

    /// Where it listens, as `OLLAMA_HOST` wants it.
    pub(crate) fn url(&self) -> String {
        format!("http://{}", self.address)
    }

    /// Ends it as kill -9 does, in the middle of whatever it answers, and says which port it leaves free.
    pub(crate) async fn kill(mut self) -> u16 {
        self.task.abort();
        drop((&mut self.task).await);
        self.shared.killed.cancel();
        self.address.port()
    }

    /// Makes the next request to a model go wrong. Further calls are for the requests after it.
    pub(crate) fn fail_next(&self, fault: Fault) {
        self.shared.state().faults.push_back(fault);
    }

    /// Makes the model's next answer these words. Further calls are for the answers after it.
    pub(crate) fn say_next(&self, text: &str) {
        self.shared.state().script.push_back(Said { text: text.to_owned(), ..Said::default() });
    }

    /// Makes the model's next answer a call.
    pub(crate) fn call_next(&self, tool: &str, arguments: &Value) {
        let arguments = arguments.as_object().cloned().unwrap_or_default();
        self.shared
            .state()
            .script
            .push_back(Said { calls: vec![(tool.to_owned(), arguments)], ..Said::default() });
    }

    /// From now on every word of an answer waits for a permit.
    pub(crate) fn step_by_step(&self) -> Arc<Semaphore> {
        let steps = Arc::new(Semaphore::new(0));
        self.shared.state().steps = Some(Arc::clone(&steps));
        steps
    }

    /// Puts a model into memory, as an earlier request would have.
    pub(crate) fn load(&self, model: &str) {
        self.shared.load(model);
    }

    /// The requests to a model so far.
    pub(crate) fn chats(&self) -> Vec<Request> {
        self.shared.state().seen.iter().filter(|seen| seen.path == "/api/chat").cloned().collect()
    }

    /// How often a path was asked for.
    pub(crate) fn count(&self, path: &str) -> usize {
        self.shared.state().seen.iter().filter(|seen| seen.path == path).count()
    }

    /// Waits until a client has closed its connection in the middle of an answer.
    pub(crate) async fn hung_up(&self) {
        self.hung_up_times(1).await;
    }

    /// Waits until clients have done so this often.
    pub(crate) async fn hung_up_times(&self, times: usize) {
        loop {
            let next = self.shared.hung_up.notified();
            if self.hang_ups() >= times {
                return;
            }
            next.await;
        }
    }

    /// How often a client has closed its connection in the middle of an answer.
    pub(crate) fn hang_ups(&self) -> usize {
        self.shared.state().hang_ups
    }
}

impl Drop for FakeOllama {
    fn drop(&mut self) {
        self.task.abort();
    }
}

impl Shared {
    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn load(&self, model: &str) {
        if let Some(known) = models::find(model) {
            self.state().loaded.insert(known.name);
        }
    }

    fn note_hang_up(&self) {
        self.state().hang_ups += 1;
        self.hung_up.notify_waiters();
    }
}
