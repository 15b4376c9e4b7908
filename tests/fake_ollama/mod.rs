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
mod pull;
pub(crate) mod recorded;
mod route;

use std::{
    collections::{BTreeMap, BTreeSet, VecDeque},
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
    time::sleep,
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
    /// How long a model takes to get into memory.
    pub(crate) load: Duration,
    /// What it says that it is; none is a recent one.
    pub(crate) version: Option<&'static str>,
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
    installed: Vec<&'static str>,
    loaded: BTreeSet<&'static str>,
    /// While there are any, a model that is not in memory waits for one of them.
    loads: Option<Arc<Semaphore>>,
    /// Bytes that are there of models which somebody began to get.
    begun: BTreeMap<&'static str, u64>,
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
        let at_first = if set_up.is_empty { 0 } else { models::AT_FIRST };
        let installed = models::LIBRARY.iter().take(at_first).map(|model| model.name).collect();
        let state = Mutex::new(State { installed, ..State::default() });
        let shared =
            Arc::new(Shared { set_up, state, hung_up: Notify::new(), killed: CancellationToken::new() });
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

    /// From now on a model that is not in memory needs a permit to get there.
    pub(crate) fn load_on_permit(&self) -> Arc<Semaphore> {
        let loads = Arc::new(Semaphore::new(0));
        self.shared.state().loads = Some(Arc::clone(&loads));
        loads
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

    /// False when the model was in memory already.
    fn load(&self, model: &str) -> bool {
        models::find(model).is_some_and(|known| self.state().loaded.insert(known.name))
    }

    /// The installed model of a name.
    fn find(&self, name: &str) -> Option<&'static models::Model> {
        models::find(name).filter(|model| self.state().installed.contains(&model.name))
    }

    /// Waits as long as a model takes to get into memory.
    async fn wait_for_load(&self) {
        let loads = self.state().loads.clone();
        permit(loads.as_ref()).await;
        sleep(self.set_up.load).await;
    }

    /// Waits as long as a word or a piece of a model takes.
    async fn step(&self) {
        let steps = self.state().steps.clone();
        permit(steps.as_ref()).await;
        sleep(self.set_up.word).await;
    }

    fn note_hang_up(&self) {
        self.state().hang_ups += 1;
        self.hung_up.notify_waiters();
    }
}

/// Takes one of the permits, where permits are asked for.
async fn permit(from: Option<&Arc<Semaphore>>) {
    if let Some(permits) = from
        && let Ok(permit) = permits.acquire().await
    {
        permit.forget();
    }
}
