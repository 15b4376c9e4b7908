//! A run that is being worked on: its news, its brakes, and the one way in which its results are kept.

use std::{
    collections::{BTreeMap, HashMap},
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicBool, Ordering},
    },
};

use tokio::sync::Notify;
use tokio_util::sync::CancellationToken;

use crate::{
    jobs::feed::{Events, Feed},
    llm::Piece,
    model::{
        candidate::{Candidate, CandidateState},
        id::CandidateId,
        run::{ItemCounts, Run},
    },
    store::{Store, StoreError, candidates, runs, runs::RunKeys},
};

/// What a listener has to know to go on from here.
#[derive(Clone)]
pub struct LiveState {
    /// The run as last kept.
    pub run: Run,
    /// What is being written just now, by candidate.
    pub writing: BTreeMap<CandidateId, Written>,
}

/// The part of an answer that has arrived.
#[derive(Clone, Default)]
pub struct Written {
    /// Text of the answer.
    pub output: String,
    /// Text of the thinking before it.
    pub reasoning: String,
}

/// News of a run.
#[derive(Clone)]
pub enum RunEvent {
    /// A candidate is new, began to be written, ended, or was judged.
    Candidate {
        /// The candidate as kept.
        candidate: Arc<Candidate>,
        /// Whether a model is writing it now.
        writing: bool,
    },
    /// More of an answer arrived.
    Token {
        /// Whose.
        candidate: CandidateId,
        /// The piece.
        piece: Piece,
    },
    /// The run's state or counts changed.
    Run(Arc<Run>),
    /// Nobody works on the run any more.
    End,
}

/// A run that is being worked on.
pub struct LiveRun {
    /// All that its work may open.
    pub keys: Arc<RunKeys>,
    /// Its news.
    pub feed: Feed<LiveState, RunEvent>,
    /// Calls the whole work off; what is unfinished stays to be done.
    pub(super) halt: CancellationToken,
    pub(super) changed: Notify,
    woken: AtomicBool,
    cards: Mutex<HashMap<CandidateId, CancellationToken>>,
    keeping: tokio::sync::Mutex<()>,
}

impl LiveRun {
    pub(super) fn new(run: Run, keys: Arc<RunKeys>) -> Self {
        Self {
            keys,
            feed: Feed::new(LiveState { run, writing: BTreeMap::new() }),
            halt: CancellationToken::new(),
            changed: Notify::new(),
            woken: AtomicBool::new(false),
            cards: Mutex::default(),
            keeping: tokio::sync::Mutex::default(),
        }
    }

    /// The state now and the events from now on.
    pub fn follow(&self) -> (LiveState, Events<RunEvent>) {
        self.feed.follow()
    }

    /// Tells the worker that there is something new to do.
    pub(super) fn wake(&self) {
        self.woken.store(true, Ordering::SeqCst);
        self.changed.notify_one();
    }

    /// Whether it was woken since the last look.
    pub(super) fn take_wake(&self) -> bool {
        self.woken.swap(false, Ordering::SeqCst)
    }

    /// Stops one card, if it is being written or about to be.
    pub(super) fn stop_card(&self, id: CandidateId) {
        self.card(id).cancel();
    }

    /// The brake of one card.
    pub(super) fn card(&self, id: CandidateId) -> CancellationToken {
        let mut cards = self.cards.lock().unwrap_or_else(PoisonError::into_inner);
        cards.entry(id).or_default().clone()
    }

    /// Tells that a model begins to write.
    pub(super) fn begin(&self, candidate: &Candidate) {
        self.feed.tell(|state| {
            state.writing.insert(candidate.id, Written::default());
            RunEvent::Candidate { candidate: Arc::new(candidate.clone()), writing: true }
        });
    }

    /// Tells a piece of an answer.
    pub(super) fn write(&self, candidate: CandidateId, piece: Piece) {
        self.feed.tell(|state| {
            let written = state.writing.entry(candidate).or_default();
            match &piece {
                Piece::Text(text) => written.output.push_str(text),
                Piece::Reasoning(text) => written.reasoning.push_str(text),
            }
            RunEvent::Token { candidate, piece }
        });
    }

    /// What has arrived of an answer.
    pub(super) fn written(&self, candidate: CandidateId) -> Written {
        self.feed.look(|state| state.writing.get(&candidate).cloned().unwrap_or_default())
    }

    /// Keeps what became of some candidates, together with the run's counts, and then tells. `change` gets
    /// each candidate as it is in the file at that moment, so that a verdict given meanwhile survives.
    pub(super) async fn keep(
        &self,
        store: &Store,
        ids: Vec<CandidateId>,
        change: impl Fn(&mut Candidate) + Send + 'static,
    ) -> Result<Vec<Candidate>, StoreError> {
        let _turn = self.keeping.lock().await;
        let keys = Arc::clone(&self.keys);
        let (run, kept) = store
            .write(move |w| {
                let mut run = runs::get_with(w, &keys)?;
                let mut kept = Vec::with_capacity(ids.len());
                for id in ids {
                    let Some(mut candidate) = candidates::get(w, &keys, id)? else { continue };
                    let before = candidate.state;
                    change(&mut candidate);
                    if let Some(run) = &mut run {
                        count(&mut run.items, before, -1);
                        count(&mut run.items, candidate.state, 1);
                    }
                    candidates::put(w, &keys, &candidate)?;
                    kept.push(candidate);
                }
                if let Some(run) = &run {
                    runs::put(w, &keys, run)?;
                }
                Ok::<_, StoreError>((run, kept))
            })
            .await?;
        for candidate in &kept {
            self.tell_candidate(candidate.clone());
        }
        if let Some(run) = run {
            self.tell_run(run);
        }
        Ok(kept)
    }

    /// Changes the run itself, and then tells. `change` says whether anything is to be kept.
    pub(super) async fn keep_run(
        &self,
        store: &Store,
        change: impl FnOnce(&mut Run, &[Candidate]) -> bool + Send + 'static,
    ) -> Result<bool, StoreError> {
        let _turn = self.keeping.lock().await;
        let keys = Arc::clone(&self.keys);
        let changed = store
            .write(move |w| {
                let Some(mut run) = runs::get_with(w, &keys)? else { return Ok(None) };
                let all = candidates::list(w, &keys)?;
                let keep = change(&mut run, &all);
                if keep {
                    runs::put(w, &keys, &run)?;
                }
                Ok::<_, StoreError>(keep.then_some(run))
            })
            .await?;
        Ok(changed.map(|run| self.tell_run(run)).is_some())
    }

    /// Tells that a candidate changed, and says whether a model is writing it now. One that has ended is not.
    pub(super) fn tell_candidate(&self, candidate: Candidate) -> bool {
        let mut writing = false;
        self.feed.tell(|state| {
            if candidate.state != CandidateState::Waiting {
                state.writing.remove(&candidate.id);
            }
            writing = state.writing.contains_key(&candidate.id);
            RunEvent::Candidate { candidate: Arc::new(candidate), writing }
        });
        writing
    }

    pub(super) fn tell_run(&self, run: Run) {
        self.feed.tell(|state| {
            state.run = run.clone();
            RunEvent::Run(Arc::new(run))
        });
    }
}

/// Moves one item into or out of the count of its state. Waiting is what remains, so it is not counted.
pub(super) fn count(items: &mut ItemCounts, state: CandidateState, by: i64) {
    let counter = match state {
        CandidateState::Waiting => return,
        CandidateState::Done => &mut items.done,
        CandidateState::Failed => &mut items.failed,
        CandidateState::Stopped => &mut items.stopped,
    };
    *counter = counter.saturating_add_signed(by);
}
