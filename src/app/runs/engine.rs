//! Which runs are being worked on. Each has one worker, which leaves when there is nothing left to do.

use std::sync::{Arc, Mutex, PoisonError};

use super::{
    close,
    live::{LiveRun, RunEvent},
    work,
};
use crate::{
    app::asking::Asking,
    clock::SharedClock,
    crypto::keys::Keyring,
    jobs::roster::Roster,
    model::{
        id::{RunId, UserId},
        run::Run,
    },
    store::{Store, StoreError, runs, runs::RunKeys},
};

/// Works runs off. It is given a run's own keys and never sees anybody else's.
pub struct Engine {
    pub(super) store: Store,
    pub(super) clock: SharedClock,
    pub(super) asking: Arc<Asking>,
    at_work: Roster<(UserId, RunId), LiveRun>,
    /// Called off, and not gone yet: what they are just keeping is theirs to keep.
    leaving: Roster<(UserId, RunId), LiveRun>,
    /// Held while somebody is started or called off, so that a successor always sees whom it has to wait for.
    shift: Mutex<()>,
}

impl Engine {
    /// Nothing to do yet.
    pub fn new(store: Store, clock: SharedClock, asking: Arc<Asking>) -> Arc<Self> {
        Arc::new(Self {
            store,
            clock,
            asking,
            at_work: Roster::default(),
            leaving: Roster::default(),
            shift: Mutex::default(),
        })
    }

    /// Has a run worked on until nothing waits in it. One that is being worked on already is told to look
    /// again.
    pub fn start(self: &Arc<Self>, owner: UserId, run: Run, keys: Arc<RunKeys>) -> Arc<LiveRun> {
        self.begin(owner, run, keys, false)
    }

    /// The same for somebody who waits for the whole run: it does not wait for servers.
    pub fn start_waited_for(self: &Arc<Self>, owner: UserId, run: Run, keys: Arc<RunKeys>) -> Arc<LiveRun> {
        self.begin(owner, run, keys, true)
    }

    fn begin(
        self: &Arc<Self>,
        owner: UserId,
        run: Run,
        keys: Arc<RunKeys>,
        is_waited_for: bool,
    ) -> Arc<LiveRun> {
        let key = (owner, run.id);
        let _shift = self.shift.lock().unwrap_or_else(PoisonError::into_inner);
        let before = self.leaving.find(&key);
        let begin = || LiveRun::new(run, keys, Arc::clone(&self.clock), is_waited_for);
        let (live, is_new) = self.at_work.join(key, begin, LiveRun::wake);
        if is_new {
            let (engine, worker) = (Arc::clone(self), Arc::clone(&live));
            tokio::spawn(async move { engine.see_through(key, worker, before).await });
        }
        live
    }

    /// A run, while it is being worked on.
    pub fn find(&self, owner: UserId, run: RunId) -> Option<Arc<LiveRun>> {
        self.at_work.find(&(owner, run))
    }

    /// Whether something is being worked on for somebody.
    pub fn is_working_for(&self, owner: UserId) -> bool {
        !self.at_work.matching(|(user, _)| *user == owner).is_empty()
    }

    /// Calls off the work on one run. What is unfinished stays to be done.
    pub fn halt(&self, owner: UserId, run: RunId) {
        let _shift = self.shift.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(live) = self.find(owner, run) {
            self.leaving.put(&(owner, run), &live);
            self.at_work.leave(&(owner, run), &live);
            live.halt.cancel();
        }
    }

    /// Waits until work that was called off has kept what it was just keeping.
    pub async fn settled(&self, owner: UserId, run: RunId) {
        if let Some(leaving) = self.leaving.find(&(owner, run)) {
            leaving.gone.cancelled().await;
        }
    }

    /// Calls off all work for somebody, as signing out does. It goes on at the next sign-in.
    pub fn halt_all(&self, owner: UserId) {
        for live in self.at_work.matching(|(user, _)| *user == owner) {
            let run = live.feed.look(|state| state.run.id);
            self.halt(owner, run);
        }
    }

    /// Gives the work on somebody's runs the keys that their keyring has learnt.
    pub fn renew_keys(&self, owner: UserId, keyring: &Keyring) {
        for live in self.at_work.matching(|(user, _)| *user == owner) {
            live.keys.renew(keyring);
        }
    }

    /// Cancels a run whose only listener has gone. It is closed in the background.
    pub fn abandon(self: &Arc<Self>, owner: UserId, run: RunId) {
        let Some(live) = self.find(owner, run) else { return };
        self.halt(owner, run);
        let engine = Arc::clone(self);
        tokio::spawn(async move {
            let (keys, now) = (Arc::clone(&live.keys), engine.clock.now());
            // What is being kept at this moment is counted before the rest is closed.
            live.gone.cancelled().await;
            let closed = engine.store.write(move |w| {
                let Some(mut run) = runs::get_with(w, &keys)? else { return Ok::<_, StoreError>(()) };
                match close::cancel(&mut run, w, &keys, now)? {
                    Some(_) => runs::put(w, &keys, &run),
                    None => Ok(()),
                }
            });
            if let Err(error) = closed.await {
                tracing::error!(run = run.0, %error, "a run could not be closed");
            }
        });
    }

    /// Calls off all work: the program ends.
    pub fn halt_everything(&self) {
        for live in self.at_work.matching(|_| true) {
            live.halt.cancel();
        }
    }

    async fn see_through(
        self: Arc<Self>,
        key: (UserId, RunId),
        live: Arc<LiveRun>,
        before: Option<Arc<LiveRun>>,
    ) {
        // An item that the one before was about to keep must not be asked again.
        if let Some(before) = before {
            before.gone.cancelled().await;
        }
        let outcome = work::work(&self, &live).await;
        self.at_work.leave(&key, &live);
        self.leaving.leave(&key, &live);
        live.gone.cancel();
        match outcome {
            // Somebody added work after the last look and before the worker was struck off.
            Ok(()) if live.take_wake() && !live.halt.is_cancelled() => {
                let run = live.feed.look(|state| state.run.clone());
                self.start(key.0, run, Arc::clone(&live.keys));
            }
            Ok(()) => {}
            Err(error) => {
                tracing::error!(run = key.1.0, %error, "a run stopped because its results could not be kept");
                live.feed.tell(|state| {
                    state.run.notice = Some(format!("Stopped, because answers could not be kept: {error}."));
                    RunEvent::Run(Arc::new(state.run.clone()))
                });
            }
        }
        live.feed.tell(|_| RunEvent::End);
    }
}
