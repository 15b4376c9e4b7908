//! The verbs: one use case, one function, one transaction. No HTTP, no table, no printing.

pub mod asking;
pub mod auth;
pub mod backup;
pub mod chat_templates;
pub mod datasets;
pub mod drafts;
pub mod duplicates;
pub mod error;
pub mod examples;
pub mod export_templates;
pub mod exports;
pub mod generation;
pub mod imports;
pub mod keys;
pub mod models;
pub mod near;
pub mod preferences;
pub mod providers;
pub mod runs;
pub mod templates;
pub mod tickets;
pub mod updates;
pub mod uploads;

mod paraphrase;
mod starter;

use std::{sync::Arc, time::Duration};

use asking::Asking;
use auth::{Gate, login_limit::LoginLimit, sessions::Sessions};
use imports::Imports;
use keys::Rotations;
use near::Near;
use runs::engine::Engine;
use tickets::Tickets;
use tokio_util::sync::CancellationToken;
use updates::News;

use crate::{clock::SharedClock, llm::Servers, store::Store, update::Updates};

/// What a face may ask for: everything a use case works with.
pub struct Services {
    /// The file.
    pub store: Store,
    /// The time.
    pub clock: SharedClock,
    /// Models.
    pub servers: Arc<Servers>,
    /// Who is signed in.
    pub sessions: Sessions,
    /// How often anybody may try.
    pub logins: LoginLimit,
    /// What signing in costs and knows.
    pub gate: Gate,
    /// The one way to ask a model.
    pub asking: Arc<Asking>,
    /// Work in progress.
    pub runs: Arc<Engine>,
    /// What is known of near copies.
    pub near: Arc<Near>,
    /// Held while the servers of somebody are taken over.
    pub(in crate::app) provider_changes: tokio::sync::Mutex<()>,
    /// Rotations of keys in progress.
    pub rotations: Rotations,
    /// Imports in progress.
    pub imports: Imports,
    /// Downloads by a plain link.
    pub tickets: Tickets,
    /// What is known of new versions.
    pub news: News,
    /// The name that a first user may begin with.
    pub suggested_username: String,
    /// Cancelled when a person asks the program to end.
    pub quit: CancellationToken,
}

/// What [`Services`] are made from.
pub struct Parts {
    /// The file.
    pub store: Store,
    /// The time.
    pub clock: SharedClock,
    /// Models.
    pub servers: Servers,
    /// What signing in costs and knows.
    pub gate: Gate,
    /// How long a session lasts.
    pub session_lifetime: Duration,
    /// Attempts to sign in, a minute.
    pub login_rate_limit: u32,
    /// The name that a first user may begin with.
    pub suggested_username: String,
    /// Where new versions of the program come from.
    pub updates: Updates,
}

impl Services {
    /// Puts the services together. Nobody is signed in and nothing runs.
    pub fn new(parts: Parts) -> Arc<Self> {
        let Parts { store, clock, servers, gate, .. } = parts;
        let servers = Arc::new(servers);
        let asking = Arc::new(Asking::new(Arc::clone(&servers)));
        Arc::new(Self {
            sessions: Sessions::new(Arc::clone(&clock), parts.session_lifetime),
            logins: LoginLimit::new(Arc::clone(&clock), parts.login_rate_limit),
            runs: Engine::new(store.clone(), Arc::clone(&clock), Arc::clone(&asking)),
            asking,
            near: Arc::default(),
            provider_changes: tokio::sync::Mutex::default(),
            rotations: Rotations::default(),
            imports: Imports::default(),
            tickets: Tickets::new(Arc::clone(&clock)),
            news: News::new(parts.updates),
            store,
            clock,
            servers,
            gate,
            suggested_username: parts.suggested_username,
            quit: CancellationToken::new(),
        })
    }

    /// Drops what is over: sessions with their keys, and what was kept in memory for people who are gone. To be
    /// called each second.
    pub fn sweep(&self) {
        self.sessions.sweep();
        providers::forget_absent(self);
        self.near.forget_absent(|user| self.sessions.has(user));
    }
}
