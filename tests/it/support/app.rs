//! A whole dsforge without a port.

use std::{ops::Deref, sync::Arc, time::Duration};

use dsforge::{
    api::{self, Face, middleware::Hosts},
    app::{Parts, Services, auth::Gate},
    clock::StillClock,
    crypto::kdf::Kdf,
    llm::{
        Llm, Servers,
        address::Address,
        demo::{DemoServer, Pace},
        ollama::Ollama,
        timers::Timers,
    },
    store::{Store, secret},
    update::Updates,
};
use jiff::Timestamp;
use poem::{EndpointExt as _, test::TestClient};
use tempfile::TempDir;

use super::{
    Caller,
    seed::{self, DB, SECRET},
};
use crate::fake_ollama::FakeOllama;

/// 2026-03-14T09:26:53Z, when every test begins.
pub(crate) const NOW: Timestamp = Timestamp::constant(1_773_480_413, 0);

/// The origin of the page that dsforge itself serves.
pub(crate) const OWN_HOST: &str = "127.0.0.1:7411";

/// A dsforge, and whoever was signed in first. Used as a [`Caller`], it asks as they do.
pub(crate) struct TestApp {
    pub(crate) services: Arc<Services>,
    pub(crate) clock: Arc<StillClock>,
    caller: Caller,
    folder: Arc<TempDir>,
    build: Build,
}

/// What differs from the usual.
#[derive(Clone)]
pub(crate) struct Build {
    ollama: Option<(String, Duration)>,
    demo: bool,
    session_lifetime: Duration,
    login_rate_limit: u32,
    cors_origins: Vec<String>,
    updates: Updates,
}

impl TestApp {
    /// The usual: the demo models, sessions of 30 minutes, 5 attempts to sign in a minute.
    pub(crate) fn build() -> Build {
        Build {
            ollama: None,
            demo: true,
            session_lifetime: Duration::from_secs(30 * 60),
            login_rate_limit: 5,
            cors_origins: Vec::new(),
            updates: Updates::of_this_program().expect("a version"),
        }
    }

    /// No user yet.
    pub(crate) async fn fresh() -> Self {
        Self::build().fresh().await
    }

    /// ada and grace have accounts, and nobody is signed in.
    pub(crate) async fn locked() -> Self {
        Self::build().locked().await
    }

    /// Somebody is signed in.
    pub(crate) async fn unlocked_as(username: &str) -> Self {
        Self::build().unlocked_as(username).await
    }

    /// Signs somebody else in.
    pub(crate) async fn also(&self, username: &str) -> Caller {
        let (user, keyring) = seed::unlock(&self.services.store, self.folder.path(), username).await;
        let opened = self.services.sessions.open(user, username.to_owned(), Arc::new(keyring));
        self.caller.with_token(opened.expect("randomness").token)
    }

    /// Ends the program in order, as SIGTERM does, and starts it again on the same file. Nobody is signed in.
    pub(crate) async fn restarted(self) -> Self {
        let Self { services, clock, caller: _, folder, build } = self;
        services.runs.halt_everything();
        services.store.clone().close().await.expect("a file that can be closed");
        drop(services);
        build.start(folder, clock)
    }
}

impl Deref for TestApp {
    type Target = Caller;

    fn deref(&self) -> &Caller {
        &self.caller
    }
}

impl Build {
    /// Has this server, with timers as patient as usual, and no demo.
    pub(crate) fn ollama(self, server: &FakeOllama) -> Self {
        self.ollama_at(&server.url(), Duration::from_secs(30))
    }

    /// Has this server, with timers that run out within a test.
    pub(crate) fn hasty_ollama(self, server: &FakeOllama) -> Self {
        self.ollama_at(&server.url(), Duration::from_millis(150))
    }

    /// Has a server that may be there or not.
    pub(crate) fn ollama_at(self, url: &str, timeout: Duration) -> Self {
        Self { ollama: Some((url.to_owned(), timeout)), demo: false, ..self }
    }

    /// Offers the demo beside a server.
    pub(crate) fn demo(self) -> Self {
        Self { demo: true, ..self }
    }

    /// Takes new versions from elsewhere.
    pub(crate) fn updates(self, updates: Updates) -> Self {
        Self { updates, ..self }
    }

    pub(crate) fn session_lifetime(self, session_lifetime: Duration) -> Self {
        Self { session_lifetime, ..self }
    }

    pub(crate) fn login_rate_limit(self, login_rate_limit: u32) -> Self {
        Self { login_rate_limit, ..self }
    }

    pub(crate) fn cors_origin(mut self, origin: &str) -> Self {
        self.cors_origins.push(origin.to_owned());
        self
    }

    pub(crate) async fn fresh(self) -> TestApp {
        let folder = Arc::new(TempDir::new().expect("a folder"));
        // Making the file blocks for longer than an async thread should.
        tokio::task::spawn_blocking(move || self.start(folder, StillClock::at(NOW))).await.expect("a start")
    }

    pub(crate) async fn locked(self) -> TestApp {
        let folder = Arc::new(seed::copy().await);
        self.start(folder, StillClock::at(NOW))
    }

    pub(crate) async fn unlocked_as(self, username: &str) -> TestApp {
        let app = self.locked().await;
        let caller = app.also(username).await;
        TestApp { caller, ..app }
    }

    fn start(self, folder: Arc<TempDir>, clock: Arc<StillClock>) -> TestApp {
        let store = Store::open(&folder.path().join(DB)).expect("a file that can be opened");
        let ring = secret::open(&folder.path().join(SECRET), None).expect("a secret");
        let real = self.ollama.iter().map(|(url, timeout)| {
            let address = Address::parse(url, None).expect("an address");
            Arc::new(Ollama::new("ollama", address, Timers::from_timeout(*timeout)).expect("a client"))
                as Arc<dyn Llm>
        });
        let servers = Servers::new(real.collect(), Arc::new(DemoServer::new(Pace::NONE)), self.demo);
        let services = Services::new(Parts {
            store,
            clock: Arc::clone(&clock) as dsforge::clock::SharedClock,
            servers,
            gate: Gate::new(ring, Kdf::default()),
            session_lifetime: self.session_lifetime,
            login_rate_limit: self.login_rate_limit,
            suggested_username: "ada".to_owned(),
            updates: self.updates.clone(),
        });
        let face = Face { hosts: Hosts::new(7411, &[]), cors_origins: self.cors_origins.clone(), docs: true };
        let application = api::application(Arc::clone(&services), &face).boxed();
        let client = TestClient::new(application).default_header("host", OWN_HOST);
        let caller = Caller { client: Arc::new(client), token: None };
        TestApp { services, clock, caller, folder, build: self }
    }
}
